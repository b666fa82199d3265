"""What the set matrix should hold: rows, columns, the recipe each cell is wanted by, and whether it is out of date."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from studio import __version__
from studio.core.errors import InputError
from studio.models.character import Character
from studio.models.controls import HEAD_CONTROLS, Pose, clamped, limits_of
from studio.models.expression import Expression, ExpressionLibrary
from studio.models.library import find, sample_set
from studio.models.project import Project
from studio.models.results import Cell, Recipe, Variant, drawn_key

SEED_SPAN = 1_000_000
"""Seeds of the variants of a cell lie this far apart; the set's own seed is below it."""
STRENGTH_SPREAD, SIDE_SPREAD, TILT_SPREAD_DEG = 0.22, 0.16, 2.5
"""How far a variant may differ: in strength, between left and right, in the tilt of the head."""
_PICTURE_HINT = "It has no picture; add one on the Cast page."


class CellState(StrEnum):
    """How a place of the matrix is. QUEUED and DRAWING come from jobs, all others from the project."""

    ABSENT = "absent"
    MISSING = "missing"
    QUEUED = "queued"
    DRAWING = "drawing"
    DONE = "done"
    STALE = "stale"
    FAILED = "failed"

    @property
    def needs_drawing(self) -> bool:
        """Whether drawing it would change something."""
        return self in (CellState.MISSING, CellState.STALE, CellState.FAILED)


class CellPlace(NamedTuple):
    """Where a cell stands.

    Attributes:
        character: Id.
        expression: As it stands in the set: "joy", "joy:0.7".
    """

    character: str
    expression: str


@dataclass(frozen=True, slots=True)
class PlannedCell:
    """A place of the matrix and what is known about it.

    Attributes:
        place: Where.
        state: By the project alone, without jobs.
        wanted: How it should be drawn; None where it cannot be.
        cell: What is kept; None where nothing is.
        failure: Why it failed or cannot be drawn; may be empty.
    """

    place: CellPlace
    state: CellState
    wanted: Recipe | None = None
    cell: Cell | None = None
    failure: str = ""


@cache
def default_words() -> tuple[str, ...]:
    """The set of a character that has none of its own."""
    return sample_set()


def words_of(character: Character) -> tuple[str, ...]:
    """What a character wears, in order."""
    return character.expression_set or default_words()


def rows_of(characters: Iterable[Character]) -> tuple[str, ...]:
    """The expressions of the whole cast, each once: those of the first character first."""
    return tuple(dict.fromkeys(word for character in characters for word in words_of(character)))


# --- recipes


def slot_of(recipe: Recipe) -> int:
    """Which variant of its cell a recipe is for; 0 is the expression as it was written."""
    return recipe.seed // SEED_SPAN


def varied(pose: Pose, seed: int) -> dict[str, float]:
    """The same expression played a little differently: stronger or weaker, left and right not quite alike.

    Args:
        pose: As written.
        seed: Decides how; equal seeds give equal poses on every machine.
    """
    if not pose:
        return {}
    strength = 1.0 + STRENGTH_SPREAD * _chance(seed, "strength")
    played = {}
    for name, value in pose.items():
        factor = strength if name in HEAD_CONTROLS else strength * (1.0 + _side(name) * _side_chance(seed, name))
        low, high = limits_of(name)
        played[name] = round(min(high, max(low, value * factor)), 4)
    played["headRoll"] = round(played.get("headRoll", 0.0) + TILT_SPREAD_DEG * _chance(seed, "tilt"), 2)
    return clamped(played)


def _side(name: str) -> float:
    return 1.0 if name.endswith("Left") else -1.0 if name.endswith("Right") else 0.0


def _side_chance(seed: int, name: str) -> float:
    """One draw for the brows, one for the eyes, one for the mouth, so that a side stays in itself consistent."""
    return SIDE_SPREAD * _chance(seed, name[:3])


def _chance(seed: int, what: str) -> float:
    """-1…1, decided by the seed and what it is for."""
    digest = hashlib.sha256(f"{seed}/{what}".encode()).digest()
    return int.from_bytes(digest[:8], "big") / (1 << 63) - 1.0


def wanted_recipe(
    project: Project, library: ExpressionLibrary, character: Character, expression: str, slot: int = 0
) -> Recipe:
    """How a cell is to be drawn as things stand.

    Args:
        project: Says frame, engine and seed.
        library: Where expressions are looked up.
        character: Who.
        expression: As it stands in the set.
        slot: Which variant; others than 0 are played a little differently.

    Raises:
        InputError: If there is no such expression, or the character has no picture.
    """
    if not character.references:
        raise InputError(f"“{character.name}” cannot be drawn.", _PICTURE_HINT, "character.empty")
    return _recipe(project, find(library, expression), drawn_key(character), slot)


def _recipe(project: Project, worn: Expression, reference: str, slot: int) -> Recipe:
    settings = project.set_settings
    seed = settings.seed % SEED_SPAN + slot * SEED_SPAN
    pose = dict(worn.pose) if slot == 0 else varied(worn.pose, seed)
    return Recipe(settings.engine, __version__, seed, worn.id, pose, reference, settings.frame)


def is_stale(variant: Variant, wanted: Recipe) -> bool:
    """Whether a drawing is not what would be drawn now in its slot."""
    return variant.recipe.key != wanted.key


# --- cells


