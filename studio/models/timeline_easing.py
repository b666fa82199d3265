"""Cutting, turning round and fitting easings, so that keys can come and go while the motion stays."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from studio.core.easing import HOLD, LINEAR, CubicBezier, Easing, bezier_parameter

STRAIGHT = CubicBezier(1 / 3, 1 / 3, 2 / 3, 2 / 3)
"""The same as linear, with handles that can be taken hold of."""

FIT_TOLERANCE = 0.025
"""How far a named curve and its Bézier curve differ at most; elastic and bounce have none."""

_FITS: Mapping[str, CubicBezier] = {
    "in-quad": CubicBezier(1 / 3, 0.0, 2 / 3, 1 / 3),
    "in-out-quad": CubicBezier(0.4843, 0.0420, 0.5157, 0.9580),
    "in-cubic": CubicBezier(1 / 3, 0.0, 2 / 3, 0.0),
    "in-out-cubic": CubicBezier(0.6249, -0.0405, 0.3751, 1.0405),
    "in-quart": CubicBezier(0.4392, 0.0049, 0.7322, -0.0671),
    "in-out-quart": CubicBezier(0.7145, -0.0895, 0.2855, 1.0895),
    "in-quint": CubicBezier(0.5229, 0.0106, 0.7752, -0.1134),
    "in-out-quint": CubicBezier(0.7742, -0.1232, 0.2258, 1.1232),
    "in-sine": CubicBezier(0.3611, -0.0003, 0.6735, 0.4869),
    "in-out-sine": CubicBezier(0.3628, -0.0016, 0.6372, 1.0016),
    "in-expo": CubicBezier(0.6324, 0.0159, 0.8466, -0.0603),
    "in-out-expo": CubicBezier(0.8421, -0.1219, 0.1579, 1.1219),
    "in-circ": CubicBezier(0.5625, 0.0019, 0.9997, 0.4560),
    "in-out-circ": CubicBezier(0.9384, 0.2088, 0.0616, 0.7912),
    "in-back": CubicBezier(1 / 3, 0.0, 2 / 3, -1.70158 / 3),
    "in-out-back": CubicBezier(0.7443, -0.5132, 0.2557, 1.5132),
}
"""Fitted for the least largest difference; those with thirds are exact."""

_FLAT = 1e-9


def reversed_easing(easing: Easing) -> Easing:
    """The same way travelled back: what was slow at its end is slow at its beginning. Hold stays hold."""
    if isinstance(easing, CubicBezier):
        return CubicBezier(1 - easing.x2, 1 - easing.y2, 1 - easing.x1, 1 - easing.y1)
    if easing.startswith("in-out-") or easing in (HOLD, LINEAR):
        return easing
    return f"out-{easing[3:]}" if easing.startswith("in-") else f"in-{easing[4:]}"


def split_easing(easing: Easing, share: float) -> tuple[Easing, Easing]:
    """The two easings that together travel as one did, cut at a share (0 … 1) of its time.

    Exact for hold, linear and Bézier curves (but for handles so long that a half cannot have them), close for named
    curves that a Bézier can follow. A half that goes nowhere becomes linear.
    """
    if easing in (HOLD, LINEAR) or not 0.0 < share < 1.0:
        return easing, easing
    curve = as_bezier(easing)
    if curve is None:
        return LINEAR, LINEAR
    s = bezier_parameter(curve, share)
    xs, ys = _halves(curve.x1, curve.x2, s), _halves(curve.y1, curve.y2, s)
    return _scaled(xs[:3], ys[:3], (0.0, 0.0)), _scaled(xs[2:], ys[2:], (xs[2], ys[2]))


def _halves(first: float, second: float, s: float) -> tuple[float, float, float, float, float]:
    """De Casteljau: the inner points of both halves with the point between them."""
    a, b, c = first * s, first + (second - first) * s, second + (1 - second) * s
    d, e = a + (b - a) * s, b + (c - b) * s
    return a, d, d + (e - d) * s, e, c


def _scaled(xs: tuple[float, ...], ys: tuple[float, ...], origin: tuple[float, float]) -> Easing:
    is_first = origin == (0.0, 0.0)
    (ax, bx), (ay, by) = (xs[:2], ys[:2]) if is_first else (xs[1:], ys[1:])
    width, height = (xs[2], ys[2]) if is_first else (1 - origin[0], 1 - origin[1])
    if abs(height) < _FLAT or width < _FLAT:
        return LINEAR
    x1, x2 = (min(1.0, max(0.0, (x - origin[0]) / width)) for x in (ax, bx))
    return CubicBezier(x1, (ay - origin[1]) / height, x2, (by - origin[1]) / height)


def as_bezier(easing: Easing) -> CubicBezier | None:
    """The Bézier curve that an easing is or comes close to (`FIT_TOLERANCE`); None for hold, elastic, bounce."""
    if isinstance(easing, CubicBezier):
        return easing
    return STRAIGHT if easing == LINEAR else None if easing == HOLD else _fitted(easing)


def _fitted(name: str) -> CubicBezier | None:
    kind, _, family = name.rpartition("-")
    if kind != "out":
        return _FITS.get(name)
    fit = _FITS.get(f"in-{family}")
    return None if fit is None else cast(CubicBezier, reversed_easing(fit))


def part_of_easing(easing: Easing, start: float, end: float) -> Easing:
    """The easing that travels a part of the way of one, from one share of its time to another; see `split_easing`."""
    rest = split_easing(easing, start)[1] if start > 0.0 else easing
    return split_easing(rest, (end - start) / (1.0 - start))[0] if end < 1.0 else rest
