"""Snapping of times to frames, keys, markers and the playhead."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from studio.models.clip import Clip
from studio.models.timeline_frames import FrameGrid
from studio.models.timeline_selection import KeyRef


class SnapKind(StrEnum):
    """What a time may snap to."""

    FRAME = "frame"
    KEY = "key"
    MARKER = "marker"
    PLAYHEAD = "playhead"


ALL_SNAPS = frozenset(SnapKind)


@dataclass(frozen=True, slots=True)
class Snap:
    """Where a time came to.

    Attributes:
        time_ms: The snapped time.
        kind: What it snapped to; None if nothing was near.
    """

    time_ms: int
    kind: SnapKind | None = None


@dataclass(frozen=True, slots=True)
class SnapTargets:
    """What times of a clip may snap to; made once at the beginning of a drag, asked at each move.

    Attributes:
        times: In order.
        kinds: What lies at each of them.
        grid: The frames; None where frames do not count.
    """

    times: tuple[int, ...]
    kinds: tuple[SnapKind, ...]
    grid: FrameGrid | None = None

    def snapped(self, time_ms: float, tolerance_ms: float) -> Snap:
        """The nearest target within the tolerance, else the nearest frame, else the time itself."""
        index = bisect_left(self.times, time_ms)
        near = [(abs(self.times[i] - time_ms), i) for i in (index - 1, index) if 0 <= i < len(self.times)]
        if near:
            distance, best = min(near)
            if distance <= tolerance_ms:
                return Snap(self.times[best], self.kinds[best])
        if self.grid is not None:
            return Snap(self.grid.nearest_start_ms(time_ms), SnapKind.FRAME)
        return Snap(round(time_ms))

    def snapped_delta(self, anchors: Iterable[int], delta_ms: float, tolerance_ms: float) -> tuple[int, Snap]:
        """How far a group of keys moves so that the anchor that comes nearest to a target lies on it.

        Args:
            anchors: Times that may snap: the grabbed key first, perhaps the group's first and last.
            delta_ms: How far the pointer moved.
            tolerance_ms: How near counts.

        Returns:
            The distance to move, and what was snapped to (for a line on the screen). Frames and no target are decided
            by the grabbed key.
        """
        tried = [(anchor, self.snapped(anchor + delta_ms, tolerance_ms)) for anchor in anchors]
        if not tried:
            return round(delta_ms), Snap(round(delta_ms))
        magnets = [pair for pair in tried if pair[1].kind not in (None, SnapKind.FRAME)]
        anchor, snap = min(magnets or tried[:1], key=lambda pair: abs(pair[1].time_ms - pair[0] - delta_ms))
        return snap.time_ms - anchor, snap


def snap_targets(
    clip: Clip,
    kinds: Iterable[SnapKind] = ALL_SNAPS,
    moving: Iterable[KeyRef] = (),
    playhead_ms: float | None = None,
    fps: float | None = None,
) -> SnapTargets:
    """What times may snap to.

    Args:
        clip: The clip.
        kinds: What counts; MARKER covers events, ends of tags, of the loop range and of the clip too.
        moving: Keys that are being dragged; they attract nothing.
        playhead_ms: Where the playhead stands.
        fps: Frame rate; the clip's own if None.
    """
    wanted, dragged = frozenset(kinds), frozenset(moving)
    found: dict[int, SnapKind] = {}
    if SnapKind.KEY in wanted:
        for track in clip.tracks:
            if dragged:
                times = (k.time_ms for k in track.keys if (track.name, k.time_ms) not in dragged)
            else:
                times = (k.time_ms for k in track.keys)
            found.update(dict.fromkeys(times, SnapKind.KEY))
    if SnapKind.MARKER in wanted:
        moments = {0, clip.duration_ms, *(clip.loop_range or ())}
        moments.update(marker.time_ms for marker in clip.markers)
        moments.update(event.time_ms for event in clip.events)
        moments.update(time_ms for tag in clip.tags for time_ms in (tag.start_ms, tag.end_ms))
        found.update(dict.fromkeys(moments, SnapKind.MARKER))
    if SnapKind.PLAYHEAD in wanted and playhead_ms is not None:
        found[round(playhead_ms)] = SnapKind.PLAYHEAD
    times_in_order = sorted(found)
    grid = FrameGrid.of(clip, fps) if SnapKind.FRAME in wanted else None
    return SnapTargets(tuple(times_in_order), tuple(found[time_ms] for time_ms in times_in_order), grid)
