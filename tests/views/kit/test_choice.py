from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from studio.views.kit import motion
from studio.views.kit.widgets import ComboBox, Segmented, Toggle
from tests.views.kit.test_fields import LEFT, shown, turn_wheel

OPTIONS = [("one", "One", ""), ("two", "Two", "grid"), ("three", "", "list")]


def test_segments_are_chosen_by_click(qtbot: QtBot) -> None:
    made = Segmented(OPTIONS)
    shown(qtbot, made)
    said: list[str] = []
    made.chosen.connect(said.append)
    assert made.value() == "one"
    QTest.mouseClick(made.button("two"), LEFT)
    QTest.mouseClick(made.button("two"), LEFT)
    assert said == ["two"]
    assert made.button("two").isChecked()
    assert not made.button("one").isChecked()


def test_segments_are_one_stop_of_the_tab_key_and_walked_by_arrows(qtbot: QtBot) -> None:
    before, made, after = QLineEdit(), Segmented(OPTIONS), QLineEdit()
    shown(qtbot, before, made, after)
    said: list[str] = []
    made.chosen.connect(said.append)
    before.setFocus()
    QTest.keyClick(before, Qt.Key.Key_Tab)
    assert made.button("one").hasFocus()
    QTest.keyClick(made.button("one"), Qt.Key.Key_Right)
    assert made.button("two").hasFocus()
    made.button("three").setEnabled(False)
    QTest.keyClick(made.button("two"), Qt.Key.Key_Right)
    QTest.keyClick(made.button("two"), Qt.Key.Key_Left)
    assert said == ["two", "one"]
    QTest.keyClick(made.button("one"), Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is after


def test_setting_segments_tells_nobody(qtbot: QtBot) -> None:
    made = Segmented(OPTIONS)
    qtbot.addWidget(made)
    said: list[str] = []
    made.chosen.connect(said.append)
    made.set_value("three")
    made.set_value("unknown")
    assert made.value() == ""
    assert said == []


def test_a_toggle_turns_by_click_and_space(qtbot: QtBot) -> None:
    made = Toggle("Loop")
    shown(qtbot, made)
    QTest.mouseClick(made, LEFT)
    assert made.isChecked()
    made.setFocus()
    QTest.keyClick(made, Qt.Key.Key_Space)
    assert not made.isChecked()


def test_a_toggle_looks_on_and_glides_unless_motion_is_reduced(qtbot: QtBot) -> None:
    made = Toggle("Loop")
    shown(qtbot, made)
    was_off = made.grab().toImage()
    made.setChecked(True)
    is_on = made.grab().toImage()
    assert is_on != was_off
    made.setChecked(False)
    motion.set_reduced(False)
    made.setChecked(True)
    assert made.grab().toImage() != is_on  # on its way
    qtbot.waitUntil(lambda: made.grab().toImage() == is_on)


def test_a_toggle_turned_quickly_ends_where_it_should(qtbot: QtBot) -> None:
    made = Toggle()
    shown(qtbot, made)
    was_off = made.grab().toImage()
    motion.set_reduced(False)
    for is_on in (True, False, True, False):
        made.setChecked(is_on)
        qtbot.wait(20)
    qtbot.waitUntil(lambda: made.grab().toImage() == was_off)
    qtbot.wait(150)
    assert made.grab().toImage() == was_off


def test_a_combo_box_leaves_the_wheel_alone(qtbot: QtBot) -> None:
    made = ComboBox([("a", "Alpha"), ("b", "Beta")])
    shown(qtbot, made)
    said: list[str] = []
    made.chosen.connect(said.append)
    assert not turn_wheel(made, -1)
    assert made.value() == "a"
    made.setFocus()
    turn_wheel(made, -1)
    assert made.value() == "b"
    assert said == ["b"]


def test_a_combo_box_keeps_its_choice_among_new_options(qtbot: QtBot) -> None:
    made = ComboBox([("a", "Alpha"), ("b", "Beta")])
    qtbot.addWidget(made)
    said: list[str] = []
    made.chosen.connect(said.append)
    made.set_value("b")
    made.set_options([("c", "Gamma"), ("b", "Beta 2")])
    assert made.value() == "b"
    made.set_options([("c", "Gamma")])
    assert made.value() == "c"
    assert said == []
