"""What the colours of the difference mean."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from studio.views.canvas.difference import AMPLIFIED, RAMP
from studio.views.kit import theme
from studio.views.kit.tokens import LABEL_PX

MARGIN_PX = 8


class DifferenceLegend(QWidget):
    """A ramp from "same" to the difference that is shown brightest; lies in a corner of the canvas."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAccessibleName(self.tr("What the colours of the difference mean"))
        self.hide()

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Three words and a ramp."""
        return QSize(theme.px(196), theme.px(44))

    def place(self, width: int, height: int) -> None:
        """Stand in the lower left corner of a room of that size."""
        size = self.sizeHint()
        self.setGeometry(12, height - size.height() - 12, min(size.width(), width - 24), size.height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        """A dark plate in both themes: it lies on a dark picture."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(20, 21, 24, 225))
        painter.drawRoundedRect(QRectF(self.rect()), 6, 6)
        inner = QRectF(self.rect()).adjusted(MARGIN_PX, MARGIN_PX, -MARGIN_PX, -MARGIN_PX)
        ramp = QLinearGradient(inner.topLeft(), inner.topRight())
        for place, color in RAMP:
            ramp.setColorAt(place, QColor(*color))
        painter.setBrush(ramp)
        painter.drawRoundedRect(QRectF(inner.left(), inner.top(), inner.width(), theme.px(8)), 2, 2)
        painter.setPen(QColor("#e6e7ea"))
        painter.setFont(theme.numeric_font(LABEL_PX))
        bottom = int(Qt.AlignmentFlag.AlignBottom)
        painter.drawText(inner, bottom | int(Qt.AlignmentFlag.AlignLeft), self.tr("same"))
        most = self.tr("{levels} levels or more").format(levels=255 // AMPLIFIED + 1)
        painter.drawText(inner, bottom | int(Qt.AlignmentFlag.AlignRight), most)
