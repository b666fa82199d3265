"""The command palette: type a few letters, press Enter."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from studio.models.fuzzy import fuzzy_places
from studio.models.shell import PaletteEntry
from studio.views.kit import theme
from studio.views.kit.icons import has_icon, paint_icon
from studio.views.kit.widgets import SearchField, label

WIDTH_PX, ROWS_SHOWN, ROW_PX, TOP_PX = 560, 11, 32, 60
ENTRY_ROLE = Qt.ItemDataRole.UserRole
_Index = QModelIndex | QPersistentModelIndex


class _Entries(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._entries: tuple[PaletteEntry, ...] = ()

    def set_entries(self, entries: Sequence[PaletteEntry]) -> None:
        """Show others."""
        self.beginResetModel()
        self._entries = tuple(entries)
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: N802, B008 (Qt's)
        """How many."""
        return 0 if parent.isValid() else len(self._entries)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Text, or the whole entry."""
        entry = self._entries[index.row()]
        if role == ENTRY_ROLE:
            return entry
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{entry.text}, {entry.keys}" if entry.keys else entry.text
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Disabled ones can be read, not run."""
        return Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled


class _Painter(QStyledItemDelegate):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.query = ""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:  # noqa: N802 (Qt's name)
        """One line."""
        return QSize(theme.px(200), theme.px(ROW_PX))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Icon, text with the letters that were meant, group, keys."""
        entry: PaletteEntry = index.data(ENTRY_ROLE)
        rect: QRect = option.rect
        state = option.state
        colours = theme.current()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & QStyle.StateFlag.State_Selected:
            chosen = QColor(colours.accent)
            chosen.setAlphaF(0.22 if colours.is_dark else 0.14)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(chosen)
            painter.drawRoundedRect(QRectF(rect).adjusted(4, 1, -4, -1), 6, 6)
        if not entry.is_enabled:
            painter.setOpacity(0.45)
        margin, side = theme.px(14), theme.px(16)
        if has_icon(entry.icon):
            target = QRectF(rect.left() + margin, rect.center().y() - side / 2 + 1, side, side)
            paint_icon(painter, target, entry.icon, "dim")
        left = rect.left() + margin + side + theme.px(10)
        right = self._paint_keys(painter, rect, entry.keys)
        right = self._paint_group(painter, rect, right, entry.group)
        self._paint_text(painter, QRect(left, rect.top(), right - left, rect.height()), entry.text)
        painter.restore()

    def _paint_keys(self, painter: QPainter, rect: QRect, keys: str) -> int:
        right = rect.right() - theme.px(14)
        if not keys:
            return right
        font = theme.text_font(11)
        width = QFontMetrics(font).horizontalAdvance(keys) + theme.px(12)
        height = theme.px(20)
        box = QRectF(right - width + 0.5, rect.center().y() - height / 2 + 0.5, width, height)
        painter.setPen(QPen(QColor(theme.current().line), 1))
        painter.setBrush(QColor(theme.current().surface1))
        painter.drawRoundedRect(box, 4, 4)
        painter.setFont(font)
        painter.setPen(QColor(theme.current().text_dim))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, keys)
        return right - width - theme.px(10)

    def _paint_group(self, painter: QPainter, rect: QRect, right: int, group: str) -> int:
        font = theme.text_font(11)
        width = QFontMetrics(font).horizontalAdvance(group)
        painter.setFont(font)
        painter.setPen(QColor(theme.current().text_dim))
        box = QRect(right - width, rect.top(), width, rect.height())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, group)
        return right - width - theme.px(12)

    def _paint_text(self, painter: QPainter, rect: QRect, text: str) -> None:
        plain = theme.text_font()
        bold = QFont(plain)
        bold.setWeight(QFont.Weight.Bold)
        shown = QFontMetrics(bold).elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        meant = set(fuzzy_places(self.query, text))
        painter.setPen(QColor(theme.current().text))
        x = rect.left()
        for place, letter in enumerate(shown):
            font = bold if place in meant else plain
            painter.setFont(font)
            width = QFontMetrics(font).horizontalAdvance(letter)
            cell = QRect(x, rect.top(), width + 4, rect.height())
            painter.drawText(cell, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, letter)
            x += width


