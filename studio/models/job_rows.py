"""What the panels of jobs and of history show, row by row."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class JobSign(StrEnum):
    """How a job is, as it is shown; each has a sign of its own."""

    QUEUED = "queued"
    RUNNING = "running"
    PAUSED = "paused"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class JobRow:
    """One job.

    Attributes:
        id: Of the job.
        title: For people.
        sign: How it is.
        state: The same in words.
        fraction: 0…1; None while the total is unknown, or where there is nothing to show.
        message: What is being done, or why it failed.
        speed: "2.4 pieces/s"; may be empty.
        left: "0:20 left"; may be empty.
        can_cancel: Whether it is not over.
        can_move: Whether its place in the queue can be changed.
        can_retry: Whether it can be queued again.
        has_details: Whether there is more to copy.
        action: What can be done with its result, as a button's text; empty for nothing.
    """

    id: str
    title: str
    sign: JobSign
    state: str
    fraction: float | None = None
    message: str = ""
    speed: str = ""
    left: str = ""
    can_cancel: bool = False
    can_move: bool = False
    can_retry: bool = False
    has_details: bool = False
    action: str = ""

    @property
    def spoken(self) -> str:
        """Everything in one line, for screen readers."""
        parts = (self.title, self.state, self.left, self.message)
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """A state of the document: the one before the first step, or the one after a step.

    Attributes:
        text: The step.
        is_current: Whether the document stands here.
        is_ahead: Whether it was undone and can be done again.
        is_saved: Whether the file holds exactly this.
    """

    text: str
    is_current: bool = False
    is_ahead: bool = False
    is_saved: bool = False
