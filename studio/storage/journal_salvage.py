"""What can still be had of left-behind work when a part of it is lost."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from studio.core.files import sha256_hex
from studio.models.character import Character
from studio.models.project import Project
from studio.storage.blobs import BlobStore
from studio.storage.project_cover import blobs_of_file

_HASH = re.compile(r"[0-9a-f]{64}")


def whole_part(project: Project, folder: Path, path: Path | None) -> tuple[Project, BlobStore, tuple[str, ...]]:
    """The blobs that can be had, and the project without what needs others.

    Args:
        project: As it was written.
        folder: Where its blobs were kept.
        path: The user's own file, which may hold the rest, or its backup.

    Returns:
        The project, its blobs, and what was left out, in words.
    """
    store, missing = BlobStore(), set[str]()
    for name in dict.fromkeys(project.blobs()):
        data = kept_blob(folder, name)
        if data is None:
            missing.add(name)
        else:
            store.put(data)
    for place in (path, path.with_name(path.name + ".bak")) if path and missing else ():
        for data in blobs_of_file(place, missing).values():
            missing.discard(store.put(data))
    whole, losses = _without(project, missing)
    return whole, store, losses


def kept_blob(folder: Path, name: str) -> bytes | None:
    """A blob, if it is there and unharmed."""
    if not _HASH.fullmatch(name):
        return None
    try:
        data = (folder / name).read_bytes()
    except OSError:
        return None
    return data if sha256_hex(data) == name else None


def _without(project: Project, missing: set[str]) -> tuple[Project, tuple[str, ...]]:
    if not missing:
        return project, ()
    losses = list[str]()
    kept = [_whole_character(one, missing, losses) for one in project.characters]
    characters = tuple(one for one in kept if one is not None)
    cells = []
    for cell in project.cells:
        variants = tuple(one for one in cell.variants if one.picture not in missing)
        if len(variants) < len(cell.variants):
            losses.append(f"a drawing of “{cell.expression}”")
        cells.append(cell if len(variants) == len(cell.variants) else replace(cell, variants=variants))
    return replace(project, characters=characters, cells=tuple(cells)), tuple(losses)


def _whole_character(character: Character, missing: set[str], losses: list[str]) -> Character | None:
    references = tuple(one for one in character.references if not missing & set(one.blobs()))
    if character.references and not references:
        losses.append(f"“{character.name}”")
        return None
    if len(references) < len(character.references):
        losses.append(f"a picture of “{character.name}”")
        character = replace(character, references=references)
    if character.identity is not None and character.identity.embedding in missing:
        character = replace(character, identity=None)
    return character
