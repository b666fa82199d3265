"""Real faces for the tests of drawing engines, found once a run."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import numpy as np

from studio.models.face import ArtStyle, FaceReference
from studio.models.picture import Picture
from studio.storage.pictures import load_picture
from studio.vision.detect import find_faces
from studio.vision.landmarks import find_mesh

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"


def astronaut() -> FaceReference:
    """scikit-image's public-domain portrait: there on every machine."""
    from skimage import data

    rgb = data.astronaut()
    pixels = np.dstack([rgb, np.full(rgb.shape[:2], 255, np.uint8)])
    return reference(Picture(np.ascontiguousarray(pixels), has_alpha=False, source_name="astronaut"))


def reference(picture: Picture, style: ArtStyle = ArtStyle.PHOTO, models: Path | None = None) -> FaceReference:
    """The largest face of a picture."""
    box = find_faces(picture, models)[0]
    return FaceReference(picture, find_mesh(picture, box, models), style)


@lru_cache(maxsize=32)
def shared_reference(path: str, style: ArtStyle = ArtStyle.PHOTO) -> FaceReference:
    """The largest face of a file of the test data, seen with the test data's models."""
    return reference(load_picture(DATA / path), style, DATA / "models")
