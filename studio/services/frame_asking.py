"""Asking for frames of a reel."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass

from PySide6.QtGui import QImage

from studio.models.controls import Pose
from studio.services.images import to_qimage
from studio.services.stages import StageCache, StageRequest


@dataclass(frozen=True, slots=True)
class Asked:
    """A frame that is being drawn.

    Attributes:
        key: What tells its pixels apart.
        revision: Of the question.
        index: Which frame.
        is_sharp: Whether it is drawn at its full size, for the paused clip.
    """

    key: Hashable
    revision: int
    index: int
    is_sharp: bool


def drawing(
    stages: StageCache, request: StageRequest, blobs: Mapping[str, bytes], pose: Pose
) -> Callable[[], QImage]:  # fmt: skip
    """What the inference thread does for one frame."""

    def draw() -> QImage:
        return to_qimage(stages.stage(request, blobs).frame(pose))

    return draw
