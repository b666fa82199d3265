"""The layers of a look: what lies over what, how, and how much."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QVBoxLayout, QWidget

from studio.models.express_rows import LayerRow, LayerTemplate
from studio.views.express.layer_line import ROW_PX, LayerLine
from studio.views.kit import theme
from studio.views.kit.staging import scroll_area
from studio.views.kit.tokens import SPACE_4, SPACE_8, SPACE_12
from studio.views.kit.widgets import IconButton, label

_MAX_ROWS = 5


class LayersPanel(QWidget):
    """The list of layers, the highest on top."""

    layer_selected = Signal(str)
    mode_chosen = Signal(str, str)
    weight_edited = Signal(str, float)
    gesture_ended = Signal()
    enabled_toggled = Signal(str, bool)
    rename_requested = Signal(str, str)
    move_requested = Signal(str, int)
    duplicate_requested = Signal(str)
    remove_requested = Signal(str)
    add_requested = Signal(str)
    flatten_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: dict[str, LayerLine] = {}
        self._order: tuple[str, ...] = ()
        self._drop_at: int | None = None
        self.title = label(self.tr("Layers"), "heading")
        self.add_button = IconButton("layer-add", self.tr("Add layer"))
        self.add_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.add_button.setMenu(self._add_menu())
        self.flatten_button = IconButton("layers", self.tr("Flatten: all layers as one"))
        self.flatten_button.clicked.connect(self.flatten_requested)
        top = QHBoxLayout()
        top.setContentsMargins(SPACE_12, 0, SPACE_12, 0)
        top.addWidget(self.title, 1)
        top.addWidget(self.flatten_button)
        top.addWidget(self.add_button)
        self._content = _DropArea()
        self._scroll = scroll_area(self._content)
        self._column = QVBoxLayout(self._content)
        self._column.setContentsMargins(SPACE_8, 0, SPACE_8, 0)
        self._column.setSpacing(2)
        self._column.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SPACE_4, 0, SPACE_8)
        column.setSpacing(SPACE_4)
        column.addLayout(top)
        column.addWidget(self._scroll)

    def _add_menu(self) -> QMenu:
        menu = QMenu(self)
        for template, text in (
            (LayerTemplate.EMPTY, self.tr("+  Add")),
            (LayerTemplate.MULTIPLY, self.tr("×  Multiply")),
            (LayerTemplate.OVERWRITE, self.tr("=  Overwrite")),
            (LayerTemplate.BLINK, self.tr("Blink over any expression")),
        ):
            menu.addAction(text, partial(self.add_requested.emit, template.value))
        return menu

    def show_layers(self, rows: Sequence[LayerRow], has_character: bool) -> None:
        """Show the layers, the lowest first."""
        self.setEnabled(has_character)
        self.flatten_button.setEnabled(len(rows) > 1)
        order = tuple(row.id for row in reversed(rows))
        if order != self._order:
            self._arrange(rows, order)
        for row in rows:
            if self._lines[row.id].row != row:
                self._lines[row.id].show_row(row)

    def line(self, layer_id: str) -> LayerLine:
        """The line of a layer."""
        return self._lines[layer_id]

    @property
    def order(self) -> tuple[str, ...]:
        """Ids from the top down."""
        return self._order

    def _arrange(self, rows: Sequence[LayerRow], order: tuple[str, ...]) -> None:
        by_id = {row.id: row for row in rows}
        for gone in set(self._lines) - set(order):
            line = self._lines.pop(gone)
            self._column.removeWidget(line)
            line.hide()
            line.deleteLater()
        for place, layer_id in enumerate(order):
            line = self._lines.get(layer_id) or self._make_line(by_id[layer_id])
            self._column.removeWidget(line)
            self._column.insertWidget(place, line)
        self._order = order
        shown = min(_MAX_ROWS, len(order))
        self._scroll.setFixedHeight(shown * (theme.px(ROW_PX) + 2) + 2)

    def _make_line(self, row: LayerRow) -> LayerLine:
        line = self._lines[row.id] = LayerLine(row, self._content)
        key = row.id
        line.selected.connect(partial(self.layer_selected.emit, key))
        line.mode_chosen.connect(lambda mode: self.mode_chosen.emit(key, mode))
        line.weight_edited.connect(lambda weight: self.weight_edited.emit(key, weight))
        line.weight_finished.connect(self.gesture_ended)
        line.enabled_toggled.connect(lambda is_on: self.enabled_toggled.emit(key, is_on))
        line.renamed.connect(lambda name: self.rename_requested.emit(key, name))
        line.moved.connect(lambda way: self._move_by(key, way))
        line.dragged.connect(self._on_dragged)
        line.dropped.connect(lambda at: self._on_dropped(key, at))
        line.duplicate_wanted.connect(partial(self.duplicate_requested.emit, key))
        line.remove_wanted.connect(partial(self.remove_requested.emit, key))
        return line

    def _move_by(self, layer_id: str, way: int) -> None:
        from_below = len(self._order) - 1 - self._order.index(layer_id)
        place = min(len(self._order) - 1, max(0, from_below + way))
        if place != from_below:
            self.move_requested.emit(layer_id, place)
            self._lines[layer_id].setFocus(Qt.FocusReason.OtherFocusReason)

    def _gap_at(self, at: QPoint) -> int:
        """The gap between two lines that is nearest, counted from the top."""
        height = theme.px(ROW_PX) + 2
        return min(len(self._order), max(0, round(at.y() / height)))

    def _on_dragged(self, at: QPoint) -> None:
        self._content.show_gap(self._gap_at(at) * (theme.px(ROW_PX) + 2))

    def _on_dropped(self, layer_id: str, at: QPoint) -> None:
        self._content.show_gap(None)
        gap, index = self._gap_at(at), self._order.index(layer_id)
        target = gap - 1 if gap > index else gap
        if target != index:
            self.move_requested.emit(layer_id, len(self._order) - 1 - target)


class _DropArea(QWidget):
    """Holds the lines and shows where a dragged one would go."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("plain", True)
        self._marker = QWidget(self)
        self._marker.setAutoFillBackground(True)
        self._marker.hide()

    def show_gap(self, y: int | None) -> None:
        """Mark a gap; None for none."""
        self._marker.setVisible(y is not None)
        if y is not None:
            palette = self._marker.palette()
            palette.setColor(self._marker.backgroundRole(), QColor(theme.current().accent))
            self._marker.setPalette(palette)
            self._marker.setGeometry(SPACE_4, max(0, y - 1), self.width() - 2 * SPACE_4, 2)
            self._marker.raise_()
