"""Pictures between engines and the window."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QByteArray
from PySide6.QtGui import QImage


def to_qimage(pixels: NDArray[np.uint8]) -> QImage:
    """A picture of its own for the window; safe to make in any thread.

    Args:
        pixels: (H, W, 4) uint8, sRGB, straight alpha, RGBA.

    Returns:
        Premultiplied, which is what the window paints fastest.
    """
    height, width = pixels.shape[:2]
    data = np.ascontiguousarray(pixels)
    view = QImage(data.data, width, height, width * 4, QImage.Format.Format_RGBA8888)
    return view.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)  # copies


def from_qimage(image: QImage) -> NDArray[np.uint8]:
    """(H, W, 4) uint8, sRGB, straight alpha, RGBA."""
    plain = image.convertToFormat(QImage.Format.Format_RGBA8888)
    flat = np.frombuffer(plain.constBits(), np.uint8).reshape(plain.height(), plain.bytesPerLine())
    return flat[:, : plain.width() * 4].reshape(plain.height(), plain.width(), 4).copy()


def image_of(data: bytes) -> QImage:
    """A PNG or JPEG blob as a picture; a null image if it cannot be read."""
    return QImage.fromData(QByteArray(data))
