"""Cutting a face out as the square that a swapper works on, and pasting the drawn square back."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.core.errors import InputError
from studio.engines.diffsfsr.region import is_head
from studio.engines.swapping import Placing, Replaced, SwapperInfo, SwapScene
from studio.models.controls import HEAD_CONTROLS, HEAD_LIMIT_DEG
from studio.models.face import FaceReference
from studio.models.face_mesh import FACE_OVAL

MIN_EYE_DISTANCE_PX = 8.0
"""Between the eyes of a face that is replaced: below it there is no face to go by."""
LEAST_SEEN = 0.7
"""Share of the face's outline that has to lie inside the picture."""
FEATHER = 0.22
"""Width of the soft edge, in eye distances; it lies inside the mask."""
_LARGEST_SQUARE_PX = 2048
_EYES = ((33, 133), (362, 263))
_FACE_GROWTH = 1.06


@dataclass(frozen=True, slots=True, eq=False)
class Square:
    """A square of a picture, perhaps turned.

    Attributes:
        to_picture: (2, 3) float64 from the unit square to pixels of the picture.
        side_px: Its side there.
        eye: (x, y) of the middle between the eyes, pixels of the picture.
        eye_distance_px: Between the eyes' centres.
    """

    to_picture: NDArray[np.float64]
    side_px: float
    eye: tuple[float, float]
    eye_distance_px: float


