"""Whose face of a film is meant, and what reads it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from studio.models.performance_review import FaceReader, FilmSight
from studio.views.kit.tokens import SPACE_8, SPACE_12, SPACE_16
from studio.views.kit.widgets import Segmented, label, primary
from studio.views.timeline.face_picker import FacePicker

_FRAME_PX = 320


class ReaderChoice(Segmented):
    """What reads a face: the network where it is installed, or the landmarks."""

    def __init__(self) -> None:
        network = QCoreApplication.translate("ReaderChoice", "Network")
        super().__init__(
            [
                (FaceReader.NETWORK, network, ""),
                (FaceReader.SOLVER, QCoreApplication.translate("ReaderChoice", "Landmarks"), ""),
            ]
        )
        self.button(FaceReader.SOLVER).setToolTip(self.tr("Read from the shape of the face alone"))
        self.setAccessibleName(self.tr("What reads the face"))

    def show_reader(self, reader: FaceReader, has_network: bool) -> None:
        """Show what reads it; AUTO is the best that is there."""
        network = self.button(FaceReader.NETWORK)
        network.setEnabled(has_network)
        network.setToolTip(
            self.tr("Reads lids and lips more closely")
            if has_network
            else self.tr("Not installed: it is “Face landmarker with expression reading” among the models")
        )
        best = FaceReader.NETWORK if has_network else FaceReader.SOLVER
        self.set_value(best if reader is FaceReader.AUTO else reader)


class FilmQuestion(QDialog):
    """Comes up where a film shows several people."""

    answered = Signal(int, object)
    """(face, `FaceReader`)"""

    def __init__(self, sight: FilmSight, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("filmQuestion")
        self.setWindowTitle(self.tr("Whose face is it?"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        text = label(self.tr("“{name}” shows {count} people. Choose the one who acts.").format(
            name=sight.title, count=len(sight.faces)))  # fmt: skip
        text.setWordWrap(True)
        self.picker, self.reader = FacePicker(_FRAME_PX), ReaderChoice()
        self.picker.show_film(sight, 0)
        self.reader.show_reader(FaceReader.AUTO, sight.has_network)
        self.cancel = QPushButton(self.tr("Cancel"))
        self.read = primary(QPushButton(self.tr("Read this face")))
        self.read.setDefault(True)
        by = QHBoxLayout()
        by.setSpacing(SPACE_8)
        by.addWidget(label(self.tr("Read by"), "dim"))
        by.addWidget(self.reader)
        by.addStretch(1)
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE_8)
        buttons.addStretch(1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.read)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_16, SPACE_16, SPACE_16, SPACE_16)
        column.setSpacing(SPACE_12)
        column.addWidget(text)
        column.addWidget(self.picker)
        column.addLayout(by)
        column.addLayout(buttons)
        self.cancel.clicked.connect(self.reject)
        self.read.clicked.connect(self.accept)
        self.picker.accepted.connect(self.accept)
        self.picker.setFocus(Qt.FocusReason.OtherFocusReason)

    def accept(self) -> None:
        """That one."""
        self.answered.emit(self.picker.index, FaceReader(self.reader.value()))
        super().accept()
