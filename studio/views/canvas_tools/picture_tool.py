"""What the tools of the cast page share: a picture of their own, a floating card, keys of their own."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QKeyEvent, QPainter
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from studio.views.canvas.tool import CanvasTool
from studio.views.canvas_tools.cards import CARD_MARGIN_PX, FloatingCard
from studio.views.kit.checker import checker_brush

_PAPER_Z = -10.0
_COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


class PaperItem(QGraphicsItem):
    """The picture that a tool works on, laid over what the canvas shows, on a checkerboard."""

    def __init__(self, image: QImage, is_chequered: bool = True) -> None:
        super().__init__()
        self._image = image
        self._is_chequered = is_chequered
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemUsesExtendedStyleOption)
        self.setZValue(_PAPER_Z)

    def set_image(self, image: QImage, area: QRectF | None = None) -> None:
        """Show another picture of the same size; `area` is what has changed in it."""
        self._image = image
        self.update(area if area is not None else self.boundingRect())

    def boundingRect(self) -> QRectF:  # noqa: N802 (Qt's name)
        """The picture's rectangle."""
        return QRectF(self._image.rect())

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """Squares of constant size on screen, then the picture."""
        scale = painter.worldTransform().m11()
        area = option.exposedRect.intersected(self.boundingRect())
        if self._is_chequered:
            painter.save()
            painter.scale(1 / scale, 1 / scale)
            painter.fillRect(QRectF(area.topLeft() * scale, area.size() * scale), checker_brush())
            painter.restore()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, scale < 2)
        painter.drawImage(area, self._image, area)


class PictureTool(CanvasTool):
    """A tool that works on one picture, whatever the canvas shows otherwise.

    While it is in hand the canvas shows that picture; afterwards it shows again what it showed before.
    """

    own_keys: frozenset[Qt.Key] = frozenset()
    """Keys that mean something to the tool, whatever they do elsewhere."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._image = QImage()
        self._paper: PaperItem | None = None
        self._shown_before: tuple[QImage | None, QImage | None, tuple[int, int]] | None = None
        self._card: FloatingCard | None = None
        self._was_fitted = False

    @property
    def image(self) -> QImage:
        """The picture that is worked on."""
        return self._image

    def set_image(self, image: QImage) -> None:
        """Work on this picture; before the tool is taken in hand."""
        self._image = image

    # --- in hand

    def activated(self) -> None:
        """Show the picture and the card, and listen to keys."""
        view = self.canvas.view
        self._was_fitted = view.is_fitted
        size = (self._image.width(), self._image.height())
        if self.canvas.picture_size != size:
            self._shown_before = (view.picture.reference, view.picture.result, self.canvas.picture_size)
            self.canvas.set_reference(self._image)
        self._paper = PaperItem(self._image)
        self.layer.setZValue(30)
        self.layer.add(self._paper)
        view.installEventFilter(self)
        view.viewport().installEventFilter(self)
        self._card = self.make_card()
        if self._card is not None:
            self._card.setParent(view)  # children of the viewport would scroll with the picture
            self._card.show()
            self._place_card()
            if view.is_fitted:
                self._fit_below(self._card)
        view.setFocus(Qt.FocusReason.OtherFocusReason)

    def deactivated(self) -> None:
        """Put everything back."""
        view = self.canvas.view
        view.removeEventFilter(self)
        view.viewport().removeEventFilter(self)
        if self._card is not None:
            self._card.hide()
            self._card.setParent(None)
            self._card.deleteLater()
            self._card = None
        self._paper = None
        before, self._shown_before = self._shown_before, None
        if before is not None and view.picture.reference is self._image:
            reference, result, size = before
            self.canvas.set_reference(reference, size if reference is not None else None)
            self.canvas.set_result(result)
        if self._was_fitted:
            self.canvas.fit()

    def _fit_below(self, card: FloatingCard) -> None:
        """Show all of the picture under the card, which must not cover a face."""
        view, box = self.canvas.view, QRectF(self._image.rect())
        room = QRectF(view.viewport().rect())
        top = card.height() + 2.0 * CARD_MARGIN_PX
        free = QRectF(CARD_MARGIN_PX, top, room.width() - 2 * CARD_MARGIN_PX, room.height() - top - CARD_MARGIN_PX)
        if box.isEmpty() or free.width() < 50 or free.height() < 50:
            return
        scale = min(free.width() / box.width(), free.height() / box.height(), self.canvas.scale)
        self.canvas.zoom_to(scale * view.devicePixelRatioF())
        view.center_on(box.center() - QPointF(0, (free.center().y() - room.center().y()) / scale))

    def make_card(self) -> FloatingCard | None:
        """The card with the tool's settings; the tool owns it while it is in hand."""
        return None

    @property
    def card(self) -> FloatingCard | None:
        """The card, while the tool is in hand."""
        return self._card

    def paper_changed(self, image: QImage, area: QRectF | None = None) -> None:
        """Show the picture as it is now."""
        if self._paper is not None:
            self._paper.set_image(image, area)

    # --- keys and places

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        """Take the tool's own keys before shortcuts and the focus chain do; keep the card in its place."""
        if not self.is_active:
            return False
        if event.type() == QEvent.Type.Resize and watched is self.canvas.view.viewport():
            self._place_card()
        if isinstance(event, QKeyEvent) and watched is self.canvas.view and event.key() in self.own_keys:
            has_command = bool(event.modifiers() & _COMMANDS)
            if event.type() == QEvent.Type.ShortcutOverride and not has_command:
                event.accept()
                return True
            is_tab = event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
            if event.type() == QEvent.Type.KeyPress and is_tab and not has_command:
                return self.key_pressed(event)
        return False

    def _place_card(self) -> None:
        card = self._card
        if card is None:
            return
        room = self.canvas.view.viewport().geometry()
        card.set_room(room.width() - 2 * CARD_MARGIN_PX)
        card.move(room.x() + max(CARD_MARGIN_PX, (room.width() - card.width()) // 2), room.y() + CARD_MARGIN_PX)
        card.raise_()
