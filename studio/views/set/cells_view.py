"""The cells as a matrix or a grid: painted only where they are seen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget

from studio.models.set_plan import CellPlace, CellState
from studio.models.set_view import SetMatrix
from studio.views.kit import motion, theme
from studio.views.set.cards import CellCards
from studio.views.set.cell_painter import NAME, PADDING, CellPainter
from studio.views.set.headers import HEADER_HEIGHT, NAMES_WIDTH, CharacterHeader, ExpressionHeader
from studio.views.set.matrix_model import NOWHERE, Index, MatrixModel

SIZES = (96, 128, 192)
ASK_PAUSE_MS = 25
TURN_MS = 60


class _Delegate(QStyledItemDelegate):
    def __init__(self, view: CellsView) -> None:
        super().__init__(view)
        self._view = view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        self._view.paint_cell(painter, option, index)


class CellsView(QTableView):
    """Rows are expressions and columns characters; or, as a grid, cells that flow with their names below."""

    selection_changed = Signal(object, object)
    """(tuple of places, current place or None)"""
    pictures_wanted = Signal(object, int)
    """(tuple of places, device pixels)"""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._matrix = MatrixModel(self)
        self._painter = CellPainter()
        self._cards = CellCards()
        self._is_grid = False
        self._side = SIZES[1]
        self._hovered: CellPlace | None = None
        self._ask_soon = QTimer(self, singleShot=True, interval=ASK_PAUSE_MS)
        self._ask_soon.timeout.connect(self._ask)
        self._turning = QTimer(self, interval=TURN_MS)
        self._turning.timeout.connect(self._turn)
        self._set_up()
        theme.notifier().changed.connect(self._dress)
        self._dress()

    def _set_up(self) -> None:
        self.setModel(self._matrix)
        self.setItemDelegate(_Delegate(self))
        self.characters = CharacterHeader(self._matrix, self)
        self.expressions = ExpressionHeader(self._matrix, self)
        self.setHorizontalHeader(self.characters)
        self.setVerticalHeader(self.expressions)
        self.setProperty("plain", True)
        self.setCornerButtonEnabled(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        self.horizontalScrollBar().valueChanged.connect(self._on_scrolled)
        # By signals: overriding what Qt calls with selections crashes when the view is collected (PySide 6.11).
        self.selectionModel().selectionChanged.connect(self._on_selected)
        self.selectionModel().currentChanged.connect(self._tell_selection)

    # --- what is shown

    @property
    def matrix(self) -> MatrixModel:
        """The model."""
        return self._matrix

    def set_matrix(self, matrix: SetMatrix) -> None:
        """Show a matrix; the selection is kept as far as its cells are still there."""
        selected, current = self.selected_places(), self.current_place()
        if self._matrix.put(matrix):
            self._select_again(selected, current)
        self.characters.viewport().update()  # how far each is
        is_drawing = any(sight.state is CellState.DRAWING for sight in matrix.cells.values())
        if is_drawing and not motion.is_reduced():
            self._turning.start()
        else:
            self._turning.stop()
        self._ask_soon.start()

    @property
    def is_grid(self) -> bool:
        """Whether cells flow."""
        return self._is_grid

    def set_grid(self, is_grid: bool) -> None:
        """Let cells flow in rows as wide as the window, or stand in the matrix."""
        if is_grid != self._is_grid:
            self._is_grid = is_grid
            self._dress()

    def set_head(self, character_id: str, image: QImage) -> None:
        """A character's face at rest: for its column, and faintly where nothing is drawn yet."""
        self._cards.ratio = self.devicePixelRatioF()
        self._cards.set_head(character_id, image)
        self.characters.set_head(character_id, image)
        self.viewport().update()

    def set_side(self, side: int) -> None:
        """How large a cell is."""
        if side != self._side:
            self._side = side
            self._dress()

    def forget_pictures(self) -> None:
        """Ask for all pictures anew: they are to be cut differently."""
        self._cards.forget()
        self._ask_soon.start()
        self.viewport().update()

    def set_picture(self, picture: str, image: QImage) -> None:
        """A drawing has come."""
        self._cards.ratio = self.devicePixelRatioF()  # the window may have gone to another screen
        self._cards.put(picture, image)
        for place, sight in self._matrix.matrix.cells.items():
            if sight.picture == picture:
                self._paint_again(place)

    def _paint_again(self, place: CellPlace | None) -> None:
        """One cell; painting all of them takes longer than a frame."""
        index = self._matrix.index_of(place) if place is not None else QModelIndex()
        if index.isValid():
            self.update(index)

    def selected_places(self) -> tuple[CellPlace, ...]:
        """The selected cells, row by row."""
        indexes = sorted(self.selectedIndexes(), key=lambda one: (one.row(), one.column()))
        return tuple(self._matrix.place(index) for index in indexes)

    def current_place(self) -> CellPlace | None:
        """Where the keyboard stands."""
        index = self.currentIndex()
        place = self._matrix.place(index) if index.isValid() else NOWHERE
        return None if place is NOWHERE else place

    def select_places(self, places: Sequence[CellPlace]) -> None:
        """Select these cells and no others."""
        selection = QItemSelection()
        for index in map(self._matrix.index_of, places):
            if index.isValid():
                selection.select(index, index)
        if places and self.current_place() not in places:
            index = self._matrix.index_of(places[0])
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
        self.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def step(self, rows: int, columns: int) -> None:
        """Select the next cell in a direction; what is in nobody's set is passed over."""
        at = self.currentIndex()
        if self._is_grid and columns:
            self._go_to(self._matrix.following(at, columns))
            return
        row, column = at.row() + rows, at.column() + columns
        while 0 <= row < self._matrix.rowCount() and 0 <= column < self._matrix.columnCount():
            index = self._matrix.index(row, column)
            if self._matrix.flags(index) & Qt.ItemFlag.ItemIsSelectable:
                self.setCurrentIndex(index)
                return
            row, column = row + rows, column + columns

    def turn(self, count: int) -> None:
        """Select the next expression, or the one before."""
        self.step(0, count) if self._is_grid else self.step(count, 0)

    def _go_to(self, index: QModelIndex) -> None:
        if index.isValid():
            self.setCurrentIndex(index)

    def cell_rect(self, index: Index) -> QRect:
        """Where a cell's square lies in the viewport."""
        area = self.visualRect(index)
        return self._square(area) if self._is_grid else area

    def _square(self, area: QRect) -> QRect:
        side = theme.px(self._side) + 2 * theme.px(PADDING)
        return QRect(area.left() + (area.width() - side) // 2, area.top(), side, side)

    # --- painting

    def paint_cell(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell; for the delegate."""
        sight, place = self._matrix.sight(index), self._matrix.place(index)
        if place is NOWHERE:
            return
        rect = self._square(option.rect) if self._is_grid else option.rect
        is_selected = self.selectionModel().isSelected(index)
        self._painter.paint(
            painter,
            rect,
            sight,
            self._cards.card(sight.picture),
            self._matrix.state_text(sight.state),
            self.tr("Retry") if rect.width() > theme.px(80) else "",
            is_selected,
            self.hasFocus() and index == self.currentIndex(),
            place == self._hovered,
            None if sight.picture else self._cards.ghost(place.character),
        )
        if self._is_grid:
            gap = theme.px(PADDING)
            name = QRectF(option.rect).adjusted(gap, rect.height(), -gap, 0)
            self._painter.paint_name(painter, name, self._matrix.caption(place), is_selected)

    def _dress(self) -> None:
        side = theme.px(self._side) + 2 * theme.px(PADDING)
        self.characters.setMinimumSectionSize(side)
        self.expressions.setMinimumSectionSize(theme.px(48))
        self.expressions.setDefaultSectionSize(side + (theme.px(NAME) if self._is_grid else 0))
        for edge in (self.characters, self.expressions):
            edge.setVisible(not self._is_grid)
        self._arrange()
        self.characters.setFixedHeight(theme.px(HEADER_HEIGHT))
        self.expressions.setFixedWidth(theme.px(NAMES_WIDTH))
        self.verticalScrollBar().setSingleStep(max(1, side // 3))
        self.horizontalScrollBar().setSingleStep(max(1, side // 3))
        self._cards.resize(theme.px(self._side), self.devicePixelRatioF())
        self.forget_pictures()

    def _arrange(self) -> None:
        """As many cells in a row as there is room for, spread over it; the room of the scroll bar is always kept."""
        side, across = theme.px(self._side) + 2 * theme.px(PADDING), 0
        if self._is_grid:
            room = self.width() - self.verticalScrollBar().sizeHint().width() - 2 * self.frameWidth()
            across = max(1, room // side)
            side = max(side, room // across)
        selected, current = self.selected_places(), self.current_place()
        if self.characters.defaultSectionSize() != side:
            self.characters.setDefaultSectionSize(side)
        if self._matrix.arrange(across):
            self._select_again(selected, current)
            self._ask_soon.start()

    def _turn(self) -> None:
        self._painter.turn = (self._painter.turn + TURN_MS / 1000) % 1.0
        for place, sight in self._matrix.matrix.cells.items():
            if sight.state is CellState.DRAWING:
                index = self._matrix.index_of(place)
                self.viewport().update(self.visualRect(index))

    # --- asking for pictures

    def visible_places(self) -> tuple[CellPlace, ...]:
        """The cells that are seen, and one row above and below."""
        rows, columns = self._matrix.rowCount(), self._matrix.columnCount()
        if not rows or not columns:
            return ()
        view = self.viewport().rect()
        top, left = max(self.rowAt(view.top()), 0), max(self.columnAt(view.left()), 0)
        bottom, right = self.rowAt(view.bottom()), self.columnAt(view.right())
        bottom, right = rows - 1 if bottom < 0 else bottom, columns - 1 if right < 0 else right
        seen = (
            self._matrix.place(self._matrix.index(row, column))
            for row in range(max(top - 1, 0), min(bottom + 2, rows))
            for column in range(left, right + 1)
        )
        return tuple(place for place in seen if place is not NOWHERE)

    def _on_scrolled(self, _value: int) -> None:
        self._ask_soon.start()

    def _ask(self) -> None:
        wanted = self._cards.wanted(self.visible_places(), self._matrix.matrix.cells)
        if wanted:
            self.pictures_wanted.emit(wanted, round(theme.px(self._side) * self.devicePixelRatioF()))

    # --- selection

    def _on_selected(self) -> None:
        self.characters.viewport().update()
        self.expressions.viewport().update()
        self._tell_selection()

    def _tell_selection(self) -> None:
        self.selection_changed.emit(self.selected_places(), self.current_place())

    def _select_again(self, places: Sequence[CellPlace], current: CellPlace | None) -> None:
        index = self._matrix.index_of(current) if current is not None else QModelIndex()
        if index.isValid():
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
        self.select_places(places)
        self._tell_selection()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """What is seen changes."""
        super().resizeEvent(event)
        if self._is_grid:
            self._arrange()
        self._ask_soon.start()
