# ruff: noqa: D102 (what Qt calls is documented by Qt)
"""Time and frames, which of them are ready, and the playhead that is dragged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from PySide6.QtCore import QLocale, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from studio.models.playhead import STATE_NUMBERS, FrameState, frame_at
from studio.views.kit import theme
from studio.views.timeline.time_scale import TimeScale

_HEIGHT = 38
_CACHE_PX = 4
_FRAME_ROOM_PX = 5
"""Frames get lines of their own from this distance on."""
_READY, _STALE = STATE_NUMBERS[FrameState.READY], STATE_NUMBERS[FrameState.STALE]


class Ruler(QWidget):
    """Click or drag goes to a moment, snapped to frames unless Ctrl is held; Ctrl and the wheel zoom."""

    scrubbed = Signal(float)
    scrub_ended = Signal()
    step_requested = Signal(int)
    zoom_requested = Signal(float, float)
    """(factor, place)"""
    pan_requested = Signal(float)
    fit_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scale = TimeScale()
        self._starts: Sequence[int] = ()
        self._states = b""
        self._time_ms, self._frame = 0.0, 0
        self._is_dragged = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Ruler"))
        self.setToolTip(self.tr("Drag to look through the clip. Ctrl: between frames. Ctrl and wheel: zoom."))
        theme.notifier().changed.connect(self.update)

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(theme.px(200), theme.px(_HEIGHT))

    def set_scale(self, scale: TimeScale) -> None:
        """What is in sight."""
        self._scale = scale
        self.update()

    def set_frames(self, starts_ms: Sequence[int]) -> None:
        """When each frame begins; none leaves the ruler empty."""
        self._starts, self._states = starts_ms, b""
        self.update()

    def set_ready(self, states: Iterable[int]) -> None:
        """What is known of each frame, see `STATE_NUMBERS`."""
        self._states = bytes(states)
        self.update(0, self.height() - theme.px(_CACHE_PX), self.width(), theme.px(_CACHE_PX))

    def set_time(self, time_ms: float, frame: int) -> None:
        """Where the playhead stands."""
        if (time_ms, frame) == (self._time_ms, self._frame):
            return
        margin = theme.px(48)
        before, after = self._scale.x(self._time_ms), self._scale.x(time_ms)
        self._time_ms, self._frame = time_ms, frame
        for place in (before, after):
            self.update(int(place) - margin, 0, 2 * margin, self.height())

    # --- painting

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        tones = theme.current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(tones.surface1))
        bottom = self.height() - theme.px(_CACHE_PX)
        painter.setPen(QPen(QColor(tones.line), 1))
        painter.drawLine(QPointF(0, bottom - 0.5), QPointF(self.width(), bottom - 0.5))
        if not self._starts:
            return
        painter.setClipRect(QRectF(self._scale.left_px - 8, 0, self.width() - self._scale.left_px + 8, self.height()))
        self._paint_frames(painter, bottom)
        self._paint_times(painter, bottom)
        self._paint_ready(painter, bottom)
        self._paint_head(painter)
        if self.hasFocus():
            painter.setClipping(False)
            painter.setPen(QPen(QColor(tones.accent), 1))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def _paint_frames(self, painter: QPainter, bottom: float) -> None:
        mean = self._scale.duration_ms / len(self._starts) * self._scale.px_per_ms
        if mean < _FRAME_ROOM_PX:
            return
        painter.setPen(QPen(QColor(theme.current().line), 1))
        first, last = self._in_sight()
        for start in (*self._starts[first : last + 1], self._scale.duration_ms):
            x = round(self._scale.x(start)) + 0.5
            painter.drawLine(QPointF(x, bottom - theme.px(5)), QPointF(x, bottom - 1))

    def _paint_times(self, painter: QPainter, bottom: float) -> None:
        tones, locale = theme.current(), QLocale()
        painter.setFont(theme.numeric_font(11))
        decimals = 2 if self._scale.tick_step_ms < 100 else 1
        for time_ms in self._scale.ticks_ms():
            x = round(self._scale.x(time_ms)) + 0.5
            painter.setPen(QPen(QColor(tones.line_strong), 1))
            painter.drawLine(QPointF(x, bottom - theme.px(9)), QPointF(x, bottom - 1))
            painter.setPen(QColor(tones.text_dim))
            text = locale.toString(time_ms / 1000, "f", decimals)
            frame = frame_at(self._starts, time_ms)
            has_room = self._scale.tick_step_ms * self._scale.px_per_ms > theme.px(84)
            note = self.tr("{time} s · {frame}") if has_room else self.tr("{time} s")
            line = note.format(time=text, frame=frame + 1)
            width = painter.fontMetrics().horizontalAdvance(line)
            painter.drawText(QPointF(min(x + 3, self.width() - width - 4), theme.px(13)), line)

    def _in_sight(self) -> tuple[int, int]:
        """The first and the last frame that can be seen."""
        start = self._scale.start_ms
        return frame_at(self._starts, start), frame_at(self._starts, start + self._scale.span_ms)

    def _paint_ready(self, painter: QPainter, bottom: float) -> None:
        """A strip below: full where frames are ready, thin where they are out of date; runs of them are one bar."""
        tones, height = theme.current(), theme.px(_CACHE_PX)
        left, right = self._scale.x(0), self._scale.x(self._scale.duration_ms)
        painter.fillRect(QRectF(left, bottom, right - left, height), QColor(tones.surface3))
        first, last = self._in_sight()
        for start, end, state in runs_of(self._states, first, last + 1, max(1, round(self._scale.width_px))):
            x = self._scale.x(self._starts[start])
            end_ms = self._starts[end] if end < len(self._starts) else self._scale.duration_ms
            width = self._scale.x(end_ms) - x + 0.5
            if state == _READY:
                painter.fillRect(QRectF(x, bottom + 1, width, height - 2), QColor(tones.good))
            elif state == _STALE:
                painter.fillRect(QRectF(x, bottom + height / 2, width, 1.5), QColor(tones.warn))

    def _paint_head(self, painter: QPainter) -> None:
        tones, x = theme.current(), round(self._scale.x(self._time_ms)) + 0.5
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side, top = theme.px(5), theme.px(17)
        painter.setPen(QPen(QColor(tones.accent), 1.5))
        painter.drawLine(QPointF(x, top), QPointF(x, self.height()))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tones.accent))
        tip = theme.px(25)
        painter.drawPolygon(
            QPolygonF(
                [
                    QPointF(x - side, top), QPointF(x + side, top), QPointF(x + side, tip - 3), QPointF(x, tip + 2),
                    QPointF(x - side, tip - 3),
                ]
            )
        )  # fmt: skip

    # --- mouse and keys

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        if event.button() == Qt.MouseButton.LeftButton and self._starts:
            self._is_dragged = True
            self._go(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        if self._is_dragged:
            self._go(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        if self._is_dragged:
            self._is_dragged = False
            self.scrub_ended.emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        self.fit_requested.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        steps = event.angleDelta().y() / 120
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_requested.emit(1.25**steps, event.position().x())
        else:
            self.pan_requested.emit(-steps * 60 - event.angleDelta().x() / 2)
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_PageUp: -10, Qt.Key.Key_PageDown: 10}
        count = steps.get(Qt.Key(event.key()))
        if count is None:
            super().keyPressEvent(event)
        else:
            self.step_requested.emit(count)

    def _go(self, event: QMouseEvent) -> None:
        time_ms = self._scale.time_ms(event.position().x())
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            time_ms = float(self._starts[frame_at(self._starts, time_ms)])
        self.scrubbed.emit(time_ms)


def runs_of(states: bytes, first: int, last: int, most: int) -> Iterator[tuple[int, int, int]]:
    """Runs of frames in the same state: (first, behind the last, state).

    Args:
        states: A byte a frame.
        first: The first frame that counts.
        last: Behind the last one.
        most: More frames than this are looked at in groups; a group is ready if all of it is.
    """
    last = min(last, len(states))
    step = max(1, -(-(last - first) // most))
    begun, before = first, -1
    for start in range(first, last, step):
        group = states[start : min(start + step, last)]
        state = group[0] if step == 1 else _state_of(group)
        if state != before:
            if before >= 0:
                yield begun, start, before
            begun, before = start, state
    if before >= 0:
        yield begun, last, before


def _state_of(group: bytes) -> int:
    if group.count(_READY) == len(group):
        return _READY
    return _STALE if _STALE in group else STATE_NUMBERS[FrameState.MISSING]
