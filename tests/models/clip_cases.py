"""Clips for tests: a small library, and any clip there can be."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import strategies as st

from studio.core.easing import EASING_NAMES, CubicBezier
from studio.models.controls import ALL_CONTROLS, Region
from studio.models.expression import BlendMode, Expression
from studio.models.sheet import AnimationEvent, LoopMode
from studio.models.timeline import (
    Clip,
    Extrapolation,
    Key,
    Marker,
    Tag,
    TagDirection,
    Track,
    TrackRole,
    clip_from_json,
    clip_to_json,
    sample,
)
from studio.models.timeline_selection import KeyRef, Selection

JAW = {"jawOpen": 1.0}
LIBRARY = {
    "joy": Expression("joy", "Joy", {"mouthSmileLeft": 0.8, "mouthSmileRight": 0.8, "jawOpen": 0.2}),
    "gape": Expression("gape", "Gape", JAW),
    "wink": Expression("wink", "Wink", {"eyeBlinkLeft": 1.0}),
}
DURATION = 2000

easings = st.one_of(
    st.sampled_from(EASING_NAMES),
    st.builds(CubicBezier, st.floats(0, 1), st.floats(-2, 2), st.floats(0, 1), st.floats(-2, 2)),
)
poses = st.dictionaries(st.sampled_from(ALL_CONTROLS), st.floats(-1, 1), max_size=4)
times = st.integers(0, DURATION)
weights = st.sampled_from([1.0, 1.0, 1.0, 0.5, 0.0])
keys = st.one_of(
    st.builds(
        Key, times, poses, easing=easings, is_accent=st.booleans(), weight=weights, is_breakdown=st.booleans(),
        easings=st.dictionaries(st.sampled_from(ALL_CONTROLS), easings, max_size=2),
    ),
    st.builds(Key, times, expression=st.sampled_from(["joy", "gape:0.5", "joy+wink"]), easing=easings),
)  # fmt: skip
colours = st.sampled_from(["", "#a0b1c2"])


def _ordered(items: list[Key]) -> tuple[Key, ...]:
    return tuple(sorted(items, key=lambda key: key.time_ms))


tracks = st.builds(
    Track,
    st.text(min_size=1, max_size=5),
    st.lists(keys, max_size=6, unique_by=lambda key: key.time_ms).map(_ordered),
    st.sampled_from(list(BlendMode)),
    st.just(()),
    st.just(()),
    st.floats(0, 1),
    is_muted=st.booleans(),
    is_wrapping=st.booleans(),
    before=st.sampled_from(list(Extrapolation)),
    after=st.sampled_from(list(Extrapolation)),
    role=st.sampled_from(list(TrackRole)),
    is_solo=st.booleans(),
    is_locked=st.sampled_from([False, False, False, True]),
    colour=colours,
    group=st.sampled_from(["", "face"]),
)
limited_tracks = st.builds(
    Track,
    st.just("limited"),
    st.lists(keys, max_size=4, unique_by=lambda key: key.time_ms).map(_ordered),
    st.sampled_from(list(BlendMode)),
    st.lists(st.sampled_from(ALL_CONTROLS), max_size=2, unique=True).map(tuple),
    st.lists(st.sampled_from(list(Region)), max_size=2, unique=True).map(tuple),
)
clips = st.builds(
    Clip,
    st.text(max_size=8),
    st.text(max_size=8),
    st.lists(st.one_of(tracks, limited_tracks), max_size=3, unique_by=lambda track: track.name).map(tuple),
    st.just(DURATION),
    st.sampled_from(list(LoopMode)),
    st.floats(0.5, 120),
    st.sampled_from([(), (1400, 600)]),
    st.sampled_from([(), (Tag("a", 0, 900, TagDirection.REVERSE, 3, "#ff0000", 8.0, "lines", True),)]),
    st.sampled_from([(), (AnimationEvent(3, "step", "left"),)]),
    st.sampled_from([(), (Marker(3), Marker(90, "here", "#00ff00"))]),
    colours,
    st.sampled_from([None, (100, 700)]),
)


def free_keys(clip: Clip) -> Selection:
    """The keys that are not locked."""
    return frozenset(
        KeyRef(track.name, key.time_ms) for track in clip.tracks if not track.is_locked for key in track.keys
    )


@st.composite
def edits(draw: st.DrawFn) -> tuple[Clip, Selection]:
    """A clip and some of its keys."""
    clip = draw(clips)
    present = sorted(free_keys(clip))
    return clip, frozenset(draw(st.lists(st.sampled_from(present), unique=True)) if present else [])


def again(clip: Clip) -> Clip:
    """The clip through JSON text, which checks every rule once more."""
    return clip_from_json(json.loads(json.dumps(clip_to_json(clip))))


def clip_of(*made: Track, duration_ms: int = 1000, loop: LoopMode = LoopMode.ONCE, **options: Any) -> Clip:
    return Clip("clip", "Clip", made, duration_ms, loop, **options)


def ramp(name: str = "jaw", *, count: int = 5, step_ms: int = 200, **options: Any) -> Track:
    made = tuple(Key(index * step_ms, {"jawOpen": index / (count - 1)}) for index in range(count))
    return Track(name, made, **options)


def ref(track: str, *moments: int) -> Selection:
    return frozenset(KeyRef(track, time_ms) for time_ms in moments)


def jaw(clip: Clip, time_ms: float) -> float:
    return sample(clip, time_ms, LIBRARY).get("jawOpen", 0.0)


def when(clip: Clip, track: str = "jaw") -> list[int]:
    return [key.time_ms for one in clip.tracks if one.name == track for key in one.keys]
