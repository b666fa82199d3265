"""Where two pictures differ, as a picture."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, qRgb

AMPLIFIED = 4
"""A difference of 255 / AMPLIFIED levels is shown as the brightest colour."""
LARGEST_PX = 1024
"""Long side; more is not seen and would be slow."""
RAMP = (
    (0.0, (18, 19, 23)),
    (0.25, (44, 62, 120)),
    (0.5, (178, 60, 110)),
    (0.75, (245, 140, 60)),
    (1.0, (255, 250, 210)),
)
"""Share of the way to the brightest -> (red, green, blue); lightness grows all along it."""


def ramp_color(share: float) -> tuple[int, int, int]:
    """The colour for a difference, 0…1."""
    places = [place for place, _ in RAMP]
    red, green, blue = (int(np.interp(share, places, [color[c] for _, color in RAMP])) for c in range(3))
    return red, green, blue


def _table() -> list[int]:
    return [qRgb(*ramp_color(min(1.0, level * AMPLIFIED / 255))) for level in range(256)]


_TABLE = _table()


def _words(image: QImage) -> NDArray[np.uint8]:
    return np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())


def difference(reference: QImage, result: QImage) -> QImage:
    """The largest difference of the four channels of each pixel, premultiplied, in colours of the ramp.

    The picture has the size of the smaller one, at most `LARGEST_PX` on its long side.
    """
    size = _common_size(reference, result)
    one, other = (_fitted(image, size) for image in (reference, result))
    a, b = _words(one), _words(other)
    apart = np.maximum(a, b) - np.minimum(a, b)
    pairs = apart.view(np.uint16)
    pairs = np.maximum(pairs & 0xFF, pairs >> 8)
    words = np.ascontiguousarray(pairs).view(np.uint32)
    largest = np.maximum(words & 0xFF, words >> 16).astype(np.uint8)
    shown = QImage(largest.data, size.width(), size.height(), size.width(), QImage.Format.Format_Indexed8)
    shown.setColorTable(_TABLE)
    return shown.convertToFormat(QImage.Format.Format_RGB32)  # copies


def _common_size(one: QImage, other: QImage) -> QSize:
    size = min(one.size(), other.size(), key=lambda size: size.width() * size.height())
    if max(size.width(), size.height()) > LARGEST_PX:
        size = size.scaled(LARGEST_PX, LARGEST_PX, Qt.AspectRatioMode.KeepAspectRatio)
    return size


def _fitted(image: QImage, size: QSize) -> QImage:
    if image.size() != size:
        image = image.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation)
    return image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)
