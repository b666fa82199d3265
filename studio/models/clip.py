"""Clips: expressions and controls over time.

A clip holds tracks, a track holds keys. Between two keys of a track every control travels along the first key's easing.
Tracks are laid over each other from first to last by the expression algebra (`combine`).

Everything here is checked when it is made, so that a clip that exists can be played.
"""

from __future__ import annotations

import math
import operator
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise
from typing import TypeVar

from studio.core.easing import EASING_NAMES, LINEAR, Easing, parse_easing
from studio.core.errors import InputError
from studio.models.controls import CONTROL_INDEX, Pose, Region, check_names, region_of
from studio.models.expression import BlendMode
from studio.models.sheet import AnimationEvent, LoopMode

MAX_DURATION_MS = 14_400_000
MAX_FPS = 1000.0

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_KNOWN_EASINGS = frozenset(EASING_NAMES)
_WEIGHT_HINT = "Give a value from 0 to 1."


class TagDirection(StrEnum):
    """How the range of a tag is played."""

    FORWARD = "forward"
    REVERSE = "reverse"
    PING_PONG = "ping-pong"


class Extrapolation(StrEnum):
    """What a track does before its first and after its last key.

    HOLD stays at that key, LINEAR goes on with the slope it has there, CYCLE plays all keys again, NONE leaves the
    face to the other tracks.
    """

    HOLD = "hold"
    LINEAR = "linear"
    CYCLE = "cycle"
    NONE = "none"


class TrackRole(StrEnum):
    """What a track is for among the layers of acting; OTHER for anything else."""

    OTHER = "other"
    BASE = "base"
    TALK = "talk"
    BLINK = "blink"
    GAZE = "gaze"
    BREATH = "breath"
    HEAD = "head"
    PERFORMANCE = "performance"


@dataclass(frozen=True, slots=True)
class Key:
    """What a track shows at a moment.

    Attributes:
        time_ms: From the clip's start.
        pose: Control values; a 0 that is written counts in OVERWRITE and MULTIPLY tracks.
        expression: Linked instead of a pose: anything that `library.find` understands ("joy", "joy:0.6",
            "joy+surprise:0.5"). When that expression changes, the clip changes.
        easing: How the way to the next key is travelled.
        is_accent: The nearest frame shows exactly this moment, so that a low frame rate does not miss it.
        easings: Controls that travel otherwise than `easing`, each with its own.
        weight: 0 … 1, how strongly the track acts here; it travels to the next key's as the controls do.
        is_breakdown: An in-between that only serves the keys around it.
    """

    time_ms: int
    pose: Pose = field(default_factory=dict)
    expression: str = ""
    easing: Easing = LINEAR
    is_accent: bool = False
    easings: Mapping[str, Easing] = field(default_factory=dict)
    weight: float = 1.0
    is_breakdown: bool = False

    def __post_init__(self) -> None:
        _check_time(self.time_ms, "A key")
        if self.expression and self.pose:
            raise invalid(f"The key at {self.time_ms} ms has both a pose and an expression.", "Keep one of the two.")
        for name, value in self.pose.items():
            if name not in CONTROL_INDEX:
                check_names(self.pose)
            if not math.isfinite(value):
                raise invalid(f"The key at {self.time_ms} ms has no number for {name}.", "Give it a value.")
        if isinstance(self.easing, str) and self.easing not in _KNOWN_EASINGS:
            object.__setattr__(self, "easing", parse_easing(self.easing))
        if self.easings:
            check_names(self.easings)
            parsed = {name: parse_easing(e) if isinstance(e, str) else e for name, e in self.easings.items()}
            object.__setattr__(self, "easings", parsed)
        if not 0.0 <= self.weight <= 1.0:
            raise invalid(f"The weight of the key at {self.time_ms} ms is {self.weight:g}.", _WEIGHT_HINT)

    def easing_of(self, control: str) -> Easing:
        """How one control travels to the next key."""
        return self.easings.get(control, self.easing) if self.easings else self.easing


