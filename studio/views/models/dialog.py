"""The models page: the folder above, one card for each model below; files can be dropped anywhere on it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QFrame,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from studio.models.model_rows import ModelRow, ModelsFolder
from studio.views.kit import theme
from studio.views.kit.widgets import Card, FlowLayout, Section, label
from studio.views.models.card import ModelCards


class ModelsDialog(QDialog):
    """See the module. It is not modal: work goes on while something downloads."""

    download_requested = Signal(str)
    consent_given = Signal(str)
    pause_requested = Signal(str)
    cancel_requested = Signal(str)
    verify_requested = Signal(str)
    remove_requested = Signal(str)
    files_brought = Signal(object)
    folder_chosen = Signal(str)
    own_folder_requested = Signal()
    token_changed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("models")
        self.setWindowTitle(self.tr("Models"))
        self.setAcceptDrops(True)
        self.cards = ModelCards()
        self.path = label("")
        self.path.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.room = label("", "dim")
        self.change = QPushButton(self.tr("Use another folder…"))
        self.own = QPushButton(self.tr("Back to the usual one"))
        self.bring = QPushButton(self.tr("Import from a file…"))
        self.token = QLineEdit(self)
        for button in (self.change, self.own, self.bring):
            button.setAutoDefault(False)
        self.area = QScrollArea(self)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what is in it has it
        self._connect()
        self._lay_out()
        self._dress()
        theme.notifier().changed.connect(self._dress)

    def _connect(self) -> None:
        self.change.clicked.connect(self._choose_folder)
        self.own.clicked.connect(self.own_folder_requested)
        self.bring.clicked.connect(self._choose_files)
        self.token.editingFinished.connect(lambda: self.token_changed.emit(self.token.text()))

    def _lay_out(self) -> None:
        intro = label(self.tr("All of these are optional. The puppet engine draws without any of them."), "dim")
        intro.setWordWrap(True)
        area = self.area
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(self.cards)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addWidget(intro)
        column.addWidget(self._folder_card())
        column.addWidget(area, 1)
        column.addWidget(Section(self.tr("Access token"), self._token_row(), is_open=False))

    def _folder_card(self) -> QWidget:
        card = Card(self)
        row = FlowLayout(None, 8)
        for button in (self.change, self.own, self.bring):
            row.addWidget(button)
        card.body.addWidget(self.path)
        card.body.addWidget(self.room)
        card.body.addLayout(row)
        return card

    def _token_row(self) -> QWidget:
        body = QWidget()
        self.token.setEchoMode(QLineEdit.EchoMode.Password)
        self.token.setPlaceholderText(self.tr("Only for models whose server asks for one"))
        self.token.setAccessibleName(self.tr("Access token"))
        note = label(self.tr("Kept in your settings file and sent to the model's own server alone."), "dim")
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.token)
        column.addWidget(note)
        return body

    def _dress(self) -> None:
        room = self.screen().availableSize()
        self.setMinimumSize(min(theme.px(640), room.width()), min(theme.px(420), room.height()))
        self.resize(min(theme.px(820), room.width()), min(theme.px(680), room.height()))

    def set_rows(self, rows: Sequence[ModelRow]) -> None:
        """Show these models; cards that are there stay, with what is typed into them."""
        for row in rows:
            if row.id in self.cards.by_id:
                self.update_row(row)
                continue
            card = self.cards.add(row)
            card.download_requested.connect(self.download_requested)
            card.consent_given.connect(self.consent_given)
            card.pause_requested.connect(self.pause_requested)
            card.cancel_requested.connect(self.cancel_requested)
            card.verify_requested.connect(self.verify_requested)
            card.remove_requested.connect(self.remove_requested)

    def update_row(self, row: ModelRow) -> None:
        """Show one of them as it is now."""
        self.cards.by_id[row.id].show_row(row)

    def set_folder(self, folder: ModelsFolder) -> None:
        """Show where models lie."""
        self.path.setText(folder.path)
        text = self.tr("{used} used, {free} free on its disk")
        self.room.setText(text.format(used=folder.used_text, free=folder.free_text))
        self.own.setVisible(folder.is_own)

    def set_token(self, token: str) -> None:
        """Show the token that is kept."""
        self.token.setText(token)

    def ask_consent(self, row: ModelRow) -> None:
        """Show the terms in the model's card."""
        card = self.cards.by_id[row.id]
        card.show_terms()
        QTimer.singleShot(0, card, lambda: self.area.ensureWidgetVisible(card.terms))  # once it has its size

    def open_page(self) -> None:
        """Come to the front."""
        self.show()
        self.activateWindow()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        """Take files."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """Import what was dropped."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.files_brought.emit(paths)

    def _choose_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self.tr("Folder with models"), self.path.text())
        if folder:
            self.folder_chosen.emit(folder)

    def _choose_files(self) -> None:
        names, _ = QFileDialog.getOpenFileNames(self, self.tr("Model files"))
        if names:
            self.files_brought.emit([Path(name) for name in names])
