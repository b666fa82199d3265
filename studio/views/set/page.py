"""The set page: toolbar, matrix, empty states, and the inspector that goes beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QVBoxLayout, QWidget

from studio.models.engine_choices import EngineOffer
from studio.models.project import SetSettings
from studio.models.set_plan import CellPlace
from studio.models.set_view import CellDetails, PickerEntry, SelectionSummary, SetColumn, SetMatrix, TypedExpression
from studio.views.kit import theme
from studio.views.kit.widgets import EmptyState
from studio.views.set.cell_viewer import CellViewer
from studio.views.set.inspector import SetInspector
from studio.views.set.matrix import MatrixView
from studio.views.set.picker import ExpressionPicker
from studio.views.set.toolbar import SetToolbar

VARIANTS_AT_ONCE = 3


class SetPage(QWidget):
    """The middle of the page; `inspector` is for the dock beside it."""

    draw_requested = Signal()
    redraw_requested = Signal(object)
    variants_requested = Signal(object, int)
    cancel_requested = Signal()
    filter_requested = Signal(str)
    order_requested = Signal(str)
    search_requested = Signal(str)
    heads_requested = Signal(bool)
    selection_changed = Signal(object, object)
    cell_opened = Signal(object)
    pictures_wanted = Signal(object, int)
    files_wanted = Signal(object)
    removal_requested = Signal(object, str)
    star_requested = Signal(object, str, bool)
    variant_removal_requested = Signal(object, str)
    tidy_requested = Signal(object)
    clear_requested = Signal(object)
    variant_looked_at = Signal(object, str)
    settings_edited = Signal(object)
    settings_edit_finished = Signal()
    picker_requested = Signal(str)
    typed = Signal(str)
    expressions_added = Signal(object, str)
    sheet_requested = Signal(str, bool)
    arrangement_chosen = Signal(str, bool)
    """("one" or "many": how many characters there are; whether their cells flow in a grid)"""
    cast_requested = Signal()
    """There is nobody yet: the user wants to add somebody."""

    def __init__(self, parent: QWidget | None = None, is_staged: bool = False) -> None:
        super().__init__(parent)
        self._is_grid = {"one": True, "many": False}
        self._crowd = "one"
        self.toolbar, self.inspector = SetToolbar(), SetInspector()
        self._stack = QStackedWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.toolbar)
        column.addWidget(self._stack, 1)
        if not is_staged:
            for _ in self.fill():
                pass

    def fill(self) -> Iterator[None]:
        """Make what is in it, a part at each step."""
        self.matrix, self.viewer = MatrixView(), CellViewer()
        self._nobody = EmptyState(
            "page-cast",
            self.tr("Nobody to draw yet"),
            self.tr("Add a picture of a character; its set of expressions is drawn here."),
            self.tr("Add pictures"),
        )
        self._nothing = EmptyState(
            "search", self.tr("No expression fits"), self.tr("The filter hides all rows."), self.tr("Show all")
        )
        for widget in (self.matrix, self._nobody, self._nothing, self.viewer):
            self._stack.addWidget(widget)
        yield
        self.picker = ExpressionPicker(self)
        yield
        yield from self.inspector.fill()
        self.setTabOrder(self.toolbar, self.matrix)
        self._connect_toolbar()
        self._connect_matrix()
        self._connect_inspector()

    def _connect_toolbar(self) -> None:
        bar = self.toolbar
        bar.draw_requested.connect(self.draw_requested)
        bar.cancel_requested.connect(self.cancel_requested)
        bar.variants_requested.connect(lambda count: self.variants_requested.emit(self.matrix.selected_places(), count))
        bar.add_requested.connect(lambda: self.open_picker(""))
        bar.sheet_requested.connect(lambda: self.ask_sheet_path(""))
        bar.filter_requested.connect(self.filter_requested)
        bar.order_requested.connect(self.order_requested)
        bar.search_requested.connect(self.search_requested)
        bar.heads_requested.connect(self._on_heads)
        bar.side_requested.connect(self.matrix.set_side)
        bar.grid_requested.connect(self._on_grid)
        self._nobody.clicked.connect(self.cast_requested)
        self._nothing.clicked.connect(self._show_all)

    def _connect_matrix(self) -> None:
        view, menus = self.matrix, self.matrix.menus
        view.selection_changed.connect(self._on_selection)
        view.cell_opened.connect(self._open)
        view.retry_requested.connect(lambda place: self.redraw_requested.emit((place,)))
        view.star_requested.connect(lambda place, is_on: self.star_requested.emit(place, "", is_on))
        view.pictures_wanted.connect(self.pictures_wanted)
        view.files_wanted.connect(self.files_wanted)
        menus.redraw_requested.connect(self.redraw_requested)
        menus.variants_requested.connect(lambda places: self.variants_requested.emit(places, VARIANTS_AT_ONCE))
        menus.tidy_requested.connect(self.tidy_requested)
        menus.clear_requested.connect(self.clear_requested)
        menus.open_requested.connect(self._open)
        menus.removal_requested.connect(self.removal_requested)
        menus.picker_requested.connect(self.open_picker)
        self.picker.typed.connect(self.typed)
        self.picker.expressions_added.connect(self.expressions_added)

    def _connect_inspector(self) -> None:
        side = self.inspector
        side.redraw_requested.connect(self.redraw_requested)
        side.variants_requested.connect(lambda places: self.variants_requested.emit(places, VARIANTS_AT_ONCE))
        side.star_requested.connect(self.star_requested)
        side.variant_removal_requested.connect(self.variant_removal_requested)
        side.variant_looked_at.connect(self.variant_looked_at)
        side.open_requested.connect(self._open)
        self.viewer.closed.connect(self._close_viewer)
        self.viewer.stepped.connect(self.matrix.step)
        self.viewer.turned.connect(self.matrix.turn)
        side.settings_edited.connect(self.settings_edited)
        side.settings_edit_finished.connect(self.settings_edit_finished)

    # --- what the controller calls

    def set_matrix(self, matrix: SetMatrix) -> None:
        """Show rows, columns and cells."""
        self._crowd = "many" if len(matrix.columns) > 1 else "one"
        self._arrange()
        self.matrix.set_matrix(matrix)
        self.toolbar.set_counts(matrix.counts)
        if not matrix.columns:
            self._stack.setCurrentWidget(self._nobody)
        else:
            is_open = self._stack.currentWidget() is self.viewer
            self._stack.setCurrentWidget(self.viewer if is_open else self.matrix if matrix.rows else self._nothing)
        self.toolbar.setEnabled(bool(matrix.columns))

    def set_busy(self, is_busy: bool) -> None:
        """Whether drawings wait: there is something to cancel."""
        self.toolbar.set_busy(is_busy)

    def set_head(self, character_id: str, image: QImage) -> None:
        """A character's head, for its column."""
        self.matrix.set_head(character_id, image)

    def set_picture(self, picture: str, image: QImage) -> None:
        """A drawing, at the size that was wanted."""
        self.matrix.set_picture(picture, image)

    def set_variant_picture(self, picture: str, image: QImage) -> None:
        """A drawing, for the strip of variants."""
        self.inspector.strip.set_picture(picture, image)

    def set_details(self, details: CellDetails | None, summary: SelectionSummary) -> None:
        """Show one cell, or without details what is selected."""
        self.inspector.set_details(details, summary)
        self._show_in_viewer()

    def set_large(self, picture: str, image: QImage) -> None:
        """A drawing, for the inspector."""
        self.inspector.set_large(picture, image)
        self._show_in_viewer()

    def set_reference(self, character_id: str, image: QImage) -> None:
        """A character's picture, framed as its drawings are."""
        self.inspector.set_reference(character_id, image)
        self._show_in_viewer()

    def set_settings(self, settings: SetSettings, engines: Sequence[EngineOffer]) -> None:
        """How the set is drawn, and what could draw."""
        self.inspector.set_settings(settings, engines)

    def set_picker(self, entries: Sequence[PickerEntry], characters: Sequence[SetColumn]) -> None:
        """What can be added, and to whom."""
        self.picker.set_entries(entries, characters)

    def set_typed(self, typed: TypedExpression) -> None:
        """What the text in the picker means."""
        self.picker.set_typed(typed)

    def open_picker(self, character_id: str = "") -> None:
        """Open the list of what can be added."""
        self.picker_requested.emit(character_id)
        button = self.toolbar.add_button
        self.picker.open_at(button.mapToGlobal(QPoint(0, button.height() + theme.px(4))), character_id)

    def ask_sheet_path(self, suggestion: str) -> None:
        """Ask where a contact sheet goes; `sheet_requested` follows unless the user goes back."""
        dialog = QFileDialog(self, self.tr("Save a contact sheet"), suggestion, self.tr("PNG picture (*.png)"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("png")
        if suggestion:
            dialog.selectFile(suggestion)
        dialog.fileSelected.connect(lambda path: self.sheet_requested.emit(path, not self.toolbar.heads.isChecked()))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def start_drag(self, paths: Sequence[str]) -> None:
        """Drag these files."""
        self.matrix.start_file_drag(paths)

    def looked_at(self) -> tuple[CellPlace, str] | None:
        """The drawing in the inspector, if there is one."""
        return self.inspector.looked_at()

    def show_filter(self, name: str) -> None:
        """Show a filter as chosen, without telling anybody."""
        self.toolbar.filter.set_value(name)

    def set_arrangement(self, crowd: str, is_grid: bool) -> None:
        """Whether cells flow in a grid where there is "one" character, or "many"."""
        self._is_grid[crowd] = is_grid
        self._arrange()

    # --- own

    def _arrange(self) -> None:
        is_grid = self._is_grid[self._crowd]
        self.toolbar.arrangement.set_value("grid" if is_grid else "matrix")
        self.matrix.set_grid(is_grid)

    def _on_grid(self, is_grid: bool) -> None:
        self.set_arrangement(self._crowd, is_grid)
        self.arrangement_chosen.emit(self._crowd, is_grid)

    def _open(self, place: CellPlace) -> None:
        self.matrix.select_places([place])
        self._stack.setCurrentWidget(self.viewer)
        self._show_in_viewer()
        self.viewer.setFocus()
        self.cell_opened.emit(place)

    def _close_viewer(self) -> None:
        self._stack.setCurrentWidget(self.matrix)
        self.matrix.setFocus()
        self.matrix.scrollTo(self.matrix.currentIndex())

    def _show_in_viewer(self) -> None:
        if self._stack.currentWidget() is not self.viewer:
            return
        details, reference, drawing = self.inspector.shown()
        if details is None:
            self._close_viewer()
            return
        self.viewer.set_details(details, reference, drawing)

    def _on_selection(self, places: tuple[CellPlace, ...], current: CellPlace | None) -> None:
        self.toolbar.set_selection(len(places))
        self.inspector.set_selected(places)
        self.selection_changed.emit(places, current)

    def _on_heads(self, is_on: bool) -> None:
        self.heads_requested.emit(is_on)
        self.matrix.forget_pictures()

    def _show_all(self) -> None:
        self.toolbar.filter.set_value("all")
        self.toolbar.search.clear()
        self.filter_requested.emit("all")
        self.search_requested.emit("")
