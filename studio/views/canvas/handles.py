"""The handles of the face: quiet points that show when the pointer comes near, to be dragged."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget
from shiboken6 import isValid

from studio.views.canvas.overlay import HALO, LabelItem, StrokeItem
from studio.views.canvas.tool import CanvasTool, ToolEvent
from studio.views.kit import theme

HIT_PX = 11.0
NEAR_FACE = 0.9
"""Handles show while the pointer is so many eye distances or less outside of them."""
FINE_SHARE = 0.2
SHOWN_FROM_PX = {
    "mouth-corner": 22.0, "chin": 22.0, "head": 22.0, "iris": 26.0, "brow-inner": 26.0, "lid-upper": 84.0,
    "lid-lower": 104.0,
}  # fmt: skip
USUALLY_SHOWN_FROM_PX = 56.0
"""Eye distance on screen from which a handle is shown: on small faces they would lie on each other."""
DRAG_FROM_PX = 2.0
RINGS = ("iris",)
DIAMONDS = ("head", "head-tilt")


class HandleItem(QGraphicsItem):
    """A dot, a ring (gaze) or a diamond (head), of constant size on screen."""

    REACH = 10.0

    def __init__(self, kind: str) -> None:
        super().__init__()
        self._kind = kind
        self._is_hot = self._is_partner = False
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemIgnoresTransformations)

    def set_hot(self, is_hot: bool, is_partner: bool = False) -> None:
        """Whether the pointer has it, or it moves along with the one that the pointer has."""
        if (is_hot, is_partner) != (self._is_hot, self._is_partner):
            self._is_hot, self._is_partner = is_hot, is_partner
            self.setZValue(1 if is_hot else 0)
            self.update()

    def boundingRect(self) -> QRectF:  # noqa: N802 (Qt's name)
        """Pixels of the screen around the position."""
        return QRectF(-self.REACH, -self.REACH, 2 * self.REACH, 2 * self.REACH)

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """White and quiet, in the accent's colour when hot."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        accent = QColor(theme.current().accent)
        radius = 5.5 if self._is_hot else 4.0 if self._is_partner else 3.25
        fill = accent if self._is_hot or self._is_partner else QColor(255, 255, 255, 215)
        if self._kind == "ring":
            painter.setBrush(Qt.BrushStyle.NoBrush)
            for color, width in ((HALO, 3.5), (fill, 1.75)):
                painter.setPen(QPen(color, width))
                painter.drawEllipse(QPointF(), radius + 1, radius + 1)
            return
        painter.setPen(QPen(QColor("#ffffff") if self._is_hot else HALO, 1.5))
        painter.setBrush(fill)
        if self._kind == "diamond":
            painter.rotate(45)
            side = radius * 0.95
            painter.drawRoundedRect(QRectF(-side, -side, 2 * side, 2 * side), 1, 1)
        else:
            painter.drawEllipse(QPointF(), radius, radius)


