"""Correcting a cut-out with the brush: every stroke is baked in the background and is one step."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import cast

from PySide6.QtCore import QObject

from studio.controllers.capture import step_key
from studio.controllers.cast_ports import CanvasPort, MatteToolPort
from studio.controllers.cast_session import ReferenceSession
from studio.controllers.cast_sights import Sight, SightStore
from studio.controllers.ports import Actions
from studio.controllers.workspace import Workspace
from studio.models import cast_edits
from studio.models.character import Background, Reference
from studio.models.matte_strokes import Brush, MatteMode, MatteStroke
from studio.pipelines import recapture
from studio.services.job_queue import JobQueue
from studio.services.jobs import JobSpec, Lane, Outcome, Phase
from studio.storage.blobs import BlobStore

BRUSH_OF_PICTURE = 0.06
"""Size of a fresh brush, share of the picture's longer side."""


class MatteController(ReferenceSession):
    """The brush of the cut-out. Strokes that come faster than they are baked wait in line."""

    action_id = "cast.edit-matte"

    def __init__(
        self,
        workspace: Workspace,
        jobs: JobQueue,
        sights: SightStore,
        actions: Actions,
        canvas: CanvasPort,
        tool: MatteToolPort,
        reset: Callable[[str, str], None],
        parent: QObject | None = None,
    ) -> None:
        """Make it; `reset(reference_id, text)` makes the automatic cut-out."""
        self._jobs, self._reset = jobs, reset
        self._line: list[tuple[MatteStroke, str, str]] = []
        self._is_baking = False
        self._brush: Brush | None = None
        self._shown = ""
        super().__init__(workspace, sights, actions, canvas, tool, parent)
        tool.stroke_drawn.connect(self.add_stroke)
        tool.brush_changed.connect(self._keep_brush)
        tool.reset_requested.connect(self._on_reset)
        tool.done_requested.connect(self.stop)
        workspace.document_replaced.connect(self._line.clear)

    # --- the session

    def begun(self, sight: Sight) -> None:
        """Lay the cut-out under the brush."""
        if self._brush is None:
            size = round(max(sight.size) * BRUSH_OF_PICTURE)
            self._brush = Brush(MatteMode.REMOVE, float(max(size, 4)))
        self._shown = self._cut_out
        self._tool.set_brush(self._brush)
        self._tool.set_pixels(sight.original, sight.cut_out)

    def changed(self, sight: Sight) -> None:
        """Undo, redo, or a stroke was baked; what was baked is shown already."""
        if self._cut_out != self._shown:
            self._shown = self._cut_out
            self._tool.set_pixels(sight.original, sight.cut_out)

    @property
    def _cut_out(self) -> str:
        reference = self.reference
        return reference.cut_out if reference is not None else ""

    def may_refresh(self) -> bool:
        """Not while strokes wait: those that are shown already would vanish for a moment."""
        return not self._is_baking and not self._line

    # --- strokes

    def add_stroke(self, stroke: MatteStroke) -> None:
        """Bake a stroke as soon as those before it are done."""
        if self.is_running:
            self._line.append((stroke, self._character_id, self._reference_id))
            self._bake_next()

    def _bake_next(self) -> None:
        while self._line and self._target(*self._line[0][1:]) is None:
            del self._line[0]  # the picture is gone
        if self._is_baking or not self._line:
            return
        waiting = stroke, character_id, reference_id = self._line.pop(0)
        document, reference = self._workspace.document, self._target(character_id, reference_id)
        assert reference is not None
        blobs = cast(BlobStore, document.blobs)
        is_keeping = stroke.brush.mode is MatteMode.KEEP
        text = self.tr("Keep with the brush") if is_keeping else self.tr("Remove with the brush")

        def done(cut_out: str) -> None:
            now = self._target(character_id, reference_id)
            if document is not self._workspace.document or now is None:
                return
            if now.cut_out != reference.cut_out:  # undone, or cut anew meanwhile: the stroke belongs on that
                self._line.insert(0, waiting)
                return
            change = partial(
                cast_edits.with_cut_out, reference_id=reference_id, background=Background.CUT_OUT, cut_out=cut_out
            )
            if reference_id == self._reference_id:
                self._shown = cut_out
            self._workspace.edit_character(text, change, step_key(character_id), character_id, is_job=True)

        self._is_baking = True
        phase = Phase(Lane.FILES, lambda _token, _: recapture.bake_strokes(reference, [stroke], blobs))
        self._jobs.submit(JobSpec(text, (phase,), "matte", is_quiet=True, is_urgent=True), done, on_end=self._baked)

    def _target(self, character_id: str, reference_id: str) -> Reference | None:
        character = self._workspace.character_by_id(character_id)
        references = character.references if character is not None else ()
        return next((one for one in references if one.id == reference_id), None)

    def _baked(self, outcome: Outcome) -> None:
        self._is_baking = False
        if outcome.job.error is not None:
            self._workspace.tell_error(outcome.job.error)
        if self._line:
            self._bake_next()
        else:
            self.refresh()

    def _on_reset(self) -> None:
        if self.is_running:
            self._line.clear()
            self._reset(self._reference_id, self.tr("Automatic cut-out of {name}"))

    def _keep_brush(self, brush: Brush) -> None:
        self._brush = brush
