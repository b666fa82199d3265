"""Who and what: version, licences, the promise of privacy."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from studio.views.kit import theme
from studio.views.kit.widgets import label, primary


class AboutDialog(QDialog):
    """See the module."""

    def __init__(
        self, version: str, licence: str, parts: Sequence[tuple[str, str]], parent: QWidget | None = None
    ) -> None:
        """See the class.

        Args:
            version: Of the program.
            licence: The program's own, whole.
            parts: (name, licence) of what it is made with.
            parent: The window.
        """
        super().__init__(parent)
        self.setObjectName("about")
        self._version, self._licence, self._parts = version, licence, tuple(parts)
        self.title, self.version, self.privacy = label("Avatar Studio", "title"), label("", "dim"), label("")
        self.privacy.setWordWrap(True)
        self.licences = QPlainTextEdit(self)
        self.licences.setReadOnly(True)
        self.close_button = primary(QPushButton(self))
        self.close_button.clicked.connect(self.close)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 16)
        column.setSpacing(10)
        for part in (self.title, self.version, self.privacy):
            column.addWidget(part)
        column.addWidget(self.licences, 1)
        column.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignRight)
        self.retranslate()
        self.resize(theme.px(520), theme.px(440))

    def retranslate(self) -> None:
        """Take the texts of the present language."""
        self.setWindowTitle(self.tr("About Avatar Studio"))
        self.version.setText(self.tr("Version {version}").format(version=self._version))
        self.privacy.setText(
            self.tr("Everything happens on this machine: no account, nothing is counted, nothing is sent.")
        )
        self.licences.setAccessibleName(self.tr("Licences"))
        made_with = "\n".join(f"{name}: {licence}" for name, licence in self._parts)
        self.licences.setPlainText(f"{_flowing(self._licence)}\n\n{self.tr('Made with')}\n{made_with}\n")
        self.close_button.setText(self.tr("Close"))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


def _flowing(text: str) -> str:
    """Paragraphs as one line each, so that they are broken where the window ends."""
    return "\n\n".join(" ".join(part.split()) for part in text.strip().split("\n\n"))
