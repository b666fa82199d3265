"""Cutting transparent borders, with the offset kept so that nothing jumps."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from studio.core.geometry import Rect

_ALPHA_SHIFT = np.uint32(24)
_VISIBLE = np.uint32(1 << 24)


def as_words(pixels: NDArray[np.uint8]) -> NDArray[np.uint32]:
    """The pixels as one little-endian word each, alpha in the top byte.

    Args:
        pixels: (H, W, 4) uint8, straight alpha.

    Returns:
        (H, W) uint32; a view where the rows are contiguous, else a copy.
    """
    return np.ascontiguousarray(pixels).view("<u4")[..., 0]


def content_box(pixels: NDArray[np.uint8], alpha_threshold: int = 0) -> Rect | None:
    """The smallest rectangle around all pixels whose alpha is above the threshold.

    Args:
        pixels: (H, W, 4) uint8, straight alpha.
        alpha_threshold: 0…254.

    Returns:
        None where nothing is visible.
    """
    words = as_words(pixels)
    # Alpha is the most significant byte, so the largest word of a line has the line's largest alpha.
    rows = np.flatnonzero((words.max(axis=1) >> _ALPHA_SHIFT) > alpha_threshold)
    if rows.size == 0:
        return None
    top, bottom = int(rows[0]), int(rows[-1]) + 1
    columns = np.flatnonzero((words[top:bottom].max(axis=0) >> _ALPHA_SHIFT) > alpha_threshold)
    left, right = int(columns[0]), int(columns[-1]) + 1
    return Rect(left, top, right - left, bottom - top)


def without_hidden_colour(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """A copy in which fully transparent pixels are (0, 0, 0, 0), whatever colour they held.

    Args:
        pixels: (H, W, 4) uint8, straight alpha.
    """
    words = as_words(pixels)
    cleaned: NDArray[np.uint32] = words * (words >= _VISIBLE)
    return cleaned.view(np.uint8).reshape(*words.shape, 4)


def aligned(box: Rect, step: int) -> Rect:
    """The smallest rectangle around `box` whose four edges are multiples of `step`."""
    x, y = box.x // step * step, box.y // step * step
    right, bottom = -(-box.right // step) * step, -(-box.bottom // step) * step
    return Rect(x, y, right - x, bottom - y)


def common_box(boxes: Sequence[Rect | None]) -> Rect | None:
    """The smallest rectangle around all boxes; None where all are None."""
    result: Rect | None = None
    for box in boxes:
        if box is not None:
            result = box if result is None else result.union(box)
    return result
