"""The panel on the left: the cast, what did not get in, and the way to add somebody."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QMenu, QPushButton, QStackedLayout, QVBoxLayout, QWidget

from studio.models.cast_rows import CaptureRow, CharacterCard
from studio.views.cast import drops
from studio.views.cast.cast_list import CastList
from studio.views.kit import theme
from studio.views.kit.icons import icon
from studio.views.kit.tokens import SPACE_4, SPACE_8, SPACE_12
from studio.views.kit.widgets import Badge, Card, EmptyState, IconButton, label

PICTURE_FILTER = "*.png *.jpg *.jpeg *.webp *.tif *.tiff *.bmp *.avif *.gif"


class CastPanel(QFrame):
    """Shows characters and kept pictures."""

    selected = Signal(str)
    renamed = Signal(str, str)
    moved = Signal(str, int)
    duplicate_requested = Signal(str)
    remove_requested = Signal(str)
    add_requested = Signal()
    pictures_chosen = Signal(list, str)
    """(paths, id of the character whose references they are to be; empty for new characters)"""
    pictures_dropped = Signal(list, str)
    image_dropped = Signal(QImage, str)
    expressions_dropped = Signal(list, str)
    waiting_opened = Signal(str)
    waiting_dropped = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kit", "panel")
        self.setAcceptDrops(True)
        self._waiting: set[str] = set()
        self.list = CastList()
        self.add_button = QPushButton(self.tr("Add pictures…"))
        self.add_button.setIcon(icon("picture-add"))
        self.empty = EmptyState(
            "cast",
            self.tr("Nobody yet"),
            self.tr("Drop pictures here, or paste one. Each becomes a character."),
            self.tr("Add pictures…"),
        )
        self._results = Card(margin=SPACE_8)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self._pages = QStackedLayout()
        self._pages.addWidget(self.empty)
        self._pages.addWidget(self.list)
        foot = QVBoxLayout()
        foot.setContentsMargins(SPACE_8, SPACE_8, SPACE_8, SPACE_8)
        foot.setSpacing(SPACE_8)
        foot.addWidget(self._results)
        foot.addWidget(self.add_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SPACE_4, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._pages, 1)
        column.addLayout(foot)
        self._results.hide()
        self.add_button.hide()

    def _connect(self) -> None:
        self.list.chosen.connect(self._on_chosen)
        self.list.renamed.connect(self.renamed)
        self.list.moved.connect(self.moved)
        self.list.pictures_dropped.connect(self.pictures_dropped)
        self.list.image_dropped.connect(self.image_dropped)
        self.list.expressions_dropped.connect(self.expressions_dropped)
        self.list.menu_requested.connect(self._show_menu)
        self.list.remove_requested.connect(self._remove)
        self.add_button.clicked.connect(self.add_requested)
        self.empty.clicked.connect(self.add_requested)

    # --- what is shown

    def set_cards(self, cards: Sequence[CharacterCard], selected: str) -> None:
        """Show the cast; kept pictures are among the cards."""
        self._waiting = {card.id for card in cards if card.is_waiting}
        self.list.set_cards(cards, selected)
        self._pages.setCurrentWidget(self.list if cards else self.empty)
        self.add_button.setVisible(bool(cards))

    def set_thumbnail(self, card_id: str, image: QImage) -> None:
        """Show a head."""
        self.list.set_thumbnail(card_id, image)

    def start_rename(self, character_id: str) -> None:
        """Let the name be typed in place."""
        self.list.start_rename(character_id)

    def show_results(self, rows: Sequence[CaptureRow]) -> None:
        """Show which pictures of a batch could not be used, and why, until that is dismissed."""
        while self._results.body.count():
            item = self._results.body.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        bad = [row for row in rows if row.problem]
        self._results.setVisible(bool(bad))
        if not bad:
            return
        head = QWidget()
        line = QHBoxLayout(head)
        line.setContentsMargins(0, 0, 0, 0)
        added = len(rows) - len(bad)
        text = self.tr("{added} of {all} pictures added").format(added=added, all=len(rows))
        line.addWidget(label(text, "heading"), 1)
        close = IconButton("close", self.tr("Dismiss"))
        close.clicked.connect(self._results.hide)
        line.addWidget(close)
        self._results.body.addWidget(head)
        for row in bad[:6]:
            self._results.body.addWidget(self._result(row))
        if len(bad) > 6:
            more = self.tr("… and {count} more").format(count=len(bad) - 6)
            self._results.body.addWidget(label(more, "dim"))

    def _result(self, row: CaptureRow) -> QWidget:
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        word, tone = (self.tr("kept aside"), "warn") if row.is_waiting else (self.tr("failed"), "bad")
        top = QHBoxLayout()
        name = label("")
        name.setText(name.fontMetrics().elidedText(row.name, Qt.TextElideMode.ElideMiddle, theme.px(112)))
        name.setToolTip(row.name)
        top.addWidget(name, 1)
        top.addWidget(Badge(word, tone, "warning" if row.is_waiting else "error"))
        column.addLayout(top)
        why = label(row.problem, "label")
        why.setWordWrap(True)
        why.setToolTip(row.hint)
        column.addWidget(why)
        made.setContentsMargins(0, 0, 0, SPACE_12 - SPACE_8)
        return made

    def ask_for_pictures(self, title: str, character_id: str) -> None:
        """Let files be chosen."""
        names = self.tr("Pictures ({patterns})").format(patterns=PICTURE_FILTER)
        dialog = QFileDialog(self.window(), title, "", f"{names};;{self.tr('All files (*)')}")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(lambda paths: self.pictures_chosen.emit(list(paths), character_id))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    # --- wishes

    def _on_chosen(self, card_id: str) -> None:
        if card_id in self._waiting:
            self.waiting_opened.emit(card_id)
        else:
            self.selected.emit(card_id)

    def _remove(self, card_id: str) -> None:
        if card_id in self._waiting:
            self.waiting_dropped.emit(card_id)
        else:
            self.remove_requested.emit(card_id)

    def _show_menu(self, card_id: str, place: QPoint) -> None:
        menu = self.menu_for(card_id)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(place)

    def menu_for(self, card_id: str) -> QMenu:
        """What can be done with a card; with none, what can be done with the cast."""
        menu = QMenu(self)
        if card_id in self._waiting:
            place = self.tr("Place eyes, mouth and chin")
            menu.addAction(icon("place"), place, lambda: self.waiting_opened.emit(card_id))
            menu.addAction(icon("remove"), self.tr("Keep it no longer"), lambda: self.waiting_dropped.emit(card_id))
        elif card_id:
            menu.addAction(icon("rename"), self.tr("Rename"), lambda: self.start_rename(card_id))
            menu.addAction(icon("duplicate"), self.tr("Duplicate"), lambda: self.duplicate_requested.emit(card_id))
            title = self.tr("Add references")
            more = self.tr("Add references…")
            menu.addAction(icon("reference-add"), more, lambda: self.ask_for_pictures(title, card_id))
            menu.addSeparator()
            menu.addAction(icon("remove"), self.tr("Remove"), lambda: self.remove_requested.emit(card_id))
        else:
            menu.addAction(icon("picture-add"), self.tr("Add pictures…"), self.add_requested.emit)
        return menu

    # --- drops beside the list

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 (Qt's name)
        """Pictures are welcome anywhere on the panel."""
        if drops.files_of(event.mimeData()) or event.mimeData().hasImage():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 (Qt's name)
        """New characters."""
        files, image = drops.files_of(event.mimeData()), drops.image_of(event.mimeData())
        if files:
            self.pictures_dropped.emit(files, "")
        elif image is not None:
            self.image_dropped.emit(image, "")
        event.acceptProposedAction()
