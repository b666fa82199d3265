"""Writing the open project: one save at a time, and only what was written counts as saved."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import cast

from PySide6.QtCore import QObject, Signal

from studio.controllers.files_history import mark_saved
from studio.controllers.files_jobs import OnDisk, Saved, saving, stamp_of
from studio.controllers.files_ports import FileQuestions
from studio.controllers.workspace import Workspace
from studio.models.document import Document
from studio.models.file_questions import ConflictAnswer
from studio.models.messages import Tone
from studio.models.project import Project
from studio.services.job_queue import JobQueue
from studio.services.jobs import JobState, Outcome
from studio.storage.blobs import BlobStore
from studio.storage.project_file import OpenProject

Then = Callable[[], None]


class ProjectSaver(QObject):
    """Saves in the lane of files, from a snapshot; editing goes on meanwhile and its edits stay unsaved."""

    saved = Signal(object)
    """Path that was written."""
    doing = Signal(str, bool)
    """(what, whether it begins or ends)"""

    def __init__(
        self, workspace: Workspace, jobs: JobQueue, questions: FileQuestions, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace, self._jobs, self._questions = workspace, jobs, questions
        self._seen: OnDisk | None = None
        self._save_elsewhere: Callable[[Then | None], None] = lambda then: None
        self._is_saving = False
        self._next: Then | None = None

    @property
    def is_saving(self) -> bool:
        """Whether a project is being written."""
        return self._is_saving

    @property
    def seen(self) -> OnDisk | None:
        """The open document's file as it was last read or written."""
        return self._seen

    def set_save_elsewhere(self, ask: Callable[[Then | None], None]) -> None:
        """Say who asks for another place."""
        self._save_elsewhere = ask

    def expect(self, seen: OnDisk | None) -> None:
        """Remember the open document's file as it was read; None if there is none."""
        self._seen = seen

    def is_as_seen(self, path: Path) -> bool:
        """Whether nobody has touched the file since."""
        return self._seen is not None and stamp_of(path) == self._seen.stamp

    def after_saving(self, go: Then) -> None:
        """Call `go` when the running save is over; it takes the place of a save that waits."""
        self._next = go

    def save(self, path: Path, then: Then | None, is_own: bool) -> None:
        """Write the open project.

        Args:
            path: Where to.
            then: Called once it is written.
            is_own: Whether it is the document's own file, in which nobody else's changes may be lost.
        """
        if self._is_saving:
            self._next = lambda: self.save(path, then, is_own)
            return
        self._is_saving = True
        self._workspace.end_gesture()  # the saved state stays a step of its own
        document = self._workspace.document
        content = OpenProject(document.project, cast(BlobStore, document.blobs))
        activity = self.tr("Saving {name}…").format(name=path.name)
        self.doing.emit(activity, True)

        def ended(outcome: Outcome) -> None:
            self._is_saving = False
            self.doing.emit(activity, False)
            self._on_ended(document, content.project, path, outcome, then)
            following, self._next = self._next, None
            if following is not None:
                following()

        title = self.tr("Save {name}").format(name=path.name)
        self._jobs.submit(saving(path, content, self._seen if is_own else None, title), on_end=ended)

    def _on_ended(self, document: Document, project: Project, path: Path, outcome: Outcome, then: Then | None) -> None:
        result: Saved | None = outcome.result
        if outcome.job.state is JobState.CANCELLED:
            self._workspace.tell(self.tr("“{name}” was not saved.").format(name=path.name), tone=Tone.WARNING)
        elif outcome.job.error is not None:
            self._workspace.tell_error(outcome.job.error)
        elif result is None or result.seen is None:
            self._questions.ask_conflict(path.name, lambda answer: self._on_conflict(answer, path, then))
        else:
            if document is self._workspace.document:
                self._seen = result.seen
                document.set_path(path)
                mark_saved(document, self._workspace.undo_stack, project)
            self.saved.emit(path)
            if then is not None:
                then()

    def _on_conflict(self, answer: ConflictAnswer, path: Path, then: Then | None) -> None:
        if answer is ConflictAnswer.OVERWRITE:
            self.save(path, then, is_own=False)
        elif answer is ConflictAnswer.SAVE_AS:
            self._save_elsewhere(then)
