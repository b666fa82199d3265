"""What stands above the matrix: drawing, adding, filter, order, size, counts."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QSlider, QToolButton, QVBoxLayout, QWidget

from studio.models.set_view import SetCounts, SetFilter, SetOrder
from studio.views.kit import theme
from studio.views.kit.icons import icon
from studio.views.kit.tokens import SPACE_4, SPACE_8, SPACE_12
from studio.views.kit.widgets import Badge, ComboBox, IconButton, SearchField, Segmented, Toggle, label, primary
from studio.views.set.cells_view import SIZES

VARIANT_COUNTS = (2, 3, 5)


class SetToolbar(QWidget):
    """Two calm rows: what to do, and what is seen."""

    draw_requested = Signal()
    cancel_requested = Signal()
    variants_requested = Signal(int)
    add_requested = Signal()
    sheet_requested = Signal()
    filter_requested = Signal(str)
    order_requested = Signal(str)
    search_requested = Signal(str)
    heads_requested = Signal(bool)
    side_requested = Signal(int)
    grid_requested = Signal(bool)
    """Cells that flow, or the matrix."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._has_cells = False
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_12, SPACE_8, SPACE_12, SPACE_8)
        column.setSpacing(SPACE_8)
        self._rows = (self._doing(), self._seeing())
        for row in self._rows:
            column.addLayout(row)
        self.set_counts(SetCounts())
        self.set_busy(False)

    def _doing(self) -> QHBoxLayout:
        self.draw_button = primary(QPushButton())
        self.draw_button.setIcon(icon("play-set", "on-accent"))
        self.draw_button.clicked.connect(self.draw_requested)
        self.cancel_button = QPushButton(icon("cancel"), self.tr("Stop"))
        self.cancel_button.setToolTip(self.tr("What is drawn stays"))
        self.cancel_button.clicked.connect(self.cancel_requested)
        self.variants_button = QToolButton()
        self.variants_button.setText(self.tr("Variants"))
        self.variants_button.setIcon(icon("variants"))
        self.variants_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.variants_button.setToolTip(self.tr("Draw the selected cells a few times, each a little differently"))
        self.variants_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self.variants_button)
        for count in VARIANT_COUNTS:
            action = menu.addAction(self.tr("{count} more of each").format(count=count))
            action.triggered.connect(lambda _on=False, wanted=count: self.variants_requested.emit(wanted))
        self.variants_button.setMenu(menu)
        self.add_button = QPushButton(icon("set-add"), self.tr("Add expressions"))
        self.add_button.clicked.connect(self.add_requested)
        self.sheet_button = IconButton("contact-sheet", self.tr("Save a contact sheet"))
        self.sheet_button.clicked.connect(self.sheet_requested)
        self.todo, self.failed, self.low = Badge("", "warn"), Badge("", "bad"), Badge("", "warn")
        self.done = label("", "dim")
        row = QHBoxLayout()
        row.setSpacing(SPACE_8)
        for widget in (self.draw_button, self.cancel_button, self.variants_button, self.add_button, self.sheet_button):
            row.addWidget(widget)
        row.addStretch(1)
        for shown in (self.low, self.failed, self.todo, self.done):
            row.addWidget(shown)
        row.addSpacing(SPACE_4)
        row.addWidget(self._arrangement())
        row.addWidget(self._size())
        return row

    def _arrangement(self) -> Segmented:
        self.arrangement = Segmented([("grid", "", "grid"), ("matrix", "", "matrix")])
        for name, text, tip in (
            ("grid", self.tr("Grid"), self.tr("Grid: cells in rows, their names below")),
            ("matrix", self.tr("Matrix"), self.tr("Matrix: a row for each expression, a column for each character")),
        ):
            self.arrangement.button(name).setAccessibleName(text)
            self.arrangement.button(name).setToolTip(tip)
        self.arrangement.chosen.connect(lambda name: self.grid_requested.emit(name == "grid"))
        return self.arrangement

    def _size(self) -> QSlider:
        self.side = QSlider(Qt.Orientation.Horizontal)
        self.side.setRange(0, len(SIZES) - 1)
        self.side.setValue(1)
        self.side.setPageStep(1)
        self.side.setFixedWidth(theme.px(72))
        self.side.setAccessibleName(self.tr("Size of the cells"))
        self.side.setToolTip(self.tr("Size of the cells"))
        self.side.valueChanged.connect(lambda step: self.side_requested.emit(SIZES[step]))
        return self.side

    def _seeing(self) -> QHBoxLayout:
        self.filter = Segmented(
            [
                (SetFilter.ALL.value, self.tr("All"), ""),
                (SetFilter.TODO.value, self.tr("To draw"), ""),
                (SetFilter.FAILED.value, self.tr("Failed"), ""),
                (SetFilter.STARRED.value, self.tr("Starred"), ""),
            ]
        )
        self.filter.chosen.connect(self.filter_requested)
        self.search = SearchField(self.tr("Find"))
        self.search.setAccessibleName(self.tr("Find an expression"))
        self.search.setMinimumWidth(theme.px(96))
        self.search.setMaximumWidth(theme.px(260))
        self.search.searched.connect(self.search_requested)
        self.order = ComboBox(
            [
                (SetOrder.SET.value, self.tr("Order of the set")),
                (SetOrder.NAME.value, self.tr("By name")),
                (SetOrder.LIKENESS.value, self.tr("Least alike first")),
            ]
        )
        self.order.setAccessibleName(self.tr("Order"))
        self.order.chosen.connect(self.order_requested)
        self.heads = Toggle(self.tr("Heads only"))
        self.heads.setChecked(True)
        self.heads.clicked.connect(self.heads_requested)
        row = QHBoxLayout()
        row.setSpacing(SPACE_12)
        row.addWidget(self.filter)
        row.addWidget(self.search, 1)
        row.addWidget(self.order)
        row.addStretch(1)
        row.addWidget(self.heads)
        return row

    def set_counts(self, counts: SetCounts) -> None:
        """How far the set is."""
        self.draw_button.setText(self._draw_text(counts))
        self.draw_button.setToolTip(self.tr("Draw what is missing, out of date or failed (Ctrl+Return)"))
        self.draw_button.setEnabled(counts.to_draw > 0)
        self.done.setText(self.tr("{done} of {total} up to date").format(done=counts.done, total=counts.total))
        self._has_cells = counts.total > 0
        self._badge(self.todo, counts.stale, self.tr("{count} out of date"), "refresh")
        self._badge(self.failed, counts.failed, self.tr("{count} failed"), "close")
        self._badge(self.low, counts.low, self.tr("{count} look like someone else"), "warning")
        self.sheet_button.setEnabled(counts.done + counts.stale > 0)
        self._show_done()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Without the words that can be left out."""
        doing, seeing = (row.minimumSize().width() for row in self._rows)
        left_out = 0 if self.done.isHidden() else self._done_px()
        return QSize(max(doing - left_out, seeing) + 2 * SPACE_12, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """How far the set is stands there where there is room; each column says it as well."""
        super().resizeEvent(event)
        self._show_done()

    def _done_px(self) -> int:
        return self.done.minimumSizeHint().width() + SPACE_8

    def _show_done(self) -> None:
        doing = self._rows[0].minimumSize().width() - (0 if self.done.isHidden() else self._done_px())
        room = self.width() - 2 * SPACE_12 - doing
        self.done.setVisible(self._has_cells and room >= self._done_px())

    def _draw_text(self, counts: SetCounts) -> str:
        if counts.to_draw:
            return self.tr("Draw {count}").format(count=counts.to_draw)
        if counts.busy:
            return self.tr("Drawing, {count} left").format(count=counts.busy)
        return self.tr("Nothing to draw")

    @staticmethod
    def _badge(badge: Badge, count: int, text: str, icon_name: str) -> None:
        badge.set(text.format(count=count), badge._tone, icon_name)
        badge.setVisible(count > 0)

    def set_busy(self, is_busy: bool) -> None:
        """Whether there is something to stop."""
        self.cancel_button.setVisible(is_busy)

    def set_selection(self, count: int) -> None:
        """How many cells are selected."""
        self.variants_button.setEnabled(count > 0)
