# ruff: noqa: D102 (what Qt calls is documented by Qt)
"""The dope sheet: keys as marks that are selected, dragged and told apart; whole clips in sight at once."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from studio.models.clip import Clip
from studio.models.dope_rows import DopeRow, KeyId, RowKind, keys_at, keys_in_box
from studio.models.timeline_snap import Snap, SnapKind
from studio.views.kit import theme
from studio.views.kit.focus_ring import FocusRing
from studio.views.timeline.dope_painter import DopeSight, mute_rect, paint_rows, row_height, toggle_rect
from studio.views.timeline.dope_texts import KeyTexts
from studio.views.timeline.picking import DRAG_START_PX, Picking, picking_of
from studio.views.timeline.time_scale import NAMES_PX, TimeScale

REACH_PX = 7


@dataclass(slots=True)
class _Press:
    """A mouse button that is down."""

    at: QPointF
    hit: frozenset[KeyId]
    picking: Picking
    was_selected: bool
    is_dragging: bool = False


class DopeSheet(QWidget):
    """Tells what is wanted; what the keys are, and what snapping makes of a drag, is the controller's."""

    picked = Signal(object, str)
    """(frozenset of `KeyId`, `Picking`)"""
    drag_started = Signal()
    dragged = Signal(float, bool)
    """(wanted shift in ms, whether snapping is bypassed)"""
    drag_ended = Signal(bool)
    """Whether it counts; False if it was given up."""
    insert_requested = Signal(str, int)
    """(track; empty for all, time)"""
    open_requested = Signal(str, int)
    """(track, time): the key was double-clicked."""
    delete_requested = Signal()
    copy_requested = Signal(bool)
    """Whether it is a cut."""
    paste_requested = Signal()
    select_all_requested = Signal()
    fold_toggled = Signal(str)
    mute_toggled = Signal(str)
    menu_requested = Signal(object)
    """A point on the screen; what was under the mouse is selected by then."""
    nudge_requested = Signal(int)
    """Frames."""
    zoom_requested = Signal(float, float)
    pan_requested = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clip: Clip | None = None
        self._rows: tuple[DopeRow, ...] = ()
        self._scale = TimeScale()
        self._selected: frozenset[KeyId] = frozenset()
        self._shift_ms = 0
        self._snapped_ms: int | None = None
        self._time_ms = 0.0
        self._hovered: tuple[int, int] | None = None
        self._current = -1
        self._press: _Press | None = None
        self._box: QRectF | None = None
        self._texts = KeyTexts(self)
        FocusRing(self)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.setAccessibleName(self.tr("Keys"))
        theme.notifier().changed.connect(self._dress)

    def _dress(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(theme.px(200), row_height() * max(1, len(self._rows)))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return self.sizeHint()

    # --- showing

    def show_rows(self, clip: Clip | None, rows: tuple[DopeRow, ...]) -> None:
        """Show a clip's rows; the selection stays with the controller."""
        is_same_size = len(rows) == len(self._rows)
        self._clip, self._rows = clip, rows
        self._current = min(self._current, len(rows) - 1)
        if not is_same_size:
            self.updateGeometry()
        self.update()

    def show_selection(self, selected: frozenset[KeyId]) -> None:
        """Which keys are selected."""
        self._selected = selected
        self.setAccessibleDescription(self.tr("{count} keys selected").format(count=len(selected)))
        self.update()

    def show_shift(self, shift_ms: int) -> None:
        """How far the selected keys are being dragged, snapped."""
        if shift_ms != self._shift_ms:
            self._shift_ms = shift_ms
            self.update()

    def show_snap(self, snap: Snap | None) -> None:
        """What caught the keys that are dragged: a line, unless it is but a frame."""
        is_seen = snap is not None and snap.kind not in (None, SnapKind.FRAME)
        snapped_ms = snap.time_ms if snap is not None and is_seen else None
        if snapped_ms != self._snapped_ms:
            self._snapped_ms = snapped_ms
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

    def ms_of(self, pixels: float) -> float:
        """How much time so many pixels are."""
        return pixels / self._scale.px_per_ms

    @property
    def rows(self) -> tuple[DopeRow, ...]:
        """What is shown."""
        return self._rows

    def point_of(self, row_id: str, time_ms: int) -> QPointF:
        """Where a key's mark is, for menus and tests."""
        index = next(index for index, row in enumerate(self._rows) if row.id == row_id)
        return QPointF(self._scale.x(time_ms), (index + 0.5) * row_height())

    # --- painting

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        sight = DopeSight(
            self._rows, self._scale, self._names_px, self._selected, self._shift_ms, self._hovered, self._current,
            self.hasFocus(),
        )  # fmt: skip
        paint_rows(painter, sight, QRectF(event.rect()), self.tr("All keys"))
        tones = theme.current()
        if self._clip is not None and not self._clip.tracks:
            painter.setPen(QColor(tones.text_dim))
            painter.setFont(theme.text_font())
            area = QRectF(self._names_px, row_height(), self.width() - self._names_px, self.height() - row_height())
            hint = self.tr("No keys yet: Shift+E keys an expression here; with auto-key (A) every slider makes keys.")
            painter.drawText(area, int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap), hint)
        painter.setClipRect(QRectF(self._names_px, 0, self.width(), self.height()))
        for time_ms, colour, width in (
            (self._scale.duration_ms, tones.line_strong, 1.0), (self._time_ms, tones.accent, 1.5),
        ):  # fmt: skip
            x = round(self._scale.x(time_ms)) + 0.5
            painter.setPen(QPen(QColor(colour), width))
            painter.drawLine(QPointF(x, 0), QPointF(x, self.height()))
        if self._snapped_ms is not None:
            x = round(self._scale.x(self._snapped_ms)) + 0.5
            painter.setPen(QPen(QColor(tones.warn), 1.0, Qt.PenStyle.DashLine))
            painter.drawLine(QPointF(x, 0), QPointF(x, self.height()))
        if self._box is not None:
            wash = QColor(tones.accent)
            wash.setAlphaF(0.15)
            painter.setBrush(wash)
            painter.setPen(QPen(QColor(tones.accent), 1.0))
            painter.drawRect(self._box)

    @property
    def _names_px(self) -> float:
        return float(theme.px(NAMES_PX))

    # --- places

    def _row_at(self, y: float) -> int:
        index = int(y // row_height())
        return index if 0 <= index < len(self._rows) else -1

    def _hit(self, at: QPointF) -> tuple[int, int] | None:
        """(row, time) of the mark under a point."""
        index = self._row_at(at.y())
        if index < 0 or at.x() < self._names_px:
            return None
        row = self._rows[index]
        place = row.near(self._raw_time(at.x()), theme.px(REACH_PX) / self._scale.px_per_ms)
        return (index, row.times_ms[place]) if place is not None else None

    def _raw_time(self, x: float) -> float:
        return self._scale.start_ms + (x - self._scale.left_px) / self._scale.px_per_ms

    def _keys(self, hit: tuple[int, int] | None) -> frozenset[KeyId]:
        if hit is None or self._clip is None:
            return frozenset()
        row = self._rows[hit[0]]
        return frozenset() if row.is_locked else keys_at(self._rows, self._clip, row, hit[1])

    # --- mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        at, index = event.position(), self._row_at(event.position().y())
        self._current = index
        if event.button() != Qt.MouseButton.LeftButton or self._press_name(at, index):
            self.update()
            return
        hit = self._keys(self._hit(at))
        picking = picking_of(event.modifiers())
        was_selected = bool(hit) and hit <= self._selected
        self._press = _Press(at, hit, picking, was_selected)
        if hit and not was_selected:
            self.picked.emit(hit, picking.value)
        self.update()

    def _press_name(self, at: QPointF, index: int) -> bool:
        """A click into the column with names."""
        if index < 0 or at.x() >= self._names_px:
            return False
        row, top = self._rows[index], index * row_height()
        if row.is_open is not None and toggle_rect(row, top).adjusted(-4, -4, 4, 4).contains(at):
            self.fold_toggled.emit(row.id)
        elif row.kind is RowKind.TRACK and mute_rect(self._names_px, top).adjusted(-4, -4, 4, 4).contains(at):
            self.mute_toggled.emit(row.track)
        elif row.kind is not RowKind.SUMMARY:
            self.picked.emit(frozenset((row.track, time_ms) for time_ms in row.times_ms), Picking.REPLACE.value)
        return True

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        at, press = event.position(), self._press
        if press is None:
            self._hover(at)
            return
        if not press.is_dragging:
            if (at - press.at).manhattanLength() < DRAG_START_PX:
                return
            press.is_dragging = True
            if press.hit:
                self.drag_started.emit()
        if press.hit:
            is_free = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            self.dragged.emit((at.x() - press.at.x()) / self._scale.px_per_ms, is_free)
        else:
            self._box = QRectF(press.at, at).normalized()
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        press, box, self._press, self._box = self._press, self._box, None, None
        if press is None or event.button() != Qt.MouseButton.LeftButton:
            return
        if press.hit and press.is_dragging:
            self.drag_ended.emit(True)
        elif press.hit and press.was_selected:
            self.picked.emit(press.hit, press.picking.value)
        elif box is not None and self._clip is not None:
            height = row_height()
            start, end = self._raw_time(box.left()), self._raw_time(box.right())
            first, last = int(box.top() // height), int(box.bottom() // height)
            self.picked.emit(keys_in_box(self._rows, self._clip, first, last, start, end), press.picking.value)
        elif not press.hit and press.picking is Picking.REPLACE:
            self.picked.emit(frozenset(), Picking.REPLACE.value)
        self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        at, index = event.position(), self._row_at(event.position().y())
        if event.button() != Qt.MouseButton.LeftButton or index < 0 or at.x() < self._names_px:
            return
        hit, row = self._hit(at), self._rows[index]
        if hit is not None and row.track:
            self.open_requested.emit(row.track, hit[1])
        elif hit is None and not row.is_locked:
            self.insert_requested.emit(row.track, round(self._scale.time_ms(at.x())))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802
        hit = self._keys(self._hit(QPointF(event.pos())))
        if hit and not hit <= self._selected:
            self.picked.emit(hit, Picking.REPLACE.value)
        self.menu_requested.emit(event.globalPos())

    def _hover(self, at: QPointF) -> None:
        hit = self._hit(at)
        if hit != self._hovered:
            self._hovered = hit
            self.setCursor(Qt.CursorShape.SizeHorCursor if hit else Qt.CursorShape.ArrowCursor)
            self.update()

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802
        self._hovered = None
        self.update()
        super().leaveEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        turn = event.angleDelta().y() or event.angleDelta().x()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_requested.emit(1.25 ** (turn / 120), event.position().x())
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier or event.angleDelta().x():
            self.pan_requested.emit(-turn / 2)
        else:
            event.ignore()
            return
        event.accept()

    # --- keys

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._is_mine(event):
            event.accept()
            return True
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self.text_at(QPointF(event.pos())), self)
            return True
        return super().event(event)

    def _is_mine(self, event: QKeyEvent) -> bool:
        if event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            mine = {Qt.Key.Key_A, Qt.Key.Key_C, Qt.Key.Key_X, Qt.Key.Key_V, Qt.Key.Key_Left, Qt.Key.Key_Right}
            return Qt.Key(event.key()) in mine
        if event.key() == Qt.Key.Key_Escape:
            return self._press is not None
        return event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_Up, Qt.Key.Key_Down)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        key, is_control = Qt.Key(event.key()), event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.delete_requested.emit()
        elif key == Qt.Key.Key_Escape and self._press is not None:
            self._give_up()
        elif is_control and key == Qt.Key.Key_A:
            self.select_all_requested.emit()
        elif is_control and key in (Qt.Key.Key_C, Qt.Key.Key_X):
            self.copy_requested.emit(key == Qt.Key.Key_X)
        elif is_control and key == Qt.Key.Key_V:
            self.paste_requested.emit()
        elif is_control and key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.nudge_requested.emit(-1 if key == Qt.Key.Key_Left else 1)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._go(-1 if key == Qt.Key.Key_Up else 1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and 0 <= self._current < len(self._rows):
            self._take_row()
        else:
            super().keyPressEvent(event)

    def _go(self, way: int) -> None:
        self._current = min(max(self._current + way, 0), len(self._rows) - 1)
        if self._rows:
            row = self._rows[self._current]
            self.setAccessibleDescription(row.title or self.tr("All keys"))
        self.update()

    def _take_row(self) -> None:
        """Enter folds and unfolds, or selects all keys of a row that has no parts."""
        row = self._rows[self._current]
        if row.is_open is not None:
            self.fold_toggled.emit(row.id)
        else:
            self.picked.emit(frozenset((row.track, time_ms) for time_ms in row.times_ms), Picking.REPLACE.value)

    def _give_up(self) -> None:
        press, self._press, self._box = self._press, None, None
        if press is not None and press.hit and press.is_dragging:
            self.drag_ended.emit(False)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        self._give_up()
        super().focusOutEvent(event)

    def text_at(self, place: QPointF) -> str:
        """What is said about the key under a point; empty where there is none."""
        hit = self._hit(place)
        return self._texts.text(self._clip, self._rows[hit[0]], hit[1]) if hit is not None else ""
