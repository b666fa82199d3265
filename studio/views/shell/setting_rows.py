"""One row of the settings: its words, and what changes it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QGridLayout, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from studio.models.shell import SettingKind, SettingRow
from studio.views.kit import theme
from studio.views.kit.widgets import ComboBox, NumberField, Toggle, label

CONTROL_PX, FOLDER_PX = 250, 300


class FolderField(QWidget):
    """A folder: typed, or chosen."""

    edited = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = QLineEdit(self)
        self.field.setPlaceholderText(self.tr("The usual place"))
        self.button = QPushButton(self.tr("Choose…"), self)
        self.button.setAutoDefault(False)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.field, 1)
        row.addWidget(self.button)
        self.setFocusProxy(self.field)
        self.field.editingFinished.connect(lambda: self.edited.emit(self.field.text().strip()))
        self.button.clicked.connect(self._choose)

    def set_value(self, folder: str) -> None:
        """Show a folder."""
        self.field.setText(folder)
        self.field.setToolTip(folder)

    def _choose(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self.tr("Choose a folder"), self.field.text())
        if folder:
            self.field.setText(folder)
            self.edited.emit(folder)


class SettingLine(QWidget):
    """See the module."""

    changed = Signal(str, object)

    def __init__(self, row: SettingRow, value: object, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.row = row
        self._control: QWidget | None = None
        title, text = label(row.title, "heading"), label(row.text, "dim")
        text.setWordWrap(True)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(title)
        words.addWidget(text)
        if row.needs_restart:
            words.addWidget(label(self.tr("Counts from the next start on"), "label"))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(24)
        grid.setColumnStretch(0, 1)
        grid.addLayout(words, 0, 0)
        self._control = self._make(value)
        self._dress()
        theme.notifier().changed.connect(self._dress)
        if self._control is not None:
            self._control.setAccessibleName(row.title)
            self._control.setAccessibleDescription(row.text)
            title.setBuddy(self._control)
            grid.addWidget(self._control, 0, 1, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)

    def _dress(self) -> None:
        """Widths at the scale of now."""
        widths = {SettingKind.CHOICE: CONTROL_PX, SettingKind.FOLDER: FOLDER_PX, SettingKind.NUMBER: 100}
        if self._control is not None and self.row.kind in widths:
            self._control.setFixedWidth(theme.px(widths[self.row.kind]))

    @property
    def control(self) -> QWidget | None:
        """What changes it; None for a note."""
        return self._control

    def _make(self, value: object) -> QWidget | None:
        row = self.row
        if row.kind is SettingKind.CHOICE:
            combo = ComboBox(row.options)
            combo.set_value(str(value))
            combo.chosen.connect(self._tell)
            return combo
        if row.kind is SettingKind.SWITCH:
            toggle = Toggle()
            toggle.setChecked(bool(value))
            toggle.toggled.connect(self._tell)
            return toggle
        if row.kind is SettingKind.NUMBER:
            return self._make_number(value)
        if row.kind is SettingKind.FOLDER:
            folder = FolderField()
            folder.field.setAccessibleName(row.title)
            folder.field.setAccessibleDescription(row.text)
            folder.button.setAccessibleName(f"{row.title}: {folder.button.text()}")
            folder.set_value(str(value))
            folder.edited.connect(self._tell)
            return folder
        return None

    def _make_number(self, value: object) -> QWidget:
        row = self.row
        decimals = 0 if float(row.step).is_integer() else 2
        field = NumberField(row.minimum, row.maximum, row.step, decimals, row.unit)
        field.set_value(float(str(value)))
        self._is_whole = isinstance(value, int)
        field.edit_finished.connect(lambda: self._tell(round(field.value()) if self._is_whole else field.value()))
        return field

    def set_value(self, value: object) -> None:
        """Show another value, without telling anybody."""
        control = self._control
        if control is None:
            return
        control.blockSignals(True)
        if isinstance(control, ComboBox):
            control.set_value(str(value))
        elif isinstance(control, Toggle):
            control.setChecked(bool(value))
        elif isinstance(control, NumberField):
            control.set_value(float(str(value)))
        elif isinstance(control, FolderField):
            control.set_value(str(value))
        control.blockSignals(False)

    def _tell(self, value: object) -> None:
        self.changed.emit(self.row.field, value)
