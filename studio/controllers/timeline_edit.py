"""Editing the keys of the clip on the timeline: selecting, dragging with snapping, and everything done to many at once.

The selection is part of the window and is never undone. The first change of a ready-made clip makes it part of the
project.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any, Protocol

from PySide6.QtCore import QObject, Signal

from studio.controllers.ports import Actions
from studio.controllers.workspace import Workspace
from studio.core.errors import StudioError
from studio.models.clip import Clip, changed
from studio.models.dope_rows import DopeRow, rows_of
from studio.models.expression import ExpressionLibrary
from studio.models.playhead import ShownClip, with_clip
from studio.models.project import Project
from studio.models.timeline_clipboard import copy_keys, paste_keys
from studio.models.timeline_edits import (
    align_keys,
    delete_keys,
    distribute_keys,
    duplicate_keys,
    hold_keys,
    move_keys,
    reverse_keys,
    scale_time,
    set_easing,
)
from studio.models.timeline_frames import FrameGrid
from studio.models.timeline_inbetween import insert_keys
from studio.models.timeline_sampler import keys_between
from studio.models.timeline_selection import NOTHING, Edited, KeyRef, Selection, all_keys, next_key_ms, track_of
from studio.models.timeline_values import mirror_keys
from studio.pipelines.wardrobe import library_of

NEED_SELECTION = (
    "delete-keys", "duplicate-keys", "copy-keys", "cut-keys", "hold", "easing", "reverse-keys", "mirror-keys",
    "align-keys", "distribute-keys",
)  # fmt: skip
SNAP_PX = 8.0
"""How near a key, marker or the playhead must be to catch what is dragged."""


class DopeView(Protocol):
    """The dope sheet. Attributes are signals; their arguments stand beside them."""

    picked: Any  # (keys: frozenset of (track, time), "replace" | "add" | "toggle")
    drag_started: Any  # ()
    dragged: Any  # (ms: float, is snapping bypassed: bool)
    drag_ended: Any  # (counts: bool)
    insert_requested: Any  # (track, time)
    delete_requested: Any  # ()
    copy_requested: Any  # (is it a cut: bool)
    paste_requested: Any  # ()
    select_all_requested: Any  # ()
    fold_toggled: Any  # (row id)
    mute_toggled: Any  # (track)
    nudge_requested: Any  # (frames: int)

    def show_rows(self, clip: Clip | None, rows: tuple[DopeRow, ...]) -> None:
        """Show a clip's rows."""
        ...

    def show_selection(self, selected: Any) -> None:
        """Which keys are selected."""
        ...

    def show_shift(self, shift_ms: int) -> None:
        """How far the selected keys are being dragged."""
        ...

    def ms_of(self, pixels: float) -> float:
        """How much time so many pixels are."""
        ...


class Clipboard(Protocol):
    """The system's clipboard, as far as it is text."""

    def text(self) -> str:
        """What is on it; empty if it is no text."""
        ...

    def set_text(self, text: str) -> None:
        """Put a text onto it."""
        ...


class ClipPlace(Protocol):
    """Whoever knows which clip is on the timeline."""

    clip_shown: Any  # (`ShownClip` or None)
    time_changed: Any  # (time in ms: float)


