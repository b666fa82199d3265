"""Curves in values: the same numbers as the sampler and as Qt, handles that go where they are put."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QEasingCurve, QPointF

from studio.core.easing import EASING_NAMES, CubicBezier, Easing, ease
from studio.core.errors import InputError
from studio.models.clip import Clip, Key, Track
from studio.models.sheet import LoopMode
from studio.models.timeline import Extrapolation
from studio.models.timeline_curves import (
    HandleKind,
    HandleSide,
    curve_controls,
    curve_of,
    denormalised,
    normalised,
    set_handle,
    set_handle_kind,
)
from studio.models.timeline_easing import FIT_TOLERANCE, as_bezier, part_of_easing, reversed_easing, split_easing
from studio.models.timeline_polyline import polyline
from studio.models.timeline_selection import KeyRef, all_keys
from tests.models.clip_cases import LIBRARY, again, clip_of, jaw, ref

RELAXED = settings(deadline=None, max_examples=40)
SHARES = [index / 50 for index in range(51)]
gentle = st.builds(CubicBezier, st.floats(0, 0.6), st.floats(-1, 2), st.floats(0.4, 1), st.floats(-1, 2))

never_steep = st.builds(CubicBezier, st.floats(0.1, 0.6), st.floats(-1, 2), st.floats(0.4, 0.9), st.floats(-1, 2))
"""Qt's own solver is not exact where a curve is steep."""


def two_keys(easing: Easing, start: float = 0.2, end: float = 0.8) -> Clip:
    return clip_of(Track("jaw", (Key(0, {"jawOpen": start}, easing=easing), Key(1000, {"jawOpen": end}))))


class TestEasings:
    @pytest.mark.parametrize("name", [n for n in EASING_NAMES if n != "hold"])
    def test_fitted_curves_keep_their_word(self, name: str) -> None:
        curve = as_bezier(name)
        if curve is None:
            assert "elastic" in name or "bounce" in name
            return
        assert max(abs(ease(curve, t) - ease(name, t)) for t in SHARES) <= FIT_TOLERANCE

    @RELAXED
    @given(gentle, st.floats(0.05, 0.95))
    def test_the_halves_travel_as_the_whole(self, curve: CubicBezier, share: float) -> None:
        middle = ease(curve, share)
        if abs(middle) < 1e-3 or abs(1 - middle) < 1e-3:
            return  # a half that goes nowhere
        first, second = split_easing(curve, share)
        for t in SHARES:
            if t <= share:
                assert middle * ease(first, t / share) == pytest.approx(ease(curve, t), abs=2e-3)
            else:
                done = middle + (1 - middle) * ease(second, (t - share) / (1 - share))
                assert done == pytest.approx(ease(curve, t), abs=2e-3)

    def test_parts_of_plain_ways(self) -> None:
        assert part_of_easing("linear", 0.2, 0.7) == "linear"
        assert part_of_easing("hold", 0.2, 1.0) == "hold"
        assert part_of_easing("in-quad", 0, 1) == "in-quad"

    @pytest.mark.parametrize("name", EASING_NAMES)
    def test_reversed_twice(self, name: str) -> None:
        assert reversed_easing(reversed_easing(name)) == name


class TestCurve:
    @RELAXED
    @given(never_steep, st.floats(0, 1), st.floats(0, 1))
    def test_equals_qt_and_the_sampler(self, way: CubicBezier, start: float, end: float) -> None:
        clip = two_keys(way, start, end)
        reference = QEasingCurve(QEasingCurve.Type.BezierSpline)
        reference.addCubicBezierSegment(QPointF(way.x1, way.y1), QPointF(way.x2, way.y2), QPointF(1, 1))
        curve = curve_of(clip, "jaw", "jawOpen", LIBRARY)
        for share in SHARES[1:-1]:
            value = curve.segments[0].value_at(share * 1000)
            assert value == pytest.approx(
                start + (end - start) * reference.valueForProgress(share), abs=3e-3
            )  # Qt's own
            assert curve.value_at(share * 1000) == pytest.approx(value)
            assert jaw(clip, share * 1000) == pytest.approx(min(1, max(0, value)))

    def test_handles_are_those_of_the_easing_in_ms_and_values(self) -> None:
        segment = curve_of(two_keys(CubicBezier(0.25, 0.5, 0.5, 1.5)), "jaw", "jawOpen", LIBRARY).segments[0]
        assert segment.handles == (pytest.approx((250, 0.5)), pytest.approx((500, 1.1)))
        assert segment.is_exact

    def test_which_ways_have_handles(self) -> None:
        def handles(easing: str) -> object:
            segment = curve_of(two_keys(easing), "jaw", "jawOpen", LIBRARY).segments[0]
            return segment.handles, segment.is_exact

        assert handles("hold")[0] is None  # type: ignore[index]
        assert handles("out-bounce")[0] is None  # type: ignore[index]
        assert handles("in-out-sine")[1] is False  # type: ignore[index]

    def test_only_what_is_in_sight(self) -> None:
        track = Track("jaw", tuple(Key(t, {"jawOpen": t / 1000}) for t in range(0, 1001, 100)))
        curve = curve_of(clip_of(track), "jaw", "jawOpen", LIBRARY, (250, 430))
        assert [point.time_ms for point in curve.points] == [200, 300, 400, 500]

    def test_linked_points_and_missing_controls(self) -> None:
        clip = clip_of(Track("face", (Key(0, expression="joy"), Key(500, {}, is_breakdown=True))))
        assert curve_controls(clip, "face", LIBRARY) == ("jawOpen", "mouthSmileLeft", "mouthSmileRight")
        points = curve_of(clip, "face", "jawOpen", LIBRARY).points
        assert [(p.value, p.is_linked, p.is_breakdown) for p in points] == [(0.2, True, False), (0.0, False, True)]
        assert curve_of(clip, "face", "cheekPuff", LIBRARY).points == ()

    def test_range_and_normalised_view(self) -> None:
        limits = curve_of(two_keys(CubicBezier(0.2, -0.5, 0.8, 1.5)), "jaw", "jawOpen", LIBRARY).value_range()
        assert limits == pytest.approx((-0.1, 1.1))
        assert normalised(0.5, limits) == pytest.approx(0.5)
        assert denormalised(normalised(0.3, limits), limits) == pytest.approx(0.3)
        assert normalised(3, (3, 3)) == 0.5


