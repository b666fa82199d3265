"""The dope sheet by mouse and keys."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.models.clip import Clip, Key, Track
from studio.models.dope_rows import KeyId, rows_of
from studio.views.timeline.dope_sheet import DopeSheet
from studio.views.timeline.time_scale import NAMES_PX, TimeScale

BASE = Track("base", (Key(0, {"jawOpen": 0.1}), Key(500, {"jawOpen": 0.9}), Key(900, {})))
LIDS = Track("lids", (Key(0, {}), Key(250, {"eyeBlinkLeft": 1.0})))
CLIP = Clip("c", "Clip", (BASE, LIDS), 1000)
SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
LEFT = Qt.MouseButton.LeftButton


class Desk:
    """The sheet with what it tells."""

    def __init__(self, qtbot: QtBot) -> None:
        self.qtbot, self.sheet = qtbot, DopeSheet()
        qtbot.addWidget(self.sheet)
        self.sheet.resize(NAMES_PX + 520, 200)
        self.sheet.set_scale(TimeScale(1000.0, NAMES_PX + 10.0, 500.0, 0.0, 1000.0))
        self.sheet.show_rows(CLIP, rows_of(CLIP, frozenset()))
        self.picked: list[tuple[frozenset[KeyId], str]] = []
        self.told: list[object] = []
        self.sheet.picked.connect(lambda keys, how: self.picked.append((keys, how)))
        for name in ("drag_started", "delete_requested", "select_all_requested", "paste_requested"):
            getattr(self.sheet, name).connect(lambda name=name: self.told.append(name))
        self.sheet.dragged.connect(lambda shift, is_free: self.told.append((round(shift), is_free)))
        self.sheet.drag_ended.connect(lambda counts: self.told.append(("ended", counts)))
        self.sheet.insert_requested.connect(lambda track, at: self.told.append(("insert", track, at)))
        self.sheet.open_requested.connect(lambda track, at: self.told.append(("open", track, at)))
        self.sheet.fold_toggled.connect(lambda row: self.told.append(("fold", row)))
        self.sheet.mute_toggled.connect(lambda track: self.told.append(("mute", track)))
        self.sheet.copy_requested.connect(lambda is_cut: self.told.append(("copy", is_cut)))
        self.sheet.nudge_requested.connect(lambda frames: self.told.append(("nudge", frames)))
        self.sheet.show()
        QApplication.processEvents()

    def at(self, row: str, time_ms: int) -> QPoint:
        return self.sheet.point_of(row, time_ms).toPoint()

    def click(self, point: QPoint, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.qtbot.mouseClick(self.sheet, LEFT, modifiers, point)

    def drag(self, start: QPoint, end: QPoint, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.qtbot.mousePress(self.sheet, LEFT, modifiers, start)
        for step in range(1, 6):
            self.qtbot.mouseMove(self.sheet, start + (end - start) * step / 5)
        self.qtbot.mouseRelease(self.sheet, LEFT, modifiers, end)


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:
    return Desk(qtbot)


def test_clicks_select_add_and_toggle(desk: Desk) -> None:
    desk.click(desk.at("base", 500))
    desk.click(desk.at("lids", 250), SHIFT)
    desk.click(desk.at("base", 0), CONTROL)
    assert desk.picked == [
        (frozenset({("base", 500)}), "replace"),
        (frozenset({("lids", 250)}), "add"),
        (frozenset({("base", 0)}), "toggle"),
    ]


def test_a_click_on_nothing_clears_and_one_on_the_summary_takes_all_tracks(desk: Desk) -> None:
    desk.click(desk.at("base", 700))
    assert desk.picked == [(frozenset(), "replace")]
    desk.click(desk.at("", 0))
    assert desk.picked[-1] == (frozenset({("base", 0), ("lids", 0)}), "replace")


def test_a_box_is_drawn_over_nothing(desk: Desk) -> None:
    desk.drag(desk.at("base", 400) - QPoint(0, 8), desk.at("lids", 950) + QPoint(0, 6))
    assert desk.picked == [(frozenset({("base", 500), ("base", 900)}), "replace")]
    desk.drag(desk.at("lids", 150), desk.at("lids", 350) + QPoint(0, 4), SHIFT)
    assert desk.picked[-1] == (frozenset({("lids", 250)}), "add")


def test_selected_keys_are_dragged_together_and_a_click_on_one_leaves_it_alone(desk: Desk) -> None:
    chosen = frozenset({("base", 500), ("lids", 250)})
    desk.sheet.show_selection(chosen)
    start = desk.at("base", 500)
    desk.drag(start, start + QPoint(50, 0))
    assert not desk.picked, "the others stay selected"
    assert desk.told[0] == "drag_started"
    assert desk.told[-2:] == [(100, False), ("ended", True)]
    desk.click(start)
    assert desk.picked == [(frozenset({("base", 500)}), "replace")]


def test_an_unselected_key_is_selected_and_dragged_in_one_go(desk: Desk) -> None:
    start = desk.at("lids", 250)
    desk.drag(start, start - QPoint(40, 0))
    assert desk.picked == [(frozenset({("lids", 250)}), "replace")]
    assert desk.told[-1] == ("ended", True)


def test_escape_gives_a_drag_up(desk: Desk, qtbot: QtBot) -> None:
    start = desk.at("base", 500)
    qtbot.mousePress(desk.sheet, LEFT, pos=start)
    qtbot.mouseMove(desk.sheet, start + QPoint(30, 0))
    qtbot.keyClick(desk.sheet, Qt.Key.Key_Escape)
    qtbot.mouseRelease(desk.sheet, LEFT, pos=start + QPoint(30, 0))
    assert desk.told[-1] == ("ended", False)


def test_double_clicks_open_a_key_or_make_one(desk: Desk, qtbot: QtBot) -> None:
    qtbot.mouseDClick(desk.sheet, LEFT, pos=desk.at("base", 500))
    qtbot.mouseDClick(desk.sheet, LEFT, pos=desk.at("lids", 700))
    assert desk.told[-2:] == [("open", "base", 500), ("insert", "lids", 700)]


def test_names_fold_mute_and_select_a_whole_track(desk: Desk) -> None:
    height = desk.at("base", 0).y()
    desk.click(QPoint(14, height))
    desk.click(QPoint(NAMES_PX - 14, height))
    desk.click(QPoint(60, height))
    assert desk.told == [("fold", "base"), ("mute", "base")]
    assert desk.picked == [(frozenset({("base", 0), ("base", 500), ("base", 900)}), "replace")]


def test_locked_tracks_cannot_be_picked_or_given_keys(desk: Desk, qtbot: QtBot) -> None:
    desk.sheet.show_rows(CLIP, rows_of(CLIP, frozenset(), frozenset({"lids"})))
    desk.click(desk.at("lids", 250))
    assert desk.picked == [(frozenset(), "replace")]
    qtbot.mouseDClick(desk.sheet, LEFT, pos=desk.at("lids", 700))
    assert not desk.told


def test_keys_do_what_they_say(desk: Desk, qtbot: QtBot) -> None:
    desk.sheet.setFocus()
    for key, modifiers in (
        (Qt.Key.Key_Delete, Qt.KeyboardModifier.NoModifier), (Qt.Key.Key_A, CONTROL), (Qt.Key.Key_C, CONTROL),
        (Qt.Key.Key_X, CONTROL), (Qt.Key.Key_V, CONTROL), (Qt.Key.Key_Right, CONTROL),
    ):  # fmt: skip
        qtbot.keyClick(desk.sheet, key, modifiers)
    assert desk.told == [
        "delete_requested", "select_all_requested", ("copy", False), ("copy", True), "paste_requested", ("nudge", 1),
    ]  # fmt: skip
    for _ in range(3):
        qtbot.keyClick(desk.sheet, Qt.Key.Key_Down)
    qtbot.keyClick(desk.sheet, Qt.Key.Key_Return)
    assert desk.told[-1] == ("fold", "lids")


def test_the_wheel_zooms_with_control_and_lets_the_rest_scroll(desk: Desk) -> None:
    zooms = list[float]()
    desk.sheet.zoom_requested.connect(lambda factor, x: zooms.append(factor))

    def turn(modifiers: Qt.KeyboardModifier) -> bool:
        event = QWheelEvent(
            QPointF(300, 30), QPointF(300, 30), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton, modifiers,
            Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        desk.sheet.wheelEvent(event)
        return event.isAccepted()

    assert turn(CONTROL)
    assert not turn(Qt.KeyboardModifier.NoModifier)
    assert zooms == [1.25]


def test_a_hundred_thousand_keys_are_painted_quickly(qtbot: QtBot) -> None:
    tracks = tuple(
        Track(f"control {number}", tuple(Key(time_ms, {"jawOpen": 0.5}) for time_ms in range(0, 2000 * 30, 30)))
        for number in range(52)
    )
    clip = Clip("long", "Long", tracks, 60_000)
    sheet = DopeSheet()
    qtbot.addWidget(sheet)
    sheet.resize(1200, 600)
    sheet.show_rows(clip, rows_of(clip, frozenset()))
    seconds = []
    for span in (60_000.0, 6_000.0, 600.0):
        sheet.set_scale(TimeScale(60_000.0, NAMES_PX + 10.0, 1000.0, 20_000.0 if span < 60_000 else 0.0, span))
        start = time.process_time()
        sheet.grab()
        seconds.append(time.process_time() - start)
    print(f"painted in {', '.join(f'{1000 * one:.1f}' for one in seconds)} ms")
    assert max(seconds) < 0.25, "far from a picture a minute; the figures are in the benchmark"
