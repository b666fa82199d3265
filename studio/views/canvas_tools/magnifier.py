"""A lens that shows what the pointer covers."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from studio.views.canvas.overlay import HALO
from studio.views.kit import theme
from studio.views.kit.checker import paint_checker

LENS_PX = 152
LEAST_FACTOR, FACTOR = 4.0, 3.0
"""The lens shows at least so many window pixels for one of the picture, and so many times what the canvas shows."""


class Magnifier(QWidget):
    """A round lens over the canvas, away from the pointer."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setAccessibleName(self.tr("Magnifier"))
        self.resize(LENS_PX, LENS_PX)
        self._image = QImage()
        self._at = QPointF()
        self._factor = LEAST_FACTOR
        self._outlines: list[QPolygonF] = []
        self.hide()

    def show_at(self, image: QImage, at: QPointF, screen: QPointF, scale: float, outlines: list[QPolygonF]) -> None:
        """Show the place `at` of `image`.

        Args:
            image: The picture.
            at: Pixels of the picture.
            screen: Where that is, in pixels of the parent; the lens keeps away from it.
            scale: Parent pixels for one of the picture.
            outlines: Lines over the picture, in its pixels.
        """
        self._image, self._at, self._outlines = image, at, outlines
        self._factor = max(LEAST_FACTOR, FACTOR * scale)
        parent = self.parentWidget()
        room = parent.rect() if parent is not None else self.rect()
        is_left = screen.x() > room.center().x()
        x = 16 if is_left else room.width() - LENS_PX - 16
        self.move(x, max(0, room.height() - LENS_PX - 16))
        self.show()
        self.raise_()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        """The enlarged picture, its outlines and a cross-hair."""
        colors = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ring = QRectF(self.rect()).adjusted(2, 2, -2, -2)
        lens = QPainterPath()
        lens.addEllipse(ring)
        painter.save()
        painter.setClipPath(lens)
        paint_checker(painter, QRectF(self.rect()))
        centre = QPointF(self.width() / 2, self.height() / 2)
        painter.translate(centre)
        painter.scale(self._factor, self._factor)
        painter.translate(-self._at)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
        half = self.width() / 2 / self._factor + 1
        area = QRectF(self._at.x() - half, self._at.y() - half, 2 * half, 2 * half)
        area = area.intersected(QRectF(self._image.rect()))
        painter.drawImage(area, self._image, area)
        for color, width in ((HALO, 3.0), (QColor(colors.accent), 1.5)):
            pen = QPen(color, width)
            pen.setCosmetic(True)
            painter.setPen(pen)
            for outline in self._outlines:
                painter.drawPolyline(outline)
        painter.restore()
        for color, width in ((HALO, 3.0), (QColor("white"), 1.25)):
            painter.setPen(QPen(color, width))
            for step_x, step_y in ((1, 0), (-1, 0), (0, 1), (0, -1)):
                step = QPointF(step_x, step_y)
                painter.drawLine(centre + step * 5, centre + step * 18)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(HALO, 4))
        painter.drawEllipse(ring)
        painter.setPen(QPen(QColor(colors.surface2), 2))
        painter.drawEllipse(ring)
