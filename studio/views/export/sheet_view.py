# ruff: noqa: D102 (what Qt calls is documented by Qt)
"""The pages of a sheet at their real size, with what lies where."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QEnterEvent,
    QFontMetrics,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from studio.models.export_preview import SheetPage, SpriteArea
from studio.views.kit import theme
from studio.views.kit.checker import checker_brush
from studio.views.kit.tokens import RADIUS_SMALL, SPACE_8, SPACE_16

_SMALLEST, _LARGEST = 0.02, 32.0
_STEP = 1.25
_PAN_PX = 48
_SHARP_FROM = 2.0
"""Zoom from which single pixels are to be seen."""


class SheetView(QWidget):
    """One page. Wheel zooms at the pointer, dragging moves, hovering tells what lies there."""

    zoom_changed = Signal(float)
    """1 shows one pixel of the page as one pixel of the screen."""
    area_hovered = Signal(object)
    """`SpriteArea` or None."""
    area_clicked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._page: SheetPage | None = None
        self._picture: QPixmap | None = None
        self._smaller: list[QPixmap] = []
        self._zoom, self._centre = 1.0, QPointF()
        self._is_fitted = True
        self._reserved_px = 0
        self._hovered: SpriteArea | None = None
        self._marked: frozenset[tuple[int, int]] = frozenset()
        self._drag: tuple[QPointF, QPointF] | None = None
        self._pointer = QPointF()
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(QSize(160, 120))
        self.setAccessibleName(self.tr("Sheet"))
        theme.notifier().changed.connect(self.update)

    # --- what is shown

    def show_page(self, page: SheetPage | None, image: QImage | None) -> None:
        """Show a page; zoom and place stay unless its size is another."""
        is_same_size = self._page is not None and page is not None and self._size() == (page.width, page.height)
        self._page, self._hovered = page, None
        self._picture = QPixmap.fromImage(image) if image is not None else None
        self._smaller = []
        if not is_same_size or self._is_fitted:
            self.fit()
        self.update()

    def mark(self, areas: frozenset[tuple[int, int]]) -> None:
        """Outline the sprites whose corners are named: those of the playing animation."""
        if areas != self._marked:
            self._marked = areas
            self.update()

    def reserve(self, width_px: int) -> None:
        """Leave room at the right, for what lies over it, when the page is fitted."""
        if width_px != self._reserved_px:
            self._reserved_px = width_px
            if self._is_fitted:
                self.fit()

    @property
    def page(self) -> SheetPage | None:
        """What is shown."""
        return self._page

    @property
    def zoom(self) -> float:
        """1 is real size."""
        return self._zoom

    def set_zoom(self, zoom: float, anchor: QPointF | None = None) -> None:
        """Zoom so that `anchor` (default: the middle) stays where it is."""
        anchor = anchor or QPointF(self.rect().center())
        before = self.to_page(anchor)
        self._is_fitted = False
        self._zoom = min(max(zoom, _SMALLEST), _LARGEST)
        self._centre += before - self.to_page(anchor)
        self._keep_in_sight()
        self.update()
        self.zoom_changed.emit(self._zoom)

    def fit(self) -> None:
        """Show the whole page, small ones no larger than real size."""
        width, height = self._size()
        room = QSize(self.width() - 2 * SPACE_16 - self._reserved_px, self.height() - 2 * SPACE_16)
        ratio = self.devicePixelRatioF()
        zoom = min(room.width() * ratio / max(width, 1), room.height() * ratio / max(height, 1), 1.0)
        self._zoom = max(zoom, _SMALLEST)
        self._centre = QPointF(width / 2 + self._reserved_px / 2 / self._scale(), height / 2)
        self._is_fitted = True
        self.update()
        self.zoom_changed.emit(self._zoom)

    def to_page(self, point: QPointF) -> QPointF:
        """From the widget to the page."""
        scale = self._scale()
        middle = QPointF(self.width() / 2, self.height() / 2)
        return self._centre + (point - middle) / scale

    def to_widget(self, rect: QRectF) -> QRectF:
        """From the page to the widget."""
        scale = self._scale()
        corner = (rect.topLeft() - self._centre) * scale + QPointF(self.width() / 2, self.height() / 2)
        return QRectF(corner.x(), corner.y(), rect.width() * scale, rect.height() * scale)

    def area_at(self, point: QPointF) -> SpriteArea | None:
        """What lies under a point of the widget."""
        place = self.to_page(point)
        for area in self._page.areas if self._page is not None else ():
            if QRectF(area.x, area.y, area.width, area.height).contains(place):
                return area
        return None

    def _size(self) -> tuple[int, int]:
        return (self._page.width, self._page.height) if self._page is not None else (1, 1)

    def _scale(self) -> float:
        """Logical pixels of the widget for one pixel of the page."""
        return self._zoom / self.devicePixelRatioF()

    def _keep_in_sight(self) -> None:
        width, height = self._size()
        self._centre = QPointF(min(max(self._centre.x(), 0), width), min(max(self._centre.y(), 0), height))

    # --- painting

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        tones = theme.current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(tones.surface0))
        if self._page is None or self._picture is None:
            return
        area = self.to_widget(QRectF(0, 0, *map(float, self._size())))
        painter.setBrushOrigin(area.topLeft())
        painter.fillRect(area, checker_brush())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, self._zoom < _SHARP_FROM)
        self._paint_picture(painter, area)
        painter.setPen(QPen(QColor(tones.line_strong), 1))
        painter.drawRect(area.adjusted(-0.5, -0.5, 0.5, 0.5))
        for one in self._page.areas:
            if (one.x, one.y) in self._marked:
                self._outline(painter, one, QColor(tones.accent), 0.6)
        if self._hovered is not None:
            self._paint_hovered(painter, self._hovered)
        if self.hasFocus():
            painter.setPen(QPen(QColor(tones.accent), 1))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def _paint_picture(self, painter: QPainter, area: QRectF) -> None:
        """Only the part in sight; far out from a smaller copy, so that hair does not shimmer."""
        assert self._picture is not None
        seen = area.intersected(QRectF(self.rect()))
        picture, factor = self._picture, 1.0
        while factor / 2 >= self._zoom and min(picture.width(), picture.height()) > 1:
            factor /= 2
            picture = self._copy(round(math.log2(1 / factor)))
        across, down = picture.width() / area.width(), picture.height() / area.height()
        source = QRectF(
            (seen.x() - area.x()) * across, (seen.y() - area.y()) * down, seen.width() * across, seen.height() * down
        )
        painter.drawPixmap(seen, picture, source)

    def _copy(self, halvings: int) -> QPixmap:
        assert self._picture is not None
        while len(self._smaller) < halvings:
            last = self._smaller[-1] if self._smaller else self._picture
            size = QSize(max(1, last.width() // 2), max(1, last.height() // 2))
            smooth = Qt.TransformationMode.SmoothTransformation
            self._smaller.append(last.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, smooth))
        return self._smaller[halvings - 1]

    def _outline(self, painter: QPainter, area: SpriteArea, colour: QColor, opacity: float = 1.0) -> QRectF:
        colour.setAlphaF(opacity)
        rect = self.to_widget(QRectF(area.x, area.y, area.width, area.height))
        painter.setPen(QPen(colour, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(rect.adjusted(-0.5, -0.5, 0.5, 0.5))
        return rect

    def _paint_hovered(self, painter: QPainter, area: SpriteArea) -> None:
        """The rectangle, the ring of extruded pixels around it, and what it is."""
        assert self._page is not None
        tones, ring = theme.current(), self._page.extrude_px
        if ring:
            outer = self.to_widget(QRectF(area.x - ring, area.y - ring, area.width + 2 * ring, area.height + 2 * ring))
            painter.setPen(QPen(QColor(tones.warn), 1, Qt.PenStyle.DotLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(outer.adjusted(-0.5, -0.5, 0.5, 0.5))
        rect = self._outline(painter, area, QColor(tones.accent))
        tint = QColor(tones.accent)
        tint.setAlphaF(0.12)
        painter.fillRect(rect, tint)
        self._paint_note(painter, self.note_of(area))

    def note_of(self, area: SpriteArea) -> tuple[str, str]:
        """What is said about a sprite: its names; its place, size and offset."""
        names = ", ".join(area.names[:3])
        if len(area.names) > 3:
            names = self.tr("{names} and {count} more").format(names=names, count=len(area.names) - 3)
        facts = self.tr("{width} × {height} px at {x}, {y}  ·  offset {left}, {top} of {whole_width} × {whole_height}")
        return names, facts.format(
            width=area.width, height=area.height, x=area.x, y=area.y, left=area.offset_x, top=area.offset_y,
            whole_width=area.source_width, whole_height=area.source_height,
        )  # fmt: skip

    def _paint_note(self, painter: QPainter, lines: tuple[str, str]) -> None:
        tones = theme.current()
        fonts = (theme.text_font(12, theme.SEMIBOLD), theme.numeric_font(11))
        metrics = [QFontMetrics(font) for font in fonts]
        width = max(one.horizontalAdvance(line) for one, line in zip(metrics, lines, strict=True)) + 2 * SPACE_8
        height = sum(one.height() for one in metrics) + SPACE_8
        x = min(self._pointer.x() + SPACE_16, self.width() - width - SPACE_8)
        y = self._pointer.y() + SPACE_16
        if y + height > self.height() - SPACE_8:
            y = self._pointer.y() - height - SPACE_8
        box = QRectF(max(SPACE_8, x), max(SPACE_8, y), width, height)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(tones.line), 1))
        painter.setBrush(QColor(tones.surface1))
        painter.drawRoundedRect(box, RADIUS_SMALL, RADIUS_SMALL)
        top = box.top() + SPACE_8 / 2
        for font, one, line, tone in zip(fonts, metrics, lines, (tones.text, tones.text_dim), strict=True):
            painter.setFont(font)
            painter.setPen(QColor(tone))
            painter.drawText(QPointF(box.left() + SPACE_8, top + one.ascent()), line)
            top += one.height()

    # --- mouse and keys

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        self.set_zoom(self._zoom * _STEP ** (event.angleDelta().y() / 120), event.position())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        if event.button() in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton):
            self._drag = (event.position(), QPointF(self._centre))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        self._pointer = event.position()
        if self._drag is not None and event.buttons():
            start, centre = self._drag
            moved = event.position() - start
            if moved.manhattanLength() > 3:
                self._is_fitted = False
                self.setCursor(Qt.CursorShape.ClosedHandCursor)
                self._centre = centre - moved / self._scale()
                self._keep_in_sight()
                self._hover(None)
                self.update()
            return
        self._hover(self.area_at(event.position()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        drag, self._drag = self._drag, None
        self.unsetCursor()
        if drag is None or event.button() != Qt.MouseButton.LeftButton:
            return
        if (event.position() - drag[0]).manhattanLength() <= 3 and (area := self.area_at(event.position())) is not None:
            self.area_clicked.emit(area)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        if self._is_fitted:
            self.set_zoom(1.0, event.position())
        else:
            self.fit()

    def leaveEvent(self, event: QEnterEvent) -> None:  # type: ignore[override]  # noqa: N802
        self._hover(None)
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        arrows = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}
        key = Qt.Key(event.key())
        if key in arrows:
            x, y = arrows[key]
            self._is_fitted = False
            self._centre += QPointF(x * _PAN_PX, y * _PAN_PX) / self._scale()
            self._keep_in_sight()
            self.update()
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.set_zoom(self._zoom * _STEP)
        elif key == Qt.Key.Key_Minus:
            self.set_zoom(self._zoom / _STEP)
        elif key == Qt.Key.Key_0:
            self.fit()
        elif key == Qt.Key.Key_1:
            self.set_zoom(1.0)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        if self._is_fitted:
            self.fit()

    def _hover(self, area: SpriteArea | None) -> None:
        if area is not None or self._hovered is not None:
            self.update()
        if area is not self._hovered:
            self._hovered = area
            self.area_hovered.emit(area)
