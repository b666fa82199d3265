"""A decoded picture."""

from __future__ import annotations

import weakref
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
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
        """(H, W, 3) uint8 as seen on white, so that hidden colours under alpha 0 never show; not to be written to.

        Made once for the large picture that was asked last, because it costs much, in time and in memory.
        """
        kept = _kept.get(self)
        if kept is None:
            kept = _on_white(self)
            kept.setflags(write=False)
            if kept.size >= _LARGE:
                _kept.clear()
                _kept[self] = kept
        return kept

    def rgb_in(self, rows: slice, columns: slice) -> NDArray[np.uint8]:
        """`rgb` of a part; of a large picture the whole costs much."""
        return _on_white(replace(self, pixels=self.pixels[rows, columns]))

    def rgb_where(self, region: NDArray[np.bool_]) -> NDArray[np.uint8]:
        """`rgb` of the pixels of a region, as a picture of one line."""
        return _on_white(replace(self, pixels=self.pixels[region][None]))


_kept: weakref.WeakKeyDictionary[Picture, NDArray[np.uint8]] = weakref.WeakKeyDictionary()
"""`Picture.rgb` of one picture, as long as that lives."""
_LARGE = 3_000_000
"""From as many values on it is kept."""
_ROWS_AT_ONCE = 256


def _on_white(picture: Picture) -> NDArray[np.uint8]:
    if not picture.has_alpha:
        return np.array(picture.pixels[..., :3], order="C")
    made = np.empty((picture.height, picture.width, 3), np.uint8)
    for top in range(0, picture.height, _ROWS_AT_ONCE):
        rows = picture.pixels[top : top + _ROWS_AT_ONCE]
        alpha = rows[..., 3:].astype(np.uint16)
        colour = rows[..., :3].astype(np.uint16)
        made[top : top + _ROWS_AT_ONCE] = (colour * alpha + 255 * (255 - alpha) + 127) // 255
    return made
