"""The life of the open document: new, open, save, close, reopen; nothing unsaved is lost without a word."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from studio.controllers.files_history import ClosedDocuments, History, restore_history
from studio.controllers.files_jobs import (
    BACKUP_SUFFIX,
    OnDisk,
    backup_of,
    making_sample,
    next_version,
    opening,
)
from studio.controllers.files_ports import FileQuestions
from studio.controllers.files_saving import ProjectSaver
from studio.controllers.ports import Actions
from studio.controllers.workspace import Workspace
from studio.core.errors import StudioError
from studio.models.document import Document
from studio.models.file_questions import UnsavedAnswer
from studio.models.messages import Message, Tone
from studio.models.project import Project, new_id
from studio.services.job_queue import JobQueue
from studio.services.jobs import Outcome
from studio.services.recovery import RecoveryService
from studio.services.settings import SettingsService
from studio.storage.blobs import BlobStore
from studio.storage.journal import Recovered
from studio.storage.project_file import SUFFIX, OpenProject
from studio.storage.settings import with_recent

_BACKUP_HELPS = ("project.damaged", "project.missing_blob", "project.not_a_project", "project.too_large")

Then = Callable[[], None]


class FilesController(QObject):
    """Opens, saves and closes; the only place that puts another document into the workspace."""

    presence_changed = Signal(bool)
    """Whether a project is open; without one the welcome page is shown."""
    title_changed = Signal(str, bool)
    """(title, whether there is something unsaved)"""
    activity_changed = Signal(str)
    """What is being read or written, in words; empty for nothing."""
    saved = Signal()
    sample_opened = Signal()
    sample_progress = Signal(object)
    """A `Progress` while the sample is being prepared, None when that is over."""

    def __init__(
        self,
        workspace: Workspace,
        jobs: JobQueue,
        settings: SettingsService,
        recovery: RecoveryService,
        questions: FileQuestions,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace, self._jobs, self._settings = workspace, jobs, settings
        self._recovery, self._questions = recovery, questions
        self._is_present = False
        self._is_asking = False
        self._suggestion: Path | None = None
        self._closed = ClosedDocuments()
        self._doing: list[str] = []
        self._sample_job = ""
        self._saver = ProjectSaver(workspace, jobs, questions, self)
        self._saver.set_save_elsewhere(self.save_as)
        self._saver.saved.connect(self._on_saved)
        self._saver.doing.connect(self._on_doing)
        self._capture: Callable[[Sequence[Path]], None] = lambda paths: None
        self._actions: Actions | None = None
        workspace.project_changed.connect(self._on_project_changed)
        workspace.undo_stack.cleanChanged.connect(self._tell_title)
        workspace.undo_stack.indexChanged.connect(self._tell_title)
        jobs.job_changed.connect(self._on_job_changed)
        recovery.follow(workspace.document, workspace.undo_stack)

    # --- what there is

    @property
    def is_present(self) -> bool:
        """Whether a project is open."""
        return self._is_present

    @property
    def is_modified(self) -> bool:
        """Whether something would be lost without saving."""
        return self._is_present and not self._workspace.undo_stack.isClean()

    @property
    def title(self) -> str:
        """What the open document is called."""
        path = self._workspace.document.path or self._suggestion
        return path.stem if path else self._workspace.project.name or self.tr("Untitled")

    @property
    def is_saving(self) -> bool:
        """Whether a project is being written."""
        return self._saver.is_saving

    @property
    def can_reopen(self) -> bool:
        """Whether a project was closed before."""
        return self._closed.last is not None

    def bind(self, actions: Actions) -> None:
        """Connect the window's file actions."""
        self._actions = actions
        for name, slot in {
            "new": self.new, "new-from-picture": self.new_from_pictures, "open": self.open, "sample": self.open_sample,
            "save": self.save, "save-as": self.save_as, "save-next": self.save_next_version, "close": self.close,
            "reopen": self.reopen,
        }.items():  # fmt: skip
            actions.bind(f"file.{name}", slot)
        self._tell_title()

    def set_capture(self, capture: Callable[[Sequence[Path]], None]) -> None:
        """Say who makes characters of pictures."""
        self._capture = capture

    # --- another document

    @Slot()
    def new(self) -> None:
        """An empty project."""
        self._leave_then(self._show_new)

    @Slot()
    def new_from_pictures(self, paths: Sequence[Path] = ()) -> None:
        """A project whose cast comes from pictures; asks for them if none are given."""
        if not paths:
            self._questions.ask_pictures(self._folder(), self._start_from)
        else:
            self._start_from(paths)

    def _start_from(self, paths: Sequence[Path]) -> None:
        if not paths:
            return

        def start() -> None:
            if not self._is_untouched():
                self._show_new()
            self._set_present(True)
            self._capture(paths)

        self._leave_then(start)

    @Slot()
    def open(self, path: Path | None = None) -> None:
        """Open a project; asks which if none is given. The open one stays until the other is read completely."""
        if path is None:
            self._questions.ask_open(self._folder(), lambda chosen: self.open(chosen) if chosen else None)
            return
        place = path.absolute()
        if self._is_present and place == self._workspace.document.path and self._saver.is_as_seen(place):
            self._workspace.tell(self.tr("“{name}” is open already.").format(name=place.name))
            return
        activity = self.tr("Opening {name}…").format(name=place.name)
        self._on_doing(activity, True)
        self._jobs.submit(
            opening(place, self.tr("Open {name}").format(name=place.name)),
            lambda seen: self._leave_then(lambda: self._show_opened(place, seen)),
            on_end=lambda outcome: self._on_open_ended(place, activity, outcome),
        )

    def open_dropped(self, paths: Sequence[Path]) -> None:
        """What was dropped on the window or named on the command line: a project, else pictures."""
        endings = (SUFFIX, SUFFIX + BACKUP_SUFFIX)
        project = next((path for path in paths if path.name.casefold().endswith(endings)), None)
        if project is not None:
            self.open(project)
        elif paths:
            self.new_from_pictures(paths)

    @Slot()
    def open_sample(self) -> None:
        """Make the sample's project, or take the one that was made before."""
        if self.is_preparing_sample:
            return
        self._on_doing(self.tr("Preparing the sample…"), True)
        self._sample_job = self._jobs.submit(
            making_sample(self.tr("Prepare the sample")), self._on_sample, on_end=self._on_sample_ended
        )
        self._on_job_changed(self._sample_job)

    @property
    def is_preparing_sample(self) -> bool:
        """Whether the sample is on its way."""
        return bool(self._sample_job)

    def cancel_sample(self) -> None:
        """Do without the sample."""
        if self._sample_job:
            self._jobs.cancel(self._sample_job)

    def _on_job_changed(self, job_id: str) -> None:
        job = self._jobs.job(job_id) if job_id == self._sample_job else None
        if job is not None and not job.state.is_over:
            self.sample_progress.emit(job.progress)

    def open_recovered(self, found: Recovered, folder: Path, seen: OnDisk | None, then: Then, not_now: Then) -> None:
        """Show recovered work as a modified document that goes on in the journal it came from.

        Args:
            found: The work.
            folder: Its journal.
            seen: The user's own file as the work was left; None if there is none.
            then: Called when it is open.
            not_now: Called if the user would rather stay with the open document.
        """
        content, state = found.content, found.state

        def show() -> None:
            self._show(Document(content.project, content.blobs, state.path), folder=folder, is_modified=True)
            self._suggestion = state.path or Path(state.title + SUFFIX)
            self._saver.expect(seen)
            self._tell_title()
            then()

        self._leave_then(show, not_now)

    @Slot()
    def close(self, then: Then | None = None) -> None:
        """Close the project; the welcome page follows, or `then`."""

        def go() -> None:
            self._show(_empty(self.tr("Untitled")), is_present=False)
            if then is not None:
                then()

        self._leave_then(go)

    def quit(self, then: Then) -> None:
        """Close the project before the program ends; `then` is called unless the user stays.

        While a project is still being written, that is waited for.
        """
        if self.is_saving:
            self._saver.after_saving(lambda: self.quit(then))
        else:
            self.close(then)

    @Slot()
    def reopen(self) -> None:
        """Open the project that was closed last, with its undo history."""
        closed = self._closed.last
        if closed is None:
            return

        def show() -> None:
            if self._closed.take(closed):
                history = closed.history
                self._show(Document(history.states[history.index], closed.blobs, closed.path), history=history)
                self._suggestion = closed.path or Path(closed.title + SUFFIX)
                self._saver.expect(closed.seen)
                self._tell_title()

        self._leave_then(show)

    # --- saving

    @Slot()
    def save(self, then: Then | None = None) -> None:
        """Save to where it lies; asks where the first time."""
        path = self._workspace.document.path
        if path is None:
            self.save_as(then)
        elif self._is_present:
            self._saver.save(path, then, is_own=True)

    @Slot()
    def save_as(self, then: Then | None = None) -> None:
        """Save to another place and go on there."""
        if not self._is_present:
            return
        document = self._workspace.document

        def answered(path: Path | None) -> None:
            if path is not None and document is self._workspace.document:
                place = path if path.suffix == SUFFIX else path.with_name(path.name + SUFFIX)
                self._saver.save(place, then, is_own=False)

        suggestion = document.path or self._suggestion or Path(f"{self.title}{SUFFIX}")
        folder = suggestion.parent if suggestion.is_absolute() else self._folder()
        self._questions.ask_save((folder or Path.home()) / suggestion.name, answered)

    @Slot()
    def save_next_version(self) -> None:
        """Save as `name_v02.avatar` beside the present file and go on there."""
        path = self._workspace.document.path
        if path is None:
            self.save_as()
            return
        wanted = next_version(path)
        said = self.tr("Saved as “{name}”.").format(name=wanted.name)
        self._saver.save(wanted, lambda: self._workspace.tell(said, tone=Tone.GOOD), is_own=False)

    @Slot(object)
    def _on_saved(self, path: Path) -> None:
        self._remember(path)
        self._suggestion = None
        self._tell_title()
        self.saved.emit()

    # --- leaving the open document

    def _leave_then(self, go: Then, not_now: Then | None = None) -> None:
        """Go on once nothing unsaved is in the way; one question at a time."""
        if not self.is_modified:
            go()
            return
        if self._is_asking:
            return
        self._is_asking = True

        def answered(answer: UnsavedAnswer) -> None:
            self._is_asking = False
            if answer is UnsavedAnswer.DISCARD:
                go()
            elif answer is UnsavedAnswer.SAVE:
                self.save(lambda: self._leave_then(go, not_now))
            elif not_now is not None:
                not_now()

        self._questions.ask_unsaved(self.title, answered)

    def _show(
        self,
        document: Document,
        is_present: bool = True,
        history: History | None = None,
        folder: Path | None = None,
        is_modified: bool = False,
    ) -> None:
        self._remember_closed()
        self._suggestion = None
        self._saver.expect(None)
        stack = self._workspace.undo_stack
        self._recovery.follow(document, stack, folder)  # first, for jobs that are queued as soon as it is there
        self._workspace.open_document(document)
        if history is not None:
            restore_history(document, stack, history)
        if is_modified:
            stack.resetClean()
            self._recovery.write()
        self._set_present(is_present)
        self._tell_title()

    def _show_new(self) -> None:
        self._show(_empty(self.tr("Untitled")))

    def _show_opened(self, path: Path, seen: OnDisk) -> None:
        is_backup = path.name.endswith(BACKUP_SUFFIX)
        content = seen.content
        self._show(
            Document(content.project, content.blobs, None if is_backup else path), is_modified=is_backup
        )  # fmt: skip
        if is_backup:
            self._suggestion = path.with_name(path.name.removesuffix(BACKUP_SUFFIX))
            told = self.tr("This is the backup of “{name}”.").format(name=self._suggestion.name)
            self._workspace.tell(told, self.tr("Save it to keep it."))
        else:
            self._saver.expect(seen)
            self._remember(path)
        self._tell_title()

    def _on_open_ended(self, path: Path, activity: str, outcome: Outcome) -> None:
        self._on_doing(activity, False)
        error = outcome.job.error
        if error is None:
            return
        backup = backup_of(path)
        if isinstance(error, StudioError) and error.code in _BACKUP_HELPS and backup is not None:
            self._workspace.told.emit(Message(
                error.user_message, self.tr("The version before the last save can be opened."), Tone.PROBLEM,
                self.tr("Open the backup"), lambda: self.open(backup), f"{error.code}: {error}",
            ))  # fmt: skip
        elif isinstance(error, StudioError) and BACKUP_SUFFIX in error.hint:  # it speaks of a backup that is not there
            self._workspace.told.emit(Message(
                error.user_message, self.tr("No backup lies beside it. Look for an older copy of the file."),
                Tone.PROBLEM, details=f"{error.code}: {error}",
            ))  # fmt: skip
        else:
            self._workspace.tell_error(error)

    def _on_sample(self, content: OpenProject) -> None:
        def show() -> None:
            self._show(Document(content.project, content.blobs))
            self.sample_opened.emit()

        self._leave_then(show)

    def _on_sample_ended(self, outcome: Outcome) -> None:
        self._sample_job = ""
        self.sample_progress.emit(None)
        self._on_doing(self.tr("Preparing the sample…"), False)
        if outcome.job.error is not None:
            self._workspace.tell_error(outcome.job.error)

    # --- inside

    def _remember_closed(self) -> None:
        if self._is_present and not self._is_untouched():
            stack = self._workspace.undo_stack
            self._closed.remember(self.title, self._workspace.document, stack, self._saver.seen)

    def _is_untouched(self) -> bool:
        """Whether nothing was ever done here."""
        document = self._workspace.document
        has_content = document.project.characters or document.path or self._workspace.undo_stack.count()
        return not has_content

    def _folder(self) -> Path | None:
        """Where a dialog begins."""
        if self._workspace.document.path is not None:
            return self._workspace.document.path.parent
        recent = self._settings.values.recent_projects
        return Path(recent[0]).parent if recent else None

    def _remember(self, path: Path) -> None:
        self._settings.set(recent_projects=with_recent(self._settings.values, path).recent_projects)

    @Slot(str, bool)
    def _on_doing(self, activity: str, is_beginning: bool) -> None:
        if is_beginning:
            self._doing.append(activity)
        elif activity in self._doing:
            self._doing.remove(activity)
        self.activity_changed.emit(self._doing[-1] if self._doing else "")

    def _set_present(self, is_present: bool) -> None:
        if is_present != self._is_present:
            self._is_present = is_present
            self.presence_changed.emit(is_present)

    @Slot(object, object)
    def _on_project_changed(self, before: Project, after: Project) -> None:
        self._set_present(True)  # somebody began to work on the empty document behind the welcome page

    @Slot()
    def _tell_title(self) -> None:
        self.title_changed.emit(self.title if self._is_present else "", self.is_modified)
        if self._actions is None:
            return
        for name in ("save", "save-as", "save-next", "close"):
            self._actions.set_enabled(f"file.{name}", self._is_present)
        self._actions.set_enabled("file.reopen", self.can_reopen)


def _empty(name: str) -> Document:
    return Document(Project(new_id(), name), BlobStore())
