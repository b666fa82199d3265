"""One picture: read it, find the face, its features and its outline. What drawing starts from."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass, field
from pathlib import Path

from studio.core.errors import InputError
from studio.core.jobs import CancelToken, Progress, ProgressClock
from studio.models.character import Background
from studio.models.face import Anchors, ArtStyle, FaceBox, FaceMesh, FaceReference
from studio.models.picture import Picture

UNSURE_PLAUSIBILITY = 0.5
"""Below this a mesh is passed on with the advice to look at it."""


@dataclass(frozen=True, slots=True)
class SeeOptions:
    """How a picture is looked at.

    Attributes:
        face: Which face, 0 is the largest; None takes the largest and says so where there are several.
        point: (x, y) in pixels; the face there, or the nearest, wins over `face`.
        anchors: Hand-placed points that replace finding; None to find the face.
        keep_background: Draw the picture as it is instead of cutting the character out.
        models: Folder of installed models; None for the user's own.
    """

    face: int | None = None
    point: tuple[float, float] | None = None
    anchors: Anchors | None = None
    keep_background: bool = False
    models: Path | None = None


@dataclass(frozen=True, slots=True, eq=False)
class SeenPicture:
    """A picture that can be drawn.

    Attributes:
        data: The file, byte for byte.
        picture: As decoded.
        reference: What engines draw from.
        background: What was done with the background.
        faces: All faces that were found, largest first; empty where the face was placed by hand.
        box: The one that was chosen; None where the face was placed by hand.
        anchors: The hand-placed points, if any.
        warnings: What the user should know.
    """

    data: bytes
    picture: Picture
    reference: FaceReference
    background: Background
    faces: tuple[FaceBox, ...] = ()
    box: FaceBox | None = None
    anchors: Anchors | None = None
    warnings: tuple[str, ...] = field(default=())


def read_anchors_file(path: Path) -> Anchors:
    """Hand-placed points from a JSON file.

    Raises:
        InputError: If the file is missing or holds no anchors.
    """
    from studio.vision.anchors import read_anchors

    try:
        return read_anchors(path.read_bytes())
    except FileNotFoundError as error:
        raise InputError(f"There is no file “{path}”.", "Check the path.", "anchors.missing") from error
    except OSError as error:
        raise InputError(
            f"“{path.name}” cannot be read: {error.strerror}.", "Check the path.", "anchors.unreadable"
        ) from error


def see_picture(
    path: Path, options: SeeOptions | None = None, cancel: CancelToken | None = None
) -> Generator[Progress, None, SeenPicture]:
    """Read a picture and see the face in it.

    Raises:
        InputError: If the file is no picture, or no face can be found in it.
        JobCancelled: If `cancel` was set.
    """
    from studio.storage.pictures import load_picture

    yield Progress(0.0, f"reading {path.name}")
    try:
        data = path.read_bytes()
    except OSError:
        load_picture(path)  # says what is wrong with the path
        raise
    return (yield from see_data(data, path.name, options, cancel))


def see_data(
    data: bytes, name: str, options: SeeOptions | None = None, cancel: CancelToken | None = None
) -> Generator[Progress, None, SeenPicture]:
    """See the face in a picture file that is already in memory.

    Args:
        data: The file's bytes.
        name: Its name, for messages.
        options: How it is looked at.
        cancel: Stops between two steps.

    Raises:
        InputError: As `see_picture`.
        JobCancelled: If `cancel` was set.
    """
    from studio.storage.pictures import decode_picture

    token, clock, chosen = cancel or CancelToken(), ProgressClock(5), options or SeeOptions()
    picture = decode_picture(data, name)
    token.check()
    yield clock.at(1, f"looking for the face in {name}")
    faces, box, mesh = _find(picture, chosen)
    token.check()
    yield clock.at(3, f"cutting out {name}")
    background, drawn = _without_background(picture, mesh, chosen)
    token.check()
    yield clock.at(4, f"looking at the style of {name}")
    style = _style(picture, mesh)
    reference = FaceReference(drawn, _refined(picture, mesh, style, chosen), style)
    warnings = _warnings(picture, faces, box, mesh, chosen)
    return SeenPicture(data, picture, reference, background, faces, box, chosen.anchors, warnings)


def _find(picture: Picture, options: SeeOptions) -> tuple[tuple[FaceBox, ...], FaceBox | None, FaceMesh]:
    from studio.vision.anchors import mesh_from_anchors
    from studio.vision.detect import find_faces, pick_face
    from studio.vision.landmarks import find_mesh

    if options.anchors is not None:
        return (), None, mesh_from_anchors(options.anchors, (picture.width, picture.height))
    faces = find_faces(picture, options.models)
    box = pick_face(faces, options.face, options.point)
    return tuple(faces), box, find_mesh(picture, box, options.models)


def _without_background(picture: Picture, mesh: FaceMesh, options: SeeOptions) -> tuple[Background, Picture]:
    from studio.vision.matte import cut_out

    if options.keep_background:
        return Background.KEEP, picture
    if picture.has_alpha:
        return Background.OWN_ALPHA, picture
    return Background.CUT_OUT, cut_out(picture, mesh)


def _style(picture: Picture, mesh: FaceMesh) -> ArtStyle:
    from studio.vision.style import guess_style

    return guess_style(picture, mesh)


def _refined(picture: Picture, mesh: FaceMesh, style: ArtStyle, options: SeeOptions) -> FaceMesh:
    """The landmarks put onto the drawing; what was placed by hand stays where it was put."""
    from studio.vision.refine import refine_drawn

    return mesh if options.anchors is not None else refine_drawn(picture, mesh, style)


def _warnings(
    picture: Picture, faces: tuple[FaceBox, ...], box: FaceBox | None, mesh: FaceMesh, options: SeeOptions
) -> tuple[str, ...]:
    from studio.vision.quality import quality_notes

    name = picture.source_name or "the picture"
    texts = []
    if len(faces) > 1 and options.face is None and options.point is None:
        texts.append(f"{len(faces)} faces were found, the largest was taken; choose another with --face 1 …")
    texts += quality_notes(picture, mesh, box)
    if mesh.plausibility < UNSURE_PLAUSIBILITY:
        texts.append("the features are uncertain; look at them with `avatar-studio inspect`")
    if mesh.quarter_turns:
        texts.append("the face is not upright; turn the picture for a natural result")
    return tuple(f"{name}: {text}" for text in texts)
