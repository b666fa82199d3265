"""What the set page shows, as plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from studio.models.character import BlobHash
from studio.models.set_plan import CellPlace, CellState


class SetFilter(StrEnum):
    """Which rows are shown."""

    ALL = "all"
    TODO = "todo"
    FAILED = "failed"
    STARRED = "starred"


class SetOrder(StrEnum):
    """How rows are ordered."""

    SET = "set"
    NAME = "name"
    LIKENESS = "likeness"


@dataclass(frozen=True, slots=True)
class SetColumn:
    """A character.

    Attributes:
        id: Its id.
        name: For people.
        done: How many of its cells are up to date.
        total: How many it has.
    """

    id: str
    name: str
    done: int = 0
    total: int = 0


@dataclass(frozen=True, slots=True)
class SetRow:
    """An expression.

    Attributes:
        word: As it stands in the set.
        title: For people.
        family: Basic emotion; empty for none.
        detail: Second line: the word where it differs from the title, or the group.
    """

    word: str
    title: str
    family: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class CellSight:
    """What is painted of a cell.

    Attributes:
        state: How it is, jobs included.
        picture: Blob of the shown drawing; empty for none.
        is_starred: Whether the shown drawing was chosen by hand.
        variants: How many drawings there are.
        likeness: -1…1; None where it was not measured.
        is_likeness_low: Whether that is below the character's threshold.
        reason: Why it failed; may be empty.
        is_faded: Left over by the filter: its row is shown because of another cell.
    """

    state: CellState
    picture: BlobHash = ""
    is_starred: bool = False
    variants: int = 0
    likeness: float | None = None
    is_likeness_low: bool = False
    reason: str = ""
    is_faded: bool = False


@dataclass(frozen=True, slots=True)
class SetCounts:
    """How far the set is.

    Attributes:
        total: Cells that belong to the set.
        done, missing, stale, failed, busy: How many are in that state; busy are queued or drawing.
        starred: Cells whose drawing was chosen by hand.
        low: Cells whose drawing looks like somebody else.
    """

    total: int = 0
    done: int = 0
    missing: int = 0
    stale: int = 0
    failed: int = 0
    busy: int = 0
    starred: int = 0
    low: int = 0

    @property
    def to_draw(self) -> int:
        """Cells that a press of the button would queue."""
        return self.missing + self.stale + self.failed


@dataclass(frozen=True, slots=True)
class SetMatrix:
    """The whole matrix.

    Attributes:
        columns: The cast.
        rows: Expressions, filtered and ordered.
        cells: By place; absent places are left out.
        counts: Over all cells, whatever the filter.
        is_filtered: Whether rows are hidden.
    """

    columns: tuple[SetColumn, ...] = ()
    rows: tuple[SetRow, ...] = ()
    cells: Mapping[CellPlace, CellSight] = field(default_factory=dict)
    counts: SetCounts = SetCounts()
    is_filtered: bool = False


@dataclass(frozen=True, slots=True)
class VariantSight:
    """A drawing in the strip of variants.

    Attributes:
        id: Unique in its cell.
        picture: Blob.
        title: For people ("1", "2").
        is_starred: Chosen by hand.
        is_shown: The one that stands in the matrix and leaves.
        is_stale: Out of date.
        likeness: -1…1; None where it was not measured.
    """

    id: str
    picture: BlobHash
    title: str
    is_starred: bool = False
    is_shown: bool = False
    is_stale: bool = False
    likeness: float | None = None


@dataclass(frozen=True, slots=True)
class ControlBar:
    """A control as it was asked for and as it was read from the drawing.

    Attributes:
        name: As in ARKit.
        requested: Value, 0…1, or degrees for the head.
        measured: Value; None where it was not read.
        maximum: End of the scale.
        note: Why a reading says little; empty where it can be trusted.
    """

    name: str
    requested: float
    measured: float | None
    maximum: float = 1.0
    note: str = ""


@dataclass(frozen=True, slots=True)
class CellDetails:
    """What the inspector shows of the one selected cell.

    Attributes:
        place: Which.
        title: The expression, for people.
        character: Name.
        state: How it is.
        state_text: In words.
        reason: Why it failed or is out of date.
        shown: Id of the drawing that is looked at; empty for none.
        picture: Its blob; empty for none.
        variants: All drawings.
        recipe: Rows of (label, value).
        recipe_json: The same as JSON.
        command: What draws the same from the command line.
        likeness_text: In words.
        likeness_tone: "good", "warn" or "dim".
        bars: Requested and measured controls, the largest first.
        bars_note: What to know about the readings; empty for nothing.
    """

    place: CellPlace
    title: str
    character: str
    state: CellState
    state_text: str
    reason: str = ""
    shown: str = ""
    picture: BlobHash = ""
    variants: tuple[VariantSight, ...] = ()
    recipe: tuple[tuple[str, str], ...] = ()
    recipe_json: str = ""
    command: str = ""
    likeness_text: str = ""
    likeness_tone: str = "dim"
    bars: tuple[ControlBar, ...] = ()
    bars_note: str = ""


@dataclass(frozen=True, slots=True)
class SelectionSummary:
    """What the inspector shows of several selected cells, or of none.

    Attributes:
        counts: Over the selected cells.
        characters: How many are among them.
        expressions: How many are among them.
    """

    counts: SetCounts = SetCounts()
    characters: int = 0
    expressions: int = 0


@dataclass(frozen=True, slots=True)
class PickerEntry:
    """An expression that can be added.

    Attributes:
        word: What is put into the set.
        title: For people.
        group: "basic", "word", "viseme", "eyes", "game", "custom", …
        family: Basic emotion; empty for none.
        tags: Words that find it.
        wearers: Ids of the characters that have it already.
    """

    word: str
    title: str
    group: str
    family: str = ""
    tags: tuple[str, ...] = ()
    wearers: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class TypedExpression:
    """What somebody is typing into the picker, understood or not.

    Attributes:
        text: As typed.
        word: What would be put into the set; empty where it is not understood.
        title: For people.
        error: What is wrong, with the nearest known words.
    """

    text: str
    word: str = ""
    title: str = ""
    error: str = ""