@dataclass(frozen=True, slots=True)
class Track:
    """Keys that act together.

    Attributes:
        name: For people; unique in its clip.
        keys: In order of time, at most one per moment.
        mode: How the track acts on those before it.
        controls: The only controls it acts on; empty for no such limit.
        regions: The only parts of the face it acts on; empty for no such limit. With both, either admits a control.
            An OVERWRITE track with a limit owns all of it: what its keys leave out is set to 0.
        weight: 0 … 1, how strongly the track acts.
        is_muted: The track is left out.
        is_wrapping: What happens after the last key in a LOOP clip, see `studio.models.timeline`.
        before, after: What it does outside its keys.
        role: What it is for.
        is_solo: Where any track of a clip is, only those count.
        is_locked: Edits leave its keys alone.
        colour: "#rrggbb", for the timeline; empty for the usual one.
        group: Name of the rows that fold together; empty for none.
        recipe: What chance was given to make it, so that it can be made again; empty for keys made by hand.
    """

    name: str
    keys: tuple[Key, ...]
    mode: BlendMode = BlendMode.ADD
    controls: tuple[str, ...] = ()
    regions: tuple[Region, ...] = ()
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

    def __post_init__(self) -> None:
        check_names(self.controls)
        if not 0.0 <= self.weight <= 1.0:
            raise invalid(f'The weight of track "{self.name}" is {self.weight:g}.', _WEIGHT_HINT)
        if self.colour:
            _check_colour(self.colour, f'Track "{self.name}"')
        times = [key.time_ms for key in self.keys]
        if any(map(operator.ge, times, times[1:])):
            earlier, later = next((one, two) for one, two in pairwise(times) if two <= one)
            what = "twice" if later == earlier else f"after {earlier} ms"
            raise invalid(f'Track "{self.name}" has a key at {later} ms {what}.', "Put its keys in order of time.")

    def admits(self, control: str) -> bool:
        """Whether the track acts on a control."""
        if not self.controls and not self.regions:
            return True
        return control in self.controls or region_of(control) in self.regions


@dataclass(frozen=True, slots=True)
class Tag:
    """A named range of a clip, half-open, with its own way of playing.

    Attributes:
        name: Unique in its clip.
        start_ms, end_ms: The range.
        direction: How it is played.
        repeat: How often; 0 is endless.
        colour: "#rrggbb", for the timeline.
        fps: Its own frame rate where it is drawn alone; 0 for the clip's.
        group: Tags of one group are shown in one row; empty for none.
        is_skipped: Its frames are left out where the clip is drawn.
    """

    name: str
    start_ms: int
    end_ms: int
    direction: TagDirection = TagDirection.FORWARD
    repeat: int = 0
    colour: str = "#8a8a8a"
    fps: float = 0.0
    group: str = ""
    is_skipped: bool = False

    def __post_init__(self) -> None:
        _check_time(self.start_ms, f'Tag "{self.name}"')
        if self.end_ms <= self.start_ms:
            raise invalid(f'Tag "{self.name}" ends at {self.end_ms} ms, not after its start.', "Move its end.")
        if self.repeat < 0:
            raise invalid(f'Tag "{self.name}" repeats {self.repeat} times.', "Give 0 for endless, or a count.")
        _check_colour(self.colour, f'Tag "{self.name}"')
        if self.fps:
            check_fps(self.fps)


@dataclass(frozen=True, slots=True)
class Marker:
    """A named moment for the eye of whoever works on the clip; it has no effect.

    Attributes:
        time_ms: From the clip's start.
        name: May be empty.
        colour: "#rrggbb".
    """

    time_ms: int
    name: str = ""
    colour: str = "#d0a030"

    def __post_init__(self) -> None:
        _check_time(self.time_ms, f'Marker "{self.name}"')
        _check_colour(self.colour, f'Marker "{self.name}"')


