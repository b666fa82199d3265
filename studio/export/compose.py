"""Painting packed sprites onto their pages: extrusion and colour under transparency."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from studio.core.geometry import Rect

BLEED_REACH_PX = 8
"""How far colour runs under transparency: three mip levels."""

_FIRST_VISIBLE = np.uint32(1 << 24)
_COLOUR = np.uint32((1 << 24) - 1)


def extrude(page: NDArray[np.uint8], rect: Rect, ring_px: int) -> None:
    """Repeat the edge pixels of `rect` around it, in place.

    Args:
        page: (H, W, 4) uint8.
        rect: The sprite's place; the ring must lie inside the page.
        ring_px: Width of the ring.
    """
    if ring_px <= 0:
        return
    x, y, right, bottom = rect.x, rect.y, rect.right, rect.bottom
    page[y - ring_px : y, x:right] = page[y, x:right]
    page[bottom : bottom + ring_px, x:right] = page[bottom - 1, x:right]
    tall = page[y - ring_px : bottom + ring_px]
    tall[:, x - ring_px : x] = tall[:, x : x + 1]
    tall[:, right : right + ring_px] = tall[:, right - 1 : right]


def bleed(cell: NDArray[np.uint8], reach_px: int = BLEED_REACH_PX) -> None:
    """Give fully transparent pixels the colour of the nearest visible one, in place; alpha is unchanged.

    Args:
        cell: (H, W, 4) uint8, straight alpha; a view of a page that holds one sprite.
        reach_px: Pixels farther away than this keep the colour they have.
    """
    import cv2

    words = cell.view("<u4")[..., 0]
    hidden = words < _FIRST_VISIBLE
    visible = ~hidden
    if not hidden.any() or not visible.any():
        return
    distance, labels = cv2.distanceTransformWithLabels(
        hidden.view(np.uint8), cv2.DIST_L2, cv2.DIST_MASK_5, labelType=cv2.DIST_LABEL_PIXEL
    )
    colour_of = np.zeros(int(labels.max()) + 1, np.uint32)
    colour_of[labels[visible]] = words[visible] & _COLOUR
    near = hidden & (distance <= reach_px)
    words[near] = colour_of[labels[near]]
