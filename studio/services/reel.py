"""A clip on a character, ready to be played."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from studio.models.controls import Pose, to_vector
from studio.models.sheet import LoopMode
from studio.models.timeline import ClipFrame
from studio.services.stages import StageRequest

PLAYED_PX = 512
"""Long side of frames while they play."""


@dataclass(frozen=True, slots=True, eq=False)
class Reel:
    """A clip on a character, ready to be played.

    Attributes:
        frames: One pass forward.
        duration_ms: Its length.
        loop: What happens at the end.
        request: Who is drawn.
        blobs: Where the picture lies.
    """

    frames: Sequence[ClipFrame]
    duration_ms: int
    loop: LoopMode
    request: StageRequest
    blobs: Mapping[str, bytes]
    keys: tuple[Hashable, ...] = field(init=False)
    starts_ms: tuple[int, ...] = field(init=False)

    def __post_init__(self) -> None:
        played = replace(self.request, largest_px=PLAYED_PX)
        object.__setattr__(self, "keys", tuple(frame_key(played, frame.pose) for frame in self.frames))
        object.__setattr__(self, "starts_ms", tuple(frame.time_ms for frame in self.frames))


def frame_key(request: StageRequest, pose: Pose) -> Hashable:
    """Equal where the pixels are equal: who, how large, wearing what. Clips share frames that look the same."""
    return request.key, to_vector(pose).tobytes()
