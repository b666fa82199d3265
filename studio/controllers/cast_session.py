"""What the tools of the cast page share: they work on one reference, and end when it goes away."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, Signal

from studio.controllers.cast_ports import CanvasPort
from studio.controllers.cast_sights import Sight, SightStore
from studio.controllers.ports import Actions
from studio.controllers.workspace import Workspace
from studio.models.character import Reference
from studio.models.project import Project


class ReferenceSession(QObject):
    """Takes a tool in hand for one reference of the selected character."""

    ended = Signal()

    action_id = ""
    """The checkable action that begins and ends it."""

    def __init__(
        self,
        workspace: Workspace,
        sights: SightStore,
        actions: Actions,
        canvas: CanvasPort,
        tool: Any,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace, self._sights, self._actions = workspace, sights, actions
        self._canvas, self._tool = canvas, tool
        self._character_id = self._reference_id = ""
        self._seen: Reference | None = None
        actions.bind(self.action_id, lambda is_on: self.start() if is_on else self.stop())
        canvas.tool_changed.connect(self._on_tool)
        workspace.project_changed.connect(self._on_project)
        workspace.character_selected.connect(self._on_character)
        workspace.document_replaced.connect(self.stop)
        workspace.page_changed.connect(lambda page: self.stop() if page != "cast" else None)
        workspace.character_selected.connect(lambda _id: self._enable())
        workspace.document_replaced.connect(self._enable)
        self._enable()

    @property
    def is_running(self) -> bool:
        """Whether the tool is wanted."""
        return bool(self._reference_id)

    @property
    def is_awaited(self) -> bool:
        """Whether the tool is wanted, but its picture is not there yet."""
        return self.is_running and not self._was_taken

    @property
    def reference(self) -> Reference | None:
        """What is worked on, as it is now."""
        character = self._workspace.character_by_id(self._character_id)
        references = character.references if character is not None else ()
        return next((one for one in references if one.id == self._reference_id), None)

    def start(self, reference_id: str = "") -> None:
        """Begin with a reference of the selected character, the drawn one by default."""
        character = self._workspace.character
        if character is None or not character.references:
            self._actions.set_checked(self.action_id, False)
            return
        self.stop()
        self._character_id = character.id
        self._reference_id = reference_id or character.main_reference.id
        self._seen = self.reference
        if self._seen is None:
            self.stop()
            return
        self._actions.set_checked(self.action_id, True)
        self._workspace.show_page("cast")
        self._sights.want(self._seen, self._begin, self.action_id)

    def stop(self) -> None:
        """End; what was done stays."""
        was_running, self._reference_id, self._character_id, self._seen = self.is_running, "", "", None
        self._actions.set_checked(self.action_id, False)
        if self._canvas.tool is self._tool:
            self._canvas.set_tool(None)
        if was_running:
            self.ended.emit()

    # --- for subclasses

    def begun(self, sight: Sight) -> None:
        """Fill the tool; it is about to be taken in hand."""

    def changed(self, sight: Sight) -> None:
        """The reference was changed, by this session, by undo or by somebody else."""

    def may_refresh(self) -> bool:
        """Whether the tool may be filled anew now; otherwise the session does it later itself."""
        return True

    # --- watching

    def _begin(self, sight: Sight) -> None:
        if self.is_running:
            self.begun(sight)
            self._canvas.set_tool(self._tool)

    def refresh(self) -> None:
        """Fill the tool with what is there now."""
        reference = self.reference
        if reference is not None and self.may_refresh():
            self._sights.want(reference, self._refreshed, self.action_id)

    def _refreshed(self, sight: Sight) -> None:
        if self.is_running and self.may_refresh():
            self.changed(sight)

    def _on_project(self, _before: Project, _after: Project) -> None:
        self._enable()
        if not self.is_running:
            return
        reference = self.reference
        if reference is None:
            self.stop()
        elif reference != self._seen:
            self._seen = reference
            self.refresh()

    def _on_character(self, character_id: str) -> None:
        if self.is_running and character_id != self._character_id:
            self.stop()

    def _on_tool(self, tool: Any) -> None:
        if self.is_running and self._was_taken and tool is not self._tool:
            self.stop()
        self._was_taken = tool is self._tool

    _was_taken = False

    def _enable(self) -> None:
        character = self._workspace.character
        self._actions.set_enabled(self.action_id, character is not None and bool(character.references))
