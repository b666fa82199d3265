"""The cast page put together: everything that needs one another finds one another here."""

from __future__ import annotations

from PySide6.QtCore import QObject

from studio.controllers.capture import CaptureController
from studio.controllers.cast import CastController, HeadStore
from studio.controllers.cast_guide import GuideController
from studio.controllers.cast_landmarks import LandmarksController
from studio.controllers.cast_matte import MatteController
from studio.controllers.cast_overlays import CastOverlaysController
from studio.controllers.cast_ports import (
    CanvasPort,
    CastInspectorPort,
    CastPanelPort,
    FacePickerPort,
    GuideToolPort,
    LandmarkToolPort,
    MatteToolPort,
    OverlaysPort,
)
from studio.controllers.cast_references import ReferencesController
from studio.controllers.cast_sights import SightStore
from studio.controllers.ports import Actions
from studio.controllers.workspace import Workspace
from studio.services.inference import InferenceService
from studio.services.job_queue import JobQueue


class CastPage(QObject):
    """Makes the controllers of the cast page. `capture` is the way in for pictures from anywhere."""

    def __init__(
        self,
        workspace: Workspace,
        jobs: JobQueue,
        inference: InferenceService,
        actions: Actions,
        canvas: CanvasPort,
        panel: CastPanelPort,
        inspector: CastInspectorPort,
        overlays: OverlaysPort,
        picker: FacePickerPort,
        landmark_tool: LandmarkToolPort,
        guide_tool: GuideToolPort,
        matte_tool: MatteToolPort,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.capture = CaptureController(workspace, jobs, self)
        self.heads = HeadStore(workspace, jobs, self)
        self.sights = SightStore(workspace, jobs, self)
        self.cast = CastController(workspace, self.capture, self.heads, actions, panel, self)
        self.references = ReferencesController(workspace, jobs, self.capture, self.heads, inspector, self)
        self.overlays = CastOverlaysController(
            workspace, self.capture, self.sights, actions, canvas, picker, overlays, self
        )
        self.landmarks = LandmarksController(
            workspace, jobs, inference, self.sights, actions, canvas, landmark_tool, self
        )
        self.guide = GuideController(workspace, jobs, inference, self.capture, actions, canvas, guide_tool, self)
        self.matte = MatteController(
            workspace, jobs, self.sights, actions, canvas, matte_tool, self.references.cut_again, self
        )
        self.references.landmarks_requested.connect(self.landmarks.start)
        self.references.matte_requested.connect(self.matte.start)
        self.references.guide_requested.connect(self.guide.start)
        self.guide.waiting_shown.connect(self.cast.show_waiting)
        self.references.add_requested.connect(self.cast.ask_for_pictures)
        actions.bind("cast.see-again", self._see_again)
        self._workspace = workspace

    def end_awaited_tool(self) -> bool:
        """Take back the wish for a tool that is not on the canvas yet.

        Returns:
            Whether there was one.
        """
        awaited = [one for one in (self.landmarks, self.guide, self.matte) if one.is_awaited]
        for one in awaited:
            one.stop()
        return bool(awaited)

    def _see_again(self) -> None:
        character = self._workspace.character
        if character is not None and character.references:
            self.capture.see_again(character.id, character.main_reference.id)
