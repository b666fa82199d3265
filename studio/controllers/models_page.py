"""The models page: what is installed, downloading with consent, checking, bringing along, another folder."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, Protocol

from PySide6.QtCore import QObject, Signal, SignalInstance

from studio.controllers.ports import Actions
from studio.controllers.workspace import Workspace
from studio.core.errors import StudioError
from studio.core.folders import models_folder
from studio.core.jobs import CancelToken, Progress
from studio.models.messages import Tone
from studio.models.model_catalogue import ModelEntry, ModelState, load_catalogue
from studio.models.model_rows import ModelActivity, ModelRow, ModelsFolder, bytes_text
from studio.services.job_queue import JobQueue
from studio.services.jobs import JobSpec, JobState, Lane, Outcome, Phase, Work
from studio.services.settings import SettingsService
from studio.storage import model_store

DOWNLOAD_KIND = "download"

_ACTIVITY = {
    ModelState.MISSING: ModelActivity.MISSING, ModelState.PARTIAL: ModelActivity.PAUSED,
    ModelState.INSTALLED: ModelActivity.INSTALLED, ModelState.DAMAGED: ModelActivity.DAMAGED,
}  # fmt: skip


class ModelsView(Protocol):
    """What is used of the models page."""

    download_requested: SignalInstance
    consent_given: SignalInstance
    pause_requested: SignalInstance
    cancel_requested: SignalInstance
    verify_requested: SignalInstance
    remove_requested: SignalInstance
    files_brought: SignalInstance
    folder_chosen: SignalInstance
    own_folder_requested: SignalInstance
    token_changed: SignalInstance

    def set_rows(self, rows: Sequence[ModelRow]) -> None:
        """Show these models."""
        ...

    def update_row(self, row: ModelRow) -> None:
        """Show one of them as it is now."""
        ...

    def set_folder(self, folder: ModelsFolder) -> None:
        """Show where models lie."""
        ...

    def ask_consent(self, row: ModelRow) -> None:
        """Show the terms; `consent_given` follows if the user agrees."""
        ...

    def open_page(self) -> None:
        """Come to the front."""
        ...


@dataclass(slots=True)
class _Running:
    job_id: str
    progress: Progress
    keeps_part: bool = False


class ModelsController(QObject):
    """Ties the models folder to its page."""

    models_changed = Signal()
    """Something was installed, removed, or another folder is used: readers and recognisers may be there or not."""

    def __init__(
        self,
        workspace: Workspace,
        jobs: JobQueue,
        settings: SettingsService,
        actions: Actions,
        view: ModelsView,
        entries: Sequence[ModelEntry] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._jobs = jobs
        self._settings = settings
        self._view = view
        self._entries = entries
        self._running: dict[str, _Running] = {}
        actions.bind("tools.models", self.open)
        jobs.job_changed.connect(self._on_job_changed)
        view.download_requested.connect(self.download)
        view.consent_given.connect(self.accept)
        view.pause_requested.connect(self.pause)
        view.cancel_requested.connect(self.cancel)
        view.verify_requested.connect(self.verify)
        view.remove_requested.connect(self.remove)
        view.files_brought.connect(self.bring_along)
        view.folder_chosen.connect(self.use_folder)
        view.own_folder_requested.connect(lambda: self.use_folder(""))
        view.token_changed.connect(lambda token: settings.set(hub_token=token.strip()))

    # --- showing

    def open(self) -> None:
        """Show the page as things are on the disk now."""
        self.refresh()
        self._view.open_page()

    def refresh(self) -> None:
        """Look at the folder again."""
        try:
            self._view.set_rows([self._row(entry) for entry in self._catalogue()])
        except StudioError as error:
            self._workspace.tell_error(error)
        self._view.set_folder(self._folder())

    def _catalogue(self) -> Sequence[ModelEntry]:
        if self._entries is None:
            self._entries = load_catalogue()
        return self._entries

    def _entry(self, model_id: str) -> ModelEntry:
        return next(entry for entry in self._catalogue() if entry.id == model_id)

    def _row(self, entry: ModelEntry) -> ModelRow:
        status, running = model_store.status_of(entry), self._running.get(entry.id)
        activity, fraction, message = _ACTIVITY[status.state], None, status.problem
        if running is not None:
            info = self._jobs.job(running.job_id)
            is_queued = info is not None and info.state is JobState.QUEUED
            activity = ModelActivity.QUEUED if is_queued else ModelActivity.WORKING
            fraction, message = running.progress.fraction, running.progress.message
        elif activity is ModelActivity.PAUSED:
            fraction = status.bytes_there / entry.size_bytes if entry.size_bytes else None
            message = self.tr("{size} are here").format(size=bytes_text(status.bytes_there))
        elif activity is ModelActivity.MISSING and not entry.can_be_downloaded:
            name = PurePosixPath(entry.files[0].path).name
            message = self.tr("Not downloaded from here: import {name} from a file.").format(name=name)
        size = status.bytes_there if status.state is ModelState.INSTALLED else entry.size_bytes
        return ModelRow(
            entry.id, entry.title, entry.purpose, bytes_text(size) if size else self.tr("size not known"),
            entry.licence, entry.licence_note, entry.licence_url, entry.is_non_commercial, self._is_accepted(entry),
            entry.can_be_downloaded, entry.homepage, activity, fraction, message,
        )  # fmt: skip

    def _folder(self) -> ModelsFolder:
        folder = models_folder()
        used = sum(model_store.status_of(entry).bytes_there for entry in self._catalogue())
        free = bytes_text(model_store.free_bytes(folder))
        return ModelsFolder(str(folder), bool(self._settings.values.models_folder), free, bytes_text(used))

    def _update(self, model_id: str) -> None:
        self._view.update_row(self._row(self._entry(model_id)))

    # --- consent

    def _is_accepted(self, entry: ModelEntry) -> bool:
        return _terms(entry) in self._settings.values.accepted_licences

    def accept(self, model_id: str) -> None:
        """The user accepts the terms of a model: remember it and download."""
        terms = _terms(self._entry(model_id))
        known = self._settings.values.accepted_licences
        if terms not in known:
            self._settings.set(accepted_licences=(*known, terms))
        self.download(model_id)

    # --- doing

    def download(self, model_id: str) -> None:
        """Download a model, or go on with it; asks for consent first."""
        entry = self._entry(model_id)
        if model_id in self._running:
            return
        if not self._is_accepted(entry):
            self._view.ask_consent(self._row(entry))
            return
        token = self._settings.values.hub_token if entry.needs_token else ""

        def work(cancel: CancelToken, _: Any) -> Generator[Progress, None, Any]:
            return model_store.install(entry, None, token, cancel)

        self._submit(entry, self.tr("Download {title}").format(title=entry.title), work, DOWNLOAD_KIND)

    def restore(self, data: Mapping[str, Any]) -> None:
        """Go on with a download that was cut off, from what its `JobSpec.restore` said."""
        if any(entry.id == data.get("model") for entry in self._catalogue()):
            self.download(data["model"])

    def pause(self, model_id: str) -> None:
        """Stop a download and keep what came."""
        running = self._running.get(model_id)
        if running is not None:
            running.keeps_part = True
            self._jobs.cancel(running.job_id)

    def cancel(self, model_id: str) -> None:
        """Stop and throw away what came of an unfinished download."""
        running = self._running.get(model_id)
        if running is not None:
            self._jobs.cancel(running.job_id)
            return
        self._discard_part(model_id)

    def verify(self, model_id: str) -> None:
        """Read the files of a model and compare them with what they should be."""
        entry = self._entry(model_id)

        def work(cancel: CancelToken, _: Any) -> Generator[Progress, None, Any]:
            return model_store.verify(entry, None, cancel)

        self._submit(entry, self.tr("Check {title}").format(title=entry.title), work, "verify", self._on_verified)

    def remove(self, model_id: str) -> None:
        """Delete a model's files."""
        self._delete(self._entry(model_id))
        self._changed(model_id)

    def _delete(self, entry: ModelEntry) -> None:
        try:
            model_store.remove(entry)
        except OSError as error:
            text = self.tr("The files cannot be deleted: {reason}.").format(reason=error.strerror)
            hint = self.tr("Close what uses them and try again.")
            self._workspace.tell(text, hint, Tone.PROBLEM)

    def bring_along(self, paths: Sequence[Path]) -> None:
        """Install models from files on this machine."""
        for path in paths:
            title = self.tr("Import {name}").format(name=path.name)
            spec = JobSpec(title, (Phase(Lane.FILES, self._importing(path)),), "import")
            self._jobs.submit(spec, self._on_brought, on_end=self._tell_failure)

    def use_folder(self, path: str) -> None:
        """Keep models in another folder that may hold some already; empty for the program's own."""
        self._settings.set(models_folder=path)
        self.refresh()
        self.models_changed.emit()

    def _importing(self, path: Path) -> Work:
        entries = self._catalogue()

        def work(cancel: CancelToken, _: Any) -> Generator[Progress, None, ModelEntry]:
            return model_store.bring_along(path, entries, None, cancel)

        return work

    def _submit(
        self,
        entry: ModelEntry,
        title: str,
        work: Work,
        kind: str,
        on_done: Callable[[Any], None] | None = None,
    ) -> None:
        self._running[entry.id] = _Running("", Progress(None, ""))
        restore = {"model": entry.id} if kind == DOWNLOAD_KIND else None
        spec = JobSpec(title, (Phase(Lane.FILES, work),), kind, restore=restore)
        job_id = self._jobs.submit(spec, on_done, on_end=lambda outcome: self._on_end(entry.id, outcome))
        if entry.id in self._running:
            self._running[entry.id].job_id = job_id
            self._update(entry.id)

    # --- hearing

    def _on_job_changed(self, job_id: str) -> None:
        for model_id, running in self._running.items():
            info = self._jobs.job(job_id) if running.job_id == job_id else None
            if info is not None and not info.state.is_over:
                running.progress = info.progress
                self._update(model_id)

    def _on_end(self, model_id: str, outcome: Outcome) -> None:
        running = self._running.pop(model_id, None)
        is_download = outcome.job.spec.kind == DOWNLOAD_KIND
        if outcome.job.state is JobState.CANCELLED and is_download and running is not None and not running.keeps_part:
            self._discard_part(model_id)
        if outcome.job.state is JobState.DONE and is_download:
            text = self.tr("{title} is installed.").format(title=self._entry(model_id).title)
            self._workspace.tell(text, "", Tone.GOOD)
        self._tell_failure(outcome)
        self._changed(model_id)

    def _on_verified(self, status: Any) -> None:
        if status.state is ModelState.DAMAGED:
            hint = self.tr("Remove it and download it again.")
            self._workspace.tell(f"{status.problem}.", hint, Tone.PROBLEM)
            return
        if all(file.sha256 for file in status.entry.files):
            text = self.tr("{title} is what it should be.").format(title=status.entry.title)
        else:
            text = self.tr("{title} is there; no hash is known to compare it with.").format(title=status.entry.title)
        self._workspace.tell(text, "", Tone.GOOD)

    def _on_brought(self, entry: ModelEntry) -> None:
        self._workspace.tell(self.tr("{title} is installed.").format(title=entry.title), "", Tone.GOOD)
        self._changed(entry.id)

    def _tell_failure(self, outcome: Outcome) -> None:
        if outcome.job.state is JobState.FAILED and outcome.job.error is not None:
            self._workspace.tell_error(outcome.job.error)

    def _discard_part(self, model_id: str) -> None:
        entry = self._entry(model_id)
        if model_store.status_of(entry).state is ModelState.PARTIAL:
            self._delete(entry)
        self._changed(model_id)

    def _changed(self, model_id: str) -> None:
        self._update(model_id)
        self._view.set_folder(self._folder())
        self.models_changed.emit()


def _terms(entry: ModelEntry) -> str:
    return f"{entry.id}: {entry.licence}"
