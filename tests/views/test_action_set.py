from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QComboBox,
    QLineEdit,
    QListWidget,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from studio.models.actions import ACTIONS
from studio.views.action_set import ActionSet
from studio.views.kit.widgets import NumberField, SearchField, Segmented, Slider, Toggle

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


class Canvas(QWidget):
    """Something that takes the focus and wants no keys."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(40, 40)


class Desk:
    """A window with the actions and one widget that has the focus."""

    def __init__(self, qtbot: QtBot, widget: QWidget) -> None:
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.widget = widget
        self.actions = ActionSet(self.window)
        self.actions.attach(self.window)
        self.said: list[str] = []
        self.actions.triggered.connect(self.said.append)
        column = QVBoxLayout(self.window)
        column.addWidget(widget)
        self.window.show()
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)
        widget.setFocus()
        qtbot.waitUntil(widget.hasFocus)

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> list[str]:
        """What a key triggers."""
        self.said.clear()
        QTest.keyClick(self.widget, key, modifiers)
        return list(self.said)


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    return Desk(qtbot, Canvas())


def test_there_is_one_for_each_with_icon_and_tip(desk: Desk) -> None:
    for spec in ACTIONS:
        action = desk.actions.qaction(spec.id)
        assert action.text()
        assert action.icon().isNull() is (spec.icon == "")
        assert action.isCheckable() is spec.is_checkable
    assert "Ctrl+S" in desk.actions.qaction("file.save").toolTip()
    with pytest.raises(KeyError):
        desk.actions.qaction("file.explode")
    with pytest.raises(KeyError):
        desk.actions.bind("file.explode", print)


def test_bound_callables_are_told_by_key_menu_and_program(desk: Desk) -> None:
    calls: list[str] = []
    desk.actions.bind("file.save", lambda: calls.append("saved"))
    desk.actions.bind("file.save", lambda: calls.append("noted"))
    assert desk.press(Qt.Key.Key_S, CTRL) == ["file.save"]
    assert calls == ["saved", "noted"]
    menu = QMenu(desk.window)
    menu.addAction(desk.actions.qaction("file.save"))
    menu.actions()[0].trigger()
    desk.actions.trigger("file.save")
    assert len(calls) == 6


def test_a_checkable_one_hands_over_whether_it_is_on(desk: Desk) -> None:
    calls: list[bool] = []
    desk.actions.bind("cast.show-boxes", calls.append)
    desk.actions.set_checked("cast.show-boxes", True)
    assert calls == []
    desk.actions.trigger("cast.show-boxes")
    desk.actions.trigger("cast.show-boxes")
    assert calls == [False, True]


def test_disabled_nothing_happens(desk: Desk) -> None:
    desk.actions.set_enabled("file.save", False)
    assert desk.press(Qt.Key.Key_S, CTRL) == []
    desk.actions.trigger("file.save")
    assert desk.said == []
    desk.actions.set_enabled("file.save", True)
    assert desk.press(Qt.Key.Key_S, CTRL) == ["file.save"]


def test_of_pages_one_is_on(desk: Desk) -> None:
    calls: list[bool] = []
    desk.actions.bind("go.set", calls.append)
    desk.actions.trigger("go.set")
    desk.actions.trigger("go.set")
    assert calls == [True, True]
    desk.actions.set_checked("go.export", True)
    assert not desk.actions.qaction("go.set").isChecked()


def test_keys_of_a_page_count_only_there(desk: Desk) -> None:
    assert desk.press(Qt.Key.Key_X) == []
    desk.actions.set_context("express")
    assert desk.press(Qt.Key.Key_X) == ["express.mirror"]
    desk.actions.set_context("set")
    assert desk.press(Qt.Key.Key_X) == []
    assert desk.press(Qt.Key.Key_S) == ["set.star"]
    desk.actions.trigger("express.mirror")
    assert desk.said == ["set.star", "express.mirror"], "a menu may ask for it everywhere"


def test_keys_of_the_timeline_count_only_while_it_is_open(desk: Desk) -> None:
    assert desk.press(Qt.Key.Key_Right) == []
    desk.actions.set_timeline_shown(True)
    desk.actions.set_context("express")
    assert desk.press(Qt.Key.Key_Right) == ["clip.next-frame"]
    assert desk.press(Qt.Key.Key_Space) == ["clip.play"]


def test_no_key_is_ambiguous_in_any_context(desk: Desk) -> None:
    for page in ("cast", "express", "set", "animate", "export"):
        desk.actions.set_context(page)
        desk.actions.set_timeline_shown(True)
        keys = [key.toString() for spec in ACTIONS for key in desk.actions.qaction(spec.id).shortcuts()]
        assert len(keys) == len(set(keys))


TEXTS = [QLineEdit, QPlainTextEdit, lambda: SearchField("Find"), QSpinBox, lambda: NumberField(0, 1)]


@pytest.mark.parametrize("make", TEXTS)
def test_typing_never_triggers_single_letters(qtbot: QtBot, make: type[QWidget]) -> None:
    desk = Desk(qtbot, make())
    desk.actions.set_timeline_shown(True)
    for page in ("express", "set"):
        desk.actions.set_context(page)
        for key in (Qt.Key.Key_X, Qt.Key.Key_L, Qt.Key.Key_S, Qt.Key.Key_0, Qt.Key.Key_Space, Qt.Key.Key_Delete,
                    Qt.Key.Key_Backslash, Qt.Key.Key_Left, Qt.Key.Key_Home, Qt.Key.Key_Question):  # fmt: skip
            assert desk.press(key) == [], key
        assert desk.press(Qt.Key.Key_0, SHIFT) == []
    assert desk.press(Qt.Key.Key_S, CTRL) == ["file.save"], "keys with Ctrl count all the same"
    assert desk.press(Qt.Key.Key_F1) == ["help.keys"]


def test_what_is_typed_arrives(qtbot: QtBot) -> None:
    field = QLineEdit()
    desk = Desk(qtbot, field)
    desk.actions.set_context("express")
    QTest.keyClicks(field, "x l0")
    assert field.text() == "x l0"


@pytest.mark.parametrize("make", [lambda: QPushButton("Go"), lambda: Toggle("Loop"), QComboBox])
def test_buttons_keep_space(qtbot: QtBot, make: type[QWidget]) -> None:
    desk = Desk(qtbot, make())
    assert desk.press(Qt.Key.Key_Space) == []


@pytest.mark.parametrize("make", [Slider, QListWidget, QComboBox])
def test_lists_and_sliders_keep_arrows(qtbot: QtBot, make: type[QWidget]) -> None:
    desk = Desk(qtbot, make())
    desk.actions.set_timeline_shown(True)
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End):
        assert desk.press(key) == []


def test_segments_keep_arrows(qtbot: QtBot) -> None:
    segments = Segmented([("a", "A", ""), ("b", "B", "")])
    desk = Desk(qtbot, segments.button("a"))
    desk.actions.set_timeline_shown(True)
    assert desk.press(Qt.Key.Key_Right) == []
    assert segments.value() == "b"


def test_letters_count_in_lists(qtbot: QtBot) -> None:
    desk = Desk(qtbot, QListWidget())
    desk.actions.set_context("set")
    assert desk.press(Qt.Key.Key_S) == ["set.star"]


def test_own_keys_take_the_place_of_the_defaults(desk: Desk) -> None:
    desk.actions.set_keys({"file.save": "Ctrl+Alt+K, F4", "express.mirror": ""})
    desk.actions.set_context("express")
    assert desk.press(Qt.Key.Key_S, CTRL) == []
    assert desk.press(Qt.Key.Key_F4) == ["file.save"]
    assert desk.press(Qt.Key.Key_X) == []
    assert "F4" in desk.actions.keys("file.save")
    assert "Ctrl+S" not in desk.actions.qaction("file.save").toolTip()
    desk.actions.set_keys({})
    assert desk.press(Qt.Key.Key_S, CTRL) == ["file.save"]


def test_the_text_can_say_more(desk: Desk) -> None:
    desk.actions.set_text("edit.undo", "Undo “Smile”")
    assert desk.actions.qaction("edit.undo").text() == "Undo “Smile”"
    assert "Undo “Smile”" in desk.actions.qaction("edit.undo").toolTip()
    assert "Ctrl+Z" in desk.actions.qaction("edit.undo").toolTip()


def test_a_focused_widget_may_go_away(qtbot: QtBot) -> None:
    desk = Desk(qtbot, QLineEdit())
    desk.widget.deleteLater()
    qtbot.wait(20)
    other = Canvas()
    desk.window.layout().addWidget(other)
    other.setFocus()
    QTest.keyClick(other, Qt.Key.Key_S, CTRL)
    assert desk.said == ["file.save"]
