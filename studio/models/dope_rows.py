"""What the dope sheet shows: rows of keys, and which of them are meant by a selection."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from studio.core.easing import HOLD, LINEAR, easing_text
from studio.models.clip import Clip, Key, Track
from studio.models.controls import CONTROL_INDEX, region_of

KeyId = tuple[str, int]
"""(name of its track, time in ms)."""

_KEPT = 256


class RowKind(StrEnum):
    """What a row stands for."""

    SUMMARY = "summary"
    TRACK = "track"
    REGION = "region"
    CONTROL = "control"


class KeyShape(StrEnum):
    """How the way to the next key goes, told by shape and not by colour."""

    LINEAR = "linear"
    CURVE = "curve"
    HOLD = "hold"


@dataclass(frozen=True, slots=True)
class DopeRow:
    """One row.

    Attributes:
        id: Unique: "" for the summary, "track", "track/region", "track/region/control".
        kind: What it stands for.
        track: Name of its track; empty for the summary.
        title: For people.
        depth: 0 for the summary and tracks, 1 for regions, 2 for controls.
        times_ms: Of its keys, ascending.
        shapes: Of its keys, in the same order.
        accents: Times that are hit exactly.
        linked: Times whose key points to a library expression.
        is_open: Whether its parts are shown; None where it has none.
        is_muted: Left out of the result.
        is_locked: Not edited.
    """

    id: str
    kind: RowKind
    track: str
    title: str
    depth: int
    times_ms: tuple[int, ...]
    shapes: tuple[KeyShape, ...] = ()
    accents: frozenset[int] = frozenset()
    linked: frozenset[int] = frozenset()
    is_open: bool | None = None
    is_muted: bool = False
    is_locked: bool = False

    def between(self, start_ms: float, end_ms: float) -> range:
        """Indices of the keys in a closed range of time."""
        return range(bisect_left(self.times_ms, start_ms), bisect_right(self.times_ms, end_ms))

    def near(self, time_ms: float, reach_ms: float) -> int | None:
        """Index of the key nearest to a moment, if it is within reach."""
        found = self.between(time_ms - reach_ms, time_ms + reach_ms)
        return min(found, key=lambda index: abs(self.times_ms[index] - time_ms)) if found else None


def rows_of(clip: Clip, open_rows: frozenset[str], locked: frozenset[str] = frozenset()) -> tuple[DopeRow, ...]:
    """The rows of a clip, those of folded tracks left out.

    Args:
        clip: On the timeline.
        open_rows: Ids of rows whose parts are shown.
        locked: Names of tracks that are not edited.
    """
    every = _every_time(tuple(track.keys for track in clip.tracks))
    rows = [DopeRow("", RowKind.SUMMARY, "", "", 0, every, (KeyShape.LINEAR,) * len(every))]
    for track in clip.tracks:
        rows += _rows_of_track(track, open_rows, track.name in locked)
    return tuple(rows)


class _Marks:
    """What the marks of a track say; kept for tracks that were not touched, because clips can have 100,000 keys."""

    def __init__(self, track: Track) -> None:
        self.keys = track.keys
        self.times = tuple(key.time_ms for key in track.keys)
        self.shapes = tuple(shape_of(key) for key in track.keys)
        self.accents = frozenset(key.time_ms for key in track.keys if key.is_accent)
        self.linked = frozenset(key.time_ms for key in track.keys if key.expression)
        self.has_parts = any(key.pose for key in track.keys)


_marks: OrderedDict[int, _Marks] = OrderedDict()
_times: OrderedDict[tuple[int, ...], tuple[tuple[tuple[Key, ...], ...], tuple[int, ...]]] = OrderedDict()


def _marks_of(track: Track) -> _Marks:
    known = _marks.get(id(track.keys))
    if known is None or known.keys is not track.keys:
        known = _marks[id(track.keys)] = _Marks(track)
        while len(_marks) > _KEPT:
            _marks.popitem(last=False)
    return known


def _every_time(tracks: tuple[tuple[Key, ...], ...]) -> tuple[int, ...]:
    """The moments of all keys, in order."""
    name = tuple(map(id, tracks))
    known = _times.get(name)
    if known is None or any(one is not other for one, other in zip(known[0], tracks, strict=True)):
        found = tuple(sorted({key.time_ms for keys in tracks for key in keys}))
        known = _times[name] = (tracks, found)
        while len(_times) > 4:
            _times.popitem(last=False)
    return known[1]


def _rows_of_track(track: Track, open_rows: frozenset[str], is_locked: bool) -> Iterable[DopeRow]:
    marks = _marks_of(track)
    times, shapes, accents, linked = marks.times, marks.shapes, marks.accents, marks.linked
    is_open = (track.name in open_rows) if marks.has_parts else None
    is_muted = track.is_muted
    name = track.name
    yield DopeRow(name, RowKind.TRACK, name, name, 0, times, shapes, accents, linked, is_open, is_muted, is_locked)
    if not is_open:
        return
    for region, controls in _controls_by_region(track).items():
        row_id = f"{name}/{region}"
        is_region_open = row_id in open_rows
        times, shapes = _keys_naming(track, controls)
        yield DopeRow(
            row_id, RowKind.REGION, name, region, 1, times, shapes, accents, linked, is_region_open, is_muted, is_locked
        )
        for control in controls if is_region_open else ():
            times, shapes = _keys_naming(track, (control,))
            control_id = f"{row_id}/{control}"
            yield DopeRow(
                control_id, RowKind.CONTROL, name, control, 2, times, shapes, accents, linked, None, is_muted, is_locked
            )


def _controls_by_region(track: Track) -> Mapping[str, tuple[str, ...]]:
    names = sorted({name for key in track.keys for name in key.pose}, key=CONTROL_INDEX.__getitem__)
    found: dict[str, list[str]] = {}
    for name in names:
        found.setdefault(region_of(name).value, []).append(name)
    return {region: tuple(controls) for region, controls in found.items()}


def _keys_naming(track: Track, controls: Iterable[str]) -> tuple[tuple[int, ...], tuple[KeyShape, ...]]:
    wanted = set(controls)
    keys = [key for key in track.keys if not wanted.isdisjoint(key.pose)]
    return tuple(key.time_ms for key in keys), tuple(shape_of(key) for key in keys)


def shape_of(key: Key) -> KeyShape:
    """How the way from a key to the next goes."""
    text = easing_text(key.easing)
    if text == LINEAR:
        return KeyShape.LINEAR
    return KeyShape.HOLD if text == HOLD else KeyShape.CURVE


def keys_at(rows: Iterable[DopeRow], clip: Clip, row: DopeRow, time_ms: int) -> frozenset[KeyId]:
    """The keys that are meant by one mark: those of all tracks for the summary."""
    if row.kind is not RowKind.SUMMARY:
        return frozenset({(row.track, time_ms)})
    locked = {one.track for one in rows if one.is_locked}
    return frozenset(
        (track.name, time_ms)
        for track in clip.tracks
        if track.name not in locked and _has_key_at(track, time_ms)
    )  # fmt: skip


def keys_in_box(
    rows: Iterable[DopeRow], clip: Clip, first: int, last: int, start_ms: float, end_ms: float
) -> frozenset[KeyId]:
    """The keys inside a rectangle of rows (indices, both included) and time."""
    listed = tuple(rows)
    found: set[KeyId] = set()
    for row in listed[max(0, first) : last + 1]:
        if row.is_locked:
            continue
        for index in row.between(start_ms, end_ms):
            found |= keys_at(listed, clip, row, row.times_ms[index])
    return frozenset(found)


def _has_key_at(track: Track, time_ms: int) -> bool:
    index = bisect_left(track.keys, time_ms, key=lambda key: key.time_ms)
    return index < len(track.keys) and track.keys[index].time_ms == time_ms
