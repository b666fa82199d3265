# ruff: noqa: D102 (what Qt calls is documented by Qt)
"""A control of a recording over time: as recorded, as the clip shows it, its keys; a playhead to drag."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QLocale, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from studio.models.performance_review import ReviewCurve
from studio.views.kit import theme
from studio.views.kit.tokens import LABEL_PX, RADIUS_SMALL

_AXIS_PX, _KEYS_PX, _PAD_PX = 20, 12, 8
_STEP_MS, _LONG_STEP_MS = 40.0, 1000.0
_LONGEST_DENSE = 400


class PerformancePlot(QWidget):
    """Click or drag to look at a moment; Left and Right step, Home and End go to the ends."""

    scrubbed = Signal(float)
    scrub_ended = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._curve: ReviewCurve | None = None
        self._duration_ms, self._time_ms = 1.0, 0.0
        self._range: tuple[float, float] | None = None
        self._marks: tuple[float, ...] = ()
        self._is_dragging = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("The recording over time"))
        theme.notifier().changed.connect(self.update)

    def show_curve(self, curve: ReviewCurve | None, duration_ms: float) -> None:
        """Show another control, or none."""
        self._curve, self._duration_ms = curve, max(1.0, duration_ms)
        self.update()

    def show_range(self, rest: tuple[float, float] | None, marks: Sequence[float]) -> None:
        """Where the face rests, and moments with problems."""
        self._range, self._marks = rest, tuple(marks)
        self.update()

    def show_time(self, time_ms: float) -> None:
        """Put the playhead somewhere."""
        self._time_ms = min(self._duration_ms, max(0.0, time_ms))
        self.update()

    @property
    def time_ms(self) -> float:
        """Where the playhead is."""
        return self._time_ms

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(theme.px(520), theme.px(220))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return QSize(theme.px(280), theme.px(140))

    # --- places

    def _area(self) -> QRectF:
        pad = theme.px(_PAD_PX)
        below = theme.px(_AXIS_PX) + theme.px(_KEYS_PX)
        return QRectF(pad, pad, self.width() - 2 * pad, self.height() - pad - below)

    def _x(self, time_ms: float) -> float:
        area = self._area()
        return area.left() + area.width() * time_ms / self._duration_ms

    # --- painting

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        tones, painter, area = theme.current(), QPainter(self), self._area()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = tones.accent if self.hasFocus() else tones.line
        painter.setPen(QPen(QColor(edge), 1))
        painter.setBrush(QColor(tones.surface0))
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(frame, theme.px(RADIUS_SMALL), theme.px(RADIUS_SMALL))
        if self._range is not None:
            start, end = (self._x(min(one, self._duration_ms)) for one in self._range)
            ground = QColor(tones.good)
            ground.setAlphaF(0.14)
            painter.fillRect(QRectF(start, area.top(), max(2.0, end - start), area.height()), ground)
        self._paint_axis(painter, area)
        for mark in self._marks:
            painter.setPen(QPen(QColor(tones.warn), 1, Qt.PenStyle.DashLine))
            painter.drawLine(QPointF(self._x(mark), area.top()), QPointF(self._x(mark), area.bottom()))
        if self._curve is not None:
            self._paint_curve(painter, area, self._curve)
        painter.setPen(QPen(QColor(tones.accent), 1.5))
        place = self._x(self._time_ms)
        painter.drawLine(QPointF(place, area.top() - 4), QPointF(place, area.bottom() + theme.px(_KEYS_PX)))

    def _paint_axis(self, painter: QPainter, area: QRectF) -> None:
        tones, locale = theme.current(), QLocale()
        painter.setPen(QPen(QColor(tones.line), 1))
        painter.drawLine(QPointF(area.left(), area.bottom()), QPointF(area.right(), area.bottom()))
        painter.setFont(theme.numeric_font(LABEL_PX))
        painter.setPen(QColor(tones.text_dim))
        top = area.bottom() + theme.px(_KEYS_PX)
        line = QRectF(area.left(), top, area.width(), theme.px(_AXIS_PX))
        whole = self.tr("{time} s").format(time=locale.toString(self._duration_ms / 1000, "f", 2))
        now = self.tr("{time} s").format(time=locale.toString(self._time_ms / 1000, "f", 2))
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(line, middle | int(Qt.AlignmentFlag.AlignLeft), now)
        painter.drawText(line, middle | int(Qt.AlignmentFlag.AlignRight), whole)

    def _paint_curve(self, painter: QPainter, area: QRectF, curve: ReviewCurve) -> None:
        tones = theme.current()
        low = min(curve.low, *curve.recorded) if curve.recorded else curve.low
        high = max(curve.high, *curve.recorded) if curve.recorded else curve.high
        span = max(1e-6, high - low)

        def line(values: Sequence[float]) -> QPolygonF:
            return QPolygonF(
                [
                    QPointF(self._x(time_ms), area.bottom() - area.height() * (value - low) / span)
                    for time_ms, value in zip(curve.times_ms, values, strict=True)
                ]
            )

        painter.setBrush(Qt.BrushStyle.NoBrush)
        faint = QColor(tones.text_dim)
        painter.setPen(QPen(faint, 1, Qt.PenStyle.DotLine))
        painter.drawPolyline(line(curve.recorded))
        painter.setPen(QPen(QColor(tones.accent), 1.5))
        painter.drawPolyline(line(curve.clip))
        ticks = QColor(tones.accent)
        ticks.setAlphaF(0.9 if len(curve.key_times_ms) < _LONGEST_DENSE else 0.35)
        painter.setPen(QPen(ticks, 1))
        for time_ms in curve.key_times_ms:
            place = self._x(time_ms)
            painter.drawLine(QPointF(place, area.bottom() + 3), QPointF(place, area.bottom() + theme.px(_KEYS_PX) - 2))

    # --- mouse and keys

    def _seek(self, time_ms: float) -> None:
        self.show_time(time_ms)
        self.scrubbed.emit(self._time_ms)

    def _ms_at(self, x: float) -> float:
        area = self._area()
        return (x - area.left()) / max(1.0, area.width()) * self._duration_ms

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        if event.button() == Qt.MouseButton.LeftButton:
            self._is_dragging = True
            self._seek(self._ms_at(event.position().x()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        if self._is_dragging:
            self._seek(self._ms_at(event.position().x()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        if self._is_dragging:
            self._is_dragging = False
            self.scrub_ended.emit()

    def event(self, event: QEvent) -> bool:
        wanted = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End)
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and event.key() in wanted:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        step = _LONG_STEP_MS if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else _STEP_MS
        ways = {
            Qt.Key.Key_Left: self._time_ms - step, Qt.Key.Key_Right: self._time_ms + step,
            Qt.Key.Key_Home: 0.0, Qt.Key.Key_End: self._duration_ms,
        }  # fmt: skip
        if event.key() in ways:
            self._seek(ways[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusOutEvent(event)
        self.update()
