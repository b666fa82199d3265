"""The keys: shown in the cheat sheet, changed in the settings."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtGui import QKeySequence

from studio.controllers.ports import Actions
from studio.models.actions import ACTIONS, GROUP_TITLES, ActionSpec, action, conflicts, keys_of
from studio.models.shell import KeyRow
from studio.services.settings import SettingsService

ACTION_CONTEXT = "ActionSet"
"""Where translators find the texts of actions."""


class KeysView(Protocol):
    """What shows a list of keys."""

    def show_keys(self, rows: Sequence[KeyRow]) -> None:
        """List them."""
        ...


class KeyEditorView(KeysView, Protocol):
    """What changes them."""

    keys_requested: Any
    """(action id, keys as text)"""
    reset_requested: Any
    """(action id)"""
    reset_all_requested: Any


class CheatSheetView(KeysView, Protocol):
    """What shows them all."""

    def open(self) -> None:
        """Come up."""
        ...


class KeysController(QObject):
    """See the module."""

    def __init__(
        self,
        settings: SettingsService,
        actions: Actions,
        editor: KeyEditorView,
        sheet: CheatSheetView,
        apply: Callable[[Mapping[str, str]], None],
        parent: QObject | None = None,
    ) -> None:
        """See the class.

        Args:
            settings: Holds the user's own keys.
            actions: For "Keys".
            editor: In the settings.
            sheet: The cheat sheet.
            apply: Called with the user's own keys when they change.
            parent: Of the object.
        """
        super().__init__(parent)
        self._settings, self._editor, self._sheet, self._apply = settings, editor, sheet, apply
        actions.bind("help.keys", self.open_sheet)
        editor.keys_requested.connect(self.set_keys)
        editor.reset_requested.connect(self.reset)
        editor.reset_all_requested.connect(self.reset_all)
        settings.changed.connect(self._on_changed)
        self.show_all()

    def open_sheet(self) -> None:
        """Show all keys."""
        self._sheet.show_keys(self.rows())
        self._sheet.open()

    def show_all(self) -> None:
        """List them in the present language."""
        rows = self.rows()
        self._editor.show_keys(rows)
        self._sheet.show_keys(rows)

    def set_keys(self, action_id: str, keys: str) -> None:
        """Give an action other keys; empty takes them away. What is the default is not kept as the user's own."""
        tidy = ", ".join(_portable(part) for part in keys.split(", ") if part.strip())
        own = {name: text for name, text in self._settings.values.shortcuts.items() if name != action_id}
        if tidy != ", ".join(_portable(part) for part in keys_of(action(action_id))):
            own[action_id] = tidy
        self._settings.set(shortcuts=own)

    def reset(self, action_id: str) -> None:
        """Give an action its default keys."""
        self.set_keys(action_id, action(action_id).key)

    def reset_all(self) -> None:
        """Give all actions their default keys."""
        self._settings.set(shortcuts={})

    def rows(self) -> tuple[KeyRow, ...]:
        """All actions, in the order of the menus."""
        own = dict(self._settings.values.shortcuts)
        clashes = self._clashes(own)
        order = {group: place for place, group in enumerate(GROUP_TITLES)}
        return tuple(
            KeyRow(
                spec.id, action_text(spec), QCoreApplication.translate(ACTION_CONTEXT, GROUP_TITLES[spec.group]),
                self._context_text(spec.context), keys_of(spec, own), spec.id in own, clashes.get(spec.id, ""),
            )
            for spec in sorted(ACTIONS, key=lambda spec: order[spec.group])
        )  # fmt: skip

    def _clashes(self, own: dict[str, str]) -> dict[str, str]:
        """Action id → text of the other one."""
        found: dict[str, str] = {}
        for _, one, other in conflicts(own):
            found[one], found[other] = action_text(action(other)), action_text(action(one))
        return found

    def _context_text(self, context: str) -> str:
        if not context:
            return ""
        if context == "timeline":
            return self.tr("while the timeline is open")
        pages = {"cast": self.tr("Cast"), "express": self.tr("Express"), "set": self.tr("Set"),
                 "animate": self.tr("Animate"), "export": self.tr("Export")}  # fmt: skip
        return self.tr("on the page “{page}”").format(page=pages[context])

    def _on_changed(self, field: str) -> None:
        if field == "shortcuts":
            self._apply(self._settings.values.shortcuts)
            self.show_all()


def action_text(spec: ActionSpec) -> str:
    """The text of an action in the present language."""
    return QCoreApplication.translate(ACTION_CONTEXT, spec.text)


def _portable(key: str) -> str:
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.PortableText) or key.strip()
