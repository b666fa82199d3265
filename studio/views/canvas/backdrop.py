"""What lies behind the picture, so that cut-out characters are judged on the ground they will stand on."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QImage, QLinearGradient, QPainter, QPen, QPixmap

from studio.views.kit import theme

CHECKER_PX = 8
SOLID = {"dark": "#17181b", "light": "#f4f4f2", "grey": "#808080"}
MOCKUP_RATIO = 16 / 9


class Backdrop(StrEnum):
    """Kinds of ground."""

    CHECKER = "checker"
    DARK = "dark"
    LIGHT = "light"
    GREY = "grey"
    OWN = "own"
    MOCKUP = "mockup"


def checker_brush(one: QColor, other: QColor, ratio: float = 1.0) -> QBrush:
    """Squares of constant size on screen; `ratio` is pixels of the device for one of the window."""
    side = max(1, round(CHECKER_PX * ratio))
    tile = QImage(2 * side, 2 * side, QImage.Format.Format_RGB32)
    tile.fill(one)
    painter = QPainter(tile)
    painter.fillRect(0, 0, side, side, other)
    painter.fillRect(side, side, side, side, other)
    painter.end()
    pixmap = QPixmap.fromImage(tile)
    pixmap.setDevicePixelRatio(ratio)
    return QBrush(pixmap)


@dataclass(slots=True)
class Ground:
    """What lies behind the picture, and before it in the mock-up.

    Attributes:
        kind: Which one.
        own_color: Of the kind "own".
        name, line: Who says what in the mock-up.
    """

    kind: Backdrop = Backdrop.CHECKER
    own_color: QColor = field(default_factory=lambda: QColor("#7a86a0"))
    name: str = ""
    line: str = ""

    def content(self, picture: QRectF) -> QRectF:
        """What there is to see, in pixels of the picture."""
        return mockup_stage(picture) if self.kind is Backdrop.MOCKUP and not picture.isEmpty() else picture

    def paint_under(self, painter: QPainter, picture: QRectF, ratio: float) -> None:
        """The ground, before the picture is drawn on it; `ratio` is pixels of the device for one of the window."""
        if picture.isEmpty():
            return
        painter.save()
        if self.kind is Backdrop.MOCKUP:
            paint_mockup_ground(painter, mockup_stage(picture))
        elif self.kind is Backdrop.CHECKER:
            tones = theme.current()
            target = painter.transform().mapRect(picture)
            brush = checker_brush(QColor(tones.checker_light), QColor(tones.checker_dark), ratio)
            painter.resetTransform()
            painter.setBrushOrigin(target.topLeft())
            painter.fillRect(target, brush)
        else:
            painter.fillRect(picture, self.own_color if self.kind is Backdrop.OWN else QColor(SOLID[self.kind]))
        painter.restore()

    def paint_over(self, painter: QPainter, picture: QRectF) -> None:
        """What stands before the picture."""
        if self.kind is Backdrop.MOCKUP and not picture.isEmpty():
            painter.save()
            paint_mockup_box(painter, mockup_stage(picture), self.name, self.line)
            painter.restore()


def mockup_stage(picture: QRectF) -> QRectF:
    """The screen of a game around the picture: the character stands on its lower edge, in the middle."""
    height = picture.height() * 1.08
    width = max(height * MOCKUP_RATIO, picture.width() * 1.2)
    height = width / MOCKUP_RATIO
    return QRectF(picture.center().x() - width / 2, picture.bottom() - height, width, height)


def paint_mockup_ground(painter: QPainter, stage: QRectF) -> None:
    """A quiet room at dusk: window light, wall, floor line."""
    wall = QLinearGradient(stage.topLeft(), stage.bottomLeft())
    for place, color in ((0.0, "#3d4a63"), (0.55, "#6d7488"), (0.78, "#8c8580"), (0.781, "#5a4c46"), (1.0, "#3a312e")):
        wall.setColorAt(place, QColor(color))
    painter.fillRect(stage, wall)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    for left in (0.06, 0.74):
        pane = QRectF(
            stage.left() + left * stage.width(), stage.top() + 0.1 * stage.height(),
            0.2 * stage.width(), 0.5 * stage.height(),
        )  # fmt: skip
        light = QLinearGradient(pane.topLeft(), pane.bottomRight())
        light.setColorAt(0, QColor(255, 226, 178, 150))
        light.setColorAt(1, QColor(214, 170, 160, 60))
        painter.setBrush(light)
        painter.drawRoundedRect(pane, pane.width() * 0.03, pane.width() * 0.03)
        painter.fillRect(QRectF(pane.center().x() - pane.width() * 0.015, pane.top(), pane.width() * 0.03,
                                pane.height()), QColor(61, 68, 88))  # fmt: skip
        painter.fillRect(QRectF(pane.left(), pane.top() + pane.height() * 0.45, pane.width(),
                                pane.width() * 0.03), QColor(61, 68, 88))  # fmt: skip


def paint_mockup_box(painter: QPainter, stage: QRectF, name: str, line: str) -> None:
    """The dialogue box over the character's feet, with a plate for the name."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    unit = stage.height() / 100
    box = QRectF(stage.left() + 8 * unit, stage.bottom() - 27 * unit, stage.width() - 16 * unit, 23 * unit)
    painter.setPen(QPen(QColor(255, 255, 255, 70), 0.35 * unit))
    painter.setBrush(QColor(16, 20, 32, 225))
    painter.drawRoundedRect(box, 2 * unit, 2 * unit)
    font = QFont()
    font.setPixelSize(max(1, round(3.6 * unit)))
    font.setWeight(QFont.Weight.DemiBold)
    painter.setFont(font)
    width = max(18 * unit, painter.fontMetrics().horizontalAdvance(name) + 6 * unit)
    plate = QRectF(box.left() + 4 * unit, box.top() - 3.5 * unit, width, 7 * unit)
    painter.setBrush(QColor("#c9a35b"))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawRoundedRect(plate, 1.4 * unit, 1.4 * unit)
    painter.setPen(QColor("#1c1710"))
    painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, name)
    font.setWeight(QFont.Weight.Normal)
    font.setPixelSize(max(1, round(4.2 * unit)))
    painter.setFont(font)
    painter.setPen(QColor("#f3f1ec"))
    text = box.adjusted(5 * unit, 6 * unit, -6 * unit, -2 * unit)
    flags = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop) | int(Qt.TextFlag.TextWordWrap)
    painter.drawText(text, flags, line)
    tip = box.bottomRight() - QPointF(5 * unit, 4 * unit)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor("#f3f1ec"))
    painter.drawPolygon([tip + QPointF(-1.4 * unit, -1 * unit), tip + QPointF(1.4 * unit, -1 * unit),
                         tip + QPointF(0, 1 * unit)])  # fmt: skip
