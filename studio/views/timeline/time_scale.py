"""From time to place and back; shared by everything that lies on the timeline."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

NAMES_PX = 132
"""Width of the column with names; the ruler leaves it free."""
END_PX = 40
"""Free room behind the end."""
_STEPS_MS = (10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 30_000, 60_000, 300_000, 600_000)
_TICK_ROOM_PX = 64
_SMALLEST_SPAN_MS = 40.0


@dataclass(frozen=True, slots=True)
class TimeScale:
    """What is in sight.

    Attributes:
        duration_ms: Length of the clip.
        left_px: Where the first moment in sight lies.
        width_px: How much room there is.
        start_ms: The first moment in sight.
        span_ms: How much time is in sight.
    """

    duration_ms: float = 1000.0
    left_px: float = 0.0
    width_px: float = 100.0
    start_ms: float = 0.0
    span_ms: float = 1000.0

    def x(self, time_ms: float) -> float:
        """Where a moment lies."""
        return self.left_px + (time_ms - self.start_ms) / self.span_ms * self.width_px

    def time_ms(self, x: float) -> float:
        """The moment at a place, inside the clip."""
        time_ms = self.start_ms + (x - self.left_px) / self.width_px * self.span_ms
        return min(max(time_ms, 0.0), self.duration_ms)

    @property
    def px_per_ms(self) -> float:
        """How wide a millisecond is."""
        return self.width_px / self.span_ms

    @property
    def is_whole(self) -> bool:
        """Whether the whole clip is in sight."""
        return self.span_ms >= self.duration_ms

    def in_room(self, left_px: float, width_px: float) -> TimeScale:
        """The same time in another room."""
        return replace(self, left_px=left_px, width_px=max(1.0, width_px))

    def fitted(self, duration_ms: float) -> TimeScale:
        """A whole clip in sight."""
        return replace(self, duration_ms=duration_ms, start_ms=0.0, span_ms=max(duration_ms, _SMALLEST_SPAN_MS))

    def zoomed(self, factor: float, x: float) -> TimeScale:
        """Closer (above 1) or farther, the moment at `x` staying there; never farther than the whole clip."""
        anchor = self.start_ms + (x - self.left_px) / self.width_px * self.span_ms
        span = min(max(self.span_ms / factor, _SMALLEST_SPAN_MS), max(self.duration_ms, _SMALLEST_SPAN_MS))
        start = anchor - (anchor - self.start_ms) * span / self.span_ms
        return replace(self, span_ms=span)._starting(start)

    def moved(self, by_px: float) -> TimeScale:
        """Another part in sight."""
        return self._starting(self.start_ms + by_px / self.px_per_ms)

    def _starting(self, start_ms: float) -> TimeScale:
        return replace(self, start_ms=min(max(start_ms, 0.0), max(0.0, self.duration_ms - self.span_ms)))

    def ticks_ms(self) -> Iterator[int]:
        """Round moments in sight, far enough from each other for a text."""
        step = self.tick_step_ms
        time_ms = int(self.start_ms // step * step)
        while time_ms <= min(self.start_ms + self.span_ms, self.duration_ms) + 0.5:
            if time_ms >= self.start_ms - 0.5:
                yield time_ms
            time_ms += step

    @property
    def tick_step_ms(self) -> int:
        """Time between two ticks with a text."""
        return next((step for step in _STEPS_MS if step * self.px_per_ms >= _TICK_ROOM_PX), _STEPS_MS[-1])
