"""From the picture's own size to the frame of a sheet: crop, resize, pivot."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from studio.core.errors import InputError
from studio.core.geometry import Rect
from studio.models.face import FaceReference
from studio.models.picture import Picture
from studio.models.project import Crop, FrameOptions

DEFAULT_SIZE_PX = 512
MIN_SIZE_PX, MAX_SIZE_PX = 16, 8192
OVERSAMPLING = 2.0
"""Large pictures are drawn at most this much larger than the frame, then made smaller: fine lids at little cost."""
DRAWN_FACE_PX = 200
"""Width of the face that is enough to draw well, whatever the frame's size."""

FOCUS_FACTOR, FOCUS_RAISE = 1.9, 0.14
"""Window of a contact sheet: times the face's longer side; how far it sits above the face's middle, for the hair."""

_MARGINS = {Crop.FACE: (0.35, 0.55, 0.35, 0.25), Crop.BUST: (0.95, 0.85, 0.95, 1.15)}
"""Crop -> what is added left, above, right and below the face's box, in face heights."""


@dataclass(frozen=True, slots=True)
class Framing:
    """How one character's frames are cut; equal for all of them, so that nothing jumps.

    Attributes:
        crop: Part of the reference that is shown, pixels of the reference.
        drawn_size: (width, height) that the engine draws at.
        frame_size: (width, height) of a frame.
        pivot_px: (x, y) in the frame.
        is_pixel_art: Nearest pixel instead of smoothing.
    """

    crop: Rect
    drawn_size: tuple[int, int]
    frame_size: tuple[int, int]
    pivot_px: tuple[float, float]
    is_pixel_art: bool = False


def plan_framing(reference: FaceReference, options: FrameOptions, largest_px: int = DEFAULT_SIZE_PX) -> Framing:
    """Decide crop and sizes.

    Args:
        reference: The character.
        options: What the user wants.
        largest_px: Limit for frames whose size the user left open; 0 for none.

    Raises:
        InputError: If the size is not possible.
    """
    crop = _crop_rect(reference, options.crop)
    own = max(crop.width, crop.height)
    size = options.size_px or min(own, largest_px or MAX_SIZE_PX)
    if not MIN_SIZE_PX <= size <= MAX_SIZE_PX:
        hint = f"Choose a size from {MIN_SIZE_PX} to {MAX_SIZE_PX} pixels."
        raise InputError(f"Frames of {size} pixels cannot be made.", hint, "usage.size")
    frame = _scaled(crop, size / own)
    drawn_long_side = own if options.is_pixel_art else _drawn_long_side(reference, own, size)
    drawn = _scaled(crop, drawn_long_side / own)
    pivot = (options.pivot[0] * frame[0], options.pivot[1] * frame[1])
    return Framing(crop, drawn, frame, pivot, options.is_pixel_art)


def _drawn_long_side(reference: FaceReference, own: int, size: int) -> int:
    """Small pictures are enlarged first, so that new lids and teeth are drawn at the frame's full sharpness.

    Large ones are made smaller first, but never so far that a face in tiny frames has no lids to move.
    """
    face_width = float(np.ptp(reference.mesh.points[:, 0]))
    enough = max(size * OVERSAMPLING, own * DRAWN_FACE_PX / max(face_width, 1.0))
    return min(max(own, size), math.ceil(enough))


def framed_reference(reference: FaceReference, framing: Framing) -> FaceReference:
    """The reference cropped and brought to the size that the engine draws at; untouched if that is its own."""
    crop, picture = framing.crop, reference.picture
    if (crop.width, crop.height) == (picture.width, picture.height) == framing.drawn_size:
        return reference
    part = picture.pixels[crop.y : crop.bottom, crop.x : crop.right]
    pixels = resized(part, framing.drawn_size, framing.is_pixel_art)
    factor_x, factor_y = framing.drawn_size[0] / crop.width, framing.drawn_size[1] / crop.height
    offset = np.array([crop.x, crop.y, 0], np.float32)
    factors = np.array([factor_x, factor_y, (factor_x + factor_y) / 2], np.float32)
    points = (reference.mesh.points - offset) * factors
    has_alpha = bool((pixels[..., 3] < 255).any())
    new_picture = Picture(pixels, has_alpha, picture.source_name, picture.source_format, picture.notes)
    portrait = reference.portrait.placed(crop.x, crop.y, float(factors[2])) if reference.portrait else None
    mesh = replace(reference.mesh, points=points.astype(np.float32))
    return replace(reference, picture=new_picture, mesh=mesh, portrait=portrait)


