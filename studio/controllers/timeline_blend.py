"""In-betweens found by eye: keys drawn towards their neighbours, and new ones between them, while one looks."""

from __future__ import annotations

from typing import Any, Protocol

from PySide6.QtCore import QObject

from studio.controllers.ports import Actions
from studio.controllers.timeline_edit import TimelineEditController
from studio.controllers.workspace import Workspace
from studio.models.clip import Clip
from studio.models.timeline_inbetween import blend_to_neighbour, breakdown_keys, insert_breakdown
from studio.models.timeline_selection import Edited, Selection

MIDDLE = 0.5


class BlendView(Protocol):
    """A slider that is open for as long as one tries. Attributes are signals; their arguments stand beside them."""

    moved: Any  # (-1 … 1 towards a neighbour, or 0 … 1 between both: float)
    ended: Any  # (counts: bool)

    def open(self, title: str, is_between: bool, value: float) -> None:
        """Show it; it closes by itself."""
        ...


class TimelineBlendController(QObject):
    """One opening of the slider is one step of the history, however far it is pulled to and fro."""

    def __init__(
        self,
        workspace: Workspace,
        editor: TimelineEditController,
        view: BlendView,
        actions: Actions,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace, self._editor, self._view, self._actions = workspace, editor, view, actions
        self._origin: tuple[Clip, Selection] | None = None
        self._what = ""
        self._has_changed = False
        self._time_ms = 0
        view.moved.connect(self.pull)
        view.ended.connect(self.end)
        actions.bind("clip.blend", self.blend)
        actions.bind("clip.breakdown", self.break_down)
        editor.state_changed.connect(self._show_enabled)
        self._show_enabled()

    def _show_enabled(self) -> None:
        self._actions.set_enabled("clip.blend", bool(self._editor.selection))
        self._actions.set_enabled("clip.breakdown", self._editor.clip is not None)

    def blend(self) -> None:
        """Draw the selected keys towards the key before or after them."""
        if self._editor.selection:
            self._begin("blend")
            self._view.open(self.tr("Blend to neighbour"), False, 0.0)

    def break_down(self) -> None:
        """Put the selected keys between their neighbours; a new one at the playhead where none is selected."""
        if self._editor.clip is None:
            return
        self._begin("between" if self._editor.selection else "insert")
        if self._origin is None:
            return
        self.pull(MIDDLE)
        if self._what == "insert" and not self._editor.selection:
            self.end(False)
            self._workspace.tell(
                self.tr("There is nothing to be between."), self.tr("Put the playhead between two keys of a track.")
            )
            return
        self._view.open(self.tr("Breakdown"), True, MIDDLE)

    def _begin(self, what: str) -> None:
        self._workspace.end_gesture()
        clip = self._editor.clip
        self._origin = (clip, self._editor.selection) if clip is not None else None
        self._what, self._has_changed = what, False
        self._time_ms = round(self._editor.time_ms)

    def pull(self, factor: float) -> None:
        """Try a factor; all of it counts from where it began."""
        if self._origin is None:
            return
        clip, selection = self._origin
        library = self._editor.library

        def tried(_: Clip) -> Edited:
            if self._what == "blend":
                return blend_to_neighbour(clip, selection, factor, library)
            if self._what == "between":
                return breakdown_keys(clip, selection, factor, library)
            names = [track.name for track in clip.tracks if not track.is_locked]
            return insert_breakdown(clip, names, self._time_ms, factor, library)

        text = self.tr("Blend to neighbour") if self._what == "blend" else self.tr("Breakdown")
        self._has_changed = True
        self._editor.change(text, tried, "blend", needs_selection=False)

    def end(self, counts: bool) -> None:
        """It is let go of; what was given up leaves no step."""
        if self._origin is not None and not counts and self._has_changed:
            clip, selection = self._origin
            self._editor.change("", lambda _: Edited(clip, selection), "blend", needs_selection=False)
        self._origin = None
        self._workspace.end_gesture()
