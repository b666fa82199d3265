"""What the canvas shows before there is a picture: the one next step."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from studio.views.kit import theme


class EmptyCanvas(QWidget):
    """An invitation with two buttons. The dashed frame brightens while something is dragged over it."""

    open_requested = Signal()
    sample_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_aimed_at = False
        self._title = QLabel(self.tr("Drop a picture here"))
        self._title.setProperty("role", "title")
        self._text = QLabel(self.tr("A portrait, a drawing or a sprite: one face is enough."))
        self._text.setProperty("role", "dim")
        self.open_button = QPushButton(self.tr("Open a picture…"))
        self.open_button.setProperty("primary", True)
        self.sample_button = QPushButton(self.tr("Try the sample"))
        self.open_button.clicked.connect(self.open_requested)
        self.sample_button.clicked.connect(self.sample_requested)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch()
        buttons.addWidget(self.open_button)
        buttons.addWidget(self.sample_button)
        buttons.addStretch()
        layout = QVBoxLayout(self)
        layout.setSpacing(8)
        layout.addStretch(3)
        for line in (self._title, self._text):
            line.setAlignment(Qt.AlignmentFlag.AlignCenter)
            layout.addWidget(line)
        layout.addSpacing(8)
        layout.addLayout(buttons)
        layout.addStretch(4)
        theme.notifier().changed.connect(self.update)

    def set_aimed_at(self, is_aimed_at: bool) -> None:
        """Something that can be dropped is over it."""
        self._is_aimed_at = is_aimed_at
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        """The ground and the dashed frame."""
        colors = theme.current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(colors.surface0))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(QColor(colors.accent if self._is_aimed_at else colors.line), 1.5)
        pen.setDashPattern([4, 4])
        painter.setPen(pen)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(24, 24, -24, -24), 12, 12)
