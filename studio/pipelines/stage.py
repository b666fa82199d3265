"""A character ready to be drawn: the engine's session, at the frame's size, equal frames kept once."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from contextlib import AbstractContextManager
from types import TracebackType
from weakref import WeakValueDictionary

import numpy as np
from numpy.typing import NDArray

from studio.core.errors import InputError
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
        self._ahead: list[tuple[bytes, Pose, int]] = []
        self._held: dict[bytes, NDArray[np.uint8]] = {}
        self._by_pose: WeakValueDictionary[bytes, NDArray[np.uint8]] = WeakValueDictionary()
        self._by_pixels: WeakValueDictionary[bytes, NDArray[np.uint8]] = WeakValueDictionary()

    @property
    def notes(self) -> tuple[str, ...]:
        """What the engine has to say about the character, in whole sentences; mostly nothing."""
        return tuple(getattr(self._session, "notes", ()))

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
        key = _key(pose, seed)
        known = self._held.pop(key, None)
        if known is None:
            known = self._by_pose.get(key)
        if known is not None:
            return known
        if any(key == one for one, _, _ in self._ahead):
            self._draw_ahead(key, seed)
            if key in self._held:
                return self._held.pop(key)
        return self._kept(key, self._session.draw(pose, seed))

    def expect(self, poses: Sequence[Pose], seeds: Sequence[int] = ()) -> None:
        """Say which frames will be asked for, so that an engine that draws several as cheaply as one can do so.

        Args:
            poses: In the order in which they will be asked for.
            seeds: Of each; 0 without.
        """
        if getattr(self._session, "together", 1) <= 1:
            return
        self._ahead = []
        for pose, seed in zip(poses, seeds or [0] * len(poses), strict=True):
            try:
                self._ahead.append((_key(pose, seed), pose, seed))
            except InputError:  # told when it is asked for
                continue

    def _draw_ahead(self, key: bytes, seed: int) -> None:
        """Draw the expected frames from this one on that share its seed, as many as go together."""
        start = next(index for index, one in enumerate(self._ahead) if one[0] == key)
        count = int(getattr(self._session, "together", 1))
        chosen = [one for one in self._ahead[start:] if one[2] == seed][:count]
        taken = {one[0] for one in chosen}
        self._ahead = [one for one in self._ahead if one[0] not in taken]
        try:
            drawn = self._session.draw_many([pose for _, pose, _ in chosen], seed, self._cancel)
        except InputError:  # one of them cannot be drawn: each on its own then, and that one tells why
            return
        for (one, _, _), pixels in zip(chosen, drawn, strict=True):
            self._held[one] = self._kept(one, pixels)

    def _kept(self, key: bytes, drawn: NDArray[np.uint8]) -> NDArray[np.uint8]:
        pixels = framed_pixels(drawn, self.framing)
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
        self._ahead.clear()
        self._held.clear()
        self._session.close()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _key(pose: Pose, seed: int) -> bytes:
    return to_vector(pose).tobytes() + seed.to_bytes(8, "big", signed=True)


def frame_digest(pixels: NDArray[np.uint8]) -> bytes:
    """What tells two frames apart: 16 bytes over the pixels."""
    return hashlib.blake2b(np.ascontiguousarray(pixels).data, digest_size=16).digest()
