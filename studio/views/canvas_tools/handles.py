"""Points over the picture that can be taken: drawing them, and finding the one under the pointer."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QPolygonF

from studio.views.canvas.overlay import DotItem, OverlayLayer
from studio.views.kit import theme

GRAB_PX = 9.0
"""How near the pointer must be to a point, in pixels of the screen."""
LINE_GRAB_PX = 6.0


class AnchorHandles:
    """One dot for each anchor."""

    def __init__(self, layer: OverlayLayer) -> None:
        self._layer = layer
        self._dots: dict[str, DotItem] = {}

    def show(self, points: Mapping[str, tuple[float, float]], selected: str, hovered: str, partner: str = "") -> None:
        """Put the dots where the anchors are."""
        for name in [name for name in self._dots if name not in points]:
            self._layer.remove(self._dots.pop(name))
        colors = theme.current()
        for name, (x, y) in points.items():
            dot = self._dots.get(name)
            if dot is None:
                dot = self._dots[name] = DotItem(QPointF(x, y), QColor("white"))
                dot.setZValue(5)
                self._layer.add(dot)
            dot.setPos(QPointF(x, y))
            if name == selected:
                dot.set_look(QColor(colors.accent), 5.5)
            elif name == hovered:
                dot.set_look(QColor("white"), 5.0)
            elif name == partner:
                dot.set_look(QColor(colors.accent), 4.0, is_hollow=True)
            else:
                dot.set_look(QColor("white"), 3.5)


def nearest(points: Mapping[str, tuple[float, float]], at: QPointF, scale: float, reach_px: float = GRAB_PX) -> str:
    """The point under the pointer; empty for none."""
    found, best = "", reach_px
    for name, (x, y) in points.items():
        away = scale * ((x - at.x()) ** 2 + (y - at.y()) ** 2) ** 0.5
        if away < best:
            found, best = name, away
    return found


def line_distance(line: QPolygonF, at: QPointF) -> float:
    """How far a place is from a line, in pixels of the picture."""
    best = float("inf")
    corners = [line.at(index) for index in range(line.size())]
    for start, end in pairwise(corners):
        step_x, step_y = end.x() - start.x(), end.y() - start.y()
        length2 = step_x**2 + step_y**2
        along = ((at.x() - start.x()) * step_x + (at.y() - start.y()) * step_y) / length2 if length2 > 0 else 0.0
        along = min(max(along, 0.0), 1.0)
        away = ((at.x() - start.x() - along * step_x) ** 2 + (at.y() - start.y() - along * step_y) ** 2) ** 0.5
        best = min(best, away)
    return best
