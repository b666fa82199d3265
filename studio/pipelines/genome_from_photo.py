"""From a photo to a drawn character: what can be measured is measured, the rest is left to the artist.

Nothing leaves the computer, and nothing of the photo stays but the genes.
"""

from __future__ import annotations

from collections.abc import Generator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from studio.core.errors import InputError
from studio.core.jobs import CancelToken, Progress
from studio.models.face import FaceBox, FaceMesh
from studio.models.genome import PortraitGenome
from studio.models.picture import Picture
from studio.vision.head_look import HeadLook

THUMBNAIL_PX = 160
MIN_FACE_PX = 40
"""Faces narrower than this show no features."""
_LONG_SIDE_PX = 1600
"""Larger photos are made smaller first."""
_HAND_PX = 2400


@dataclass(frozen=True, slots=True, eq=False)
class PhotoFaces:
    """A photo and the faces in it.

    Attributes:
        picture: The photo, not larger than needed.
        boxes: Its faces, largest first; at least one.
    """

    picture: Picture
    boxes: tuple[FaceBox, ...]

    def thumbnails(self) -> list[NDArray[np.uint8]]:
        """(160, 160, 4) a picture of each face."""
        return [face_thumbnail(self.picture, box) for box in self.boxes]


@dataclass(frozen=True, slots=True, eq=False)
class PhotoGenome:
    """What was made of a face.

    Attributes:
        genome: The character.
        measured: The genes that were measured; the others have their usual values.
        portrait: The face in the photo, (160, 160, 4).
        hair_overlap: How well the silhouette of the hair is met, 0…1.
        notes: What the user should know.
    """

    genome: PortraitGenome
    measured: Mapping[str, float | str]
    portrait: NDArray[np.uint8]
    hair_overlap: float
    notes: tuple[str, ...] = ()


def look_at_photo(
    path: Path, models: Path | None = None, cancel: CancelToken | None = None
) -> Generator[Progress, None, PhotoFaces]:
    """Find the faces of a photo.

    Args:
        path: Any picture.
        models: Folder of installed models; None for the user's own.
        cancel: Stops between two steps.

    Raises:
        InputError: If it cannot be read, or shows no face.
    """
    from studio.storage.pictures import load_picture
    from studio.vision.detect import find_faces, pick_face

    token = cancel or CancelToken()
    yield Progress(0.0, f"reading {path.name}")
    picture = _not_too_large(load_picture(path))
    token.check()
    yield Progress(0.4, f"looking for faces in {path.name}")
    faces = find_faces(picture, models)
    pick_face(faces)  # raises where there is none
    return PhotoFaces(picture, tuple(sorted(faces, key=lambda box: -box.area)))


def genome_of_face(
    faces: PhotoFaces, index: int = 0, models: Path | None = None, cancel: CancelToken | None = None
) -> Generator[Progress, None, PhotoGenome]:
    """Make a character like one of the faces.

    Args:
        faces: What `look_at_photo` found.
        index: Which face.
        models: Folder of installed models; None for the user's own.
        cancel: Stops between two steps.

    Raises:
        InputError: If there is no such face, or it is too small.
    """
    from studio.vision.landmarks import find_mesh
    from studio.vision.matte import cut_out

    token = cancel or CancelToken()
    if not 0 <= index < len(faces.boxes):
        raise InputError(
            f"The photo has {len(faces.boxes)} faces.",
            f"Choose a number from 0 to {len(faces.boxes) - 1}.",
            "usage.face",
        )
    box = faces.boxes[index]
    if box.width < MIN_FACE_PX:
        raise InputError(
            f"This face is only {box.width:.0f} pixels wide; its features cannot be seen.",
            "Take a closer or larger photo.", "face.too_small",
        )  # fmt: skip
    yield Progress(0.0, "looking at the features")
    mesh = find_mesh(faces.picture, box, models)
    token.check()
    yield Progress(0.3, "finding the hair")
    cut = cut_out(faces.picture, mesh)
    token.check()
    yield Progress(0.8, "choosing genes")
    return measured_genome(cut, mesh, face_thumbnail(faces.picture, box))


