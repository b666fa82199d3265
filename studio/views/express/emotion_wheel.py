"""The emotion wheel: hover tries a word, a click takes it, a drag blends, the ring around sets how strong."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QPointF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from studio.models.emotion_wheel import (
    INNER_RADIUS,
    Mix,
    Sector,
    WheelLayout,
    WheelWord,
    mix_at,
    nearest_word,
    ring_intensity,
    stepped,
)
from studio.models.express_rows import WheelState
from studio.models.look_edits import MAX_RING
from studio.views.express.wheel_geometry import WheelGeometry
from studio.views.express.wheel_painter import NEUTRAL, WheelPainter, WheelScene
from studio.views.kit import theme

_REACH = 0.13
"""How near to a word a click means it, on the disc."""
_DRAG_START_PX = 5
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, 1), Qt.Key.Key_Down: (0, -1),
}  # fmt: skip
_AMOUNTS = {
    Qt.Key.Key_Plus: 0.05, Qt.Key.Key_Equal: 0.05, Qt.Key.Key_Minus: -0.05, Qt.Key.Key_PageUp: 0.1,
    Qt.Key.Key_PageDown: -0.1,
}  # fmt: skip
_TAKES = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class EmotionWheel(QWidget):
    """Custom drawn; the geometry is `studio.models.emotion_wheel`."""

    word_chosen = Signal(str)
    word_pinned = Signal(str)
    word_hovered = Signal(str)
    mix_dragged = Signal(tuple, float)
    intensity_edited = Signal(float)
    gesture_ended = Signal()
    cleared = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scene = WheelScene()
        self._painter = WheelPainter()
        self._press: QPointF | None = None
        self._drag = ""
        self._mix = Mix(())
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.notifier().changed.connect(self.update)
        self._tell()

    # --- showing

    def show_words(self, words: Sequence[WheelWord], parts: Sequence[Sector], layout: str) -> None:
        """Show the vocabulary in a layout."""
        self._scene.words, self._scene.sectors = tuple(words), tuple(parts)
        self._scene.layout = WheelLayout(layout)
        self.update()

    def show_state(self, state: WheelState) -> None:
        """Show what the layer was made from."""
        if state != self._scene.state:
            self._scene.state = state
            self._tell()
            self.update()

    def show_matches(self, words: Sequence[str]) -> None:
        """Bring out what a search has found; nothing for no search."""
        self._scene.matches = frozenset(words)
        self.update()

    def show_family(self, family: str) -> None:
        """Bring out a family; empty for all."""
        self._scene.family = family
        self.update()

    @property
    def scene(self) -> WheelScene:
        """What is drawn."""
        return self._scene

    def place_of(self, word_id: str) -> QPoint:
        """Where a word's dot is, for tips and tests."""
        word = next(word for word in self._scene.words if word.id == word_id)
        return self._geometry().to_pixels(word.x, word.y).toPoint()

    def heightForWidth(self, width: int) -> int:  # noqa: D102, N802
        return min(width, theme.px(440))

    def sizeHint(self) -> QSize:  # noqa: D102, N802
        return QSize(theme.px(280), theme.px(280))

    def minimumSizeHint(self) -> QSize:  # noqa: D102, N802
        return QSize(theme.px(200), theme.px(200))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: D102, N802
        painter = QPainter(self)
        self._scene.is_focused = self.hasFocus()
        self._painter.paint(painter, self._scene, self._geometry())

    def _geometry(self) -> WheelGeometry:
        return WheelGeometry(self.width(), self.height())

    # --- mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: D102, N802
        if event.button() != Qt.MouseButton.LeftButton:
            event.ignore()
            return
        self._press = event.position()
        self._drag = ""
        if self._geometry().is_on_ring(event.position()):
            self._drag = "ring"
            self._turn_ring(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: D102, N802
        at = event.position()
        if self._press is None:
            self._hover(at)
        elif self._drag == "ring":
            self._turn_ring(event)
        elif self._drag or (at - self._press).manhattanLength() > _DRAG_START_PX:
            self._drag = "mix"
            self._mix_at(at)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: D102, N802
        if self._press is None or event.button() != Qt.MouseButton.LeftButton:
            return
        press, drag = self._press, self._drag
        self._press, self._drag = None, ""
        self._scene.point = None
        self.update()
        if drag:
            self.gesture_ended.emit()
            return
        word = self._word_at(press)
        is_pinning = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if word == NEUTRAL:
            self.cleared.emit()
        elif word:
            (self.word_pinned if is_pinning else self.word_chosen).emit(word)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: D102, N802
        if self._geometry().is_on_ring(event.position()):
            self.intensity_edited.emit(1.0)
            self.gesture_ended.emit()
        else:
            self.mousePressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: D102, N802
        if not self.hasFocus() or not event.angleDelta().y():
            event.ignore()
            return
        self._turn_by(event.angleDelta().y() / 120 * 0.05)
        event.accept()

    def event(self, event: QEvent) -> bool:  # noqa: D102
        if event.type() == QEvent.Type.Leave and self._press is None:
            self._set_hovered("", False)
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self._tip(QPointF(event.pos())), self)
            return True
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            plain = not event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
            if plain and (event.key() in _ARROWS or event.key() in _AMOUNTS or event.key() in _TAKES):
                event.accept()
                return True
        return super().event(event)

    def _hover(self, at: QPointF) -> None:
        is_ring = self._geometry().is_on_ring(at)
        self.setCursor(Qt.CursorShape.PointingHandCursor if is_ring else Qt.CursorShape.ArrowCursor)
        self._set_hovered("" if is_ring else self._word_at(at), is_ring)

    def _set_hovered(self, word: str, is_ring: bool) -> None:
        if (word, is_ring) == (self._scene.hovered, self._scene.is_ring_hot):
            return
        is_new = word != self._scene.hovered
        self._scene.hovered, self._scene.is_ring_hot = word, is_ring
        self.update()
        if is_new:
            self._tell()
            self.word_hovered.emit("" if word == NEUTRAL else word)

    def _word_at(self, at: QPointF) -> str:
        x, y = self._geometry().to_disc(at)
        if math.hypot(x, y) > 1.03:
            return ""
        if self._scene.layout is WheelLayout.FAMILIES and math.hypot(x, y) < INNER_RADIUS:
            return NEUTRAL
        word = nearest_word(self._scene.words, x, y, _REACH)
        return word.id if word is not None else ""

    def _mix_at(self, at: QPointF) -> None:
        x, y = self._geometry().to_disc(at)
        distance = math.hypot(x, y)
        if distance > 1:
            x, y = x / distance, y / distance
        self._scene.point = (x, y)
        self._set_hovered("", False)
        mix = mix_at(self._scene.words, x, y)
        if mix != self._mix or not self._scene.state.words:
            self._mix = mix
            self.mix_dragged.emit(mix.words, mix.balance)
        self.update()

    def _turn_ring(self, event: QMouseEvent) -> None:
        intensity = ring_intensity(*self._geometry().to_disc(event.position()), MAX_RING)
        is_snapping = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        step = 0.1 if is_snapping else 0.01
        intensity = round(intensity / step) * step
        before = self._scene.state.intensity
        if self._press is not None and event.type() == QEvent.Type.MouseMove and abs(intensity - before) > 1.0:
            return  # across the gap at the bottom
        if abs(intensity - before) > 1e-6:
            self.intensity_edited.emit(round(intensity, 3))

    # --- keys

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: D102, N802
        key = Qt.Key(event.key())
        if key in _ARROWS:
            self._walk(*_ARROWS[key])
        elif key in _AMOUNTS:
            self._turn_by(_AMOUNTS[key])
        elif key in _TAKES and self._scene.hovered:
            self._take(bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        elif key == Qt.Key.Key_Escape and self._scene.hovered:
            self._set_hovered("", False)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.cleared.emit()
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:  # noqa: D102, N802
        if event.key() in _AMOUNTS and not event.isAutoRepeat():
            self.gesture_ended.emit()
        else:
            super().keyReleaseEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: D102, N802
        super().focusOutEvent(event)
        self._set_hovered("", False)
        self.update()

    def _walk(self, dx: int, dy: int) -> None:
        here = self._scene.hovered or next(iter(self._scene.state.words), "")
        word = stepped(self._scene.words, here, dx, dy)
        if word is not None:
            self._set_hovered(word.id, False)

    def _take(self, is_pinning: bool) -> None:
        word = self._scene.hovered
        if word == NEUTRAL:
            self.cleared.emit()
        else:
            (self.word_pinned if is_pinning else self.word_chosen).emit(word)

    def _turn_by(self, way: float) -> None:
        before = self._scene.state.intensity
        after = round(min(MAX_RING, max(0.0, before + way)), 3)
        if after != before:
            self.intensity_edited.emit(after)

    # --- words about it

    def _tell(self) -> None:
        """Screen readers hear the word that the keys stand on, else what is worn, and how strong."""
        names = {word.id: word.name for word in self._scene.words}
        state = self._scene.state
        worn = " + ".join(names.get(word, word) for word in state.words) or self.tr("Neutral")
        shown = names.get(self._scene.hovered, worn)
        text = self.tr("Emotion wheel: {word}, {intensity} %")
        self.setAccessibleName(text.format(word=shown, intensity=round(state.intensity * 100)))
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.NameChanged))

    def _tip(self, at: QPointF) -> str:
        if self._geometry().is_on_ring(at):
            return self.tr("Intensity: drag, or use + and −. Double click for 100 %.")
        word_id = self._word_at(at)
        if word_id == NEUTRAL:
            return self.tr("The face of the picture")
        word = next((word for word in self._scene.words if word.id == word_id), None)
        if word is None:
            return self.tr("Click a word to wear it, Shift+click a second one to blend, or drag between words.")
        lines = [f"{word.name}: {word.family}, {word.cluster}"]
        if word.synonyms:
            lines.append(", ".join(word.synonyms[:6]))
        return "\n".join(lines)
