"""Choices: one of a few, on or off, one of many."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, QSize, Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QAbstractButton, QComboBox, QFrame, QHBoxLayout, QSizePolicy, QToolButton, QWidget

from studio.views.kit import motion, theme
from studio.views.kit.icons import icon
from studio.views.kit.tokens import SPACE_8


class Segmented(QFrame):
    """One of a few, side by side; the arrow keys go from one to the next."""

    chosen = QtSignal(str)

    def __init__(self, options: Sequence[tuple[str, str, str]], parent: QWidget | None = None) -> None:
        """Make it of options: id, text (may be empty), icon (may be empty)."""
        super().__init__(parent)
        self.setProperty("kit", "segmented")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._buttons: dict[str, QToolButton] = {}
        self._value = ""
        row = QHBoxLayout(self)
        row.setContentsMargins(1, 1, 1, 1)
        row.setSpacing(1)
        for option_id, text, icon_name in options:
            row.addWidget(self._make(option_id, text, icon_name), 1)
        if options:
            self.set_value(options[0][0])

    def value(self) -> str:
        """The id of the chosen one."""
        return self._value

    def set_value(self, option_id: str) -> None:
        """Choose without telling anybody; an unknown id chooses none."""
        self._value = option_id if option_id in self._buttons else ""
        for key, button in self._buttons.items():
            button.setChecked(key == option_id)
            is_stop = key == option_id or (not self._value and key == next(iter(self._buttons)))
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if is_stop else Qt.FocusPolicy.ClickFocus)

    def button(self, option_id: str) -> QToolButton:
        """The button of an option, for a tip or to disable it."""
        return self._buttons[option_id]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Take the keys that are meant for it."""
        keys = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}
        if isinstance(event, QKeyEvent) and Qt.Key(event.key()) in keys:
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                self._go(keys[Qt.Key(event.key())])
                return True
        return super().eventFilter(watched, event)

    def _make(self, option_id: str, text: str, icon_name: str) -> QToolButton:
        button = QToolButton(self)
        button.setCheckable(True)
        button.setText(text)
        button.setIcon(icon(icon_name, "dim"))
        button.setIconSize(QSize(theme.px(16), theme.px(16)))
        has_both = bool(text and icon_name)
        style = Qt.ToolButtonStyle.ToolButtonTextBesideIcon if has_both else Qt.ToolButtonStyle.ToolButtonTextOnly
        button.setToolButtonStyle(style if text else Qt.ToolButtonStyle.ToolButtonIconOnly)
        button.setAccessibleName(text or option_id)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        button.installEventFilter(self)
        button.clicked.connect(lambda _on, chosen=option_id: self._choose(chosen))
        self._buttons[option_id] = button
        return button

    def _go(self, way: int) -> None:
        ids = [key for key, button in self._buttons.items() if button.isEnabled()]
        if not ids:
            return
        at = ids.index(self._value) if self._value in ids else -1
        target = ids[min(max(at + way, 0), len(ids) - 1)]
        self._choose(target)
        self._buttons[target].setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose(self, option_id: str) -> None:
        is_new = option_id != self._value
        self.set_value(option_id)
        if is_new:
            self.chosen.emit(option_id)


class Toggle(QAbstractButton):
    """A switch with an optional text beside it; use the signal `toggled` or `clicked`."""

    _TRACK = (28, 16)

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = 0.0
        self.setText(text)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.toggled.connect(self._slide)
        theme.notifier().changed.connect(self.update)

    def sizeHint(self) -> QSize:  # noqa: N802
        """The size it wants."""
        text = QFontMetrics(self.font()).horizontalAdvance(self.text())
        return QSize(theme.px(self._TRACK[0] + 6) + (text + theme.px(SPACE_8) if text else 0), theme.px(24))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """The smallest useful size."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Draw it with the colours of now."""
        tones = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setOpacity(1.0 if self.isEnabled() else 0.4)
        width, height = theme.px(self._TRACK[0]), theme.px(self._TRACK[1])
        track = QRectF(3, (self.height() - height) / 2, width, height)
        if self.hasFocus():
            painter.setPen(QPen(QColor(tones.accent), 1.5))
            painter.drawRoundedRect(track.adjusted(-2.25, -2.25, 2.25, 2.25), height / 2 + 2, height / 2 + 2)
        is_lit = self.underMouse() and self.isEnabled()
        off_edge = QColor(tones.text_dim if is_lit else tones.line_strong)
        if self.isChecked():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tones.accent_hover if is_lit else tones.accent))
            painter.drawRoundedRect(track, height / 2, height / 2)
        else:
            painter.setPen(QPen(off_edge, 1))
            painter.setBrush(QColor(tones.surface2))
            painter.drawRoundedRect(track.adjusted(0.5, 0.5, -0.5, -0.5), height / 2, height / 2)
        radius = height / 2 - 3
        at = track.left() + 3 + radius + self._place * (width - 6 - 2 * radius)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tones.on_accent) if self.isChecked() else off_edge)
        painter.drawEllipse(QPointF(at, track.center().y()), radius, radius)
        painter.setPen(QColor(tones.text))
        area = self.rect().adjusted(width + 3 + theme.px(SPACE_8), 0, 0, 0)
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text())

    def _slide(self, is_on: bool) -> None:
        motion.glide(self, self._place, 1.0 if is_on else 0.0, self._move_to)

    def _move_to(self, place: float) -> None:
        self._place = place
        self.update()


class ComboBox(QComboBox):
    """One of many; the wheel counts only once it is focused. Entries carry ids."""

    chosen = QtSignal(str)

    def __init__(self, options: Sequence[tuple[str, str]] = (), parent: QWidget | None = None) -> None:
        """Make it of options: id, text."""
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.set_options(options)
        self.activated.connect(lambda _row: self.chosen.emit(self.value()))

    def set_options(self, options: Sequence[tuple[str, str]]) -> None:
        """Put other options in, without telling anybody; the chosen one is kept where it still is there."""
        kept = self.value()
        self.blockSignals(True)
        self.clear()
        for option_id, text in options:
            self.addItem(text, option_id)
        self.blockSignals(False)
        self.set_value(kept if self.findData(kept) >= 0 else (options[0][0] if options else ""))

    def value(self) -> str:
        """The id of the chosen one."""
        return str(self.currentData() or "")

    def set_value(self, option_id: str) -> None:
        """Choose without telling anybody."""
        self.blockSignals(True)
        self.setCurrentIndex(self.findData(option_id))
        self.blockSignals(False)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """Step only once it is focused."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()
