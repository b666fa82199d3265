"""Easing: how a value travels from one key to the next.

The named curves are R. Penner's equations with the constants of Qt's QEasingCurve, so that the window, the command line
and other Qt programs agree. The Bézier curve is the one of the CSS Easing Functions specification.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from studio.core.errors import InputError

HOLD = "hold"
LINEAR = "linear"

_BACK_OVERSHOOT = 1.70158
_BACK_IN_OUT_FACTOR = 1.525
_ELASTIC_PERIOD = 0.3
_EXPO_OFFSET = 0.001  # Qt shifts the exponential so that it starts near 0
_BOUNCE = 7.5625

_NEWTON_STEPS = 8
_BISECTION_STEPS = 60
_X_PRECISION = 1e-12

Curve = Callable[[float], float]


@dataclass(frozen=True, slots=True)
class CubicBezier:
    """A curve from (0, 0) to (1, 1) with two handles.

    Attributes:
        x1, y1: First handle; x in 0…1, y free (overshoot).
        x2, y2: Second handle.
    """

    x1: float
    y1: float
    x2: float
    y2: float

    def __post_init__(self) -> None:
        values = (self.x1, self.y1, self.x2, self.y2)
        if not all(math.isfinite(value) for value in values) or not (0 <= self.x1 <= 1 and 0 <= self.x2 <= 1):
            raise InputError(
                f"{easing_text(self)} is no easing curve: both x values must lie between 0 and 1.",
                "Write, for example, cubic-bezier(0.4, 0, 0.2, 1).",
                "easing.bezier",
            )


Easing = str | CubicBezier
"""A name of `EASING_NAMES`, or a Bézier curve."""

CSS_CURVES: Mapping[str, CubicBezier] = {
    "ease": CubicBezier(0.25, 0.1, 0.25, 1.0),
    "ease-in": CubicBezier(0.42, 0.0, 1.0, 1.0),
    "ease-out": CubicBezier(0.0, 0.0, 0.58, 1.0),
    "ease-in-out": CubicBezier(0.42, 0.0, 0.58, 1.0),
}


def _power(exponent: int) -> Curve:
    return lambda t: float(t**exponent)


def _sine(t: float) -> float:
    return 1.0 - math.cos(t * math.pi / 2) if t < 1 else 1.0


def _expo(t: float) -> float:
    return t if t in (0.0, 1.0) else math.exp2(10 * (t - 1)) - _EXPO_OFFSET


def _expo_out(t: float) -> float:
    return 1.0 if t == 1 else (1 + _EXPO_OFFSET) * (1 - math.exp2(-10 * t))


def _expo_in_out(t: float) -> float:
    if t in (0.0, 1.0):
        return t
    if t < 0.5:
        return 0.5 * _expo(2 * t)
    return 0.5 * (1 + _EXPO_OFFSET / 2) * (2 - math.exp2(-10 * (2 * t - 1)))


def _circ(t: float) -> float:
    return 1.0 - math.sqrt(max(0.0, 1 - t * t))


def _back(overshoot: float) -> Curve:
    return lambda t: t * t * ((overshoot + 1) * t - overshoot)


def _elastic(t: float) -> float:
    if t in (0.0, 1.0):
        return t
    swing = math.sin((t - 1 - _ELASTIC_PERIOD / 4) * 2 * math.pi / _ELASTIC_PERIOD)
    return -math.exp2(10 * (t - 1)) * swing


def _bounce_out(t: float) -> float:
    for limit, centre, floor in ((4 / 11, 0.0, 0.0), (8 / 11, 6 / 11, 0.75), (10 / 11, 9 / 11, 0.9375)):
        if t < limit:
            return _BOUNCE * (t - centre) ** 2 + floor
    return _BOUNCE * (t - 21 / 22) ** 2 + 0.984375


def _bounce(t: float) -> float:
    return 1.0 - _bounce_out(1.0 - t)


def _reversed(curve: Curve) -> Curve:
    return lambda t: 1.0 - curve(1.0 - t)


def _halves(first: Curve, second: Curve) -> Curve:
    return lambda t: 0.5 * first(2 * t) if t < 0.5 else 0.5 + 0.5 * second(2 * t - 1)


_IN_CURVES: Mapping[str, Curve] = {
    "quad": _power(2), "cubic": _power(3), "quart": _power(4), "quint": _power(5), "sine": _sine, "expo": _expo,
    "circ": _circ, "back": _back(_BACK_OVERSHOOT), "elastic": _elastic, "bounce": _bounce,
}  # fmt: skip


def _named_curves() -> dict[str, Curve]:
    curves: dict[str, Curve] = {HOLD: lambda t: 1.0 if t >= 1 else 0.0, LINEAR: lambda t: t}
    for family, curve in _IN_CURVES.items():
        curves[f"in-{family}"] = curve
        curves[f"out-{family}"] = _reversed(curve)
        curves[f"in-out-{family}"] = _halves(curve, _reversed(curve))
    wide_back = _back(_BACK_OVERSHOOT * _BACK_IN_OUT_FACTOR)
    curves["in-out-back"] = _halves(wide_back, _reversed(wide_back))
    curves["out-expo"], curves["in-out-expo"] = _expo_out, _expo_in_out
    return curves


_CURVES: Mapping[str, Curve] = _named_curves()

EASING_NAMES: tuple[str, ...] = tuple(_CURVES)
"""``hold``, ``linear`` and ``in-``, ``out-``, ``in-out-`` of quad, cubic, quart, quint, sine, expo, circ, back,
elastic and bounce."""


def ease(easing: Easing, t: float) -> float:
    """How much of the way is done.

    Args:
        easing: A curve, its name, or any text that `parse_easing` understands.
        t: Share of the time gone, 0…1; values outside are clamped.

    Returns:
        0 at the start and 1 at the end; between them some curves leave 0…1.

    Raises:
        InputError: If there is no such curve, or `t` is not a number.
    """
    if math.isnan(t):
        raise InputError("The time of an easing is not a number.", "Give a value between 0 and 1.", "easing.nan")
    t = min(1.0, max(0.0, t))
    if isinstance(easing, str):
        curve = _CURVES.get(easing)
        if curve is not None:
            return curve(t)
        return ease(parse_easing(easing), t)
    return _bezier_at(easing, t)


def _bezier_at(curve: CubicBezier, t: float) -> float:
    if t in (0.0, 1.0):
        return t
    return _cubic(curve.y1, curve.y2, _solve_x(curve, t))


def bezier_parameter(curve: CubicBezier, x: float) -> float:
    """The parameter (0 … 1) at which a curve is at `x`; its slope and its halves are found there."""
    return x if x in (0.0, 1.0) else _solve_x(curve, x)


def _cubic(first: float, second: float, s: float) -> float:
    """One coordinate of the curve with end points 0 and 1 at parameter `s`."""
    return ((1 + 3 * first - 3 * second) * s + 3 * second - 6 * first) * s * s + 3 * first * s


def _slope(first: float, second: float, s: float) -> float:
    return (3 * (1 + 3 * first - 3 * second) * s + 6 * second - 12 * first) * s + 3 * first


def _solve_x(curve: CubicBezier, x: float) -> float:
    """The parameter at which the curve is at `x`: Newton where it behaves, bisection where the slope vanishes."""
    s = x
    for _ in range(_NEWTON_STEPS):
        error = _cubic(curve.x1, curve.x2, s) - x
        if abs(error) < _X_PRECISION:
            return s
        slope = _slope(curve.x1, curve.x2, s)
        if abs(slope) < 1e-6:
            break
        s -= error / slope
        if not 0 <= s <= 1:
            break
    return _bisect_x(curve, x)


def _bisect_x(curve: CubicBezier, x: float) -> float:
    low, high = 0.0, 1.0
    for _ in range(_BISECTION_STEPS):
        middle = 0.5 * (low + high)
        if _cubic(curve.x1, curve.x2, middle) < x:
            low = middle
        else:
            high = middle
    return 0.5 * (low + high)


def parse_easing(text: str) -> Easing:
    """The curve that a text names.

    Args:
        text: ``hold``, ``linear``, ``in-out-sine`` (also ``inOutSine``, ``easeInOutSine``, ``ease-in-out-sine``), the
            CSS words ``ease``, ``ease-in``, ``ease-out``, ``ease-in-out``, or ``cubic-bezier(x1, y1, x2, y2)``.

    Raises:
        InputError: If it names no curve.
    """
    cleaned = text.strip()
    bezier = re.fullmatch(r"cubic-bezier\s*\((.*)\)", cleaned, re.IGNORECASE)
    if bezier:
        return _parse_bezier(text, bezier[1])
    key = re.sub(r"[\s_-]+", "-", re.sub(r"(?<=[a-z])(?=[A-Z])", "-", cleaned)).lower()
    if key in CSS_CURVES:
        return CSS_CURVES[key]
    key = key.removeprefix("ease-")
    if key in _CURVES:
        return key
    raise _unknown(text, key)


def _parse_bezier(text: str, inside: str) -> CubicBezier:
    parts = [part.strip() for part in inside.split(",")]
    try:
        x1, y1, x2, y2 = (float(part) for part in parts)
    except ValueError as error:
        raise InputError(
            f'"{text.strip()}" does not hold four numbers.',
            "Write, for example, cubic-bezier(0.4, 0, 0.2, 1).",
            "easing.bezier",
        ) from error
    return CubicBezier(x1, y1, x2, y2)


def _unknown(text: str, key: str) -> InputError:
    import difflib

    near = difflib.get_close_matches(key, [*_CURVES, *CSS_CURVES], 3, 0.5)
    hint = (
        f"Did you mean {', '.join(near)}?" if near else "Known are hold, linear, ease-in-out, in-out-sine and others."
    )
    return InputError(f'There is no easing "{text.strip()}".', hint, "easing.unknown")


def easing_text(easing: Easing) -> str:
    """The text that `parse_easing` reads back to the same curve."""
    if isinstance(easing, str):
        return easing
    return f"cubic-bezier({easing.x1!r}, {easing.y1!r}, {easing.x2!r}, {easing.y2!r})"
