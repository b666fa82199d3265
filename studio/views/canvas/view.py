"""The view on the picture under tools and hands."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QCursor,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QTabletEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QApplication,
    QGestureEvent,
    QPinchGesture,
    QWidget,
)

from studio.views.canvas.backdrop import Backdrop, Ground
from studio.views.canvas.overlay import OverlayLayer
from studio.views.canvas.split_bar import paint_split_names
from studio.views.canvas.tool import CanvasTool, ToolEvent
from studio.views.canvas.zoom_view import ZoomView
from studio.views.kit import theme
from studio.views.kit.focus_ring import FocusRing

WHEEL_STEP = 1.2
"""Factor for one notch of the wheel."""
PAN_STEP_PX = 48
PAN_KEYS = {
    Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1),
}  # fmt: skip


class PictureView(ZoomView):
    """The picture on its ground, under tools and hands."""

    drag_out_requested = Signal()
    space_tapped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tool: CanvasTool | None = None
        self._is_tool_dragging = False
        self.ground = Ground()
        self._pan_from: QPoint | None = None
        self._press_at: QPoint | None = None
        self._is_space_down = self._has_space_panned = False
        self._pressure = 1.0
        self._tool_cursor: QCursor | None = None
        self._set_up()

    def _set_up(self) -> None:
        self.setMouseTracking(True)
        self.viewport().setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        FocusRing(self)
        self.setAcceptDrops(False)
        self.viewport().grabGesture(Qt.GestureType.PinchGesture)
        theme.notifier().changed.connect(self.viewport().update)

    # --- picture and ground

    def content(self) -> QRectF:
        """What `fit` shows: the picture, or the screen of the mock-up around it."""
        return self.ground.content(self.picture.boundingRect())

    def set_backdrop(self, backdrop: Backdrop, own_color: QColor | None = None) -> None:
        """Lay something else behind the picture."""
        self.ground.kind = backdrop
        self.ground.own_color = own_color or self.ground.own_color
        self.refit()
        self.viewport().update()

    def set_mockup(self, name: str, line: str) -> None:
        """What the dialogue box says."""
        self.ground.name, self.ground.line = name, line
        self.viewport().update()

    def drawBackground(self, painter: QPainter, rect: QRectF | QPointF) -> None:  # type: ignore[override]  # noqa: N802
        """The surround, and the ground under the picture."""
        assert isinstance(rect, QRectF)
        beyond = 2 / max(self.scale_px, 1e-6)  # what is to be painted ends between pixels where the scale is no whole
        painter.fillRect(rect.adjusted(-beyond, -beyond, beyond, beyond), QColor(theme.current().surface0))
        self.ground.paint_under(painter, self.picture.boundingRect(), self.devicePixelRatioF())

    def drawForeground(self, painter: QPainter, rect: QRectF | QPointF) -> None:  # type: ignore[override]  # noqa: N802
        """The dialogue box of the mock-up, and which side of a split is which."""
        self.ground.paint_over(painter, self.picture.boundingRect())
        if self.picture.is_split:
            seam = self.to_screen(QPointF(self.picture.boundingRect().width() * self.picture.split, 0))
            paint_split_names(painter, seam, self.tr("Picture"), self.tr("Result"))

    # --- tools

    def _place_changed(self) -> None:
        if self._tool is not None:
            self._tool.view_changed()
        super()._place_changed()

    def set_tool(self, tool: CanvasTool | None) -> None:
        """Hand all events to another tool."""
        self.cancel_tool_drag()
        self._tool = tool

    def set_tool_cursor(self, cursor: QCursor | Qt.CursorShape | None) -> None:
        """The pointer while nothing else decides."""
        self._tool_cursor = None if cursor is None else QCursor(cursor)
        self._show_cursor()

    def cancel_tool_drag(self) -> None:
        """End a drag of the tool without a release."""
        if self._is_tool_dragging and self._tool is not None:
            self._is_tool_dragging = False
            self._tool.cancelled()

    def add_layer(self, name: str) -> OverlayLayer:
        """A new layer over the picture."""
        layer = OverlayLayer(name)
        layer.setZValue(10)
        self.scene().addItem(layer)
        return layer

    def _show_cursor(self) -> None:
        if self._pan_from is not None:
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        elif self._is_space_down:
            self.viewport().setCursor(Qt.CursorShape.OpenHandCursor)
        elif self._tool_cursor is not None:
            self.viewport().setCursor(self._tool_cursor)
        else:
            self.viewport().unsetCursor()

    def _tool_event(self, event: QMouseEvent) -> ToolEvent:
        screen = event.position()
        return ToolEvent(self.to_picture(screen), screen, event.modifiers(), event.button(), self._pressure)

    # --- pointer

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt's name)
        """Pan, or let the tool take it, or get ready to drag the picture out."""
        if event.button() == Qt.MouseButton.MiddleButton or (
            self._is_space_down and event.button() == Qt.MouseButton.LeftButton
        ):
            self._pan_from, self._has_space_panned = event.position().toPoint(), True
            self._show_cursor()
        elif self._tool is not None and not self._is_tool_dragging and self._tool.pressed(self._tool_event(event)):
            self._is_tool_dragging = True
        elif event.button() == Qt.MouseButton.LeftButton:
            inside = self.picture.boundingRect().contains(self.to_picture(event.position()))
            self._press_at = event.position().toPoint() if inside else None
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt's name)
        """Go on with what the press began."""
        point = event.position().toPoint()
        if self._pan_from is not None:
            moved = self._pan_from - point
            self._pan_from = point
            self._take_over()
            self._scroll_by(moved.x(), moved.y())
        elif self._is_tool_dragging and self._tool is not None:
            self._tool.moved(self._tool_event(event))
        elif self._press_at is not None and event.buttons() & Qt.MouseButton.LeftButton:
            if (point - self._press_at).manhattanLength() >= 2 * QApplication.startDragDistance():
                self._press_at = None
                self.drag_out_requested.emit()
        elif self._tool is not None and not event.buttons():
            self._tool.hovered(self._tool_event(event))
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt's name)
        """End what the press began."""
        self._press_at = None
        if self._pan_from is not None:
            self._pan_from = None
            self._show_cursor()
        elif self._is_tool_dragging and self._tool is not None:
            self._is_tool_dragging = False
            self._tool.released(self._tool_event(event))
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt's name)
        """The tool's, else an ordinary press."""
        if self._tool is None or not self._tool.double_clicked(self._tool_event(event)):
            self.mousePressEvent(event)
        event.accept()

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 (Qt's name)
        """Ctrl zooms at the pointer; else the picture moves."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            notches = event.angleDelta().y() / 120
            self.zoom_to(self.zoom * WHEEL_STEP**notches, event.position())
        else:
            delta = event.pixelDelta() if not event.pixelDelta().isNull() else event.angleDelta() / 2
            if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                delta = QPoint(delta.y(), delta.x())
            self._take_over()
            self._scroll_by(-delta.x(), -delta.y())
        event.accept()

    def viewportEvent(self, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        """Pinches, pens, and the pointer going away."""
        if isinstance(event, QNativeGestureEvent) and event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
            self.zoom_to(self.zoom * (1 + event.value()), event.position())
            return True
        if isinstance(event, QGestureEvent):
            pinch = event.gesture(Qt.GestureType.PinchGesture)
            if isinstance(pinch, QPinchGesture):
                at = QPointF(self.viewport().mapFromGlobal(pinch.centerPoint().toPoint()))
                self.zoom_to(self.zoom * pinch.scaleFactor(), at)
                return True
        if isinstance(event, QTabletEvent):  # left to Qt, which makes a mouse event of it that follows
            self._pressure = event.pressure() if event.type() != QEvent.Type.TabletRelease else 1.0
        if event.type() == QEvent.Type.Leave and self._tool is not None and not self._is_tool_dragging:
            self._tool.left()
        return super().viewportEvent(event)

    # --- keys

    def event(self, event: QEvent) -> bool:
        """Keep Space to itself: held, it pans; tapped, it is handed on."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            is_ours = event.key() == Qt.Key.Key_Space and not event.modifiers()
            if is_ours or (event.key() == Qt.Key.Key_Escape and self._is_tool_dragging):
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Esc ends a drag, Space pans, the rest is the tool's or goes on."""
        if event.key() == Qt.Key.Key_Escape and self._is_tool_dragging:
            self.cancel_tool_drag()
        elif event.key() == Qt.Key.Key_Space and not event.modifiers():
            if not event.isAutoRepeat():
                self._is_space_down, self._has_space_panned = True, False
                self._show_cursor()
        elif (self._tool is None or not self._tool.key_pressed(event)) and not self._move_by_key(event):
            event.ignore()

    def _move_by_key(self, event: QKeyEvent) -> bool:
        """Arrows move the picture, + and - zoom."""
        way = PAN_KEYS.get(Qt.Key(event.key()))
        if way is not None and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self._take_over()
            self._scroll_by(way[0] * PAN_STEP_PX, way[1] * PAN_STEP_PX)
        elif event.text() in ("+", "-"):
            self.step_zoom(1 if event.text() == "+" else -1)
        else:
            return False
        return True

    def keyReleaseEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """The end of `keyPressEvent`."""
        if event.key() == Qt.Key.Key_Space and self._is_space_down:
            if not event.isAutoRepeat():
                self._is_space_down = False
                self._show_cursor()
                if not self._has_space_panned:
                    self.space_tapped.emit()
        elif self._tool is None or not self._tool.key_released(event):
            event.ignore()

    def leave_hands(self) -> None:
        """Forget held keys and buttons; the window has lost the keyboard."""
        self._is_space_down, self._pan_from, self._press_at = False, None, None
        self._show_cursor()
