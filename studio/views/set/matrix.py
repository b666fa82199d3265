"""The matrix of cells under the hand: mouse, keys, menus, dragging pictures out."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QMimeData, QModelIndex, QPoint, Qt, QUrl, Signal
from PySide6.QtGui import QContextMenuEvent, QDrag, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget

from studio.models.set_plan import CellPlace, CellState
from studio.views.set.cell_painter import retry_rect, star_rect
from studio.views.set.cells_view import CellsView
from studio.views.set.matrix_menus import MatrixMenus

DRAG_PX = 128


class MatrixView(CellsView):
    """What can be done with cells."""

    cell_opened = Signal(object)
    retry_requested = Signal(object)
    star_requested = Signal(object, bool)
    files_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.menus = MatrixMenus(self, self._matrix)
        self.setAccessibleName(self.tr("Set of expressions"))
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.doubleClicked.connect(self._on_double_click)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Keys of its own."""
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        place = self.current_place()
        if is_enter and event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier):
            if place is not None and place in self._matrix.matrix.cells:
                self.cell_opened.emit(place)
            return
        way = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if self._is_grid and way is not None and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            following = self._matrix.following(self.currentIndex(), way)
            if following.isValid() and following.row() != self.currentIndex().row():
                self.setCurrentIndex(following)  # from the end of a row to the next
                return
        super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:  # noqa: N802
        """Letters are keys of actions here."""

    def _on_double_click(self, index: QModelIndex) -> None:
        place = self._matrix.place(index)
        if place in self._matrix.matrix.cells:
            self.cell_opened.emit(place)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Buttons inside cells come before selecting."""
        if event.button() is Qt.MouseButton.LeftButton and self._press_mark(event.position().toPoint()):
            return
        super().mousePressEvent(event)

    def _press_mark(self, at: QPoint) -> bool:
        """Whether a button inside a cell was meant."""
        index = self.indexAt(at)
        if not index.isValid():
            return False
        sight, place, area = self._matrix.sight(index), self._matrix.place(index), self.cell_rect(index)
        if sight.state is CellState.FAILED and retry_rect(area).contains(at):
            self.retry_requested.emit(place)
            return True
        if sight.picture and star_rect(area).contains(at):
            self.star_requested.emit(place, not sight.is_starred)
            return True
        return False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Know what the pointer is over."""
        index = self.indexAt(event.position().toPoint())
        self._hover(self._matrix.place(index) if index.isValid() else None)
        super().mouseMoveEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:  # noqa: N802
        """Forget what the pointer was over when it leaves."""
        if event.type() == QEvent.Type.Leave:
            self._hover(None)
        return super().viewportEvent(event)

    def _hover(self, place: CellPlace | None) -> None:
        if place != self._hovered:
            before, self._hovered = self._hovered, place
            self._paint_again(before)
            self._paint_again(place)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802
        """The menu of what is selected."""
        index = self.indexAt(event.pos())
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            index = self.currentIndex()
        if index.isValid() and index in self.selectedIndexes():
            at = event.globalPos()
            if event.reason() is QContextMenuEvent.Reason.Keyboard:
                at = self.viewport().mapToGlobal(self.cell_rect(index).center())
            self.menus.show_cells(self.selected_places(), at)

    # --- dragging out

    def startDrag(self, actions: Qt.DropAction) -> None:  # noqa: N802
        """Whoever knows the pictures answers with `start_file_drag`."""
        cells = self._matrix.matrix.cells
        places = tuple(one for one in self.selected_places() if one in cells and cells[one].picture)
        if places:
            self.files_wanted.emit(places)

    def start_file_drag(self, paths: Sequence[str]) -> None:
        """Drag these files."""
        drag = self.made_drag(paths)
        if QApplication.mouseButtons() != Qt.MouseButton.NoButton:
            drag.exec(Qt.DropAction.CopyAction)

    def made_drag(self, paths: Sequence[str]) -> QDrag:
        """The drag of some files, with the first picture under the pointer."""
        data, drag = QMimeData(), QDrag(self)
        data.setUrls([QUrl.fromLocalFile(path) for path in paths])
        drag.setMimeData(data)
        place = self.current_place()
        sight = self._matrix.matrix.cells.get(place) if place is not None else None
        card = self._cards.card(sight.picture) if sight is not None else None
        if card is not None:
            way = Qt.TransformationMode.SmoothTransformation
            drag.setPixmap(card.scaled(DRAG_PX, DRAG_PX, Qt.AspectRatioMode.KeepAspectRatio, way))
        return drag
