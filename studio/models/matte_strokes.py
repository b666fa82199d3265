"""Correcting a cut-out with a brush: strokes as data, and the one arithmetic that both shows and bakes them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from studio.core.geometry import Rect

MIN_SIZE_PX, MAX_SIZE_PX = 1.0, 1000.0
"""Smallest and largest diameter of the brush."""


class MatteMode(StrEnum):
    """What the brush does."""

    KEEP = "keep"
    REMOVE = "remove"


@dataclass(frozen=True, slots=True)
class Brush:
    """How the brush is set.

    Attributes:
        mode: Bring the picture back, or take it away.
        size_px: Diameter in pixels of the picture.
        softness: 0 is a hard edge, 1 fades from the middle on.
        opacity: 0…1, how far one stroke goes.
    """

    mode: MatteMode = MatteMode.REMOVE
    size_px: float = 40.0
    softness: float = 0.4
    opacity: float = 1.0


@dataclass(frozen=True, slots=True)
class MatteStroke:
    """One stroke of the brush.

    Attributes:
        brush: How it was set.
        points: (x, y) in pixels of the picture; at least one.
    """

    brush: Brush
    points: tuple[tuple[float, float], ...]


class MattePainter:
    """Paints strokes onto a cut-out.

    Within one stroke the brush never adds up, however often it passes a place. What becomes visible shows the
    picture's own colours; what was visible already keeps its colours, which were cleaned of the background.

    Args:
        original: (H, W, 4) uint8, the whole picture; its alpha is not looked at.
        cut_out: (H, W, 4) uint8, straight alpha; it is copied.
    """

    def __init__(self, original: NDArray[np.uint8], cut_out: NDArray[np.uint8]) -> None:
        if original.shape != cut_out.shape:
            raise ValueError(f"{original.shape} is not {cut_out.shape}")
        self._original = original
        self.pixels = np.array(cut_out)
        self._before = self.pixels.copy()
        self._mask = np.zeros(original.shape[:2], np.float32)
        self._touched = Rect(0, 0, 0, 0)
        self._brush = Brush()
        self._last = (0.0, 0.0)

    def begin(self, brush: Brush, point: tuple[float, float]) -> Rect:
        """Put the brush down.

        Returns:
            The rectangle of `pixels` that has changed.
        """
        rows, columns = _slices(self._touched)
        self._mask[rows, columns] = 0
        self._before[rows, columns] = self.pixels[rows, columns]
        self._touched = Rect(0, 0, 0, 0)
        self._brush, self._last = brush, point
        return self.extend(point)

    def extend(self, point: tuple[float, float]) -> Rect:
        """Draw the brush on to `point`.

        Returns:
            The rectangle of `pixels` that has changed; its width is 0 outside the picture.
        """
        start, self._last = self._last, point
        dirty = self._around(start, point)
        if not dirty.area:
            return dirty
        rows, columns = _slices(dirty)
        mask = np.maximum(self._mask[rows, columns], _swept(dirty, start, point, self._brush))
        self._mask[rows, columns] = mask
        self.pixels[rows, columns] = _painted(
            self._before[rows, columns], self._original[rows, columns], mask * self._brush.opacity, self._brush.mode
        )
        self._touched = dirty if not self._touched.area else self._touched.union(dirty)
        return dirty

    def cancel(self) -> Rect:
        """Take the last stroke back.

        Returns:
            The rectangle that has changed.
        """
        rows, columns = _slices(self._touched)
        self.pixels[rows, columns] = self._before[rows, columns]
        return self._touched

    def paint(self, stroke: MatteStroke) -> Rect:
        """Paint a whole stroke.

        Returns:
            The rectangle that it may have changed.
        """
        self.begin(stroke.brush, stroke.points[0])
        for point in stroke.points[1:]:
            self.extend(point)
        return self._touched

    def _around(self, start: tuple[float, float], end: tuple[float, float]) -> Rect:
        height, width = self._mask.shape
        reach = self._brush.size_px / 2 + 1
        left, top = (int(np.floor(min(start[i], end[i]) - reach)) for i in (0, 1))
        right, bottom = (int(np.ceil(max(start[i], end[i]) + reach)) for i in (0, 1))
        found = Rect(left, top, right - left, bottom - top).intersection(Rect(0, 0, width, height))
        return found if found.area else Rect(0, 0, 0, 0)


def painted(
    original: NDArray[np.uint8], cut_out: NDArray[np.uint8], strokes: Iterable[MatteStroke]
) -> NDArray[np.uint8]:
    """A cut-out after some strokes.

    Args:
        original: (H, W, 4) uint8, the whole picture.
        cut_out: (H, W, 4) uint8, straight alpha.
        strokes: In the order they were drawn.

    Returns:
        (H, W, 4) uint8, straight alpha, a new array.
    """
    painter = MattePainter(original, cut_out)
    for stroke in strokes:
        painter.paint(stroke)
    return painter.pixels


def _slices(rect: Rect) -> tuple[slice, slice]:
    return slice(rect.y, rect.bottom), slice(rect.x, rect.right)


_NO_WAY_PX2 = 1e-12
"""Shorter ways, squared, are points; their square would vanish in single precision."""


def _swept(rect: Rect, start: tuple[float, float], end: tuple[float, float], brush: Brush) -> NDArray[np.float32]:
    """(h, w) 0…1: how much the brush covers each pixel of `rect` on its way from `start` to `end`."""
    columns = np.arange(rect.x, rect.right, dtype=np.float32)[None, :] + np.float32(0.5)
    rows = np.arange(rect.y, rect.bottom, dtype=np.float32)[:, None] + np.float32(0.5)
    step_x, step_y = end[0] - start[0], end[1] - start[1]
    length2 = step_x * step_x + step_y * step_y
    if length2 > _NO_WAY_PX2:
        along = np.clip(((columns - start[0]) * step_x + (rows - start[1]) * step_y) / length2, 0, 1)
        distance = np.hypot(columns - start[0] - along * step_x, rows - start[1] - along * step_y)
    else:
        distance = np.hypot(columns - start[0], rows - start[1])
    radius = max(brush.size_px / 2, 0.5)
    edge = max(radius * brush.softness, 1.0)  # a pixel of smoothing keeps hard edges from stairs
    share = np.clip((radius + 0.5 - distance) / edge, 0, 1)
    return np.asarray(share * share * (3 - 2 * share), np.float32)


def _painted(
    before: NDArray[np.uint8], original: NDArray[np.uint8], mask: NDArray[np.float32], mode: MatteMode
) -> NDArray[np.uint8]:
    result = before.copy()
    alpha = before[..., 3].astype(np.float32) / 255
    if mode is MatteMode.REMOVE:
        result[..., 3] = np.rint(alpha * (1 - mask) * 255).astype(np.uint8)
        return result
    added = (1 - alpha) * mask
    total = alpha + added
    share = np.divide(added, total, out=np.zeros_like(added), where=total > 0)[..., None]
    colour = before[..., :3] * (1 - share) + original[..., :3] * share
    result[..., :3] = np.where(added[..., None] > 0, np.rint(colour), before[..., :3]).astype(np.uint8)
    result[..., 3] = np.rint(total * 255).astype(np.uint8)
    return result
