"""Pictures brought into an open project, and looking again at those that are in it.

Everything here only adds blobs; the project itself is changed by whoever asked.
"""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from studio.core.errors import InputError, StudioError
from studio.core.geometry import Rect
from studio.core.jobs import CancelToken, Partial, Progress
from studio.models.character import Background, Character, Reference, SeenIdentity, SeenMesh
from studio.models.face import ANCHOR_NAMES, Anchors, FaceBox, FaceMesh, FaceReference, MeshSource
from studio.models.matte_strokes import MatteStroke, painted
from studio.models.project import new_id
from studio.pipelines.cast import drawable, stored_mesh, stored_reference, with_identity
from studio.pipelines.progress import part_of
from studio.pipelines.seeing import SeenPicture, SeeOptions, see_data, see_picture
from studio.storage.blobs import BlobStore
from studio.storage.pictures import decode_picture, encode_png, kept_compression

if TYPE_CHECKING:
    from studio.models.picture import Picture

PLACEABLE = ("face.not_found", "face.implausible", "face.too_small")
"""Codes of errors that placing the face by hand overcomes."""
STROKE_COMPRESSION = 1
"""PNG compression of a cut-out that is being painted: quick, because the next stroke waits for it."""


@dataclass(frozen=True, slots=True)
class PictureSource:
    """A picture on its way in.

    Attributes:
        name: File name, without folders.
        path: Where it lies; None for pasted pictures.
        data: The file's bytes, where there is no path.
    """

    name: str
    path: Path | None = None
    data: bytes = b""


@dataclass(frozen=True, slots=True, eq=False)
class Arrival:
    """What became of one picture.

    Attributes:
        source: The picture.
        reference: What the project keeps of it; None where it could not be used.
        character: Somebody new, if asked for.
        faces: All faces that were found, largest first.
        size: (width, height) of the picture, pixels; (0, 0) where it could not be read.
        problem: Why it could not be used.
        picture: Blob: the file, where only its face is missing.
    """

    source: PictureSource
    reference: Reference | None = None
    character: Character | None = None
    faces: tuple[FaceBox, ...] = ()
    size: tuple[int, int] = (0, 0)
    problem: StudioError | None = None
    picture: str = ""

    @property
    def is_waiting(self) -> bool:
        """Whether placing the face by hand makes it usable."""
        return bool(self.picture)


def bring_in(
    sources: Sequence[PictureSource],
    blobs: BlobStore,
    options: SeeOptions | None = None,
    as_characters: bool = True,
    cancel: CancelToken | None = None,
) -> Generator[Progress | Partial, None, tuple[Arrival, ...]]:
    """Look at pictures, one after the other; one that cannot be used does not stop the rest.

    Args:
        sources: The pictures.
        blobs: Grows.
        options: How they are looked at.
        as_characters: Make a character of each; otherwise they are further references of somebody.
        cancel: Stops between two steps.

    Yields:
        Progress, and an `Arrival` as `Partial` for each picture.
    """
    arrivals = list[Arrival]()
    for index, source in enumerate(sources):
        try:
            job = _seen(source, options, cancel)
            seen = yield from part_of(job, index / len(sources), (index + 1) / len(sources))
            reference = stored_reference(seen, blobs)
            character = _somebody(source, reference, blobs, options, seen.picture) if as_characters else None
            size = (seen.picture.width, seen.picture.height)
            arrival = Arrival(source, reference, character, seen.faces, size)
        except StudioError as problem:
            arrival = _refused(source, problem, blobs)
        arrivals.append(arrival)
        yield Partial(arrival)
    return tuple(arrivals)


def _seen(
    source: PictureSource, options: SeeOptions | None, cancel: CancelToken | None
) -> Generator[Progress, None, SeenPicture]:
    if source.path is not None:
        return (yield from see_picture(source.path, options, cancel))
    return (yield from see_data(source.data, source.name, options, cancel))


def _somebody(
    source: PictureSource, reference: Reference, blobs: BlobStore, options: SeeOptions | None, picture: Picture
) -> Character:
    character = Character(new_id(), Path(source.name).stem or "character", (reference,))
    return with_identity(character, blobs, options.models if options else None, {reference.picture: picture})


def _refused(source: PictureSource, problem: StudioError, blobs: BlobStore) -> Arrival:
    if problem.code not in PLACEABLE:
        return Arrival(source, problem=problem)
    data = source.data or (source.path.read_bytes() if source.path is not None else b"")
    picture = decode_picture(data, source.name)
    return Arrival(source, size=(picture.width, picture.height), problem=problem, picture=blobs.put(data))


