"""Progress and cancellation, free of any toolkit."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field

from studio.core.errors import JobCancelled


class CancelToken:
    """Asks a running job to stop; safe to set from any thread."""

    def __init__(self) -> None:
        self._event = threading.Event()

    def cancel(self) -> None:
        """Ask the job to stop at its next check."""
        self._event.set()

    @property
    def is_cancelled(self) -> bool:
        """Whether `cancel` was called."""
        return self._event.is_set()

    def check(self) -> None:
        """Stop here if cancelled.

        Raises:
            JobCancelled: If `cancel` was called.
        """
        if self._event.is_set():
            raise JobCancelled


@dataclass(frozen=True, slots=True)
class Progress:
    """One report of a running job.

    Attributes:
        fraction: 0…1, or None while the total is unknown.
        message: What is being done, for people.
        eta_s: Estimated seconds left, or None.
    """

    fraction: float | None
    message: str
    eta_s: float | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Partial:
    """A finished piece of a running job, handed out before the rest is done.

    Attributes:
        value: What the job says it is.
    """

    value: object


Report = Progress | Partial
"""What a running job yields."""


@dataclass(slots=True)
class ProgressClock:
    """Counts steps and estimates the time left from the mean step so far."""

    total: int
    started_s: float = field(default_factory=time.monotonic)

    def at(self, done: int, message: str) -> Progress:
        """The report after `done` of `total` steps."""
        if self.total <= 0:
            return Progress(None, message)
        fraction = min(1.0, done / self.total)
        elapsed = time.monotonic() - self.started_s
        eta = elapsed / done * (self.total - done) if done else None
        return Progress(fraction, message, eta)
