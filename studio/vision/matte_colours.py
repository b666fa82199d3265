"""The foreground's own colour at soft edges, so that no halo of the old background shows."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

COARSE_RADIUS_RATIO, FINE_RADIUS_PX = 0.06, 5
"""Neighbourhoods of the two passes: share of the long side, then pixels."""
LARGEST_LONG_SIDE_PX = 1600
"""Largest size at which colours are worked out."""
STRIP_ROWS = 768
"""Rows worked on at a time."""


def clean_foreground(
    rgb: NDArray[np.uint8], alpha: NDArray[np.float32], background: NDArray[np.float32] | None = None
) -> NDArray[np.uint8]:
    """Take the background's colour out of half-transparent pixels.

    Args:
        rgb: (H, W, 3) uint8 sRGB, on its background.
        alpha: (H, W) float32 0…1.
        background: (3,) its one colour 0…1, where it is flat and known.

    Returns:
        (H, W, 3) uint8; unchanged where alpha is 1, extended outward where it is 0.

    Source: M. Forte, "Approximate Fast Foreground Colour Estimation", ICIP 2021 (two blurred passes).
    """
    factor = LARGEST_LONG_SIDE_PX / max(alpha.shape)
    if factor >= 1.0:
        return _clean(rgb, alpha, background)
    import cv2

    # Foreground colours are smooth: on a large picture they are found small, and used in the soft pixels only.
    size = (round(alpha.shape[1] * factor), round(alpha.shape[0] * factor))
    small = _clean(
        cv2.resize(rgb, size, interpolation=cv2.INTER_AREA), cv2.resize(alpha, size, interpolation=cv2.INTER_AREA), None
    )
    result: NDArray[np.uint8] = cv2.resize(small, alpha.shape[::-1], interpolation=cv2.INTER_LINEAR)
    np.copyto(result, rgb, where=(alpha >= 1.0)[..., None])
    return result


def strips(height: int, margin: int) -> Iterator[tuple[slice, slice, slice]]:
    """Cut rows into strips, so that large pictures need little memory.

    Yields:
        The strip's rows, the same with `margin` rows more on both sides, and the strip inside that.
    """
    for top in range(0, height, STRIP_ROWS):
        bottom = min(height, top + STRIP_ROWS)
        start, end = max(0, top - margin), min(height, bottom + margin)
        yield slice(top, bottom), slice(start, end), slice(top - start, bottom - start)


def _clean(
    rgb: NDArray[np.uint8], alpha: NDArray[np.float32], background: NDArray[np.float32] | None
) -> NDArray[np.uint8]:
    image = rgb.astype(np.float32) / 255
    soft = alpha[..., None]
    coarse = int(max(8, COARSE_RADIUS_RATIO * max(alpha.shape)))
    foreground, behind = _pass(image, image, image, soft, coarse)
    foreground, behind = _pass(image, foreground, behind, soft, FINE_RADIUS_PX)
    if background is not None:
        known = (image - (1 - soft) * background) / np.maximum(soft, 0.02)
        share = np.clip((soft - 0.15) / 0.35, 0, 1)  # dividing by a small alpha only amplifies noise
        foreground = np.clip(known, 0, 1) * share + foreground * (1 - share)
    result: NDArray[np.uint8] = np.rint(np.clip(foreground, 0, 1) * 255).astype(np.uint8)
    result[alpha >= 1.0] = rgb[alpha >= 1.0]
    return result


def _pass(
    image: NDArray[np.float32],
    foreground: NDArray[np.float32],
    behind: NDArray[np.float32],
    alpha: NDArray[np.float32],
    radius: int,
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """One blur-and-correct pass: colours of the solid neighbourhood, then what the picture itself says."""
    near = _weighted_mean(foreground, alpha, radius)
    far = _weighted_mean(behind, 1 - alpha, radius)
    corrected = near + alpha * (image - alpha * near - (1 - alpha) * far)
    return np.clip(corrected, 0, 1), far


def _weighted_mean(colours: NDArray[np.float32], weight: NDArray[np.float32], radius: int) -> NDArray[np.float32]:
    import cv2

    size = (2 * radius + 1, 2 * radius + 1)
    total = cv2.blur(colours * weight, size)
    share = cv2.blur(weight, size)[..., None]
    result: NDArray[np.float32] = total / (share + 1e-5)
    return result
