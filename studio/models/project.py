"""The project: a cast, its own expressions and clips, and how it leaves."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from studio.core.errors import InputError
from studio.models.character import BlobHash, Character
from studio.models.clip import Clip
from studio.models.expression import Expression
from studio.models.framing import Crop, FrameOptions
from studio.models.results import Cell
from studio.models.sheet import SheetOptions

__all__ = [
    "Crop", "ExportSettings", "FrameOptions", "Project", "SetSettings", "new_id",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class ExportSettings:
    """The last export, so that it can be repeated.

    Attributes:
        targets: Names of export formats.
        folder: Where to, as typed; relative paths count from the project's folder.
        expressions: What leaves: words "joy" or "joy:0.7".
        clips: What leaves: "blink", "talk:hello", "joy..anger", or ids of the project's clips.
        fps: Frames per second that clips are drawn with; 0 for each clip's own.
        frame: Size and place of a frame.
        sheet: How frames become pages.
        format_options: Settings of single formats, "godot4.key" -> value.
        character: Id of the one who left; empty for the only one.
        base_name: What files are called; the character's name if empty.
    """

    targets: tuple[str, ...]
    folder: str
    expressions: tuple[str, ...] = ()
    clips: tuple[str, ...] = ()
    fps: float = 0.0
    frame: FrameOptions = field(default_factory=FrameOptions)
    sheet: SheetOptions = field(default_factory=SheetOptions)
    format_options: Mapping[str, str] = field(default_factory=dict)
    character: str = ""
    base_name: str = ""


@dataclass(frozen=True, slots=True)
class SetSettings:
    """How the cells of the set matrix are drawn.

    Attributes:
        frame: Size and place of a frame.
        engine: What draws.
        seed: For engines that use chance.
    """

    frame: FrameOptions = field(default_factory=FrameOptions)
    engine: str = "puppet"
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Project:
    """A document.

    Attributes:
        id: Stable random identifier.
        name: For people.
        characters: The cast, in the order of its list.
        expressions: The project's own expressions; they win over ready-made ones of the same id.
        clips: The project's own clips.
        export: The last export; None before the first.
        cells: What was drawn in the set matrix.
        set_settings: How it is drawn.
        rights: Hashes of the pictures of real people for which the user has confirmed the right to swap faces.
    """

    id: str
    name: str
    characters: tuple[Character, ...] = ()
    expressions: tuple[Expression, ...] = ()
    clips: tuple[Clip, ...] = ()
    export: ExportSettings | None = None
    cells: tuple[Cell, ...] = ()
    set_settings: SetSettings = field(default_factory=SetSettings)
    rights: tuple[str, ...] = ()

    def character(self, name: str = "") -> Character:
        """A character by name or id; without a name the only one.

        Raises:
            InputError: If there is none of that name, or the name is needed and was not given.
        """
        names = ", ".join(character.name for character in self.characters) or "nobody"
        if not name and len(self.characters) == 1:
            return self.characters[0]
        if not name:
            hint = f"Choose one with --character: {names}." if self.characters else "Capture a picture first."
            raise InputError(f"The project holds {len(self.characters)} characters.", hint, "usage.character")
        for character in self.characters:
            if name in (character.id, character.name) or name.casefold() == character.name.casefold():
                return character
        raise InputError(f"There is nobody called “{name}” in the project.", f"It holds: {names}.", "usage.character")

    def with_character(self, character: Character) -> Project:
        """The project with a character added, or put in the place of the one with the same id."""
        kept = list(self.characters)
        for index, present in enumerate(kept):
            if present.id == character.id:
                kept[index] = character
                return replace(self, characters=tuple(kept))
        return replace(self, characters=(*kept, character))

    def blobs(self) -> Iterator[BlobHash]:
        """The blobs that it needs; may repeat."""
        for character in self.characters:
            yield from character.blobs()
        for cell in self.cells:
            yield from cell.blobs()


def new_id() -> str:
    """A random identifier, 16 hexadecimal digits."""
    return secrets.token_hex(8)
