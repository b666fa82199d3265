"""Between pictures and projects: what was seen becomes a character, a character becomes something to draw."""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from studio.core.errors import ProjectError, StudioError
from studio.core.jobs import CancelToken, Progress
from studio.models.character import Background, Character, Reference, SeenBox, SeenIdentity, SeenMesh
from studio.models.face import MESH_POINT_COUNT, FaceBox, FaceMesh, FaceReference
from studio.models.picture import Picture
from studio.models.project import Project, new_id
from studio.pipelines.progress import part_of
from studio.pipelines.seeing import SeenPicture, SeeOptions, see_picture
from studio.storage.blobs import BlobStore
from studio.storage.pictures import decode_picture, encode_png, kept_compression
from studio.storage.project_file import OpenProject


@dataclass(frozen=True, slots=True, eq=False)
class Failure:
    """One part of a batch that could not be done; the others were."""

    name: str
    error: StudioError


@dataclass(frozen=True, slots=True, eq=False)
class CaptureResult:
    """What a capture made.

    Attributes:
        content: The project with the new characters, not yet saved.
        captured: The characters that were added or changed.
        failures: Pictures that could not be used.
        warnings: What the user should know.
    """

    content: OpenProject
    captured: tuple[Character, ...]
    failures: tuple[Failure, ...]
    warnings: tuple[str, ...]


def new_project(name: str, project_id: str = "") -> OpenProject:
    """An empty project; its id is random if none is given."""
    return OpenProject(Project(project_id or new_id(), name), BlobStore())


def capture(
    content: OpenProject,
    pictures: Sequence[Path],
    options: SeeOptions | None = None,
    name: str = "",
    cancel: CancelToken | None = None,
) -> Generator[Progress, None, CaptureResult]:
    """Add characters to a project.

    A picture that cannot be used is left out and named in the result.

    Args:
        content: The project; it is not changed, only its blob store grows.
        pictures: Picture files.
        options: How they are looked at.
        name: With a name all pictures show this one character; without, each picture is a character of its own,
            called as its file. A character of that name gets the pictures as further references.
        cancel: Stops the job between two steps.

    Returns:
        The project with its new characters.
    """
    seen, failures = list[SeenPicture](), list[Failure]()
    for index, path in enumerate(pictures):
        job = see_picture(path, options, cancel)
        try:
            seen.append((yield from part_of(job, index / len(pictures), (index + 1) / len(pictures))))
        except StudioError as error:
            failures.append(Failure(str(path), error))
    project, captured, warnings = content.project, list[Character](), list[str]()
    for title, group in _groups(seen, name):
        yield Progress(None, f"capturing {title}")
        character = _with_references(_present(project, title), group, content.blobs)
        character = with_identity(character, content.blobs, options.models if options else None)
        project = project.with_character(character)
        captured.append(character)
        warnings += [text for picture in group for text in picture.warnings]
        warnings += character.identity.warnings if character.identity else ()
    return CaptureResult(
        replace(content, project=project), tuple(captured), tuple(failures), tuple(dict.fromkeys(warnings))
    )


def _groups(seen: Sequence[SeenPicture], name: str) -> list[tuple[str, list[SeenPicture]]]:
    if name:
        return [(name, list(seen))] if seen else []
    groups: dict[str, list[SeenPicture]] = {}
    for picture in seen:
        title = base = Path(picture.picture.source_name).stem or "character"
        number = 2
        while title in groups:
            title, number = f"{base} {number}", number + 1
        groups[title] = [picture]
    return list(groups.items())


def _present(project: Project, name: str) -> Character:
    """The character of that name, or a new one without references."""
    for character in project.characters:
        if character.name.casefold() == name.casefold():
            return character
    return Character(new_id(), name, ())


def _with_references(character: Character, pictures: Sequence[SeenPicture], blobs: BlobStore) -> Character:
    """Add pictures; a picture that is there already is seen anew in its old place."""
    references = list(character.references)
    for picture in pictures:
        reference = stored_reference(picture, blobs)
        same = [index for index, old in enumerate(references) if old.picture == reference.picture]
        if same:
            references[same[0]] = reference
        else:
            references.append(reference)
    return replace(character, references=tuple(references))


