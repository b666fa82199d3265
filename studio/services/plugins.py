"""The plugins while the program runs: found at the start, offered when allowed, named when they break."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from studio.pipelines.plugins import PluginAction, PluginState, PluginStatus, actions_of, find_plugins, use_plugins
from studio.plugins_api.discovery import FoundPlugin, plugin_of
from studio.services.settings import SettingsService

log = logging.getLogger(__name__)


class PluginService(QObject):
    """Which plugins there are and which are in use."""

    changed = Signal()

    def __init__(
        self,
        settings: SettingsService,
        is_safe: bool = False,
        folders: Sequence[tuple[Path, bool]] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._settings = settings
        self._is_safe = is_safe
        self._folders = folders
        self._statuses: list[PluginStatus] = []
        self.look()

    @property
    def statuses(self) -> tuple[PluginStatus, ...]:
        """All plugins, in a fixed order."""
        return tuple(self._statuses)

    @property
    def is_safe(self) -> bool:
        """Whether all of them are kept off."""
        return self._is_safe

    @property
    def actions(self) -> tuple[PluginAction, ...]:
        """The actions of those that are in use."""
        return () if self._is_safe else actions_of(self._statuses)

    def look(self) -> None:
        """Look for plugins again; whatever goes wrong with one of them does not stop the start."""
        try:
            found = find_plugins(self._folders)
        except Exception:  # the packages of a machine may be in any state
            log.exception("plugins could not be looked for")
            found = []
        self._use(found)

    def set_enabled(self, plugin_id: str, is_enabled: bool) -> None:
        """Allow a plugin or switch it off; consent is the controller's to ask for."""
        known = [one for one in self._settings.values.enabled_plugins if one != plugin_id]
        self._settings.set(enabled_plugins=(*known, plugin_id) if is_enabled else tuple(known))
        self._use([status.plugin for status in self._statuses])

    def guilty(self, error: BaseException) -> str:
        """The name of the plugin whose code an exception went through; empty if none."""
        plugin = plugin_of(error, [status.plugin for status in self._statuses])
        if plugin is None:
            return ""
        return plugin.manifest.name if plugin.manifest else plugin.id

    def broken(self) -> tuple[PluginStatus, ...]:
        """Those that were allowed and cannot be used."""
        enabled = self._settings.values.enabled_plugins
        return tuple(
            one for one in self._statuses if one.state is PluginState.BROKEN and one.plugin.id in enabled
        )  # fmt: skip

    def _use(self, plugins: Sequence[FoundPlugin]) -> None:
        self._statuses = use_plugins(plugins, self._settings.values.enabled_plugins, self._is_safe)
        self.changed.emit()
