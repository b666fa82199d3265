# ruff: noqa: D102 (what Qt calls is documented by Qt)
"""Chosen words as chips, and a field that offers more while one types."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QLineEdit, QToolButton, QWidget

from studio.models.export_edits import Choice
from studio.views.kit import theme
from studio.views.kit.icons import icon
from studio.views.kit.tokens import SPACE_4
from studio.views.kit.widgets import FlowLayout

_ID = int(Qt.ItemDataRole.UserRole)


class Chips(QWidget):
    """Words side by side; each leaves with a click, Delete or Backspace."""

    remove_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words: tuple[str, ...] = ()
        self._flow = FlowLayout(self, SPACE_4)

    def words(self) -> tuple[str, ...]:
        """What is shown."""
        return self._words

    def set_words(self, words: Sequence[str], titles: dict[str, str] | None = None) -> None:
        """Show other words.

        Args:
            words: As they are kept.
            titles: Word -> text for people.
        """
        titles = titles or {}
        if tuple(words) == self._words:
            return
        self._words = tuple(words)
        while (item := self._flow.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for word in words:
            self._flow.addWidget(self._chip(word, titles.get(word, word)))
        self.setVisible(bool(words))
        self.updateGeometry()

    def eventFilter(self, watched: QToolButton, event: QEvent) -> bool:  # type: ignore[override]  # noqa: N802
        is_key = event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent)
        if is_key and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):  # type: ignore[attr-defined]
            watched.click()
            return True
        return super().eventFilter(watched, event)

    def _chip(self, word: str, title: str) -> QToolButton:
        chip = QToolButton(self)
        chip.setProperty("kit", "chip")
        chip.setText(title)
        chip.setIcon(icon("close", "dim"))
        chip.setIconSize(QSize(theme.px(10), theme.px(10)))
        chip.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        chip.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        chip.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        chip.setToolTip(self.tr("Remove {word}").format(word=title))
        chip.setAccessibleName(chip.toolTip())
        chip.clicked.connect(lambda: self.remove_requested.emit(word))
        chip.installEventFilter(self)
        return chip


class WordField(QWidget):
    """A field that takes words, with a list of all that are known; the arrow opens the list."""

    entered = Signal(str)

    def __init__(self, placeholder: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._field = QLineEdit()
        self._field.setPlaceholderText(placeholder)
        self._field.setAccessibleName(placeholder)
        self._model = QStandardItemModel(self)
        self._choices: tuple[Choice, ...] = ()
        completer = QCompleter(self._model, self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setMaxVisibleItems(12)
        completer.activated.connect(self._take_title)
        self._completer = completer
        self._field.setCompleter(completer)
        self._field.returnPressed.connect(self._take_text)
        opener = QToolButton()
        opener.setIcon(icon("chevron-down", "dim"))
        opener.setToolTip(self.tr("Show all"))
        opener.setAccessibleName(opener.toolTip())
        opener.clicked.connect(self._open)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_4)
        row.addWidget(self._field, 1)
        row.addWidget(opener)
        self.setFocusProxy(self._field)

    @property
    def field(self) -> QLineEdit:
        """Where one types."""
        return self._field

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """What is offered."""
        if tuple(choices) == self._choices:
            return
        self._choices = tuple(choices)
        self._model.clear()
        for choice in choices:
            item = QStandardItem(choice.title if not choice.detail else f"{choice.title}  ·  {choice.detail}")
            item.setData(choice.id, _ID)
            item.setToolTip(choice.group)
            item.setFont(QFont(self.font()))
            self._model.appendRow(item)

    def _open(self) -> None:
        self._field.setFocus()
        self._completer.setCompletionPrefix(self._field.text())
        self._completer.complete()

    def _take_title(self, title: str) -> None:
        for row in range(self._model.rowCount()):
            item = self._model.item(row)
            if item.text() == title:
                self._enter(str(item.data(_ID)))
                return

    def _take_text(self) -> None:
        text = self._field.text().strip()
        popup = self._completer.popup()
        if text and not (popup is not None and popup.isVisible() and popup.currentIndex().isValid()):
            self._enter(text)

    def _enter(self, word: str) -> None:
        # The completer writes its text into the field after this.
        self._field.blockSignals(True)
        self.entered.emit(word)
        self._field.clear()
        self._field.blockSignals(False)
        if (popup := self._completer.popup()) is not None:
            popup.hide()
