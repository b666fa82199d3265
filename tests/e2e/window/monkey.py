"""Does things in the window by chance, as nobody would; the same seed does the same."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QDialog,
    QLineEdit,
    QMenu,
    QTabBar,
    QWidget,
)
from shiboken6 import isValid

from studio.models.actions import ACTIONS
from tests.e2e.window.composed import Window, settle

LEFT_OUT = frozenset({"file.quit", "file.close", "file.new", "file.sample", "file.reopen", "view.full-screen"})
"""These leave the project, or the screen."""
RARE = frozenset({"export.run", "export.repeat", "set.draw", "help.health"})
NOT_CLICKED = ("ModelsDialog", "QFileDialog", "TermsDialog", "AddressDialog")
"""Windows whose buttons reach the net or other people's files."""
KEYS = (
    Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Space, Qt.Key.Key_Delete,
    Qt.Key.Key_Backspace, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home,
    Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_F2, Qt.Key.Key_F9, Qt.Key.Key_X, Qt.Key.Key_L,
    Qt.Key.Key_S, Qt.Key.Key_0, Qt.Key.Key_1, Qt.Key.Key_5, Qt.Key.Key_Backslash, Qt.Key.Key_A, Qt.Key.Key_K,
)  # fmt: skip
TEXTS = ("", "a", "Ärla Übermensch", "0.5*2", "-1", "999999999999", "…", "x" * 300, "1e308", "nan", "../..", "smile")
MODIFIERS = (
    Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier,
)  # fmt: skip


Kind = TypeVar("Kind", bound=QWidget)


