"""Easing curves against Qt's, Bézier curves against a fine scan, and reading curves from text."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QEasingCurve

from studio.core.easing import CSS_CURVES, EASING_NAMES, CubicBezier, ease, easing_text, parse_easing
from studio.core.errors import InputError

TIMES = [index / 400 for index in range(401)]
RELAXED = settings(deadline=None)
HANDLE = st.floats(0, 1)
HEIGHT = st.floats(-2, 3)


def qt_name(name: str) -> str:
    return "".join(part.capitalize() for part in name.split("-"))


@pytest.mark.parametrize("name", [name for name in EASING_NAMES if name != "hold"])
def test_named_curves_equal_qt(name: str) -> None:
    reference = QEasingCurve(getattr(QEasingCurve.Type, qt_name(name)))
    worst = max(abs(ease(name, t) - reference.valueForProgress(t)) for t in TIMES)
    assert worst < 1e-6


def test_all_families_are_there() -> None:
    assert len(EASING_NAMES) == 2 + 3 * 10


@pytest.mark.parametrize("name", EASING_NAMES)
def test_curves_start_at_0_and_end_at_1(name: str) -> None:
    assert ease(name, 0) == pytest.approx(0, abs=1e-12)
    assert ease(name, 1) == pytest.approx(1, abs=1e-12)
    assert ease(name, -3) == ease(name, 0)
    assert ease(name, 7) == ease(name, 1)


def test_hold_waits_for_the_next_key() -> None:
    assert [ease("hold", t) for t in (0, 0.5, 0.999999, 1)] == [0, 0, 0, 1]


@RELAXED
@given(HANDLE, HEIGHT, HANDLE, HEIGHT, st.floats(0, 1))
def test_bezier_equals_a_fine_scan(x1: float, y1: float, x2: float, y2: float, t: float) -> None:
    s = np.linspace(0, 1, 20001)
    x = 3 * (1 - s) ** 2 * s * x1 + 3 * (1 - s) * s**2 * x2 + s**3
    y = 3 * (1 - s) ** 2 * s * y1 + 3 * (1 - s) * s**2 * y2 + s**3
    value = ease(CubicBezier(x1, y1, x2, y2), t)
    after = int(np.searchsorted(x, t))
    near = y[max(0, after - 2) : after + 2]  # steep places are as exact as the scan's own step
    assert near.min() - 1e-3 <= value <= near.max() + 1e-3


@pytest.mark.parametrize("curve", CSS_CURVES.values())
def test_bezier_equals_qt(curve: CubicBezier) -> None:
    from PySide6.QtCore import QPointF

    reference = QEasingCurve(QEasingCurve.Type.BezierSpline)
    reference.addCubicBezierSegment(QPointF(curve.x1, curve.y1), QPointF(curve.x2, curve.y2), QPointF(1, 1))
    assert (
        max(abs(ease(curve, t) - reference.valueForProgress(t)) for t in TIMES) < 5e-4
    )  # Qt's own solver is that exact


def test_bezier_with_vanishing_slope() -> None:
    # x(s) is flat at both ends, and nearly flat in the middle: Newton alone would leave the interval.
    for curve in (CubicBezier(0, 1, 0, 1), CubicBezier(1, 0, 0, 1), CubicBezier(1, 0, 1, 0)):
        values = [ease(curve, t) for t in TIMES]
        assert all(math.isfinite(value) for value in values)
        assert all(later >= earlier - 1e-9 for earlier, later in itertools.pairwise(values))
    assert ease(CubicBezier(1, 0, 0, 1), 0.5) == pytest.approx(0.5, abs=1e-9)


@RELAXED
@given(HANDLE, HEIGHT, HANDLE, HEIGHT)
def test_bezier_text_round_trip(x1: float, y1: float, x2: float, y2: float) -> None:
    curve = CubicBezier(x1, y1, x2, y2)
    assert parse_easing(easing_text(curve)) == curve


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("hold", "hold"),
        (" Linear ", "linear"),
        ("in-out-sine", "in-out-sine"),
        ("easeInOutSine", "in-out-sine"),
        ("InOutSine", "in-out-sine"),
        ("ease-out-back", "out-back"),
        ("out_bounce", "out-bounce"),
        ("ease-in-out", CSS_CURVES["ease-in-out"]),
        ("easeInOut", CSS_CURVES["ease-in-out"]),
        ("cubic-bezier(.4,0,.2,1)", CubicBezier(0.4, 0, 0.2, 1)),
        ("CUBIC-BEZIER( 0.1, -1, 0.5, 2 )", CubicBezier(0.1, -1, 0.5, 2)),
    ],
)
def test_parsing(text: str, expected: object) -> None:
    assert parse_easing(text) == expected


@pytest.mark.parametrize("name", EASING_NAMES)
def test_names_round_trip(name: str) -> None:
    assert parse_easing(easing_text(name)) == name


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("wobble", "no easing"),
        ("", "no easing"),
        ("in-out-sin", "in-out-sine"),
        ("cubic-bezier(1,2,3)", "four numbers"),
        ("cubic-bezier(a,0,0,1)", "four numbers"),
        ("cubic-bezier(1.5,0,0,1)", "between 0 and 1"),
        ("cubic-bezier(nan,0,0,1)", "between 0 and 1"),
    ],
)
def test_bad_texts_say_why(text: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        parse_easing(text)


def test_not_a_number_is_refused() -> None:
    with pytest.raises(InputError, match="not a number"):
        ease("linear", math.nan)
