"""How much the pictures of a character resemble one another, as a table of colours and numbers."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from studio.models.cast_rows import IdentitySheet
from studio.views.kit import theme
from studio.views.kit.icons import paint_icon
from studio.views.kit.tokens import LABEL_PX, SPACE_4, SPACE_8

ROW_PX, CELL_PX, MIN_CELL_PX = 26, 44, 30
NAME_SHARE = 0.42


class SimilarityMatrix(QWidget):
    """One row and one column for each picture; strangers have a sign and a word, not only a colour."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sheet = IdentitySheet()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        theme.notifier().changed.connect(self.updateGeometry)
        theme.notifier().changed.connect(self.update)

    def set_sheet(self, sheet: IdentitySheet) -> None:
        """Show another table."""
        self._sheet = sheet
        self.setAccessibleName(self.tr("Similarity of the pictures"))
        self.setAccessibleDescription(self.spoken())
        self.updateGeometry()
        self.update()

    def spoken(self) -> str:
        """The table in words."""
        lines = []
        for row, name in enumerate(self._sheet.names):
            if row >= len(self._sheet.similarity):
                break
            values = " ".join(f"{value:.2f}" for value in self._sheet.similarity[row])
            mark = self.tr("looks like somebody else") if row in self._sheet.outliers else ""
            lines.append(f"{row + 1} {name}: {values} {mark}".strip())
        return "\n".join(lines)

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """A line of numbers, a row for each picture."""
        count = len(self._sheet.similarity)
        return QSize(theme.px(200), theme.px(ROW_PX) * (count + 1) if count else 0)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """As high as it has to be."""
        return QSize(theme.px(120), self.sizeHint().height())

    def event(self, event: QEvent) -> bool:
        """Names and value of the cell under the pointer."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self._tip(event.pos().x(), event.pos().y()), self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        """Names, numbers, colours."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.numeric_font(LABEL_PX))
        for row in range(len(self._sheet.similarity)):
            painter.setPen(QColor(theme.current().text_dim))
            painter.drawText(self._cell(-1, row), Qt.AlignmentFlag.AlignCenter, str(row + 1))
            self._paint_name(painter, row)
            for column in range(len(self._sheet.similarity)):
                self._paint_cell(painter, row, column)

    def _paint_name(self, painter: QPainter, row: int) -> None:
        colors = theme.current()
        area = QRectF(0, theme.px(ROW_PX) * (row + 1), self._name_width() - SPACE_8, theme.px(ROW_PX))
        is_stranger = row in self._sheet.outliers
        if is_stranger:
            side = theme.px(12)
            paint_icon(painter, QRectF(area.x(), area.center().y() - side / 2, side, side), "warning", "warn")
            area.adjust(side + SPACE_4, 0, 0, 0)
        text = f"{row + 1}  {self._sheet.names[row]}"
        metrics = QFontMetrics(painter.font())
        painter.setPen(QColor(colors.warn if is_stranger else colors.text))
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideMiddle, int(area.width()))
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, shown)

    def _paint_cell(self, painter: QPainter, row: int, column: int) -> None:
        colors = theme.current()
        value = self._sheet.similarity[row][column]
        area = self._cell(row, column).adjusted(1, 1, -1, -1)
        is_same, is_self = value >= self._sheet.threshold, row == column
        ground = QColor(colors.good if is_same else colors.warn)
        reach = max(1 - self._sheet.threshold, 1e-6) if is_same else max(self._sheet.threshold + 1, 1e-6)
        strength = abs(value - self._sheet.threshold) / reach
        ground.setAlphaF(0.06 if is_self else 0.14 + 0.4 * min(strength, 1.0))
        painter.setPen(Qt.PenStyle.NoPen if is_same else QPen(QColor(colors.warn), 1, Qt.PenStyle.DashLine))
        painter.setBrush(ground)
        painter.drawRoundedRect(area, 3, 3)
        painter.setPen(QColor(colors.text_dim if is_self else colors.text))
        text = f"{value:.2f}".replace("-", "\N{MINUS SIGN}")
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, "–" if is_self else text)

    def _name_width(self) -> float:
        count = max(1, len(self._sheet.similarity))
        return max(self.width() * 0.2, min(self.width() * NAME_SHARE, self.width() - count * theme.px(MIN_CELL_PX)))

    def _cell_width(self) -> float:
        count = max(1, len(self._sheet.similarity))
        return min(theme.px(CELL_PX), (self.width() - self._name_width()) / count)

    def _cell(self, row: int, column: int) -> QRectF:
        width, height = self._cell_width(), theme.px(ROW_PX)
        return QRectF(self._name_width() + column * width, height * (row + 1), width, height)

    def _tip(self, x: int, y: int) -> str:
        row = y // theme.px(ROW_PX) - 1
        column = int((x - self._name_width()) // max(self._cell_width(), 1))
        count = len(self._sheet.similarity)
        if not (0 <= row < count and 0 <= column < count):
            return ""
        value, names = self._sheet.similarity[row][column], self._sheet.names
        same = self.tr("same character") if value >= self._sheet.threshold else self.tr("looks like somebody else")
        return self.tr("{one} and {other}: {value:.2f}, {same} (from {threshold:.2f})").format(
            one=names[row], other=names[column], value=value, same=same, threshold=self._sheet.threshold
        )
