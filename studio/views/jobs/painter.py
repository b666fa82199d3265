"""Draws one row of the jobs panel, and says where its buttons are."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QHelpEvent, QImage, QMouseEvent, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QToolTip

from studio.models.job_rows import JobRow, JobSign
from studio.views.jobs.model import IMAGE, ROW, Index
from studio.views.kit import theme
from studio.views.kit.icons import paint_icon
from studio.views.kit.tokens import LABEL_PX, RADIUS_SMALL, SPACE_4, SPACE_8, SPACE_12

ROW_PX = 60
_PICTURE_PX = 44
_BUTTON_PX = 24
_BAR_PX = 4
SIGNS = {
    JobSign.QUEUED: ("clock", "dim"), JobSign.RUNNING: ("play", "accent"), JobSign.PAUSED: ("pause", "warn"),
    JobSign.DONE: ("good", "good"), JobSign.FAILED: ("error", "bad"), JobSign.CANCELLED: ("cancel", "dim"),
}  # fmt: skip
BUTTON_ICONS = {"cancel": "close", "retry": "refresh", "copy": "copy"}


class JobPainter(QStyledItemDelegate):
    """Paints rows; its buttons are only drawn, so that hundreds of rows cost nothing."""

    pressed = Signal(str, str)
    """(button, job)"""

    def __init__(self, view: QAbstractItemView, tips: dict[str, str], parent: QObject | None = None) -> None:
        super().__init__(parent or view)
        self._view, self._tips = view, tips
        self._down: tuple[str, str] | None = None

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802
        """One height for all."""
        return QSize(theme.px(240), theme.px(ROW_PX))

    def buttons(self, row: JobRow, rect: QRect) -> dict[str, QRect]:
        """Where each button of a row is; from the right."""
        wanted = [("cancel", row.can_cancel), ("retry", row.can_retry), ("copy", row.has_details)]
        side, right = theme.px(_BUTTON_PX), rect.right() - theme.px(SPACE_8)
        top = rect.top() + (rect.height() - side) // 2
        found = {}
        for name in [name for name, is_there in wanted if is_there]:
            found[name] = QRect(right - side, top, side, side)
            right -= side + theme.px(SPACE_4)
        if row.action:
            width = QFontMetrics(theme.text_font()).horizontalAdvance(row.action) + theme.px(2 * SPACE_12)
            found["action"] = QRect(right - width, top, width, side)
        return found

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a row with the colours of now."""
        row: JobRow = index.data(ROW)
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        self._ground(painter, rect, state)
        self._picture(painter, rect, index.data(IMAGE), row)
        buttons = self.buttons(row, rect)
        left = rect.left() + theme.px(SPACE_12 + _PICTURE_PX + SPACE_12)
        right = min((button.left() for button in buttons.values()), default=rect.right()) - theme.px(SPACE_12)
        self._texts(painter, QRect(left, rect.top(), max(0, right - left), rect.height()), row)
        self._draw_buttons(painter, buttons, row, state)
        painter.restore()

    def _ground(self, painter: QPainter, rect: QRect, state: QStyle.StateFlag) -> None:
        now = theme.current()
        area = QRectF(rect).adjusted(4.5, 1.5, -4.5, -1.5)
        is_selected = bool(state & QStyle.StateFlag.State_Selected)
        if is_selected or state & QStyle.StateFlag.State_MouseOver:
            ground = QColor(now.accent if is_selected else now.text)
            ground.setAlphaF(0.14 if is_selected else 0.05)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ground)
            painter.drawRoundedRect(area, RADIUS_SMALL, RADIUS_SMALL)
        if is_selected and self._view.hasFocus():
            painter.setPen(QPen(QColor(now.accent), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(area, RADIUS_SMALL, RADIUS_SMALL)

    def _picture(self, painter: QPainter, rect: QRect, image: QImage | None, row: JobRow) -> None:
        now, side = theme.current(), theme.px(_PICTURE_PX)
        area = QRectF(rect.left() + theme.px(SPACE_12), rect.top() + (rect.height() - side) / 2, side, side)
        path = QPainterPath()
        path.addRoundedRect(area, RADIUS_SMALL, RADIUS_SMALL)
        painter.fillPath(path, QColor(now.surface2))
        name, tone = SIGNS[row.sign]
        if image is None or image.isNull():
            icon_side = theme.px(20)
            target = QRectF(area.center().x() - icon_side / 2, area.center().y() - icon_side / 2, icon_side, icon_side)
            paint_icon(painter, target, name, tone)
            return
        painter.save()
        painter.setClipPath(path)
        size = image.size().scaled(area.size().toSize(), Qt.AspectRatioMode.KeepAspectRatioByExpanding)
        painter.drawImage(QRectF(area.center() - QPointF(size.width() / 2, size.height() / 2), size), image)
        painter.restore()
        dot = theme.px(16)
        corner = QRectF(area.right() - dot + 4, area.bottom() - dot + 4, dot, dot)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(now.surface1))
        painter.drawEllipse(corner.adjusted(-1, -1, 1, 1))
        paint_icon(painter, corner.adjusted(1, 1, -1, -1), name, tone)

    def _texts(self, painter: QPainter, area: QRect, row: JobRow) -> None:
        now = theme.current()
        has_bar = row.sign in (JobSign.RUNNING, JobSign.PAUSED)
        line_px = theme.px(18)
        top = area.top() + (area.height() - (2 * line_px + (theme.px(_BAR_PX + 4) if has_bar else 0))) // 2
        right_text = self._right_text(row)
        small = theme.numeric_font(LABEL_PX)
        right_px = QFontMetrics(small).horizontalAdvance(right_text) + theme.px(SPACE_12) if right_text else 0
        upper = QRect(area.left(), top, area.width(), line_px)
        painter.setFont(theme.text_font(weight=theme.MEDIUM))
        painter.setPen(QColor(now.text_dim if row.sign is JobSign.CANCELLED else now.text))
        title = _cut(painter, row.title, upper.width() - right_px)
        painter.drawText(upper, Qt.AlignmentFlag.AlignVCenter, title)
        painter.setFont(small)
        painter.setPen(QColor(now.text_dim))
        painter.drawText(upper, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, right_text)
        lower = upper.translated(0, line_px)
        if row.sign is not JobSign.RUNNING:
            painter.setPen(QColor(now.tone(SIGNS[row.sign][1])))
        parts = [row.state if row.sign is not JobSign.RUNNING else "", row.message, row.speed]
        painter.drawText(
            lower, Qt.AlignmentFlag.AlignVCenter, _cut(painter, " · ".join(filter(None, parts)), lower.width())
        )
        if has_bar:
            bar = QRectF(area.left(), lower.bottom() + theme.px(4), area.width(), theme.px(_BAR_PX))
            self._bar(painter, bar, row)

    def _right_text(self, row: JobRow) -> str:
        percent = f"{int(row.fraction * 100)} %" if row.fraction is not None else ""
        return " · ".join(filter(None, (percent, row.left)))

    def _bar(self, painter: QPainter, area: QRectF, row: JobRow) -> None:
        now = theme.current()
        ground = QColor(now.text)
        ground.setAlphaF(0.12)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(area, area.height() / 2, area.height() / 2)
        painter.setBrush(QColor(now.tone(SIGNS[row.sign][1])))
        if row.fraction is None:  # unknown: three marks, no motion that would say something is known
            for place in (0.2, 0.5, 0.8):
                painter.drawEllipse(QPointF(area.left() + area.width() * place, area.center().y()), 2, 2)
            return
        width = max(area.height(), area.width() * min(1.0, row.fraction))
        painter.drawRoundedRect(QRectF(area.left(), area.top(), width, area.height()), 2, 2)

    def _draw_buttons(self, painter: QPainter, buttons: dict[str, QRect], row: JobRow, state: QStyle.StateFlag) -> None:
        now = theme.current()
        pointer = self._view.viewport().mapFromGlobal(self._view.cursor().pos())
        is_hot_row = bool(state & QStyle.StateFlag.State_MouseOver)
        for name, rect in buttons.items():
            is_hot = is_hot_row and rect.contains(pointer)
            if name == "action":
                painter.setPen(QPen(QColor(now.line_strong if is_hot else now.line), 1))
                painter.setBrush(QColor(now.surface3 if is_hot else now.surface2))
                painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS_SMALL, RADIUS_SMALL)
                painter.setPen(QColor(now.text))
                painter.setFont(theme.text_font())
                painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, row.action)
                continue
            if is_hot:
                ground = QColor(now.text)
                ground.setAlphaF(0.1)
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(ground)
                painter.drawRoundedRect(rect, RADIUS_SMALL, RADIUS_SMALL)
            inset = (rect.width() - theme.px(16)) / 2
            area = QRectF(rect).adjusted(inset, inset, -inset, -inset)
            paint_icon(painter, area, BUTTON_ICONS[name], "text" if is_hot else "dim")

    def editorEvent(  # noqa: N802
        self, event: QEvent, model: object, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        """A click on one of the buttons."""
        if not isinstance(event, QMouseEvent) or event.button() is not Qt.MouseButton.LeftButton:
            return False
        row: JobRow = index.data(ROW)
        name = self._button_at(row, option, event.position().toPoint())
        if event.type() in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick):
            self._down = (name, row.id) if name else None
            return bool(name)
        if event.type() is QEvent.Type.MouseButtonRelease and name and self._down == (name, row.id):
            self._down = None
            self.pressed.emit(name, row.id)
            return True
        return False

    def helpEvent(  # noqa: N802
        self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        """The tip of the button under the pointer, else the row's."""
        name = self._button_at(index.data(ROW), option, event.pos()) if index.isValid() else ""
        if name in self._tips:
            QToolTip.showText(event.globalPos(), self._tips[name], view)
            return True
        return super().helpEvent(event, view, option, index)

    def _button_at(self, row: JobRow, option: QStyleOptionViewItem, point: object) -> str:
        rect: QRect = option.rect
        buttons = self.buttons(row, rect)
        return next((name for name, area in buttons.items() if area.contains(point)), "")  # type: ignore[call-overload]


def _cut(painter: QPainter, text: str, width: int) -> str:
    return painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, max(0, width))
