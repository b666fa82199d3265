"""From any of Pillow's pixel modes to 8-bit sRGB with straight alpha."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageCms

_SIXTEEN_TO_EIGHT = 257.0
"""65535 / 255."""


def to_rgba8(image: Image.Image, profile: Any | None, notes: list[str]) -> NDArray[np.uint8]:
    """Convert a loaded image.

    Args:
        image: Any mode.
        profile: Its ICC profile, or None for sRGB.
        notes: What was done is appended here, for people.

    Returns:
        (H, W, 4) uint8, sRGB, straight alpha, RGBA.
    """
    if image.mode == "F" or image.mode.startswith("I"):
        return _from_deep_gray(image, notes)
    if image.mode == "CMYK":
        notes.append("converted from CMYK" + ("" if profile is None else " by its colour profile"))
        return _opaque(_through(profile, image, notes) or image.convert("RGB"))
    if image.mode == "LAB":
        notes.append("converted from Lab")
        return _opaque(_through(ImageCms.createProfile("LAB"), image, notes) or image.convert("RGB"))
    return _from_common(image, profile, notes)


def _from_common(image: Image.Image, profile: Any | None, notes: list[str]) -> NDArray[np.uint8]:
    """Grey, grey with alpha, palette, bits, RGB, RGBA, YCbCr, HSV."""
    words = {"1": "1-bit", "L": "grey", "LA": "grey", "La": "grey", "P": "a palette", "PA": "a palette"}
    if image.mode in words:
        notes.append(f"converted from {words[image.mode]}")
    if profile is not None and image.mode in ("L", "LA") and _space(profile) == "GRAY":
        alpha = image.getchannel("A") if image.mode == "LA" else None
        colour = _through(profile, image.getchannel(0), notes)
        if colour is not None:
            return _with_alpha(colour, alpha)
    straight = image.convert("RGBA") if image.mode != "La" else image.convert("LA").convert("RGBA")
    if profile is None or _space(profile) != "RGB":
        return np.array(straight, np.uint8)
    colour = _through(profile, straight.convert("RGB"), notes)
    return np.array(straight, np.uint8) if colour is None else _with_alpha(colour, straight.getchannel("A"))


def _space(profile: Any) -> str:
    return str(profile.profile.xcolor_space).strip().upper()


def _through(profile: Any | None, image: Image.Image, notes: list[str]) -> Image.Image | None:
    """The image in sRGB by a colour profile; None if the profile does not fit."""
    if profile is None:
        return None
    try:
        result = ImageCms.profileToProfile(
            image, profile, ImageCms.createProfile("sRGB"), ImageCms.Intent.RELATIVE_COLORIMETRIC, "RGB",
            flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
        )  # fmt: skip
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        notes.append("colour profile does not fit the picture and was ignored")
        return None
    notes.append("converted to sRGB by its colour profile")
    return result


def _opaque(colour: Image.Image) -> NDArray[np.uint8]:
    return _with_alpha(colour, None)


def _with_alpha(colour: Image.Image, alpha: Image.Image | None) -> NDArray[np.uint8]:
    pixels = np.full((colour.height, colour.width, 4), 255, np.uint8)
    pixels[..., :3] = np.asarray(colour.convert("RGB"))
    if alpha is not None:
        pixels[..., 3] = np.asarray(alpha)
    return pixels


def _from_deep_gray(image: Image.Image, notes: list[str]) -> NDArray[np.uint8]:
    """16-bit, 32-bit and float grey; Pillow's own conversion would clip it."""
    values = np.nan_to_num(np.asarray(image).astype(np.float64), nan=0.0, posinf=0.0, neginf=0.0)
    is_sixteen = image.mode.startswith("I;16")
    notes.append("converted from 16-bit grey" if is_sixteen else f"converted from mode {image.mode} grey")
    grey = np.rint(np.clip(values / (_SIXTEEN_TO_EIGHT if is_sixteen else _unit(values)), 0, 255)).astype(np.uint8)
    pixels = np.dstack([grey, grey, grey, np.full_like(grey, 255)])
    transparent = image.info.get("transparency")
    if isinstance(transparent, int):
        pixels[..., 3] = np.where(values == transparent, 0, 255)
    return pixels


def _unit(values: NDArray[np.float64]) -> float:
    """What one step of 8 bits is worth when the file does not say: 0…1, 0…255, 0…65535 or up to the maximum."""
    highest = float(values.max(initial=0.0))
    for ceiling in (1.0, 255.0, 65535.0):
        if highest <= ceiling * 1.001:
            return ceiling / 255.0
    return highest / 255.0
