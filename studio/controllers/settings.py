"""The settings dialog: what can be chosen, in words; each choice is applied and written at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from PySide6.QtCore import QObject

from studio.controllers.ports import Actions
from studio.controllers.settings_rows import SettingsRows
from studio.models.shell import SettingRow
from studio.services.settings import SettingsService

APPLIED_AT_ONCE = frozenset({"theme", "ui_scale", "has_motion", "language", "shortcuts"})


class SettingsView(Protocol):
    """What this controller needs of the dialog."""

    changed: Any
    """(field, value)"""
    reset_requested: Any
    """(field)"""

    def show_settings(
        self, sections: Sequence[tuple[str, str]], rows: Sequence[SettingRow], values: dict[str, object]
    ) -> None:
        """Show sections (id, title), their rows and the present values."""
        ...

    def set_value(self, field: str, value: object) -> None:
        """Show another value."""
        ...

    def open_at(self, section: str) -> None:
        """Come up at a section; empty for the last one."""
        ...


class SettingsController(QObject):
    """See the module."""

    def __init__(
        self,
        settings: SettingsService,
        actions: Actions,
        view: SettingsView,
        languages: Sequence[tuple[str, str]],
        engines: Sequence[str],
        apply: Callable[[str], None],
        is_dark: Callable[[], bool],
        parent: QObject | None = None,
    ) -> None:
        """See the class.

        Args:
            settings: The user's choices.
            actions: For "Settings…" and the switch of the theme.
            view: The dialog.
            languages: (two letters, name) of what can be shown.
            engines: Names of what can draw.
            apply: Called with the name of a field of `APPLIED_AT_ONCE` that has changed.
            is_dark: Whether the window is dark now, whoever decided that.
            parent: Of the object.
        """
        super().__init__(parent)
        self._settings, self._view, self._apply = settings, view, apply
        self._is_dark = is_dark
        self._rows = SettingsRows(tuple(languages), tuple(engines), self)
        self._is_own_change = False
        actions.bind("tools.settings", self.open)
        actions.bind("view.theme", self.switch_theme)
        view.changed.connect(self.change)
        settings.changed.connect(self._on_changed)
        self.show_all()

    def open(self, section: str = "") -> None:
        """Open the dialog."""
        self._view.open_at(section)

    def switch_theme(self) -> None:
        """Dark where it is light, light where it is dark."""
        self._settings.set(theme="light" if self._is_dark() else "dark")

    def show_all(self) -> None:
        """Show everything in the present language."""
        rows = self._rows.rows()
        values = {row.field: getattr(self._settings.values, row.field, "") for row in rows}
        self._view.show_settings(self._rows.sections(), rows, values)

    def change(self, field: str, value: object) -> None:
        """Take a choice."""
        present = getattr(self._settings.values, field, None)
        if present is None or type(present) is not type(value):
            return
        self._is_own_change = True
        try:
            self._settings.set(**{field: value})
        finally:
            self._is_own_change = False

    def _on_changed(self, field: str) -> None:
        if field in APPLIED_AT_ONCE:
            self._apply(field)
        if not self._is_own_change:
            self._view.set_value(field, getattr(self._settings.values, field))
