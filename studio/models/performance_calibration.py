"""Fitting recordings to a character: what its neutral face reads, how strong each control acts, how far it may go."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from studio.core.errors import InputError
from studio.models.controls import ALL_CONTROLS, ARKIT_CONTROLS, CONTROL_INDEX, check_names, limits_of
from studio.models.performance import Take, trimmed

MAX_NEUTRAL = 0.9
"""A blendshape that reads more than this at rest leaves too little to act with; only this much is taken away."""
MAX_GAIN = 10.0
_SHAPES = len(ARKIT_CONTROLS)


@dataclass(frozen=True, slots=True)
class Calibration:
    """How a performer's values become a character's.

    A blendshape becomes ``(value - neutral) / (1 - neutral) * gain + offset``: what the neutral face reads is 0 and 1
    stays 1. A head angle becomes ``(value - neutral) * gain + offset``. Then both are limited.

    Attributes:
        neutral: What the resting face reads; absent is 0.
        gain: Absent is 1.
        offset: Absent is 0.
        limits: Least and most; absent is the control's own limits. Never wider than those.
    """

    neutral: Mapping[str, float] = field(default_factory=dict)
    gain: Mapping[str, float] = field(default_factory=dict)
    offset: Mapping[str, float] = field(default_factory=dict)
    limits: Mapping[str, tuple[float, float]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for mapping in (self.neutral, self.gain, self.offset, self.limits):
            check_names(mapping)
        for name, value in (*self.neutral.items(), *self.offset.items()):
            if not math.isfinite(value):
                raise invalid_calibration(f"{name} has no number.", "Give it a value.")
        for name, value in self.gain.items():
            if not -MAX_GAIN <= value <= MAX_GAIN:
                raise invalid_calibration(
                    f"The gain of {name} is {value:g}.", f"Give a value up to {MAX_GAIN:g}; 1 changes nothing."
                )
        for name, (low, high) in self.limits.items():
            if not low <= high:
                raise invalid_calibration(
                    f"The limits of {name} are {low:g} to {high:g}.", "Give the smaller one first."
                )

    def applied(self, values: NDArray[np.floating[Any]]) -> NDArray[np.float64]:
        """Calibrated, not yet limited.

        Args:
            values: (T, 55) in the order of `ALL_CONTROLS`.
        """
        neutral = _vector(self.neutral, 0.0)
        neutral[:_SHAPES] = np.clip(neutral[:_SHAPES], -MAX_NEUTRAL, MAX_NEUTRAL)
        span = np.ones(len(ALL_CONTROLS))
        span[:_SHAPES] = 1.0 - neutral[:_SHAPES]
        moved = (values.astype(np.float64) - neutral) / span
        return np.asarray(moved * _vector(self.gain, 1.0) + _vector(self.offset, 0.0))

    def bounds(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """(55,) least and (55,) most that a control may show."""
        own = [limits_of(name) for name in ALL_CONTROLS]
        narrowed = [self.limits.get(name, limit) for name, limit in zip(ALL_CONTROLS, own, strict=True)]
        low = np.array([max(a, b) for (a, _), (b, _) in zip(own, narrowed, strict=True)])
        high = np.array([min(a, b) for (_, a), (_, b) in zip(own, narrowed, strict=True)])
        return np.minimum(low, high), high


def _vector(values: Mapping[str, float], absent: float) -> NDArray[np.float64]:
    result = np.full(len(ALL_CONTROLS), absent)
    for name, value in values.items():
        result[CONTROL_INDEX[name]] = value
    return result


def neutral_of(take: Take, start_ms: float, end_ms: float, least: float = 0.005) -> dict[str, float]:
    """What a face reads at rest: the median of the chosen part of a recording.

    Args:
        take: The recording.
        start_ms: The face rests from here …
        end_ms: … to here.
        least: Smaller values (of the control's range) are left out.

    Raises:
        InputError: If no frame lies in that part.
    """
    middle = np.median(trimmed(take, start_ms, end_ms).values, axis=0)
    return {
        name: round(float(value), 5)
        for name, value in zip(ALL_CONTROLS, middle, strict=True)
        if abs(value) >= least * limits_of(name)[1]
    }


def with_neutral(calibration: Calibration, take: Take, start_ms: float, end_ms: float) -> Calibration:
    """A calibration with the neutral face of a part of a recording."""
    return replace(calibration, neutral=neutral_of(take, start_ms, end_ms))


def invalid_calibration(message: str, hint: str) -> InputError:
    """The error for a calibration that cannot be."""
    return InputError(message, hint, "performance.calibration")
