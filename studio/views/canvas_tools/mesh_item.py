"""The 478 landmarks over the picture."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from studio.models import face_mesh as mesh
from studio.views.canvas.overlay import HALO
from studio.views.kit import theme

_PEN = Qt.PenStyle
LINES: tuple[tuple[str, tuple[int, ...], bool, Qt.PenStyle], ...] = (
    ("jaw", mesh.FACE_OVAL, True, _PEN.DashLine),
    ("browRight", mesh.BROW_UPPER_RIGHT + mesh.BROW_LOWER_RIGHT[::-1], True, _PEN.DashDotLine),
    ("browLeft", mesh.BROW_UPPER_LEFT + mesh.BROW_LOWER_LEFT[::-1], True, _PEN.DashDotLine),
    ("eyeRight", mesh.EYE_UPPER_RIGHT + mesh.EYE_LOWER_RIGHT[::-1], True, _PEN.SolidLine),
    ("eyeLeft", mesh.EYE_UPPER_LEFT + mesh.EYE_LOWER_LEFT[::-1], True, _PEN.SolidLine),
    ("irisRight", mesh.IRIS_RIGHT[1:], True, _PEN.DotLine),
    ("irisLeft", mesh.IRIS_LEFT[1:], True, _PEN.DotLine),
    ("nose", (64, 98, 97, 2, 326, 327, 294), False, _PEN.SolidLine),
    ("mouth", mesh.LIP_UPPER_OUTER + mesh.LIP_LOWER_OUTER[::-1], True, _PEN.SolidLine),
    ("mouth", mesh.LIP_UPPER_INNER + mesh.LIP_LOWER_INNER[::-1], True, _PEN.DotLine),
)  # fmt: skip
"""(group, landmarks, whether it is closed, how it is drawn): regions differ by their line, not by colour alone."""


class MeshItem(QGraphicsItem):
    """Draws landmarks as small dots and the regions' outlines as lines, both of constant width on screen."""

    def __init__(self, has_dots: bool = True) -> None:
        super().__init__()
        self._points: NDArray[np.float32] | None = None
        self._has_dots = has_dots
        self._highlight: tuple[str, ...] = ()
        self._box = QRectF()

    def set_points(self, points: NDArray[np.float32] | None) -> None:
        """(478, 2 or more) pixels of the picture; None hides it."""
        self.prepareGeometryChange()
        self._points = points
        if points is None or not len(points):
            self._box = QRectF()
            return
        (left, top), (right, bottom) = points[:, :2].min(0), points[:, :2].max(0)
        margin = 8.0 + 0.05 * float(right - left)
        self._box = QRectF(float(left), float(top), float(right - left), float(bottom - top)).adjusted(
            -margin, -margin, margin, margin
        )
        self.update()

    def set_highlight(self, groups: Sequence[str]) -> None:
        """Regions that are drawn stronger."""
        if tuple(groups) != self._highlight:
            self._highlight = tuple(groups)
            self.update()

    def outline(self, group: str) -> QPolygonF:
        """A region's outline in pixels of the picture; empty without landmarks."""
        if self._points is None:
            return QPolygonF()
        for name, indices, is_closed, _ in LINES:
            if name == group:
                chain = [*indices, indices[0]] if is_closed else list(indices)
                return QPolygonF([_point(self._points[index]) for index in chain])
        return QPolygonF()

    def boundingRect(self) -> QRectF:  # noqa: N802 (Qt's name)
        """Around all landmarks."""
        return self._box

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """Dots, then lines over a dark rim."""
        if self._points is None:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        accent = QColor(theme.current().accent)
        scale = max(painter.worldTransform().m11(), 1e-6)
        if self._has_dots:
            self._paint_dots(painter, accent, scale)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for name, indices, is_closed, style in LINES:
            path = line_path(self._points, indices, is_closed)
            width = 2.5 if name in self._highlight else 1.25
            for color, extra in ((HALO, 1.5), (QColor("white") if name in self._highlight else accent, 0.0)):
                pen = QPen(color, width + extra, style if extra == 0.0 else _PEN.SolidLine)
                pen.setCosmetic(True)
                pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
                painter.setPen(pen)
                painter.setOpacity(0.55 if extra else 1.0)
                painter.drawPath(path)
        painter.setOpacity(1.0)

    def _paint_dots(self, painter: QPainter, color: QColor, scale: float) -> None:
        assert self._points is not None
        # Dots of a small face must not hide it.
        width_px = float(np.ptp(self._points[:, 0])) * scale
        radius = min(1.4, max(0.5, width_px / 220)) / scale
        painter.setPen(_PEN.NoPen)
        painter.setBrush(color)
        painter.setOpacity(0.8)
        for x, y in self._points[:, :2]:
            painter.drawEllipse(QPointF(float(x), float(y)), radius, radius)
        painter.setOpacity(1.0)


def line_path(points: NDArray[np.floating[Any]], indices: Sequence[int], is_closed: bool) -> QPainterPath:
    """A region's outline; irises, of which only four rim points are known, become ellipses."""
    path = QPainterPath()
    if len(indices) == 4 and is_closed:
        rim = [points[index, :2].astype(float) for index in indices]
        centre = (rim[0] + rim[1] + rim[2] + rim[3]) / 4
        across, up = (rim[0] - rim[2]) / 2, (rim[1] - rim[3]) / 2
        turns = [2 * math.pi * step / 24 for step in range(24)]
        path.addPolygon(QPolygonF([_point(centre + math.cos(t) * across + math.sin(t) * up) for t in turns]))
    else:
        path.addPolygon(QPolygonF([_point(points[index]) for index in indices]))
    if is_closed:
        path.closeSubpath()
    return path


def _point(row: NDArray[np.floating[Any]]) -> QPointF:
    return QPointF(float(row[0]), float(row[1]))
