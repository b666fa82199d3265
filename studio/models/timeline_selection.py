"""Which keys of a clip are meant, and putting changed ones in their place."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from studio.models.clip import MAX_DURATION_MS, Clip, Key, Track, changed, invalid
from studio.models.timeline_sampler import TIME_OF, keys_between

_FEW = 32
"""Up to so many changes of a track are spliced in one by one; more are merged in one pass."""


class KeyRef(NamedTuple):
    """A key of a clip, by where it is."""

    track: str
    time_ms: int


Selection = frozenset[KeyRef]
NOTHING: Selection = frozenset()


@dataclass(frozen=True, slots=True)
class Edited:
    """What an edit made.

    Attributes:
        clip: The clip afterwards; tracks that were not touched are the very same objects.
        selection: Where the selected keys are now.
    """

    clip: Clip
    selection: Selection = NOTHING


def track_of(clip: Clip, name: str) -> Track:
    """A track by its name.

    Raises:
        InputError: If there is none.
    """
    for track in clip.tracks:
        if track.name == name:
            return track
    names = ", ".join(track.name for track in clip.tracks) or "none"
    raise invalid(f'Clip "{clip.id}" has no track "{name}".', f"Its tracks are: {names}.")


def key_at(track: Track, time_ms: int) -> Key | None:
    """The key at exactly that time."""
    index = bisect_left(track.keys, time_ms, key=TIME_OF)
    found = index < len(track.keys) and track.keys[index].time_ms == time_ms
    return track.keys[index] if found else None


def nearest_key(track: Track, time_ms: float, tolerance_ms: float) -> Key | None:
    """The key that is nearest to a moment, if it is near enough; for clicks."""
    near = keys_between(track.keys, time_ms - tolerance_ms, time_ms + tolerance_ms + 1e-6)
    return min(near, key=lambda key: abs(key.time_ms - time_ms), default=None)


def all_keys(clip: Clip, tracks: Iterable[str] | None = None) -> Selection:
    """Every key, or every key of some tracks."""
    wanted = None if tracks is None else set(tracks)
    return frozenset(
        KeyRef(track.name, key.time_ms)
        for track in clip.tracks if wanted is None or track.name in wanted
        for key in track.keys
    )  # fmt: skip


def keys_in(clip: Clip, start_ms: float, end_ms: float, tracks: Iterable[str] | None = None) -> Selection:
    """The keys in a box: from `start_ms` to `end_ms`, both included, of some tracks or of all.

    The work grows with what is inside, not with the clip.
    """
    wanted = None if tracks is None else set(tracks)
    return frozenset(
        KeyRef(track.name, key.time_ms)
        for track in clip.tracks if wanted is None or track.name in wanted
        for key in keys_between(track.keys, start_ms, end_ms + 1e-6)
    )  # fmt: skip


def next_key_ms(clip: Clip, time_ms: float, direction: int, tracks: Iterable[str] | None = None) -> int | None:
    """The time of the next (1) or previous (-1) key from a moment; for the Up and Down keys."""
    wanted = None if tracks is None else set(tracks)
    found: list[int] = []
    for track in clip.tracks:
        if not track.keys or (wanted is not None and track.name not in wanted):
            continue
        index = bisect_left(track.keys, time_ms, key=TIME_OF)
        if direction > 0:
            if index < len(track.keys) and track.keys[index].time_ms == time_ms:
                index += 1
            found += [track.keys[index].time_ms] if index < len(track.keys) else []
        else:
            found += [track.keys[index - 1].time_ms] if index > 0 else []
    if not found:
        return None
    return min(found) if direction > 0 else max(found)


def grouped(selection: Iterable[KeyRef]) -> dict[str, list[int]]:
    """Track -> times in order."""
    times: dict[str, list[int]] = {}
    for name, time_ms in selection:
        times.setdefault(name, []).append(time_ms)
    for found in times.values():
        found.sort()
    return times


def chosen(clip: Clip, selection: Iterable[KeyRef]) -> dict[str, tuple[Key, ...]]:
    """Track -> its selected keys in order of time; those of locked tracks and those that are gone are left out.

    Raises:
        InputError: If all that was selected is locked.
    """
    times = grouped(selection)
    found: dict[str, tuple[Key, ...]] = {}
    locked = ""
    for track in clip.tracks:
        if track.name not in times:
            continue
        if track.is_locked:
            locked = track.name
            continue
        keys = _keys_at(track, times[track.name])
        if keys:
            found[track.name] = keys
    if locked and not found:
        raise invalid(f'Track "{locked}" is locked.', "Unlock it to change its keys.")
    return found


def _keys_at(track: Track, times: Sequence[int]) -> tuple[Key, ...]:
    if len(times) > _FEW:
        wanted = set(times)
        return tuple(key for key in track.keys if key.time_ms in wanted)
    return tuple(key for key in (key_at(track, time_ms) for time_ms in times) if key is not None)


def refs(keys: Mapping[str, Iterable[Key]]) -> Selection:
    """The selection of some keys."""
    return frozenset(KeyRef(name, key.time_ms) for name, found in keys.items() for key in found)


def spliced(keys: tuple[Key, ...], removed: Iterable[int], added: Sequence[Key]) -> tuple[Key, ...]:
    """Keys without some and with others; an added key replaces one at its time, the last added of a time wins."""
    gone = set(removed)
    if len(gone) + len(added) > _FEW:
        merged = {key.time_ms: key for key in keys if key.time_ms not in gone}
        merged.update((key.time_ms, key) for key in added)
        return tuple(merged[time_ms] for time_ms in sorted(merged))
    for time_ms in gone:
        index = bisect_left(keys, time_ms, key=TIME_OF)
        if index < len(keys) and keys[index].time_ms == time_ms:
            keys = keys[:index] + keys[index + 1 :]
    for key in added:
        index = bisect_left(keys, key.time_ms, key=TIME_OF)
        is_there = index < len(keys) and keys[index].time_ms == key.time_ms
        keys = keys[:index] + (key,) + keys[index + is_there :]  # noqa: RUF005 (three times as fast)
    return keys


def with_keys(
    clip: Clip, added: Mapping[str, Sequence[Key]], removed: Mapping[str, Iterable[int]] | None = None
) -> Clip:
    """The clip with keys taken out and put in; keys must lie inside it. Other tracks are shared.

    Args:
        clip: The clip.
        added: Track -> keys.
        removed: Track -> times of keys.
    """
    gone = removed or {}
    tracks = tuple(
        changed(track, keys=spliced(track.keys, gone.get(track.name, ()), added.get(track.name, ())))
        if track.name in added or track.name in gone
        else track
        for track in clip.tracks
    )
    return changed(clip, tracks=tracks)


def with_changed(
    clip: Clip, selection: Iterable[KeyRef], change: Callable[[Track, Key], Key]
) -> Edited:  # fmt: skip
    """Every selected key put through `change`, which must leave its time alone."""
    found = chosen(clip, selection)
    tracks = {track.name: track for track in clip.tracks}
    made = {name: [change(tracks[name], key) for key in keys] for name, keys in found.items()}
    return Edited(with_keys(clip, made), refs(found))


def grown(clip: Clip, end_ms: int) -> Clip:
    """The clip, made longer where it ends before a moment; where frames have own lengths the last one stays longer.

    Raises:
        InputError: If that is longer than a clip can be.
    """
    if end_ms <= clip.duration_ms:
        return clip
    if end_ms > MAX_DURATION_MS:
        raise invalid(f"The clip would last {end_ms} ms.", "A clip lasts at most four hours.")
    lengths = clip.frame_durations_ms
    if lengths:
        lengths = (*lengths[:-1], lengths[-1] + end_ms - clip.duration_ms)
    return changed(clip, duration_ms=end_ms, frame_durations_ms=lengths)
