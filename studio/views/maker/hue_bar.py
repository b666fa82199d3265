"""The colours that a hue slider runs through."""

from __future__ import annotations

import math

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from studio.views.kit import theme

_STOPS = 24
_LIGHTNESS, _CHROMA = 0.72, 0.13


def hue_colour(hue: float) -> QColor:
    """The colour of a hue, 0…1 round the perceptual colour wheel."""
    a, b = _CHROMA * math.cos(2 * math.pi * hue), _CHROMA * math.sin(2 * math.pi * hue)
    roots = (
        _LIGHTNESS + 0.3963377774 * a + 0.2158037573 * b,
        _LIGHTNESS - 0.1055613458 * a - 0.0638541728 * b,
        _LIGHTNESS - 0.0894841775 * a - 1.2914855480 * b,
    )
    long, middle, short = (root**3 for root in roots)
    linear = (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )
    red, green, blue = (_encoded(min(max(value, 0.0), 1.0)) for value in linear)
    return QColor.fromRgbF(red, green, blue)


def _encoded(value: float) -> float:
    return 12.92 * value if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055


class HueBar(QWidget):
    """A thin line of colours under a slider."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def sizeHint(self) -> QSize:  # noqa: N802
        """The size it wants."""
        return QSize(theme.px(120), theme.px(5))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Draw it; the slider's handle stops half its width before the ends."""
        margin = theme.px(7)
        line = QRectF(margin, 0, self.width() - 2 * margin, theme.px(3))
        gradient = QLinearGradient(line.topLeft(), line.topRight())
        for stop in range(_STOPS + 1):
            gradient.setColorAt(stop / _STOPS, hue_colour(stop / _STOPS))
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(gradient)
        painter.drawRoundedRect(line, line.height() / 2, line.height() / 2)
