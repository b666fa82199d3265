"""Making a clip loop, and looking at the place where its end meets its beginning."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from studio.core.easing import Easing
from studio.models.clip import Clip, Extrapolation, Key, Track, changed, invalid
from studio.models.controls import ALL_CONTROLS, HEAD_LIMIT_DEG, Pose
from studio.models.expression import ExpressionLibrary
from studio.models.sheet import LoopMode
from studio.models.timeline_frames import FrameGrid
from studio.models.timeline_inbetween import insert_keys
from studio.models.timeline_sampler import ClipSampler

SEAM_TOLERANCE = 0.01
_JUST_BEFORE_MS = 1e-6


@dataclass(frozen=True, slots=True)
class Seam:
    """How well the end of a clip meets its beginning.

    Attributes:
        control: The control that jumps most.
        difference: How far, as a share of its whole way (head angles: of the largest angle).
        differences: Every control that jumps at all.
        speed_change: The largest change of a control's speed from the last frame to the first, as a share of its
            whole way per frame; a loop without a jump may still have a kink.
        pixels: What the given measure says about the pictures of both moments; None without one.
    """

    control: str
    difference: float
    differences: Mapping[str, float]
    speed_change: float
    pixels: float | None = None

    @property
    def is_seamless(self) -> bool:
        """Whether nobody will see it."""
        return self.difference <= SEAM_TOLERANCE


def seam_of(
    clip: Clip,
    library: ExpressionLibrary,
    base: Pose | None = None,
    picture_difference: Callable[[Pose, Pose], float] | None = None,
) -> Seam:
    """The seam of a clip, played over and over.

    Args:
        clip: The clip; whatever its own loop mode, the pose at its very end is compared with that at its beginning.
        library: For linked keys.
        base: What lies below the first track.
        picture_difference: Draws both poses and says how far the pictures differ.

    Raises:
        InputError: If a linked expression is missing.
    """
    sampler = ClipSampler(clip, library)
    last = clip.duration_ms if clip.loop is not LoopMode.LOOP else clip.duration_ms - _JUST_BEFORE_MS
    end, start = sampler.pose(last, base), sampler.pose(0, base)
    jumps = {name: gap for name in ALL_CONTROLS if (gap := _gap(name, end, start)) > 1e-6}
    worst = max(jumps, key=lambda name: jumps[name], default="")
    step = float(FrameGrid.of(clip).period_ms)
    before, after = sampler.pose(max(0.0, last - step), base), sampler.pose(min(step, clip.duration_ms), base)
    kink = max(
        abs((_share(name, end) - _share(name, before)) - (_share(name, after) - _share(name, start)))
        for name in ALL_CONTROLS
    )
    pixels = picture_difference(end, start) if picture_difference is not None else None
    return Seam(worst, jumps.get(worst, 0.0), jumps, kink, pixels)


def _gap(name: str, first: Pose, second: Pose) -> float:
    return abs(_share(name, first) - _share(name, second))


def _share(name: str, pose: Pose) -> float:
    return pose.get(name, 0.0) / HEAD_LIMIT_DEG.get(name, 1.0)


def make_loop(clip: Clip, library: ExpressionLibrary, blend_ms: int = 0, easing: Easing = "in-out-sine") -> Clip:
    """The clip as a loop without a seam: each track comes back to where it began.

    Args:
        clip: The clip.
        library: For linked keys.
        blend_ms: How long the way back takes: keys in that last stretch give way to it. 0 keeps all keys before the
            very end; then the way back begins at the last of them.
        easing: Of the way back, where one is made.

    Raises:
        InputError: If the way back would be longer than the clip.
    """
    if not 0 <= blend_ms < clip.duration_ms:
        raise invalid(f"A way back of {blend_ms} ms does not fit into the clip.", "Make it shorter than the clip.")
    start_back = clip.duration_ms - blend_ms
    if blend_ms:
        names = [track.name for track in clip.tracks if track.keys and not track.is_locked]
        clip = insert_keys(clip, names, start_back, library).clip
    opened = insert_keys(clip, [t.name for t in clip.tracks if t.keys and not t.is_locked], 0, library).clip
    tracks = tuple(
        _closed(track, clip.duration_ms, start_back if blend_ms else None, easing) for track in opened.tracks
    )
    return replace(changed(opened, tracks=tracks), loop=LoopMode.LOOP)


def _closed(track: Track, duration_ms: int, start_back: int | None, easing: Easing) -> Track:
    if not track.keys or track.is_locked:
        return track
    last = duration_ms - 1 if start_back is None else start_back
    inner = [key for key in track.keys if key.time_ms <= last]
    if start_back is not None and len(inner) > 1:
        inner[-1] = changed(inner[-1], easing=easing, easings={})
    closing = changed(inner[0], time_ms=duration_ms, is_accent=False)
    keys: tuple[Key, ...] = (*inner, closing)
    return changed(track, keys=keys, before=Extrapolation.HOLD, after=Extrapolation.HOLD)
