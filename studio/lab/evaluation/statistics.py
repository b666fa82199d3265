"""How sure a number is: intervals by drawing characters again with replacement, and a paired test by flipping signs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_RESAMPLES = 2000
_FLIPS = 10_000
_SEED = 20_240_101


@dataclass(frozen=True, slots=True)
class Estimate:
    """A number with the interval that holds it in 95 of 100 repetitions.

    Attributes:
        value: The number.
        low, high: The interval.
    """

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class PairedDifference:
    """What changes when one thing is turned on, character by character.

    Attributes:
        difference: On less off, with its interval.
        p_value: How often chance alone would give a difference as large, either way.
    """

    difference: Estimate
    p_value: float


def estimate(
    values: NDArray[np.float64],
    of: Callable[[NDArray[np.int64]], float] | None = None,
    resamples: int = _RESAMPLES,
) -> Estimate:
    """The mean over characters, or another number made of them, with its interval.

    Args:
        values: (N,) one number of each character.
        of: Makes the number from rows of characters, where it is not the mean of `values`.
        resamples: How often characters are drawn again.
    """
    count = len(values)
    number = of or (lambda rows: float(values[rows].mean()))
    chance = np.random.default_rng(_SEED)
    found = np.array([number(chance.integers(count, size=count)) for _ in range(resamples)])
    found = found[np.isfinite(found)]
    value = number(np.arange(count))
    if not len(found):
        return Estimate(value, value, value)
    low, high = np.percentile(found, (2.5, 97.5))
    return Estimate(value, float(low), float(high))


def paired_difference(on: NDArray[np.float64], off: NDArray[np.float64]) -> PairedDifference:
    """Whether turning something on changes a number of each character.

    Args:
        on: (N,) with it.
        off: (N,) without, the same characters.
    """
    changes = on - off
    chance = np.random.default_rng(_SEED)
    signs = chance.choice((-1.0, 1.0), size=(_FLIPS, len(changes)))
    by_chance = np.abs((signs * changes).mean(axis=1))
    # The observed arrangement is one of the possible ones, so no p-value is 0.
    p_value = float((1 + (by_chance >= abs(changes.mean()) - 1e-12).sum()) / (1 + _FLIPS))
    return PairedDifference(estimate(changes), p_value)


__all__ = ["Estimate", "PairedDifference", "estimate", "paired_difference"]
