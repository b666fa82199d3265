"""Clips: expressions and controls over time, and the frames they become.

A clip holds tracks, a track holds keys. Between two keys of a track every control travels along the first key's easing.
Tracks are laid over each other from first to last by the expression algebra (`combine`).

At the end of time:
    - LOOP treats time as a circle: after its last key a track travels on to its first key, which it reaches one
      pass later, along the last key's easing. A key that lies exactly on the end is the seam itself. A track with
      ``is_wrapping=False`` stays at its last key until the end instead (and so may jump).
    - ONCE and PING_PONG stay at a track's last key; before its first key a track already shows that key.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import accumulate

from studio.core.easing import ease
from studio.core.errors import InputError
from studio.models.clip import MAX_DURATION_MS, Clip, Key, Tag, TagDirection, Track, check_fps, invalid
from studio.models.clip_json import clip_from_json, clip_to_json
from studio.models.controls import ALL_CONTROLS, Pose, Region
from studio.models.expression import BlendMode, ExpressionLibrary, combine, scaled
from studio.models.library import find
from studio.models.sheet import LoopMode

__all__ = [
    "MAX_DURATION_MS", "MICRO_EXPRESSION_MS", "Clip", "ClipFrame", "ClipSampler", "Key", "Tag", "TagDirection", "Track",
    "clip_from_json", "clip_to_json", "closed_loop", "frame_starts_ms", "frames", "micro_expression", "sample",
    "tagged_frames",
]  # fmt: skip

MICRO_EXPRESSION_MS = (40, 500)
"""Shortest and longest micro-expression."""


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


class ClipSampler:
    """A clip with its linked expressions looked up; samples quickly at any time."""

    def __init__(self, clip: Clip, library: ExpressionLibrary) -> None:
        """Look up what the keys link to.

        Raises:
            InputError: If a key links to an expression that the library does not hold.
        """
        self._clip = clip
        self._tracks = [
            (track, _values(clip, track, library)) for track in clip.tracks if track.keys and not track.is_muted
        ]

    def pose(self, time_ms: float, base: Pose | None = None) -> dict[str, float]:
        """The pose at a moment; see `sample`."""
        if not math.isfinite(time_ms):
            raise invalid("The time to sample is not a number.", "Give a time in ms.")
        result: dict[str, float] = combine(base or {}, {})
        inside = _time_inside(self._clip, time_ms)
        for track, values in self._tracks:
            result = combine(result, _track_pose(self._clip, track, values, inside), track.mode, track.weight)
        return result


def sample(clip: Clip, time_ms: float, library: ExpressionLibrary, base: Pose | None = None) -> dict[str, float]:
    """The pose of a clip at a moment.

    Args:
        clip: The clip.
        time_ms: From its start; times before and after continue as `clip.loop` says (ONCE stays at its ends).
        library: For linked expressions.
        base: What lies below the first track, for example the emotion that a blink is laid over; neutral if None.

    Raises:
        InputError: If a linked expression is missing, or `time_ms` is not a number.
    """
    return ClipSampler(clip, library).pose(time_ms, base)


def frames(
    clip: Clip, library: ExpressionLibrary, fps: float | None = None, base: Pose | None = None
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

    Raises:
        InputError: If a linked expression is missing or `fps` is out of range.
    """
    sampler = ClipSampler(clip, library)
    beat = _Beat.of(clip, fps)
    accents = _accents(clip, beat)
    return (
        _frame(index, beat, accents.get(index, beat.moment_ms(index)), sampler, base) for index in range(beat.count)
    )


def frame_starts_ms(clip: Clip, fps: float | None = None) -> list[int]:
    """When each frame of a clip begins, whole ms; see `frames`.

    Raises:
        InputError: If `fps` is out of range.
    """
    beat = _Beat.of(clip, fps)
    return [beat.start_ms(index) for index in range(beat.count)]


