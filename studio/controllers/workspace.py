"""What all controllers share: the open document, its history, what is selected, and telling the user."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from itertools import count

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoStack

from studio.commands.edit_project import Edit, EditProject
from studio.core.errors import JobCancelled, StudioError
from studio.models.character import Character
from studio.models.document import Document
from studio.models.messages import Message, Tone
from studio.models.project import Project

GESTURE_REST_S = 0.6
"""A gesture that nobody ends counts as over so long after its last edit."""
PAGES = ("cast", "express", "set", "animate", "export")


class Workspace(QObject):
    """The document in work. Selection is part of the window, not of the document, and is never undone."""

    document_replaced = Signal()
    """Another project is open: forget everything about the one before."""
    project_changed = Signal(object, object)
    """(before, after); not sent when the document is replaced."""
    character_selected = Signal(str)
    """Id of the selected character; empty for none."""
    page_changed = Signal(str)
    told = Signal(object)
    """A `Message`."""
    bug_found = Signal(object)
    """An exception that nobody expected."""

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.undo_stack = QUndoStack(self)
        self._document = document
        self._document.project_changed.connect(self._on_project_changed)
        self._character_id = document.project.characters[0].id if document.project.characters else ""
        self._page = PAGES[0]
        self._gestures = count(1)
        self._gesture = 0
        self._gestured_s = 0.0
        self._is_changing = False

    # --- document

    @property
    def document(self) -> Document:
        """The open document."""
        return self._document

    @property
    def project(self) -> Project:
        """Its present state."""
        return self._document.project

    def open_document(self, document: Document) -> None:
        """Put another document in the place of the open one; its history starts anew."""
        self._document.project_changed.disconnect(self._on_project_changed)
        self._document.deleteLater()
        self._document = document
        document.project_changed.connect(self._on_project_changed)
        self.undo_stack.clear()
        self._character_id = document.project.characters[0].id if document.project.characters else ""
        self.document_replaced.emit()
        self.character_selected.emit(self._character_id)

    def close(self) -> None:
        """Tell nobody anything any more; the history would, on its way out, call controllers that are half gone."""
        self.undo_stack.blockSignals(True)
        self._document.blockSignals(True)

    # --- editing

    def edit(self, text: str, after: Project, merge_key: str = "", is_job: bool = False) -> None:
        """Change the project as a step that can be undone.

        Args:
            text: For the history.
            after: The project afterwards; nothing happens if it equals the present one.
            merge_key: Edits in a row with the same key are one step until `end_gesture`.
            is_job: Whether a job of that key goes on: no gesture ends it, and neither does saving.

        Raises:
            RuntimeError: If the project is just being changed, done again or undone: the history would no longer say
                what was done. Whoever answers a change with another one does it a turn of the loop later.
        """
        if after == self.project:
            return
        if self._is_changing:
            message = f"“{text}” came in the middle of another step"
            raise RuntimeError(message)
        if merge_key and not is_job:
            self._gestured_s = time.monotonic()
        key = merge_key if is_job or not merge_key else f"{merge_key}#{self._gesture}"
        if is_job and self._goes_on(key):
            self.undo_stack.resetClean()  # what was saved is the middle of the step now; a clean step is never joined
        self.undo_stack.push(EditProject(self._document, Edit(text, after, key)))

    def _goes_on(self, key: str) -> bool:
        """Whether the last step has that key and was saved."""
        index = self.undo_stack.index()
        last = self.undo_stack.command(index - 1) if index else None
        return self.undo_stack.isClean() and isinstance(last, EditProject) and last.merge_key == key

    def end_gesture(self) -> None:
        """What follows is a step of its own, even with the same merge key (the mouse was released)."""
        self._gesture = next(self._gestures)
        self._gestured_s = 0.0

    @property
    def is_in_gesture(self) -> bool:
        """Whether something is being dragged: an edit in between would make two steps of it."""
        return time.monotonic() - self._gestured_s < GESTURE_REST_S

    def edit_character(
        self,
        text: str,
        change: Callable[[Character], Character],
        merge_key: str = "",
        character_id: str = "",
        is_job: bool = False,
    ) -> None:
        """Change one character, the selected one by default; see `edit`."""
        character = self.character_by_id(character_id or self._character_id)
        if character is None:
            return
        changed = change(character)
        kept = tuple(changed if one.id == character.id else one for one in self.project.characters)
        self.edit(text, replace(self.project, characters=kept), merge_key, is_job)

    # --- selection

    @property
    def character(self) -> Character | None:
        """The selected character."""
        return self.character_by_id(self._character_id)

    def character_by_id(self, character_id: str) -> Character | None:
        """A character of the project; None if there is none of that id."""
        return next((one for one in self.project.characters if one.id == character_id), None)

    def select_character(self, character_id: str) -> None:
        """Select somebody; empty for nobody."""
        if character_id != self._character_id:
            self._character_id = character_id
            self.character_selected.emit(character_id)

    @property
    def page(self) -> str:
        """The page that is shown, one of `PAGES`."""
        return self._page

    def show_page(self, page: str) -> None:
        """Go to a page."""
        if page in PAGES and page != self._page:
            self._page = page
            self.page_changed.emit(page)

    # --- telling

    def tell(self, text: str, hint: str = "", tone: Tone = Tone.NOTE, **more: object) -> None:
        """Show a short message; further fields as in `Message`."""
        self.told.emit(Message(text, hint, tone, **more))  # type: ignore[arg-type]

    def tell_error(self, error: BaseException, what: str = "") -> None:
        """Show an expected error in words; hand anything else on as a bug.

        Args:
            error: What was raised; a cancelled job is not an error and is not told.
            what: What was being done, put in front.
        """
        if isinstance(error, JobCancelled):
            return
        if isinstance(error, StudioError):
            text = f"{what}: {error.user_message}" if what else error.user_message
            self.told.emit(Message(text, error.hint, Tone.PROBLEM, details=f"{error.code}: {error}"))
        else:
            self.bug_found.emit(error)

    def _on_project_changed(self, before: Project, after: Project) -> None:
        ids = [character.id for character in after.characters]
        self._is_changing = True
        try:
            self.project_changed.emit(before, after)
            if self._character_id not in ids:  # removed, or brought back by undo
                new = [one for one in ids if one not in {character.id for character in before.characters}]
                self.select_character(new[0] if new else ids[0] if ids else "")
        finally:
            self._is_changing = False
