"""The list of characters: cards that can be chosen, renamed in place, dragged and dropped onto."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QFontMetrics,
    QImage,
    QKeyEvent,
    QPainter,
    QPainterPath,
    QPen,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from studio.models.cast_rows import CharacterCard
from studio.views.cast import drops
from studio.views.kit import theme
from studio.views.kit.checker import paint_checker
from studio.views.kit.icons import paint_icon
from studio.views.kit.tokens import LABEL_PX, RADIUS, RADIUS_SMALL, SPACE_4, SPACE_8, SPACE_12

_Index = QModelIndex | QPersistentModelIndex
_CARD, _IMAGE = int(Qt.ItemDataRole.UserRole), int(Qt.ItemDataRole.UserRole) + 1
HEAD_PX = 52


class CastList(QListWidget):
    """Shows cards; every wish is told by a signal."""

    chosen = Signal(str)
    renamed = Signal(str, str)
    moved = Signal(str, int)
    pictures_dropped = Signal(list, str)
    image_dropped = Signal(QImage, str)
    expressions_dropped = Signal(list, str)
    menu_requested = Signal(str, QPoint)
    remove_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._aimed = ""
        self._insert_at = -1
        self.setAccessibleName(self.tr("Characters"))
        self.setItemDelegate(_CardDelegate(self))
        self.setFrameShape(QListWidget.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setDropIndicatorShown(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setMouseTracking(True)
        self.setSpacing(0)
        self.setStyleSheet("QListWidget { background: transparent; border: none; }")  # cards show the focus
        self.currentItemChanged.connect(self._on_current)
        self.itemDoubleClicked.connect(lambda item: self.start_rename(self._card(item).id))
        self.customContextMenuRequested.connect(self._on_menu)
        theme.notifier().changed.connect(self._on_theme)

    # --- what is shown

    def set_cards(self, cards: Sequence[CharacterCard], selected: str) -> None:
        """Show these; pictures that are known stay."""
        images = {self._card(item).id: item.data(_IMAGE) for item in self._items()}
        if self.state() == QAbstractItemView.State.EditingState and [c.id for c in cards] == list(images):
            self._make_current(selected)
            return
        self.blockSignals(True)
        self.clear()
        for card in cards:
            item = QListWidgetItem(card.name)
            item.setData(_CARD, card)
            item.setData(_IMAGE, images.get(card.id))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, self._spoken(card))
            item.setToolTip("\n".join(card.warnings))
            flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDropEnabled
            if not card.is_waiting:
                flags |= Qt.ItemFlag.ItemIsEditable | Qt.ItemFlag.ItemIsDragEnabled
            item.setFlags(flags)
            self.addItem(item)
        self._make_current(selected)
        self.blockSignals(False)
        self.viewport().update()

    def set_thumbnail(self, card_id: str, image: QImage) -> None:
        """Show a head."""
        item = self._item(card_id)
        if item is not None:
            self.blockSignals(True)
            item.setData(_IMAGE, image)
            self.blockSignals(False)
            self.viewport().update()

    def start_rename(self, card_id: str) -> None:
        """Type the name in place."""
        item = self._item(card_id)
        if item is not None and item.flags() & Qt.ItemFlag.ItemIsEditable:
            self.setCurrentItem(item)
            self.editItem(item)

    def card_ids(self) -> list[str]:
        """Ids, from top to bottom."""
        return [self._card(item).id for item in self._items()]

    def _make_current(self, card_id: str) -> None:
        item = self._item(card_id)
        if item is not None:
            self.setCurrentItem(item)
        else:
            self.setCurrentRow(-1)

    def _spoken(self, card: CharacterCard) -> str:
        return ", ".join([card.name, words_of(self, card), *card.warnings])

    def _items(self) -> list[QListWidgetItem]:
        return [self.item(row) for row in range(self.count())]

    def _item(self, card_id: str) -> QListWidgetItem | None:
        return next((item for item in self._items() if self._card(item).id == card_id), None)

    @staticmethod
    def _card(item: QListWidgetItem) -> CharacterCard:
        card = item.data(_CARD)
        assert isinstance(card, CharacterCard)
        return card

    # --- wishes

    def _on_current(self, item: QListWidgetItem | None, _before: QListWidgetItem | None) -> None:
        if item is not None:
            self.chosen.emit(self._card(item).id)

    def _on_menu(self, place: QPoint) -> None:
        item = self.itemAt(place)
        self.menu_requested.emit(self._card(item).id if item is not None else "", self.viewport().mapToGlobal(place))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Delete removes, Ctrl and an arrow moves, Return opens."""
        item = self.currentItem()
        is_ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if item is not None and event.key() == Qt.Key.Key_Delete and not event.modifiers():
            self.remove_requested.emit(self._card(item).id)
        elif item is not None and is_ctrl and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.moved.emit(self._card(item).id, self.row(item) + (1 if event.key() == Qt.Key.Key_Down else -1))
        elif item is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.chosen.emit(self._card(item).id)
        else:
            super().keyPressEvent(event)

    # --- drag and drop

    @property
    def aimed(self) -> str:
        """The card that a drag is over."""
        return self._aimed

    @property
    def insert_at(self) -> int:
        """Before which row a dragged card would stand; -1 for none."""
        return self._insert_at

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 (Qt's name)
        """Welcome cards, pictures and expressions."""
        if event.source() is self or drops.takes(event.mimeData()):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:  # noqa: N802 (Qt's name)
        """Show where it would go."""
        place = event.position().toPoint()
        if event.source() is self:
            self._aim("", self._row_between(place))
        else:
            item = self.itemAt(place)
            card = self._card(item) if item is not None else None
            self._aim(card.id if card is not None and not card.is_waiting else "", -1)
        event.acceptProposedAction()

    def dragLeaveEvent(self, event: object) -> None:  # noqa: N802 (Qt's name)
        """Nothing came of it."""
        self._aim("", -1)

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 (Qt's name)
        """Tell what came."""
        place, item = event.position().toPoint(), self.currentItem()
        if event.source() is self and item is not None:
            row, wanted = self.row(item), self._row_between(place)
            if wanted not in (row, row + 1):
                self.moved.emit(self._card(item).id, wanted - 1 if wanted > row else wanted)
            event.setDropAction(Qt.DropAction.CopyAction)  # the list itself moves nothing
            event.accept()
        else:
            self._take(event, place)
        self._aim("", -1)

    def _take(self, event: QDropEvent, place: QPoint) -> None:
        item, data = self.itemAt(place), event.mimeData()
        card = self._card(item) if item is not None else None
        target = card.id if card is not None and not card.is_waiting else ""
        expressions, files, image = drops.expressions_of(data), drops.files_of(data), drops.image_of(data)
        if expressions and target:
            self.expressions_dropped.emit(expressions, target)
        elif files:
            self.pictures_dropped.emit(files, target)
        elif image is not None:
            self.image_dropped.emit(image, target)
        event.acceptProposedAction()

    def _row_between(self, place: QPoint) -> int:
        for row in range(self.count()):
            box = self.visualItemRect(self.item(row))
            if place.y() < box.center().y():
                return row
        return self.count()

    def _aim(self, card_id: str, row: int) -> None:
        if (card_id, row) != (self._aimed, self._insert_at):
            self._aimed, self._insert_at = card_id, row
            self.viewport().update()

    def _on_theme(self) -> None:
        self.doItemsLayout()
        self.viewport().update()


class _CardDelegate(QStyledItemDelegate):
    """Draws a card, and edits its name where it stands."""

    def __init__(self, cast: CastList) -> None:
        super().__init__(cast)
        self._list = cast

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:  # noqa: N802 (Qt's name)
        """One height for all."""
        return QSize(120, theme.px(HEAD_PX + 2 * SPACE_8))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Head, name, how many pictures, and what is wrong, with a sign."""
        card, image = index.data(_CARD), index.data(_IMAGE)
        area = QRectF(option.rect).adjusted(SPACE_4, 2, -SPACE_4, -2)
        state = option.state
        colors = theme.current()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_selected = bool(state & QStyle.StateFlag.State_Selected)
        is_aimed = self._list.aimed == card.id
        if is_selected or is_aimed or state & QStyle.StateFlag.State_MouseOver:
            ground = QColor(colors.accent if is_selected or is_aimed else colors.text)
            ground.setAlphaF((0.2 if colors.is_dark else 0.13) if is_selected or is_aimed else 0.06)
            painter.setBrush(ground)
            has_focus = is_selected and self._list.hasFocus()
            painter.setPen(QPen(QColor(colors.accent), 1.5) if has_focus or is_aimed else Qt.PenStyle.NoPen)
            painter.drawRoundedRect(area.adjusted(0.75, 0.75, -0.75, -0.75), RADIUS, RADIUS)
        self._paint_head(painter, self._head_area(area), image, card.is_waiting)
        self._paint_words(painter, self._word_area(area), card)
        if self._list.insert_at in (index.row(), index.row() + 1):
            y = area.top() - 2 if self._list.insert_at == index.row() else area.bottom() + 2
            painter.setPen(QPen(QColor(colors.accent), 2))
            painter.drawLine(round(area.left()), round(y), round(area.right()), round(y))
        painter.restore()

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: _Index) -> QWidget:  # noqa: N802
        """A field for the name."""
        field = QLineEdit(parent)
        field.setAccessibleName(self.tr("Name"))
        return field

    def setEditorData(self, editor: QWidget, index: _Index) -> None:  # noqa: N802 (Qt's name)
        """Begin with the present name, selected."""
        assert isinstance(editor, QLineEdit)
        editor.setText(index.data(_CARD).name)
        editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: _Index) -> None:  # noqa: N802
        """Tell the new name; the list shows it when the project has it."""
        assert isinstance(editor, QLineEdit)
        card = index.data(_CARD)
        if editor.text().strip() != card.name:
            self._list.renamed.emit(card.id, editor.text())

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: _Index) -> None:  # noqa: N802
        """Over the name."""
        words = self._word_area(QRectF(option.rect).adjusted(SPACE_4, 2, -SPACE_4, -2))
        height = theme.px(26)
        editor.setGeometry(QRect(round(words.x()) - 7, round(words.y()) - 4, round(words.width()) + 7, height))

    def _head_area(self, area: QRectF) -> QRectF:
        side = theme.px(HEAD_PX)
        return QRectF(area.x() + SPACE_8, area.center().y() - side / 2, side, side)

    def _word_area(self, area: QRectF) -> QRectF:
        left = self._head_area(area).right() + SPACE_12
        return QRectF(left, area.y() + SPACE_8 + 2, area.right() - left - SPACE_8, area.height() - 2 * SPACE_8)

    def _paint_head(self, painter: QPainter, area: QRectF, image: QImage | None, is_waiting: bool) -> None:
        painter.save()
        path = QPainterPath()
        path.addRoundedRect(area, RADIUS_SMALL, RADIUS_SMALL)
        painter.setClipPath(path)
        paint_checker(painter, area, 6)
        if image is not None and not image.isNull():
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            side = min(image.width(), image.height())
            part = QRectF((image.width() - side) / 2, 0, side, side)
            painter.drawImage(area, image, part)
        painter.restore()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        edge = QPen(QColor(theme.current().line), 1, Qt.PenStyle.DashLine if is_waiting else Qt.PenStyle.SolidLine)
        painter.setPen(edge)
        painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS_SMALL, RADIUS_SMALL)

    def _paint_words(self, painter: QPainter, area: QRectF, card: CharacterCard) -> None:
        colors = theme.current()
        name_font, small = theme.text_font(weight=theme.SEMIBOLD), theme.text_font(LABEL_PX)
        painter.setFont(name_font)
        painter.setPen(QColor(colors.text))
        metrics = painter.fontMetrics()
        line = metrics.height()
        name = metrics.elidedText(card.name, Qt.TextElideMode.ElideRight, int(area.width()))
        painter.drawText(QRectF(area.x(), area.y(), area.width(), line), Qt.AlignmentFlag.AlignVCenter, name)
        painter.setFont(small)
        metrics = painter.fontMetrics()
        top = area.y() + line + 3
        painter.setPen(QColor(colors.text_dim))
        row = QRectF(area.x(), top, area.width(), metrics.height())
        has_note = len(card.warnings) == 1 and not card.is_waiting
        if not card.is_waiting and not has_note:
            painter.drawText(row, Qt.AlignmentFlag.AlignVCenter, words_of(self._list, card))
            row.translate(0, metrics.height() + 1)
        if card.warnings:
            side = theme.px(12)
            paint_icon(painter, QRectF(row.x(), row.center().y() - side / 2, side, side), "warning", "warn")
            painter.setPen(QColor(colors.warn))
            words = row.adjusted(side + 4, 0, 0, 0)
            first = card.warnings[0].partition(": ")[2] or card.warnings[0]  # without the file's name
            several = self.tr("{count} notes").format(count=len(card.warnings))
            text = first[:1].upper() + first[1:] if len(card.warnings) == 1 else several
            for part in _lines(text, metrics, int(words.width()), 2 if has_note else 1):
                painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, part)
                words.translate(0, metrics.height())


def _lines(text: str, metrics: QFontMetrics, width: int, most: int) -> list[str]:
    """The text in so many lines at most; what is too much is cut off."""
    lines: list[str] = []
    rest = text.split()
    while rest and len(lines) < most - 1:
        line = rest.pop(0)
        while rest and metrics.horizontalAdvance(f"{line} {rest[0]}") <= width:
            line = f"{line} {rest.pop(0)}"
        lines.append(metrics.elidedText(line, Qt.TextElideMode.ElideRight, width))
    if rest:
        lines.append(metrics.elidedText(" ".join(rest), Qt.TextElideMode.ElideRight, width))
    return lines


def words_of(widget: QWidget, card: CharacterCard) -> str:
    """How many pictures somebody has."""
    if card.is_waiting:
        return widget.tr("Kept aside")
    if card.reference_count == 1:
        return widget.tr("1 picture")
    return widget.tr("{count} pictures").format(count=card.reference_count)
