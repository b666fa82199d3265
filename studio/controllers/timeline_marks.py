"""Tags, markers, events and the loop range: made, dragged, named and taken out along the ruler."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Protocol

from PySide6.QtCore import QObject, Signal

from studio.controllers.ports import Actions
from studio.controllers.timeline_edit import TimelineEditController
from studio.controllers.workspace import Workspace
from studio.models.clip import Clip, Marker, Tag, TagDirection
from studio.models.mark_refs import MarkEnd, MarkKind, MarkRef, name_of, span_of
from studio.models.playhead import free_id
from studio.models.sheet import AnimationEvent
from studio.models.timeline_edits import span_ms
from studio.models.timeline_marks import (
    moved_tag,
    with_event,
    with_loop_range,
    with_marker,
    with_tag,
    without_events,
    without_markers,
    without_tags,
)
from studio.models.timeline_selection import Edited, keys_in

TAG_COLOURS = ("#5b9dff", "#4fbf87", "#e0a84a", "#ef6b6b", "#b07be0", "#3fb8c4", "#d987b0", "#8a8a8a")
NEW_TAG_SHARE = 0.25
"""Of the clip, where nothing says how long a new tag should be."""


class MarksView(Protocol):
    """The strip below the ruler. Attributes are signals; their arguments stand beside them."""

    picked: Any  # (MarkRef or None)
    drag_started: Any  # (MarkRef, MarkEnd)
    dragged: Any  # (ms, is snapping turned round)
    drag_ended: Any  # (counts)
    rename_requested: Any  # (MarkRef, name)
    add_requested: Any  # (MarkKind, time)
    change_requested: Any  # (MarkRef, what: str, value)
    delete_requested: Any  # ()
    nudge_requested: Any  # (frames)

    def show_marks(self, clip: Clip | None, selected: MarkRef | None) -> None:
        """Show what lies along the time."""
        ...

    def begin_renaming(self, ref: MarkRef) -> None:
        """Let its name be typed."""
        ...


class TimelineMarksController(QObject):
    """Ties the strip to the clip that the dope sheet edits."""

    range_changed = Signal(object)
    """(start, end) of the loop range in ms, or None."""

    def __init__(
        self,
        workspace: Workspace,
        editor: TimelineEditController,
        view: MarksView,
        actions: Actions,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace, self._editor, self._view, self._actions = workspace, editor, view, actions
        self._selected: MarkRef | None = None
        self._held: tuple[Clip, MarkRef, MarkEnd] | None = None
        self._range: tuple[int, int] | None = None
        self._connect_view()
        self._bind()
        editor.state_changed.connect(self.refresh)
        self.refresh()

    def _connect_view(self) -> None:
        view = self._view
        for signal, slot in (
            (view.picked, self.pick), (view.drag_started, self.start_drag), (view.dragged, self.drag),
            (view.drag_ended, self.end_drag), (view.rename_requested, self.rename), (view.add_requested, self.add),
            (view.change_requested, self.change), (view.delete_requested, self.delete),
            (view.nudge_requested, self.nudge),
        ):  # fmt: skip
            signal.connect(slot)

    def _bind(self) -> None:
        editor = self._editor
        for action_id, slot in (
            ("clip.range-in", lambda: self.set_range(start_ms=round(editor.time_ms))),
            ("clip.range-out", lambda: self.set_range(end_ms=round(editor.time_ms))),
            ("clip.range-clear", self.clear_range),
            ("clip.add-marker", lambda: self.add(MarkKind.MARKER, editor.time_ms)),
            ("clip.add-event", lambda: self.add(MarkKind.EVENT, editor.time_ms)),
            ("clip.add-tag", lambda: self.add(MarkKind.TAG, editor.time_ms)),
        ):  # fmt: skip
            self._actions.bind(action_id, slot)

    def refresh(self) -> None:
        """Show the marks of the clip as they are."""
        clip = self._editor.clip
        if clip is None or (self._selected is not None and span_of(clip, self._selected) is None):
            self._selected = None
        self._view.show_marks(clip, self._selected)
        for name in ("range-in", "range-out", "add-marker", "add-event", "add-tag"):
            self._actions.set_enabled(f"clip.{name}", clip is not None)
        loop_range = clip.loop_range if clip is not None else None
        self._actions.set_enabled("clip.range-clear", loop_range is not None)
        if loop_range != self._range:
            self._range = loop_range
            self.range_changed.emit(loop_range)

    @property
    def selected(self) -> MarkRef | None:
        """The one that Delete and the arrow keys act on."""
        return self._selected

    def pick(self, ref: MarkRef | None) -> None:
        """Select one, or none."""
        self._workspace.end_gesture()
        self._selected = ref
        self._view.show_marks(self._editor.clip, ref)

    # --- dragging

    def start_drag(self, ref: MarkRef, end: MarkEnd) -> None:
        """One of them is taken hold of, in its middle or at an end."""
        self._workspace.end_gesture()
        clip = self._editor.clip
        self._held = (clip, ref, end) if clip is not None and span_of(clip, ref) is not None else None

    def drag(self, wanted_ms: float, is_free: bool) -> None:
        """It is pulled so far from where it was."""
        if self._held is None:
            return
        clip, ref, end = self._held
        span = span_of(clip, ref)
        assert span is not None
        anchor = span[1] if end is MarkEnd.END else span[0]
        delta = self._editor.snapped_time(anchor + wanted_ms, is_free) - anchor
        self._put(clip, ref, end, delta)

    def _put(self, clip: Clip, ref: MarkRef, end: MarkEnd, delta_ms: int, merge_key: str = "mark") -> None:
        moved = _moved(clip, ref, end, delta_ms)
        texts = {
            MarkKind.RANGE: self.tr("Move the loop range"), MarkKind.TAG: self.tr("Move a tag"),
            MarkKind.MARKER: self.tr("Move a marker"), MarkKind.EVENT: self.tr("Move an event"),
        }  # fmt: skip
        self._selected = _where(moved, clip, ref, delta_ms)
        self._edit(texts[ref.kind], lambda _: moved, merge_key)

    def end_drag(self, counts: bool) -> None:
        """It is let go of; given up, it goes back without a step."""
        if self._held is not None and not counts:
            clip, ref, _ = self._held
            self._selected = ref
            self._edit("", lambda _: clip, "mark")
        self._held = None
        self._editor.forget_snap()
        self._workspace.end_gesture()

    def nudge(self, frames: int) -> None:
        """Some frames on or back."""
        clip, ref = self._editor.clip, self._selected
        if clip is not None and ref is not None and span_of(clip, ref) is not None:
            self._put(clip, ref, MarkEnd.WHOLE, round(frames * 1000 / clip.fps), "nudge-mark")

    # --- making and changing

    def add(self, kind: MarkKind, time_ms: float) -> None:
        """A marker, an event or a tag at a moment; its name can be typed at once."""
        clip = self._editor.clip
        if clip is None:
            return
        at = self._editor.snapped_time(time_ms)
        made: Callable[[Clip], Clip]
        if kind is MarkKind.MARKER:
            text, made = self.tr("Add a marker"), lambda one: with_marker(one, Marker(at, ""))
        elif kind is MarkKind.EVENT:
            name = free_id("event", tuple(event.name for event in clip.events))
            text, made = self.tr("Add an event"), lambda one: with_event(one, AnimationEvent(at, name))
        else:
            tag = self._new_tag(clip, at)
            text, made = self.tr("Add a tag"), lambda one: with_tag(one, tag)
        self._add(text, made, kind)

    def _add(self, text: str, made: Callable[[Clip], Clip], kind: MarkKind) -> None:
        before = self._editor.clip
        if before is None or not self._edit(text, made):
            return
        after = self._editor.clip
        if after is None:
            return
        known = set(_things(before, kind))
        fresh = next((index for index, one in enumerate(_things(after, kind)) if one not in known), None)
        if fresh is not None:
            self.pick(MarkRef(kind, fresh))
            self._view.begin_renaming(MarkRef(kind, fresh))

    def _new_tag(self, clip: Clip, at: int) -> Tag:
        span = span_ms(self._editor.selection) or clip.loop_range
        if span is None or span[0] == span[1]:
            start = min(at, max(0, clip.duration_ms - 1))
            span = start, min(clip.duration_ms, start + max(1, round(clip.duration_ms * NEW_TAG_SHARE)))
        name = free_id(self.tr("tag"), tuple(tag.name for tag in clip.tags))
        return Tag(name, span[0], span[1], colour=TAG_COLOURS[len(clip.tags) % len(TAG_COLOURS)])

    def rename(self, ref: MarkRef, name: str) -> None:
        """Call it something else; events and tags need a name."""
        clip, name = self._editor.clip, name.strip()
        if clip is None or span_of(clip, ref) is None or name == name_of(clip, ref):
            return
        if not name and ref.kind is not MarkKind.MARKER:
            return
        field = {"name": name}
        self._edit(self.tr("Rename to {name}").format(name=name), lambda one: _replaced(one, ref, field))

    def change(self, ref: MarkRef, what: str, value: Any) -> None:
        """Another colour, direction, count … of one of them.

        Args:
            ref: Which.
            what: "colour", "direction", "repeat", "is_skipped", "fps", "argument"; "range" makes a tag the loop
                range, "tag" the loop range a tag, "event" a marker an event, "keys" selects the keys inside.
            value: For those that have one.
        """
        clip = self._editor.clip
        span = span_of(clip, ref) if clip is not None else None
        if clip is None or span is None:
            return
        if what == "keys":
            self._editor.pick(keys_in(clip, *span), "replace")
        elif what == "range":
            self.set_range(*span)
        elif what == "tag":
            tag = replace(self._new_tag(clip, span[0]), start_ms=span[0], end_ms=span[1])
            self._add(self.tr("Add a tag"), lambda one: with_tag(one, tag), MarkKind.TAG)
        elif what == "event":
            marker = clip.markers[ref.place]
            event = AnimationEvent(marker.time_ms, marker.name or free_id("event", [e.name for e in clip.events]))
            self._edit(self.tr("Make it an event"), lambda one: with_event(without_markers(one, [marker]), event))
        else:
            field = {what: TagDirection(value) if what == "direction" else value}
            self._edit(self.tr("Change {name}").format(name=name_of(clip, ref)), lambda one: _replaced(one, ref, field))

    def delete(self) -> None:
        """Take the selected one out."""
        clip, ref = self._editor.clip, self._selected
        if clip is None or ref is None:
            return
        if ref.kind is MarkKind.RANGE:
            self.clear_range()
            return
        text = self.tr("Delete {name}").format(name=name_of(clip, ref) or self.tr("a marker"))
        self._selected = None
        self._edit(text, lambda one: _without(one, ref))

    def set_range(self, start_ms: int | None = None, end_ms: int | None = None) -> None:
        """Let the loop range begin or end there."""
        self._edit(self.tr("Set the loop range"), lambda clip: with_loop_range(clip, start_ms, end_ms))

    def clear_range(self) -> None:
        """All of the clip plays again."""
        self._edit(self.tr("No loop range"), with_loop_range)

    def _edit(self, text: str, change: Callable[[Clip], Clip], merge_key: str = "") -> bool:
        """Whether the clip is another one now."""
        before, selection = self._editor.clip, self._editor.selection
        self._editor.change(text, lambda clip: Edited(change(clip), selection), merge_key, needs_selection=False)
        self.refresh()
        return self._editor.clip is not before


def _things(clip: Clip, kind: MarkKind) -> tuple[Any, ...]:
    kinds: dict[MarkKind, tuple[Any, ...]] = {
        MarkKind.MARKER: clip.markers, MarkKind.EVENT: clip.events, MarkKind.TAG: clip.tags
    }  # fmt: skip
    return kinds.get(kind, ())


def _moved(clip: Clip, ref: MarkRef, end: MarkEnd, delta_ms: int) -> Clip:
    """One of them pulled, as far as the clip allows."""
    span = span_of(clip, ref)
    assert span is not None
    start, stop = span
    if ref.kind is MarkKind.TAG:
        return moved_tag(clip, clip.tags[ref.place].name, delta_ms, end.value)
    if ref.kind is MarkKind.RANGE:
        if end is MarkEnd.WHOLE:
            delta_ms = min(max(delta_ms, -start), clip.duration_ms - stop)
            return with_loop_range(clip, start + delta_ms, stop + delta_ms)
        start = start if end is MarkEnd.END else min(max(0, start + delta_ms), stop - 1)
        stop = stop if end is MarkEnd.START else max(min(clip.duration_ms, stop + delta_ms), start + 1)
        return with_loop_range(clip, start, stop)
    time_ms = min(max(0, start + delta_ms), clip.duration_ms)
    return _replaced(clip, ref, {"time_ms": time_ms})


def _where(moved: Clip, clip: Clip, ref: MarkRef, delta_ms: int) -> MarkRef:
    """The same one after it has moved: moments are kept in order."""
    if ref.kind in (MarkKind.TAG, MarkKind.RANGE):
        return ref
    before = _things(clip, ref.kind)[ref.place]
    time_ms = min(max(0, before.time_ms + delta_ms), clip.duration_ms)
    after = replace(before, time_ms=time_ms)
    return MarkRef(ref.kind, _things(moved, ref.kind).index(after))


def _replaced(clip: Clip, ref: MarkRef, fields: dict[str, Any]) -> Clip:
    one = _things(clip, ref.kind)[ref.place]
    if ref.kind is MarkKind.TAG:
        return with_tag(clip, replace(one, **fields), one.name)
    if ref.kind is MarkKind.MARKER:
        return with_marker(clip, replace(one, **fields), one)
    return with_event(clip, replace(one, **fields), one)


def _without(clip: Clip, ref: MarkRef) -> Clip:
    one = _things(clip, ref.kind)[ref.place]
    if ref.kind is MarkKind.TAG:
        return without_tags(clip, [one.name])
    return without_markers(clip, [one]) if ref.kind is MarkKind.MARKER else without_events(clip, [one])
