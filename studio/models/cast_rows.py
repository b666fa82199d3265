"""What the cast page shows, as plain values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median

from studio.models.character import Background, Character, Reference
from studio.models.face import ArtStyle


@dataclass(frozen=True, slots=True)
class CharacterCard:
    """One character of the cast panel.

    Attributes:
        id: The character's, or the kept picture's.
        name: For people.
        reference_count: How many pictures it has; 0 for a kept picture.
        warnings: What the user should know; empty if all is well.
        is_waiting: A picture whose face has to be placed by hand before it is a character.
    """

    id: str
    name: str
    reference_count: int = 0
    warnings: tuple[str, ...] = ()
    is_waiting: bool = False


@dataclass(frozen=True, slots=True)
class ReferenceRow:
    """One picture of the selected character.

    Attributes:
        id: The reference's.
        name: File name it came from.
        is_main: It is the one that is drawn.
        is_included: Whether it counts for the identity.
        weight: How much it counts.
        background: What was done with the background.
        style: What the pixels look like.
        notes: What the user should know, in words.
        is_outlier: It looks like somebody else than the rest.
        is_by_hand: Its landmarks were placed or corrected by hand.
    """

    id: str
    name: str
    is_main: bool
    is_included: bool
    weight: float
    background: Background
    style: ArtStyle
    notes: tuple[str, ...] = ()
    is_outlier: bool = False
    is_by_hand: bool = False


@dataclass(frozen=True, slots=True)
class IdentitySheet:
    """Who the selected character is, as far as its pictures tell.

    Attributes:
        names: File names of the compared pictures, in the order of the table.
        similarity: -1…1, picture by picture; empty without a recogniser.
        threshold: From which two pictures count as the same character.
        outliers: Rows of the table that do not belong.
        recogniser: What compared them; empty without one.
        palette: Part of the face -> "#rrggbb".
        geometry: Proportion -> eye distances.
        warnings: For people.
        is_stale: It is being captured anew.
    """

    names: tuple[str, ...] = ()
    similarity: tuple[tuple[float, ...], ...] = ()
    threshold: float = 0.0
    outliers: tuple[int, ...] = ()
    recogniser: str = ""
    palette: Mapping[str, str] = field(default_factory=dict)
    geometry: Mapping[str, float] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    is_stale: bool = False


@dataclass(frozen=True, slots=True)
class FaceOutline:
    """A face that was seen, in pixels of the picture.

    Attributes:
        x, y, width, height: Its box.
        score: 0…1, the detector's confidence.
        is_chosen: It is the one that is drawn.
    """

    x: float
    y: float
    width: float
    height: float
    score: float = 1.0
    is_chosen: bool = False


@dataclass(frozen=True, slots=True)
class CaptureRow:
    """What became of one picture that was brought in.

    Attributes:
        name: File name.
        problem: Why it could not be used; empty if it could.
        hint: What to do about it.
        is_waiting: It was kept, its face has to be placed by hand.
    """

    name: str
    problem: str = ""
    hint: str = ""
    is_waiting: bool = False


def outlier_rows(similarity: Sequence[Sequence[float]], threshold: float) -> tuple[int, ...]:
    """Pictures whose median similarity to the others lies below the threshold.

    With two pictures both are named: nothing says which is the stranger.
    """
    if len(similarity) < 2 or threshold <= 0:
        return ()
    medians = [median([value for j, value in enumerate(row) if j != i]) for i, row in enumerate(similarity)]
    return tuple(index for index, value in enumerate(medians) if value < threshold)


def card_of(character: Character) -> CharacterCard:
    """The card of a character."""
    warnings = character.identity.warnings if character.identity is not None else ()
    return CharacterCard(character.id, character.name, len(character.references), tuple(warnings))


def reference_rows(character: Character) -> tuple[ReferenceRow, ...]:
    """The rows of a character's pictures, the one that is drawn first."""
    strangers = _strangers(character)
    return tuple(
        ReferenceRow(
            one.id, one.source_name, index == 0, one.is_included, one.weight, one.background, one.style,
            _notes_of(one, character), one.id in strangers, bool(one.anchors),
        )
        for index, one in enumerate(character.references)
    )  # fmt: skip


def identity_sheet(character: Character, is_stale: bool = False) -> IdentitySheet:
    """Who the character is."""
    identity = character.identity
    if identity is None:
        return IdentitySheet(is_stale=is_stale)
    included = _included(character)
    names = tuple(reference.source_name for reference in included)
    fits = len(identity.similarity) == len(included)  # a reference was just added or left out
    similarity = identity.similarity if fits else ()
    return IdentitySheet(
        names, similarity, identity.threshold, outlier_rows(similarity, identity.threshold), identity.recogniser,
        identity.palette, identity.geometry, identity.warnings, is_stale,
    )  # fmt: skip


def _included(character: Character) -> list[Reference]:
    return [reference for reference in character.references if reference.is_included]


def _strangers(character: Character) -> set[str]:
    sheet = identity_sheet(character)
    included = _included(character)
    return {included[row].id for row in sheet.outliers}


def _notes_of(reference: Reference, character: Character) -> tuple[str, ...]:
    """Notes of reading the picture, then what the identity says about it, without the name in front."""
    start = f"{reference.source_name}: "
    warnings = character.identity.warnings if character.identity is not None else ()
    said = [text.removeprefix(start) for text in warnings if text.startswith(start)]
    return tuple(dict.fromkeys([*reference.notes, *said]))
