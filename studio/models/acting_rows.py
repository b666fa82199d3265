"""The layers of acting of a clip: what lies over the base emotion, what made it, and making it again.

A layer may be several tracks: blinks close the lids and let go of what widens them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from studio.core.errors import InputError
from studio.models.acting_layers import (
    BLINKS_PER_MINUTE,
    blink_layer,
    breath_layer,
    gaze_layer,
    head_layer,
    sway_layer,
)
from studio.models.clip import Clip, Key, Track, TrackRole, changed
from studio.models.expression import BlendMode, ExpressionLibrary
from studio.models.library import find
from studio.models.speech import CLOSED_VISEMES
from studio.models.timeline_tracks import free_track_name, set_track


class LayerKind(StrEnum):
    """What can be put over a face."""

    BASE = "base"
    TALK = "talk"
    BLINKS = "blinks"
    GAZE = "gaze"
    BREATH = "breath"
    SWAY = "sway"
    NODS = "nods"
    OTHER = "other"


GENERATED = (LayerKind.BLINKS, LayerKind.GAZE, LayerKind.BREATH, LayerKind.SWAY, LayerKind.NODS)
"""Those that chance makes."""
ALIVE = (LayerKind.BLINKS, LayerKind.GAZE, LayerKind.BREATH, LayerKind.SWAY)
"""Those of somebody who does nothing."""
MAX_SEED = 9999
_BY_ROLE = {TrackRole.BLINK: LayerKind.BLINKS, TrackRole.GAZE: LayerKind.GAZE, TrackRole.BREATH: LayerKind.BREATH}
_NODS = "nods"
_ABOVE = (TrackRole.TALK, TrackRole.BLINK, TrackRole.GAZE, TrackRole.BREATH, TrackRole.HEAD)
"""Roles of what lies over the emotion."""
_RESTING_SOUNDS = (*CLOSED_VISEMES, "sil")


@dataclass(frozen=True, slots=True)
class LayerSettings:
    """What chance is given.

    Attributes:
        seed: Another seed, another rhythm.
        strength: 1 is usual, 0 is nothing.
        per_minute: Of blinks.
        is_on_beats: Nods come where the talk has vowels.
    """

    seed: int = 0
    strength: float = 1.0
    per_minute: float = BLINKS_PER_MINUTE
    is_on_beats: bool = True


@dataclass(frozen=True, slots=True)
class ActingRow:
    """A layer, as a line of a list.

    Attributes:
        id: Unique in its clip.
        kind: What it is.
        name: Of its group or track; for kinds that have one name, empty.
        tracks: Names of its tracks, from the lowest.
        mode: How it acts on what lies below; None where its tracks differ.
        weight: 0 … 1, of its first track.
        is_muted, is_solo, is_locked: Whether all of its tracks are.
        is_left_out: Whether another layer's solo silences it.
        key_count: Keys of all its tracks.
        accent_count: Moments that no frame rate misses: blinks, closed lips.
        settings: What chance was given; None where nothing tells.
    """

    id: str
    kind: LayerKind
    name: str
    tracks: tuple[str, ...]
    mode: BlendMode | None
    weight: float
    is_muted: bool
    is_solo: bool
    is_locked: bool
    is_left_out: bool
    key_count: int
    accent_count: int
    settings: LayerSettings | None = None


def kind_of(track: Track) -> LayerKind:
    """What a track belongs to."""
    if track.role is TrackRole.HEAD:
        return LayerKind.NODS if track.name.startswith(_NODS) else LayerKind.SWAY
    if track.role is TrackRole.TALK:
        return LayerKind.TALK
    if track.role is TrackRole.BASE:
        return LayerKind.BASE
    return _BY_ROLE.get(track.role, LayerKind.OTHER)


def row_id_of(track: Track) -> str:
    """Tracks of one layer have the same."""
    kind = kind_of(track)
    if kind in GENERATED or (kind is LayerKind.TALK and not track.group):
        return kind.value
    return f"{kind.value}:{track.group or track.name}"


def acting_rows(clip: Clip) -> tuple[ActingRow, ...]:
    """The layers of a clip, from the lowest."""
    found: dict[str, list[Track]] = {}
    for track in clip.tracks:
        found.setdefault(row_id_of(track), []).append(track)
    has_solo = any(track.is_solo for track in clip.tracks)
    return tuple(_row(row_id, tracks, has_solo) for row_id, tracks in found.items())


def _row(row_id: str, tracks: Sequence[Track], has_solo: bool) -> ActingRow:
    first, kind = tracks[0], kind_of(tracks[0])
    modes = {track.mode for track in tracks}
    is_solo = all(track.is_solo for track in tracks)
    settings = next((made for track in tracks if (made := settings_of(track.recipe)) is not None), None)
    return ActingRow(
        row_id, kind, "" if row_id == kind.value else first.group or first.name,
        tuple(track.name for track in tracks), next(iter(modes)) if len(modes) == 1 else None, first.weight,
        all(track.is_muted for track in tracks), is_solo, all(track.is_locked for track in tracks),
        has_solo and not is_solo, sum(len(track.keys) for track in tracks),
        max(sum(key.is_accent for key in track.keys) for track in tracks), settings,
    )  # fmt: skip


# --- what made it


def recipe_of(settings: LayerSettings) -> str:
    """Settings as a text that a track keeps."""
    beats = " beats" if settings.is_on_beats else ""
    return f"seed={settings.seed} strength={settings.strength:g} rate={settings.per_minute:g}{beats}"


def settings_of(recipe: str) -> LayerSettings | None:
    """The settings in a track's text; None for another text."""
    words = recipe.split()
    values = dict(word.split("=", 1) for word in words if "=" in word)
    try:
        return LayerSettings(
            int(values["seed"]), float(values["strength"]), float(values.get("rate", BLINKS_PER_MINUTE)),
            "beats" in words,
        )  # fmt: skip
    except (KeyError, ValueError):
        return None


