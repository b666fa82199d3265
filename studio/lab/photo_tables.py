"""What `from-photo` knows of the renderer, learned once and kept in `resources/rig`.

Run `python -m studio.lab.photo_tables` after the renderer's proportions or hair have changed.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from studio.core.folders import resources_folder
from studio.engines.portrait.renderer import PARTS, one_thread, portrait_landmarks, render_portraits
from studio.models.genome import HAIR_STYLES, PortraitGenome
from studio.models.genome_random import generator
from studio.vision.face_shape import SHAPE_MEASURES, face_shape
from studio.vision.head_frame import mask_into_frame

SHAPE_GENES: tuple[str, ...] = (
    "head_length", "cheek_width", "cheek_fullness", "jaw_width", "jaw_height", "chin_width", "chin_length", "eye_size",
    "eye_roundness", "eye_spacing", "eye_tilt", "eye_height", "iris_size", "brow_arch", "brow_tilt", "brow_length",
    "brow_height", "nose_width", "nose_length", "mouth_width", "mouth_height", "upper_lip", "lower_lip", "mouth_curve",
)  # fmt: skip
"""Genes that landmarks decide."""
COVERED = ("bald", "headscarf", "beanie", "hood")
"""Styles of which no hair silhouette tells."""
FRINGES, LENGTHS, VOLUMES = ("none", "blunt", "swept", "curtain"), (0.15, 0.5, 0.85), (0.2, 0.5, 0.85)
HAIR_PX = 48
_SAMPLES, _RIDGE, _BATCH = 400, 0.02, 33


def learn_shape() -> dict[str, object]:
    """How genes follow from proportions: ridge regression over faces that the renderer knows exactly."""
    chance = generator(1, "shape")
    usual = [PortraitGenome.random(seed) for seed in range(_SAMPLES)]
    wild = []
    for genome in usual:
        drawn = map(float, chance.random(len(SHAPE_GENES)) * 0.9 + 0.05)
        wild.append(PortraitGenome.from_values(genome.values() | dict(zip(SHAPE_GENES, drawn, strict=True))))
    with one_thread():
        points = portrait_landmarks([*usual, *wild], size=512).numpy()
    shapes = np.array([face_shape(one) for one in points])
    genes = np.array([[getattr(genome, name) for name in SHAPE_GENES] for genome in wild])
    middle, spread = shapes[:_SAMPLES].mean(0), shapes[:_SAMPLES].std(0)
    known = (shapes[_SAMPLES:] - middle) / spread
    columns = np.column_stack((known, np.ones(len(known))))
    damping = np.diag([*([_RIDGE * len(known)] * known.shape[1]), 0.0])
    solved = np.linalg.solve(columns.T @ columns + damping, columns.T @ genes)
    return {
        "measures": SHAPE_MEASURES, "genes": SHAPE_GENES, "middle": middle.round(5).tolist(),
        "spread": spread.round(5).tolist(), "weights": solved[:-1].round(5).tolist(),
        "offset": solved[-1].round(5).tolist(),
    }  # fmt: skip


def hair_rows() -> Iterator[tuple[str, str, float, float]]:
    """(style, fringe, length, volume) of the silhouettes."""
    styles = [style for style in HAIR_STYLES if style not in COVERED]
    yield from product(styles, FRINGES, LENGTHS, VOLUMES)


def hair_silhouettes() -> dict[str, NDArray[Any]]:
    """The hair of each row in the head's frame, bits packed."""
    rows = list(hair_rows())
    genomes = [
        PortraitGenome(hair_style=style, fringe=fringe, hair_length=length, hair_volume=volume)
        for style, fringe, length, volume in rows
    ]
    masks = []
    hair = PARTS.index("hair")
    with one_thread():
        for start in range(0, len(genomes), _BATCH):
            drawn = render_portraits(genomes[start : start + _BATCH], None, 128, with_masks=True)
            assert drawn.masks is not None
            for mask, points in zip(drawn.masks[:, hair].numpy(), drawn.landmarks.numpy(), strict=True):
                masks.append(mask_into_frame(mask, points, HAIR_PX) > 0.5)
    return {"bits": np.packbits(np.array(masks).reshape(len(masks), -1), axis=1)}


def main(folder: Path | None = None) -> None:
    """Write both tables."""
    place = folder or resources_folder() / "rig"
    (place / "portrait_shape.json").write_text(json.dumps(learn_shape()) + "\n", encoding="utf-8")
    np.savez_compressed(place / "portrait_hair.npz", **hair_silhouettes())


if __name__ == "__main__":
    main()
