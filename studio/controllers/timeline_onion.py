"""Frames before and after the one that shows, a pinned one, and the way that a point of the face goes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage

from studio.controllers.playback_ports import Stand
from studio.controllers.ports import Actions
from studio.controllers.workspace import Workspace
from studio.models.clip import Clip
from studio.models.controls import Pose
from studio.models.messages import Tone
from studio.models.onion import PINNED_TINT, TRAIL_LANDMARKS, OnionOptions, skin_places, trail_range
from studio.models.playhead import frame_at
from studio.services.playback import PlaybackService
from studio.services.pose_pictures import PosePictures, Skin
from studio.services.reel import Reel

SKINS, TRAIL = "onion-skin", "motion-trail"
OWNER = "playback"
REST_MS = 60
POSES_AT_ONCE = 12
"""Of a trail; between them other pictures are drawn."""


class OnionView(Protocol):
    """What lies over the canvas, and its options. Attributes are signals; their arguments stand beside them."""

    options_changed: Any  # (OnionOptions)

    def show_options(self, options: OnionOptions) -> None:
        """Show them."""
        ...

    def show_skins(self, images: Sequence[QImage]) -> None:
        """Lay these over the picture; none takes them away."""
        ...

    def show_trail(self, points: Mapping[int, tuple[float, float]], keys: frozenset[int], frame: int) -> None:
        """Draw the way through points of the picture by frame; none takes it away."""
        ...


class TimelineOnionController(QObject):
    """Asks for the pictures once things rest; only what was asked last is shown."""

    options_changed = Signal()
    """How skins look, what is shown, or what is pinned."""

    def __init__(
        self,
        workspace: Workspace,
        place: Any,
        player: PlaybackService,
        pictures: PosePictures,
        stand: Stand,
        view: OnionView,
        actions: Actions,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace, self._player, self._pictures = workspace, player, pictures
        self._stand, self._view, self._actions = stand, view, actions
        self._options = OnionOptions()
        self._clip: Clip | None = None
        self.has_skins = self.has_trail = False
        self._pinned: Pose | None = None
        self._ghosts: dict[str, int] = {}
        self._trail_of: tuple[Reel | None, str] = (None, "")
        self._points: dict[int, tuple[float, float]] = {}
        self._asked: tuple[int, ...] = ()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(REST_MS)
        self._timer.timeout.connect(self.refresh)
        place.clip_shown.connect(self._on_clip)
        place.time_changed.connect(lambda _time: self._soon())
        player.playing_changed.connect(lambda _is_playing: self._soon())
        stand.holder_changed.connect(lambda _owner: self._soon())
        pictures.answered.connect(self._on_pictures)
        view.options_changed.connect(self.set_options)
        for action_id, slot in (
            ("clip.onion-skin", self.show_skins), ("clip.trail", self.show_trail), ("clip.pin-frame", self.pin)
        ):  # fmt: skip
            actions.bind(action_id, slot)
        view.show_options(self._options)

    @property
    def options(self) -> OnionOptions:
        """How the skins look."""
        return self._options

    def set_options(self, options: OnionOptions) -> None:
        """Let them look otherwise."""
        self._options = options
        self._view.show_options(options)
        self._changed()

    @property
    def ghosts(self) -> dict[str, int]:
        """ "project/clip" -> the moment that is pinned."""
        return dict(self._ghosts)

    def restore(self, options: OnionOptions, has_skins: bool, has_trail: bool, ghosts: Mapping[str, int]) -> None:
        """Show what was shown when the program was left."""
        self._ghosts = dict(ghosts)
        self.has_skins, self.has_trail = has_skins, has_trail
        self._actions.set_checked("clip.onion-skin", has_skins)
        self._actions.set_checked("clip.trail", has_trail)
        self.set_options(options)

    def _changed(self) -> None:
        self._soon()
        self.options_changed.emit()

    def show_skins(self, is_on: bool) -> None:
        """Show frames before and after."""
        self.has_skins = is_on
        self._changed()

    def show_trail(self, is_on: bool) -> None:
        """Show the way of a point of the face."""
        self.has_trail = is_on
        self._changed()

    def pin(self, is_on: bool) -> None:
        """Keep the frame that shows in sight as a ghost, or let it go."""
        reel = self._player.reel
        self._ghosts.pop(self._place, None)
        self._put_ghost(self._player.frame if is_on and reel is not None else None)
        if self._pinned is not None and reel is not None:
            self._ghosts[self._place] = round(reel.starts_ms[self._player.frame])
        self._changed()

    def _put_ghost(self, frame: int | None) -> None:
        reel = self._player.reel
        self._pinned = reel.frames[frame].pose if frame is not None and reel is not None else None
        self._actions.set_checked("clip.pin-frame", self._pinned is not None)

    @property
    def _place(self) -> str:
        return f"{self._workspace.project.id}/{self._clip.id}" if self._clip is not None else ""

    def _find_ghost(self) -> None:
        """A frame of this clip that was pinned before."""
        reel, time_ms = self._player.reel, self._ghosts.get(self._place)
        if self._pinned is None and time_ms is not None and reel is not None:
            self._put_ghost(frame_at(reel.starts_ms, time_ms))

    # --- asking

    def _on_clip(self, shown: Any) -> None:
        clip = shown.clip if shown is not None else None
        if clip is None or self._clip is None or clip.id != self._clip.id:
            self._put_ghost(None)
        self._clip = clip
        self._soon()

    def _soon(self) -> None:
        if not self._timer.isActive():
            self._timer.start()

    @property
    def _is_seen(self) -> bool:
        return self._stand.holder == OWNER and self._player.reel is not None and self._clip is not None

    def refresh(self) -> None:
        """Ask for what is to be seen now."""
        if self._is_seen:
            self._find_ghost()
        self._refresh_skins()
        self._refresh_trail()

    def _refresh_skins(self) -> None:
        reel, clip = self._player.reel, self._clip
        is_wanted = self.has_skins or self._pinned is not None
        if reel is None or clip is None or not is_wanted or not self._is_seen or self._player.is_playing:
            self._pictures.forget(SKINS)
            self._view.show_skins(())
            return
        frame, skins = self._player.frame, []
        if self._pinned is not None:
            skins.append(Skin(self._pinned, PINNED_TINT, self._options.opacity))
        if self.has_skins:
            skins += [
                Skin(reel.frames[place.frame].pose, place.tint, place.opacity)
                for place in skin_places(self._options, clip, reel.starts_ms, frame)
            ]
        self._pictures.skins(SKINS, reel.request, reel.blobs, reel.frames[frame].pose, skins)

    def _refresh_trail(self) -> None:
        reel = self._player.reel
        if reel is None or not self.has_trail or not self._is_seen:
            self._pictures.forget(TRAIL)
            self._asked = ()
            self._view.show_trail({}, frozenset(), 0)
            return
        if self._trail_of[0] is not reel or self._trail_of[1] != self._options.trail:
            self._trail_of, self._points, self._asked = (reel, self._options.trail), {}, ()
        self._draw_trail()
        self._ask_trail()

    def _ask_trail(self) -> None:
        reel = self._player.reel
        if reel is None or self._asked:
            return
        inside = trail_range(len(reel.frames), self._player.frame)
        missing = [index for index in inside if index not in self._points]
        missing.sort(key=lambda index: abs(index - self._player.frame))
        self._asked = tuple(missing[:POSES_AT_ONCE])
        if self._asked:
            poses = [reel.frames[index].pose for index in self._asked]
            landmark = TRAIL_LANDMARKS[self._options.trail]
            self._pictures.trails(TRAIL, reel.request, reel.blobs, poses, [landmark])

    def _draw_trail(self) -> None:
        reel, clip = self._player.reel, self._clip
        if reel is None or clip is None:
            return
        inside = trail_range(len(reel.frames), self._player.frame)
        points = {index: self._points[index] for index in inside if index in self._points}
        grid_of = {key.time_ms for track in clip.tracks for key in track.keys if not track.is_muted}
        keys = frozenset(index for index in points if _has_key(reel, index, grid_of))
        self._view.show_trail(points, keys, self._player.frame)

    def _on_pictures(self, channel: str, result: Any) -> None:
        if channel == SKINS and not self._player.is_playing:
            self._view.show_skins(result)
        elif channel == TRAIL:
            asked, self._asked = self._asked, ()
            if result is None:
                self.has_trail = False
                self._actions.set_checked("clip.trail", False)
                text = self.tr("This engine cannot tell where the face goes.")
                self._workspace.tell(text, self.tr("Draw with the puppet to see motion trails."), Tone.WARNING)
                return
            self._points.update(zip(asked, result[0], strict=True))
            self._draw_trail()
            self._ask_trail()


def _has_key(reel: Reel, index: int, moments: set[int]) -> bool:
    start = reel.starts_ms[index]
    end = reel.starts_ms[index + 1] if index + 1 < len(reel.frames) else reel.duration_ms + 1
    return any(start <= moment < end for moment in moments) if len(moments) < end - start else any(
        moment in moments for moment in range(start, end)
    )  # fmt: skip
