"""What a clip is: each change one step, nothing lost without a word, the seam looked at."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from studio.controllers.timeline_clip import CHANNEL, TimelineClipController
from studio.models.acting_rows import LayerKind, LayerSettings, with_layer
from studio.models.clip_sight import ClipSight
from studio.models.document import Document
from studio.models.sheet import AnimationEvent, LoopMode
from tests.controllers.made_project import FakeSignal, FakeView, make_project
from tests.controllers.test_timeline_edit import Desk
from tests.controllers.test_timeline_marks import MARKED


class FakePictures:
    def __init__(self) -> None:
        self.answered = FakeSignal()
        self.poses: list[tuple[Any, Any]] = []

    def difference(self, _channel: str, _request: Any, _blobs: Any, first: Any, second: Any) -> None:
        self.poses.append((first, second))


class ClipDesk(Desk):
    def __init__(self) -> None:
        super().__init__(MARKED)
        content = make_project()
        self.workspace.open_document(Document(replace(content.project, clips=(MARKED,)), content.blobs))
        self.workspace.select_character(content.project.characters[0].id)
        self.panel: Any = FakeView()
        self.panel.is_seen = lambda: True
        self.pictures: Any = FakePictures()
        self.show(MARKED)
        self.properties = TimelineClipController(
            self.workspace, self.controller, self.place, self.pictures, self.panel, self.actions, self.sought.append
        )

    @property
    def sight(self) -> ClipSight:
        found = self.panel.last("show_clip")
        assert isinstance(found, ClipSight)
        return found

    @property
    def steps(self) -> int:
        return self.workspace.undo_stack.count()


@pytest.fixture
def desk(qapp: QCoreApplication) -> ClipDesk:
    return ClipDesk()


def test_each_field_is_a_step(desk: ClipDesk) -> None:
    desk.panel.name_edited.emit(" Hello ")
    desk.panel.colour_chosen.emit("#112233")
    desk.panel.loop_chosen.emit("ping-pong")
    for fps in (12.0, 20.0, 24.0):
        desk.panel.fps_edited.emit(fps)
    desk.panel.gesture_ended.emit()
    clip = desk.clip
    assert (clip.name, clip.colour, clip.loop, clip.fps) == ("Hello", "#112233", LoopMode.PING_PONG, 24.0)
    assert desk.steps == 4, "a number that is dragged is one step"
    assert desk.sight.clip is clip


def test_what_is_cut_off_is_told_and_comes_back(desk: ClipDesk) -> None:
    told: list[Any] = []
    desk.workspace.told.connect(told.append)
    desk.panel.length_edited.emit(0.7)
    assert desk.clip.duration_ms == 700
    assert desk.times("base") == [0, 500]
    assert "1 keys" in told[0].text
    desk.workspace.undo_stack.undo()
    assert desk.clip == MARKED
    desk.panel.length_edited.emit(2.0)
    assert desk.times("base") == [0, 500, 900]


def test_a_frame_of_its_own_length_moves_what_lies_behind_it(desk: ClipDesk) -> None:
    desk.place.time_changed.emit(250.0)
    assert (desk.sight.frame, desk.sight.frame_ms) == (2, 100)
    desk.panel.own_lengths_toggled.emit(True)
    assert desk.clip.frame_durations_ms == (100,) * 10
    desk.panel.frame_length_edited.emit(300.0)
    clip = desk.clip
    assert clip.duration_ms == 1200
    assert desk.times("base") == [0, 700, 1100]
    assert desk.times("lids") == [0, 350], "inside the frame: drawn apart"
    assert clip.events[0].time_ms == 650
    assert clip.tags[1].start_ms == 600
    desk.panel.own_lengths_toggled.emit(False)
    assert desk.clip.frame_durations_ms == ()
    assert desk.times("base") == [0, 700, 1100]


def test_the_seam_is_looked_at_and_closed(desk: ClipDesk, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: desk.sight.seam is not None, timeout=5000)
    seam = desk.sight.seam
    assert seam is not None
    assert not seam.is_seamless
    assert desk.pictures.poses
    desk.pictures.answered.emit(CHANNEL, 0.25)
    assert desk.sight.pixels == 0.25
    desk.actions.bound["clip.make-loop"]()
    assert desk.clip.loop is LoopMode.LOOP
    qtbot.waitUntil(lambda: desk.sight.seam is not None and desk.sight.seam.is_seamless, timeout=5000)
    assert desk.steps == 1


def test_the_loop_range_by_numbers(desk: ClipDesk) -> None:
    desk.panel.range_edited.emit(0.2, None)
    desk.panel.range_edited.emit(None, 0.6)
    desk.panel.gesture_ended.emit()
    assert desk.clip.loop_range == (200, 600)
    desk.panel.range_cleared.emit()
    assert desk.clip.loop_range is None


def test_events_are_edited_and_sought(desk: ClipDesk) -> None:
    desk.panel.event_edited.emit(0, "name", " stomp ")
    desk.panel.event_edited.emit(0, "argument", "right")
    desk.panel.event_edited.emit(0, "time_ms", 500)
    assert desk.clip.events == (AnimationEvent(500, "stomp", "right"),)
    desk.panel.event_edited.emit(0, "name", "  ")
    assert desk.clip.events[0].name == "stomp"
    desk.panel.event_chosen.emit(0)
    assert desk.sought == [500.0]
    desk.panel.event_removed.emit(0)
    assert desk.clip.events == ()
    assert desk.steps == 4


def test_a_length_that_is_dragged_back_loses_nothing_and_layers_of_chance_follow(desk: ClipDesk) -> None:
    before = desk.times("base")
    for kind in (LayerKind.BLINKS, LayerKind.BREATH):
        desk.properties._edit("layer", lambda clip, kind=kind: with_layer(clip, kind, LayerSettings(5)))
    steps, clip = desk.steps, desk.clip
    for seconds in (0.6, 0.3, 30.0):
        desk.panel.length_edited.emit(seconds)
    desk.panel.gesture_ended.emit()
    assert desk.steps == steps + 1
    assert desk.times("base") == before
    wanted = with_layer(replace(MARKED, duration_ms=30_000), LayerKind.BREATH, LayerSettings(5))
    assert desk.clip.tracks[-1].keys == wanted.tracks[-1].keys
    desk.workspace.undo_stack.undo()
    assert desk.clip == clip
    desk.panel.length_edited.emit(0.3)
    desk.panel.gesture_ended.emit()
    desk.panel.length_edited.emit(1.0)
    assert desk.times("base") == [0], "two gestures: what the first one cut off is gone"
