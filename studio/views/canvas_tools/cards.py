"""Cards that float over the canvas and hold what a tool can be set to."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QWidget

from studio.views.kit import theme
from studio.views.kit.tokens import RADIUS, SPACE_8

CARD_MARGIN_PX = 12


class FloatingCard(QFrame):
    """A panel with round corners over the picture; clicks on it never reach the canvas."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setContentsMargins(SPACE_8, SPACE_8, SPACE_8, SPACE_8)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_NoMousePropagation)
        self._rows: QBoxLayout | None = None
        theme.notifier().changed.connect(self._on_theme)

    def lay_out_rows(self) -> tuple[QHBoxLayout, QHBoxLayout]:
        """Two parts beside one another, or one below the other where the room is narrow."""
        self._rows = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(SPACE_8)
        parts = QHBoxLayout(), QHBoxLayout()
        for part in parts:
            part.setSpacing(SPACE_8)
            self._rows.addLayout(part)
        return parts

    def set_room(self, width: int) -> None:
        """Take as much room as is wanted, and no more than there is."""
        if self._rows is not None:
            self._rows.setDirection(QBoxLayout.Direction.LeftToRight)
            if self._rows.sizeHint().width() + 2 * SPACE_8 > width:
                self._rows.setDirection(QBoxLayout.Direction.TopToBottom)
        wanted = self.sizeHint()
        self.resize(min(wanted.width(), max(width, 120)), wanted.height())

    def refit(self) -> None:
        """Something in it has changed its size."""
        layout = self.layout()
        if layout is not None:
            layout.activate()
        parent = self.parentWidget()
        if parent is not None:
            self.set_room(parent.width() - 2 * CARD_MARGIN_PX)
            self.move(max(CARD_MARGIN_PX, (parent.width() - self.width()) // 2), self.y())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        """The ground and its hairline."""
        colors = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = QColor(colors.surface1)
        ground.setAlpha(244)
        painter.setBrush(ground)
        painter.setPen(QPen(QColor(colors.line), 1))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt's name)
        """Clicks end here."""
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Keys that no field wanted go back to the canvas."""
        event.ignore()

    def _on_theme(self) -> None:
        self.refit()
        self.update()