def eyes_of(points: NDArray[np.float32]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Centres of the eye that is left in the picture and of the other."""
    first, second = (points[list(pair), :2].astype(np.float64).mean(0) for pair in _EYES)
    return first, second


def head_turn(points: NDArray[np.float32]) -> dict[str, float]:
    """How a head is turned, in degrees within the controls' limits, from its landmarks.

    A linear rule, fitted to drawn portraits whose angles are known: it is off by 0.3 (yaw), 1.1 (pitch) and less than
    0.1 degrees (roll) there. Of photographs it gives the direction and about the amount.
    """
    right, left = eyes_of(points)
    along = (left - right) / max(float(np.hypot(*(left - right))), 1e-6)
    axes = np.stack([along, [-along[1], along[0]]], axis=1)
    size = max(float(np.linalg.norm(points[152, :2] - points[10, :2])), 1e-6)
    nose, mouth, cheeks = (
        (points[list(rows), :2].astype(np.float64).mean(0) - (right + left) / 2) @ axes / size
        for rows in ((1,), (13,), (234, 454))
    )
    angles = (
        -20.0 * nose[0] - 182.5 * cheeks[0],
        -65.4 * nose[1] + 156.3 * cheeks[1] - 29.6 * mouth[1] + 6.1,
        float(np.degrees(np.arctan2(along[1], along[0]))),
    )
    limits = (HEAD_LIMIT_DEG[name] for name in HEAD_CONTROLS)
    return {
        name: float(np.clip(angle, -limit, limit))
        for name, angle, limit in zip(HEAD_CONTROLS, angles, limits, strict=True)
    }


def square_of(reference: FaceReference, placing: Placing) -> Square:
    """The square in which the face stands as a swapper wants it.

    Raises:
        InputError: If the face is too small, or too much of it lies outside the picture.
    """
    points = reference.mesh.points
    right, left = eyes_of(points)
    gap = left - right
    # A face in profile brings the eyes together; its height then says how large it is.
    height = float(np.linalg.norm(points[152, :2] - points[10, :2]))
    distance = max(float(np.hypot(*gap)), 0.36 * height)
    _check(reference, distance)
    side, centre = distance / placing.eye_distance, (right + left) / 2
    angle = float(np.arctan2(gap[1], gap[0])) if placing.is_upright else 0.0
    across = np.array([np.cos(angle), np.sin(angle)]) * side
    down = np.array([-np.sin(angle), np.cos(angle)]) * side
    corner = centre - placing.eyes_x * across - placing.eyes_y * down
    return Square(np.column_stack([across, down, corner]), side, (float(centre[0]), float(centre[1])), distance)


def _check(reference: FaceReference, distance: float) -> None:
    name = reference.picture.source_name or "the picture"
    if distance < MIN_EYE_DISTANCE_PX:
        raise InputError(
            f"The face in “{name}” is too small: its eyes are {distance:.0f} pixels apart.",
            f"At least {MIN_EYE_DISTANCE_PX:.0f} are needed. Take a larger version of the picture.", "swap.tiny",
        )  # fmt: skip
    oval = reference.mesh.points[list(FACE_OVAL), :2]
    inside = (oval >= 0).all(1) & (oval < [reference.picture.width, reference.picture.height]).all(1)
    seen = float(inside.mean())
    if seen < LEAST_SEEN:
        raise InputError(
            f"The face in “{name}” is cut off by the picture's edge: {1 - seen:.0%} of its outline is missing.",
            "Take a picture that shows the whole face.", "swap.edge",
        )  # fmt: skip


def cut(pixels: NDArray[np.uint8], square: Square, size_px: int) -> NDArray[np.uint8]:
    """(S, S, 4) uint8 straight alpha; beyond the picture's edge the edge goes on."""
    between = int(np.clip(round(square.side_px), size_px, _LARGEST_SQUARE_PX))
    matrix = _to_pixels(square, between)
    drawn = cv2.warpAffine(
        _premultiplied(pixels), matrix, (between, between), flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
        borderMode=cv2.BORDER_REPLICATE,
    )  # fmt: skip
    if between != size_px:
        drawn = cv2.resize(drawn, (size_px, size_px), interpolation=cv2.INTER_AREA)
    return _straight(drawn)


def scene_of(reference: FaceReference, info: SwapperInfo, growth: float = 1.0) -> tuple[SwapScene, Square]:
    """The picture as a swapper sees it.

    Args:
        reference: The picture and the face in it that is replaced.
        info: The swapper.
        growth: Of the mask.

    Raises:
        InputError: As `square_of`.
    """
    square = square_of(reference, info.placing)
    pixels = cut(reference.picture.pixels, square, info.size_px)
    landmarks = _to_square(reference.mesh.points[:, :2], square) * info.size_px
    mask = region_in_square(landmarks, info, growth)
    return SwapScene(pixels, mask, landmarks.astype(np.float32)), square


def region_in_square(landmarks: NDArray[np.float64], info: SwapperInfo, growth: float) -> NDArray[np.float32]:
    """(S, S) float32 of 0 and 1: what a swapper replaces."""
    size, placing = info.size_px, info.placing
    outline = landmarks[list(FACE_OVAL)]
    middle = outline.mean(0)
    grown = middle + (outline - middle) * _FACE_GROWTH * growth
    region = np.zeros((size, size), np.uint8)
    cv2.fillConvexPoly(region, cv2.convexHull(grown.round().astype(np.int32)), 1)
    if info.replaces is Replaced.HEAD:
        places = (np.arange(size) + 0.5) / size
        x = (places[None, :] - placing.eyes_x) / placing.eye_distance
        y = (places[:, None] - placing.eyes_y) / placing.eye_distance
        region |= is_head(x, y, growth).astype(np.uint8)
    return region.astype(np.float32)


def feathered(region: NDArray[np.float32], square: Square, shape: tuple[int, int]) -> NDArray[np.float32]:
    """The region in the picture, with a soft edge that lies inside it.

    Args:
        region: (S, S) of 0 and 1.
        square: Where it lies.
        shape: Rows and columns of the picture.

    Returns:
        (H, W) float32 0…1. Where it is 0 nothing may change.
    """
    hard = cv2.warpAffine(
        region, _to_pixels(square, len(region)), shape[::-1], flags=cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_CONSTANT, borderValue=0,
    )  # fmt: skip
    inside = (hard > 0.5).astype(np.uint8)
    width = max(1.0, FEATHER * square.eye_distance_px)
    depth = cv2.distanceTransform(inside, cv2.DIST_L2, 5) if inside.any() else np.zeros(shape, np.float32)
    ramp = np.clip((depth - 0.5) / width, 0, 1)
    soft: NDArray[np.float32] = (ramp * ramp * (3 - 2 * ramp)).astype(np.float32)
    return soft


def pasted(
    pixels: NDArray[np.uint8], drawn: NDArray[np.uint8], square: Square, mask: NDArray[np.float32]
) -> NDArray[np.uint8]:
    """The picture with the drawn square in it; pixels where the mask is 0 are the picture's own bytes.

    Args:
        pixels: (H, W, 4) uint8 straight alpha.
        drawn: (S, S, 4) uint8 straight alpha.
        square: Where it belongs.
        mask: Of `feathered`.
    """
    height, width = pixels.shape[:2]
    between = int(np.clip(round(square.side_px), len(drawn), _LARGEST_SQUARE_PX))
    large = _premultiplied(drawn)
    if between != len(drawn):
        large = cv2.resize(large, (between, between), interpolation=cv2.INTER_CUBIC)
    placed = cv2.warpAffine(
        large, _to_pixels(square, between), (width, height), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )
    share = mask[..., None]
    mixed = _straight(np.clip(placed * share + _premultiplied(pixels) * (1 - share), 0, 1))
    return np.ascontiguousarray(np.where(share > 0, mixed, pixels))


def _to_pixels(square: Square, side: int) -> NDArray[np.float64]:
    """From pixels of a square of that side to pixels of the picture; the centres of pixels are at their halves."""
    linear = square.to_picture[:, :2] / side
    shift = square.to_picture[:, 2] + linear @ [0.5, 0.5] - 0.5
    return np.column_stack([linear, shift])


def _to_square(points: NDArray[np.float32], square: Square) -> NDArray[np.float64]:
    inverse = np.linalg.inv(square.to_picture[:, :2])
    return np.asarray((points.astype(np.float64) - square.to_picture[:, 2]) @ inverse.T, np.float64)


def _premultiplied(pixels: NDArray[np.uint8]) -> NDArray[np.float32]:
    values = pixels.astype(np.float32) / 255
    values[..., :3] *= values[..., 3:]
    return values


def _straight(values: NDArray[np.float32]) -> NDArray[np.uint8]:
    coverage = np.clip(values[..., 3:], 0, 1)
    colour = np.where(coverage > 1e-4, values[..., :3] / np.maximum(coverage, 1e-4), 0)
    joined = np.concatenate([np.clip(colour, 0, 1), coverage], axis=2)
    found: NDArray[np.uint8] = (joined * 255 + 0.5).astype(np.uint8)
    return found


__all__ = [
    "LEAST_SEEN", "MIN_EYE_DISTANCE_PX", "Square", "cut", "eyes_of", "feathered", "head_turn", "pasted",
    "region_in_square", "scene_of", "square_of",
]  # fmt: skip
