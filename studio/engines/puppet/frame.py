"""The face's own coordinate system: a smooth map between the picture and the canonical face.

Muscles are written once, in canonical coordinates. The map carries them onto this face with its size, tilt and
asymmetry: where the picture's mouth is small, a smile is small.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import RBFInterpolator

from studio.core.errors import InputError
from studio.core.geometry import Rect
from studio.engines.puppet import topology as topo

MIN_EYE_DISTANCE_PX = 12.0
"""Below this there are too few pixels to move."""
GRID_NODES_PER_EYE_DISTANCE = 20.0
"""Density of the grid on which displacement is computed; between nodes it is interpolated."""
# How far from the middle of the eyes anything may move, eye distances: (left, top, right, bottom).
REACH_WITH_BACKGROUND = (-2.6, -2.6, 2.6, 3.5)
REACH_CUT_OUT = (-4.0, -4.0, 4.0, 3.7)


@dataclass(frozen=True, slots=True, eq=False)
class FaceFrame:
    """Grid over the part of the picture that may move.

    Attributes:
        roi: That part, inside the picture.
        stride_px: Distance of grid nodes; node (r, c) sits at the middle of its cell.
        nodes: (gh, gw, 2) float32 picture coordinates of the nodes.
        canonical: (gh, gw, 2) float32 canonical coordinates of the nodes.
        jacobian: (gh, gw, 2, 2) float32, pixels per canonical unit: a canonical vector v is ``jacobian @ v`` pixels.
        eye_distance_px: Distance of the eye centres.
        roll_rad: Tilt of the eye line, clockwise positive.
        affine: (2, 3) float64, the best plain map from canonical units to pixels.
        picture_size: (width, height).
    """

    roi: Rect
    stride_px: int
    nodes: NDArray[np.float32]
    canonical: NDArray[np.float32]
    jacobian: NDArray[np.float32]
    eye_distance_px: float
    roll_rad: float
    affine: NDArray[np.float64]
    picture_size: tuple[int, int]

    @property
    def unit_px(self) -> float:
        """Pixels of one canonical unit up and down the face: a turned face is narrow, but not short."""
        return float(np.hypot(*self.affine[:, 1]))

    def upright(self) -> NDArray[np.float32]:
        """(gh, gw, 2) float32: the nodes in canonical units by a plain turn and scale, without the face's own shape."""
        centre = self.affine[:, 2]
        down = self.affine[:, 1] / self.unit_px
        across = np.array([down[1], -down[0]])
        offset = (self.nodes.astype(np.float64) - centre) / self.unit_px
        return np.asarray(np.stack([offset @ across, offset @ down], -1), np.float32)

    def to_pixels(self, vectors: NDArray[np.float32]) -> NDArray[np.float32]:
        """Vectors of `upright` coordinates as pixels, (…, 2)."""
        down = self.affine[:, 1]
        across = np.array([down[1], -down[0]])
        return np.asarray(vectors[..., :1] * across + vectors[..., 1:] * down, np.float32)


def eye_distance_of(points: NDArray[np.floating[Any]]) -> float:
    """Distance of the eye centres, pixels."""
    right = topo.eye_centre(points, topo.EYE_CORNERS_RIGHT)
    left = topo.eye_centre(points, topo.EYE_CORNERS_LEFT)
    return float(np.hypot(*(left - right)))


