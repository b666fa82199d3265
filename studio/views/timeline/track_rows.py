# ruff: noqa: D102 (what Qt calls is documented by Qt)
"""The tracks of a clip as rows, their keys as diamonds; for looking."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QLocale, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QHelpEvent, QPainter, QPaintEvent, QPen, QPolygonF, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from studio.core.easing import easing_text
from studio.models.clip import Clip, Key, Track
from studio.views.kit import theme
from studio.views.kit.tokens import SPACE_12
from studio.views.timeline.time_scale import NAMES_PX, TimeScale

ROW_PX = 22
_KEY_PX = 4.5
_NAMED_CONTROLS = 4


class TrackRows(QWidget):
    """One row for each track: name, a line from its first key to its last, diamonds."""

    zoom_requested = Signal(float, float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clip: Clip | None = None
        self._scale = TimeScale()
        self._time_ms = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Tracks"))
        theme.notifier().changed.connect(self.update)

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(theme.px(200), theme.px(ROW_PX) * len(self._tracks()))

    def show_clip(self, clip: Clip | None) -> None:
        """The tracks of a clip."""
        self._clip = clip
        names = ", ".join(track.name for track in self._tracks())
        self.setAccessibleDescription(names)
        self.updateGeometry()
        self.update()

    def set_scale(self, scale: TimeScale) -> None:
        """What is in sight."""
        self._scale = scale
        self.update()

    def set_time(self, time_ms: float) -> None:
        """Where the playhead stands."""
        before, self._time_ms = self._scale.x(self._time_ms), time_ms
        for place in (before, self._scale.x(time_ms)):
            self.update(int(place) - 2, 0, 5, self.height())

    def key_at(self, point: QPointF) -> tuple[Track, Key] | None:
        """The key under a point."""
        row = int(point.y() // theme.px(ROW_PX))
        tracks = self._tracks()
        if not 0 <= row < len(tracks):
            return None
        near = [key for key in tracks[row].keys if abs(self._scale.x(key.time_ms) - point.x()) <= theme.px(6)]
        return (tracks[row], near[0]) if near else None

    def _tracks(self) -> tuple[Track, ...]:
        return self._clip.tracks if self._clip is not None else ()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        tones, height = theme.current(), theme.px(ROW_PX)
        painter = QPainter(self)
        metrics = QFontMetrics(self.font())
        for row, track in enumerate(self._tracks()):
            top = row * height
            if row % 2:
                painter.fillRect(QRectF(0, top, self.width(), height), QColor(tones.surface2))
            painter.setPen(QColor(tones.text_dim if track.is_muted else tones.text))
            area = QRectF(SPACE_12, top, theme.px(NAMES_PX) - 2 * SPACE_12, height)
            name = metrics.elidedText(track.name, Qt.TextElideMode.ElideRight, int(area.width()))
            painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, name)
        painter.setClipRect(QRectF(self._scale.left_px - 8, 0, self.width(), self.height()))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for row, track in enumerate(self._tracks()):
            self._paint_keys(painter, track, row * height + height / 2)
        if self._clip is not None:
            self._paint_lines(painter)

    def _paint_keys(self, painter: QPainter, track: Track, middle: float) -> None:
        tones = theme.current()
        colour = QColor(tones.text_dim if track.is_muted else tones.accent)
        if len(track.keys) > 1:
            faint = QColor(colour)
            faint.setAlphaF(0.35)
            painter.setPen(QPen(faint, 2))
            ends = (self._scale.x(track.keys[0].time_ms), self._scale.x(track.keys[-1].time_ms))
            painter.drawLine(QPointF(ends[0], middle), QPointF(ends[1], middle))
        side = theme.px(1) * _KEY_PX
        for key in track.keys:
            x = self._scale.x(key.time_ms)
            painter.setPen(QPen(QColor(tones.surface1), 1))
            painter.setBrush(QColor(tones.warn) if key.is_accent else colour)
            painter.drawPolygon(
                QPolygonF(
                    [QPointF(x, middle - side), QPointF(x + side, middle), QPointF(x, middle + side),
                     QPointF(x - side, middle)]
                )
            )  # fmt: skip

    def _paint_lines(self, painter: QPainter) -> None:
        """The end of the clip, and the playhead."""
        assert self._clip is not None
        tones = theme.current()
        for time_ms, colour, width in ((self._clip.duration_ms, tones.line_strong, 1.0),
                                       (self._time_ms, tones.accent, 1.5)):  # fmt: skip
            x = round(self._scale.x(time_ms)) + 0.5
            painter.setPen(QPen(QColor(colour), width))
            painter.drawLine(QPointF(x, 0), QPointF(x, self.height()))

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_requested.emit(1.25 ** (event.angleDelta().y() / 120), event.position().x())
            event.accept()
        else:
            event.ignore()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            found = self.key_at(QPointF(event.pos()))
            QToolTip.showText(QPoint(event.globalPos()), self.text_of(*found) if found else "", self)
            return True
        return super().event(event)

    def text_of(self, track: Track, key: Key) -> str:
        """What is said about a key: when, what, how it goes on."""
        when = QLocale().toString(key.time_ms / 1000, "f", 2)
        first = list(key.pose.items())[:_NAMED_CONTROLS]
        what = key.expression or ", ".join(f"{name} {value:g}" for name, value in first)
        if len(key.pose) > _NAMED_CONTROLS:
            what = self.tr("{what} and {count} more").format(what=what, count=len(key.pose) - _NAMED_CONTROLS)
        text = self.tr("{track}, {when} s\n{what}\nOn to the next key: {easing}")
        return text.format(track=track.name, when=when, what=what or self.tr("at rest"), easing=easing_text(key.easing))
