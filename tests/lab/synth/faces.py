"""Where each region of a drawn face may change, measured on its resting landmarks."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from studio.engines.portrait.face_space import UNIT_PER_SIZE
from studio.models.controls import Region
from studio.models.face_mesh import ANCHOR_LANDMARKS

Mask = NDArray[np.bool_]


def anchors_of(landmarks: NDArray[np.float32]) -> dict[str, NDArray[np.float32]]:
    """Anchor name -> (x, y)."""
    return {name: landmarks[list(index)].mean(0)[:2] for name, index in ANCHOR_LANDMARKS.items()}


def region_masks(landmarks: NDArray[np.float32], size: int) -> dict[Region, Mask]:
    """(size, size) masks, dilated: what lies outside must not change."""
    unit, at = UNIT_PER_SIZE * size, anchors_of(landmarks)
    rows, columns = np.mgrid[:size, :size] + 0.5

    def box(left: float, top: float, right: float, bottom: float) -> Mask:
        return np.asarray((columns > left) & (columns < right) & (rows > top) & (rows < bottom))

    right_eye, left_eye = at["eyeRightOuter"], at["eyeLeftOuter"]
    right, left, nose, chin = at["cheekRight"][0], at["cheekLeft"][0], at["noseTip"], at["chin"][1]
    brow = at["browRightMiddle"][1]
    mouth = box(
        at["mouthRight"][0] - 0.32 * unit, nose[1] - 0.12 * unit, at["mouthLeft"][0] + 0.32 * unit, chin + 0.3 * unit
    )
    return {
        Region.EYES: box(
            right_eye[0] - 0.3 * unit, right_eye[1] - 0.55 * unit, left_eye[0] + 0.3 * unit, right_eye[1] + 0.4 * unit
        ),
        Region.BROWS: box(right_eye[0] - 0.3 * unit, brow - 0.55 * unit, left_eye[0] + 0.3 * unit, brow + 0.45 * unit),
        Region.NOSE: box(nose[0] - 0.32 * unit, nose[1] - 0.45 * unit, nose[0] + 0.32 * unit, nose[1] + 0.15 * unit),
        Region.MOUTH: mouth,
        Region.TONGUE: mouth,
        Region.JAW: box(right - 0.2 * unit, nose[1] - 0.4 * unit, left + 0.2 * unit, chin + 0.5 * unit),
        Region.CHEEKS: box(right - 0.2 * unit, right_eye[1] - 0.3 * unit, left + 0.2 * unit, chin + 0.25 * unit),
    }
