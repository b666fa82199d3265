"""A swapper that paints the square in one colour, and drawn people to try it on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np

from studio.engines.diffsfsr.region import PORTRAIT_PLACING
from studio.engines.swappers import add_swapper, forget_swapper
from studio.engines.swapping import Replaced, SwapperInfo
from studio.models.controls import to_vector
from studio.models.face import ArtStyle, FaceMesh, FaceReference, MeshSource
from studio.models.face_mesh import canonical_points
from studio.models.picture import Picture
from studio.pipelines.swap import SwapPicture


class FlatSwapper:
    """Everything becomes one colour, which depends on what is asked."""

    info = SwapperInfo("flat", "Flat", 64, PORTRAIT_PLACING, Replaced.HEAD, note="It is flat.")

    def __init__(self) -> None:
        self.asked: list[tuple] = []
        self.is_closed = False

    def open(self, references, cancel=None):
        if cancel is not None:
            cancel.check()
        self.references = references
        return self

    def draw(self, scene, worn, options, cancel=None):
        if cancel is not None:
            cancel.check()
        self.asked.append((scene, worn, options))
        shade = int(1000 * float(np.abs(to_vector(worn.pose)).sum()) + options.seed) % 200
        return np.full((64, 64, 4), (255, shade, 0, 255), np.uint8)

    def recipe(self):
        return {"flat": "abc"}

    def close(self):
        self.is_closed = True


@contextmanager
def flat_swapper() -> Iterator[FlatSwapper]:
    made = FlatSwapper()
    add_swapper("flat", lambda: made, "Flat")
    try:
        yield made
    finally:
        forget_swapper("flat")


def drawn_person(row: int, style: ArtStyle = ArtStyle.FLAT) -> SwapPicture:
    """The canonical face over soft colours, standing as in a drawn portrait of 128 px; no network is needed."""
    rows, columns = np.mgrid[:128, :128].astype(np.float32)
    shades = [128 + 60 * np.sin((rows * k + columns * (row + 1)) / 40) for k in (1, 2, 3)]
    pixels = np.stack([*shades, np.full_like(rows, 255)], axis=2).astype(np.uint8)
    points = canonical_points() * (0.212 * 128) + np.array([0.505 * 128, 0.503 * 128, 0])
    mesh = FaceMesh(points.astype(np.float32), MeshSource.ANCHORS)
    reference = FaceReference(Picture(pixels, False, f"person {row}.png", "PNG"), mesh, style)
    return SwapPicture(f"person {row}", reference, f"{row}" * 64)
