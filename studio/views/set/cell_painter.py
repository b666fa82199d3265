"""How a cell of the matrix looks: its picture, and its state by sign, word and tone."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter, QPainterPath, QPen, QPixmap, QPolygonF

from studio.models.set_plan import CellState
from studio.models.set_view import CellSight
from studio.views.kit import theme
from studio.views.kit.tokens import LABEL_PX, RADIUS

PADDING = 5
CAPTION = 20
CORNER = 22
NAME = 22
"""Room for the name below a cell of a grid."""
GHOST_OPACITY = 0.22

TONES = {
    CellState.QUEUED: "dim", CellState.DRAWING: "accent", CellState.STALE: "warn", CellState.FAILED: "bad",
    CellState.MISSING: "dim",
}  # fmt: skip


def card_rect(cell: QRect) -> QRectF:
    """Where the picture of a cell lies."""
    gap = theme.px(PADDING)
    return QRectF(cell).adjusted(gap, gap, -gap, -gap)


def retry_rect(cell: QRect) -> QRectF:
    """The button of a failed cell."""
    card = card_rect(cell)
    width = min(theme.px(64), card.width() - theme.px(16))
    return QRectF(card.center().x() - width / 2, card.bottom() - theme.px(CAPTION + 30), width, theme.px(24))


def star_rect(cell: QRect) -> QRectF:
    """The star of a drawn cell."""
    card = card_rect(cell)
    return QRectF(card.left() + theme.px(3), card.top() + theme.px(3), theme.px(20), theme.px(20))


def baked_card(image: QImage, size: QSize, ratio: float) -> QPixmap:
    """A picture on its ground with round corners, ready to be painted as it is."""
    card = QPixmap(round(size.width() * ratio), round(size.height() * ratio))
    card.setDevicePixelRatio(ratio)
    card.fill(Qt.GlobalColor.transparent)
    area = QRectF(0, 0, size.width(), size.height())
    painter = QPainter(card)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
    path = QPainterPath()
    path.addRoundedRect(area, theme.px(RADIUS), theme.px(RADIUS))
    painter.setClipPath(path)
    painter.fillRect(area, QColor(theme.current().surface0))
    if not image.isNull():
        factor = min(area.width() / image.width(), area.height() / image.height())
        width, height = image.width() * factor, image.height() * factor
        target = QRectF((area.width() - width) / 2, (area.height() - height) / 2, width, height)
        painter.drawImage(target, image)
    painter.end()
    return card


class CellPainter:
    """Paints one cell after the other.

    Attributes:
        turn: Where the ring of a drawing cell stands, 0…1.
    """

    def __init__(self) -> None:
        self.turn = 0.0

    def paint(
        self,
        painter: QPainter,
        cell: QRect,
        sight: CellSight,
        card: QPixmap | None,
        caption: str,
        retry: str,
        is_selected: bool,
        is_current: bool,
        is_hovered: bool,
        ghost: QPixmap | None = None,
    ) -> None:
        """Paint a cell.

        Args:
            painter: Where to.
            cell: Its whole place.
            sight: What it is.
            card: Its picture from `baked_card`; None where there is none yet.
            caption: Its state in words.
            retry: Text of the button of a failed cell.
            is_selected: Whether it is selected.
            is_current: Whether the keyboard stands on it.
            is_hovered: Whether the pointer is over it.
            ghost: What is shown faintly where there is no picture: the face at rest.
        """
        tones, area = theme.current(), card_rect(cell)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if sight.state is CellState.ABSENT:
            self._absent(painter, area)
        else:
            painter.setOpacity(0.3 if sight.is_faded else 1.0)
            ghost = None if sight.picture else ghost
            self._picture(painter, area, sight, card, ghost)
            self._state(painter, cell, area, sight, caption, retry, has_ground=bool(sight.picture or ghost))
            self._marks(painter, cell, area, sight, is_hovered)
        painter.setOpacity(1.0)
        if is_selected:
            # No wash over the picture: its colours are what is judged.
            self._outline(painter, area, QPen(QColor(tones.accent), theme.px(2)))
        elif is_hovered and sight.state is not CellState.ABSENT:
            self._outline(painter, area, QPen(QColor(tones.line_strong), 1))
        if is_current:
            pen = QPen(QColor(tones.text), 1, Qt.PenStyle.DotLine) if not is_selected else QPen(QColor(tones.text), 1)
            self._outline(painter, area.adjusted(-3, -3, 3, 3), pen)
        painter.restore()

    def paint_name(self, painter: QPainter, area: QRectF, text: str, is_selected: bool) -> None:
        """The name below a cell of a grid."""
        tones = theme.current()
        painter.save()
        painter.setFont(theme.text_font(weight=theme.MEDIUM) if is_selected else theme.text_font())
        painter.setPen(QColor(tones.text if is_selected else tones.text_dim))
        name = QFontMetricsF(painter.font()).elidedText(text, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, name)
        painter.restore()

    @staticmethod
    def _outline(painter: QPainter, area: QRectF, pen: QPen, fill: QColor | None = None) -> None:
        painter.setPen(pen)
        painter.setBrush(fill if fill is not None else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(area, theme.px(RADIUS), theme.px(RADIUS))

    @staticmethod
    def _absent(painter: QPainter, area: QRectF) -> None:
        painter.setPen(QPen(QColor(theme.current().line), float(theme.px(2)), c=Qt.PenCapStyle.RoundCap))
        middle = area.center()
        painter.drawLine(middle - QPointF(theme.px(5), 0), middle + QPointF(theme.px(5), 0))

    def _picture(
        self, painter: QPainter, area: QRectF, sight: CellSight, card: QPixmap | None, ghost: QPixmap | None
    ) -> None:
        tones = theme.current()
        if card is not None and sight.picture:
            is_waiting = sight.state in (CellState.QUEUED, CellState.DRAWING)
            before = painter.opacity()
            painter.setOpacity(before * (0.45 if is_waiting or sight.state is CellState.FAILED else 1.0))
            painter.drawPixmap(area.topLeft(), card)
            painter.setOpacity(before)
            return
        if sight.picture:  # on its way
            self._outline(painter, area, QPen(Qt.PenStyle.NoPen), QColor(tones.surface0))
            return
        if ghost is not None:
            before = painter.opacity()
            painter.setOpacity(before * GHOST_OPACITY)
            painter.drawPixmap(area.topLeft(), ghost)
            painter.setOpacity(before)
        pen = QPen(QColor(tones.line), 1)
        if sight.state is CellState.MISSING:
            pen.setDashPattern([3, 3])
        self._outline(painter, area.adjusted(0.5, 0.5, -0.5, -0.5), pen)

    def _state(
        self,
        painter: QPainter,
        cell: QRect,
        area: QRectF,
        sight: CellSight,
        caption: str,
        retry: str,
        has_ground: bool,
    ) -> None:
        if sight.state in (CellState.DONE, CellState.ABSENT):
            return
        if sight.state is CellState.STALE:
            self._corner(painter, area)
        self._caption(painter, area, sight, caption, has_ground)
        if sight.state is CellState.FAILED and retry:
            self._retry(painter, retry_rect(cell), retry)

    @staticmethod
    def _corner(painter: QPainter, area: QRectF) -> None:
        """The folded corner of what is out of date."""
        tones, side = theme.current(), theme.px(CORNER)
        path = QPainterPath()
        path.addRoundedRect(area, theme.px(RADIUS), theme.px(RADIUS))
        painter.save()
        painter.setClipPath(path)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tones.warn))
        corner = area.topRight()
        painter.drawPolygon(QPolygonF([corner - QPointF(side, 0), corner, corner + QPointF(0, side)]))
        painter.restore()

    def _caption(self, painter: QPainter, area: QRectF, sight: CellSight, caption: str, has_ground: bool) -> None:
        tones, height = theme.current(), theme.px(CAPTION)
        band = QRectF(area.left(), area.bottom() - height, area.width(), height)
        if has_ground:
            path = QPainterPath()
            path.addRoundedRect(area, theme.px(RADIUS), theme.px(RADIUS))
            ground = QColor(tones.surface1)
            ground.setAlphaF(0.9)
            painter.save()
            painter.setClipPath(path)
            painter.fillRect(band, ground)
            painter.restore()
        tone = QColor(tones.tone(TONES[sight.state]))
        painter.setFont(theme.text_font(LABEL_PX))
        metrics = QFontMetricsF(painter.font())
        sign, gap = theme.px(11), theme.px(5)
        text = metrics.elidedText(caption, Qt.TextElideMode.ElideRight, band.width() - sign - gap - theme.px(10))
        width = sign + gap + metrics.horizontalAdvance(text)
        left = band.center().x() - width / 2
        self._sign(painter, QRectF(left, band.center().y() - sign / 2, sign, sign), sight.state, tone)
        painter.setPen(tone)
        painter.drawText(band.adjusted(left - band.left() + sign + gap, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, text)

    def _sign(self, painter: QPainter, area: QRectF, state: CellState, tone: QColor) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        pen = QPen(tone, 1.5 * theme.scale(), c=Qt.PenCapStyle.RoundCap, j=Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        middle, radius = area.center(), area.width() / 2 - 0.75
        if state is CellState.QUEUED:  # a clock
            painter.drawEllipse(middle, radius, radius)
            painter.drawPolyline([middle - QPointF(0, radius * 0.6), middle, middle + QPointF(radius * 0.45, 0)])
        elif state is CellState.DRAWING:  # a ring that turns
            faint = QColor(tone)
            faint.setAlphaF(0.3)
            painter.setPen(QPen(faint, pen.widthF()))
            painter.drawEllipse(middle, radius, radius)
            painter.setPen(pen)
            ring = QRectF(middle.x() - radius, middle.y() - radius, 2 * radius, 2 * radius)
            painter.drawArc(ring, round((90 - 360 * self.turn) * 16), -110 * 16)
        elif state is CellState.FAILED:  # a cross
            reach = radius * 0.65
            painter.drawLine(middle - QPointF(reach, reach), middle + QPointF(reach, reach))
            painter.drawLine(middle + QPointF(-reach, reach), middle + QPointF(reach, -reach))
        elif state is CellState.STALE:  # an arrow round
            ring = QRectF(middle.x() - radius, middle.y() - radius, 2 * radius, 2 * radius)
            painter.drawArc(ring, 60 * 16, 280 * 16)
            tip = middle + QPointF(radius * 0.5, -radius * 0.87)
            painter.drawPolyline([tip + QPointF(-radius * 0.1, -radius * 0.6), tip, tip + QPointF(-radius * 0.7, 0.2)])
        else:  # a plus: not there yet
            painter.drawLine(middle - QPointF(radius * 0.7, 0), middle + QPointF(radius * 0.7, 0))
            painter.drawLine(middle - QPointF(0, radius * 0.7), middle + QPointF(0, radius * 0.7))

    @staticmethod
    def _retry(painter: QPainter, area: QRectF, text: str) -> None:
        tones = theme.current()
        painter.setPen(QPen(QColor(tones.line_strong), 1))
        painter.setBrush(QColor(tones.surface2))
        painter.drawRoundedRect(area, area.height() / 2, area.height() / 2)
        painter.setPen(QColor(tones.text))
        painter.setFont(theme.text_font(LABEL_PX))
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, text)

    def _marks(self, painter: QPainter, cell: QRect, area: QRectF, sight: CellSight, is_hovered: bool) -> None:
        if sight.is_starred or (is_hovered and sight.picture):
            self._star(painter, star_rect(cell), sight.is_starred)
        is_calm = sight.state is CellState.DONE
        if sight.variants > 1:
            top = area.top() + theme.px(4) + (theme.px(CORNER - 4) if sight.state is CellState.STALE else 0)
            self._pill(painter, area.right() - theme.px(4), top, f"×{sight.variants}", "text")
        if is_calm and sight.is_likeness_low and sight.likeness is not None:
            top = area.bottom() - theme.px(4 + 16)
            self._pill(painter, area.right() - theme.px(4), top, f"▼ {sight.likeness:.2f}", "warn")

    @staticmethod
    def _pill(painter: QPainter, right: float, top: float, text: str, tone: str) -> None:
        tones = theme.current()
        painter.setFont(theme.numeric_font(LABEL_PX))
        width = QFontMetricsF(painter.font()).horizontalAdvance(text) + theme.px(10)
        area = QRectF(right - width, top, width, theme.px(16))
        ground = QColor(tones.surface1)
        ground.setAlphaF(0.88)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(area, area.height() / 2, area.height() / 2)
        painter.setPen(QColor(tones.tone(tone)))
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, text)

    @staticmethod
    def _star(painter: QPainter, area: QRectF, is_filled: bool) -> None:
        tones = theme.current()
        ground = QColor(tones.surface1)
        ground.setAlphaF(0.88)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawEllipse(area)
        path = star_path(area.center(), area.width() * 0.36)
        painter.setPen(QPen(QColor(tones.accent if is_filled else tones.text), 1.2, j=Qt.PenJoinStyle.RoundJoin))
        painter.setBrush(QColor(tones.accent) if is_filled else Qt.BrushStyle.NoBrush)
        painter.drawPath(path)


def star_path(middle: QPointF, radius: float) -> QPainterPath:
    """A star of five points."""
    from math import cos, pi, sin

    points = []
    for step in range(10):
        reach = radius if step % 2 == 0 else radius * 0.45
        angle = pi * step / 5 - pi / 2
        points.append(middle + QPointF(reach * cos(angle), reach * sin(angle)))
    path = QPainterPath(points[0])
    for point in points[1:]:
        path.lineTo(point)
    path.closeSubpath()
    return path
