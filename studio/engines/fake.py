"""A deterministic engine without any model: quick, honest about what was asked, for tests."""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from studio.core.errors import InputError
from studio.core.jobs import CancelToken
from studio.engines.base import EngineInfo, EngineSession
from studio.models.controls import Pose, to_vector
from studio.models.face import FaceReference


class FakeEngine:
    """Paints a bar code of the pose over the middle of the face; the neutral pose leaves the picture alone."""

    info = EngineInfo("fake", "Test pattern", keeps_pixels=True, is_deterministic=True, needs_download=False)

    def open(self, reference: FaceReference, cancel: CancelToken | None = None) -> EngineSession:
        """Prepare a character; see `Engine.open`."""
        if cancel is not None:
            cancel.check()
        return _FakeSession(reference)


class _FakeSession:
    def __init__(self, reference: FaceReference) -> None:
        self._pixels: NDArray[np.uint8] | None = reference.picture.pixels
        points = reference.mesh.points[:, :2]
        height, width = reference.picture.pixels.shape[:2]
        low, high = points.min(0).astype(int).clip(0), np.ceil(points.max(0)).astype(int)
        self._rows = slice(int(low[1]), int(min(high[1], height)))
        self._columns = slice(int(low[0]), int(min(high[0], width)))
        if self._rows.stop <= self._rows.start or self._columns.stop <= self._columns.start:
            raise InputError("The face lies outside the picture.", "Choose another face.", "face.outside")

    def draw(self, pose: Pose, seed: int = 0) -> NDArray[np.uint8]:
        """Draw one pose; see `EngineSession.draw`."""
        if self._pixels is None:
            raise RuntimeError("the session is closed")
        vector, result = to_vector(pose), self._pixels.copy()
        if vector.any():
            digest = hashlib.sha256(vector.tobytes() + struct.pack("<q", seed)).digest()
            stripes = np.frombuffer(digest, np.uint8)[np.arange(self._columns.stop - self._columns.start) % 32]
            result[self._rows, self._columns, :3] = stripes[None, :, None]
        return result

    def draw_many(
        self, poses: Sequence[Pose], seed: int = 0, cancel: CancelToken | None = None
    ) -> list[NDArray[np.uint8]]:
        """Draw several poses; see `EngineSession.draw_many`."""
        drawn = []
        for pose in poses:
            if cancel is not None:
                cancel.check()
            drawn.append(self.draw(pose, seed))
        return drawn

    def close(self) -> None:
        """Free the picture."""
        self._pixels = None
