"""The one way to change a document: a step that can be undone."""

from __future__ import annotations

import zlib
from dataclasses import dataclass

from PySide6.QtGui import QUndoCommand

from studio.models.document import Document
from studio.models.project import Project


@dataclass(frozen=True, slots=True)
class Edit:
    """A change of a project, ready to be done.

    Attributes:
        text: What it does, for the history ("Rename Aria", "Move jawOpen").
        after: The project afterwards. Parts that stay are shared with the one before, so keeping both costs little.
        merge_key: Edits in a row with the same key become one step; empty never merges.
    """

    text: str
    after: Project
    merge_key: str = ""


class EditProject(QUndoCommand):
    """One step of the history."""

    def __init__(self, document: Document, edit: Edit) -> None:
        super().__init__(edit.text)
        self._document = document
        self._before = document.project
        self._after = edit.after
        self._merge_key = edit.merge_key

    @property
    def merge_key(self) -> str:
        """What it merges with."""
        return self._merge_key

    def redo(self) -> None:
        """Do it, or do it again."""
        self._document.replace_project(self._after)

    def undo(self) -> None:
        """Take it back."""
        self._document.replace_project(self._before)

    def id(self) -> int:
        """Qt asks `mergeWith` only where these are equal; -1 never merges."""
        return (zlib.crc32(self._merge_key.encode()) & 0x7FFFFFFF) if self._merge_key else -1

    def mergeWith(self, other: QUndoCommand) -> bool:  # noqa: N802 (Qt's name)
        """Swallow a later edit of the same gesture; a gesture that ends where it began vanishes."""
        if not isinstance(other, EditProject) or other.merge_key != self._merge_key:
            return False
        self._after = other._after
        self.setText(other.text())
        self.setObsolete(self._after == self._before)
        return True
