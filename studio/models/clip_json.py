"""Clips as JSON: the same text again after a round trip, and clear errors for what people or programs got wrong."""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Hashable, Mapping
from dataclasses import MISSING, fields
from functools import cache
from typing import Any, Required, cast

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from typing_extensions import TypedDict

from studio.core.easing import LINEAR, easing_text
from studio.core.errors import InputError
from studio.models.clip import Clip, Extrapolation, Key, Marker, Tag, TagDirection, Track, TrackRole, changed, invalid
from studio.models.controls import Region
from studio.models.expression import BlendMode
from studio.models.sheet import AnimationEvent, LoopMode

_MAX_TEXTS = 512

CLIP_VERSION = 3
"""2 has markers, colours, extrapolation, roles, and easings of single controls; 3 has recipes of tracks."""


class _Data(BaseModel):
    model_config = ConfigDict(extra="forbid", allow_inf_nan=False)


class _KeyData(TypedDict, total=False):
    """A dictionary, not a model: a long clip has a hundred thousand keys."""

    __pydantic_config__ = ConfigDict(extra="forbid", allow_inf_nan=False)  # type: ignore[misc]

    time_ms: Required[int]
    pose: dict[str, float]
    expression: str
    easing: str
    is_accent: bool
    easings: dict[str, str]
    weight: float
    is_breakdown: bool


class _TrackData(_Data):
    name: str
    keys: list[_KeyData]
    mode: BlendMode = BlendMode.ADD
    controls: list[str] = Field(default_factory=list)
    regions: list[Region] = Field(default_factory=list)
    weight: float = 1.0
    is_muted: bool = False
    is_wrapping: bool = True
    before: Extrapolation = Extrapolation.HOLD
    after: Extrapolation = Extrapolation.HOLD
    role: TrackRole = TrackRole.OTHER
    is_solo: bool = False
    is_locked: bool = False
    colour: str = ""
    group: str = ""
    recipe: str = ""


class _TagData(_Data):
    name: str
    start_ms: int
    end_ms: int
    direction: TagDirection = TagDirection.FORWARD
    repeat: int = 0
    colour: str = "#8a8a8a"
    fps: float = 0.0
    group: str = ""
    is_skipped: bool = False


class _EventData(_Data):
    time_ms: int
    name: str
    argument: str = ""


class _MarkerData(_Data):
    time_ms: int
    name: str = ""
    colour: str = "#d0a030"


class _ClipData(_Data):
    version: int = Field(default=CLIP_VERSION, ge=1, le=CLIP_VERSION)
    id: str
    name: str
    duration_ms: int
    loop: LoopMode = LoopMode.ONCE
    fps: float = 12.0
    frame_durations_ms: list[int] = Field(default_factory=list)
    tracks: list[_TrackData]
    tags: list[_TagData] = Field(default_factory=list)
    events: list[_EventData] = Field(default_factory=list)
    markers: list[_MarkerData] = Field(default_factory=list)
    colour: str = ""
    loop_range: tuple[int, int] | None = None


def clip_to_json(clip: Clip) -> dict[str, Any]:
    """The clip as JSON values; what equals its default is left out.

    Returns:
        For `json.dumps`; `clip_from_json` reads it back to an equal clip.
    """
    data = {"version": CLIP_VERSION, **_told(clip)}
    data["tracks"] = [track_to_json(track) for track in clip.tracks]
    for name in ("tags", "events", "markers"):
        if name in data:
            data[name] = [_told(part) for part in getattr(clip, name)]
    return data


_texts: OrderedDict[int, tuple[Track, str]] = OrderedDict()


def clip_text(clip: Clip) -> str:
    """The clip as JSON text, a line for each track; `clip_from_json` reads it, and so does the project file.

    The text of a track is kept by its identity: after an edit of one key the others are not written out again.
    """
    data = clip_to_json(changed(clip, tracks=()))
    tracks = ",\n".join(_track_text(track) for track in clip.tracks)
    whole = json.dumps(data, ensure_ascii=False, sort_keys=True, allow_nan=False)
    empty = '"tracks": []'
    before, _, after = whole.rpartition(empty)
    return f'{before}"tracks": [\n{tracks}\n]{after}' if clip.tracks else whole


