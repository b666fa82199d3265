"""Correcting landmarks: points and groups are dragged, with symmetry and a magnifier."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPolygonF

from studio.models import anchor_groups
from studio.models.anchor_groups import GROUPS
from studio.views.canvas.overlay import LabelItem
from studio.views.canvas.tool import ToolEvent
from studio.views.canvas_tools.anchor_words import anchor_word, group_word
from studio.views.canvas_tools.cards import FloatingCard
from studio.views.canvas_tools.handles import LINE_GRAB_PX, AnchorHandles, line_distance, nearest
from studio.views.canvas_tools.landmark_card import LandmarkCard
from studio.views.canvas_tools.magnifier import Magnifier
from studio.views.canvas_tools.mesh_item import LINES, MeshItem
from studio.views.canvas_tools.picture_tool import PictureTool
from studio.views.kit import theme

Points = dict[str, tuple[float, float]]

_ARROWS = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}
_COARSE_PX = 10.0
CLOSE_SHARE, CLOSE_ENOUGH = 0.62, 0.7
"""How much of the view the face fills when it is looked at closely, and which share of that is close enough."""


class LandmarkTool(PictureTool):
    """Drags 31 anchors, or a region as one by its outline."""

    name = "landmarks"
    own_keys = frozenset(
        {*_ARROWS, Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_X, Qt.Key.Key_Backspace, Qt.Key.Key_Escape,
         Qt.Key.Key_Return}
    )  # fmt: skip
    anchors_dragged = Signal(object)
    """All anchors, while something moves."""
    anchors_committed = Signal(object, str)
    """(all anchors, what was moved), when it has come to rest."""
    reset_requested = Signal(str)
    """A point to be put where it was found; empty for all of them."""
    symmetry_changed = Signal(bool)
    done_requested = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._points: Points = {}
        self._found: Points = {}
        self._mesh_points: NDArray[np.float32] | None = None
        self._selected = ""
        self._hovered = ""
        self._is_symmetric = False
        self._start: Points | None = None
        self._grip = QPointF()
        self._has_moved = False
        self._handles: AnchorHandles | None = None
        self._mesh: MeshItem | None = None
        self._tag: LabelItem | None = None
        self._lens: Magnifier | None = None

    # --- what is shown

    def set_anchors(self, points: Mapping[str, tuple[float, float]]) -> None:
        """Where the anchors are; a drag that is under way goes on."""
        if self._start is None:
            self._points = dict(points)
            self._show()

    def set_found(self, points: Mapping[str, tuple[float, float]]) -> None:
        """Where they were found without help; empty where nothing can be found."""
        self._found = dict(points)
        self._show()

    def set_mesh(self, points: NDArray[np.float32] | None) -> None:
        """The landmarks that follow, (478, 3) pixels of the picture."""
        self._mesh_points = points
        if self._mesh is not None:
            self._mesh.set_points(points)
            self._show_lens()

    def set_symmetric(self, is_symmetric: bool) -> None:
        """Whether the other side moves along."""
        self._is_symmetric = is_symmetric
        self._show()

    @property
    def anchors(self) -> Points:
        """Where the anchors are now."""
        return dict(self._points)

    @property
    def selected(self) -> str:
        """The point, or the group, that keys move."""
        return self._selected

    def select(self, name: str) -> None:
        """Take a point or a group; empty for none."""
        self._selected = name
        self._show()

    # --- in hand

    def activated(self) -> None:
        """Make the handles."""
        super().activated()
        self._mesh = MeshItem(has_dots=True)
        self.layer.add(self._mesh)
        self._mesh.set_points(self._mesh_points)
        self._handles = AnchorHandles(self.layer)
        self._tag = LabelItem("", QPointF(), QColor("white"), QPointF(12, -30))
        self._tag.setZValue(6)
        self._tag.hide()
        self.layer.add(self._tag)
        self._lens = Magnifier(self.canvas.view)
        if not self._selected:
            self._selected = next(iter(anchor_groups.in_order(self._points)), "")
        theme.notifier().changed.connect(self._show)
        self._look_closer()
        self._show()

    def _look_closer(self) -> None:
        """Come near to a face that is too small on the screen for its points to be told apart."""
        view, box = self.canvas.view, self._mesh.boundingRect() if self._mesh is not None else QRectF()
        if box.isEmpty():
            return
        room = view.viewport().rect()
        scale = CLOSE_SHARE * min(room.width() / box.width(), room.height() / box.height())
        if self.canvas.scale < scale * CLOSE_ENOUGH:
            self.canvas.zoom_to(scale * view.devicePixelRatioF())
            view.center_on(box.center() - QPointF(0, 0.06 * room.height() / scale))

    def deactivated(self) -> None:
        """Forget the handles."""
        theme.notifier().changed.disconnect(self._show)
        if self._lens is not None:
            self._lens.hide()
            self._lens.setParent(None)
            self._lens.deleteLater()
        self._handles = self._mesh = self._tag = self._lens = None
        self._hovered, self._start = "", None
        super().deactivated()

    def make_card(self) -> FloatingCard:
        """Point, position, symmetry, going back."""
        card = LandmarkCard()
        card.symmetry_changed.connect(self._on_symmetry)
        card.position_edited.connect(self._on_position)
        card.position_finished.connect(self._finish_nudge)
        card.reset_point_requested.connect(self._reset_selected)
        card.reset_all_requested.connect(lambda: self.reset_requested.emit(""))
        card.done_requested.connect(self.done_requested)
        return card

    # --- pointer

    def pressed(self, event: ToolEvent) -> bool:
        """Take the point or the outline under the pointer."""
        name = self._at(event.position)
        if event.button != Qt.MouseButton.LeftButton or not name:
            return False
        self._selected, self._start = name, dict(self._points)
        self._grip, self._has_moved = event.position, False
        self._show()
        self._show_lens(event.screen)
        return True

    def moved(self, event: ToolEvent) -> None:
        """Move what was taken; Ctrl moves a fifth as far."""
        if self._start is None:
            return
        offset = (event.position - self._grip) * (0.2 if event.is_fine else 1.0)
        self._move_from(self._start, (offset.x(), offset.y()))
        self._has_moved = True
        self._show_lens(event.screen)

    def released(self, event: ToolEvent) -> None:
        """It has come to rest: one step."""
        self._hide_lens()
        start, self._start = self._start, None
        if start is not None and self._has_moved and self._points != start:
            self.anchors_committed.emit(dict(self._points), self._word(self._selected))
        self._show()

    def cancelled(self) -> None:
        """Put it back."""
        self._hide_lens()
        if self._start is not None:
            self._points, self._start = self._start, None
            self.anchors_dragged.emit(dict(self._points))
            self._show()

    def hovered(self, event: ToolEvent) -> None:
        """Brighten what a press would take."""
        name = self._at(event.position)
        if name != self._hovered:
            self._hovered = name
            self.set_cursor(Qt.CursorShape.SizeAllCursor if name in GROUPS else
                            Qt.CursorShape.PointingHandCursor if name else None)  # fmt: skip
            self._show()

    def left(self) -> None:
        """Nothing is under the pointer."""
        self._hovered = ""
        self._show()

    # --- keys

    def key_pressed(self, event: QKeyEvent) -> bool:
        """Arrows nudge, Tab goes on, X switches the symmetry, Backspace goes back, Return ends."""
        key = Qt.Key(event.key())
        if key in _ARROWS:
            self._nudge(_ARROWS[key], event.modifiers())
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            is_back = key == Qt.Key.Key_Backtab or bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            return self._go(-1 if is_back else 1)
        elif key == Qt.Key.Key_X:
            self._on_symmetry(not self._is_symmetric)
        elif key == Qt.Key.Key_Backspace:
            self._reset_selected()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Escape):
            self.done_requested.emit()
        else:
            return False
        return True

    def key_released(self, event: QKeyEvent) -> bool:
        """A nudge has come to rest."""
        if Qt.Key(event.key()) not in _ARROWS or event.isAutoRepeat():
            return False
        self._finish_nudge()
        return True

    def _nudge(self, way: tuple[int, int], modifiers: Qt.KeyboardModifier) -> None:
        if not self._selected:
            return
        step = _COARSE_PX if modifiers & Qt.KeyboardModifier.ShiftModifier else 1.0
        if self._start is None:
            self._start = dict(self._points)
        self._move_from(self._points, (way[0] * step, way[1] * step))
        self._show_lens()

    def _finish_nudge(self) -> None:
        self._hide_lens()
        start, self._start = self._start, None
        if start is not None and self._points != start:
            self.anchors_committed.emit(dict(self._points), self._word(self._selected))
        self._show()

    def _go(self, way: int) -> bool:
        """Select the next one; False past the ends, where Tab leaves the picture."""
        names = anchor_groups.in_order(self._points)
        at = names.index(self._selected) if self._selected in names else (-1 if way > 0 else len(names))
        if not 0 <= at + way < len(names):
            return False
        self.select(names[at + way])
        return True

    # --- moving

    def _move_from(self, start: Points, offset: tuple[float, float]) -> None:
        names = GROUPS.get(self._selected, (self._selected,))
        moved = anchor_groups.moved(start, names, offset, self._is_symmetric)
        self._points = anchor_groups.kept_inside(moved, (self.image.width(), self.image.height()))
        self.anchors_dragged.emit(dict(self._points))
        self._show()

    def _on_position(self, x: float, y: float) -> None:
        if self._selected in self._points:
            if self._start is None:
                self._start = dict(self._points)
            old = self._points[self._selected]
            self._move_from(self._points, (x - old[0], y - old[1]))

    def _on_symmetry(self, is_symmetric: bool) -> None:
        if is_symmetric != self._is_symmetric:
            self.set_symmetric(is_symmetric)
            self.symmetry_changed.emit(is_symmetric)

    def _reset_selected(self) -> None:
        names = [name for name in GROUPS.get(self._selected, (self._selected,)) if self._is_moved(name)]
        if len(names) > 1:
            back = {**self._points, **{name: self._found[name] for name in names}}
            self.anchors_dragged.emit(back)
            self.anchors_committed.emit(back, self._word(self._selected))
        elif names:
            self.reset_requested.emit(names[0])

    def _is_moved(self, name: str) -> bool:
        return name in self._found and name in self._points and _away(self._found[name], self._points[name]) > 0.05

    def _at(self, position: QPointF) -> str:
        point = nearest(self._points, position, self.canvas.scale)
        if point or self._mesh is None:
            return point
        found, best = "", LINE_GRAB_PX / self.canvas.scale
        for group in GROUPS:
            away = line_distance(self._mesh.outline(group), position)
            if away < best:
                found, best = group, away
        return found

    # --- showing

    def _show(self) -> None:
        if not self.is_active or self._handles is None or self._mesh is None or self._tag is None:
            return
        partner = anchor_groups.partner_of(self._selected) if self._is_symmetric else ""
        self._handles.show(self._points, self._selected, self._hovered, "" if partner == self._selected else partner)
        strong = [name for name in (self._selected, self._hovered, partner) if name in GROUPS]
        self._mesh.set_highlight(strong)
        named = self._hovered or (self._selected if self._start is not None else "")
        place = self._points.get(named)
        self._tag.setVisible(place is not None)
        if place is not None:
            self._tag.set_text(anchor_word(named))
            self._tag.setPos(QPointF(*place))
        if isinstance(self.card, LandmarkCard):
            names = GROUPS.get(self._selected, (self._selected,))
            can_reset = any(self._is_moved(name) for name in names)
            self.card.show_point(self._word(self._selected), self._points.get(self._selected), can_reset)
            self.card.symmetry.blockSignals(True)
            self.card.symmetry.setChecked(self._is_symmetric)
            self.card.symmetry.blockSignals(False)
            self.card.set_can_reset_all(any(self._is_moved(name) for name in self._points))

    def _show_lens(self, screen: QPointF | None = None) -> None:
        place = self._points.get(self._selected)
        if self._lens is None or self._start is None or place is None:
            return
        at = QPointF(*place)
        seen = screen if screen is not None else self.canvas.to_screen(at)
        self._lens.show_at(self.image, at, seen, self.canvas.scale, self._outlines())

    def _outlines(self) -> list[QPolygonF]:
        if self._mesh is None:
            return []
        return [self._mesh.outline(group) for group in dict.fromkeys(line[0] for line in LINES)]

    def _hide_lens(self) -> None:
        if self._lens is not None:
            self._lens.hide()

    def _word(self, name: str) -> str:
        return group_word(name) if name in GROUPS else anchor_word(name) if name else self.tr("No point")


def _away(one: tuple[float, float], other: tuple[float, float]) -> float:
    return float(((one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2) ** 0.5)
