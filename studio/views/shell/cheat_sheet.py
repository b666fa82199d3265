"""All keys on one sheet, by menu, searchable."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from PySide6.QtCore import QEvent, QSize, Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from studio.models.fuzzy import fuzzy_score
from studio.models.shell import KeyRow
from studio.views.kit import theme
from studio.views.kit.focus_ring import FocusRing
from studio.views.kit.widgets import SearchField, label
from studio.views.shell.key_caps import KeyCaps

COLUMNS = 2


class CheatSheet(QDialog):
    """See the module."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("cheatSheet")
        self._rows: tuple[KeyRow, ...] = ()
        self._texts: list[str] = []
        self._is_stale = True
        self._coming: Iterator[None] = iter(())
        self._more = QTimer(self, singleShot=True, interval=0)
        self._more.timeout.connect(self._go_on)
        self.search = SearchField("")
        self.search.textChanged.connect(self._fill)
        self._area = QScrollArea(self)
        FocusRing(self._area)
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addWidget(self.search)
        column.addWidget(self._area, 1)
        self.retranslate()
        self._dress()
        theme.notifier().changed.connect(self._dress)

    def _dress(self) -> None:
        room = self.screen().availableSize()
        self.resize(min(theme.px(820), room.width()), min(theme.px(600), room.height()))
        self._fill()

    def retranslate(self) -> None:
        """Take the texts of the present language."""
        self.setWindowTitle(self.tr("Keys"))
        self.search.setPlaceholderText(self.tr("Search an action or a key"))
        self.search.setAccessibleName(self.tr("Search an action or a key"))
        self._area.setAccessibleName(self.tr("Keys"))
        self._fill()

    def show_keys(self, rows: Sequence[KeyRow]) -> None:
        """List them."""
        self._rows = tuple(rows)
        self._fill()

    def open(self) -> None:
        """Come up with everything shown."""
        self.search.clear()
        self.show()
        self.activateWindow()
        self.search.setFocus()

    @property
    def shown_texts(self) -> tuple[str, ...]:
        """Texts of the actions that are listed."""
        return tuple(self._texts)

    def _fill(self, *_: object) -> None:
        self._is_stale = not self.isVisible()
        if self._is_stale:
            return
        query = self.search.text()
        fitting = [row for row in self._rows if row.keys and self._fits(query, row)]
        self._texts = [row.text for row in fitting]
        groups = [(title, list(rows)) for title, rows in groupby(fitting, key=lambda row: row.group)]
        sheet = QWidget()
        columns = QHBoxLayout(sheet)
        columns.setContentsMargins(0, 0, 12, 0)
        columns.setSpacing(32)
        if not groups:
            columns.addWidget(label(self.tr("Nothing is called like that."), "dim"), 0, Qt.AlignmentFlag.AlignHCenter)
        old = self._area.takeWidget()
        if old is not None:
            old.deleteLater()
        self._area.setWidget(sheet)
        self._coming = self._blocks(columns, _halves(groups))
        self._go_on()

    def _go_on(self) -> None:
        """One more block; the rest at the next turn."""
        for _ in self._coming:
            self._more.start()
            return

    def _blocks(self, columns: QHBoxLayout, parts: list[list[tuple[str, list[KeyRow]]]]) -> Iterator[None]:
        """A block at each step, from the top down in all columns."""
        made = [QVBoxLayout() for _ in parts]
        for column in made:
            column.setSpacing(16)
            column.addStretch(1)
            columns.addLayout(column, 1)
        for place in range(max(map(len, parts), default=0)):
            for column, part in zip(made, parts, strict=True):
                if place < len(part):
                    column.insertWidget(place, self._block(*part[place]))
                    yield

    @staticmethod
    def _fits(query: str, row: KeyRow) -> bool:
        if not query.strip():
            return True
        is_key = any(query.strip().casefold() in key.casefold() for key in row.keys)
        return is_key or (fuzzy_score(query, f"{row.text} {row.group}") or -1.0) > 3.0 * len(query.replace(" ", ""))

    def _block(self, title: str, rows: Sequence[KeyRow]) -> QWidget:
        block = QWidget()
        grid = QGridLayout(block)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(0, 1)
        grid.addWidget(label(title, "heading"), 0, 0, 1, 2)
        for place, row in enumerate(rows, 1):
            text = label(row.text)
            text.setWordWrap(True)
            words = QVBoxLayout()
            words.setSpacing(0)
            words.addWidget(text)
            if row.context:
                words.addWidget(label(row.context, "label"))
            grid.addLayout(words, place, 0)
            grid.addWidget(KeyCaps(row.keys), place, 1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        return block

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Two columns."""
        return QSize(theme.px(820), theme.px(600))

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


def _halves(groups: list[tuple[str, list[KeyRow]]]) -> list[list[tuple[str, list[KeyRow]]]]:
    """The groups in columns of about equal height, in order."""
    total = sum(len(rows) + 2 for _, rows in groups)
    columns: list[list[tuple[str, list[KeyRow]]]] = [[]]
    height = 0
    for group in groups:
        if len(columns) < COLUMNS and height >= total / COLUMNS:
            columns.append([])
            height = 0
        columns[-1].append(group)
        height += len(group[1]) + 2
    return columns