# --- looking again


def see_again(
    reference: Reference,
    blobs: BlobStore,
    face: int | None = None,
    models: Path | None = None,
    cancel: CancelToken | None = None,
) -> Generator[Progress, None, tuple[Reference, tuple[FaceBox, ...]]]:
    """Look at a picture anew.

    Args:
        reference: As it was seen before; its background is treated as it was.
        blobs: Grows.
        face: Which face, 0 is the largest; None takes the one that was chosen before.
        models: Folder of installed models; None for the user's own.
        cancel: Stops between two steps.

    Returns:
        What is seen now, under the same id, and all faces. A drawn portrait needs no looking: its face is known.
    """
    if reference.portrait is not None and face is None:
        from studio.pipelines.drawn_character import drawn_reference

        drawn = drawn_reference(reference.portrait, reference.source_name, blobs)
        return replace(drawn, id=reference.id), ()
    seen = yield from see_data(
        blobs[reference.picture], reference.source_name, _options_of(reference, face, models), cancel
    )
    return replace(stored_reference(seen, blobs), id=reference.id), seen.faces


def replace_picture(
    reference: Reference,
    source: PictureSource,
    blobs: BlobStore,
    models: Path | None = None,
    cancel: CancelToken | None = None,
) -> Generator[Progress, None, tuple[Reference, tuple[FaceBox, ...]]]:
    """Look at an edited version of a picture.

    Where no face is found in it but it is as large as the old one, the landmarks of the old one are taken.

    Raises:
        InputError: If it cannot be used.
    """
    options = replace(_options_of(reference, None, models), point=None, anchors=None)
    try:
        seen = yield from _seen(source, options, cancel)
    except InputError as problem:
        old = decode_picture(blobs[reference.picture], reference.source_name)
        data = source.data or (source.path.read_bytes() if source.path is not None else b"")
        if problem.code not in PLACEABLE or not _is_same_size(decode_picture(data, source.name), old):
            raise
        anchors = Anchors(anchors_of(reference, blobs))
        seen = yield from see_data(data, source.name, replace(options, anchors=anchors), cancel)
    return replace(stored_reference(seen, blobs), id=reference.id), seen.faces


def _is_same_size(one: Picture, other: Picture) -> bool:
    return one.pixels.shape == other.pixels.shape


def _options_of(reference: Reference, face: int | None, models: Path | None) -> SeeOptions:
    box, keeps = reference.box, reference.background is Background.KEEP
    if face is not None:
        return SeeOptions(face, keep_background=keeps, models=models)
    if box is not None:
        point = (box.x + box.width / 2, box.y + box.height / 2)
        return SeeOptions(point=point, keep_background=keeps, models=models)
    anchors = Anchors(dict(reference.anchors)) if reference.anchors else None
    return SeeOptions(anchors=anchors, keep_background=keeps, models=models)


def faces_in(
    picture: str, name: str, blobs: BlobStore, models: Path | None = None
) -> Generator[Progress, None, tuple[FaceBox, ...]]:
    """All faces of a picture, largest first.

    Args:
        picture: Blob.
        name: For messages.
        blobs: Where it lies.
        models: Folder of installed models; None for the user's own.
    """
    from studio.vision.detect import find_faces

    yield Progress(None, f"looking for faces in {name}")
    return tuple(find_faces(decode_picture(blobs[picture], name), models))


def captured_identity(
    character: Character, blobs: BlobStore, models: Path | None = None
) -> Generator[Progress, None, SeenIdentity | None]:
    """Who the character is, from its included references."""
    yield Progress(None, f"comparing the pictures of {character.name}")
    return with_identity(character, blobs, models).identity


# --- landmarks


def anchors_of(reference: Reference, blobs: BlobStore) -> dict[str, tuple[float, float]]:
    """All anchors of a reference: as they were placed, the rest from its landmarks."""
    from studio.vision.anchors import mesh_to_anchors

    found = dict(mesh_to_anchors(stored_mesh(reference, blobs)).points)
    return {name: tuple(reference.anchors.get(name, found[name])) for name in ANCHOR_NAMES}  # type: ignore[misc]


def placed_mesh(points: Mapping[str, tuple[float, float]], size: tuple[int, int]) -> FaceMesh:
    """A mesh through hand-placed anchors.

    Raises:
        InputError: If too few are placed, or they make no face.
    """
    from studio.vision.anchors import mesh_from_anchors

    return mesh_from_anchors(Anchors(dict(points)), size)


