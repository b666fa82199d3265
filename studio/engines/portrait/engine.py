"""The engine of drawn characters: every expression is drawn anew from the genes, exactly."""

from __future__ import annotations

import math
from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.core.errors import InputError
from studio.core.jobs import CancelToken
from studio.engines.base import EngineInfo
from studio.engines.portrait.renderer import MAX_SIZE_PX, MIN_SIZE_PX, draw_few, one_thread, portrait_landmarks
from studio.models.controls import Pose, clamped
from studio.models.face import FaceReference
from studio.models.portrait import DrawnPortrait

_WHOLE_PX = 1e-3
"""Places nearer than this to whole pixels count as whole."""


class PortraitSession:
    """One drawn character; see `studio.engines.base.EngineSession`."""

    def __init__(self, portrait: DrawnPortrait, size: tuple[int, int]) -> None:
        self._portrait = portrait
        self._width, self._height = size
        self._drawn_px = min(max(math.ceil(portrait.size_px - _WHOLE_PX), MIN_SIZE_PX), MAX_SIZE_PX)

    def draw(self, pose: Pose, seed: int = 0) -> NDArray[np.uint8]:
        """Draw one pose; see `EngineSession.draw`."""
        del seed
        portrait, pose = self._portrait, clamped(pose)
        drawn = draw_few([portrait.genome], [pose], self._drawn_px, portrait.has_background)
        return self._placed(drawn.pixels()[0])

    def draw_many(
        self, poses: Sequence[Pose], seed: int = 0, cancel: CancelToken | None = None
    ) -> list[NDArray[np.uint8]]:
        """Draw several poses; see `EngineSession.draw_many`."""
        pictures = []
        for pose in poses:
            if cancel is not None:
                cancel.check()
            pictures.append(self.draw(pose, seed))
        return pictures

    def track(self, pose: Pose) -> NDArray[np.float32]:
        """Where the landmarks lie in a pose, (478, 2) float32 pixels; much cheaper than drawing it."""
        portrait = self._portrait
        with one_thread():
            points = portrait_landmarks([portrait.genome], [clamped(pose)], MAX_SIZE_PX)[0, :, :2]
        moved = points.numpy() * (portrait.size_px / MAX_SIZE_PX) + np.array([portrait.x, portrait.y], np.float32)
        return np.asarray(moved, np.float32)

    def close(self) -> None:
        """Nothing is held beyond this object."""

    def _placed(self, drawn: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """The drawn square where the picture has it."""
        portrait = self._portrait
        if self._is_whole():
            if (portrait.x, portrait.y, self._width, self._height) == (0, 0, self._drawn_px, self._drawn_px):
                return drawn
            return self._pasted(drawn, round(portrait.x), round(portrait.y))
        scale = portrait.size_px / self._drawn_px
        shift = (scale - 1) / 2  # pixels are sampled in their middles
        matrix = np.array([[scale, 0, portrait.x + shift], [0, scale, portrait.y + shift]])
        flat = drawn.astype(np.float32)
        flat[..., :3] *= flat[..., 3:] / 255
        edge = cv2.BORDER_REPLICATE if portrait.has_background else cv2.BORDER_CONSTANT
        moved = cv2.warpAffine(flat, matrix, (self._width, self._height), flags=cv2.INTER_LINEAR, borderMode=edge)
        moved[..., :3] *= 255 / np.maximum(moved[..., 3:], 1e-3)
        return np.ascontiguousarray(np.clip(moved + 0.5, 0, 255).astype(np.uint8))

    def _is_whole(self) -> bool:
        portrait = self._portrait
        gaps = (portrait.x - round(portrait.x), portrait.y - round(portrait.y), portrait.size_px - self._drawn_px)
        return all(abs(gap) < _WHOLE_PX for gap in gaps)

    def _pasted(self, drawn: NDArray[np.uint8], x: int, y: int) -> NDArray[np.uint8]:
        result = np.zeros((self._height, self._width, 4), np.uint8)
        left, top = max(0, x), max(0, y)
        right, bottom = min(self._width, x + self._drawn_px), min(self._height, y + self._drawn_px)
        if right > left and bottom > top:
            result[top:bottom, left:right] = drawn[top - y : bottom - y, left - x : right - x]
        return result


class PortraitEngine:
    """Draws characters that were made from genes."""

    info = EngineInfo(
        "portrait", "Drawn portrait", keeps_pixels=False, is_deterministic=True, needs_download=False,
        summary="draws characters made in the program anew, exactly, in every expression",
    )  # fmt: skip

    def open(self, reference: FaceReference, cancel: CancelToken | None = None) -> PortraitSession:
        """Prepare a character; see `Engine.open`."""
        if cancel is not None:
            cancel.check()
        if reference.portrait is None:
            raise InputError(
                "This character was not drawn from genes.",
                "Choose the puppet engine for it; it moves any picture.",
                "portrait.no_genome",
            )
        return PortraitSession(reference.portrait, (reference.picture.width, reference.picture.height))
