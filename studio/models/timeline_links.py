"""Keys that point to expressions: which do, what changes with them, and cutting them loose."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from studio.core.errors import InputError
from studio.models.clip import Clip, Extrapolation, Key, Track, TrackRole, changed
from studio.models.expression import BlendMode, ExpressionLibrary
from studio.models.library import find
from studio.models.timeline_sampler import named_controls
from studio.models.timeline_selection import Edited, KeyRef, Selection, with_changed, with_keys
from studio.models.timeline_tracks import free_track_name, with_track


def linked_keys(clip: Clip) -> dict[str, Selection]:
    """What keys link to, as written ("joy", "joy:0.6") -> those keys."""
    found: dict[str, set[KeyRef]] = {}
    for track in clip.tracks:
        for key in track.keys:
            if key.expression:
                found.setdefault(key.expression, set()).add(KeyRef(track.name, key.time_ms))
    return {text: frozenset(keys) for text, keys in found.items()}


def link_keys(clip: Clip, selection: Iterable[KeyRef], expression: str, library: ExpressionLibrary) -> Edited:
    """Let keys point to an expression; their own poses are given up.

    Raises:
        InputError: If there is no such expression.
    """
    find(library, expression)
    return with_changed(clip, selection, lambda _track, key: changed(key, pose={}, expression=expression))


EXPRESSIONS = "expressions"
"""Name of a track for whole expressions."""
SOFT = "in-out-sine"


def key_expression(clip: Clip, expression: str, time_ms: int, library: ExpressionLibrary, index: int = 0) -> Edited:
    """A linked key for a whole expression, on the lowest track of such keys; a track is made where there is none.

    Args:
        clip: The clip.
        expression: What the key links to.
        time_ms: When; a key that is there gives way.
        library: To find it in.
        index: Where a new track goes among the others.

    Returns:
        The clip with the key selected.

    Raises:
        InputError: If there is no such expression, or the moment lies outside the clip.
    """
    find(library, expression)
    if not 0 <= time_ms <= clip.duration_ms:
        raise InputError(f"The clip ends before {time_ms} ms.", "Make it longer, or go back.", "clip.invalid")
    track = next((one for one in clip.tracks if _is_of_expressions(one)), None)
    if track is None:
        track = Track(free_track_name(clip, EXPRESSIONS), (), role=TrackRole.BASE)
        clip = with_track(clip, track, index)
    before = next((key for key in reversed(track.keys) if key.time_ms <= time_ms), None)
    way = SOFT if before is None or before.easing == "hold" else before.easing
    key = Key(time_ms, expression=expression, easing=way)
    return Edited(with_keys(clip, {track.name: [key]}), frozenset({KeyRef(track.name, time_ms)}))


def _is_of_expressions(track: Track) -> bool:
    """Whether it acts on the whole face, and shows expressions."""
    is_whole = not (track.controls or track.regions or track.is_locked)
    return is_whole and (
        any(key.expression for key in track.keys) or (track.role is TrackRole.BASE and not track.keys)
    )  # fmt: skip


def make_unique(clip: Clip, selection: Iterable[KeyRef], library: ExpressionLibrary) -> Edited:
    """Give linked keys poses of their own, what they show now.

    Raises:
        InputError: If an expression is missing.
    """

    def change(_track: Track, key: Key) -> Key:
        return changed(key, pose=dict(find(library, key.expression).pose), expression="") if key.expression else key

    return with_changed(clip, selection, change)


def stale_keys(clip: Clip, before: ExpressionLibrary, after: ExpressionLibrary) -> Selection:
    """The keys that show something else since the library changed; links that broke or came to be count too."""
    stale: set[KeyRef] = set()
    for text, keys in linked_keys(clip).items():
        if _shown(before, text) != _shown(after, text):
            stale.update(keys)
    return frozenset(stale)


def stale_clips(
    clips: Iterable[Clip], before: ExpressionLibrary, after: ExpressionLibrary
) -> dict[str, Selection]:  # fmt: skip
    """Id of each clip that changed with the library -> its keys that did."""
    found = {clip.id: stale_keys(clip, before, after) for clip in clips}
    return {clip_id: keys for clip_id, keys in found.items() if keys}


def clips_using(clips: Iterable[Clip], expression_id: str, library: ExpressionLibrary) -> dict[str, Selection]:
    """Id of each clip with keys that show an expression -> those keys; for "used by" and before it is deleted."""
    without = {key: value for key, value in library.items() if key != expression_id}
    return stale_clips(clips, library, without)


def _shown(library: ExpressionLibrary, text: str) -> Mapping[str, float] | None:
    try:
        return find(library, text).pose
    except InputError:
        return None


def changed_ranges(before: Clip, after: Clip) -> tuple[tuple[float, float], ...]:
    """Where two clips may show different frames, as ranges of ms, in order and apart; for what is cached.

    Everything, if something changed that counts everywhere (settings of a track, length, frame rate). An accent may
    also show in the frame beside its range.
    """
    whole = ((0.0, float(after.duration_ms)),)
    frame = ("duration_ms", "loop", "fps", "frame_durations_ms")
    if any(getattr(before, name) != getattr(after, name) for name in frame):
        return whole
    if len(before.tracks) != len(after.tracks):
        return whole
    ranges: list[tuple[float, float]] = []
    for old, new in zip(before.tracks, after.tracks, strict=True):
        if old is new:
            continue
        if _plain(old) != _plain(new) or (old.keys is not new.keys and _is_felt_everywhere(old, new)):
            return whole
        ranges += _changed_keys(old.keys, new.keys, after.duration_ms)
    return _joined(ranges)


def _plain(track: Track) -> Track:
    """A track without its keys and what is only for the eye."""
    return changed(track, keys=(), name="", colour="", group="", role="", recipe="", is_locked=False)


def _is_felt_everywhere(old: Track, new: Track) -> bool:
    """A track that goes on beyond its keys, or that overwrites what any of its keys names."""
    if old.before is not Extrapolation.HOLD or old.after is not Extrapolation.HOLD:
        return True
    if old.mode is not BlendMode.OVERWRITE or old.controls or old.regions:
        return False
    if old.keys == new.keys:
        return False
    texts = [{key.expression for key in track.keys} for track in (old, new)]
    return texts[0] != texts[1] or named_controls(old.keys) != named_controls(new.keys)


def _changed_keys(old: tuple[Key, ...], new: tuple[Key, ...], end_ms: int) -> list[tuple[float, float]]:
    """From the last key that both have before the change to the first after it; the ends reach round a loop."""
    if old is new or old == new:
        return []
    shortest = min(len(old), len(new))
    first = next((i for i in range(shortest) if old[i] is not new[i] and old[i] != new[i]), shortest)
    last = next(
        (i for i in range(shortest - first) if old[-1 - i] is not new[-1 - i] and old[-1 - i] != new[-1 - i]),
        shortest - first,
    )  # fmt: skip
    ranges: list[tuple[float, float]] = []
    start = float(new[first - 1].time_ms) if first > 0 else 0.0
    end = float(new[-last].time_ms) if last > 0 else float(end_ms)
    ranges.append((start, end))
    if first <= 1:  # a loop travels from its last key to its first
        ranges.append((float(min(old[-1].time_ms if old else 0, new[-1].time_ms if new else 0)), float(end_ms)))
        ranges.append((0.0, float(max(old[0].time_ms if old else end_ms, new[0].time_ms if new else end_ms))))
    if last <= 1:
        ranges.append((0.0, float(max(old[0].time_ms if old else end_ms, new[0].time_ms if new else end_ms))))
        ranges.append((start, float(end_ms)))
    return ranges


def _joined(ranges: Iterable[tuple[float, float]]) -> tuple[tuple[float, float], ...]:
    joined: list[tuple[float, float]] = []
    for start, end in sorted(ranges):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)
