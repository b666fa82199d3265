"""Turning a forward displacement field into a backward one, without folds."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.core.geometry import Rect

MIN_JACOBIAN = 0.12
"""Below this a patch of skin would be squeezed to a line; stronger poses are eased off until it holds."""


CALMING_STEPS = 8
POLISH_STEPS = 5
POLISH_PX = 0.2
"""An inverse that misses by less is good enough to draw with."""


def jacobian_determinant(field_px: NDArray[np.float32], stride_px: float) -> NDArray[np.float32]:
    """Determinant of ``d(x + field) / dx`` at the nodes of a (gh, gw, 2) field; <= 0 is a fold."""
    along_y = cv2.Sobel(field_px, cv2.CV_32F, 0, 1, ksize=1, scale=0.5 / stride_px, borderType=cv2.BORDER_REPLICATE)
    along_x = cv2.Sobel(field_px, cv2.CV_32F, 1, 0, ksize=1, scale=0.5 / stride_px, borderType=cv2.BORDER_REPLICATE)
    determinant = (1.0 + along_x[..., 0]) * (1.0 + along_y[..., 1]) - along_y[..., 0] * along_x[..., 1]
    return np.asarray(determinant, np.float32)


def unfolded(field_px: NDArray[np.float32], stride_px: float) -> NDArray[np.float32]:
    """The field, calmed where it would fold the skin.

    First only the patches that would fold are smoothed, together with their surroundings; what that cannot mend is
    eased off as a whole, just enough.
    """
    for _ in range(CALMING_STEPS):
        determinant = jacobian_determinant(field_px, stride_px)
        if float(determinant.min()) >= MIN_JACOBIAN:
            return field_px
        tight = (determinant < 2.0 * MIN_JACOBIAN).astype(np.float32)
        around = np.minimum(cv2.GaussianBlur(cv2.dilate(tight, np.ones((5, 5), np.uint8)), (0, 0), 1.5), 1.0)
        calm = cv2.GaussianBlur(field_px, (0, 0), 1.6)
        # Where nothing moves nothing may begin to.
        moving = (np.abs(field_px).max(axis=-1) > 0).astype(np.float32)
        field_px = field_px + (calm - field_px) * (around * moving)[..., None]
    low, high = 0.0, 1.0
    for _ in range(7):
        middle = 0.5 * (low + high)
        if float(jacobian_determinant(field_px * np.float32(middle), stride_px).min()) >= MIN_JACOBIAN:
            low = middle
        else:
            high = middle
    return field_px * np.float32(low)


def inverted(field_px: NDArray[np.float32], stride_px: float, iterations: int = 6) -> NDArray[np.float32]:
    """The backward field b with ``b(y) = -field(y + b(y))``, by damped fixed-point iteration on the grid.

    Where that is too slow, Newton's method goes on.

    Args:
        field_px: (gh, gw, 2) float32 forward displacement, pixels.
        stride_px: Distance of the nodes.
        iterations: Steps; the error shrinks with each.

    Returns:
        (gh, gw, 2) float32 pixels; exactly 0 where the forward field is 0 all around.
    """
    scale = np.float32(1.0 / stride_px)
    backward = -field_px
    for step in range(iterations):
        shift = backward * scale
        sampled = cv2.remap(
            field_px, shift[..., 0], shift[..., 1], cv2.INTER_LINEAR | cv2.WARP_RELATIVE_MAP,
            borderMode=cv2.BORDER_REPLICATE,
        )  # fmt: skip
        backward = -sampled if step < 2 else -0.75 * sampled + np.float32(0.25) * backward
    return _polished(field_px, backward, stride_px)


def _polished(field_px: NDArray[np.float32], backward: NDArray[np.float32], stride_px: float) -> NDArray[np.float32]:
    """Newton's steps where the skin is stretched so much that the plain iteration is still on its way."""
    scale = np.float32(1.0 / stride_px)
    for _ in range(POLISH_STEPS):
        shift = backward * scale
        sampled = cv2.remap(
            field_px, shift[..., 0], shift[..., 1], cv2.INTER_LINEAR | cv2.WARP_RELATIVE_MAP,
            borderMode=cv2.BORDER_REPLICATE,
        )  # fmt: skip
        error = cv2.add(backward, sampled)
        along_x, along_y = cv2.split(cv2.absdiff(error, 0.0))
        wrong = cv2.findNonZero((cv2.max(along_x, along_y) > POLISH_PX).astype(np.uint8))
        if wrong is None:
            break
        rows, columns = wrong[:, 0, 1], wrong[:, 0, 0]
        # As a block, since one row of them all could be longer than a look-up takes; filled up with some once more.
        blocks = -(-len(rows) // 64), 64
        rows, columns = np.resize(rows, blocks), np.resize(columns, blocks)
        places = shift[rows, columns] + np.stack([columns, rows], -1).astype(np.float32)
        (a, b), (c, d) = _gradient_at(field_px, places, scale)
        determinant = np.maximum((1.0 + a) * (1.0 + d) - b * c, MIN_JACOBIAN)
        along_x, along_y = error[rows, columns, 0], error[rows, columns, 1]
        step = np.stack([(1.0 + d) * along_x - b * along_y, (1.0 + a) * along_y - c * along_x], -1)
        # Bounded, because far from the solution the slope there is not the slope here.
        step = np.clip(step / determinant[..., None], -stride_px, stride_px)
        backward[rows, columns] = backward[rows, columns] - step
    return backward


def _gradient_at(
    field_px: NDArray[np.float32], places: NDArray[np.float32], scale: np.float32
) -> tuple[tuple[NDArray[np.float32], NDArray[np.float32]], tuple[NDArray[np.float32], NDArray[np.float32]]]:
    """((dfx/dx, dfx/dy), (dfy/dx, dfy/dy)) of a field at places (…, 2) in nodes."""
    place_x, place_y = places[..., 0], places[..., 1]

    def read(x: NDArray[np.float32], y: NDArray[np.float32]) -> NDArray[np.float32]:
        return np.asarray(cv2.remap(field_px, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE), np.float32)

    half = np.float32(0.5)
    along_x = (read(place_x + half, place_y) - read(place_x - half, place_y)) * scale
    along_y = (read(place_x, place_y + half) - read(place_x, place_y - half)) * scale
    return (along_x[..., 0], along_y[..., 0]), (along_x[..., 1], along_y[..., 1])


STRIP_ROWS = 128
"""Rows of a picture that are enlarged at a time."""


class Sampler:
    """Reads a picture at fractional places, sharp and fast.

    The picture is enlarged once to half-pixel steps with a Lanczos filter; reading that linearly is about as good as
    a cubic filter at a fifth of its cost. At whole pixels the picture's own bytes come back.

    Args:
        pixels: (h, w, 4) uint8.
    """

    SCALE = 2

    def __init__(self, pixels: NDArray[np.uint8]) -> None:
        height, width = pixels.shape[:2]
        self.pixels = pixels
        self.fine = np.empty((2 * height, 2 * width, 4), np.uint8)
        # In strips: the maps of a large picture would take more memory than the picture.
        strip = np.arange(0.0, STRIP_ROWS, 0.5, dtype=np.float32)[:, None].repeat(2 * width, 1)
        x = (np.arange(2 * width, dtype=np.float32) * 0.5)[None].repeat(len(strip), 0)
        for top in range(0, height, STRIP_ROWS):
            rows = 2 * min(STRIP_ROWS, height - top)
            y = strip[:rows] + np.float32(top)
            self.fine[2 * top : 2 * top + rows] = cv2.remap(
                pixels, x[:rows], y, cv2.INTER_LANCZOS4, borderMode=cv2.BORDER_REPLICATE
            )

    def read(self, fine_map: NDArray[np.float32]) -> NDArray[np.uint8]:
        """(h, w, 4) uint8 at a map of places in half pixels, (h, w, 2) float32."""
        return np.asarray(cv2.remap(self.fine, fine_map, None, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE))

    def read_into(self, target: NDArray[np.uint8], fine_map: NDArray[np.float32]) -> None:
        """`read`, written straight into a patch of the same size."""
        drawn = cv2.remap(self.fine, fine_map, None, cv2.INTER_LINEAR, dst=target, borderMode=cv2.BORDER_REPLICATE)
        if drawn is not target and not np.shares_memory(drawn, target):
            np.copyto(target, drawn)

    def is_moved(self, fine_map: NDArray[np.float32], area: Rect, least_px: float = 0.01) -> NDArray[np.bool_]:
        """Which pixels of an area a map reads from elsewhere, (h, w) bool."""
        x = np.arange(area.x, area.right, dtype=np.float32) * np.float32(self.SCALE)
        y = np.arange(area.y, area.bottom, dtype=np.float32)[:, None] * np.float32(self.SCALE)
        least = np.float32(least_px * self.SCALE)
        return np.asarray((np.abs(fine_map[..., 0] - x) > least) | (np.abs(fine_map[..., 1] - y) > least))

    def map_of(self, field_px: NDArray[np.float32], stride_px: int, area: Rect) -> NDArray[np.float32]:
        """The map of places in half pixels of an area, from a backward field on the grid.

        Args:
            field_px: (gh, gw, 2) backward displacement, pixels.
            stride_px: Distance of its nodes.
            area: Part of the picture.

        Returns:
            (area.height, area.width, 2) float32.
        """
        rows, columns = field_px.shape[:2]
        # Two nodes more on each side, so that the cubic upsampling of a part equals that of the whole.
        top, left = max(0, area.y // stride_px - 3), max(0, area.x // stride_px - 3)
        bottom, right = min(rows, area.bottom // stride_px + 4), min(columns, area.right // stride_px + 4)
        part = field_px[top:bottom, left:right] * np.float32(self.SCALE)
        # Smooth to half the stride, straight from there: the kinks that remain are far below a pixel. The places
        # themselves are added on the half grid, where they cost a hundredth; a rim of one keeps the edges straight.
        half = cv2.resize(part, (2 * (right - left), 2 * (bottom - top)), interpolation=cv2.INTER_CUBIC)
        half = cv2.copyMakeBorder(half, 1, 1, 1, 1, cv2.BORDER_REPLICATE)
        step = 0.5 * stride_px
        first_x, first_y = left * stride_px - 0.5 * step - 0.5, top * stride_px - 0.5 * step - 0.5
        half[..., 0] += ((first_x + step * np.arange(half.shape[1])) * self.SCALE).astype(np.float32)
        half[..., 1] += ((first_y + step * np.arange(half.shape[0])) * self.SCALE).astype(np.float32)[:, None]
        factor = stride_px // 2
        size = (half.shape[1] * factor, half.shape[0] * factor)
        full = cv2.resize(half, size, interpolation=cv2.INTER_LINEAR)
        y, x = area.y - top * stride_px + factor, area.x - left * stride_px + factor
        return np.asarray(full[y : y + area.height, x : x + area.width])
