"""Tags, markers, events and the loop range: every gesture one step, given up without a trace."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication

from studio.controllers.timeline_marks import TimelineMarksController
from studio.models.clip import Clip, Marker, Tag, TagDirection
from studio.models.mark_refs import MarkEnd, MarkKind, MarkRef, marks_in_order
from studio.models.sheet import AnimationEvent
from tests.controllers.made_project import FakeView
from tests.controllers.test_timeline_edit import BASE, LIDS, Desk

MARKED = Clip(
    "c", "Clip", (BASE, LIDS), 1000, fps=10.0, markers=(Marker(300, "look"), Marker(640, "here")),
    events=(AnimationEvent(450, "step", "left"),), tags=(Tag("one", 0, 400), Tag("two", 400, 900)),
)  # fmt: skip
TWO = MarkRef(MarkKind.TAG, 1)


class MarksDesk(Desk):
    def __init__(self, clip: Clip = MARKED) -> None:
        super().__init__(clip)
        self.strip: Any = FakeView()
        self.named: list[MarkRef] = []
        self.strip.begin_renaming = self.named.append
        self.marks = TimelineMarksController(self.workspace, self.controller, self.strip, self.actions)

    def pull(self, ref: MarkRef, end: MarkEnd, *ways: float, is_free: bool = True, counts: bool = True) -> None:
        self.strip.drag_started.emit(ref, end)
        for way in ways:
            self.strip.dragged.emit(way, is_free)
        self.strip.drag_ended.emit(counts)

    @property
    def steps(self) -> int:
        return self.workspace.undo_stack.count()


@pytest.fixture
def desk(qapp: QCoreApplication) -> MarksDesk:
    return MarksDesk()


def test_a_tag_is_moved_and_drawn_longer_each_as_one_step(desk: MarksDesk) -> None:
    desk.pull(TWO, MarkEnd.WHOLE, 20, 50, 77)
    assert (desk.clip.tags[1].start_ms, desk.clip.tags[1].end_ms) == (477, 977)
    desk.pull(TWO, MarkEnd.START, -100)
    assert desk.clip.tags[1].start_ms == 377
    assert desk.steps == 2
    desk.pull(TWO, MarkEnd.END, -5000)
    assert desk.clip.tags[1].end_ms == 378, "never shorter than nothing"
    for _ in range(3):
        desk.workspace.undo_stack.undo()
    assert desk.clip == MARKED


def test_ends_are_caught_by_what_is_near(desk: MarksDesk) -> None:
    desk.pull(MarkRef(MarkKind.TAG, 0), MarkEnd.END, 95, is_free=False)
    assert desk.clip.tags[0].end_ms == 500, "a key"
    desk.pull(MarkRef(MarkKind.TAG, 0), MarkEnd.END, 130, is_free=False)
    assert desk.clip.tags[0].end_ms == 640, "a marker"


def test_a_pull_that_is_given_up_leaves_no_step(desk: MarksDesk) -> None:
    desk.pull(TWO, MarkEnd.WHOLE, 60, counts=False)
    assert desk.clip == MARKED
    assert not desk.workspace.undo_stack.canUndo()


def test_moments_stay_selected_while_they_pass_each_other(desk: MarksDesk) -> None:
    desk.pull(MarkRef(MarkKind.MARKER, 0), MarkEnd.WHOLE, 100, 400)
    assert [(one.time_ms, one.name) for one in desk.clip.markers] == [(640, "here"), (700, "look")]
    assert desk.marks.selected == MarkRef(MarkKind.MARKER, 1)
    desk.strip.delete_requested.emit()
    assert [one.name for one in desk.clip.markers] == ["here"]
    assert desk.marks.selected is None


def test_the_loop_range_is_set_by_keys_and_pulled(desk: MarksDesk) -> None:
    told = list[Any]()
    desk.marks.range_changed.connect(told.append)
    desk.place.time_changed.emit(200.0)
    desk.actions.bound["clip.range-in"]()
    assert desk.clip.loop_range == (200, 1000)
    desk.place.time_changed.emit(700.0)
    desk.actions.bound["clip.range-out"]()
    assert desk.clip.loop_range == (200, 700)
    desk.pull(MarkRef(MarkKind.RANGE), MarkEnd.WHOLE, 900)
    assert desk.clip.loop_range == (500, 1000), "as far as the clip goes"
    desk.actions.bound["clip.range-clear"]()
    assert desk.clip.loop_range is None
    assert told[-1] is None


def test_what_is_made_is_selected_and_can_be_named(desk: MarksDesk) -> None:
    desk.place.time_changed.emit(512.0)
    desk.actions.bound["clip.add-event"]()
    ref = MarkRef(MarkKind.EVENT, 1)
    assert desk.clip.events[1] == AnimationEvent(512, "event"), "at the playhead"
    assert desk.marks.selected == ref
    assert desk.named == [ref]
    desk.strip.rename_requested.emit(ref, " blink ")
    assert desk.clip.events[1].name == "blink"
    desk.strip.rename_requested.emit(ref, "  ")
    assert desk.clip.events[1].name == "blink", "games need a name"
    desk.pick(("base", 0), ("base", 500))
    desk.actions.bound["clip.add-tag"]()
    assert (desk.clip.tags[2].start_ms, desk.clip.tags[2].end_ms) == (0, 500), "over the selected keys"
    desk.strip.add_requested.emit(MarkKind.MARKER, 100.0)
    assert desk.clip.markers[0].time_ms == 100


def test_tags_play_as_they_say(desk: MarksDesk) -> None:
    for what, value in (("direction", "ping-pong"), ("repeat", 3), ("colour", "#123456"), ("is_skipped", True)):
        desk.strip.change_requested.emit(TWO, what, value)
    tag = desk.clip.tags[1]
    assert (tag.direction, tag.repeat, tag.colour, tag.is_skipped) == (TagDirection.PING_PONG, 3, "#123456", True)
    assert desk.steps == 4
    desk.strip.change_requested.emit(TWO, "range", None)
    assert desk.clip.loop_range == (400, 900)
    desk.strip.change_requested.emit(TWO, "keys", None)
    assert desk.view.selected == {("base", 500), ("base", 900)}


def test_a_marker_becomes_an_event_and_a_name_twice_is_told(desk: MarksDesk) -> None:
    told = list[Any]()
    desk.workspace.told.connect(told.append)
    desk.strip.change_requested.emit(MarkRef(MarkKind.MARKER, 1), "event", None)
    assert desk.clip.events[-1] == AnimationEvent(640, "here")
    assert len(desk.clip.markers) == 1
    desk.strip.rename_requested.emit(TWO, "one")
    assert "one" in told[0].text
    assert desk.clip.tags[1].name == "two"


def test_order_for_the_keyboard() -> None:
    kinds = [ref.kind.value for ref in marks_in_order(MARKED)]
    assert kinds == ["tag", "marker", "tag", "event", "marker"]
