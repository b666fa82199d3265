"""A window to read in beside the work: the guide, and what works on this machine."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, Qt, QUrl
from PySide6.QtGui import (
    QDesktopServices,
    QGuiApplication,
    QImage,
    QTextBlock,
    QTextBlockFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QPushButton, QTextBrowser, QVBoxLayout, QWidget

from studio.views.kit import theme
from studio.views.kit.focus_ring import FocusRing
from studio.views.kit.widgets import primary


def _is_code(block: QTextBlock) -> bool:
    return block.isValid() and block.blockFormat().property(QTextFormat.Property.BlockCodeFence) is not None


class _Text(QTextBrowser):
    """Pictures are as wide as the text at most."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("plain", True)
        FocusRing(self)
        self.document().setDocumentMargin(theme.px(12))

    def setMarkdown(self, markdown: str) -> None:  # noqa: N802 (Qt's name)
        """A text with air between its paragraphs."""
        super().setMarkdown(markdown)
        whole = QTextCursor(self.document())
        whole.beginEditBlock()  # laid out once, at the end
        block = self.document().begin()
        while block.isValid():
            cursor, shape = QTextCursor(block), block.blockFormat()
            level = shape.headingLevel()
            is_code, is_next_code = _is_code(block), _is_code(block.next())
            shape.setNonBreakableLines(False)
            is_listed = block.textList() is not None
            shape.setTopMargin(theme.px(0 if not level else 8 if level == 1 else 20))
            shape.setBottomMargin(theme.px(0 if is_code and is_next_code else 2 if is_listed else 10))
            shape.setLineHeight(125, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
            cursor.setBlockFormat(shape)
            block = block.next()
        whole.endEditBlock()

    def loadResource(self, kind: int, name: QUrl | str) -> object:  # noqa: N802 (Qt's name)
        """A picture of the text's folder, made to fit."""
        path = name.path() if isinstance(name, QUrl) else name
        if kind == QTextDocument.ResourceType.ImageResource.value:
            for folder in self.searchPaths():
                image = QImage(str(Path(folder) / path))
                if not image.isNull():
                    return self._fitted(image)
        return super().loadResource(kind, name)

    def _fitted(self, image: QImage) -> QImage:
        ratio = self.devicePixelRatioF()
        room = round((self.viewport().width() - theme.px(24)) * ratio)
        if image.width() > room > 0:
            image = image.scaledToWidth(room, Qt.TransformationMode.SmoothTransformation)
        image.setDevicePixelRatio(ratio)
        return image


class ReadingDialog(QDialog):
    """Shows a text in Markdown. It can be copied; the work goes on beside it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("reading")
        self._source = ""
        self._before: list[tuple[str, str]] = []
        self.text = _Text(self)
        self.text.setOpenLinks(False)
        self.text.anchorClicked.connect(self._follow)
        self.back_button, self.copy_button = QPushButton(self), QPushButton(self)
        self.close_button = primary(QPushButton(self))
        for button, slot in ((self.back_button, self._go_back), (self.copy_button, self._copy)):
            button.setAutoDefault(False)
            button.clicked.connect(slot)
        self.back_button.hide()
        self.close_button.clicked.connect(self.close)
        row = QHBoxLayout()
        row.addWidget(self.back_button)
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
        self.back_button.setText(self.tr("Back"))
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
        self._before.clear()
        self.show()  # first: pictures fit the width that it has
        self._read(text, folder)
        self.activateWindow()
        self.text.setFocus()

    def change_text(self, text: str) -> None:
        """Show another text if the window is still open."""
        self._source = text
        self.text.setMarkdown(text)

    def _read(self, text: str, folder: str) -> None:
        self._source = text
        self.text.setSearchPaths([folder] if folder else [])
        self.text.setMarkdown(text)
        self.text.verticalScrollBar().setValue(0)
        self.back_button.setVisible(bool(self._before))

    def _go_back(self) -> None:
        self._read(*self._before.pop())

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
                if place.is_file() and place.suffix == ".md":
                    self._before.append((self._source, folder))
                    self._read(place.read_text(encoding="utf-8"), str(place.parent))
                    return
                if place.is_file():
                    QDesktopServices.openUrl(QUrl.fromLocalFile(str(place)))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