@dataclass(frozen=True, slots=True)
class Clip:
    """An animation of a face, without pixels; it fits every character.

    Attributes:
        id: Stable identifier ("blink", "talk-hello").
        name: For people.
        tracks: From the lowest layer to the highest.
        duration_ms: Length of one pass forward.
        loop: What happens at the end.
        fps: Frames per second where nothing else is asked for.
        frame_durations_ms: Length of each frame, instead of `fps`; adds up to `duration_ms`. Empty for even frames.
        tags: Named ranges; they may overlap.
        events: Named moments, in order of time.
        markers: Moments to orient oneself by, in order of time.
        colour: "#rrggbb", for lists and the timeline; empty for the usual one.
        loop_range: Start and end of the part that plays over and over while one works on it; None for all.
    """

    id: str
    name: str
    tracks: tuple[Track, ...]
    duration_ms: int
    loop: LoopMode = LoopMode.ONCE
    fps: float = 12.0
    frame_durations_ms: tuple[int, ...] = ()
    tags: tuple[Tag, ...] = ()
    events: tuple[AnimationEvent, ...] = ()
    markers: tuple[Marker, ...] = ()
    colour: str = ""
    loop_range: tuple[int, int] | None = None

    def __post_init__(self) -> None:
        if not 0 < self.duration_ms <= MAX_DURATION_MS:
            raise invalid(f'Clip "{self.id}" lasts {self.duration_ms} ms.', "Give it a length from 1 ms to four hours.")
        check_fps(self.fps)
        _check_unique([track.name for track in self.tracks], f'Two tracks of clip "{self.id}"')
        _check_unique([tag.name for tag in self.tags], f'Two tags of clip "{self.id}"')
        for what, time_ms in _moments(self):
            if time_ms > self.duration_ms:
                message = f'Clip "{self.id}" ends at {self.duration_ms} ms, but {what} lies at {time_ms} ms.'
                raise invalid(message, "Make the clip longer or move it.")
        for event in self.events:
            _check_time(event.time_ms, f'Event "{event.name}"')
        for what, times in (
            ("events", [event.time_ms for event in self.events]),
            ("markers", [marker.time_ms for marker in self.markers]),
        ):
            if any(later < earlier for earlier, later in pairwise(times)):
                raise invalid(f'The {what} of clip "{self.id}" are not in order of time.', "Sort them.")
        if self.colour:
            _check_colour(self.colour, f'Clip "{self.id}"')
        _check_loop_range(self)
        if self.frame_durations_ms and min(self.frame_durations_ms) < 1:
            raise invalid(f'A frame of clip "{self.id}" lasts less than 1 ms.', "Give each frame at least 1 ms.")
        total = sum(self.frame_durations_ms)
        if self.frame_durations_ms and total != self.duration_ms:
            message = f'The frames of clip "{self.id}" last {total} ms, but the clip lasts {self.duration_ms} ms.'
            raise invalid(message, "Make both equal.")


def _moments(clip: Clip) -> Iterator[tuple[str, int]]:
    for track in clip.tracks:
        if track.keys:
            yield f'a key of track "{track.name}"', track.keys[-1].time_ms
    yield from ((f'the end of tag "{tag.name}"', tag.end_ms) for tag in clip.tags)
    yield from ((f'event "{event.name}"', event.time_ms) for event in clip.events)
    yield from ((f'marker "{marker.name}"', marker.time_ms) for marker in clip.markers)


def _check_loop_range(clip: Clip) -> None:
    if clip.loop_range is None:
        return
    start, end = clip.loop_range
    _check_time(start, f'The loop range of clip "{clip.id}"')
    if not start < end <= clip.duration_ms:
        message = f'The loop range of clip "{clip.id}" goes from {start} to {end} ms.'
        raise invalid(message, "Let it end after its start and inside the clip.")


def _check_colour(colour: str, what: str) -> None:
    if not _COLOUR.fullmatch(colour):
        raise invalid(f'{what} has the colour "{colour}".', "Write it as #rrggbb.")


def _check_time(time_ms: float, what: str) -> None:
    if not isinstance(time_ms, int) or isinstance(time_ms, bool):
        raise invalid(f"{what} lies at {time_ms} ms.", "Give a whole number of milliseconds.")
    if time_ms < 0:
        raise invalid(f"{what} lies at {time_ms} ms, before the start.", "Times begin at 0.")


def check_fps(fps: float) -> None:
    """Refuse a frame rate that cannot be played.

    Raises:
        InputError: If it is not above 0 and at most `MAX_FPS`.
    """
    if not 0 < fps <= MAX_FPS:
        raise invalid(
            f"A rate of {fps:g} frames a second cannot be used.", f"Give a value above 0, at most {MAX_FPS:g}."
        )


def _check_unique(names: Sequence[str], what: str) -> None:
    if len(set(names)) < len(names):
        twice = next(name for index, name in enumerate(names) if name in names[:index])
        raise invalid(f'{what} are named "{twice}".', "Give each its own name.")


_Part = TypeVar("_Part", "Clip", "Key", "Tag", "Track")


def changed(part: _Part, **changes: object) -> _Part:
    """As `dataclasses.replace`, but nothing is checked again.

    For edits that cannot break a rule: an edit of one key must not look at a hundred thousand others.
    """
    result = object.__new__(type(part))
    for name in part.__slots__:
        object.__setattr__(result, name, changes[name] if name in changes else getattr(part, name))
    return result


def invalid(message: str, hint: str) -> InputError:
    """The error for a clip that cannot be."""
    return InputError(message, hint, "clip.invalid")
