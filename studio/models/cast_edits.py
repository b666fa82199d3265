"""Edits of the cast: from a project to the project afterwards. Nothing here is changed in place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from studio.core.errors import InputError
from studio.models.character import Background, BlobHash, Character, Reference, SeenIdentity, SeenMesh
from studio.models.face import ArtStyle
from studio.models.project import Project

MAX_WEIGHT = 10.0
"""Largest weight of a reference."""


# --- characters


def unique_name(taken: Iterable[str], wanted: str) -> str:
    """`wanted`, or with a number behind it where somebody is called so."""
    present = {name.casefold() for name in taken}
    base = wanted.strip() or "character"
    name, number = base, 2
    while name.casefold() in present:
        name, number = f"{base} {number}", number + 1
    return name


def with_characters(project: Project, characters: Iterable[Character]) -> Project:
    """The project with characters added at the end, their names made unique."""
    cast = list(project.characters)
    for character in characters:
        cast.append(replace(character, name=unique_name([one.name for one in cast], character.name)))
    return replace(project, characters=tuple(cast))


def renamed(project: Project, character_id: str, name: str) -> Project:
    """A character called otherwise; an empty name changes nothing, a taken one gets a number."""
    if not name.strip():
        return project
    others = [one.name for one in project.characters if one.id != character_id]
    return _changed(project, character_id, lambda one: replace(one, name=unique_name(others, name)))


def duplicated(project: Project, character_id: str, new_id: str) -> Project:
    """A copy of a character right after it, with its look, its set and what was drawn of it."""
    cast = list(project.characters)
    place = next((index for index, one in enumerate(cast) if one.id == character_id), None)
    if place is None:
        return project
    name = unique_name([one.name for one in cast], cast[place].name)
    cast.insert(place + 1, replace(cast[place], id=new_id, name=name))
    cells = [replace(cell, character=new_id) for cell in project.cells if cell.character == character_id]
    return replace(project, characters=tuple(cast), cells=(*project.cells, *cells))


def removed(project: Project, character_id: str) -> Project:
    """The project without a character and what was drawn of it."""
    export = project.export
    if export is not None and export.character == character_id:
        export = replace(export, character="")
    return replace(
        project,
        characters=tuple(one for one in project.characters if one.id != character_id),
        cells=tuple(cell for cell in project.cells if cell.character != character_id),
        export=export,
    )


def moved(project: Project, character_id: str, place: int) -> Project:
    """A character at another place of the cast; `place` counts without it."""
    one = next((one for one in project.characters if one.id == character_id), None)
    if one is None:
        return project
    rest = [other for other in project.characters if other.id != character_id]
    rest.insert(max(0, min(place, len(rest))), one)
    return replace(project, characters=tuple(rest))


def _changed(project: Project, character_id: str, change: Callable[[Character], Character]) -> Project:
    kept = tuple(change(one) if one.id == character_id else one for one in project.characters)
    return replace(project, characters=kept)


# --- references of one character


def with_references(character: Character, references: Iterable[Reference]) -> Character:
    """The character with pictures added; one that it has already is put in its old place."""
    kept = list(character.references)
    for reference in references:
        same = next((index for index, old in enumerate(kept) if old.picture == reference.picture), None)
        if same is not None:
            kept[same] = _with_choices_of(kept[same], reference)
        else:
            kept.append(replace(reference, id=_free_id(reference.id, [one.id for one in kept])))
    return replace(character, references=tuple(kept))


def with_reference(character: Character, reference: Reference) -> Character:
    """The character with the reference of the same id replaced."""
    kept = tuple(reference if one.id == reference.id else one for one in character.references)
    return replace(character, references=kept)


def seen_anew(character: Character, reference_id: str, seen: Reference) -> Character:
    """A picture looked at again, or replaced by an edited one: what the user chose about it stays."""
    old = reference_of(character, reference_id)
    return with_reference(character, _with_choices_of(old, seen))


def without_reference(character: Character, reference_id: str) -> Character:
    """The character without a picture.

    Raises:
        InputError: If it is the only one.
    """
    kept = tuple(one for one in character.references if one.id != reference_id)
    if not kept:
        message = f"This is the only picture of {character.name}."
        raise InputError(message, "Add another one first, or remove the character.", "character.last_reference")
    return replace(character, references=kept)


def with_main(character: Character, reference_id: str) -> Character:
    """The character drawn from another of its pictures."""
    main = reference_of(character, reference_id)
    rest = tuple(one for one in character.references if one.id != reference_id)
    return replace(character, references=(main, *rest))


def with_included(character: Character, reference_id: str, is_included: bool) -> Character:
    """A picture counted for the identity, or not."""
    return with_reference(character, replace(reference_of(character, reference_id), is_included=is_included))


def with_weight(character: Character, reference_id: str, weight: float) -> Character:
    """A picture that counts more or less, 0 … `MAX_WEIGHT`."""
    kept = min(max(float(weight), 0.0), MAX_WEIGHT)
    return with_reference(character, replace(reference_of(character, reference_id), weight=kept))


def with_style(character: Character, reference_id: str, style: ArtStyle) -> Character:
    """A picture taken for a photo, a painting or a flat drawing."""
    return with_reference(character, replace(reference_of(character, reference_id), style=style))


def with_cut_out(character: Character, reference_id: str, background: Background, cut_out: BlobHash) -> Character:
    """A picture with another cut-out, or with its background."""
    old = reference_of(character, reference_id)
    return with_reference(character, replace(old, background=background, cut_out=cut_out))


def with_landmarks(
    character: Character, reference_id: str, anchors: Mapping[str, tuple[float, float]], mesh: SeenMesh
) -> Character:
    """A picture whose landmarks were placed or corrected."""
    old = reference_of(character, reference_id)
    return with_reference(character, replace(old, anchors=dict(anchors), mesh=mesh))


def with_identity_of(character: Character, identity: SeenIdentity | None) -> Character:
    """The character recognised by what was captured."""
    return replace(character, identity=identity)


def reference_of(character: Character, reference_id: str) -> Reference:
    """A picture of the character.

    Raises:
        InputError: If it has none of that id.
    """
    for reference in character.references:
        if reference.id == reference_id:
            return reference
    raise InputError("The picture is not there any more.", "Choose another one.", "character.no_such_reference")


def identity_key(character: Character) -> tuple[object, ...]:
    """Changes whenever the identity has to be captured anew."""
    return tuple((one.picture, one.mesh.points, one.weight, one.box) for one in character.references if one.is_included)


def _with_choices_of(old: Reference, seen: Reference) -> Reference:
    return replace(seen, id=old.id, is_included=old.is_included, weight=old.weight)


def _free_id(wanted: str, taken: list[str]) -> str:
    name, number = wanted, 2
    while name in taken:
        name, number = f"{wanted}-{number}", number + 1
    return name
