"""Fewer keys for the same motion, with a stated error."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from studio.core.easing import LINEAR
from studio.models.clip import Clip, Key, Track, changed, invalid
from studio.models.controls import HEAD_LIMIT_DEG
from studio.models.expression import ExpressionLibrary
from studio.models.timeline_sampler import TrackSampler
from studio.models.timeline_selection import Edited, KeyRef, Selection, chosen, track_of, with_keys

DEFAULT_TOLERANCE = 0.01
"""A hundredth of a control's whole way, of a head's largest angle."""

_BETWEEN = 4
"""Where a way is no straight line it is looked at in so many more places."""


@dataclass(frozen=True, slots=True)
class Reduced:
    """What is left.

    Attributes:
        clip: The clip with fewer keys.
        selection: Those of the selected keys that are still there.
        removed: How many keys went.
        max_error: The largest difference of any control to the motion before, as a share of its whole way.
    """

    clip: Clip
    selection: Selection
    removed: int
    max_error: float


@dataclass(frozen=True, slots=True, eq=False)
class _Run:
    """A stretch of a track, as numbers.

    Attributes:
        keys: Its keys.
        times: (M,) all looked-at moments.
        values: (M, C) all controls and the weight there, as shares of their ways.
        places: Where the keys are among the moments.
    """

    keys: Sequence[Key]
    times: NDArray[np.float64]
    values: NDArray[np.float64]
    places: NDArray[np.int64]


def reduce_keys(
    clip: Clip, selection: Iterable[KeyRef], library: ExpressionLibrary, tolerance: float = DEFAULT_TOLERANCE
) -> Reduced:
    """Leave out keys that a straight way between others can stand for.

    All controls of a track are looked at together (Ramer–Douglas–Peucker over time). First and last keys of a
    selected stretch and accents stay, and so does the easing between two keys that were neighbours before.

    Args:
        clip: The clip.
        selection: Which keys may go; stretches between keys that are not selected are reduced each on its own.
        library: For linked keys.
        tolerance: The largest error of a control, as a share of its whole way (head angles: of the largest angle).

    Raises:
        InputError: If the tolerance is below 0.
    """
    if not tolerance >= 0:
        raise invalid(f"A tolerance of {tolerance:g} cannot be used.", "Give 0 or a small share such as 0.01.")
    added: dict[str, list[Key]] = {}
    removed: dict[str, list[int]] = {}
    left: set[KeyRef] = set()
    worst, count = 0.0, 0
    for name, keys in chosen(clip, selection).items():
        track = track_of(clip, name)
        added[name], removed[name] = [], []
        for run in _runs(clip, track, keys, library):
            kept, error = _kept(run, tolerance)
            worst = max(worst, error)
            count += len(run.keys) - len(kept)
            removed[name] += [key.time_ms for key in run.keys]
            added[name] += _rebuilt(run, kept)
            left.update(KeyRef(name, run.keys[index].time_ms) for index in kept)
    edited = Edited(with_keys(clip, added, removed), frozenset(left))
    return Reduced(edited.clip, edited.selection, count, worst)


def _runs(clip: Clip, track: Track, keys: Sequence[Key], library: ExpressionLibrary) -> list[_Run]:
    """The stretches of neighbouring selected keys; two keys have nothing between them to leave out."""
    wanted = {key.time_ms for key in keys}
    sampler = TrackSampler(clip, track, library)
    stretches: list[list[int]] = [[]]
    for index, key in enumerate(track.keys):
        if key.time_ms in wanted:
            stretches[-1].append(index)
        elif stretches[-1]:
            stretches.append([])
    return [_run(track, sampler, found) for found in stretches if len(found) > 2]


def _run(track: Track, sampler: TrackSampler, indices: Sequence[int]) -> _Run:
    keys = [track.keys[index] for index in indices]
    if any(key.easing != LINEAR or key.easings for key in keys[:-1]):
        moments: list[float] = []
        places: list[int] = []
        for first, second in pairwise(keys):
            places.append(len(moments))
            step = (second.time_ms - first.time_ms) / (_BETWEEN + 1)
            moments += [first.time_ms + step * part for part in range(_BETWEEN + 1)]
        places.append(len(moments))
        moments.append(keys[-1].time_ms)
    else:
        moments, places = [float(key.time_ms) for key in keys], list(range(len(keys)))
    shares = np.array([1.0 / HEAD_LIMIT_DEG.get(name, 1.0) for name in sampler.controls] + [1.0])
    rows = []
    for moment in moments:
        values, weight = sampler.at(moment)
        rows.append([*(values.get(name, 0.0) for name in sampler.controls), weight])
    return _Run(keys, np.array(moments), np.array(rows) * shares, np.array(places))


def _kept(run: _Run, tolerance: float) -> tuple[list[int], float]:
    """Which keys stay, and the largest error that is left."""
    last = len(run.keys) - 1
    fixed = [0, *(index for index in range(1, last) if run.keys[index].is_accent), last]
    kept, worst = set(fixed), 0.0
    open_stretches = list(pairwise(fixed))
    while open_stretches:
        first, second = open_stretches.pop()
        if second - first < 2:
            continue  # neighbours keep their own way
        errors = _errors(run, first, second)
        largest = float(errors.max(initial=0.0))
        if largest <= tolerance:
            worst = max(worst, largest)
            continue
        middle = _split(run, first, second, errors)
        kept.add(middle)
        open_stretches += [(first, middle), (middle, second)]
    return sorted(kept), worst


def _errors(run: _Run, first: int, second: int) -> NDArray[np.float64]:
    """The largest difference of any control to a straight way, at each moment between two keys."""
    start, end = run.places[first], run.places[second]
    times, values = run.times[start : end + 1], run.values[start : end + 1]
    share = ((times - times[0]) / (times[-1] - times[0]))[:, None]
    difference: NDArray[np.float64] = np.abs(values - (values[0] + (values[-1] - values[0]) * share)).max(axis=1)
    return difference


def _split(run: _Run, first: int, second: int, errors: NDArray[np.float64]) -> int:
    """The key between two others at which a straight way is farthest off; the middle one if none of them is."""
    at_keys = errors[run.places[first + 1 : second] - run.places[first]]
    return first + 1 + int(at_keys.argmax()) if at_keys.max() > 0 else (first + second) // 2


def _rebuilt(run: _Run, kept: Sequence[int]) -> list[Key]:
    keys = [
        run.keys[index] if after == index + 1 else changed(run.keys[index], easing=LINEAR, easings={})
        for index, after in pairwise(kept)
    ]
    return [*keys, run.keys[kept[-1]]]
