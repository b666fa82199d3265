# ruff: noqa: D102 (what Qt calls is documented by Qt)
"""One layer of acting: what it is, how it acts on what lies below, how strongly; muted, alone."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QToolButton, QVBoxLayout, QWidget

from studio.models.acting_rows import ActingRow, LayerKind
from studio.models.expression import BlendMode
from studio.views.express.layer_line import MODE_SIGNS, ElidedLabel
from studio.views.kit import theme
from studio.views.kit.icons import icon, pixmap
from studio.views.kit.tokens import RADIUS_SMALL, SPACE_4
from studio.views.kit.widgets import IconButton, NumberField

ROW_PX = 40
ICONS = {
    LayerKind.BASE: "face", LayerKind.TALK: "mouth", LayerKind.BLINKS: "eye-region", LayerKind.GAZE: "gaze",
    LayerKind.BREATH: "breath", LayerKind.SWAY: "head", LayerKind.NODS: "nod", LayerKind.OTHER: "layer",
}  # fmt: skip
_MIXED = "≠"


class ActingLine(QWidget):
    """One layer."""

    selected = Signal()
    mode_chosen = Signal(str)
    weight_edited = Signal(float)
    weight_finished = Signal()
    mute_toggled = Signal(bool)
    solo_toggled = Signal(bool)
    lock_toggled = Signal(bool)
    reroll_wanted = Signal()
    moved = Signal(int)
    """By so many places upwards."""
    remove_wanted = Signal()

    def __init__(self, row: ActingRow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.row, self._is_selected, self._can_reroll = row, False, False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFixedHeight(theme.px(ROW_PX))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(lambda at: self._open_menu(self.mapToGlobal(at)))
        self._sign = QLabel()
        self._name, self._note = ElidedLabel("body"), ElidedLabel("label")
        self.mode = QToolButton()
        self.mode.setFont(theme.text_font(14, theme.SEMIBOLD))
        self.mode.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.mode.setFixedWidth(theme.px(26))
        self.mode.setMenu(self._mode_menu())
        self.weight = NumberField(0, 100, 1, 0, "%")
        self.weight.setFixedWidth(theme.px(58))
        self.weight.setAccessibleName(self.tr("Weight"))
        self.weight.setToolTip(self.tr("Weight: 0 % leaves the face to what lies below. Drag, or type."))
        self.weight.set_default(100)
        self.weight.edited.connect(lambda value: self.weight_edited.emit(value / 100))
        self.weight.edit_finished.connect(self.weight_finished)
        self.mute, self.solo = IconButton("mute", self.tr("Mute")), IconButton("solo", self.tr("Only this layer"))
        for button, signal in ((self.mute, self.mute_toggled), (self.solo, self.solo_toggled)):
            button.setCheckable(True)
            button.clicked.connect(signal)
        self.more = IconButton("more", self.tr("More"))
        self.more.clicked.connect(lambda: self._open_menu(self.more.mapToGlobal(self.more.rect().bottomLeft())))
        self._lay_out()
        theme.notifier().changed.connect(self._dress)

    def _lay_out(self) -> None:
        texts = QVBoxLayout()
        texts.setContentsMargins(0, 0, 0, 0)
        texts.setSpacing(0)
        texts.addStretch(1)
        texts.addWidget(self._name)
        texts.addWidget(self._note)
        texts.addStretch(1)
        line = QHBoxLayout(self)
        line.setContentsMargins(SPACE_4 * 2, 0, 0, 0)
        line.setSpacing(2)
        line.addWidget(self._sign)
        line.addSpacing(SPACE_4)
        line.addLayout(texts, 1)
        line.addWidget(self.mode)
        line.addWidget(self.weight)
        for button in (self.mute, self.solo, self.more):
            line.addWidget(button)

    def show_row(self, row: ActingRow, title: str, note: str, is_selected: bool, can_reroll: bool) -> None:
        """Show another state of the same layer."""
        self.row, self._is_selected, self._can_reroll = row, is_selected, can_reroll
        sign = MODE_SIGNS[row.mode] if row.mode is not None else _MIXED
        self.mode.setText(sign)
        self.mode.setEnabled(row.mode is not None)
        self.mode.setToolTip(self._mode_tip(row.mode))
        self.mode.setAccessibleName(self.tr("Mode: {mode}").format(mode=row.mode.value if row.mode else _MIXED))
        self._name.show_text(title)
        self._note.show_text(note)
        self.weight.set_value(row.weight * 100)
        self.mute.setChecked(row.is_muted)
        self.solo.setChecked(row.is_solo)
        self.setAccessibleName(" ".join(part for part in (title, sign, note) if part))
        self._dress()

    def _dress(self) -> None:
        is_quiet = self.row.is_muted or self.row.is_left_out
        tone = "accent" if self._is_selected else "dim" if is_quiet else "text"
        self._sign.setPixmap(pixmap(ICONS[self.row.kind], theme.px(16), tone, self.devicePixelRatioF()))
        self._name.setProperty("role", "dim" if is_quiet else "body")
        self._name.style().unpolish(self._name)
        self._name.style().polish(self._name)
        self.update()

    def _mode_menu(self) -> QMenu:
        menu = QMenu(self)
        for mode, text in (
            (BlendMode.ADD, self.tr("+  Add: sums with what lies below")),
            (BlendMode.MULTIPLY, self.tr("×  Multiply: scales what lies below, ×0 silences it")),
            (BlendMode.OVERWRITE, self.tr("=  Overwrite: takes the place of what lies below")),
        ):
            menu.addAction(text, partial(self.mode_chosen.emit, mode.value))
        return menu

    def _mode_tip(self, mode: BlendMode | None) -> str:
        if mode is None:
            return self.tr("This layer adds and multiplies at once, so that it works over any face.")
        return {
            BlendMode.ADD: self.tr("Add: sums with what lies below"),
            BlendMode.MULTIPLY: self.tr("Multiply: scales what lies below"),
            BlendMode.OVERWRITE: self.tr("Overwrite: takes the place of what lies below"),
        }[mode]

    def _open_menu(self, at: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if self._can_reroll:
            menu.addAction(icon("dice"), self.tr("Roll again\tR"), self.reroll_wanted.emit)
        menu.addAction(icon("arrow-up"), self.tr("Move up\tCtrl+Up"), lambda: self.moved.emit(1))
        menu.addAction(icon("arrow-down"), self.tr("Move down\tCtrl+Down"), lambda: self.moved.emit(-1))
        locked = self.row.is_locked
        text = self.tr("Unlock its keys") if locked else self.tr("Lock its keys")
        menu.addAction(icon("unlock" if locked else "lock"), text, lambda: self.lock_toggled.emit(not locked))
        menu.addSeparator()
        menu.addAction(icon("trash"), self.tr("Delete\tDel"), self.remove_wanted.emit)
        menu.popup(at)

    # --- mouse and keys

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        if event.button() == Qt.MouseButton.LeftButton:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self.selected.emit()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and self._wish(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        key = event.key()
        if not self._wish(event):
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            way = 1 if key == Qt.Key.Key_Up else -1
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.moved.emit(way)
            else:
                self._go(way)
        elif key == Qt.Key.Key_M:
            self.mute_toggled.emit(not self.row.is_muted)
        elif key == Qt.Key.Key_S:
            self.solo_toggled.emit(not self.row.is_solo)
        elif key == Qt.Key.Key_R:
            self.reroll_wanted.emit()
        elif key == Qt.Key.Key_Delete:
            self.remove_wanted.emit()
        else:
            self.selected.emit()

    def _wish(self, event: QKeyEvent) -> bool:
        key, modifiers = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            return modifiers in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier)
        plain = (Qt.Key.Key_M, Qt.Key.Key_S, Qt.Key.Key_Delete, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        wanted = (*plain, Qt.Key.Key_R) if self._can_reroll else plain
        return key in wanted and modifiers == Qt.KeyboardModifier.NoModifier

    def _go(self, way: int) -> None:
        parent = self.parentWidget()
        column = parent.layout() if parent is not None else None
        index = column.indexOf(self) - way if column is not None else -1
        item = column.itemAt(index) if column is not None and index >= 0 else None
        widget = item.widget() if item is not None else None
        if isinstance(widget, ActingLine):
            widget.setFocus(Qt.FocusReason.OtherFocusReason)
            widget.selected.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        tones = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = QColor(tones.accent if self._is_selected else tones.text)
        ground.setAlphaF(0.16 if self._is_selected else 0.05 if self.underMouse() else 0.0)
        painter.setPen(QColor(tones.accent) if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        area = QRectF(self.rect()).adjusted(0.75, 0.75, -0.75, -0.75)
        painter.drawRoundedRect(area, theme.px(RADIUS_SMALL), theme.px(RADIUS_SMALL))
