"""Fields: a search field, and numbers that can be typed, worked out, dragged and stepped."""

from __future__ import annotations

import math

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from studio.views.kit import theme
from studio.views.kit.arithmetic import worked_out
from studio.views.kit.icons import icon
from studio.views.kit.tokens import CONTROL_HEIGHT, SPACE_16

_SCRUB_START_PX = 3
_FINE = 0.1
_COARSE = 10.0
_SEARCH_DELAY_MS = 120
_WRONG_SHOWN_MS = 900
_CLOSE_UNITS = {"°", "×"}


class SearchField(QLineEdit):
    """A field to look for something; Escape empties it."""

    searched = Signal(str)

    def __init__(self, placeholder: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self.setClearButtonEnabled(True)
        self.addAction(QAction(icon("search", "dim"), "", self), QLineEdit.ActionPosition.LeadingPosition)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_SEARCH_DELAY_MS)
        self._pause.timeout.connect(self._search)
        self.textChanged.connect(lambda _text: self._pause.start())
        self.returnPressed.connect(self._search)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Answer its own keys."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            self._search()
            return
        super().keyPressEvent(event)

    def _search(self) -> None:
        self._pause.stop()
        self.searched.emit(self.text().strip())


class NumberField(QLineEdit):
    """A number: type it or a sum ("0.5*2"), drag over it, step it by the arrow keys, or by the wheel once focused.

    While dragging, Shift is fine and Ctrl snaps to round steps. Double click goes back to the default, if there is one.
    """

    edited = Signal(float)
    edit_finished = Signal()

    def __init__(
        self,
        minimum: float = -math.inf,
        maximum: float = math.inf,
        step: float = 0.01,
        decimals: int = 2,
        unit: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._minimum = minimum
        self._maximum = maximum
        self._step = step
        self._decimals = decimals
        self._unit = unit
        self._value = min(max(0.0, minimum), maximum)
        self._default: float | None = None
        self._word: tuple[float, str] | None = None
        self._is_mixed = False
        self._press: QPointF | None = None
        self._value_at_press = 0.0
        self._is_scrubbing = False
        self._is_typing = False
        self.setProperty("kit", "number")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a press may become a drag: only a click takes the focus
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.SizeHorCursor)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self._dress()
        theme.notifier().changed.connect(self._dress)
        self._show()

    def value(self) -> float:
        """The number."""
        return self._value

    def set_value(self, value: float) -> None:
        """Show a number without telling anybody; while it is being typed into, the text is left alone."""
        self._value = self._bounded(value)
        self._is_mixed = False
        if not self._is_typing:
            self._show()

    def set_mixed(self) -> None:
        """Show that several values are meant."""
        self._is_mixed = True
        self._show()

    def set_range(self, minimum: float, maximum: float) -> None:
        """The smallest and the largest number."""
        self._minimum, self._maximum = minimum, maximum
        self.set_value(self._value)

    def set_default(self, value: float | None) -> None:
        """What double click goes back to."""
        self._default = value

    def set_word(self, value: float, word: str) -> None:
        """Say a word for a value that is no number to the user (0 for "its own"); it is still typed as a number."""
        self._word = (value, word)
        self._show()

    def is_scrubbing(self) -> bool:
        """Whether it is being dragged."""
        return self._is_scrubbing

    def sizeHint(self) -> QSize:  # noqa: N802
        """The size it wants."""
        widest = max((self._text_of(v, True) for v in self._samples()), key=self.fontMetrics().horizontalAdvance)
        width = self.fontMetrics().horizontalAdvance(widest) + theme.px(SPACE_16 + 4)
        return QSize(max(width, theme.px(56)), theme.px(CONTROL_HEIGHT))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """The smallest useful size."""
        return self.sizeHint()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Be ready to type."""
        super().focusInEvent(event)
        self._begin_typing()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Take what was typed."""
        self._commit()
        self._is_typing = False
        self.setCursor(Qt.CursorShape.SizeHorCursor)
        super().focusOutEvent(event)
        self._show()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Answer its own keys."""
        key = event.key()
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._commit()
            self._begin_typing()
        elif key == Qt.Key.Key_Escape:
            self._show()
            self.clearFocus()
        elif key in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self._commit()
            self._step_by(1 if key == Qt.Key.Key_Up else -1, event.modifiers())
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """Step only once it is focused."""
        if not self.hasFocus() or not event.angleDelta().y():
            event.ignore()
            return
        self._commit()
        self._step_by(event.angleDelta().y() / 120, event.modifiers())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Hold it."""
        if self._is_typing or event.button() != Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
            return
        self._press = event.position()
        self._value_at_press = self._value

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Follow the pointer."""
        if self._press is None:
            super().mouseMoveEvent(event)
            return
        way = event.position().x() - self._press.x()
        if self._is_scrubbing or abs(way) >= _SCRUB_START_PX:
            self._is_scrubbing = True
            self._scrub(way, event.modifiers())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Let it go."""
        if self._press is None:
            super().mouseReleaseEvent(event)
            return
        self._press = None
        if self._is_scrubbing:
            self._is_scrubbing = False
            self.edit_finished.emit()
        else:
            self._begin_typing()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Go back to the default."""
        if self._default is None:
            self.selectAll()
            return
        self._press = None
        self._take(self._default)
        self.edit_finished.emit()
        self._begin_typing()

    def _dress(self) -> None:
        self.setFont(theme.numeric_font())
        self.updateGeometry()

    def _samples(self) -> list[float]:
        return [v for v in (self._minimum, self._maximum, -999.0) if math.isfinite(v)]

    def _begin_typing(self) -> None:
        if not self.hasFocus():
            self.setFocus(Qt.FocusReason.OtherFocusReason)  # comes back here
            return
        self._is_typing = True
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self.setText(self._text_of(self._value, False))
        self.selectAll()

    def _commit(self) -> None:
        if not self.isModified():
            return
        value = worked_out(self.text(), self._unit)
        self.setModified(False)
        if value is None:
            self._show()
            self._say_wrong()
            return
        before = self._value
        self._take(value)
        if self._value != before:
            self.edit_finished.emit()

    def _say_wrong(self) -> None:
        """Colour the edge for a moment: the text was not a number, the old one is back."""
        self._set_wrong(True)
        QTimer.singleShot(_WRONG_SHOWN_MS, self, lambda: self._set_wrong(False))

    def _set_wrong(self, is_wrong: bool) -> None:
        self.setProperty("wrong", is_wrong)
        self.style().unpolish(self)
        self.style().polish(self)

    def _step_by(self, steps: float, modifiers: Qt.KeyboardModifier) -> None:
        factor = _FINE if modifiers & Qt.KeyboardModifier.ShiftModifier else 1.0
        factor = _COARSE if modifiers & Qt.KeyboardModifier.ControlModifier else factor
        before = self._value
        self._take(self._value + steps * self._step * factor)
        self.setText(self._text_of(self._value, False))
        self.selectAll()
        if self._value != before:
            self.edit_finished.emit()

    def _scrub(self, way_px: float, modifiers: Qt.KeyboardModifier) -> None:
        factor = _FINE if modifiers & Qt.KeyboardModifier.ShiftModifier else 1.0
        value = self._value_at_press + way_px * self._step * factor
        if modifiers & Qt.KeyboardModifier.ControlModifier:
            coarse = self._step * _COARSE
            value = round(value / coarse) * coarse
        self._take(value)

    def _take(self, value: float) -> None:
        """Set it as the user does: told when it is another one."""
        bounded = self._bounded(value)
        is_new = bounded != self._value or self._is_mixed
        self._value = bounded
        self._is_mixed = False
        self._show()
        if is_new:
            self.edited.emit(bounded)

    def _bounded(self, value: float) -> float:
        # One place more than shown is kept, so that fine drags are not lost in rounding.
        return round(min(max(value, self._minimum), self._maximum), self._decimals + 1)

    def _text_of(self, value: float, has_unit: bool) -> str:
        if has_unit and self._word is not None and value == self._word[0]:
            return self._word[1]
        text = f"{value:.{self._decimals}f}"
        if float(text) == 0.0:
            text = text.removeprefix("-")
        if not has_unit or not self._unit:
            return text
        return f"{text}{self._unit}" if self._unit in _CLOSE_UNITS else f"{text} {self._unit}"

    def _show(self) -> None:
        self.setText("—" if self._is_mixed else self._text_of(self._value, not self.hasFocus()))
        self.setModified(False)

    def event(self, event: QEvent) -> bool:
        """Keep its own keys from shortcuts."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            plain = not event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
            if plain and event.key() not in {Qt.Key.Key_Tab, Qt.Key.Key_Backtab} and event.key() < Qt.Key.Key_F1:
                event.accept()
                return True
        return super().event(event)
