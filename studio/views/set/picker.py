"""The list of what can be added to a set: search, groups, typed expressions, for one character or for all."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)  # fmt: skip
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListView,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)  # fmt: skip

from studio.models.set_view import PickerEntry, SetColumn, TypedExpression
from studio.views.kit import theme
from studio.views.kit.icons import paint_icon
from studio.views.kit.tokens import LABEL_PX, SPACE_8, SPACE_12
from studio.views.kit.widgets import ComboBox, SearchField, label, primary
from studio.views.set.headers import FAMILY_SIGNS

WIDTH, HEIGHT, ROW = 380, 460, 30
_Index = QModelIndex | QPersistentModelIndex


class _Entries(QAbstractListModel):
    """The entries that the search leaves."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.entries: tuple[PickerEntry, ...] = ()

    def put(self, entries: tuple[PickerEntry, ...]) -> None:
        has_same = [one.word for one in entries] == [one.word for one in self.entries]
        if has_same:
            self.entries = entries
            if entries:
                self.dataChanged.emit(self.index(0), self.index(len(entries) - 1))
            return
        self.beginResetModel()
        self.entries = entries
        self.endResetModel()

    def rowCount(self, parent: _Index | None = None) -> int:  # noqa: N802
        return 0 if parent is not None and parent.isValid() else len(self.entries)

    def data(self, index: _Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.entries[index.row()].title
        if role == Qt.ItemDataRole.ToolTipRole:
            return ", ".join((self.entries[index.row()].word, *self.entries[index.row()].tags))
        return None


class _EntryPainter(QStyledItemDelegate):
    def __init__(self, picker: ExpressionPicker) -> None:
        super().__init__(picker)
        self._picker = picker

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:  # noqa: N802
        return QSize(theme.px(200), theme.px(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        area: QRect = option.rect
        state = option.state
        tones, entry = theme.current(), self._picker.entry(index.row())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_selected = bool(state & QStyle.StateFlag.State_Selected)
        if is_selected or state & QStyle.StateFlag.State_MouseOver:
            wash = QColor(tones.accent if is_selected else tones.text)
            wash.setAlphaF(0.18 if is_selected else 0.06)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(wash)
            painter.drawRoundedRect(QRectF(area), theme.px(4), theme.px(4))
        inset, side = theme.px(8), theme.px(14)
        has_all = self._picker.has_all(entry)
        if has_all:
            mark = QRectF(area.left() + inset, area.center().y() - side / 2, side, side)
            paint_icon(painter, mark, "check", "good")
        sign = FAMILY_SIGNS.get(entry.family, "")
        painter.setFont(theme.text_font(LABEL_PX, theme.SEMIBOLD))
        painter.setPen(QColor(tones.family(entry.family)))
        letter = QRectF(area.left() + inset + side + theme.px(6), area.top(), theme.px(20), area.height())
        painter.drawText(letter, Qt.AlignmentFlag.AlignCenter, sign)
        painter.setFont(theme.text_font())
        painter.setPen(QColor(tones.text_dim if has_all else tones.text))
        left = letter.right() + theme.px(6)
        right_text = self._picker.kind_text(entry)
        metrics = QFontMetricsF(theme.text_font(LABEL_PX))
        room = metrics.horizontalAdvance(right_text) + inset
        title = QRectF(left, area.top(), area.right() - left - room - inset, area.height())
        text = QFontMetricsF(painter.font()).elidedText(entry.title, Qt.TextElideMode.ElideRight, title.width())
        painter.drawText(title, Qt.AlignmentFlag.AlignVCenter, text)
        painter.setFont(theme.text_font(LABEL_PX))
        painter.setPen(QColor(tones.text_dim))
        edge = QRectF(area.left(), area.top(), area.width() - inset, area.height())
        painter.drawText(edge, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, right_text)
        painter.restore()


class ExpressionPicker(QFrame):
    """A panel that floats over the page until Escape or a click elsewhere."""

    typed = Signal(str)
    expressions_added = Signal(object, str)
    """(tuple of words, character id or empty for all)"""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self._all: tuple[PickerEntry, ...] = ()
        self._characters: tuple[SetColumn, ...] = ()
        self._typed = TypedExpression("")
        self.setProperty("kit", "card")
        self.setFixedSize(theme.px(WIDTH), theme.px(HEIGHT))
        self.setAccessibleName(self.tr("Add expressions"))
        self._build()

    def _build(self) -> None:
        self.search = SearchField(self.tr("Find or type: joy:0.7, joy+surprise:0.5"))
        self.group = ComboBox([("", self.tr("All groups"))])
        self.group.setAccessibleName(self.tr("Group"))
        self.target = ComboBox([("", self.tr("Everybody"))])
        self.target.setAccessibleName(self.tr("For whom"))
        self._model = _Entries(self)
        self.list = QListView()
        self.list.setModel(self._model)
        self.list.setItemDelegate(_EntryPainter(self))
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        self.list.setProperty("plain", True)
        self.list.setAccessibleName(self.tr("Expressions"))
        self.message = label("", "label")
        self.message.setWordWrap(True)
        self.add_button = primary(QPushButton(self.tr("Add")))
        self.add_group_button = QPushButton(self.tr("Add all shown"))
        choices = QHBoxLayout()
        choices.setSpacing(SPACE_8)
        choices.addWidget(self.group, 1)
        choices.addWidget(self.target, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE_8)
        buttons.addWidget(self.add_group_button)
        buttons.addStretch(1)
        buttons.addWidget(self.add_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_12, SPACE_12, SPACE_12, SPACE_12)
        column.setSpacing(SPACE_8)
        column.addWidget(label(self.tr("Add expressions"), "title"))
        column.addWidget(self.search)
        column.addLayout(choices)
        column.addWidget(self.list, 1)
        column.addWidget(self.message)
        column.addLayout(buttons)
        self.search.textChanged.connect(self._on_text)
        self.group.chosen.connect(lambda _group: self._refresh())
        self.target.chosen.connect(lambda _who: self._refresh())
        self.list.doubleClicked.connect(lambda _index: self._add())
        self.list.selectionModel().selectionChanged.connect(lambda _new, _old: self._show_buttons())
        self.add_button.clicked.connect(self._add)
        self.add_group_button.clicked.connect(self._add_all)

    # --- showing

    def open_at(self, at: QPoint, character_id: str = "") -> None:
        """Open it with its upper left corner there, for one character or for all."""
        self.target.set_value(character_id)
        self.search.clear()
        self._refresh()
        self.move(at)
        self.show()
        self.search.setFocus()

    def set_entries(self, entries: Sequence[PickerEntry], characters: Sequence[SetColumn]) -> None:
        """What can be added, and to whom."""
        self._all, self._characters = tuple(entries), tuple(characters)
        self.target.set_options([("", self.tr("Everybody")), *((one.id, one.name) for one in characters)])
        groups = dict.fromkeys(entry.group for entry in entries)
        self.group.set_options([("", self.tr("All groups")), *((name, self._group_title(name)) for name in groups)])
        self._refresh()

    def set_typed(self, typed: TypedExpression) -> None:
        """What the typed text means."""
        self._typed = typed
        self._show_buttons()

    def entry(self, row: int) -> PickerEntry:
        """An entry of the list."""
        return self._model.entries[row]

    def has_all(self, entry: PickerEntry) -> bool:
        """Whether everybody who is meant has it already."""
        return self._wanted_ids() <= entry.wearers

    def kind_text(self, entry: PickerEntry) -> str:
        """What stands at the right of an entry."""
        if entry.wearers and not self.has_all(entry) and not self.target.value():
            return self.tr("{count} of {total}").format(count=len(entry.wearers), total=len(self._characters))
        return self._group_title(entry.group)

    def _group_title(self, group: str) -> str:
        return {
            "basic": self.tr("Basic"), "word": self.tr("Emotion words"), "viseme": self.tr("Mouth shapes"),
            "eyes": self.tr("Eyes"), "game": self.tr("Game"), "vowel": self.tr("Vowels"), "custom": self.tr("Own"),
        }.get(group, group)  # fmt: skip

    def _wanted_ids(self) -> frozenset[str]:
        chosen = self.target.value()
        return frozenset((chosen,)) if chosen else frozenset(one.id for one in self._characters)

    def _refresh(self) -> None:
        text, group = self.search.text().casefold().strip(), self.group.value()
        shown = tuple(one for one in self._all if group in ("", one.group) and _has(one, text))
        self._model.put(tuple(sorted(shown, key=lambda one: _rank(one, text))) if text else shown)
        self._show_buttons()

    def _show_buttons(self) -> None:
        words = self._chosen()
        typed = self._typed
        is_known = any(one.word == typed.word for one in self._model.entries)
        self.message.setText(typed.error if typed.text and not self._model.entries else "")
        if typed.word and not is_known:
            self.message.setText(self.tr("Enter adds “{title}”").format(title=typed.title))
        self.message.setVisible(bool(self.message.text()))
        is_plain = len(words) < 2
        self.add_button.setText(self.tr("Add") if is_plain else self.tr("Add {count}").format(count=len(words)))
        self.add_button.setEnabled(bool(words))
        count = len(self._new_words())
        self.add_group_button.setText(self.tr("Add all {count} shown").format(count=count))
        self.add_group_button.setEnabled(count > 0)

    # --- choosing

    def _chosen(self) -> tuple[str, ...]:
        """What a press of Enter would add: the selected entries, else the typed one, else the first that is left."""
        rows = sorted(index.row() for index in self.list.selectedIndexes())
        if rows:
            return tuple(self._model.entries[row].word for row in rows)
        if self._typed.text and self._typed.word:
            return (self._typed.word,)
        is_searching = bool(self.search.text().strip())
        return (self._model.entries[0].word,) if is_searching and self._model.entries else ()

    def _new_words(self) -> tuple[str, ...]:
        return tuple(one.word for one in self._model.entries if not self.has_all(one))

    def _add(self) -> None:
        words = self._chosen()
        if words:
            self.expressions_added.emit(words, self.target.value())
            self.list.clearSelection()
            self.search.selectAll()

    def _add_all(self) -> None:
        self.expressions_added.emit(self._new_words(), self.target.value())

    def _on_text(self, text: str) -> None:
        self.typed.emit(text)
        self.list.clearSelection()
        self._refresh()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Keys of its own."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._add()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up) and not self.list.hasFocus():
            self.list.setFocus()
            if not self.list.selectedIndexes() and self._model.entries:
                self.list.setCurrentIndex(self._model.index(0))
        else:
            super().keyPressEvent(event)


def _has(entry: PickerEntry, text: str) -> bool:
    return not text or any(text in field.casefold() for field in (entry.word, entry.title, entry.family, *entry.tags))


def _rank(entry: PickerEntry, text: str) -> int:
    """What is called so comes before what begins so, and that before what only has to do with it."""
    names = (entry.word, entry.title.casefold())
    if text in names:
        return 0
    return 1 if any(name.startswith(text) for name in names) else 2
