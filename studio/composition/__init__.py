"""Puts the program together: services, document, window, and a controller for each slice of it.

A slice is mounted by a function of its own that is given the `Studio`; it keeps what it makes in `studio.parts`.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from PySide6.QtWidgets import QApplication

from studio.composition.base import Studio, new_document
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

__all__ = ["Studio", "compose", "finish", "mount_next"]

FIRST_SLICES = ("shell", "canvas", "cast", "documents")
"""What the first picture of the window needs, in order."""
LATER_SLICES = ("plugins", "panels", "maker", "express", "set_page", "export", "animate", "timeline", "acting")
"""What can come a moment later, in order."""


def compose(
    app: QApplication, settings_path: Path | None = None, is_safe: bool = False, is_staged: bool = False
) -> Studio:
    """Make everything; the window is not shown yet.

    Args:
        app: Qt's program.
        settings_path: Where the settings lie; None for the user's own.
        is_safe: Whether plugins stay off this time.
        is_staged: Whether the caller mounts the slices that are not needed at first; see `mount_next`.
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
    try:
        for name in FIRST_SLICES:
            _mount(studio, name)
        if not is_staged:
            finish(studio)
    except BaseException:
        studio.close()  # its threads would keep the process alive
        raise
    return studio


def finish(studio: Studio) -> None:
    """Mount what `compose` has left for after the first picture of the window."""
    while mount_next(studio):
        pass


def mount_next(studio: Studio) -> bool:
    """Mount one more slice.

    Returns:
        False if all of them are mounted.
    """
    waiting = [name for name in LATER_SLICES if name not in studio.mounted]
    if waiting:
        _mount(studio, waiting[0])
    return len(waiting) > 1


def _mount(studio: Studio, name: str) -> None:
    """Import a slice, and let it compose itself."""
    studio.mounted.append(name)
    import_module(f"studio.composition.{name}").compose(studio)