# --- making layers


def made_tracks(clip: Clip, kind: LayerKind, settings: LayerSettings) -> tuple[Track, ...]:
    """The tracks of a layer for a clip's length.

    Raises:
        InputError: If chance does not make such a layer, or the clip is too short for it.
    """
    length, seed, strength = clip.duration_ms, settings.seed, settings.strength
    if kind is LayerKind.BLINKS:
        made = blink_layer(length, seed, min(1.0, strength), settings.per_minute)
    elif kind is LayerKind.GAZE:
        made = gaze_layer(length, seed, strength)
    elif kind is LayerKind.BREATH:
        made = breath_layer(length, seed, strength)
    elif kind is LayerKind.SWAY:
        made = sway_layer(length, seed, strength)
    elif kind is LayerKind.NODS:
        made = head_layer(length, seed, strength, beats_of(clip) if settings.is_on_beats else ())
    else:
        raise InputError(f"Chance makes no layer “{kind}”.", "Choose another one.", "clip.invalid")
    return tuple(replace(track, recipe=recipe_of(settings)) for track in made)


def with_layer(clip: Clip, kind: LayerKind, settings: LayerSettings) -> Clip:
    """A clip with a layer that chance makes; the one of its kind that is there is made again in its place.

    What the user set on its tracks (weight, muted, solo) stays.

    Raises:
        InputError: As `made_tracks`.
    """
    made = made_tracks(clip, kind, settings)
    old = [track for track in clip.tracks if row_id_of(track) == kind.value]
    if not old:
        return replace(clip, tracks=(*clip.tracks, *_renamed(clip, made)))
    kept = old[0]
    names = {track.name: track for track in old}
    rest = changed(clip, tracks=tuple(track for track in clip.tracks if track not in old))
    new = []
    for track in _renamed(rest, made):
        before = names.get(track.name, kept)
        new.append(
            replace(
                track,
                weight=before.weight,
                is_muted=before.is_muted,
                is_solo=before.is_solo,
                is_locked=before.is_locked,
                colour=before.colour,
                group=before.group,
            )
        )
    place = clip.tracks.index(kept)
    below = [track for track in clip.tracks[:place] if track not in old]
    above = [track for track in clip.tracks[place:] if track not in old]
    return replace(clip, tracks=(*below, *new, *above))


def _renamed(clip: Clip, tracks: Iterable[Track]) -> list[Track]:
    """Tracks under names that are free in a clip."""
    made: list[Track] = []
    for track in tracks:
        taken = changed(clip, tracks=(*clip.tracks, *made))
        made.append(replace(track, name=free_track_name(taken, track.name)))
    return made


def with_base(clip: Clip, word: str, library: ExpressionLibrary) -> Clip:
    """A clip with an expression below everything else, linked; one that is there gives way.

    Raises:
        InputError: If there is no such expression.
    """
    find(library, word)
    old = next((track for track in clip.tracks if row_id_of(track) == _BASE_ROW), None)
    if old is not None:
        made = changed(old, keys=(Key(0, expression=word),))
        return changed(clip, tracks=tuple(made if track is old else track for track in clip.tracks))
    track = Track(free_track_name(clip, "base"), (Key(0, expression=word),), role=TrackRole.BASE, group=_BASE_GROUP)
    return changed(clip, tracks=(track, *clip.tracks))


_BASE_GROUP = "base"
_BASE_ROW = f"{LayerKind.BASE.value}:{_BASE_GROUP}"


def base_word(clip: Clip) -> str:
    """What the base emotion links to; empty for none, or for one with more keys."""
    track = next((track for track in clip.tracks if row_id_of(track) == _BASE_ROW), None)
    return track.keys[0].expression if track is not None and len(track.keys) == 1 else ""


def beats_of(clip: Clip) -> tuple[int, ...]:
    """The moments of its vowels; empty without talk."""
    return tuple(
        event.time_ms for event in clip.events if event.name == "viseme" and event.argument not in _RESTING_SOUNDS
    )  # fmt: skip


def emotion_top(clip: Clip) -> int:
    """Where a track that shows a feeling goes: over other feelings, below talk, blinks, gaze, breath and head."""
    places = (index for index, track in enumerate(clip.tracks) if track.role in _ABOVE)
    return next(places, len(clip.tracks))


# --- changing layers


def set_row(clip: Clip, row: ActingRow, **settings: object) -> Clip:
    """Other settings of all tracks of a layer; a mode only where its tracks have one."""
    for name in row.tracks:
        clip = set_track(clip, name, **settings)
    return clip


def moved_row(clip: Clip, row_id: str, way: int) -> Clip:
    """A layer one place up (1) or down (-1); nothing changes at the ends."""
    order = [row.id for row in acting_rows(clip)]
    place = order.index(row_id)
    target = place + way
    if not 0 <= target < len(order):
        return clip
    order[place], order[target] = order[target], order[place]
    ranks = {one: rank for rank, one in enumerate(order)}
    tracks = tuple(sorted(clip.tracks, key=lambda track: ranks[row_id_of(track)]))
    return changed(clip, tracks=tracks)
