"""The pose of a clip at a moment, fast however many keys the clip has."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter

from studio.core.easing import Easing, ease
from studio.core.errors import InputError
from studio.models.clip import Clip, Extrapolation, Key, Track, invalid
from studio.models.controls import ALL_CONTROLS, CONTROL_INDEX, Pose, limits_of
from studio.models.expression import BlendMode, ExpressionLibrary, combine
from studio.models.library import find
from studio.models.sheet import LoopMode

TIME_OF = attrgetter("time_ms")
"""For `bisect` over keys."""

_LIMITS = {name: limits_of(name) for name in ALL_CONTROLS}
_SLOPE_STEP = 1e-4
_MAX_VALUES = 4096
_MAX_SUMMARIES = 512


@dataclass(frozen=True, slots=True)
class _Summary:
    """What all keys of a track name together."""

    controls: frozenset[str]
    expressions: frozenset[str]


_summaries: OrderedDict[int, tuple[tuple[Key, ...], _Summary]] = OrderedDict()


def _summary(keys: tuple[Key, ...]) -> _Summary:
    """Kept by the identity of the keys: of an edited clip only the tracks that were touched are read again."""
    known = _summaries.get(id(keys))
    if known is not None and known[0] is keys:
        return known[1]
    controls = {name for key in keys for name in key.pose}
    made = _Summary(frozenset(controls), frozenset({key.expression for key in keys if key.expression}))
    _summaries[id(keys)] = (keys, made)
    while len(_summaries) > _MAX_SUMMARIES:
        try:
            _summaries.popitem(last=False)
        except KeyError:  # another thread was faster
            break
    return made


def named_controls(keys: tuple[Key, ...]) -> frozenset[str]:
    """The controls that the poses of some keys name; links are not counted."""
    return _summary(keys).controls


class TrackSampler:
    """One track with its linked expressions looked up."""

    def __init__(self, clip: Clip, track: Track, library: ExpressionLibrary) -> None:
        """Look up what the keys link to.

        Raises:
            InputError: If a key links to an expression that the library does not hold.
        """
        self.track = track
        self._keys = track.keys
        self._duration_ms = clip.duration_ms
        self.is_circle = _is_circle(clip, track)
        summary = _summary(track.keys)
        self._linked = {text: _found(clip, track, text, library) for text in summary.expressions}
        self.controls = self._all_controls(summary)
        self._absent = 1.0 if track.mode is BlendMode.MULTIPLY else 0.0
        self._values: dict[int, dict[str, float]] = {}

    def _all_controls(self, summary: _Summary) -> tuple[str, ...]:
        """What each key sets: the same controls for all of them, so that there is always a way between two."""
        track = self.track
        if track.mode is BlendMode.OVERWRITE and (track.controls or track.regions):
            return tuple(name for name in ALL_CONTROLS if track.admits(name))
        named = set(summary.controls).union(*self._linked.values())
        return tuple(sorted((name for name in named if track.admits(name)), key=CONTROL_INDEX.__getitem__))

    def values(self, index: int) -> Mapping[str, float]:
        """What one key sets, all controls of the track."""
        known = self._values.get(index)
        if known is None:
            pose = self.key_pose(self._keys[index])
            known = {name: pose.get(name, self._absent) for name in self.controls}
            if len(self._values) >= _MAX_VALUES:
                self._values.clear()
            self._values[index] = known
        return known

    def value(self, index: int, control: str) -> float:
        """What one key sets of one control of the track."""
        return self.key_pose(self._keys[index]).get(control, self._absent)

    def key_pose(self, key: Key) -> Pose:
        """What a key shows: its own pose, or that of its expression."""
        return self._linked[key.expression] if key.expression else key.pose

    def at(self, time_ms: float) -> tuple[Mapping[str, float], float]:
        """What the track sets at a moment of the clip, and how strongly (the track's own weight not counted)."""
        keys = self._keys
        after = bisect_right(keys, time_ms, key=TIME_OF)
        if 0 < after < len(keys):
            return self._between(after - 1, after, time_ms, keys[after].time_ms)
        if self.is_circle:
            seam_ms = keys[0].time_ms + self._duration_ms
            unrolled_ms = time_ms if after else time_ms + self._duration_ms
            return self._between(len(keys) - 1, 0, unrolled_ms, seam_ms)
        return self._outside(time_ms, after)

    def _between(self, first: int, second: int, time_ms: float, end_ms: int) -> tuple[Mapping[str, float], float]:
        key, start, end = self._keys[first], self.values(first), self.values(second)
        share = (time_ms - key.time_ms) / (end_ms - key.time_ms)
        done = ease(key.easing, share)
        if key.easings:
            own = {name: ease(easing, share) for name, easing in key.easings.items()}
            moved = {name: value + (end[name] - value) * own.get(name, done) for name, value in start.items()}
        else:
            moved = {name: value + (end[name] - value) * done for name, value in start.items()}
        later = self._keys[second].weight
        if key.weight == later:
            return moved, later
        return moved, min(1.0, max(0.0, key.weight + (later - key.weight) * done))

    def _outside(self, time_ms: float, after: int) -> tuple[Mapping[str, float], float]:
        keys, index = self._keys, 0 if after == 0 else len(self._keys) - 1
        kind = self.track.after if after else self.track.before
        distance = time_ms - keys[index].time_ms
        if kind is Extrapolation.NONE and distance:
            return {}, 0.0
        if kind is Extrapolation.HOLD or len(keys) == 1 or not distance:
            return self.values(index), keys[index].weight
        if kind is Extrapolation.CYCLE:
            first, last = keys[0].time_ms, keys[-1].time_ms
            return self.at(first + (time_ms - first) % (last - first))
        slopes = self._slopes(after > 0)
        return {name: v + slopes[name] * distance for name, v in self.values(index).items()}, keys[index].weight

    def _slopes(self, is_end: bool) -> dict[str, float]:
        """How fast each control moves at the first or the last key, per ms."""
        first = len(self._keys) - 2 if is_end else 0
        key, start, end = self._keys[first], self.values(first), self.values(first + 1)
        length = self._keys[first + 1].time_ms - key.time_ms
        return {
            name: (end[name] - value) * slope_of(key.easing_of(name), is_end) / length for name, value in start.items()
        }


def slope_of(easing: Easing, is_end: bool) -> float:
    """How steep an easing begins or ends, as a share of the way per share of the time."""
    if easing == "hold":
        return 0.0
    if is_end:
        return (1.0 - ease(easing, 1.0 - _SLOPE_STEP)) / _SLOPE_STEP
    return ease(easing, _SLOPE_STEP) / _SLOPE_STEP


def _is_circle(clip: Clip, track: Track) -> bool:
    """Whether the track travels on from its last key to its first one."""
    return (
        clip.loop is LoopMode.LOOP
        and track.is_wrapping
        and track.before is Extrapolation.HOLD
        and track.after is Extrapolation.HOLD
        and track.keys[-1].time_ms - track.keys[0].time_ms < clip.duration_ms
    )


def _found(clip: Clip, track: Track, text: str, library: ExpressionLibrary) -> Pose:
    try:
        return find(library, text).pose
    except InputError as error:
        key = next(key for key in track.keys if key.expression == text)
        where = f'Clip "{clip.id}", track "{track.name}", key at {key.time_ms} ms'
        raise InputError(f"{where}: {error.user_message}", error.hint, error.code) from error


def heard_tracks(clip: Clip) -> tuple[Track, ...]:
    """The tracks that count: not muted, and only those on solo where any is."""
    has_solo = any(track.is_solo for track in clip.tracks)
    return tuple(track for track in clip.tracks if not track.is_muted and (track.is_solo or not has_solo))


class ClipSampler:
    """A clip with its linked expressions looked up; samples quickly at any time."""

    def __init__(self, clip: Clip, library: ExpressionLibrary) -> None:
        """Look up what the keys link to.

        Raises:
            InputError: If a key links to an expression that the library does not hold.
        """
        self._clip = clip
        self._layers = [TrackSampler(clip, track, library) for track in heard_tracks(clip) if track.keys]

    def pose(self, time_ms: float, base: Pose | None = None) -> dict[str, float]:
        """The pose at a moment; see `sample`."""
        if not math.isfinite(time_ms):
            raise invalid("The time to sample is not a number.", "Give a time in ms.")
        result: dict[str, float] = combine(base or {}, {})
        inside = time_inside(self._clip, time_ms)
        for layer in self._layers:
            values, weight = layer.at(inside)
            _lay_over(result, values, layer.track.mode, weight * layer.track.weight)
        return {name: result[name] for name in sorted(result, key=CONTROL_INDEX.__getitem__) if result[name]}


def _lay_over(pose: dict[str, float], values: Mapping[str, float], mode: BlendMode, weight: float) -> None:
    """What `combine` does, in place: only what the layer names is limited again."""
    for name, value in values.items():
        below = pose.get(name, 0.0)
        if mode is BlendMode.ADD:
            laid = below + weight * value
        elif mode is BlendMode.MULTIPLY:
            laid = below * (1.0 + weight * (value - 1.0))
        else:
            laid = below + weight * (value - below)
        low, high = _LIMITS[name]
        pose[name] = low if laid < low else high if laid > high else laid


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


def time_inside(clip: Clip, time_ms: float) -> float:
    """A time before or after the clip, brought into it as `clip.loop` says."""
    if clip.loop is LoopMode.LOOP:
        return time_ms % clip.duration_ms
    if clip.loop is LoopMode.PING_PONG:
        turned = time_ms % (2 * clip.duration_ms)
        return min(turned, 2 * clip.duration_ms - turned)
    return min(max(time_ms, 0.0), clip.duration_ms)


def keys_between(keys: Sequence[Key], start_ms: float, end_ms: float) -> Sequence[Key]:
    """The keys from `start_ms` up to but without `end_ms`."""
    first = bisect_right(keys, math.nextafter(start_ms, -math.inf), key=TIME_OF)
    last = bisect_right(keys, math.nextafter(end_ms, -math.inf), key=TIME_OF)
    return keys[first:last]
