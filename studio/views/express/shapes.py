"""A shape for each emotion family, so that it never speaks by colour alone."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath

FAMILY_TITLES = {
    "joy": "Joy", "love": "Love", "surprise": "Surprise", "fear": "Fear", "sadness": "Sadness", "anger": "Anger",
}  # fmt: skip


def family_shape(family: str, centre: QPointF, radius: float) -> QPainterPath:
    """Joy is a disc, love a heart, surprise a star, fear a diamond, sadness a drop, anger a triangle."""
    path = QPainterPath()
    x, y = centre.x(), centre.y()
    if family == "love":
        r = radius * 1.15
        path.moveTo(x, y + r)
        path.cubicTo(x - 1.7 * r, y - 0.1 * r, x - 0.9 * r, y - 1.4 * r, x, y - 0.45 * r)
        path.cubicTo(x + 0.9 * r, y - 1.4 * r, x + 1.7 * r, y - 0.1 * r, x, y + r)
    elif family == "surprise":
        _polygon(path, [_polar(x, y, radius * (1.3 if i % 2 == 0 else 0.62), i * math.pi / 5) for i in range(10)])
    elif family == "fear":
        _polygon(path, [_polar(x, y, radius * 1.2, i * math.pi / 2) for i in range(4)])
    elif family == "sadness":
        path.moveTo(x, y - 1.35 * radius)
        path.cubicTo(x + 0.5 * radius, y - 0.5 * radius, x + radius, y, x + radius, y + 0.35 * radius)
        path.arcTo(QRectF(x - radius, y - 0.65 * radius, 2 * radius, 2 * radius), 0, -180)
        path.cubicTo(x - radius, y, x - 0.5 * radius, y - 0.5 * radius, x, y - 1.35 * radius)
    elif family == "anger":
        _polygon(path, [_polar(x, y + 0.2 * radius, radius * 1.3, i * 2 * math.pi / 3) for i in range(3)])
    else:
        path.addEllipse(centre, radius, radius)
    path.closeSubpath()
    return path


def _polar(x: float, y: float, radius: float, angle: float) -> QPointF:
    return QPointF(x + radius * math.sin(angle), y - radius * math.cos(angle))


def _polygon(path: QPainterPath, points: list[QPointF]) -> None:
    path.moveTo(points[0])
    for point in points[1:]:
        path.lineTo(point)
