"""From one expression to another: tried on the canvas, then written as keys."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, Protocol

from PySide6.QtCore import QObject, QTimer, Signal

from studio.controllers.acting_ports import ClipEditor, Moments, PoseShower
from studio.controllers.ports import Actions
from studio.controllers.workspace import Workspace
from studio.core.errors import InputError
from studio.models.acting_passages import PartTimes, Passage, PassageKind, part_times, passage_clip, with_passage
from studio.models.clip import Clip
from studio.models.export_edits import Choice
from studio.models.playhead import free_id, with_clip
from studio.models.timeline import ClipSampler
from studio.models.timeline_selection import Edited, KeyRef
from studio.pipelines.clips import clips_of
from studio.pipelines.wardrobe import library_of

REST_MS = 700
"""Between two rounds of the preview."""
STEP_MS = 33


class PassageView(Protocol):
    """The panel. Attributes are signals; their arguments stand beside them."""

    passage_edited: Any  # (`Passage`)
    preview_toggled: Any  # (bool)
    write_requested: Any  # ()

    def show_expressions(self, choices: Sequence[Choice]) -> None:
        """What it can begin and end with."""
        ...

    def show_passage(self, passage: Passage, parts: Sequence[PartTimes], problem: str) -> None:
        """Show a way, its parts, and what is wrong with it."""
        ...

    def show_previewing(self, is_on: bool) -> None:
        """Whether the preview runs."""
        ...

    def show_moment(self, time_ms: float) -> None:
        """Where the preview is; below 0 for nowhere."""
        ...

    def show_can_write(self, can_write: bool) -> None:
        """Whether there is a clip to write into."""
        ...


class PassageController(QObject):
    """Ties the panel to the clip on the timeline."""

    shown = Signal()
    """Somebody asked for the panel."""
    clip_made = Signal(str)
    """A clip of its own was written: its id."""

    def __init__(
        self, workspace: Workspace, editor: ClipEditor, moments: Moments, stage: PoseShower, view: PassageView,
        actions: Actions, clock: Callable[[], float] = time.monotonic, parent: QObject | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._workspace, self._editor, self._stage, self._view = workspace, editor, stage, view
        self._clock, self._time_ms = clock, 0.0
        self._passage = Passage("joy")
        self._sampler: ClipSampler | None = None
        self._started_s = 0.0
        self._timer = QTimer(self)
        self._timer.setInterval(STEP_MS)
        self._timer.timeout.connect(self.step)
        moments.time_changed.connect(self._on_time)
        editor.state_changed.connect(lambda: view.show_can_write(editor.clip is not None))
        workspace.project_changed.connect(self._on_project)
        workspace.document_replaced.connect(self._on_document)
        workspace.page_changed.connect(lambda _page: self.stop())
        view.passage_edited.connect(self.set_passage)
        view.preview_toggled.connect(self.preview)
        view.write_requested.connect(self.write)
        actions.bind("clip.transition", self.shown.emit)
        actions.bind("clip.write-transition", self.write)
        actions.bind("clip.micro", self._ask_micro)
        self._show_expressions()
        self.set_passage(self._passage)

    @property
    def passage(self) -> Passage:
        """The way as it is set."""
        return self._passage

    @property
    def is_previewing(self) -> bool:
        """Whether it runs on the canvas."""
        return self._timer.isActive()

    def _on_time(self, time_ms: float) -> None:
        self._time_ms = time_ms

    def _on_project(self, before: Any, after: Any) -> None:
        if before.expressions is not after.expressions:
            self._show_expressions()

    def _on_document(self) -> None:
        self.stop()
        self._show_expressions()

    def _show_expressions(self) -> None:
        library = library_of(self._workspace.project)
        self._view.show_expressions(
            [Choice(one.id, one.name, one.group) for one in library.values() if one.group != "viseme"]
        )

    def _ask_micro(self) -> None:
        if self._passage.kind is not PassageKind.MICRO:
            self.set_passage(
                replace(self._passage, kind=PassageKind.MICRO, onset_ms=80, apex_ms=60, offset_ms=100, lead=0.5)
            )  # fmt: skip
        self.shown.emit()

    def set_passage(self, passage: Passage) -> None:
        """Another way; a preview that runs begins anew."""
        self._passage = passage
        problem, parts = "", tuple[PartTimes, ...]()
        try:
            parts = part_times(passage)
            passage_clip(passage, library_of(self._workspace.project))
        except InputError as error:
            problem = f"{error.user_message} {error.hint}".strip()
        self._view.show_passage(passage, parts, problem)
        if self.is_previewing:
            self.preview(True)

    # --- trying it

    def preview(self, is_on: bool) -> None:
        """Play it over and over on the canvas, or stop."""
        if not is_on:
            self.stop()
            return
        library = library_of(self._workspace.project)
        try:
            self._sampler = ClipSampler(passage_clip(self._passage, library, REST_MS), library)
        except InputError:
            self.stop()
            return
        self._started_s = self._clock()
        self._timer.start()
        self._view.show_previewing(True)
        self.step()

    def stop(self) -> None:
        """Give the canvas back."""
        if self._timer.isActive():
            self._timer.stop()
            self._sampler = None
            self._stage.release()
        self._view.show_previewing(False)
        self._view.show_moment(-1.0)

    def step(self) -> None:
        """Show the moment that it is now."""
        if self._sampler is None:
            return
        whole = self._passage.duration_ms + REST_MS
        now = (self._clock() - self._started_s) * 1000 % whole
        self._stage.show(self._sampler.pose(now))
        self._view.show_moment(min(now, float(self._passage.duration_ms)))

    # --- writing it

    def write(self) -> None:
        """Write it into the clip at the playhead; as a clip of its own where there is none."""
        self.stop()
        library, at_ms = library_of(self._workspace.project), round(self._time_ms)
        passage = self._passage

        def written(clip: Clip) -> Edited:
            made = with_passage(clip, passage, library, at_ms)
            before = {track.name for track in clip.tracks}
            keys = frozenset(
                KeyRef(track.name, key.time_ms)
                for track in made.tracks
                if track.name not in before
                for key in track.keys
            )
            return Edited(made, keys)

        if self._editor.clip is not None:
            self._editor.change(self.tr("Write a transition"), written, needs_selection=False)
        else:
            self._write_new()

    def _write_new(self) -> None:
        project = self._workspace.project
        try:
            made = passage_clip(self._passage, library_of(project))
        except InputError as error:
            self._workspace.tell_error(error)
            return
        clip = replace(made, id=free_id(f"to-{self._passage.end}", tuple(clips_of(project))), fps=24.0)
        self._workspace.edit(self.tr("Write a transition"), replace(project, clips=with_clip(project.clips, clip)))
        self.clip_made.emit(clip.id)
