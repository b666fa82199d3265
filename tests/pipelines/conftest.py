"""A character without any model: pixels and landmarks made by formula, drawn by the test engine."""

from __future__ import annotations

import numpy as np
import pytest

from studio.models.face import FaceMesh, FaceReference, MeshSource
from studio.models.picture import Picture
from studio.pipelines.subject import Subject
from studio.pipelines.wardrobe import builtin_expressions


def make_reference(width: int = 120, height: int = 160, has_alpha: bool = True) -> FaceReference:
    rows, columns = np.mgrid[:height, :width]
    pixels = np.stack(
        [columns * 255 // width, rows * 255 // height, (rows + columns) % 256, np.full_like(rows, 255)], axis=2
    ).astype(np.uint8)
    if has_alpha:
        distance = np.hypot((columns - width / 2) / width, (rows - height / 2) / height)
        pixels[..., 3] = np.clip((0.52 - distance) * 2000, 0, 255)
    angles = np.arange(478) * 2.399963
    radii = np.sqrt(np.arange(478) / 478)
    points = np.stack(
        [
            width / 2 + 0.2 * width * radii * np.cos(angles),
            height * 0.4 + 0.2 * height * radii * np.sin(angles),
            angles,
        ],
        axis=1,
    ).astype(np.float32)
    return FaceReference(Picture(pixels, has_alpha, "made.png", "PNG"), FaceMesh(points, MeshSource.ANCHORS))


@pytest.fixture
def subject() -> Subject:
    return Subject("Ärla", "made", make_reference(), builtin_expressions())
