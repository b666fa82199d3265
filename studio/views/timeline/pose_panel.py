"""The face at the playhead: all controls, and whether moving them makes keys."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from studio.views.express.controls_panel import ControlsPanel
from studio.views.express.layer_line import ElidedLabel
from studio.views.kit.icons import icon
from studio.views.kit.tokens import SPACE_8, SPACE_12
from studio.views.kit.widgets import ComboBox, IconButton, Toggle, primary


class PosePanel(QWidget):
    """A part of the inspector of the Animate page."""

    auto_key_toggled = Signal(bool)
    key_requested = Signal()
    discard_requested = Signal()
    track_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.controls = ControlsPanel(tools=("reset",))
        self.auto_key = Toggle(self.tr("Auto-key"))
        self.auto_key.setToolTip(self.tr("Moving a control makes a key at the playhead (A)"))
        self.auto_key.toggled.connect(self._on_toggled)
        self.track = ComboBox()
        self.track.setAccessibleName(self.tr("Track for the keys"))
        self.track.setToolTip(self.tr("Where the keys go"))
        self.track.chosen.connect(self.track_chosen)
        self.key = primary(QPushButton(icon("key-add", "on-accent"), self.tr("Key")))
        self.key.setToolTip(self.tr("Make a key of this face at the playhead (Shift+A)"))
        self.key.clicked.connect(self.key_requested)
        self.discard = IconButton("reset", self.tr("Forget what is not keyed"))
        self.discard.clicked.connect(self.discard_requested)
        self._note = ElidedLabel("dim")
        self._lay_out()
        self.show_tracks((), "")
        self.show_pending(0)

    def _lay_out(self) -> None:
        top, second = QHBoxLayout(), QHBoxLayout()
        for row in (top, second):
            row.setContentsMargins(SPACE_12, 0, SPACE_12, 0)
            row.setSpacing(SPACE_8)
        top.addWidget(self.auto_key)
        top.addWidget(self.track, 1)
        second.addWidget(self._note, 1)
        second.addWidget(self.discard)
        second.addWidget(self.key)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_8)
        column.addLayout(top)
        column.addLayout(second)
        column.addWidget(self.controls, 1)

    def _on_toggled(self, is_on: bool) -> None:
        self._say()
        self.auto_key_toggled.emit(is_on)

    def show_auto_key(self, is_on: bool) -> None:
        """Whether sliders make keys at once."""
        if is_on != self.auto_key.isChecked():
            self.auto_key.blockSignals(True)
            self.auto_key.setChecked(is_on)
            self.auto_key.blockSignals(False)
        self._say()

    def show_pending(self, count: int) -> None:
        """How many controls are moved and not keyed."""
        self._count = count
        self.discard.setEnabled(count > 0)
        self._say()

    def _say(self) -> None:
        if self._count:
            self._note.show_text(self.tr("{count} not keyed yet").format(count=self._count))
        elif self.auto_key.isChecked():
            self._note.show_text(self.tr("Moving a control makes a key."))
        else:
            self._note.show_text(self.tr("Move controls, then key them."))

    def show_tracks(self, names: tuple[str, ...], chosen: str) -> None:
        """Where keys may go."""
        options = [("", self.tr("Track that fits"))]
        self.track.set_options(options + [(name, name) for name in names])
        self.track.set_value(chosen)

    def is_seen(self) -> bool:
        """Whether anybody sees it."""
        return self.isVisible()
