"""MediaPipe's two bundled detectors; no download. Whole picture first, then tiles for small faces."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from studio.models.face import FaceBox
from studio.vision.detect_base import scaled_to, suppressed
from studio.vision.mediapipe_tools import run_legacy

WHOLE_LONG_SIDE_PX = 640
"""The networks look at 128 and 192 pixels; more input only costs time."""
TILE_PX = 448
TILE_SCALES_PX: tuple[int, ...] = (896, 1600)
"""Long sides of the picture that is cut into tiles."""
WHOLE_THRESHOLD = 0.55
TILE_THRESHOLD = 0.6
"""Tiles show more that is no face, so they must be surer."""
SURE_SCORE = 0.8
"""From here on a face that only a tile shows needs no second look."""
MOUTH_HALF_WIDTH = 0.4
"""Usual distance of a mouth corner from the mouth's middle, in eye distances."""
MIN_TILE_FACE_RATIO = 0.06
"""Smallest face of a tile, share of its side; below, the network guesses."""


class MediapipeDetector:
    """Short-range and full-range BlazeFace."""

    name = "mediapipe"

    def detect(self, rgb: NDArray[np.uint8], is_thorough: bool = True) -> list[FaceBox]:
        """Find all faces of (H, W, 3) uint8 sRGB."""
        whole = scaled_to(rgb, WHOLE_LONG_SIDE_PX)
        boxes = list(_both(whole.rgb, whole.factor, (0, 0), WHOLE_THRESHOLD))
        whole_end, long_side = len(boxes), max(rgb.shape[:2])
        for tile_scale_px in TILE_SCALES_PX:
            if is_thorough and long_side > tile_scale_px // 2 + TILE_PX // 2:
                boxes.extend(_tiled(rgb, tile_scale_px))
        certain = {id(box) for box in boxes[:whole_end]}
        return [
            box for box in suppressed(boxes) if id(box) in certain or box.score >= SURE_SCORE or _has_features(rgb, box)
        ]


def _has_features(rgb: NDArray[np.uint8], box: FaceBox) -> bool:
    """Whether the landmark network sees a face there too; tiles of scenery look like faces now and then."""
    side = max(box.width, box.height)
    left, top = round(box.x - side / 2), round(box.y - side / 2)
    crop = rgb[max(0, top) : max(0, round(top + 2 * side)), max(0, left) : max(0, round(left + 2 * side))]
    return crop.size > 0 and bool(run_legacy("mesh", scaled_to(crop, TILE_PX).rgb).multi_face_landmarks)


def _tiled(rgb: NDArray[np.uint8], long_side_px: int) -> Iterator[FaceBox]:
    shown = scaled_to(rgb, long_side_px)
    height, width = shown.rgb.shape[:2]
    for top in _starts(height):
        for left in _starts(width):
            tile = shown.rgb[top : top + TILE_PX, left : left + TILE_PX]
            for box in _both(tile, shown.factor, (left, top), TILE_THRESHOLD):
                if not _is_cut(box, shown.factor, (left, top), tile.shape, (width, height)):
                    yield box


def _starts(length: int) -> list[int]:
    """Where half-overlapping tiles begin so that the last one ends with the picture."""
    if length <= TILE_PX:
        return [0]
    count = int(np.ceil((length - TILE_PX) / (TILE_PX / 2))) + 1
    return [round(x) for x in np.linspace(0, length - TILE_PX, count)]


def _both(rgb: NDArray[np.uint8], factor: float, origin: tuple[int, int], threshold: float) -> Iterator[FaceBox]:
    """Both networks on one picture; boxes in pixels of the picture as given."""
    height, width = rgb.shape[:2]
    for network in ("short_range", "full_range"):
        for detection in run_legacy(network, rgb).detections or []:
            score = float(detection.score[0])
            if score >= threshold:
                yield _box(detection, score, (width, height), factor, origin)


def _box(detection: Any, score: float, size: tuple[int, int], factor: float, origin: tuple[int, int]) -> FaceBox:
    location = detection.location_data
    relative = location.relative_bounding_box
    x = (relative.xmin * size[0] + origin[0]) / factor
    y = (relative.ymin * size[1] + origin[1]) / factor
    width, height = relative.width * size[0] / factor, relative.height * size[1] / factor
    keys = np.array([(k.x * size[0] + origin[0], k.y * size[1] + origin[1]) for k in location.relative_keypoints])
    points = _five_points(keys / factor) if len(keys) >= 4 else None
    return FaceBox(x, y, width, height, min(score, 1.0), MediapipeDetector.name, points)


def _five_points(keys: NDArray[np.float64]) -> NDArray[np.float32]:
    """Eyes, nose tip and mouth corners; the network gives the mouth's middle, its corners are estimated."""
    right_eye, left_eye, nose, mouth = keys[:4]
    half = MOUTH_HALF_WIDTH * (left_eye - right_eye)
    rows = np.stack([right_eye, left_eye, nose, mouth - half, mouth + half])
    return np.asarray(rows, np.float32)


def _is_cut(
    box: FaceBox, factor: float, origin: tuple[int, int], tile: tuple[int, ...], whole: tuple[int, int]
) -> bool:
    """Whether an inner border of the tile cuts the face (its neighbour sees all of it), or it is a speck."""
    left, top = box.x * factor - origin[0], box.y * factor - origin[1]
    right, bottom = left + box.width * factor, top + box.height * factor
    if box.width * factor < MIN_TILE_FACE_RATIO * max(tile[:2]):
        return True
    return (
        (left < 0 and origin[0] > 0)
        or (top < 0 and origin[1] > 0)
        or (right > tile[1] and origin[0] + tile[1] < whole[0])
        or (bottom > tile[0] and origin[1] + tile[0] < whole[1])
    )
