"""Keys made from what a clip shows: at the playhead, in-betweens, every frame."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping

from studio.core.easing import LINEAR, Easing
from studio.models.clip import Clip, Extrapolation, Key, Track, changed, invalid
from studio.models.controls import Pose, check_names
from studio.models.expression import BlendMode, ExpressionLibrary
from studio.models.timeline_easing import split_easing
from studio.models.timeline_frames import FrameGrid
from studio.models.timeline_sampler import TIME_OF, ClipSampler, TrackSampler, time_inside
from studio.models.timeline_selection import (
    Edited,
    KeyRef,
    chosen,
    grouped,
    key_at,
    keys_in,
    refs,
    track_of,
    with_keys,
)
from studio.models.timeline_values import value_limits

_Ends = Callable[
    [Mapping[str, float], Mapping[str, float], Mapping[str, float]],
    tuple[Mapping[str, float], Mapping[str, float], float],
]
"""Own values, those of the key before and of the key after -> from, to, how far."""

_NO_TIME = "The clip ends before that moment."


def insert_keys(clip: Clip, tracks: Iterable[str], time_ms: int, library: ExpressionLibrary) -> Edited:
    """A key at the playhead on each track, with what the track shows there; the motion stays as it is.

    A track that has a key there keeps it. The way around a new key is cut in two (see `split_easing`).

    Raises:
        InputError: If the moment lies outside the clip, a track is missing, or an expression is.
    """
    _check_inside(clip, time_ms)
    added: dict[str, list[Key]] = {}
    found: set[KeyRef] = set()
    for name in tracks:
        track = track_of(clip, name)
        if track.is_locked:
            continue
        found.add(KeyRef(name, time_ms))
        if key_at(track, time_ms) is None:
            added[name] = _inserted(clip, track, time_ms, library)
    return Edited(with_keys(clip, added), frozenset(found))


def _inserted(clip: Clip, track: Track, time_ms: int, library: ExpressionLibrary) -> list[Key]:
    """The new key, and the one before it with the first half of its way."""
    if not track.keys:
        return [Key(time_ms)]
    sampler = TrackSampler(clip, track, library)
    values, weight = sampler.at(time_ms)
    pose, weight = dict(values), weight if values else 0.0
    after = bisect_left(track.keys, time_ms, key=TIME_OF)
    is_inside = 0 < after < len(track.keys)
    if not is_inside and not sampler.is_circle:
        beside = track.keys[0 if after == 0 else -1]
        is_held = (track.before if after == 0 else track.after) is Extrapolation.HOLD
        if is_held and beside.expression:
            return [changed(beside, time_ms=time_ms, is_accent=False)]
        return [Key(time_ms, pose, weight=weight)]
    before, later = track.keys[after - 1], track.keys[after if is_inside else 0]
    length = clip.duration_ms  # of the circle: a way over the seam
    share = ((time_ms - before.time_ms) % length) / ((later.time_ms - before.time_ms) % length or length)
    first, second = split_easing(before.easing, share)
    halves = {name: split_easing(easing, share) for name, easing in before.easings.items()}
    kept = changed(before, easing=first, easings={name: pair[0] for name, pair in halves.items()})
    own = {name: pair[1] for name, pair in halves.items()}
    return [kept, Key(time_ms, pose, easing=second, easings=own, weight=weight)]


def auto_key(
    clip: Clip,
    track: str,
    time_ms: int,
    wanted: Pose,
    library: ExpressionLibrary,
    base: Pose | None = None,
) -> Edited:
    """What a slider does at the playhead: the face shall show these values there.

    The track's key at that moment is changed, or one is made with everything else that the track shows there. The
    track says as much as is needed for the whole clip to show the values, where the layers over it let it.

    Args:
        clip: The clip.
        track: Where the key goes; a track of that name is made (adding) if there is none.
        time_ms: The playhead.
        wanted: Control -> value that the face shall have.
        library: For linked keys; one that is changed gets a pose of its own.
        base: What lies below the first track.

    Raises:
        InputError: If the track is locked, or does not act on one of the controls.
    """
    _check_inside(clip, time_ms)
    check_names(wanted)
    if all(one.name != track for one in clip.tracks):
        clip = changed(clip, tracks=(*clip.tracks, Track(track, ())))
    layer = track_of(clip, track)
    foreign = next((name for name in wanted if not layer.admits(name)), "")
    if layer.is_locked or foreign:
        reason = "is locked" if layer.is_locked else f"does not act on {foreign}"
        raise invalid(f'Track "{track}" {reason}.', "Choose another track.")
    keyed = insert_keys(clip, [track], time_ms, library).clip
    present = key_at(track_of(keyed, track), time_ms)
    assert present is not None
    sampler = TrackSampler(keyed, track_of(keyed, track), library)
    shown = ClipSampler(keyed, library).pose(time_inside(keyed, time_ms), base)
    pose = dict(sampler.key_pose(present))
    absent = 1.0 if layer.mode is BlendMode.MULTIPLY else 0.0
    strength = layer.weight * present.weight or 1.0
    for name, value in wanted.items():
        here = pose.get(name, absent)
        if layer.mode is BlendMode.MULTIPLY:
            factor = 1.0 + strength * (here - 1.0)
            there = 1.0 + (factor * value / shown[name] - 1.0) / strength if shown.get(name) else here
        elif layer.mode is BlendMode.OVERWRITE and name not in sampler.controls:
            there = value
        else:
            there = here + (value - shown.get(name, 0.0)) / strength
        low, high = value_limits(layer, name)
        pose[name] = min(high, max(low, there))
    key = changed(present, pose=pose, expression="")
    return Edited(with_keys(keyed, {track: [key]}), frozenset({KeyRef(track, time_ms)}))


def _check_inside(clip: Clip, time_ms: int) -> None:
    if not 0 <= time_ms <= clip.duration_ms:
        raise invalid(f"There is no moment {time_ms} ms in a clip of {clip.duration_ms} ms.", _NO_TIME)


def insert_breakdown(
    clip: Clip, tracks: Iterable[str], time_ms: int, factor: float, library: ExpressionLibrary
) -> Edited:
    """In-betweens at the playhead: 0 is the key before, 1 the key after, beyond that the motion overshoots.

    Tracks without a key on both sides are left alone.
    """
    added: dict[str, list[Key]] = {}
    for name in tracks:
        track = track_of(clip, name)
        after = bisect_left(track.keys, time_ms, key=TIME_OF)
        beyond = after + (after < len(track.keys) and track.keys[after].time_ms == time_ms)
        if track.is_locked or after == 0 or beyond == len(track.keys):
            continue
        sampler = TrackSampler(clip, track, library)
        pose = _mixed(track, sampler.values(after - 1), sampler.values(beyond), factor)
        added[name] = [Key(time_ms, pose, easing=track.keys[after - 1].easing, is_breakdown=True)]
    return Edited(with_keys(clip, added), refs(added))


def _mixed(track: Track, start: Pose, end: Pose, factor: float) -> dict[str, float]:
    mixed: dict[str, float] = {}
    for name, value in start.items():
        low, high = value_limits(track, name)
        mixed[name] = min(high, max(low, value + (end[name] - value) * factor))
    return mixed


def breakdown_keys(clip: Clip, selection: Iterable[KeyRef], factor: float, library: ExpressionLibrary) -> Edited:
    """Selected keys put between the keys before and after each run of them: 0 is the one before, 1 the one after."""
    return _between_neighbours(clip, selection, library, lambda _own, start, end: (start, end, factor))


def blend_to_neighbour(clip: Clip, selection: Iterable[KeyRef], factor: float, library: ExpressionLibrary) -> Edited:
    """Selected keys drawn towards the key before (down to -1) or after (up to 1) their run; 0 leaves them."""
    if factor < 0:
        return _between_neighbours(clip, selection, library, lambda own, start, _end: (own, start, -factor))
    return _between_neighbours(clip, selection, library, lambda own, _start, end: (own, end, factor))


def _between_neighbours(clip: Clip, selection: Iterable[KeyRef], library: ExpressionLibrary, ends: _Ends) -> Edited:
    found = chosen(clip, selection)
    added: dict[str, list[Key]] = {}
    for name, keys in found.items():
        track = track_of(clip, name)
        sampler = TrackSampler(clip, track, library)
        wanted = {key.time_ms for key in keys}
        added[name] = []
        for index, before, after in _neighbours(track, wanted):
            own = sampler.values(index)
            start = sampler.values(before) if before is not None else own
            end = sampler.values(after) if after is not None else own
            first, second, factor = ends(own, start, end)
            pose = _mixed(track, first, second, factor)
            added[name].append(changed(track.keys[index], pose=pose, expression=""))
    return Edited(with_keys(clip, added), refs(found))


def _neighbours(track: Track, wanted: set[int]) -> list[tuple[int, int | None, int | None]]:
    """Each wanted key with the nearest keys before and after it that are not wanted."""
    indices = [index for index, key in enumerate(track.keys) if key.time_ms in wanted]
    inside = set(indices)
    result: list[tuple[int, int | None, int | None]] = []
    for index in indices:
        before, after = index - 1, index + 1
        if result and before in inside:
            before = -1 if result[-1][1] is None else result[-1][1]
        while after in inside:
            after += 1
        result.append((index, before if before >= 0 else None, after if after < len(track.keys) else None))
    return result


def bake_keys(
    clip: Clip,
    tracks: Iterable[str],
    library: ExpressionLibrary,
    fps: float | None = None,
    range_ms: tuple[int, int] | None = None,
    easing: Easing = LINEAR,
) -> Edited:
    """A key at every frame, so that nothing is left to easings, links and extrapolation.

    Args:
        clip: The clip.
        tracks: Which tracks; those without keys and locked ones stay.
        library: For linked keys.
        fps: Frame rate; the clip's own if None.
        range_ms: Only this stretch; from the first to the last key of each track if None.
        easing: Between the new keys; "hold" gives stepped motion.
    """
    grid = FrameGrid.of(clip, fps)
    added: dict[str, list[Key]] = {}
    removed: dict[str, list[int]] = {}
    for name in tracks:
        track = track_of(clip, name)
        if track.is_locked or not track.keys:
            continue
        start, end = range_ms or (track.keys[0].time_ms, track.keys[-1].time_ms)
        times = _frame_times(grid, start, min(end, clip.duration_ms))
        sampler = TrackSampler(clip, track, library)
        baked = [(time_ms, *sampler.at(time_ms)) for time_ms in times]
        removed[name] = [ref.time_ms for ref in keys_in(clip, start, end, [name])]
        added[name] = [
            Key(time_ms, dict(values), easing=easing, weight=weight if values else 0.0)
            for time_ms, values, weight in baked
        ]
    return Edited(with_keys(clip, added, removed), refs(added))


def _frame_times(grid: FrameGrid, start: int, end: int) -> list[int]:
    """Both ends, and the frames between them."""
    inside = (grid.start_ms(index) for index in range(grid.index_at(start) + 1, grid.count))
    times = [start]
    for time_ms in inside:
        if time_ms >= end:
            break
        times.append(time_ms)
    return [*times, end] if end > start else times


def selected_tracks(selection: Iterable[KeyRef]) -> tuple[str, ...]:
    """The tracks that some keys lie on."""
    return tuple(grouped(selection))
