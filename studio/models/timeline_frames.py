"""The frames that a clip becomes: when each begins, which moment it shows, any stretch of them on its own."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate
from typing import overload

from studio.models.clip import Clip, Tag, TagDirection, check_fps
from studio.models.controls import Pose
from studio.models.expression import ExpressionLibrary
from studio.models.sheet import LoopMode
from studio.models.timeline_sampler import ClipSampler, heard_tracks, keys_between

_MAX_KNOWN = 4096


@dataclass(frozen=True, slots=True)
class ClipFrame:
    """One picture of a clip.

    Attributes:
        index: From 0.
        time_ms: When it begins to show.
        duration_ms: How long it shows.
        pose: What it shows.
    """

    index: int
    time_ms: int
    duration_ms: int
    pose: dict[str, float]


def frame_in_tag(grid: FrameGrid, tag: Tag, time_ms: float) -> tuple[int, int] | None:
    """(number of the frame from the tag's start, how many it has), from 1; None outside the tag."""
    if not tag.start_ms <= time_ms < tag.end_ms:
        return None
    first, last = grid.index_at(tag.start_ms), grid.index_at(tag.end_ms - 1)
    return grid.index_at(time_ms) - first + 1, last - first + 1


@dataclass(frozen=True, slots=True)
class FrameGrid:
    """When the frames of a clip begin, and which moments they show; of an even clip it stores no list.

    Attributes:
        count: How many frames.
        duration_ms: Length of the clip.
        shows_end: Whether the last frame shows the clip's last moment instead of its own beginning.
        period_ms: Exact length of a frame.
        starts_ms: Beginnings, where the clip has its own; else empty.
    """

    count: int
    duration_ms: int
    shows_end: bool
    period_ms: Fraction
    starts_ms: tuple[int, ...] = ()

    @classmethod
    def of(cls, clip: Clip, fps: float | None = None) -> FrameGrid:
        """The frames of a clip.

        Raises:
            InputError: If `fps` is out of range.
        """
        if fps is None and clip.frame_durations_ms:
            starts = (0, *accumulate(clip.frame_durations_ms[:-1]))
            return cls(len(starts), clip.duration_ms, False, Fraction(clip.duration_ms, len(starts)), starts)
        rate = clip.fps if fps is None else fps
        check_fps(rate)
        period = 1000 / Fraction(str(rate))
        count = max(1, min(clip.duration_ms, _round_half_up(clip.duration_ms / period)))
        return cls(count, clip.duration_ms, clip.loop is not LoopMode.LOOP and count > 1, period)

    def start_ms(self, index: int) -> int:
        """When a frame begins; the end of the clip for those after the last."""
        if index >= self.count:
            return self.duration_ms
        if self.starts_ms:
            return self.starts_ms[index]
        top, bottom = self.period_ms.numerator, self.period_ms.denominator
        return (2 * index * top + bottom) // (2 * bottom)

    def moment_ms(self, index: int) -> float:
        """Which moment of the clip a frame shows."""
        if self.starts_ms:
            return float(self.starts_ms[index])
        if self.shows_end:
            return self.duration_ms * index / (self.count - 1)
        return index * self.period_ms.numerator / self.period_ms.denominator

    def index_at(self, time_ms: float) -> int:
        """The frame that shows at a moment."""
        if self.starts_ms:
            return max(0, bisect_right(self.starts_ms, time_ms) - 1)
        index = min(self.count - 1, max(0, int(time_ms / self.period_ms)))
        while index + 1 < self.count and self.start_ms(index + 1) <= time_ms:
            index += 1
        while index > 0 and self.start_ms(index) > time_ms:
            index -= 1
        return index

    def nearest(self, time_ms: int) -> int:
        """The frame whose moment is nearest."""
        if self.starts_ms:
            after = bisect_right(self.starts_ms, time_ms)
            near = range(max(0, after - 1), min(self.count, after + 1))
            return min(near, key=lambda index: abs(self.starts_ms[index] - time_ms))
        step = Fraction(self.duration_ms, self.count - 1) if self.shows_end else self.period_ms
        return min(self.count - 1, _round_half_up(time_ms / step))

    def nearest_start_ms(self, time_ms: float) -> int:
        """The beginning of a frame, or the end of the clip, that is nearest to a moment."""
        index = self.index_at(time_ms)
        earlier, later = self.start_ms(index), self.start_ms(index + 1)
        return earlier if time_ms - earlier <= later - time_ms else later


def frames(
    clip: Clip,
    library: ExpressionLibrary,
    fps: float | None = None,
    base: Pose | None = None,
    indices: range | None = None,
) -> Iterator[ClipFrame]:
    """The pictures of one pass forward, one at a time.

    Frame times are whole milliseconds that never drift: frame i begins at i · 1000 / fps, rounded (83, 84, 83 … at
    12 fps), and all together last exactly as long as the clip; a rest shorter than half a frame goes to the last one.

    A LOOP clip shows each frame's own beginning, so its first pose is not repeated at its end. ONCE and PING_PONG show
    both ends: their frames are spread evenly from the first pose to the last. The frame nearest to an accent key
    shows that key.

    Args:
        clip: The clip.
        library: For linked expressions.
        fps: Frames per second; the clip's own frame durations or rate if None.
        base: What lies below the first track; neutral if None.
        indices: Only these frames (step 1); the work does not grow with the rest of the clip. All if None.

    Raises:
        InputError: If a linked expression is missing or `fps` is out of range.
    """
    sampler = ClipSampler(clip, library)
    grid = FrameGrid.of(clip, fps)
    wanted = range(grid.count) if indices is None else range(max(0, indices.start), min(grid.count, indices.stop))
    accents = _accents(clip, grid, wanted)
    return (
        _frame(index, grid, accents.get(index, grid.moment_ms(index)), sampler, base) for index in wanted
    )  # fmt: skip


class FrameStarts(Sequence[int]):
    """When each frame begins, worked out when it is asked for: a list for long clips that takes no room."""

    def __init__(self, grid: FrameGrid) -> None:
        self._grid = grid

    def __len__(self) -> int:
        return self._grid.count

    @overload
    def __getitem__(self, index: int) -> int: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[int]: ...

    def __getitem__(self, index: int | slice) -> int | Sequence[int]:
        """When one frame begins, or several."""
        if isinstance(index, slice):
            return tuple(self._grid.start_ms(one) for one in range(*index.indices(len(self))))
        count = len(self)
        if not -count <= index < count:
            raise IndexError(index)
        return self._grid.start_ms(index % count)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, FrameStarts) and other._grid == self._grid

    def __hash__(self) -> int:
        return hash((self._grid.count, self._grid.duration_ms))


