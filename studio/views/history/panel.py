"""The panel of history."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from studio.models.job_rows import HistoryRow
from studio.views.kit import theme
from studio.views.kit.icons import paint_icon
from studio.views.kit.tokens import LABEL_PX, RADIUS_SMALL, SPACE_4, SPACE_8, SPACE_12
from studio.views.kit.widgets import label

_Index = QModelIndex | QPersistentModelIndex
_ROW = int(Qt.ItemDataRole.UserRole)
_ROW_PX = 28
_RAIL_PX = 22
"""Where the line runs that joins the steps."""


class HistoryPanel(QWidget):
    """Every state of the document; those that were undone are dim."""

    step_requested = Signal(int)
    """0 is before the first step."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("historyPanel")
        self._model = _Steps(self)
        self._summary = label("", "dim")
        self.list = _StepList(self)
        self.list.setModel(self._model)
        self.list.setItemDelegate(_StepPainter(self.list, self.tr("Saved")))
        self.list.clicked.connect(lambda index: self._go(index.row()))
        self.list.activated.connect(lambda index: self._go(index.row()))
        self.list.selectionModel().currentChanged.connect(lambda index: self._go(index.row()))
        top = QHBoxLayout()
        top.setContentsMargins(SPACE_12, SPACE_8, SPACE_12, SPACE_4)
        top.addWidget(self._summary)
        top.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self.list, 1)
        theme.notifier().changed.connect(self._model.layoutChanged)

    def show_steps(self, rows: tuple[HistoryRow, ...]) -> None:
        """Show all states, the oldest first."""
        current = next((place for place, row in enumerate(rows) if row.is_current), 0)
        selection = self.list.selectionModel()
        selection.blockSignals(True)  # what follows is no wish of the user's
        self._model.put(rows)
        index = self._model.index(current)
        selection.setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        selection.blockSignals(False)
        self.list.scrollTo(index)
        self.list.viewport().update()

    def set_summary(self, text: str) -> None:
        """Say how much is not saved."""
        self._summary.setText(text)

    def _go(self, place: int) -> None:
        rows = self._model.rows
        if 0 <= place < len(rows) and not rows[place].is_current:
            self.step_requested.emit(place)


class _Steps(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: list[HistoryRow] = []

    def put(self, rows: Sequence[HistoryRow]) -> None:
        before, after = len(self.rows), len(rows)
        if after > before:
            self.beginInsertRows(QModelIndex(), before, after - 1)
            self.rows = list(rows)
            self.endInsertRows()
        elif after < before:
            self.beginRemoveRows(QModelIndex(), after, before - 1)
            self.rows = list(rows)
            self.endRemoveRows()
        else:
            self.rows = list(rows)
        if rows:
            self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))

    def rowCount(self, parent: _Index | None = None) -> int:  # noqa: N802
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def data(self, index: _Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        row = self.rows[index.row()]
        if role == _ROW:
            return row
        if role == int(Qt.ItemDataRole.AccessibleTextRole):
            return f"{row.text}, {self.tr('saved')}" if row.is_saved else row.text
        return row.text if role == int(Qt.ItemDataRole.DisplayRole) else None


class _StepList(QListView):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("plain", True)
        self.setAccessibleName(self.tr("History"))
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)


class _StepPainter(QStyledItemDelegate):
    def __init__(self, view: QListView, saved_text: str) -> None:
        super().__init__(view)
        self._view, self._saved_text = view, saved_text

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:  # noqa: N802
        return QSize(theme.px(120), theme.px(_ROW_PX))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        row: HistoryRow = index.data(_ROW)
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._ground(painter, rect, row, bool(state & QStyle.StateFlag.State_MouseOver))
        self._rail(painter, rect, row, index.row() == 0, index.row() == index.model().rowCount() - 1)
        left = rect.left() + theme.px(_RAIL_PX + SPACE_12)
        right = rect.right() - theme.px(SPACE_12)
        if row.is_saved:
            right = self._saved_mark(painter, rect, right)
        now = theme.current()
        painter.setFont(theme.text_font(weight=theme.MEDIUM) if row.is_current else theme.text_font())
        painter.setPen(QColor(now.text_dim if row.is_ahead else now.text))
        area = QRect(left, rect.top(), right - left, rect.height())
        text = painter.fontMetrics().elidedText(row.text, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, text)
        painter.restore()

    def _ground(self, painter: QPainter, rect: QRect, row: HistoryRow, is_hot: bool) -> None:
        if not (row.is_current or is_hot):
            return
        now = theme.current()
        ground = QColor(now.accent if row.is_current else now.text)
        ground.setAlphaF(0.14 if row.is_current else 0.05)
        has_focus = row.is_current and self._view.hasFocus()
        painter.setPen(QPen(QColor(now.accent), 1) if has_focus else Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(QRectF(rect).adjusted(4.5, 1.5, -4.5, -1.5), RADIUS_SMALL, RADIUS_SMALL)

    def _rail(self, painter: QPainter, rect: QRect, row: HistoryRow, is_first: bool, is_last: bool) -> None:
        """A line through all steps, and a point for each: full where the document has been, a ring ahead."""
        now = theme.current()
        x, y, radius = rect.left() + theme.px(_RAIL_PX), rect.center().y() + 0.5, theme.px(3)
        painter.setPen(QPen(QColor(now.line_strong), 1))
        if not is_first:
            painter.drawLine(x, rect.top(), x, int(y - radius - 2))
        if not is_last:
            painter.drawLine(x, int(y + radius + 2), x, rect.bottom())
        tone = QColor(now.accent if row.is_current else now.line_strong if row.is_ahead else now.text_dim)
        painter.setPen(QPen(tone, 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush if row.is_ahead else tone)
        size = radius + (1 if row.is_current else 0)
        painter.drawEllipse(QRectF(x - size + 0.5, y - size, 2 * size, 2 * size))

    def _saved_mark(self, painter: QPainter, rect: QRect, right: int) -> int:
        font = theme.text_font(LABEL_PX)
        width, side = QFontMetrics(font).horizontalAdvance(self._saved_text), theme.px(14)
        painter.setFont(font)
        painter.setPen(QColor(theme.current().good))
        area = QRect(right - width, rect.top(), width, rect.height())
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, self._saved_text)
        left = area.left() - side - theme.px(SPACE_4)
        paint_icon(painter, QRectF(left, rect.center().y() - side / 2 + 1, side, side), "save", "good")
        return int(left) - theme.px(SPACE_8)
