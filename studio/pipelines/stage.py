"""A character ready to be drawn: the engine's session, at the frame's size, equal frames kept once."""

from __future__ import annotations

import hashlib
from contextlib import AbstractContextManager
from types import TracebackType
from weakref import WeakValueDictionary

import numpy as np
from numpy.typing import NDArray

from studio.core.jobs import CancelToken
from studio.engines.base import EngineSession
from studio.engines.registry import DEFAULT_ENGINE, make_engine
from studio.models.controls import Pose, to_vector
from studio.models.face import FaceReference
from studio.models.project import FrameOptions
from studio.pipelines.framing import DEFAULT_SIZE_PX, Framing, framed_pixels, framed_reference, plan_framing


class Stage(AbstractContextManager["Stage"]):
    """Draws frames of one character; close it, or use it in a `with` statement.

    Equal frames are one array, found by the pose or by the pixels' hash. Only frames that somebody still holds are
    remembered, so a long film takes no more memory than a short one.
    """

    def __init__(
        self,
        reference: FaceReference,
        options: FrameOptions | None = None,
        engine: str = DEFAULT_ENGINE,
        cancel: CancelToken | None = None,
        largest_px: int = DEFAULT_SIZE_PX,
    ) -> None:
        self._cancel = cancel or CancelToken()
        self.framing: Framing = plan_framing(reference, options or FrameOptions(), largest_px)
        drawn_from = framed_reference(reference, self.framing)
        self._session: EngineSession = make_engine(engine).open(drawn_from, self._cancel)
        self._by_pose: WeakValueDictionary[bytes, NDArray[np.uint8]] = WeakValueDictionary()
        self._by_pixels: WeakValueDictionary[bytes, NDArray[np.uint8]] = WeakValueDictionary()

    def frame(self, pose: Pose, seed: int = 0) -> NDArray[np.uint8]:
        """Draw one frame.

        Args:
            pose: What is worn.
            seed: For engines that use chance.

        Returns:
            (H, W, 4) uint8 of the frame's size, sRGB, straight alpha; read-only, shared between equal frames.

        Raises:
            InputError: If a control is unknown.
            JobCancelled: If the token was set.
        """
        self._cancel.check()
        key = to_vector(pose).tobytes() + seed.to_bytes(8, "big", signed=True)
        known = self._by_pose.get(key)
        if known is not None:
            return known
        pixels = framed_pixels(self._session.draw(pose, seed), self.framing)
        frame = self._by_pixels.setdefault(frame_digest(pixels), pixels)
        frame.flags.writeable = False
        self._by_pose[key] = frame
        return frame

    def landmarks(self, pose: Pose) -> NDArray[np.float32] | None:
        """Where the landmarks lie in a pose, without drawing it.

        Returns:
            (478, 2) float32 pixels of the reference; None where the engine cannot tell.
        """
        track = getattr(self._session, "track", None)
        if track is None:
            return None
        crop, (width, height) = self.framing.crop, self.framing.drawn_size
        factors = np.array([width / crop.width, height / crop.height], np.float32)
        return np.asarray(track(pose) / factors + np.array([crop.x, crop.y], np.float32), np.float32)

    def close(self) -> None:
        """Free the engine's memory."""
        self._session.close()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def frame_digest(pixels: NDArray[np.uint8]) -> bytes:
    """What tells two frames apart: 16 bytes over the pixels."""
    return hashlib.blake2b(np.ascontiguousarray(pixels).data, digest_size=16).digest()
