"""Clips: expressions and controls over time, and the frames they become.

A clip holds tracks, a track holds keys. Between two keys of a track every control travels along the first key's easing.
Tracks are laid over each other from first to last by the expression algebra (`combine`).

At the end of time:
    - LOOP treats time as a circle: after its last key a track travels on to its first key, which it reaches one
      pass later, along the last key's easing. A key that lies exactly on the end is the seam itself. A track with
      ``is_wrapping=False`` stays at its last key until the end instead (and so may jump).
    - ONCE and PING_PONG stay at a track's last key; before its first key a track already shows that key.
    - A track whose `before` or `after` says something else than HOLD does that, in every clip; it does not wrap.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from studio.models.clip import (
    MAX_DURATION_MS,
    Clip,
    Extrapolation,
    Key,
    Marker,
    Tag,
    TagDirection,
    Track,
    TrackRole,
    invalid,
)
from studio.models.clip_json import clip_from_json, clip_to_json
from studio.models.controls import Pose, Region
from studio.models.expression import scaled
from studio.models.sheet import LoopMode
from studio.models.timeline_frames import (
    ClipFrame,
    FrameGrid,
    frame_starts_ms,
    frames,
    tagged_frames,
    unskipped_frames,
)
from studio.models.timeline_sampler import ClipSampler, sample

__all__ = [
    "MAX_DURATION_MS", "MICRO_EXPRESSION_MS", "Clip", "ClipFrame", "ClipSampler", "Extrapolation", "FrameGrid", "Key",
    "Marker", "Tag", "TagDirection", "Track", "TrackRole", "clip_from_json", "clip_to_json", "closed_loop",
    "frame_starts_ms", "frames", "micro_expression", "sample", "tagged_frames", "unskipped_frames",
]  # fmt: skip

MICRO_EXPRESSION_MS = (40, 500)
"""Shortest and longest micro-expression."""


def closed_loop(clip: Clip) -> Clip:
    """The clip as a seamless loop: each track ends exactly on its first key."""

    def closed(track: Track) -> Track:
        inner = tuple(key for key in track.keys if key.time_ms < clip.duration_ms)
        if not inner:
            return track
        first = replace(inner[0], time_ms=0)
        start = inner if inner[0].time_ms == 0 else (first, *inner)
        return replace(track, keys=(*start, replace(first, time_ms=clip.duration_ms)))

    return replace(clip, tracks=tuple(closed(track) for track in clip.tracks), loop=LoopMode.LOOP)


def micro_expression(
    pose: Pose,
    onset_ms: int = 80,
    apex_ms: int = 60,
    offset_ms: int = 120,
    intensity: float = 1.0,
    region: Region | Iterable[Region] | None = None,
    clip_id: str = "micro-expression",
) -> Clip:
    """A flash of feeling that is gone before it is noticed.

    Args:
        pose: The feeling at its strongest.
        onset_ms: How long it takes to come.
        apex_ms: How long it stays.
        offset_ms: How long it takes to go.
        intensity: How much of it shows.
        region: The only part (or parts) of the face that it shows in; None for all.
        clip_id: Identifier of the clip.

    Returns:
        A clip to be laid over any expression (`base`), beginning and ending in it.

    Raises:
        InputError: If it lasts less than 40 or more than 500 ms, or comes or goes in no time.
    """
    total = onset_ms + apex_ms + offset_ms
    low, high = MICRO_EXPRESSION_MS
    if min(onset_ms, offset_ms) < 1 or apex_ms < 0 or not low <= total <= high:
        message = f"A micro-expression of {onset_ms} + {apex_ms} + {offset_ms} ms lasts {total} ms."
        raise invalid(message, f"All three together must last {low} to {high} ms; it needs time to come and to go.")
    strongest = scaled(pose, intensity)
    come = Key(onset_ms, strongest, easing="in-out-sine", is_accent=True)
    stay = (Key(onset_ms + apex_ms, strongest, easing="in-out-sine"),) if apex_ms else ()
    keys = (Key(0, {}, easing="out-quad"), come, *stay, Key(total, {}))
    regions = () if region is None else (region,) if isinstance(region, Region) else tuple(region)
    return Clip(clip_id, "Micro-expression", (Track("flash", keys, regions=regions),), total, fps=30.0)
