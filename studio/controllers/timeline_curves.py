"""The curve editor: which curves are shown, and what pulling keys and handles does to the clip."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import Any, Protocol

from PySide6.QtCore import QObject, Signal

from studio.controllers.ports import Actions
from studio.controllers.timeline_edit import TimelineEditController
from studio.controllers.workspace import Workspace
from studio.models.clip import Clip, Extrapolation
from studio.models.controls import limits_of
from studio.models.curve_view import CurveKey, CurvePoint, CurveSight
from studio.models.expression import ExpressionLibrary
from studio.models.timeline_curves import (
    Curve,
    HandleKind,
    HandleSide,
    curve_controls,
    curve_of,
    set_handle,
    set_handle_kind,
)
from studio.models.timeline_edits import move_keys
from studio.models.timeline_inbetween import insert_keys
from studio.models.timeline_sampler import TIME_OF
from studio.models.timeline_selection import Edited, KeyRef, Selection, track_of
from studio.models.timeline_tracks import set_track
from studio.models.timeline_values import nudge_values, set_values
from studio.pipelines.wardrobe import library_of

MAX_CURVES = 6
SAMPLES = 240
"""Points of a curve over what is in sight."""
DENSE = 240
"""More keys than this in sight are not told apart; zooming in shows them."""


class CurveView(Protocol):
    """The curve editor. Attributes are signals; their arguments stand beside them."""

    picked: Any  # (keys, how)
    drag_started: Any  # ()
    keys_dragged: Any  # (control, ms, share of the control's range, is snapping bypassed)
    handle_dragged: Any  # (track, control, time of the key, side, ms, value)
    drag_ended: Any  # (counts)
    insert_requested: Any  # (track, control, time, value)
    key_typed: Any  # (track, control, time of the key, its new time, its new value)
    handle_typed: Any  # (track, control, time of the key, side, ms, value)
    outside_chosen: Any  # (track, side, value of `Extrapolation`)
    normalised_toggled: Any  # (is_on)
    typing_ended: Any  # ()
    sight_changed: Any  # ()

    def show_curves(self, curves: tuple[CurveSight, ...]) -> None:
        """Show these."""
        ...

    def set_normalised(self, is_normalised: bool) -> None:
        """Bring all curves to 0…1."""
        ...

    def range_ms(self) -> tuple[float, float]:
        """What is in sight."""
        ...


class TimelineCurvesController(QObject):
    """Ties the curve editor to the clip that the dope sheet edits; both share the selection."""

    shown_changed = Signal(bool)
    """Whether curves are shown in the place of the keys."""
    options_changed = Signal()
    """Whether all curves are brought to one height."""

    def __init__(
        self,
        workspace: Workspace,
        editor: TimelineEditController,
        view: CurveView,
        actions: Actions,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace, self._editor, self._view, self._actions = workspace, editor, view, actions
        self._is_shown = self.is_normalised = False
        self._origin: tuple[Clip, Selection] | None = None
        editor.state_changed.connect(self.refresh)
        for signal, slot in (
            (view.picked, editor.pick), (view.drag_started, self.start_drag), (view.keys_dragged, self.drag_keys),
            (view.handle_dragged, self.drag_handle), (view.drag_ended, self.end_drag),
            (view.insert_requested, self.insert), (view.key_typed, self.put_key),
            (view.handle_typed, self.put_handle), (view.outside_chosen, self.set_outside),
            (view.normalised_toggled, self.set_normalised), (view.typing_ended, workspace.end_gesture),
            (view.sight_changed, self.refresh),
        ):  # fmt: skip
            signal.connect(slot)
        actions.bind("clip.curves", self.show)
        actions.bind("clip.normalised", self.set_normalised)
        for kind in (HandleKind.AUTO, HandleKind.FLAT, HandleKind.LINEAR):
            actions.bind(f"clip.handles-{kind.value}", lambda kind=kind: self.lay_handles(kind))

    @property
    def _library(self) -> ExpressionLibrary:
        return library_of(self._workspace.project)

    # --- showing

    def show(self, is_on: bool) -> None:
        """Show curves, or the keys again."""
        self._is_shown = is_on
        self.shown_changed.emit(is_on)
        self.refresh()

    def set_normalised(self, is_on: bool) -> None:
        """Bring all curves to one height, or show their own values."""
        self.is_normalised = is_on
        self._view.set_normalised(is_on)
        self._actions.set_checked("clip.normalised", is_on)
        self.options_changed.emit()

    def refresh(self) -> None:
        """Show the curves of what is selected, as they are now."""
        if self._is_shown:
            self._view.show_curves(self._curves())

    def _curves(self) -> tuple[CurveSight, ...]:
        clip = self._editor.clip
        if clip is None or not clip.tracks:
            return ()
        names = list(dict.fromkeys(name for name, _ in sorted(self._editor.selection))) or [clip.tracks[0].name]
        found: list[CurveSight] = []
        for name in names:
            controls = self._chosen(clip, name)
            found += [
                self._sight(clip, self._curve(clip, name, control), tone)
                for tone, control in enumerate(controls[: MAX_CURVES - len(found)], len(found))
            ]
        return tuple(found)

    def _chosen(self, clip: Clip, track: str) -> Sequence[str]:
        """The controls of a track that move most, in their own order."""
        controls = curve_controls(clip, track, self._library)
        if len(controls) <= MAX_CURVES:
            return controls

        def movement(control: str) -> float:
            low, high = curve_of(clip, track, control, self._library).value_range()
            limits = limits_of(control)
            return (high - low) / (limits[1] - limits[0])

        wanted = set(sorted(controls, key=movement, reverse=True)[:MAX_CURVES])
        return [control for control in controls if control in wanted]

    def _curve(self, clip: Clip, track: str, control: str) -> Curve:
        """What is in sight of a curve; where there are more keys than anybody could tell apart, only its line."""
        start, end = self._view.range_ms()
        keys = track_of(clip, track).keys
        count = bisect_left(keys, end, key=TIME_OF) - bisect_left(keys, start, key=TIME_OF)
        return curve_of(clip, track, control, self._library, (start, end) if count <= DENSE else (start, start))

    def _sight(self, clip: Clip, curve: Curve, tone: int) -> CurveSight:
        low, high = limits_of(curve.control)
        track = track_of(clip, curve.track)
        title = f"{curve.track}: {curve.control}"
        line = tuple(self._line(curve, clip.duration_ms))
        keys = tuple(self._keys(curve)) if self._is_told_apart(curve) else ()
        return CurveSight(
            curve.track, curve.control, title, keys, line, low, high, tone, track.is_locked, track.before, track.after
        )  # fmt: skip

    def _is_told_apart(self, curve: Curve) -> bool:
        """Whether its keys are shown: all those in sight were read."""
        start, end = self._view.range_ms()
        keys = curve.sampler.track.keys
        last = curve.first + len(curve.points)
        return last >= len(keys) or keys[last - 1].time_ms >= end or end <= start

    def _keys(self, curve: Curve) -> Iterable[CurveKey]:
        into = {segment.end.time_ms: segment.handles[1] for segment in curve.segments if segment.handles}
        out = {segment.start.time_ms: segment.handles[0] for segment in curve.segments if segment.handles}
        for point in curve.points:
            ends = [
                CurvePoint(*handle) if handle is not None else None
                for handle in (into.get(point.time_ms), out.get(point.time_ms))
            ]
            is_selected = (curve.track, point.time_ms) in self._editor.selection
            yield CurveKey(point.time_ms, point.value, ends[0], ends[1], is_selected)

    def _line(self, curve: Curve, duration_ms: int) -> Iterable[CurvePoint]:
        """Evenly over what is in sight, and exactly at the keys."""
        start, end = self._view.range_ms()
        end = min(end, float(duration_ms))
        even = {start + (end - start) * step / SAMPLES for step in range(SAMPLES + 1)}
        exact = self._is_told_apart(curve)
        for time_ms in sorted(
            even | {float(point.time_ms) for point in curve.points if exact and start <= point.time_ms <= end}
        ):
            value = curve.value_at(time_ms)
            if value is not None:
                yield CurvePoint(time_ms, value)

    # --- pulling

    def start_drag(self) -> None:
        """Something is taken hold of; all of the pull counts from here."""
        self._workspace.end_gesture()
        self._origin = (self._editor.clip, self._editor.selection) if self._editor.clip is not None else None

    def drag_keys(self, control: str, wanted_ms: float, share: float, is_free: bool) -> None:
        """The selected keys are pulled in time, and in the value of one control."""
        if self._origin is None:
            return
        clip, selection = self._origin
        low, high = limits_of(control)
        delta = self._editor.snapped(wanted_ms, selection, is_free)
        moved = nudge_values(clip, selection, share * (high - low), self._library, (control,)) if share else None
        lifted = moved.clip if moved is not None else clip
        self._pull(self.tr("Move keys"), lambda _: move_keys(lifted, selection, delta))

    def drag_handle(self, track: str, control: str, time_ms: int, side: str, to_ms: float, value: float) -> None:
        """A handle is pulled to a place."""
        if self._origin is None:
            return
        clip, selection = self._origin
        key = KeyRef(track, time_ms)
        self._pull(
            self.tr("Bend a curve"),
            lambda _: Edited(set_handle(clip, key, HandleSide(side), to_ms, value, self._library, control), selection),
        )

    def _pull(self, text: str, change: Any) -> None:
        self._editor.change(text, change, "curve", needs_selection=False)

    def end_drag(self, counts: bool) -> None:
        """It is let go of; a pull that was given up leaves no step."""
        if not counts and self._origin is not None:
            clip, selection = self._origin
            self._pull("", lambda _: Edited(clip, selection))
        self._origin = None
        self._editor.forget_snap()
        self._workspace.end_gesture()

    # --- more

    def insert(self, track: str, control: str, time_ms: int, value: float) -> None:
        """A key on a curve."""

        def made(clip: Clip) -> Edited:
            edited = insert_keys(clip, [track], time_ms, self._library)
            return set_values(edited.clip, edited.selection, {control: value}, self._library)

        self._editor.change(self.tr("Insert keys"), made, needs_selection=False)

    def put_key(self, track: str, control: str, time_ms: int, to_ms: int, value: float) -> None:
        """A key by numbers: when, and how much of one control."""
        key = frozenset({KeyRef(track, time_ms)})

        def put(clip: Clip) -> Edited:
            low, high = limits_of(control)
            edited = set_values(clip, key, {control: min(high, max(low, value))}, self._library)
            return move_keys(edited.clip, edited.selection, to_ms - time_ms) if to_ms != time_ms else edited

        self._editor.change(self.tr("Set a key"), put, f"key-numbers:{track}", needs_selection=False)

    def put_handle(self, track: str, control: str, time_ms: int, side: str, to_ms: float, value: float) -> None:
        """A handle by numbers."""
        key, selection = KeyRef(track, time_ms), self._editor.selection
        self._editor.change(
            self.tr("Bend a curve"),
            lambda clip: Edited(
                set_handle(clip, key, HandleSide(side), to_ms, value, self._library, control), selection
            ),
            f"handle-numbers:{track}:{time_ms}:{side}", needs_selection=False,
        )  # fmt: skip

    def set_outside(self, track: str, side: str, value: str) -> None:
        """What a track does before its first key ("before") or after its last one ("after")."""
        selection = self._editor.selection
        self._editor.change(
            self.tr("Outside the keys of {track}").format(track=track),
            lambda clip: Edited(set_track(clip, track, **{side: Extrapolation(value)}), selection),
            needs_selection=False,
        )

    def set_outside_of_selected(self, side: str, value: str) -> None:
        """As `set_outside`, for the tracks of the selected keys, in one step."""
        selection = self._editor.selection
        names = {name for name, _ in selection}

        def outside(clip: Clip) -> Edited:
            for name in names:
                clip = set_track(clip, name, **{side: Extrapolation(value)})
            return Edited(clip, selection)

        self._editor.change(self.tr("Outside the keys"), outside)

    def lay_handles(self, kind: HandleKind) -> None:
        """Lay the handles of the selected keys anew."""
        selection = self._editor.selection
        self._editor.change(
            self.tr("Lay handles"), lambda clip: set_handle_kind(clip, selection, kind, self._library)
        )  # fmt: skip
