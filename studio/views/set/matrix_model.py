"""The set as Qt's views understand it: a matrix of expressions by characters, or its cells flowing in a grid."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from studio.models.set_plan import CellPlace, CellState
from studio.models.set_view import CellSight, SetColumn, SetMatrix, SetRow

Index = QModelIndex | QPersistentModelIndex
_ABSENT = CellSight(CellState.ABSENT)
NOWHERE = CellPlace("", "")
"""The place of what is left over in the last row of a grid."""
MANY_CHANGES = 40
"""From so many changed cells on all are painted again."""


class MatrixModel(QAbstractTableModel):
    """Holds a `SetMatrix`; where only cells change, selection and place stay.

    As a matrix, rows are expressions and columns are characters. As a grid, the cells of each character follow one
    another in rows of equal length; each character begins a row.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.matrix = SetMatrix()
        self._across = 0
        self._grid: tuple[tuple[CellPlace, ...], ...] = ()
        self._at: dict[CellPlace, tuple[int, int]] = {}

    @property
    def is_grid(self) -> bool:
        """Whether cells flow."""
        return self._across > 0

    def arrange(self, across: int) -> bool:
        """Flow in rows of so many cells; 0 for the matrix.

        Returns:
            True if that is new, so that the selection is lost.
        """
        if across == self._across:
            return False
        self.beginResetModel()
        self._across = across
        self._flow()
        self.endResetModel()
        return True

    def _flow(self) -> None:
        rows = list[tuple[CellPlace, ...]]()
        for column in self.matrix.columns if self._across else ():
            worn = [CellPlace(column.id, row.word) for row in self.matrix.rows]
            worn = [place for place in worn if place in self.matrix.cells]
            rows += [tuple(worn[at : at + self._across]) for at in range(0, len(worn), self._across)]
        self._grid = tuple(rows)
        self._at = {place: (row, column) for row, places in enumerate(rows) for column, place in enumerate(places)}

    def put(self, matrix: SetMatrix) -> bool:
        """Show another matrix.

        Returns:
            True if rows or columns have changed, so that the selection is lost.
        """
        before = self.matrix
        has_same_words = [row.word for row in before.rows] == [row.word for row in matrix.rows]
        has_same_ids = [one.id for one in before.columns] == [one.id for one in matrix.columns]
        has_same_cells = not self.is_grid or before.cells.keys() == matrix.cells.keys()
        if has_same_words and has_same_ids and has_same_cells:
            self.matrix = matrix
            self._tell_changes(before)
            return False
        self.beginResetModel()
        self.matrix = matrix
        self._flow()
        self.endResetModel()
        return True

    def _tell_changes(self, before: SetMatrix) -> None:
        """Cell by cell while a set is being drawn: painting all of them takes longer than a frame."""
        after, places = self.matrix.cells, before.cells.keys() | self.matrix.cells.keys()
        changed = [place for place in places if before.cells.get(place) != after.get(place)]
        if len(changed) > MANY_CHANGES or before.rows != self.matrix.rows:
            if self.rowCount() and self.columnCount():
                last = self.index(self.rowCount() - 1, self.columnCount() - 1)
                self.dataChanged.emit(self.index(0, 0), last)
            return
        for index in map(self.index_of, changed):
            if index.isValid():
                self.dataChanged.emit(index, index)

    def place(self, index: Index) -> CellPlace:
        """Where an index stands."""
        if self.is_grid:
            places = self._grid[index.row()]
            return places[index.column()] if index.column() < len(places) else NOWHERE
        return CellPlace(self.matrix.columns[index.column()].id, self.matrix.rows[index.row()].word)

    def following(self, index: Index, count: int) -> QModelIndex:
        """The cell that comes so many places after (or before) another in a grid; an invalid one beyond the ends."""
        order = list(self._at)
        place = self.place(index) if index.isValid() else NOWHERE
        wanted = order.index(place) + count if place in self._at else -1
        return self.index_of(order[wanted]) if 0 <= wanted < len(order) else QModelIndex()

    def sight(self, index: Index) -> CellSight:
        """What is painted of an index."""
        return self.matrix.cells.get(self.place(index), _ABSENT)

    def index_of(self, place: CellPlace) -> QModelIndex:
        """The index of a place; an invalid one if it is not shown."""
        if self.is_grid:
            at = self._at.get(place)
            return self.index(*at) if at is not None else QModelIndex()
        row = next((at for at, one in enumerate(self.matrix.rows) if one.word == place.expression), -1)
        column = next((at for at, one in enumerate(self.matrix.columns) if one.id == place.character), -1)
        return self.index(row, column) if row >= 0 and column >= 0 else QModelIndex()

    def row(self, section: int) -> SetRow:
        """A row."""
        return self.matrix.rows[section]

    def column(self, section: int) -> SetColumn:
        """A column."""
        return self.matrix.columns[section]

    def rowCount(self, parent: Index | None = None) -> int:  # noqa: N802
        """How many rows."""
        if parent is not None and parent.isValid():
            return 0
        return len(self._grid) if self.is_grid else len(self.matrix.rows)

    def columnCount(self, parent: Index | None = None) -> int:  # noqa: N802
        """How many columns."""
        if parent is not None and parent.isValid():
            return 0
        return self._across if self.is_grid else len(self.matrix.columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """What can be done with a cell."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if self.place(index) is NOWHERE:
            return Qt.ItemFlag.NoItemFlags
        sight = self.sight(index)
        if sight.state is CellState.ABSENT:
            return Qt.ItemFlag.ItemIsEnabled
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsDragEnabled if sight.picture else flags

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        """What a cell says."""
        if not index.isValid() or self.place(index) is NOWHERE:
            return None
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(index)
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.DisplayRole):
            state, place = self.state_text(self.sight(index).state), self.place(index)
            return self.tr("{expression}, {character}: {state}").format(
                expression=self.title(place), character=self.name(place), state=state
            )
        return None

    def headerData(  # noqa: N802
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> object:
        """What an edge says."""
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        if self.is_grid:  # the edges are hidden
            return None
        return self.column(section).name if orientation is Qt.Orientation.Horizontal else self.row(section).title

    def title(self, place: CellPlace) -> str:
        """The name of an expression."""
        return next((row.title for row in self.matrix.rows if row.word == place.expression), "")

    def name(self, place: CellPlace) -> str:
        """The name of a character."""
        return next((one.name for one in self.matrix.columns if one.id == place.character), "")

    def caption(self, place: CellPlace) -> str:
        """What stands below a cell of a grid."""
        title = self.title(place)
        return title if len(self.matrix.columns) == 1 else f"{title} · {self.name(place)}"

    def state_text(self, state: CellState) -> str:
        """A state in a word or two."""
        return {
            CellState.ABSENT: self.tr("Not in this set"),
            CellState.MISSING: self.tr("Not drawn"),
            CellState.QUEUED: self.tr("Waiting"),
            CellState.DRAWING: self.tr("Drawing"),
            CellState.DONE: self.tr("Up to date"),
            CellState.STALE: self.tr("Out of date"),
            CellState.FAILED: self.tr("Failed"),
        }[state]

    def _tip(self, index: Index) -> str:
        sight, place = self.sight(index), self.place(index)
        lines = [f"{self.title(place)} · {self.name(place)}", self.state_text(sight.state)]
        if sight.reason:
            lines.append(sight.reason)
        if sight.variants > 1:
            lines.append(self.tr("{count} variants").format(count=sight.variants))
        if sight.likeness is not None:
            lines.append(self.tr("Likeness {score:.2f}").format(score=sight.likeness))
        if sight.is_likeness_low:
            lines.append(self.tr("Looks like someone else"))
        return "\n".join(lines)
