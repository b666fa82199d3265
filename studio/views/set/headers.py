"""The frozen edges of the matrix: characters above, expressions at the left."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QMouseEvent, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QHeaderView, QWidget

from studio.views.kit import theme
from studio.views.kit.icons import paint_icon
from studio.views.kit.tokens import LABEL_PX
from studio.views.set.matrix_model import MatrixModel

HEADER_HEIGHT, NAMES_WIDTH = 52, 184
FAMILY_SIGNS = {"love": "L", "joy": "J", "surprise": "Su", "anger": "A", "sadness": "Sa", "fear": "F"}
"""Families are told by letters, not by colour alone; two letters where one would be unclear."""


class _Header(QHeaderView):
    """What both edges share: the menu button that appears under the pointer."""

    menu_requested = Signal(int, QPoint)
    """(section, place on the screen)"""

    def __init__(self, orientation: Qt.Orientation, matrix: MatrixModel, parent: QWidget) -> None:
        super().__init__(orientation, parent)
        self._matrix = matrix
        self._hovered = -1
        self.setSectionsClickable(True)
        self.setHighlightSections(True)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMouseTracking(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._on_menu)
        theme.notifier().changed.connect(self.viewport().update)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self._hover(-1)
        return super().event(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        self._hover(self.logicalIndexAt(event.position().toPoint()))
        super().mouseMoveEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        section = self.logicalIndexAt(event.position().toPoint())
        if section >= 0 and self._menu_area(self.section_rect(section)).contains(event.position()):
            self.menu_requested.emit(section, event.globalPosition().toPoint())
            return
        super().mousePressEvent(event)

    def section_rect(self, section: int) -> QRect:
        """Where a section lies in the header."""
        at, size = self.sectionViewportPosition(section), self.sectionSize(section)
        if self.orientation() is Qt.Orientation.Horizontal:
            return QRect(at, 0, size, self.height())
        return QRect(0, at, self.width(), size)

    def _menu_area(self, area: QRect) -> QRectF:
        side = theme.px(20)
        return QRectF(area.right() - side - theme.px(4), area.center().y() - side / 2, side, side)

    def _hover(self, section: int) -> None:
        if section != self._hovered:
            self._hovered = section
            self.viewport().update()

    def _on_menu(self, at: QPoint) -> None:
        section = self.logicalIndexAt(at)
        if section >= 0:
            self.menu_requested.emit(section, self.mapToGlobal(at))

    def _ground(self, painter: QPainter, area: QRect, section: int) -> None:
        tones = theme.current()
        painter.fillRect(area, QColor(tones.surface1))
        model = self.selectionModel()
        is_lit = model is not None and self._is_touched(section)
        if is_lit or section == self._hovered:
            wash = QColor(tones.accent if is_lit else tones.text)
            wash.setAlphaF(0.13 if is_lit else 0.05)
            painter.fillRect(area, wash)

    def _is_touched(self, section: int) -> bool:
        raise NotImplementedError

    def _menu_sign(self, painter: QPainter, area: QRect, section: int) -> float:
        """Paint the sign of the menu; how much room it takes."""
        if section != self._hovered:
            return 0.0
        place = self._menu_area(area)
        inset = theme.px(3)
        paint_icon(painter, place.adjusted(inset, inset, -inset, -inset), "chevron-down", "dim")
        return place.width()


class CharacterHeader(_Header):
    """The cast: head, name, how far."""

    def __init__(self, matrix: MatrixModel, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, matrix, parent)
        self._heads: dict[str, QImage] = {}
        self.setAccessibleName(self.tr("Characters"))

    def set_head(self, character_id: str, image: QImage) -> None:
        """A character's head."""
        self._heads[character_id] = image
        self.viewport().update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """The size it wants."""
        return QSize(theme.px(120), theme.px(HEADER_HEIGHT))

    def _is_touched(self, section: int) -> bool:
        return bool(self.selectionModel().columnIntersectsSelection(section))

    def paintSection(self, painter: QPainter, area: QRect, section: int) -> None:  # noqa: N802
        """Paint one of the cast or one expression."""
        tones, column = theme.current(), self._matrix.column(section)
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        self._ground(painter, area, section)
        side = theme.px(32)
        circle = QRectF(area.left() + theme.px(8), area.center().y() - side / 2, side, side)
        self._head(painter, circle, self._heads.get(column.id), column.name)
        room = self._menu_sign(painter, area, section)
        left = circle.right() + theme.px(8)
        width = area.right() - left - theme.px(4) - room
        painter.setPen(QColor(tones.text))
        painter.setFont(theme.text_font(weight=theme.MEDIUM))
        half = theme.px(16)
        name = QFontMetricsF(painter.font()).elidedText(column.name, Qt.TextElideMode.ElideRight, width)
        painter.drawText(QRectF(left, area.center().y() - half, width, half), Qt.AlignmentFlag.AlignVCenter, name)
        painter.setPen(QColor(tones.good if column.done == column.total else tones.text_dim))
        painter.setFont(theme.numeric_font(LABEL_PX))
        text = f"{'✓ ' if column.done == column.total else ''}{column.done} / {column.total}"
        painter.drawText(QRectF(left, area.center().y(), width, half), Qt.AlignmentFlag.AlignVCenter, text)
        painter.setPen(QColor(tones.line))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        painter.restore()

    @staticmethod
    def _head(painter: QPainter, circle: QRectF, image: QImage | None, name: str) -> None:
        tones = theme.current()
        path = QPainterPath()
        path.addEllipse(circle)
        painter.save()
        painter.setClipPath(path)
        painter.fillRect(circle, QColor(tones.surface2))
        if image is not None and not image.isNull():
            side = min(image.width(), image.height())
            part = QRectF((image.width() - side) / 2, (image.height() - side) / 2, side, side)
            painter.drawImage(circle, image, part)
        else:
            painter.setPen(QColor(tones.text_dim))
            painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, name[:1].upper())
        painter.restore()
        painter.setPen(QPen(QColor(tones.line), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(circle)


class ExpressionHeader(_Header):
    """Expressions: family, name, kind."""

    def __init__(self, matrix: MatrixModel, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Vertical, matrix, parent)
        self.setAccessibleName(self.tr("Expressions"))

    def sizeHint(self) -> QSize:  # noqa: N802
        """The size it wants."""
        return QSize(theme.px(NAMES_WIDTH), theme.px(100))

    def _is_touched(self, section: int) -> bool:
        return bool(self.selectionModel().rowIntersectsSelection(section))

    def paintSection(self, painter: QPainter, area: QRect, section: int) -> None:  # noqa: N802
        """Paint one of the cast or one expression."""
        tones, row = theme.current(), self._matrix.row(section)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._ground(painter, area, section)
        side = theme.px(22)
        chip = QRectF(area.left() + theme.px(12), area.center().y() - side / 2, side, side)
        self._family(painter, chip, row.family)
        room = self._menu_sign(painter, area, section)
        left, half = chip.right() + theme.px(10), theme.px(16)
        width = area.right() - left - theme.px(6) - room
        painter.setPen(QColor(tones.text))
        painter.setFont(theme.text_font(weight=theme.MEDIUM))
        title = QFontMetricsF(painter.font()).elidedText(row.title, Qt.TextElideMode.ElideRight, width)
        painter.drawText(QRectF(left, area.center().y() - half, width, half), Qt.AlignmentFlag.AlignVCenter, title)
        painter.setPen(QColor(tones.text_dim))
        painter.setFont(theme.text_font(LABEL_PX))
        detail = QFontMetricsF(painter.font()).elidedText(row.detail, Qt.TextElideMode.ElideRight, width)
        painter.drawText(QRectF(left, area.center().y(), width, half), Qt.AlignmentFlag.AlignVCenter, detail)
        painter.setPen(QColor(tones.line))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        painter.drawLine(area.topRight(), area.bottomRight())
        painter.restore()

    @staticmethod
    def _family(painter: QPainter, chip: QRectF, family: str) -> None:
        tones = theme.current()
        colour = QColor(tones.family(family))
        sign = FAMILY_SIGNS.get(family, "")
        if not sign:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tones.line))
            painter.drawEllipse(chip.center(), theme.px(3), theme.px(3))
            return
        ground = QColor(colour)
        ground.setAlphaF(0.18)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(chip, theme.px(6), theme.px(6))
        painter.setPen(colour)
        painter.setFont(theme.text_font(LABEL_PX, theme.SEMIBOLD))
        painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, sign)
