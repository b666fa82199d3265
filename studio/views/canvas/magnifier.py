"""A round loupe beside the pointer, for placing a point exactly."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from studio.views.canvas.view import PictureView
from studio.views.kit import theme
from studio.views.kit.checker import paint_checker

DIAMETER_PX = 132
ENLARGED = 4.0
"""Against what the canvas shows."""
AWAY_PX = 28
"""Distance from the pointer."""


class Magnifier(QWidget):
    """Shows what lies at a point of the picture, four times as large; takes no part in pointing."""

    def __init__(self, view: PictureView) -> None:
        super().__init__(view.viewport())
        self._view = view
        self._position = QPointF()
        self.setFixedSize(DIAMETER_PX, DIAMETER_PX)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def show_at(self, position: QPointF) -> None:
        """Enlarge what lies at a point, in pixels of the picture."""
        self._position = position
        at = self._view.to_screen(position)
        room = self._view.viewport().rect()
        x, y = at.x() + AWAY_PX, at.y() - AWAY_PX - DIAMETER_PX
        if x + DIAMETER_PX > room.width():
            x = at.x() - AWAY_PX - DIAMETER_PX
        if y < 0:
            y = at.y() + AWAY_PX
        self.move(round(x), round(y))
        self.show()
        self.raise_()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        """Ground, picture with its overlays, crosshair, rim."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        disc = QRectF(self.rect()).adjusted(2, 2, -2, -2)
        path = QPainterPath()
        path.addEllipse(disc)
        painter.save()
        painter.setClipPath(path)
        paint_checker(painter, QRectF(self.rect()))
        side = DIAMETER_PX / (self._view.scale_px * ENLARGED)
        source = QRectF(self._position.x() - side / 2, self._position.y() - side / 2, side, side)
        self._view.scene().render(painter, QRectF(self.rect()), source)
        painter.restore()
        middle = QRectF(self.rect()).center()
        for color, width in ((QColor(0, 0, 0, 150), 3.0), (QColor("#ffffff"), 1.0)):
            painter.setPen(QPen(color, width))
            for x, y in ((1, 0), (-1, 0), (0, 1), (0, -1)):
                painter.drawLine(middle + QPointF(6 * x, 6 * y), middle + QPointF(14 * x, 14 * y))
        painter.setPen(QPen(QColor(0, 0, 0, 120), 4))
        painter.drawEllipse(disc)
        painter.setPen(QPen(QColor(theme.current().line_strong), 1.5))
        painter.drawEllipse(disc)
