"""What the inspector of a clip shows."""

from __future__ import annotations

from dataclasses import dataclass

from studio.models.clip import Clip
from studio.models.timeline_loop import Seam


@dataclass(frozen=True, slots=True)
class ClipSight:
    """A clip and where it stands.

    Attributes:
        clip: The clip.
        frame: The frame under the playhead.
        frame_count: How many it has.
        frame_ms: How long that frame shows.
        seam: How its end meets its beginning; None where that is not known.
        pixels: How far the pictures of both differ, 0 … 1; None where they are not drawn (yet).
    """

    clip: Clip
    frame: int = 0
    frame_count: int = 1
    frame_ms: int = 0
    seam: Seam | None = None
    pixels: float | None = None
