# ruff: noqa: D102 (what Qt calls is documented by Qt)
"""When each part of the face moves in a passage, drawn."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QLocale, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from studio.core.easing import ease
from studio.models.acting_passages import PartTimes
from studio.views.kit import theme
from studio.views.kit.tokens import LABEL_PX

_ROW_PX, _AXIS_PX, _NAMES_PX = 26, 20, 96
_STEPS = 24


class PassageChart(QWidget):
    """A row for each part of the face: it rises, stays, falls; a line shows the moment that is previewed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts: tuple[PartTimes, ...] = ()
        self._whole_ms, self._strength, self._moment_ms = 1.0, 1.0, -1.0
        self._has_offset = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("When each part of the face moves"))
        theme.notifier().changed.connect(self.update)

    def show_parts(self, parts: Sequence[PartTimes], whole_ms: float, strength: float, has_offset: bool) -> None:
        """Show other times."""
        self._parts, self._whole_ms = tuple(parts), max(1.0, whole_ms)
        self._strength, self._has_offset = strength, has_offset
        self.setAccessibleDescription(
            "; ".join(f"{self._title(part.name)} {part.leaves_ms}–{part.arrives_ms} ms" for part in parts)
        )
        self.updateGeometry()
        self.update()

    def show_moment(self, time_ms: float) -> None:
        """Where the preview is; below 0 for nowhere."""
        if time_ms != self._moment_ms:
            self._moment_ms = time_ms
            self.update()

    def _title(self, name: str) -> str:
        return {
            "eyes": self.tr("Eyes"), "brows": self.tr("Brows"), "cheeks and nose": self.tr("Cheeks, nose"),
            "mouth": self.tr("Mouth, jaw"), "head": self.tr("Head"),
        }.get(name, name)  # fmt: skip

    def sizeHint(self) -> QSize:  # noqa: N802
        rows = max(5, len(self._parts))
        return QSize(theme.px(240), theme.px(_ROW_PX) * rows + theme.px(_AXIS_PX))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return QSize(theme.px(180), self.sizeHint().height())

    def _x(self, time_ms: float) -> float:
        left = theme.px(_NAMES_PX)
        return left + (self.width() - left - theme.px(4)) * min(1.0, max(0.0, time_ms / self._whole_ms))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        tones, painter = theme.current(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.text_font(LABEL_PX))
        for index, part in enumerate(self._parts):
            self._paint_part(painter, part, theme.px(_ROW_PX) * index)
        bottom = float(theme.px(_ROW_PX) * len(self._parts))
        painter.setPen(QPen(QColor(tones.line), 1))
        painter.drawLine(QPointF(self._x(0), bottom + 0.5), QPointF(self._x(self._whole_ms), bottom + 0.5))
        painter.setPen(QColor(tones.text_dim))
        painter.setFont(theme.numeric_font(LABEL_PX))
        axis = QRectF(self._x(0), bottom + 2, self._x(self._whole_ms) - self._x(0), theme.px(_AXIS_PX) - 2)
        painter.drawText(axis, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), "0")
        whole = self.tr("{ms} ms").format(ms=QLocale().toString(round(self._whole_ms)))
        painter.drawText(axis, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), whole)
        if self._moment_ms >= 0:
            painter.setPen(QPen(QColor(tones.accent), 1.5))
            place = self._x(self._moment_ms)
            painter.drawLine(QPointF(place, 0), QPointF(place, bottom))

    def _paint_part(self, painter: QPainter, part: PartTimes, top: float) -> None:
        tones, height = theme.current(), theme.px(_ROW_PX)
        painter.setPen(QColor(tones.text_dim))
        names = QRectF(0, top, theme.px(_NAMES_PX) - 8, height)
        painter.drawText(names, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), self._title(part.name))
        low, high = top + height - 3.0, top + 4.0
        peak = low - (low - high) * max(0.15, self._strength)
        path = QPainterPath(QPointF(self._x(0), low))
        path.lineTo(self._x(part.leaves_ms), low)
        self._way(path, part.leaves_ms, part.arrives_ms, low, peak, "in-out-cubic")
        path.lineTo(self._x(part.goes_ms if self._has_offset else self._whole_ms), peak)
        if self._has_offset:
            self._way(path, part.goes_ms, part.gone_ms, peak, low, "in-out-sine")
            path.lineTo(self._x(self._whole_ms), low)
        fill = QPainterPath(path)
        fill.lineTo(self._x(self._whole_ms), low)
        fill.closeSubpath()
        ground = QColor(tones.accent)
        ground.setAlphaF(0.18)
        painter.fillPath(fill, ground)
        painter.setPen(QPen(QColor(tones.accent), 1.5))
        painter.drawPath(path)

    def _way(self, path: QPainterPath, start: float, end: float, low: float, high: float, easing: str) -> None:
        for step in range(1, _STEPS + 1):
            share = step / _STEPS
            path.lineTo(self._x(start + (end - start) * share), low + (high - low) * ease(easing, share))
