"""Onion skins and motion trails: which frames are seen beside the one that shows, and how strongly."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from studio.models.clip import Clip
from studio.models.playhead import frame_at
from studio.models.sheet import LoopMode

BEFORE_TINT = (239, 107, 107)
AFTER_TINT = (91, 157, 255)
PINNED_TINT = (176, 123, 224)
MOST = 6
TRAIL_FRAMES = 72
"""On either side of the playhead at most."""

TRAIL_LANDMARKS: dict[str, int] = {
    "mouth-corner-left": 291, "mouth-corner-right": 61, "lip-upper": 0, "lip-lower": 17, "chin": 152, "nose-tip": 4,
    "brow-left": 334, "brow-right": 105, "lid-left": 386, "lid-right": 159, "iris-left": 473, "iris-right": 468,
}  # fmt: skip
"""Name -> place in the mesh of 478 landmarks; left is the character's."""


@dataclass(frozen=True, slots=True)
class OnionOptions:
    """How onion skins look.

    Attributes:
        before, after: How many.
        is_by_keys: At the keys around the playhead instead of at frames.
        step: Every so many frames.
        opacity: Of the nearest one, 0 … 1.
        trail: Which landmark draws a trail.
    """

    before: int = 2
    after: int = 1
    is_by_keys: bool = False
    step: int = 2
    opacity: float = 0.6
    trail: str = "mouth-corner-left"


@dataclass(frozen=True, slots=True)
class SkinPlace:
    """One skin: which frame, in which colour, how strongly."""

    frame: int
    tint: tuple[int, int, int]
    opacity: float


def skin_places(
    options: OnionOptions, clip: Clip, starts_ms: Sequence[int], frame: int
) -> tuple[SkinPlace, ...]:  # fmt: skip
    """The skins around a frame, the farthest first; each frame once, and never the one that shows."""
    count = len(starts_ms)
    if options.is_by_keys:
        moments = sorted({key.time_ms for track in clip.tracks for key in track.keys})
        here = starts_ms[frame] if frame < count else 0
        earlier = moments[max(0, bisect_left(moments, here) - options.before) : bisect_left(moments, here)]
        later = moments[bisect_right(moments, here) : bisect_right(moments, here) + options.after]
        behind = [frame_at(starts_ms, time_ms) for time_ms in reversed(earlier)]
        ahead = [frame_at(starts_ms, time_ms) for time_ms in later]
    else:
        behind = [frame - step * options.step for step in range(1, options.before + 1)]
        ahead = [frame + step * options.step for step in range(1, options.after + 1)]
    is_round = clip.loop is LoopMode.LOOP
    found: dict[int, SkinPlace] = {}
    for frames, tint in ((behind, BEFORE_TINT), (ahead, AFTER_TINT)):
        for distance, wanted in enumerate(frames):
            place = wanted % count if is_round else wanted
            if 0 <= place < count and place != frame and place not in found:
                share = 1.0 - distance / (len(frames) + 0.5)
                found[place] = SkinPlace(place, tint, options.opacity * share)
    return tuple(sorted(found.values(), key=lambda skin: skin.opacity))


def trail_range(count: int, frame: int) -> range:
    """The frames that a trail goes through."""
    if count <= 2 * TRAIL_FRAMES:
        return range(count)
    start = min(max(0, frame - TRAIL_FRAMES), count - 2 * TRAIL_FRAMES)
    return range(start, start + 2 * TRAIL_FRAMES)
