"""The timeline's player: which clips there are, and playing one of them on the selected character."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from studio.controllers.playback_clips import ClipShelf
from studio.controllers.playback_ports import Stand, TimelineView
from studio.controllers.ports import Actions
from studio.controllers.workspace import Workspace
from studio.core.errors import StudioError
from studio.models.clip import Clip
from studio.models.playhead import PlayMode, ShownClip
from studio.models.project import Project
from studio.models.results import drawn_key
from studio.models.sheet import LoopMode
from studio.models.timeline_frames import ClipFrames, FrameGrid, FrameStarts, frame_starts_ms
from studio.models.timeline_links import changed_ranges
from studio.pipelines.wardrobe import library_of
from studio.services.playback import PlaybackService
from studio.services.reel import Reel
from studio.services.stages import StageRequest

OWNER = "playback"
PAGE = "animate"
FIRST_CLIP = "idle"
QUIET_PAGES = ("express", "set", "export")
"""There the face is posed, or nobody sees the canvas: the clip rests."""
LISTED_FRAMES = 3000
"""When the frames of longer clips begin is worked out when it is asked for."""


class PlaybackController(QObject):
    """Clip list, playing, scrubbing. The chosen clip is part of the window, not of the project."""

    options_changed = Signal()
    """Another speed, or something else gives way when frames come late."""

    def __init__(
        self,
        workspace: Workspace,
        playback: PlaybackService,
        view: TimelineView,
        stand: Stand,
        actions: Actions,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace, self._playback = workspace, playback
        self._view, self._stand, self._actions = view, stand, actions
        self.shelf = ClipShelf(workspace, view, self)
        self.shelf.wanted.connect(self.choose)
        self.shelf.dropped.connect(self._leave_missing_clip)
        self._clip_id = ""
        self._fps = 0.0
        self.mode, self.speed = PlayMode.REAL_TIME, 1.0
        self._loaded: tuple[object, ...] = ()
        self._plays_when_ready = False
        self._loop: LoopMode | None = None
        self._is_covered = False
        self._connect_view()
        self._connect_services()
        for action_id, slot in (
            ("clip.new", self.new_clip), ("clip.play", self.toggle), ("clip.start", self.to_start),
            ("clip.end", self.to_end),
            ("clip.previous-frame", lambda: self.step(-1)), ("clip.next-frame", lambda: self.step(1)),
            ("clip.loop", self._on_loop_action), ("clip.ping-pong", lambda: self.set_loop(LoopMode.PING_PONG.value)),
            ("clip.every-frame", self._on_every_frame),
        ):  # fmt: skip
            actions.bind(action_id, slot)
        self.shelf.refresh()

    def _connect_view(self) -> None:
        view = self._view
        for signal, slot in (
            (view.clip_chosen, self.choose), (view.new_requested, self.new_clip),
            (view.play_requested, self.toggle), (view.scrubbed, self.scrub),
            (view.step_requested, self.step),
            (view.start_requested, self.to_start), (view.end_requested, self.to_end),
            (view.speed_chosen, self.set_speed), (view.fps_chosen, self.set_fps),
            (view.loop_chosen, self.set_loop), (view.mode_chosen, self.set_mode),
        ):  # fmt: skip
            signal.connect(slot)

    def _connect_services(self) -> None:
        playback, workspace = self._playback, self._workspace
        playback.frame_shown.connect(self._on_frame)
        playback.moved.connect(self._view.show_time)
        playback.cache_changed.connect(self._view.show_cache)
        playback.pace_changed.connect(self._view.show_pace)
        playback.playing_changed.connect(self._view.show_playing)
        playback.failed.connect(lambda error: workspace.tell_error(error, self.tr("This clip cannot be played")))
        workspace.project_changed.connect(self._on_project_changed)
        workspace.document_replaced.connect(self._on_document_replaced)
        workspace.character_selected.connect(self._on_character_selected)
        workspace.page_changed.connect(self._on_page_changed)
        self._stand.holder_changed.connect(self._on_holder_changed)

    @property
    def clip(self) -> Clip | None:
        """The clip on the timeline."""
        return self.shelf.clip(self._clip_id)

    # --- playing

    def choose(self, clip_id: str) -> None:
        """Put a clip on the timeline, at its start."""
        if clip_id == self._clip_id and self._loaded:
            return
        self._clip_id, self._loaded = clip_id, ()
        self._load()
        if self._workspace.page == PAGE or self._playback.is_playing:
            self._hold()

    def toggle(self) -> None:
        """Play or pause."""
        if self._playback.is_playing:
            self._playback.pause()
            return
        self._plays_when_ready = True
        self._take_up()
        if self._playback.has_reel and self._plays_when_ready and self._loaded:
            self._plays_when_ready = False
            self._playback.play()

    def play_clip(self, clip_id: str) -> None:
        """Put a clip on the timeline and play it from its start."""
        self._playback.pause()
        self.choose(clip_id)
        self._playback.seek(0.0)
        self.toggle()

    def new_clip(self) -> None:
        """An empty clip, at rest at its start."""
        self._playback.pause()
        self._plays_when_ready = False
        self.shelf.new()
        self._playback.seek(0.0)

    def scrub(self, time_ms: float) -> None:
        """Go to a moment while the ruler is dragged."""
        self._take_up()
        self._playback.seek(time_ms)

    def step(self, count: int) -> None:
        """Go some frames on or back."""
        self._take_up()
        self._playback.step(count)

    def to_start(self) -> None:
        """Go to the first frame."""
        self._take_up()
        self._playback.seek(0.0)

    def to_end(self) -> None:
        """Go to the last frame."""
        self._take_up()
        if self.clip is not None:
            self._playback.pause()
            self._playback.seek(self.clip.duration_ms)

    def set_loop(self, value: str) -> None:
        """What happens at the end while it is played here; the clip is not changed."""
        self._loop = loop = LoopMode(value)
        self._playback.set_loop(loop)
        self._view.show_loop(loop)
        self._actions.set_checked("clip.loop", loop is LoopMode.LOOP)

    def set_mode(self, value: str) -> None:
        """What gives way when frames come late."""
        self.mode = PlayMode(value)
        self._playback.set_mode(self.mode)
        self._view.show_mode(self.mode)
        self._actions.set_checked("clip.every-frame", self.mode is PlayMode.EVERY_FRAME)
        self.options_changed.emit()

    def set_speed(self, speed: float) -> None:
        """How fast it plays."""
        self.speed = speed
        self._playback.set_speed(speed)
        self._view.show_speed(speed)
        self.options_changed.emit()

    def set_fps(self, fps: float) -> None:
        """Play at another frame rate; 0 for the clip's own."""
        if fps != self._fps:
            self._fps = fps
            self._reload()

    def _on_loop_action(self, is_on: bool) -> None:
        self.set_loop((LoopMode.LOOP if is_on else LoopMode.ONCE).value)

    def _on_every_frame(self, is_on: bool) -> None:
        self.set_mode((PlayMode.EVERY_FRAME if is_on else PlayMode.REAL_TIME).value)

    def _take_up(self) -> None:
        """Have something to play, as it is now, on the canvas."""
        if not self._clip_id:
            own = self._workspace.project.clips
            self._clip_id = own[0].id if own else FIRST_CLIP
        self._load()
        self._hold()

    @property
    def _is_holding(self) -> bool:
        return self._stand.holder == OWNER

    def _hold(self) -> None:
        if not self._is_holding and self._playback.has_reel:
            self._stand.hold(OWNER)
            self._playback.seek(self._playback.time_ms)

    def _release(self) -> None:
        if self._is_holding:
            self._stand.release(OWNER)

    def _on_holder_changed(self, owner: str) -> None:
        """Somebody else took the canvas: playing what nobody sees is of no use."""
        if owner != OWNER:
            self._playback.pause()

    def pause(self) -> None:
        """Stop where it is."""
        self._playback.pause()

    def set_covered(self, is_covered: bool) -> None:
        """Leave the canvas to a pose that is tried while the clip stands still; or show the frame again."""
        if is_covered != self._is_covered:
            self._is_covered = is_covered
            if not is_covered and self._is_holding:
                self._playback.seek(self._playback.time_ms)

    def _on_frame(self, image: QImage, _index: int) -> None:
        if self._is_holding and not (self._is_covered and not self._playback.is_playing):
            self._stand.show_frame(image)

    # --- loading

    def _wanted(self) -> tuple[object, ...]:
        """Equal where the loaded reel still serves."""
        character, clip = self._workspace.character, self.clip
        if character is None or not character.references or clip is None:
            return ()
        pose = tuple(sorted(character.look.worn().items()))
        engine = self._workspace.project.set_settings.engine
        return (character.id, drawn_key(character), pose, clip, self._fps, engine, self._workspace.project.expressions)

    def _load(self) -> None:
        """Make the reel of the chosen clip, unless it is there."""
        wanted, clip, character = self._wanted(), self.clip, self._workspace.character
        if clip is None:
            self._unload()
            return
        if wanted and wanted == self._loaded:
            return
        if character is None or not wanted:
            self._show_clip(clip)
            self._playback.clear()
            self._loaded = ()
            return
        before, self._loaded = self._loaded, wanted
        is_same = bool(before) and cast(Clip, before[3]).id == clip.id
        if not is_same or cast(Clip, before[3]).loop is not clip.loop:
            self._loop = None
        self._show_clip(clip)
        library, base = library_of(self._workspace.project), character.look.worn()
        request = StageRequest(character.main_reference, self._workspace.project.set_settings.engine)
        blobs = cast(Mapping[str, bytes], self._workspace.document.blobs)
        try:
            drawn = ClipFrames(clip, library, self._fps or None, base)
        except StudioError as error:
            self._loaded = ()
            self._playback.clear()
            self._workspace.tell_error(error, self.tr("“{name}” cannot be played").format(name=clip.name))
            return
        starts, loop = FrameStarts(drawn.grid), self._loop or clip.loop
        reel = Reel(drawn, clip.duration_ms, loop, request, blobs, starts, clip.loop_range)
        self._put_in(reel, is_same, self._changed_ms(before, wanted) if is_same else None)

    @staticmethod
    def _changed_ms(before: tuple[object, ...], wanted: tuple[object, ...]) -> Sequence[tuple[float, float]] | None:
        """Where the clip that was loaded looks otherwise now; None for somebody else, or at another frame rate."""
        if (before[0], before[4]) != (wanted[0], wanted[4]):
            return None
        old, new = cast(Clip, before[3]), cast(Clip, wanted[3])
        if before[:3] + before[4:] != wanted[:3] + wanted[4:]:
            return ((0.0, float(new.duration_ms)),)
        return changed_ranges(old, new)

    def _put_in(self, reel: Reel, keeps_time: bool, changed_ms: Sequence[tuple[float, float]] | None) -> None:
        self._playback.load(reel, keeps_time, changed_ms)
        if self._is_holding:
            self._playback.seek(self._playback.time_ms)
        if self._plays_when_ready:
            self._plays_when_ready = False
            self._hold()
            self._playback.play()

    def _show_clip(self, clip: Clip) -> None:
        fps = self._fps or None
        grid = FrameGrid.of(clip, fps)
        starts = FrameStarts(grid) if grid.count > LISTED_FRAMES else tuple(frame_starts_ms(clip, fps))
        self._view.show_clip(ShownClip(clip, starts, self._fps or clip.fps, self.shelf.kind(clip.id)))
        loop = self._loop or clip.loop
        self._view.show_loop(loop)
        self._actions.set_checked("clip.loop", loop is LoopMode.LOOP)

    def _unload(self) -> None:
        self._clip_id, self._loaded, self._plays_when_ready = "", (), False
        self._playback.clear()
        self._view.show_clip(None)
        self._release()

    def _reload(self) -> None:
        """The clip, the character or its look has changed: at once where it is seen, else when it is."""
        if self._clip_id and (self._is_holding or self._playback.is_playing or self._workspace.page == PAGE):
            self._load()

    def _leave_missing_clip(self) -> None:
        if self._clip_id and self.clip is None:
            self._unload()

    # --- the project

    def _on_project_changed(self, before: Project, after: Project) -> None:
        if before.clips != after.clips or before.expressions != after.expressions:
            self.shelf.refresh()
            self._leave_missing_clip()
        if self._is_holding and not self._playback.is_playing and self._workspace.page != PAGE:
            self._release()  # somebody poses the face: show that
        self._reload()

    def _on_document_replaced(self) -> None:
        self.shelf.forget_typed()
        self._unload()
        self._playback.forget_frames()
        self.shelf.refresh()

    def _on_character_selected(self, _character_id: str) -> None:
        if self._is_holding and not self._playback.is_playing and self._workspace.page != PAGE:
            self._release()
        self._reload()

    def _on_page_changed(self, page: str) -> None:
        if page == PAGE:
            self._take_up()
            return
        if page in QUIET_PAGES:
            self._playback.pause()
        if not self._playback.is_playing:
            self._release()
