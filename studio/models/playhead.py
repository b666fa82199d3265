"""Playing a clip, free of any clock: where the playhead is, where it goes, which frame that is."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from studio.models.clip import Clip
from studio.models.sheet import LoopMode


class PlayMode(StrEnum):
    """What gives way when frames come late.

    REAL_TIME keeps the pace and leaves frames out; EVERY_FRAME shows each of them and slows down.
    """

    REAL_TIME = "real-time"
    EVERY_FRAME = "every-frame"


class FrameState(StrEnum):
    """Whether a frame of a clip can be shown at once."""

    MISSING = "missing"
    READY = "ready"
    STALE = "stale"


STATE_NUMBERS = {FrameState.MISSING: 0, FrameState.READY: 1, FrameState.STALE: 2}
"""The states of a whole clip are told as bytes."""


@dataclass(frozen=True, slots=True)
class Playhead:
    """A place in a clip and the way it is travelled.

    Attributes:
        duration_ms: Length of one pass forward.
        time_ms: 0 … duration_ms.
        loop: What happens at the end.
        is_backwards: On its way back (ping-pong).
        has_ended: It came to the end and stays there.
        range_ms: The part that it stays in while it moves, over and over; None for the whole clip.
    """

    duration_ms: float
    time_ms: float = 0.0
    loop: LoopMode = LoopMode.ONCE
    is_backwards: bool = False
    has_ended: bool = False
    range_ms: tuple[float, float] | None = None

    @property
    def span_ms(self) -> tuple[float, float]:
        """Where it moves."""
        return self.range_ms or (0.0, self.duration_ms)

    def moved_to(self, time_ms: float) -> Playhead:
        """Put somewhere by hand."""
        return replace(self, time_ms=min(max(time_ms, 0.0), self.duration_ms), is_backwards=False, has_ended=False)

    def advanced(self, elapsed_ms: float) -> Playhead:
        """Where it is after some time, already multiplied by the speed."""
        low, high = self.span_ms
        length = high - low
        if self.has_ended or length <= 0:
            return self
        is_repeated = self.range_ms is not None and self.loop is LoopMode.ONCE
        if self.loop is LoopMode.LOOP or is_repeated:
            inside = self.time_ms - low if low <= self.time_ms < high else 0.0
            return replace(self, time_ms=low + (inside + elapsed_ms) % length, is_backwards=False)
        if self.loop is LoopMode.ONCE:
            time_ms = self.time_ms + elapsed_ms
            return replace(self, time_ms=min(time_ms, length), has_ended=time_ms >= length, is_backwards=False)
        inside = min(max(self.time_ms - low, 0.0), length)
        unrolled = (2 * length - inside if self.is_backwards else inside) + elapsed_ms
        unrolled %= 2 * length
        is_backwards = unrolled > length
        return replace(
            self, time_ms=low + (2 * length - unrolled if is_backwards else unrolled), is_backwards=is_backwards
        )  # fmt: skip


def frame_at(starts_ms: Sequence[int], time_ms: float) -> int:
    """The frame that shows at a moment.

    Args:
        starts_ms: When each frame begins; the first is 0.
        time_ms: From the clip's start.
    """
    return max(0, bisect_right(starts_ms, time_ms) - 1)


def until_next_frame_ms(playhead: Playhead, starts_ms: Sequence[int]) -> float:
    """How long the frame under the playhead still shows at normal speed."""
    index = frame_at(starts_ms, playhead.time_ms)
    low, high = playhead.span_ms
    if playhead.is_backwards:
        return max(0.0, playhead.time_ms - max(low, starts_ms[index]))
    end = starts_ms[index + 1] if index + 1 < len(starts_ms) else playhead.duration_ms
    return min(end, high) - playhead.time_ms if playhead.time_ms < high else end - playhead.time_ms


def frames_inside(playhead: Playhead, starts_ms: Sequence[int]) -> tuple[int, int]:
    """The first and the last frame of the part that plays."""
    low, high = playhead.span_ms
    first, last = frame_at(starts_ms, low), frame_at(starts_ms, high)
    return first, last - 1 if last > first and starts_ms[last] >= high else last


def next_frame(playhead: Playhead, count: int, index: int, first: int = 0) -> tuple[int, bool]:
    """The frame after `index` when each of them is shown.

    Args:
        playhead: Where it goes.
        count: One more than the last frame that plays.
        index: The frame that shows.
        first: The first frame that plays.

    Returns:
        The frame and whether it is on its way back; the same frame at the end of ONCE.
    """
    last = count - 1
    if not first <= index <= last:
        return first, False
    if playhead.loop is LoopMode.PING_PONG and last > first:
        if playhead.is_backwards:
            return (index - 1, index - 1 > first) if index > first else (min(first + 1, last), False)
        return (index + 1, False) if index < last else (last - 1, last - 1 > first)
    if index < last:
        return index + 1, False
    is_repeated = playhead.loop is LoopMode.LOOP or playhead.range_ms is not None
    return (first if is_repeated else last), False


class ClipKind(StrEnum):
    """Where a clip of the list comes from."""

    PROJECT = "project"
    READY_MADE = "ready-made"
    TYPED = "typed"


@dataclass(frozen=True, slots=True)
class ClipRow:
    """A line of the clip list.

    Attributes:
        id: The clip's.
        name: For people.
        kind: Where it comes from; those of the project can be renamed and deleted.
        duration_ms: Length.
        loop: What happens at its end.
        colour: "#rrggbb"; empty for the usual one.
    """

    id: str
    name: str
    kind: ClipKind
    duration_ms: int
    loop: LoopMode
    colour: str = ""


@dataclass(frozen=True, slots=True)
class ShownClip:
    """The clip that lies on the timeline.

    Attributes:
        clip: The clip.
        starts_ms: When each frame begins, at the rate it is played with; long lists take no room.
        fps: That rate.
        kind: Where it comes from.
    """

    clip: Clip
    starts_ms: Sequence[int]
    fps: float
    kind: ClipKind


def free_id(wanted: str, taken: Sequence[str]) -> str:
    """`wanted`, or it with the first number that is free."""
    number, found = 2, wanted
    while found in taken:
        found, number = f"{wanted}-{number}", number + 1
    return found


def with_clip(clips: tuple[Clip, ...], clip: Clip, after: str = "") -> tuple[Clip, ...]:
    """The clips with one put in the place of the one with its id, after another one, or at the end."""
    if any(one.id == clip.id for one in clips):
        return tuple(clip if one.id == clip.id else one for one in clips)
    place = next((index + 1 for index, one in enumerate(clips) if one.id == after), len(clips))
    return (*clips[:place], clip, *clips[place:])
