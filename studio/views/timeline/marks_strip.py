# ruff: noqa: D102 (what Qt calls is documented by Qt)
"""Below the ruler: the loop range, markers and events in one line, tags in as many as they need."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QLocale, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QToolTip, QWidget

from studio.models.clip import Clip, Tag, TagDirection
from studio.models.mark_refs import MarkEnd, MarkKind, MarkRef, marks_in_order, name_of, span_of
from studio.views.kit import theme
from studio.views.kit.focus_ring import FocusRing
from studio.views.timeline.marks_painter import LINE_PX, MarkPlace, paint_marks, places_of
from studio.views.timeline.time_scale import NAMES_PX, TimeScale

EDGE_PX = 6
REACH_PX = 7
DRAG_START_PX = 4
MAX_LINES = 5
"""One for the loop range and moments, the rest for tags; more tags overlap in the last one."""


@dataclass(slots=True)
class _Press:
    """A mouse button that is down."""

    at: QPointF
    ref: MarkRef
    end: MarkEnd
    is_dragging: bool = False


class MarksStrip(QWidget):
    """Tells what is wanted; what a clip allows is the controller's."""

    picked = Signal(object)
    drag_started = Signal(object, object)
    dragged = Signal(float, bool)
    drag_ended = Signal(bool)
    rename_requested = Signal(object, str)
    add_requested = Signal(object, float)
    """(`MarkKind`, time)"""
    change_requested = Signal(object, str, object)
    delete_requested = Signal()
    nudge_requested = Signal(int)
    menu_requested = Signal(object, float, object)
    """(`MarkRef` or None, time, a point on the screen)"""
    zoom_requested = Signal(float, float)
    pan_requested = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clip: Clip | None = None
        self._scale = TimeScale()
        self._selected: MarkRef | None = None
        self._hovered: tuple[MarkRef, MarkEnd] | None = None
        self._press: _Press | None = None
        self._places: tuple[MarkPlace, ...] = ()
        self._line_count = 1
        self._time_ms = 0.0
        self._field: QLineEdit | None = None
        FocusRing(self)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Tags, markers, events and the loop range"))
        theme.notifier().changed.connect(self._lay_out)

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(theme.px(200), theme.px(LINE_PX) * self._line_count + theme.px(2))

    # --- showing

    def show_marks(self, clip: Clip | None, selected: MarkRef | None) -> None:
        """Show what lies along the time."""
        self._clip, self._selected = clip, selected
        said = self.text_of(selected) if selected is not None else ""
        self.setAccessibleDescription(said)
        self._lay_out()

    def set_scale(self, scale: TimeScale) -> None:
        """What is in sight."""
        self._scale = scale
        self._end_renaming()
        self._lay_out()

    def set_time(self, time_ms: float) -> None:
        """Where the playhead stands."""
        times, self._time_ms = (self._time_ms, time_ms), time_ms
        for moment in times:
            self.update(int(self._scale.x(moment)) - 2, 0, 5, self.height())
        for place in self._places:
            if place.ref.kind is MarkKind.TAG and self._clip is not None:
                tag = self._clip.tags[place.ref.place]
                if any(tag.start_ms <= moment < tag.end_ms for moment in times):
                    self.update(place.area.toAlignedRect())  # it says the number of the frame

    def _lay_out(self) -> None:
        self._places, count = places_of(self._clip, self._scale, self.font(), MAX_LINES)
        if count != self._line_count:
            self._line_count = count
            self.updateGeometry()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        hovered = self._hovered[0] if self._hovered is not None else None
        paint_marks(
            painter, self._clip, self._places, self._scale, self._selected, hovered, self._time_ms,
            QRectF(self.rect()), self.tr("Loop and markers"), self.tr("Tags"),
        )  # fmt: skip

    def place_of(self, ref: MarkRef) -> QRectF:
        """Where one of them is drawn, for tests and for the field to type into."""
        return next(place.area for place in self._places if place.ref == ref)

    def text_of(self, ref: MarkRef) -> str:
        """What is said about one of them."""
        clip = self._clip
        span = span_of(clip, ref) if clip is not None else None
        if clip is None or span is None:
            return ""
        start, end = (QLocale().toString(time_ms / 1000, "f", 2) for time_ms in span)
        if ref.kind is MarkKind.RANGE:
            return self.tr("Loop range, {start} to {end} s").format(start=start, end=end)
        if ref.kind is MarkKind.MARKER:
            return self.tr("Marker {name}, {time} s").format(name=clip.markers[ref.place].name, time=start)
        if ref.kind is MarkKind.EVENT:
            event = clip.events[ref.place]
            text = self.tr("Event {name}, {time} s").format(name=event.name, time=start)
            return f"{text}\n{event.argument}" if event.argument else text
        return self._text_of_tag(clip.tags[ref.place], start, end)

    def _text_of_tag(self, tag: Tag, start: str, end: str) -> str:
        ways = {
            TagDirection.FORWARD: self.tr("forward"), TagDirection.REVERSE: self.tr("backward"),
            TagDirection.PING_PONG: self.tr("to and fro"),
        }  # fmt: skip
        count = self.tr("{count} times").format(count=tag.repeat) if tag.repeat else self.tr("over and over")
        text = self.tr("Tag {name}, {start} to {end} s, {way}, {count}").format(
            name=tag.name, start=start, end=end, way=ways[tag.direction], count=count
        )
        return f"{text}\n{self.tr('Left out where the clip is drawn')}" if tag.is_skipped else text

    # --- places

    def _hit(self, at: QPointF) -> tuple[MarkRef, MarkEnd] | None:
        """What is under a point; of several the one drawn last, moments before ranges."""
        if at.x() < theme.px(NAMES_PX) or self._clip is None:
            return None
        for reach in (0, theme.px(REACH_PX)):  # where two meet each has its own side; then what is near
            for place in reversed(self._places):
                grown = reach if place.is_moment else min(reach, 2)
                if place.area.adjusted(-grown, 0, grown, 0).contains(at):
                    return place.ref, _end_of(place, at)
        return None

    def _kind_at(self, y: float) -> MarkKind:
        return MarkKind.MARKER if y < theme.px(LINE_PX) else MarkKind.TAG

    # --- mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        hit = self._hit(event.position())
        if event.button() == Qt.MouseButton.LeftButton:
            self._press = _Press(event.position(), *hit) if hit is not None else None
        self.picked.emit(hit[0] if hit is not None else None)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        at, press = event.position(), self._press
        if press is None:
            self._hover(at)
            return
        if not press.is_dragging:
            if (at - press.at).manhattanLength() < DRAG_START_PX:
                return
            press.is_dragging = True
            self.drag_started.emit(press.ref, press.end)
        is_free = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        self.dragged.emit((at.x() - press.at.x()) / self._scale.px_per_ms, is_free)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        press, self._press = self._press, None
        if press is not None and press.is_dragging:
            self.drag_ended.emit(True)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        if event.button() != Qt.MouseButton.LeftButton or self._clip is None:
            return
        hit = self._hit(event.position())
        if hit is not None:
            self.begin_renaming(hit[0])
        elif event.position().x() >= theme.px(NAMES_PX):
            self.add_requested.emit(self._kind_at(event.position().y()), self._scale.time_ms(event.position().x()))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802
        at = QPointF(event.pos())
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            ref = self._selected
            at = self.place_of(ref).center() if ref is not None else QPointF(self._scale.x(self._time_ms), 4)
        else:
            hit = self._hit(at)
            ref = hit[0] if hit is not None else None
            self.picked.emit(ref)
        self.menu_requested.emit(ref, self._scale.time_ms(at.x()), self.mapToGlobal(at.toPoint()))

    def _hover(self, at: QPointF) -> None:
        hit = self._hit(at)
        if hit == self._hovered:
            return
        self._hovered = hit
        is_end = hit is not None and hit[1] is not MarkEnd.WHOLE
        shape = Qt.CursorShape.SizeHorCursor if is_end else Qt.CursorShape.OpenHandCursor
        self.setCursor(shape if hit is not None else Qt.CursorShape.ArrowCursor)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802
        self._hovered = None
        self.update()
        super().leaveEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        steps = event.angleDelta().y() / 120
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_requested.emit(1.25**steps, event.position().x())
        else:
            self.pan_requested.emit(-steps * 60 - event.angleDelta().x() / 2)
        event.accept()

    # --- names

    def begin_renaming(self, ref: MarkRef) -> None:
        """Let its name be typed where it stands."""
        if self._clip is None or ref.kind is MarkKind.RANGE or span_of(self._clip, ref) is None:
            return
        self._end_renaming()
        area = self.place_of(ref)
        field = QLineEdit(self)
        field.setAccessibleName(self.tr("Name"))
        field.setText(name_of(self._clip, ref))
        field.setStyleSheet("min-height: 0; padding: 0 4px;")  # as low as the line
        width = max(theme.px(96), round(area.width()))
        left = min(max(round(area.left()), theme.px(NAMES_PX)), self.width() - width)
        field.setGeometry(left, round(area.top()), width, max(theme.px(LINE_PX), round(area.height())))
        field.selectAll()
        field.editingFinished.connect(lambda: self._take_name(ref, field))
        field.installEventFilter(self)
        self._field = field
        field.show()
        field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take_name(self, ref: MarkRef, field: QLineEdit) -> None:
        if field is self._field:
            self._end_renaming()
            self.rename_requested.emit(ref, field.text())

    def _end_renaming(self) -> None:
        field, self._field = self._field, None
        if field is not None:
            had_focus = field.hasFocus()
            field.hide()
            field.deleteLater()
            if had_focus:
                self.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: object, event: QEvent) -> bool:  # noqa: N802
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape and watched is self._field:
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                self._end_renaming()
                return True
        return False

    # --- keys

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._is_mine(event):
            event.accept()
            return True
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            hit = self._hit(QPointF(event.pos()))
            text = self.text_of(hit[0]) if hit is not None else ""
            QToolTip.showText(event.globalPos(), text, self)
            return True
        return super().event(event)

    def _is_mine(self, event: QKeyEvent) -> bool:
        key = event.key()
        if event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            return key in (Qt.Key.Key_Left, Qt.Key.Key_Right)
        if key == Qt.Key.Key_Escape:
            return self._press is not None
        return key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_F2)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        key, is_control = Qt.Key(event.key()), event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.delete_requested.emit()
        elif key == Qt.Key.Key_Escape and self._press is not None:
            self._give_up()
        elif is_control and key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.nudge_requested.emit(-1 if key == Qt.Key.Key_Left else 1)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._go(-1 if key == Qt.Key.Key_Up else 1)
        elif key in (Qt.Key.Key_F2, Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._selected is not None:
            self.begin_renaming(self._selected)
        else:
            super().keyPressEvent(event)

    def _go(self, way: int) -> None:
        """To the mark before or after the selected one."""
        marks = marks_in_order(self._clip) if self._clip is not None else ()
        if marks:
            place = marks.index(self._selected) + way if self._selected in marks else 0
            self.picked.emit(marks[min(max(place, 0), len(marks) - 1)])

    def _give_up(self) -> None:
        press, self._press = self._press, None
        if press is not None and press.is_dragging:
            self.drag_ended.emit(False)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        self._give_up()
        super().focusOutEvent(event)


def _end_of(place: MarkPlace, at: QPointF) -> MarkEnd:
    """Where something is taken hold of."""
    if place.is_moment:
        return MarkEnd.WHOLE
    inner = min(float(theme.px(EDGE_PX)), place.area.width() / 3)
    if at.x() <= place.area.left() + inner:
        return MarkEnd.START
    return MarkEnd.END if at.x() >= place.area.right() - inner else MarkEnd.WHOLE
