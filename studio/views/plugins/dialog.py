"""The plugins page: a card for each, and where own ones go."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from studio.models.plugin_rows import PluginRow
from studio.views.kit import theme
from studio.views.kit.widgets import label
from studio.views.plugins.card import PluginCard


class PluginsDialog(QDialog):
    """See the module."""

    enable_requested = Signal(str)
    consent_given = Signal(str)
    disable_requested = Signal(str)
    look_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("plugins")
        self.setWindowTitle(self.tr("Plugins"))
        self.cards: dict[str, PluginCard] = {}
        self._folder = ""
        self.safe = label(self.tr("Safe mode: all plugins stay off until the next start."), "body", "warn")
        self.safe.setWordWrap(True)
        self.folder = label("", "dim")
        self.folder.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.folder.setWordWrap(True)
        self.open_folder = QPushButton(self.tr("Open the folder"))
        self.look = QPushButton(self.tr("Look again"))
        self._column = QVBoxLayout()
        self._lay_out()
        self.look.clicked.connect(self.look_requested)
        self.open_folder.clicked.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(self._folder)))
        self._dress()
        theme.notifier().changed.connect(self._dress)

    def _make_room(self, _lowest: int, highest: int) -> None:
        """Cards end where the buttons below them end, unless a scroll bar stands there."""
        self._column.setContentsMargins(0, 0, 8 if highest > 0 else 0, 0)

    def _lay_out(self) -> None:
        body = QWidget()
        body.setLayout(self._column)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)
        self._column.addStretch(1)
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what is in it has it
        area.setWidget(body)
        area.verticalScrollBar().rangeChanged.connect(self._make_room)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.folder, 1)
        for button in (self.look, self.open_folder):
            button.setAutoDefault(False)
            foot.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addWidget(label(self.tr("Exporters, expressions, engines and actions made by others."), "dim"))
        column.addWidget(self.safe)
        column.addWidget(area, 1)
        column.addLayout(foot)

    def _dress(self) -> None:
        room = self.screen().availableSize()
        self.setMinimumSize(min(theme.px(560), room.width()), min(theme.px(360), room.height()))
        self.resize(min(theme.px(720), room.width()), min(theme.px(560), room.height()))

    def set_rows(self, rows: Sequence[PluginRow], is_safe: bool, folder: str) -> None:
        """Show these plugins; cards that are there stay."""
        self._folder = folder
        self.folder.setText(self.tr("Put your own into {folder}").format(folder=folder))
        self.safe.setVisible(is_safe)
        wanted = {row.id: row for row in rows}
        for plugin_id in [one for one in self.cards if one not in wanted]:
            self.cards.pop(plugin_id).deleteLater()
        for row in rows:
            if row.id in self.cards:
                self.cards[row.id].show_row(row)
                continue
            card = PluginCard(row, self)
            self.cards[row.id] = card
            self._column.insertWidget(self._column.count() - 1, card)
            card.enable_requested.connect(self.enable_requested)
            card.consent_given.connect(self.consent_given)
            card.disable_requested.connect(self.disable_requested)

    def ask_consent(self, plugin_id: str) -> None:
        """Ask in the plugin's card."""
        self.cards[plugin_id].ask_consent()

    def open_page(self) -> None:
        """Come to the front."""
        self.show()
        self.activateWindow()
