"""Correcting landmarks: the mesh follows while points are dragged; one step for each drag."""

from __future__ import annotations

from collections.abc import Callable, Generator
from functools import partial
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject

from studio.controllers.capture import step_key
from studio.controllers.cast_ports import CanvasPort, LandmarkToolPort
from studio.controllers.cast_session import ReferenceSession
from studio.controllers.cast_sights import Sight, SightStore
from studio.controllers.ports import Actions
from studio.controllers.workspace import Workspace
from studio.core.errors import InputError
from studio.core.jobs import CancelToken, Progress
from studio.models import cast_edits
from studio.models.character import SeenMesh
from studio.pipelines import recapture
from studio.services.inference import InferenceService
from studio.services.job_queue import JobQueue
from studio.services.jobs import JobSpec, Lane, Outcome, Phase
from studio.storage.blobs import BlobStore

Points = dict[str, tuple[float, float]]

CHANNEL = "landmark-editor"


class LandmarksController(ReferenceSession):
    """The landmark editor."""

    action_id = "cast.edit-landmarks"

    def __init__(
        self,
        workspace: Workspace,
        jobs: JobQueue,
        inference: InferenceService,
        sights: SightStore,
        actions: Actions,
        canvas: CanvasPort,
        tool: LandmarkToolPort,
        parent: QObject | None = None,
    ) -> None:
        self._jobs, self._inference = jobs, inference
        self._base: Sight | None = None
        self._found: tuple[SeenMesh, Points] | None = None
        self._moves: list[Callable[[], object]] = []
        super().__init__(workspace, sights, actions, canvas, tool, parent)
        tool.anchors_dragged.connect(self._follow)
        tool.anchors_committed.connect(self.commit)
        tool.reset_requested.connect(self.reset)
        tool.done_requested.connect(self.stop)
        inference.answered.connect(self._on_answer)

    # --- the session

    def begun(self, sight: Sight) -> None:
        """Show what is there, and find out what there would be without corrections."""
        self._base, self._found = sight, None
        reference = self.reference
        self._tool.set_image(sight.image)
        self._tool.set_anchors(sight.anchors)
        self._tool.set_mesh(sight.mesh.points)
        if reference is None:
            return
        if not reference.anchors:
            self._found = (reference.mesh, sight.anchors)
            self._tool.set_found(sight.anchors)
            return
        self._tool.set_found({})
        if reference.box is not None:
            self._look_for_found()

    def changed(self, sight: Sight) -> None:
        """Undo, redo or a drag has come to rest."""
        self._tool.set_anchors(sight.anchors)
        self._tool.set_mesh(sight.mesh.points)

    def may_refresh(self) -> bool:
        """Not while drags wait to be written: the points would jump back."""
        return not self._moves

    # --- moving

    def _follow(self, points: Points) -> None:
        base = self._base
        if base is None:
            return

        def mesh() -> NDArray[np.float32]:
            return recapture.corrected_mesh(base.mesh, base.anchors, points, base.size).points

        self._inference.ask(CHANNEL, mesh)

    def _on_answer(self, channel: Any, _revision: int, result: Any, error: Exception | None) -> None:
        if channel != CHANNEL or not self.is_running:
            return
        if error is None:
            self._tool.set_mesh(result)
        elif not isinstance(error, InputError):  # points that make no face are told when they come to rest
            self._workspace.tell_error(error)

    def commit(self, points: Points, word: str) -> None:
        """Write corrected points into the project."""
        base, reference = self._base, self.reference
        if base is None or reference is None:
            return
        document, character_id, reference_id = self._workspace.document, self._character_id, self._reference_id
        blobs = cast(BlobStore, document.blobs)

        def work(_token: CancelToken, _carried: object) -> Generator[Progress, None, SeenMesh]:
            yield Progress(None, reference.source_name)
            mesh = recapture.corrected_mesh(base.mesh, base.anchors, points, base.size)
            return recapture.stored_landmarks(mesh, blobs)

        text = self.tr("Move {what}").format(what=word)

        def done(mesh: SeenMesh) -> None:
            if document is self._workspace.document:
                self._write(text, character_id, reference_id, points, mesh)

        # Beside whatever is being drawn, which may take minutes; one after the other, for they build on one another.
        spec = JobSpec(text, (Phase(Lane.FILES, work),), "landmarks", is_quiet=True, is_urgent=True)
        self._moves.append(lambda: self._jobs.submit(spec, done, on_end=self._committed))
        if len(self._moves) == 1:
            self._moves[0]()

    def _write(self, text: str, character_id: str, reference_id: str, points: Points, mesh: SeenMesh) -> None:
        character = self._workspace.character_by_id(character_id)
        if character is None or all(one.id != reference_id for one in character.references):
            return
        change = partial(cast_edits.with_landmarks, reference_id=reference_id, anchors=points, mesh=mesh)
        self._workspace.edit_character(text, change, step_key(character_id), character_id, is_job=True)

    def _committed(self, outcome: Outcome) -> None:
        self._moves.pop(0)
        if outcome.job.error is not None:
            self._workspace.tell_error(outcome.job.error)
        if self._moves:
            self._moves[0]()
        else:
            self.refresh()

    # --- going back

    def reset(self, name: str) -> None:
        """Put a point, or all of them, where they were found."""
        reference = self.reference
        if self._found is None or self._base is None or reference is None:
            return
        mesh, found = self._found
        if not name:
            self._write(self.tr("Landmarks as found"), self._character_id, self._reference_id, {}, mesh)
            return
        points = {**self._tool.anchors, name: found[name]}
        self._tool.set_anchors(points)
        self.commit(points, self.tr("a point back"))

    def _look_for_found(self) -> None:
        reference = self.reference
        if reference is None:
            return
        blobs = cast(BlobStore, self._workspace.document.blobs)

        def done(found: tuple[SeenMesh, Points]) -> None:
            if self.is_running and self.reference is not None and self.reference.picture == reference.picture:
                self._found = found
                self._tool.set_found(found[1])

        phase = Phase(Lane.INFERENCE, lambda _token, _: recapture.found_anchors(reference, blobs))
        title = self.tr("Look for the face in {name}").format(name=reference.source_name)
        self._jobs.submit(JobSpec(title, (phase,), "landmarks", is_quiet=True, replaces="found-anchors"), done)
