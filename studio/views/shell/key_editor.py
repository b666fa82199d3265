"""Changing the keys: search, record, see clashes, put back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from studio.models.fuzzy import fuzzy_score
from studio.models.shell import KeyRow
from studio.views.kit import theme
from studio.views.kit.widgets import IconButton, SearchField, label
from studio.views.shell.key_caps import KeyCaps

_MODIFIERS = frozenset({Qt.Key.Key_Control, Qt.Key.Key_Shift, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_AltGr})


class KeyRecorder(QPushButton):
    """Shows the keys of an action; click it, or press Enter on it, and press the new ones."""

    recorded = Signal(str)

    def __init__(self, row: KeyRow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = row
        self._is_recording = False
        self._caps = KeyCaps((), self)
        self._caps.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        inner = QHBoxLayout(self)
        inner.setContentsMargins(8, 2, 8, 2)
        inner.addWidget(self._caps, 0, Qt.AlignmentFlag.AlignLeft)
        inner.addStretch(1)
        self.setMinimumWidth(theme.px(150))
        self.setAutoDefault(False)
        self.clicked.connect(self.start)
        self._show()

    @property
    def is_recording(self) -> bool:
        """Whether the next key is taken."""
        return self._is_recording

    def set_row(self, row: KeyRow) -> None:
        """Show other keys."""
        self._row = row
        self._is_recording = False
        self._show()

    def start(self) -> None:
        """Take the next key."""
        self._is_recording = True
        self._show()
        self.setFocus()

    def _show(self) -> None:
        self._caps.setVisible(not self._is_recording and bool(self._row.keys))
        self._caps.set_keys(self._row.keys, self._row.is_own)
        self.setText(self.tr("Press the keys…") if self._is_recording else "")
        keys = ", ".join(self._row.keys) or self.tr("none")
        self.setAccessibleName(self.tr("Keys of “{action}”: {keys}").format(action=self._row.text, keys=keys))
        self.setToolTip(self.tr("Click, then press the new keys. Esc keeps the old ones, Backspace takes them away."))
        self.setMinimumHeight(self._caps.sizeHint().height() + 6)
        self.setMinimumWidth(max(theme.px(150), self._caps.sizeHint().width() + 18))

    def event(self, event: QEvent) -> bool:
        """While recording, every key is the new one, whoever else wants it."""
        if self._is_recording and isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                self._take(event)
                return True
        if self._is_recording and event.type() == QEvent.Type.FocusOut:
            self._is_recording = False
            self._show()
        return super().event(event)

    def _take(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _MODIFIERS:
            return
        self._is_recording = False
        if key == Qt.Key.Key_Escape and not event.modifiers():
            self._show()
            return
        is_cleared = key == Qt.Key.Key_Backspace and not event.modifiers()
        keys = "" if is_cleared else QKeySequence(event.keyCombination()).toString(
            QKeySequence.SequenceFormat.PortableText
        )  # fmt: skip
        self._show()
        self.recorded.emit(keys)


class KeyEditor(QWidget):
    """See the module."""

    keys_requested = Signal(str, str)
    reset_requested = Signal(str)
    reset_all_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[KeyRow, ...] = ()
        self._recorders: dict[str, KeyRecorder] = {}
        self._is_stale = True
        self.search = SearchField("")
        self.search.textChanged.connect(self._fill)
        self.reset_all_button = QPushButton(self)
        self.reset_all_button.setAutoDefault(False)
        self.reset_all_button.clicked.connect(self.reset_all_requested)
        head = QHBoxLayout()
        head.addWidget(self.search, 1)
        head.addWidget(self.reset_all_button)
        self._list = QWidget(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self._list)
        column.addStretch(1)
        self._column = column
        self.retranslate()

    def retranslate(self) -> None:
        """Take the texts of the present language."""
        self.search.setPlaceholderText(self.tr("Search an action or a key"))
        self.search.setAccessibleName(self.tr("Search an action or a key"))
        self.reset_all_button.setText(self.tr("Reset all keys"))

    def show_keys(self, rows: Sequence[KeyRow]) -> None:
        """List them."""
        focused = next((name for name, one in self._recorders.items() if one.hasFocus()), "")
        self._rows = tuple(rows)
        self.reset_all_button.setEnabled(any(row.is_own for row in rows))
        self._fill()
        if focused in self._recorders:
            self._recorders[focused].setFocus()

    def recorder(self, action_id: str) -> KeyRecorder | None:
        """The button of an action, if it is listed."""
        return self._recorders.get(action_id)

    @property
    def clash_texts(self) -> tuple[str, ...]:
        """Warnings that are shown."""
        return tuple(one.text() for one in self._list.findChildren(type(label(""))) if one.property("tone") == "warn")

    def _fill(self, *_: object) -> None:
        self._is_stale = not self.isVisible()
        if self._is_stale:
            return
        query = self.search.text().strip().casefold()
        fitting = [row for row in self._rows if not query or self._fits(query, row)]
        fresh = QWidget(self)
        grid = QGridLayout(fresh)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(0, 1)
        self._recorders.clear()
        place, group = 0, None
        for row in fitting:
            if row.group != group:
                group = row.group
                grid.addWidget(label(group, "heading"), place, 0, 1, 3)
                grid.setRowMinimumHeight(place, theme.px(32))
                place += 1
            place = self._add(grid, place, row)
        self._column.replaceWidget(self._list, fresh)
        self._list.deleteLater()
        self._list.hide()
        self._list = fresh
        fresh.show()

    @staticmethod
    def _fits(query: str, row: KeyRow) -> bool:
        is_key = any(query in key.casefold() for key in row.keys)
        return is_key or query in row.text.casefold() or (fuzzy_score(query, row.text) or 0.0) > 4.0 * len(query)

    def _add(self, grid: QGridLayout, place: int, row: KeyRow) -> int:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(row.text))
        if row.context:
            words.addWidget(label(row.context, "label"))
        if row.clash:
            words.addWidget(label(self.tr("The same keys as “{action}”").format(action=row.clash), "label", "warn"))
        grid.addLayout(words, place, 0)
        recorder = KeyRecorder(row)
        recorder.recorded.connect(lambda keys, name=row.id: self.keys_requested.emit(name, keys))
        self._recorders[row.id] = recorder
        grid.addWidget(recorder, place, 1, Qt.AlignmentFlag.AlignTop)
        reset = IconButton("reset", self.tr("Put the keys of “{action}” back").format(action=row.text))
        reset.setEnabled(row.is_own)
        reset.clicked.connect(lambda _=False, name=row.id: self.reset_requested.emit(name))
        grid.addWidget(reset, place, 2, Qt.AlignmentFlag.AlignTop)
        return place + 1

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 (Qt's name)
        """Many rows are only made when they are seen."""
        super().showEvent(event)
        if self._is_stale:
            self._fill()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