def corrected_mesh(
    base: FaceMesh,
    before: Mapping[str, tuple[float, float]],
    after: Mapping[str, tuple[float, float]],
    size: tuple[int, int],
) -> FaceMesh:
    """A mesh after some of its anchors were moved.

    What a model found between the anchors is finer than what can be fitted through them, so it is kept: the mesh
    moves by as much as a fitted one would.

    Args:
        base: The mesh to correct.
        before: Its anchors.
        after: Where they are now.
        size: (width, height) of the picture.

    Raises:
        InputError: If the anchors make no face any more.
    """
    target = placed_mesh(after, size)
    if base.source is MeshSource.ANCHORS:
        return target
    shift = target.points - placed_mesh(before, size).points
    return replace(base, points=(base.points + shift).astype(np.float32), quarter_turns=target.quarter_turns)


def stored_landmarks(mesh: FaceMesh, blobs: BlobStore) -> SeenMesh:
    """What a project keeps of a mesh."""
    points = blobs.put_array(mesh.points)
    return SeenMesh(points, mesh.source, mesh.quarter_turns, dict(mesh.blendshapes), mesh.plausibility)


def found_anchors(
    reference: Reference, blobs: BlobStore, models: Path | None = None
) -> Generator[Progress, None, tuple[SeenMesh, dict[str, tuple[float, float]]]]:
    """Landmarks and anchors as they are found without any help, for going back to them.

    Raises:
        InputError: If nothing can be found: the face was placed by hand.
    """
    from studio.vision.anchors import mesh_to_anchors
    from studio.vision.detect import find_faces, pick_face
    from studio.vision.landmarks import find_mesh
    from studio.vision.refine import refine_drawn

    yield Progress(None, f"looking for the face in {reference.source_name}")
    picture = decode_picture(blobs[reference.picture], reference.source_name)
    options = _options_of(reference, None, models)
    yield Progress(0.3, f"looking at the features in {reference.source_name}")
    box = pick_face(find_faces(picture, models), None, options.point)
    mesh = refine_drawn(picture, find_mesh(picture, box, models), reference.style)
    return stored_landmarks(mesh, blobs), dict(mesh_to_anchors(mesh).points)


# --- cut-out


def cut_again(reference: Reference, blobs: BlobStore) -> Generator[Progress, None, tuple[Background, str]]:
    """The cut-out as it is made without any help.

    Returns:
        What was done with the background, and the blob of the cut-out; empty for a picture with its own alpha.
    """
    from studio.vision.matte import cut_out

    yield Progress(None, f"cutting out {reference.source_name}")
    picture = decode_picture(blobs[reference.picture], reference.source_name)
    if picture.has_alpha:
        return Background.OWN_ALPHA, ""
    cut = cut_out(picture, stored_mesh(reference, blobs))
    yield Progress(0.8, f"storing {reference.source_name}")
    return Background.CUT_OUT, blobs.put(encode_png(cut.pixels, compress_level=kept_compression(cut.pixels)))


def bake_strokes(
    reference: Reference, strokes: Sequence[MatteStroke], blobs: BlobStore
) -> Generator[Progress, None, str]:
    """The cut-out after some strokes.

    Returns:
        Its blob.
    """
    yield Progress(None, f"painting the cut-out of {reference.source_name}")
    original, cut = matte_layers(reference, blobs)
    pixels = painted(original, cut, strokes)
    yield Progress(0.4, f"storing the cut-out of {reference.source_name}")
    return blobs.put(encode_png(pixels, compress_level=STROKE_COMPRESSION))


def matte_layers(reference: Reference, blobs: BlobStore) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """The whole picture and its cut-out, each (H, W, 4) uint8, straight alpha."""
    original = decode_picture(blobs[reference.picture], reference.source_name).pixels
    cut = decode_picture(blobs[reference.cut_out], reference.source_name).pixels if reference.cut_out else original
    return original, cut


# --- thumbnails


def head_picture(reference: Reference, blobs: BlobStore, side_px: int) -> NDArray[np.uint8]:
    """The head of a reference as a small square picture, (side, side, 4) uint8, straight alpha."""
    from studio.pipelines.framing import Framing, focus_window, resized

    face = drawable(reference, blobs)
    framing = Framing(whole := _whole(face), (whole.width, whole.height), (whole.width, whole.height), (0.0, 0.0))
    window = focus_window(face, framing)
    picture = face.picture
    part = picture.pixels[window.y : window.bottom, window.x : window.right]
    return resized(part, (side_px, round(side_px * part.shape[0] / max(1, part.shape[1]))))


def _whole(face: FaceReference) -> Rect:
    return Rect(0, 0, face.picture.width, face.picture.height)
