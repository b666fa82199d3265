"""What a clip is, beside its keys: its name and colour, how long it lasts, what happens at its end, its events."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Protocol, cast

from PySide6.QtCore import QObject, QTimer

from studio.controllers.ports import Actions
from studio.controllers.timeline_edit import TimelineEditController
from studio.controllers.workspace import Workspace
from studio.core.errors import StudioError
from studio.models.acting_lengths import following
from studio.models.clip import Clip
from studio.models.clip_sight import ClipSight
from studio.models.messages import Tone
from studio.models.sheet import AnimationEvent, LoopMode
from studio.models.timeline_frames import FrameGrid
from studio.models.timeline_lengths import with_even_frames, with_frame_length, with_own_lengths
from studio.models.timeline_loop import Seam, make_loop, seam_of
from studio.models.timeline_marks import with_event, with_length, with_loop_range, without_events
from studio.models.timeline_sampler import ClipSampler
from studio.models.timeline_selection import Edited
from studio.services.pose_pictures import PosePictures
from studio.services.stages import StageRequest

CHANNEL = "seam"
REST_MS = 150
"""Rest after which the seam is looked at again."""


class ClipView(Protocol):
    """The part of the inspector. Attributes are signals; their arguments stand beside them."""

    name_edited: Any  # (name)
    colour_chosen: Any  # (colour; empty for the usual one)
    fps_edited: Any  # (frames a second)
    length_edited: Any  # (seconds)
    loop_chosen: Any  # (value of `LoopMode`)
    own_lengths_toggled: Any  # (is_on)
    frame_length_edited: Any  # (ms)
    range_edited: Any  # (start in s or None, end in s or None)
    range_cleared: Any  # ()
    make_loop_requested: Any  # (ms of the way back)
    event_edited: Any  # (place, "time_ms" | "name" | "argument", value)
    event_removed: Any  # (place)
    event_chosen: Any  # (place)
    gesture_ended: Any  # ()

    def show_clip(self, sight: ClipSight | None) -> None:
        """Show it."""
        ...

    def is_seen(self) -> bool:
        """Whether anybody sees it."""
        ...


class TimelineClipController(QObject):
    """Ties the inspector to the clip that the dope sheet edits."""

    def __init__(
        self,
        workspace: Workspace,
        editor: TimelineEditController,
        place: Any,
        pictures: PosePictures,
        view: ClipView,
        actions: Actions,
        seek: Callable[[float], object],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace, self._editor, self._pictures = workspace, editor, pictures
        self._view, self._seek = view, seek
        self._frame = -1
        self._length_drag: tuple[Clip, Clip] | None = None
        self._looked_at: tuple[object, ...] = ()
        self._seam: Seam | None = None
        self._pixels: float | None = None
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self._look_at_seam)
        for signal, slot in (
            (view.name_edited, self.rename), (view.colour_chosen, self.set_colour), (view.fps_edited, self.set_fps),
            (view.length_edited, self.set_length), (view.loop_chosen, self.set_loop),
            (view.own_lengths_toggled, self.set_own_lengths), (view.frame_length_edited, self.set_frame_length),
            (view.range_edited, self.set_range), (view.range_cleared, self.clear_range),
            (view.make_loop_requested, self.make_loop), (view.event_edited, self.edit_event),
            (view.event_removed, self.remove_event), (view.event_chosen, self.go_to_event),
            (view.gesture_ended, self._end_gesture),
        ):  # fmt: skip
            signal.connect(slot)
        actions.bind("clip.make-loop", lambda: self.make_loop(0.0))
        self._actions = actions
        pictures.answered.connect(self._on_pictures)
        editor.state_changed.connect(self.refresh)
        place.time_changed.connect(self._on_time)
        self.refresh()

    # --- showing

    def refresh(self) -> None:
        """Show the clip as it is, if anybody looks."""
        clip = self._editor.clip
        self._actions.set_enabled("clip.make-loop", clip is not None)
        if not self._view.is_seen():
            return
        if clip is None:
            self._view.show_clip(None)
            return
        if self._looked_at[:1] != (clip,):
            self._rest.start()
        grid = FrameGrid.of(clip)
        self._frame = grid.index_at(self._editor.time_ms)
        length = grid.start_ms(self._frame + 1) - grid.start_ms(self._frame)
        self._view.show_clip(ClipSight(clip, self._frame, grid.count, length, self._seam, self._pixels))

    def _on_time(self, time_ms: float) -> None:
        clip = self._editor.clip
        if clip is not None and self._view.is_seen() and FrameGrid.of(clip).index_at(time_ms) != self._frame:
            self.refresh()

    def _look_at_seam(self) -> None:
        clip, character = self._editor.clip, self._workspace.character
        if clip is None or not self._view.is_seen():
            return
        base = character.look.worn() if character is not None else {}
        self._looked_at = (clip,)
        self._pixels = None
        try:
            self._seam = seam_of(clip, self._editor.library, base)
        except StudioError:  # whoever plays it tells why
            self._seam = None
        else:
            self._ask_pixels(clip, base)
        self.refresh()

    def _ask_pixels(self, clip: Clip, base: Mapping[str, float]) -> None:
        character = self._workspace.character
        if character is None or not character.references:
            return
        sampler = ClipSampler(clip, self._editor.library)
        last = clip.duration_ms if clip.loop is not LoopMode.LOOP else clip.duration_ms - 1e-6
        request = StageRequest(character.main_reference, self._workspace.project.set_settings.engine)
        blobs = cast(Mapping[str, bytes], self._workspace.document.blobs)
        self._pictures.difference(CHANNEL, request, blobs, sampler.pose(last, base), sampler.pose(0, base))

    def _on_pictures(self, channel: str, result: Any) -> None:
        if channel == CHANNEL:
            self._pixels = result
            self.refresh()

    # --- changing

    def _edit(self, text: str, change: Callable[[Clip], Clip], merge_key: str = "") -> None:
        selection = self._editor.selection
        self._editor.change(text, lambda clip: Edited(change(clip), selection), merge_key, needs_selection=False)

    def _end_gesture(self) -> None:
        self._length_drag = None
        self._workspace.end_gesture()

    def rename(self, name: str) -> None:
        """Call it something else; its id stays, and with it what games refer to."""
        name, clip = name.strip(), self._editor.clip
        if clip is not None and name and name != clip.name:
            self._edit(self.tr("Rename clip to {name}").format(name=name), lambda one: replace(one, name=name))
        else:
            self.refresh()

    def set_colour(self, colour: str) -> None:
        """For lists and the timeline."""
        self._edit(self.tr("Colour of the clip"), lambda clip: replace(clip, colour=colour))

    def set_fps(self, fps: float) -> None:
        """Its own frame rate; nothing moves in time."""
        self._edit(self.tr("Frame rate"), lambda clip: replace(clip, fps=fps), "clip-fps")

    def set_length(self, seconds: float) -> None:
        """Longer or shorter; what lies beyond the end is cut off, and that is told."""
        clip, duration = self._editor.clip, max(1, round(seconds * 1000))
        if clip is None or duration == clip.duration_ms:
            return
        # A drag that cuts keys off and goes back brings them back: it always begins where it began.
        start = self._length_drag[0] if self._length_drag is not None and self._length_drag[1] is clip else clip
        made = following(start, with_length(start, duration, trims=True))
        self._edit(self.tr("Length of the clip"), lambda _: made, "clip-length")
        now = self._editor.clip
        self._length_drag = (start, now) if now is not None else None
        lost = sum(key.time_ms > duration for track in clip.tracks if not track.recipe for key in track.keys)
        if lost:
            text = self.tr("{count} keys lay behind the new end and are cut off.").format(count=lost)
            self._workspace.tell(text, self.tr("Undo brings them back."), Tone.WARNING)

    def set_loop(self, value: str) -> None:
        """What happens at its end, in games as well."""
        self._edit(self.tr("End of the clip"), lambda clip: replace(clip, loop=LoopMode(value)))

    def set_own_lengths(self, is_on: bool) -> None:
        """Let each frame last as long as one wants, or all of them the same again."""
        text = self.tr("Frames of their own length") if is_on else self.tr("Frames of equal length")
        self._edit(text, with_own_lengths if is_on else with_even_frames)

    def set_frame_length(self, length_ms: float) -> None:
        """Of the frame under the playhead."""
        frame = self._frame
        self._edit(
            self.tr("Length of frame {number}").format(number=frame + 1),
            lambda clip: with_frame_length(clip, frame, max(1, round(length_ms))), f"frame-length:{frame}",
        )  # fmt: skip

    def set_range(self, start_s: float | None, end_s: float | None) -> None:
        """Where the loop range begins or ends."""
        start, end = (None if value is None else round(value * 1000) for value in (start_s, end_s))
        self._edit(self.tr("Set the loop range"), lambda clip: with_loop_range(clip, start, end), "clip-range")

    def clear_range(self) -> None:
        """All of it plays again."""
        self._edit(self.tr("No loop range"), with_loop_range)

    def make_loop(self, blend_ms: float) -> None:
        """Let every track come back to where it began."""
        library = self._editor.library
        self._edit(self.tr("Make it loop"), lambda clip: make_loop(clip, library, round(blend_ms)))

    # --- events

    def _event(self, place: int) -> AnimationEvent | None:
        clip = self._editor.clip
        return clip.events[place] if clip is not None and 0 <= place < len(clip.events) else None

    def edit_event(self, place: int, what: str, value: Any) -> None:
        """Another time, name or argument."""
        event = self._event(place)
        if event is None or (what == "name" and not str(value).strip()):
            self.refresh()
            return
        wanted = str(value).strip() if what == "name" else value
        if getattr(event, what) == wanted:
            return
        fields: dict[str, Any] = {what: wanted}
        changed = replace(event, **fields)
        self._edit(self.tr("Change event {name}").format(name=event.name), lambda one: with_event(one, changed, event))

    def remove_event(self, place: int) -> None:
        """Take one out."""
        event = self._event(place)
        if event is not None:
            text = self.tr("Delete event {name}").format(name=event.name)
            self._edit(text, lambda clip: without_events(clip, [event]))

    def go_to_event(self, place: int) -> None:
        """Put the playhead there."""
        event = self._event(place)
        if event is not None:
            self._seek(float(event.time_ms))
