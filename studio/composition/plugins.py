"""Plugins, and the quiet work that makes the first picture quick."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtWidgets import QMenu

from studio.composition.base import Studio
from studio.controllers.plugins_page import PluginsController
from studio.controllers.shell_crash import CrashController
from studio.controllers.shell_palette import PaletteController
from studio.models.shell import PaletteEntry
from studio.pipelines.plugins import plugin_folders
from studio.services.collector import collector
from studio.services.plugins import PluginService
from studio.services.warmup import warm_up
from studio.views.plugins.dialog import PluginsDialog

WARM_UP_AFTER_MS = 1500


class PluginEntries:
    """The actions of plugins, in the palette and in a menu of their own."""

    def __init__(self, menu: QMenu, title: str) -> None:
        self._menu = menu
        self._title = title
        self._part: QMenu | None = None
        self._offered: dict[str, tuple[str, Callable[[], None]]] = {}

    def entries(self) -> Sequence[PaletteEntry]:
        """As the palette wants them."""
        return [PaletteEntry(name, text, self._title, icon="plugins") for name, (text, _) in self._offered.items()]

    def run(self, entry_id: str) -> None:
        """Run one of them."""
        self._offered[entry_id][1]()

    def offer(self, actions: Sequence[tuple[str, str, Callable[[], None]]]) -> None:
        """Offer these instead of those before."""
        self._offered = {name: (text, run) for name, text, run in actions}
        if self._part is not None:
            self._menu.removeAction(self._part.menuAction())
            self._part.deleteLater()
            self._part = None
        if actions:
            self._part = self._menu.addMenu(self._title)
            for _, text, run in actions:
                self._part.addAction(text).triggered.connect(lambda _=False, run=run: run())


def compose(studio: Studio) -> None:
    """Mount them."""
    window, parts = studio.window, studio.parts
    service = PluginService(studio.settings, studio.is_safe, parent=window)
    pages = PluginsController(
        studio.workspace, service, studio.queue, studio.stages, studio.settings, studio.actions, PluginsDialog(window),
        window,
    )  # fmt: skip
    parts["plugins"] = pages
    menu = window.top_bar.menu_button.menu()
    entries = PluginEntries(menu, QCoreApplication.translate("MainWindow", "From plugins"))
    pages.actions_changed.connect(entries.offer)
    palette, crash = parts["palette"], parts["crash"]
    assert isinstance(palette, PaletteController)
    assert isinstance(crash, CrashController)
    palette.add_provider(entries)
    crash.watch_plugins(tuple(folder for folder, _ in plugin_folders()))
    pages.start()

    def imported(_: object) -> None:
        """Hundreds of thousands of objects have come that stay; no picture is among them while nothing is open."""
        collector.keep(lambda: not studio.workspace.project.characters)

    QTimer.singleShot(WARM_UP_AFTER_MS, window, lambda: studio.queue.submit(warm_up(), imported))