def with_identity(
    character: Character, blobs: BlobStore, models: Path | None = None, known: Mapping[str, Picture] | None = None
) -> Character:
    """The character with its identity captured anew from its included references.

    Args:
        character: Whose references were changed.
        blobs: Grows.
        models: Folder of installed models; None for the user's own.
        known: Blob -> picture, where it is decoded already.
    """
    from studio.vision.identity import capture_identity

    included = [reference for reference in character.references if reference.is_included]
    if not included:
        return replace(character, identity=None)
    faces = [
        (
            (known or {}).get(reference.picture) or decode_picture(blobs[reference.picture], reference.source_name),
            stored_mesh(reference, blobs),
            _seen_box(reference),
        )
        for reference in included
    ]
    found = capture_identity(faces, models, [reference.weight for reference in included])
    identity = SeenIdentity(
        blobs.put_array(found.embedding) if found.embedding is not None else "",
        found.recogniser,
        float(found.threshold),
        {part: "#{:02x}{:02x}{:02x}".format(*colour) for part, colour in found.palette.items()},
        {name: round(float(value), 6) for name, value in found.geometry.items()},
        tuple(tuple(round(float(value), 4) for value in row) for row in found.similarity),
        found.warnings,
    )
    return replace(character, identity=identity)


def _seen_box(reference: Reference) -> FaceBox | None:
    box = reference.box
    if box is None:
        return None
    return FaceBox(box.x, box.y, box.width, box.height, box.score, box.detector, None, box.quarter_turns)


def stored_reference(seen: SeenPicture, blobs: BlobStore) -> Reference:
    """What a project keeps of a picture."""
    mesh, box = seen.reference.mesh, seen.box
    picture = blobs.put(seen.data)
    stored_mesh = SeenMesh(
        blobs.put_array(mesh.points), mesh.source, mesh.quarter_turns, dict(mesh.blendshapes), mesh.plausibility
    )
    cut = blobs.put(_encoded(seen.reference.picture.pixels)) if seen.background is Background.CUT_OUT else ""
    return Reference(
        id=picture[:16],
        source_name=seen.picture.source_name,
        picture=picture,
        mesh=stored_mesh,
        background=seen.background,
        cut_out=cut,
        style=seen.reference.style,
        box=None if box is None else _stored_box(box),
        anchors=dict(seen.anchors.points) if seen.anchors else {},
        notes=seen.picture.notes,
    )


def _encoded(pixels: NDArray[np.uint8]) -> bytes:
    return encode_png(pixels, compress_level=kept_compression(pixels))


def _stored_box(box: FaceBox) -> SeenBox:
    numbers = (float(box.x), float(box.y), float(box.width), float(box.height), float(box.score))
    return SeenBox(*numbers, box.detector, box.quarter_turns)


def drawable(reference: Reference, blobs: BlobStore) -> FaceReference:
    """What engines draw from, out of a project.

    Raises:
        ProjectError: If a part is missing or damaged.
    """
    data = blobs[reference.cut_out or reference.picture]
    picture = decode_picture(data, reference.source_name)
    portrait = reference.portrait
    if portrait is not None and reference.cut_out:
        portrait = replace(portrait, has_background=False)
    return FaceReference(picture, stored_mesh(reference, blobs), reference.style, portrait)


def stored_mesh(reference: Reference, blobs: BlobStore) -> FaceMesh:
    """The landmarks of a reference.

    Raises:
        ProjectError: If they are missing or damaged.
    """
    mesh, points = reference.mesh, blobs.array(reference.mesh.points)
    if points.shape != (MESH_POINT_COUNT, 3) or not np.isfinite(points).all():
        message = f"The landmarks of “{reference.source_name}” are damaged."
        raise ProjectError(message, "Capture the picture again.", "project.damaged")
    return FaceMesh(points, mesh.source, mesh.quarter_turns, mesh.blendshapes, mesh.plausibility)
