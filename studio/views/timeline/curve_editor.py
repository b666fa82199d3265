# ruff: noqa: D102 (what Qt calls is documented by Qt)
"""The curve editor: controls over time, keys and handles pulled by the mouse."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from studio.models.curve_view import CurveKey, CurveSight, HandleSide, ValueScale, denormalised, normalised
from studio.models.dope_rows import KeyId
from studio.views.kit import theme
from studio.views.kit.focus_ring import FocusRing
from studio.views.timeline.curve_painter import paint_box, paint_curves, paint_grid, paint_times
from studio.views.timeline.picking import DRAG_START_PX, Picking, picking_of
from studio.views.timeline.time_scale import TimeScale

REACH_PX = 8
TOP_PX = 8


@dataclass(frozen=True, slots=True)
class _Hit:
    """What is under the mouse."""

    curve: CurveSight
    key: CurveKey
    side: HandleSide | None = None

    @property
    def keys(self) -> frozenset[KeyId]:
        return frozenset({(self.curve.track, self.key.time_ms)})


@dataclass(slots=True)
class _Press:
    at: QPointF
    hit: _Hit | None
    picking: Picking
    is_dragging: bool = False


class CurveEditor(QWidget):
    """Tells what is wanted in milliseconds and the control's own unit."""

    picked = Signal(object, str)
    drag_started = Signal()
    keys_dragged = Signal(str, float, float, bool)
    """(control, shift in ms, shift of the value in shares of the control's range, whether snapping is bypassed)"""
    handle_dragged = Signal(str, str, int, str, float, float)
    """(track, control, time of the key, `HandleSide`, time in ms, value)"""
    drag_ended = Signal(bool)
    insert_requested = Signal(str, str, int, float)
    """(track, control, time, value)"""
    key_typed = Signal(str, str, int, int, float)
    handle_typed = Signal(str, str, int, str, float, float)
    outside_chosen = Signal(str, str, str)
    normalised_toggled = Signal(bool)
    typing_ended = Signal()
    """What is typed into the bar above it, see `CurveBar`."""
    delete_requested = Signal()
    menu_requested = Signal(object)
    zoom_requested = Signal(float, float)
    pan_requested = Signal(float)
    sight_changed = Signal()
    """Another stretch of time is in sight."""
    shown = Signal(object, str)
    """(all curves, the id of the one that counts)"""
    normalised_shown = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._curves: tuple[CurveSight, ...] = ()
        self._shown: tuple[CurveSight, ...] = ()
        self._scale, self._values = TimeScale(), ValueScale()
        self._is_normalised = False
        self._is_touched = False
        self._time_ms = 0.0
        self._active = ""
        self._hovered: _Hit | None = None
        self._press: _Press | None = None
        self._box: QRectF | None = None
        FocusRing(self)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("Curves"))
        theme.notifier().changed.connect(self.update)

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(theme.px(400), theme.px(180))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return QSize(theme.px(200), theme.px(96))

    # --- showing

    def show_curves(self, curves: tuple[CurveSight, ...]) -> None:
        """Show these; the values in sight follow until somebody has zoomed."""
        is_other = {curve.id for curve in curves} != {curve.id for curve in self._curves}
        self._curves = curves
        self._shown = tuple(map(normalised, curves)) if self._is_normalised else curves
        if is_other:
            self._is_touched = False
            self._active = curves[0].id if curves else ""
        if not self._is_touched and self._press is None:
            self.fit_values()
        self.setAccessibleDescription(", ".join(curve.title for curve in curves))
        self._tell()

    def choose(self, curve_id: str) -> None:
        """Let a curve be the one that counts: it lies on top, its key is shown in numbers."""
        self._active = curve_id
        self._tell()

    def _tell(self) -> None:
        self.update()
        self.shown.emit(self._curves, self._active)

    def set_normalised(self, is_normalised: bool) -> None:
        """Bring all curves to 0…1, or show their own values."""
        self.normalised_shown.emit(is_normalised)
        if is_normalised != self._is_normalised:
            self._is_normalised, self._is_touched = is_normalised, False
            self.show_curves(self._curves)

    def set_scale(self, scale: TimeScale) -> None:
        """What is in sight."""
        is_other = scale != self._scale
        self._scale = scale
        self.update()
        if is_other:
            self.sight_changed.emit()

    def set_time(self, time_ms: float) -> None:
        """Where the playhead stands."""
        self._time_ms = time_ms
        self.update()

    def fit_values(self) -> None:
        """All values in sight."""
        values = [point.value for curve in self._shown for point in curve.line]
        values += [key.value for curve in self._shown for key in curve.keys]
        low, high = (min(values), max(values)) if values else (0.0, 1.0)
        self._values = self._values.fitted(min(low, 0.0), max(high, 1.0) if high <= 1.0 else high)
        self.update()

    def range_ms(self) -> tuple[float, float]:
        """What is in sight."""
        return self._scale.start_ms, self._scale.start_ms + self._scale.span_ms

    @property
    def value_scale(self) -> ValueScale:
        """From value to place."""
        return self._values

    def point_of(self, curve_id: str, time_ms: int, side: HandleSide | None = None) -> QPointF:
        """Where a key or its handle is, for menus and tests."""
        curve = next(one for one in self._shown if one.id == curve_id)
        key = next(one for one in curve.keys if one.time_ms == time_ms)
        return self._place(key, side)

    # --- painting

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        room = max(1.0, self.height() - 2.0 * TOP_PX)
        self._values = ValueScale(TOP_PX, room, self._values.low, self._values.high)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(event.rect(), QColor(theme.current().surface0))
        paint_grid(painter, QRectF(self.rect()), self._scale, self._values)
        hovered = (self._hovered.curve.id, self._hovered.key.time_ms) if self._hovered is not None else None
        paint_curves(painter, self._shown, self._scale, self._values, self._active, hovered)
        paint_times(painter, self._scale, self._time_ms, self.height())
        if self._box is not None:
            paint_box(painter, self._box)

    # --- places

    def _place(self, key: CurveKey, side: HandleSide | None = None) -> QPointF:
        point = {None: key, HandleSide.IN: key.handle_in, HandleSide.OUT: key.handle_out}[side]
        if point is None:
            raise ValueError(f"the key at {key.time_ms} ms has no such handle")
        return QPointF(self._scale.x(point.time_ms), self._values.y(point.value))

    def _hit(self, at: QPointF) -> _Hit | None:
        """Handles of selected keys lie above keys, the active curve above the others."""
        reach = theme.px(REACH_PX)
        ordered = sorted(self._shown, key=lambda curve: curve.id != self._active)
        for curve in ordered:
            for key in curve.keys if not curve.is_locked else ():
                for side, handle in ((HandleSide.OUT, key.handle_out), (HandleSide.IN, key.handle_in)):
                    if key.is_selected and handle is not None and _is_near(self._place(key, side), at, reach):
                        return _Hit(curve, key, side)
        for curve in ordered:
            for key in curve.keys if not curve.is_locked else ():
                if abs(self._scale.x(key.time_ms) - at.x()) <= reach and _is_near(self._place(key), at, reach):
                    return _Hit(curve, key)
        return None

    def _curve_at(self, at: QPointF) -> CurveSight | None:
        """The curve whose line runs under a point."""
        reach, time_ms = theme.px(REACH_PX), self._raw_time(at.x())
        for curve in self._shown:
            before = [point for point in curve.line if point.time_ms <= time_ms]
            after = [point for point in curve.line if point.time_ms > time_ms]
            if not before or not after:
                continue
            start, end = before[-1], after[0]
            share = (time_ms - start.time_ms) / max(end.time_ms - start.time_ms, 1e-9)
            if abs(self._values.y(start.value + share * (end.value - start.value)) - at.y()) <= reach:
                return curve
        return None

    def _raw_time(self, x: float) -> float:
        return self._scale.start_ms + (x - self._scale.left_px) / self._scale.px_per_ms

    def _own_value(self, curve: CurveSight, value: float) -> float:
        if not self._is_normalised:
            return value
        return denormalised(next(one for one in self._curves if one.id == curve.id), value)

    # --- mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        if event.button() != Qt.MouseButton.LeftButton:
            return
        hit, picking = self._hit(event.position()), picking_of(event.modifiers())
        self._press = _Press(event.position(), hit, picking)
        if hit is not None:
            self._active = hit.curve.id
            if not hit.key.is_selected:
                self.picked.emit(hit.keys, picking.value)
        else:
            curve = self._curve_at(event.position())
            self._active = curve.id if curve is not None else self._active
        self._tell()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        at, press = event.position(), self._press
        if press is None:
            self._hovered = self._hit(at)
            self.setCursor(Qt.CursorShape.SizeAllCursor if self._hovered else Qt.CursorShape.ArrowCursor)
            self.update()
            return
        if not press.is_dragging:
            if (at - press.at).manhattanLength() < DRAG_START_PX:
                return
            press.is_dragging = True
            if press.hit is not None:
                self.drag_started.emit()
        if press.hit is None:
            self._box = QRectF(press.at, at).normalized()
            self.update()
        elif press.hit.side is not None:
            self._drag_handle(press.hit, at)
        else:
            self._drag_keys(press, at, event.modifiers())

    def _drag_handle(self, hit: _Hit, at: QPointF) -> None:
        value = self._own_value(hit.curve, self._values.value(at.y()))
        side = hit.side or HandleSide.OUT
        time_ms = self._raw_time(at.x())
        self.handle_dragged.emit(hit.curve.track, hit.curve.control, hit.key.time_ms, side.value, time_ms, value)

    def _drag_keys(self, press: _Press, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        assert press.hit is not None
        way = at - press.at
        if modifiers & Qt.KeyboardModifier.ShiftModifier:  # along one axis
            way = QPointF(way.x(), 0.0) if abs(way.x()) >= abs(way.y()) else QPointF(0.0, way.y())
        span = 1.0 if self._is_normalised else press.hit.curve.high - press.hit.curve.low
        share = (self._values.value(at.y()) - self._values.value(press.at.y())) / span if way.y() else 0.0
        is_free = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
        self.keys_dragged.emit(press.hit.curve.control, way.x() / self._scale.px_per_ms, share, is_free)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        press, box, self._press, self._box = self._press, self._box, None, None
        if press is None:
            return
        if press.hit is not None and press.is_dragging:
            self.drag_ended.emit(True)
        elif box is not None:
            self.picked.emit(self._keys_in(box), press.picking.value)
        elif press.hit is None and press.picking is Picking.REPLACE:
            self.picked.emit(frozenset(), Picking.REPLACE.value)
        self.update()

    def _keys_in(self, box: QRectF) -> frozenset[KeyId]:
        return frozenset(
            (curve.track, key.time_ms)
            for curve in self._shown
            if not curve.is_locked
            for key in curve.keys
            if box.contains(self._place(key))
        )

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        curve = self._curve_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and curve is not None and self._hit(event.position()) is None:
            value = self._own_value(curve, self._values.value(event.position().y()))
            time_ms = round(self._scale.time_ms(event.position().x()))
            self.insert_requested.emit(curve.track, curve.control, time_ms, value)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802
        hit = self._hit(QPointF(event.pos()))
        if hit is not None and not hit.key.is_selected:
            self.picked.emit(hit.keys, Picking.REPLACE.value)
        self.menu_requested.emit(event.globalPos())

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        turn = event.angleDelta().y() or event.angleDelta().x()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_requested.emit(1.25 ** (turn / 120), event.position().x())
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.pan_requested.emit(-turn / 2)
        else:
            self._values, self._is_touched = self._values.zoomed(1.15 ** (turn / 120), event.position().y()), True
            self.update()
        event.accept()

    # --- keys

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            is_mine = event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
            if is_mine or (event.key() == Qt.Key.Key_Escape and self._press is not None):
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.delete_requested.emit()
        elif event.key() == Qt.Key.Key_Escape and self._press is not None:
            self._give_up()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        self._give_up()
        super().focusOutEvent(event)

    def _give_up(self) -> None:
        press, self._press, self._box = self._press, None, None
        if press is not None and press.hit is not None and press.is_dragging:
            self.drag_ended.emit(False)
        self.update()


def _is_near(place: QPointF, at: QPointF, reach: float) -> bool:
    return abs(place.x() - at.x()) <= reach and abs(place.y() - at.y()) <= reach
