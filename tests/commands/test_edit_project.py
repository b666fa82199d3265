"""Every change of a project is a step that goes back and forth."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QUndoStack

from studio.commands.edit_project import Edit, EditProject
from studio.models.document import Document
from studio.models.project import Project
from studio.storage.blobs import BlobStore


def _document() -> Document:
    return Document(Project("p", "start"), BlobStore())


@given(st.lists(st.tuples(st.text(max_size=3), st.sampled_from(["", "a", "b"])), max_size=12))
@settings(max_examples=60)
def test_undoing_everything_gives_the_start_and_redoing_the_end(names: list[tuple[str, str]]) -> None:
    document, stack = _document(), QUndoStack()
    start = document.project
    for name, key in names:
        stack.push(EditProject(document, Edit("rename", replace(document.project, name=name), key)))
    end = document.project
    states = [end]
    while stack.canUndo():
        stack.undo()
        states.append(document.project)
    assert document.project == start
    for state in reversed(states[:-1]):
        stack.redo()
        assert document.project == state
    assert document.project == end


def test_one_gesture_is_one_step_and_another_key_is_another() -> None:
    document, stack = _document(), QUndoStack()
    for name in ("b", "bc", "bcd"):
        stack.push(EditProject(document, Edit("typing", replace(document.project, name=name), "name#1")))
    assert stack.count() == 1
    stack.push(EditProject(document, Edit("typing", replace(document.project, name="x"), "name#2")))
    assert stack.count() == 2
    stack.undo()
    assert document.project.name == "bcd"
    stack.undo()
    assert document.project.name == "start"


def test_a_gesture_that_ends_where_it_began_leaves_no_step() -> None:
    document, stack = _document(), QUndoStack()
    for name in ("b", "start"):
        stack.push(EditProject(document, Edit("typing", replace(document.project, name=name), "name#1")))
    assert stack.count() == 0
    assert stack.isClean()


def test_watchers_hear_before_and_after_once_for_each_change() -> None:
    document, stack = _document(), QUndoStack()
    heard = list[tuple[str, str]]()
    document.project_changed.connect(lambda before, after: heard.append((before.name, after.name)))
    stack.push(EditProject(document, Edit("rename", replace(document.project, name="b"))))
    stack.undo()
    assert heard == [("start", "b"), ("b", "start")]