def build_frame(points: NDArray[np.float32], picture_size: tuple[int, int], is_cut_out: bool) -> FaceFrame:
    """Lay the grid over a face.

    Args:
        points: (478, 3) landmarks, pixels.
        picture_size: (width, height).
        is_cut_out: Whether the background is transparent; then hair may move with the head.

    Raises:
        InputError: If the face is too small or lies outside the picture.
    """
    distance = eye_distance_of(points)
    if distance < MIN_EYE_DISTANCE_PX:
        raise InputError(
            f"The face is too small to move: its eyes are {distance:.0f} px apart.",
            f"Use a larger picture; the eyes should be at least {MIN_EYE_DISTANCE_PX:.0f} px apart.",
            "face.too_small",
        )
    canonical = topo.canonical_points()
    keys = list(topo.KEY_POINTS)
    affine = _fit_affine(canonical[keys, :2], points[keys, :2])
    roi = _region(affine, picture_size, REACH_CUT_OUT if is_cut_out else REACH_WITH_BACKGROUND)
    # Even, because upsampling goes through a grid of half the stride.
    stride = max(2, 2 * round(distance / (2.0 * GRID_NODES_PER_EYE_DISTANCE)))
    nodes = _nodes(roi, stride)
    scale = 1.0 / distance
    # Smoothing keeps the map from following every wobble of single landmarks.
    interpolator = RBFInterpolator(
        points[keys, :2].astype(np.float64) * scale,
        canonical[keys, :2],
        kernel="thin_plate_spline",
        smoothing=2e-3,
    )
    flat = nodes.reshape(-1, 2).astype(np.float64) * scale
    mapped = interpolator(flat).reshape(nodes.shape).astype(np.float32)
    jacobian = _jacobian(mapped, stride, affine)
    right = topo.eye_centre(points, topo.EYE_CORNERS_RIGHT)
    left = topo.eye_centre(points, topo.EYE_CORNERS_LEFT)
    roll = float(np.arctan2(left[1] - right[1], left[0] - right[0]))
    return FaceFrame(roi, stride, nodes, mapped, jacobian, distance, roll, affine, picture_size)


def _fit_affine(source: NDArray[np.float64], target: NDArray[np.floating[Any]]) -> NDArray[np.float64]:
    """Least-squares (2, 3) affine matrix from canonical units to pixels."""
    homogeneous = np.concatenate([source, np.ones((len(source), 1))], axis=1)
    solution, *_ = np.linalg.lstsq(homogeneous, np.asarray(target, np.float64), rcond=None)
    return np.asarray(solution.T)


def _region(affine: NDArray[np.float64], size: tuple[int, int], reach: tuple[float, float, float, float]) -> Rect:
    left, top, right, bottom = reach
    corners = np.array([(left, top), (right, top), (left, bottom), (right, bottom)])
    placed = corners @ affine[:, :2].T + affine[:, 2]
    low, high = np.floor(placed.min(0)).astype(int), np.ceil(placed.max(0)).astype(int)
    wanted = Rect(int(low[0]), int(low[1]), int(high[0] - low[0]), int(high[1] - low[1]))
    region = wanted.intersection(Rect(0, 0, *size))
    if region.width < 16 or region.height < 16:
        raise InputError(
            "The face lies outside the picture.", "Place the anchors on the picture again.", "face.outside"
        )
    return region


def _nodes(roi: Rect, stride: int) -> NDArray[np.float32]:
    columns, rows = -(-roi.width // stride), -(-roi.height // stride)
    x = roi.x + (np.arange(columns) + 0.5) * stride - 0.5
    y = roi.y + (np.arange(rows) + 0.5) * stride - 0.5
    return np.asarray(np.stack(np.meshgrid(x, y), axis=-1), np.float32)


def _jacobian(mapped: NDArray[np.float32], stride: int, affine: NDArray[np.float64]) -> NDArray[np.float32]:
    """Pixels per canonical unit at each node: the inverse of the map's gradient, calmed towards the affine fit."""
    along_y, along_x = np.gradient(mapped.astype(np.float64), stride, axis=(0, 1))
    forward = np.stack([along_x, along_y], axis=-1)  # d canonical / d picture
    determinant = forward[..., 0, 0] * forward[..., 1, 1] - forward[..., 0, 1] * forward[..., 1, 0]
    global_inverse = affine[:, :2]
    usual = 1.0 / np.linalg.det(global_inverse)
    is_regular = determinant > 0.15 * usual
    safe = np.where(is_regular[..., None, None], forward, np.linalg.inv(global_inverse))
    inverse = np.linalg.inv(safe)
    blurred = np.stack(
        [cv2.GaussianBlur(inverse[..., i, j], (0, 0), 3.0) for i in (0, 1) for j in (0, 1)], axis=-1
    ).reshape(inverse.shape)
    return np.asarray(0.75 * blurred + 0.25 * global_inverse, np.float32)
