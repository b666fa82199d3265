"""What a job is: work in phases, each in the lane of threads where it belongs, with exactly one outcome."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from PySide6.QtGui import QImage

from studio.core.jobs import CancelToken, Partial, Progress

Work = Callable[[CancelToken, Any], Generator[Progress | Partial, None, Any]]
"""Called in its lane's thread with the job's token and the result of the phase before (None for the first)."""


class Lane(StrEnum):
    """Where a phase runs.

    INFERENCE is the one thread that owns engines and models; its jobs take turns with previews, step by step.
    FILES is a small pool for packing, reading, writing and downloads.
    """

    INFERENCE = "inference"
    FILES = "files"


class JobState(StrEnum):
    """How a job is. The last three are outcomes; a job has exactly one."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def is_over(self) -> bool:
        """Whether it is an outcome."""
        return self in (JobState.DONE, JobState.FAILED, JobState.CANCELLED)


@dataclass(frozen=True, slots=True)
class Phase:
    """A part of a job.

    Attributes:
        lane: Where it runs.
        work: What it does.
        share: How much of the job's progress it makes up, against the other phases.
    """

    lane: Lane
    work: Work
    share: float = 1.0


@dataclass(frozen=True, slots=True, eq=False)
class JobSpec:
    """A job, ready to be queued.

    Attributes:
        title: For people ("Draw 12 expressions of Aria").
        phases: One after the other; each gets the result of the one before.
        kind: "capture", "set", "export", "save", "download", "thumbnails", …
        thumbnail: Small picture for the list.
        is_quiet: Not shown in the list, gives way to jobs that are, and never announced.
        is_urgent: Begins at once in the lane of files, beside whatever runs there and even while the queue is paused;
            for opening and saving, and for what the artist does on the canvas: nobody should have to wait for these.
        replaces: Jobs with the same text here are cancelled when this one is queued; empty for none.
        restore: Says how to queue the same job again after a crash (plain JSON values); None for jobs that are not
            worth it.
    """

    title: str
    phases: tuple[Phase, ...]
    kind: str = ""
    thumbnail: QImage | None = None
    is_quiet: bool = False
    is_urgent: bool = False
    replaces: str = ""
    restore: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True, eq=False)
class JobInfo:
    """What the list shows of a job; a snapshot.

    Attributes:
        id: Unique while the program runs.
        spec: As it was queued.
        state: How it is.
        progress: The last report, over all phases.
        started_s, ended_s: `time.monotonic` at start and outcome; None before.
        error: What was told, if it failed: a `StudioError` or, for a bug, any other exception.
        steps: How many finished pieces (`Partial`) it has given.
    """

    id: str
    spec: JobSpec
    state: JobState
    progress: Progress
    started_s: float | None = None
    ended_s: float | None = None
    error: Exception | None = None
    steps: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Outcome:
    """How a job ended.

    Attributes:
        job: The last snapshot.
        result: What the last phase returned; None unless it is done.
    """

    job: JobInfo
    result: Any = None
