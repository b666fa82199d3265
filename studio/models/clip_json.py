"""Clips as JSON: the same text again after a round trip, and clear errors for what people or programs got wrong."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from studio.core.easing import easing_text
from studio.core.errors import InputError
from studio.models.clip import Clip, Key, Tag, TagDirection, Track, invalid
from studio.models.controls import Region
from studio.models.expression import BlendMode
from studio.models.sheet import AnimationEvent, LoopMode

CLIP_VERSION = 1


class _Data(BaseModel):
    model_config = ConfigDict(extra="forbid", allow_inf_nan=False)


class _KeyData(_Data):
    time_ms: int
    pose: dict[str, float] = Field(default_factory=dict)
    expression: str = ""
    easing: str = "linear"
    is_accent: bool = False


class _TrackData(_Data):
    name: str
    keys: list[_KeyData]
    mode: BlendMode = BlendMode.ADD
    controls: list[str] = Field(default_factory=list)
    regions: list[Region] = Field(default_factory=list)
    weight: float = 1.0
    is_muted: bool = False
    is_wrapping: bool = True


class _TagData(_Data):
    name: str
    start_ms: int
    end_ms: int
    direction: TagDirection = TagDirection.FORWARD
    repeat: int = 0
    colour: str = "#8a8a8a"


class _EventData(_Data):
    time_ms: int
    name: str
    argument: str = ""


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


def clip_to_json(clip: Clip) -> dict[str, Any]:
    """The clip as JSON values; what equals its default is left out.

    Returns:
        For `json.dumps`; `clip_from_json` reads it back to an equal clip.
    """
    data = _ClipData(
        id=clip.id,
        name=clip.name,
        duration_ms=clip.duration_ms,
        loop=clip.loop,
        fps=clip.fps,
        frame_durations_ms=list(clip.frame_durations_ms),
        tracks=[_track_data(track) for track in clip.tracks],
        tags=[_TagData(**{name: getattr(tag, name) for name in _TagData.model_fields}) for tag in clip.tags],
        events=[
            _EventData(**{name: getattr(event, name) for name in _EventData.model_fields}) for event in clip.events
        ],
    )
    return {"version": CLIP_VERSION, **data.model_dump(mode="json", exclude_defaults=True)}


def clip_from_json(value: Mapping[str, Any]) -> Clip:
    """The clip of `clip_to_json`.

    Raises:
        InputError: If a field is missing, unknown, of the wrong kind, or the clip cannot be played.
    """
    try:
        data = _ClipData.model_validate(value)
    except ValidationError as error:
        raise _explained(error) from error
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
    )


def _track_data(track: Track) -> _TrackData:
    keys = [
        _KeyData(
            time_ms=key.time_ms,
            pose=dict(key.pose),
            expression=key.expression,
            easing=easing_text(key.easing),
            is_accent=key.is_accent,
        )
        for key in track.keys
    ]
    return _TrackData(
        name=track.name,
        keys=keys,
        mode=track.mode,
        controls=list(track.controls),
        regions=list(track.regions),
        weight=track.weight,
        is_muted=track.is_muted,
        is_wrapping=track.is_wrapping,
    )


def _track(data: _TrackData) -> Track:
    return Track(
        name=data.name,
        keys=tuple(Key(**dict(key)) for key in data.keys),
        mode=data.mode,
        controls=tuple(data.controls),
        regions=tuple(data.regions),
        weight=data.weight,
        is_muted=data.is_muted,
        is_wrapping=data.is_wrapping,
    )


def _explained(error: ValidationError) -> InputError:
    first = error.errors()[0]
    if first["loc"] == ("version",):
        return invalid("The clip was written by a newer version of the program.", "Update the program to open it.")
    place = ".".join(str(step) for step in first["loc"]) or "the clip"
    return invalid(f"The clip cannot be read: {place}: {first['msg']}.", "Correct that field.")
