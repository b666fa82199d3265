"""Draws the rows of the dope sheet: only those in sight, and only as many marks as there are pixels for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import ceil

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen, QPixmap, QPolygonF

from studio.models.dope_rows import DopeRow, KeyId, KeyShape, RowKind
from studio.views.kit import theme
from studio.views.kit.icons import paint_icon
from studio.views.kit.tokens import SPACE_8, SPACE_12
from studio.views.timeline.time_scale import TimeScale

ROW_PX = 22
KEY_PX = 4.5
TOGGLE_PX = 14
DENSE_PX = 6.0
"""Marks nearer to each other than this become a bar."""


@dataclass(frozen=True, slots=True)
class DopeSight:
    """What is drawn.

    Attributes:
        rows: All of them.
        scale: From time to place.
        names_px: Width of the column with names.
        selected: Keys that are selected.
        shift_ms: How far the selected keys are being dragged.
        hovered: (row, time) under the pointer.
        current: Row that the keyboard is on; -1 for none.
        has_focus: Whether it has the keyboard.
    """

    rows: tuple[DopeRow, ...]
    scale: TimeScale
    names_px: float
    selected: frozenset[KeyId] = frozenset()
    shift_ms: int = 0
    hovered: tuple[int, int] | None = None
    current: int = -1
    has_focus: bool = False


def row_height() -> int:
    """Of every row."""
    return theme.px(ROW_PX)


def toggle_rect(row: DopeRow, top: float) -> QRectF:
    """Where a row is opened and closed."""
    side = theme.px(TOGGLE_PX)
    left = theme.px(SPACE_8) + row.depth * theme.px(SPACE_12)
    return QRectF(left, top + (row_height() - side) / 2, side, side)


def mute_rect(names_px: float, top: float) -> QRectF:
    """Where a track is muted."""
    side = theme.px(TOGGLE_PX)
    return QRectF(names_px - side - theme.px(SPACE_8), top + (row_height() - side) / 2, side, side)


def paint_rows(painter: QPainter, sight: DopeSight, area: QRectF, summary_title: str) -> None:
    """Draw the rows that meet `area`."""
    height = row_height()
    first = max(0, int(area.top() // height))
    last = min(len(sight.rows) - 1, int(area.bottom() // height))
    for index in range(first, last + 1):
        _paint_ground(painter, sight, index, index * height, area)
    painter.save()
    painter.setClipRect(QRectF(sight.names_px, area.top(), area.right() - sight.names_px, area.height()))
    for index in range(first, last + 1):
        _paint_marks(painter, sight, index, index * height + height / 2)
    painter.restore()
    for index in range(first, last + 1):
        _paint_name(painter, sight, index, index * height, summary_title)


def _paint_ground(painter: QPainter, sight: DopeSight, index: int, top: float, area: QRectF) -> None:
    tones, row = theme.current(), sight.rows[index]
    whole = QRectF(area.left(), top, area.width(), row_height())
    if row.kind is RowKind.SUMMARY:
        painter.fillRect(whole, QColor(tones.surface2))
    elif row.depth == 0 and index % 2:
        wash = QColor(tones.surface2)
        wash.setAlphaF(0.5)
        painter.fillRect(whole, wash)
    if index == sight.current and sight.has_focus:
        wash = QColor(tones.accent)
        wash.setAlphaF(0.12)
        painter.fillRect(whole, wash)


def _paint_name(painter: QPainter, sight: DopeSight, index: int, top: float, summary_title: str) -> None:
    tones, row, height = theme.current(), sight.rows[index], row_height()
    toggle = toggle_rect(row, top)
    if row.is_open is not None:
        paint_icon(painter, toggle, "chevron-down" if row.is_open else "chevron-right", "dim")
    left = toggle.right() + theme.px(4)
    right = sight.names_px - theme.px(SPACE_8)
    if row.kind is RowKind.TRACK:
        mute = mute_rect(sight.names_px, top)
        paint_icon(painter, mute, "eye-off" if row.is_muted else "eye", "dim" if row.is_muted else "text")
        right = mute.left() - theme.px(4)
    painter.setFont(theme.text_font(weight=theme.SEMIBOLD) if row.kind is RowKind.SUMMARY else theme.text_font())
    painter.setPen(QColor(tones.text_dim if row.is_muted or row.depth else tones.text))
    title = summary_title if row.kind is RowKind.SUMMARY else row.title
    text = QFontMetrics(painter.font()).elidedText(title, Qt.TextElideMode.ElideRight, int(right - left))
    painter.drawText(QRectF(left, top, right - left, height), Qt.AlignmentFlag.AlignVCenter, text)


def _paint_marks(painter: QPainter, sight: DopeSight, index: int, middle: float) -> None:
    tones, row, scale = theme.current(), sight.rows[index], sight.scale
    reach_ms = 2 * theme.px(8) / scale.px_per_ms
    inside = row.between(scale.start_ms - reach_ms, scale.start_ms + scale.span_ms + reach_ms)
    if not row.times_ms:
        return
    colour = QColor(tones.text_dim if row.is_muted or row.depth else tones.accent)
    faint = QColor(colour)
    faint.setAlphaF(0.35)
    ends = (scale.x(row.times_ms[0]), scale.x(row.times_ms[-1]))
    painter.setPen(QPen(faint, 2))
    painter.drawLine(QPointF(ends[0], middle), QPointF(ends[1], middle))
    if len(inside) * DENSE_PX > scale.width_px:
        painter.fillRect(QRectF(ends[0], middle - KEY_PX, ends[1] - ends[0], 2 * KEY_PX), faint)
        return
    chosen = _selected_times(sight, row)
    hovered = sight.hovered[1] if sight.hovered is not None and sight.hovered[0] == index else None
    marks = _Marks(colour, row.depth > 0, painter.device().devicePixelRatioF())
    for place in inside:
        time_ms = row.times_ms[place]
        is_selected = time_ms in chosen
        mark = marks.of(
            row.shapes[place] if place < len(row.shapes) else KeyShape.LINEAR,
            is_selected, is_selected or time_ms == hovered, time_ms in row.accents,
            time_ms in row.linked and not row.depth,
        )  # fmt: skip
        x = scale.x(time_ms + (sight.shift_ms if is_selected else 0))
        painter.drawPixmap(QPointF(x - marks.half, middle - marks.half), mark)


class _Marks:
    """Marks drawn once and stamped many times: a long recording has thousands in sight."""

    def __init__(self, colour: QColor, is_small: bool, ratio: float) -> None:
        self._look = (colour.rgb(), is_small, ratio, theme.current().name, theme.px(100))
        self.half = _half(is_small)

    def of(self, shape: KeyShape, is_selected: bool, has_ring: bool, is_accent: bool, is_linked: bool) -> QPixmap:
        """The picture of one mark."""
        return _mark(self._look, shape, is_selected, has_ring, is_accent, is_linked)


def _half(is_small: bool) -> float:
    return theme.px(1) * KEY_PX * (0.8 if is_small else 1.0) + 2.0


@lru_cache(maxsize=512)
def _mark(
    look: tuple[int, bool, float, str, int],
    shape: KeyShape,
    is_selected: bool,
    has_ring: bool,
    is_accent: bool,
    is_linked: bool,
) -> QPixmap:
    rgb, is_small, ratio, *_ = look
    tones, half = theme.current(), _half(is_small)
    pixels = ceil(2 * half * ratio)
    picture = QPixmap(pixels, pixels)
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    side = half - 2.0
    painter.setPen(QPen(QColor(tones.accent if has_ring else tones.surface1), 1.5 if is_selected else 1.0))
    painter.setBrush(QColor(tones.text) if is_selected else QColor(tones.warn) if is_accent else QColor(rgb))
    if shape is KeyShape.HOLD:
        painter.drawRect(QRectF(half - side * 0.8, half - side * 0.8, side * 1.6, side * 1.6))
    elif shape is KeyShape.CURVE:
        painter.drawEllipse(QPointF(half, half), side * 0.95, side * 0.95)
    else:
        corners = [(half, half - side), (half + side, half), (half, half + side), (half - side, half)]
        painter.drawPolygon(QPolygonF([QPointF(*corner) for corner in corners]))
    if is_linked:
        painter.setPen(QPen(QColor(tones.surface1), 1.2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(QPointF(half, half), side * 0.4, side * 0.4)
    painter.end()
    return picture


def _selected_times(sight: DopeSight, row: DopeRow) -> frozenset[int]:
    if row.kind is RowKind.SUMMARY:
        return frozenset(time_ms for _, time_ms in sight.selected)
    return frozenset(time_ms for track, time_ms in sight.selected if track == row.track)
