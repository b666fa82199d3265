"""One cell, large, beside its reference; arrow keys go on to the next."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from studio.models.set_plan import CellState
from studio.models.set_view import CellDetails
from studio.views.kit import theme
from studio.views.kit.checker import paint_checker
from studio.views.kit.icons import icon
from studio.views.kit.tokens import LABEL_PX, SPACE_8, SPACE_12
from studio.views.kit.widgets import Badge, IconButton, label
from studio.views.set.cell_painter import TONES

_STEPS = {
    Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1), Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0),
}  # fmt: skip


class _Table(QWidget):
    """Two pictures at one scale; while the mouse is down, the reference lies in the drawing's place."""

    def __init__(self) -> None:
        super().__init__()
        self.reference, self.drawing = QImage(), QImage()
        self._is_peeking = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("Reference and drawing"))
        self.setToolTip(self.tr("Hold the mouse down to see the reference in the drawing's place"))
        theme.notifier().changed.connect(self.update)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Lay the reference over the drawing."""
        self._peek(event.button() is Qt.MouseButton.LeftButton)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Take it away again."""
        self._peek(False)

    def _peek(self, is_peeking: bool) -> None:
        self._is_peeking = is_peeking
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), QColor(theme.current().surface0))
        gap, foot = theme.px(SPACE_12), theme.px(28)
        half = (self.width() - 3 * gap) / 2
        right = self.reference if self._is_peeking else self.drawing
        texts = (self.tr("Reference"), self.tr("Reference") if self._is_peeking else self.tr("Drawing"))
        for at, (image, text) in enumerate(zip((self.reference, right), texts, strict=True)):
            area = QRectF(gap + at * (half + gap), gap, half, self.height() - gap - foot)
            self._one(painter, area, image)
            painter.setPen(QColor(theme.current().text_dim))
            painter.setFont(theme.text_font(LABEL_PX))
            painter.drawText(QRectF(area.left(), area.bottom(), half, foot), Qt.AlignmentFlag.AlignCenter, text)

    def _one(self, painter: QPainter, area: QRectF, image: QImage) -> None:
        if image.isNull() or area.isEmpty():
            painter.setPen(QColor(theme.current().text_dim))
            painter.setFont(theme.text_font())
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter, self.tr("Not drawn yet"))
            return
        factor = min(area.width() / image.width(), area.height() / image.height())
        size = QPointF(image.width() * factor, image.height() * factor)
        corner = area.center() - size / 2
        target = QRectF(corner.x(), corner.y(), size.x(), size.y())
        paint_checker(painter, target)
        painter.drawImage(target, image)


class CellViewer(QWidget):
    """Takes the place of the matrix until Escape, Enter or its button."""

    closed = Signal()
    stepped = Signal(int, int)
    """(rows, columns) to go on by"""
    turned = Signal(int)
    """To the next expression (1) or the one before (-1)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.table = _Table()
        self.title, self.who, self.state = label("", "title"), label("", "dim"), Badge("")
        self.back = QPushButton(icon("arrow-left"), self.tr("Back to the set"))
        self.back.setToolTip(self.tr("Escape"))
        self.back.clicked.connect(self.closed)
        before = IconButton("chevron-up", self.tr("The expression before"))
        after = IconButton("chevron-down", self.tr("The next expression"))
        before.clicked.connect(lambda: self.turned.emit(-1))
        after.clicked.connect(lambda: self.turned.emit(1))
        row = QHBoxLayout()
        row.setContentsMargins(SPACE_12, SPACE_8, SPACE_12, SPACE_8)
        row.setSpacing(SPACE_8)
        row.addWidget(self.back)
        row.addSpacing(SPACE_8)
        for widget in (self.title, self.who, self.state):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(before)
        row.addWidget(after)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self.table, 1)

    def set_details(self, details: CellDetails, reference: QImage, drawing: QImage) -> None:
        """Show a cell."""
        self.title.setText(details.title)
        self.who.setText(details.character)
        tone = "good" if details.state is CellState.DONE else TONES.get(details.state, "dim")
        self.state.set(details.state_text, tone)
        self.table.reference, self.table.drawing = reference, drawing
        self.table.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Arrows go on, Escape and Enter go back."""
        step = _STEPS.get(Qt.Key(event.key()))
        if step is not None:
            self.stepped.emit(*step)
        elif event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Escape is meant for here before it is meant for jobs."""
        is_override = event.type() == QEvent.Type.ShortcutOverride
        if is_override and isinstance(event, QKeyEvent) and Qt.Key(event.key()) in (Qt.Key.Key_Escape, *_STEPS):
            event.accept()
            return True
        return super().event(event)