class ClipFrames(Sequence[ClipFrame]):
    """The pictures of one pass forward, as `frames` gives them, each worked out when it is asked for."""

    def __init__(
        self, clip: Clip, library: ExpressionLibrary, fps: float | None = None, base: Pose | None = None
    ) -> None:
        """Look up what the keys link to.

        Raises:
            InputError: If a linked expression is missing or `fps` is out of range.
        """
        self._clip, self._base = clip, base
        self.grid = FrameGrid.of(clip, fps)
        self._sampler = ClipSampler(clip, library)
        self._known: dict[int, ClipFrame] = {}

    def __len__(self) -> int:
        return self.grid.count

    @overload
    def __getitem__(self, index: int) -> ClipFrame: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[ClipFrame]: ...

    def __getitem__(self, index: int | slice) -> ClipFrame | Sequence[ClipFrame]:
        """One frame, or several."""
        if isinstance(index, slice):
            return tuple(self[one] for one in range(*index.indices(len(self))))
        count = len(self)
        if not -count <= index < count:
            raise IndexError(index)
        index %= count
        known = self._known.get(index)
        if known is None:
            accents = _accents(self._clip, self.grid, range(index, index + 1))
            moment = accents.get(index, self.grid.moment_ms(index))
            known = _frame(index, self.grid, moment, self._sampler, self._base)
            if len(self._known) >= _MAX_KNOWN:
                self._known.clear()
            self._known[index] = known
        return known


def frame_starts_ms(clip: Clip, fps: float | None = None) -> list[int]:
    """When each frame of a clip begins, whole ms; see `frames`.

    Raises:
        InputError: If `fps` is out of range.
    """
    grid = FrameGrid.of(clip, fps)
    return [grid.start_ms(index) for index in range(grid.count)]


def tagged_frames(played: Sequence[ClipFrame], tag: Tag) -> tuple[ClipFrame, ...]:
    """One round of a tag, in the order in which it is played; the frames that begin inside its range."""
    inside = tuple(frame for frame in played if tag.start_ms <= frame.time_ms < tag.end_ms)
    if tag.direction is TagDirection.REVERSE:
        return inside[::-1]
    if tag.direction is TagDirection.PING_PONG:
        return inside + inside[-2:0:-1]
    return inside


def frames_of_tag(clip: Clip, library: ExpressionLibrary, tag: Tag, base: Pose | None = None) -> tuple[ClipFrame, ...]:
    """The frames of a tag with its own frame rate, forward, from its start to its end.

    Raises:
        InputError: If a linked expression is missing.
    """
    period = 1000 / Fraction(str(tag.fps or clip.fps))
    length = tag.end_ms - tag.start_ms
    count = max(1, min(length, _round_half_up(length / period)))
    starts = [tag.start_ms + _round_half_up(index * period) for index in range(count)] + [tag.end_ms]
    sampler = ClipSampler(clip, library)
    return tuple(
        ClipFrame(index, start, starts[index + 1] - start, sampler.pose(float(tag.start_ms + index * period), base))
        for index, start in enumerate(starts[:-1])
    )


def unskipped_frames(played: Sequence[ClipFrame], clip: Clip) -> tuple[ClipFrame, ...]:
    """The frames that no skipped tag covers; all of them where nothing would be left."""
    ranges = [(tag.start_ms, tag.end_ms) for tag in clip.tags if tag.is_skipped]
    kept = tuple(one for one in played if not any(start <= one.time_ms < end for start, end in ranges))
    return kept or tuple(played)


def _frame(index: int, grid: FrameGrid, moment_ms: float, sampler: ClipSampler, base: Pose | None) -> ClipFrame:
    start = grid.start_ms(index)
    return ClipFrame(index, start, grid.start_ms(index + 1) - start, sampler.pose(moment_ms, base))


def _accents(clip: Clip, grid: FrameGrid, wanted: range) -> dict[int, float]:
    """Frame -> the accent that it shows; of two that want the same frame the nearer one."""
    start, end = grid.start_ms(max(0, wanted.start - 2)), grid.start_ms(wanted.stop + 2) + 1
    times = {
        key.time_ms for track in heard_tracks(clip) for key in keys_between(track.keys, start, end) if key.is_accent
    }
    result: dict[int, float] = {}
    for time_ms in sorted(times):
        index = grid.nearest(time_ms)
        moment = grid.moment_ms(index)
        if index not in result or abs(time_ms - moment) < abs(result[index] - moment):
            result[index] = float(time_ms)
    return result


def _round_half_up(value: Fraction) -> int:
    return (2 * value.numerator + value.denominator) // (2 * value.denominator)
