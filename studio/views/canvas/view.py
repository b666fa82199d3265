"""The view on the picture: zoom, panning, tools. Scene coordinates are pixels of the reference."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QCursor,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QResizeEvent,
    QTabletEvent,
    QTransform,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGestureEvent,
    QGraphicsScene,
    QGraphicsView,
    QPinchGesture,
    QWidget,
)

from studio.views.canvas.backdrop import Backdrop, Ground
from studio.views.canvas.overlay import OverlayLayer
from studio.views.canvas.picture import PictureItem
from studio.views.canvas.split_bar import paint_split_names
from studio.views.canvas.tool import CanvasTool, ToolEvent
from studio.views.kit import theme
from studio.views.kit.focus_ring import FocusRing

ZOOMS = (0.0625, 0.125, 0.25, 1 / 3, 0.5, 2 / 3, 1.0, 1.5, 2.0, 3.0, 4.0, 6.0, 8.0, 12.0, 16.0, 24.0, 32.0)
"""Steps of the keys; pixels of the device for one of the picture."""
LEAST_ZOOM, LARGEST_ZOOM = 0.02, 64.0
WHEEL_STEP = 1.2
"""Factor for one notch of the wheel."""
FIT_MARGIN_PX = 24
AREA_MARGIN_PX = 8
SMALL_FROM = 4.0
"""Pictures that fit the window at this zoom are small: sprites, pixel art."""
PAN_STEP_PX = 48
PAN_KEYS = {
    Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1),
}  # fmt: skip


class PictureView(QGraphicsView):
    """A raster view on one picture. Scrolling is free: every corner can be brought to the middle."""

    view_changed = Signal()
    """Zoom or place."""
    drag_out_requested = Signal()
    space_tapped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.picture = PictureItem()
        self._tool: CanvasTool | None = None
        self._is_tool_dragging = False
        self._is_fitted = True
        self._area: QRectF | None = None
        self._is_automatic = True
        self.ground = Ground()
        self._pan_from: QPoint | None = None
        self._press_at: QPoint | None = None
        self._is_space_down = self._has_space_panned = False
        self._pressure = 1.0
        self._tool_cursor: QCursor | None = None
        scene = QGraphicsScene(self)
        scene.setItemIndexMethod(QGraphicsScene.ItemIndexMethod.NoIndex)
        scene.addItem(self.picture)
        self.setScene(scene)
        self._set_up()

    def _set_up(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.SmartViewportUpdate)
        self.setOptimizationFlag(QGraphicsView.OptimizationFlag.DontSavePainterState)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setResizeAnchor(QGraphicsView.ViewportAnchor.AnchorViewCenter)
        self.setMouseTracking(True)
        self.viewport().setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        FocusRing(self)
        self.setAcceptDrops(False)
        self.viewport().grabGesture(Qt.GestureType.PinchGesture)
        self.horizontalScrollBar().valueChanged.connect(self._place_changed)
        self.verticalScrollBar().valueChanged.connect(self._place_changed)
        theme.notifier().changed.connect(self.viewport().update)

    # --- picture and ground

    def set_size(self, size: QSize) -> None:
        """The reference has another size: show all of it."""
        self._area, self._is_fitted, self._is_automatic = None, True, True
        self.refit()

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
        painter.fillRect(rect, QColor(theme.current().surface0))
        self.ground.paint_under(painter, self.picture.boundingRect(), self.devicePixelRatioF())

    def drawForeground(self, painter: QPainter, rect: QRectF | QPointF) -> None:  # type: ignore[override]  # noqa: N802
        """The dialogue box of the mock-up, and which side of a split is which."""
        self.ground.paint_over(painter, self.picture.boundingRect())
        if self.picture.is_split:
            seam = self.to_screen(QPointF(self.picture.boundingRect().width() * self.picture.split, 0))
            paint_split_names(painter, seam, self.tr("Picture"), self.tr("Result"))

    # --- zoom and place

    @property
    def scale_px(self) -> float:
        """Window pixels for one pixel of the picture."""
        return self.transform().m11()

    @property
    def zoom(self) -> float:
        """Device pixels for one pixel of the picture; 1 is 100 %."""
        return self.scale_px * self.devicePixelRatioF()

    @property
    def is_fitted(self) -> bool:
        """Whether all of the picture is shown, and will be when the window changes its size."""
        return self._is_fitted

    @property
    def area(self) -> QRectF | None:
        """The part of the picture that is shown, and will be when the window changes its size; None for no such."""
        return self._area

    @property
    def is_automatic(self) -> bool:
        """Whether the user has left zoom and place as the program chose them."""
        return self._is_automatic

    def _take_over(self) -> None:
        """The user has chosen zoom and place."""
        self._area, self._is_fitted, self._is_automatic = None, False, False
        self.picture.set_soft(False)

    def zoom_to(self, zoom: float, at: QPointF | None = None) -> None:
        """Zoom so that what lies at `at` (in window pixels; the middle by default) stays there."""
        if self.picture.boundingRect().isEmpty():
            return
        self._take_over()
        self._scale_to(zoom, at if at is not None else QRectF(self.viewport().rect()).center())

    def _scale_to(self, zoom: float, at: QPointF) -> None:
        zoom = min(max(zoom, LEAST_ZOOM), LARGEST_ZOOM)
        scale = zoom / self.devicePixelRatioF()
        point = self.to_picture(at)
        self.setTransform(QTransform.fromScale(scale, scale))
        self._grow_scene()
        moved = QPointF(self.viewportTransform().map(point)) - at
        self._scroll_by(round(moved.x()), round(moved.y()))
        self._place_changed()

    def step_zoom(self, direction: int, at: QPointF | None = None) -> None:
        """The next larger (1) or smaller (-1) step."""
        steps = [step for step in ZOOMS if (step > self.zoom * 1.001 if direction > 0 else step < self.zoom * 0.999)]
        if steps:
            self.zoom_to(steps[0] if direction > 0 else steps[-1], at)

    def fit(self, is_automatic: bool = False) -> None:
        """Show all of the picture, enlarged at most to whole pixels."""
        box = self.content()
        if not self._show_box(box, FIT_MARGIN_PX, is_stepped=True):
            return
        self._area, self._is_fitted, self._is_automatic = None, True, is_automatic
        self.picture.set_soft(False)
        self.view_changed.emit()

    def show_area(self, area: QRectF, is_automatic: bool = False) -> None:
        """Show a part of the picture as large as the window allows."""
        if self.picture.boundingRect().isEmpty() or not self._show_box(area, AREA_MARGIN_PX, is_stepped=False):
            return
        self._area, self._is_fitted, self._is_automatic = QRectF(area), False, is_automatic
        # Nobody chose to see pixels; in a picture so small that they show anyhow they stay square.
        self.picture.set_soft(self._zoom_for(self.content(), 2 * FIT_MARGIN_PX) < SMALL_FROM)
        self.view_changed.emit()

    def _show_box(self, box: QRectF, margin_px: int, is_stepped: bool) -> bool:
        """Bring a box to the middle; False where there is no room."""
        room, margin = QRectF(self.viewport().rect()), 2 * margin_px
        if box.isEmpty() or room.width() < margin + 1 or room.height() < margin + 1:
            return False
        zoom = self._zoom_for(box, margin)
        if is_stepped and zoom > 2:
            zoom = float(int(zoom))  # small pictures keep square pixels
        self._scale_to(zoom, room.center())
        self.center_on(box.center())
        return True

    def _zoom_for(self, box: QRectF, margin: int) -> float:
        """The zoom at which a box fills the window."""
        room = QRectF(self.viewport().rect())
        factor = min((room.width() - margin) / box.width(), (room.height() - margin) / box.height())
        return float(factor * self.devicePixelRatioF())

    def refit(self) -> None:
        """Show the same part of the picture again if one was asked for last, else keep the place."""
        if self._area is not None:
            self.show_area(self._area, self._is_automatic)
        elif self._is_fitted:
            self.fit(self._is_automatic)
        else:
            self._grow_scene()

    def center_on(self, point: QPointF) -> None:
        """Bring a point of the picture to the middle."""
        self._grow_scene()
        offset = self.viewportTransform().map(point) - QRectF(self.viewport().rect()).center()
        self._scroll_by(round(offset.x()), round(offset.y()))

    def to_picture(self, screen: QPointF) -> QPointF:
        """From window pixels to pixels of the picture."""
        return self.viewportTransform().inverted()[0].map(screen)

    def to_screen(self, position: QPointF) -> QPointF:
        """From pixels of the picture to window pixels."""
        return self.viewportTransform().map(position)

    def _scroll_by(self, x: int, y: int) -> None:
        self.horizontalScrollBar().setValue(self.horizontalScrollBar().value() + x)
        self.verticalScrollBar().setValue(self.verticalScrollBar().value() + y)

    def _grow_scene(self) -> None:
        """Leave as much room around the picture as the window is large."""
        scale = max(self.scale_px, 1e-6)
        x, y = self.viewport().width() / scale * 0.9, self.viewport().height() / scale * 0.9
        self.setSceneRect(self.content().adjusted(-x, -y, x, y))

    def _place_changed(self) -> None:
        if self._tool is not None:
            self._tool.view_changed()
        self.view_changed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Keep all of the picture in view if it was."""
        super().resizeEvent(event)
        self.refit()
        self.view_changed.emit()

    # --- tools

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