class Monkey:
    """See the module.

    Attributes:
        done: What it did, newest last.
    """

    def __init__(self, window: Window, seed: int) -> None:
        self.window, self.chance = window, random.Random(seed)
        self.done: list[str] = []
        self._closer = QTimer(window.studio.window)
        self._closer.setInterval(60)
        self._closer.timeout.connect(self._close_menus)
        self._closer.start()
        self._ways: list[tuple[int, Callable[[], str]]] = [
            (30, self._act), (24, self._click), (18, self._press), (12, self._drag), (6, self._write), (6, self._undo),
            (3, self._choose), (3, self._select),
        ]  # fmt: skip

    def step(self) -> None:
        """One thing."""
        ways, weights = [way for _, way in self._ways], [weight for weight, _ in self._ways]
        way = self.chance.choices(ways, weights)[0]
        self.done.append(way.__name__.strip("_"))
        self.done[-1] = way()
        settle(self.chance.choice((0, 2, 5, 20)))
        dialog = self._dialog()
        if dialog is not None and self.chance.random() < 0.4:
            dialog.close()

    def stop(self) -> None:
        """Nothing more."""
        self._closer.stop()
        self._close_menus()

    # --- ways

    def _act(self) -> str:
        spec = self.chance.choice([spec for spec in ACTIONS if spec.id not in LEFT_OUT])
        if spec.id in RARE and self.chance.random() < 0.8:
            return "nothing"
        self.done[-1] = f"act {spec.id}"
        if self._dialog() is None:
            self.window.studio.actions.trigger(spec.id)
        return self.done[-1]

    def _click(self) -> str:
        found = [one for one in self._shown(QAbstractButton) if one.isEnabled()]
        if not found:
            return "nothing to click"
        button = self.chance.choice(found)
        said = f"click {type(button).__name__} “{button.accessibleName() or button.text()}” in {self._place(button)}"
        self.done[-1] = said
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        return said

    def _press(self) -> str:
        key, modifier = self.chance.choice(KEYS), self.chance.choice(MODIFIERS)
        target = QApplication.focusWidget() or self._top()
        said = f"press {modifier.name} {key.name} on {type(target).__name__}"
        self.done[-1] = said
        is_enter = key in (Qt.Key.Key_Return, Qt.Key.Key_Space)
        if type(target.window()).__name__ not in NOT_CLICKED or not is_enter:
            QTest.keyClick(target, key, modifier)
        return said

    def _drag(self) -> str:
        found = [one for one in self._shown(QWidget) if one.width() > 8 and one.height() > 8 and not one.children()]
        found += [one.viewport() for one in self._shown(QAbstractScrollArea)]
        if not found:
            return "nothing to drag"
        one = self.chance.choice(found)
        button = self.chance.choice((Qt.MouseButton.LeftButton,) * 5 + (Qt.MouseButton.RightButton,))
        places = [QPoint(self.chance.randrange(one.width()), self.chance.randrange(one.height())) for _ in range(3)]
        said = f"drag in {type(one).__name__} of {self._place(one)} {[place.toTuple() for place in places]}"
        self.done[-1] = said
        modifier = self.chance.choice(MODIFIERS)
        QTest.mousePress(one, button, modifier, places[0])
        for place in places[1:]:
            QTest.mouseMove(one, place)
            settle(0)
        QTest.mouseRelease(one, button, modifier, places[-1])
        if self.chance.random() < 0.2:
            QTest.mouseDClick(one, Qt.MouseButton.LeftButton, modifier, places[-1])
        return said

    def _write(self) -> str:
        found = [one for one in self._shown(QLineEdit) if one.isEnabled()]
        if not found:
            return "nowhere to write"
        field, text = self.chance.choice(found), self.chance.choice(TEXTS)
        said = f"write {text[:20]!r} into {field.accessibleName()} of {self._place(field)}"
        self.done[-1] = said
        field.setFocus()
        field.selectAll()
        if text.isascii():
            for letter in text:
                if isValid(field) and field.isVisible():
                    QTest.keyClick(field, letter)
        else:  # the test library knows no keys for other letters
            field.insert(text)
        if not isValid(field) or not field.isVisible():
            return said
        QTest.keyClick(field, self.chance.choice((Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Escape)))
        return said

    def _undo(self) -> str:
        count, name = self.chance.randrange(1, 6), self.chance.choice(("undo", "redo"))
        for _ in range(count):
            self.window.studio.actions.trigger(f"edit.{name}")
        return f"{name} {count}"

    def _choose(self) -> str:
        found = [one for one in self._shown(QComboBox) if one.isEnabled() and one.count()]
        if not found:
            return "nothing to choose"
        box = self.chance.choice(found)
        place = self.chance.randrange(box.count())
        said = f"choose {place} in {box.accessibleName()} of {self._place(box)}"
        self.done[-1] = said
        box.setCurrentIndex(place)
        box.activated.emit(place)
        return said

    def _select(self) -> str:
        tabs = [one for one in self._shown(QTabBar) if one.count()]
        cast = self.window.studio.workspace.project.characters
        if cast and self.chance.random() < 0.5:
            self.window.studio.workspace.select_character(self.chance.choice(cast).id)
            return "select a character"
        if tabs:
            bar = self.chance.choice(tabs)
            bar.setCurrentIndex(self.chance.randrange(bar.count()))
        return "select a tab"

    # --- where

    def _dialog(self) -> QDialog | None:
        found = [one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog) and one.isVisible()]
        return found[-1] if found else None

    def _top(self) -> QWidget:
        return self._dialog() or self.window.studio.window

    def _shown(self, kind: type[Kind]) -> list[Kind]:
        top = self._top()
        if type(top).__name__ in NOT_CLICKED:
            return []
        return [one for one in top.findChildren(kind) if one.isVisible() and one.window() is top]

    @staticmethod
    def _place(one: QWidget) -> str:
        parents: list[str] = []
        at = one.parentWidget()
        while at is not None and len(parents) < 3:
            if type(at).__module__.startswith("studio."):
                parents.append(type(at).__name__)
            at = at.parentWidget()
        return " in ".join(parents)

    @staticmethod
    def _close_menus() -> None:
        popup = QApplication.activePopupWidget()
        if popup is not None:
            popup.close()
        modal = QApplication.activeModalWidget()
        if modal is not None and not isinstance(modal, QMenu):
            modal.close()
