"""The controls: one slider a muscle."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from PySide6.QtCore import QObject

from studio.controllers.express_look import LookEditor
from studio.models.controls import ALL_CONTROLS, Region, region_of
from studio.models.express_rows import REGION_TITLES, ControlsState, title_of
from studio.models.look_edits import mirrored_layer, toggled_mute, toggled_solo, with_controls, without_controls


class ControlsView(Protocol):
    """What is needed of the panel."""

    value_edited: Any
    """(names, value)"""
    gesture_ended: Any
    reset_requested: Any
    """(names)"""
    region_reset_requested: Any
    """(region)"""
    mute_requested: Any
    solo_requested: Any
    mirror_requested: Any

    def show_state(self, state: ControlsState) -> None:
        """Show values; cheap, called while dragging."""
        ...


class ControlsController(QObject):
    """Between the sliders and the selected layer."""

    def __init__(self, editor: LookEditor, view: ControlsView, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._editor = editor
        self._view = view
        view.value_edited.connect(self.set_value)
        view.gesture_ended.connect(editor.workspace.end_gesture)
        view.reset_requested.connect(self.reset)
        view.region_reset_requested.connect(self.reset_region)
        view.mute_requested.connect(self.toggle_mute)
        view.solo_requested.connect(self.toggle_solo)
        view.mirror_requested.connect(self.mirror)
        editor.look_changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show what is worn."""
        look, layer = self._editor.look, self._editor.layer
        self._view.show_state(
            ControlsState(
                layer.pose, look.worn(), layer.mode, frozenset(look.muted), frozenset(look.soloed),
                self._editor.character is not None,
            )
        )  # fmt: skip

    def set_value(self, names: Sequence[str], value: float) -> None:
        """Move controls together."""
        text = self.tr("Move {control}").format(control=title_of(names))
        values = dict.fromkeys(names, value)
        key = f"control:{'+'.join(names)}"
        self._editor.edit_layer(text, lambda look, layer_id: with_controls(look, layer_id, values), key)

    def reset(self, names: Sequence[str]) -> None:
        """Put controls back to rest."""
        text = self.tr("Reset {control}").format(control=title_of(names))
        self._editor.edit_layer(text, lambda look, layer_id: without_controls(look, layer_id, names))

    def reset_region(self, region: str) -> None:
        """Put all controls of a region back to rest."""
        names = [name for name in ALL_CONTROLS if region_of(name) == region]
        text = self.tr("Reset {region}").format(region=REGION_TITLES[Region(region)].lower())
        self._editor.edit_layer(text, lambda look, layer_id: without_controls(look, layer_id, names))

    def toggle_mute(self, names: Sequence[str]) -> None:
        """Keep controls out of the face, or let them in again."""
        text = self.tr("Mute {control}").format(control=title_of(names))
        self._editor.edit(text, lambda look: toggled_mute(look, names))

    def toggle_solo(self, names: Sequence[str]) -> None:
        """Show these controls alone, or end it."""
        text = self.tr("Solo {control}").format(control=title_of(names))
        self._editor.edit(text, lambda look: toggled_solo(look, names))

    def mirror(self) -> None:
        """Swap left and right of the selected layer."""
        self._editor.edit_layer(self.tr("Mirror left and right"), mirrored_layer)
