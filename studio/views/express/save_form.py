"""The form for a new preset, inside the panel."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from studio.models.express_rows import PresetPlace
from studio.views.kit.tokens import SPACE_8
from studio.views.kit.widgets import Card, Segmented, label, primary


class SaveForm(Card):
    """Name, tags and where to; Enter saves, Escape goes back."""

    saved = Signal(str, tuple, str)
    """(name, tags, place); an empty place means that nothing is saved."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, margin=SPACE_8)
        self._button = primary(QPushButton(self.tr("Save")))
        self._button.clicked.connect(self._save)
        self.name = QLineEdit()
        self.name.setPlaceholderText(self.tr("Name"))
        self.name.setAccessibleName(self.tr("Name of the preset"))
        self.name.returnPressed.connect(self._save)
        self.name.textChanged.connect(lambda text: self._button.setEnabled(bool(text.strip())))
        self.tags = QLineEdit()
        self.tags.setPlaceholderText(self.tr("Tags, parted by commas"))
        self.tags.setAccessibleName(self.tr("Tags"))
        self.tags.returnPressed.connect(self._save)
        self.place = Segmented(
            [(PresetPlace.PROJECT, self.tr("This project"), ""), (PresetPlace.USER, self.tr("All projects"), "")]
        )
        self._back = QPushButton(self.tr("Cancel"))
        self._back.clicked.connect(self.close_form)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self._back)
        buttons.addWidget(self._button)
        self.body.addWidget(label(self.tr("New preset from what is worn"), "heading"))
        column = QVBoxLayout()
        column.setSpacing(SPACE_8)
        for part in (self.name, self.tags, self.place):
            column.addWidget(part)
        column.addLayout(buttons)
        self.body.addLayout(column)

    def open(self, name: str, tags: Sequence[str]) -> None:
        """Show it with a name to begin with."""
        self.name.setText(name)
        self.tags.setText(", ".join(tags))
        self._button.setEnabled(bool(name.strip()))
        self.show()
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)
        self.name.selectAll()

    def close_form(self) -> None:
        """Go back without saving."""
        self.hide()
        self.saved.emit("", (), "")

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: D102, N802
        if event.key() == Qt.Key.Key_Escape:
            self.close_form()
        else:
            super().keyPressEvent(event)

    def _save(self) -> None:
        name = self.name.text().strip()
        if name:
            tags = tuple(tag.strip() for tag in self.tags.text().split(",") if tag.strip())
            self.hide()
            self.saved.emit(name, tags, self.place.value())
