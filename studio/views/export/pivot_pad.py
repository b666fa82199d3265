# ruff: noqa: D102 (what Qt calls is documented by Qt)
"""Placing the pivot by hand: a frame with a cross that is dragged or moved by the arrow keys."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from studio.views.kit import theme
from studio.views.kit.checker import paint_checker
from studio.views.kit.tokens import SPACE_12

_HEIGHT = 152
_STEP, _LARGE_STEP = 0.01, 0.1
_SNAPS = (0.0, 0.5, 1.0)
_SNAP_PX = 6
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1),
}  # fmt: skip


class PivotPad(QWidget):
    """The frame with its pivot. The cross snaps to edges and the middle; Ctrl lets it go anywhere."""

    moved = Signal(float, float)
    """(x, y) as fractions of the frame from its top-left."""
    released = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image: QImage | None = None
        self._pivot = (0.5, 1.0)
        self._is_dragged = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Pivot"))
        self.setToolTip(self.tr("Drag the cross, or move it with the arrow keys. Ctrl: no snapping."))
        theme.notifier().changed.connect(self.update)

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(theme.px(200), theme.px(_HEIGHT))

    def set_image(self, image: QImage | None) -> None:
        """The frame."""
        self._image = image
        self.update()

    def set_pivot(self, x: float, y: float) -> None:
        """Where the cross stands, without telling anybody."""
        self._pivot = (x, y)
        self.update()

    def area(self) -> QRectF:
        """Where the frame is painted."""
        inside = QRectF(self.rect()).adjusted(SPACE_12, SPACE_12, -SPACE_12, -SPACE_12)
        size = self._image.size().toSizeF() if self._image is not None else inside.size()
        size.scale(inside.size(), Qt.AspectRatioMode.KeepAspectRatio)
        return QRectF(
            inside.center().x() - size.width() / 2, inside.center().y() - size.height() / 2, size.width(), size.height()
        )

    def cross(self) -> QPointF:
        """Where the cross is painted."""
        area = self.area()
        return QPointF(area.x() + self._pivot[0] * area.width(), area.y() + self._pivot[1] * area.height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        tones, area = theme.current(), self.area()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(tones.accent if self.hasFocus() else tones.line), 1))
        painter.setBrush(QColor(tones.surface0))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), theme.px(4), theme.px(4))
        if self._image is not None:
            paint_checker(painter, area)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(area, self._image)
        self._paint_cross(painter)

    def _paint_cross(self, painter: QPainter) -> None:
        tones, centre, arm = theme.current(), self.cross(), theme.px(9)
        for colour, width in ((tones.surface0, 4.0), (tones.accent, 1.5)):
            painter.setPen(QPen(QColor(colour), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            painter.drawLine(centre - QPointF(arm, 0), centre + QPointF(arm, 0))
            painter.drawLine(centre - QPointF(0, arm), centre + QPointF(0, arm))
        painter.setBrush(QColor(tones.surface0))
        painter.drawEllipse(centre, theme.px(3), theme.px(3))

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        if event.button() == Qt.MouseButton.LeftButton:
            self._is_dragged = True
            self._go(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        if self._is_dragged:
            self._go(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        if self._is_dragged:
            self._is_dragged = False
            self.released.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        way = _ARROWS.get(Qt.Key(event.key()))
        if way is None:
            super().keyPressEvent(event)
            return
        step = _LARGE_STEP if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else _STEP
        self._move(self._pivot[0] + way[0] * step, self._pivot[1] + way[1] * step)

    def _go(self, event: QMouseEvent) -> None:
        area, point = self.area(), event.position()
        x, y = (point.x() - area.x()) / area.width(), (point.y() - area.y()) / area.height()
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            x, y = _snapped(x, _SNAP_PX / area.width()), _snapped(y, _SNAP_PX / area.height())
        self._move(x, y)

    def _move(self, x: float, y: float) -> None:
        self._pivot = (round(min(max(x, -0.5), 1.5), 3), round(min(max(y, -0.5), 1.5), 3))
        self.update()
        self.moved.emit(*self._pivot)


def _snapped(value: float, reach: float) -> float:
    near = min(_SNAPS, key=lambda snap: abs(snap - value))
    return near if abs(near - value) <= reach else value
