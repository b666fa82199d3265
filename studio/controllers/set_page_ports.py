"""What the controller of the set page needs of its view."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from PySide6.QtGui import QImage

from studio.models.engine_choices import EngineOffer
from studio.models.project import SetSettings
from studio.models.set_plan import CellPlace
from studio.models.set_view import (
    CellDetails,
    PickerEntry,
    SelectionSummary,
    SetColumn,
    SetMatrix,
    TypedExpression,
)  # fmt: skip


class SetView(Protocol):
    """The set page; signals are named after what the user wants."""

    draw_requested: Any
    """() — what is missing, stale or failed."""
    redraw_requested: Any
    """(tuple of places)"""
    variants_requested: Any
    """(tuple of places, count)"""
    cancel_requested: Any
    """()"""
    filter_requested: Any
    """(`SetFilter` value)"""
    order_requested: Any
    """(`SetOrder` value)"""
    search_requested: Any
    """(text)"""
    heads_requested: Any
    """(bool): only heads in the cells"""
    selection_changed: Any
    """(tuple of places, current place or None)"""
    cell_opened: Any
    """(place)"""
    pictures_wanted: Any
    """(tuple of places, pixels)"""
    files_wanted: Any
    """(tuple of places): about to be dragged out"""
    removal_requested: Any
    """(tuple of words, character id or empty for all)"""
    star_requested: Any
    """(place, variant id, bool)"""
    variant_removal_requested: Any
    """(place, variant id)"""
    tidy_requested: Any
    """(tuple of places): delete all but the shown drawings"""
    clear_requested: Any
    """(tuple of places): delete the drawings"""
    variant_looked_at: Any
    """(place, variant id)"""
    settings_edited: Any
    """(`SetSettings`)"""
    settings_edit_finished: Any
    """()"""
    picker_requested: Any
    """(character id or empty for all): the list of what can be added is about to be shown"""
    typed: Any
    """(text in the picker)"""
    expressions_added: Any
    """(tuple of words, character id or empty for all)"""
    sheet_requested: Any
    """(path of the contact sheet, whole frames)"""

    def set_matrix(self, matrix: SetMatrix) -> None:
        """Show rows, columns and cells."""
        ...

    def set_busy(self, is_busy: bool) -> None:
        """Whether drawings wait: there is something to cancel."""
        ...

    def set_head(self, character_id: str, image: QImage) -> None:
        """A character's head, for its column."""
        ...

    def set_picture(self, picture: str, image: QImage) -> None:
        """A drawing, at the size that was wanted."""
        ...

    def set_variant_picture(self, picture: str, image: QImage) -> None:
        """A drawing, for the strip of variants."""
        ...

    def set_details(self, details: CellDetails | None, summary: SelectionSummary) -> None:
        """Show one cell, or without details what is selected."""
        ...

    def set_large(self, picture: str, image: QImage) -> None:
        """A drawing, for the inspector."""
        ...

    def set_reference(self, character_id: str, image: QImage) -> None:
        """A character's picture, framed as its drawings are."""
        ...

    def set_settings(self, settings: SetSettings, engines: Sequence[EngineOffer]) -> None:
        """How the set is drawn, and what could draw."""
        ...

    def set_picker(self, entries: Sequence[PickerEntry], characters: Sequence[SetColumn]) -> None:
        """What can be added, and to whom."""
        ...

    def set_typed(self, typed: TypedExpression) -> None:
        """What the text in the picker means."""
        ...

    def open_picker(self, character_id: str = "") -> None:
        """Open the list of what can be added."""
        ...

    def ask_sheet_path(self, suggestion: str) -> None:
        """Ask where a contact sheet goes; `sheet_requested` follows unless the user goes back."""
        ...

    def start_drag(self, paths: Sequence[str]) -> None:
        """Drag these files."""
        ...

    def looked_at(self) -> tuple[CellPlace, str] | None:
        """The drawing in the inspector, if there is one."""
        ...

    def show_filter(self, name: str) -> None:
        """Show a filter as chosen, without telling anybody."""
        ...
