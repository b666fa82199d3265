"""Playing: the clock decides, frames are drawn ahead and kept within their bound."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from studio.models.clip import Clip, Key, Track
from studio.models.playhead import PlayMode
from studio.models.sheet import LoopMode
from studio.models.timeline import frames
from studio.services.frame_cache import FrameCache
from studio.services.inference import InferenceService
from studio.services.playback import PlaybackService
from studio.services.reel import Reel
from studio.services.stages import StageCache, StageRequest
from studio.storage.blobs import BlobStore
from tests.controllers.made_project import make_reference

CLIP = Clip("open", "Open", (Track("jaw", (Key(0, {"jawOpen": 0.0}), Key(1000, {"jawOpen": 1.0}))),), 1000, fps=10)


class Clock:
    def __init__(self) -> None:
        self.now_s = 100.0

    def __call__(self) -> float:
        return self.now_s


class Player:
    """A player without a running timer: tests say when time has passed."""

    def __init__(self, qtbot: QtBot, cache: FrameCache | None = None) -> None:
        self.inference, self.clock, self.qtbot = InferenceService(), Clock(), qtbot
        self.service = PlaybackService(self.inference, StageCache(), self.clock, cache)
        self.shown: list[int] = []
        self.ready: tuple[bool, ...] = ()
        self.service.frame_shown.connect(lambda image, index: self.shown.append(index))
        self.service.cache_changed.connect(self._keep)
        self.blobs = BlobStore()
        self.reference = make_reference(self.blobs)

    def _keep(self, ready: tuple[bool, ...]) -> None:
        self.ready = ready

    def load(self, loop: LoopMode = LoopMode.LOOP, clip: Clip = CLIP, engine: str = "fake") -> None:
        poses = tuple(frames(clip, {}))
        self.service.load(Reel(poses, clip.duration_ms, loop, StageRequest(self.reference, engine), self.blobs))

    def load_all(self, loop: LoopMode = LoopMode.LOOP) -> None:
        self.load(loop)
        self.qtbot.waitUntil(lambda: bool(self.ready) and all(self.ready), timeout=10_000)
        self.shown.clear()

    def wait(self, ms: float) -> None:
        """Time passes; the timer is asked once."""
        self.clock.now_s += ms / 1000
        self.service.tick()


@pytest.fixture
def player(qapp: QCoreApplication, qtbot: QtBot) -> Iterator[Player]:
    made = Player(qtbot)
    yield made
    made.service.clear()
    assert made.inference.close()


def test_real_time_follows_the_clock_and_counts_what_it_leaves_out(player: Player) -> None:
    player.load_all()
    player.service.play()
    for ms in (101, 101, 250, 100):
        player.wait(ms)
    assert player.shown == [1, 2, 4, 5]
    assert player.service.dropped == 1
    assert player.service.time_ms == pytest.approx(552)
    player.wait(500)
    assert player.service.frame == 0  # around the end
    player.service.set_speed(2.0)
    player.wait(100)
    assert player.service.time_ms == pytest.approx(252)


def test_every_frame_waits_for_none_to_be_missed(player: Player) -> None:
    player.load_all(LoopMode.ONCE)
    player.service.set_mode(PlayMode.EVERY_FRAME)
    player.service.play()
    for _ in range(12):
        player.wait(400)  # far too late each time
    assert player.shown == list(range(1, 10))
    assert not player.service.is_playing
    assert player.service.dropped == 0


def test_a_loop_range_is_begun_at_its_start_and_nothing_counts_as_left_out(player: Player) -> None:
    player.load_all(LoopMode.ONCE)
    reel = player.service.reel
    assert reel is not None
    player.service.load(replace(reel, range_ms=(300, 600)), keeps_time=True, changed_ms=())
    assert all(player.ready), "what was drawn stays"
    player.service.play()
    assert player.service.frame == 3
    for ms in (101, 101, 110, 100):
        player.wait(ms)
    assert player.shown[-5:] == [3, 4, 5, 3, 4]
    assert player.service.dropped == 0
    player.service.pause()
    player.service.set_mode(PlayMode.EVERY_FRAME)
    player.service.play()
    player.shown.clear()
    for _ in range(4):
        player.wait(150)
    assert player.shown == [5, 3, 4, 5]


def test_once_stops_at_its_end_and_begins_anew(player: Player) -> None:
    player.load_all(LoopMode.ONCE)
    player.service.play()
    player.wait(5000)
    assert not player.service.is_playing
    assert player.service.frame == 9
    player.service.play()
    assert player.service.is_playing
    assert player.service.frame == 0


def test_stepping_goes_around_the_ends_and_pauses(player: Player) -> None:
    player.load_all()
    player.service.play()
    player.service.step(-1)
    assert not player.service.is_playing
    assert player.service.frame == 9
    player.service.step(2)
    assert player.service.frame == 1
    assert player.shown == [9, 1]


def test_the_frame_under_the_playhead_is_drawn_first(player: Player) -> None:
    player.load()
    player.service.seek(700)
    player.qtbot.waitUntil(lambda: 7 in player.shown, timeout=10_000)
    assert sum(player.ready) <= 2  # those ahead wait until things rest
    player.qtbot.waitUntil(lambda: all(player.ready), timeout=10_000)
    assert set(player.shown) <= {0, 7}  # drawing ahead shows nothing


def test_equal_frames_are_drawn_once_for_all_clips(player: Player) -> None:
    player.load_all()
    same = Clip("half", "Half", CLIP.tracks, 1000, fps=5)
    player.ready = ()
    player.load(clip=same)
    assert sum(player.ready) >= 2  # known from the clip before
    player.service.clear()


def test_what_cannot_be_drawn_is_told_once(player: Player) -> None:
    errors: list[Exception] = []
    player.service.failed.connect(errors.append)
    player.load(engine="no such engine")
    player.service.play()
    player.qtbot.waitUntil(lambda: bool(errors), timeout=10_000)
    player.qtbot.wait(300)
    assert len(errors) == 1
    assert not player.service.is_playing


def test_the_cache_keeps_its_bound(qapp: QCoreApplication, qtbot: QtBot) -> None:
    def picture(side: int) -> QImage:
        return QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)

    cache = FrameCache(max_bytes=4 * 16 * 16 * 3)
    for key in "abc":
        cache.put(key, picture(16))
    assert cache.get("a") is not None  # used: now "b" is the oldest
    cache.put("d", picture(16))
    assert "b" not in cache
    assert "a" in cache
    assert cache.used_bytes == cache.max_bytes
    cache.put("huge", picture(64))
    assert "huge" not in cache
    assert len(cache) == 3
    small = Player(qtbot, FrameCache(max_bytes=96 * 128 * 4 * 4))
    small.load()
    qtbot.waitUntil(lambda: sum(small.ready) >= 2, timeout=10_000)
    qtbot.wait(400)
    assert sum(small.ready) <= 4  # drawing ahead does not push out what is needed
    small.service.clear()
    assert small.inference.close()


def test_sixty_frames_a_second_from_the_cache(player: Player) -> None:
    """What a tick does by itself takes a small part of a frame's time; the real pace is measured in tests/bench."""
    player.load_all()
    player.service.play()
    start = time.perf_counter()
    for _ in range(600):
        player.wait(1000 / 60)
    assert (time.perf_counter() - start) / 600 < 0.004
