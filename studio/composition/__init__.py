"""Puts the program together: services, document, window, and a controller for each slice of it.

A slice is mounted by a function of its own that is given the `Studio`; it keeps what it makes in `studio.parts`.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import suppress
from importlib import import_module
from importlib.abc import InspectLoader
from importlib.util import find_spec
from pathlib import Path
from threading import Thread

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

__all__ = ["LaterReading", "Studio", "compose", "finish", "mount_next"]

FIRST_SLICES = ("shell", "canvas", "cast", "documents")
"""What the first picture of the window needs, in order."""
LATER_SLICES = (
    "plugins",
    "panels",
    "maker",
    "express",
    "set_page",
    "export",
    "animate",
    "timeline",
    "acting",
    "words",
    "swap",
)
"""What can come a moment later, in order."""
NEEDED = re.compile(r"^from (studio\.[\w.]+) import", re.MULTILINE)
"""Imports at the head of a module; whatever is only for types is indented."""


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
    """Mount one more piece: a slice, or a part of one that composes itself in steps.

    Returns:
        False if all of them are mounted.
    """
    waiting = [name for name in LATER_SLICES if name not in studio.mounted]
    if studio.composing is None and waiting:
        _begin(studio, waiting.pop(0))
    elif studio.composing is not None:
        _go_on(studio)
    return bool(waiting or studio.composing is not None)


def _mount(studio: Studio, name: str) -> None:
    """Import a slice, and let it compose itself completely."""
    _begin(studio, name)
    while studio.composing is not None:
        _go_on(studio)


def _begin(studio: Studio, name: str) -> None:
    studio.mounted.append(name)
    studio.composing = _steps(studio, name)


def _steps(studio: Studio, name: str) -> Iterator[None]:
    """Import what a slice needs, a module at a time, and let it compose itself.

    All in the window's thread: Qt for Python makes a type of every class that inherits one of Qt's, and that is not
    safe while another thread makes widgets.
    """
    module = f"studio.composition.{name}"
    yield from _bring(module)
    yield from import_module(module).compose(studio) or ()


def _bring(module: str) -> Iterator[None]:
    """Import a module after everything of the program's own that it needs, one at each step."""
    if module in sys.modules:
        return
    for needed in _needed_by(module):
        yield from _bring(needed)
    import_module(module)
    yield


def _needed_by(module: str) -> list[str]:
    """The program's own modules that a module imports at its head, in order; none where its source is not at hand."""
    spec = find_spec(module)
    source = spec.loader.get_source(module) if spec is not None and isinstance(spec.loader, InspectLoader) else None
    return NEEDED.findall(source or "")


def _go_on(studio: Studio) -> None:
    """The next step of a slice; one that fails is over."""
    steps, studio.composing = studio.composing, None
    assert steps is not None
    for _ in steps:
        studio.composing = steps
        return


class LaterReading:
    """Reads beside the window's thread what the later slices will want to know; no part of Qt is touched."""

    def __init__(self) -> None:
        self._thread = Thread(target=_read_words, name="later reading")
        self._thread.start()

    def stop(self) -> None:
        """Wait for its end."""
        self._thread.join()


def _read_words() -> None:
    """Files that are read once and kept."""
    from studio.core.errors import InputError
    from studio.pipelines.clips import builtin_clips
    from studio.pipelines.wardrobe import builtin_expressions, builtin_vocabulary

    with suppress(InputError):  # told when they are asked for
        builtin_vocabulary()
        builtin_expressions()
        builtin_clips()