def _track_text(track: Track) -> str:
    known = _texts.get(id(track))
    if known is not None and known[0] is track:
        return known[1]
    text = json.dumps(track_to_json(track), ensure_ascii=False, sort_keys=True, allow_nan=False)
    _texts[id(track)] = (track, text)
    while len(_texts) > _MAX_TEXTS:
        try:
            _texts.popitem(last=False)
        except KeyError:  # another thread was faster
            break
    return text


def track_to_json(track: Track) -> dict[str, Any]:
    """A track and its keys as JSON values."""
    return {**_told(track), "keys": keys_to_json(track.keys)}


def keys_to_json(keys: tuple[Key, ...]) -> list[dict[str, Any]]:
    """Keys as JSON values; `keys_from_json` reads them back."""
    return [_key_told(key) for key in keys]


def _key_told(key: Key) -> dict[str, Any]:
    """Written out by hand: a long clip has a hundred thousand of them."""
    data: dict[str, Any] = {"time_ms": key.time_ms}
    if key.pose:
        data["pose"] = dict(key.pose)
    if key.expression:
        data["expression"] = key.expression
    if key.easing != LINEAR:
        data["easing"] = easing_text(key.easing)
    if key.is_accent:
        data["is_accent"] = True
    if key.easings:
        data["easings"] = {name: easing_text(easing) for name, easing in key.easings.items()}
    if key.weight != 1.0:
        data["weight"] = key.weight
    if key.is_breakdown:
        data["is_breakdown"] = True
    return data


@cache
def _defaults(kind: Hashable) -> tuple[tuple[str, object], ...]:
    return tuple((one.name, one.default) for one in fields(cast(Any, kind)))


def _told(part: Any) -> dict[str, Any]:
    """The fields of a part that differ from their defaults; enums and text, numbers, lists."""
    data: dict[str, Any] = {}
    for name, default in _defaults(cast(Hashable, type(part))):
        value = getattr(part, name)
        if default is MISSING or value != default:
            data[name] = list(value) if isinstance(value, tuple) else value
    return data


def clip_from_json(value: Mapping[str, Any]) -> Clip:
    """The clip of `clip_to_json`.

    Raises:
        InputError: If a field is missing, unknown, of the wrong kind, or the clip cannot be played.
    """
    try:
        data = _ClipData.model_validate(value)
    except ValidationError as error:
        raise _explained(error, "The clip") from error
    return Clip(
        id=data.id,
        name=data.name,
        tracks=tuple(_track(track) for track in data.tracks),
        duration_ms=data.duration_ms,
        loop=data.loop,
        fps=data.fps,
        frame_durations_ms=tuple(data.frame_durations_ms),
        tags=tuple(Tag(**dict(tag)) for tag in data.tags),
        events=tuple(AnimationEvent(**dict(event)) for event in data.events),
        markers=tuple(Marker(**dict(marker)) for marker in data.markers),
        colour=data.colour,
        loop_range=data.loop_range,
    )


def track_from_json(value: Any) -> Track:
    """The track of `track_to_json`.

    Raises:
        InputError: If it cannot be used.
    """
    try:
        return _track(_TrackData.model_validate(value))
    except ValidationError as error:
        raise _explained(error, "The track") from error


def _track(data: _TrackData) -> Track:
    values = dict(data.__dict__)  # `dict(data)` would take its field `keys` for the method
    values["keys"] = tuple(Key(**cast(Any, key)) for key in data.keys)
    values["controls"], values["regions"] = tuple(data.controls), tuple(data.regions)
    return Track(**values)


def _explained(error: ValidationError, what: str) -> InputError:
    first = error.errors()[0]
    if first["loc"] == ("version",):
        return invalid("The clip was written by a newer version of the program.", "Update the program to open it.")
    place = ".".join(str(step) for step in first["loc"]) or "all of it"
    return invalid(f"{what} cannot be read: {place}: {first['msg']}.", "Correct that field.")