def measured_genome(cut: Picture, mesh: FaceMesh, thumbnail: NDArray[np.uint8]) -> PhotoGenome:
    """The genome nearest to a face whose landmarks and silhouette are known.

    Args:
        cut: The picture without its background.
        mesh: Its landmarks.
        thumbnail: For showing.
    """
    from studio.pipelines.genome_colours import colour_genes
    from studio.pipelines.genome_hair import fit_hair
    from studio.pipelines.genome_shape import is_drawn, shape_genes
    from studio.vision.head_frame import into_frame
    from studio.vision.head_look import look_at_head

    look = look_at_head(into_frame(cut.pixels, mesh.points))
    is_photo = not is_drawn(mesh.points)
    hair = fit_hair(look)
    genes: dict[str, float | str] = {**shape_genes(mesh.points), **colour_genes(look, is_photo), **hair.genes}
    genes |= worn_genes(look, is_photo)
    genes["brow_thickness"] = float(np.clip(0.5 + (look.brow_thickness - 7.5) * 0.13, 0.1, 0.95))
    if is_photo:
        _suit(genes, look)
    genome = PortraitGenome.from_values({"style": "soft", "background": "gradient", **genes})
    notes = ("The hair is partly outside the photo.",) if not look.seen[: len(look.seen) // 8].any() else ()
    return PhotoGenome(genome, genes, thumbnail, hair.overlap, notes)


_HAIRY = 6.0
"""Roughness, in that of the cheeks, that skin over the lip does not have."""


def worn_genes(look: HeadLook, is_photo: bool) -> dict[str, float | str]:
    """Beard, moustache, glasses and the cut of the clothes.

    Args:
        look: What was seen.
        is_photo: In photographs a beard must be rough as well as dark, for shadows are dark too.
    """

    def share(name: str) -> float:
        dark = look.beard.get(name, 0.0)
        return dark * float(np.clip((look.rough.get(name, 0.0) - 0.7) / 0.9, 0, 1)) if is_photo else dark

    lip, chin, jaw = share("lip"), share("chin"), share("jaw")
    beard = "none"
    if not is_photo:  # flat colours: no shadow is as dark as half of a beard
        beard = "full" if min(chin, jaw) > 0.3 else "goatee" if chin > 0.45 else "none"
    elif min(lip, chin) > 0.55:
        beard = "full" if jaw > 0.45 else "goatee"
    elif min(lip, chin, jaw) > 0.42:
        beard = "stubble"
    has_moustache = lip > 0.5 and (beard in ("full", "goatee") or lip > chin + 0.15)
    if is_photo and beard not in ("full", "goatee"):
        # The folds of a smile are dark too; hair is darker still, or much rougher.
        is_hairy = look.rough.get("lip", 0.0) > _HAIRY
        least, apart = (0.42, 0.05) if is_hairy else (0.62, 0.15)
        has_moustache = lip > least and lip > chin + apart
    moustache = "chevron" if has_moustache else "none"
    genes: dict[str, float | str] = {
        "beard": beard, "moustache": moustache, "glasses": "round" if look.glasses > 0.5 else "none",
    }  # fmt: skip
    front, cloth = look.colours.get("front"), look.colours.get("clothes")
    if front is not None and cloth is not None and front[0] - cloth[0] > 25 and cloth[0] < 45:
        genes["clothes"] = "jacket"
    return genes


_LONG = ("bob", "medium", "long_straight", "long_wavy", "ponytail", "twin_tails", "bun", "braids", "curly_long")


def _suit(genes: dict[str, float | str], look: HeadLook) -> None:
    """What goes together in drawn people: eyes, lashes and neck with hair, lips and beard; lines with grey hair."""
    is_bearded = genes["beard"] != "none" or genes["moustache"] != "none"
    red = (float(genes.get("lip_colour", 0.3)) - 0.1) / 0.5
    soft = float(np.clip(0.2 + 0.35 * (genes["hair_style"] in _LONG) + 0.5 * red - 0.6 * is_bearded, 0.0, 1.0))

    def moved(name: str, amount: float) -> float:
        return float(np.clip(float(genes.get(name, 0.5)) + amount * (soft - 0.5), 0.03, 0.97))

    genes |= {
        "lashes": 0.05 + 0.65 * soft, "neck_width": 0.74 - 0.5 * soft, "shoulder_width": 0.7 - 0.42 * soft,
        "blush": 0.15 + 0.35 * soft, "nose_bridge": 0.65 - 0.35 * soft, "eye_size": moved("eye_size", 0.4),
        "eye_roundness": moved("eye_roundness", 0.3), "jaw_width": moved("jaw_width", -0.35),
        "chin_width": moved("chin_width", -0.3), "brow_thickness": moved("brow_thickness", -0.3),
    }  # fmt: skip
    hair = look.colours.get("hair")
    is_grey = hair is not None and float(np.hypot(hair[1], hair[2])) < 9 and float(hair[0]) > 38
    genes["age"] = float(np.clip((look.lines - 1.6) * 0.35 + 0.25 * is_grey, 0.05, 0.9))


def face_thumbnail(picture: Picture, box: FaceBox) -> NDArray[np.uint8]:
    """(160, 160, 4) a face with some of what is around it."""
    from studio.pipelines.framing import resized

    side = min(max(box.width, box.height) * 1.9, picture.width, picture.height)
    left = int(np.clip(box.x + box.width / 2 - side / 2, 0, picture.width - side))
    top = int(np.clip(box.y + box.height * 0.42 - side / 2, 0, picture.height - side))
    part = picture.pixels[top : top + max(int(side), 1), left : left + max(int(side), 1)]
    return resized(np.ascontiguousarray(part), (THUMBNAIL_PX, THUMBNAIL_PX))


def _not_too_large(picture: Picture) -> Picture:
    from studio.pipelines.framing import resized

    long_side = max(picture.width, picture.height)
    if long_side <= _HAND_PX:
        return picture
    factor = _LONG_SIDE_PX / long_side
    size = (max(1, round(picture.width * factor)), max(1, round(picture.height * factor)))
    return replace(picture, pixels=resized(picture.pixels, size))
