"""Offers work that was left behind, and brings it back with the jobs that were waiting.

A job whose `JobSpec.restore` is not None (plain JSON values) is written into the journal while it waits or runs. Who
makes such jobs is registered here by their kind and gets these values back, after a crash or from "Retry":

    set      {"cells": [[character, expression, slot], …]}; what is drawn by then is left out
    capture  {"paths": […], "character": id or ""}; pasted pictures lie in no file and are not kept
    export   {}; the settings are in the project, and files in the way are asked about again
    download {"model": id}; goes on from what came
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from PySide6.QtCore import QObject, Signal, SignalInstance, Slot
from PySide6.QtGui import QImage

from studio.controllers import words
from studio.controllers.files import FilesController
from studio.controllers.files_jobs import OnDisk, Stamp, stamp_of
from studio.controllers.workspace import Workspace
from studio.core.errors import StudioError
from studio.core.jobs import CancelToken, Partial, Progress
from studio.models.messages import Tone
from studio.models.recent import RecoveredWork
from studio.services.job_queue import JobQueue
from studio.services.jobs import JobSpec, Lane, Outcome, Phase
from studio.services.recovery import RecoveryService
from studio.services.settings import SettingsService
from studio.storage.journal import (
    LeftBehind,
    Recovered,
    claim,
    left_behind,
    put_aside,
    read_left_behind,
    sweep,
    take_back,
)

Requeue = Callable[[dict[str, Any]], object]
"""Queues a job again from what its `JobSpec.restore` said."""


Found = list[tuple[LeftBehind, bytes]]
"""Each work with its small picture as PNG."""


@dataclass(frozen=True, slots=True, eq=False)
class _Read:
    """A work that was read and taken; `seen` is the user's own file as it was left."""

    folder: Path
    found: Recovered
    seen: OnDisk | None


class RecoveryView(Protocol):
    """What is used of the welcome page."""

    recovered_requested: SignalInstance
    discard_requested: SignalInstance

    def show_recovered(self, works: tuple[RecoveredWork, ...]) -> None:
        """Show the list."""
        ...

    def set_recovered_image(self, work_id: str, image: QImage) -> None:
        """Show a small picture."""
        ...