def framed_pixels(pixels: NDArray[np.uint8], framing: Framing) -> NDArray[np.uint8]:
    """A drawn picture at the frame's size."""
    return resized(pixels, framing.frame_size, framing.is_pixel_art)


def focus_window(reference: FaceReference, framing: Framing) -> Rect:
    """The part of every frame that shows the head: square where the frame allows it, never outside the frame.

    Args:
        reference: The character.
        framing: Of its frames.

    Returns:
        Pixels of the frame; the same for all frames of a character, so that nothing jumps from one to the next.
    """
    crop, (width, height) = framing.crop, framing.frame_size
    scale = np.array([width / crop.width, height / crop.height])
    return head_window((reference.mesh.points[:, :2] - (crop.x, crop.y)) * scale, (width, height))


def head_window(points: NDArray[np.floating[Any]], size: tuple[int, int]) -> Rect:
    """The part of a picture that shows the head: square where the picture allows it, never outside of it.

    Args:
        points: (N, 2) or (N, 3), landmarks in pixels of the picture.
        size: Its width and height.
    """
    (left, top), (right, bottom) = points[:, :2].min(0), points[:, :2].max(0)
    width, height = size
    longer = max(float(right - left), float(bottom - top))
    side = max(1, round(longer * FOCUS_FACTOR))
    across, down = min(side, width), min(side, height)
    x = round(float(left + right) / 2 - across / 2)
    y = round(float(top + bottom) / 2 - FOCUS_RAISE * longer - down / 2)
    return Rect(min(max(x, 0), width - across), min(max(y, 0), height - down), across, down)


def resized(pixels: NDArray[np.uint8], size: tuple[int, int], is_pixel_art: bool = False) -> NDArray[np.uint8]:
    """Resize without dark or coloured fringes.

    Args:
        pixels: (H, W, 4) uint8, sRGB, straight alpha, RGBA.
        size: (width, height).
        is_pixel_art: Nearest pixel instead of Lanczos.

    Returns:
        (height, width, 4) uint8, C-contiguous; equal bytes where the size stays.
    """
    from PIL import Image

    if (pixels.shape[1], pixels.shape[0]) == size:
        return np.ascontiguousarray(pixels)
    image = Image.fromarray(np.ascontiguousarray(pixels))
    if is_pixel_art:
        return np.array(image.resize(size, Image.Resampling.NEAREST))
    if (pixels[..., 3] == 255).all():
        return np.array(image.convert("RGB").resize(size, Image.Resampling.LANCZOS).convert("RGBA"))
    # Colours under transparency must not bleed in: Pillow's "RGBa" is premultiplied.
    return np.array(image.convert("RGBa").resize(size, Image.Resampling.LANCZOS).convert("RGBA"))


def _scaled(crop: Rect, factor: float) -> tuple[int, int]:
    return max(1, round(crop.width * factor)), max(1, round(crop.height * factor))


def _crop_rect(reference: FaceReference, crop: Crop) -> Rect:
    picture, points = reference.picture, reference.mesh.points
    whole = Rect(0, 0, picture.width, picture.height)
    if crop is Crop.NONE:
        return whole
    (left, top), (right, bottom) = points[:, :2].min(0), points[:, :2].max(0)
    height = float(bottom - top)
    add_left, add_top, add_right, add_bottom = (share * height for share in _MARGINS[crop])
    x, y = math.floor(left - add_left), math.floor(top - add_top)
    wanted = Rect(x, y, math.ceil(right + add_right) - x, math.ceil(bottom + add_bottom) - y)
    shown = wanted.intersection(whole)
    return shown if shown.area else whole
