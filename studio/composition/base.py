"""What all slices of the program share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QApplication

from studio.controllers.shell_crash import CrashController
from studio.controllers.workspace import Workspace
from studio.models.document import Document
from studio.models.project import Project, new_id
from studio.services.inference import InferenceService
from studio.services.job_queue import JobQueue
from studio.services.languages import LanguageService
from studio.services.previews import PreviewService
from studio.services.settings import SettingsService
from studio.services.stages import StageCache
from studio.storage.blobs import BlobStore
from studio.views.action_set import ActionSet
from studio.views.canvas import Canvas
from studio.views.main_window import MainWindow


@dataclass(slots=True, eq=False)
class Studio:
    """Everything that lives as long as the program.

    Attributes:
        app: Qt's program.
        settings: The user's choices.
        languages: What the window is translated with.
        inference, queue, stages, previews: What works beside the window.
        workspace: The open document and what is selected.
        actions: Everything that can be done.
        window: The frame.
        parts: Controllers, and views that nobody else holds, by name.
        is_safe: Whether plugins stay off.
        mounted: Names of the slices that are there, or begun.
        composing: What is left of the last one.
        closers: Called when the program ends, before the threads end.
    """

    app: QApplication
    settings: SettingsService
    languages: LanguageService
    inference: InferenceService
    queue: JobQueue
    stages: StageCache
    previews: PreviewService
    workspace: Workspace
    actions: ActionSet
    window: MainWindow
    parts: dict[str, QObject] = field(default_factory=dict)
    is_safe: bool = False
    mounted: list[str] = field(default_factory=list)
    composing: Iterator[None] | None = None
    closers: list[Callable[[], object]] = field(default_factory=list)

    def catch_bugs(self) -> None:
        """From now on a bug opens a report and the program goes on; before, nobody would see the report."""
        crash = self.parts["crash"]
        assert isinstance(crash, CrashController)
        crash.install()

    def close(self) -> bool:
        """Close the window without asking and end the threads; whatever runs is cancelled first.

        Returns:
            True if all threads have ended. Where one has not, what it works with is left to it.
        """
        crash = self.parts.get("crash")
        self.window.close_guard = lambda: True
        self.window.close()
        self.workspace.undo_stack.blockSignals(True)  # it goes after those who listen to it
        for close in self.closers:
            close()
        has_ended = self.queue.close()
        if has_ended:
            self.stages.clear()
        self.languages.remove()
        if isinstance(crash, CrashController):
            crash.uninstall()
        rest = (self.previews, self.queue, self.inference) if has_ended else ()
        for part in (self.window, *rest):  # what is under way ends nowhere
            part.deleteLater()
            QCoreApplication.sendPostedEvents(part, QEvent.Type.DeferredDelete.value)
        return has_ended


def new_document(name: str = "") -> Document:
    """An empty document."""
    return Document(Project(new_id(), name), BlobStore())


def canvas_of(studio: Studio) -> Canvas:
    """The canvas, once it is mounted."""
    canvas = studio.window.canvas
    assert isinstance(canvas, Canvas)
    return canvas
