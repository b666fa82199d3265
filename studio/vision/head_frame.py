"""A head in a frame of its own: eyes on one level, chin on another, so that heads of any picture lie one over another.

Across, 1 is half the width of the face; down, 1 is the way from the eyes to the chin; the origin lies between the eyes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from studio.models import face_mesh as mesh

FRAME_PX = 256
REACH_X, REACH_UP, REACH_DOWN = 2.0, 1.75, 2.05
"""How far the frame reaches from the origin."""


@dataclass(frozen=True, slots=True, eq=False)
class HeadFrame:
    """A picture brought into the frame.

    Attributes:
        pixels: (256, 256, 4) uint8 RGBA, straight alpha; what lies outside the picture is transparent.
        points: (478, 2) landmarks in pixels of the frame.
        inside: (256, 256) whether the picture reaches there.
    """

    pixels: NDArray[np.uint8]
    points: NDArray[np.float64]
    inside: NDArray[np.bool_]


def frame_matrix(points: NDArray[np.floating[Any]], size_px: int = FRAME_PX) -> NDArray[np.float64]:
    """(2, 3) from pixels of a picture to pixels of the frame."""
    xy = np.asarray(points, np.float64)[:, :2]
    right = xy[list(mesh.EYE_UPPER_RIGHT[::8])].mean(0)
    left = xy[list(mesh.EYE_UPPER_LEFT[::8])].mean(0)
    along = (left - right) / max(float(np.linalg.norm(left - right)), 1e-6)
    down = np.array([-along[1], along[0]])
    middle = (right + left) / 2
    sides = (xy[[234, 454]] - middle) @ along
    half = max(float(sides[1] - sides[0]) / 2, 1e-6)
    length = max(float((xy[152] - middle) @ down), 1e-6)
    centre = middle + along * float(sides.mean())
    scale_x, scale_y = size_px / (2 * REACH_X), size_px / (REACH_UP + REACH_DOWN)
    turn = np.stack((along * scale_x / half, down * scale_y / length))
    shift = np.array([size_px / 2, REACH_UP * scale_y]) - turn @ centre
    return np.concatenate((turn, shift[:, None]), 1)


def into_frame(pixels: NDArray[np.uint8], points: NDArray[np.floating[Any]]) -> HeadFrame:
    """Bring a head into the frame.

    Args:
        pixels: (H, W, 4) uint8, straight alpha.
        points: (478, 2) or (478, 3) landmarks in pixels.
    """
    import cv2

    matrix = frame_matrix(points)
    shrink = float(np.sqrt(abs(np.linalg.det(matrix[:, :2]))))
    flat = pixels.astype(np.float32)
    flat[..., :3] *= flat[..., 3:] / 255
    if shrink < 0.5:  # smooth first: the warp looks at four pixels only
        flat = cv2.GaussianBlur(flat, (0, 0), 0.4 / shrink)
    warped = cv2.warpAffine(flat, matrix, (FRAME_PX, FRAME_PX), flags=cv2.INTER_LINEAR)
    ones = np.ones(pixels.shape[:2], np.float32)
    inside = cv2.warpAffine(ones, matrix, (FRAME_PX, FRAME_PX)) > 0.5
    warped[..., :3] *= 255 / np.maximum(warped[..., 3:], 1)
    moved = np.asarray(points, np.float64)[:, :2] @ matrix[:, :2].T + matrix[:, 2]
    return HeadFrame(np.clip(warped + 0.5, 0, 255).astype(np.uint8), moved, inside)


def mask_into_frame(mask: NDArray[np.float32], points: NDArray[np.floating[Any]], size_px: int) -> NDArray[np.float32]:
    """(size, size) a mask of a picture in a smaller frame.

    Args:
        mask: (H, W) 0…1.
        points: (478, 2) or (478, 3) landmarks in pixels of the mask.
        size_px: Side of the frame.
    """
    import cv2

    warped: NDArray[np.float32] = cv2.warpAffine(mask, frame_matrix(points, size_px), (size_px, size_px))
    return warped


def place(x: float, y: float, size_px: int = FRAME_PX) -> tuple[int, int]:
    """The pixel (column, row) of a place in the frame's own units."""
    column = size_px / 2 + x * size_px / (2 * REACH_X)
    row = (REACH_UP + y) * size_px / (REACH_UP + REACH_DOWN)
    return round(column), round(row)
