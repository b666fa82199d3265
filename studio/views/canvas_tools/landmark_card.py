"""The landmark editor's settings: which point, where it is, symmetry, going back."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QPushButton

from studio.views.canvas_tools.cards import FloatingCard
from studio.views.kit.tokens import SPACE_8, SPACE_12
from studio.views.kit.widgets import IconButton, NumberField, Toggle, label, primary


class LandmarkCard(FloatingCard):
    """Shows the selected point and asks for changes."""

    symmetry_changed = Signal(bool)
    position_edited = Signal(float, float)
    position_finished = Signal()
    reset_point_requested = Signal()
    reset_all_requested = Signal()
    done_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.name_label = QLabel()
        self.name_label.setProperty("role", "heading")
        self.name_label.setMinimumWidth(164)
        self.x_field = NumberField(0, 99999, 1, 1)
        self.y_field = NumberField(0, 99999, 1, 1)
        self.x_field.setAccessibleName(self.tr("Across, pixels"))
        self.y_field.setAccessibleName(self.tr("Down, pixels"))
        self.symmetry = Toggle(self.tr("Symmetry"))
        self.symmetry.setToolTip(self.tr("The point of the other side moves along, mirrored (X)"))
        self.symmetry.setAccessibleName(self.tr("Symmetry"))
        self.reset_point = IconButton("reset", self.tr("This point as it was found (Backspace)"))
        self.reset_all = QPushButton(self.tr("All as found"))
        self.done = primary(QPushButton(self.tr("Done")))
        self._lay_out()
        for field in (self.x_field, self.y_field):
            field.edited.connect(lambda _value: self._edit())
            field.edit_finished.connect(self.position_finished)
        self.symmetry.toggled.connect(self.symmetry_changed)
        self.reset_point.clicked.connect(self.reset_point_requested)
        self.reset_all.clicked.connect(self.reset_all_requested)
        self.done.clicked.connect(self.done_requested)

    def show_point(self, name: str, position: tuple[float, float] | None, can_reset: bool) -> None:
        """Show a point or a group; a group has no position."""
        self.name_label.setText(name)
        for field, value in zip((self.x_field, self.y_field), position or (0.0, 0.0), strict=True):
            field.setEnabled(position is not None)
            field.set_value(value)
        self.reset_point.setEnabled(can_reset)

    def set_can_reset_all(self, can_reset: bool) -> None:
        """Whether anything differs from what was found."""
        self.reset_all.setEnabled(can_reset)

    def _edit(self) -> None:
        self.position_edited.emit(self.x_field.value(), self.y_field.value())

    def _lay_out(self) -> None:
        first, second = self.lay_out_rows()
        first.addWidget(self.name_label, 1)
        first.addWidget(label(self.tr("X"), "label"))
        first.addWidget(self.x_field)
        first.addWidget(label(self.tr("Y"), "label"))
        first.addWidget(self.y_field)
        first.addWidget(self.reset_point)
        second.addSpacing(SPACE_12 - SPACE_8)
        second.addWidget(self.symmetry)
        second.addSpacing(SPACE_12 - SPACE_8)
        second.addStretch(1)
        second.addWidget(self.reset_all)
        second.addWidget(self.done)
