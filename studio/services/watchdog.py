"""How late the window's thread is: the one number behind "it never freezes"."""

from __future__ import annotations

import time
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, QTimer

INTERVAL_MS = 10
EDGES_MS = (2, 4, 8, 16, 33, 50, 100, 250, 500, 1000)
"""Upper edges of the histogram's bins; one more bin holds what is later."""


@dataclass(frozen=True, slots=True)
class Lateness:
    """What was seen since the start or the last `reset`.

    Attributes:
        count: Ticks.
        worst_ms: The longest that the thread did not answer.
        histogram: Ticks a bin: later than the edge before, not later than its own (`EDGES_MS`, then the rest).
    """

    count: int
    worst_ms: float
    histogram: tuple[int, ...]

    def share_within(self, limit_ms: float) -> float:
        """The share of ticks that came at most that late; exact at the edges, 1.0 without ticks."""
        if not self.count:
            return 1.0
        return sum(self.histogram[: bisect_right(EDGES_MS, limit_ms)]) / self.count


class Watchdog(QObject):
    """Ticks in the thread that it lives in and notes how late each tick is."""

    def __init__(self, parent: QObject | None = None, clock: Callable[[], float] = time.perf_counter) -> None:
        super().__init__(parent)
        self._clock = clock
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(INTERVAL_MS)
        self._timer.timeout.connect(self._tick)
        self._last_s = 0.0
        self._worst_ms = 0.0
        self._bins = [0] * (len(EDGES_MS) + 1)

    @property
    def lateness(self) -> Lateness:
        """What was seen so far."""
        return Lateness(sum(self._bins), self._worst_ms, tuple(self._bins))

    @property
    def is_running(self) -> bool:
        """Whether it watches."""
        return self._timer.isActive()

    def start(self) -> None:
        """Begin to watch; what was seen before is forgotten."""
        self.reset()
        self._timer.start()

    def stop(self) -> Lateness:
        """End, and say what was seen. A block that is going on counts."""
        if self._timer.isActive():
            self._tick()
            self._timer.stop()
        return self.lateness

    def reset(self) -> None:
        """Count from now on."""
        self._last_s = self._clock()
        self._worst_ms = 0.0
        self._bins = [0] * (len(EDGES_MS) + 1)

    def _tick(self) -> None:
        now_s = self._clock()
        late_ms = max(0.0, (now_s - self._last_s) * 1000 - INTERVAL_MS)
        self._last_s = now_s
        self._worst_ms = max(self._worst_ms, late_ms)
        self._bins[sum(late_ms > edge for edge in EDGES_MS)] += 1
