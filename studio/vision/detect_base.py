"""What every face detector is, and what they share."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from studio.models.face import FaceBox


class FaceDetector(Protocol):
    """Finds upright faces."""

    name: str

    def detect(self, rgb: NDArray[np.uint8], is_thorough: bool = True) -> list[FaceBox]:
        """Find all faces.

        Args:
            rgb: (H, W, 3) uint8, sRGB, upright.
            is_thorough: Whether to look again at other scales; without, one look answers.

        Returns:
            Boxes in pixels of `rgb`, best score first, none counted twice.
        """
        ...


@dataclass(frozen=True, slots=True)
class Scale:
    """A picture as a detector sees it: `shown = given * factor`."""

    rgb: NDArray[np.uint8]
    factor: float


def scaled_to(rgb: NDArray[np.uint8], long_side_px: int) -> Scale:
    """The picture shrunk so that its long side is at most `long_side_px`; never enlarged."""
    import cv2

    height, width = rgb.shape[:2]
    factor = long_side_px / max(height, width)
    if factor >= 1.0:
        return Scale(np.ascontiguousarray(rgb), 1.0)
    size = (max(1, round(width * factor)), max(1, round(height * factor)))
    return Scale(cv2.resize(rgb, size, interpolation=cv2.INTER_AREA), factor)


def overlap(a: FaceBox, b: FaceBox) -> float:
    """Intersection over union of two boxes, 0…1."""
    common = _common_area(a, b)
    union = a.area + b.area - common
    return common / union if union > 0 else 0.0


def suppressed(boxes: Iterable[FaceBox], threshold: float = 0.3) -> list[FaceBox]:
    """The best box of each face: best score first, weaker ones that overlap or are contained are dropped."""
    kept: list[FaceBox] = []
    for box in sorted(boxes, key=lambda b: -b.score):
        if all(overlap(box, other) < threshold and _containment(box, other) < 0.6 for other in kept):
            kept.append(box)
    return kept


def _common_area(a: FaceBox, b: FaceBox) -> float:
    width = min(a.x + a.width, b.x + b.width) - max(a.x, b.x)
    height = min(a.y + a.height, b.y + b.height) - max(a.y, b.y)
    return max(0.0, width) * max(0.0, height)


def _containment(a: FaceBox, b: FaceBox) -> float:
    """Share of the smaller box that lies in the larger."""
    smaller = min(a.area, b.area)
    return _common_area(a, b) / smaller if smaller > 0 else 1.0