class RecoveryController(QObject):
    """Lists, opens and discards what earlier runs left behind."""

    listed = Signal(int)
    """How many works are offered."""
    restored = Signal(int)
    """How many jobs were queued again."""

    def __init__(
        self,
        workspace: Workspace,
        files: FilesController,
        recovery: RecoveryService,
        jobs: JobQueue,
        settings: SettingsService,
        view: RecoveryView,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace, self._files, self._recovery = workspace, files, recovery
        self._jobs, self._settings, self._view = jobs, settings, view
        self._works: dict[str, LeftBehind] = {}
        self._requeue: dict[str, Requeue] = {}
        self._is_swept = False
        self._opening = ""
        recovery.failed.connect(self._on_failed)
        view.recovered_requested.connect(self.open)
        view.discard_requested.connect(self.discard)

    def register(self, kind: str, requeue: Requeue) -> None:
        """Say how jobs of a kind are queued again; `kind` as in their `JobSpec`."""
        self._requeue[kind] = requeue

    def requeue(self, kind: str, restore: dict[str, Any]) -> bool:
        """Queue a job again; False if nobody knows how, or it cannot be done any more, which is told."""
        queue = self._requeue.get(kind)
        if queue is None:
            return False
        try:
            queue(restore)
        except StudioError as error:
            self._workspace.tell_error(error)
            return False
        return True

    def can_requeue(self, kind: str) -> bool:
        """Whether jobs of this kind can be queued again."""
        return kind in self._requeue

    @Slot()
    def refresh(self) -> None:
        """Look again; the first time, what is too old is removed."""
        root, days = self._recovery.root, 0 if self._is_swept else self._settings.values.recovery_days
        self._is_swept = True

        def work(token: CancelToken, carried: Any) -> Generator[Progress | Partial, None, Found]:
            if days:
                sweep(days, root)
            yield Progress(None, "")
            found = []
            for one in left_behind(root):
                found.append((one, _bytes(one.cover)))
                yield Progress(None, "")
            return found

        spec = JobSpec(
            self.tr("Look for unsaved work"), (Phase(Lane.FILES, work),), "recovery", is_quiet=True, is_urgent=True,
            replaces="recovery-list",
        )  # fmt: skip
        self._jobs.submit(spec, self._on_listed)

    @Slot(str)
    def open(self, work_id: str) -> None:
        """Bring a work back as a modified document, and its waiting jobs with it."""
        work = self._works.get(work_id)
        if work is None or self._opening:
            return
        self._opening = work_id

        def read(token: CancelToken, carried: Any) -> Generator[Progress | Partial, None, _Read]:
            yield Progress(None, "")
            found = read_left_behind(work.folder)
            yield Progress(None, "")
            return _Read(claim(work.folder), found, _as_left(work, found))

        title = self.tr("Recover {name}").format(name=work.title)
        spec = JobSpec(title, (Phase(Lane.FILES, read),), "open", is_quiet=True, is_urgent=True)
        self._jobs.submit(spec, self._on_read, on_end=self._on_open_ended)

    @Slot(str)
    def discard(self, work_id: str) -> None:
        """Take a work off the list; it can be taken back until the program starts again."""
        work = self._works.pop(work_id, None)
        if work is None:
            return
        aside = put_aside(work.folder)
        self._show()

        def undo() -> None:
            take_back(aside)
            self.refresh()

        self._workspace.tell(
            self.tr("“{name}” was discarded.").format(name=work.title or self.tr("Unreadable work")),
            action_label=self.tr("Take it back"), action=undo,
        )  # fmt: skip

    # --- inside

    def _on_listed(self, found: Found) -> None:
        own = self._recovery.folder  # recovered just now, and perhaps not yet written as this program's
        self._works = {one.folder.name: one for one, _ in found if one.folder != own}
        self._show()
        for one, data in found:
            if data:
                self._view.set_recovered_image(one.folder.name, QImage.fromData(data))

    def _show(self) -> None:
        self._view.show_recovered(tuple(self._described(name, one) for name, one in self._works.items()))
        self.listed.emit(len(self._works))

    def _described(self, name: str, one: LeftBehind) -> RecoveredWork:
        moment = words.when(one.time_s)
        if one.is_damaged:
            return RecoveredWork(name, self.tr("Unreadable work"), moment, words.size(one.size_bytes), True)
        parts = [words.size(one.size_bytes)]
        if one.characters:
            parts.insert(0, self._counted(one.characters, self.tr("character"), self.tr("characters")))
        if one.jobs:
            parts.append(self._counted(one.jobs, self.tr("waiting job"), self.tr("waiting jobs")))
        return RecoveredWork(name, one.title or self.tr("Untitled"), moment, " · ".join(parts))

    def _counted(self, count: int, one: str, many: str) -> str:
        return self.tr("{count} {what}").format(count=count, what=one if count == 1 else many)

    def _on_read(self, read: _Read) -> None:
        found = read.found

        def then() -> None:
            self._after_opening(found)
            self.refresh()

        # Where the user stays with the open document, the work is still that of a program that has ended.
        self._files.open_recovered(found, read.folder, read.seen, then, self.refresh)

    def _on_open_ended(self, outcome: Outcome) -> None:
        self._opening = ""
        if outcome.job.error is not None:
            self._workspace.tell_error(outcome.job.error)
            self.refresh()

    def _after_opening(self, found: Recovered) -> None:
        queued = sum(
            self.requeue(str(job.get("kind", "")), job["restore"])
            for job in found.state.jobs
            if isinstance(job.get("restore"), dict)
        )
        if queued:
            self.restored.emit(queued)
        if found.losses:
            names = ", ".join(found.losses[:3])
            self._workspace.tell(
                self.tr("Recovered, but for {names}.").format(names=names),
                self.tr("Draw or add it again."), Tone.WARNING, details="\n".join(found.losses),
            )  # fmt: skip
        else:
            hint = self.tr("Save it to keep it.")
            self._workspace.tell(
                self.tr("“{name}” is as it was.").format(name=found.state.title), hint, Tone.GOOD
            )  # fmt: skip

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        reason = error.user_message if isinstance(error, StudioError) else str(getattr(error, "strerror", "") or error)
        self._workspace.tell(
            self.tr("Unsaved work cannot be kept safe: {reason}").format(reason=reason),
            self.tr("Save often, and make room on the disk."), Tone.WARNING, details=str(self._recovery.root),
        )  # fmt: skip


def _as_left(work: LeftBehind, found: Recovered) -> OnDisk | None:
    """The user's file; one that was written after the work was left is somebody else's, and saving will ask."""
    path = found.state.path
    stamp = stamp_of(path) if path is not None else None
    if stamp is None:
        return None
    is_later = stamp.time_ns > work.time_s * 1e9
    return OnDisk(Stamp(0, 0) if is_later else stamp, found.content)


def _bytes(path: Path | None) -> bytes:
    try:
        return path.read_bytes() if path is not None else b""
    except OSError:
        return b""
