"""Editing keys on the timeline: every gesture one step, and the clip always valid."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QObject, Signal

from studio.controllers.timeline_edit import TimelineEditController
from studio.controllers.timeline_keys import TimelineKeysController
from studio.controllers.workspace import Workspace
from studio.models.clip import Clip, Key, Marker, Track
from studio.models.document import Document
from studio.models.dope_rows import DopeRow
from studio.models.playhead import ClipKind, ShownClip
from studio.models.project import Project
from studio.models.timeline import frame_starts_ms
from studio.models.timeline_snap import Snap, SnapKind
from studio.storage.blobs import BlobStore

BASE = Track("base", (Key(0, {"jawOpen": 0.1}), Key(500, {"jawOpen": 0.9}), Key(900, {"jawOpen": 0.3})))
LIDS = Track("lids", (Key(0, {}), Key(250, {"eyeBlinkLeft": 1.0})))
CLIP = Clip("c", "Clip", (BASE, LIDS), 1000, fps=10.0, markers=(Marker(640, "here"),))


class FakePlace(QObject):
    clip_shown = Signal(object)
    time_changed = Signal(float)


class FakeView(QObject):
    picked = Signal(object, str)
    drag_started = Signal()
    dragged = Signal(float, bool)
    drag_ended = Signal(bool)
    insert_requested = Signal(str, int)
    delete_requested = Signal()
    copy_requested = Signal(bool)
    paste_requested = Signal()
    select_all_requested = Signal()
    fold_toggled = Signal(str)
    mute_toggled = Signal(str)
    nudge_requested = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[DopeRow, ...] = ()
        self.selected: Any = frozenset()
        self.shifts: list[int] = []
        self.snap: Snap | None = None

    def show_rows(self, clip: Clip | None, rows: tuple[DopeRow, ...]) -> None:
        self.rows = rows

    def show_selection(self, selected: Any) -> None:
        self.selected = selected

    def show_shift(self, shift_ms: int) -> None:
        self.shifts.append(shift_ms)

    def show_snap(self, snap: Snap | None) -> None:
        self.snap = snap

    def ms_of(self, pixels: float) -> float:
        return pixels * 2.0


class FakeActions:
    def __init__(self) -> None:
        self.bound: dict[str, Callable[..., object]] = {}
        self.enabled: dict[str, bool] = {}

    def bind(self, action_id: str, slot: Callable[..., object]) -> None:
        self.bound[action_id] = slot

    def set_enabled(self, action_id: str, is_enabled: bool) -> None:
        self.enabled[action_id] = is_enabled

    def set_checked(self, action_id: str, is_checked: bool) -> None:
        return


class FakeClipboard:
    def __init__(self) -> None:
        self.content = ""

    def text(self) -> str:
        return self.content

    def set_text(self, text: str) -> None:
        self.content = text


class Desk:
    def __init__(self, clip: Clip = CLIP, kind: ClipKind = ClipKind.PROJECT) -> None:
        own = (clip,) if kind is ClipKind.PROJECT else ()
        self.workspace = Workspace(Document(Project("p", "test", clips=own), BlobStore()))
        self.clipboard = FakeClipboard()
        self.place, self.view, self.actions, self.sought = FakePlace(), FakeView(), FakeActions(), list[float]()
        self.controller = TimelineEditController(
            self.workspace, self.place, self.view, self.actions, self.sought.append
        )
        self.keys = TimelineKeysController(self.workspace, self.controller, self.view, self.actions, self.clipboard)
        self.kind = kind
        self.workspace.project_changed.connect(lambda before, after: self.show(self.clip))
        self.show(clip)

    def show(self, clip: Clip) -> None:
        self.place.clip_shown.emit(ShownClip(clip, tuple(frame_starts_ms(clip)), clip.fps, self.kind))

    @property
    def clip(self) -> Clip:
        return next((clip for clip in self.workspace.project.clips if clip.id == "c"), CLIP)

    def times(self, track: str) -> list[int]:
        return [key.time_ms for one in self.clip.tracks if one.name == track for key in one.keys]

    def pick(self, *keys: tuple[str, int]) -> None:
        self.view.picked.emit(frozenset(keys), "replace")

    def drag(self, *ways: float, is_free: bool = False, counts: bool = True) -> None:
        self.view.drag_started.emit()
        for way in ways:
            self.view.dragged.emit(way, is_free)
        self.view.drag_ended.emit(counts)


@pytest.fixture
def desk(qapp: QCoreApplication) -> Desk:
    return Desk()


def test_a_drag_is_one_step_and_the_selection_goes_along(desk: Desk) -> None:
    desk.pick(("base", 500))
    desk.drag(40, 70, 96)
    assert desk.times("base") == [0, 600, 900]
    assert desk.view.selected == {("base", 600)}
    assert desk.view.shifts[-1] == 0
    assert desk.workspace.undo_stack.count() == 1
    desk.workspace.undo_stack.undo()
    assert desk.clip == CLIP
    assert desk.view.selected == frozenset(), "what is gone is not selected"


@pytest.mark.parametrize(
    ("wanted", "is_free", "became"),
    [
        (137, True, 637),  # held: no snapping
        (137, False, 640),  # a marker
        (-243, False, 250),  # a key of another track
        (230, False, 733),  # the playhead
        (150, False, 640),
        (57, False, 600),  # a frame
    ],
)
def test_what_is_dragged_is_caught_by_what_is_near(desk: Desk, wanted: float, is_free: bool, became: int) -> None:
    desk.place.time_changed.emit(733.0)
    desk.pick(("base", 500))
    desk.drag(wanted, is_free=is_free)
    assert became in desk.times("base")


def test_snapping_is_shown_turned_off_and_turned_round(desk: Desk) -> None:
    desk.pick(("base", 500))
    desk.view.drag_started.emit()
    desk.view.dragged.emit(137.0, False)
    assert desk.view.snap == Snap(640, SnapKind.MARKER)
    desk.actions.bound["clip.snap"](False)
    desk.view.dragged.emit(137.0, False)
    assert desk.view.shifts[-1] == 137
    desk.view.dragged.emit(137.0, True)
    assert desk.view.shifts[-1] == 140, "Ctrl does the other"
    desk.view.drag_ended.emit(True)
    assert desk.view.snap is None
    assert desk.times("base") == [0, 640, 900]


def test_a_drag_given_up_leaves_no_step(desk: Desk) -> None:
    desk.pick(("base", 500))
    desk.drag(100, counts=False)
    assert desk.clip == CLIP
    assert desk.workspace.undo_stack.count() == 0


def test_a_key_that_comes_to_lie_on_another_replaces_it(desk: Desk) -> None:
    desk.pick(("base", 500))
    desk.drag(400)
    assert desk.times("base") == [0, 900]
    assert desk.clip.tracks[0].keys[1].pose == {"jawOpen": 0.9}


def test_many_are_changed_at_once_each_as_one_step(desk: Desk) -> None:
    desk.actions.bound["clip.select-all"]()
    assert len(desk.view.selected) == 5
    for action in ("clip.hold", "clip.reverse-keys", "clip.mirror-keys", "clip.delete-keys"):
        before = desk.workspace.undo_stack.count()
        desk.actions.bound[action]()
        assert desk.workspace.undo_stack.count() == before + 1, action
    assert desk.times("base") == []
    while desk.workspace.undo_stack.canUndo():
        desk.workspace.undo_stack.undo()
    assert desk.clip == CLIP


def test_copies_begin_at_the_playhead(desk: Desk) -> None:
    desk.place.time_changed.emit(600.0)
    desk.pick(("lids", 0), ("lids", 250))
    desk.actions.bound["clip.duplicate-keys"]()
    assert desk.times("lids") == [0, 250, 600, 850]
    assert desk.view.selected == {("lids", 600), ("lids", 850)}


def test_nudges_in_a_row_are_one_step(desk: Desk) -> None:
    desk.pick(("lids", 250))
    for _ in range(3):
        desk.view.nudge_requested.emit(1)
    assert desk.times("lids") == [0, 550]
    assert desk.workspace.undo_stack.count() == 1


def test_selecting_adds_and_turns_over(desk: Desk) -> None:
    desk.pick(("base", 0))
    desk.view.picked.emit(frozenset({("base", 500)}), "add")
    desk.view.picked.emit(frozenset({("base", 0)}), "toggle")
    assert desk.view.selected == {("base", 500)}
    assert desk.actions.enabled["clip.hold"]
    desk.pick()
    assert not desk.actions.enabled["clip.hold"]


def test_folding_and_muting(desk: Desk) -> None:
    rows = len(desk.view.rows)
    desk.view.fold_toggled.emit("base")
    assert len(desk.view.rows) == rows + 1
    assert desk.workspace.undo_stack.count() == 0, "how it is looked at is no edit"
    desk.view.mute_toggled.emit("base")
    assert desk.clip.tracks[0].is_muted
    assert len(desk.view.rows) == rows + 1, "what was open stays open"


def test_the_playhead_goes_from_key_to_key(desk: Desk) -> None:
    desk.place.time_changed.emit(250.0)
    desk.actions.bound["clip.next-key"]()
    desk.actions.bound["clip.previous-key"]()
    assert desk.sought == [500, 0]


def test_a_ready_made_clip_becomes_the_projects_at_its_first_change(qapp: QCoreApplication) -> None:
    desk = Desk(kind=ClipKind.READY_MADE)
    desk.pick(("base", 500))
    desk.actions.bound["clip.delete-keys"]()
    assert [clip.id for clip in desk.workspace.project.clips] == ["c"]
    assert desk.times("base") == [0, 900]
    desk.workspace.undo_stack.undo()
    assert not desk.workspace.project.clips


def test_locked_tracks_are_told_and_left_alone(qapp: QCoreApplication) -> None:
    from dataclasses import replace

    locked = replace(CLIP, tracks=(replace(BASE, is_locked=True), LIDS))
    desk, told = Desk(locked), list[Any]()
    desk.workspace.told.connect(told.append)
    desk.pick(("base", 500))
    desk.actions.bound["clip.delete-keys"]()
    assert "locked" in told[0].text
    assert desk.clip == locked
    desk.actions.bound["clip.select-all"]()
    assert desk.view.selected == {("lids", 0), ("lids", 250)}


def test_another_clip_has_no_selection(desk: Desk) -> None:
    from dataclasses import replace

    desk.pick(("base", 500))
    desk.show(replace(CLIP, id="other"))
    assert desk.view.selected == frozenset()
    desk.place.clip_shown.emit(None)
    assert desk.view.rows == ()


def test_a_key_is_made_where_the_playhead_stands_and_the_motion_stays(desk: Desk) -> None:
    from studio.models.timeline import sample

    desk.place.time_changed.emit(700.0)
    before = [sample(CLIP, time_ms, {}) for time_ms in range(0, 1000, 50)]
    desk.pick(("base", 500))
    desk.actions.bound["clip.insert-key"]()
    assert desk.times("base") == [0, 500, 700, 900]
    assert desk.times("lids") == [0, 250], "the tracks of what is selected"
    assert desk.view.selected == {("base", 700)}
    desk.actions.bound["clip.insert-key-all"]()
    assert desk.times("lids") == [0, 250, 700]
    after = [sample(desk.clip, time_ms, {}) for time_ms in range(0, 1000, 50)]
    for one, other in zip(before, after, strict=True):
        assert one == pytest.approx(other, abs=1e-6)
    desk.view.insert_requested.emit("lids", 120)
    assert desk.times("lids") == [0, 120, 250, 700]


def test_keys_go_by_text_into_another_project(desk: Desk, qapp: QCoreApplication) -> None:
    desk.pick(("base", 500), ("base", 900))
    desk.view.copy_requested.emit(False)
    assert desk.clip == CLIP
    other = Desk(Clip("c", "Other", (LIDS,), 1000))
    other.clipboard.set_text(desk.clipboard.text())
    other.place.time_changed.emit(300.0)
    other.view.paste_requested.emit()
    assert other.times("base") == [300, 700]
    assert other.view.selected == {("base", 300), ("base", 700)}
    assert other.workspace.undo_stack.count() == 1
    desk.view.copy_requested.emit(True)
    assert desk.times("base") == [0]


def test_pasting_something_else_is_told(desk: Desk) -> None:
    told = list[Any]()
    desk.workspace.told.connect(told.append)
    desk.clipboard.set_text("holiday pictures")
    desk.view.paste_requested.emit()
    assert "no keys" in told[0].text
    assert desk.clip == CLIP
