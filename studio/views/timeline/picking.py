"""What a click or a drawn box does with the selection."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import Qt

DRAG_START_PX = 4
"""So far the mouse goes before a press is a drag."""


class Picking(StrEnum):
    """What a selection does with the one before."""

    REPLACE = "replace"
    ADD = "add"
    TOGGLE = "toggle"


def picking_of(modifiers: Qt.KeyboardModifier) -> Picking:
    """What held keys make of a selection."""
    if modifiers & Qt.KeyboardModifier.ShiftModifier:
        return Picking.ADD
    return Picking.TOGGLE if modifiers & Qt.KeyboardModifier.ControlModifier else Picking.REPLACE
