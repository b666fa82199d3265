"""Playing a clip: a precise clock, frames drawn ahead in the inference thread, and kept."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Hashable, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QImage

from studio.models.playhead import (
    Playhead,
    PlayMode,
    frame_at,
    frames_inside,
    next_frame,
    until_next_frame_ms,
)
from studio.models.sheet import LoopMode
from studio.services.frame_asking import Asked, drawing
from studio.services.frame_cache import FrameCache
from studio.services.frame_states import FrameStates
from studio.services.inference import InferenceService
from studio.services.pace import Pace
from studio.services.reel import PLAYED_PX, Reel, frame_key
from studio.services.stages import StageCache, StageRequest

CHANNEL = "playback"
REST_MS = 200
"""Rest after which frames are drawn ahead, and the paused one at its full size."""
SURVEYED = 48
"""So many frames are looked at in one go: some two ms."""

Clock = Callable[[], float]


class PlaybackService(QObject):
    """Plays one reel. Lives in the window's thread; frames come from the inference thread, one at a time."""

    frame_shown = Signal(object, int)
    """(premultiplied `QImage`, index of the frame)"""
    moved = Signal(float, int)
    """(time in ms, index of the frame)"""
    playing_changed = Signal(bool)
    cache_changed = Signal(object)
    """A byte for each frame of the reel, see `STATE_NUMBERS`."""
    pace_changed = Signal(float, int)
    """(frames shown in a second, frames left out since playing began)"""
    failed = Signal(object)
    """Why a frame cannot be drawn; told once for a reel."""

    def __init__(
        self,
        inference: InferenceService,
        stages: StageCache,
        clock: Clock = time.perf_counter,
        cache: FrameCache | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._inference, self._stages, self._clock = inference, stages, clock
        self._cache = FrameCache() if cache is None else cache
        self._states = FrameStates(self._cache)
        self._reel: Reel | None = None
        self._head = Playhead(0)
        self._speed, self._mode = 1.0, PlayMode.REAL_TIME
        self._is_playing = self._may_draw_ahead = self._has_failed = False
        self._asked: Asked | None = None
        self._shown: tuple[Hashable, int] | None = None
        self._last_s = self._shown_s = 0.0
        self._pace = Pace(clock)
        self._timer, self._rest, self._survey = QTimer(self), QTimer(self), QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        for timer, slot in (
            (self._timer, self.tick), (self._rest, self._on_rest), (self._survey, self._on_survey)
        ):  # fmt: skip
            timer.setSingleShot(True)
            timer.timeout.connect(slot)
        inference.answered.connect(self._on_answer)

    # --- what is played

    @property
    def is_playing(self) -> bool:
        """Whether it moves."""
        return self._is_playing

    @property
    def time_ms(self) -> float:
        """Where the playhead is."""
        return self._head.time_ms

    @property
    def frame(self) -> int:
        """The frame under the playhead."""
        return frame_at(self._reel.starts_ms, self._head.time_ms) if self._reel else 0

    @property
    def has_reel(self) -> bool:
        """Whether there is something to play."""
        return self._reel is not None

    @property
    def dropped(self) -> int:
        """Frames left out since playing began."""
        return self._pace.dropped

    def load(
        self, reel: Reel, keeps_time: bool = False, changed_ms: Sequence[tuple[float, float]] | None = None
    ) -> None:
        """Put a reel in; playing goes on if it was playing.

        Args:
            reel: What to play.
            keeps_time: Stay at the present moment (the same clip, changed).
            changed_ms: Where the same clip has changed; None where all of it may have.
        """
        self._reel, self._has_failed, self._shown = reel, False, None
        self._states.load(reel, changed_ms)
        time_ms = min(self._head.time_ms, float(reel.duration_ms)) if keeps_time else 0.0
        self._head = Playhead(float(reel.duration_ms), time_ms, reel.loop, range_ms=reel.range_ms)
        self._may_draw_ahead = self._is_playing
        self._rest.start(REST_MS)
        self._on_survey()
        self._tell_move()
        self._restart_clock()
        self._ask_next()

    @property
    def reel(self) -> Reel | None:
        """What is played."""
        return self._reel

    @Slot()
    def _on_survey(self) -> None:
        """Look at some more frames: which of them are kept from before."""
        if self._reel is None:
            return
        if self._states.survey(self.frame, SURVEYED):
            self._survey.start(0 if not self._is_playing else REST_MS)
        self._tell_cache()
        if self._may_draw_ahead:
            self._ask_next()

    def clear(self) -> None:
        """Take the reel out."""
        self.pause()
        self._reel, self._asked, self._shown = None, None, None
        self._states.load(None)
        self._rest.stop()
        self._survey.stop()
        self.cache_changed.emit(b"")

    def forget_frames(self) -> None:
        """Empty the cache."""
        self._cache.clear()
        self._states.load(self._reel)
        self._tell_cache()

    # --- steering

    def play(self) -> None:
        """Move; from the start if it stands at the end."""
        if self._reel is None or self._is_playing:
            return
        if self._head.loop is LoopMode.ONCE and self._head.time_ms >= self._head.duration_ms:
            self._head = self._head.moved_to(0.0)
        low, high = self._head.span_ms
        if self._head.range_ms is not None and not low <= self._head.time_ms < high:
            self._head = self._head.moved_to(low)
        self._is_playing = self._may_draw_ahead = True
        self._pace.begin()
        self._restart_clock()
        self.playing_changed.emit(True)
        self.tick()

    def pause(self) -> None:
        """Stay where it is."""
        if not self._is_playing:
            return
        self._is_playing = False
        self._timer.stop()
        self.playing_changed.emit(False)
        self._rest.start(REST_MS)

    def seek(self, time_ms: float) -> None:
        """Go to a moment; playing goes on from there."""
        self._head, self._shown = self._head.moved_to(time_ms), None
        self._restart_clock()
        self._arrive()

    def step(self, frames: int) -> None:
        """Pause and go some frames on, or back; beyond an end it goes on from the other."""
        if self._reel is None:
            return
        self.pause()
        self.seek(self._reel.starts_ms[(self.frame + frames) % len(self._reel.frames)])

    def set_speed(self, speed: float) -> None:
        """1 is the clip's own."""
        self._advance_clock()
        self._speed = max(speed, 0.01)
        self._schedule()

    def set_loop(self, loop: LoopMode) -> None:
        """What happens at the end, whatever the clip says."""
        self._head = replace(self._head, loop=loop, is_backwards=False, has_ended=False)
        if self._reel is not None:
            self._reel = replace(self._reel, loop=loop)
        self._schedule()

    def set_mode(self, mode: PlayMode) -> None:
        """What gives way when frames come late."""
        self._mode = mode
        self._restart_clock()
        self._schedule()

    @Slot()
    def tick(self) -> None:
        """Look at the clock and show what is due; called by the timer."""
        if not self._is_playing or self._reel is None:
            return
        if self._mode is PlayMode.EVERY_FRAME:
            self._tick_every_frame()
        else:
            before = self.frame
            self._advance_clock()
            was_missing = self._shown is None or self._shown[1] != before
            self._pace.passed(before, self.frame, was_missing, self._head.is_backwards)
            self._arrive()
        if self._head.has_ended:
            self.pause()
        fps = self._pace.told()
        if fps is not None:
            self.pace_changed.emit(fps, self._pace.dropped)
        self._schedule()

    # --- clock

    def _restart_clock(self) -> None:
        self._last_s = self._shown_s = self._clock()

    def _advance_clock(self) -> None:
        now = self._clock()
        if self._is_playing and self._mode is PlayMode.REAL_TIME:
            self._head = self._head.advanced((now - self._last_s) * 1000 * self._speed)
        self._last_s = now

    def _tick_every_frame(self) -> None:
        """Go on once the frame has been shown for its time and the next one is there."""
        assert self._reel is not None
        index = self.frame
        if self._shown is None or self._shown[0] != self._states.key(index):
            self._arrive()
            return
        shown_ms = (self._clock() - self._shown_s) * 1000 * self._speed
        if shown_ms + 0.5 < self._reel.frames[index].duration_ms:
            return
        first, last = frames_inside(self._head, self._reel.starts_ms)
        following, is_backwards = next_frame(self._head, last + 1, index, first)
        if following == index:
            self._head = replace(self._head, time_ms=self._head.duration_ms, has_ended=True)
            self._tell_move()
        elif self._states.is_ready(following):
            time_ms = float(self._reel.starts_ms[following])
            self._head = replace(self._head, time_ms=time_ms, is_backwards=is_backwards)
            self._arrive()
        else:
            self._ask_next(following)

    def _schedule(self) -> None:
        if not self._is_playing or self._reel is None:
            return
        if self._mode is PlayMode.EVERY_FRAME:
            shown_ms = (self._clock() - self._shown_s) * 1000
            wait_ms = self._reel.frames[self.frame].duration_ms / self._speed - shown_ms
        else:
            wait_ms = until_next_frame_ms(self._head, self._reel.starts_ms) / self._speed
        self._timer.start(max(1, math.ceil(wait_ms)))

    # --- frames

    def _arrive(self) -> None:
        """Show the frame under the playhead if it is there, and have the missing ones drawn."""
        if self._reel is None:
            return
        self._tell_move()
        index = self.frame
        image = self._cache.get(self._states.key(index))
        if image is not None:
            self._show(image, index)
        if not self._is_playing:
            self._rest.start(REST_MS)
        self._ask_next()

    def _show(self, image: QImage, index: int) -> None:
        assert self._reel is not None
        shown = (self._states.key(index), index)
        if self._shown == shown:
            return
        self._shown, self._shown_s = shown, self._clock()
        self._pace.shown()
        self.frame_shown.emit(image, index)

    def _ask_next(self, first: int | None = None) -> None:
        """Have one missing frame drawn, the one under the playhead before those ahead of it."""
        if self._reel is None or self._asked is not None or self._has_failed:
            return
        index = self._missing(self.frame if first is None else first)
        if index is not None:
            self._ask(replace(self._reel.request, largest_px=PLAYED_PX), index, is_sharp=False)

    def _missing(self, start: int) -> int | None:
        """The first frame from `start` on that is not there; those of a loop range before the others."""
        assert self._reel is not None
        count = len(self._reel.frames)
        reach = min(count, self._cache.room(4 * PLAYED_PX * PLAYED_PX)) if self._may_draw_ahead else 1
        first, last = frames_inside(self._head, self._reel.starts_ms)
        rounds = [(0, count)]
        if self._head.range_ms is not None and first <= start <= last:
            rounds.insert(0, (first, last - first + 1))
        for low, length in rounds[: 1 if self._is_playing else 2]:
            index, has_more = self._states.missing(start, low, min(length, reach), length, SURVEYED)
            if index is not None:
                return index
            if has_more:
                self._survey.start(0)
                return None
        return None

    def _ask(self, request: StageRequest, index: int, is_sharp: bool) -> None:
        assert self._reel is not None
        pose = self._reel.frames[index].pose
        revision = self._inference.ask(CHANNEL, drawing(self._stages, request, self._reel.blobs, pose))
        self._asked = Asked(frame_key(request, pose), revision, index, is_sharp)

    @Slot(object, int, object, object)
    def _on_answer(self, channel: Any, revision: int, image: Any, error: Exception | None) -> None:
        asked = self._asked
        if channel != CHANNEL or asked is None or asked.revision != revision:
            return
        self._asked = None
        if error is not None:
            self._fail(error)
            return
        if asked.is_sharp:
            self._show_sharp(asked, image)
        else:
            self._cache.put(asked.key, image)
            self._states.drawn(asked.key)
            self._tell_cache()
            self._show_arrived(image)
        self._ask_next()

    def _show_arrived(self, image: QImage) -> None:
        """Show what has just been drawn if it is what the playhead waits for."""
        if self._reel is None:
            return
        if self._is_playing and self._mode is PlayMode.EVERY_FRAME:
            self.tick()
            return
        index = self.frame
        waited = self._cache.get(self._states.key(index))
        if waited is not None and (self._shown is None or self._shown[1] != index):
            self._show(waited, index)

    def _show_sharp(self, asked: Asked, image: QImage) -> None:
        if not self._is_playing and self._reel is not None and asked.index == self.frame:
            self.frame_shown.emit(image, asked.index)

    @Slot()
    def _on_rest(self) -> None:
        """Nothing has happened for a while: the paused frame at its full size, then those ahead."""
        self._may_draw_ahead = True
        if self._reel is None or self._is_playing or self._asked is not None or self._has_failed:
            return
        if self._shown is not None and self._shown[1] == self.frame:
            self._ask(replace(self._reel.request, largest_px=0), self.frame, is_sharp=True)
        else:
            self._ask_next()

    def _fail(self, error: Exception) -> None:
        self._has_failed = True
        self.pause()
        self.failed.emit(error)

    def _tell_move(self) -> None:
        self.moved.emit(self._head.time_ms, self.frame)

    def _tell_cache(self) -> None:
        if self._reel is not None:
            self.cache_changed.emit(self._states.told())