class FaceHandlesTool(CanvasTool):
    """Shows the handles and tells how they are dragged.

    Hold Ctrl for small steps and Shift for one side only (or both, where one side is the rule); double click resets,
    Esc takes the drag back.
    """

    name = "face-handles"
    drag_started = Signal(str)
    dragged = Signal(str, float, float, bool)
    """(handle id, x, y in pixels of the picture, whether Shift switches between one side and both)"""
    drag_ended = Signal(str)
    drag_cancelled = Signal(str)
    reset_requested = Signal(str, bool)
    hovered_handle_changed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._places: dict[str, tuple[float, float]] = {}
        self._eye_distance = 0.0
        self._items: dict[str, HandleItem] = {}
        self._label: LabelItem | None = None
        self._tether: StrokeItem | None = None
        self._hot = ""
        self._grabbed = ""
        self._is_dragging = False
        self._target = self._last = QPointF()
        self._is_near = False
        theme.notifier().changed.connect(self._repaint)

    # --- what it shows

    def set_handles(self, positions: Mapping[str, tuple[float, float]], eye_distance_px: float) -> None:
        """Where the handles are, in pixels of the picture; none of them while the face is not known."""
        if self._grabbed and self._grabbed not in positions:
            self._grabbed, self._is_dragging = "", False
        self._places, self._eye_distance = dict(positions), eye_distance_px
        if self.is_active:
            self._show()

    def set_always_shown(self, is_shown: bool) -> None:
        """Show the handles wherever the pointer is (for a tour)."""
        self._is_near = is_shown
        if self.is_active:
            self._show()

    @property
    def shown_handles(self) -> tuple[str, ...]:
        """Ids of the handles that are seen now."""
        return tuple(handle_id for handle_id, item in self._items.items() if item.isVisible())

    def activated(self) -> None:
        """Make the items."""
        self._label = LabelItem("", QPointF(), QColor("#ffffff"), QPointF(10, -26))
        self._label.setZValue(2)
        self._label.hide()
        self._tether = StrokeItem([], QColor(255, 255, 255, 170), 1.0)
        self._tether.hide()
        self.layer.add(self._tether)
        self.layer.add(self._label)
        self._show()

    def deactivated(self) -> None:
        """Forget the items; the layer drops them."""
        self._items.clear()
        self._label = self._tether = None
        self._hot, self._is_near = "", False

    def view_changed(self) -> None:
        """Small faces show fewer handles."""
        self._show()

    def _show(self) -> None:
        for gone in self._items.keys() - self._places.keys():
            self.layer.remove(self._items.pop(gone))
        usable = self._usable()
        for handle_id, (x, y) in self._places.items():
            item = self._items.get(handle_id)
            if item is None:
                item = self._items[handle_id] = HandleItem(_kind(handle_id))
                self.layer.add(item)
            item.setPos(x, y)
            is_grabbed = handle_id == self._grabbed
            item.setVisible(is_grabbed or (self._is_near and handle_id in usable and not self._is_dragging))
            partner = _mirrored(self._hot)
            item.set_hot(handle_id == self._hot, partner == handle_id and handle_id != self._hot)
        self._show_label()

    def _show_label(self) -> None:
        if self._label is None or self._tether is None:
            return
        place = self._places.get(self._hot)
        self._label.setVisible(place is not None and not self._is_dragging)
        self._tether.setVisible(False)
        if place is not None:
            self._label.set_text(self._title(self._hot))
            self._label.setPos(*place)
            if self._is_dragging and self.distance_px(QPointF(*place), self._target) > 4:
                self._tether.set_points([QPointF(*place), self._target])
                self._tether.setVisible(True)

    def _usable(self) -> set[str]:
        size = self._eye_distance * self.canvas.scale
        return {one for one in self._places if size >= SHOWN_FROM_PX.get(_base(one), USUALLY_SHOWN_FROM_PX)}

    def _repaint(self) -> None:
        for item in self._items.values():
            if isValid(item):  # the scene may have gone before the tool
                item.update()

    # --- pointing

    def hovered(self, event: ToolEvent) -> None:
        """Show the handles near the face, and the one at the pointer."""
        self._is_near = self._near_area().contains(event.position)
        self._set_hot(self._at(event.position) if self._is_near else "")

    def left(self) -> None:
        """Nothing is pointed at."""
        self._is_near = False
        self._set_hot("")

    def pressed(self, event: ToolEvent) -> bool:
        """Grab a handle with the left button."""
        hit = self._at(event.position)
        if event.button != Qt.MouseButton.LeftButton or not hit:
            return False
        self._grabbed, self._is_dragging = hit, False
        self._target, self._last = QPointF(*self._places[hit]), event.position
        self._set_hot(hit)
        return True

    def moved(self, event: ToolEvent) -> None:
        """Ask for the handle to follow."""
        if not self._grabbed:
            return
        if not self._is_dragging:
            if self.distance_px(event.position, self._last) < DRAG_FROM_PX:
                return
            self._is_dragging = True
            self.drag_started.emit(self._grabbed)
        self._target += (event.position - self._last) * (FINE_SHARE if event.is_fine else 1.0)
        self._last = event.position
        self.dragged.emit(self._grabbed, self._target.x(), self._target.y(), event.is_shifted)

    def released(self, event: ToolEvent) -> None:
        """Let go."""
        self._let_go(self.drag_ended)
        self.hovered(event)

    def cancelled(self) -> None:
        """Take the drag back."""
        self._let_go(self.drag_cancelled)

    def double_clicked(self, event: ToolEvent) -> bool:
        """Reset the handle's controls."""
        hit = self._at(event.position)
        if hit:
            self.reset_requested.emit(hit, event.is_shifted)
        return bool(hit)

    def _let_go(self, told: object) -> None:
        grabbed, was_dragging = self._grabbed, self._is_dragging
        self._grabbed, self._is_dragging = "", False
        if was_dragging:
            told.emit(grabbed)  # type: ignore[attr-defined]
        if self.is_active:
            self._show()

    def _set_hot(self, handle_id: str) -> None:
        if handle_id != self._hot:
            self._hot = handle_id
            self.set_cursor(Qt.CursorShape.SizeAllCursor if handle_id else None)
            self.hovered_handle_changed.emit(handle_id)
        self._show()

    def _at(self, position: QPointF) -> str:
        usable = self._usable()
        near = [
            (self.distance_px(position, QPointF(*place)), handle_id)
            for handle_id, place in self._places.items()
            if handle_id in usable
        ]
        distance, hit = min(near, default=(HIT_PX + 1, ""))
        return hit if distance <= HIT_PX else ""

    def _near_area(self) -> QRectF:
        if not self._places:
            return QRectF()
        xs, ys = zip(*self._places.values(), strict=True)
        reach = NEAR_FACE * self._eye_distance
        return QRectF(QPointF(min(xs), min(ys)), QPointF(max(xs), max(ys))).adjusted(-reach, -reach, reach, reach)

    def _title(self, handle_id: str) -> str:
        titles = {
            "brow-inner": self.tr("Inner brow"), "brow-outer": self.tr("Outer brow"),
            "lid-upper": self.tr("Upper lid"), "lid-lower": self.tr("Lower lid"), "iris": self.tr("Gaze"),
            "cheek": self.tr("Cheek"), "nose-wing": self.tr("Nose wing"), "mouth-corner": self.tr("Mouth corner"),
            "lip-upper": self.tr("Upper lip"), "lip-lower": self.tr("Lower lip"), "chin": self.tr("Jaw"),
            "head": self.tr("Turn the head"), "head-tilt": self.tr("Tilt the head"),
        }  # fmt: skip
        return titles.get(_base(handle_id), handle_id)


def _base(handle_id: str) -> str:
    return handle_id.removesuffix("-left").removesuffix("-right")


def _mirrored(handle_id: str) -> str:
    if handle_id.endswith("-left"):
        return handle_id.removesuffix("-left") + "-right"
    return handle_id.removesuffix("-right") + "-left" if handle_id.endswith("-right") else handle_id


def _kind(handle_id: str) -> str:
    base = _base(handle_id)
    return "ring" if base in RINGS else "diamond" if base in DIAMONDS else "dot"
