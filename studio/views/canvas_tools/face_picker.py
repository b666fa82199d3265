"""All faces of a picture, outlined and numbered; one click chooses."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout

from studio.models.cast_rows import FaceOutline
from studio.views.canvas.overlay import BoxItem, LabelItem
from studio.views.canvas.tool import CanvasTool, ToolEvent
from studio.views.canvas_tools.cards import CARD_MARGIN_PX, FloatingCard
from studio.views.canvas_tools.picture_tool import PaperItem
from studio.views.kit import theme
from studio.views.kit.widgets import label

GHOST_OPACITY = 0.5
NUMBER_KEYS = tuple(Qt.Key(Qt.Key.Key_1 + index) for index in range(9))


class FacePicker(CanvasTool):
    """Outlines faces; hovering brightens one, a click or its number chooses it."""

    name = "face-picker"
    face_chosen = Signal(int)
    """Its place among the faces that were given."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._faces: tuple[FaceOutline, ...] = ()
        self._image = QImage()
        self._items: list[tuple[BoxItem, LabelItem]] = []
        self._hovered = -1
        self._card: FloatingCard | None = None

    def set_faces(self, faces: Sequence[FaceOutline]) -> None:
        """Outline these faces; one of them may be the chosen one."""
        self._faces = tuple(faces)
        if self.is_active:
            self._rebuild()

    def set_image(self, image: QImage) -> None:
        """The whole picture, shown faintly where the drawn one is cut out: the other faces must be seen."""
        self._image = image
        if self.is_active:
            self._rebuild()

    def activated(self) -> None:
        """Draw them."""
        self.canvas.view.viewport().installEventFilter(self)
        theme.notifier().changed.connect(self._restyle)
        self._rebuild()

    def deactivated(self) -> None:
        """Forget what was drawn."""
        theme.notifier().changed.disconnect(self._restyle)
        self.canvas.view.viewport().removeEventFilter(self)
        self._items.clear()
        self._hovered = -1
        self._drop_card()

    def pressed(self, event: ToolEvent) -> bool:
        """Take clicks on a face that is not chosen yet."""
        index = self._face_at(event.position)
        return event.button == Qt.MouseButton.LeftButton and index >= 0 and not self._faces[index].is_chosen

    def released(self, event: ToolEvent) -> None:
        """Choose the face that the click ended on."""
        index = self._face_at(event.position)
        if index >= 0 and not self._faces[index].is_chosen:
            self.face_chosen.emit(index)

    def hovered(self, event: ToolEvent) -> None:
        """Brighten the face under the pointer."""
        self._hover(self._face_at(event.position))

    def left(self) -> None:
        """Nothing is under the pointer."""
        self._hover(-1)

    def key_pressed(self, event: QKeyEvent) -> bool:
        """1 … 9 choose."""
        key = Qt.Key(event.key())
        if event.modifiers() or key not in NUMBER_KEYS or NUMBER_KEYS.index(key) >= len(self._faces):
            return False
        self.face_chosen.emit(NUMBER_KEYS.index(key))
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        """Keep the hint in its place."""
        if event.type() == QEvent.Type.Resize:
            self._place_card()
        return False

    def _face_at(self, position: QPointF) -> int:
        """The smallest face there: a small one inside a large one can still be chosen."""
        inside = [
            (face.width * face.height, index)
            for index, face in enumerate(self._faces)
            if QRectF(face.x, face.y, face.width, face.height).contains(position)
        ]
        return min(inside)[1] if inside else -1

    def _hover(self, index: int) -> None:
        if index == self._hovered:
            return
        self._hovered = index
        is_choice = index >= 0 and not self._faces[index].is_chosen
        self.set_cursor(Qt.CursorShape.PointingHandCursor if is_choice else None)
        self._restyle()

    def _rebuild(self) -> None:
        self.layer.clear()
        self._items.clear()
        if (self._image.width(), self._image.height()) == self.canvas.picture_size:
            ghost = PaperItem(self._image, is_chequered=False)
            ghost.setOpacity(GHOST_OPACITY)
            self.layer.add(ghost)
        for index, face in enumerate(self._faces):
            box = BoxItem(QRectF(face.x, face.y, face.width, face.height), QColor("white"))
            text = self.tr("{number} · drawn").format(number=index + 1) if face.is_chosen else str(index + 1)
            number = LabelItem(text, QPointF(face.x, face.y), QColor("white"), QPointF(0, -24))
            self.layer.add(box)
            self.layer.add(number)
            self._items.append((box, number))
        self._hovered = -1
        self._restyle()
        self._show_card()

    def _restyle(self) -> None:
        colors = theme.current()
        for index, (box, _) in enumerate(self._items):
            is_chosen = self._faces[index].is_chosen
            pen = box.pen()
            pen.setColor(QColor(colors.accent if is_chosen else "#ffffff"))
            pen.setWidthF(2.5 if is_chosen or index == self._hovered else 2.0)
            pen.setStyle(Qt.PenStyle.SolidLine if is_chosen or index == self._hovered else Qt.PenStyle.DashLine)
            box.setPen(pen)
            fill = QColor("white")
            fill.setAlpha(36)
            box.setBrush(fill if index == self._hovered and not is_chosen else Qt.BrushStyle.NoBrush)

    def _show_card(self) -> None:
        self._drop_card()
        if len(self._faces) < 2:
            return
        self._card = FloatingCard(self.canvas.view)
        row = QHBoxLayout(self._card)
        row.setContentsMargins(4, 0, 4, 0)
        row.addWidget(label(self.tr("{count} faces: click another to draw that one").format(count=len(self._faces))))
        self._card.show()
        self._place_card()

    def _place_card(self) -> None:
        if self._card is not None:
            room = self.canvas.view.viewport().width()
            self._card.set_room(room - 2 * CARD_MARGIN_PX)
            self._card.move((room - self._card.width()) // 2, CARD_MARGIN_PX)
            self._card.raise_()

    def _drop_card(self) -> None:
        if self._card is not None:
            self._card.hide()
            self._card.setParent(None)
            self._card.deleteLater()
            self._card = None
