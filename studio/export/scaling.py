"""Scale variants of one layout: exact factors, and resampling that keeps colours clean at soft edges."""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from studio.core.errors import ExportError
from studio.models.sheet import ExportSet, Sprite

_LARGEST_DENOMINATOR = 64


def exact_scale(scale: float) -> Fraction:
    """The scale as a fraction of small whole numbers.

    Raises:
        ExportError: If it is not positive, or no fraction with a denominator up to 64 is equal to it.
    """
    if not math.isfinite(scale) or scale <= 0:
        raise ExportError(f"{scale} is no scale.", "Give a positive number such as 0.5 or 2.", "export.scale")
    exact = Fraction(scale).limit_denominator(_LARGEST_DENOMINATOR)
    if abs(float(exact) - scale) > 1e-6 * scale:
        hint = f"The nearest scale that can be exact is {exact} = {float(exact):g}."
        raise ExportError(f"The scale {scale:g} cannot give whole pixels.", hint, "export.scale")
    return exact


def layout_grid(scales: Sequence[float]) -> int:
    """The step, in drawn pixels, at which every scale lands on whole pixels.

    Scales 1 and 0.5 need even coordinates, 1 and 0.75 multiples of 4.
    """
    return math.lcm(*(exact_scale(scale).denominator for scale in scales))


def padded_for_scales(scene: ExportSet, scales: Sequence[float]) -> ExportSet:
    """The same set with its canvas grown to the right and downwards until every scale is exact.

    The pivot stays where it is. A set that needs nothing is returned as it is.
    """
    grid = layout_grid(scales)
    width, height = scene.canvas_size
    right, below = -width % grid, -height % grid
    if not right and not below:
        return scene
    sprites = tuple(
        Sprite(sprite.id, sprite.name, np.pad(sprite.pixels, ((0, below), (0, right), (0, 0))))
        for sprite in scene.sprites
    )
    return ExportSet(
        scene.project_id, scene.name, sprites, scene.animations, scene.pivot_px, scene.is_pixel_art,
        scene.default_animation,
    )  # fmt: skip


def resampled(pixels: NDArray[np.uint8], scale: Fraction, is_pixel_art: bool) -> NDArray[np.uint8]:
    """The picture at another size.

    Smooth scaling works on colour times alpha, so that hidden colour never tints an edge: areas are averaged on
    the way down, Lanczos is used on the way up.

    Args:
        pixels: (H, W, 4) uint8, straight alpha; both sides times `scale` are whole numbers.
        scale: Factor.
        is_pixel_art: Take the nearest pixel instead.

    Returns:
        (H * scale, W * scale, 4) uint8, straight alpha.
    """
    if scale == 1:
        return pixels
    import cv2

    height, width = pixels.shape[:2]
    size = (int(width * scale), int(height * scale))
    if is_pixel_art:
        return cv2.resize(pixels, size, interpolation=cv2.INTER_NEAREST_EXACT)  # type: ignore[no-any-return]
    straight = pixels.astype(np.float32)
    straight[..., :3] *= straight[..., 3:] / 255.0
    method = cv2.INTER_AREA if scale < 1 else cv2.INTER_LANCZOS4
    result = cv2.resize(straight, size, interpolation=method)
    alpha = np.clip(result[..., 3:], 0.0, 255.0)
    result[..., :3] *= 255.0 / np.maximum(alpha, 1e-3)
    result[..., 3:] = alpha
    return np.clip(np.rint(result), 0, 255).astype(np.uint8)  # type: ignore[no-any-return]
