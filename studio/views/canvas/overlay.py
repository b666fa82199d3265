"""What lies over the picture: layers in picture coordinates, and items whose strokes and dots keep their size."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF
from PySide6.QtWidgets import QGraphicsItem, QGraphicsPathItem, QStyleOptionGraphicsItem, QWidget

HALO = QColor(0, 0, 0, 150)
"""Drawn under bright strokes so that they are seen on every picture."""


class OverlayLayer(QGraphicsItem):
    """Holds items; their positions are pixels of the picture."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemHasNoContents)

    def add(self, item: QGraphicsItem) -> None:
        """Put an item on the layer; the layer owns it."""
        item.setParentItem(self)

    def remove(self, item: QGraphicsItem) -> None:
        """Take an item off."""
        if item.scene() is not None:
            item.scene().removeItem(item)  # and from its parent
        else:
            item.setParentItem(None)  # type: ignore[arg-type]

    def clear(self) -> None:
        """Take all items off."""
        for item in self.childItems():
            self.remove(item)

    def set_shown(self, is_shown: bool) -> None:
        """Show or hide the whole layer."""
        self.setVisible(is_shown)

    def boundingRect(self) -> QRectF:  # noqa: N802 (Qt's name)
        """It draws nothing itself."""
        return QRectF()

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """It draws nothing itself."""


class DotItem(QGraphicsItem):
    """A dot of constant size on screen."""

    def __init__(self, position: QPointF, color: QColor, radius_px: float = 3.0, is_hollow: bool = False) -> None:
        super().__init__()
        self._color, self._radius, self._is_hollow = color, radius_px, is_hollow
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemIgnoresTransformations)
        self.setPos(position)

    def set_look(self, color: QColor, radius_px: float, is_hollow: bool = False) -> None:
        """Change how it looks."""
        if (color, radius_px, is_hollow) != (self._color, self._radius, self._is_hollow):
            self.prepareGeometryChange()
            self._color, self._radius, self._is_hollow = color, radius_px, is_hollow
            self.update()

    def boundingRect(self) -> QRectF:  # noqa: N802 (Qt's name)
        """Pixels of the screen around the position."""
        reach = self._radius + 2.5
        return QRectF(-reach, -reach, 2 * reach, 2 * reach)

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """A disc, or a ring, with a dark rim."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(HALO, 3.0 if self._is_hollow else 1.5))
        if self._is_hollow:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(QPointF(), self._radius, self._radius)
            painter.setPen(QPen(self._color, 1.5))
        else:
            painter.setBrush(QBrush(self._color))
        painter.drawEllipse(QPointF(), self._radius, self._radius)


class StrokeItem(QGraphicsPathItem):
    """Lines through points of the picture; the stroke keeps its width on screen."""

    def __init__(
        self, points: Sequence[QPointF], color: QColor, width_px: float = 1.5, is_closed: bool = False
    ) -> None:
        super().__init__()
        pen = QPen(color, width_px)
        pen.setCosmetic(True)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        self.setPen(pen)
        self.set_points(points, is_closed)

    def set_points(self, points: Sequence[QPointF], is_closed: bool = False) -> None:
        """Move it."""
        path = QPainterPath()
        path.addPolygon(QPolygonF(list(points)))
        if is_closed:
            path.closeSubpath()
        self.setPath(path)

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """The stroke over a wider dark one."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(self.brush())
        halo = QPen(self.pen())
        halo.setColor(HALO)
        halo.setWidthF(self.pen().widthF() + 1.5)
        painter.setPen(halo)
        painter.drawPath(self.path())
        painter.setPen(self.pen())
        painter.drawPath(self.path())


class BoxItem(StrokeItem):
    """A rectangle of the picture."""

    def __init__(self, box: QRectF, color: QColor, width_px: float = 1.5) -> None:
        super().__init__([], color, width_px)
        self.set_box(box)

    def set_box(self, box: QRectF) -> None:
        """Move it."""
        path = QPainterPath()
        path.addRect(box)
        self.setPath(path)


class LabelItem(QGraphicsItem):
    """A short text of constant size on screen, on a dark plate."""

    PADDING = 4.0

    def __init__(self, text: str, position: QPointF, color: QColor, offset_px: QPointF | None = None) -> None:
        super().__init__()
        self._text, self._color, self._offset = text, color, offset_px or QPointF(8, -24)
        self._font = QFont()
        self._font.setPixelSize(11)
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemIgnoresTransformations)
        self.setPos(position)

    def set_text(self, text: str) -> None:
        """Say something else."""
        if text != self._text:
            self.prepareGeometryChange()
            self._text = text
            self.update()

    def boundingRect(self) -> QRectF:  # noqa: N802 (Qt's name)
        """Pixels of the screen around the position."""
        metrics = QFontMetricsF(self._font)
        width = metrics.horizontalAdvance(self._text) + 2 * self.PADDING + 2
        return QRectF(self._offset.x(), self._offset.y(), width, metrics.height() + self.PADDING)

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """The text on its plate."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(20, 21, 24, 215))
        painter.drawRoundedRect(self.boundingRect(), 4, 4)
        painter.setPen(self._color)
        painter.setFont(self._font)
        painter.drawText(self.boundingRect(), Qt.AlignmentFlag.AlignCenter, self._text)