def tagged_frames(played: Sequence[ClipFrame], tag: Tag) -> tuple[ClipFrame, ...]:
    """One round of a tag, in the order in which it is played; the frames that begin inside its range."""
    inside = tuple(frame for frame in played if tag.start_ms <= frame.time_ms < tag.end_ms)
    if tag.direction is TagDirection.REVERSE:
        return inside[::-1]
    if tag.direction is TagDirection.PING_PONG:
        return inside + inside[-2:0:-1]
    return inside


def closed_loop(clip: Clip) -> Clip:
    """The clip as a seamless loop: each track ends exactly on its first key."""

    def closed(track: Track) -> Track:
        inner = tuple(key for key in track.keys if key.time_ms < clip.duration_ms)
        if not inner:
            return track
        first = replace(inner[0], time_ms=0)
        start = inner if inner[0].time_ms == 0 else (first, *inner)
        return replace(track, keys=(*start, replace(first, time_ms=clip.duration_ms)))

    return replace(clip, tracks=tuple(closed(track) for track in clip.tracks), loop=LoopMode.LOOP)


def micro_expression(
    pose: Pose,
    onset_ms: int = 80,
    apex_ms: int = 60,
    offset_ms: int = 120,
    intensity: float = 1.0,
    region: Region | Iterable[Region] | None = None,
    clip_id: str = "micro-expression",
) -> Clip:
    """A flash of feeling that is gone before it is noticed.

    Args:
        pose: The feeling at its strongest.
        onset_ms: How long it takes to come.
        apex_ms: How long it stays.
        offset_ms: How long it takes to go.
        intensity: How much of it shows.
        region: The only part (or parts) of the face that it shows in; None for all.
        clip_id: Identifier of the clip.

    Returns:
        A clip to be laid over any expression (`base`), beginning and ending in it.

    Raises:
        InputError: If it lasts less than 40 or more than 500 ms, or comes or goes in no time.
    """
    total = onset_ms + apex_ms + offset_ms
    low, high = MICRO_EXPRESSION_MS
    if min(onset_ms, offset_ms) < 1 or apex_ms < 0 or not low <= total <= high:
        message = f"A micro-expression of {onset_ms} + {apex_ms} + {offset_ms} ms lasts {total} ms."
        raise invalid(message, f"All three together must last {low} to {high} ms; it needs time to come and to go.")
    strongest = scaled(pose, intensity)
    come = Key(onset_ms, strongest, easing="in-out-sine", is_accent=True)
    stay = (Key(onset_ms + apex_ms, strongest, easing="in-out-sine"),) if apex_ms else ()
    keys = (Key(0, {}, easing="out-quad"), come, *stay, Key(total, {}))
    regions = () if region is None else (region,) if isinstance(region, Region) else tuple(region)
    return Clip(clip_id, "Micro-expression", (Track("flash", keys, regions=regions),), total, fps=30.0)


def _values(clip: Clip, track: Track, library: ExpressionLibrary) -> list[dict[str, float]]:
    """What each key sets: the same controls for all keys of a track, so that there is always a way between two."""
    poses = [_key_pose(clip, track, key, library) for key in track.keys]
    names = {name for pose in poses for name in pose if track.admits(name)}
    if track.mode is BlendMode.OVERWRITE and (track.controls or track.regions):
        names = {name for name in ALL_CONTROLS if track.admits(name)}
    absent = 1.0 if track.mode is BlendMode.MULTIPLY else 0.0
    return [{name: pose.get(name, absent) for name in names} for pose in poses]


def _key_pose(clip: Clip, track: Track, key: Key, library: ExpressionLibrary) -> Pose:
    if not key.expression:
        return key.pose
    try:
        return find(library, key.expression).pose
    except InputError as error:
        where = f'Clip "{clip.id}", track "{track.name}", key at {key.time_ms} ms'
        raise InputError(f"{where}: {error.user_message}", error.hint, error.code) from error


