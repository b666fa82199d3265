"""Edits of whole tracks: order, flags, taking one apart and putting several together."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from studio.core.easing import LINEAR, Easing
from studio.models.clip import Clip, Key, Track, changed, invalid
from studio.models.controls import CONTROL_INDEX, Region, region_of
from studio.models.expression import BlendMode, ExpressionLibrary
from studio.models.timeline_easing import part_of_easing
from studio.models.timeline_sampler import TIME_OF, TrackSampler
from studio.models.timeline_selection import key_at, track_of


def with_track(clip: Clip, track: Track, index: int | None = None) -> Clip:
    """The clip with a track put in the place of the one with its name, or added.

    Args:
        clip: The clip.
        track: The track.
        index: Where a new one is put; on top of the others if None.

    Raises:
        InputError: If it has keys beyond the clip's end.
    """
    if any(one.name == track.name for one in clip.tracks):
        return replace(clip, tracks=tuple(track if one.name == track.name else one for one in clip.tracks))
    place = len(clip.tracks) if index is None else index
    return replace(clip, tracks=(*clip.tracks[:place], track, *clip.tracks[place:]))


def without_tracks(clip: Clip, names: Iterable[str]) -> Clip:
    """The clip without some tracks."""
    gone = set(names)
    return changed(clip, tracks=tuple(track for track in clip.tracks if track.name not in gone))


def renamed_track(clip: Clip, name: str, new_name: str) -> Clip:
    """A track under another name.

    Raises:
        InputError: If the name is taken.
    """
    track = track_of(clip, name)
    return replace(clip, tracks=tuple(changed(one, name=new_name) if one is track else one for one in clip.tracks))


def moved_track(clip: Clip, name: str, index: int) -> Clip:
    """A track as the layer with that index; 0 is the lowest."""
    track = track_of(clip, name)
    others = [one for one in clip.tracks if one is not track]
    place = min(len(others), max(0, index))
    return changed(clip, tracks=(*others[:place], track, *others[place:]))


def set_track(clip: Clip, name: str, **settings: object) -> Clip:
    """Other settings of a track: `mode`, `weight`, `is_muted`, `is_solo`, `is_locked`, `colour`, `group`, `role`, …

    Raises:
        InputError: If a setting cannot be.
        TypeError: If there is no such setting.
    """
    track = track_of(clip, name)
    empty = changed(track, keys=())
    made = changed(replace(empty, **settings), keys=track.keys)  # type: ignore[arg-type]
    return changed(clip, tracks=tuple(made if one is track else one for one in clip.tracks))


def free_track_name(clip: Clip, wanted: str) -> str:
    """`wanted`, or it with the first number that is free."""
    taken, found, number = {track.name for track in clip.tracks}, wanted, 2
    while found in taken:
        found, number = f"{wanted} {number}", number + 1
    return found


def split_by_region(clip: Clip, name: str, library: ExpressionLibrary) -> Clip:
    """A track taken apart into one for each region of the face that it moves; the clip plays as before."""

    def group(control: str) -> Region:
        return region_of(control)

    return _split(clip, name, library, group, lambda key: f"{name} {key}")


def split_by_control(clip: Clip, name: str, library: ExpressionLibrary) -> Clip:
    """A track taken apart into one for each control that it moves; the clip plays as before."""
    return _split(clip, name, library, lambda control: control, lambda key: f"{name} {key}")


def _split(
    clip: Clip,
    name: str,
    library: ExpressionLibrary,
    group_of: Callable[[str], str],
    name_of: Callable[[str], str],
) -> Clip:
    """Linked keys stay linked: each part acts only on its own share of their expression."""
    track = track_of(clip, name)
    controls = TrackSampler(clip, track, library).controls if track.keys else ()
    parts: dict[str, list[str]] = {}
    for control in controls:
        parts.setdefault(group_of(control), []).append(control)
    if len(parts) < 2:
        return clip
    rest = changed(clip, tracks=tuple(one for one in clip.tracks if one is not track))
    made: list[Track] = []
    for key, names in parts.items():
        own = set(names)
        free = free_track_name(changed(rest, tracks=(*rest.tracks, *made)), name_of(str(key)))
        keys = tuple(_only(one, own) for one in track.keys)
        made.append(
            changed(track, name=free, keys=keys, controls=tuple(names), regions=(), group=track.group or track.name)
        )
    place = clip.tracks.index(track)
    return changed(clip, tracks=(*clip.tracks[:place], *made, *clip.tracks[place + 1 :]))


def _only(key: Key, controls: set[str]) -> Key:
    return changed(
        key,
        pose={name: value for name, value in key.pose.items() if name in controls},
        easings={name: easing for name, easing in key.easings.items() if name in controls},
    )


def merge_tracks(clip: Clip, names: Sequence[str], library: ExpressionLibrary, name: str = "") -> Clip:
    """Several tracks put together into one, in the place of the lowest; the clip plays as before.

    Keys of one track at whose times another has none get what that one shows there; its way is cut in two
    (`part_of_easing` says how exactly). Parts of one linked expression become that link again.

    Args:
        clip: The clip.
        names: The tracks, at least two: of equal mode, weight and extrapolation, moving different controls.
        library: For linked keys.
        name: What the new track is called; the lowest one's group or name if empty.

    Raises:
        InputError: If they do not go together.
    """
    wanted = set(names)
    tracks = [track for track in clip.tracks if track.name in wanted and track.keys]
    if len(tracks) < 2:
        raise invalid("There are no two tracks with keys to put together.", "Choose at least two.")
    samplers = [TrackSampler(clip, track, library) for track in tracks]
    _check_mergeable(tracks, samplers)
    times = sorted({key.time_ms for track in tracks for key in track.keys})
    ends = [*times[1:], times[0] + clip.duration_ms]
    keys = tuple(_merged_key(samplers, start, end, clip.duration_ms) for start, end in zip(times, ends, strict=True))
    lowest = tracks[0]
    linked = _relinked(tracks) if all(len(track.keys) == len(times) for track in tracks) else None
    controls = sorted({one for sampler in samplers for one in sampler.controls}, key=CONTROL_INDEX.__getitem__)
    is_owning = lowest.mode is BlendMode.OVERWRITE or linked is not None
    rest = tuple(track for track in clip.tracks if track.name not in wanted or track is lowest)
    others = changed(clip, tracks=tuple(track for track in rest if track is not lowest))
    made = changed(
        lowest,
        name=free_track_name(others, name or lowest.group or lowest.name),
        keys=linked or keys,
        controls=tuple(controls) if is_owning else (),
        regions=(),
        group="" if lowest.group in ("", name or lowest.group) else lowest.group,
    )
    return changed(clip, tracks=tuple(made if track is lowest else track for track in rest))


def _check_mergeable(tracks: Sequence[Track], samplers: Sequence[TrackSampler]) -> None:
    first = tracks[0]
    for track in tracks[1:]:
        for what in ("mode", "weight", "before", "after", "is_wrapping", "is_muted"):
            if getattr(track, what) != getattr(first, what):
                raise invalid(
                    f'Tracks "{first.name}" and "{track.name}" act in different ways ({what.removeprefix("is_")}).',
                    "Make them alike first.",
                )
    seen: set[str] = set()
    for sampler in samplers:
        both = seen.intersection(sampler.controls)
        if both:
            raise invalid(f"Two of the tracks move {min(both)}.", "Put together tracks of different controls.")
        seen.update(sampler.controls)
    if any(key.weight != 1.0 for track in tracks for key in track.keys):
        raise invalid("A key of the tracks has a weight of its own.", "Set all weights to 1 first.")


def _relinked(tracks: Sequence[Track]) -> tuple[Key, ...] | None:
    """The keys of the first track, if all have the very same linked keys."""
    first = tracks[0].keys
    same = all(track.keys == first for track in tracks[1:])
    return first if same and all(key.expression for key in first) else None


def _merged_key(samplers: Sequence[TrackSampler], time_ms: int, next_ms: int, duration_ms: int) -> Key:
    pose: dict[str, float] = {}
    ways: dict[str, Easing] = {}
    is_accent = is_breakdown = False
    for sampler in samplers:
        own = key_at(sampler.track, time_ms)
        pose.update(sampler.at(time_ms)[0])
        is_accent = is_accent or (own is not None and own.is_accent)
        is_breakdown = is_breakdown or (own is not None and own.is_breakdown)
        key, start, end = _way_over(sampler, time_ms, duration_ms)
        shares = (time_ms - start) / (end - start), (next_ms - start) / (end - start)
        ways.update((name, part_of_easing(key.easing_of(name), *shares)) for name in sampler.controls)
    most = max(ways.values(), key=list(ways.values()).count, default=LINEAR)
    others = {control: way for control, way in ways.items() if way != most}
    return Key(time_ms, pose, easing=most, is_accent=is_accent, easings=others, is_breakdown=is_breakdown)


def _way_over(sampler: TrackSampler, time_ms: int, duration_ms: int) -> tuple[Key, int, int]:
    """The key whose way leads over a moment, where that begins and where it ends."""
    keys = sampler.track.keys
    index = bisect_right(keys, time_ms, key=TIME_OF) - 1
    if 0 <= index < len(keys) - 1:
        return keys[index], keys[index].time_ms, keys[index + 1].time_ms
    if sampler.is_circle:
        turn = 0 if index >= 0 else duration_ms
        return keys[-1], keys[-1].time_ms - turn, keys[0].time_ms + duration_ms - turn
    return keys[max(0, index)], time_ms, time_ms + 2 * duration_ms  # it stays where it is, however that is eased
