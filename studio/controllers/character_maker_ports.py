"""What the character maker needs of its view."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import SignalInstance
from PySide6.QtGui import QImage

from studio.models.character_maker import MakerState


class CharacterMakerView(Protocol):
    """The editor."""

    random_requested: SignalInstance
    mutate_requested: SignalInstance
    """(strength)"""
    seed_entered: SignalInstance
    """(seed)"""
    gene_changed: SignalInstance
    """(name, number or choice)"""
    gene_released: SignalInstance
    lock_requested: SignalInstance
    """(gene or group, whether)"""
    undo_requested: SignalInstance
    redo_requested: SignalInstance
    sheet_toggled: SignalInstance
    """(whether the breeding sheet is shown)"""
    strength_changed: SignalInstance
    """(strength)"""
    variant_chosen: SignalInstance
    """(index)"""
    variants_requested: SignalInstance
    background_toggled: SignalInstance
    size_chosen: SignalInstance
    """(pixels)"""
    expression_chosen: SignalInstance
    """(index in the strip)"""
    use_requested: SignalInstance
    """(name)"""
    photo_chosen: SignalInstance
    """(path)"""
    face_chosen: SignalInstance
    """(index)"""
    closed: SignalInstance

    def open_page(self, name: str, is_new: bool) -> None:
        """Come to the front, for somebody new or to change somebody."""
        ...

    def ask_photo(self) -> None:
        """Ask for a photo; `photo_chosen` follows."""
        ...

    def close_page(self) -> None:
        """Go away; `closed` is sent."""
        ...

    def show_state(self, state: MakerState, can_undo: bool, can_redo: bool) -> None:
        """Show genes, locks and settings."""
        ...

    def show_portrait(self, image: QImage) -> None:
        """The large picture."""
        ...

    def show_strip(self, images: Sequence[QImage], chosen: int) -> None:
        """The small pictures with expressions."""
        ...

    def show_variants(self, images: Sequence[QImage]) -> None:
        """The breeding sheet."""
        ...

    def show_faces(self, images: Sequence[QImage]) -> None:
        """Ask which of several faces of a photo is meant."""
        ...

    def show_photo(self, image: QImage) -> None:
        """The photo that the character was made from, beside it; an empty one for none."""
        ...

    def show_busy(self, text: str) -> None:
        """Something takes a while; empty when it is over."""
        ...

    def show_problem(self, text: str, hint: str) -> None:
        """Something did not work; empty texts take it away."""
        ...
