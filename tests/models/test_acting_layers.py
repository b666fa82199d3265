"""Layers of being alive: statistics of people, no seams, and a blink that shuts any eyes."""

from __future__ import annotations

import math
import statistics
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.core.errors import InputError
from studio.models.acting import passing_clip, transition_clip
from studio.models.acting_layers import (
    BLINK_SPREAD,
    LAYERS,
    alive_clip,
    blink_layer,
    gaze_layer,
    head_layer,
    look,
    with_layer,
    without_layer,
)
from studio.models.clip import Clip, TrackRole
from studio.models.controls import ALL_CONTROLS, limits_of
from studio.models.library import load_library
from studio.models.sheet import LoopMode
from studio.models.timeline import frames, sample
from studio.models.timeline_loop import seam_of
from studio.models.timeline_tracks import set_track
from tests.models.clip_cases import again

LIBRARY = load_library()
HOUR = 3_600_000
RELAXED = settings(deadline=None, max_examples=20)


def blink_starts(duration_ms: int = HOUR, seed: int = 1, **options: float) -> list[int]:
    lids = blink_layer(duration_ms, seed, **options)[0]
    return [key.time_ms for key in lids.keys if not key.pose and key.easing == "in-quad"]


class TestBlinks:
    def test_as_many_as_asked_for(self) -> None:
        assert len(blink_starts()) / 60 == pytest.approx(17 * 1.13, rel=0.12)  # doubles come on top
        assert len(blink_starts(per_minute=6)) < len(blink_starts(per_minute=30)) / 3

    def test_pauses_are_log_normal_and_some_come_twice(self) -> None:
        starts = blink_starts()
        gaps = [later - earlier for earlier, later in pairwise(starts)]
        doubles = [gap for gap in gaps if gap < 480]
        assert 0.06 < len(doubles) / len(gaps) < 0.18
        logs = [math.log(gap) for gap in gaps if gap >= 700]
        assert statistics.stdev(logs) == pytest.approx(BLINK_SPREAD, rel=0.2)
        assert statistics.mean(gaps) > statistics.median(gaps) * 1.05

    @pytest.mark.parametrize("mood", ["joy", "surprise", "fear", "anger", "neutral"])
    def test_it_shuts_the_eyes_of_any_mood(self, mood: str) -> None:
        lids = blink_layer(60_000, 3)
        clip = Clip("b", "B", lids, 60_000, LoopMode.LOOP)
        base = LIBRARY[mood].pose
        shut = [key.time_ms for key in lids[0].keys if key.pose.get("eyeBlinkLeft") == 1.0]
        assert shut
        for time_ms in shut:
            pose = sample(clip, time_ms, {}, base)
            assert pose["eyeBlinkLeft"] == pose["eyeBlinkRight"] == 1
            assert "eyeWideLeft" not in pose

    def test_strength(self) -> None:
        assert max(key.pose.get("eyeBlinkLeft", 0) for key in blink_layer(60_000, 3, 0.5)[0].keys) == 0.5


class TestGaze:
    def test_both_eyes_go_together_and_rest_between(self) -> None:
        keys = gaze_layer(60_000, 2)[0].keys
        for key in keys:
            assert key.pose.get("eyeLookOutLeft", 0) == key.pose.get("eyeLookInRight", 0)
            assert key.pose.get("eyeLookUpLeft", 0) == key.pose.get("eyeLookUpRight", 0)
        moves = [(a.time_ms, b.time_ms) for a, b in pairwise(keys) if a.easing == "out-quad"]
        assert 40 < len(moves) < 110
        assert all(20 <= end - start <= 90 for start, end in moves)
        rests = [b[0] - a[1] for a, b in pairwise(moves)]
        assert statistics.quantiles(rests)[2] > 1.5 * statistics.quantiles(rests)[0]

    def test_look(self) -> None:
        assert look(0.5, -0.2) == {
            "eyeLookOutLeft": 0.5, "eyeLookInRight": 0.5, "eyeLookDownLeft": 0.2, "eyeLookDownRight": 0.2,
        }  # fmt: skip