class TimelineEditController(QObject):
    """Ties the dope sheet to the project's clips."""

    state_changed = Signal()
    """Another clip, other keys, or another selection."""

    def __init__(
        self,
        workspace: Workspace,
        place: ClipPlace,
        view: DopeView,
        actions: Actions,
        seek: Callable[[float], object],
        clipboard: Clipboard,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace, self._view, self._actions, self._seek = workspace, view, actions, seek
        self._clipboard = clipboard
        self._shown: ShownClip | None = None
        self._time_ms = 0.0
        self._selection: Selection = NOTHING
        self._open_rows: frozenset[str] = frozenset()
        self._drag_ms = 0
        self._is_dragging = False
        place.clip_shown.connect(self._on_clip_shown)
        place.time_changed.connect(self._on_time_changed)
        self._connect_view()
        self._bind()

    def _connect_view(self) -> None:
        view = self._view
        for signal, slot in (
            (view.picked, self.pick), (view.drag_started, self.start_drag), (view.dragged, self.drag),
            (view.drag_ended, self.end_drag), (view.delete_requested, self.delete),
            (view.select_all_requested, self.select_all), (view.fold_toggled, self.fold),
            (view.mute_toggled, self.mute), (view.nudge_requested, self.nudge),
            (view.insert_requested, self.insert_at), (view.copy_requested, self.copy),
            (view.paste_requested, self.paste),
        ):  # fmt: skip
            signal.connect(slot)

    def _bind(self) -> None:
        for action_id, slot in (
            ("clip.select-all", self.select_all), ("clip.delete-keys", self.delete),
            ("clip.duplicate-keys", self.duplicate), ("clip.hold", self.hold), ("clip.reverse-keys", self.reverse),
            ("clip.mirror-keys", self.mirror), ("clip.align-keys", self.align),
            ("clip.distribute-keys", self.distribute), ("clip.insert-key", self.insert),
            ("clip.insert-key-all", lambda: self.insert_at("", round(self._time_ms))),
            ("clip.copy-keys", lambda: self.copy(False)), ("clip.cut-keys", lambda: self.copy(True)),
            ("clip.paste-keys", self.paste), ("clip.previous-key", lambda: self.go_to_key(-1)),
            ("clip.next-key", lambda: self.go_to_key(1)),
        ):  # fmt: skip
            self._actions.bind(action_id, slot)
        self._show_enabled()

    # --- what there is

    @property
    def clip(self) -> Clip | None:
        """The clip on the timeline."""
        return self._shown.clip if self._shown is not None else None

    @property
    def selection(self) -> Selection:
        """Which keys are selected."""
        return self._selection

    @property
    def _library(self) -> ExpressionLibrary:
        return library_of(self._workspace.project)

    def _on_clip_shown(self, shown: ShownClip | None) -> None:
        is_other = shown is None or self._shown is None or shown.clip.id != self._shown.clip.id
        self._shown = shown
        if is_other:
            self._workspace.end_gesture()
            self._open_rows, self._selection = frozenset(), NOTHING
        self._keep_what_is_there()
        self._show()

    def _on_time_changed(self, time_ms: float) -> None:
        self._time_ms = time_ms

    def _keep_what_is_there(self) -> None:
        """Undo and others may have taken selected keys away."""
        clip = self.clip
        if clip is None or not self._selection:
            return
        times = {track.name: {key.time_ms for key in track.keys} for track in clip.tracks if self._has(track.name)}
        self._selection = frozenset(one for one in self._selection if one[1] in times.get(one[0], ()))

    def _has(self, track: str) -> bool:
        return any(name == track for name, _ in self._selection)

    def _show(self) -> None:
        clip = self.clip
        locked = frozenset(track.name for track in clip.tracks if track.is_locked) if clip is not None else frozenset()
        self._view.show_rows(clip, rows_of(clip, self._open_rows, locked) if clip is not None else ())
        self._view.show_selection(self._selection)
        self._show_enabled()

    def _show_enabled(self) -> None:
        for name in NEED_SELECTION:
            self._actions.set_enabled(f"clip.{name}", bool(self._selection))
        for name in ("select-all", "previous-key", "next-key", "insert-key", "insert-key-all", "paste-keys"):
            self._actions.set_enabled(f"clip.{name}", self.clip is not None)
        self.state_changed.emit()

    # --- selecting

    def pick(self, keys: Iterable[tuple[str, int]], picking: str) -> None:
        """Select keys, add them, or turn their selection over."""
        picked = frozenset(KeyRef(*key) for key in keys)
        self._workspace.end_gesture()  # what follows is done to other keys
        before = self._selection
        self._selection = {"replace": picked, "add": before | picked, "toggle": before ^ picked}[picking]
        self._view.show_selection(self._selection)
        self._show_enabled()

    def select_all(self) -> None:
        """Every key that is not locked."""
        if self.clip is not None:
            names = [track.name for track in self.clip.tracks if not track.is_locked]
            self.pick(all_keys(self.clip, names), "replace")

    def fold(self, row_id: str) -> None:
        """Show the parts of a row, or put them away."""
        self._open_rows = self._open_rows ^ {row_id}
        self._show()

    def go_to_key(self, direction: int) -> None:
        """Put the playhead on the next key, or the one before."""
        if self.clip is not None:
            time_ms = next_key_ms(self.clip, round(self._time_ms), direction)
            if time_ms is not None:
                self._seek(float(time_ms))

    # --- dragging

    def start_drag(self) -> None:
        """The selected keys are taken hold of."""
        self._is_dragging, self._drag_ms = bool(self._selection), 0

    def drag(self, wanted_ms: float, is_free: bool) -> None:
        """They are pulled so far; the view shows where they would come to lie."""
        if self._is_dragging and self.clip is not None:
            self._drag_ms = round(wanted_ms) if is_free else self.snapped(wanted_ms)
            self._view.show_shift(self._drag_ms)

    def end_drag(self, counts: bool) -> None:
        """They are let go of; one step of the history."""
        delta, self._is_dragging = self._drag_ms, False
        self._drag_ms = 0
        self._view.show_shift(0)
        if counts and delta:
            self.change(self.tr("Move keys"), lambda clip: move_keys(clip, self._selection, delta, grows=True))

    def snapped(self, wanted_ms: float, selection: Selection | None = None) -> int:
        """A shift that puts the ends of what is dragged onto something: a key, a marker, the playhead, a frame."""
        clip, held = self.clip, self._selection if selection is None else selection
        if clip is None or not held:
            return round(wanted_ms)
        times = sorted(time_ms for _, time_ms in held)
        reach = self._view.ms_of(SNAP_PX)
        chosen = set(times)
        targets: list[float] = [self._time_ms, 0.0, float(clip.duration_ms), *(event.time_ms for event in clip.events)]
        targets += [marker.time_ms for marker in clip.markers]
        targets += [key.time_ms for track in clip.tracks for key in _near(track.keys, times, wanted_ms, reach, chosen)]
        ways: list[float] = [target - time_ms for target in targets for time_ms in (times[0], times[-1])]
        near = [way for way in ways if abs(way - wanted_ms) <= reach]
        if near:
            best: float = min(near, key=lambda way: abs(way - wanted_ms))
            return round(best)
        grid = FrameGrid.of(clip)
        return int(grid.nearest_start_ms(times[0] + wanted_ms)) - times[0]

    def nudge(self, frames: int) -> None:
        """Some frames on or back."""
        clip = self.clip
        if clip is not None and self._selection:
            delta = round(frames * 1000 / clip.fps)
            self.change(self.tr("Move keys"), lambda one: move_keys(one, self._selection, delta), "nudge-keys")

    # --- making keys

    def insert(self) -> None:
        """A key at the playhead on the tracks of the selected keys; on all where none is selected."""
        names = {name for name, _ in self._selection}
        self._insert([name for name in self._unlocked() if not names or name in names], round(self._time_ms))

    def insert_at(self, track: str, time_ms: int) -> None:
        """A key at a moment on one track; on all where none is named."""
        self._insert([track] if track else self._unlocked(), time_ms)

    def _unlocked(self) -> list[str]:
        return [track.name for track in self.clip.tracks if not track.is_locked] if self.clip is not None else []

    def _insert(self, tracks: list[str], time_ms: int) -> None:
        def inserted(clip: Clip) -> Edited:
            return insert_keys(clip, tracks, min(max(time_ms, 0), clip.duration_ms), self._library)

        if tracks:
            self.change(self.tr("Insert keys"), inserted, needs_selection=False)

    def copy(self, is_cut: bool) -> None:
        """Put the selected keys onto the clipboard as text; a cut takes them out."""
        if self.clip is None or not self._selection:
            return
        try:
            self._clipboard.set_text(copy_keys(self.clip, self._selection))
        except StudioError as error:
            self._workspace.tell_error(error)
            return
        if is_cut:
            self.change(self.tr("Cut keys"), lambda clip: Edited(delete_keys(clip, self._selection)))

    def paste(self) -> None:
        """Put the clipboard's keys at the playhead; they may come from another project."""
        text, at_ms = self._clipboard.text(), round(self._time_ms)
        self.change(self.tr("Paste keys"), lambda clip: paste_keys(clip, text, at_ms), needs_selection=False)

    # --- changing many

    def delete(self) -> None:
        """Take the selected keys out."""
        self.change(self.tr("Delete keys"), lambda clip: Edited(delete_keys(clip, self._selection)))

    def duplicate(self) -> None:
        """Copies of the selected keys, beginning at the playhead."""
        first = min((time_ms for _, time_ms in self._selection), default=0)
        delta: int = round(self._time_ms) - first
        if not delta and self.clip is not None:
            delta = round(1000 / self.clip.fps)
        self.change(self.tr("Duplicate keys"), lambda clip: duplicate_keys(clip, self._selection, delta))

    def hold(self) -> None:
        """Let the selected keys stay until the next one."""
        self.change(self.tr("Hold keys"), lambda clip: hold_keys(clip, self._selection))

    def ease(self, easing: str) -> None:
        """Let the selected keys travel otherwise to the next one."""
        self.change(self.tr("Change the easing"), lambda clip: set_easing(clip, self._selection, easing))

    def reverse(self) -> None:
        """Play the selected keys backwards."""
        self.change(self.tr("Reverse keys"), lambda clip: reverse_keys(clip, self._selection))

    def mirror(self) -> None:
        """Swap left and right of the selected keys."""
        self.change(self.tr("Mirror keys"), lambda clip: mirror_keys(clip, self._selection, self._library))

    def align(self) -> None:
        """Put the selected keys onto the playhead's moment."""
        time_ms = round(self._time_ms)
        self.change(self.tr("Align keys"), lambda clip: align_keys(clip, self._selection, time_ms))

    def distribute(self) -> None:
        """Equal distances between the selected keys of each track."""
        self.change(self.tr("Distribute keys"), lambda clip: distribute_keys(clip, self._selection))

    def scale(self, factor: float) -> None:
        """Stretch or squeeze the selected keys, the first one staying where it is."""
        first = min((time_ms for _, time_ms in self._selection), default=0)
        self.change(self.tr("Scale time"), lambda clip: scale_time(clip, self._selection, first, factor))

    def mute(self, track: str) -> None:
        """Leave a track out, or let it count again."""

        def turned(clip: Clip) -> Edited:
            was_muted = track_of(clip, track).is_muted
            tracks = tuple(changed(one, is_muted=not was_muted) if one.name == track else one for one in clip.tracks)
            return Edited(changed(clip, tracks=tracks), self._selection)

        self.change(self.tr("Mute or unmute {track}").format(track=track), turned, needs_selection=False)

    def change(
        self, text: str, change: Callable[[Clip], Edited], merge_key: str = "", needs_selection: bool = True
    ) -> None:
        """Do something to the clip as one step that can be undone; errors are told.

        Args:
            text: For the history.
            change: What; its selection becomes the selection.
            merge_key: Steps in a row with the same key are one, until the gesture ends.
            needs_selection: Whether nothing happens without a selected key.
        """
        clip = self.clip
        if clip is None or (needs_selection and not self._selection):
            return
        try:
            edited = change(clip)
        except StudioError as error:
            self._workspace.tell_error(error)
            return
        project: Project = self._workspace.project
        kept = edited.selection
        self._workspace.edit(text, replace(project, clips=with_clip(project.clips, edited.clip)), merge_key)
        if not merge_key:
            self._workspace.end_gesture()
        self._selection = kept
        self._keep_what_is_there()
        self._view.show_selection(self._selection)
        self._show_enabled()


def _near(keys: Any, times: list[int], wanted_ms: float, reach: float, chosen: set[int]) -> list[Any]:
    """Keys that a dragged key could come to lie on; the work does not grow with the track."""
    found = []
    for time_ms in (times[0], times[-1]):
        place = time_ms + wanted_ms
        found += [key for key in keys_between(keys, place - reach, place + reach) if key.time_ms not in chosen]
    return found
