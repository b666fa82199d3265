"""A clip becomes sprites and an animation."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from studio.core.jobs import Progress, ProgressClock
from studio.models.clip import Clip
from studio.models.controls import Pose
from studio.models.expression import ExpressionLibrary
from studio.models.sheet import Animation, AnimationFrame, Sprite
from studio.models.timeline import ClipFrame, frame_starts_ms, frames
from studio.pipelines.names import safe_name
from studio.pipelines.stage import Stage


@dataclass(frozen=True, slots=True, eq=False)
class RenderedClip:
    """An animation and the sprites that only it shows."""

    sprites: tuple[Sprite, ...]
    animation: Animation


def render_clip(
    stage: Stage, clip: Clip, library: ExpressionLibrary, fps: float | None = None, base: Pose | None = None
) -> Generator[Progress, None, RenderedClip]:
    """Draw a clip, one frame after the other.

    Frames that look the same share a sprite; where they follow each other they become one frame that stays longer.
    The ids of the sprites depend on this clip alone, so that other clips may come and go.

    Args:
        stage: Who is drawn.
        clip: What happens.
        library: For linked expressions.
        fps: Frames per second; the clip's own if None.
        base: What the clip is laid over; neutral if None.

    Raises:
        InputError: If a linked expression is missing.
        JobCancelled: If the stage's token was set.
    """
    clock = ProgressClock(len(frame_starts_ms(clip, fps)))
    sprites: dict[int, Sprite] = {}  # by the identity of the shared array
    shown = list[AnimationFrame]()
    for frame in frames(clip, library, fps, base):
        yield clock.at(frame.index, clip.name)
        pixels = stage.frame(frame.pose)
        sprite = sprites.setdefault(id(pixels), _sprite(clip, frame, pixels))
        _show(shown, sprite, frame)
    return RenderedClip(
        tuple(sprites.values()), Animation(f"clip/{clip.id}", clip_name(clip), tuple(shown), clip.loop, clip.events)
    )


def clip_name(clip: Clip) -> str:
    """The name of a clip in engines and files."""
    return safe_name(clip.id, lower=True).replace("-", "_")


def _sprite(clip: Clip, frame: ClipFrame, pixels: NDArray[np.uint8]) -> Sprite:
    return Sprite(f"clip/{clip.id}/{frame.index:03}", f"{clip_name(clip)}_{frame.index:03}", pixels)


def _show(shown: list[AnimationFrame], sprite: Sprite, frame: ClipFrame) -> None:
    if shown and shown[-1].sprite_id == sprite.id:
        shown[-1] = AnimationFrame(sprite.id, shown[-1].duration_ms + frame.duration_ms)
    else:
        shown.append(AnimationFrame(sprite.id, frame.duration_ms))
