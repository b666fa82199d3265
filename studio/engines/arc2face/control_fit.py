"""Fitting the map from controls to expression numbers by ridge regression, with its error on pairs it did not see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from studio.core.errors import InputError
from studio.engines.arc2face.control import (
    EXPRESSION_COUNT,
    EXPRESSION_SIZE,
    EYELID_LEFT,
    JAW_OPEN,
    ExpressionMap,
    direct_map,
)
from studio.models.controls import ARKIT_CONTROLS

Array = NDArray[np.floating[Any]]
STRENGTHS = (1e-3, 1e-2, 1e-1, 1.0, 10.0)
_FOLDS = 5
_MIN_PAIRS = 10
_PARTS = {
    "expression": slice(0, EXPRESSION_COUNT), "eyelids": slice(EYELID_LEFT, JAW_OPEN),
    "jaw": slice(JAW_OPEN, EXPRESSION_SIZE),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class FitReport:
    """How good a fitted map is.

    Attributes:
        pairs: How many it was fitted on.
        strength: Of the ridge, chosen by the error on unseen pairs.
        error: Part -> root mean square error on unseen pairs.
        explained: Part -> share of the variance of unseen pairs that it explains; 1 is all.
        never_seen: Controls that no pair moves: the map says nothing about them.
    """

    pairs: int
    strength: float
    error: dict[str, float]
    explained: dict[str, float]
    never_seen: tuple[str, ...]


def fit_map(
    controls: Array, vectors: Array, names: Sequence[str] = ARKIT_CONTROLS, is_direct: bool = True,
    strengths: Sequence[float] = STRENGTHS, source: str = "",
) -> tuple[ExpressionMap, FitReport]:  # fmt: skip
    """Fit a map.

    Args:
        controls: (N, controls) measured on pictures, 0…1.
        vectors: (N, 55) measured on the same pictures.
        names: Of the controls.
        is_direct: Lids and jaw are set from their own controls instead of fitted, so that a blink stays one lid's.
        strengths: Of the ridge; the one with the least error on unseen pairs is taken.
        source: What the pairs are, kept in the file.

    Raises:
        InputError: If there are too few pairs or their sizes do not fit.
    """
    x, y = np.asarray(controls, np.float64), np.asarray(vectors, np.float64)
    _check(x, y, names)
    errors = {strength: _unseen(x, y, strength) for strength in strengths}
    best = min(errors, key=lambda strength: float(np.mean((errors[strength] - y) ** 2)))
    matrix, bias = _ridge(x, y, best)
    predicted = errors[best]
    if is_direct:
        matrix, bias, predicted = _with_direct(matrix, bias, predicted, x, names)
    error = {part: float(np.sqrt(np.mean((predicted[:, place] - y[:, place]) ** 2))) for part, place in _PARTS.items()}
    spread = {part: float(np.sqrt(np.mean((y[:, place] - y[:, place].mean(0)) ** 2))) for part, place in _PARTS.items()}
    explained = {part: 1.0 - (error[part] / spread[part]) ** 2 if spread[part] > 0 else 0.0 for part in _PARTS}
    still = tuple(name for name, moved in zip(names, np.ptp(x, axis=0) > 0, strict=True) if not moved)
    fitted = ExpressionMap(tuple(names), matrix.astype(np.float32), bias.astype(np.float32), error, source)
    return fitted, FitReport(len(x), best, error, explained, still)


def _ridge(x: NDArray[np.float64], y: NDArray[np.float64], strength: float) -> tuple[Array, Array]:
    """Least squares with a pull to zero on the matrix, not on the bias."""
    middle_x, middle_y = x.mean(0), y.mean(0)
    a, b = x - middle_x, y - middle_y
    matrix = np.linalg.solve(a.T @ a + strength * np.eye(x.shape[1]), a.T @ b)
    return matrix, middle_y - middle_x @ matrix


def _unseen(x: NDArray[np.float64], y: NDArray[np.float64], strength: float) -> NDArray[np.float64]:
    """Each pair as predicted by a fit on the others' folds."""
    fold = np.random.default_rng(0).permutation(len(x)) % _FOLDS
    predicted = np.empty_like(y)
    for one in range(_FOLDS):
        matrix, bias = _ridge(x[fold != one], y[fold != one], strength)
        predicted[fold == one] = x[fold == one] @ matrix + bias
    return predicted


def _with_direct(
    matrix: Array, bias: Array, predicted: Array, x: NDArray[np.float64], names: Sequence[str]
) -> tuple[Array, Array, Array]:
    known = direct_map()
    matrix, bias, predicted = matrix.copy(), bias.copy(), predicted.copy()
    tail = slice(EXPRESSION_COUNT, EXPRESSION_SIZE)
    matrix[:, tail], bias[tail] = 0.0, 0.0
    for row, name in enumerate(known.controls):
        if name in names:
            matrix[list(names).index(name), tail] = known.matrix[row, tail]
    predicted[:, tail] = x @ matrix[:, tail]
    return matrix, bias, predicted


def _check(x: NDArray[np.float64], y: NDArray[np.float64], names: Sequence[str]) -> None:
    if x.ndim != 2 or x.shape[1] != len(names) or y.shape != (len(x), EXPRESSION_SIZE):
        raise InputError(f"The pairs do not fit: controls {x.shape}, expressions {y.shape}.",
                         f"Give N x {len(names)} and N x {EXPRESSION_SIZE} numbers.", "lab.pairs")  # fmt: skip
    if len(x) < _MIN_PAIRS:
        raise InputError(f"{len(x)} pairs are too few to learn from.", "Give some hundred pictures.", "lab.pairs")
    if not (np.isfinite(x).all() and np.isfinite(y).all()):
        raise InputError("The pairs hold something that is not a number.", "Measure them again.", "lab.pairs")


__all__ = ["FitReport", "fit_map"]
