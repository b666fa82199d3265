"""A grid of small pictures: hundreds of them stay smooth, because only those in view are drawn."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetrics, QImage, QPainter, QPainterPath, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from studio.views.kit import theme
from studio.views.kit.checker import paint_checker
from studio.views.kit.icons import has_icon, paint_icon
from studio.views.kit.thumbnail_items import ITEM_ROLE, AnyIndex, ThumbnailBadge, ThumbnailItem, ThumbnailModel
from studio.views.kit.tokens import LABEL_PX, RADIUS_SMALL, SPACE_4

_LABEL_ROOM = 20
DRAG_TYPE = "application/x-avatar-studio-items"

__all__ = ["DRAG_TYPE", "ThumbnailBadge", "ThumbnailGrid", "ThumbnailItem"]


class _Painter(QStyledItemDelegate):
    """Draws one picture with its label, signs and state."""

    def __init__(self, grid: ThumbnailGrid) -> None:
        super().__init__(grid)
        self._grid = grid

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:  # noqa: N802
        return self._grid.view.gridSize()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        item: ThumbnailItem = index.data(ITEM_ROLE)
        cell: QRect = option.rect
        state: QStyle.StateFlag = option.state
        gap = theme.px(SPACE_4)
        label_room = theme.px(_LABEL_ROOM) if self._grid.has_labels() else 0
        area = QRectF(cell).adjusted(gap, gap, -gap, -gap - label_room)
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        self._paint_picture(painter, area, item)
        self._paint_state(painter, area, state, index)
        self._paint_badges(painter, area, item)
        if label_room:
            line = QRectF(area.left(), area.bottom(), area.width(), label_room + gap / 2)
            self._paint_label(painter, line, item, bool(state & QStyle.StateFlag.State_Selected))
        painter.restore()
        if item.image is None:
            self._grid.image_needed.emit(item.id)

    def _paint_picture(self, painter: QPainter, area: QRectF, item: ThumbnailItem) -> None:
        radius = theme.px(RADIUS_SMALL)
        shape = QPainterPath()
        shape.addRoundedRect(area, radius, radius)
        painter.save()
        painter.setClipPath(shape)
        if item.image is None or item.image.isNull():
            painter.fillRect(area, QColor(theme.current().surface2))
            side = theme.px(20)
            middle = QRectF(area.center().x() - side / 2, area.center().y() - side / 2, side, side)
            painter.setOpacity(0.5)
            paint_icon(painter, middle, "picture", "dim")
        else:
            if item.image.hasAlphaChannel():
                paint_checker(painter, area, theme.px(6))
            scale = min(area.width() / item.image.width(), area.height() / item.image.height())
            width, height = item.image.width() * scale, item.image.height() * scale
            place = QRectF(area.center().x() - width / 2, area.center().y() - height / 2, width, height)
            painter.drawImage(place, item.image)
        if item.tone:
            painter.setOpacity(1.0)
            height = theme.px(3)
            painter.fillRect(
                QRectF(area.left(), area.bottom() - height, area.width(), height),
                QColor(theme.current().tone(item.tone)),
            )
        painter.restore()

    def _paint_state(self, painter: QPainter, area: QRectF, state: QStyle.StateFlag, index: AnyIndex) -> None:
        tones = theme.current()
        radius = theme.px(RADIUS_SMALL)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        is_current = self._grid.view.hasFocus() and self._grid.view.currentIndex() == index
        if state & QStyle.StateFlag.State_Selected:
            painter.setPen(QPen(QColor(tones.accent), 2))
            painter.drawRoundedRect(area.adjusted(-1, -1, 1, 1), radius + 1, radius + 1)
            if is_current:  # a second ring inside: here the keys count
                painter.setPen(QPen(QColor(tones.surface1), 2))
                painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), radius, radius)
                painter.setPen(QPen(QColor(tones.accent), 1))
                painter.drawRoundedRect(area.adjusted(2.5, 2.5, -2.5, -2.5), radius - 1, radius - 1)
        elif is_current:
            painter.setPen(QPen(QColor(tones.accent), 1))
            painter.drawRoundedRect(area.adjusted(-1.5, -1.5, 1.5, 1.5), radius + 1, radius + 1)
        else:
            is_hovered = bool(state & QStyle.StateFlag.State_MouseOver)
            painter.setPen(QPen(QColor(tones.text_dim if is_hovered else tones.line), 1))
            painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)

    def _paint_label(self, painter: QPainter, area: QRectF, item: ThumbnailItem, is_selected: bool) -> None:
        tones = theme.current()
        font = theme.text_font(LABEL_PX)
        text = QFontMetrics(font).elidedText(item.label, Qt.TextElideMode.ElideRight, int(area.width()))
        painter.setFont(font)
        painter.setPen(QColor(tones.text if is_selected else tones.text_dim))
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, text)

    def _paint_badges(self, painter: QPainter, area: QRectF, item: ThumbnailItem) -> None:
        right = area.right() - theme.px(SPACE_4)
        for entry in item.badges:
            badge = _as_badge(entry)
            right -= self._paint_badge(painter, right, area.top() + theme.px(SPACE_4), badge) + theme.px(2)

    def _paint_badge(self, painter: QPainter, right: float, top: float, badge: ThumbnailBadge) -> float:
        tones = theme.current()
        side = theme.px(16)
        font = theme.numeric_font(LABEL_PX - 1, theme.SEMIBOLD)
        width = side if badge.icon else max(side, QFontMetrics(font).horizontalAdvance(badge.text) + theme.px(8))
        area = QRectF(right - width, top, width, side)
        ground = QColor(tones.surface1)
        ground.setAlphaF(0.9)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(area, theme.px(RADIUS_SMALL), theme.px(RADIUS_SMALL))
        if badge.icon:
            inset = theme.px(2)
            paint_icon(painter, area.adjusted(inset, inset, -inset, -inset), badge.icon, badge.tone)
        else:
            painter.setFont(font)
            painter.setPen(QColor(tones.tone(badge.tone)))
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter, badge.text)
        return width


def _as_badge(entry: ThumbnailBadge | str) -> ThumbnailBadge:
    if isinstance(entry, ThumbnailBadge):
        return entry
    return ThumbnailBadge(icon=entry) if has_icon(entry) else ThumbnailBadge(text=entry)


class _View(QListView):
    """The list itself."""

    resized = Signal()
    left = Signal()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self.resized.emit()

    def viewportEvent(self, event: QEvent) -> bool:  # noqa: N802
        if event.type() == QEvent.Type.Leave:
            self.left.emit()
        return super().viewportEvent(event)


class ThumbnailGrid(QWidget):
    """A grid of pictures; arrows move, Enter activates, drags carry ids (one a line) under the mime type."""

    clicked = Signal(str)
    activated = Signal(str)
    hovered = Signal(str)
    menu_requested = Signal(str, QPoint)
    selection_changed = Signal(list)
    image_needed = Signal(str)

    def __init__(
        self,
        size_px: int = 88,
        mime_type: str = DRAG_TYPE,
        is_multiple: bool = False,
        has_labels: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._size_px = size_px
        self._has_labels = has_labels
        self._hovered = ""
        self._items = ThumbnailModel(mime_type, self)
        self.view = self._make_view(bool(mime_type), is_multiple)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)
        self.setFocusProxy(self.view)
        theme.notifier().changed.connect(self._fit)
        self._fit()

    def set_items(self, items: Sequence[ThumbnailItem]) -> None:
        """Show other items; what was selected and still is there stays selected, and the view stays where it was."""
        kept, at = self.selected(), self.view.verticalScrollBar().value()
        self._items.put(items)
        for item_id in kept:
            self._select(item_id, QItemSelectionModel.SelectionFlag.Select)
        self.view.verticalScrollBar().setValue(at)

    def set_drag_text(self, text_of: Callable[[list[str]], str]) -> None:
        """What a drag carries for some ids, instead of the ids."""
        self._items.drag_text = text_of

    def set_image(self, item_id: str, image: QImage) -> None:
        """Show an item's picture; nothing for an unknown id."""
        item = self.item(item_id)
        if item is not None:
            self._items.change(item_id, replace(item, image=image))

    def set_badges(self, item_id: str, badges: tuple[ThumbnailBadge | str, ...]) -> None:
        """Show other signs on an item; nothing for an unknown id."""
        item = self.item(item_id)
        if item is not None:
            self._items.change(item_id, replace(item, badges=badges))

    def item(self, item_id: str) -> ThumbnailItem | None:
        """An item by its id."""
        row = self._items.row_of(item_id)
        return self._items.items[row] if row >= 0 else None

    def ids(self) -> tuple[str, ...]:
        """The ids of all items, in their order."""
        return tuple(item.id for item in self._items.items)

    def selected(self) -> list[str]:
        """The ids of the selected items, in the grid's order."""
        rows = sorted(index.row() for index in self.view.selectionModel().selectedIndexes())
        return [self._items.items[row].id for row in rows]

    def select(self, item_id: str) -> None:
        """Select one item and show it; an unknown id selects none."""
        self.view.clearSelection()
        self._select(item_id, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def set_size(self, size_px: int) -> None:
        """How wide a picture wants to be; the grid stretches it to fill its rows."""
        self._size_px = size_px
        self._fit()

    def has_labels(self) -> bool:
        """Whether names stand below the pictures."""
        return self._has_labels

    def visible_ids(self) -> list[str]:
        """The ids of the items in view."""
        area = self.view.viewport().rect()
        rows = range(self._items.rowCount())
        return [self._items.items[r].id for r in rows if self.view.visualRect(self._items.index(r)).intersects(area)]

    def _make_view(self, can_drag: bool, is_multiple: bool) -> _View:
        view = _View(self)
        view.setModel(self._items)
        view.setItemDelegate(_Painter(self))
        view.setProperty("kit", "grid")
        view.setViewMode(QListView.ViewMode.IconMode)
        view.setMovement(QListView.Movement.Static)
        view.setResizeMode(QListView.ResizeMode.Adjust)
        view.setUniformItemSizes(True)
        view.setMouseTracking(True)
        view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        mode = QAbstractItemView.SelectionMode
        view.setSelectionMode(mode.ExtendedSelection if is_multiple else mode.SingleSelection)
        view.setDragEnabled(can_drag)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.customContextMenuRequested.connect(self._ask_menu)
        view.clicked.connect(lambda index: self.clicked.emit(self._items.items[index.row()].id))
        view.activated.connect(lambda index: self.activated.emit(self._items.items[index.row()].id))
        view.entered.connect(lambda index: self._hover(self._items.items[index.row()].id))
        view.viewportEntered.connect(lambda: self._hover(""))
        view.left.connect(lambda: self._hover(""))
        view.resized.connect(self._fit)
        view.selectionModel().selectionChanged.connect(lambda _on, _off: self.selection_changed.emit(self.selected()))
        return view

    def _select(self, item_id: str, how: QItemSelectionModel.SelectionFlag) -> None:
        row = self._items.row_of(item_id)
        if row >= 0:
            index = self._items.index(row)
            self.view.selectionModel().setCurrentIndex(index, how)
            self.view.scrollTo(index)

    def _hover(self, item_id: str) -> None:
        if item_id != self._hovered:
            self._hovered = item_id
            self.hovered.emit(item_id)

    def _ask_menu(self, at: QPoint) -> None:
        index = self.view.indexAt(at)
        item_id = self._items.items[index.row()].id if index.isValid() else ""
        self.menu_requested.emit(item_id, self.view.viewport().mapToGlobal(at))

    def _fit(self) -> None:
        """As many columns as fit at the wished size, stretched to fill the row."""
        # The room of the scroll bar is always kept, or the grid would flip between two widths.
        width = self.view.width() - self.view.verticalScrollBar().sizeHint().width() - 2
        wished = theme.px(self._size_px) + 2 * theme.px(SPACE_4)
        columns = max(1, width // wished)
        side = max(theme.px(32), width // columns)
        label_room = theme.px(_LABEL_ROOM) if self._has_labels else 0
        self.view.setGridSize(QSize(side, side + label_room))
        self.view.viewport().update()
