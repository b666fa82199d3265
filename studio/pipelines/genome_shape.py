"""From the proportions of a face to genes, by what was learned from faces that the renderer knows exactly."""

from __future__ import annotations

import functools
import json
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from studio.core.errors import ModelError
from studio.core.folders import resources_folder
from studio.vision.face_shape import SHAPE_MEASURES, face_shape

_PEOPLE = {  # measure -> middle and spread over photographs and paintings of people
    "face_height": (1.154, 0.053), "temple_width": (0.948, 0.019), "cheek_width": (0.950, 0.015),
    "jaw_width": (0.795, 0.019), "chin_width": (0.441, 0.019), "chin_length": (0.255, 0.020),
    "eye_width": (0.191, 0.010), "eye_opening": (0.037, 0.017), "eye_spacing": (0.248, 0.010),
    "eye_tilt": (0.016, 0.053), "eye_height": (0.786, 0.052), "iris_size": (0.079, 0.008),
    "brow_height": (0.127, 0.021), "brow_tilt": (-0.102, 0.026), "brow_arch": (0.038, 0.006),
    "brow_length": (0.297, 0.008), "nose_width": (0.247, 0.018), "nose_length": (0.294, 0.021),
    "mouth_width": (0.344, 0.032), "mouth_height": (0.313, 0.019), "upper_lip": (0.037, 0.007),
    "lower_lip": (0.055, 0.009), "mouth_curve": (-0.006, 0.011),
}  # fmt: skip
_DRAWN_IRIS = 0.135
"""Irises wider than this, in widths of the face, are drawn: no person has them."""
_REACH = 2.2
"""Spreads from the middle beyond which a measure counts no more: landmarks err, and nobody is that unlike."""
_FLATTERY = 0.85
"""Drawn characters are a little more alike than people."""


@dataclass(frozen=True, slots=True, eq=False)
class _Model:
    genes: tuple[str, ...]
    middle: NDArray[np.float64]
    spread: NDArray[np.float64]
    weights: NDArray[np.float64]
    offset: NDArray[np.float64]


def is_drawn(points: NDArray[np.floating[Any]]) -> bool:
    """Whether the proportions are those of a drawn character with large eyes."""
    return bool(face_shape(points)[SHAPE_MEASURES.index("iris_size")] > _DRAWN_IRIS)


def shape_genes(points: NDArray[np.floating[Any]]) -> dict[str, float]:
    """The genes that landmarks decide.

    A drawn character's are what the drawing has; a person's are as unlike the usual drawn character's as the
    person's proportions are unlike the usual person's.

    Args:
        points: (478, 3) landmarks in pixels.
    """
    model, shape = _model(), face_shape(points)
    if not is_drawn(points):
        people = np.array([_PEOPLE[name] for name in SHAPE_MEASURES])
        unlike = np.clip((shape - people[:, 0]) / people[:, 1], -_REACH, _REACH)
        shape = model.middle + unlike * model.spread * _FLATTERY
    genes = (shape - model.middle) / model.spread @ model.weights + model.offset
    return {name: float(np.clip(value, 0.03, 0.97)) for name, value in zip(model.genes, genes, strict=True)}


@functools.cache
def _model() -> _Model:
    path = resources_folder() / "rig" / "portrait_shape.json"
    try:
        table = json.loads(path.read_text(encoding="utf-8"))
        arrays = (np.asarray(table[name], np.float64) for name in ("middle", "spread", "weights", "offset"))
        return _Model(tuple(table["genes"]), *arrays)
    except (OSError, ValueError, KeyError) as error:
        raise ModelError(
            "The table of drawn faces is missing.", "Install the program again.", "model.corrupt"
        ) from error
