"""The chequered ground that stands for transparency."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QBrush, QColor, QPainter, QPixmap

from studio.views.kit import theme

SQUARE_PX = 8


def checker_brush(square_px: int = SQUARE_PX) -> QBrush:
    """A brush of two calm tones of the theme, in squares of that many pixels."""
    tones = theme.current()
    tile = QPixmap(2 * square_px, 2 * square_px)
    tile.fill(QColor(tones.checker_light))
    painter = QPainter(tile)
    for x, y in ((0, 0), (square_px, square_px)):
        painter.fillRect(x, y, square_px, square_px, QColor(tones.checker_dark))
    painter.end()
    return QBrush(tile)


def paint_checker(painter: QPainter, area: QRectF, square_px: int = SQUARE_PX) -> None:
    """Fill an area with squares that start at its own corner."""
    painter.save()
    painter.setBrushOrigin(area.topLeft())
    painter.fillRect(area, checker_brush(square_px))
    painter.restore()
