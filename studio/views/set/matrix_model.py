"""The matrix as Qt's views understand it: rows are expressions, columns are characters."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from studio.models.set_plan import CellPlace, CellState
from studio.models.set_view import CellSight, SetColumn, SetMatrix, SetRow

Index = QModelIndex | QPersistentModelIndex
_ABSENT = CellSight(CellState.ABSENT)


class MatrixModel(QAbstractTableModel):
    """Holds a `SetMatrix`; where only cells change, selection and place stay."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.matrix = SetMatrix()

    def put(self, matrix: SetMatrix) -> bool:
        """Show another matrix.

        Returns:
            True if rows or columns have changed, so that the selection is lost.
        """
        before = self.matrix
        has_same_words = [row.word for row in before.rows] == [row.word for row in matrix.rows]
        has_same_ids = [one.id for one in before.columns] == [one.id for one in matrix.columns]
        if has_same_words and has_same_ids:
            self.matrix = matrix
            if matrix.rows and matrix.columns:
                last = self.index(len(matrix.rows) - 1, len(matrix.columns) - 1)
                self.dataChanged.emit(self.index(0, 0), last)
            return False
        self.beginResetModel()
        self.matrix = matrix
        self.endResetModel()
        return True

    def place(self, index: Index) -> CellPlace:
        """Where an index stands."""
        return CellPlace(self.matrix.columns[index.column()].id, self.matrix.rows[index.row()].word)

    def sight(self, index: Index) -> CellSight:
        """What is painted of an index."""
        return self.matrix.cells.get(self.place(index), _ABSENT)

    def index_of(self, place: CellPlace) -> QModelIndex:
        """The index of a place; an invalid one if it is not shown."""
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
        return 0 if parent is not None and parent.isValid() else len(self.matrix.rows)

    def columnCount(self, parent: Index | None = None) -> int:  # noqa: N802
        """How many columns."""
        return 0 if parent is not None and parent.isValid() else len(self.matrix.columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """What can be done with a cell."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        sight = self.sight(index)
        if sight.state is CellState.ABSENT:
            return Qt.ItemFlag.ItemIsEnabled
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsDragEnabled if sight.picture else flags

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        """What a cell says."""
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(index)
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.DisplayRole):
            row, column = self.row(index.row()), self.column(index.column())
            state = self.state_text(self.sight(index).state)
            return self.tr("{expression}, {character}: {state}").format(
                expression=row.title, character=column.name, state=state
            )
        return None

    def headerData(  # noqa: N802
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> object:
        """What an edge says."""
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        return self.column(section).name if orientation is Qt.Orientation.Horizontal else self.row(section).title

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
        sight, row = self.sight(index), self.row(index.row())
        lines = [f"{row.title} · {self.column(index.column()).name}", self.state_text(sight.state)]
        if sight.reason:
            lines.append(sight.reason)
        if sight.variants > 1:
            lines.append(self.tr("{count} variants").format(count=sight.variants))
        if sight.likeness is not None:
            lines.append(self.tr("Likeness {score:.2f}").format(score=sight.likeness))
        if sight.is_likeness_low:
            lines.append(self.tr("Looks like someone else"))
        return "\n".join(lines)
