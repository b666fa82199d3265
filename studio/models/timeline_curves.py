"""The curve of one control of a track, as a curve editor shows it: points, handles in ms and values, a line to paint.

A segment is a cubic Bézier curve from key to key. Its handles are the normalised ones of the key's easing stretched to
the segment, so preview, command line and every exporter play exactly what is drawn. A segment between two equal values
is flat whatever its handles say. Named curves that no Bézier follows (elastic, bounce) have no handles; taking hold of
a side of one begins with straight handles.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import pairwise

from studio.core.easing import HOLD, LINEAR, CubicBezier, Easing, ease
from studio.models.clip import Clip, Key, Track, changed, invalid
from studio.models.expression import ExpressionLibrary
from studio.models.timeline_easing import STRAIGHT, as_bezier
from studio.models.timeline_sampler import TIME_OF, TrackSampler
from studio.models.timeline_selection import Edited, KeyRef, chosen, key_at, refs, track_of, with_keys

_FLAT = 1e-9
_TALLEST = 10.0
"""Handles reach no farther than so many times the height of their segment."""


class HandleSide(StrEnum):
    """Which handle of a key."""

    IN = "in"
    OUT = "out"


class HandleKind(StrEnum):
    """How handles are laid.

    AUTO goes smoothly through the key and never beyond its neighbours, FLAT is level, LINEAR points to the
    neighbours, HOLD stays until the next key.
    """

    AUTO = "auto"
    FLAT = "flat"
    LINEAR = "linear"
    HOLD = "hold"


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """A key on a curve.

    Attributes:
        time_ms, value: Where.
        is_linked: Its value comes from an expression.
        is_breakdown: It is an in-between.
    """

    time_ms: int
    value: float
    is_linked: bool = False
    is_breakdown: bool = False


@dataclass(frozen=True, slots=True)
class CurveSegment:
    """The way from one key to the next.

    Attributes:
        start, end: Its ends.
        easing: How it is travelled.
        handles: (ms, value) of the first and the second handle; None where it has none (hold, elastic, bounce).
        is_exact: Whether the handles are the curve, or only come close to a named one.
    """

    start: CurvePoint
    end: CurvePoint
    easing: Easing
    handles: tuple[tuple[float, float], tuple[float, float]] | None
    is_exact: bool = True

    @property
    def is_flat(self) -> bool:
        """Both ends have the same value; the heights of the handles count for nothing."""
        return abs(self.end.value - self.start.value) < _FLAT

    def value_at(self, time_ms: float) -> float:
        """The value at a moment of the segment."""
        share = (time_ms - self.start.time_ms) / (self.end.time_ms - self.start.time_ms)
        return self.start.value + (self.end.value - self.start.value) * ease(self.easing, share)


@dataclass(frozen=True, eq=False)
class Curve:
    """The curve of a control over a stretch of a track.

    Attributes:
        track, control: Whose.
        points: The keys in the stretch, and one more on each side.
        first: Which key of the track the first point is.
        sampler: Tells the value anywhere, extrapolation included.
    """

    track: str
    control: str
    points: tuple[CurvePoint, ...]
    first: int
    sampler: TrackSampler

    @cached_property
    def segments(self) -> tuple[CurveSegment, ...]:
        """The ways between the points."""
        keys = self.sampler.track.keys[self.first :]
        return tuple(
            _segment(start, end, key.easing_of(self.control))
            for key, (start, end) in zip(keys, pairwise(self.points), strict=False)
        )

    def value_at(self, time_ms: float) -> float | None:
        """The value at any moment; None where the track does not act on the control."""
        return self.sampler.at(time_ms)[0].get(self.control)

    def value_range(self) -> tuple[float, float]:
        """The lowest and the highest value, handles included; for fitting the view and for the normalised one."""
        values = [point.value for point in self.points]
        values += [height for segment in self.segments if not segment.is_flat for _, height in segment.handles or ()]
        return (min(values), max(values)) if values else (0.0, 1.0)


def curve_of(
    clip: Clip,
    track: str,
    control: str,
    library: ExpressionLibrary,
    range_ms: tuple[float, float] | None = None,
) -> Curve:
    """The curve of a control of a track.

    Args:
        clip: The clip.
        track: Which track.
        control: Which control.
        library: For linked keys.
        range_ms: Only what is in sight; the work does not grow with the rest. All if None.

    Raises:
        InputError: If there is no such track, or an expression is missing.
    """
    owner = track_of(clip, track)
    sampler = TrackSampler(clip, owner, library)
    if control not in sampler.controls:
        return Curve(track, control, (), 0, sampler)
    keys = owner.keys
    first, last = 0, len(keys)
    if range_ms is not None:
        first = max(0, bisect_right(keys, range_ms[0], key=TIME_OF) - 1)
        last = min(len(keys), bisect_left(keys, range_ms[1], key=TIME_OF) + 1)
    points = tuple(_point(keys[index], sampler.value(index, control)) for index in range(first, last))
    return Curve(track, control, points, first, sampler)


def curve_controls(clip: Clip, track: str, library: ExpressionLibrary) -> tuple[str, ...]:
    """The controls of a track that have a curve."""
    return TrackSampler(clip, track_of(clip, track), library).controls


def _point(key: Key, value: float) -> CurvePoint:
    return CurvePoint(key.time_ms, value, bool(key.expression), key.is_breakdown)


def _segment(start: CurvePoint, end: CurvePoint, easing: Easing) -> CurveSegment:
    curve = as_bezier(easing)
    if curve is None:
        return CurveSegment(start, end, easing, None)
    width, height = end.time_ms - start.time_ms, end.value - start.value
    handles = (
        (start.time_ms + curve.x1 * width, start.value + curve.y1 * height),
        (start.time_ms + curve.x2 * width, start.value + curve.y2 * height),
    )
    return CurveSegment(start, end, easing, handles, isinstance(easing, CubicBezier) or easing == LINEAR)


def set_handle(
    clip: Clip,
    key: KeyRef,
    side: HandleSide,
    handle_ms: float,
    value: float | None,
    library: ExpressionLibrary,
    control: str,
    is_shared: bool = False,
) -> Clip:
    """A handle put somewhere, by dragging or by numbers.

    It is kept between its key and the next one, so that time never runs backwards, and within reach in height.

    Args:
        clip: The clip.
        key: Whose handle.
        side: OUT leads to the next key, IN comes from the one before.
        handle_ms: Where, in ms of the clip.
        value: How high, in values of the control; None leaves the height.
        library: For linked keys.
        control: On whose curve; only this control travels differently then.
        is_shared: All controls of the key travel that way.

    Raises:
        InputError: If there is no such key, no key on that side, or the track is locked.
    """
    track = track_of(clip, key.track)
    if track.is_locked:
        raise invalid(f'Track "{track.name}" is locked.', "Unlock it to change its curves.")
    index = _index_of(track, key.time_ms) - (side is HandleSide.IN)
    if not 0 <= index < len(track.keys) - 1:
        raise invalid("There is no key on that side.", "Only ways between two keys have handles.")
    sampler = TrackSampler(clip, track, library)
    segment = _segment_at(track, sampler, index, control)
    curve = as_bezier(segment.easing) or STRAIGHT
    x = min(1.0, max(0.0, (handle_ms - segment.start.time_ms) / (segment.end.time_ms - segment.start.time_ms)))
    y = curve.y1 if side is HandleSide.OUT else curve.y2
    if value is not None and not segment.is_flat:
        y = (value - segment.start.value) / (segment.end.value - segment.start.value)
        y = min(_TALLEST, max(-_TALLEST, y))
    is_out = side is HandleSide.OUT
    made = CubicBezier(x, y, curve.x2, curve.y2) if is_out else CubicBezier(curve.x1, curve.y1, x, y)
    return with_keys(clip, {track.name: [_eased(track.keys[index], {control: made}, is_shared)]})


def _eased(key: Key, ways: Mapping[str, Easing], is_shared: bool) -> Key:
    if is_shared:
        return changed(key, easing=next(iter(ways.values())), easings={})
    easings = {name: way for name, way in {**key.easings, **ways}.items() if way != key.easing}
    return changed(key, easings=easings)


def _index_of(track: Track, time_ms: int) -> int:
    if key_at(track, time_ms) is None:
        raise invalid(f'Track "{track.name}" has no key at {time_ms} ms.', "Choose one of its keys.")
    return bisect_left(track.keys, time_ms, key=TIME_OF)


def _segment_at(track: Track, sampler: TrackSampler, index: int, control: str) -> CurveSegment:
    if control not in sampler.controls:
        raise invalid(f'Track "{track.name}" does not move {control}.', "Choose one of its controls.")
    key, later = track.keys[index], track.keys[index + 1]
    start, end = sampler.values(index)[control], sampler.values(index + 1)[control]
    return _segment(_point(key, start), _point(later, end), key.easing_of(control))


def set_handle_kind(
    clip: Clip,
    selection: Iterable[KeyRef],
    kind: HandleKind,
    library: ExpressionLibrary,
    controls: Iterable[str] = (),
) -> Edited:
    """Handles on both sides of keys laid anew.

    Args:
        clip: The clip.
        selection: Which keys.
        kind: How.
        library: For linked keys.
        controls: On which curves; all of each track if empty. Every control gets the handles that suit its own values.
    """
    found = chosen(clip, selection)
    wanted = tuple(controls)
    added: dict[str, list[Key]] = {}
    for name, keys in found.items():
        track = track_of(clip, name)
        sampler = TrackSampler(clip, track, library)
        names = [one for one in sampler.controls if not wanted or one in wanted]
        touched: dict[int, dict[str, Easing]] = {}
        for key in keys:
            index = bisect_left(track.keys, key.time_ms, key=TIME_OF)
            for control in names:
                _lay(track, sampler, index, control, kind, touched)
        added[name] = [_with_ways(track.keys[index], ways, sampler) for index, ways in touched.items()]
    return Edited(with_keys(clip, added), refs(found))


def _with_ways(key: Key, ways: Mapping[str, Easing], sampler: TrackSampler) -> Key:
    """One easing for all where they all agree."""
    if len(set(map(str, ways.values()))) == 1 and len(ways) == len(sampler.controls):
        return _eased(key, ways, True)
    return _eased(key, ways, False)


def _lay(
    track: Track,
    sampler: TrackSampler,
    index: int,
    control: str,
    kind: HandleKind,
    touched: dict[int, dict[str, Easing]],
) -> None:
    """Both handles of one key on one curve, put into `touched` (index of the key that owns the way -> easings)."""

    def way(at: int) -> Easing:
        return touched.get(at, {}).get(control, track.keys[at].easing_of(control))

    has_next, has_previous = index < len(track.keys) - 1, index > 0
    if kind is HandleKind.HOLD:
        if has_next:
            touched.setdefault(index, {})[control] = HOLD
        return
    slope = _auto_slope(track, sampler, index, control) if kind is HandleKind.AUTO else 0.0
    for at, is_out in ((index, True), (index - 1, False)):
        if not (has_next if is_out else has_previous):
            continue
        segment = _segment_at(track, sampler, at, control)
        curve = as_bezier(way(at)) or STRAIGHT
        width, height = segment.end.time_ms - segment.start.time_ms, segment.end.value - segment.start.value
        if segment.is_flat:
            rise = 1 / 3 if kind is HandleKind.LINEAR else 0.0
        else:
            rise = 1 / 3 if kind is HandleKind.LINEAR else slope * width / 3 / height
        if is_out:
            made = CubicBezier(1 / 3, rise, curve.x2, curve.y2)
        else:
            made = CubicBezier(curve.x1, curve.y1, 2 / 3, 1 - rise)
        is_straight = abs(made.y1 - made.x1) + abs(made.y2 - made.x2) < _FLAT
        touched.setdefault(at, {})[control] = LINEAR if is_straight else made


def _auto_slope(track: Track, sampler: TrackSampler, index: int, control: str) -> float:
    """Per ms: level at the ends and at hills and valleys, between them so gentle that nothing is overshot."""
    if not 0 < index < len(track.keys) - 1:
        return 0.0
    before, here, after = (sampler.values(at)[control] for at in (index - 1, index, index + 1))
    times = [track.keys[at].time_ms for at in (index - 1, index, index + 1)]
    left, right = (here - before) / (times[1] - times[0]), (after - here) / (times[2] - times[1])
    if left * right <= 0:
        return 0.0
    slope = (after - before) / (times[2] - times[0])
    steepest = 3 * min(abs(left), abs(right))
    return max(-steepest, min(steepest, slope))


def normalised(value: float, value_range: tuple[float, float]) -> float:
    """A value in the normalised view, where each curve fills 0 … 1; a level curve lies in the middle."""
    low, high = value_range
    return 0.5 if high - low < _FLAT else (value - low) / (high - low)


def denormalised(share: float, value_range: tuple[float, float]) -> float:
    """A height of the normalised view as a value again."""
    low, high = value_range
    return low + share * (high - low)
