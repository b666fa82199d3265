"""The layers of a look and their algebra."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Protocol

from PySide6.QtCore import QObject

from studio.controllers.express_look import LookEditor
from studio.models.express_rows import LayerRow, LayerTemplate
from studio.models.expression import BlendMode
from studio.models.look import Layer, Look
from studio.models.look_edits import (
    BLINK,
    ROOM_FOR_A_BLINK,
    changed_controls,
    duplicated_layer,
    flattened,
    free_name,
    moved_layer,
    parsed_source,
    with_new_layer,
    without_layer,
)  # fmt: skip
from studio.models.project import new_id


class LayersView(Protocol):
    """What is needed of the panel."""

    layer_selected: Any
    mode_chosen: Any
    """(id, mode)"""
    weight_edited: Any
    """(id, weight)"""
    gesture_ended: Any
    enabled_toggled: Any
    """(id, is_enabled)"""
    rename_requested: Any
    """(id, name)"""
    move_requested: Any
    """(id, place): 0 is the lowest"""
    duplicate_requested: Any
    remove_requested: Any
    add_requested: Any
    """(template)"""
    flatten_requested: Any

    def show_layers(self, rows: Sequence[LayerRow], has_character: bool) -> None:
        """Show the layers, the lowest first."""
        ...


class LayersController(QObject):
    """Between the list of layers and the look."""

    def __init__(self, editor: LookEditor, view: LayersView, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._editor = editor
        self._view = view
        view.layer_selected.connect(editor.select_layer)
        view.mode_chosen.connect(self.set_mode)
        view.weight_edited.connect(self.set_weight)
        view.gesture_ended.connect(editor.workspace.end_gesture)
        view.enabled_toggled.connect(self.set_enabled)
        view.rename_requested.connect(self.rename)
        view.move_requested.connect(self.move)
        view.duplicate_requested.connect(self.duplicate)
        view.remove_requested.connect(self.remove)
        view.add_requested.connect(self.add)
        view.flatten_requested.connect(self.flatten)
        editor.look_changed.connect(self.refresh)
        editor.library_changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show the layers of the selected character."""
        selected = self._editor.layer.id
        rows = [self._row(layer, layer.id == selected) for layer in self._editor.look.layers]
        self._view.show_layers(rows, self._editor.character is not None)

    def _row(self, layer: Layer, is_selected: bool) -> LayerRow:
        note = self._note(layer)
        return LayerRow(layer.id, layer.name, layer.mode, layer.weight, layer.is_enabled, is_selected, note)

    def _note(self, layer: Layer) -> str:
        source = parsed_source(layer.source)
        if source.words:
            library = self._editor.library
            names = [library[word].name if word in library else word for word in source.ids]
            return f"{' + '.join(names)} {source.intensity * 100:.0f} %"
        count = len(changed_controls(layer))
        if not count:
            return self.tr("empty")
        return self.tr("1 control") if count == 1 else self.tr("{count} controls").format(count=count)

    # --- one layer

    def set_mode(self, layer_id: str, mode: str) -> None:
        """Let a layer add, multiply or overwrite."""
        self._change(self.tr("Layer mode"), layer_id, mode=BlendMode(mode))

    def set_weight(self, layer_id: str, weight: float) -> None:
        """How much a layer counts."""
        limited = min(1.0, max(0.0, weight))
        self._change(self.tr("Layer weight"), layer_id, f"weight:{layer_id}", weight=limited)

    def set_enabled(self, layer_id: str, is_enabled: bool) -> None:
        """Let a layer count or not."""
        text = self.tr("Show layer") if is_enabled else self.tr("Hide layer")
        self._change(text, layer_id, is_enabled=is_enabled)

    def rename(self, layer_id: str, name: str) -> None:
        """Give a layer another name; an empty one is ignored."""
        if name.strip():
            self._change(self.tr("Rename layer"), layer_id, name=name.strip())

    def _change(self, text: str, layer_id: str, merge_key: str = "", **changes: Any) -> None:
        def change(look: Look) -> Look:
            return look.with_layer(replace(look.layer(layer_id), **changes))

        self._editor.edit(text, change, merge_key)

    # --- the list

    def add(self, template: str = LayerTemplate.EMPTY) -> None:
        """A layer above the selected one, which is selected then."""
        wanted = LayerTemplate(template)
        name = {
            LayerTemplate.EMPTY: self.tr("Layer"),
            LayerTemplate.MULTIPLY: self.tr("Multiply"),
            LayerTemplate.OVERWRITE: self.tr("Overwrite"),
            LayerTemplate.BLINK: self.tr("Blink"),
        }[wanted]
        look, above = self._editor.look, self._editor.layer.id
        made = [Layer(new_id(), free_name(look, name), mode=_MODES[wanted])]
        if wanted is LayerTemplate.BLINK:
            above = look.layers[-1].id  # over every emotion
            room = Layer(new_id(), free_name(look, self.tr("Room for the blink")), ROOM_FOR_A_BLINK, BlendMode.MULTIPLY)
            made = [room, replace(made[0], pose=BLINK)]

        def change(before: Look) -> Look:
            after, place = before, above
            for layer in made:
                after, place = with_new_layer(after, layer, place), layer.id
            return after

        self._editor.edit(self.tr("Add layer “{name}”").format(name=made[-1].name), change)
        self._editor.select_layer(made[-1].id)

    def duplicate(self, layer_id: str) -> None:
        """A copy just above, which is selected then."""
        look, copy_id = self._editor.look, new_id()
        name = free_name(look, look.layer(layer_id).name)
        self._editor.edit(self.tr("Duplicate layer"), lambda before: duplicated_layer(before, layer_id, copy_id, name))
        self._editor.select_layer(copy_id)

    def remove(self, layer_id: str) -> None:
        """A layer less; the one below is selected then."""
        ids = [layer.id for layer in self._editor.look.layers]
        index = ids.index(layer_id)
        self._editor.edit(self.tr("Remove layer"), lambda look: without_layer(look, layer_id))
        if self._editor.look.layers and layer_id == self._editor.layer.id:
            return
        self._editor.select_layer(ids[index - 1] if index else self._editor.look.layers[0].id)

    def move(self, layer_id: str, place: int) -> None:
        """A layer at another height; 0 is the lowest."""
        self._editor.edit(self.tr("Move layer"), lambda look: moved_layer(look, layer_id, place))

    def flatten(self) -> None:
        """All layers as one."""
        self._editor.edit(self.tr("Flatten layers"), flattened)


_MODES = {
    LayerTemplate.EMPTY: BlendMode.ADD, LayerTemplate.MULTIPLY: BlendMode.MULTIPLY,
    LayerTemplate.OVERWRITE: BlendMode.OVERWRITE, LayerTemplate.BLINK: BlendMode.ADD,
}  # fmt: skip
