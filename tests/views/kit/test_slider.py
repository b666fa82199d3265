from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from studio.views.kit import theme
from studio.views.kit.widgets import Slider
from tests.views.kit.test_fields import LEFT, drag, move_held, shown, turn_wheel


@pytest.fixture
def slider(qtbot: QtBot) -> Slider:
    made = Slider(default=0.25)
    shown(qtbot, made)
    return made


def heard(slider: Slider) -> tuple[list[float], list[bool]]:
    values: list[float] = []
    ends: list[bool] = []
    slider.moved.connect(values.append)
    slider.released.connect(lambda: ends.append(True))
    return values, ends


def place(slider: Slider, share: float) -> QPoint:
    margin = 9
    return QPoint(round(margin + share * (slider.width() - 2 * margin)), slider.height() // 2)


def test_it_starts_at_its_default_and_setting_tells_nobody(slider: Slider) -> None:
    values, ends = heard(slider)
    assert slider.value() == 0.25
    slider.set_value(7)
    assert slider.value() == 1
    assert (values, ends) == ([], [])


def test_a_click_on_the_groove_jumps_there(slider: Slider) -> None:
    values, ends = heard(slider)
    QTest.mouseClick(slider, LEFT, Qt.KeyboardModifier.NoModifier, place(slider, 0.8))
    assert slider.value() == pytest.approx(0.8, abs=0.01)
    assert values == [slider.value()]
    assert ends == [True]


def test_a_drag_of_the_handle_does_not_jump(slider: Slider) -> None:
    slider.set_value(0.5)
    values, ends = heard(slider)
    span = slider.width() - 18
    drag(slider, span // 4, start=place(slider, 0.5) + QPoint(3, 0))
    assert slider.value() == pytest.approx(0.75, abs=0.01)
    assert len(values) == 2
    assert ends == [True]


def test_shift_is_fine_and_ctrl_snaps(slider: Slider) -> None:
    span = slider.width() - 18
    slider.set_value(0.5)
    drag(slider, span // 4, Qt.KeyboardModifier.ShiftModifier, place(slider, 0.5))
    assert slider.value() == pytest.approx(0.525, abs=0.002)
    drag(slider, round(span * 0.13), Qt.KeyboardModifier.ControlModifier, place(slider, 0.525))
    assert slider.value() == pytest.approx(0.7)


def test_it_says_when_it_is_held(slider: Slider) -> None:
    QTest.mousePress(slider, LEFT)
    move_held(slider, place(slider, 0.9), Qt.KeyboardModifier.NoModifier)
    assert slider.is_dragged()
    QTest.mouseRelease(slider, LEFT)
    assert not slider.is_dragged()


def test_double_click_resets(slider: Slider) -> None:
    slider.set_value(0.9)
    values, ends = heard(slider)
    QTest.mouseDClick(slider, LEFT, Qt.KeyboardModifier.NoModifier, place(slider, 0.9))
    QTest.mouseRelease(slider, LEFT)
    assert slider.value() == 0.25
    assert values[-1] == 0.25
    assert ends


def test_the_wheel_counts_only_with_focus(slider: Slider) -> None:
    values, _ends = heard(slider)
    assert not turn_wheel(slider, 1)
    assert values == []
    slider.setFocus()
    assert turn_wheel(slider, 2)
    assert slider.value() == pytest.approx(0.27)


def test_a_click_does_not_need_the_focus_of_the_wheel(slider: Slider) -> None:
    QTest.mouseClick(slider, LEFT)
    assert slider.hasFocus()


@pytest.mark.parametrize(
    ("key", "value"),
    [
        (Qt.Key.Key_Right, 0.51), (Qt.Key.Key_Left, 0.49), (Qt.Key.Key_PageUp, 0.6), (Qt.Key.Key_Home, 0.0),
        (Qt.Key.Key_End, 1.0), (Qt.Key.Key_Backspace, 0.25), (Qt.Key.Key_Delete, 0.25),
    ],
)  # fmt: skip
def test_keys(slider: Slider, key: Qt.Key, value: float) -> None:
    slider.set_value(0.5)
    _values, ends = heard(slider)
    QTest.keyClick(slider, key)
    assert slider.value() == pytest.approx(value)
    assert ends == [True]


def test_ghost_and_tone_are_seen(slider: Slider) -> None:
    slider.set_value(0.1)
    plain = slider.grab().toImage()
    slider.ghost(0.8)
    assert slider.grab().toImage() != plain
    slider.ghost(None)
    assert slider.grab().toImage() == plain
    slider.set_value(1.0)
    slider.set_tone("joy")
    assert slider.grab().toImage().pixelColor(place(slider, 0.5)) == QColor(theme.current().joy)


def test_it_fills_from_its_origin(qtbot: QtBot) -> None:
    turn = Slider(-40, 40, step=1)
    shown(qtbot, turn)
    turn.set_value(20)
    image = turn.grab().toImage()
    accent = QColor(theme.current().accent)
    assert image.pixelColor(place(turn, 0.6)) == accent
    assert image.pixelColor(place(turn, 0.25)) != accent
