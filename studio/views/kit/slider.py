"""A slider for decimal numbers: fills from its origin, shows where something else stands, leaves the wheel alone."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from studio.views.kit import theme

_HANDLE_PX = 12
_GROOVE_PX = 4
_HEIGHT_PX = 20
_FINE = 0.1
_KEYS = frozenset(
    {
        Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown,
        Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_Delete, Qt.Key.Key_Backspace,
    }
)  # fmt: skip


class Slider(QWidget):
    """A horizontal slider with a value from `minimum` to `maximum`.

    A click on the groove jumps there; while dragging, Shift is fine and Ctrl snaps; double click, Delete or Backspace
    go back to the default; arrows step, page keys step ten times as far. The wheel counts only once it is focused.
    """

    moved = Signal(float)
    released = Signal()

    def __init__(
        self,
        minimum: float = 0.0,
        maximum: float = 1.0,
        default: float = 0.0,
        step: float = 0.01,
        origin: float | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._minimum = minimum
        self._maximum = maximum
        self._default = default
        self._step = step
        self._origin = min(max(0.0, minimum), maximum) if origin is None else origin
        self._value = min(max(default, minimum), maximum)
        self._ghost: float | None = None
        self._tone = "accent"
        self._grab: tuple[float, float] | None = None
        self._is_hovered = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.notifier().changed.connect(self._dress)

    def value(self) -> float:
        """The number."""
        return self._value

    def set_value(self, value: float) -> None:
        """Show a number without telling anybody."""
        self._value = min(max(value, self._minimum), self._maximum)
        self.update()

    def set_range(self, minimum: float, maximum: float, origin: float | None = None) -> None:
        """The ends, and where the filled part starts."""
        self._minimum, self._maximum = minimum, maximum
        self._origin = min(max(0.0, minimum), maximum) if origin is None else origin
        self.set_value(self._value)

    def set_default(self, value: float) -> None:
        """What double click goes back to."""
        self._default = value

    def set_tone(self, tone: str) -> None:
        """The colour of the filled part: a tone of the theme or an emotion family."""
        self._tone = tone
        self.update()

    def ghost(self, value: float | None) -> None:
        """Show faintly where something else stands, such as the preset under the pointer; None for nothing."""
        self._ghost = None if value is None else min(max(value, self._minimum), self._maximum)
        self.update()

    def is_dragged(self) -> bool:
        """Whether its handle is held."""
        return self._grab is not None

    def sizeHint(self) -> QSize:  # noqa: N802
        """The size it wants."""
        return QSize(theme.px(140), theme.px(_HEIGHT_PX))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """The smallest useful size."""
        return QSize(theme.px(48), theme.px(_HEIGHT_PX))

    def event(self, event: QEvent) -> bool:
        """Keep its own keys from shortcuts."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            plain = not event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
            if plain and event.key() in _KEYS:
                event.accept()
                return True
        if event.type() in {QEvent.Type.HoverEnter, QEvent.Type.HoverLeave}:
            self._is_hovered = event.type() == QEvent.Type.HoverEnter
            self.update()
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Hold it."""
        if event.button() != Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
            return
        at = event.position().x()
        if abs(at - self._place(self._value)) > theme.px(_HANDLE_PX) / 2 + 1:
            self._take(self._value_at(at))
        self._grab = (at, self._value)
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Follow the pointer."""
        if self._grab is None:
            return
        at, value_then = self._grab
        way = (event.position().x() - at) * self._per_pixel()
        is_fine = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        value = value_then + way * (_FINE if is_fine else 1.0)
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            coarse = self._step * 10
            value = round(value / coarse) * coarse
        self._take(value)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Let it go."""
        if self._grab is None or event.button() != Qt.MouseButton.LeftButton:
            return
        self._grab = None
        self.update()
        self.released.emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Go back to the default."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._grab = (event.position().x(), self._default)
            self._take(self._default)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """Step only once it is focused."""
        if not self.hasFocus() or not event.angleDelta().y():
            event.ignore()
            return
        fine = _FINE if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1.0
        self._step_to(self._value + event.angleDelta().y() / 120 * self._step * fine)
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Answer its own keys."""
        fine = _FINE if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1.0
        steps = {
            Qt.Key.Key_Left: -fine, Qt.Key.Key_Down: -fine, Qt.Key.Key_Right: fine, Qt.Key.Key_Up: fine,
            Qt.Key.Key_PageDown: -10.0, Qt.Key.Key_PageUp: 10.0,
        }  # fmt: skip
        places = {
            Qt.Key.Key_Home: self._minimum, Qt.Key.Key_End: self._maximum,
            Qt.Key.Key_Delete: self._default, Qt.Key.Key_Backspace: self._default,
        }  # fmt: skip
        key = Qt.Key(event.key())
        if key in steps:
            self._step_to(self._value + steps[key] * self._step)
        elif key in places:
            self._step_to(places[key])
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Draw it with the colours of now."""
        tones = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setOpacity(1.0 if self.isEnabled() else 0.4)
        painter.setPen(Qt.PenStyle.NoPen)
        groove = theme.px(_GROOVE_PX)
        middle = self.height() / 2
        left, right = self._place(self._minimum), self._place(self._maximum)
        track = QColor(tones.text)
        track.setAlphaF(0.16)
        painter.setBrush(track)
        painter.drawRoundedRect(QRectF(left, middle - groove / 2, right - left, groove), groove / 2, groove / 2)
        start, end = sorted((self._place(self._origin), self._place(self._value)))
        painter.setBrush(QColor(tones.tone(self._tone)))
        painter.drawRoundedRect(QRectF(start, middle - groove / 2, end - start, groove), groove / 2, groove / 2)
        self._paint_origin(painter, middle)
        self._paint_ghost(painter, middle)
        self._paint_handle(painter, QPointF(self._place(self._value), middle))

    def _paint_origin(self, painter: QPainter, middle: float) -> None:
        """A tick where the filled part starts, if that is not an end."""
        if self._minimum < self._origin < self._maximum:
            tick = QColor(theme.current().text_dim)
            painter.setBrush(tick)
            half = theme.px(_GROOVE_PX)
            painter.drawRect(QRectF(self._place(self._origin) - 0.5, middle - half, 1, 2 * half))

    def _paint_ghost(self, painter: QPainter, middle: float) -> None:
        if self._ghost is None:
            return
        colour = QColor(theme.current().text)
        colour.setAlphaF(0.7)
        painter.setPen(QPen(colour, 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        radius = theme.px(_HANDLE_PX) / 2 - 1.5
        painter.drawEllipse(QPointF(self._place(self._ghost), middle), radius, radius)
        painter.setPen(Qt.PenStyle.NoPen)

    def _paint_handle(self, painter: QPainter, centre: QPointF) -> None:
        tones = theme.current()
        radius = theme.px(_HANDLE_PX) / 2
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(tones.accent), 1.5))
            painter.drawEllipse(centre, radius + 2.25, radius + 2.25)
        is_lit = self._is_hovered or self._grab is not None
        painter.setPen(QPen(QColor(tones.text_dim if is_lit and not tones.is_dark else tones.knob_edge), 1))
        painter.setBrush(QColor(tones.text if is_lit and tones.is_dark else tones.knob))
        painter.drawEllipse(centre, radius - 0.5, radius - 0.5)

    def _dress(self) -> None:
        self.updateGeometry()
        self.update()

    def _margin(self) -> float:
        return theme.px(_HANDLE_PX) / 2 + 3

    def _per_pixel(self) -> float:
        return (self._maximum - self._minimum) / max(1.0, self.width() - 2 * self._margin())

    def _place(self, value: float) -> float:
        """Where a value stands, in pixels from the left."""
        span = self._maximum - self._minimum
        share = (value - self._minimum) / span if span else 0.0
        return self._margin() + share * max(1.0, self.width() - 2 * self._margin())

    def _value_at(self, x: float) -> float:
        return self._minimum + (x - self._margin()) * self._per_pixel()

    def _step_to(self, value: float) -> None:
        if self._take(value):
            self.released.emit()

    def _take(self, value: float) -> bool:
        """Set it as the user does; says whether it is another one."""
        bounded = round(min(max(value, self._minimum), self._maximum), 6)
        if bounded == self._value:
            return False
        self._value = bounded
        self.update()
        self.moved.emit(bounded)
        return True
