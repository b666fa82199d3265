"""What lies along the time of a clip beside its keys: tags, markers, events, the loop range; naming one of them."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from studio.models.clip import Clip


class MarkKind(StrEnum):
    """What it is."""

    RANGE = "range"
    MARKER = "marker"
    EVENT = "event"
    TAG = "tag"


class MarkEnd(StrEnum):
    """Where it is taken hold of."""

    WHOLE = "both"
    START = "start"
    END = "end"


class MarkRef(NamedTuple):
    """One of them.

    Attributes:
        kind: What it is.
        place: Which one among the clip's own of that kind.
    """

    kind: MarkKind
    place: int = 0


def span_of(clip: Clip, ref: MarkRef) -> tuple[int, int] | None:
    """First and last moment; None where it is gone."""
    if ref.kind is MarkKind.RANGE:
        return clip.loop_range
    if ref.kind is MarkKind.TAG:
        return (clip.tags[ref.place].start_ms, clip.tags[ref.place].end_ms) if ref.place < len(clip.tags) else None
    moments = clip.markers if ref.kind is MarkKind.MARKER else clip.events
    return (moments[ref.place].time_ms,) * 2 if ref.place < len(moments) else None


def name_of(clip: Clip, ref: MarkRef) -> str:
    """What it is called; empty for the loop range."""
    if ref.kind is MarkKind.RANGE or span_of(clip, ref) is None:
        return ""
    if ref.kind is MarkKind.TAG:
        return clip.tags[ref.place].name
    return clip.markers[ref.place].name if ref.kind is MarkKind.MARKER else clip.events[ref.place].name


def marks_in_order(clip: Clip) -> tuple[MarkRef, ...]:
    """All of them, by where they begin; for going from one to the next."""
    found = [MarkRef(MarkKind.RANGE)] if clip.loop_range is not None else []
    for kind, count in (
        (MarkKind.MARKER, len(clip.markers)), (MarkKind.EVENT, len(clip.events)), (MarkKind.TAG, len(clip.tags)),
    ):  # fmt: skip
        found += [MarkRef(kind, index) for index in range(count)]
    return tuple(sorted(found, key=lambda ref: (span_of(clip, ref) or (0, 0), ref.kind, ref.place)))
