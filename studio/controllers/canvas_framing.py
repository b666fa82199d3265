"""What the canvas shows of the picture: the head where a face is posed, all of it elsewhere, until the user chooses."""

from __future__ import annotations

from typing import Any, Protocol, cast

from PySide6.QtCore import QObject

from studio.controllers.ports import Actions
from studio.controllers.workspace import Workspace
from studio.core.errors import StudioError
from studio.models.character import Reference
from studio.storage.blobs import BlobStore

FACE_PAGES = ("express", "animate")

Area = tuple[float, float, float, float]
"""Left, top, width and height in pixels of the picture."""


class FramedCanvas(Protocol):
    """What this controller needs of the canvas."""

    face_requested: Any
    reference_shown: Any

    @property
    def is_view_automatic(self) -> bool:
        """Whether the user has left zoom and place as the program chose them."""
        ...

    @property
    def picture_size(self) -> tuple[int, int]:
        """Width and height of the picture; (0, 0) without one."""
        ...

    def show_area(self, area: Area | None, is_automatic: bool = False) -> None:
        """Show a part of the picture; None for all of it."""
        ...


class CanvasFramingController(QObject):
    """See the module."""

    def __init__(
        self, workspace: Workspace, actions: Actions, canvas: FramedCanvas, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace, self._canvas, self._actions = workspace, canvas, actions
        self._known: tuple[object, Area | None] = (None, None)
        self._shown: tuple[Area | None] | None = None
        """What was shown last; None where that no longer counts."""
        actions.bind("view.zoom-face", self.zoom_to_face)
        canvas.face_requested.connect(self.zoom_to_face)
        canvas.reference_shown.connect(self._on_reference)
        workspace.page_changed.connect(self._follow)
        workspace.character_selected.connect(self._follow)
        workspace.project_changed.connect(self._follow)
        workspace.document_replaced.connect(self.start_anew)
        self._follow()

    def zoom_to_face(self) -> None:
        """Let the head fill the window, and keep it so: that is the user's choice."""
        area = self._head()
        if area is not None:
            self._canvas.show_area(area)

    def start_anew(self) -> None:
        """Another project: the program chooses again."""
        self._shown = None
        self._show(is_forced=True)

    def _on_reference(self) -> None:
        self._shown = None
        self._follow()

    def _follow(self, *_: object) -> None:
        self._actions.set_enabled("view.zoom-face", self._head() is not None)
        self._show()

    def _show(self, is_forced: bool = False) -> None:
        if self._canvas.picture_size == (0, 0) or not (is_forced or self._canvas.is_view_automatic):
            return
        wanted = (self._head() if self._workspace.page in FACE_PAGES else None,)
        if wanted != self._shown:
            self._shown = wanted
            self._canvas.show_area(wanted[0], is_automatic=True)

    def _head(self) -> Area | None:
        """Where the head of the selected character is; None where nobody can tell."""
        character, size = self._workspace.character, self._canvas.picture_size
        if character is None or not character.references or size == (0, 0):
            return None
        reference = character.main_reference
        key = (reference.mesh.points, size)
        if self._known[0] != key:
            self._known = (key, self._found_head(reference, size))
        return self._known[1]

    def _found_head(self, reference: Reference, size: tuple[int, int]) -> Area | None:
        from studio.pipelines.framing import head_window

        try:
            points = cast(BlobStore, self._workspace.document.blobs).array(reference.mesh.points)
            window = head_window(points, size)
        except (StudioError, KeyError, ValueError, IndexError):  # damaged landmarks are told where they are drawn
            return None
        return float(window.x), float(window.y), float(window.width), float(window.height)
