"""Edits of what keys say: values, and left and right."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from studio.models.clip import Clip, Key, Track, changed
from studio.models.controls import Pose, limits_of, mirrored, mirrored_name
from studio.models.expression import BlendMode, ExpressionLibrary
from studio.models.library import find
from studio.models.timeline_selection import Edited, KeyRef, chosen, refs, with_changed, with_keys


def value_limits(track: Track, control: str) -> tuple[float, float]:
    """What a key of a track may say about a control: an adding track may take away, a multiplying one may double."""
    low, high = limits_of(control)
    if track.mode is BlendMode.MULTIPLY:
        return 0.0, 2.0
    return (low - high, high - low) if track.mode is BlendMode.ADD else (low, high)


def nudge_values(
    clip: Clip, selection: Iterable[KeyRef], delta: float, library: ExpressionLibrary, controls: Iterable[str] = ()
) -> Edited:
    """Something added to what keys set, inside the limits; see `set_values` for the arguments."""
    return _revalued(clip, selection, library, controls, lambda _name, value: value + delta)


def scale_values(
    clip: Clip, selection: Iterable[KeyRef], factor: float, library: ExpressionLibrary, controls: Iterable[str] = ()
) -> Edited:
    """What keys set made stronger or weaker, inside the limits; see `set_values` for the arguments."""
    return _revalued(clip, selection, library, controls, lambda _name, value: value * factor)


def set_values(clip: Clip, selection: Iterable[KeyRef], values: Pose, library: ExpressionLibrary) -> Edited:
    """Some controls of keys given values, inside the limits.

    A linked key that is changed so gets a pose of its own.

    Args:
        clip: The clip.
        selection: Which keys.
        values: Control -> value.
        library: For linked keys.
    """
    return _revalued(clip, selection, library, values, lambda name, _value: values[name])


def _revalued(
    clip: Clip,
    selection: Iterable[KeyRef],
    library: ExpressionLibrary,
    controls: Iterable[str],
    change: Callable[[str, float], float],
) -> Edited:
    names = tuple(controls)

    def revalued(track: Track, key: Key) -> Key:
        pose = dict(find(library, key.expression).pose if key.expression else key.pose)
        absent = 1.0 if track.mode is BlendMode.MULTIPLY else 0.0
        for name in names or tuple(pose):
            if track.admits(name):
                low, high = value_limits(track, name)
                pose[name] = min(high, max(low, change(name, pose.get(name, absent))))
        return changed(key, pose=pose, expression="")

    return with_changed(clip, selection, revalued)


def clear_controls(clip: Clip, selection: Iterable[KeyRef], controls: Iterable[str]) -> Edited:
    """Controls taken out of the poses of keys; keys that show nothing else stay, empty."""
    gone = set(controls)

    def change(_track: Track, key: Key) -> Key:
        return changed(
            key,
            pose={name: value for name, value in key.pose.items() if name not in gone},
            easings={name: easing for name, easing in key.easings.items() if name not in gone},
        )

    return with_changed(clip, selection, change)


def mirror_keys(clip: Clip, selection: Iterable[KeyRef], library: ExpressionLibrary) -> Edited:
    """Left and right changed round.

    Keys of a track that acts on one side only go to the track of the other side, if there is one, at the same times;
    else their track comes to act on both sides. Linked keys stay linked where the expression is the same on both
    sides, and get poses of their own elsewhere.
    """
    found = chosen(clip, selection)
    added: dict[str, list[Key]] = {}
    removed: dict[str, list[int]] = {}
    tracks = {track.name: track for track in clip.tracks}
    wider: dict[str, tuple[str, ...]] = {}
    for name, keys in found.items():
        target = _other_side(clip, tracks[name])
        if target is None:
            names = tracks[name].controls
            wider[name] = tuple(dict.fromkeys((*names, *map(mirrored_name, names))))
        goal = name if target is None else target.name
        added.setdefault(goal, []).extend(_mirrored_key(tracks[name], key, library) for key in keys)
        removed[name] = [key.time_ms for key in keys]
    widened = changed(
        clip,
        tracks=tuple(
            changed(track, controls=wider[track.name]) if track.name in wider else track for track in clip.tracks
        ),
    )
    return Edited(with_keys(widened, added, removed), refs(added))


def _other_side(clip: Clip, track: Track) -> Track | None:
    names = {mirrored_name(name) for name in track.controls}
    if names == set(track.controls):
        return track
    for other in clip.tracks:
        if set(other.controls) == names and other.mode is track.mode and not other.is_locked:
            return other
    return None


def _mirrored_key(track: Track, key: Key, library: ExpressionLibrary) -> Key:
    easings = {mirrored_name(name): easing for name, easing in key.easings.items()}
    pose = find(library, key.expression).pose if key.expression else key.pose
    if track.mode is BlendMode.MULTIPLY:  # a share of an angle has no side
        turned = {mirrored_name(name): value for name, value in pose.items()}
    else:
        turned = mirrored(pose)
    if key.expression and turned == dict(pose):
        return changed(key, easings=easings)
    return changed(key, pose=turned, expression="", easings=easings)
