"""Clips: what they refuse, how they sample, the frames they become, JSON."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from itertools import accumulate, pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.core.easing import EASING_NAMES, CubicBezier
from studio.core.errors import InputError
from studio.models.clip_json import CLIP_VERSION
from studio.models.controls import ALL_CONTROLS, Region, limits_of
from studio.models.expression import BlendMode, Expression
from studio.models.sheet import AnimationEvent, LoopMode
from studio.models.timeline import (
    Clip,
    Key,
    Tag,
    TagDirection,
    Track,
    clip_from_json,
    clip_to_json,
    closed_loop,
    frame_starts_ms,
    frames,
    micro_expression,
    sample,
    tagged_frames,
)

JAW = {"jawOpen": 1.0}
RELAXED = settings(deadline=None, max_examples=60)
LIBRARY = {
    "joy": Expression("joy", "Joy", {"mouthSmileLeft": 0.8, "mouthSmileRight": 0.8, "jawOpen": 0.2}),
    "gape": Expression("gape", "Gape", JAW),
}


def one_track(*keys: Key, duration_ms: int = 1000, loop: LoopMode = LoopMode.ONCE, **options: Any) -> Clip:
    return Clip("clip", "Clip", (Track("track", keys, **options),), duration_ms, loop)


def jaw(clip: Clip, time_ms: float) -> float:
    return sample(clip, time_ms, LIBRARY).get("jawOpen", 0.0)


class TestSampling:
    def test_linear_between_two_keys(self) -> None:
        clip = one_track(Key(200, {}), Key(700, JAW))
        assert [jaw(clip, t) for t in (0, 200, 450, 700, 1000)] == pytest.approx([0, 0, 0.5, 1, 1])

    def test_easing_belongs_to_the_segment_after_its_key(self) -> None:
        clip = one_track(Key(0, {}, easing="hold"), Key(500, JAW, easing="in-quad"), Key(1000, {}))
        assert [jaw(clip, t) for t in (499, 500, 750)] == pytest.approx([0, 1, 0.75])

    def test_overshoot_is_clamped_to_the_controls_limits(self) -> None:
        clip = one_track(Key(0, {}, easing="out-back"), Key(1000, JAW))
        assert max(jaw(clip, t) for t in range(0, 1001, 10)) == 1.0

    def test_linked_expressions_and_blends(self) -> None:
        clip = one_track(Key(0, expression="joy"), Key(1000, expression="joy:0.5+gape:0.4"))
        assert jaw(clip, 0) == pytest.approx(0.2)
        assert jaw(clip, 1000) == pytest.approx(0.1 + 0.4)
        assert sample(clip, 500, LIBRARY)["mouthSmileLeft"] == pytest.approx(0.6)

    def test_a_changed_expression_changes_the_clip(self) -> None:
        clip = one_track(Key(0, expression="gape"))
        other = {"gape": Expression("gape", "Gape", {"jawOpen": 0.3})}
        assert sample(clip, 0, other) == {"jawOpen": 0.3}

    def test_missing_link_names_clip_track_and_key(self) -> None:
        clip = one_track(Key(40, expression="gap"))
        with pytest.raises(InputError, match=r'Clip "clip", track "track", key at 40 ms.*Did you mean gape'):
            sample(clip, 0, LIBRARY)

    def test_head_angles(self) -> None:
        clip = one_track(Key(0, {"headRoll": -10.0}), Key(1000, {"headRoll": 10.0}))
        assert sample(clip, 250, LIBRARY)["headRoll"] == pytest.approx(-5)

    @pytest.mark.parametrize("time_ms", [math.nan, math.inf])
    def test_not_a_time(self, time_ms: float) -> None:
        with pytest.raises(InputError, match="not a number"):
            sample(one_track(Key(0, JAW)), time_ms, LIBRARY)


class TestLayers:
    def test_modes_are_those_of_the_algebra(self) -> None:
        tracks = (
            Track("base", (Key(0, {"jawOpen": 0.4, "cheekPuff": 0.5}),)),
            Track("more", (Key(0, {"jawOpen": 0.2}),)),
            Track("half", (Key(0, {"jawOpen": 0.5}),), BlendMode.MULTIPLY),
            Track("none", (Key(0, {"cheekPuff": 0.0}),), BlendMode.OVERWRITE),
        )
        assert sample(Clip("c", "C", tracks, 10), 0, {}) == pytest.approx({"jawOpen": 0.3})

    def test_multiply_leaves_alone_what_a_key_does_not_name(self) -> None:
        keys = (Key(0, {}), Key(1000, {"jawOpen": 0.0}))
        clip = one_track(*keys, mode=BlendMode.MULTIPLY)
        assert [sample(clip, t, {}, JAW).get("jawOpen", 0.0) for t in (0, 500, 1000)] == pytest.approx([1, 0.5, 0])

    def test_region_limits_a_track_and_overwrite_owns_its_region(self) -> None:
        pose = {"jawOpen": 0.7, "eyeBlinkLeft": 1.0}
        base = {"eyeWideLeft": 0.9, "mouthFunnel": 0.3}
        added = one_track(Key(0, pose), regions=(Region.JAW,))
        assert sample(added, 0, {}, base) == pytest.approx({**base, "jawOpen": 0.7})
        owned = one_track(Key(0, pose), mode=BlendMode.OVERWRITE, regions=(Region.EYES,))
        assert sample(owned, 0, {}, base) == pytest.approx({"eyeBlinkLeft": 1.0, "mouthFunnel": 0.3})

    def test_named_controls_and_weight_and_mute(self) -> None:
        pose = {"jawOpen": 0.8, "cheekPuff": 0.8}
        assert sample(one_track(Key(0, pose), controls=("jawOpen",), weight=0.5), 0, {}) == {"jawOpen": 0.4}
        assert sample(one_track(Key(0, pose), is_muted=True), 0, {}) == {}

    def test_a_track_without_keys_does_nothing(self) -> None:
        assert sample(one_track(), 5, {}, JAW) == JAW


class TestLooping:
    def test_loop_travels_from_the_last_key_to_the_first(self) -> None:
        clip = one_track(Key(100, {}), Key(600, JAW), loop=LoopMode.LOOP)
        # 600 -> 1100 is the way back: a quarter of it is done at 725, four fifths at 0 of the next pass
        assert [jaw(clip, t) for t in (600, 725, 1000, 0, 100)] == pytest.approx([1, 0.75, 0.2, 0.2, 0])

    @RELAXED
    @given(st.lists(st.integers(0, 999), min_size=1, max_size=6, unique=True), st.integers(0, 2**30))
    def test_the_seam_is_smooth(self, times: list[int], seed: int) -> None:
        levels = [((seed >> (4 * index)) % 16) / 15 for index in range(len(times))]
        keys = [Key(t, {"jawOpen": v}) for t, v in zip(sorted(times), levels, strict=True)]
        clip = one_track(*keys, loop=LoopMode.LOOP)
        assert jaw(clip, 1000 - 1e-7) == pytest.approx(jaw(clip, 0), abs=1e-5)
        assert jaw(clip, 317.0) == pytest.approx(jaw(clip, 2317.0)) == pytest.approx(jaw(clip, -683.0))

    def test_a_key_on_the_end_is_the_seam(self) -> None:
        clip = one_track(Key(0, {}), Key(1000, JAW), loop=LoopMode.LOOP)
        assert jaw(clip, 999) == pytest.approx(0.999)
        assert jaw(clip, 1000) == 0

    def test_not_wrapping_stays(self) -> None:
        clip = one_track(Key(0, {}), Key(500, JAW), loop=LoopMode.LOOP, is_wrapping=False)
        assert jaw(clip, 999) == 1

    def test_hold_waits_for_the_next_pass(self) -> None:
        clip = one_track(Key(0, {}), Key(500, JAW, easing="hold"), loop=LoopMode.LOOP)
        assert jaw(clip, 999.9) == 1

    def test_once_stays_and_ping_pong_turns(self) -> None:
        keys = (Key(0, {}), Key(1000, JAW))
        assert jaw(one_track(*keys), 5000) == 1
        assert jaw(one_track(*keys), -5) == 0
        assert jaw(one_track(*keys, loop=LoopMode.PING_PONG), 1400) == pytest.approx(0.6)
        assert jaw(one_track(*keys, loop=LoopMode.PING_PONG), 2100) == pytest.approx(0.1)

    def test_closed_loop_ends_on_its_first_key(self) -> None:
        clip = closed_loop(one_track(Key(0, {}), Key(900, JAW), is_wrapping=False))
        assert clip.loop is LoopMode.LOOP
        assert jaw(clip, 950) == pytest.approx(0.5)
        late = closed_loop(one_track(Key(300, JAW)))
        assert {jaw(late, t) for t in range(0, 1000, 50)} == {1.0}


class TestFrames:
    def test_twelve_frames_a_second(self) -> None:
        clip = one_track(Key(0, JAW), loop=LoopMode.LOOP)
        assert [f.duration_ms for f in frames(clip, {}, 12)] == [83, 84, 83] * 4
        assert [f.time_ms for f in frames(clip, {}, 12)][:4] == [0, 83, 167, 250]

    @RELAXED
    @given(
        st.integers(1, 3000), st.sampled_from([1, 7, 10, 12, 23.976, 24, 25, 29.97, 30, 60, 144]),
        st.sampled_from(list(LoopMode)),
    )  # fmt: skip
    def test_durations_are_exact_and_never_drift(self, duration_ms: int, fps: float, loop: LoopMode) -> None:
        played = list(frames(one_track(Key(0, JAW), duration_ms=duration_ms, loop=loop), {}, fps))
        assert sum(frame.duration_ms for frame in played) == duration_ms
        assert all(frame.duration_ms >= 1 for frame in played)
        assert [frame.index for frame in played] == list(range(len(played)))
        starts = [0, *accumulate(frame.duration_ms for frame in played)][:-1]
        assert starts == [frame.time_ms for frame in played]
        assert all(abs(frame.time_ms - frame.index * 1000 / fps) <= 0.5 + 1e-9 for frame in played)
        assert abs(played[-1].duration_ms - 1000 / fps) <= 0.5 * 1000 / fps + 1.5 or len(played) == 1

    def test_loop_does_not_repeat_its_first_frame(self) -> None:
        clip = one_track(Key(0, {}), Key(500, JAW), loop=LoopMode.LOOP)
        played = [frame.pose.get("jawOpen", 0.0) for frame in frames(clip, {}, 10)]
        assert played == pytest.approx([0, 0.2, 0.4, 0.6, 0.8, 1, 0.8, 0.6, 0.4, 0.2])

    @pytest.mark.parametrize("loop", [LoopMode.ONCE, LoopMode.PING_PONG])
    def test_once_shows_both_ends(self, loop: LoopMode) -> None:
        clip = one_track(Key(0, {}), Key(1000, JAW), loop=loop)
        played = [frame.pose.get("jawOpen", 0.0) for frame in frames(clip, {}, 5)]
        assert played == pytest.approx([0, 0.25, 0.5, 0.75, 1])

    def test_own_frame_durations(self) -> None:
        clip = Clip("c", "C", (Track("t", (Key(0, {}), Key(100, JAW))),), 100, frame_durations_ms=(50, 20, 30))
        played = list(frames(clip, {}))
        assert [(f.time_ms, f.duration_ms) for f in played] == [(0, 50), (50, 20), (70, 30)]
        assert [f.pose.get("jawOpen", 0.0) for f in played] == pytest.approx([0, 0.5, 0.7])
        assert [f.duration_ms for f in frames(clip, {}, 20)] == [50, 50]

    @pytest.mark.parametrize("fps", [4, 8, 12, 24])
    def test_accents_are_shown_at_any_rate(self, fps: float) -> None:
        keys = (Key(300, {}), Key(330, JAW, is_accent=True), Key(360, {}))
        played = list(frames(one_track(*keys, loop=LoopMode.LOOP), {}, fps))
        assert max(frame.pose.get("jawOpen", 0.0) for frame in played) == 1

    def test_frames_are_lazy_but_complain_at_once(self) -> None:
        endless = frames(one_track(Key(0, JAW), duration_ms=3_600_000), {}, 1000)
        assert next(endless).pose == JAW
        with pytest.raises(InputError):
            frames(one_track(Key(0, expression="nobody")), {})

    def test_frame_starts_equal_the_frames(self) -> None:
        clip = one_track(Key(0, JAW), duration_ms=777)
        assert frame_starts_ms(clip, 24) == [frame.time_ms for frame in frames(clip, {}, 24)]

    @pytest.mark.parametrize("fps", [0, -1, math.nan, math.inf, 1001])
    def test_bad_rates(self, fps: float) -> None:
        with pytest.raises(InputError, match="frames a second"):
            frames(one_track(Key(0, JAW)), {}, fps)

    @pytest.mark.parametrize(
        ("direction", "expected"),
        [
            (TagDirection.FORWARD, [2, 3, 4, 5]),
            (TagDirection.REVERSE, [5, 4, 3, 2]),
            (TagDirection.PING_PONG, [2, 3, 4, 5, 4, 3]),
        ],
    )
    def test_tags_play_their_range(self, direction: TagDirection, expected: list[int]) -> None:
        played = tuple(frames(one_track(Key(0, JAW)), {}, 10))
        assert [frame.index for frame in tagged_frames(played, Tag("t", 200, 600, direction))] == expected


def twin_track() -> Clip:
    return Clip("c", "C", (Track("t", ()), Track("t", ())), 10)


REFUSED: list[tuple[Callable[[], object], str]] = [
    (lambda: Key(-1, JAW), "before the start"),
    (lambda: Key(1.5, JAW), "whole number"),  # type: ignore[arg-type]
    (lambda: Key(0, {"jawOpen": math.nan}), "no number for jawOpen"),
    (lambda: Key(0, {"jawOpne": 1.0}), "Did you mean.*jawOpen"),
    (lambda: Key(0, JAW, expression="joy"), "both a pose and an expression"),
    (lambda: Key(0, JAW, easing="wobble"), "no easing"),
    (lambda: one_track(Key(5, JAW), Key(1, JAW)), "after 5 ms"),
    (lambda: one_track(Key(5, JAW), Key(5, {})), "at 5 ms twice"),
    (lambda: one_track(Key(1001, JAW)), "ends at 1000 ms, but a key of track"),
    (lambda: one_track(Key(0, JAW), weight=1.5), "weight"),
    (lambda: one_track(Key(0, JAW), weight=math.nan), "weight"),
    (lambda: one_track(Key(0, JAW), controls=("nose",)), "Unknown control"),
    (lambda: one_track(Key(0, JAW), duration_ms=0), "lasts 0 ms"),
    (lambda: one_track(Key(0, JAW), duration_ms=14_400_001), "to four hours"),
    (lambda: Clip("c", "C", (), 10, fps=0), "frames a second"),
    (lambda: Clip("c", "C", (), 10, frame_durations_ms=(5, 4)), "last 9 ms"),
    (lambda: Clip("c", "C", (), 10, frame_durations_ms=(0, 10)), "less than 1 ms"),
    (lambda: Clip("c", "C", (), 10, tags=(Tag("t", 0, 11),)), 'the end of tag "t" lies at 11 ms'),
    (lambda: Clip("c", "C", (), 10, events=(AnimationEvent(11, "e"),)), 'event "e" lies at 11 ms'),
    (lambda: Clip("c", "C", (), 10, events=(AnimationEvent(-1, "e"),)), "before the start"),
    (lambda: Clip("c", "C", (), 10, events=(AnimationEvent(5, "e"), AnimationEvent(1, "f"))), "order of time"),
    (twin_track, 'are named "t"'),
    (lambda: Tag("t", 5, 5), "not after its start"),
    (lambda: Tag("t", 0, 5, repeat=-1), "repeats"),
    (lambda: Tag("t", 0, 5, colour="red"), "#rrggbb"),
]


@pytest.mark.parametrize(("make", "message"), REFUSED)
def test_what_cannot_be_played_is_refused(make: Callable[[], object], message: str) -> None:
    with pytest.raises(InputError, match=message):
        make()


class TestMicroExpression:
    def test_comes_stays_and_goes(self) -> None:
        clip = micro_expression({"noseSneerLeft": 0.8, "jawOpen": 0.4}, 80, 60, 120, 0.5, Region.NOSE)
        assert clip.duration_ms == 260
        levels = [sample(clip, t, {}).get("noseSneerLeft", 0.0) for t in (0, 80, 110, 140, 260)]
        assert levels == pytest.approx([0, 0.4, 0.4, 0.4, 0])
        assert "jawOpen" not in sample(clip, 100, {})

    def test_lies_over_an_expression(self) -> None:
        base = {"mouthSmileLeft": 0.5}
        clip = micro_expression({"browDownLeft": 1.0})
        assert sample(clip, 0, {}, base) == sample(clip, clip.duration_ms, {}, base) == base
        assert sample(clip, 100, {}, base) == {"mouthSmileLeft": 0.5, "browDownLeft": 1.0}

    @pytest.mark.parametrize("fps", [8, 12, 30])
    def test_the_shortest_still_shows(self, fps: float) -> None:
        clip = micro_expression({"browDownLeft": 1.0}, 20, 0, 20)
        assert max(frame.pose.get("browDownLeft", 0.0) for frame in frames(clip, {}, fps)) == 1

    @pytest.mark.parametrize("phases", [(10, 10, 10), (200, 200, 101), (-5, 60, 60), (0, 60, 60), (60, 60, 0)])
    def test_impossible_lengths(self, phases: tuple[int, int, int]) -> None:
        with pytest.raises(InputError, match="micro-expression"):
            micro_expression(JAW, *phases)


easings = st.one_of(
    st.sampled_from(EASING_NAMES),
    st.builds(CubicBezier, st.floats(0, 1), st.floats(-2, 2), st.floats(0, 1), st.floats(-2, 2)),
)
poses = st.dictionaries(st.sampled_from(ALL_CONTROLS), st.floats(-1, 1), max_size=4)
keys = st.one_of(
    st.builds(Key, st.integers(0, 900), poses, easing=easings, is_accent=st.booleans()),
    st.builds(Key, st.integers(0, 900), expression=st.sampled_from(["joy", "gape:0.5"]), easing=easings),
)
tracks = st.builds(
    Track,
    st.text(min_size=1, max_size=5),
    st.lists(keys, max_size=5, unique_by=lambda key: key.time_ms).map(
        lambda items: tuple(sorted(items, key=lambda key: key.time_ms))
    ),
    st.sampled_from(list(BlendMode)),
    st.lists(st.sampled_from(ALL_CONTROLS), max_size=2, unique=True).map(tuple),
    st.lists(st.sampled_from(list(Region)), max_size=2, unique=True).map(tuple),
    st.floats(0, 1),
    st.booleans(),
    st.booleans(),
)
clips = st.builds(
    Clip,
    st.text(max_size=8),
    st.text(max_size=8),
    st.lists(tracks, max_size=3, unique_by=lambda track: track.name).map(tuple),
    st.just(900),
    st.sampled_from(list(LoopMode)),
    st.floats(0.5, 120),
    st.sampled_from([(), (400, 500)]),
    st.sampled_from([(), (Tag("a", 0, 900, TagDirection.REVERSE, 3, "#ff0000"),)]),
    st.sampled_from([(), (AnimationEvent(3, "step", "left"),)]),
)


@RELAXED
@given(clips)
def test_json_round_trip(clip: Clip) -> None:
    text = json.dumps(clip_to_json(clip))
    assert clip_from_json(json.loads(text)) == clip


@RELAXED
@given(clips, st.floats(-5000, 5000))
def test_samples_stay_inside_the_limits(clip: Clip, time_ms: float) -> None:
    for name, value in sample(clip, time_ms, LIBRARY, {"jawOpen": 0.5}).items():
        low, high = limits_of(name)
        assert low <= value <= high


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"version": CLIP_VERSION + 1}, "newer version"),
        ({"speed": 1}, "speed"),
        ({"duration_ms": "long"}, "duration_ms"),
        ({"tracks": [{"name": "t", "keys": [{"time_ms": 0, "pose": {"jawOpen": None}}]}]}, r"tracks\.0\.keys\.0"),
        ({"tracks": [{"name": "t", "keys": [{"time_ms": 99999}]}]}, "ends at 1000 ms"),
        ({"fps": math.nan}, "fps"),
        ({"loop": "forever"}, "loop"),
    ],
)
def test_bad_json_says_where(change: dict[str, Any], message: str) -> None:
    data = clip_to_json(one_track(Key(0, JAW))) | change
    with pytest.raises(InputError, match=message):
        clip_from_json(data)


def test_frames_follow_the_clip_not_the_order_of_asking() -> None:
    clip = one_track(Key(0, {}), Key(1000, JAW))
    values = [frame.pose.get("jawOpen", 0.0) for frame in frames(clip, LIBRARY, 25)]
    assert all(later > earlier for earlier, later in pairwise(values))
