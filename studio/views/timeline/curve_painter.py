"""Draws the curve editor: grid, curves, keys, handles."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from studio.models.curve_view import CurveKey, CurveSight, ValueScale
from studio.views.kit import theme
from studio.views.kit.tokens import LABEL_PX, SPACE_8
from studio.views.timeline.time_scale import NAMES_PX, TimeScale

FAMILIES = ("joy", "sadness", "anger", "love", "fear", "surprise")
"""Curve colours, in the order of `CurveSight.tone`."""
LETTERS = "ABCDEF"
KEY_PX = 4.0
HANDLE_PX = 3.0


def paint_grid(painter: QPainter, area: QRectF, scale: TimeScale, values: ValueScale) -> None:
    """Lines at round values with their numbers, and at round moments."""
    tones, left = theme.current(), float(theme.px(NAMES_PX))
    painter.setFont(theme.numeric_font(LABEL_PX))
    faint = QColor(tones.line)
    faint.setAlphaF(0.6)
    for value in values.ticks():
        y = round(values.y(value)) + 0.5
        painter.setPen(QPen(QColor(tones.line_strong) if value in (0.0, 1.0) else faint, 1.0))
        painter.drawLine(QPointF(left, y), QPointF(area.right(), y))
        painter.setPen(QColor(tones.text_dim))
        box = QRectF(0, y - 8, left - SPACE_8, 16)
        painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, f"{value:g}")
    painter.setPen(QPen(faint, 1.0))
    for time_ms in scale.ticks_ms():
        x = round(scale.x(time_ms)) + 0.5
        painter.drawLine(QPointF(x, 0), QPointF(x, area.bottom()))


def paint_curves(
    painter: QPainter,
    curves: Sequence[CurveSight],
    scale: TimeScale,
    values: ValueScale,
    active: str,
    hovered: tuple[str, int] | None,
) -> None:
    """All curves, the active one last and strongest."""
    painter.save()
    painter.setClipRect(QRectF(theme.px(NAMES_PX), 0, 1e6, 1e6))
    for curve in sorted(curves, key=lambda one: one.id == active):
        _paint_curve(painter, curve, scale, values, curve.id == active, hovered)
    painter.restore()


def _paint_curve(
    painter: QPainter,
    curve: CurveSight,
    scale: TimeScale,
    values: ValueScale,
    is_active: bool,
    hovered: tuple[str, int] | None,
) -> None:
    colour = QColor(theme.current().family(FAMILIES[curve.tone % len(FAMILIES)]))
    places = [QPointF(scale.x(point.time_ms), values.y(point.value)) for point in curve.line]
    line = QColor(colour)
    line.setAlphaF(1.0 if is_active else 0.55)
    style = Qt.PenStyle.DotLine if curve.is_locked else Qt.PenStyle.SolidLine
    painter.setPen(QPen(line, 2.0 if is_active else 1.4, style))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if curve.keys:
        painter.drawPolyline(QPolygonF(places))
    else:  # thousands of ways to and fro: one outline of all of them would take a hundred times as long
        painter.setPen(QPen(line, 1.0))
        painter.drawLines([QLineF(*pair) for pair in pairwise(places)])
    if curve.line:
        painter.setFont(theme.text_font(LABEL_PX, theme.SEMIBOLD))
        last = curve.line[-1]
        letter = LETTERS[curve.tone % len(LETTERS)]
        # Curves that end at one height do not write over each other.
        painter.drawText(QPointF(scale.x(last.time_ms) + 6 + 7 * (curve.tone % 4), values.y(last.value) + 4), letter)
    for key in curve.keys:
        _paint_key(painter, key, colour, scale, values, hovered == (curve.id, key.time_ms))


def _paint_key(
    painter: QPainter, key: CurveKey, colour: QColor, scale: TimeScale, values: ValueScale, is_hovered: bool
) -> None:
    tones = theme.current()
    place = QPointF(scale.x(key.time_ms), values.y(key.value))
    if key.is_selected:
        for handle in (key.handle_in, key.handle_out):
            if handle is None:
                continue
            end = QPointF(scale.x(handle.time_ms), values.y(handle.value))
            painter.setPen(QPen(QColor(tones.text_dim), 1.0))
            painter.drawLine(place, end)
            painter.setPen(QPen(QColor(tones.surface0), 1.0))
            painter.setBrush(QColor(tones.text))
            painter.drawEllipse(end, theme.px(1) * HANDLE_PX, theme.px(1) * HANDLE_PX)
    side = theme.px(1) * KEY_PX
    painter.setPen(QPen(QColor(tones.accent if key.is_selected or is_hovered else tones.surface0), 1.5))
    painter.setBrush(QColor(tones.text) if key.is_selected else colour)
    painter.drawRect(QRectF(place.x() - side, place.y() - side, 2 * side, 2 * side))


def paint_times(painter: QPainter, scale: TimeScale, time_ms: float, height: float) -> None:
    """The end of the clip, and the playhead."""
    tones = theme.current()
    for moment, colour, width in ((scale.duration_ms, tones.line_strong, 1.0), (time_ms, tones.accent, 1.5)):
        x = round(scale.x(moment)) + 0.5
        painter.setPen(QPen(QColor(colour), width))
        painter.drawLine(QPointF(x, 0), QPointF(x, height))


def paint_box(painter: QPainter, box: QRectF) -> None:
    """The rectangle that is being drawn for a selection."""
    tones = theme.current()
    wash = QColor(tones.accent)
    wash.setAlphaF(0.15)
    painter.setBrush(wash)
    painter.setPen(QPen(QColor(tones.accent), 1.0))
    painter.drawRect(box)
