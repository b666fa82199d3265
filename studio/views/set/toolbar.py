"""What stands above the matrix: drawing, adding, filter, order, size, counts."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QLayout,
    QMenu,
    QPushButton,
    QSlider,
    QToolButton,
    QVBoxLayout,
    QWidget,
)  # fmt: skip

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
        self._has_cells = self._is_narrow = False
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_12, SPACE_8, SPACE_12, SPACE_8)
        column.setSpacing(SPACE_8)
        self._doing_row, self._seeing_rows = self._doing(), self._seeing()
        column.addLayout(self._doing_row)
        column.addLayout(self._seeing_rows)
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
        self.add_button.setAccessibleName(self.tr("Add expressions"))
        self.add_button.setToolTip(self.tr("Add expressions"))
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

    def _seeing(self) -> QBoxLayout:
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
        finding, showing = QHBoxLayout(), QHBoxLayout()
        self._showing_row = showing
        finding.addWidget(self.filter)
        finding.addWidget(self.search, 1)
        showing.addWidget(self.order)
        showing.addStretch(1)
        showing.addWidget(self.heads)
        rows = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        for row in (finding, showing):
            row.setSpacing(SPACE_12)
            rows.addLayout(row, 1)
        rows.setSpacing(SPACE_12)
        return rows

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
        doing = self._doing_px() - self._spared_px()
        finding, showing = (part.minimumSize().width() for part in self._seeing_parts())
        seeing = max(finding, showing + (0 if self._is_narrow else self._moved_px() + 2 * SPACE_12))
        return QSize(max(doing, seeing) + 2 * SPACE_12, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """How far the set is stands there where there is room; each column says it as well."""
        super().resizeEvent(event)
        seeing = sum(part.minimumSize().width() for part in self._seeing_parts()) + SPACE_12
        seeing -= self._moved_px() if self._is_narrow else 0
        self._set_narrow(self.width() < max(self._doing_px(), seeing) + 2 * SPACE_12)
        self._show_done()

    def _seeing_parts(self) -> list[QLayout]:
        items = (self._seeing_rows.itemAt(place) for place in range(self._seeing_rows.count()))
        return [layout for item in items if item is not None and (layout := item.layout()) is not None]

    def _doing_px(self) -> int:
        """Width of the first row with all that may stand in it, without how far the set is."""
        shown = self._doing_row.minimumSize().width() - (0 if self.done.isHidden() else self._done_px())
        return shown + (self._spared_px() if self._is_narrow else 0)

    def _spared_px(self) -> int:
        """What leaves the first row where there is no room: words of buttons, and how cells are shown."""
        metrics = self.fontMetrics()
        words = (self.tr("Variants"), self.tr("Add expressions"))
        return sum(metrics.horizontalAdvance(text) for text in words) + self._moved_px()

    def _moved_px(self) -> int:
        """Room of how cells are shown, which moves to another row."""
        parts = (self.arrangement, self.side)
        return sum(max(one.minimumSizeHint().width(), one.minimumWidth()) + SPACE_8 for one in parts)

    def _set_narrow(self, is_narrow: bool) -> None:
        """Two buttons without words, and what is seen in two rows."""
        if is_narrow == self._is_narrow:
            return
        self._is_narrow = is_narrow
        style = Qt.ToolButtonStyle.ToolButtonIconOnly if is_narrow else Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        self.variants_button.setToolButtonStyle(style)
        self.add_button.setText("" if is_narrow else self.tr("Add expressions"))
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._seeing_rows.setDirection(down if is_narrow else across)
        before, after = self._doing_row, self._showing_row
        if not is_narrow:
            before, after = after, before
        for one in (self.arrangement, self.side):
            before.removeWidget(one)
            after.addWidget(one)

    def _done_px(self) -> int:
        return self.done.minimumSizeHint().width() + SPACE_8

    def _show_done(self) -> None:
        room = self.width() - 2 * SPACE_12 - self._doing_px()
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
