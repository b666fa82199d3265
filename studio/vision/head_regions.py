"""Places of a head's picture, and the colours in them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from studio.vision.head_frame import FRAME_PX, HeadFrame

Mask = NDArray[np.bool_]
Floats = NDArray[np.float32]

CHEEKS = ((117, 118, 101, 36, 205, 187, 123), (346, 347, 330, 266, 425, 411, 352))


def to_lab(rgb: NDArray[np.uint8]) -> Floats:
    """Colours as Lab."""
    import cv2

    lab: Floats = cv2.cvtColor(rgb.astype(np.float32) / 255, cv2.COLOR_RGB2LAB)
    return lab


def filled(frame: HeadFrame, indices: Sequence[int]) -> Mask:
    """The inside of an outline of landmarks."""
    return polygon(frame.points[list(indices)])


def polygon(outline: NDArray[np.floating[Any]]) -> Mask:
    """(256, 256) the inside of an outline in frame pixels."""
    import cv2

    mask = np.zeros((FRAME_PX, FRAME_PX), np.uint8)
    cv2.fillPoly(mask, [np.rint(outline).astype(np.int32)], 1)
    return mask.astype(bool)


def middle_colour(lab: Floats, region: Mask, least: int = 6) -> Floats | None:
    """The median colour of a region; None where fewer than `least` pixels of it are seen."""
    if int(region.sum()) < least:
        return None
    return np.asarray(np.median(lab[region], axis=0).astype(np.float32))
