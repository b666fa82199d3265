"""The frame: pages, messages, status, palette, settings, keys, bugs, tour."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from studio import __version__
from studio.composition.base import Studio
from studio.controllers.settings import SettingsController
from studio.controllers.shell import ShellController
from studio.controllers.shell_crash import CrashController
from studio.controllers.shell_help import HelpController
from studio.controllers.shell_keys import ACTION_CONTEXT, KeysController
from studio.controllers.shell_palette import PaletteController
from studio.controllers.shell_status import StatusController
from studio.controllers.shell_tour import TourController
from studio.core.folders import resources_folder
from studio.engines.registry import engine_names
from studio.models.actions import ACTIONS, GROUP_TITLES
from studio.models.shell import PaletteEntry
from studio.views.action_set import ActionSet
from studio.views.kit import motion, theme
from studio.views.shell.about import AboutDialog
from studio.views.shell.cheat_sheet import CheatSheet
from studio.views.shell.crash_dialog import CrashDialog
from studio.views.shell.palette import Palette
from studio.views.shell.reading import ReadingDialog
from studio.views.shell.settings_dialog import SettingsDialog
from studio.views.shell.tour import Tour

MADE_WITH = (
    ("Qt for Python", "LGPL 3"), ("PyTorch", "BSD 3"), ("NumPy, SciPy, scikit-image", "BSD 3"),
    ("OpenCV", "Apache 2"), ("MediaPipe", "Apache 2"), ("ONNX Runtime", "MIT"), ("InsightFace (program)", "MIT"),
    ("Diffusers, Transformers", "Apache 2"), ("Pillow", "MIT-CMU"), ("pydantic, Typer, Rich, appdirs", "MIT"),
    ("Inter (typeface)", "SIL Open Font License 1.1"),
)  # fmt: skip


class ActionEntries:
    """Offers all actions to the palette, as they are now."""

    def __init__(self, actions: ActionSet) -> None:
        self._actions = actions

    def entries(self) -> Sequence[PaletteEntry]:
        """All actions that somebody has bound."""
        return [
            PaletteEntry(
                spec.id,
                self._actions.qaction(spec.id).text(),
                QCoreApplication.translate(ACTION_CONTEXT, GROUP_TITLES[spec.group]),
                next(iter(self._actions.keys(spec.id)), ""),
                spec.icon,
                self._actions.qaction(spec.id).isEnabled() and self._actions.is_bound(spec.id),
                spec.tip,
            )
            for spec in ACTIONS
            if spec.id != "tools.palette"
        ]

    def run(self, entry_id: str) -> None:
        """Do it as if its key had been pressed."""
        self._actions.trigger(entry_id)


def compose(studio: Studio) -> None:
    """Mount the frame."""
    parts, window = studio.parts, studio.window
    parts["shell"] = ShellController(studio.workspace, studio.settings, studio.actions, window, window)
    status = StatusController(studio.settings, studio.queue, studio.previews, studio.actions, window.status, window)
    parts["status"] = status
    studio.languages.changed.connect(status.retranslate)
    for signal, action in (
        (window.top_bar.palette_requested, "tools.palette"),
        (window.top_bar.theme_requested, "view.theme"),
        (window.top_bar.settings_requested, "tools.settings"),
        (window.status.jobs_requested, "jobs.show"),
    ):
        signal.connect(lambda action=action: studio.actions.trigger(action))
    _compose_palette(studio)
    _compose_settings(studio)
    _compose_crash(studio)
    _compose_help(studio)


def _compose_palette(studio: Studio) -> None:
    palette = PaletteController(studio.actions, Palette(studio.window), studio.window)
    palette.add_provider(ActionEntries(studio.actions))
    studio.parts["palette"] = palette


def _compose_settings(studio: Studio) -> None:
    dialog, sheet = SettingsDialog(studio.window), CheatSheet(studio.window)
    settings = SettingsController(
        studio.settings, studio.actions, dialog, studio.languages.languages(), engine_names(),
        lambda field: _apply(studio, field), lambda: theme.current().is_dark, studio.window,
    )  # fmt: skip
    studio.parts["settings"] = settings
    keys = KeysController(
        studio.settings, studio.actions, dialog.keys, sheet, lambda own: _apply(studio, "shortcuts"), studio.window
    )
    studio.parts["keys"] = keys
    studio.languages.changed.connect(settings.show_all)
    studio.languages.changed.connect(keys.show_all)
    studio.window.status.engine_requested.connect(lambda: settings.open("drawing"))


def _apply(studio: Studio, field: str) -> None:
    """Let a choice count at once."""
    values = studio.settings.values
    if field in ("theme", "ui_scale"):
        theme.apply_theme(studio.app, values.theme, values.ui_scale)
    elif field == "has_motion":
        motion.set_reduced(None if values.has_motion else True)
    elif field == "language":
        studio.languages.use(values.language)
    elif field == "shortcuts":
        studio.actions.set_keys(values.shortcuts)
        studio.window.show_keys()


def _compose_crash(studio: Studio) -> None:
    dialog = CrashDialog(studio.window)
    dialog.save_requested.connect(lambda: studio.actions.trigger("file.save"))
    crash = CrashController(studio.workspace, dialog, ())
    studio.parts["crash"] = crash


def _compose_help(studio: Studio) -> None:
    window = studio.window
    tour = Tour(
        window,
        {
            "cast": lambda: window.cast_dock,
            "centre": lambda: window.centre,
            "search": lambda: window.top_bar.search_button,
        },
    )
    studio.parts["tour"] = TourController(studio.workspace, studio.settings, studio.actions, tour, window)
    guide, health = (cache(lambda: ReadingDialog(window)) for _ in range(2))
    guide_file = resources_folder() / "docs" / "guide.md"
    studio.parts["help"] = HelpController(
        studio.workspace, studio.queue, studio.actions, guide, health, guide_file, window
    )
    studio.actions.bind("help.about", lambda: _show_about(studio))


def _show_about(studio: Studio) -> None:
    known = studio.parts.get("about")
    if not isinstance(known, AboutDialog):
        licence = Path(__file__).resolve().parents[2] / "LICENSE"
        text = licence.read_text(encoding="utf-8") if licence.is_file() else "MIT"
        known = AboutDialog(__version__, text, MADE_WITH, studio.window)
        studio.parts["about"] = known
    known.show()
    known.activateWindow()
