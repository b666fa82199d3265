"""Which frames of a reel can be shown at once, which are out of date, and which were never drawn."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from studio.models.playhead import STATE_NUMBERS, FrameState, frame_at
from studio.services.frame_cache import FrameCache
from studio.services.reel import Reel

MISSING, READY, STALE = (STATE_NUMBERS[state] for state in (FrameState.MISSING, FrameState.READY, FrameState.STALE))
NEAR = 3000
"""Frames of a long clip that are looked through on either side of the playhead."""

MAX_KEYS = 20_000


class FrameStates:
    """One byte a frame. What a frame shows is worked out a few frames at a time, because clips can be hours long."""

    def __init__(self, cache: FrameCache) -> None:
        self._cache = cache
        self._reel: Reel | None = None
        self._states, self._is_known = bytearray(), bytearray()
        self._keys: dict[int, Hashable] = {}
        self._places: dict[Hashable, list[int]] = {}
        cache.on_dropped = self._on_dropped

    def load(self, reel: Reel | None, changed_ms: Sequence[tuple[float, float]] | None = None) -> None:
        """Another reel.

        Args:
            reel: What is played; None for nothing.
            changed_ms: Where the same clip has changed: what was ready there is out of date. None for another clip.
        """
        before, same = self._states, changed_ms is not None and reel is not None
        is_kept = same and reel is not None and len(before) == len(reel.frames)
        self._reel = reel
        count = len(reel.frames) if reel is not None else 0
        if not is_kept or reel is None or changed_ms is None:
            self._states, self._is_known = bytearray(count), bytearray(count)
            self._keys.clear()
            self._places.clear()
            return
        for start, end in changed_ms:
            first = max(0, frame_at(reel.starts_ms, start) - 1)
            last = min(count - 1, frame_at(reel.starts_ms, end) + 1)
            self._forget(first, last)

    def _forget(self, first: int, last: int) -> None:
        inside = self._states[first : last + 1]
        self._states[first : last + 1] = inside.replace(bytes([READY]), bytes([STALE]))
        self._is_known[first : last + 1] = bytes(last + 1 - first)
        for index in [index for index in self._keys if first <= index <= last]:
            places = self._places.get(self._keys.pop(index), [])
            if index in places:
                places.remove(index)

    def told(self) -> bytes:
        """A byte for each frame; see `STATE_NUMBERS`."""
        return bytes(self._states)

    def key(self, index: int) -> Hashable:
        """Equal for frames whose pixels are equal."""
        assert self._reel is not None
        known = self._keys.get(index)
        if known is None:
            self._make_room()
            known = self._keys[index] = self._reel.key(index)
            self._places.setdefault(known, []).append(index)
            self._is_known[index] = 1
            if known in self._cache:
                self._states[index] = READY
            elif self._states[index] == READY:
                self._states[index] = MISSING
        return known

    def _make_room(self) -> None:
        """Hours of frames are not all remembered; those that come again are looked at again."""
        if len(self._keys) >= MAX_KEYS:
            self._keys.clear()
            self._places.clear()
            self._is_known = bytearray(len(self._states))

    def is_ready(self, index: int) -> bool:
        """Whether it can be shown at once."""
        self.key(index)
        return self._states[index] == READY

    def drawn(self, key: Hashable) -> None:
        """A picture has come into the cache."""
        if key in self._cache:
            for index in self._places.get(key, ()):
                self._states[index] = READY

    def _on_dropped(self, key: Hashable) -> None:
        for index in self._places.get(key, ()):
            self._states[index] = MISSING

    def missing(self, start: int, low: int, reach: int, length: int, most: int) -> tuple[int | None, bool]:
        """The first frame that is not ready, from `start` on and round.

        Args:
            start: Where to begin.
            low: The first of the frames that are gone round.
            reach: How many of them are looked at.
            length: How many there are.
            most: So many of them are worked out at most.

        Returns:
            The frame, and whether nothing was found because there was too much to work out.
        """
        worked_out = 0
        for offset in range(reach):
            index = low + (start - low + offset) % length
            worked_out += not self._is_known[index]
            if not self.is_ready(index):
                return index, False
            if worked_out > most:
                return None, True
        return None, False

    def survey(self, middle: int, count: int) -> bool:
        """Work out what some more frames show, the nearest to `middle` first.

        Returns:
            Whether there are more.
        """
        unknown = self._next_unknown(middle)
        while count > 0 and unknown >= 0:
            self.key(unknown)
            count -= 1
            unknown = self._next_unknown(middle)
        return unknown >= 0

    def _next_unknown(self, middle: int) -> int:
        last = min(len(self._is_known), middle + NEAR)
        after = self._is_known.find(0, middle, last)
        return after if after >= 0 else self._is_known.rfind(0, max(0, middle - NEAR), middle)
