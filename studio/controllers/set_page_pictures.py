"""Pictures of the set page: which are wanted at which size, and where they go when they come."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject
from PySide6.QtGui import QImage

from studio.controllers.set_page_ports import SetView
from studio.controllers.workspace import Workspace
from studio.models.character import Character, Reference
from studio.models.framing import FrameOptions
from studio.models.results import Variant
from studio.models.set_plan import CellPlace, PlannedCell, cells_by_place
from studio.models.set_view import CellDetails
from studio.services.cell_images import CellImageRequest, CellImages

HEAD_PX, LARGE_PX, STRIP_PX = 192, 768, 160
MAX_PENDING = 2000

Show = Callable[[QImage], None]


class SetPictures(QObject):
    """Asks for pictures and hands them to the view."""

    def __init__(self, workspace: Workspace, images: CellImages, view: SetView, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace, self._images, self._view = workspace, images, view
        self._pending: dict[tuple[object, ...], list[Show]] = {}
        self._heads: dict[str, Reference] = {}
        self._is_head = True
        self._last: tuple[tuple[CellPlace, ...], int] = ((), 0)
        images.ready.connect(self._on_ready)

    def clear(self) -> None:
        """Another project is open."""
        self._pending.clear()
        self._heads.clear()
        self._images.clear()

    def set_heads(self, is_head: bool) -> None:
        """Show heads in the cells, or whole frames."""
        if is_head != self._is_head:
            self._is_head = is_head
            self.show_cells(*self._last)

    def show_cells(self, places: Sequence[CellPlace], pixels: int) -> None:
        """Bring the pictures of these cells, the first ones first."""
        self._last = (tuple(places), pixels)
        characters = {one.id: one for one in self._workspace.project.characters}
        kept = cells_by_place(self._workspace.project)
        for place in reversed(places):  # what was asked for last comes first
            cell, character = kept.get(place), characters.get(place.character)
            shown = cell.shown if cell is not None else None
            if shown is not None and character is not None and pixels > 0:
                self._fetch(self._request(character, shown, pixels, self._is_head), self._to_cell(shown.picture))

    def show_heads(self) -> None:
        """Bring the characters' heads for the columns; those that are there already are left alone."""
        for character in self._workspace.project.characters:
            if not character.references or self._heads.get(character.id) is character.main_reference:
                continue
            self._heads[character.id] = character.main_reference
            request = CellImageRequest("", HEAD_PX, character.main_reference, FrameOptions(), is_head=True)
            self._fetch(request, self._to_head(character.id))

    def show_details(self, character: Character, details: CellDetails, planned: PlannedCell) -> None:
        """Bring what the inspector shows of a cell."""
        cell = planned.cell
        variants = {one.id: one for one in cell.variants} if cell is not None else {}
        for one in reversed(details.variants):
            variant = variants[one.id]
            self._fetch(self._request(character, variant, STRIP_PX, True), self._to_strip(variant.picture))
        shown = variants.get(details.shown)
        frame = shown.recipe.frame if shown is not None else self._workspace.project.set_settings.frame
        if character.references:
            request = CellImageRequest("", LARGE_PX, character.main_reference, frame)
            self._fetch(request, self._to_reference(character.id))
        if shown is not None:
            self._fetch(CellImageRequest(shown.picture, LARGE_PX), self._to_large(shown.picture))

    # --- where pictures go

    def _to_cell(self, picture: str) -> Show:
        return lambda image: self._view.set_picture(picture, image)

    def _to_strip(self, picture: str) -> Show:
        return lambda image: self._view.set_variant_picture(picture, image)

    def _to_head(self, character_id: str) -> Show:
        return lambda image: self._view.set_head(character_id, image)

    def _to_reference(self, character_id: str) -> Show:
        return lambda image: self._view.set_reference(character_id, image)

    def _to_large(self, picture: str) -> Show:
        return lambda image: self._view.set_large(picture, image)

    @staticmethod
    def _request(character: Character, variant: Variant, pixels: int, is_head: bool) -> CellImageRequest:
        reference = character.main_reference if is_head and character.references else None
        return CellImageRequest(variant.picture, pixels, reference, variant.recipe.frame, is_head and bool(reference))

    def _fetch(self, request: CellImageRequest, show: Show) -> None:
        image = self._images.get(request)
        if image is not None:
            show(image)
            return
        if len(self._pending) > MAX_PENDING:
            self._pending.pop(next(iter(self._pending)))
        self._pending.setdefault(request.key, []).append(show)
        self._images.want([request], self._workspace.document.blobs)  # type: ignore[arg-type]

    def _on_ready(self, request: CellImageRequest, image: QImage) -> None:
        for show in self._pending.pop(request.key, ()):
            show(image)
