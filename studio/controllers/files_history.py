"""The undo history as values: to mark the step that was saved, and to have it again when a project is reopened."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtGui import QUndoStack

from studio.commands.edit_project import Edit, EditProject
from studio.controllers.files_jobs import OnDisk
from studio.models.document import Blobs, Document
from studio.models.project import Project

MAX_CLOSED = 5
"""Closed projects that can be reopened."""


@dataclass(frozen=True, slots=True, eq=False)
class History:
    """All steps of a document. States share their parts, so keeping them costs little.

    Attributes:
        states: Before the first step, and after each.
        texts: Of the steps.
        index: Where the document stands.
        clean_index: Which state is saved; -1 for none.
    """

    states: tuple[Project, ...]
    texts: tuple[str, ...]
    index: int
    clean_index: int


@dataclass(frozen=True, slots=True, eq=False)
class ClosedDocument:
    """A project that was closed, complete with its history and its file as it was last seen."""

    title: str
    path: Path | None
    blobs: Blobs
    history: History
    seen: OnDisk | None


class ClosedDocuments:
    """The last few that were closed; they stay in memory until the program ends."""

    def __init__(self) -> None:
        self._closed: list[ClosedDocument] = []

    @property
    def last(self) -> ClosedDocument | None:
        """The newest; None if there is none."""
        return self._closed[-1] if self._closed else None

    def remember(self, title: str, document: Document, stack: QUndoStack, seen: OnDisk | None) -> None:
        """Keep a document that is about to go."""
        closed = ClosedDocument(title, document.path, document.blobs, history_of(document, stack), seen)
        self._closed = [*self._closed, closed][-MAX_CLOSED:]

    def take(self, closed: ClosedDocument) -> bool:
        """Take one out; whether it was still there."""
        if closed not in self._closed:
            return False
        self._closed.remove(closed)
        return True


def history_of(document: Document, stack: QUndoStack) -> History:
    """Read the history by walking through it unseen."""
    states = []
    with _unseen_walk(document, stack):
        for index in range(stack.count() + 1):
            stack.setIndex(index)
            states.append(document.project)
    texts = tuple(stack.text(index) for index in range(stack.count()))
    return History(tuple(states), texts, stack.index(), stack.cleanIndex())


def restore_history(document: Document, stack: QUndoStack, history: History) -> None:
    """Give a document, whose stack is empty, its history back; nobody sees the states in between."""
    stack.blockSignals(True)
    document.blockSignals(True)
    try:
        document.replace_project(history.states[0])
        stack.resetClean()
        for index, text in enumerate(history.texts):
            if index == history.clean_index:
                stack.setClean()
            stack.push(EditProject(document, Edit(text, history.states[index + 1])))
        if history.clean_index == len(history.texts):
            stack.setClean()
    finally:
        stack.blockSignals(False)
        stack.setIndex(history.index)  # seen, so that menus and panels follow; the document is still silent
        document.blockSignals(False)
    stack.cleanChanged.emit(stack.isClean())
    stack.indexChanged.emit(stack.index())


def mark_saved(document: Document, stack: QUndoStack, saved: Project) -> None:
    """Mark the step that was written as clean, wherever the document stands by now.

    Where that state is no longer part of the history, nothing is clean.
    """
    if document.project is saved:
        stack.setClean()
        return
    with _unseen_walk(document, stack):
        stack.resetClean()
        for index in range(stack.count(), -1, -1):
            stack.setIndex(index)
            if document.project is saved:
                stack.setClean()
                break
    stack.cleanChanged.emit(stack.isClean())
    stack.indexChanged.emit(stack.index())


@contextmanager
def _unseen_walk(document: Document, stack: QUndoStack) -> Iterator[None]:
    """The document stands where it stood afterwards."""
    index = stack.index()
    stack.blockSignals(True)
    document.blockSignals(True)
    try:
        yield
    finally:
        stack.setIndex(index)
        stack.blockSignals(False)
        document.blockSignals(False)
