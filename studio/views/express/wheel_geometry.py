"""From the wheel's disc to pixels and back, and text along its rim."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen

from studio.models.emotion_wheel import RIM_RADIUS
from studio.models.wheel_labels import Box
from studio.views.kit import theme

RING_PX = 10
RING_GAP_PX = 6
EDGE_PX = 5


class WheelGeometry:
    """From the disc to pixels and back."""

    def __init__(self, width: float, height: float) -> None:
        self.centre = QPointF(width / 2, height / 2)
        side = min(width, height)
        self.ring_outer = side / 2 - theme.px(EDGE_PX)
        self.ring_inner = self.ring_outer - theme.px(RING_PX)
        self.radius = max(1.0, self.ring_inner - theme.px(RING_GAP_PX))

    def to_pixels(self, x: float, y: float) -> QPointF:
        """A place of the disc."""
        return QPointF(self.centre.x() + x * self.radius, self.centre.y() - y * self.radius)

    def to_disc(self, at: QPointF) -> tuple[float, float]:
        """A place on the disc; its distance from the middle is above 1 outside."""
        return (at.x() - self.centre.x()) / self.radius, (self.centre.y() - at.y()) / self.radius

    def is_on_ring(self, at: QPointF) -> bool:
        """Whether it is (almost) on the intensity ring."""
        distance = math.hypot(at.x() - self.centre.x(), at.y() - self.centre.y())
        return distance >= self.ring_inner - theme.px(RING_GAP_PX) / 2


def haloed(painter: QPainter, box: Box, text: str, font: QFont, colour: QColor) -> None:
    """Write on a soft ground of the disc's colour, so that dots below do not eat into the letters."""
    metrics = QFontMetricsF(font)
    area = rect(box)
    path = QPainterPath()
    left = area.center().x() - metrics.horizontalAdvance(text) / 2
    path.addText(QPointF(left, area.center().y() + metrics.capHeight() / 2), font, text)
    ground = QColor(theme.current().surface2)
    ground.setAlphaF(0.85)
    join = Qt.PenJoinStyle.RoundJoin
    painter.strokePath(path, QPen(ground, theme.px(3.5), Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, join))
    painter.setFont(font)
    painter.setPen(colour)
    painter.drawText(area, Qt.AlignmentFlag.AlignCenter, text)


def curved(painter: QPainter, geometry: WheelGeometry, angle: float, text: str, colour: QColor) -> None:
    """Write along the rim around an angle (clockwise from the top); on the lower half it reads from inside."""
    font = theme.text_font(10, theme.SEMIBOLD)
    metrics = QFontMetricsF(font)
    painter.setFont(font)
    painter.setPen(colour)
    is_low = math.cos(angle) < -0.2
    middle = (1.0 + RIM_RADIUS) / 2 * geometry.radius
    lift = metrics.capHeight() / 2
    baseline = middle + lift if is_low else middle - lift
    widths = [metrics.horizontalAdvance(letter) + 0.3 for letter in text]
    way = -1.0 if is_low else 1.0
    at = angle - way * sum(widths) / 2 / middle
    for letter, width in zip(text, widths, strict=True):
        turned = at + way * width / 2 / middle
        painter.save()
        painter.translate(geometry.centre)
        painter.rotate(math.degrees(turned) + (180.0 if is_low else 0.0))
        painter.drawText(QPointF(-width / 2, baseline if is_low else -baseline), letter)
        painter.restore()
        at += way * width / middle


def rect(box: Box) -> QRectF:
    """A box as Qt's rectangle."""
    return QRectF(box.x, box.y, box.width, box.height)


def around(centre: QPointF, radius: float, degrees: float) -> QPointF:
    """A place around the centre, clockwise from the top."""
    angle = math.radians(degrees)
    return QPointF(centre.x() + radius * math.sin(angle), centre.y() - radius * math.cos(angle))