def _time_inside(clip: Clip, time_ms: float) -> float:
    if clip.loop is LoopMode.LOOP:
        return time_ms % clip.duration_ms
    if clip.loop is LoopMode.PING_PONG:
        turned = time_ms % (2 * clip.duration_ms)
        return min(turned, 2 * clip.duration_ms - turned)
    return min(max(time_ms, 0.0), clip.duration_ms)


def _track_pose(clip: Clip, track: Track, values: Sequence[Mapping[str, float]], time_ms: float) -> Mapping[str, float]:
    keys = track.keys
    after = next((index for index, key in enumerate(keys) if key.time_ms > time_ms), len(keys))
    if 0 < after < len(keys):
        return _between(keys[after - 1], values[after - 1], values[after], time_ms, keys[after].time_ms)
    if (
        clip.loop is not LoopMode.LOOP
        or not track.is_wrapping
        or keys[-1].time_ms - keys[0].time_ms >= clip.duration_ms
    ):
        return values[max(0, after - 1)]
    seam_ms = keys[0].time_ms + clip.duration_ms
    unrolled_ms = time_ms if after else time_ms + clip.duration_ms
    return _between(keys[-1], values[-1], values[0], unrolled_ms, seam_ms)


def _between(
    key: Key, start: Mapping[str, float], end: Mapping[str, float], time_ms: float, end_ms: float
) -> Mapping[str, float]:
    done = ease(key.easing, (time_ms - key.time_ms) / (end_ms - key.time_ms))
    return {name: value + (end[name] - value) * done for name, value in start.items()}


@dataclass(frozen=True, slots=True)
class _Beat:
    """When the frames of a clip begin, and which moments they show.

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
    def of(cls, clip: Clip, fps: float | None) -> _Beat:
        if fps is None and clip.frame_durations_ms:
            starts = (0, *accumulate(clip.frame_durations_ms[:-1]))
            return cls(len(starts), clip.duration_ms, False, Fraction(clip.duration_ms, len(starts)), starts)
        rate = clip.fps if fps is None else fps
        check_fps(rate)
        period = 1000 / Fraction(str(rate))
        count = max(1, min(clip.duration_ms, _round_half_up(clip.duration_ms / period)))
        return cls(count, clip.duration_ms, clip.loop is not LoopMode.LOOP and count > 1, period)

    def start_ms(self, index: int) -> int:
        if index >= self.count:
            return self.duration_ms
        return self.starts_ms[index] if self.starts_ms else _round_half_up(index * self.period_ms)

    def moment_ms(self, index: int) -> float:
        if self.starts_ms:
            return float(self.starts_ms[index])
        return self.duration_ms * index / (self.count - 1) if self.shows_end else float(index * self.period_ms)

    def nearest(self, time_ms: int) -> int:
        """The frame whose moment is nearest."""
        if self.starts_ms:
            return min(range(self.count), key=lambda index: abs(self.starts_ms[index] - time_ms))
        step = Fraction(self.duration_ms, self.count - 1) if self.shows_end else self.period_ms
        return min(self.count - 1, _round_half_up(time_ms / step))


def _frame(index: int, beat: _Beat, moment_ms: float, sampler: ClipSampler, base: Pose | None) -> ClipFrame:
    start = beat.start_ms(index)
    return ClipFrame(index, start, beat.start_ms(index + 1) - start, sampler.pose(moment_ms, base))


def _accents(clip: Clip, beat: _Beat) -> dict[int, float]:
    """Frame -> the accent that it shows; of two that want the same frame the nearer one."""
    result: dict[int, float] = {}
    times = {key.time_ms for track in clip.tracks if not track.is_muted for key in track.keys if key.is_accent}
    for time_ms in sorted(times):
        index = beat.nearest(time_ms)
        moment = beat.moment_ms(index)
        if index not in result or abs(time_ms - moment) < abs(result[index] - moment):
            result[index] = float(time_ms)
    return result


def _round_half_up(value: Fraction) -> int:
    return math.floor(value + Fraction(1, 2))
