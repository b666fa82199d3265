"""What the inspector of the Express page shows, as plain values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache

from studio.models.control_notes import controls_table
from studio.models.controls import Pose, Region
from studio.models.expression import BlendMode, Expression, ExpressionLibrary
from studio.models.recipes import SHORTHANDS, SIDED_CONTROLS

_TITLES: Mapping[str, str] = {
    "browInnerUp": "Raise inner brows", "browOuterUp": "Raise outer brow", "browDown": "Lower brow",
    "eyeBlink": "Close lid", "eyeSquint": "Squint", "eyeWide": "Open wide", "eyeLookUp": "Look up",
    "eyeLookDown": "Look down", "lookLeft": "Look left", "lookRight": "Look right", "eyeLookIn": "Look inwards",
    "eyeLookOut": "Look outwards", "cheekSquint": "Raise cheek", "cheekPuff": "Puff cheeks",
    "noseSneer": "Wrinkle nose", "mouthSmile": "Smile", "mouthFrown": "Frown", "mouthStretch": "Stretch",
    "mouthDimple": "Dimple", "mouthUpperUp": "Upper lip up", "mouthLowerDown": "Lower lip down",
    "mouthPress": "Press lips", "mouthClose": "Close lips", "mouthFunnel": "Funnel", "mouthPucker": "Pucker",
    "mouthRollUpper": "Roll upper lip in", "mouthRollLower": "Roll lower lip in",
    "mouthShrugUpper": "Push upper lip out", "mouthShrugLower": "Push lower lip up", "mouthLeft": "Mouth left",
    "mouthRight": "Mouth right", "jawOpen": "Open jaw", "jawForward": "Jaw forward", "jawLeft": "Jaw left",
    "jawRight": "Jaw right", "tongueOut": "Tongue out", "headYaw": "Turn head", "headPitch": "Lift chin",
    "headRoll": "Tilt head",
}  # fmt: skip
"""In the order in which rows are shown inside their region."""

REGION_TITLES: Mapping[Region, str] = {
    Region.BROWS: "Brows", Region.EYES: "Eyes", Region.CHEEKS: "Cheeks", Region.NOSE: "Nose", Region.MOUTH: "Mouth",
    Region.JAW: "Jaw", Region.TONGUE: "Tongue", Region.HEAD: "Head",
}  # fmt: skip
"""In the order in which they are shown: down the face, the head last."""


@dataclass(frozen=True, slots=True)
class ControlSpec:
    """One row of the controls.

    Attributes:
        key: Unique: a control's name, or the name of a pair.
        title: In plain words.
        side: "L", "R" or empty.
        names: The controls that it moves together.
        region: Where it is listed.
        minimum, maximum: Its limits in an adding layer.
        unit: "" or "°".
        meaning: One line, with the action unit.
    """

    key: str
    title: str
    side: str
    names: tuple[str, ...]
    region: Region
    minimum: float
    maximum: float
    unit: str
    meaning: str

    @property
    def full_title(self) -> str:
        """With its side, for the history and for screen readers."""
        return f"{self.title}, {'left' if self.side == 'L' else 'right'}" if self.side else self.title


@cache
def control_rows(is_linked: bool) -> tuple[ControlSpec, ...]:
    """The rows in the order of the list.

    Linked, both sides are one row; the eyes' sideways movements then turn both eyes to one side.
    """
    notes = {row.name: row for row in controls_table()}
    result = []
    for key, names in _keys(is_linked):
        first = notes[names[0]]
        base = _base(key)
        side = "" if base == key else key.removeprefix(base)[0]
        meaning = first.meaning if len(names) == 1 else first.meaning.rpartition(", character's ")[0] or first.meaning
        if key in ("lookLeft", "lookRight"):
            meaning = f"turns both eyes to the character's {key.removeprefix('look').lower()}"
        unit = "°" if first.unit == "deg" else ""
        result.append(
            ControlSpec(key, _TITLES[base], side, names, first.region, first.minimum, first.maximum, unit, meaning)
        )
    regions, bases = list(REGION_TITLES), list(_TITLES)
    return tuple(sorted(result, key=lambda row: (regions.index(row.region), bases.index(_base(row.key)), row.side)))


def _keys(is_linked: bool) -> Iterable[tuple[str, tuple[str, ...]]]:
    gaze = {"eyeLookOut": "lookLeft", "eyeLookIn": "lookRight"}
    for row in controls_table():
        base = _base(row.name)
        if not is_linked or base == row.name:
            yield row.name, (row.name,)
        elif row.name.endswith("Left"):
            key = gaze.get(base, base)
            yield key, SHORTHANDS[key]


def _base(key: str) -> str:
    for side in ("Left", "Right"):
        if key.endswith(side) and key.removesuffix(side) in SIDED_CONTROLS:
            return key.removesuffix(side)
    return key


def title_of(names: Sequence[str]) -> str:
    """What a row with these controls is called, for the history."""
    for is_linked in (True, False):
        for row in control_rows(is_linked):
            if row.names == tuple(names):
                return row.full_title
    return ", ".join(names)


def row_matches(row: ControlSpec, text: str) -> bool:
    """Whether a row is meant by what was typed: its title, ARKit name, action unit ("AU 12", "au12") or meaning."""
    wanted = text.strip().casefold()
    fields = [row.full_title, row.key, *row.names, row.meaning, row.meaning.replace("AU ", "AU")]
    fields.append(REGION_TITLES[row.region])
    text_of_row = " ".join(fields).casefold()
    if wanted.removeprefix("au").strip().isdigit():  # AU 1 is not AU 12
        number = wanted.removeprefix("au").strip()
        return any(f"au {number}{end}" in row.meaning.casefold() for end in (")", ","))
    return all(part in text_of_row for part in wanted.split())


@dataclass(frozen=True, slots=True)
class ControlsState:
    """What all rows show.

    Attributes:
        pose: Of the selected layer.
        worn: What all layers give together.
        mode: Of the selected layer; decides limits and the value at rest.
        muted, soloed: Controls.
        has_character: Whether there is somebody to pose.
    """

    pose: Pose = field(default_factory=dict)
    worn: Pose = field(default_factory=dict)
    mode: BlendMode = BlendMode.ADD
    muted: frozenset[str] = frozenset()
    soloed: frozenset[str] = frozenset()
    has_character: bool = True


@dataclass(frozen=True, slots=True)
class LayerRow:
    """One layer in the list.

    Attributes:
        id, name, mode, weight, is_enabled: As in `Layer`.
        is_selected: Whether sliders and words act on it.
        note: What it was made from or how many controls it moves; may be empty.
    """

    id: str
    name: str
    mode: BlendMode
    weight: float
    is_enabled: bool
    is_selected: bool
    note: str = ""


class LayerTemplate(StrEnum):
    """What a new layer begins as."""

    EMPTY = "empty"
    MULTIPLY = "multiply"
    OVERWRITE = "overwrite"
    BLINK = "blink"


@dataclass(frozen=True, slots=True)
class WheelState:
    """What the wheel shows.

    Attributes:
        words: The layer's word, or two.
        intensity: 0…1.5.
        balance: How much of it is the second word.
        changed: How many controls were changed by hand since.
    """

    words: tuple[str, ...] = ()
    intensity: float = 1.0
    balance: float = 0.0
    changed: int = 0


class PresetPlace(StrEnum):
    """Where a preset lives."""

    PROGRAM = "program"
    PROJECT = "project"
    USER = "user"


@dataclass(frozen=True, slots=True)
class PresetItem:
    """One preset of the grid.

    Attributes:
        id: Of its expression.
        name: For people.
        group: As in `Expression`.
        family: Basic emotion, for words.
        tags: For search and chips.
        place: Where it lives; only own ones can be changed.
        is_favourite: Starred by the user.
        number: 1…9 for the favourites that a digit key applies, else 0.
    """

    id: str
    name: str
    group: str
    family: str = ""
    tags: tuple[str, ...] = ()
    place: PresetPlace = PresetPlace.PROGRAM
    is_favourite: bool = False
    number: int = 0

    @property
    def is_own(self) -> bool:
        """Whether the user made it."""
        return self.place is not PresetPlace.PROGRAM


FAVOURITES, OWN, ALL = "favourites", "own", "all"
"""Chips beside the groups."""


def preset_items(
    library: ExpressionLibrary, project_ids: Iterable[str], user_ids: Iterable[str], favourites: Sequence[str]
) -> tuple[PresetItem, ...]:
    """The grid's presets: own ones first, then the library in its order."""
    in_project, in_user = set(project_ids), set(user_ids)
    starred = [one for one in favourites if one in library]
    items = []
    for one in library.values():
        place = PresetPlace.PROGRAM
        if one.id in in_project:
            place = PresetPlace.PROJECT
        elif one.id in in_user:
            place = PresetPlace.USER
        number = starred.index(one.id) + 1 if one.id in starred[:9] else 0
        items.append(_item(one, place, one.id in starred, number))
    return tuple(sorted(items, key=lambda item: (not item.is_own, item.place is PresetPlace.USER)))


