"""The user's choices while the program runs: applied at once, written at once."""

from __future__ import annotations

import logging
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from studio.core.folders import use_models_folder
from studio.engines.diffusion.placement import Wishes, use_wishes
from studio.storage.settings import Settings, load_settings, save_settings

log = logging.getLogger(__name__)


class SettingsService(QObject):
    """Holds the settings and tells which one has changed."""

    changed = Signal(str)
    """Name of the field of `Settings`."""

    def __init__(self, path: Path | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path = path
        self._values = load_settings(path)
        use_models_folder(self._values.models_folder)
        self._use_wishes()

    @property
    def values(self) -> Settings:
        """The present choices."""
        return self._values

    def set(self, **changes: Any) -> None:
        """Change some and write them; a folder that cannot be written does not stop the work."""
        before, self._values = self._values, replace(self._values, **changes)
        names = [one.name for one in fields(Settings) if getattr(before, one.name) != getattr(self._values, one.name)]
        if not names:
            return
        try:
            save_settings(self._values, self._path)
        except OSError as error:
            log.warning("settings cannot be written: %s", error.strerror)
        if "models_folder" in names:
            use_models_folder(self._values.models_folder)
        self._use_wishes()
        for name in names:
            self.changed.emit(name)

    def _use_wishes(self) -> None:
        values = self._values
        use_wishes(Wishes(values.device, values.precision, values.memory))
