"""Editing the clip on the timeline: what is selected, dragging with snapping, and changes as steps of the history.

The selection is part of the window and is never undone. The first change of a ready-made clip makes it part of the
project.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from studio.controllers.ports import Actions
from studio.controllers.timeline_ports import ClipPlace, DopeView
from studio.controllers.workspace import Workspace
from studio.core.errors import StudioError
from studio.models.acting_lengths import following
from studio.models.clip import Clip, changed
from studio.models.dope_rows import rows_of
from studio.models.expression import ExpressionLibrary
from studio.models.playhead import ShownClip, with_clip
from studio.models.project import Project
from studio.models.timeline_edits import move_keys
from studio.models.timeline_selection import NOTHING, Edited, KeyRef, Selection, all_keys, next_key_ms, track_of
from studio.models.timeline_snap import Snap, SnapTargets, snap_targets
from studio.pipelines.wardrobe import library_of

SNAP_PX = 8.0
"""How near a key, marker or the playhead must be to catch what is dragged."""


class TimelineEditController(QObject):
    """Ties the dope sheet to the project's clips."""

    state_changed = Signal()
    """Another clip, other keys, or another selection."""
    options_changed = Signal()
    """Whether it snaps."""

    def __init__(
        self,
        workspace: Workspace,
        place: ClipPlace,
        view: DopeView,
        actions: Actions,
        seek: Callable[[float], object],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace, self._view, self._actions, self._seek = workspace, view, actions, seek
        self._shown: ShownClip | None = None
        self._time_ms = 0.0
        self._selection: Selection = NOTHING
        self._open_rows: frozenset[str] = frozenset()
        self._drag_ms = 0
        self._is_dragging = False
        self._is_snapping = True
        self._targets: tuple[tuple[object, ...], SnapTargets] | None = None
        place.clip_shown.connect(self._on_clip_shown)
        place.time_changed.connect(self._on_time_changed)
        self._connect_view()
        self._bind()

    def _connect_view(self) -> None:
        view = self._view
        for signal, slot in (
            (view.picked, self.pick), (view.drag_started, self.start_drag), (view.dragged, self.drag),
            (view.drag_ended, self.end_drag), (view.select_all_requested, self.select_all),
            (view.fold_toggled, self.fold), (view.mute_toggled, self.mute), (view.nudge_requested, self.nudge),
        ):  # fmt: skip
            signal.connect(slot)

    def _bind(self) -> None:
        for action_id, slot in (
            ("clip.select-all", self.select_all), ("clip.previous-key", lambda: self.go_to_key(-1)),
            ("clip.next-key", lambda: self.go_to_key(1)), ("clip.snap", self.set_snapping),
        ):  # fmt: skip
            self._actions.bind(action_id, slot)
        self._actions.set_checked("clip.snap", True)
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
    def time_ms(self) -> float:
        """Where the playhead stands."""
        return self._time_ms

    @property
    def library(self) -> ExpressionLibrary:
        """For linked keys."""
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
        for name in ("select-all", "previous-key", "next-key"):
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
            self._drag_ms = self.snapped(wanted_ms, is_free=is_free)
            self._view.show_shift(self._drag_ms)

    def end_drag(self, counts: bool) -> None:
        """They are let go of; one step of the history."""
        delta, self._is_dragging = self._drag_ms, False
        self._drag_ms = 0
        self._view.show_shift(0)
        self.forget_snap()
        if counts and delta:
            self.change(self.tr("Move keys"), lambda clip: move_keys(clip, self._selection, delta, grows=True))

    def set_snapping(self, is_on: bool) -> None:
        """Let what is dragged be caught by what is near; Ctrl held does the other."""
        self._is_snapping = is_on
        self._actions.set_checked("clip.snap", is_on)
        self.options_changed.emit()

    @property
    def is_snapping(self) -> bool:
        """Whether what is dragged is caught."""
        return self._is_snapping

    def snapped(self, wanted_ms: float, selection: Selection | None = None, is_free: bool = False) -> int:
        """A shift that puts the ends of what is dragged onto something: a key, a marker, the playhead, a frame.

        Args:
            wanted_ms: How far the pointer went.
            selection: What is dragged; the selected keys if None.
            is_free: Whether the key that turns snapping round is held.
        """
        held = self._selection if selection is None else selection
        if self.clip is None or not held or is_free == self._is_snapping:
            return round(wanted_ms)
        times = [time_ms for _, time_ms in held]
        delta, snap = self._snap_targets(held).snapped_delta(
            (min(times), max(times)), wanted_ms, self._view.ms_of(SNAP_PX)
        )  # fmt: skip
        self._view.show_snap(snap)
        return delta

    def forget_snap(self) -> None:
        """Nothing is dragged any more."""
        self._targets = None
        self._view.show_snap(None)

    def snapped_time(self, time_ms: float, is_free: bool = False) -> int:
        """A moment that is pulled, put onto what is near it; whatever is selected attracts as well."""
        clip = self.clip
        if clip is None:
            return round(time_ms)
        inside = min(max(time_ms, 0.0), float(clip.duration_ms))
        if is_free == self._is_snapping:
            return round(inside)
        snap: Snap = self._snap_targets(NOTHING).snapped(inside, self._view.ms_of(SNAP_PX))
        return snap.time_ms

    def _snap_targets(self, held: Selection) -> SnapTargets:
        """Made once for a drag."""
        clip = self.clip
        assert clip is not None
        wanted = (clip, held, self._time_ms)
        if self._targets is None or any(one is not other for one, other in zip(self._targets[0], wanted, strict=True)):
            self._targets = (wanted, snap_targets(clip, moving=held, playhead_ms=self._time_ms))
        return self._targets[1]

    def nudge(self, frames: int) -> None:
        """Some frames on or back."""
        clip = self.clip
        if clip is not None and self._selection:
            delta = round(frames * 1000 / clip.fps)
            self.change(self.tr("Move keys"), lambda one: move_keys(one, self._selection, delta), "nudge-keys")

    # --- changing

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
        kept, made = edited.selection, following(clip, edited.clip)
        self._workspace.edit(text, replace(project, clips=with_clip(project.clips, made)), merge_key)
        if not merge_key:
            self._workspace.end_gesture()
        self._selection = kept
        self._keep_what_is_there()
        self._view.show_selection(self._selection)
        self._show_enabled()