def cells_by_place(project: Project) -> dict[CellPlace, Cell]:
    """The kept cells by where they stand."""
    return {CellPlace(cell.character, cell.expression): cell for cell in project.cells}


def with_variant(cell: Cell, variant: Variant) -> Cell:
    """The cell with a drawing; one of the same slot gives way and hands its star on."""
    slot = slot_of(variant.recipe)
    kept = list(cell.variants)
    for index, present in enumerate(kept):
        if slot_of(present.recipe) == slot:
            kept[index] = replace(variant, is_starred=present.is_starred)
            break
    else:
        kept.append(variant)
    return replace(cell, variants=tuple(kept), failure="")


def with_cell(project: Project, cell: Cell) -> Project:
    """The project with a cell in the place of the one that stands there; an empty one vanishes."""
    place, is_empty = (cell.character, cell.expression), not (cell.variants or cell.failure)
    cells = list(project.cells)
    for index, present in enumerate(cells):
        if (present.character, present.expression) == place:
            cells[index : index + 1] = [] if is_empty else [cell]
            break
    else:
        cells += [] if is_empty else [cell]
    return replace(project, cells=tuple(cells))


def next_slots(cell: Cell | None, count: int) -> tuple[int, ...]:
    """Free slots for further variants."""
    used = {slot_of(variant.recipe) for variant in cell.variants} if cell is not None else set()
    first = max(used, default=0) + 1
    return tuple(range(first, first + count))


def shown_slot(cell: Cell | None) -> int:
    """The slot to draw again when a cell is out of date."""
    shown = cell.shown if cell is not None else None
    return slot_of(shown.recipe) if shown is not None else 0


@dataclass(slots=True)
class SetPlanner:
    """Plans a set again and again, quickly: what has not changed is not worked out anew."""

    _basis: tuple[object, ...] = ()
    _found: dict[str, Expression | InputError] = field(default_factory=dict)
    _wanted: dict[tuple[str, str, int], tuple[Recipe, str]] = field(default_factory=dict)
    _keys: dict[str, tuple[object, str]] = field(default_factory=dict)
    _planned: dict[CellPlace, tuple[object, PlannedCell]] = field(default_factory=dict)

    def plan(self, project: Project, library: ExpressionLibrary) -> dict[CellPlace, PlannedCell]:
        """Every place of the matrix: rows by columns, also the absent ones."""
        self._renew(project, library)
        kept, rows = cells_by_place(project), rows_of(project.characters)
        plan = {cell.place: cell for character in project.characters for cell in self._column(
            project, library, character, rows, kept)}  # fmt: skip
        self._planned = {place: self._planned[place] for place in plan if place in self._planned}
        return plan

    def _renew(self, project: Project, library: ExpressionLibrary) -> None:
        basis = (project.expressions, project.set_settings, len(library))
        if basis != self._basis:
            self._basis = basis
            self._found, self._wanted, self._planned = {}, {}, {}

    def _column(
        self, project: Project, library: ExpressionLibrary, character: Character, rows: tuple[str, ...],
        kept: Mapping[CellPlace, Cell],
    ) -> Iterator[PlannedCell]:  # fmt: skip
        own, reference = set(words_of(character)), self._reference_key(character)
        for word in rows:
            place = CellPlace(character.id, word)
            if word not in own:
                yield PlannedCell(place, CellState.ABSENT)
                continue
            cell, basis = kept.get(place), reference
            known = self._planned.get(place)
            if known is not None and known[0] == basis and known[1].cell is cell:
                yield known[1]
                continue
            planned = self._one(project, library, character, place, cell)
            self._planned[place] = (basis, planned)
            yield planned

    def _reference_key(self, character: Character) -> str:
        if not character.references:
            return ""
        known = self._keys.get(character.id)
        if known is None or known[0] is not character.references[0]:
            known = (character.references[0], drawn_key(character))
            self._keys[character.id] = known
        return known[1]

    def _one(
        self, project: Project, library: ExpressionLibrary, character: Character, place: CellPlace, cell: Cell | None
    ) -> PlannedCell:
        reference, worn = self._reference_key(character), self._expression(library, place.expression)
        if not reference:
            return PlannedCell(place, CellState.FAILED, None, cell, f"{character.name}: {_PICTURE_HINT}")
        if isinstance(worn, InputError):
            text = f"{worn.user_message} {worn.hint}".strip()
            return PlannedCell(place, CellState.FAILED, None, cell, text)
        recipe, key = self._recipe(project, worn, place.expression, reference, shown_slot(cell))
        shown = cell.shown if cell is not None else None
        if cell is not None and cell.failure:
            return PlannedCell(place, CellState.FAILED, recipe, cell, cell.failure)
        if shown is None:
            return PlannedCell(place, CellState.MISSING, recipe, cell)
        state = CellState.DONE if shown.recipe.key == key else CellState.STALE
        return PlannedCell(place, state, recipe, cell)

    def _expression(self, library: ExpressionLibrary, word: str) -> Expression | InputError:
        known = self._found.get(word)
        if known is None:
            try:
                known = find(library, word)
            except InputError as error:
                known = error
            self._found[word] = known
        return known

    def _recipe(self, project: Project, worn: Expression, word: str, reference: str, slot: int) -> tuple[Recipe, str]:
        known = self._wanted.get((word, reference, slot))
        if known is None:
            recipe = _recipe(project, worn, reference, slot)
            known = self._wanted[word, reference, slot] = (recipe, recipe.key)
        return known
