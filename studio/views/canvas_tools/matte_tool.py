"""The brush that corrects a cut-out, on a checkerboard."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from studio.core.geometry import Rect
from studio.models.matte_strokes import MAX_SIZE_PX, MIN_SIZE_PX, Brush, MatteMode, MattePainter, MatteStroke
from studio.views.canvas.overlay import HALO
from studio.views.canvas.tool import ToolEvent
from studio.views.canvas_tools.cards import FloatingCard
from studio.views.canvas_tools.matte_card import MatteCard
from studio.views.canvas_tools.picture_tool import PaperItem, PictureTool

GHOST_OPACITY = 0.22
SIZE_STEP = 1.15
"""Factor for one press of a bracket."""
SOFTNESS_STEP = 0.1


class BrushRing(QGraphicsItem):
    """The brush's rim: where it is full and where it ends, in pixels of the picture."""

    def __init__(self) -> None:
        super().__init__()
        self._brush = Brush()
        self.setZValue(20)

    def set_brush(self, brush: Brush) -> None:
        """Show another brush."""
        self.prepareGeometryChange()
        self._brush = brush
        self.update()

    def boundingRect(self) -> QRectF:  # noqa: N802 (Qt's name)
        """The rim and its strokes."""
        reach = self._brush.size_px / 2 + 20
        return QRectF(-reach, -reach, 2 * reach, 2 * reach)

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """A ring, a faint one inside where softness begins, and a sign for what the brush does."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        radius = self._brush.size_px / 2
        scale = max(painter.worldTransform().m11(), 1e-6)
        for color, width in ((HALO, 3.0), (QColor("white"), 1.25)):
            pen = QPen(color, width)
            pen.setCosmetic(True)
            painter.setPen(pen)
            painter.setOpacity(1.0)
            painter.drawEllipse(QPointF(), radius, radius)
            arm = 4 / scale
            painter.drawLine(QPointF(-arm, 0), QPointF(arm, 0))
            if self._brush.mode is MatteMode.KEEP:
                painter.drawLine(QPointF(0, -arm), QPointF(0, arm))
            inner = radius * (1 - self._brush.softness)
            if self._brush.softness > 0.05 and inner * scale > 6:
                painter.setOpacity(0.45)
                painter.drawEllipse(QPointF(), inner, inner)


class MatteBrushTool(PictureTool):
    """Paints a cut-out; each stroke is told when it ends."""

    name = "matte-brush"
    own_keys = frozenset(
        {Qt.Key.Key_BracketLeft, Qt.Key.Key_BracketRight, Qt.Key.Key_BraceLeft, Qt.Key.Key_BraceRight, Qt.Key.Key_X,
         Qt.Key.Key_Escape, Qt.Key.Key_Return}
    )  # fmt: skip
    stroke_drawn = Signal(object)
    """A `MatteStroke`."""
    brush_changed = Signal(object)
    """A `Brush`, to be remembered."""
    reset_requested = Signal()
    done_requested = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._brush = Brush()
        self._has_ghost = True
        self._original: NDArray[np.uint8] | None = None
        self._painter: MattePainter | None = None
        self._points: list[tuple[float, float]] = []
        self._ring: BrushRing | None = None
        self._ghost: PaperItem | None = None

    def set_pixels(self, original: NDArray[np.uint8], cut_out: NDArray[np.uint8]) -> None:
        """Work on this cut-out of this picture.

        Args:
            original: (H, W, 4) uint8, the whole picture.
            cut_out: (H, W, 4) uint8, straight alpha.
        """
        self._original = original
        self._painter = MattePainter(original, cut_out)
        image = self._wrapped()
        if self.is_active and (image.size() == self.image.size()):
            self.paper_changed(image)
        self.set_image(image)

    @property
    def pixels(self) -> NDArray[np.uint8] | None:
        """The cut-out as it is shown."""
        return self._painter.pixels if self._painter is not None else None

    @property
    def brush(self) -> Brush:
        """How the brush is set."""
        return self._brush

    def set_brush(self, brush: Brush) -> None:
        """Take another brush."""
        self._brush = brush
        self._show_brush()

    # --- in hand

    def activated(self) -> None:
        """Lay the cut-out on the checkerboard."""
        super().activated()
        if self._original is not None:
            height, width = self._original.shape[:2]
            view = QImage(self._original.data, width, height, width * 4, QImage.Format.Format_RGBX8888)
            self._ghost = PaperItem(view, is_chequered=False)
            self._ghost.setOpacity(GHOST_OPACITY)
            self._ghost.setVisible(self._has_ghost)
            self.layer.add(self._ghost)
        self._ring = BrushRing()
        self._ring.hide()
        self.layer.add(self._ring)
        self.set_cursor(Qt.CursorShape.CrossCursor)
        self._show_brush()

    def deactivated(self) -> None:
        """Forget the ring."""
        self._ring = self._ghost = None
        super().deactivated()

    def make_card(self) -> FloatingCard:
        """The brush's settings."""
        card = MatteCard()
        card.ghost.setChecked(self._has_ghost)
        card.brush_edited.connect(self._take_brush)
        card.ghost_changed.connect(self._show_ghost)
        card.reset_requested.connect(self.reset_requested)
        card.done_requested.connect(self.done_requested)
        return card

    # --- pointer

    def pressed(self, event: ToolEvent) -> bool:
        """Put the brush down."""
        if event.button != Qt.MouseButton.LeftButton or self._painter is None:
            return False
        point = (event.position.x(), event.position.y())
        self._points = [point]
        self._follow(event.position)
        self._changed(self._painter.begin(self._brush, point))
        return True

    def moved(self, event: ToolEvent) -> None:
        """Draw on."""
        if self._painter is None or not self._points:
            return
        point = (event.position.x(), event.position.y())
        self._follow(event.position)
        if point != self._points[-1]:
            self._points.append(point)
            self._changed(self._painter.extend(point))

    def released(self, event: ToolEvent) -> None:
        """The stroke is done."""
        points, self._points = self._points, []
        if points:
            self.stroke_drawn.emit(MatteStroke(self._brush, tuple(points)))

    def cancelled(self) -> None:
        """Take the stroke back."""
        if self._painter is not None and self._points:
            self._changed(self._painter.cancel())
        self._points = []

    def hovered(self, event: ToolEvent) -> None:
        """Show the ring."""
        self._follow(event.position)

    def left(self) -> None:
        """Hide the ring."""
        if self._ring is not None:
            self._ring.hide()

    def key_pressed(self, event: QKeyEvent) -> bool:
        """Brackets change the size (with Shift the softness), X turns the brush over, Return and Esc end."""
        key = Qt.Key(event.key())
        brush = self._brush
        if key in (Qt.Key.Key_BracketLeft, Qt.Key.Key_BracketRight):
            larger = max(brush.size_px * SIZE_STEP, brush.size_px + 1)
            smaller = min(brush.size_px / SIZE_STEP, brush.size_px - 1)
            size = round(larger if key == Qt.Key.Key_BracketRight else smaller)
            self._take_brush(replace(brush, size_px=float(min(max(size, MIN_SIZE_PX), MAX_SIZE_PX))))
        elif key in (Qt.Key.Key_BraceLeft, Qt.Key.Key_BraceRight):
            step = SOFTNESS_STEP if key == Qt.Key.Key_BraceRight else -SOFTNESS_STEP
            self._take_brush(replace(brush, softness=round(min(max(brush.softness + step, 0.0), 1.0), 3)))
        elif key == Qt.Key.Key_X:
            other = MatteMode.REMOVE if brush.mode is MatteMode.KEEP else MatteMode.KEEP
            self._take_brush(replace(brush, mode=other))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Escape):
            self.done_requested.emit()
        else:
            return False
        return True

    # --- showing

    def _take_brush(self, brush: Brush) -> None:
        self.set_brush(brush)
        self.brush_changed.emit(brush)

    def _show_brush(self) -> None:
        if self._ring is not None:
            self._ring.set_brush(self._brush)
        if isinstance(self.card, MatteCard):
            self.card.show_brush(self._brush)

    def _show_ghost(self, has_ghost: bool) -> None:
        self._has_ghost = has_ghost
        if self._ghost is not None:
            self._ghost.setVisible(has_ghost)

    def _follow(self, position: QPointF) -> None:
        if self._ring is not None:
            self._ring.setPos(position)
            self._ring.show()

    def _changed(self, dirty: Rect) -> None:
        if dirty.area:
            self.paper_changed(self._wrapped(), QRectF(dirty.x, dirty.y, dirty.width, dirty.height))

    def _wrapped(self) -> QImage:
        """The painter's own pixels as an image; they are shared, not copied."""
        assert self._painter is not None
        pixels = self._painter.pixels
        height, width = pixels.shape[:2]
        return QImage(pixels.data, width, height, width * 4, QImage.Format.Format_RGBA8888)
