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
        frames: One pass forward; they may be worked out when they are asked for.
        duration_ms: Its length.
        loop: What happens at the end.
        request: Who is drawn.
        blobs: Where the picture lies.
        starts_ms: When each frame begins.
        range_ms: The part that plays over and over; None for all.
    """

    frames: Sequence[ClipFrame]
    duration_ms: int
    loop: LoopMode
    request: StageRequest
    blobs: Mapping[str, bytes]
    starts_ms: Sequence[int] = ()
    range_ms: tuple[int, int] | None = None
    _played: StageRequest = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_played", replace(self.request, largest_px=PLAYED_PX))
        if not self.starts_ms:
            object.__setattr__(self, "starts_ms", tuple(frame.time_ms for frame in self.frames))

    def key(self, index: int) -> Hashable:
        """Equal for frames whose pixels are equal."""
        return frame_key(self._played, self.frames[index].pose)


def frame_key(request: StageRequest, pose: Pose) -> Hashable:
    """Equal where the pixels are equal: who, how large, wearing what. Clips share frames that look the same."""
    return request.key, to_vector(pose).tobytes()
