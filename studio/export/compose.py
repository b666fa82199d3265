"""Painting packed sprites onto their pages: extrusion and colour under transparency."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from studio.core.geometry import Rect

BLEED_REACH_PX = 8
"""How far colour runs under transparency: three mip levels."""

_SOLID_REACH_PX = 3
_FIRST_VISIBLE = np.uint32(1 << 24)
_FIRST_SOLID = np.uint32(26 << 24)
"""A tenth of full alpha: from here on eight bits hold a colour well enough to pass on."""
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

    The colour of a nearly transparent pixel is often rounding noise, so what it passes on is the colour of a solid
    pixel beside it, where there is one.

    Args:
        cell: (H, W, 4) uint8, straight alpha; a view of a page that holds one sprite.
        reach_px: Pixels farther away than this keep the colour they have.
    """
    words = cell.view("<u4")[..., 0]
    visible = words >= _FIRST_VISIBLE
    if visible.all() or not visible.any():
        return
    solid = words >= _FIRST_SOLID
    sources = words & _COLOUR
    if solid.any() and not np.array_equal(solid, visible):
        _spread(sources, solid, visible & ~solid, _SOLID_REACH_PX)
    _spread(sources, visible, ~visible, reach_px)
    np.copyto(words, sources, where=~visible)


def _spread(colours: NDArray[np.uint32], givers: NDArray[np.bool_], takers: NDArray[np.bool_], reach_px: float) -> None:
    """Set each taker to the colour of the nearest giver within reach, in place."""
    import cv2

    distance, labels = cv2.distanceTransformWithLabels(
        (~givers).view(np.uint8), cv2.DIST_L2, cv2.DIST_MASK_5, labelType=cv2.DIST_LABEL_PIXEL
    )
    colour_of = np.zeros(int(labels.max()) + 1, np.uint32)
    colour_of[labels[givers]] = colours[givers]
    near = takers & (distance <= reach_px)
    colours[near] = colour_of[labels[near]]
