"""Smoothing of recorded values with the one-euro filter.

G. Casiez, N. Roussel, D. Vogel: "1 € Filter: A Simple Speed-based Low-pass Filter for Noisy Input in Interactive
Systems", CHI 2012. Of each value x at the time step T (seconds)::

    a(f)  = 1 / (1 + 1 / (2 pi f T))                 how much of the new value is taken at a cutoff f (Hz)
    d_i   = d_(i-1) + a(derivative cutoff) * ((x_i - y_(i-1)) / T - d_(i-1))
    f_i   = least cutoff + beta * |d_i|              quick movements are smoothed less
    y_i   = y_(i-1) + a(f_i) * (x_i - y_(i-1))

A recording is known in advance, so it is filtered forward and backward and the mean of both is taken: what one run
delays, the other brings forward.
"""

from __future__ import annotations

import math
from collections.abc import Generator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from studio.core.errors import InputError
from studio.core.jobs import CancelToken, Progress, ProgressClock

ROWS_A_STEP = 5000


@dataclass(frozen=True, slots=True)
class OneEuro:
    """How much is smoothed.

    Attributes:
        min_cutoff_hz: Of a face at rest; smaller is smoother.
        beta: How much the cutoff rises (Hz) per unit of speed, a whole range a second; larger follows more closely.
        derivative_cutoff_hz: Of the speed itself.
        is_two_way: Without delay, for recordings; False as live.
    """

    min_cutoff_hz: float = 3.0
    beta: float = 6.0
    derivative_cutoff_hz: float = 1.0
    is_two_way: bool = True

    def __post_init__(self) -> None:
        if not (0 < self.min_cutoff_hz <= 1000 and 0 <= self.beta <= 1000 and 0 < self.derivative_cutoff_hz <= 1000):
            raise InputError("These smoothing values cannot be used.", "Give values above 0.", "performance.smoothing")


def smoothed(
    times_ms: NDArray[np.float64],
    values: NDArray[np.float64],
    filter_: OneEuro,
    cancel: CancelToken | None = None,
) -> Generator[Progress, None, NDArray[np.float64]]:
    """Smooth columns.

    Args:
        times_ms: (T,) rising.
        values: (T, C), each in units of its own range.
        filter_: How much.
        cancel: Stops between two steps.

    Returns:
        (T, C) float64.
    """
    if len(values) < 2:
        return values.copy()
    forward = yield from _one_way(times_ms, values, filter_, cancel or CancelToken())
    if not filter_.is_two_way:
        return forward
    turned = (times_ms[-1] - times_ms)[::-1]
    backward = yield from _one_way(turned, values[::-1], filter_, cancel or CancelToken())
    return np.asarray((forward + backward[::-1]) / 2)


def _one_way(
    times_ms: NDArray[np.float64], values: NDArray[np.float64], filter_: OneEuro, token: CancelToken
) -> Generator[Progress, None, NDArray[np.float64]]:
    result = np.empty_like(values)
    result[0] = last = values[0]
    speed = np.zeros(values.shape[1])
    steps = np.diff(times_ms) / 1000
    clock = ProgressClock(len(values))
    turn = 2 * math.pi
    for index, step in enumerate(steps, 1):
        if index % ROWS_A_STEP == 0:
            token.check()
            yield clock.at(index, "smoothing")
        speed = speed + ((values[index] - last) / step - speed) / (1 + 1 / (turn * filter_.derivative_cutoff_hz * step))
        cutoff = filter_.min_cutoff_hz + filter_.beta * np.abs(speed)
        last = last + (values[index] - last) / (1 + 1 / (turn * cutoff * step))
        result[index] = last
    return result