class Palette(QFrame):
    """See the module. It lies over the window and closes when the focus goes elsewhere."""

    query_changed = Signal(str)
    chosen = Signal(int)

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self.setObjectName("palette")
        self._over = over
        self._before: QWidget | None = None
        self.field = SearchField("")
        self.field.textChanged.connect(self.query_changed)  # at once: the list is short
        self.list = QListView(self)
        self.list.setProperty("plain", True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._entries = _Entries(self)
        self._painter = _Painter(self)
        self.list.setModel(self._entries)
        self.list.setItemDelegate(self._painter)
        self.list.clicked.connect(lambda index: self._choose(index.row()))
        self._nothing = label("", "dim")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(6)
        column.addWidget(self.field)
        column.addWidget(self.list, 1)
        column.addWidget(self._nothing, 1)
        self.field.installEventFilter(self)
        over.installEventFilter(self)
        theme.notifier().changed.connect(self.update)
        self.retranslate()
        self.hide()

    def retranslate(self) -> None:
        """Take the texts of the present language."""
        self.setAccessibleName(self.tr("Command palette"))
        self.field.setPlaceholderText(self.tr("What do you want to do?"))
        self.field.setAccessibleName(self.tr("What do you want to do?"))
        self.list.setAccessibleName(self.tr("What can be done"))
        self._nothing.setText(self.tr("Nothing is called like that."))

    @property
    def nothing_label(self) -> QLabel:
        """What is shown where nothing fits."""
        return self._nothing

    def open(self) -> None:
        """Come up, empty, with the focus in the field."""
        focused = self._over.focusWidget()
        self._before = focused if focused is not self.field else self._before
        self.field.blockSignals(True)
        self.field.clear()
        self.field.blockSignals(False)
        self._place()
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def dismiss(self) -> None:
        """Go away; the focus returns to where it was."""
        if self.isHidden():
            return
        self.hide()
        if self._before is not None and self._before.isVisible():
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)
        self._before = None

    def show_entries(self, entries: Sequence[PaletteEntry], query: str) -> None:
        """List these, best first, the first one selected."""
        self._painter.query = query
        self._entries.set_entries(entries)
        self.list.setVisible(bool(entries))
        self._nothing.setVisible(not entries)
        if entries:
            self.list.setCurrentIndex(self._entries.index(0))
        self._place()

    @property
    def entries(self) -> tuple[PaletteEntry, ...]:
        """What is listed."""
        return tuple(self._entries.index(row).data(ENTRY_ROLE) for row in range(self._entries.rowCount()))

    def _choose(self, row: int) -> None:
        if not 0 <= row < self._entries.rowCount() or not self._entries.index(row).data(ENTRY_ROLE).is_enabled:
            return
        self.dismiss()  # first: what is run may want the focus
        self.chosen.emit(row)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        """Keys of the list while the field has the focus."""
        if watched is self.field:
            if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
                return self._take_key(event)
            if _is_own_escape(event):
                event.accept()
                return True
            if event.type() == QEvent.Type.FocusOut and self._over.isActiveWindow():
                self.hide()
        elif event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def _take_key(self, event: QKeyEvent) -> bool:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            key = Qt.Key.Key_Down if key == Qt.Key.Key_Tab else Qt.Key.Key_Up
        if key in steps:
            count = self._entries.rowCount()
            here = self.list.currentIndex().row()
            is_step = abs(steps[key]) == 1
            place = (here + steps[key]) % count if is_step and count else min(max(here + steps[key], 0), count - 1)
            self.list.setCurrentIndex(self._entries.index(place))
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(self.list.currentIndex().row())
            return True
        if key == Qt.Key.Key_Escape:
            self.dismiss()
            return True
        return False

    def _place(self) -> None:
        width = min(theme.px(WIDTH_PX), self._over.width() - 32)
        rows = min(ROWS_SHOWN, max(1, self._entries.rowCount()))
        height = min(theme.px(ROW_PX * rows + 52), self._over.height() - 2 * TOP_PX)
        self.setGeometry((self._over.width() - width) // 2, theme.px(TOP_PX), width, height)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        """A card."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(theme.current().line_strong), 1))
        painter.setBrush(QColor(theme.current().surface2))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        painter.end()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


def _is_own_escape(event: QEvent) -> bool:
    """Esc while the palette is open is not the key that cancels a job."""
    is_asked = event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
    return is_asked and event.key() == Qt.Key.Key_Escape  # type: ignore[attr-defined]
