"""The timeline dock by mouse and keys."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from studio.models.clip import Clip, Key, Track
from studio.models.dope_rows import rows_of
from studio.models.export_edits import Choice
from studio.models.playhead import ClipKind, ClipRow, ShownClip
from studio.models.sheet import LoopMode
from studio.models.timeline import frame_starts_ms
from studio.views.kit import theme
from studio.views.timeline.dock import TimelineDock
from studio.views.timeline.time_scale import TimeScale
from tests.views.clipping import clipped_texts

CLIP = Clip(
    "wave", "Wave",
    (
        Track("jaw", (Key(0, {"jawOpen": 0.0}), Key(500, {"jawOpen": 1.0}))),
        Track("mood", (Key(250, expression="joy"),)),
    ),
    1000, fps=10,
)  # fmt: skip
ROWS = (
    ClipRow("wave", "Wave", ClipKind.PROJECT, 1000, LoopMode.ONCE),
    ClipRow("try", "Try", ClipKind.TYPED, 500, LoopMode.LOOP),
    ClipRow("blink", "Blink", ClipKind.READY_MADE, 340, LoopMode.ONCE),
)


@pytest.fixture
def dock(qtbot: QtBot) -> TimelineDock:
    made = TimelineDock()
    qtbot.addWidget(made)
    made.resize(1200, 320)
    made.show()
    made.show_clips(ROWS)
    made.show_expressions((Choice("neutral", "Neutral"), Choice("joy", "Joy")))
    return made


def heard(signal: Any) -> list[Any]:
    calls: list[Any] = []
    signal.connect(lambda *values: calls.append(values[0] if len(values) == 1 else values))
    return calls


def put_on(dock: TimelineDock) -> None:
    dock.show_clip(ShownClip(CLIP, tuple(frame_starts_ms(CLIP)), 10.0, ClipKind.PROJECT))


def test_the_ruler_is_scrubbed_frame_by_frame_or_freely(dock: TimelineDock, qtbot: QtBot) -> None:
    put_on(dock)
    times, ends = heard(dock.scrubbed), heard(dock.scrub_ended)
    place = QPoint(round(dock.scale.x(360)), 20)
    qtbot.mousePress(dock.ruler, Qt.MouseButton.LeftButton, pos=place)
    assert times == [300.0]
    qtbot.mouseMove(dock.ruler, QPoint(round(dock.scale.x(5000)), 20))
    qtbot.mouseRelease(dock.ruler, Qt.MouseButton.LeftButton)
    assert times[-1] == 900.0  # inside the clip
    assert ends
    qtbot.mouseClick(dock.ruler, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier, place)
    assert times[-1] == pytest.approx(360, abs=2)
    steps = heard(dock.step_requested)
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
        qtbot.keyClick(dock.ruler, key)
    assert steps == [-1, 1]


def test_clips_are_chosen_found_and_named(dock: TimelineDock, qtbot: QtBot) -> None:
    chosen, named, deleted = heard(dock.clip_chosen), heard(dock.rename_requested), heard(dock.delete_requested)
    clips = dock.clips
    assert clips.ids() == ["wave", "try", "blink"]
    assert not clips.delete.isEnabled()
    put_on(dock)
    assert chosen == []  # showing asks for nothing
    assert clips.rename.isEnabled()
    qtbot.keyClick(clips.tree, Qt.Key.Key_Down)
    qtbot.keyClick(clips.tree, Qt.Key.Key_Down)
    assert chosen[0] == "try"
    put_on(dock)
    item = clips._item("wave")
    assert item is not None
    item.setText(0, "Hello")
    assert named == [("wave", "Hello")]
    played = heard(dock.play_requested)
    clips.edit_name()
    field = clips.tree.findChild(QLineEdit)
    assert field is not None
    qtbot.keyClicks(field, "Wave")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert played == [], "Return ends the name"
    clips.show_chosen("wave")
    qtbot.keyClick(clips.tree, Qt.Key.Key_Delete)
    assert deleted == ["wave"]
    clips.search.setText("bli")
    qtbot.waitUntil(lambda: clips.ids() == ["blink"])


def test_speech_and_transitions_are_typed_or_picked(dock: TimelineDock, qtbot: QtBot) -> None:
    words = heard(dock.word_entered)
    dock.clips.maker.set_open(True)
    qtbot.keyClicks(dock.clips.words, "Hello, you")
    qtbot.keyClick(dock.clips.words, Qt.Key.Key_Return)
    qtbot.mouseClick(dock.clips.go, Qt.MouseButton.LeftButton)
    dock.clips.words.setText("joy..anger")
    qtbot.mouseClick(dock.clips.say, Qt.MouseButton.LeftButton)
    assert words == ["talk:Hello, you", "neutral..joy", "joy..anger"]
    dock.show_word_problem("There is no such clip.")
    assert dock.clips.problem.isVisible()


def test_transport(dock: TimelineDock, qtbot: QtBot) -> None:
    plays, loops, speeds, rates = (
        heard(dock.play_requested), heard(dock.loop_chosen), heard(dock.speed_chosen), heard(dock.fps_chosen),
    )  # fmt: skip
    qtbot.mouseClick(dock.empty.button, Qt.MouseButton.LeftButton)
    put_on(dock)
    transport = dock.transport
    qtbot.mouseClick(transport.play, Qt.MouseButton.LeftButton)
    assert len(plays) == 2
    dock.show_playing(True)
    assert "Pause" in transport.play.toolTip()
    qtbot.mouseClick(transport.loop.button(LoopMode.PING_PONG), Qt.MouseButton.LeftButton)
    assert loops == ["ping-pong"]
    transport.speed.chosen.emit("0.5")
    transport.rate.chosen.emit("60")
    assert (speeds, rates) == ([0.5], [60.0])
    dock.show_time(520.0, 5)
    assert transport.time.text() == "0.52 / 1.00 s   ·   6 / 10"
    dock.show_pace(23.7, 0)
    assert transport.pace.text() == "24 fps"
    assert not transport.dropped.isVisible()
    dock.show_pace(23.7, 4)
    assert transport.dropped.isVisible()
    assert transport.dropped.text() == "4"


def test_ready_frames_are_seen(dock: TimelineDock) -> None:
    put_on(dock)
    dock.show_cache((True,) * 5 + (False,) * 5)
    grabbed = dock.ruler.grab().toImage()
    row = dock.ruler.height() - 2
    good = theme.current().good
    assert grabbed.pixelColor(round(dock.scale.x(250)), row).name() == good
    assert grabbed.pixelColor(round(dock.scale.x(750)), row).name() != good


def test_keys_tell_what_they_are(dock: TimelineDock) -> None:
    put_on(dock)
    dock.rows.show_rows(CLIP, rows_of(CLIP, frozenset()))
    assert dock.rows.text_at(dock.rows.point_of("mood", 250)).splitlines()[:2] == ["mood, 0.25 s", "joy"]
    assert dock.rows.text_at(QPointF(dock.scale.x(600), 5)) == ""


def test_zoom_stays_under_the_pointer_and_follows_the_playhead(dock: TimelineDock, qapp: QApplication) -> None:
    put_on(dock)
    x = dock.scale.x(800)
    turn = QWheelEvent(
        QPointF(x, 10), dock.ruler.mapToGlobal(QPointF(x, 10)), QPoint(), QPoint(0, 600), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    qapp.sendEvent(dock.ruler, turn)
    assert dock.scale.span_ms < 400
    assert dock.scale.x(800) == pytest.approx(x, abs=1)
    dock.show_time(0.0, 0)
    assert dock.scale.start_ms == 0.0
    dock.fit()
    assert dock.scale.is_whole


def test_scale_goes_there_and_back() -> None:
    scale = TimeScale(1000, 50, 400, 0, 1000).zoomed(2, 150)
    for time_ms in (260.0, 400.0):
        assert scale.time_ms(scale.x(time_ms)) == pytest.approx(time_ms)
    assert scale.moved(10_000).start_ms == 500
    assert scale.zoomed(0.001, 100).span_ms == 1000


@pytest.mark.parametrize(("name", "scale"), [("dark", 1.0), ("light", 1.5)])
def test_no_text_is_cut(qtbot: QtBot, qapp: QApplication, name: str, scale: float) -> None:
    theme.apply_theme(qapp, name, scale)
    dock = TimelineDock()
    qtbot.addWidget(dock)
    dock.resize(round(1200 * scale), round(340 * scale))
    dock.show_clips(ROWS)
    dock.show()
    put_on(dock)
    dock.show_pace(60, 12)
    qapp.processEvents()
    assert clipped_texts(dock) == []
