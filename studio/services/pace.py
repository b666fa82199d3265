"""How many frames were shown in a second while something plays, and how many were left out."""

from __future__ import annotations

from collections.abc import Callable

PACE_S = 0.5
"""How often the pace is told."""


class Pace:
    """Counts."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._since_s = 0.0
        self._shown = 0
        self.dropped = 0

    def begin(self) -> None:
        """Playing begins."""
        self._since_s, self._shown, self.dropped = self._clock(), 0, 0

    def shown(self) -> None:
        """A frame was shown."""
        self._shown += 1

    def passed(self, before: int, after: int, was_missing: bool, is_backwards: bool) -> None:
        """Frames that were passed over, or whose time went by before they were drawn, are left out."""
        if after != before:
            skipped = abs(after - before) - 1 if (after > before) != is_backwards else 0
            self.dropped += skipped + was_missing

    def told(self) -> float | None:
        """Frames a second since the last time, once it is time to tell; else None."""
        now = self._clock()
        if now - self._since_s < PACE_S:
            return None
        fps = self._shown / (now - self._since_s)
        self._since_s, self._shown = now, 0
        return fps
