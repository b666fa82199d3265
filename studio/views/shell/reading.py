"""A window to read in beside the work: the guide, and what works on this machine."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QTextBrowser, QVBoxLayout, QWidget

from studio.views.kit import theme
from studio.views.kit.widgets import primary


class ReadingDialog(QDialog):
    """Shows a text in Markdown. It can be copied; the work goes on beside it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("reading")
        self._source = ""
        self.text = QTextBrowser(self)
        self.text.setOpenLinks(False)
        self.text.anchorClicked.connect(self._follow)
        self.copy_button, self.close_button = QPushButton(self), primary(QPushButton(self))
        self.copy_button.setAutoDefault(False)
        self.copy_button.clicked.connect(self._copy)
        self.close_button.clicked.connect(self.close)
        row = QHBoxLayout()
        row.addWidget(self.copy_button)
        row.addStretch(1)
        row.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addWidget(self.text, 1)
        column.addLayout(row)
        self.retranslate()
        self._dress()
        theme.notifier().changed.connect(self._dress)

    def _dress(self) -> None:
        """Size and colours of now; what was read stays in place."""
        room = self.screen().availableSize()
        self.resize(min(theme.px(720), room.width()), min(theme.px(600), room.height()))
        at = self.text.verticalScrollBar().value()
        self.text.document().setDefaultStyleSheet(f"a {{ color: {theme.current().accent}; }}")
        self.text.setMarkdown(self._source)
        self.text.verticalScrollBar().setValue(at)

    def retranslate(self) -> None:
        """Take the texts of the present language."""
        self.copy_button.setText(self.tr("Copy"))
        self.copy_button.setToolTip(self.tr("Copy the whole text"))
        self.close_button.setText(self.tr("Close"))

    def show_text(self, title: str, text: str, folder: str = "") -> None:
        """Come up with a text.

        Args:
            title: Of the window.
            text: Markdown.
            folder: Where the pictures that it names lie.
        """
        self.setWindowTitle(title)
        self.text.setAccessibleName(title)
        self._source = text
        self.text.setSearchPaths([folder] if folder else [])
        self.text.setMarkdown(text)
        self.text.verticalScrollBar().setValue(0)
        self.show()
        self.activateWindow()
        self.text.setFocus()

    def change_text(self, text: str) -> None:
        """Show another text if the window is still open."""
        self._source = text
        self.text.setMarkdown(text)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._source)

    def _follow(self, link: QUrl) -> None:
        """Headings are gone to; pages of the net are opened where the user reads them."""
        if link.isRelative() and link.hasFragment():
            self.text.scrollToAnchor(link.fragment())
        elif link.scheme() in ("http", "https"):
            QDesktopServices.openUrl(link)
        else:
            for folder in self.text.searchPaths():
                place = Path(folder) / link.path()
                if place.is_file():
                    QDesktopServices.openUrl(QUrl.fromLocalFile(str(place)))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
