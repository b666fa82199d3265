"""Proportions of a face for drawing it: turned to the front, so that a turned head measures like a straight one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from studio.models import face_mesh as mesh

Points = NDArray[np.float64]

SHAPE_MEASURES: tuple[str, ...] = (
    "face_height", "temple_width", "cheek_width", "jaw_width", "chin_width", "chin_length", "eye_width", "eye_opening",
    "eye_spacing", "eye_tilt", "eye_height", "iris_size", "brow_height", "brow_tilt", "brow_arch", "brow_length",
    "nose_width", "nose_length", "mouth_width", "mouth_height", "upper_lip", "lower_lip", "mouth_curve",
)  # fmt: skip
"""What `face_shape` measures, in its order; lengths in widths of the face, tilts as slopes."""

_RIGID = (10, 151, 9, 8, 168, 6, 197, 195, 5, 4, 1, 33, 133, 362, 263, 234, 454, 127, 356, 21, 251, 54, 284, 103, 332)
"""Landmarks that no expression moves much."""


def frontal_points(points: NDArray[np.floating[Any]]) -> Points:
    """(478, 2) the landmarks as seen from the front, y down, in the canonical face's unit.

    Args:
        points: (478, 3) pixels.
    """
    target = mesh.canonical_points()[:, :3].astype(np.float64)
    source = points.astype(np.float64)
    rigid = list(_RIGID)
    middle, goal = source[rigid].mean(0), target[rigid].mean(0)
    left, size, right = np.linalg.svd((source[rigid] - middle).T @ (target[rigid] - goal))
    flip = np.diag([1.0, 1.0, np.sign(np.linalg.det(left @ right))])
    scale = float((size * np.diag(flip)).sum() / ((source[rigid] - middle) ** 2).sum())
    turned: Points = ((source - middle) @ (left @ flip @ right) * scale + goal)[:, :2]
    return turned


def face_shape(points: NDArray[np.floating[Any]]) -> Points:
    """(23,) the proportions named in `SHAPE_MEASURES`.

    Args:
        points: (478, 3) landmarks in pixels.
    """
    xy = frontal_points(points)
    width = float(np.linalg.norm(xy[234] - xy[454]))

    def gap(first: int, second: int) -> float:
        return float(np.linalg.norm(xy[first] - xy[second])) / width

    def down(first: Sequence[int], second: Sequence[int]) -> float:
        return float(xy[list(second), 1].mean() - xy[list(first), 1].mean()) / width

    eyes = ((33, 133, mesh.EYE_UPPER_RIGHT, mesh.EYE_LOWER_RIGHT), (263, 362, mesh.EYE_UPPER_LEFT, mesh.EYE_LOWER_LEFT))
    corners = [33, 133, 362, 263]
    opening = [float((xy[list(low[2:7]), 1] - xy[list(high[2:7]), 1]).mean()) / width for _, _, high, low in eyes]
    tilt = [float((xy[inner, 1] - xy[outer, 1]) / abs(xy[inner, 0] - xy[outer, 0])) for outer, inner, _, _ in eyes]
    brows = [_brow(xy, upper, lower, width) for upper, lower in (
        (mesh.BROW_UPPER_RIGHT, mesh.BROW_LOWER_RIGHT),
        (mesh.BROW_UPPER_LEFT[::-1], mesh.BROW_LOWER_LEFT[::-1]),
    )]  # fmt: skip
    brow_tilt, brow_arch, brow_length, brow_y = (float(np.mean(values)) for values in zip(*brows, strict=True))
    eye_y = float(xy[corners, 1].mean())
    iris = [np.linalg.norm(xy[ring[1]] - xy[ring[3]]) / width for ring in (mesh.IRIS_RIGHT, mesh.IRIS_LEFT)]
    return np.array([
        gap(10, 152), gap(21, 251), gap(132, 361), gap(172, 397), gap(149, 378), down([17], [152]),
        (gap(33, 133) + gap(263, 362)) / 2, float(np.mean(opening)), gap(133, 362), float(np.mean(tilt)),
        down(corners, [152]), float(np.mean(iris)), (eye_y - brow_y) / width, brow_tilt, brow_arch, brow_length,
        gap(64, 294), down([168], [1]), gap(61, 291), down([13, 14], [152]), down([0], [13]), down([14], [17]),
        down([61, 291], [13, 14]),
    ])  # fmt: skip


def _brow(xy: Points, upper: Sequence[int], lower: Sequence[int], width: float) -> tuple[float, float, float, float]:
    """Tilt, arch, length and height of a brow, its landmarks from the outer end."""
    line = (xy[list(upper)] + xy[list(lower)]) / 2
    outer, inner = line[0], line[-1]
    length = float(np.linalg.norm(inner - outer))
    tilt = float((inner[1] - outer[1]) / max(abs(inner[0] - outer[0]), 1e-6))
    chord = outer[1] + (inner[1] - outer[1]) * np.linspace(0, 1, len(line))
    return tilt, float((chord - line[:, 1]).max()) / width, length / width, float(line[1:, 1].mean())
