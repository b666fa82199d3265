"""Onion skins, the pinned ghost and the trail: asked for once things rest, hidden while it plays."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QObject, Signal
from pytestqt.qtbot import QtBot

from studio.controllers.timeline_onion import POSES_AT_ONCE, SKINS, TRAIL, TimelineOnionController
from studio.controllers.workspace import Workspace
from studio.models.clip import Clip, Key, Track
from studio.models.document import Document
from studio.models.onion import PINNED_TINT, OnionOptions
from studio.models.playhead import ClipKind, ShownClip
from studio.models.timeline_frames import ClipFrames, FrameStarts
from studio.services.reel import Reel
from tests.controllers.made_project import FakeActions, FakeSignal, FakeView, make_project

CLIP = Clip("c", "C", (Track("t", tuple(Key(t, {"jawOpen": t / 2000}) for t in (0, 600, 2000))),), 2000, fps=20)


class Player(QObject):
    playing_changed = Signal(bool)

    def __init__(self, reel: Reel) -> None:
        super().__init__()
        self.reel: Reel | None = reel
        self.frame, self.is_playing = 10, False


class Pictures:
    def __init__(self) -> None:
        self.answered = FakeSignal()
        self.asked: list[tuple[str, Any]] = []
        self.forgotten: list[str] = []

    def skins(self, channel: str, _request: Any, _blobs: Any, _shown: Any, skins: Any) -> None:
        self.asked.append((channel, skins))

    def trails(self, channel: str, _request: Any, _blobs: Any, poses: Any, _landmarks: Any) -> None:
        self.asked.append((channel, poses))

    def forget(self, channel: str) -> None:
        self.forgotten.append(channel)


class Desk:
    def __init__(self) -> None:
        content = make_project()
        self.workspace = Workspace(Document(content.project, content.blobs))
        frames = ClipFrames(CLIP, {})
        starts = FrameStarts(frames.grid)
        self.player = Player(Reel(frames, 2000, CLIP.loop, None, {}, starts))  # type: ignore[arg-type]
        self.place, self.view, self.stand = FakeView(), FakeView(), FakeView()
        self.pictures, self.actions = Pictures(), FakeActions()
        self.stand.holder = "playback"
        self.onion = TimelineOnionController(
            self.workspace, self.place, self.player, self.pictures, self.stand, self.view, self.actions  # type: ignore[arg-type]
        )  # fmt: skip
        self.place.clip_shown.emit(ShownClip(CLIP, starts, 20.0, ClipKind.PROJECT))

    def turn(self, action: str, is_on: bool) -> None:
        self.actions.slots[f"clip.{action}"](is_on)
        self.onion.refresh()


@pytest.fixture
def desk(qapp: QCoreApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setattr("studio.services.reel.replace", lambda request, **_changes: request)
    return Desk()


def test_skins_are_asked_for_shown_and_hidden(desk: Desk) -> None:
    desk.turn("onion-skin", True)
    channel, skins = desk.pictures.asked[-1]
    assert channel == SKINS
    assert len(skins) == 3
    desk.pictures.answered.emit(SKINS, ["image"])
    assert desk.view.last("show_skins") == ["image"]
    desk.view.options_changed.emit(OnionOptions(before=1, after=0))
    desk.onion.refresh()
    assert len(desk.pictures.asked[-1][1]) == 1
    desk.player.is_playing = True
    desk.onion.refresh()
    assert desk.view.last("show_skins") == ()
    desk.pictures.answered.emit(SKINS, ["late"])
    assert desk.view.last("show_skins") == (), "what comes late is not shown"


def test_a_pinned_frame_stays_while_the_playhead_goes(desk: Desk) -> None:
    pose = desk.player.reel.frames[10].pose  # type: ignore[union-attr]
    desk.turn("pin-frame", True)
    desk.player.frame = 30
    desk.onion.refresh()
    (skin,) = desk.pictures.asked[-1][1]
    assert (skin.pose, skin.tint) == (pose, PINNED_TINT)
    desk.place.clip_shown.emit(None)
    assert desk.actions.checked["clip.pin-frame"] is False


def test_a_trail_comes_in_pieces_from_the_playhead_on(desk: Desk) -> None:
    desk.turn("trail", True)
    drawn = 0
    while desk.pictures.asked and len(desk.view.last("show_trail") or {}) < 40:
        channel, poses = desk.pictures.asked.pop()
        assert channel == TRAIL
        assert len(poses) <= POSES_AT_ONCE
        drawn += len(poses)
        desk.pictures.answered.emit(TRAIL, [[(1.0, 2.0)] * len(poses)])
    assert drawn == 40, "each frame once"
    points, keys, frame = desk.view.shown["show_trail"][-1]
    assert len(points) == 40
    assert keys == {0, 12, 39}
    assert frame == 10


def test_an_engine_that_cannot_tell_says_so_once(desk: Desk) -> None:
    told: list[Any] = []
    desk.workspace.told.connect(told.append)
    desk.turn("trail", True)
    desk.pictures.answered.emit(TRAIL, None)
    assert "cannot tell" in told[0].text
    assert desk.actions.checked["clip.trail"] is False


def test_nothing_lies_over_somebody_elses_picture(desk: Desk) -> None:
    desk.turn("onion-skin", True)
    desk.turn("trail", True)
    desk.stand.holder = "set"
    desk.onion.refresh()
    assert desk.view.last("show_skins") == ()
    assert desk.view.last("show_trail") == {}


def test_a_ghost_belongs_to_its_clip_and_is_found_again(desk: Desk) -> None:
    told: list[bool] = []
    desk.onion.options_changed.connect(lambda: told.append(True))
    desk.turn("pin-frame", True)
    place = f"{desk.workspace.project.id}/c"
    assert desk.onion.ghosts == {place: 500}
    assert told
    pinned = desk.pictures.asked[-1][1][0].pose
    other = replace(CLIP, id="other")
    desk.place.clip_shown.emit(ShownClip(other, (0,), 20.0, ClipKind.PROJECT))
    desk.onion.refresh()
    assert desk.view.last("show_skins") == ()
    assert desk.actions.checked["clip.pin-frame"] is False
    desk.place.clip_shown.emit(ShownClip(CLIP, (0,), 20.0, ClipKind.PROJECT))
    desk.onion.refresh()
    assert desk.pictures.asked[-1][1][0].pose == pinned
    assert desk.actions.checked["clip.pin-frame"] is True
    desk.turn("pin-frame", False)
    assert desk.onion.ghosts == {}


def test_what_was_shown_at_the_last_start_is_shown_again(desk: Desk) -> None:
    desk.onion.restore(OnionOptions(before=3, after=0), True, False, {f"{desk.workspace.project.id}/c": 600})
    desk.onion.refresh()
    assert desk.view.last("show_options").before == 3
    assert desk.actions.checked["clip.onion-skin"] is True
    _, skins = desk.pictures.asked[-1]
    assert [skin.tint == PINNED_TINT for skin in skins] == [True, False, False, False]
