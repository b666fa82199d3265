"""The rows of the jobs panel as a Qt model: small changes stay small, and queued rows can be dragged."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QByteArray,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QImage

from studio.models.job_rows import JobRow

Index = QModelIndex | QPersistentModelIndex
ROW = int(Qt.ItemDataRole.UserRole)
IMAGE = ROW + 1
MIME_TYPE = "application/x-avatar-studio-job"
_MANY = 50
"""Rows that vanish at once before the list is laid out anew."""
_SPOKEN = (int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.AccessibleTextRole))


class JobModel(QAbstractListModel):
    """Takes whole lists and tells only what has changed."""

    moved = Signal(str, str)
    """(job, the one that it was dropped before; empty for the end)"""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[JobRow] = []
        self._images: dict[str, QImage] = {}

    @property
    def rows(self) -> Sequence[JobRow]:
        """What is shown."""
        return self._rows

    def put(self, rows: Sequence[JobRow]) -> None:
        """Show other rows."""
        wanted = {row.id for row in rows}
        gone = [place for place, row in enumerate(self._rows) if row.id not in wanted]
        if len(gone) > _MANY:
            self._put_anew(rows)
        else:
            self._remove(gone)
            known = self._places()
            self._add([row for row in rows if row.id not in known])
            self._sort(rows)
            self._change(rows)
        self._images = {name: image for name, image in self._images.items() if name in wanted}

    def _put_anew(self, rows: Sequence[JobRow]) -> None:
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def _remove(self, places: Sequence[int]) -> None:
        for place in reversed(places):
            self.beginRemoveRows(QModelIndex(), place, place)
            del self._rows[place]
            self.endRemoveRows()

    def _add(self, rows: Sequence[JobRow]) -> None:
        if rows:
            self.beginInsertRows(QModelIndex(), len(self._rows), len(self._rows) + len(rows) - 1)
            self._rows += rows
            self.endInsertRows()

    def _sort(self, rows: Sequence[JobRow]) -> None:
        """Bring the rows into the order of `rows`; selection and scrolling stay with their jobs."""
        places = {row.id: place for place, row in enumerate(rows)}
        if all(places[row.id] == place for place, row in enumerate(self._rows)):
            return
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        after = [self.createIndex(places[self._rows[index.row()].id], 0) for index in before]
        self._rows.sort(key=lambda row: places[row.id])
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def set_image(self, job_id: str, image: QImage) -> None:
        """Give a row its picture."""
        self._images[job_id] = image
        row = self.row_of(job_id)
        if row >= 0:
            self.dataChanged.emit(self.index(row), self.index(row))

    def row_of(self, job_id: str) -> int:
        """Where a job stands; -1 if nowhere."""
        return self._places().get(job_id, -1)

    def _places(self) -> dict[str, int]:
        return {row.id: place for place, row in enumerate(self._rows)}

    def _change(self, rows: Sequence[JobRow]) -> None:
        changed = [place for place, row in enumerate(rows) if row != self._rows[place]]
        self._rows = list(rows)
        for place in changed:
            self.dataChanged.emit(self.index(place), self.index(place))

    def rowCount(self, parent: Index | None = None) -> int:  # noqa: N802
        """How many there are."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        """A row, its picture, or what is read aloud."""
        row = self._rows[index.row()]
        if role == ROW:
            return row
        if role == IMAGE:
            return self._images.get(row.id)
        if role in _SPOKEN:
            return row.spoken
        return row.message if role == int(Qt.ItemDataRole.ToolTipRole) and row.message else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Only waiting jobs can be dragged; they are dropped between others."""
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        usual = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return usual | Qt.ItemFlag.ItemIsDragEnabled if self._rows[index.row()].can_move else usual

    def supportedDropActions(self) -> Qt.DropAction:  # noqa: N802
        """Moving."""
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:  # noqa: N802
        """A job's id."""
        return [MIME_TYPE]

    def mimeData(self, indexes: Sequence[Index]) -> QMimeData:  # noqa: N802
        """The id of the dragged job."""
        data = QMimeData()
        data.setData(MIME_TYPE, QByteArray(self._rows[indexes[0].row()].id.encode()))
        return data

    def dropMimeData(  # noqa: N802
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        """Ask for the move; the list follows when it was done."""
        if not data.hasFormat(MIME_TYPE):
            return False
        place = row if row >= 0 else parent.row() if parent.isValid() else len(self._rows)
        self.moved.emit(bytes(data.data(MIME_TYPE).data()).decode(), self._movable_from(place))
        return False

    def _movable_from(self, place: int) -> str:
        """The first waiting job at or after a place: jobs that run or are over keep theirs."""
        return next((row.id for row in self._rows[max(0, place) :] if row.can_move), "")
