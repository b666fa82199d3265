"""Pictures made of poses beside those that are played: onion skins, differences, where landmarks go."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QImage

from studio.models.controls import Pose
from studio.services.images import to_qimage
from studio.services.inference import InferenceService
from studio.services.reel import PLAYED_PX
from studio.services.stages import StageCache, StageRequest

_SEEN_FROM, _FULL_AT = 5.0, 36.0
"""Difference of a channel from which on a skin is seen at all, and fully."""
_CALM_PX = 2
"""So far a difference is spread: the grain of a photograph is no motion."""


@dataclass(frozen=True, slots=True)
class Skin:
    """One onion skin.

    Attributes:
        pose: What it shows.
        tint: (red, green, blue), 0 … 255.
        opacity: 0 … 1.
    """

    pose: Pose
    tint: tuple[int, int, int]
    opacity: float


class PosePictures(QObject):
    """Asks the inference thread; of each channel only the last question is answered."""

    answered = Signal(str, object)
    """(channel, result)"""

    def __init__(self, inference: InferenceService, stages: StageCache, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._inference, self._stages = inference, stages
        self._asked: dict[str, int] = {}
        inference.answered.connect(self._on_answer)

    def skins(
        self, channel: str, request: StageRequest, blobs: Mapping[str, bytes], shown: Pose, skins: Sequence[Skin]
    ) -> None:
        """Ask for onion skins: a `QImage` each, seen only where it differs from what is shown.

        Args:
            channel: Who asks.
            request: Who is drawn; its size is that of played frames.
            blobs: Where the picture lies.
            shown: What is on the canvas.
            skins: From the lowest to the highest.
        """

        def draw() -> list[QImage]:
            stage = self._stages.stage(_played(request), blobs)
            here = stage.frame(shown)
            return [to_qimage(skin_of(stage.frame(skin.pose), here, skin.tint, skin.opacity)) for skin in skins]

        self._ask(channel, draw)

    def difference(
        self, channel: str, request: StageRequest, blobs: Mapping[str, bytes], first: Pose, second: Pose
    ) -> None:
        """Ask how far two poses differ as pictures: 0 … 1, the strongest change counted as a player sees it."""

        def draw() -> float:
            stage = self._stages.stage(_played(request), blobs)
            return difference_of(stage.frame(first), stage.frame(second))

        self._ask(channel, draw)

    def trails(
        self,
        channel: str,
        request: StageRequest,
        blobs: Mapping[str, bytes],
        poses: Sequence[Pose],
        landmarks: Sequence[int],
    ) -> None:
        """Ask where landmarks lie in each pose, in pixels of the reference; None where the engine cannot tell."""

        def track() -> list[list[tuple[float, float]]] | None:
            stage = self._stages.stage(_played(request), blobs)
            found: list[list[tuple[float, float]]] = [[] for _ in landmarks]
            for pose in poses:
                points = stage.landmarks(pose)
                if points is None:
                    return None
                for line, index in zip(found, landmarks, strict=True):
                    line.append((float(points[index, 0]), float(points[index, 1])))
            return found

        self._ask(channel, track)

    def forget(self, channel: str) -> None:
        """Let nothing of a channel come any more."""
        self._asked.pop(channel, None)

    def _ask(self, channel: str, work: Callable[[], object]) -> None:
        self._asked[channel] = self._inference.ask(channel, work)

    @Slot(object, int, object, object)
    def _on_answer(self, channel: Any, revision: int, result: Any, error: Exception | None) -> None:
        if self._asked.get(channel) != revision:
            return
        del self._asked[channel]
        if error is None:  # the player tells why nothing can be drawn
            self.answered.emit(channel, result)


def _played(request: StageRequest) -> StageRequest:
    return StageRequest(request.reference, request.engine, request.frame, PLAYED_PX)


def skin_of(
    frame: NDArray[np.uint8], shown: NDArray[np.uint8], tint: tuple[int, int, int], opacity: float
) -> NDArray[np.uint8]:
    """A frame in one colour, its lights and darks kept, seen only where it differs from another.

    Args:
        frame: (H, W, 4) uint8, straight alpha.
        shown: The same size.
        tint: Its colour.
        opacity: At most so much of it is seen.
    """
    change = np.abs(frame.astype(np.int16) - shown.astype(np.int16)).max(axis=2).astype(np.float32)
    ramp = np.clip((_calmed(change) - _SEEN_FROM) / (_FULL_AT - _SEEN_FROM), 0.0, 1.0)
    share = ramp * ramp * (3.0 - 2.0 * ramp) * opacity
    light = frame[..., :3].astype(np.float32) @ np.array([0.299, 0.587, 0.114], np.float32) / 255.0
    colour = np.asarray(tint, np.float32) * (0.35 + 0.65 * light[..., None])
    alpha = share * np.maximum(frame[..., 3], shown[..., 3])
    return np.dstack([np.clip(colour, 0, 255), alpha]).astype(np.uint8)


def _calmed(change: NDArray[np.float32]) -> NDArray[np.float32]:
    """The mean of a square around each pixel."""
    for axis in (0, 1):
        padded = np.pad(change, [(_CALM_PX, _CALM_PX) if one == axis else (0, 0) for one in (0, 1)], "edge")
        size = change.shape[axis]
        parts = [np.take(padded, range(shift, shift + size), axis) for shift in range(2 * _CALM_PX + 1)]
        change = np.mean(parts, axis=0, dtype=np.float32)
    return change


def difference_of(first: NDArray[np.uint8], second: NDArray[np.uint8]) -> float:
    """How far two frames differ: the mean of the hundredth part of pixels that differ most, 0 … 1."""
    change = np.abs(first.astype(np.int16) - second.astype(np.int16)).max(axis=2).ravel()
    count = max(1, change.size // 100)
    return float(np.partition(change, change.size - count)[-count:].mean() / 255.0)
