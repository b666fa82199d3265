"""Which part of a picture becomes a frame, and how large."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Crop(StrEnum):
    """Which part of the picture becomes the frame."""

    NONE = "none"
    BUST = "bust"
    FACE = "face"


@dataclass(frozen=True, slots=True)
class FrameOptions:
    """How large a frame is and where it stands.

    Attributes:
        size_px: Long side of a frame; 0 takes the picture's own up to 512.
        crop: Which part of the picture is shown.
        pivot: (x, y) as fractions of the frame from its top-left; the point that stays put in the engine.
        is_pixel_art: No smoothing when sizes change, here and in the engine.
    """

    size_px: int = 0
    crop: Crop = Crop.NONE
    pivot: tuple[float, float] = (0.5, 1.0)
    is_pixel_art: bool = False