def _item(one: Expression, place: PresetPlace, is_favourite: bool, number: int) -> PresetItem:
    return PresetItem(one.id, one.name, one.group, one.family, one.tags, place, is_favourite, number)


def filtered_presets(items: Sequence[PresetItem], chip: str = ALL, text: str = "") -> tuple[PresetItem, ...]:
    """The presets that a chip (group, family, tag, `FAVOURITES`, `OWN`, `ALL`) and a search leave."""
    wanted = text.strip().casefold().split()
    return tuple(item for item in items if _is_under(item, chip) and all(_has(item, part) for part in wanted))


def preset_chips(items: Sequence[PresetItem]) -> tuple[str, ...]:
    """Chips worth offering: all, favourites, own, the groups, then tags of own presets."""
    chips = dict.fromkeys([ALL, FAVOURITES, OWN, *(item.group for item in items if item.group != "custom")])
    chips |= dict.fromkeys(tag for item in items if item.is_own for tag in item.tags)
    return tuple(chips)


def _is_under(item: PresetItem, chip: str) -> bool:
    if chip in (ALL, ""):
        return True
    if chip == FAVOURITES:
        return item.is_favourite
    if chip == OWN:
        return item.is_own
    return chip in (item.group, item.family) or (item.is_own and chip in item.tags)


def _has(item: PresetItem, part: str) -> bool:
    return any(part in field.casefold() for field in (item.name, item.id, item.group, item.family, *item.tags))
