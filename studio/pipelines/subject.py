"""What a command works on: a picture file, or a character of a project file."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass, field
from pathlib import Path

from studio.core.errors import InputError
from studio.core.files import sha256_hex
from studio.core.jobs import CancelToken, Progress
from studio.export.content_notes import read_note
from studio.models.character import Character
from studio.models.content_note import ContentNote
from studio.models.expression import ExpressionLibrary
from studio.models.face import FaceReference
from studio.pipelines.cast import drawable
from studio.pipelines.seeing import SeeOptions, see_picture
from studio.pipelines.wardrobe import library_of
from studio.storage.project_file import SUFFIX, OpenProject, read_project


@dataclass(frozen=True, slots=True, eq=False)
class Subject:
    """Somebody to draw.

    Attributes:
        name: For people and file names.
        stable_id: What ids in game engines are derived from.
        reference: What engines draw from.
        library: What can be worn.
        content: The project, if it comes from one.
        character: Its character, if it comes from a project.
        warnings: What the user should know.
        note: The content note of the picture that is drawn from, if it carries one.
    """

    name: str
    stable_id: str
    reference: FaceReference
    library: ExpressionLibrary
    content: OpenProject | None = None
    character: Character | None = None
    warnings: tuple[str, ...] = field(default=())
    note: ContentNote | None = None


def is_project(path: Path) -> bool:
    """Whether a path is meant as a project."""
    return path.suffix.lower() == SUFFIX or path.name.lower().endswith(f"{SUFFIX}.bak")


def open_subject(
    path: Path, options: SeeOptions | None = None, character: str = "", cancel: CancelToken | None = None
) -> Generator[Progress, None, Subject]:
    """Open a picture or a project.

    Args:
        path: The file.
        options: How a picture is looked at; a project was looked at when it was captured.
        character: Who, in a project of several; the name to use, for a picture.
        cancel: Stops between two steps.

    Raises:
        InputError, ProjectError: If it cannot be used.
    """
    if is_project(path):
        yield Progress(None, f"opening {path.name}")
        return subject_of(read_project(path), character)
    seen = yield from see_picture(path, options, cancel)
    name = character or path.stem
    note, stable_id = read_note(seen.data), sha256_hex(seen.data)[:16]
    return Subject(name, stable_id, seen.reference, library_of(None), warnings=seen.warnings, note=note)


def subject_of(content: OpenProject, name: str = "") -> Subject:
    """A character of an open project; without a name the only one.

    Raises:
        InputError, ProjectError: If there is no such character, or it cannot be drawn.
    """
    character = content.project.character(name)
    if not character.references:
        raise InputError(f"“{character.name}” has no picture.", "Capture one first.", "character.empty")
    reference = drawable(character.main_reference, content.blobs)
    stable_id = f"{content.project.id}/{character.id}"
    note = read_note(content.blobs[character.main_reference.picture])
    return Subject(character.name, stable_id, reference, library_of(content.project), content, character, note=note)
