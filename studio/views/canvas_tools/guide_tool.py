"""Placing a face by hand: one point after the other, with a picture of where it goes."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, QPointF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent

from studio.models import anchor_groups
from studio.models.face import REQUIRED_ANCHORS
from studio.views.canvas.overlay import LabelItem
from studio.views.canvas.tool import ToolEvent
from studio.views.canvas_tools.anchor_words import anchor_word
from studio.views.canvas_tools.cards import FloatingCard
from studio.views.canvas_tools.guide_card import GuideCard
from studio.views.canvas_tools.handles import AnchorHandles, nearest
from studio.views.canvas_tools.magnifier import Magnifier
from studio.views.canvas_tools.mesh_item import MeshItem
from studio.views.canvas_tools.picture_tool import PictureTool
from studio.views.kit import theme

Points = dict[str, tuple[float, float]]


class AnchorGuideTool(PictureTool):
    """Asks for eyes, mouth and chin, then for what makes the fit better; the mesh follows."""

    name = "anchor-guide"
    own_keys = frozenset({Qt.Key.Key_Backspace, Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_S})
    anchors_changed = Signal(object)
    """The points that are placed, while they change."""
    done_requested = Signal(object)
    """The points that are placed; enough for a face."""
    stop_requested = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._placed: Points = {}
        self._order: list[str] = []
        self._skipped: list[str] = []
        self._dragged = ""
        self._drag_start: Points = {}
        self._hovered = ""
        self._mesh_points: NDArray[np.float32] | None = None
        self._problem = ""
        self._handles: AnchorHandles | None = None
        self._mesh: MeshItem | None = None
        self._tag: LabelItem | None = None
        self._lens: Magnifier | None = None

    def begin(self, points: Mapping[str, tuple[float, float]]) -> None:
        """Start with these points placed; usually none."""
        self._placed, self._skipped = dict(points), []
        self._order = list(points)
        self._mesh_points, self._problem = None, ""
        self._show()

    @property
    def placed(self) -> Points:
        """The points that are placed."""
        return dict(self._placed)

    @property
    def wanted(self) -> str:
        """The point that is asked for; empty when there is none left."""
        return anchor_groups.next_to_place(self._placed, self._skipped)

    def set_mesh(self, points: NDArray[np.float32] | None, problem: str = "") -> None:
        """The face that follows from the points, or why there is none."""
        self._mesh_points, self._problem = points, problem
        if self._mesh is not None:
            self._mesh.set_points(points)
        self._show()

    # --- in hand

    def activated(self) -> None:
        """Show the hint."""
        super().activated()
        self._mesh = MeshItem(has_dots=True)
        self.layer.add(self._mesh)
        self._mesh.set_points(self._mesh_points)
        self._handles = AnchorHandles(self.layer)
        self._tag = LabelItem("", QPointF(), QColor("white"), QPointF(14, -12))
        self._tag.setZValue(6)
        self._tag.hide()
        self.layer.add(self._tag)
        self._lens = Magnifier(self.canvas.view)
        self.set_cursor(Qt.CursorShape.CrossCursor)
        theme.notifier().changed.connect(self._show)
        self._show()

    def deactivated(self) -> None:
        """Forget what was drawn."""
        theme.notifier().changed.disconnect(self._show)
        if self._lens is not None:
            self._lens.hide()
            self._lens.setParent(None)
            self._lens.deleteLater()
        self._handles = self._mesh = self._tag = self._lens = None
        self._hovered = self._dragged = ""
        super().deactivated()

    def make_card(self) -> FloatingCard:
        """The hint."""
        card = GuideCard()
        card.back_requested.connect(self._back)
        card.skip_requested.connect(self._skip)
        card.done_requested.connect(self._end)
        card.stop_requested.connect(self.stop_requested)
        return card

    # --- pointer

    def pressed(self, event: ToolEvent) -> bool:
        """Take a point, or place the one that is asked for."""
        if event.button != Qt.MouseButton.LeftButton:
            return False
        self._drag_start = dict(self._placed)
        name = nearest(self._placed, event.position, self.canvas.scale)
        if not name:
            name = self.wanted
            if not name or not self._is_inside(event.position):
                return False
            self._order.append(name)
        self._dragged = name
        self._put(name, event.position)
        self._show_lens(event.screen)
        return True

    def moved(self, event: ToolEvent) -> None:
        """Until the button is released the point follows."""
        if self._dragged:
            self._put(self._dragged, event.position)
            self._show_lens(event.screen)

    def released(self, event: ToolEvent) -> None:
        """The point stays."""
        self._dragged = ""
        if self._lens is not None:
            self._lens.hide()
        self._show()

    def cancelled(self) -> None:
        """As before the press."""
        self._placed = dict(self._drag_start)
        self._order = [name for name in self._order if name in self._placed]
        self._dragged = ""
        if self._lens is not None:
            self._lens.hide()
        self._changed()

    def hovered(self, event: ToolEvent) -> None:
        """Name the point at the pointer: the one it is on, else the one a click would place."""
        self._hovered = nearest(self._placed, event.position, self.canvas.scale)
        self.set_cursor(Qt.CursorShape.PointingHandCursor if self._hovered else Qt.CursorShape.CrossCursor)
        named = self._hovered or (self.wanted if self._is_inside(event.position) else "")
        if self._tag is not None:
            self._tag.setVisible(bool(named))
            self._tag.set_text(anchor_word(named) if named else "")
            self._tag.setPos(event.position)
        self._show_handles()

    def left(self) -> None:
        """Nothing is under the pointer."""
        self._hovered = ""
        if self._tag is not None:
            self._tag.hide()
        self._show_handles()

    def key_pressed(self, event: QKeyEvent) -> bool:
        """Backspace goes back, S skips, Return ends, Esc stops."""
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Backspace:
            self._back()
        elif key == Qt.Key.Key_S and not event.modifiers():
            self._skip()
        elif key == Qt.Key.Key_Return:
            self._end()
        elif key == Qt.Key.Key_Escape:
            self.stop_requested.emit()
        else:
            return False
        return True

    # --- steps

    def _put(self, name: str, position: QPointF) -> None:
        x = min(max(position.x(), 0.0), float(self.image.width()))
        y = min(max(position.y(), 0.0), float(self.image.height()))
        self._placed[name] = (x, y)
        self._changed()

    def _back(self) -> None:
        if self._order:
            self._placed.pop(self._order.pop(), None)
            self._skipped.clear()
            self._changed()

    def _skip(self) -> None:
        wanted = self.wanted
        if wanted and wanted not in REQUIRED_ANCHORS:
            self._skipped.append(wanted)
            self._show()

    def _end(self) -> None:
        if anchor_groups.is_enough(self._placed) and not self._problem:
            self.done_requested.emit(dict(self._placed))

    def _changed(self) -> None:
        if not anchor_groups.is_enough(self._placed):
            self._mesh_points, self._problem = None, ""
            if self._mesh is not None:
                self._mesh.set_points(None)
        self.anchors_changed.emit(dict(self._placed))
        self._show()

    def _is_inside(self, position: QPointF) -> bool:
        return 0 <= position.x() <= self.image.width() and 0 <= position.y() <= self.image.height()

    # --- showing

    def _show(self) -> None:
        self._show_handles()
        if not isinstance(self.card, GuideCard):
            return
        wanted = self.wanted
        number = len([name for name in REQUIRED_ANCHORS if name in self._placed]) + 1
        self.card.show_step(wanted, self._placed, (number, len(REQUIRED_ANCHORS)), wanted in REQUIRED_ANCHORS)
        self.card.set_can_end(anchor_groups.is_enough(self._placed) and not self._problem)
        self.card.show_problem(self._problem)

    def _show_handles(self) -> None:
        if self._handles is not None:
            self._handles.show(self._placed, self._dragged, self._hovered)

    def _show_lens(self, screen: QPointF) -> None:
        if self._lens is not None and self._dragged in self._placed:
            at = QPointF(*self._placed[self._dragged])
            self._lens.show_at(self.image, at, screen, self.canvas.scale, [])
