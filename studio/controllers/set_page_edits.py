"""Changes of the set: which expressions are worn, which drawings are kept. Pure: project in, project out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from studio.core.errors import InputError
from studio.models.character import Character
from studio.models.project import Project
from studio.models.results import Cell, Variant
from studio.models.set_plan import CellPlace, with_cell, words_of


def with_words(project: Project, words: Sequence[str], character_ids: Iterable[str]) -> Project:
    """The project with expressions added at the end of the sets of some characters."""

    def add(character: Character) -> Character:
        wanted = tuple(dict.fromkeys((*words_of(character), *words)))
        return character if wanted == words_of(character) else replace(character, expression_set=wanted)

    return _changed(project, character_ids, add)


def without_words(project: Project, words: Iterable[str], character_ids: Iterable[str]) -> Project:
    """The project with expressions and their drawings taken out of the sets of some characters.

    Raises:
        InputError: If somebody would be left without any expression.
    """
    gone, ids = set(words), set(character_ids)

    def remove(character: Character) -> Character:
        kept = tuple(word for word in words_of(character) if word not in gone)
        if kept == words_of(character):
            return character
        if not kept:
            message = f"“{character.name}” would have no expression left."
            raise InputError(message, "Keep at least one.", "set.empty")
        return replace(character, expression_set=kept)

    after = _changed(project, ids, remove)
    if after is project:
        return project
    cells = tuple(cell for cell in after.cells if not (cell.character in ids and cell.expression in gone))
    return replace(after, cells=cells)


def _changed(project: Project, character_ids: Iterable[str], change: Callable[[Character], Character]) -> Project:
    ids = set(character_ids)
    characters = tuple(change(one) if one.id in ids else one for one in project.characters)
    if all(one is other for one, other in zip(characters, project.characters, strict=True)):
        return project
    return replace(project, characters=characters)


def cell_at(project: Project, place: CellPlace) -> Cell | None:
    """What is kept at a place."""
    return next((cell for cell in project.cells if (cell.character, cell.expression) == place), None)


def with_star(project: Project, place: CellPlace, variant_id: str, is_starred: bool) -> Project:
    """The project with a drawing chosen by hand, or no longer; the others of its cell lose their star."""
    cell = cell_at(project, place)
    if cell is None:
        return project

    def starred(one: Variant) -> Variant:
        wanted = is_starred and one.id == variant_id
        return one if one.is_starred == wanted else replace(one, is_starred=wanted)

    return with_cell(project, replace(cell, variants=tuple(starred(one) for one in cell.variants)))


def without_variant(project: Project, place: CellPlace, variant_id: str) -> Project:
    """The project without a drawing."""
    cell = cell_at(project, place)
    if cell is None:
        return project
    return with_cell(project, replace(cell, variants=tuple(one for one in cell.variants if one.id != variant_id)))


def with_shown_only(project: Project, places: Iterable[CellPlace]) -> Project:
    """The project with only the shown drawing of each of these cells."""
    for place in places:
        cell = cell_at(project, place)
        if cell is not None and cell.shown is not None and len(cell.variants) > 1:
            project = with_cell(project, replace(cell, variants=(cell.shown,)))
    return project


def without_drawings(project: Project, places: Iterable[CellPlace]) -> Project:
    """The project without any drawing at these places."""
    gone = set(places)
    kept = tuple(cell for cell in project.cells if CellPlace(cell.character, cell.expression) not in gone)
    return project if len(kept) == len(project.cells) else replace(project, cells=kept)
