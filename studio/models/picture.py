"""A decoded picture."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """A picture, upright and in sRGB.

    Attributes:
        pixels: (H, W, 4) uint8, sRGB, straight alpha, RGBA, C-contiguous; treated as read-only.
        has_alpha: Whether any pixel of the source is transparent; otherwise alpha is 255 everywhere.
        source_name: File name it came from, without folders; may be empty.
        source_format: "PNG", "JPEG", …
        notes: What was done on the way in, for people ("converted from CMYK", "turned by EXIF").
    """

    pixels: NDArray[np.uint8]
    has_alpha: bool
    source_name: str = ""
    source_format: str = ""
    notes: tuple[str, ...] = ()

    @property
    def width(self) -> int:
        """Columns."""
        return int(self.pixels.shape[1])

    @property
    def height(self) -> int:
        """Rows."""
        return int(self.pixels.shape[0])

    @property
    def rgb(self) -> NDArray[np.uint8]:
        """(H, W, 3) uint8 as seen on white, so that hidden colours under alpha 0 never show."""
        if not self.has_alpha:
            return np.ascontiguousarray(self.pixels[..., :3])
        alpha = self.pixels[..., 3:].astype(np.uint16)
        colour = self.pixels[..., :3].astype(np.uint16)
        return ((colour * alpha + 255 * (255 - alpha) + 127) // 255).astype(np.uint8)

    def rgb_in(self, rows: slice, columns: slice) -> NDArray[np.uint8]:
        """`rgb` of a part; of a large picture the whole costs much."""
        return replace(self, pixels=self.pixels[rows, columns]).rgb
