"""What a grid of pictures shows, as data, and the model that hands it to Qt."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QAbstractListModel, QByteArray, QMimeData, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

AnyIndex = QModelIndex | QPersistentModelIndex
ITEM_ROLE = int(Qt.ItemDataRole.UserRole)


@dataclass(frozen=True, slots=True)
class ThumbnailBadge:
    """A small sign on a picture's corner.

    Attributes:
        icon: Name of an icon, or empty.
        text: One or two letters, or empty.
        tone: A tone of the theme or an emotion family.
    """

    icon: str = ""
    text: str = ""
    tone: str = "text"


@dataclass(frozen=True, slots=True)
class ThumbnailItem:
    """One picture of the grid.

    Attributes:
        id: Unique in the grid.
        label: Below the picture; cut with "…" where it is too long.
        image: The picture; None while it is being made.
        badges: Signs on the corner; a text stands for the icon of that name, or for itself.
        tooltip: What more there is to say.
        tone: A line below the picture in that tone (an emotion family); empty for none.
    """

    id: str
    label: str
    image: QImage | None = None
    badges: tuple[ThumbnailBadge | str, ...] = field(default=())
    tooltip: str = ""
    tone: str = ""


class ThumbnailModel(QAbstractListModel):
    """The grid's items."""

    def __init__(self, mime_type: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.items: list[ThumbnailItem] = []
        self.mime_type = mime_type
        self.drag_text: Callable[[list[str]], str] = "\n".join
        self._rows: dict[str, int] = {}

    def put(self, items: Sequence[ThumbnailItem]) -> None:
        """Show other items."""
        self.beginResetModel()
        self.items = list(items)
        self._rows = {item.id: row for row, item in enumerate(self.items)}
        self.endResetModel()

    def row_of(self, item_id: str) -> int:
        """The row of an item; -1 for an unknown id."""
        return self._rows.get(item_id, -1)

    def change(self, item_id: str, item: ThumbnailItem) -> None:
        """Put another item in the place of the one with that id."""
        row = self.row_of(item_id)
        if row >= 0:
            self.items[row] = item
            self.dataChanged.emit(self.index(row), self.index(row))

    def rowCount(self, parent: AnyIndex | None = None) -> int:  # noqa: N802
        """How many items there are."""
        return 0 if parent is not None and parent.isValid() else len(self.items)

    def data(self, index: AnyIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        """What Qt asks about an item."""
        item = self.items[index.row()]
        if role in {int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.AccessibleTextRole)}:
            return item.label
        if role == int(Qt.ItemDataRole.ToolTipRole):
            return item.tooltip or item.label
        return item if role == ITEM_ROLE else None

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """Items can be selected and, with a mime type, dragged."""
        usual = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return usual | Qt.ItemFlag.ItemIsDragEnabled if self.mime_type else usual

    def mimeTypes(self) -> list[str]:  # noqa: N802
        """What a drag carries."""
        return [self.mime_type] if self.mime_type else []

    def mimeData(self, indexes: Sequence[AnyIndex]) -> QMimeData:  # noqa: N802
        """The ids of the dragged items, one a line."""
        data = QMimeData()
        text = self.drag_text([self.items[index.row()].id for index in indexes])
        data.setData(self.mime_type, QByteArray(text.encode()))
        return data
