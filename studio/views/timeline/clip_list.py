"""All clips: the project's, typed ones, ready-made ones; and fields for making speech and transitions."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QMenu,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from studio.models.export_edits import Choice
from studio.models.playhead import ClipKind, ClipRow
from studio.models.sheet import LoopMode
from studio.views.kit import theme
from studio.views.kit.icons import icon, pixmap
from studio.views.kit.tokens import SPACE_4, SPACE_8
from studio.views.kit.widgets import ComboBox, IconButton, SearchField, Section, label

_ID = int(Qt.ItemDataRole.UserRole)
_KIND = _ID + 1


class _Tree(QTreeWidget):
    """The list; Delete asks for taking a clip away, Return plays it."""

    delete_pressed = Signal()
    play_pressed = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if self.state() == QAbstractItemView.State.EditingState:
            event.accept()  # the key that ended a name
        elif event.key() == Qt.Key.Key_Delete:
            self.delete_pressed.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.play_pressed.emit()
        else:
            super().keyPressEvent(event)


class ClipList(QWidget):
    """Choose, find, rename, duplicate, add, delete; type "talk:hello" or "joy..anger"."""

    clip_chosen = Signal(str)
    word_entered = Signal(str)
    new_requested = Signal()
    add_requested = Signal(str)
    rename_requested = Signal(str, str)
    duplicate_requested = Signal(str)
    delete_requested = Signal(str)
    play_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[ClipRow, ...] = ()
        self._chosen = ""
        self.search = SearchField(self.tr("Find a clip"))
        self.tree = _Tree()
        self.tree.setColumnCount(2)
        self.tree.setHeaderHidden(True)
        self.tree.setRootIsDecorated(False)
        self.tree.setIndentation(0)
        self.tree.setUniformRowHeights(True)
        self.tree.setAccessibleName(self.tr("Clips"))
        self.tree.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.tree.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        header = self.tree.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.problem = label("", "label", "bad")
        self.problem.setWordWrap(True)
        self.problem.hide()
        self.words = QLineEdit()
        self.words.setPlaceholderText(self.tr("Say something"))
        self.words.setAccessibleName(self.tr("Words to be said"))
        self.start, self.end = ComboBox(), ComboBox()
        self.start.setAccessibleName(self.tr("Transition from"))
        self.end.setAccessibleName(self.tr("Transition to"))
        for chooser in (self.start, self.end):
            chooser.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.say = IconButton("plus", self.tr("Make a clip of these words"))
        self.go = IconButton("plus", self.tr("Make a transition"))
        self.new = IconButton("plus", self.tr("New clip"))
        self.duplicate = IconButton("duplicate", self.tr("Duplicate into the project"))
        self.rename = IconButton("rename", self.tr("Rename (F2)"))
        self.delete = IconButton("trash", self.tr("Delete (Del)"))
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(SPACE_4)
        top.addWidget(self.search, 1)
        for button in (self.new, self.duplicate, self.rename, self.delete):
            top.addWidget(button)
        body, rows = QWidget(), QVBoxLayout()
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(SPACE_4)
        for widgets in ((self.words, self.say), (self.start, label("→", "dim"), self.end, self.go)):
            line = QHBoxLayout()
            line.setSpacing(SPACE_4)
            for widget in widgets:
                line.addWidget(widget, 0 if isinstance(widget, IconButton) or widgets.index(widget) == 1 else 1)
            rows.addLayout(line)
        body.setLayout(rows)
        self.maker = Section(self.tr("Speech and transitions"), body, is_open=False)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_8, SPACE_8, SPACE_8, SPACE_8)
        column.setSpacing(SPACE_8)
        column.addLayout(top)
        column.addWidget(self.tree, 1)
        column.addWidget(self.problem)
        column.addWidget(self.maker)

    def _connect(self) -> None:
        self.search.searched.connect(lambda _text: self._fill())
        self.tree.currentItemChanged.connect(lambda item, _before: self._choose(item))
        self.tree.itemChanged.connect(self._on_renamed)
        self.tree.itemDoubleClicked.connect(lambda item, _column: self.play_requested.emit() if item else None)
        self.tree.customContextMenuRequested.connect(self._open_menu)
        self.tree.delete_pressed.connect(lambda: self._if_chosen(self.delete_requested))
        self.tree.play_pressed.connect(self.play_requested)
        self.words.returnPressed.connect(self._say)
        self.say.clicked.connect(self._say)
        self.go.clicked.connect(lambda: self.word_entered.emit(f"{self.start.value()}..{self.end.value()}"))
        self.new.clicked.connect(self.new_requested)
        self.duplicate.clicked.connect(lambda: self._if_chosen(self.duplicate_requested))
        self.delete.clicked.connect(lambda: self._if_chosen(self.delete_requested))
        self.rename.clicked.connect(self.edit_name)
        theme.notifier().changed.connect(self._fill)

    # --- showing

    def show_clips(self, rows: tuple[ClipRow, ...]) -> None:
        """Fill the list."""
        if rows != self._rows:
            self._rows = rows
            self._fill()

    def show_chosen(self, clip_id: str) -> None:
        """Mark the clip that lies on the timeline."""
        self._chosen = clip_id
        self._mark()

    def show_expressions(self, choices: tuple[Choice, ...]) -> None:
        """What transitions begin and end with."""
        options = [(choice.id, choice.title) for choice in choices]
        had_any = self.start.count() > 0
        for chooser, first in ((self.start, "neutral"), (self.end, "joy")):
            chooser.set_options(options)
            if not had_any and chooser.findData(first) >= 0:
                chooser.set_value(first)

    def show_problem(self, text: str) -> None:
        """Why a word is no clip."""
        self.problem.setText(text)
        self.problem.setVisible(bool(text))

    def ids(self) -> list[str]:
        """The clips that are listed, in their order."""
        items = [self.tree.topLevelItem(row) for row in range(self.tree.topLevelItemCount())]
        return [str(item.data(0, _ID)) for item in items if item is not None and item.data(0, _ID)]

    def edit_name(self) -> None:
        """Type another name for the chosen clip."""
        item = self._item(self._chosen)
        if item is not None and item.flags() & Qt.ItemFlag.ItemIsEditable:
            self.tree.setFocus()
            self.tree.editItem(item, 0)

    def _fill(self) -> None:
        groups = (
            (ClipKind.PROJECT, self.tr("In this project")), (ClipKind.TYPED, self.tr("Tried out")),
            (ClipKind.READY_MADE, self.tr("Ready-made")),
        )  # fmt: skip
        wanted = self.search.text().strip().casefold()
        self.tree.blockSignals(True)
        self.tree.clear()
        for kind, title in groups:
            rows = [row for row in self._rows if row.kind is kind and wanted in f"{row.name} {row.id}".casefold()]
            if rows:
                self.tree.addTopLevelItem(self._heading(title))
            for row in rows:
                self.tree.addTopLevelItem(self._line(row))
        self.tree.blockSignals(False)
        self._mark()

    def _heading(self, title: str) -> QTreeWidgetItem:
        item = QTreeWidgetItem([title])
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        item.setFont(0, theme.text_font(11))
        item.setForeground(0, QColor(theme.current().text_dim))
        item.setSizeHint(0, QSize(0, theme.px(24)))
        item.setFirstColumnSpanned(True)
        return item

    def _line(self, row: ClipRow) -> QTreeWidgetItem:
        item = QTreeWidgetItem([row.name, self.tr("{seconds} s").format(seconds=f"{row.duration_ms / 1000:.1f}")])
        item.setData(0, _ID, row.id)
        item.setData(0, _KIND, row.kind.value)
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        item.setFlags(flags | Qt.ItemFlag.ItemIsEditable if row.kind is ClipKind.PROJECT else flags)
        name = "arrow-right" if row.loop is LoopMode.ONCE else "loop"
        item.setIcon(0, _tinted(name, row.colour) if row.colour else icon(name, "dim"))
        item.setFont(1, theme.numeric_font(11))
        item.setForeground(1, QColor(theme.current().text_dim))
        item.setToolTip(0, row.id)
        item.setSizeHint(0, QSize(0, theme.px(24)))
        return item

    def _mark(self) -> None:
        self.tree.blockSignals(True)
        item = self._item(self._chosen)
        if item is not None:
            self.tree.setCurrentItem(item)
        else:
            self.tree.setCurrentIndex(QModelIndex())
        self.tree.blockSignals(False)
        kind = next((row.kind for row in self._rows if row.id == self._chosen), None)
        self.duplicate.setEnabled(kind is not None)
        self.rename.setEnabled(kind is ClipKind.PROJECT)
        self.delete.setEnabled(kind in (ClipKind.PROJECT, ClipKind.TYPED))

    def _item(self, clip_id: str) -> QTreeWidgetItem | None:
        items = (self.tree.topLevelItem(row) for row in range(self.tree.topLevelItemCount()))
        return next((item for item in items if item is not None and clip_id and item.data(0, _ID) == clip_id), None)

    # --- asking

    def _choose(self, item: QTreeWidgetItem | None) -> None:
        if item is not None and item.data(0, _ID):
            self.clip_chosen.emit(str(item.data(0, _ID)))

    def _on_renamed(self, item: QTreeWidgetItem, column: int) -> None:
        name = item.text(0).strip()
        row = next((one for one in self._rows if one.id == item.data(0, _ID)), None)
        if column == 0 and row is not None and name and name != row.name:
            self.rename_requested.emit(row.id, name)
        elif row is not None and not name:
            item.setText(0, row.name)

    def _say(self) -> None:
        text = self.words.text().strip()
        if text:
            self.word_entered.emit(text if ".." in text or text.startswith("talk:") else f"talk:{text}")
            self.words.selectAll()

    def _if_chosen(self, signal: object) -> None:
        if self._chosen:
            signal.emit(self._chosen)  # type: ignore[attr-defined]

    def _open_menu(self, point: QPoint) -> None:
        item = self.tree.itemAt(point)
        if item is None or not item.data(0, _ID):
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        add = menu.addAction(icon("save"), self.tr("Add to the project"), lambda: self._if_chosen(self.add_requested))
        add.setEnabled(item.data(0, _KIND) != ClipKind.PROJECT.value)
        for button in (self.duplicate, self.rename, self.delete):
            action = menu.addAction(button.icon(), button.toolTip())
            action.setEnabled(button.isEnabled())
            action.triggered.connect(button.click)
        menu.popup(self.tree.viewport().mapToGlobal(point))


def _tinted(name: str, colour: str) -> QIcon:
    """An icon in a clip's own colour."""
    picture = pixmap(name, theme.px(16), "dim", 2.0)
    painter = QPainter(picture)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
    painter.fillRect(0, 0, picture.width(), picture.height(), QColor(colour))
    painter.end()
    return QIcon(picture)
