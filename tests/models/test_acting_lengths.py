"""Layers of chance follow the clip's length; what was made by hand stays."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.models.acting_lengths import following
from studio.models.acting_rows import ALIVE, GENERATED, LayerSettings, with_layer
from studio.models.clip import Clip, Key, Track
from studio.models.expression import BlendMode
from studio.models.library import load_library
from studio.models.sheet import LoopMode
from studio.models.timeline import ClipSampler
from studio.models.timeline_loop import seam_of
from studio.models.timeline_marks import with_length
from studio.models.timeline_tracks import set_track, without_tracks

LIBRARY = load_library()
FACE = Track("face", (Key(0, {"mouthSmileLeft": 0.4}), Key(3000, {"mouthSmileLeft": 0.9})), BlendMode.OVERWRITE)


def lively(duration_ms: int, seed: int = 3) -> Clip:
    clip = Clip("c", "Clip", (FACE,), duration_ms, fps=24.0)
    for kind in GENERATED:
        clip = with_layer(clip, kind, LayerSettings(seed, 0.8))
    return clip


def track(clip: Clip, name: str) -> Track:
    return next(one for one in clip.tracks if one.name == name)


def with_keys(clip: Clip, name: str, keys: tuple[Key, ...]) -> Clip:
    tracks = tuple(replace(one, keys=keys) if one.name == name else one for one in clip.tracks)
    return replace(clip, tracks=tracks)


def resized(clip: Clip, duration_ms: int) -> Clip:
    return following(clip, with_length(clip, duration_ms, trims=True))


@settings(deadline=None, max_examples=20)
@given(st.integers(1200, 60_000), st.integers(1200, 60_000), st.integers(0, 50))
def test_a_longer_or_shorter_clip_has_the_layers_of_its_own_length(before: int, after: int, seed: int) -> None:
    before, after = max(before, 3000), max(after, 3000)  # the last key of the face
    assert resized(lively(before, seed), after) == lively(after, seed)


def test_it_goes_round_without_a_seam_at_the_new_length() -> None:
    clip = Clip("c", "Clip", (), 9000, LoopMode.LOOP, fps=24.0)
    for kind in ALIVE:
        clip = with_layer(clip, kind, LayerSettings(4))
    assert seam_of(resized(clip, 20_000), LIBRARY).is_seamless


def test_a_blink_moved_by_hand_stays_where_it_was_put() -> None:
    clip = lively(20_000)
    lids = track(clip, "blinks").keys
    moved = tuple(replace(key, time_ms=key.time_ms + 130) for key in lids[:4])
    clip = with_keys(clip, "blinks", (*moved, *lids[4:]))
    made = resized(clip, 60_000)
    keys = track(made, "blinks").keys
    assert keys[: len(lids)] == (*moved, *lids[4:])
    assert len(keys) > 2 * len(lids)
    assert resized(made, 20_000) == clip


def test_a_blink_taken_out_by_hand_does_not_come_back() -> None:
    clip = lively(20_000)
    lids = track(clip, "blinks").keys
    made = resized(with_keys(clip, "blinks", lids[4:]), 40_000)
    assert track(made, "blinks").keys[: len(lids) - 4] == lids[4:]


def test_a_breath_by_hand_takes_the_place_of_the_one_of_chance() -> None:
    clip = lively(20_000)
    keys = track(clip, "breath").keys
    sigh = replace(keys[1], pose={"headPitch": 6.0})
    made = resized(with_keys(clip, "breath", (keys[0], sigh, *keys[2:])), 31_000)
    breath = track(made, "breath").keys
    assert sigh in breath
    assert all(abs(key.time_ms - sigh.time_ms) > 600 for key in breath if key != sigh)
    assert breath[-1].time_ms > 28_000


@pytest.mark.parametrize("kind", ["own", "locked", "unknown", "short", "scaled"])
def test_what_is_left_alone(kind: str) -> None:
    clip, length = lively(8000), 16_000
    keys = track(clip, "gaze").keys
    if kind == "own":
        clip = with_keys(clip, "gaze", (Key(100, {"eyeLookUpLeft": 0.4}),))
    elif kind == "scaled":
        clip = with_keys(clip, "gaze", tuple(replace(key, time_ms=key.time_ms // 2) for key in keys))
    elif kind == "locked":
        clip = set_track(clip, "gaze", is_locked=True)
    elif kind == "unknown":
        clip = set_track(clip, "gaze", recipe="")
    else:
        length = 600
    kept = tuple(key for key in track(clip, "gaze").keys if key.time_ms <= length)
    assert track(resized(clip, length), "gaze").keys == kept


def test_a_change_that_moved_the_layer_itself_is_not_turned_back() -> None:
    clip = lively(8000)
    keys = track(clip, "blinks").keys
    later = tuple(replace(key, time_ms=key.time_ms + 3000) for key in keys)
    after = with_keys(with_length(clip, 12_000), "blinks", later)
    assert track(following(clip, after), "blinks").keys == later


def test_settings_of_the_tracks_and_other_layers_stay() -> None:
    clip = lively(8000)
    clip = without_tracks(set_track(clip, "breath", weight=0.4), ["nods"])
    made = resized(clip, 30_000)
    assert track(made, "breath").weight == 0.4
    assert [one.name for one in made.tracks] == [one.name for one in clip.tracks]
    assert track(made, "face") == FACE
    assert ClipSampler(made, LIBRARY).pose(25_000.0) != ClipSampler(with_length(clip, 30_000), LIBRARY).pose(25_000.0)
