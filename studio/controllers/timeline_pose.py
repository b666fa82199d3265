"""The sliders beside the timeline: they show the face at the playhead, and make keys there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol, cast

from PySide6.QtCore import QObject, QTimer

from studio.controllers.express_controls import ControlsView
from studio.controllers.playback_ports import Stand
from studio.controllers.ports import Actions
from studio.controllers.timeline_edit import TimelineEditController
from studio.controllers.workspace import Workspace
from studio.core.errors import StudioError
from studio.models.clip import Clip, Track
from studio.models.controls import ALL_CONTROLS, Pose, mirrored, region_of
from studio.models.express_rows import ControlsState, title_of
from studio.models.expression import BlendMode
from studio.models.timeline_inbetween import auto_key
from studio.models.timeline_sampler import ClipSampler, named_controls
from studio.models.timeline_selection import Edited, KeyRef
from studio.services.previews import Preview, PreviewService
from studio.services.stages import StageRequest

CHANNEL = "timeline-pose"
OWNER = "playback"
FOLLOW_MS = 50
"""The sliders follow the playhead this often."""
NEW_TRACK = "pose"


class PoseView(Protocol):
    """The part of the inspector. Attributes are signals; their arguments stand beside them."""

    auto_key_toggled: Any  # (is_on)
    key_requested: Any  # ()
    discard_requested: Any  # ()
    track_chosen: Any  # (name; empty for the one that fits)

    @property
    def controls(self) -> ControlsView:
        """The sliders."""
        ...

    def show_auto_key(self, is_on: bool) -> None:
        """Whether sliders make keys at once."""
        ...

    def show_pending(self, count: int) -> None:
        """How many controls are moved and not keyed."""
        ...

    def show_tracks(self, names: tuple[str, ...], chosen: str) -> None:
        """Where keys may go."""
        ...

    def is_seen(self) -> bool:
        """Whether anybody sees it."""
        ...


class Cover(Protocol):
    """Whoever shows frames of the clip, and may be asked to leave the canvas for a pose that is tried."""

    def pause(self) -> None:
        """Stop playing."""
        ...

    def set_covered(self, is_covered: bool) -> None:
        """Show no paused frame, or show it again."""
        ...


class TimelinePoseController(QObject):
    """With auto-key every slider makes or changes the key at the playhead; else it makes a pose that can be keyed."""

    def __init__(
        self,
        workspace: Workspace,
        editor: TimelineEditController,
        place: Any,
        previews: PreviewService,
        stand: Stand,
        cover: Cover,
        view: PoseView,
        actions: Actions,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace, self._editor, self._previews = workspace, editor, previews
        self._stand, self._cover, self._view, self._actions = stand, cover, view, actions
        self._is_auto = False
        self._pending: dict[str, float] = {}
        self._track = ""
        self._sampler: tuple[Clip, object, ClipSampler] | None = None
        self._names: tuple[str, ...] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(FOLLOW_MS)
        self._timer.timeout.connect(self.refresh)
        self._connect(place)
        for action_id, slot in (("clip.auto-key", self.set_auto_key), ("clip.key-pose", self.key)):
            actions.bind(action_id, slot)
        self.refresh()

    def _connect(self, place: Any) -> None:
        view, controls = self._view, self._view.controls
        for signal, slot in (
            (view.auto_key_toggled, self.set_auto_key), (view.key_requested, self.key),
            (view.discard_requested, self.discard), (view.track_chosen, self.choose_track),
            (controls.value_edited, self.set_value), (controls.gesture_ended, self._workspace.end_gesture),
            (controls.reset_requested, self.reset), (controls.region_reset_requested, self.reset_region),
            (controls.mirror_requested, self.mirror),
        ):  # fmt: skip
            signal.connect(slot)
        place.time_changed.connect(self._on_time)
        place.clip_shown.connect(self._on_clip)
        self._editor.state_changed.connect(self._follow)
        self._previews.ready.connect(self._on_ready)
        self._workspace.character_selected.connect(lambda _id: self.discard())

    # --- what is shown

    def _follow(self) -> None:
        if not self._timer.isActive():
            self._timer.start()

    def _on_time(self, _time_ms: float) -> None:
        self._follow()
        if self._pending:
            self._try()

    def _on_clip(self, shown: Any) -> None:
        clip = shown.clip if shown is not None else None
        if clip is None or (self._sampler is not None and self._sampler[0].id != clip.id):
            self.discard()
        self._follow()

    def _base(self) -> Pose:
        character = self._workspace.character
        return character.look.worn() if character is not None else {}

    def shown(self) -> dict[str, float]:
        """The face at the playhead, without what is pending."""
        clip = self._editor.clip
        if clip is None:
            return {}
        expressions = self._workspace.project.expressions
        try:
            if self._sampler is None or self._sampler[0] is not clip or self._sampler[1] is not expressions:
                self._sampler = (clip, expressions, ClipSampler(clip, self._editor.library))
            return self._sampler[2].pose(self._editor.time_ms, self._base())
        except StudioError:  # a missing link is told by whoever plays it
            return {}

    def refresh(self) -> None:
        """Show the face at the playhead, if anybody looks."""
        clip = self._editor.clip
        self._actions.set_enabled("clip.key-pose", clip is not None)
        if not self._view.is_seen():
            return
        pose = {**self.shown(), **self._pending}
        self._view.controls.show_state(ControlsState(pose, pose, has_character=clip is not None))
        names = tuple(track.name for track in clip.tracks if not track.is_locked) if clip is not None else ()
        if names != self._names:
            self._names = names
            if self._track not in names:
                self._track = ""
            self._view.show_tracks(names, self._track)

    # --- moving

    def set_auto_key(self, is_on: bool) -> None:
        """Let sliders make keys at once, or only when they are told."""
        self._is_auto = is_on
        self._view.show_auto_key(is_on)
        self._actions.set_checked("clip.auto-key", is_on)
        if is_on and self._pending:
            self.key()

    def choose_track(self, name: str) -> None:
        """Where keys go; empty for the track of the selected keys, or one that fits."""
        self._track = name

    def set_value(self, names: Sequence[str], value: float) -> None:
        """Move controls together."""
        self._want(dict.fromkeys(names, value), f"auto-key:{'+'.join(names)}", title_of(names))

    def reset(self, names: Sequence[str]) -> None:
        """Forget what is pending; where nothing is, put controls to rest."""
        if any(name in self._pending for name in names):
            self._pending = {name: value for name, value in self._pending.items() if name not in names}
            self._show_pending()
            return
        self._want(dict.fromkeys(names, 0.0), "", title_of(names))

    def reset_region(self, region: str) -> None:
        """Put all controls of a region to rest."""
        shown = {**self.shown(), **self._pending}
        self._want({name: 0.0 for name in ALL_CONTROLS if region_of(name) == region and shown.get(name)}, "", region)

    def mirror(self) -> None:
        """Swap left and right of the face at the playhead."""
        shown = {**self.shown(), **self._pending}
        turned = mirrored(shown)
        wanted = {name: turned.get(name, 0.0) for name in {*shown, *turned}}
        self._want({name: value for name, value in wanted.items() if value != shown.get(name, 0.0)}, "", "")

    def _want(self, wanted: Mapping[str, float], merge_key: str, title: str) -> None:
        if self._editor.clip is None or not wanted:
            return
        self._cover.pause()
        if self._is_auto:
            text = self.tr("Key {control}").format(control=title) if title else self.tr("Key the pose")
            self._make_key(wanted, text, merge_key)
        else:
            self._pending.update(wanted)
            self._show_pending()

    def key(self) -> None:
        """Make a key of what is pending; of the face as it is where nothing is."""
        wanted, self._pending = self._pending, {}
        if self._editor.clip is None:
            return
        self._make_key(wanted, self.tr("Key the pose"), "")
        self._show_pending()

    def discard(self) -> None:
        """Forget what is pending."""
        if self._pending:
            self._pending = {}
            self._show_pending()

    def _make_key(self, wanted: Mapping[str, float], text: str, merge_key: str) -> None:
        clip = self._editor.clip
        assert clip is not None
        time_ms = min(max(round(self._editor.time_ms), 0), clip.duration_ms)
        library, base, shares = self._editor.library, self._base(), self._shares(clip, wanted)

        def keyed(one: Clip) -> Edited:
            edited, selection = one, set[KeyRef]()
            for track, share in shares.items():
                made = auto_key(edited, track, time_ms, share, library, base)
                edited, selection = made.clip, selection | made.selection
            return Edited(edited, frozenset(selection))

        self._editor.change(text, keyed, merge_key, needs_selection=False)

    def _shares(self, clip: Clip, wanted: Mapping[str, float]) -> dict[str, dict[str, float]]:
        """Track -> what is keyed on it, from the lowest to the highest.

        All on the chosen track; else on a selected one; else each control on the highest track that moves it, because
        only that one has the last word; what no track moves goes to the first one that can show it, or to a new one.
        """
        if self._track:
            return {self._track: dict(wanted)}
        selected = {name for name, _ in self._editor.selection}
        free = [track for track in clip.tracks if _is_free(track)]
        of_selected = next((track.name for track in free if track.name in selected and _admits(track, wanted)), "")
        first = next((track.name for track in free if _admits(track, wanted)), NEW_TRACK)
        if of_selected or not wanted:
            return {of_selected or first: dict(wanted)}
        shares: dict[str, dict[str, float]] = {}
        for name, value in wanted.items():
            movers = [track.name for track in free if track.admits(name) and name in named_controls(track.keys)]
            able = next((track.name for track in free if track.admits(name)), NEW_TRACK)
            shares.setdefault(movers[-1] if movers else able, {})[name] = value
        order = {track.name: place for place, track in enumerate(clip.tracks)}
        return dict(sorted(shares.items(), key=lambda share: order.get(share[0], len(order))))

    # --- the canvas

    def _show_pending(self) -> None:
        self._view.show_pending(len(self._pending))
        self._cover.set_covered(bool(self._pending))
        if self._pending:
            self._try()
        else:
            self._previews.forget(CHANNEL)
        self.refresh()

    def _try(self) -> None:
        """Draw the pending pose, as it would look."""
        character = self._workspace.character
        if character is None or not character.references or self._stand.holder != OWNER:
            return
        request = StageRequest(character.main_reference, self._workspace.project.set_settings.engine)
        blobs = cast(Mapping[str, bytes], self._workspace.document.blobs)
        self._previews.show(request, {**self.shown(), **self._pending}, blobs, CHANNEL)

    def _on_ready(self, preview: Preview) -> None:
        if preview.channel == CHANNEL and self._pending and self._stand.holder == OWNER:
            self._stand.show_frame(preview.image)


def _is_free(track: Track) -> bool:
    return not track.is_locked and not track.is_muted and track.mode is not BlendMode.MULTIPLY


def _admits(track: Track, wanted: Mapping[str, float]) -> bool:
    return all(track.admits(name) for name in wanted)
