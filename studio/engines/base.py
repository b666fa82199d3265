"""The protocol of every drawing engine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from studio.core.jobs import CancelToken
from studio.models.controls import Pose
from studio.models.face import FaceReference


@dataclass(frozen=True, slots=True)
class EngineInfo:
    """What an engine is and can do.

    Attributes:
        id: For files and the command line ("puppet").
        title: For people, a word or two.
        keeps_pixels: Whether pixels outside the face are returned byte for byte.
        is_deterministic: Whether equal input gives equal bytes on one machine.
        needs_download: Whether weights must be installed first.
        summary: What it does, in a few words; may be empty.
    """

    id: str
    title: str
    keeps_pixels: bool
    is_deterministic: bool
    needs_download: bool
    summary: str = ""


class EngineSession(Protocol):
    """One character, ready to be drawn many times. Not safe to use from two threads at once."""

    def draw(self, pose: Pose, seed: int = 0) -> NDArray[np.uint8]:
        """Draw the character wearing a pose.

        Args:
            pose: Sparse control values; out-of-range values are clamped.
            seed: For engines that use chance; others ignore it.

        Returns:
            (H, W, 4) uint8, sRGB, straight alpha, RGBA, the reference's own size. A new array.

        Raises:
            InputError: If a control is unknown or a value is not a number.
        """
        ...

    def draw_many(
        self, poses: Sequence[Pose], seed: int = 0, cancel: CancelToken | None = None
    ) -> list[NDArray[np.uint8]]:
        """Draw several poses; equals drawing them one by one.

        Raises:
            JobCancelled: If `cancel` was set; checked before each picture.
        """
        ...

    def close(self) -> None:
        """Free memory; the session cannot draw afterwards."""
        ...


class Engine(Protocol):
    """A way of drawing faces."""

    info: EngineInfo

    def open(self, reference: FaceReference, cancel: CancelToken | None = None) -> EngineSession:
        """Prepare a character.

        Raises:
            InputError: If the reference cannot be drawn (face too small, mesh out of the picture).
            ModelError: If weights are missing.
            JobCancelled: If `cancel` was set.
        """
        ...
