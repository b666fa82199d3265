"""A view on one picture: zoom and place. Scene coordinates are pixels of the reference."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent, QTransform
from PySide6.QtWidgets import QFrame, QGraphicsScene, QGraphicsView, QWidget

from studio.views.canvas.picture import PictureItem

ZOOMS = (0.0625, 0.125, 0.25, 1 / 3, 0.5, 2 / 3, 1.0, 1.5, 2.0, 3.0, 4.0, 6.0, 8.0, 12.0, 16.0, 24.0, 32.0)
"""Steps of the keys; pixels of the device for one of the picture."""
LEAST_ZOOM, LARGEST_ZOOM = 0.02, 64.0
FIT_MARGIN_PX = 24
AREA_MARGIN_PX = 8
SMALL_FROM = 4.0
"""Pictures that fit the window at this zoom are small: sprites, pixel art."""


class ZoomView(QGraphicsView):
    """A raster view on one picture. Scrolling is free: every corner can be brought to the middle."""

    view_changed = Signal()
    """Zoom or place."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.picture = PictureItem()
        self._is_fitted = True
        self._area: QRectF | None = None
        self._is_automatic = True
        scene = QGraphicsScene(self)
        scene.setItemIndexMethod(QGraphicsScene.ItemIndexMethod.NoIndex)
        scene.addItem(self.picture)
        self.setScene(scene)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.SmartViewportUpdate)
        self.setOptimizationFlag(QGraphicsView.OptimizationFlag.DontSavePainterState)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setResizeAnchor(QGraphicsView.ViewportAnchor.AnchorViewCenter)
        self.horizontalScrollBar().valueChanged.connect(self._place_changed)
        self.verticalScrollBar().valueChanged.connect(self._place_changed)

    def content(self) -> QRectF:
        """What `fit` shows: all of the picture."""
        return self.picture.boundingRect()

    def set_size(self, size: QSize) -> None:
        """The reference has another size: show all of it."""
        self._area, self._is_fitted, self._is_automatic = None, True, True
        self.refit()

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
        self.view_changed.emit()

    def scrollContentsBy(self, x: int, y: int) -> None:  # noqa: N802 (Qt's name)
        """Nothing is moved as it is where the screen's scale is no whole: lines between pixels would stay behind."""
        super().scrollContentsBy(x, y)
        if not float(self.devicePixelRatioF()).is_integer():
            self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Keep all of the picture in view if it was."""
        super().resizeEvent(event)
        self.refit()
        self.view_changed.emit()
