"""The seam between reference and result, to be dragged or moved by keys."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from studio.views.kit import theme
from studio.views.kit.tokens import LABEL_PX, RADIUS_SMALL, SPACE_4, SPACE_8

WIDTH_PX = 24
KNOB_RADIUS_PX = 9.0


class SplitBar(QWidget):
    """A vertical line with a knob; lies over the view and is placed by the canvas."""

    dragged_to = Signal(float)
    """Middle of the line in the parent's pixels."""
    stepped = Signal(float)
    """Share of the picture's width."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFixedWidth(WIDTH_PX)
        self.setCursor(Qt.CursorShape.SplitHCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Seam between the picture and the result"))
        self.setToolTip(self.tr("Left of the line: your picture. Right: the result. Drag it, or use the arrow keys."))

    def place(self, x: float, top: float, bottom: float) -> None:
        """Stand at `x`, from `top` to `bottom`, in the parent's pixels."""
        self.setGeometry(round(x) - WIDTH_PX // 2, round(top), WIDTH_PX, max(0, round(bottom) - round(top)))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        """Line and knob; the knob wears the focus ring."""
        painter = QPainter(self)
        middle = WIDTH_PX / 2
        painter.setPen(QPen(QColor(0, 0, 0, 110), 3))
        painter.drawLine(QPointF(middle, 0), QPointF(middle, self.height()))
        painter.setPen(QPen(QColor("#ffffff"), 1))
        painter.drawLine(QPointF(middle, 0), QPointF(middle, self.height()))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        accent = QColor(theme.current().accent)
        knob = QRectF(middle - KNOB_RADIUS_PX, self.height() / 2 - KNOB_RADIUS_PX, 2 * KNOB_RADIUS_PX,
                      2 * KNOB_RADIUS_PX)  # fmt: skip
        if self.hasFocus():
            painter.setPen(QPen(accent, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(knob.adjusted(-2.5, -2.5, 2.5, 2.5))
        painter.setPen(QPen(QColor(0, 0, 0, 110), 1))
        painter.setBrush(QColor("#ffffff"))
        painter.drawEllipse(knob)
        painter.setPen(QPen(QColor("#3a3e46"), 1.5, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap,
                            Qt.PenJoinStyle.RoundJoin))  # fmt: skip
        for side in (-1, 1):
            tip = knob.center() + QPointF(side * 5.5, 0)
            painter.drawPolyline([tip - QPointF(side * 2.5, 2.5), tip, tip - QPointF(side * 2.5, -2.5)])

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt's name)
        """Only the left button takes it."""
        event.setAccepted(event.button() == Qt.MouseButton.LeftButton)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt's name)
        """Follow the pointer."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self.dragged_to.emit(self.mapToParent(event.position()).x())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt's name)
        """Back to the middle."""
        self.stepped.emit(0.0)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Arrows move it by a hundredth, with Shift by a tenth."""
        step = 0.1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 0.01
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.stepped.emit(-step if event.key() == Qt.Key.Key_Left else step)
        else:
            super().keyPressEvent(event)


def paint_split_names(painter: QPainter, seam: QPointF, left_name: str, right_name: str) -> None:
    """Which side is which, at the upper end of the seam; `seam` is in pixels of the window."""
    painter.save()
    painter.resetTransform()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(theme.text_font(LABEL_PX))
    for text, side in ((left_name, -1), (right_name, 1)):
        width = painter.fontMetrics().horizontalAdvance(text) + 2 * SPACE_8
        left = seam.x() + SPACE_8 if side > 0 else seam.x() - SPACE_8 - width
        plate = QRectF(left, max(seam.y(), 0.0) + SPACE_8, width, painter.fontMetrics().height() + SPACE_4)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(20, 21, 24, 190))
        painter.drawRoundedRect(plate, RADIUS_SMALL, RADIUS_SMALL)
        painter.setPen(QColor("#ffffff"))
        painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, text)
    painter.restore()
