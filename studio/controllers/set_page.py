"""The set page: what is worn by whom, drawn, chosen, looked at and handed out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from studio.controllers import set_page_edits as edits
from studio.controllers.ports import Actions
from studio.controllers.set_page_details import DetailMaker
from studio.controllers.set_page_files import SetFiles
from studio.controllers.set_page_jobs import SetDrawing
from studio.controllers.set_page_pictures import SetPictures
from studio.controllers.set_page_ports import SetView
from studio.controllers.set_page_sights import ShownSet, SightMaker, summed
from studio.controllers.workspace import Workspace
from studio.core.errors import InputError, StudioError
from studio.engines.registry import engine_offer
from studio.models.expression import ExpressionLibrary
from studio.models.library import find
from studio.models.project import Project, SetSettings
from studio.models.set_plan import CellPlace, CellState, PlannedCell, SetPlanner
from studio.models.set_view import SelectionSummary, SetFilter, SetMatrix, SetOrder, TypedExpression
from studio.pipelines.draw_cells import slots_again, slots_more
from studio.pipelines.wardrobe import library_of
from studio.services.cell_images import CellImages
from studio.services.job_queue import JobQueue

VARIANTS_AT_ONCE = 3
PAGE = "set"


class SetPageController(QObject):
    """Keeps the set page in step with the project and does what is asked on it."""

    cell_opened = Signal(object, str)
    """(`CellPlace`, blob of the shown drawing or empty): it is wanted on the canvas."""

    def __init__(
        self,
        workspace: Workspace,
        jobs: JobQueue,
        images: CellImages,
        actions: Actions,
        view: SetView,
        parent: QObject | None = None,
        engines: Sequence[str] = ("puppet",),
    ) -> None:
        super().__init__(parent)
        self._workspace, self._actions, self._view = workspace, actions, view
        self._engines = tuple(engine_offer(name) for name in engines)
        self.drawing = SetDrawing(workspace, jobs, self)
        self._pictures = SetPictures(workspace, images, view, self)
        self._files = SetFiles(workspace, jobs, self)
        self._sights, self._details = SightMaker(self), DetailMaker(self)
        self._planner, self._shown = SetPlanner(), ShownSet()
        self._plan: dict[CellPlace, PlannedCell] = {}
        self._library: tuple[object, ExpressionLibrary] | None = None
        self._matrix = SetMatrix()
        self._selected: tuple[CellPlace, ...] = ()
        self._current: CellPlace | None = None
        self._variant = ""
        self._is_picker_open, self._is_dirty = False, True
        self._refresh_soon = QTimer(self, singleShot=True, interval=0)
        self._refresh_soon.timeout.connect(self._refresh)
        self._connect_workspace()
        self._connect_view()
        self._bind_actions()
        self._on_document_replaced()

    # --- wiring

    def _connect_workspace(self) -> None:
        self._workspace.project_changed.connect(self._on_project_changed)
        self._workspace.document_replaced.connect(self._on_document_replaced)
        self._workspace.page_changed.connect(self._on_page)
        self.drawing.changed.connect(self._schedule)
        self.drawing.failures_wanted.connect(self._show_failures)

    def _connect_view(self) -> None:
        view = self._view
        view.draw_requested.connect(self.draw_open)
        view.redraw_requested.connect(self.draw_again)
        view.variants_requested.connect(self.draw_variants)
        view.cancel_requested.connect(self.drawing.cancel)
        view.filter_requested.connect(self._on_filter)
        view.order_requested.connect(self._on_order)
        view.search_requested.connect(self._on_search)
        view.heads_requested.connect(self._pictures.set_heads)
        view.selection_changed.connect(self._on_selection)
        view.cell_opened.connect(self._on_opened)
        view.pictures_wanted.connect(self._pictures.show_cells)
        view.files_wanted.connect(self._on_files_wanted)
        view.removal_requested.connect(self.remove_words)
        view.star_requested.connect(self.star)
        view.variant_removal_requested.connect(self._on_variant_removed)
        view.tidy_requested.connect(self._on_tidy)
        view.clear_requested.connect(self._on_clear)
        view.variant_looked_at.connect(self._on_looked_at)
        view.settings_edited.connect(self._on_settings)
        view.settings_edit_finished.connect(self._workspace.end_gesture)
        view.picker_requested.connect(self._on_picker)
        view.typed.connect(self._on_typed)
        view.expressions_added.connect(self.add_words)
        view.sheet_requested.connect(self._on_sheet)

    def _bind_actions(self) -> None:
        slots: dict[str, Callable[..., object]] = {
            "set.draw": self.draw_open,
            "set.draw-selected": lambda: self.draw_again(self._selected),
            "set.variants": lambda: self.draw_variants(self._selected, VARIANTS_AT_ONCE),
            "set.star": self._on_star_action,
            "set.add-expressions": self._on_add_action,
            "set.remove": lambda: self.remove_words(tuple(dict.fromkeys(one.expression for one in self._selected))),
            "set.contact-sheet": lambda: self._view.ask_sheet_path(self._files.sheet_name()),
        }
        for action_id, slot in slots.items():
            self._actions.bind(action_id, slot)

    # --- asking for drawings

    def draw_open(self) -> None:
        """Draw what is missing, out of date or failed."""
        self._replan()
        busy = self.drawing.states()
        places = [one.place for one in self._plan.values() if one.state.needs_drawing and one.place not in busy]
        drawable = [place for place in places if self._plan[place].wanted is not None]
        if drawable:
            self.drawing.draw(self.library, slots_again(self._project, drawable))
        elif places:
            reason = self._plan[places[0]].failure
            self._workspace.tell(self.tr("Nothing can be drawn."), reason)
        elif not self.drawing.is_busy:
            self._workspace.tell(self.tr("Everything is up to date."))

    def draw_again(self, places: Sequence[CellPlace]) -> None:
        """Draw cells anew, whatever their state."""
        self.drawing.draw(self.library, slots_again(self._project, tuple(places)))

    def draw_variants(self, places: Sequence[CellPlace], count: int = VARIANTS_AT_ONCE) -> None:
        """Draw further variants to choose from."""
        self.drawing.draw(self.library, slots_more(self._project, tuple(places), count))

    # --- edits

    def add_words(self, words: Sequence[str], character_id: str = "") -> None:
        """Add expressions to one character's set, or to everybody's."""
        after = edits.with_words(self._project, words, self._ids(character_id))
        text = self.tr("Add {what}").format(what=self._named(words))
        self._workspace.edit(text, after)

    def remove_words(self, words: Sequence[str], character_id: str = "") -> None:
        """Take expressions and their drawings out of one character's set, or out of everybody's."""
        if not words:
            return
        try:
            after = edits.without_words(self._project, words, self._ids(character_id))
        except InputError as error:
            self._workspace.tell_error(error)
            return
        self._workspace.edit(self.tr("Remove {what}").format(what=self._named(words)), after)

    def star(self, place: CellPlace, variant_id: str, is_starred: bool) -> None:
        """Choose a drawing by hand, or no longer; without an id the one that is shown."""
        cell = edits.cell_at(self._project, place)
        if not variant_id and cell is not None and cell.shown is not None:
            variant_id = cell.shown.id
        text = self.tr("Star {name}") if is_starred else self.tr("Unstar {name}")
        after = edits.with_star(self._project, place, variant_id, is_starred)
        self._workspace.edit(text.format(name=self._title(place.expression)), after)

    def _on_star_action(self) -> None:
        """Star the drawing that is looked at; of several cells, those that are shown."""
        looked = self._view.looked_at()
        project, picks = self._project, list[tuple[CellPlace, str]]()
        for place in self._selected:
            cell = edits.cell_at(project, place)
            shown = cell.shown if cell is not None else None
            if shown is not None:
                picks.append((place, looked[1] if looked is not None and looked[0] == place else shown.id))
        is_starred = not all(self._is_starred(place, variant) for place, variant in picks)
        for place, variant in picks:
            project = edits.with_star(project, place, variant, is_starred)
        names = self._named(tuple(dict.fromkeys(place.expression for place, _ in picks)))
        text = self.tr("Star {name}") if is_starred else self.tr("Unstar {name}")
        self._workspace.edit(text.format(name=names), project)

    def _is_starred(self, place: CellPlace, variant_id: str) -> bool:
        cell = edits.cell_at(self._project, place)
        return cell is not None and any(one.id == variant_id and one.is_starred for one in cell.variants)

    def _on_variant_removed(self, place: CellPlace, variant_id: str) -> None:
        name = self._title(place.expression)
        text = self.tr("Delete a variant of {name}").format(name=name)
        self._workspace.edit(text, edits.without_variant(self._project, place, variant_id))

    def _on_tidy(self, places: Sequence[CellPlace]) -> None:
        self._workspace.edit(self.tr("Delete other variants"), edits.with_shown_only(self._project, places))

    def _on_clear(self, places: Sequence[CellPlace]) -> None:
        self._workspace.edit(self.tr("Delete drawings"), edits.without_drawings(self._project, places))

    def _on_settings(self, settings: SetSettings) -> None:
        from dataclasses import replace

        after = replace(self._project, set_settings=settings)
        self._workspace.edit(self.tr("Change how the set is drawn"), after, "set-settings")

    # --- looking

    def _on_filter(self, name: str) -> None:
        self._shown.filter = SetFilter(name)
        self._refresh()

    def _on_order(self, name: str) -> None:
        self._shown.order = SetOrder(name)
        self._refresh()

    def _on_search(self, text: str) -> None:
        self._shown.search = text
        self._refresh()

    def _show_failures(self) -> None:
        self._workspace.show_page(PAGE)
        self._view.show_filter(SetFilter.FAILED.value)
        self._on_filter(SetFilter.FAILED.value)

    def _on_selection(self, places: Sequence[CellPlace], current: CellPlace | None) -> None:
        self._selected = tuple(places)
        if current != self._current:
            self._current, self._variant = current, ""
        self._show_details()
        self._enable_actions()

    def _on_looked_at(self, place: CellPlace, variant_id: str) -> None:
        if place == self._current:
            self._variant = variant_id
            self._show_details()

    def _on_opened(self, place: CellPlace) -> None:
        self._workspace.select_character(place.character)
        cell = edits.cell_at(self._project, place)
        shown = cell.shown if cell is not None else None
        self.cell_opened.emit(place, shown.picture if shown is not None else "")

    def _on_add_action(self) -> None:
        self._workspace.show_page(PAGE)
        self._view.open_picker("")

    def _on_picker(self, character_id: str) -> None:
        self._is_picker_open = True
        self._show_picker()

    def _on_typed(self, text: str) -> None:
        self._view.set_typed(self.understood(text))

    def understood(self, text: str) -> TypedExpression:
        """What somebody types, as an expression or as what is wrong with it."""
        if not text.strip():
            return TypedExpression(text)
        try:
            worn = find(self.library, text)
        except InputError as error:
            return TypedExpression(text, error=f"{error.user_message} {error.hint}".strip())
        word = worn.id if worn.id in self.library else "".join(text.split())
        return TypedExpression(text, word, worn.name)

    # --- handing out

    def _on_files_wanted(self, places: Sequence[CellPlace]) -> None:
        try:
            paths = self._files.as_files(places, self._titles())
        except (OSError, StudioError) as error:
            self._workspace.tell_error(InputError(self.tr("The pictures cannot be dragged out."), str(error)))
            return
        if paths:
            self._view.start_drag(paths)

    def _on_sheet(self, path: str, is_whole: bool) -> None:
        rows = tuple(row.word for row in self._matrix.rows)
        self._files.write_sheets(Path(path), rows, self._titles(), is_whole)

    # --- keeping in step

    @property
    def library(self) -> ExpressionLibrary:
        """What can be worn."""
        own = self._project.expressions
        if self._library is None or self._library[0] is not own:
            self._library = (own, library_of(self._project))
        return self._library[1]

    @property
    def _project(self) -> Project:
        return self._workspace.project

    def _on_project_changed(self, before: Project, after: Project) -> None:
        if _basis(before) != _basis(after):
            self._schedule()

    def _on_page(self, page: str) -> None:
        if page == PAGE and self._is_dirty:
            self._refresh()

    def _on_document_replaced(self) -> None:
        self._selected, self._current, self._variant = (), None, ""
        self._planner, self._library = SetPlanner(), None
        self._pictures.clear()
        self._refresh()

    def _schedule(self) -> None:
        """Show the changes once the present ones are over; on other pages, when this one is shown again."""
        self._is_dirty = True
        if self._workspace.page == PAGE:
            self._refresh_soon.start()

    def _replan(self) -> None:
        self._plan = self._planner.plan(self._project, self.library)

    def _refresh(self) -> None:
        self._is_dirty = False
        self._replan()
        busy = self.drawing.states()
        self._matrix = self._sights.matrix(self._project, self.library, self._plan, busy, self._shown)
        self._view.set_matrix(self._matrix)
        self._view.set_busy(self.drawing.is_busy)
        self._view.set_settings(self._project.set_settings, self._engines)
        self._pictures.show_heads()
        if self._is_picker_open:
            self._show_picker()
        self._show_details()
        self._enable_actions()

    def _show_picker(self) -> None:
        self._view.set_picker(self._sights.picker_entries(self._project, self.library), self._matrix.columns)

    def _show_details(self) -> None:
        place = self._current
        planned = self._plan.get(place) if place is not None else None
        if planned is None or planned.state is CellState.ABSENT or len(self._selected) > 1:
            self._view.set_details(None, summed(self._selected, self._matrix.cells))
            return
        character = self._workspace.character_by_id(planned.place.character)
        if character is None:
            self._view.set_details(None, SelectionSummary())
            return
        sight = self._matrix.cells.get(planned.place)
        state = sight.state if sight is not None else planned.state
        title = self._title(planned.place.expression)
        details = self._details.details(character, title, planned, state, self._variant, self._workspace.document.path)
        self._view.set_details(details, SelectionSummary())
        self._pictures.show_details(character, details, planned)

    def _enable_actions(self) -> None:
        has_selection = bool(self._selected)
        has_pictures = any(sight.picture for sight in self._matrix.cells.values())
        is_drawn = any(self._matrix.cells[one].picture for one in self._selected if one in self._matrix.cells)
        for action_id, is_enabled in (
            ("set.draw", bool(self._project.characters)),
            ("set.draw-selected", has_selection),
            ("set.variants", has_selection),
            ("set.star", is_drawn),
            ("set.remove", has_selection),
            ("set.add-expressions", bool(self._project.characters)),
            ("set.contact-sheet", has_pictures),
        ):
            self._actions.set_enabled(action_id, is_enabled)

    # --- names

    def _ids(self, character_id: str) -> tuple[str, ...]:
        return (character_id,) if character_id else tuple(one.id for one in self._project.characters)

    def _title(self, word: str) -> str:
        try:
            return find(self.library, word).name
        except InputError:
            return word

    def _titles(self) -> dict[str, str]:
        return {row.word: row.title for row in self._matrix.rows}

    def _named(self, words: Sequence[str]) -> str:
        if len(words) == 1:
            return self._title(words[0])
        return self.tr("{count} expressions").format(count=len(words))


def _basis(project: Project) -> tuple[object, ...]:
    """What of a project the page shows; looks, clips and exports are not among it."""
    characters = tuple(
        (one.id, one.name, id(one.references[0]) if one.references else 0, one.expression_set, id(one.identity))
        for one in project.characters
    )
    return characters, id(project.cells), id(project.expressions), project.set_settings
