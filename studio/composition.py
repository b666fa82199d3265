"""Puts the program together: services, document, window, and a controller for each slice of it."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from studio.controllers.shell import ShellController
from studio.controllers.shell_status import StatusController
from studio.controllers.workspace import Workspace
from studio.models.document import Document
from studio.models.project import Project
from studio.services.inference import InferenceService
from studio.services.job_queue import JobQueue
from studio.services.previews import PreviewService
from studio.services.settings import SettingsService
from studio.services.stages import StageCache
from studio.storage.blobs import BlobStore
from studio.views.action_set import ActionSet
from studio.views.kit.theme import apply_theme
from studio.views.main_window import MainWindow


@dataclass(slots=True, eq=False)
class Studio:
    """Everything that lives as long as the program.

    Attributes:
        app: Qt's program.
        settings: The user's choices.
        inference, queue, stages, previews: What works beside the window.
        workspace: The open document and what is selected.
        actions: Everything that can be done.
        window: The frame.
        parts: Controllers by the name of their slice; kept alive here.
    """

    app: QApplication
    settings: SettingsService
    inference: InferenceService
    queue: JobQueue
    stages: StageCache
    previews: PreviewService
    workspace: Workspace
    actions: ActionSet
    window: MainWindow
    parts: dict[str, QObject] = field(default_factory=dict)

    def close(self) -> None:
        """Close the window without asking and end the threads; whatever runs is cancelled first."""
        self.window.close_guard = lambda: True
        self.window.close()
        self.queue.close()
        self.stages.clear()


def new_document(name: str = "") -> Document:
    """An empty document."""
    return Document(Project(secrets.token_hex(8), name), BlobStore())


def compose(app: QApplication, settings_path: Path | None = None, is_safe: bool = False) -> Studio:
    """Make everything; the window is not shown yet.

    Args:
        app: Qt's program.
        settings_path: Where the settings lie; None for the user's own.
        is_safe: Whether plugins stay off this time.
    """
    settings = SettingsService(settings_path)
    values = settings.values
    apply_theme(app, values.theme, values.ui_scale)
    inference = InferenceService()
    stages = StageCache()
    actions = ActionSet(own_keys=dict(values.shortcuts))
    studio = Studio(
        app, settings, inference, JobQueue(inference), stages, PreviewService(inference, stages),
        Workspace(new_document()), actions, MainWindow(actions),
    )  # fmt: skip
    _compose_shell(studio)
    return studio


def _compose_shell(studio: Studio) -> None:
    """Pages, layouts, messages, the status bar."""
    parts, window = studio.parts, studio.window
    parts["shell"] = ShellController(studio.workspace, studio.settings, studio.actions, window)
    parts["status"] = StatusController(
        studio.workspace, studio.settings, studio.queue, studio.previews, studio.actions, window.status
    )
