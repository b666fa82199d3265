"""The curve editor by mouse and keys."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.models.curve_view import (
    CurveKey,
    CurvePoint,
    CurveSight,
    HandleSide,
    ValueScale,
    denormalised,
    normalised,
)
from studio.views.timeline.curve_editor import CurveEditor
from studio.views.timeline.time_scale import NAMES_PX, TimeScale

LEFT = Qt.MouseButton.LeftButton


def curve(selected: int = -1) -> CurveSight:
    keys = (
        CurveKey(0, 0.0, None, CurvePoint(200, 0.0), selected == 0),
        CurveKey(500, 1.0, CurvePoint(300, 1.0), CurvePoint(600, 1.0), selected == 500),
        CurveKey(900, 0.4, CurvePoint(800, 0.4), None, selected == 900),
    )
    line = tuple(CurvePoint(key.time_ms, key.value) for key in keys)
    return CurveSight("base", "jawOpen", "Open the jaw", keys, line)


class Desk:
    def __init__(self, qtbot: QtBot) -> None:
        self.qtbot, self.editor = qtbot, CurveEditor()
        qtbot.addWidget(self.editor)
        self.editor.resize(NAMES_PX + 520, 240)
        self.editor.set_scale(TimeScale(1000.0, NAMES_PX + 10.0, 500.0, 0.0, 1000.0))
        self.editor.show()
        QApplication.processEvents()
        self.editor.show_curves((curve(),))
        self.told: list[tuple[object, ...]] = []
        self.editor.picked.connect(lambda keys, how: self.told.append(("picked", keys, how)))
        self.editor.keys_dragged.connect(
            lambda control, ms, share, free: self.told.append(("keys", control, round(ms), round(share, 2), free))
        )
        self.editor.handle_dragged.connect(lambda *what: self.told.append(("handle", *what)))
        self.editor.drag_started.connect(lambda: self.told.append(("started",)))
        self.editor.drag_ended.connect(lambda counts: self.told.append(("ended", counts)))
        self.editor.insert_requested.connect(lambda *what: self.told.append(("insert", *what)))
        self.editor.delete_requested.connect(lambda: self.told.append(("delete",)))

    def at(self, time_ms: int, side: HandleSide | None = None) -> QPoint:
        return self.editor.point_of("base/jawOpen", time_ms, side).toPoint()

    def drag(self, start: QPoint, way: QPoint, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.qtbot.mousePress(self.editor, LEFT, modifiers, start)
        for step in range(1, 5):
            self.qtbot.mouseMove(self.editor, start + way * step / 4)
        self.qtbot.mouseRelease(self.editor, LEFT, modifiers, start + way)


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    return Desk(qtbot)


def test_a_key_is_picked_and_dragged_in_time_and_value(desk: Desk) -> None:
    one_value = desk.editor.value_scale.y(0.0) - desk.editor.value_scale.y(1.0)
    desk.drag(desk.at(500), QPoint(50, round(one_value / 2)))
    assert desk.told[0] == ("picked", frozenset({("base", 500)}), "replace")
    assert desk.told[1] == ("started",)
    assert desk.told[-2:] == [("keys", "jawOpen", 100, pytest.approx(-0.5, abs=0.02), False), ("ended", True)]


def test_handles_of_selected_keys_alone_can_be_pulled(desk: Desk) -> None:
    desk.drag(desk.at(500, HandleSide.OUT), QPoint(20, 10))
    assert not [one for one in desk.told if one[0] == "handle"], "the key is not selected"
    desk.editor.show_curves((curve(selected=500),))
    desk.told.clear()
    desk.drag(desk.at(500, HandleSide.OUT), QPoint(20, 10))
    kind, track, control, time_ms, side, to_ms, value = desk.told[-2]
    assert (kind, track, control, time_ms, side) == ("handle", "base", "jawOpen", 500, "out")
    assert to_ms == pytest.approx(640, abs=3)
    assert isinstance(value, float)
    assert 0.8 < value < 1.0
    assert desk.told[-1] == ("ended", True)


def test_a_box_takes_keys_and_a_click_on_nothing_clears(desk: Desk) -> None:
    start = desk.at(500) - QPoint(30, 5)
    desk.drag(start, desk.at(900) + QPoint(20, 20) - start)
    assert desk.told == [("picked", frozenset({("base", 500), ("base", 900)}), "replace")]
    desk.qtbot.mouseClick(desk.editor, LEFT, pos=QPoint(NAMES_PX + 500, 20))
    assert desk.told[-1] == ("picked", frozenset(), "replace")


def test_a_double_click_on_the_line_makes_a_key_there(desk: Desk) -> None:
    middle = (desk.at(0) + desk.at(500)) / 2
    desk.qtbot.mouseDClick(desk.editor, LEFT, pos=middle)
    kind, track, control, time_ms, value = desk.told[-1]
    assert (kind, track, control) == ("insert", "base", "jawOpen")
    assert (time_ms, value) == (pytest.approx(250, abs=4), pytest.approx(0.5, abs=0.05))


def test_escape_gives_up_and_delete_deletes(desk: Desk, qtbot: QtBot) -> None:
    qtbot.mousePress(desk.editor, LEFT, pos=desk.at(500))
    qtbot.mouseMove(desk.editor, desk.at(500) + QPoint(30, 0))
    qtbot.keyClick(desk.editor, Qt.Key.Key_Escape)
    qtbot.mouseRelease(desk.editor, LEFT, pos=desk.at(500))
    assert desk.told[-1] == ("ended", False)
    qtbot.keyClick(desk.editor, Qt.Key.Key_Delete)
    assert desk.told[-1] == ("delete",)


def test_locked_curves_are_only_looked_at(desk: Desk) -> None:
    desk.editor.show_curves((replace(curve(), is_locked=True),))
    desk.drag(desk.at(500), QPoint(40, 0))
    assert all(one[0] != "keys" for one in desk.told)


def test_the_wheel_zooms_values_and_what_is_touched_stays(desk: Desk) -> None:
    before = desk.editor.value_scale
    event = QWheelEvent(
        QPointF(300, 100), QPointF(300, 100), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    desk.editor.wheelEvent(event)
    zoomed = desk.editor.value_scale
    assert zoomed.high - zoomed.low < before.high - before.low
    assert zoomed.value(100) == pytest.approx(before.value(100))
    desk.editor.show_curves((curve(selected=0),))
    assert desk.editor.value_scale == zoomed


def test_normalising_and_back() -> None:
    yaw = replace(curve(), control="headYaw", low=-20.0, high=20.0)
    scaled = normalised(yaw)
    assert [key.value for key in scaled.keys] == pytest.approx([0.5, 0.525, 0.51])
    assert denormalised(yaw, scaled.keys[1].value) == pytest.approx(1.0)
    assert scaled.keys[1].handle_in is not None
    assert scaled.keys[1].handle_in.value == pytest.approx(0.525)


@pytest.mark.parametrize(("low", "high"), [(0.0, 1.0), (-20.0, 20.0), (0.0, 0.001), (-1000.0, 5.0)])
def test_values_have_round_ticks_in_sight(low: float, high: float) -> None:
    scale = ValueScale(0.0, 200.0).fitted(low, high)
    ticks = scale.ticks()
    assert 1 <= len(ticks) <= 12
    assert all(scale.low <= tick <= scale.high for tick in ticks)
    assert scale.value(scale.y(0.37)) == pytest.approx(0.37)
