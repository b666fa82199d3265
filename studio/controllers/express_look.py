"""What all controllers of the Express page share: the selected layer, the library, and trying something on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from studio.controllers.workspace import Workspace
from studio.core.errors import InputError
from studio.models.character import Character
from studio.models.expression import Expression, ExpressionLibrary
from studio.models.look import Layer, Look
from studio.models.look_edits import selected_layer
from studio.models.project import Project
from studio.pipelines.wardrobe import builtin_expressions


class LookEditor(QObject):
    """Edits the look of the selected character. Which layer is selected is the window's, not the document's."""

    look_changed = Signal()
    """The look, the selected layer or the character is another one."""
    library_changed = Signal()
    """Expressions came, went or changed."""
    pose_tried = Signal(object)
    """A pose to be drawn for the moment, without changing anything; None to go back to what is worn."""

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self._layer_ids: dict[str, str] = {}
        self._ready_made: ExpressionLibrary | None = None
        self._library: tuple[tuple[Expression, ...], ExpressionLibrary] | None = None
        self._is_trying = False
        workspace.project_changed.connect(self._on_project_changed)
        workspace.character_selected.connect(self._on_selected)
        workspace.document_replaced.connect(self._on_document_replaced)

    # --- what is there

    @property
    def character(self) -> Character | None:
        """The selected character."""
        return self.workspace.character

    @property
    def look(self) -> Look:
        """Its look; an empty one without a character."""
        return self.character.look if self.character is not None else Look()

    @property
    def layer(self) -> Layer:
        """The layer that sliders and words act on."""
        look = self.look
        return selected_layer(look, self._layer_ids.get(self.character.id if self.character else "", ""))

    @property
    def library(self) -> ExpressionLibrary:
        """Everything that can be worn, the project's own on top."""
        own = self.workspace.project.expressions
        if self._library is None or self._library[0] is not own:
            merged = {**self._base_library(), **{expression.id: expression for expression in own}}
            self._library = (own, merged)
        return self._library[1]

    def _base_library(self) -> ExpressionLibrary:
        """The program's and the user's; without the user's where one of those files is damaged."""
        if self._ready_made is None:
            try:
                self._ready_made = builtin_expressions()
            except InputError as error:
                from studio.models.library import load_library

                self._ready_made = load_library()
                self.workspace.tell_error(error, self.tr("Your own expressions"))
        return self._ready_made

    def forget_library(self) -> None:
        """Read the user's files again."""
        builtin_expressions.cache_clear()
        self._ready_made = self._library = None
        self.library_changed.emit()

    # --- changing it

    def select_layer(self, layer_id: str) -> None:
        """Let sliders and words act on another layer."""
        if self.character is not None and self.layer.id != layer_id:
            self._layer_ids[self.character.id] = layer_id
            self.look_changed.emit()

    def edit(self, text: str, change: Callable[[Look], Look], merge_key: str = "") -> None:
        """Change the look as a step that can be undone; errors are told."""
        self.stop_trying()

        def changed(character: Character) -> Character:
            return replace(character, look=change(character.look))

        try:
            self.workspace.edit_character(text, changed, self._whole_key(merge_key))
        except InputError as error:
            self.workspace.tell_error(error)

    def _whole_key(self, merge_key: str) -> str:
        """Edits of different characters or layers never become one step."""
        who = self.character.id if self.character is not None else ""
        return f"{merge_key}:{who}:{self.layer.id}" if merge_key else ""

    def edit_layer(self, text: str, change: Callable[[Look, str], Look], merge_key: str = "") -> None:
        """Change the selected layer; `change` gets the look and the layer's id."""
        layer_id = self.layer.id
        self.edit(text, lambda look: change(look, layer_id), merge_key)

    # --- trying it on

    def try_change(self, change: Callable[[Look, str], Look] | None) -> None:
        """Show for the moment what a change would do; None shows what is worn again."""
        if change is None or self.character is None:
            self.stop_trying()
            return
        try:
            pose = change(self.look, self.layer.id).worn()
        except InputError:
            self.stop_trying()
            return
        self._is_trying = True
        self.pose_tried.emit(pose)

    def stop_trying(self) -> None:
        """Go back to what is worn."""
        if self._is_trying:
            self._is_trying = False
            self.pose_tried.emit(None)

    # --- following the document

    def _on_project_changed(self, before: Project, after: Project) -> None:
        if before.expressions is not after.expressions:
            self.library_changed.emit()
        if before.characters is not after.characters:
            self.stop_trying()  # an undo while the pointer rests on a word
            self.look_changed.emit()

    def _on_selected(self, _character_id: str) -> None:
        self.stop_trying()
        self.look_changed.emit()

    def _on_document_replaced(self) -> None:
        self._layer_ids.clear()
        self._library = None
        self._is_trying = False
        self.library_changed.emit()
        self.look_changed.emit()
