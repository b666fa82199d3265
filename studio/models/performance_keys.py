"""Fewer keys: which moments of a recording are enough, so that straight lines between them stay near it."""

from __future__ import annotations

from collections.abc import Generator

import numpy as np
from numpy.typing import NDArray

from studio.core.jobs import CancelToken, Progress, ProgressClock

ROWS_A_STEP = 5000
FIRST_BLOCK, LARGEST_BLOCK = 8, 1024
"""Rows that are looked at together, fewer at first: most lines are short."""


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
    kept, told = [0], 0
    while kept[-1] < count - 1:
        if kept[-1] - told >= ROWS_A_STEP:
            told = kept[-1]
            token.check()
            yield clock.at(told, "reducing keys")
        kept.append(_farthest(times, values, kept[-1], largest_error))
    return np.asarray(kept, np.int64)


def _farthest(times: NDArray[np.float64], values: NDArray[np.float64], anchor: int, largest_error: float) -> int:
    """The last row that a straight line from the anchor may reach; at least the next one.

    Every row passed narrows the slopes that a line may have; the search ends where none is left.
    """
    reached, start, size = anchor + 1, anchor + 1, FIRST_BLOCK
    low, high = np.full((1, values.shape[1]), -np.inf), np.full((1, values.shape[1]), np.inf)
    while start < len(times):
        rows = slice(start, min(start + size, len(times)))
        away = (times[rows] - times[anchor])[:, None]
        slopes, reach = (values[rows] - values[anchor]) / away, largest_error / away
        lows = np.maximum.accumulate(np.concatenate([low, slopes - reach]))
        highs = np.minimum.accumulate(np.concatenate([high, slopes + reach]))
        is_over = (lows[1:] > highs[1:]).any(axis=1)
        end = int(is_over.argmax()) if is_over.any() else len(slopes)
        is_reached = ((slopes[:end] >= lows[:end]) & (slopes[:end] <= highs[:end])).all(axis=1)
        if is_reached.any():
            reached = start + int(np.flatnonzero(is_reached)[-1])
        if end < len(slopes):
            break
        low, high = lows[-1:], highs[-1:]
        start, size = rows.stop, min(2 * size, LARGEST_BLOCK)
    return reached


def error_of(times: NDArray[np.float64], values: NDArray[np.float64], kept: NDArray[np.int64]) -> float:
    """How far the straight lines between kept rows are from the recording at the most."""
    if not values.size:
        return 0.0
    lines = [np.interp(times, times[kept], column[kept]) for column in values.T]
    return float(np.abs(np.stack(lines, axis=1) - values).max())
