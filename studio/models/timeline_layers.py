"""Laying one clip over another: a talk over a mood, a blink over both."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from studio.models.clip import Clip, Extrapolation, Key, Track, TrackRole, changed, invalid
from studio.models.expression import ExpressionLibrary
from studio.models.sheet import AnimationEvent
from studio.models.timeline_inbetween import insert_keys
from studio.models.timeline_sampler import TrackSampler
from studio.models.timeline_selection import grown
from studio.models.timeline_tracks import free_track_name

MOST_REPEATS = 10_000


def laid_over(
    clip: Clip, layer: Clip, library: ExpressionLibrary, at_ms: int = 0, repeats: int = 1
) -> Clip:  # fmt: skip
    """A clip with the tracks and events of another one on top.

    The new tracks act only while the other clip lasts; the face below them is left alone before and after. They keep
    their names where those are free, and fold together under the other clip's name.

    Args:
        clip: What lies below; it grows where the other one needs it.
        layer: What is laid over it.
        library: For linked keys.
        at_ms: Where the other one begins.
        repeats: How often it is played, one pass after the other; 0 to the end of the clip.

    Raises:
        InputError: If it would begin before the clip, or the result would be too long.
    """
    if at_ms < 0:
        raise invalid(f"A clip cannot begin at {at_ms} ms.", "Times begin at 0.")
    length = layer.duration_ms
    passes = repeats or max(1, -(-(clip.duration_ms - at_ms) // length))
    if not 1 <= passes <= MOST_REPEATS:
        raise invalid(f"A clip cannot be repeated {passes} times.", f"Give 1 to {MOST_REPEATS}, or 0.")
    end = at_ms + passes * length
    whole = clip if not repeats and at_ms < clip.duration_ms else grown(clip, end)
    for track in layer.tracks:
        keys = _repeated(_one_pass(layer, track, library), layer.duration_ms, at_ms, passes, whole.duration_ms)
        if keys:
            made = changed(
                track, name=free_track_name(whole, track.name), keys=keys, group=track.group or layer.name,
                before=Extrapolation.NONE, after=Extrapolation.NONE, is_wrapping=False,
            )  # fmt: skip
            whole = changed(whole, tracks=(*whole.tracks, made))
    starts = [at_ms + index * length for index in range(passes)]
    events: list[AnimationEvent] = [
        replace(event, time_ms=start + event.time_ms) for start in starts for event in layer.events
    ]
    inside = [event for event in events if event.time_ms <= whole.duration_ms]
    return replace(whole, events=tuple(sorted((*whole.events, *inside), key=lambda event: event.time_ms)))


def _one_pass(layer: Clip, track: Track, library: ExpressionLibrary) -> list[Key]:
    """The keys of a track with one at each end of its clip, so that it says there what it shows there."""
    if not track.keys:
        return []
    unlocked = changed(layer, tracks=(changed(track, is_locked=False),))
    opened = insert_keys(unlocked, [track.name], 0, library).clip
    keys = list(opened.tracks[0].keys)
    if keys[-1].time_ms < layer.duration_ms:
        is_circle = TrackSampler(opened, opened.tracks[0], library).is_circle
        keys.append(changed(keys[0] if is_circle else keys[-1], time_ms=layer.duration_ms, is_accent=False))
    return keys


def _repeated(keys: list[Key], length_ms: int, at_ms: int, passes: int, end_ms: int) -> tuple[Key, ...]:
    """All passes of a track; where two of them meet the key of the later one counts."""
    found = {
        time_ms: changed(key, time_ms=time_ms)
        for index in range(passes)
        for key in keys
        if (time_ms := at_ms + index * length_ms + key.time_ms) <= end_ms
    }
    return tuple(found[time_ms] for time_ms in sorted(found))


def tracks_of_role(clip: Clip, roles: Iterable[TrackRole]) -> tuple[Track, ...]:
    """The tracks that are for something."""
    wanted = set(roles)
    return tuple(track for track in clip.tracks if track.role in wanted)
