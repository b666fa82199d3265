"""The settings: sections at the left, rows at the right, a search over all of them. Every change counts at once."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from studio.models.fuzzy import fuzzy_score
from studio.models.shell import SettingRow
from studio.views.kit import theme
from studio.views.kit.focus_ring import FocusRing
from studio.views.kit.widgets import SearchField, label
from studio.views.shell.key_editor import KeyEditor
from studio.views.shell.setting_rows import SettingLine

KEYS = "keys"
_ID = Qt.ItemDataRole.UserRole


class SettingsDialog(QDialog):
    """See the module."""

    changed = Signal(str, object)
    reset_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("settings")
        self.keys = KeyEditor()
        self._sections: tuple[tuple[str, str], ...] = ()
        self._rows: tuple[SettingRow, ...] = ()
        self._values: dict[str, object] = {}
        self._lines: dict[str, SettingLine] = {}
        self._is_stale = True
        self.search = SearchField("")
        self.search.textChanged.connect(self._fill)
        self.list = QListWidget(self)
        self.list.setProperty("plain", True)
        FocusRing(self.list)
        self.list.currentItemChanged.connect(self._fill)
        self._area = QScrollArea(self)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what is in it has it
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._lay_out()
        self.retranslate()
        self._dress()
        theme.notifier().changed.connect(self._dress)

    def _lay_out(self) -> None:
        body = QHBoxLayout()
        body.setSpacing(16)
        body.addWidget(self.list)
        body.addWidget(self._area, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addWidget(self.search)
        column.addLayout(body, 1)
        shelf = QWidget(self)  # the keys live here while they are not shown
        shelf.hide()
        self._shelf = QVBoxLayout(shelf)
        self._shelf.addWidget(self.keys)

    def _dress(self) -> None:
        """Sizes at the scale of now."""
        self.list.setFixedWidth(theme.px(160))
        room = self.screen().availableSize()
        self.setMinimumSize(min(theme.px(680), room.width()), min(theme.px(420), room.height()))
        self.resize(min(theme.px(840), room.width()), min(theme.px(560), room.height()))

    def retranslate(self) -> None:
        """Take the texts of the present language."""
        self.setWindowTitle(self.tr("Settings"))
        self.search.setPlaceholderText(self.tr("Search the settings"))
        self.search.setAccessibleName(self.tr("Search the settings"))
        self.list.setAccessibleName(self.tr("Sections"))

    def show_settings(
        self, sections: Sequence[tuple[str, str]], rows: Sequence[SettingRow], values: dict[str, object]
    ) -> None:
        """Show sections (id, title), their rows and the present values."""
        shown = self.section
        self._sections, self._rows, self._values = tuple(sections), tuple(rows), dict(values)
        self.list.blockSignals(True)
        self.list.clear()
        for name, title in sections:
            item = QListWidgetItem(title)
            item.setData(_ID, name)
            self.list.addItem(item)
        self._select(shown or sections[0][0])
        self.list.blockSignals(False)
        self._fill()

    def set_value(self, field: str, value: object) -> None:
        """Show another value."""
        if field in self._values:
            self._values[field] = value
        if field in self._lines:
            self._lines[field].set_value(value)

    def open_at(self, section: str) -> None:
        """Come up at a section; empty for the last one."""
        self.search.clear()
        if section:
            self._select(section)
        self.show()
        self.activateWindow()
        self.list.setFocus()

    @property
    def section(self) -> str:
        """Id of the section that is shown."""
        item = self.list.currentItem()
        return str(item.data(_ID)) if item is not None else ""

    @property
    def shown_fields(self) -> tuple[str, ...]:
        """Fields of the rows that are listed."""
        return tuple(self._lines)

    def line(self, field: str) -> SettingLine:
        """The row of a field that is listed."""
        return self._lines[field]

    def _select(self, section: str) -> None:
        names = [name for name, _ in self._sections]
        self.list.setCurrentRow(names.index(section) if section in names else 0)

    def _fill(self, *_: object) -> None:
        self._is_stale = not self.isVisible()
        if self._is_stale:
            return
        query = self.search.text().strip()
        self._shelf.addWidget(self.keys)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(8, 0, 16, 16)
        column.setSpacing(20)
        self._lines = {}
        if query:
            self._fill_found(column, query)
        else:
            self._fill_section(column, self.section)
        column.addStretch(1)
        old = self._area.takeWidget()
        if old is not None:
            old.deleteLater()  # one of its rows may be what asked for this
        self._area.setWidget(page)

    def _fill_section(self, column: QVBoxLayout, section: str) -> None:
        column.addWidget(label(dict(self._sections).get(section, ""), "title"))
        for row in self._rows:
            if row.section == section:
                self._add(column, row)
        if section == KEYS:
            column.addWidget(self.keys)
            self.keys.show()

    def _fill_found(self, column: QVBoxLayout, query: str) -> None:
        titles = dict(self._sections)
        for name, title in self._sections:
            rows = [row for row in self._rows if row.section == name and _fits(query, titles[name], row)]
            if rows:
                column.addWidget(label(title, "title"))
            for row in rows:
                self._add(column, row)
        if not self._lines:
            hint = self.tr("No setting is called like that. Keys are searched in their own section.")
            column.addWidget(label(hint, "dim"))

    def _add(self, column: QVBoxLayout, row: SettingRow) -> None:
        line = SettingLine(row, self._values.get(row.field, ""))
        line.changed.connect(self._on_change)
        self._lines[row.field] = line
        column.addWidget(line)

    def _on_change(self, field: str, value: object) -> None:
        self._values[field] = value
        self.changed.emit(field, value)

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


def _fits(query: str, section: str, row: SettingRow) -> bool:
    folded = query.casefold()
    options = " ".join(text for _, text in row.options)
    if folded in f"{section} {row.title} {row.text} {options}".casefold():
        return True
    return (fuzzy_score(query, row.title) or 0.0) > 4.0 * len(query)
