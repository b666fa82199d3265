"""The sliders beside the timeline: they follow the playhead; with auto-key every one makes a key, one step a drag."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from studio.controllers.timeline_pose import CHANNEL, NEW_TRACK, TimelinePoseController
from studio.models.clip import Clip, Key, Track
from studio.models.controls import Region
from studio.models.document import Document
from studio.models.playhead import with_clip
from studio.models.timeline import sample
from studio.services.previews import Preview
from tests.controllers.made_project import FakeSignal, FakeView, make_project
from tests.controllers.test_timeline_edit import CLIP, Desk


class FakePreviews:
    def __init__(self) -> None:
        self.ready = FakeSignal()
        self.shown: list[dict[str, float]] = []
        self.forgotten = 0

    def show(self, _request: Any, pose: dict[str, float], _blobs: Any, _channel: str) -> int:
        self.shown.append(pose)
        return 0

    def forget(self, _channel: str) -> None:
        self.forgotten += 1


class FakeStand(SimpleNamespace):
    holder = "playback"

    def show_frame(self, image: Any) -> None:
        self.images.append(image)


class FakeCover:
    def __init__(self) -> None:
        self.covered: list[bool] = []
        self.pauses = 0

    def pause(self) -> None:
        self.pauses += 1

    def set_covered(self, is_covered: bool) -> None:
        self.covered.append(is_covered)


class PoseDesk(Desk):
    def __init__(self, clip: Clip = CLIP) -> None:
        super().__init__(clip)
        content = make_project()
        self.workspace.open_document(Document(replace(content.project, clips=(clip,)), content.blobs))
        self.show(clip)
        self.previews, self.stand, self.cover = FakePreviews(), FakeStand(images=[]), FakeCover()
        self.panel: Any = FakeView()
        self.panel.controls = FakeView()
        self.panel.is_seen = lambda: True
        self.pose = TimelinePoseController(
            self.workspace, self.controller, self.place, self.previews, self.stand, self.cover, self.panel,
            self.actions,
        )  # type: ignore[arg-type]  # fmt: skip

    def pull(self, names: tuple[str, ...], *values: float) -> None:
        for value in values:
            self.panel.controls.value_edited.emit(names, value)
        self.panel.controls.gesture_ended.emit()

    def face(self, time_ms: float) -> dict[str, float]:
        return sample(self.clip, time_ms, {})

    @property
    def shown(self) -> dict[str, float]:
        self.pose.refresh()
        return dict(self.panel.controls.last("show_state").pose)


@pytest.fixture
def desk(qapp: QCoreApplication) -> PoseDesk:
    return PoseDesk()


def test_the_sliders_follow_the_playhead(desk: PoseDesk, qtbot: QtBot) -> None:
    desk.place.time_changed.emit(250.0)
    assert desk.shown == pytest.approx({"jawOpen": 0.5, "eyeBlinkLeft": 1.0})
    desk.place.time_changed.emit(500.0)
    state = desk.panel.controls
    qtbot.waitUntil(lambda: state.last("show_state").pose.get("jawOpen") == pytest.approx(0.9), timeout=5000)


def test_a_drag_with_auto_key_is_one_key_and_one_step(desk: PoseDesk) -> None:
    desk.actions.bound["clip.auto-key"](True)
    desk.place.time_changed.emit(700.0)
    desk.pull(("mouthSmileLeft", "mouthSmileRight"), 0.1, 0.4, 0.8)
    assert desk.times("base") == [0, 500, 700, 900]
    assert desk.face(700)["mouthSmileLeft"] == pytest.approx(0.8)
    assert desk.face(700)["jawOpen"] == pytest.approx(0.6), "the rest stays as it was there"
    assert desk.workspace.undo_stack.count() == 1
    assert desk.cover.pauses
    desk.pull(("jawOpen",), 0.2)
    assert desk.workspace.undo_stack.count() == 2, "another slider is another step"
    desk.workspace.undo_stack.undo()
    desk.workspace.undo_stack.undo()
    assert desk.clip == CLIP


def test_without_it_the_pose_waits_for_its_key(desk: PoseDesk) -> None:
    desk.place.time_changed.emit(250.0)
    desk.pull(("mouthPucker",), 0.3, 0.6)
    assert desk.clip == CLIP
    assert desk.panel.last("show_pending") == 1
    assert desk.previews.shown[-1]["mouthPucker"] == 0.6
    assert desk.previews.shown[-1]["eyeBlinkLeft"] == pytest.approx(1.0), "over the face at the playhead"
    assert desk.cover.covered[-1] is True
    preview = Preview(CHANNEL, 1, "image", {}, 1.0, 1.0, False)  # type: ignore[arg-type]
    desk.previews.ready.emit(preview)
    assert desk.stand.images == ["image"]
    desk.actions.bound["clip.key-pose"]()
    assert desk.face(250)["mouthPucker"] == pytest.approx(0.6)
    assert desk.workspace.undo_stack.count() == 1
    assert desk.panel.last("show_pending") == 0
    assert desk.cover.covered[-1] is False


def test_what_is_pending_can_be_forgotten_alone_or_all(desk: PoseDesk) -> None:
    desk.pull(("mouthPucker",), 0.6)
    desk.pull(("jawLeft",), 0.5)
    desk.panel.controls.reset_requested.emit(("mouthPucker",))
    assert "mouthPucker" not in desk.shown
    assert desk.shown["jawLeft"] == 0.5
    desk.panel.discard_requested.emit()
    assert desk.panel.last("show_pending") == 0
    assert not desk.workspace.undo_stack.canUndo()


def test_keys_go_to_the_chosen_track_the_selected_or_a_new_one(qapp: QCoreApplication) -> None:
    head = Track("head", (Key(0, {"headYaw": 1.0}),), regions=(Region.HEAD,))
    desk = PoseDesk(replace(CLIP, tracks=(head,)))
    desk.pose.set_auto_key(True)
    desk.pull(("jawOpen",), 0.4)
    assert [track.name for track in desk.clip.tracks] == ["head", NEW_TRACK]
    desk.pull(("headYaw",), 8.0)
    assert desk.times("head") == [0]
    assert desk.face(0)["headYaw"] == pytest.approx(8.0)
    desk.panel.track_chosen.emit("head")
    told: list[Any] = []
    desk.workspace.told.connect(told.append)
    desk.pull(("jawOpen",), 0.7)
    assert "does not act on jawOpen" in told[0].text


def test_mirroring_and_resting_the_face_make_keys(desk: PoseDesk) -> None:
    desk.pose.set_auto_key(True)
    desk.place.time_changed.emit(250.0)
    desk.panel.controls.mirror_requested.emit()
    assert desk.face(250).get("eyeBlinkRight") == pytest.approx(1.0)
    assert desk.face(250).get("eyeBlinkLeft", 0.0) == pytest.approx(0.0)
    desk.panel.controls.region_reset_requested.emit("jaw")
    assert desk.face(250).get("jawOpen", 0.0) == pytest.approx(0.0)


def test_another_clip_forgets_what_was_pending(desk: PoseDesk) -> None:
    desk.pose.refresh()
    desk.pull(("mouthPucker",), 0.6)
    other = replace(CLIP, id="d")
    desk.workspace.edit("Add", replace(desk.workspace.project, clips=with_clip(desk.workspace.project.clips, other)))
    desk.show(other)
    assert desk.panel.last("show_pending") == 0
