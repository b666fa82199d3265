"""Consent to a licence: plain words, the text's address, a box to tick, and only then the button."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from studio.views.kit.widgets import label, primary


class TermsBox(QFrame):
    """Stands in the card that it is about; nothing else is blocked."""

    agreed = Signal()
    declined = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kit", "well")
        self.heading = label("", "heading")
        self.note = label("")
        self.note.setWordWrap(True)
        self.link = QLabel(self)
        self.link.setOpenExternalLinks(True)
        self.link.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
        self.box = QCheckBox(self)
        self.agree = primary(QPushButton(self.tr("Accept and download")))
        self.decline = QPushButton(self.tr("Not now"))
        self.box.toggled.connect(self.agree.setEnabled)
        self.agree.clicked.connect(self.agreed)
        self.decline.clicked.connect(self.declined)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.box)
        row.addStretch(1)
        row.addWidget(self.decline)
        row.addWidget(self.agree)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        column.addWidget(self.heading)
        column.addWidget(self.note)
        column.addWidget(self.link)
        column.addLayout(row)

    def show_terms(self, title: str, licence: str, note: str, url: str, is_non_commercial: bool) -> None:
        """Ask anew; the box is never ticked beforehand."""
        self.heading.setText(self.tr("The terms of {title}").format(title=title))
        self.note.setText(note)
        self.link.setText(f'<a href="{url}">{licence}</a>' if url else licence)
        self.box.setText(
            self.tr("I have read the terms; my work is not commercial")
            if is_non_commercial
            else self.tr("I have read the terms and accept them")
        )
        self.box.setChecked(False)
        self.agree.setEnabled(False)
