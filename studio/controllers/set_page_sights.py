"""What the set page shows, made of a planned set: rows, columns, cells, counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from PySide6.QtCore import QObject

from studio.core.errors import InputError
from studio.models.character import Character
from studio.models.expression import Expression, ExpressionLibrary
from studio.models.library import find
from studio.models.project import Project
from studio.models.set_plan import CellPlace, CellState, PlannedCell, rows_of
from studio.models.set_view import (
    CellSight,
    PickerEntry,
    SelectionSummary,
    SetColumn,
    SetCounts,
    SetFilter,
    SetMatrix,
    SetOrder,
    SetRow,
)  # fmt: skip

_GROUP_ORDER = ("basic", "game", "word", "eyes", "viseme", "vowel")


@dataclass(slots=True)
class ShownSet:
    """How the matrix is looked at.

    Attributes:
        filter: Which rows.
        order: In which order.
        search: Part of a name; empty for all.
    """

    filter: SetFilter = SetFilter.ALL
    order: SetOrder = SetOrder.SET
    search: str = ""


@dataclass(slots=True)
class _Memory:
    sights: dict[CellPlace, tuple[PlannedCell, CellState, float, CellSight]] = field(default_factory=dict)
    rows: dict[str, SetRow] = field(default_factory=dict)
    row_basis: tuple[object, ...] = ()


class SightMaker(QObject):
    """Makes the values that the set page shows."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._memory = _Memory()

    def matrix(
        self,
        project: Project,
        library: ExpressionLibrary,
        plan: Mapping[CellPlace, PlannedCell],
        busy: Mapping[CellPlace, CellState],
        shown: ShownSet,
    ) -> SetMatrix:
        """The matrix, filtered and ordered."""
        thresholds = {one.id: one.identity.threshold if one.identity else 0.0 for one in project.characters}
        cells = {
            place: self._sight(planned, busy.get(place, planned.state), thresholds[place.character])
            for place, planned in plan.items()
            if planned.state is not CellState.ABSENT
        }
        rows = tuple(self._row(project, library, word) for word in rows_of(project.characters))
        kept = self._filtered(rows, project.characters, cells, shown)
        kept = _ordered(kept, project.characters, cells, shown.order)
        columns = tuple(_column(one, rows, cells) for one in project.characters)
        if shown.filter is not SetFilter.ALL:
            cells = {
                place: sight if _passes(sight, shown.filter) else replace(sight, is_faded=True)
                for place, sight in cells.items()
            }
        return SetMatrix(columns, kept, cells, counted(cells.values()), len(kept) < len(rows))

    def _sight(self, planned: PlannedCell, state: CellState, threshold: float) -> CellSight:
        known = self._memory.sights.get(planned.place)
        if known is not None and known[0] is planned and known[1] is state and known[2] == threshold:
            return known[3]
        shown = planned.cell.shown if planned.cell is not None else None
        likeness = shown.likeness if shown is not None else None
        sight = CellSight(
            state,
            shown.picture if shown is not None else "",
            shown is not None and shown.is_starred,
            len(planned.cell.variants) if planned.cell is not None else 0,
            likeness,
            likeness is not None and likeness < threshold,
            planned.failure,
        )
        self._memory.sights[planned.place] = (planned, state, threshold, sight)
        return sight

    def _row(self, project: Project, library: ExpressionLibrary, word: str) -> SetRow:
        basis = (project.expressions, len(library))
        if basis != self._memory.row_basis:
            self._memory.row_basis, self._memory.rows = basis, {}
        row = self._memory.rows.get(word)
        if row is None:
            row = self._memory.rows[word] = self._made_row(library, word)
        return row

    def _made_row(self, library: ExpressionLibrary, word: str) -> SetRow:
        try:
            worn = find(library, word)
        except InputError:
            return SetRow(word, word, "", self.tr("unknown"))
        return SetRow(word, worn.name, worn.family, self.group_title(worn.group))

    def group_title(self, group: str) -> str:
        """The name of a group, for people."""
        titles = {
            "basic": self.tr("Basic"), "word": self.tr("Emotion word"), "viseme": self.tr("Mouth shape"),
            "eyes": self.tr("Eyes"), "game": self.tr("Game"), "vowel": self.tr("Vowel"), "blend": self.tr("Blend"),
            "control": self.tr("Control"), "custom": self.tr("Own"),
        }  # fmt: skip
        return titles.get(group, group)

    @staticmethod
    def _filtered(
        rows: tuple[SetRow, ...],
        characters: tuple[Character, ...],
        cells: Mapping[CellPlace, CellSight],
        shown: ShownSet,
    ) -> tuple[SetRow, ...]:
        text = shown.search.casefold().strip()
        kept = [row for row in rows if text in row.title.casefold() or text in row.word or text in row.family]
        if shown.filter is SetFilter.ALL:
            return tuple(kept)
        return tuple(
            row
            for row in kept
            if any(
                place in cells and _passes(cells[place], shown.filter)
                for place in (CellPlace(one.id, row.word) for one in characters)
            )
        )

    def picker_entries(self, project: Project, library: ExpressionLibrary) -> tuple[PickerEntry, ...]:
        """Everything that can be added, the project's own first."""
        from studio.models.set_plan import words_of

        wearers: dict[str, set[str]] = {}
        for character in project.characters:
            for word in words_of(character):
                wearers.setdefault(word, set()).add(character.id)
        ranks = {group: rank for rank, group in enumerate(_GROUP_ORDER)}
        ordered = sorted(library.values(), key=lambda one: ranks.get(one.group, -1))
        return tuple(_entry(one, wearers.get(one.id, set())) for one in ordered)


