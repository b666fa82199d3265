"""What was seen of a face: boxes, meshes, hand-placed anchors, the reference that engines draw from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from studio.models.picture import Picture
from studio.models.portrait import DrawnPortrait

MESH_POINT_COUNT = 478
"""MediaPipe face mesh with refined lips, eyes and irises (468 + 2 x 5)."""


@dataclass(frozen=True, slots=True, eq=False)
class FaceBox:
    """One detected face, in pixels of the upright picture.

    Attributes:
        x, y, width, height: The box.
        score: 0…1, the detector's own confidence.
        detector: Which detector found it.
        points: (5, 2) eye (left in the picture), eye (right in the picture), nose tip,
            mouth corner left, right; or None. Detectors that see only the mouth's middle estimate its corners.
        quarter_turns: How many counter-clockwise quarter turns of the picture make the face upright.
    """

    x: float
    y: float
    width: float
    height: float
    score: float
    detector: str
    points: NDArray[np.float32] | None = None
    quarter_turns: int = 0

    @property
    def area(self) -> float:
        """Square pixels."""
        return self.width * self.height


class MeshSource(StrEnum):
    """How a mesh was found."""

    TASKS = "tasks"
    ATTENTION = "attention"
    ANCHORS = "anchors"
    DRAWN = "drawn"


@dataclass(frozen=True, slots=True, eq=False)
class FaceMesh:
    """The 478 landmarks of one face.

    Attributes:
        points: (478, 3) float32, pixels of the upright picture; z in the same unit, smaller is nearer.
        source: How it was found.
        quarter_turns: As in `FaceBox`; the points are in the picture as given, not turned.
        blendshapes: Measured ARKit weights 0…1 when a model for them is installed, else empty.
        plausibility: 0…1, 1 is a face without any doubt; below the threshold of the check it is refused.
    """

    points: NDArray[np.float32]
    source: MeshSource
    quarter_turns: int = 0
    blendshapes: Mapping[str, float] = field(default_factory=dict)
    plausibility: float = 1.0


ANCHOR_NAMES: tuple[str, ...] = (
    "eyeRightOuter", "eyeRightInner", "eyeRightUpper", "eyeRightLower",
    "eyeLeftInner", "eyeLeftOuter", "eyeLeftUpper", "eyeLeftLower",
    "browRightOuter", "browRightMiddle", "browRightInner", "browLeftInner", "browLeftMiddle", "browLeftOuter",
    "noseTip", "noseWingRight", "noseWingLeft",
    "mouthRight", "mouthLeft", "upperLipTop", "upperLipBottom", "lowerLipTop", "lowerLipBottom",
    "chin", "jawRight", "jawLeft", "forehead", "irisRight", "irisLeft",
    "cheekRight", "cheekLeft",
)  # fmt: skip
"""Names of hand-placed anchors. Right and left are the character's own, as in ARKit: right is left in the picture."""

REQUIRED_ANCHORS: tuple[str, ...] = (
    "eyeRightOuter", "eyeRightInner", "eyeLeftInner", "eyeLeftOuter", "mouthRight", "mouthLeft", "chin",
)  # fmt: skip
"""The least that places a face; each further anchor makes the fit better."""


@dataclass(frozen=True, slots=True)
class Anchors:
    """Hand-placed points of one face: name -> (x, y) in pixels of the upright picture."""

    points: Mapping[str, tuple[float, float]]


class ArtStyle(StrEnum):
    """What the pixels look like; decides thresholds and how missing parts (mouth cavity, lids) are painted."""

    PHOTO = "photo"
    PAINTED = "painted"
    FLAT = "flat"


@dataclass(frozen=True, slots=True, eq=False)
class FaceReference:
    """A picture with its face: all that an engine needs to draw it.

    Attributes:
        picture: The picture, cut out (alpha) or with its background, as the user chose.
        mesh: Its landmarks.
        style: What the pixels look like.
        portrait: How it was drawn, where it was drawn from a genome.
    """

    picture: Picture
    mesh: FaceMesh
    style: ArtStyle = ArtStyle.PHOTO
    portrait: DrawnPortrait | None = None
