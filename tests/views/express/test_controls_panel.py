"""The sliders, by real mouse and keys."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from studio.models.express_rows import ControlsState
from studio.models.expression import BlendMode
from studio.views.express.control_row import ControlRow
from studio.views.express.controls_panel import ControlsPanel
from studio.views.kit.widgets import NumberField

LEFT = Qt.MouseButton.LeftButton
SMILE = ("mouthSmileLeft", "mouthSmileRight")


@dataclass
class Told:
    values: list[tuple[tuple[str, ...], float]] = field(default_factory=list)
    ended: int = 0
    others: list[tuple[Any, ...]] = field(default_factory=list)

    def listen(self, panel: ControlsPanel) -> None:
        panel.value_edited.connect(lambda names, value: self.values.append((names, value)))
        panel.gesture_ended.connect(self._end)
        panel.reset_requested.connect(lambda names: self.others.append(("reset", names)))
        panel.region_reset_requested.connect(lambda region: self.others.append(("region", region)))
        panel.mute_requested.connect(lambda names: self.others.append(("mute", names)))
        panel.solo_requested.connect(lambda names: self.others.append(("solo", names)))

    def _end(self) -> None:
        self.ended += 1


@pytest.fixture
def panel(qtbot: QtBot) -> Iterator[ControlsPanel]:
    made = ControlsPanel()
    qtbot.addWidget(made)
    made.resize(300, 900)
    with qtbot.waitExposed(made):
        made.show()
    return made


@pytest.fixture
def told(panel: ControlsPanel) -> Told:
    made = Told()
    made.listen(panel)
    return made


def drag(qtbot: QtBot, row: ControlRow, way: int, modifiers: Qt.KeyboardModifier | None = None) -> None:
    start = QPoint(60, row.height() // 2)
    plain = modifiers or Qt.KeyboardModifier.NoModifier
    qtbot.mousePress(row, LEFT, plain, start)
    for share in (0.5, 1.0):
        at = start + QPoint(round(way * share), 0)
        move = QMouseEvent(QEvent.Type.MouseMove, QPointF(at), QPointF(row.mapToGlobal(at)), LEFT, LEFT, plain)
        QApplication.sendEvent(row, move)
    qtbot.mouseRelease(row, LEFT, plain, start + QPoint(way, 0))


def test_a_drag_moves_both_sides_and_ends_once(panel: ControlsPanel, told: Told, qtbot: QtBot) -> None:
    row = panel.row("mouthSmile")
    drag(qtbot, row, 80)
    assert {names for names, _ in told.values} == {SMILE}
    bar = row.width() - 58
    assert told.values[-1][1] == pytest.approx(80 / bar, abs=0.03)
    assert told.ended == 1


def test_shift_is_fine_and_ctrl_snaps(panel: ControlsPanel, told: Told, qtbot: QtBot) -> None:
    row = panel.row("jawOpen")
    drag(qtbot, row, 80, Qt.KeyboardModifier.ShiftModifier)
    assert 0.01 < told.values[-1][1] < 0.06
    drag(qtbot, row, 80, Qt.KeyboardModifier.ControlModifier)
    assert told.values[-1][1] == pytest.approx(round(told.values[-1][1], 1))


def test_keys_step_move_and_reset(panel: ControlsPanel, told: Told, qtbot: QtBot) -> None:
    row = panel.row("mouthSmile")
    row.setFocus()
    qtbot.keyClick(row, Qt.Key.Key_Right)
    qtbot.keyClick(row, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(row, Qt.Key.Key_Left)
    assert [value for _, value in told.values] == pytest.approx([0.01, 0.11, 0.10])
    assert told.ended == 3
    qtbot.keyClick(row, Qt.Key.Key_M)
    qtbot.keyClick(row, Qt.Key.Key_S)
    qtbot.keyClick(row, Qt.Key.Key_Delete)
    assert told.others == [("mute", SMILE), ("solo", SMILE), ("reset", SMILE)]
    qtbot.keyClick(row, Qt.Key.Key_Down)
    assert QApplication.focusWidget() is panel.row("mouthFrown")
    qtbot.keyClick(panel.row("mouthFrown"), Qt.Key.Key_Up)
    qtbot.keyClick(row, Qt.Key.Key_Up)
    assert QApplication.focusWidget() is panel.row("noseSneer"), "over the border of a region"
    panel.reset_focused()
    panel.reset_focused_region()
    assert told.others[-2:] == [("reset", ("noseSneerLeft", "noseSneerRight")), ("region", "nose")]


def test_double_click_and_tools_ask(panel: ControlsPanel, told: Told, qtbot: QtBot) -> None:
    panel.show_state(ControlsState({"jawOpen": 0.5}))
    row = panel.row("jawOpen")
    qtbot.mouseDClick(row, LEFT, pos=QPoint(40, 12))
    for tool in ("solo", "mute", "reset"):
        qtbot.mouseClick(row, LEFT, pos=row.tool_rect(tool).center())
    names = ("jawOpen",)
    assert told.others == [("reset", names), ("solo", names), ("mute", names), ("reset", names)]
    assert told.values == []


def test_the_wheel_counts_only_when_focused(panel: ControlsPanel, told: Told, qtbot: QtBot) -> None:
    row = panel.row("browDown")

    def roll() -> None:
        at = QPointF(row.rect().center())
        none, phase = Qt.MouseButton.NoButton, Qt.ScrollPhase.NoScrollPhase
        event = QWheelEvent(
            at, QPointF(row.mapToGlobal(at.toPoint())), QPoint(), QPoint(0, 120), none,
            Qt.KeyboardModifier.NoModifier, phase, False,
        )  # fmt: skip
        QApplication.sendEvent(row, event)

    panel.search.setFocus()
    roll()
    assert told.values == []
    row.setFocus()
    roll()
    assert told.values == [(("browDownLeft", "browDownRight"), 0.01)]
    qtbot.waitUntil(lambda: told.ended == 1, timeout=2000)


def open_number(row: ControlRow, qtbot: QtBot) -> QLineEdit:
    qtbot.mouseClick(row, LEFT, pos=row.number_rect().center())
    return next(field for field in row.findChildren(NumberField) if field.isVisible())


def test_numbers_are_typed_with_arithmetic(panel: ControlsPanel, told: Told, qtbot: QtBot) -> None:
    row = panel.row("jawOpen")
    field = open_number(row, qtbot)
    assert row.rect().contains(field.geometry()), "not cut by its row"
    field.selectAll()
    qtbot.keyClicks(field, "0.5*0.5")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert told.values == [(("jawOpen",), 0.25)]
    assert told.ended == 1
    assert QApplication.focusWidget() is row
    field = open_number(row, qtbot)
    field.selectAll()
    qtbot.keyClicks(field, "0.9")
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert len(told.values) == 1, "Escape keeps what was"


def test_unlinked_rows_move_one_side(panel: ControlsPanel, told: Told, qtbot: QtBot) -> None:
    linked = len(panel.visible_rows())
    qtbot.mouseClick(panel.link_button, LEFT)
    assert (linked, len(panel.visible_rows())) == (37, 55)
    row = panel.row("mouthSmileLeft")
    assert row.accessibleName() == "Smile, left"
    row.setFocus()
    qtbot.keyClick(row, Qt.Key.Key_End)
    assert told.values == [(("mouthSmileLeft",), 1.0)]
    panel.set_linked(True)
    assert len(panel.visible_rows()) == 37


def test_pairs_that_differ_say_so(panel: ControlsPanel) -> None:
    panel.show_state(ControlsState({"mouthSmileLeft": 0.2, "mouthSmileRight": 0.6}))
    assert panel.row("mouthSmile").is_mixed
    assert not panel.row("mouthFrown").is_mixed


def test_search_changed_and_recent_filter_rows(panel: ControlsPanel, qtbot: QtBot) -> None:
    panel.show_state(ControlsState({"jawOpen": 0.5, "browDownLeft": 0.1}))
    qtbot.keyClicks(panel.search, "au 26")
    qtbot.keyClick(panel.search, Qt.Key.Key_Return)
    assert [row.spec.key for row in panel.visible_rows()] == ["jawOpen"]
    assert panel.section("brows").isHidden()
    qtbot.keyClick(panel.search, Qt.Key.Key_Escape)
    assert len(panel.visible_rows()) == 37
    qtbot.mouseClick(panel.filter.button("changed"), LEFT)
    assert [row.spec.key for row in panel.visible_rows()] == ["browDown", "jawOpen"]
    panel.show_state(ControlsState({"jawOpen": 0.5}))
    assert [row.spec.key for row in panel.visible_rows()] == ["jawOpen"]
    row = panel.row("jawOpen")
    row.setFocus()
    qtbot.keyClick(row, Qt.Key.Key_Right)
    qtbot.mouseClick(panel.filter.button("recent"), LEFT)
    assert [row.spec.key for row in panel.visible_rows()] == ["jawOpen"]


def test_regions_fold_and_count(panel: ControlsPanel, told: Told, qtbot: QtBot) -> None:
    panel.show_state(ControlsState({"browDownLeft": 0.1, "browDownRight": 0.1, "browInnerUp": 0.2}))
    brows = panel.section("brows")
    assert brows.header.count == 2
    assert "2" in brows.header.accessibleName()
    qtbot.mouseClick(brows.header, LEFT)
    assert not any(row.spec.region == "brows" for row in panel.visible_rows())


def test_a_multiplying_layer_rests_at_one(panel: ControlsPanel, told: Told, qtbot: QtBot) -> None:
    panel.show_state(ControlsState({}, {}, BlendMode.MULTIPLY))
    row = panel.row("jawOpen")
    assert (row.current, row.limits) == (1.0, (0.0, 2.0))
    row.setFocus()
    qtbot.keyClick(row, Qt.Key.Key_Home)
    assert told.values == [(("jawOpen",), 0.0)]


def test_screen_readers_read_and_set_a_row(panel: ControlsPanel, told: Told) -> None:
    row = panel.row("headYaw")
    panel.show_state(ControlsState({"headYaw": -5.0}))
    assert (row.minimum(), row.maximum(), row.value()) == (-20_000, 20_000, -5_000)
    row.setValue(3_000)
    assert told.values == [(("headYaw",), 3.0)]


def test_building_and_following_is_quick(qtbot: QtBot) -> None:
    """Generous limits: the machine of the tests may be busy; typical times are a fifth of these."""
    start = time.perf_counter()
    panel = ControlsPanel()
    built = time.perf_counter() - start
    qtbot.addWidget(panel)
    states = [ControlsState({"jawOpen": i / 20, "mouthSmileLeft": i / 30}) for i in range(20)]
    start = time.perf_counter()
    for state in states:
        panel.show_state(state)
    each = (time.perf_counter() - start) / len(states)
    assert built < 0.4
    assert each < 0.01


def test_moving_a_slider_builds_nothing(panel: ControlsPanel) -> None:
    before = len(panel.findChildren(ControlRow))
    rows = [panel.row(row.spec.key) for row in panel.visible_rows()]
    panel.show_state(ControlsState({"jawOpen": 0.7}))
    assert len(panel.findChildren(ControlRow)) == before
    assert rows == [panel.row(row.spec.key) for row in panel.visible_rows()]
