"""The menus of the matrix: of cells, of a character's column, of an expression's row."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from studio.models.set_plan import CellPlace, CellState
from studio.views.kit.icons import icon
from studio.views.set.matrix_model import MatrixModel

if TYPE_CHECKING:
    from studio.views.set.matrix import MatrixView


class MatrixMenus(QObject):
    """Makes and shows the menus; they only tell what is wanted."""

    redraw_requested = Signal(object)
    """(tuple of places)"""
    variants_requested = Signal(object)
    tidy_requested = Signal(object)
    clear_requested = Signal(object)
    open_requested = Signal(object)
    """(place)"""
    removal_requested = Signal(object, str)
    """(tuple of words, character id or empty for all)"""
    picker_requested = Signal(str)
    """(character id)"""

    def __init__(self, view: MatrixView, matrix: MatrixModel) -> None:
        super().__init__(view)
        self._view, self._matrix = view, matrix
        view.characters.menu_requested.connect(lambda section, at: self._show(self.of_column(section), at))
        view.expressions.menu_requested.connect(lambda section, at: self._show(self.of_row(section), at))

    def show_cells(self, places: Sequence[CellPlace], at: QPoint) -> None:
        """The menu of the selected cells."""
        self._show(self.of_cells(tuple(places)), at)

    def of_cells(self, places: tuple[CellPlace, ...]) -> QMenu:
        """The menu of some cells."""
        menu, cells = QMenu(self._view), self._matrix.matrix.cells
        drawn = tuple(one for one in places if one in cells and cells[one].picture)
        if len(places) == 1:
            self._add(menu, self.tr("Look at it large"), "picture", lambda: self.open_requested.emit(places[0]))
        text = self.tr("Draw again") if drawn else self.tr("Draw")
        self._add(menu, text, "refresh", lambda: self.redraw_requested.emit(places))
        self._add(menu, self.tr("Draw variants"), "variants", lambda: self.variants_requested.emit(places))
        if any(cells[one].variants > 1 for one in drawn):
            self._add(menu, self.tr("Delete other variants"), "", lambda: self.tidy_requested.emit(drawn))
        if drawn:
            self._add(menu, self.tr("Delete drawings"), "", lambda: self.clear_requested.emit(drawn))
        menu.addSeparator()
        words = tuple(dict.fromkeys(one.expression for one in places))
        who = {one.character for one in places}
        if len(who) == 1:
            character = next(iter(who))
            text = self.tr("Remove from this character's set")
            self._add(menu, text, "remove", lambda: self.removal_requested.emit(words, character))
        self._add(menu, self.tr("Remove from all sets"), "remove", lambda: self.removal_requested.emit(words, ""))
        return menu

    def of_column(self, section: int) -> QMenu:
        """The menu of a character."""
        menu, column = QMenu(self._view), self._matrix.column(section)
        places = tuple(place for place in self._matrix.matrix.cells if place.character == column.id)
        self._drawing(menu, places)
        text = self.tr("Add expressions to {name}…").format(name=column.name)
        self._add(menu, text, "set-add", lambda: self.picker_requested.emit(column.id))
        self._add(menu, self.tr("Select all of {name}").format(name=column.name), "", lambda: self._select(places))
        return menu

    def of_row(self, section: int) -> QMenu:
        """The menu of an expression."""
        menu, row = QMenu(self._view), self._matrix.row(section)
        places = tuple(place for place in self._matrix.matrix.cells if place.expression == row.word)
        self._drawing(menu, places)
        self._add(menu, self.tr("Select this row"), "", lambda: self._select(places))
        menu.addSeparator()
        text = self.tr("Remove “{name}” from all sets").format(name=row.title)
        self._add(menu, text, "remove", lambda: self.removal_requested.emit((row.word,), ""))
        return menu

    def _drawing(self, menu: QMenu, places: tuple[CellPlace, ...]) -> None:
        cells = self._matrix.matrix.cells
        is_open = (CellState.MISSING, CellState.STALE, CellState.FAILED)
        left = tuple(place for place in places if cells[place].state in is_open)
        text = self.tr("Draw what is missing or out of date ({count})").format(count=len(left))
        self._add(menu, text, "play-set", lambda: self.redraw_requested.emit(left)).setEnabled(bool(left))
        self._add(menu, self.tr("Draw all again"), "refresh", lambda: self.redraw_requested.emit(places))

    def _select(self, places: Sequence[CellPlace]) -> None:
        self._view.select_places(places)
        self._view.setFocus()

    @staticmethod
    def _add(menu: QMenu, text: str, icon_name: str, slot: Callable[[], None]) -> QAction:
        action = menu.addAction(icon(icon_name), text)
        action.triggered.connect(lambda _on=False: slot())
        return action

    @staticmethod
    def _show(menu: QMenu, at: QPoint) -> None:
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)
