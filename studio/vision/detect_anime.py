"""A detector for drawn faces with big eyes, when installed. Its box contains the hair."""

from __future__ import annotations

import functools
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from studio.models.face import FaceBox
from studio.vision.detect_base import suppressed
from studio.vision.onnx_sessions import session

FILE_NAME = "anime_faceboxes.onnx"
THRESHOLD = 0.5
INPUT_PX = 640
_MEAN_BGR = np.array([104, 117, 123], np.float32)
_CENTRE_VARIANCE, _SIZE_VARIANCE = 0.1, 0.2


class AnimeDetector:
    """FaceBoxes trained on drawings, through onnxruntime.

    Args:
        path: ``anime_faceboxes.onnx``.
    """

    name = "anime"

    def __init__(self, path: Path) -> None:
        self._path = path

    def detect(self, rgb: NDArray[np.uint8], is_thorough: bool = True) -> list[FaceBox]:
        """Find all faces of (H, W, 3) uint8 sRGB."""
        import cv2

        height, width = rgb.shape[:2]
        factor = INPUT_PX / max(height, width)
        size = (max(1, round(width * factor)), max(1, round(height * factor)))
        canvas = np.full((INPUT_PX, INPUT_PX, 3), 255, np.float32)
        shrink = cv2.INTER_AREA if factor < 1 else cv2.INTER_LINEAR
        canvas[: size[1], : size[0]] = cv2.resize(rgb, size, interpolation=shrink)[..., ::-1]
        feed = np.ascontiguousarray((canvas - _MEAN_BGR).transpose(2, 0, 1)[None])
        offsets, scores = session(self._path).run(["loc", "conf"], {"input": feed})
        return suppressed(_decoded(offsets.reshape(-1, 4), scores.reshape(-1, 2)[:, 1], factor))


def _decoded(offsets: NDArray[np.float32], scores: NDArray[np.float32], factor: float) -> list[FaceBox]:
    keep = scores >= THRESHOLD
    prior, offset = _priors()[keep], offsets[keep]
    centre = prior[:, :2] + offset[:, :2] * _CENTRE_VARIANCE * prior[:, 2:]
    size = prior[:, 2:] * np.exp(offset[:, 2:] * _SIZE_VARIANCE)
    corner, size = (centre - size / 2) * INPUT_PX / factor, size * INPUT_PX / factor
    return [
        FaceBox(float(c[0]), float(c[1]), float(s[0]), float(s[1]), float(score), AnimeDetector.name)
        for c, s, score in zip(corner, size, scores[keep], strict=True)
    ]


@functools.cache
def _priors() -> NDArray[np.float32]:
    """(8525, 4) centre and size of each cell's default boxes, 0…1."""
    rows: list[tuple[float, float, float, float]] = []
    plans = ((32, ((32, 4), (64, 2), (128, 1))), (64, ((256, 1),)), (128, ((512, 1),)))
    for stride, boxes in plans:
        for cell_y in range(INPUT_PX // stride):
            for cell_x in range(INPUT_PX // stride):
                for size, count in boxes:
                    steps = [i / count for i in range(count)] if count > 1 else [0.5]
                    rows.extend(
                        ((cell_x + dx) * stride, (cell_y + dy) * stride, size, size) for dy in steps for dx in steps
                    )
    return np.asarray(rows, np.float32) / INPUT_PX
