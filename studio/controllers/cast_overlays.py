"""What was seen in the drawn picture, over the canvas of the cast page: faces, landmarks, mask, crop."""

from __future__ import annotations

from PySide6.QtCore import QObject

from studio.controllers.capture import CaptureController
from studio.controllers.cast_ports import CanvasPort, FacePickerPort, OverlaysPort
from studio.controllers.cast_sights import Sight, SightStore
from studio.controllers.ports import Actions
from studio.controllers.workspace import Workspace
from studio.models.character import Reference
from studio.models.framing import Crop
from studio.models.project import Project
from studio.services.images import to_qimage

KINDS = ("boxes", "landmarks", "mask", "crop")


class CastOverlaysController(QObject):
    """Shows overlays while the cast page is open; several faces are outlined without asking."""

    def __init__(
        self,
        workspace: Workspace,
        capture: CaptureController,
        sights: SightStore,
        actions: Actions,
        canvas: CanvasPort,
        picker: FacePickerPort,
        overlays: OverlaysPort,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace, self._capture, self._sights = workspace, capture, sights
        self._actions, self._canvas, self._picker, self._overlays = actions, canvas, picker, overlays
        self._shown: set[str] = set()
        self._drawn_for: tuple[Reference | None, Crop] | None = None
        for kind in KINDS:
            actions.bind(f"cast.show-{kind}", lambda is_on, kind=kind: self.show(kind, is_on))
        picker.face_chosen.connect(self._choose)
        workspace.project_changed.connect(self._on_project)
        workspace.character_selected.connect(lambda _id: self.refresh())
        workspace.page_changed.connect(lambda _page: self.refresh())
        workspace.document_replaced.connect(self.refresh)
        capture.faces_changed.connect(lambda _picture: self.refresh())
        canvas.tool_changed.connect(lambda _tool: self._offer_faces())
        self.refresh()

    def show(self, kind: str, is_shown: bool) -> None:
        """Show one of `KINDS`, or hide it."""
        if is_shown:
            self._shown.add(kind)
        else:
            self._shown.discard(kind)
        self._actions.set_checked(f"cast.show-{kind}", is_shown)
        self.refresh()

    def refresh(self) -> None:
        """Show what is wanted for the picture that is drawn."""
        reference = self._reference
        self._drawn_for = (reference, self._workspace.project.set_settings.frame.crop)
        self._offer_faces()
        if "boxes" in self._shown and reference is not None and not self._capture.has_faces_of(reference):
            self._capture.find_faces(reference)
        if reference is None or not self._shown - {"boxes"}:
            self._clear()
            return
        self._sights.want(reference, self._draw, "overlays")

    def _on_project(self, before: Project, after: Project) -> None:
        now = (self._reference, after.set_settings.frame.crop)
        if now != self._drawn_for:  # looks change many times a second while they are posed
            self.refresh()

    def _draw(self, sight: Sight) -> None:
        if self._reference is None:
            self._clear()
            return
        self._overlays.set_landmarks(sight.mesh.points if "landmarks" in self._shown else None)
        self._overlays.set_mask(to_qimage(sight.cut_out) if "mask" in self._shown else None)
        chosen = self._workspace.project.set_settings.frame.crop
        self._overlays.set_crops(sight.crops if "crop" in self._shown else {}, chosen)

    def _clear(self) -> None:
        self._overlays.set_landmarks(None)
        self._overlays.set_mask(None)
        self._overlays.set_crops({})

    def _offer_faces(self) -> None:
        """Hand the picker to the canvas where there is something to choose and no other tool is in hand."""
        reference = self._reference
        faces = self._capture.faces_of(reference) if reference is not None else ()
        is_wanted = len(faces) > 1 or ("boxes" in self._shown and bool(faces))
        if is_wanted and self._canvas.tool in (None, self._picker):
            self._picker.set_faces(faces)
            self._canvas.set_tool(self._picker)
            if reference is not None:
                self._sights.want(reference, lambda sight: self._picker.set_image(sight.image), "faces")
        elif not is_wanted and self._canvas.tool is self._picker:
            self._canvas.set_tool(None)

    def _choose(self, index: int) -> None:
        character, reference = self._workspace.character, self._reference
        if character is not None and reference is not None:
            self._capture.choose_face(character.id, reference.id, index)

    @property
    def _reference(self) -> Reference | None:
        """The drawn picture, while the cast page is open."""
        character = self._workspace.character
        if self._workspace.page != "cast" or character is None or not character.references:
            return None
        return character.main_reference