class TestHandles:
    @RELAXED
    @given(st.floats(-500, 1500), st.floats(-3, 3), st.sampled_from(list(HandleSide)))
    def test_a_handle_lies_where_it_was_put_as_far_as_time_allows(
        self, time_ms: float, value: float, side: HandleSide
    ) -> None:
        clip = two_keys("linear")
        key = KeyRef("jaw", 0 if side is HandleSide.OUT else 1000)
        after = set_handle(clip, key, side, time_ms, value, LIBRARY, "jawOpen")
        assert again(after) == after
        handles = curve_of(after, "jaw", "jawOpen", LIBRARY).segments[0].handles
        assert handles is not None
        assert handles[side is HandleSide.IN] == pytest.approx((min(1000, max(0, time_ms)), value))
        values = [curve_of(after, "jaw", "jawOpen", LIBRARY).value_at(t) for t in range(0, 1001, 20)]
        assert all(one is not None and math.isfinite(one) for one in values)

    def test_only_one_control_unless_shared(self) -> None:
        pose = {"jawOpen": 1.0, "cheekPuff": 1.0}
        clip = clip_of(Track("t", (Key(0), Key(1000, pose))))
        own = set_handle(clip, KeyRef("t", 0), HandleSide.OUT, 900, 0.0, LIBRARY, "jawOpen")
        assert curve_of(own, "t", "cheekPuff", LIBRARY).segments[0].easing == "linear"
        both = set_handle(clip, KeyRef("t", 0), HandleSide.OUT, 900, 0.0, LIBRARY, "jawOpen", is_shared=True)
        assert curve_of(both, "t", "cheekPuff", LIBRARY).value_at(500) == pytest.approx(jaw(both, 500))
        assert jaw(both, 500) < 0.4

    def test_level_ways_keep_the_height_of_their_handles(self) -> None:
        clip = set_handle(two_keys("linear", 0.5, 0.5), KeyRef("jaw", 0), HandleSide.OUT, 100, 0.9, LIBRARY, "jawOpen")
        assert {jaw(clip, t) for t in range(0, 1000, 50)} == {0.5}

    def test_no_way_no_handle(self) -> None:
        with pytest.raises(InputError, match="no key on that side"):
            set_handle(two_keys("linear"), KeyRef("jaw", 0), HandleSide.IN, 100, 0.9, LIBRARY, "jawOpen")
        with pytest.raises(InputError, match="has no key at 5 ms"):
            set_handle(two_keys("linear"), KeyRef("jaw", 5), HandleSide.OUT, 100, 0.9, LIBRARY, "jawOpen")

    @settings(deadline=None, max_examples=30)
    @given(st.lists(st.floats(0, 1), min_size=3, max_size=6))
    def test_auto_never_overshoots_and_has_no_corner(self, levels: list[float]) -> None:
        track = Track("jaw", tuple(Key(i * 200, {"jawOpen": v}) for i, v in enumerate(levels)))
        clip = clip_of(track)
        smooth = set_handle_kind(clip, all_keys(clip), HandleKind.AUTO, LIBRARY).clip
        curve = curve_of(smooth, "jaw", "jawOpen", LIBRARY)
        for first, (low, high) in enumerate(pairwise(levels)):
            for part in range(11):
                value = curve.value_at(first * 200 + part * 20)
                assert value is not None
                assert min(low, high) - 1e-6 <= value <= max(low, high) + 1e-6
        for index in range(1, len(levels) - 1):
            here, step = index * 200, 1e-3
            values = [curve.value_at(here + offset) for offset in (-step, 0, step)]
            assert all(value is not None for value in values)
            before, now, after = (value or 0.0 for value in values)
            assert (now - before) / step == pytest.approx((after - now) / step, abs=2e-4)

    def test_kinds(self) -> None:
        clip = clip_of(Track("jaw", tuple(Key(t, {"jawOpen": t / 1000}, easing="in-quad") for t in (0, 500, 1000))))

        def ways(kind: HandleKind) -> list[Easing]:
            made = set_handle_kind(clip, all_keys(clip), kind, LIBRARY).clip
            return [key.easing for key in made.tracks[0].keys[:2]]

        assert ways(HandleKind.LINEAR) == ["linear", "linear"]
        assert ways(HandleKind.HOLD) == ["hold", "hold"]
        assert ways(HandleKind.FLAT) == [CubicBezier(1 / 3, 0, 2 / 3, 1)] * 2


