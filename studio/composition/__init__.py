"""Puts the program together: services, document, window, and a controller for each slice of it.

A slice is mounted by a function of its own that is given the `Studio`; it keeps what it makes in `studio.parts`.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QApplication

from studio.composition.base import Studio, new_document
from studio.composition.shell import compose_shell
from studio.composition.slices import (
    compose_canvas,
    compose_cast,
    compose_export,
    compose_express,
    compose_history,
    compose_set,
)
from studio.controllers.workspace import Workspace
from studio.services.inference import InferenceService
from studio.services.job_queue import JobQueue
from studio.services.languages import LanguageService
from studio.services.previews import PreviewService
from studio.services.settings import SettingsService
from studio.services.stages import StageCache
from studio.views.action_set import ActionSet
from studio.views.kit import motion
from studio.views.kit.theme import apply_theme
from studio.views.main_window import MainWindow

__all__ = ["Studio", "compose"]


def compose(app: QApplication, settings_path: Path | None = None, is_safe: bool = False) -> Studio:
    """Make everything; the window is not shown yet.

    Args:
        app: Qt's program.
        settings_path: Where the settings lie; None for the user's own.
        is_safe: Whether plugins stay off this time.
    """
    settings = SettingsService(settings_path)
    values = settings.values
    languages = LanguageService()
    languages.use(values.language)  # before any widget is made
    motion.set_reduced(None if values.has_motion else True)
    apply_theme(app, values.theme, values.ui_scale)
    inference, stages = InferenceService(), StageCache()
    actions = ActionSet(own_keys=dict(values.shortcuts))
    studio = Studio(
        app, settings, languages, inference, JobQueue(inference), stages, PreviewService(inference, stages),
        Workspace(new_document()), actions, MainWindow(actions), is_safe=is_safe or values.is_safe_mode,
    )  # fmt: skip
    compose_shell(studio)
    compose_canvas(studio)
    compose_cast(studio)
    compose_express(studio)
    compose_set(studio)
    compose_export(studio)
    compose_history(studio)
    return studio
