"""One control as one line: a bar that is slider, name and number at once, with solo, mute and reset beside it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QSlider, QToolTip, QWidget

from studio.models.express_rows import ControlSpec, ControlsState
from studio.models.expression import BlendMode
from studio.models.look_edits import limits_in, rest_value
from studio.views.express.control_painter import NUMBER_PX, TOOLS, RowSight, paint_bar, paint_tool
from studio.views.kit import theme

_HEIGHT = 24
_TOOL = 18
_DRAG_START_PX = 2
_WHEEL_REST_MS = 500
_STEPS = 1000
"""The slider beneath counts in whole numbers; screen readers read it."""
_KEYS = frozenset(
    {
        Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End,
        Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_M, Qt.Key.Key_S,
    }
)  # fmt: skip

_KEY_TOOLS = {Qt.Key.Key_M: "mute", Qt.Key.Key_S: "solo"}


class ControlRow(QSlider):
    """A row of the controls. It is a `QSlider`, so that screen readers know what it is; the drawing is its own."""

    edited = Signal(float)
    finished = Signal()
    reset_wanted = Signal()
    mute_wanted = Signal()
    solo_wanted = Signal()
    number_wanted = Signal()
    step_wanted = Signal(int)
    """-1 for the row above, 1 for the one below."""
    focused = Signal()

    def __init__(self, spec: ControlSpec, parent: QWidget | None = None, tools: tuple[str, ...] = TOOLS) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.spec, self._tools = spec, tools
        self._sight = RowSight(spec.minimum, spec.maximum)
        self._drag: tuple[float, float] | None = None
        self._is_dragging = False
        self._hot = ""
        self._is_showing = False
        self._wheel_rest: QTimer | None = None
        self.setRange(round(spec.minimum * _STEPS), round(spec.maximum * _STEPS))
        self.setAccessibleName(spec.full_title)
        self.setAccessibleDescription(spec.meaning)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.valueChanged.connect(self._on_set_from_outside)

    # --- showing

    def show_state(self, state: ControlsState) -> None:
        """Show what the layer and the look say; repaints only if something here is another."""
        names = self.spec.names
        rest = rest_value(state.mode)
        values = [state.pose.get(name, rest) for name in names]
        worn = max((state.worn.get(name, 0.0) for name in names), key=abs)
        other = values[1] if len(values) > 1 and abs(values[1] - values[0]) > 5e-4 else None
        is_changed = any(name in state.pose for name in names)
        is_muted = all(name in state.muted for name in names)
        is_soloed = all(name in state.soloed for name in names)
        is_silent = is_muted or (bool(state.soloed) and not is_soloed)
        low, high = limits_in(state.mode, names[0])
        before = self._sight
        after = RowSight(
            low, high, rest, values[0], other, worn, is_changed, is_muted, is_soloed, is_silent, state.mode,
            before.is_lit, before.has_focus,
        )  # fmt: skip
        if after != before:
            self._sight = after
            self._tell_reader()
            self.update()

    def _tell_reader(self) -> None:
        self._is_showing = True
        low, high = round(self._sight.minimum * _STEPS), round(self._sight.maximum * _STEPS)
        if (self.minimum(), self.maximum()) != (low, high):
            self.setRange(low, high)
        self.setValue(round(self._sight.value * _STEPS))
        self._is_showing = False

    def _on_set_from_outside(self, value: int) -> None:
        if not self._is_showing:
            self._take(value / _STEPS)
            self.finished.emit()

    @property
    def current(self) -> float:
        """The value that is shown; the first one of a pair."""
        return self._sight.value

    @property
    def is_changed(self) -> bool:
        """Whether the layer names one of its controls."""
        return self._sight.is_changed

    @property
    def is_mixed(self) -> bool:
        """Whether the two sides of a pair differ."""
        return self._sight.other is not None

    @property
    def limits(self) -> tuple[float, float]:
        """Smallest and largest value in the layer's mode."""
        return self._sight.minimum, self._sight.maximum

    def number_rect(self) -> QRect:
        """Where the number stands."""
        bar = self._bar()
        width = theme.px(NUMBER_PX)
        return QRect(bar.right() - width + 1, bar.top(), width, bar.height())

    def tool_rect(self, tool: str) -> QRect:
        """Where "solo", "mute" or "reset" is clicked."""
        side = theme.px(_TOOL)
        left = self.width() - side * (len(self._tools) - self._tools.index(tool))
        return QRect(left, (self.height() - side) // 2, side, side)

    def _bar(self) -> QRect:
        return QRect(0, 1, self.width() - theme.px(_TOOL) * len(self._tools) - theme.px(4), self.height() - 2)

    def sizeHint(self) -> QSize:  # noqa: D102, N802
        return QSize(theme.px(240), theme.px(_HEIGHT))

    def minimumSizeHint(self) -> QSize:  # noqa: D102, N802
        return QSize(theme.px(200), theme.px(_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: D102, N802
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        sight = self._sight
        sight.is_lit, sight.has_focus = self.underMouse() or self.hasFocus(), self.hasFocus()
        paint_bar(painter, QRectF(self._bar()), self.spec, sight)
        for tool in self._tools:
            paint_tool(painter, QRectF(self.tool_rect(tool)), tool, sight, self._hot == tool)

    # --- mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: D102, N802
        if event.button() != Qt.MouseButton.LeftButton:
            event.ignore()
            return
        tool = self._tool_at(event.position().toPoint())
        if tool:
            self._press_tool(tool)
            return
        self._drag = (event.position().x(), self._sight.value)
        self._is_dragging = False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: D102, N802
        if self._drag is None:
            self._hover(event.position().toPoint())
            return
        start, value_then = self._drag
        way = event.position().x() - start
        if not self._is_dragging and abs(way) < _DRAG_START_PX:
            return
        self._is_dragging = True
        per_pixel = (self._sight.maximum - self._sight.minimum) / max(1, self._bar().width())
        is_fine = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        value = value_then + way * per_pixel * (0.1 if is_fine else 1.0)
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            snap = self._step() * 10
            value = round(value / snap) * snap
        self._take(value)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: D102, N802
        if self._drag is None or event.button() != Qt.MouseButton.LeftButton:
            return
        was_dragging, self._drag, self._is_dragging = self._is_dragging, None, False
        if was_dragging:
            self.finished.emit()
        elif self.number_rect().contains(event.position().toPoint()):
            self.number_wanted.emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: D102, N802
        at = event.position().toPoint()
        if event.button() == Qt.MouseButton.LeftButton and not self._tool_at(at):
            self._drag = None
            self.reset_wanted.emit()
        elif self._tool_at(at):
            self._press_tool(self._tool_at(at))

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: D102, N802
        if not self.hasFocus() or not event.angleDelta().y():
            event.ignore()
            return
        is_coarse = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        self._take(self._sight.value + event.angleDelta().y() / 120 * self._step() * (10 if is_coarse else 1))
        if self._wheel_rest is None:
            self._wheel_rest = QTimer(self)
            self._wheel_rest.setSingleShot(True)
            self._wheel_rest.setInterval(_WHEEL_REST_MS)
            self._wheel_rest.timeout.connect(self.finished)
        self._wheel_rest.start()
        event.accept()

    def _press_tool(self, tool: str) -> None:
        {"solo": self.solo_wanted, "mute": self.mute_wanted, "reset": self.reset_wanted}[tool].emit()

    def _tool_at(self, at: QPoint) -> str:
        return next((tool for tool in self._tools if self.tool_rect(tool).contains(at)), "")

    def _hover(self, at: QPoint) -> None:
        hot = self._tool_at(at)
        shape = Qt.CursorShape.ArrowCursor if hot else Qt.CursorShape.SizeHorCursor
        self.setCursor(Qt.CursorShape.IBeamCursor if self.number_rect().contains(at) else shape)
        if hot != self._hot:
            self._hot = hot
            self.update()

    # --- keys

    def event(self, event: QEvent) -> bool:  # noqa: D102
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            plain = not event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
            if plain and event.key() in _KEYS and _KEY_TOOLS.get(Qt.Key(event.key()), "reset") in self._tools:
                event.accept()
                return True
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self._tip(self._tool_at(event.pos())), self)
            return True
        if event.type() in {QEvent.Type.HoverLeave, QEvent.Type.Leave} and self._hot:
            self._hot = ""
        if event.type() in {QEvent.Type.HoverEnter, QEvent.Type.HoverLeave}:
            self.update()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: D102, N802
        key = Qt.Key(event.key())
        is_coarse = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        step = self._step() * (10 if is_coarse else 1)
        ways = {Qt.Key.Key_Left: -step, Qt.Key.Key_Right: step}
        ends = {Qt.Key.Key_Home: self._sight.minimum, Qt.Key.Key_End: self._sight.maximum}
        wishes = {
            Qt.Key.Key_Delete: self.reset_wanted, Qt.Key.Key_Backspace: self.reset_wanted,
            Qt.Key.Key_Return: self.number_wanted, Qt.Key.Key_Enter: self.number_wanted,
        }  # fmt: skip
        wishes |= {key: wish for key, wish in (
            (Qt.Key.Key_M, self.mute_wanted), (Qt.Key.Key_S, self.solo_wanted)
        ) if _KEY_TOOLS[key] in self._tools}  # fmt: skip
        if key in ways:
            self._take(self._sight.value + ways[key])
        elif key in ends:
            self._take(ends[key])
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.step_wanted.emit(-1 if key == Qt.Key.Key_Up else 1)
        elif key in wishes and not event.isAutoRepeat():
            wishes[key].emit()
        else:
            event.ignore()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:  # noqa: D102, N802
        keys = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End)
        if event.key() in keys and not event.isAutoRepeat():
            self.finished.emit()
        else:
            super().keyReleaseEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: D102, N802
        super().focusInEvent(event)
        self.focused.emit()
        self.update()

    def _step(self) -> float:
        return 0.5 if self.spec.unit and self._sight.mode is not BlendMode.MULTIPLY else 0.01

    def _take(self, value: float) -> None:
        """Set it as the user does."""
        bounded = round(min(max(value, self._sight.minimum), self._sight.maximum), 4)
        if bounded == self._sight.value and self._sight.other is None:
            return
        self._sight.value, self._sight.other = bounded, None
        self._tell_reader()
        self.update()
        self.edited.emit(bounded)

    def _tip(self, tool: str) -> str:
        tips = {
            "solo": self.tr("Solo: only what is soloed moves the face (S)"),
            "mute": self.tr("Mute: keep it out of the face (M)"),
            "reset": self.tr("Reset (double click)"),
        }
        if tool:
            return tips[tool]
        lines = [f"{self.spec.full_title}: {self.spec.meaning}", ", ".join(self.spec.names)]
        if self._sight.other is not None:
            lines.append(
                self.tr("left {left:.2f}, right {right:.2f}").format(left=self._sight.value, right=self._sight.other)
            )
        if abs(self._sight.worn - self._sight.value) > 1e-3:
            lines.append(self.tr("all layers together: {worn:.2f}").format(worn=self._sight.worn))
        return "\n".join(lines)