class TestExtrapolation:
    def clip(self, kind: Extrapolation, loop: LoopMode = LoopMode.ONCE) -> Clip:
        keys = (Key(400, {"jawOpen": 0.4}), Key(600, {"jawOpen": 0.6}))
        return clip_of(Track("jaw", keys, before=kind, after=kind), loop=loop)

    @pytest.mark.parametrize("loop", list(LoopMode))
    @pytest.mark.parametrize(
        ("kind", "expected"),
        [
            (Extrapolation.LINEAR, [0.2, 0.5, 0.8]),
            (Extrapolation.CYCLE, [0.4, 0.5, 0.4]),
            (Extrapolation.NONE, [0, 0.5, 0]),
        ],
    )
    def test_kinds(self, kind: Extrapolation, expected: list[float], loop: LoopMode) -> None:
        assert [jaw(self.clip(kind, loop), t) for t in (200, 500, 800)] == pytest.approx(expected, abs=1e-6)

    def test_hold(self) -> None:
        assert [jaw(self.clip(Extrapolation.HOLD), t) for t in (200, 800)] == pytest.approx([0.4, 0.6])

    def test_linear_goes_on_as_steeply_as_the_curve_ends(self) -> None:
        track = Track("jaw", (Key(0, {}, easing="in-quad"), Key(500, {"jawOpen": 0.5})), after=Extrapolation.LINEAR)
        assert jaw(clip_of(track), 600) == pytest.approx(0.5 + 0.1 * 2, abs=1e-3)

    def test_a_cycle_of_one_key_stays(self) -> None:
        track = Track("jaw", (Key(5, {"jawOpen": 0.3}),), after=Extrapolation.CYCLE, before=Extrapolation.LINEAR)
        assert jaw(clip_of(track), 0) == jaw(clip_of(track), 900) == 0.3


class TestPolyline:
    @pytest.mark.parametrize("easing", EASING_NAMES)
    def test_never_farther_off_than_asked(self, easing: str) -> None:
        curve = curve_of(two_keys(easing), "jaw", "jawOpen", LIBRARY)
        (line,) = polyline(curve, 0, 1000, 0.8, 200.0, 0.5)
        assert all(later[0] >= earlier[0] for earlier, later in pairwise(line))
        at = 0
        for time_ms in range(3, 1000, 7):
            while line[at + 1][0] < time_ms:
                at += 1
            (x0, y0), (x1, y1) = line[at], line[at + 1]
            painted = y0 + (y1 - y0) * (time_ms - x0) / (x1 - x0) if x1 > x0 else y1
            value = curve.value_at(time_ms)
            assert value is not None
            steepness = abs((curve.value_at(time_ms + 1.25) or 0) - (curve.value_at(time_ms - 1.25) or 0))
            assert abs(painted - value) * 200 <= 0.75 + steepness * 200

    def test_straight_ways_need_two_points(self) -> None:
        (line,) = polyline(curve_of(two_keys("linear"), "jaw", "jawOpen", LIBRARY), 0, 1000, 1, 100)
        assert line == [(0, 0.2), (1000, 0.8)]

    def test_nothing_outside_where_the_track_stops(self) -> None:
        track = Track(
            "jaw", (Key(400), Key(600, {"jawOpen": 1.0})), before=Extrapolation.NONE, after=Extrapolation.NONE
        )
        (line,) = polyline(curve_of(clip_of(track), "jaw", "jawOpen", LIBRARY), 0, 1000, 1, 100)
        assert (line[0][0], line[-1][0]) == (400, 600)

    def test_a_crowd_of_keys_costs_pixels_not_keys(self) -> None:
        track = Track("jaw", tuple(Key(t, {"jawOpen": (t % 7) / 7}) for t in range(20_000)))
        curve = curve_of(clip_of(track, duration_ms=20_000), "jaw", "jawOpen", LIBRARY)
        (line,) = polyline(curve, 0, 20_000, 0.02, 100)
        assert len(line) < 20_000

    def test_selection_of_nothing(self) -> None:
        assert set_handle_kind(two_keys("linear"), ref("jaw", 7), HandleKind.AUTO, LIBRARY).clip == two_keys("linear")
