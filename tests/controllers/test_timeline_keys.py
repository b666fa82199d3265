"""In-betweens by eye, stretching, accents."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication

from studio.controllers.timeline_blend import TimelineBlendController
from tests.controllers.made_project import FakeView
from tests.controllers.test_timeline_edit import CLIP, Desk


class BlendDesk(Desk):
    def __init__(self) -> None:
        super().__init__()
        self.popup = FakeView()
        self.popup.open = lambda *values: self.opened.append(values)
        self.opened: list[tuple[object, ...]] = []
        self.blend = TimelineBlendController(self.workspace, self.controller, self.popup, self.actions)

    def value(self, time_ms: int) -> float:
        return next(key.pose["jawOpen"] for key in self.clip.tracks[0].keys if key.time_ms == time_ms)


@pytest.fixture
def desk(qapp: QCoreApplication) -> BlendDesk:
    return BlendDesk()


def test_a_blend_is_looked_at_and_is_one_step(desk: BlendDesk) -> None:
    desk.pick(("base", 500))
    desk.actions.bound["clip.blend"]()
    for factor in (0.5, -1.0, -0.5):
        desk.popup.moved.emit(factor)
    assert desk.value(500) == pytest.approx(0.5), "half way to the key before"
    desk.popup.ended.emit(True)
    assert desk.workspace.undo_stack.count() == 1
    desk.workspace.undo_stack.undo()
    assert desk.clip == CLIP


def test_a_blend_given_up_leaves_no_step(desk: BlendDesk) -> None:
    desk.pick(("base", 500))
    desk.actions.bound["clip.blend"]()
    desk.popup.moved.emit(0.7)
    desk.popup.ended.emit(False)
    assert desk.clip == CLIP
    assert not desk.workspace.undo_stack.canUndo()


def test_a_breakdown_is_a_new_key_between_two(desk: BlendDesk) -> None:
    desk.place.time_changed.emit(250.0)
    desk.actions.bound["clip.breakdown"]()
    assert desk.times("base") == [0, 250, 500, 900]
    assert desk.value(250) == pytest.approx(0.5)
    desk.popup.moved.emit(0.25)
    desk.popup.ended.emit(True)
    assert desk.value(250) == pytest.approx(0.3)
    assert desk.clip.tracks[0].keys[1].is_breakdown
    assert desk.workspace.undo_stack.count() == 1
    assert desk.times("lids") == [0, 250], "nothing lies behind its last key"


def test_nothing_to_be_between_is_told(desk: BlendDesk) -> None:
    told: list[object] = []
    desk.workspace.told.connect(told.append)
    desk.place.time_changed.emit(950.0)
    desk.actions.bound["clip.breakdown"]()
    assert told
    assert desk.opened == []
    assert desk.clip == CLIP


def test_stretching_to_the_playhead_and_accents(desk: BlendDesk) -> None:
    desk.place.time_changed.emit(700.0)
    desk.pick(("base", 0), ("base", 500))
    desk.actions.bound["clip.stretch"]()
    assert desk.times("base") == [0, 700, 900]
    desk.actions.bound["clip.accent"]()
    assert [key.is_accent for key in desk.clip.tracks[0].keys] == [True, True, False]
    desk.actions.bound["clip.accent"]()
    assert not any(key.is_accent for key in desk.clip.tracks[0].keys)
