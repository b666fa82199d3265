"""The small model as a drawing engine: a drawn character wears expressions in its own picture."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from studio.core.jobs import CancelToken
from studio.engines.base import EngineInfo, EngineSession
from studio.engines.diffsfsr.pipeline import DiffSFSRPipeline
from studio.engines.diffsfsr.swapper import PortraitSwapper
from studio.engines.swap_square import feathered, pasted, scene_of
from studio.engines.swapping import SwapOptions, SwapSession, WornExpression
from studio.models.controls import Pose, clamped
from studio.models.face import FaceReference


class DiffSFSREngine:
    """Draws a character's head anew into the character's own picture.

    Args:
        load: Gives the pipeline; the shipped one if None.
    """

    info = EngineInfo(
        "diffsfsr", "DiffSFSR", keeps_pixels=True, is_deterministic=True, needs_download=False,
        summary="for drawn portraits; redraws the head at 128 px",
    )  # fmt: skip

    def __init__(self, load: Callable[[], DiffSFSRPipeline] | None = None) -> None:
        self._swapper = PortraitSwapper(load)

    def open(self, reference: FaceReference, cancel: CancelToken | None = None) -> EngineSession:
        """Prepare a character; see `Engine.open`."""
        token = cancel or CancelToken()
        token.check()
        scene, square = scene_of(reference, self._swapper.info)
        session = self._swapper.open([reference], token)
        shape = reference.picture.pixels.shape[:2]
        mask = feathered(scene.mask, square, (shape[0], shape[1]))

        def draw(pose: Pose, seed: int, cancel: CancelToken | None) -> NDArray[np.uint8]:
            drawn = session.draw(scene, WornExpression(pose), SwapOptions(seed=seed), cancel)
            return pasted(reference.picture.pixels, drawn, square, mask)

        return _Session(session, reference.picture.pixels, draw)


class _Session:
    def __init__(
        self,
        session: SwapSession,
        pixels: NDArray[np.uint8],
        draw: Callable[[Pose, int, CancelToken | None], NDArray[np.uint8]],
    ) -> None:
        self._session, self._pixels, self._draw = session, pixels, draw

    def draw(self, pose: Pose, seed: int = 0, cancel: CancelToken | None = None) -> NDArray[np.uint8]:
        """Draw one pose; nothing worn is the picture itself. See `EngineSession.draw`."""
        worn = clamped(pose)
        return self._draw(worn, seed, cancel) if worn else self._pixels.copy()

    def draw_many(
        self, poses: Sequence[Pose], seed: int = 0, cancel: CancelToken | None = None
    ) -> list[NDArray[np.uint8]]:
        """Draw several poses; see `EngineSession.draw_many`."""
        drawn = []
        for pose in [clamped(one) for one in poses]:
            if cancel is not None:
                cancel.check()
            drawn.append(self.draw(pose, seed, cancel))
        return drawn

    def close(self) -> None:
        """Free the character."""
        self._session.close()


__all__ = ["DiffSFSREngine"]
