"""Edits of what a clip has beside its tracks: length, markers, events, tags, loop range."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from studio.models.clip import Clip, Marker, Tag, changed, invalid
from studio.models.sheet import AnimationEvent
from studio.models.timeline_selection import grown


def with_length(clip: Clip, duration_ms: int, trims: bool = False) -> Clip:
    """The clip made longer or shorter; where frames have lengths of their own the last ones change.

    Args:
        clip: The clip.
        duration_ms: Its new length.
        trims: What lies beyond the new end is cut off.

    Raises:
        InputError: If something lies beyond the new end and `trims` is not set, or the length cannot be.
    """
    if duration_ms >= clip.duration_ms:
        return grown(clip, duration_ms)
    if trims:
        tracks = tuple(
            changed(track, keys=tuple(key for key in track.keys if key.time_ms <= duration_ms))
            for track in clip.tracks
        )  # fmt: skip
        clip = changed(
            clip,
            tracks=tracks,
            events=tuple(event for event in clip.events if event.time_ms <= duration_ms),
            markers=tuple(marker for marker in clip.markers if marker.time_ms <= duration_ms),
            tags=tuple(_shortened(tag, duration_ms) for tag in clip.tags if tag.start_ms < duration_ms),
            loop_range=_shorter_range(clip.loop_range, duration_ms),
        )
    lengths: list[int] = []
    left = duration_ms
    for length in clip.frame_durations_ms:
        if left > 0:
            lengths.append(min(length, left))
            left -= lengths[-1]
    return replace(clip, duration_ms=duration_ms, frame_durations_ms=tuple(lengths))


def _shortened(tag: Tag, end_ms: int) -> Tag:
    return changed(tag, end_ms=min(tag.end_ms, end_ms))


def _shorter_range(loop_range: tuple[int, int] | None, end_ms: int) -> tuple[int, int] | None:
    if loop_range is None or loop_range[0] >= end_ms:
        return None
    return loop_range[0], min(loop_range[1], end_ms)


def with_loop_range(clip: Clip, start_ms: int | None = None, end_ms: int | None = None) -> Clip:
    """One or both ends of the range set; put the other way round if they cross. Without any, there is no range."""
    if start_ms is None and end_ms is None:
        return changed(clip, loop_range=None)
    before = clip.loop_range or (0, clip.duration_ms)
    start = before[0] if start_ms is None else min(max(0, start_ms), clip.duration_ms)
    end = before[1] if end_ms is None else min(max(0, end_ms), clip.duration_ms)
    if start > end:
        start, end = (start, clip.duration_ms) if end_ms is None else (0, end) if start_ms is None else (end, start)
    return replace(clip, loop_range=(start, end) if start < end else None)


def with_marker(clip: Clip, marker: Marker, instead_of: Marker | None = None) -> Clip:
    """A marker added, or put in the place of another.

    Raises:
        InputError: If it lies outside the clip.
    """
    others = [one for one in clip.markers if one is not instead_of and one != instead_of]
    return replace(clip, markers=tuple(sorted((*others, marker), key=lambda one: one.time_ms)))


def without_markers(clip: Clip, markers: Iterable[Marker]) -> Clip:
    """The clip without some markers."""
    gone = list(markers)
    return changed(clip, markers=tuple(marker for marker in clip.markers if marker not in gone))


def with_event(clip: Clip, event: AnimationEvent, instead_of: AnimationEvent | None = None) -> Clip:
    """An event added, or put in the place of another; it reaches the game engines.

    Raises:
        InputError: If it lies outside the clip.
    """
    others = list(clip.events)
    if instead_of in others:
        others.remove(instead_of)
    return replace(clip, events=tuple(sorted((*others, event), key=lambda one: one.time_ms)))


def without_events(clip: Clip, events: Iterable[AnimationEvent]) -> Clip:
    """The clip without some events."""
    gone = list(events)
    return changed(clip, events=tuple(event for event in clip.events if event not in gone))


def with_tag(clip: Clip, tag: Tag, instead_of: str = "") -> Clip:
    """A tag added, or put in the place of the one with a name (its own if none is given).

    Raises:
        InputError: If it ends beyond the clip, or its name is taken.
    """
    place = instead_of or tag.name
    if any(one.name == place for one in clip.tags):
        return replace(clip, tags=tuple(tag if one.name == place else one for one in clip.tags))
    if instead_of:
        raise invalid(f'Clip "{clip.id}" has no tag "{instead_of}".', "Choose one of its tags.")
    return replace(clip, tags=(*clip.tags, tag))


def without_tags(clip: Clip, names: Iterable[str]) -> Clip:
    """The clip without some tags."""
    gone = set(names)
    return changed(clip, tags=tuple(tag for tag in clip.tags if tag.name not in gone))


def moved_tag(clip: Clip, name: str, delta_ms: int, ends: str = "both") -> Clip:
    """A tag dragged, or drawn longer or shorter, as far as the clip allows.

    Args:
        clip: The clip.
        name: Which tag.
        delta_ms: How far.
        ends: "both", "start" or "end": what moves.

    Raises:
        InputError: If there is no such tag.
    """
    tag = next((one for one in clip.tags if one.name == name), None)
    if tag is None:
        raise invalid(f'Clip "{clip.id}" has no tag "{name}".', "Choose one of its tags.")
    start, end = tag.start_ms, tag.end_ms
    if ends == "both":
        delta_ms = min(max(delta_ms, -start), clip.duration_ms - end)
        start, end = start + delta_ms, end + delta_ms
    elif ends == "start":
        start = min(max(0, start + delta_ms), end - 1)
    else:
        end = max(min(clip.duration_ms, end + delta_ms), start + 1)
    return with_tag(clip, changed(tag, start_ms=start, end_ms=end))


def tag_rows(clip: Clip) -> tuple[tuple[Tag, ...], ...]:
    """Tags as rows in which none overlap: one row for each group, more where needed; for painting."""
    rows: list[list[Tag]] = []
    groups: list[str] = []
    for tag in sorted(clip.tags, key=lambda one: (one.group, one.start_ms)):
        for row, group in zip(rows, groups, strict=True):
            if group == tag.group and row[-1].end_ms <= tag.start_ms:
                row.append(tag)
                break
        else:
            rows.append([tag])
            groups.append(tag.group)
    return tuple(map(tuple, rows))
