"""Layers that chance made follow a clip that becomes longer or shorter: the same seed, the new length.

What was changed by hand in such a layer stays as it is.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from studio.core.errors import InputError
from studio.models.acting_rows import GENERATED, LayerKind, kind_of, made_tracks, row_id_of, settings_of
from studio.models.clip import Clip, Key, Track, changed

REACH_MS = {LayerKind.BREATH: 600, LayerKind.SWAY: 900, LayerKind.NODS: 300}
"""Layers whose moments are spread over the whole length: a key by hand takes the place of those so near to it.

In the others what comes before the end does not depend on it."""
OWN_SHARE = 0.5
"""From so many changed keys on a layer counts as made by hand."""


def following(before: Clip, after: Clip) -> Clip:
    """A clip of another length with its layers of chance made again for it.

    A layer is left alone where it is locked, where nothing tells what chance was given, where the change itself moved
    its keys, where it is mostly made by hand, and where the clip became too short for it.

    Args:
        before: The clip as it was.
        after: The same clip with its new length.
    """
    if before.duration_ms == after.duration_ms:
        return after
    made: dict[str, Track] = {}
    for kind in GENERATED:
        old, new = _tracks(before, kind), _tracks(after, kind)
        if new and _is_untouched(old, new, after.duration_ms):
            made |= {track.name: track for track in _remade(before, after, kind, old, new)}
    if not made:
        return after
    return changed(after, tracks=tuple(made.get(track.name, track) for track in after.tracks))


def _tracks(clip: Clip, kind: LayerKind) -> list[Track]:
    found = (track for track in clip.tracks if kind_of(track) is kind and row_id_of(track) == kind.value)
    return [track for track in found if track.recipe and not track.is_locked]


def _is_untouched(old: Sequence[Track], new: Sequence[Track], end_ms: int) -> bool:
    """Whether the tracks are the same, cut off at the new end at most."""
    if [track.name for track in old] != [track.name for track in new]:
        return False
    return all(
        track.keys == tuple(key for key in earlier.keys if key.time_ms <= end_ms)
        for earlier, track in zip(old, new, strict=True)
    )


def _remade(
    before: Clip, after: Clip, kind: LayerKind, old: Sequence[Track], new: Sequence[Track]
) -> list[Track]:  # fmt: skip
    settings = settings_of(new[0].recipe)
    if settings is None:
        return []
    try:
        then, now = made_tracks(before, kind, settings), made_tracks(after, kind, settings)
    except InputError:  # too short for a layer of chance
        return []
    if not len(then) == len(now) == len(old):
        return []
    reach_ms, is_own = REACH_MS.get(kind, 0), False
    made = []
    for earlier, chance, fresh, track in zip(old, then, now, new, strict=True):
        is_own |= len(_without(chance.keys, earlier.keys)) > OWN_SHARE * len(chance.keys)
        own = [key for key in _without(earlier.keys, chance.keys) if key.time_ms <= after.duration_ms]
        gone = _without(chance.keys, earlier.keys)
        made.append(changed(track, keys=_joined(_without(fresh.keys, gone), own, reach_ms)))
    return [] if is_own else made


def _without(keys: Iterable[Key], others: Iterable[Key]) -> list[Key]:
    by_time = {key.time_ms: key for key in others}
    return [key for key in keys if by_time.get(key.time_ms) != key]


def _joined(keys: Iterable[Key], own: Iterable[Key], reach_ms: int) -> tuple[Key, ...]:
    """Keys of chance and by hand; those by hand come first where both are at one place."""
    kept = {key.time_ms: key for key in own}
    times = sorted(kept)
    for key in keys:
        next_one = bisect_left(times, key.time_ms - reach_ms)
        if next_one == len(times) or times[next_one] > key.time_ms + reach_ms:
            kept[key.time_ms] = key
    return tuple(kept[time_ms] for time_ms in sorted(kept))