def _entry(one: Expression, wearers: set[str]) -> PickerEntry:
    return PickerEntry(one.id, one.name, one.group, one.family, one.tags, frozenset(wearers))


def _passes(sight: CellSight, wanted: SetFilter) -> bool:
    if wanted is SetFilter.TODO:
        return sight.state not in (CellState.DONE, CellState.ABSENT)
    if wanted is SetFilter.FAILED:
        return sight.state is CellState.FAILED
    return sight.is_starred if wanted is SetFilter.STARRED else True


def _ordered(
    rows: tuple[SetRow, ...],
    characters: tuple[Character, ...],
    cells: Mapping[CellPlace, CellSight],
    order: SetOrder,
) -> tuple[SetRow, ...]:
    if order is SetOrder.NAME:
        return tuple(sorted(rows, key=lambda row: row.title.casefold()))
    if order is SetOrder.LIKENESS:
        return tuple(sorted(rows, key=lambda row: _worst(row, characters, cells)))
    return rows


def _worst(row: SetRow, characters: tuple[Character, ...], cells: Mapping[CellPlace, CellSight]) -> float:
    """The lowest likeness of a row; rows without any come last."""
    sights = (cells.get(CellPlace(one.id, row.word)) for one in characters)
    return min((one.likeness for one in sights if one is not None and one.likeness is not None), default=2.0)


def _column(character: Character, rows: tuple[SetRow, ...], cells: Mapping[CellPlace, CellSight]) -> SetColumn:
    states = [cells[place].state for row in rows if (place := CellPlace(character.id, row.word)) in cells]
    return SetColumn(character.id, character.name, states.count(CellState.DONE), len(states))


def counted(sights: Iterable[CellSight]) -> SetCounts:
    """How many cells are in which state."""
    states: dict[CellState, int] = {}
    starred = low = total = 0
    for sight in sights:
        states[sight.state] = states.get(sight.state, 0) + 1
        total += 1
        starred += sight.is_starred
        low += sight.is_likeness_low
    return SetCounts(
        total,
        states.get(CellState.DONE, 0),
        states.get(CellState.MISSING, 0),
        states.get(CellState.STALE, 0),
        states.get(CellState.FAILED, 0),
        states.get(CellState.QUEUED, 0) + states.get(CellState.DRAWING, 0),
        starred,
        low,
    )


def summed(places: Iterable[CellPlace], cells: Mapping[CellPlace, CellSight]) -> SelectionSummary:
    """What is selected."""
    present = [place for place in places if place in cells]
    return SelectionSummary(
        counted(cells[place] for place in present),
        len({place.character for place in present}),
        len({place.expression for place in present}),
    )
