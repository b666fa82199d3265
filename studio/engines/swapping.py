"""The protocol of everything that can put a character's head, or face, into a picture.

A swapper works on a square cut-out in which the face stands where the swapper wants it. Finding that square, the mask
and pasting the result back belong to `studio.pipelines.swap`, so that they are the same whatever draws.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from studio.core.jobs import CancelToken
from studio.models.controls import Pose
from studio.models.face import FaceReference


class Replaced(StrEnum):
    """What of the person in the picture is replaced."""

    HEAD = "head"
    """Face, hair and neck: drawn characters are known by their hair."""
    FACE = "face"
    """The face alone; hair and head stay."""


class SwapQuality(StrEnum):
    """How much time a picture may take."""

    DRAFT = "draft"
    """Two evaluations of the network, through a midpoint."""
    FULL = "full"


@dataclass(frozen=True, slots=True)
class Placing:
    """Where the face stands in the square that a swapper works on, as shares of its side.

    Attributes:
        eyes_x, eyes_y: The middle between the eyes.
        eye_distance: Between the eyes' centres.
        is_upright: Whether the square is turned so that the eyes lie level.
    """

    eyes_x: float
    eyes_y: float
    eye_distance: float
    is_upright: bool = False


@dataclass(frozen=True, slots=True)
class SwapperInfo:
    """What a swapper is and can do.

    Attributes:
        id, title: As in `EngineInfo`.
        size_px: Side of its square.
        placing: Where it wants the face.
        replaces: What it replaces.
        needs_download: Whether weights must be installed by the user.
        note: What to tell before it is used on pictures that it was not made for; may be empty.
    """

    id: str
    title: str
    size_px: int
    placing: Placing
    replaces: Replaced
    needs_download: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class SwapOptions:
    """How a swap is drawn.

    Attributes:
        quality: A quick draft, or the full sampler.
        steps: Of the full sampler; 0 for the swapper's own.
        identity_scale, expression_scale: How much each condition is insisted on; 1 is as learned.
        seed: The same seed gives the same picture, and frames of a clip that hold together.
    """

    quality: SwapQuality = SwapQuality.FULL
    steps: int = 0
    identity_scale: float = 1.0
    expression_scale: float = 1.0
    seed: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class SwapScene:
    """The picture that the head is put into, cut out for the swapper.

    Attributes:
        pixels: (S, S, 4) uint8 straight alpha; where the square reaches over the picture's edge, the edge goes on.
        mask: (S, S) float32 0…1: what is to be replaced.
        landmarks: (478, 2) float32 of the face in it, pixels of the square.
    """

    pixels: NDArray[np.uint8]
    mask: NDArray[np.float32]
    landmarks: NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class WornExpression:
    """What the new face wears.

    Attributes:
        pose: Controls.
        picture: (S, S, 4) uint8, placed as the scene: somebody alone, without background, who shows the expression.
            A swapper that cannot read pictures goes by the pose alone.
        picture_strength: How strongly what the picture shows is worn.
        keeps_head: Whether the head keeps the turn and tilt that it has in the scene, where the pose does not say.
    """

    pose: Pose = field(default_factory=dict)
    picture: NDArray[np.uint8] | None = None
    picture_strength: float = 1.0
    keeps_head: bool = True


class SwapSession(Protocol):
    """One character, ready to be put into pictures. Not safe to use from two threads at once."""

    def draw(
        self, scene: SwapScene, worn: WornExpression, options: SwapOptions, cancel: CancelToken | None = None
    ) -> NDArray[np.uint8]:
        """Draw the square anew with the character in it.

        Returns:
            (S, S, 4) uint8 straight alpha; what it holds outside the mask is not used.

        Raises:
            JobCancelled: If `cancel` was set; checked before each evaluation.
        """
        ...

    def recipe(self) -> Mapping[str, str]:
        """What weights it draws with: name -> short fingerprint, for the content note."""
        ...

    def close(self) -> None:
        """Free memory."""
        ...


class Swapper(Protocol):
    """A way of putting characters into pictures."""

    info: SwapperInfo

    def open(self, references: Sequence[FaceReference], cancel: CancelToken | None = None) -> SwapSession:
        """Get a character ready.

        Args:
            references: One or several pictures of the character.
            cancel: Checked between two steps.

        Raises:
            ModelError: If weights are missing.
            InputError: If the references cannot be used.
        """
        ...


__all__ = [
    "Placing", "Replaced", "SwapOptions", "SwapQuality", "SwapScene", "SwapSession", "Swapper", "SwapperInfo",
    "WornExpression",
]  # fmt: skip
