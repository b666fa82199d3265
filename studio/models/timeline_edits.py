"""Edits of keys: each takes a clip and gives another, which shares all that was not touched.

Keys of locked tracks are left alone. A key that comes to lie on another one replaces it. A drag should always start
from the clip as it was when it began: what the keys passed over is there again then.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from studio.core.easing import HOLD, Easing, parse_easing
from studio.models.clip import Clip, Key, Track, changed, invalid
from studio.models.expression import BlendMode
from studio.models.timeline_easing import reversed_easing
from studio.models.timeline_selection import (
    Edited,
    KeyRef,
    Selection,
    chosen,
    grown,
    refs,
    track_of,
    with_changed,
    with_keys,
)


def delete_keys(clip: Clip, selection: Iterable[KeyRef]) -> Clip:
    """The clip without some keys.

    Raises:
        InputError: If all of them are locked.
    """
    found = chosen(clip, selection)
    return with_keys(clip, {}, {name: [key.time_ms for key in keys] for name, keys in found.items()})


def move_keys(
    clip: Clip,
    selection: Iterable[KeyRef],
    delta_ms: int,
    tracks: Mapping[str, str] | None = None,
    grows: bool = False,
) -> Edited:
    """Keys moved in time, and to other tracks.

    Args:
        clip: The clip.
        selection: What moves.
        delta_ms: How far; less where a key would leave the clip.
        tracks: Old track -> new track, for those that change; see `shifted_tracks`.
        grows: The clip gets longer instead of holding keys back at its end.

    Raises:
        InputError: If a new track is locked or cannot take the keys, or all keys are locked.
    """
    found = chosen(clip, selection)
    _check_targets(clip, found, tracks or {})
    delta_ms = _held_back(clip, found, delta_ms, grows)
    removed = {name: [key.time_ms for key in keys] for name, keys in found.items()}
    return _placed(clip, _moved(found, delta_ms, tracks or {}), removed)


def duplicate_keys(
    clip: Clip, selection: Iterable[KeyRef], delta_ms: int, tracks: Mapping[str, str] | None = None
) -> Edited:
    """Copies of keys, moved as by `move_keys`; the clip grows where they need it. The copies are selected then."""
    found = chosen(clip, selection)
    _check_targets(clip, found, tracks or {})
    delta_ms = _held_back(clip, found, delta_ms, grows=True)
    return _placed(clip, _moved(found, delta_ms, tracks or {}), {})


def _moved(found: Mapping[str, Sequence[Key]], delta_ms: int, tracks: Mapping[str, str]) -> dict[str, list[Key]]:
    added: dict[str, list[Key]] = {}
    for name, keys in found.items():
        added.setdefault(tracks.get(name, name), []).extend(
            changed(key, time_ms=key.time_ms + delta_ms) if delta_ms else key for key in keys
        )
    return added


def _placed(clip: Clip, added: Mapping[str, Sequence[Key]], removed: Mapping[str, Iterable[int]]) -> Edited:
    end = max((key.time_ms for keys in added.values() for key in keys), default=0)
    return Edited(with_keys(grown(clip, end), added, removed), refs(added))


def _held_back(clip: Clip, found: Mapping[str, Sequence[Key]], delta_ms: int, grows: bool) -> int:
    """Keys come in order of time, so only the ends of each track count."""
    if not found:
        return 0
    first = min(keys[0].time_ms for keys in found.values())
    last = max(keys[-1].time_ms for keys in found.values())
    delta_ms = max(delta_ms, -first)
    return delta_ms if grows else min(delta_ms, clip.duration_ms - last)


def is_compatible(source: Track, target: Track, keys: Iterable[Key]) -> bool:
    """Whether a track can take keys of another one: both act in the same way, and it acts on what they name."""
    if source.name == target.name:
        return True
    if target.is_locked or (source.mode is BlendMode.MULTIPLY) != (target.mode is BlendMode.MULTIPLY):
        return False
    return all(target.admits(name) for key in keys for name in key.pose)


def _check_targets(clip: Clip, found: Mapping[str, Sequence[Key]], tracks: Mapping[str, str]) -> None:
    for name, keys in found.items():
        target = track_of(clip, tracks.get(name, name))
        if not is_compatible(track_of(clip, name), target, keys):
            reason = "is locked" if target.is_locked else f'cannot take keys of "{name}"'
            raise invalid(f'Track "{target.name}" {reason}.', "Choose a track that acts on the same controls.")


def shifted_tracks(clip: Clip, selection: Iterable[KeyRef], rows: int, order: Sequence[str] = ()) -> dict[str, str]:
    """For `move_keys`: each selected track -> the one so many rows below it; empty where one of them cannot take part.

    Args:
        clip: The clip.
        selection: What moves.
        rows: How far, > 0 down.
        order: Names of the tracks as they are shown; the clip's own order if empty.
    """
    names = list(order) or [track.name for track in clip.tracks]
    found = chosen(clip, selection)
    result: dict[str, str] = {}
    for name, keys in found.items():
        place = names.index(name) + rows if name in names else -1
        if not 0 <= place < len(names):
            return {}
        if not is_compatible(track_of(clip, name), track_of(clip, names[place]), keys):
            return {}
        result[name] = names[place]
    return result


def scale_time(
    clip: Clip, selection: Iterable[KeyRef], pivot_ms: float, factor: float, grows: bool = False
) -> Edited:  # fmt: skip
    """Keys drawn apart or together about a moment.

    Args:
        clip: The clip.
        selection: What moves.
        pivot_ms: What stays.
        factor: Above 0; 2 is half as fast. Less where a key would leave the clip. Keys that come to lie on the same
            millisecond become one.
        grows: The clip gets longer instead of holding keys back at its end.

    Raises:
        InputError: If the factor is not above 0.
    """
    if not 0.0 < factor < float("inf"):
        raise invalid(f"Time cannot be scaled by {factor:g}.", "Give a factor above 0; reverse turns keys round.")
    found = chosen(clip, selection)
    if not found:
        return Edited(clip)
    first = min(keys[0].time_ms for keys in found.values())
    last = max(keys[-1].time_ms for keys in found.values())
    if first < pivot_ms:
        factor = min(factor, pivot_ms / (pivot_ms - first))
    if last > pivot_ms and not grows:
        factor = min(factor, max(0.0, clip.duration_ms - pivot_ms) / (last - pivot_ms))
    return _retimed(clip, found, lambda time_ms: round(pivot_ms + (time_ms - pivot_ms) * factor))


def _retimed(clip: Clip, found: Mapping[str, Sequence[Key]], when: Callable[[int], int]) -> Edited:
    added = {name: [changed(key, time_ms=max(0, when(key.time_ms))) for key in keys] for name, keys in found.items()}
    return _placed(clip, added, {name: [key.time_ms for key in keys] for name, keys in found.items()})


def reverse_keys(clip: Clip, selection: Iterable[KeyRef]) -> Edited:
    """The selected stretch played backwards, easings included; twice gives the clip again."""
    found = chosen(clip, selection)
    if not found:
        return Edited(clip)
    both = min(keys[0].time_ms for keys in found.values()) + max(keys[-1].time_ms for keys in found.values())
    added: dict[str, list[Key]] = {}
    for name, keys in found.items():
        ways = [(reversed_easing(key.easing), _all_reversed(key.easings)) for key in keys[-2::-1]]
        ways.append((keys[-1].easing, dict(keys[-1].easings)))
        added[name] = [
            changed(key, time_ms=both - key.time_ms, easing=easing, easings=easings)
            for key, (easing, easings) in zip(reversed(keys), ways, strict=True)
        ]
    return _placed(clip, added, {name: [key.time_ms for key in keys] for name, keys in found.items()})


def _all_reversed(easings: Mapping[str, Easing]) -> dict[str, Easing]:
    return {name: reversed_easing(easing) for name, easing in easings.items()}


def set_easing(clip: Clip, selection: Iterable[KeyRef], easing: Easing | str, controls: Iterable[str] = ()) -> Edited:
    """The way from each selected key to the next.

    Args:
        clip: The clip.
        selection: Which keys.
        easing: A curve, or what `parse_easing` reads.
        controls: Only these controls; without any, all travel that way.

    Raises:
        InputError: If there is no such easing.
    """
    way = parse_easing(easing) if isinstance(easing, str) else easing
    names = tuple(controls)

    def change(_track: Track, key: Key) -> Key:
        if not names:
            return changed(key, easing=way, easings={})
        return changed(key, easings={**key.easings, **dict.fromkeys(names, way)})

    return with_changed(clip, selection, change)


def hold_keys(clip: Clip, selection: Iterable[KeyRef]) -> Edited:
    """Each selected key stays until the next one."""
    return set_easing(clip, selection, HOLD)


def mark_keys(
    clip: Clip, selection: Iterable[KeyRef], is_accent: bool | None = None, is_breakdown: bool | None = None
) -> Edited:
    """Say of keys whether they are accents or breakdowns; None leaves that as it is."""

    def change(_track: Track, key: Key) -> Key:
        accent = key.is_accent if is_accent is None else is_accent
        return changed(key, is_accent=accent, is_breakdown=key.is_breakdown if is_breakdown is None else is_breakdown)

    return with_changed(clip, selection, change)


def set_key_weight(clip: Clip, selection: Iterable[KeyRef], weight: float) -> Edited:
    """How strongly the tracks act at some keys; limited to 0 … 1."""
    limited = min(1.0, max(0.0, weight))
    return with_changed(clip, selection, lambda _track, key: changed(key, weight=limited))


def align_keys(clip: Clip, selection: Iterable[KeyRef], time_ms: int | None = None, to_last: bool = False) -> Edited:
    """The selected keys of each track moved together so that all tracks begin, or end, at the same moment.

    Args:
        clip: The clip.
        selection: Which keys.
        time_ms: That moment; the first (or last) of them all if None. Less where a key would leave the clip.
        to_last: Let them end together instead.
    """
    found = chosen(clip, selection)
    if not found:
        return Edited(clip)
    ends = {name: keys[-1 if to_last else 0].time_ms for name, keys in found.items()}
    goal = time_ms if time_ms is not None else (max if to_last else min)(ends.values())
    added: dict[str, list[Key]] = {}
    for name, keys in found.items():
        delta = _held_back(clip, {name: keys}, goal - ends[name], grows=False)
        added.update(_moved({name: keys}, delta, {}))
    return _placed(clip, added, {name: [key.time_ms for key in keys] for name, keys in found.items()})


def distribute_keys(clip: Clip, selection: Iterable[KeyRef]) -> Edited:
    """The selected keys of each track at equal distances between the first and the last of them."""
    found = chosen(clip, selection)
    added = {name: _spread(keys) for name, keys in found.items()}
    return _placed(clip, added, {name: [key.time_ms for key in keys] for name, keys in found.items()})


def _spread(keys: Sequence[Key]) -> list[Key]:
    if len(keys) < 3:
        return list(keys)
    start, steps = keys[0].time_ms, len(keys) - 1
    length = keys[-1].time_ms - start
    return [changed(key, time_ms=start + round(length * index / steps)) for index, key in enumerate(keys)]


def span_ms(selection: Selection) -> tuple[int, int] | None:
    """First and last moment of some keys."""
    times = [ref.time_ms for ref in selection]
    return (min(times), max(times)) if times else None
