"""Fewer keys: which moments of a recording are enough, so that straight lines between them stay near it."""

from __future__ import annotations

from collections.abc import Generator

import numpy as np
from numpy.typing import NDArray

from studio.core.jobs import CancelToken, Progress, ProgressClock

ROWS_A_STEP = 5000


def needed_moments(
    times: NDArray[np.float64],
    values: NDArray[np.float64],
    largest_error: float,
    cancel: CancelToken | None = None,
) -> Generator[Progress, None, NDArray[np.int64]]:
    """The rows that must be kept.

    From each kept row the next one is the farthest that a straight line reaches without leaving any column by more
    than the error at any row between; one pass, so the work grows with the rows alone.

    Args:
        times: (T,) rising.
        values: (T, C).
        largest_error: How far a straight line may be from a row, in units of the values; 0 keeps all that bends.
        cancel: Stops between two steps.

    Returns:
        Indices of the kept rows, rising; the first and the last one among them.
    """
    token, count, clock = cancel or CancelToken(), len(times), ProgressClock(len(times))
    if count <= 2:
        return np.arange(count)
    kept, anchor, index, reached = [0], 0, 1, 1
    low, high = _open(values.shape[1])
    steps = 0
    while index < count:
        steps += 1
        if steps % ROWS_A_STEP == 0:
            token.check()
            yield clock.at(anchor, "reducing keys")
        away = times[index] - times[anchor]
        slope = (values[index] - values[anchor]) / away
        if ((slope >= low) & (slope <= high)).all():
            reached = index
        reach = largest_error / away
        low, high = np.maximum(low, slope - reach), np.minimum(high, slope + reach)
        if (low > high).any():  # no line can go on from the anchor
            kept.append(reached)
            anchor, index = reached, reached + 1
            reached = index
            low, high = _open(values.shape[1])
            continue
        index += 1
        if index == count and reached < count - 1:
            kept.append(reached)
            anchor, index = reached, reached + 1
            reached = index
            low, high = _open(values.shape[1])
    kept.append(count - 1)
    return np.unique(np.asarray(kept, np.int64))


def _open(columns: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    return np.full(columns, -np.inf), np.full(columns, np.inf)


def error_of(times: NDArray[np.float64], values: NDArray[np.float64], kept: NDArray[np.int64]) -> float:
    """How far the straight lines between kept rows are from the recording at the most."""
    if not values.size:
        return 0.0
    lines = [np.interp(times, times[kept], column[kept]) for column in values.T]
    return float(np.abs(np.stack(lines, axis=1) - values).max())
