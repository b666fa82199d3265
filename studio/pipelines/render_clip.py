"""A clip becomes sprites and an animation."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from studio.core.errors import InputError
from studio.core.jobs import Progress, ProgressClock
from studio.models.clip import Clip, Tag, TagDirection
from studio.models.controls import Pose
from studio.models.expression import ExpressionLibrary
from studio.models.sheet import Animation, AnimationEvent, AnimationFrame, LoopMode, Sprite
from studio.models.timeline import ClipFrame, frame_starts_ms, frames
from studio.models.timeline_frames import frames_of_tag
from studio.pipelines.names import safe_name
from studio.pipelines.stage import Stage


@dataclass(frozen=True, slots=True, eq=False)
class RenderedClip:
    """An animation and the sprites that only it shows.

    Attributes:
        sprites: What its frames show.
        animation: The whole clip.
        tags: Each tag of the clip as an animation of its own, of the same sprites where it has no own frame rate.
    """

    sprites: tuple[Sprite, ...]
    animation: Animation
    tags: tuple[Animation, ...] = ()


def render_clip(
    stage: Stage, clip: Clip, library: ExpressionLibrary, fps: float | None = None, base: Pose | None = None
) -> Generator[Progress, None, RenderedClip]:
    """Draw a clip, one frame after the other; each of its tags becomes an animation of its own too.

    Frames that look the same share a sprite; where they follow each other they become one frame that stays longer.
    The ids of the sprites depend on this clip alone, so that other clips may come and go.

    Args:
        stage: Who is drawn.
        clip: What happens.
        library: For linked expressions.
        fps: Frames per second; the clip's own if None.
        base: What the clip is laid over; neutral if None.

    Raises:
        InputError: If a linked expression is missing, or all frames are skipped.
        JobCancelled: If the stage's token was set.
    """
    clock = ProgressClock(len(frame_starts_ms(clip, fps)))
    sprites: dict[int, Sprite] = {}  # by the identity of the shared array
    played: list[_Shown] = []
    for frame in frames(clip, library, fps, base):
        yield clock.at(frame.index, clip.name)
        if _is_skipped(clip, frame):
            continue
        pixels = stage.frame(frame.pose)
        played.append(_Shown(frame, sprites.setdefault(id(pixels), _sprite(clip, frame, pixels))))
    if not played:
        message = f"Clip “{clip.name}” has no frame that is not skipped."
        raise InputError(message, "Let one of its tags be drawn.", "clip.empty")
    whole = Animation(
        f"clip/{clip.id}", clip_name(clip), _run_together(played), clip.loop,
        _events_between(clip, played, 0, clip.duration_ms),
    )  # fmt: skip
    tags: list[Animation] = []
    for tag in clip.tags:
        if not tag.is_skipped:
            shown = played if not tag.fps else _drawn_alone(stage, clip, tag, library, base, sprites)
            tags += _tagged(clip, tag, shown)
            yield Progress(1.0, clip.name)
    return RenderedClip(tuple(sprites.values()), whole, tuple(tags))


@dataclass(frozen=True, slots=True)
class _Shown:
    frame: ClipFrame
    sprite: Sprite


def _is_skipped(clip: Clip, frame: ClipFrame) -> bool:
    return any(tag.is_skipped and tag.start_ms <= frame.time_ms < tag.end_ms for tag in clip.tags)


def _drawn_alone(
    stage: Stage, clip: Clip, tag: Tag, library: ExpressionLibrary, base: Pose | None, sprites: dict[int, Sprite]
) -> list[_Shown]:
    """The frames of a tag that has a frame rate of its own; new sprites are put into `sprites`."""
    shown: list[_Shown] = []
    place = f"{clip.id}/{tag.name}", tag_name(clip, tag)
    for frame in frames_of_tag(clip, library, tag, base):
        pixels = stage.frame(frame.pose)
        new = Sprite(f"clip/{place[0]}/{frame.index:03}", f"{place[1]}_{frame.index:03}", pixels)
        shown.append(_Shown(frame, sprites.setdefault(id(pixels), new)))
    return shown


def _tagged(clip: Clip, tag: Tag, shown: Sequence[_Shown]) -> list[Animation]:
    """A tag as an animation; nothing if no frame begins in it."""
    inside = [one for one in shown if tag.start_ms <= one.frame.time_ms < tag.end_ms]
    if not inside:
        return []
    ordered = inside[::-1] if tag.direction is TagDirection.REVERSE else inside
    loop = LoopMode.LOOP
    if tag.direction is TagDirection.PING_PONG and not tag.repeat:
        loop = LoopMode.PING_PONG
    elif tag.repeat:
        one_pass = ordered + (ordered[-2:0:-1] if tag.direction is TagDirection.PING_PONG else [])
        ordered, loop = one_pass * tag.repeat, LoopMode.ONCE
    forward = tag.direction is not TagDirection.REVERSE
    events = _events_between(clip, inside, tag.start_ms, tag.end_ms) if forward else ()
    return [Animation(f"clip/{clip.id}/{tag.name}", tag_name(clip, tag), _run_together(ordered), loop, events)]


def _events_between(clip: Clip, shown: Sequence[_Shown], start_ms: int, end_ms: int) -> tuple[AnimationEvent, ...]:
    """The events of a stretch, at their places among the frames that are shown; those of frames left out go too."""
    found: list[AnimationEvent] = []
    at_end = end_ms if end_ms < clip.duration_ms else end_ms + 1
    for event in clip.events:
        if not start_ms <= event.time_ms < at_end:
            continue
        now = 0
        for one in shown:
            begin, length = one.frame.time_ms, one.frame.duration_ms
            is_last = event.time_ms == clip.duration_ms and begin + length == clip.duration_ms
            if begin <= event.time_ms < begin + length or is_last:
                found.append(replace(event, time_ms=now + event.time_ms - begin))
                break
            now += length
    return tuple(found)


def _run_together(shown: Sequence[_Shown]) -> tuple[AnimationFrame, ...]:
    frames_shown: list[AnimationFrame] = []
    for one in shown:
        _show(frames_shown, one.sprite, one.frame)
    return tuple(frames_shown)


def tag_name(clip: Clip, tag: Tag) -> str:
    """The name of a tag in engines and files."""
    return f"{clip_name(clip)}_{safe_name(tag.name, lower=True).replace('-', '_')}"


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
