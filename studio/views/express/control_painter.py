"""Draws one row of the controls."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPainterPath, QPen

from studio.models.express_rows import ControlSpec
from studio.models.expression import BlendMode
from studio.views.kit import theme
from studio.views.kit.icons import paint_icon
from studio.views.kit.tokens import LABEL_PX, RADIUS_SMALL

TOOLS = ("solo", "mute", "reset")
NUMBER_PX = 46


@dataclass(slots=True)
class RowSight:
    """What a row looks like.

    Attributes:
        minimum, maximum: Of the layer's mode.
        rest: Where the filled part begins.
        value: The first control's.
        other: The second side's, where it differs.
        worn: What all layers give together.
        is_changed: Whether the layer names one of its controls.
        is_muted, is_soloed: As switched.
        is_silent: Whether it is kept out of the face, by mute or by somebody else's solo.
        mode: Of the layer.
        is_lit: Whether the pointer or the focus is on it.
        has_focus: Whether keys go here.
    """

    minimum: float
    maximum: float
    rest: float = 0.0
    value: float = 0.0
    other: float | None = None
    worn: float = 0.0
    is_changed: bool = False
    is_muted: bool = False
    is_soloed: bool = False
    is_silent: bool = False
    mode: BlendMode = BlendMode.ADD
    is_lit: bool = False
    has_focus: bool = False


def paint_bar(painter: QPainter, bar: QRectF, spec: ControlSpec, sight: RowSight) -> None:
    """Paint the bar with fill, name and number."""
    tones = theme.current()
    radius = theme.px(RADIUS_SMALL)
    shape = QPainterPath()
    shape.addRoundedRect(bar, radius, radius)
    painter.fillPath(shape, QColor(tones.surface3 if sight.is_lit else tones.surface2))
    painter.save()
    painter.setClipPath(shape)
    fill = QColor(tones.accent)
    fill.setAlphaF((0.42 if tones.is_dark else 0.26) if not sight.is_silent else 0.12)
    start, end = sorted((_place(bar, sight, sight.rest), _place(bar, sight, sight.value)))
    painter.fillRect(QRectF(start, bar.top(), end - start, bar.height()), fill)
    if sight.minimum < sight.rest < sight.maximum:
        painter.fillRect(QRectF(_place(bar, sight, sight.rest) - 0.5, bar.top(), 1, bar.height()), QColor(tones.line))
    if sight.is_changed or sight.is_lit:
        edge = QColor(tones.accent if sight.is_changed and not sight.is_silent else tones.text_dim)
        painter.fillRect(_line(bar, sight, sight.value, 2.0), edge)
        if sight.other is not None:
            painter.fillRect(_line(bar, sight, sight.other, 2.0), edge)
    _paint_worn(painter, bar, spec, sight)
    painter.restore()
    if sight.has_focus or not tones.is_dark:
        painter.setPen(QPen(QColor(tones.accent if sight.has_focus else tones.line), 1.5 if sight.has_focus else 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(bar.adjusted(0.75, 0.75, -0.75, -0.75), radius, radius)
    _paint_texts(painter, bar, spec, sight)


def _paint_worn(painter: QPainter, bar: QRectF, spec: ControlSpec, sight: RowSight) -> None:
    """A faint tick where the face stands in the end, if that is somewhere else."""
    is_same = sight.mode is not BlendMode.MULTIPLY and abs(sight.worn - sight.value) < 0.004 * spec.maximum
    if is_same or (sight.mode is BlendMode.MULTIPLY and not sight.worn):
        return
    low, high = spec.minimum, spec.maximum
    at = bar.left() + (sight.worn - low) / (high - low) * bar.width()
    size = theme.px(4)
    at = min(max(at, bar.left() + size), bar.right() - size)
    mark = QPainterPath()
    mark.moveTo(at - size, bar.bottom())
    mark.lineTo(at, bar.bottom() - size * 1.4)
    mark.lineTo(at + size, bar.bottom())
    mark.closeSubpath()
    colour = QColor(theme.current().text)
    colour.setAlphaF(0.6)
    painter.fillPath(mark, colour)


def _paint_texts(painter: QPainter, bar: QRectF, spec: ControlSpec, sight: RowSight) -> None:
    tones = theme.current()
    pad = theme.px(8)
    number_width = theme.px(NUMBER_PX)
    colour = QColor(tones.text if sight.is_changed and not sight.is_silent else tones.text_dim)
    painter.setPen(colour)
    side_width = theme.px(16) if spec.side else 0
    name_font = theme.text_font()
    painter.setFont(name_font)
    room = bar.width() - number_width - pad - side_width
    name = QFontMetrics(name_font).elidedText(spec.title, Qt.TextElideMode.ElideRight, int(room))
    area = bar.adjusted(pad, 0, 0, 0)
    painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, name)
    if spec.side:
        left = area.left() + QFontMetrics(name_font).horizontalAdvance(name) + theme.px(6)
        painter.setFont(theme.text_font(LABEL_PX, theme.SEMIBOLD))
        painter.drawText(QRectF(left, bar.top(), side_width, bar.height()), Qt.AlignmentFlag.AlignVCenter, spec.side)
    painter.setFont(theme.numeric_font())
    painter.drawText(
        bar.adjusted(0, 0, -pad, 0), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, _number(spec, sight)
    )


def _number(spec: ControlSpec, sight: RowSight) -> str:
    if sight.other is not None:
        return QCoreApplication.translate("ControlRow", "mixed")
    if sight.mode is BlendMode.MULTIPLY:
        return f"×{sight.value:.2f}"
    if spec.unit:
        return f"{sight.value:.1f}{spec.unit}".replace("-0.0", "0.0")
    return f"{sight.value:.2f}"


def paint_tool(painter: QPainter, area: QRectF, tool: str, sight: RowSight, is_hot: bool) -> None:
    """Paint "solo" or "mute" where it is on, "reset" where there is something to reset; all while looked at."""
    is_on = (tool == "solo" and sight.is_soloed) or (tool == "mute" and sight.is_muted)
    is_offered = sight.is_changed if tool == "reset" else sight.is_lit
    if not (is_on or is_offered):
        return
    tones = theme.current()
    if is_hot or is_on:
        wash = QColor(tones.accent if is_on else tones.text)
        wash.setAlphaF(0.18 if is_on else 0.1)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(wash)
        painter.drawRoundedRect(area, theme.px(3), theme.px(3))
    inset = theme.px(2.5)
    tone = {"solo": "accent", "mute": "warn"}.get(tool, "text") if is_on else "dim"
    name = {"solo": "solo", "mute": "mute", "reset": "reset"}[tool]
    paint_icon(painter, area.adjusted(inset, inset, -inset, -inset), name, tone)


def _place(bar: QRectF, sight: RowSight, value: float) -> float:
    span = sight.maximum - sight.minimum
    return bar.left() + (value - sight.minimum) / span * bar.width()


def _line(bar: QRectF, sight: RowSight, value: float, width: float) -> QRectF:
    left = min(max(_place(bar, sight, value) - width / 2, bar.left()), bar.right() - width)
    return QRectF(left, bar.top(), width, bar.height())
