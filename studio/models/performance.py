"""A recorded performance: what a face did, moment by moment, as plain numbers.

A *take* holds the values as they were recorded; nothing is limited or smoothed here, so that nothing is lost. What is
left of it in a clip is decided later, in `studio.models.performance_clip`.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from studio.core.errors import InputError
from studio.models.controls import ALL_CONTROLS, CONTROL_INDEX, HEAD_LIMIT_DEG, Pose

CONTROL_COUNT = len(ALL_CONTROLS)
CONTROL_UNITS: NDArray[np.float32] = np.array([HEAD_LIMIT_DEG.get(name, 1.0) for name in ALL_CONTROLS], np.float32)
"""(55,) what counts as "all of it": 1 for blendshapes, the limit in degrees for head angles."""
SAME_STEP = 0.25
"""How far a step between two frames may differ from the usual one and still count as usual."""
GAP_STEPS = 1.5
"""A step that is longer than this many usual ones is a gap."""
SHOWN_LINES = 4


class NoteKind(StrEnum):
    """How much a note matters."""

    NOTE = "note"
    PROBLEM = "problem"


class TakeSource(StrEnum):
    """Where a take comes from."""

    LIVE_LINK = "live-link"
    VIDEO = "video"
    CLIP = "clip"
    LIVE = "live"


@dataclass(frozen=True, slots=True)
class TakeNote:
    """Something worth knowing about a recording.

    Attributes:
        kind: A PROBLEM was repaired or left out and needs the user's agreement; a NOTE only informs.
        code: Stable identifier ("cell.empty").
        text: For people, without the place.
        lines: Lines of the file that it is about, from 1; may be many.
        times_ms: Moments that it is about, where there are no lines.
    """

    kind: NoteKind
    code: str
    text: str
    lines: tuple[int, ...] = ()
    times_ms: tuple[float, ...] = ()

    @property
    def where(self) -> str:
        """The place in words: "line 7", "lines 7, 9 and 12 more", "at 3.40 s"; empty for the whole recording."""
        if self.lines:
            return _places("line", [str(line) for line in self.lines])
        if self.times_ms:
            return "at " + _places("", [f"{time / 1000:.2f} s" for time in self.times_ms])
        return ""

    def told(self) -> str:
        """Place and text in one line."""
        return f"{self.where}: {self.text}" if self.where else self.text


def _places(word: str, places: Sequence[str]) -> str:
    shown = ", ".join(places[:SHOWN_LINES])
    more = len(places) - SHOWN_LINES
    plural = "s" if len(places) > 1 and word else ""
    return f"{word}{plural} {shown}".strip() + (f" and {more} more" if more > 0 else "")


@dataclass(frozen=True, slots=True)
class StartCode:
    """The time code of the first frame, so that it can be written again.

    Attributes:
        seconds: Whole seconds since midnight.
        frames: Frames after that, with their fraction.
        base: Frames that a second of the code is divided into.
        is_drop_frame: Whether the code leaves out numbers to keep up with the clock.
    """

    seconds: int = 0
    frames: float = 0.0
    base: int = 60
    is_drop_frame: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Take:
    """A recorded performance.

    Attributes:
        name: For people; the file's name without its ending.
        times_ms: (T,) float64, rising, from 0.
        values: (T, 55) float32 in the order of `ALL_CONTROLS`: blendshapes around 0…1, head angles in degrees with the
            signs of `HEAD_CONTROLS`; as recorded, not limited.
        source: Where it comes from.
        notes: What is worth knowing.
        extra: Further columns of the recording that no control shows (eye angles), (T,) each.
        start: Time code of the first frame.
    """

    name: str
    times_ms: NDArray[np.float64]
    values: NDArray[np.float32]
    source: TakeSource
    notes: tuple[TakeNote, ...] = ()
    extra: Mapping[str, NDArray[np.float64]] = field(default_factory=dict)
    start: StartCode = StartCode()

    def __post_init__(self) -> None:
        count = len(self.times_ms)
        if count < 1 or self.values.shape != (count, CONTROL_COUNT):
            raise invalid_take(f"“{self.name}” holds no frames.", "Choose another recording.")
        if not (np.isfinite(self.times_ms).all() and np.isfinite(self.values).all()):
            raise invalid_take(f"“{self.name}” holds values that are no numbers.", "Choose another recording.")
        if count > 1 and not (np.diff(self.times_ms) > 0).all():
            raise invalid_take(f"The times of “{self.name}” do not rise.", "Choose another recording.")

    @property
    def frame_count(self) -> int:
        """How many frames were recorded."""
        return len(self.times_ms)

    @property
    def step_ms(self) -> float:
        """The usual time between two frames, gaps left out."""
        return usual_step_ms(self.times_ms)

    @property
    def fps(self) -> float:
        """Frames per second, gaps left out."""
        return 1000.0 / self.step_ms

    @property
    def duration_ms(self) -> float:
        """From the first frame to the end of the last one."""
        return float(self.times_ms[-1] - self.times_ms[0]) + self.step_ms

    @property
    def problems(self) -> tuple[TakeNote, ...]:
        """What was repaired or left out."""
        return tuple(note for note in self.notes if note.kind is NoteKind.PROBLEM)

    def pose(self, index: int) -> dict[str, float]:
        """What a frame recorded, zeros left out."""
        return {name: float(value) for name, value in zip(ALL_CONTROLS, self.values[index], strict=True) if value}

    def column(self, control: str) -> NDArray[np.float32]:
        """(T,) float32 one control over time."""
        return np.asarray(self.values[:, CONTROL_INDEX[control]])


def usual_step_ms(times_ms: NDArray[np.float64]) -> float:
    """The usual time between two frames; 1/60 s where there is only one."""
    if len(times_ms) < 2:
        return 1000.0 / 60.0
    steps = np.diff(times_ms)
    middle = float(np.median(steps))
    return float(steps[np.abs(steps - middle) <= SAME_STEP * middle].mean())


def invalid_take(message: str, hint: str, code: str = "performance.invalid") -> InputError:
    """The error for a recording that cannot be used."""
    return InputError(message, hint, code)


def trimmed(take: Take, start_ms: float = 0.0, end_ms: float | None = None) -> Take:
    """A part of a take, its first frame at 0.

    Args:
        take: The whole.
        start_ms: From here.
        end_ms: Up to here, not included; None for the end.

    Raises:
        InputError: If no frame lies inside.
    """
    inside = take.times_ms >= start_ms - 1e-6
    if end_ms is not None:
        inside &= take.times_ms < end_ms - 1e-6
    if inside.all():
        return take
    if not inside.any():
        length = f"{take.duration_ms / 1000:.2f} s"
        raise invalid_take(f"No frame of “{take.name}” lies in that part.", f"It lasts {length}.", "usage.range")
    times = take.times_ms[inside]
    first = float(times[0])
    start = replace(take.start, frames=take.start.frames + first * take.start.base / 1000)
    extra = {name: column[inside] for name, column in take.extra.items()}
    return replace(take, times_ms=times - first, values=take.values[inside], extra=extra, start=start)


def sped(take: Take, speed: float) -> Take:
    """The same, faster (above 1) or slower.

    Raises:
        InputError: If the speed is not between 0.01 and 100.
    """
    if not (math.isfinite(speed) and 0.01 <= speed <= 100):
        raise invalid_take(f"A speed of {speed:g} cannot be used.", "Give a value from 0.01 to 100.", "usage.speed")
    return take if speed == 1 else replace(take, times_ms=take.times_ms / speed)


def resampled(take: Take, fps: float) -> Take:
    """The take with even frames, straight lines between the recorded ones.

    Raises:
        InputError: If the rate is not above 0 and at most 1000.
    """
    if not 0 < fps <= 1000:
        raise invalid_take(
            f"A rate of {fps:g} frames a second cannot be used.", "Give a value above 0, at most 1000.", "usage.fps"
        )
    count = max(1, math.floor(take.times_ms[-1] * fps / 1000 + 1e-6) + 1)
    times = np.arange(count, dtype=np.float64) * (1000.0 / fps)
    columns = [np.interp(times, take.times_ms, column) for column in take.values.T]
    extra = {name: np.interp(times, take.times_ms, column) for name, column in take.extra.items()}
    return replace(take, times_ms=times, values=np.stack(columns, axis=1).astype(np.float32), extra=extra)


def take_of_poses(
    name: str, times_ms: Sequence[float], poses: Sequence[Pose], source: TakeSource, notes: tuple[TakeNote, ...] = ()
) -> Take:
    """A take of poses and their moments."""
    values = np.zeros((len(poses), CONTROL_COUNT), np.float32)
    for row, pose in zip(values, poses, strict=True):
        for control, value in pose.items():
            row[CONTROL_INDEX[control]] = value
    return Take(name, np.asarray(times_ms, np.float64), values, source, notes)
