"""Frames that last as long as one wants, each by itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

from studio.models.clip import MAX_DURATION_MS, Clip, Key, changed, invalid
from studio.models.timeline_frames import FrameGrid


def frame_lengths(clip: Clip) -> tuple[int, ...]:
    """How long each frame shows."""
    if clip.frame_durations_ms:
        return clip.frame_durations_ms
    grid = FrameGrid.of(clip)
    starts = [grid.start_ms(index) for index in range(grid.count + 1)]
    return tuple(end - start for start, end in pairwise(starts))


def with_frame_length(clip: Clip, index: int, length_ms: int) -> Clip:
    """One frame shown longer or shorter; what lies behind it moves along, what lies in it is drawn apart or together.

    Args:
        clip: The clip.
        index: Which frame.
        length_ms: At least 1.

    Raises:
        InputError: If there is no such frame, it would last no time, or the clip would become too long.
    """
    lengths = list(frame_lengths(clip))
    if not 0 <= index < len(lengths):
        raise invalid(f"There is no frame {index + 1}.", f"The clip has {len(lengths)} frames.")
    if length_ms < 1:
        raise invalid("A frame lasts at least 1 ms.", "Give it more time, or remove it.")
    start, before = sum(lengths[:index]), lengths[index]
    lengths[index] = length_ms
    duration = sum(lengths)
    if duration > MAX_DURATION_MS:
        raise invalid(f"The clip would last {duration} ms.", "A clip lasts at most four hours.")

    def when(time_ms: int) -> int:
        if time_ms <= start:
            return time_ms
        if time_ms >= start + before:
            return time_ms + length_ms - before
        return start + round((time_ms - start) * length_ms / before)

    return _moved(clip, when, duration, tuple(lengths))


def _moved(clip: Clip, when: Callable[[int], int], duration_ms: int, lengths: tuple[int, ...]) -> Clip:
    tracks = []
    for track in clip.tracks:
        keys: dict[int, Key] = {when(key.time_ms): changed(key, time_ms=when(key.time_ms)) for key in track.keys}
        tracks.append(changed(track, keys=tuple(keys.values())))
    spans = [(tag, when(tag.start_ms), when(tag.end_ms)) for tag in clip.tags]
    loop_range = (when(clip.loop_range[0]), when(clip.loop_range[1])) if clip.loop_range is not None else None
    return replace(
        clip,
        duration_ms=duration_ms,
        frame_durations_ms=lengths,
        tracks=tuple(tracks),
        tags=tuple(replace(tag, start_ms=start, end_ms=max(end, start + 1)) for tag, start, end in spans),
        events=tuple(replace(event, time_ms=when(event.time_ms)) for event in clip.events),
        markers=tuple(replace(marker, time_ms=when(marker.time_ms)) for marker in clip.markers),
        loop_range=loop_range if loop_range is not None and loop_range[0] < loop_range[1] else None,
    )


def with_even_frames(clip: Clip) -> Clip:
    """All frames as long as the frame rate says; nothing moves."""
    return replace(clip, frame_durations_ms=()) if clip.frame_durations_ms else clip


def with_own_lengths(clip: Clip) -> Clip:
    """The frames keep the lengths that they have now, and can be changed one by one."""
    return replace(clip, frame_durations_ms=frame_lengths(clip))
