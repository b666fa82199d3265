"""One layer of the list: eye, mode, name, weight."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QMenu, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from studio.models.express_rows import LayerRow
from studio.models.expression import BlendMode
from studio.views.kit import theme
from studio.views.kit.icons import icon
from studio.views.kit.tokens import RADIUS_SMALL, SPACE_4
from studio.views.kit.widgets import IconButton, NumberField

MODE_SIGNS = {BlendMode.ADD: "+", BlendMode.MULTIPLY: "×", BlendMode.OVERWRITE: "="}
ROW_PX = 40
_DRAG_START_PX = 5


class ElidedLabel(QLabel):
    """A line of text that is cut with "…" where it has no room."""

    def __init__(self, role: str) -> None:
        super().__init__()
        self._full = ""
        self.setProperty("role", role)
        self.setProperty("elides", True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_text(self, text: str) -> None:
        """Show another text."""
        self._full = text
        self.setAccessibleName(text)
        self._cut()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: D102, N802
        self._cut()

    def minimumSizeHint(self) -> QSize:  # noqa: D102, N802
        return QSize(theme.px(24), self.fontMetrics().height())

    def _cut(self) -> None:
        text = self.fontMetrics().elidedText(self._full, Qt.TextElideMode.ElideRight, self.width())
        if text != self.text():
            self.setText(text)


class LayerLine(QWidget):
    """One layer."""

    selected = Signal()
    mode_chosen = Signal(str)
    weight_edited = Signal(float)
    weight_finished = Signal()
    enabled_toggled = Signal(bool)
    renamed = Signal(str)
    moved = Signal(int)
    """By so many places upwards."""
    dragged = Signal(QPoint)
    dropped = Signal(QPoint)
    duplicate_wanted = Signal()
    remove_wanted = Signal()

    def __init__(self, row: LayerRow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.row = row
        self._press: QPoint | None = None
        self._is_dragging = False
        self._editor: QLineEdit | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFixedHeight(theme.px(ROW_PX))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(lambda at: self._open_menu(self.mapToGlobal(at)))
        self._eye = IconButton("eye", self.tr("Show or hide this layer"))
        self._eye.setCheckable(True)
        self._eye.setProperty("quiet", True)  # its drawing says whether it is on
        self._eye.clicked.connect(self.enabled_toggled)
        self._mode = QToolButton()
        self._mode.setFont(theme.text_font(14, theme.SEMIBOLD))
        self._mode.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._mode.setFixedWidth(theme.px(26))
        self._mode.setMenu(self._mode_menu())
        self._name = ElidedLabel("body")
        self._note = ElidedLabel("label")
        self._weight = NumberField(0, 100, 1, 0, "%")
        self._weight.setAccessibleName(self.tr("Weight"))
        self._weight.setToolTip(self.tr("Weight: 0 % leaves what lies below as it is. Drag, or type."))
        self._weight.set_default(100)
        self._weight.edited.connect(lambda value: self.weight_edited.emit(value / 100))
        self._weight.edit_finished.connect(self.weight_finished)
        self._more = IconButton("more", self.tr("More"))
        self._more.clicked.connect(lambda: self._open_menu(self._more.mapToGlobal(self._more.rect().bottomLeft())))
        self._lay_out()
        self.show_row(row)

    def _lay_out(self) -> None:
        texts = QVBoxLayout()
        texts.setContentsMargins(0, 0, 0, 0)
        texts.setSpacing(0)
        texts.addStretch(1)
        texts.addWidget(self._name)
        texts.addWidget(self._note)
        texts.addStretch(1)
        line = QHBoxLayout(self)
        line.setContentsMargins(SPACE_4, 0, SPACE_4, 0)
        line.setSpacing(SPACE_4)
        line.addWidget(self._eye)
        line.addWidget(self._mode)
        line.addLayout(texts, 1)
        line.addWidget(self._weight)
        line.addWidget(self._more)

    def show_row(self, row: LayerRow) -> None:
        """Show another state of the same layer."""
        self.row = row
        self._eye.setChecked(row.is_enabled)
        self._eye.setIcon(icon("eye" if row.is_enabled else "eye-off", "text" if row.is_enabled else "dim"))
        self._mode.setText(MODE_SIGNS[row.mode])
        self._mode.setToolTip(self._mode_tip(row.mode))
        self._mode.setAccessibleName(self.tr("Mode: {mode}").format(mode=row.mode.value))
        self._name.show_text(row.name)
        self._note.show_text(row.note)
        self._weight.set_value(row.weight * 100)
        state = self.tr("selected") if row.is_selected else ""
        self.setAccessibleName(" ".join(part for part in (row.name, MODE_SIGNS[row.mode], row.note, state) if part))
        self.update()

    def begin_renaming(self) -> None:
        """Type another name."""
        self._editor = QLineEdit(self.row.name, self)
        self._editor.setAccessibleName(self.tr("Name of the layer"))
        left, right = self._name.mapTo(self, QPoint(0, 0)).x(), self._weight.x()
        self._editor.setGeometry(left - SPACE_4, SPACE_4, right - left, self.height() - 2 * SPACE_4)
        self._editor.selectAll()
        self._editor.installEventFilter(self)
        self._editor.show()
        self._editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _end_renaming(self, is_kept: bool = True) -> None:
        if self._editor is not None:
            editor, self._editor = self._editor, None
            editor.removeEventFilter(self)
            text = editor.text()
            editor.hide()
            editor.deleteLater()
            self.setFocus(Qt.FocusReason.OtherFocusReason)
            if is_kept and text.strip() and text != self.row.name:
                self.renamed.emit(text)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: D102, N802
        ends = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape)
        if watched is self._editor and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in ends:  # taken here, or the line below would get the key as well
                self._end_renaming(is_kept=event.key() != Qt.Key.Key_Escape)
                return True
        elif watched is self._editor and event.type() == QEvent.Type.FocusOut:
            self._end_renaming()
        return super().eventFilter(watched, event)

    # --- menus

    def _mode_menu(self) -> QMenu:
        menu = QMenu(self)
        for mode, text in (
            (BlendMode.ADD, self.tr("+  Add: sums with what lies below")),
            (BlendMode.MULTIPLY, self.tr("×  Multiply: scales what lies below, ×0 silences it")),
            (BlendMode.OVERWRITE, self.tr("=  Overwrite: takes the place of what lies below")),
        ):
            menu.addAction(text, partial(self.mode_chosen.emit, mode.value))
        return menu

    def _mode_tip(self, mode: BlendMode) -> str:
        return {
            BlendMode.ADD: self.tr("Add: below + weight × layer"),
            BlendMode.MULTIPLY: self.tr("Multiply: below × (1 + weight × (layer − 1)), only what is set here"),
            BlendMode.OVERWRITE: self.tr("Overwrite: below + weight × (layer − below), only what is set here"),
        }[mode]

    def _open_menu(self, at: QPoint) -> None:
        menu = QMenu(self)
        menu.addAction(icon("rename"), self.tr("Rename"), self.begin_renaming)
        menu.addAction(icon("duplicate"), self.tr("Duplicate"), self.duplicate_wanted.emit)
        menu.addAction(icon("arrow-up"), self.tr("Move up\tCtrl+Up"), lambda: self.moved.emit(1))
        menu.addAction(icon("arrow-down"), self.tr("Move down\tCtrl+Down"), lambda: self.moved.emit(-1))
        menu.addSeparator()
        menu.addAction(icon("trash"), self.tr("Delete\tDel"), self.remove_wanted.emit)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(at)

    # --- mouse and keys

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: D102, N802
        if event.button() == Qt.MouseButton.LeftButton:
            self._press, self._is_dragging = event.position().toPoint(), False
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self.selected.emit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: D102, N802
        if self._press is None:
            return
        way = event.position().toPoint() - self._press
        if self._is_dragging or abs(way.y()) > _DRAG_START_PX:
            self._is_dragging = True
            self.dragged.emit(self.mapToParent(event.position().toPoint()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: D102, N802
        if self._press is not None and self._is_dragging:
            self.dropped.emit(self.mapToParent(event.position().toPoint()))
        self._press, self._is_dragging = None, False

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: D102, N802
        self._press = None
        self.begin_renaming()

    def event(self, event: QEvent) -> bool:  # noqa: D102
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and self._wish(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: D102, N802
        if not self._wish(event):
            super().keyPressEvent(event)
            return
        key = event.key()
        is_ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            way = 1 if key == Qt.Key.Key_Up else -1
            if is_ctrl:
                self.moved.emit(way)
            else:
                self.focusNextPrevLine(way)
        elif key == Qt.Key.Key_Space:
            self.enabled_toggled.emit(not self.row.is_enabled)
        elif key == Qt.Key.Key_F2:
            self.begin_renaming()
        elif key == Qt.Key.Key_D:
            self.duplicate_wanted.emit()
        elif key == Qt.Key.Key_Delete:
            self.remove_wanted.emit()
        else:
            self.selected.emit()

    def _wish(self, event: QKeyEvent) -> bool:
        key, modifiers = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_D):
            allowed = [Qt.KeyboardModifier.ControlModifier]
            return modifiers in (allowed if key == Qt.Key.Key_D else [*allowed, Qt.KeyboardModifier.NoModifier])
        plain = (Qt.Key.Key_Space, Qt.Key.Key_F2, Qt.Key.Key_Delete, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        return key in plain and modifiers == Qt.KeyboardModifier.NoModifier

    def focusNextPrevLine(self, way: int) -> None:  # noqa: N802
        """Go to the layer above or below."""
        parent = self.parentWidget()
        column = parent.layout() if parent is not None else None
        index = column.indexOf(self) - way if column is not None else -1
        item = column.itemAt(index) if column is not None and index >= 0 else None
        widget = item.widget() if item is not None else None
        if isinstance(widget, LayerLine):
            widget.setFocus(Qt.FocusReason.OtherFocusReason)
            widget.selected.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: D102, N802
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: D102, N802
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: D102, N802
        tones = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(0.75, 0.75, -0.75, -0.75)
        ground = QColor(tones.accent if self.row.is_selected else tones.text)
        ground.setAlphaF(0.16 if self.row.is_selected else 0.05 if self.underMouse() else 0.0)
        painter.setPen(QColor(tones.accent) if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(area, theme.px(RADIUS_SMALL), theme.px(RADIUS_SMALL))
