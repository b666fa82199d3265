"""Rectangles and plane transforms. Origin top-left, y down, half-open, pixels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Rect:
    """An integer rectangle, ``x <= column < x + width`` and ``y <= row < y + height``."""

    x: int
    y: int
    width: int
    height: int

    @property
    def right(self) -> int:
        """First column after the rectangle."""
        return self.x + self.width

    @property
    def bottom(self) -> int:
        """First row after the rectangle."""
        return self.y + self.height

    @property
    def area(self) -> int:
        """Width times height, 0 for an empty rectangle."""
        return max(self.width, 0) * max(self.height, 0)

    def intersection(self, other: Rect) -> Rect:
        """The common part; width and height are 0 where there is none."""
        x, y = max(self.x, other.x), max(self.y, other.y)
        right, bottom = min(self.right, other.right), min(self.bottom, other.bottom)
        return Rect(x, y, max(0, right - x), max(0, bottom - y))

    def union(self, other: Rect) -> Rect:
        """The smallest rectangle around both."""
        x, y = min(self.x, other.x), min(self.y, other.y)
        return Rect(x, y, max(self.right, other.right) - x, max(self.bottom, other.bottom) - y)


def similarity(source: NDArray[np.floating[Any]], target: NDArray[np.floating[Any]]) -> NDArray[np.float64]:
    """The rotation, uniform scale and shift that best takes `source` to `target`.

    Args:
        source: (N, 2) points, N >= 2.
        target: (N, 2) points.

    Returns:
        (2, 3) matrix ``M`` with ``target ≈ source @ M[:, :2].T + M[:, 2]``.

    Source: S. Umeyama, IEEE TPAMI 13(4), 1991.
    """
    src, dst = np.asarray(source, np.float64), np.asarray(target, np.float64)
    src_mean, dst_mean = src.mean(0), dst.mean(0)
    a, b = src - src_mean, dst - dst_mean
    # In the plane the optimal rotation and scale are one complex number.
    z_src, z_dst = a[:, 0] + 1j * a[:, 1], b[:, 0] + 1j * b[:, 1]
    denominator = float(np.sum(np.abs(z_src) ** 2))
    z = np.sum(np.conj(z_src) * z_dst) / denominator if denominator > 0 else 1.0 + 0.0j
    rotation = np.array([[z.real, -z.imag], [z.imag, z.real]])
    return np.concatenate([rotation, (dst_mean - rotation @ src_mean)[:, None]], axis=1)


def apply_affine(matrix: NDArray[np.floating[Any]], points: NDArray[np.floating[Any]]) -> NDArray[np.float64]:
    """Send (N, 2) points through a (2, 3) affine matrix."""
    moved: NDArray[np.float64] = np.asarray(points, np.float64) @ np.asarray(matrix)[:, :2].T + np.asarray(matrix)[:, 2]
    return moved
