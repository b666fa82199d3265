"""Takes become clips: calibration, smoothing, key reduction and their promises."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import replace
from typing import TypeVar

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.core.errors import InputError
from studio.core.jobs import Progress
from studio.models.clip import MAX_DURATION_MS
from studio.models.controls import ALL_CONTROLS, CONTROL_INDEX, Region
from studio.models.expression import ExpressionLibrary
from studio.models.performance import CONTROL_UNITS, Take, TakeSource, resampled, sped, take_of_poses, trimmed
from studio.models.performance_calibration import (
    Calibration,
    neutral_of,
    with_neutral,
)
from studio.models.performance_calibration_json import calibration_from_json, calibration_to_json
from studio.models.performance_clip import ClipRecipe, MadeClip, TrackLayout, clip_of_take, usual_rate
from studio.models.performance_keys import error_of, needed_moments
from studio.models.performance_smoothing import OneEuro, smoothed
from studio.models.timeline import ClipSampler
from studio.pipelines.wardrobe import builtin_expressions

Result = TypeVar("Result")


def run(job: Generator[Progress, None, Result]) -> Result:
    while True:
        try:
            next(job)
        except StopIteration as end:
            return end.value  # type: ignore[no-any-return]


def wavy(count: int = 300, fps: float = 59.96) -> Take:
    times = np.arange(count) * 1000 / fps
    values = np.zeros((count, len(ALL_CONTROLS)), np.float32)
    values[:, CONTROL_INDEX["jawOpen"]] = 0.5 + 0.5 * np.sin(times / 90)
    values[:, CONTROL_INDEX["mouthSmileLeft"]] = 0.2 + 0.9 * np.sin(times / 250)
    values[:, CONTROL_INDEX["eyeBlinkLeft"]] = (times % 2000) < 120
    values[:, CONTROL_INDEX["headYaw"]] = 30 * np.sin(times / 700)
    return Take("wavy", times, values, TakeSource.LIVE_LINK)


@pytest.fixture(scope="module")
def library() -> ExpressionLibrary:
    return builtin_expressions()


def farthest(made: MadeClip, library: ExpressionLibrary) -> float:
    sampler = ClipSampler(made.clip, library)
    shown = np.zeros_like(made.values)
    for row, time in zip(shown, made.times_ms, strict=True):
        for name, value in sampler.pose(time).items():
            row[CONTROL_INDEX[name]] = value
    return float((np.abs(shown - made.values) / CONTROL_UNITS).max())


@pytest.mark.parametrize("layout", list(TrackLayout))
@pytest.mark.parametrize("error", [0.0, 0.003, 0.02])
def test_a_clip_stays_within_its_stated_error(layout: TrackLayout, error: float, library: ExpressionLibrary) -> None:
    made = run(clip_of_take(wavy(), ClipRecipe("wavy", layout=layout, largest_error=error)))
    assert farthest(made, library) <= made.largest_error + 1e-9
    assert made.largest_error <= error + 1e-5
    if error:
        assert made.key_count < made.frame_count * len(made.clip.tracks)
    assert made.clip.fps == 60.0


def test_tracks_by_region_or_one() -> None:
    by_region = run(clip_of_take(wavy(), ClipRecipe("a"))).clip.tracks
    assert [track.regions for track in by_region] == [(Region.EYES,), (Region.JAW,), (Region.MOUTH,), (Region.HEAD,)]
    assert len(run(clip_of_take(wavy(), ClipRecipe("a", layout=TrackLayout.ONE))).clip.tracks) == 1


def test_limits_are_kept_and_told() -> None:
    made = run(clip_of_take(wavy(), ClipRecipe("a")))
    assert made.values[:, CONTROL_INDEX["headYaw"]].max() == 20.0
    told = {note.code: note for note in made.notes}
    assert "headYaw goes from -30" in next(note.text for note in made.notes if "headYaw" in note.text)
    assert told["control.sunken"].times_ms


def test_a_still_take_and_a_single_frame_become_clips(library: ExpressionLibrary) -> None:
    still = take_of_poses("still", [0.0], [{}], TakeSource.CLIP)
    made = run(clip_of_take(still, ClipRecipe("still", smoothing=OneEuro())))
    assert made.clip.duration_ms == 17
    assert ClipSampler(made.clip, library).pose(5) == {}


def test_parts_speed_and_frames() -> None:
    made = run(clip_of_take(wavy(), ClipRecipe("a", start_ms=1000, end_ms=3000, speed=2.0, fps=12, is_resampled=True)))
    assert made.clip.duration_ms == pytest.approx(1000, abs=85)
    assert all(key.time_ms in {round(index * 1000 / 12) for index in range(13)}
               for track in made.clip.tracks for key in track.keys)  # fmt: skip


@pytest.mark.parametrize(
    "bad",
    [{"speed": 0.0}, {"largest_error": 2.0}, {"start_ms": 1e9}, {"fps": -3.0, "is_resampled": True}],
)
def test_what_cannot_be_used_is_refused(bad: dict[str, float]) -> None:
    with pytest.raises(InputError):
        run(clip_of_take(wavy(), replace(ClipRecipe("a"), **bad)))  # type: ignore[arg-type]


def test_longer_than_a_clip_may_be_is_refused() -> None:
    take = take_of_poses("long", [0.0, 1.0 * MAX_DURATION_MS], [{}, {"jawOpen": 1.0}], TakeSource.CLIP)
    with pytest.raises(InputError, match="minutes"):
        run(clip_of_take(take, ClipRecipe("a")))


def test_calibration_takes_the_neutral_face_away() -> None:
    poses = [{"jawOpen": 0.2, "headYaw": 4.0}] * 3 + [{"jawOpen": 1.0, "headYaw": 9.0}]
    take = take_of_poses("a", [0, 10, 20, 30], poses, TakeSource.CLIP)
    calibration = with_neutral(Calibration(gain={"headYaw": 2.0}, offset={"jawOpen": 0.1}), take, 0, 25)
    assert dict(calibration.neutral) == pytest.approx({"jawOpen": 0.2, "headYaw": 4.0}, abs=1e-5)
    applied = calibration.applied(take.values)
    jaw, yaw = CONTROL_INDEX["jawOpen"], CONTROL_INDEX["headYaw"]
    assert applied[[0, 3], jaw] == pytest.approx([0.1, 1.1], abs=1e-4)
    assert applied[[0, 3], yaw] == pytest.approx([0.0, 10.0], abs=1e-4)
    limited = run(clip_of_take(take, ClipRecipe("a", calibration=replace(calibration, limits={"jawOpen": (0, 0.6)}))))
    assert limited.values[:, jaw].max() == pytest.approx(0.6)
    assert calibration_from_json(calibration_to_json(calibration)) == calibration
    with pytest.raises(InputError):
        neutral_of(take, 1000, 2000)


@pytest.mark.parametrize("bad", [{"gain": {"jawOpen": 99}}, {"gain": {"jaw": 1}}, {"limits": {"jawOpen": [1, 0]}},
                                 {"more": 1}, {"version": 9}, [], {"neutral": {"jawOpen": "x"}}])  # fmt: skip
def test_a_wrong_calibration_is_refused(bad: object) -> None:
    with pytest.raises(InputError):
        calibration_from_json(bad)


def test_smoothing_calms_noise_and_follows_movement() -> None:
    times = np.arange(400) * 1000 / 60
    rng = np.random.default_rng(1)
    clean = np.clip((times - 3000) / 150, 0, 1)[:, None]
    noisy = clean + rng.normal(0, 0.02, clean.shape)
    calm = run(smoothed(times, noisy, OneEuro()))
    assert (calm[:150] - clean[:150]).std() < 0.6 * (noisy[:150] - clean[:150]).std()
    late = run(smoothed(times, clean, OneEuro(is_two_way=False)))
    halfway = [
        float(np.interp(0.5, values[:, 0], times)) for values in (clean, run(smoothed(times, clean, OneEuro())), late)
    ]
    assert abs(halfway[1] - halfway[0]) < 6  # ms
    assert halfway[2] - halfway[0] > abs(halfway[1] - halfway[0])


def test_the_filter_is_the_published_one() -> None:
    """Two steps by hand: least cutoff 1 Hz, beta 0.5, derivative cutoff 1 Hz, 100 ms."""
    values = np.array([[0.0], [1.0], [1.0]])
    got = run(smoothed(np.array([0.0, 100.0, 200.0]), values, OneEuro(1.0, 0.5, 1.0, is_two_way=False)))

    def share(cutoff: float) -> float:
        return 1 / (1 + 1 / (2 * np.pi * cutoff * 0.1))

    speed = share(1.0) * 10.0
    first = share(1.0 + 0.5 * speed)
    assert got[1, 0] == pytest.approx(first)
    speed += share(1.0) * ((1.0 - first) / 0.1 - speed)
    assert got[2, 0] == pytest.approx(first + share(1.0 + 0.5 * abs(speed)) * (1.0 - first))


@given(
    st.lists(st.lists(st.floats(-1, 1), min_size=3, max_size=3), min_size=1, max_size=60),
    st.floats(0.0, 0.5),
)
@settings(max_examples=150, deadline=None)
def test_fewer_keys_never_break_the_error(rows: list[list[float]], error: float) -> None:
    values = np.array(rows)
    times = np.cumsum(np.arange(len(rows)) % 3 + 1.0)
    kept = run(needed_moments(times, values, error))
    assert kept[0] == 0
    assert kept[-1] == len(rows) - 1
    assert (np.diff(kept) > 0).all()
    assert error_of(times, values, kept) <= error + 1e-9


def test_a_straight_line_needs_two_keys() -> None:
    times = np.arange(1000.0)
    assert list(run(needed_moments(times, np.stack([times / 999, times * 0], axis=1), 0.001))) == [0, 999]


def test_takes_are_cut_sped_and_resampled() -> None:
    take = wavy(100, 50.0)
    part = trimmed(take, 500, 1000)
    assert (part.frame_count, part.times_ms[0]) == (25, 0.0)
    assert np.array_equal(part.values, take.values[25:50])
    assert sped(take, 2).fps == pytest.approx(100)
    half = resampled(take, 25)
    assert np.allclose(half.values, take.values[::2])


def test_rates_that_are_meant() -> None:
    assert [usual_rate(rate) for rate in (59.96, 30.004, 23.976, 33.3)] == [60.0, 30.0, 24.0, 33.3]
