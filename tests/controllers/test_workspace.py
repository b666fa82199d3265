"""The document in work, its history and the selection."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication

from studio.controllers.workspace import Workspace
from studio.core.errors import InputError, JobCancelled
from studio.models.character import Character
from studio.models.document import Document
from studio.models.messages import Message, Tone
from studio.models.project import Project
from studio.storage.blobs import BlobStore

ARIA, BRAM = Character("a", "Aria", ()), Character("b", "Bram", ())


@pytest.fixture
def workspace(qapp: QCoreApplication) -> Workspace:
    return Workspace(Document(Project("p", "cast", (ARIA, BRAM)), BlobStore()))


def test_edits_of_one_gesture_are_one_step(workspace: Workspace) -> None:
    for name in ("Ari", "Ar", "A"):
        workspace.edit_character("Rename", lambda one, name=name: replace(one, name=name), "name")  # type: ignore[misc]
    workspace.end_gesture()
    workspace.edit_character("Rename", lambda one: replace(one, name="Z"), "name")
    assert workspace.undo_stack.count() == 2
    workspace.undo_stack.undo()
    assert workspace.character is not None
    assert workspace.character.name == "A"
    workspace.undo_stack.undo()
    assert workspace.character == ARIA


def test_a_job_is_one_step_whatever_happens_meanwhile(workspace: Workspace) -> None:
    start, stack = workspace.project, workspace.undo_stack
    for number, name in enumerate(("A", "B", "C")):
        workspace.edit("Draw", replace(workspace.project, name=name), "set-1", is_job=True)
        workspace.end_gesture()  # a slider was let go
        if number == 1:
            stack.setClean()  # saved
    assert stack.count() == 1
    assert not stack.isClean(), "what came after saving is not saved"
    stack.undo()
    assert workspace.project == start
    stack.redo()
    assert workspace.project.name == "C"
    workspace.edit("Draw", replace(workspace.project, name="D"), "set-2", is_job=True)
    assert stack.count() == 2, "another job is another step"


def test_nobody_changes_the_project_in_the_middle_of_a_step(workspace: Workspace) -> None:
    stack, refused = workspace.undo_stack, list[str]()

    def answer(_before: Project, after: Project) -> None:
        try:
            workspace.edit("Answer", replace(after, name="answered"))
        except RuntimeError as error:
            refused.append(str(error))

    workspace.project_changed.connect(answer)
    workspace.edit("Rename", replace(workspace.project, name="B"))
    stack.undo()
    stack.redo()
    assert len(refused) == 3
    assert stack.count() == 1
    assert workspace.project.name == "B"


def test_nothing_is_recorded_where_nothing_changes(workspace: Workspace) -> None:
    workspace.edit_character("Rename", lambda one: replace(one, name="Aria"))
    assert workspace.undo_stack.count() == 0


def test_selection_follows_removing_and_bringing_back(workspace: Workspace) -> None:
    selected = list[str]()
    workspace.character_selected.connect(selected.append)
    workspace.select_character("b")
    workspace.edit("Remove Bram", replace(workspace.project, characters=(ARIA,)))
    assert workspace.character == ARIA
    workspace.edit("Remove Aria", replace(workspace.project, characters=()))
    assert workspace.character is None
    workspace.undo_stack.undo()
    assert workspace.character == ARIA
    assert selected == ["b", "a", "", "a"]


def test_another_document_starts_a_new_history(workspace: Workspace) -> None:
    workspace.edit_character("Rename", lambda one: replace(one, name="Z"))
    replaced, changed = list[bool](), list[object]()
    workspace.document_replaced.connect(lambda: replaced.append(True))
    workspace.project_changed.connect(lambda before, after: changed.append(after))
    old = workspace.document
    workspace.open_document(Document(Project("q", "other"), BlobStore()))
    assert (workspace.undo_stack.count(), workspace.character, replaced, changed) == (0, None, [True], [])
    old.replace_project(Project("p", "late"))
    assert not changed, "the old document is not listened to"


def test_pages_are_told_once_and_only_real_ones(workspace: Workspace) -> None:
    pages = list[str]()
    workspace.page_changed.connect(pages.append)
    for page in ("express", "express", "nowhere", "set"):
        workspace.show_page(page)
    assert pages == ["express", "set"]


def test_expected_errors_are_told_in_words_and_bugs_are_handed_on(workspace: Workspace) -> None:
    told, bugs = list[Message](), list[object]()
    workspace.told.connect(told.append)
    workspace.bug_found.connect(bugs.append)
    workspace.tell_error(InputError("It is no picture.", "Choose another."), "hero.png")
    workspace.tell_error(JobCancelled())
    bug = ZeroDivisionError()
    workspace.tell_error(bug)
    assert [(one.text, one.hint, one.tone) for one in told] == [
        ("hero.png: It is no picture.", "Choose another.", Tone.PROBLEM)
    ]
    assert bugs == [bug]