class TestEvery:
    @pytest.mark.parametrize("name", list(LAYERS))
    @RELAXED
    @given(seed=st.integers(0, 10**6), duration_ms=st.integers(1000, 40_000), strength=st.floats(0, 3))
    def test_loops_without_a_seam_inside_the_limits(
        self, name: str, seed: int, duration_ms: int, strength: float
    ) -> None:
        made = LAYERS[name](duration_ms, seed, strength)
        assert made == LAYERS[name](duration_ms, seed, strength)
        clip = Clip("c", "C", made, duration_ms, LoopMode.LOOP, fps=12)
        assert again(clip) == clip
        assert seam_of(clip, {}).difference < 1e-3
        for track in made:
            assert track.role is not TrackRole.OTHER
            for key in track.keys:
                assert all(abs(value) <= limits_of(control)[1] for control, value in key.pose.items())

    @pytest.mark.parametrize("name", list(LAYERS))
    def test_seeds_and_strength(self, name: str) -> None:
        assert LAYERS[name](30_000, 1, 1.0) != LAYERS[name](30_000, 2, 1.0)
        still = Clip("c", "C", LAYERS[name](30_000, 1, 0.0), 30_000, LoopMode.LOOP)
        base = LIBRARY["joy"].pose
        assert all(frame.pose == pytest.approx(dict(base)) for frame in frames(still, {}, 3, base))

    @pytest.mark.parametrize("name", list(LAYERS))
    @pytest.mark.parametrize(("length", "strength"), [(999, 1.0), (10**9, 1.0), (5000, -0.1), (5000, math.nan)])
    def test_refused(self, name: str, length: int, strength: float) -> None:
        with pytest.raises(InputError, match="cannot be"):
            LAYERS[name](length, 0, strength)

    def test_a_layer_is_made_again_in_its_place(self) -> None:
        clip = with_layer(with_layer(alive_clip(1, 9000), "nods"), "blinks", 1)
        quiet = set_track(clip, "blinks", weight=0.5)
        other = with_layer(quiet, "blinks", 2)
        assert [track.name for track in other.tracks] == [track.name for track in clip.tracks]
        assert other.tracks[0].keys != quiet.tracks[0].keys
        assert other.tracks[0].weight == 0.5
        assert {track.role for track in without_layer(other, "blinks").tracks} == {
            TrackRole.GAZE, TrackRole.BREATH, TrackRole.HEAD,
        }  # fmt: skip
        with pytest.raises(InputError, match="no layer"):
            with_layer(clip, "sneeze")

    def test_nods_lie_on_the_beats(self) -> None:
        keys = head_layer(5000, 4, beats_ms=(1000, 2000, 3000, 4000))[0].keys
        assert {key.time_ms for key in keys if key.pose} <= {1000, 2000, 3000, 4000}
        assert len(keys) > 4


class TestPassing:
    def test_comes_stays_and_goes_over_anything(self) -> None:
        clip = passing_clip("surprise", 300, 500, 600)
        base = {"mouthSmileLeft": 0.5}
        assert sample(clip, 0, LIBRARY, base) == sample(clip, 1400, LIBRARY, base) == base
        full = sample(clip, 500, LIBRARY, base)
        assert all(full[name] >= value - 1e-9 for name, value in LIBRARY["surprise"].pose.items())

    @pytest.mark.parametrize("rest", ["joy", "neutral"])
    def test_from_and_to_another_expression(self, rest: str) -> None:
        clip = passing_clip(LIBRARY["anger"], rest=rest)
        poses = [sample(clip, t, LIBRARY) for t in (0, 700, clip.duration_ms)]
        wanted = [LIBRARY[name].pose for name in (rest, "anger", rest)]
        assert poses == [pytest.approx(dict(pose)) for pose in wanted]

    @pytest.mark.parametrize("start", [0, 1000])
    def test_the_eyes_lead_both_ways(self, start: int) -> None:
        clip = passing_clip("surprise", 400, 600, 600)
        target = LIBRARY["surprise"].pose

        def done(control: str) -> float:
            share = sample(clip, start + 180, LIBRARY).get(control, 0.0) / target[control]
            return share if start == 0 else 1 - share

        assert done("eyeWideLeft") > done("browInnerUp") > done("jawOpen")

    def test_without_lead_all_moves_at_once(self) -> None:
        clip = transition_clip("neutral", "surprise", 500, lead=0.0)
        target = LIBRARY["surprise"].pose
        pose = sample(clip, 200, LIBRARY)
        assert len({round(pose[name] / target[name], 6) for name in target if name in pose}) == 1
        with pytest.raises(InputError, match="lead"):
            transition_clip("joy", "fear", lead=2)

    def test_too_short(self) -> None:
        with pytest.raises(InputError, match="cannot pass"):
            passing_clip("joy", 2, 50, 50)


def test_controls_of_layers_are_known() -> None:
    named = {name for make in LAYERS.values() for t in make(20_000, 0, 1.0) for key in t.keys for name in key.pose}
    assert named <= set(ALL_CONTROLS)
