"""Turning a forward displacement field into a backward one, without folds."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

MIN_JACOBIAN = 0.12
"""Below this a patch of skin would be squeezed to a line; stronger poses are eased off until it holds."""


def jacobian_determinant(field_px: NDArray[np.float32], stride_px: float) -> NDArray[np.float32]:
    """Determinant of ``d(x + field) / dx`` at the nodes of a (gh, gw, 2) field; <= 0 is a fold."""
    along_y = cv2.Sobel(field_px, cv2.CV_32F, 0, 1, ksize=1, scale=0.5 / stride_px, borderType=cv2.BORDER_REPLICATE)
    along_x = cv2.Sobel(field_px, cv2.CV_32F, 1, 0, ksize=1, scale=0.5 / stride_px, borderType=cv2.BORDER_REPLICATE)
    determinant = (1.0 + along_x[..., 0]) * (1.0 + along_y[..., 1]) - along_y[..., 0] * along_x[..., 1]
    return np.asarray(determinant, np.float32)


def unfolded(field_px: NDArray[np.float32], stride_px: float) -> NDArray[np.float32]:
    """The field, eased off as a whole just enough that it folds nowhere."""
    if float(jacobian_determinant(field_px, stride_px).min()) >= MIN_JACOBIAN:
        return field_px
    low, high = 0.0, 1.0
    for _ in range(7):
        middle = 0.5 * (low + high)
        if float(jacobian_determinant(field_px * np.float32(middle), stride_px).min()) >= MIN_JACOBIAN:
            low = middle
        else:
            high = middle
    return field_px * np.float32(low)


def inverted(field_px: NDArray[np.float32], stride_px: float, iterations: int = 8) -> NDArray[np.float32]:
    """The backward field b with ``b(y) = -field(y + b(y))``, by damped fixed-point iteration on the grid.

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
    return backward


def upsampled(field_px: NDArray[np.float32], stride_px: int, width: int, height: int) -> NDArray[np.float32]:
    """The grid field at every pixel, (height, width, 2) float32."""
    rows, columns = field_px.shape[:2]
    full = cv2.resize(field_px, (columns * stride_px, rows * stride_px), interpolation=cv2.INTER_CUBIC)
    return np.ascontiguousarray(full[:height, :width])
