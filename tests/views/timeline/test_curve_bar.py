"""The bar above the curves: names, numbers, what lies outside the keys."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from studio.models.clip import Extrapolation
from studio.models.curve_view import HandleSide
from studio.views.timeline.curve_bar import CurveBar
from tests.views.clipping import clipped_texts
from tests.views.timeline.test_curve_editor import curve


class Desk:
    def __init__(self, qtbot: QtBot) -> None:
        window = self.window = QWidget()
        qtbot.addWidget(window)
        self.qtbot, self.bar, self.told = qtbot, CurveBar(window), list[tuple[object, ...]]()
        window.resize(1300, 80)
        self.bar.resize(1180, 40)
        window.show()
        bar = self.bar
        bar.curve_chosen.connect(lambda *what: self.told.append(("curve", *what)))
        bar.key_typed.connect(lambda *what: self.told.append(("key", *what)))
        bar.handle_typed.connect(lambda *what: self.told.append(("handle", *what)))
        bar.outside_chosen.connect(lambda *what: self.told.append(("outside", *what)))
        other = replace(curve(), control="mouthSmileLeft", tone=1)
        bar.show_curves((curve(500), other), "base/jawOpen")
        QApplication.processEvents()

    def type(self, field: object, text: str) -> None:
        field.setFocus()  # type: ignore[attr-defined]
        field.selectAll()  # type: ignore[attr-defined]
        self.qtbot.keyClicks(field, text)
        self.qtbot.keyClick(field, Qt.Key.Key_Return)


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    return Desk(qtbot)


def test_it_says_which_curves_there_are_and_lets_one_count(desk: Desk) -> None:
    assert [button.text() for button in desk.bar.names.values()] == ["jawOpen", "mouthSmileLeft"]
    assert desk.bar.names["base/jawOpen"].isChecked()
    desk.bar.names["base/mouthSmileLeft"].click()
    assert desk.told == [("curve", "base/mouthSmileLeft")]
    assert not clipped_texts(desk.bar)


def test_the_selected_key_is_typed(desk: Desk) -> None:
    assert (desk.bar.time.value(), desk.bar.value.value()) == (500, 1.0)
    desk.type(desk.bar.value, "0.5*0.5")
    assert desk.told[-1] == ("key", "base", "jawOpen", 500, 500, 0.25)
    desk.type(desk.bar.time, "640")
    assert desk.told[-1][3:5] == (500, 640)


def test_its_handles_are_typed_beside_it(desk: Desk) -> None:
    ms, value = desk.bar.handles[HandleSide.OUT]
    assert (ms.value(), value.value()) == (100, 0.0)
    desk.type(ms, "150")
    assert desk.told[-1] == ("handle", "base", "jawOpen", 500, "out", 650.0, 1.0)
    desk.bar.show_curves((curve(900),), "base/jawOpen")
    assert not ms.isEnabled(), "nothing comes after the last key"
    desk.bar.show_curves((curve(),), "base/jawOpen")
    assert not desk.bar.time.isEnabled(), "no key is selected"


def test_what_lies_outside_the_keys(desk: Desk) -> None:
    desk.bar.show_curves((replace(curve(500), after=Extrapolation.CYCLE),), "base/jawOpen")
    assert desk.bar.after.value() == Extrapolation.CYCLE
    desk.bar.before.chosen.emit(Extrapolation.LINEAR.value)
    assert desk.told[-1] == ("outside", "base", "before", "linear")


def test_a_narrow_window_keeps_the_names_and_the_key(desk: Desk) -> None:
    desk.bar.resize(700, 40)
    QApplication.processEvents()
    assert desk.bar.time.isVisible()
    assert not desk.bar.before.isVisible()
    assert not desk.bar.handles[HandleSide.IN][0].isVisible()
    desk.bar.show_curves((replace(curve(500), is_locked=True),), "base/jawOpen")
    assert not desk.bar.value.isEnabled()
