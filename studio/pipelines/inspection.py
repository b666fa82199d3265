"""Looking at a picture without changing anything: what was seen, and a drawing of it."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from studio.core.errors import InputError, StudioError
from studio.core.jobs import CancelToken, Progress
from studio.models.face import Anchors, ArtStyle, FaceBox, FaceMesh, MeshSource
from studio.models.picture import Picture
from studio.pipelines.seeing import SeeOptions

if TYPE_CHECKING:
    from PIL import ImageDraw

_BOX, _CHOSEN, _POINT, _FEATURE = (255, 176, 32), (64, 220, 120), (80, 200, 255), (255, 80, 140)
DOTS_A_FACE = 220
"""A face is at least so many times as wide as a dot's radius."""
_IRISES = range(468, 478)
_OUTLINE_POINTS = (33, 133, 159, 145, 362, 263, 386, 374, 1, 61, 291, 13, 14, 152, 10, 105, 334)


@dataclass(frozen=True, slots=True, eq=False)
class PictureReport:
    """What was seen in a picture.

    Attributes:
        picture: As decoded.
        faces: Largest first.
        chosen: Index of the face that was looked at closely; None without one.
        mesh: Its landmarks; None where they could not be found.
        style: What the pixels look like; None without landmarks.
        problem: Why there are no landmarks.
        anchors: The hand-placed points, if any.
    """

    picture: Picture
    faces: tuple[FaceBox, ...]
    chosen: int | None
    mesh: FaceMesh | None
    style: ArtStyle | None
    problem: StudioError | None
    anchors: Anchors | None = None


def inspect_picture(
    path: Path, options: SeeOptions | None = None, cancel: CancelToken | None = None
) -> Generator[Progress, None, PictureReport]:
    """Look at a picture; finding no face is an answer, not an error.

    Raises:
        InputError: If the file is no picture.
    """
    from studio.storage.pictures import load_picture
    from studio.vision.anchors import mesh_from_anchors
    from studio.vision.detect import find_faces, pick_face
    from studio.vision.landmarks import find_mesh
    from studio.vision.style import guess_style

    chosen, token = options or SeeOptions(), cancel or CancelToken()
    yield Progress(0.0, f"reading {path.name}")
    picture = load_picture(path)
    token.check()
    yield Progress(0.3, "looking for faces")
    faces = tuple(find_faces(picture, chosen.models))
    token.check()
    yield Progress(0.7, "looking at the features")
    try:
        if chosen.anchors is not None:
            mesh = mesh_from_anchors(chosen.anchors, (picture.width, picture.height))
        else:
            mesh = find_mesh(picture, pick_face(faces, chosen.face), chosen.models)
    except InputError as problem:
        return PictureReport(picture, faces, chosen.face or 0 if faces else None, None, None, problem)
    index = None if chosen.anchors is not None else chosen.face or 0
    return PictureReport(picture, faces, index, mesh, guess_style(picture, mesh), None, chosen.anchors)


def overlay(report: PictureReport) -> NDArray[np.uint8]:
    """The picture with its faces boxed and numbered and the landmarks drawn in.

    Returns:
        (H, W, 3) uint8, sRGB; small pictures are enlarged to be readable.
    """
    from PIL import Image, ImageDraw

    from studio.pipelines.contact_sheet import label_font

    picture = report.picture
    factor = max(1, round(800 / max(picture.width, picture.height)))
    image = Image.fromarray(picture.rgb).resize((picture.width * factor, picture.height * factor))
    draw = ImageDraw.Draw(image)
    line = max(1, round(max(image.size) / 400))
    for index, face in enumerate(report.faces):
        colour = _CHOSEN if index == report.chosen else _BOX
        corners = [value * factor for value in (face.x, face.y, face.x + face.width, face.y + face.height)]
        draw.rectangle(corners, outline=colour, width=line)
        label = f"{index}  {face.score:.2f}"
        font = label_font(12 + 2 * line)
        top = max(corners[1] - 4, font.size + 2)  # a face at the upper edge has its number inside
        edge = max(1, line // 2)
        draw.text((corners[0] + 4, top), label, colour, font, "lb", stroke_width=edge, stroke_fill=(0, 0, 0))
    if report.mesh is not None:
        _draw_mesh(draw, report.mesh.points * factor, line)
    if report.anchors is not None:
        _draw_anchors(draw, report.anchors, factor, line)
    return np.asarray(image)


def starting_anchors(report: PictureReport) -> Anchors:
    """Points to begin placing by hand from.

    The features where they were found; else those of an average face, in the box of the chosen face where there is
    one, in the middle of the picture where there is none.
    """
    from studio.vision.anchors import mesh_to_anchors
    from studio.vision.face_topology import canonical_points

    if report.anchors is not None:
        return report.anchors
    if report.mesh is not None:
        return mesh_to_anchors(report.mesh)
    points = canonical_points()
    low, high = points[:, :2].min(0), points[:, :2].max(0)
    middle, side = _place(report)
    points = (points - [*((low + high) / 2), 0]) * (side / float((high - low).max())) + [*middle, 0]
    return mesh_to_anchors(FaceMesh(points.astype(np.float32), MeshSource.ANCHORS))


def _place(report: PictureReport) -> tuple[tuple[float, float], float]:
    """Middle and longer side of the place where a face is, or may be."""
    if report.chosen is not None and report.chosen < len(report.faces):
        face = report.faces[report.chosen]
        return (face.x + face.width / 2, face.y + face.height / 2), max(face.width, face.height)
    width, height = report.picture.width, report.picture.height
    return (width / 2, height / 2), min(width, height) / 2


def _draw_anchors(draw: ImageDraw.ImageDraw, anchors: Anchors, factor: int, line: int) -> None:
    """A ring and the name of each point."""
    from studio.pipelines.contact_sheet import label_font

    font, radius = label_font(8 + line), 3.0 * line
    for name, (x, y) in anchors.points.items():
        at_x, at_y = x * factor, y * factor
        draw.ellipse((at_x - radius, at_y - radius, at_x + radius, at_y + radius), outline=_BOX, width=line)
        draw.text((at_x + radius + 2, at_y), name, _BOX, font, "lm", stroke_width=2, stroke_fill=(0, 0, 0))


def _draw_mesh(draw: ImageDraw.ImageDraw, points: NDArray[np.float32], line: int) -> None:
    # Dots of a small face in a large picture must not hide it.
    radius = max(0.5, min(line * 0.75, float(np.ptp(points[:, 0])) / DOTS_A_FACE))
    for index, (x, y, _) in enumerate(points):
        is_feature = index in _IRISES or index in _OUTLINE_POINTS
        size = radius * 1.8 if is_feature else radius
        fill = _FEATURE if is_feature else _POINT
        draw.ellipse((x - size, y - size, x + size, y + size), fill=fill)
