"""Whatever is done to the cast can be undone, and redone, to the last field."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from studio.controllers.capture import step_key
from studio.controllers.workspace import Workspace
from studio.core.errors import InputError
from studio.models import cast_edits
from studio.models.character import Background, Character, Reference, SeenMesh
from studio.models.document import Document
from studio.models.face import ArtStyle, MeshSource
from studio.models.project import Project
from studio.storage.blobs import BlobStore


def reference(name: str) -> Reference:
    return Reference(
        name, f"{name}.png", f"blob-{name}", SeenMesh(f"mesh-{name}", MeshSource.TASKS), Background.CUT_OUT
    )


START = Project(
    "p", "Cast", tuple(Character(one, one.upper(), (reference(f"{one}1"), reference(f"{one}2"))) for one in "abc")
)

PEOPLE = st.sampled_from("abcx")
PICTURES = st.sampled_from([f"{one}{number}" for one in "abc" for number in "12"])


def bound(edit: Callable[..., Any], **values: st.SearchStrategy[Any]) -> st.SearchStrategy[Callable[[Any], Any]]:
    """An edit with everything but its subject."""
    return st.builds(lambda **chosen: partial(edit, **chosen), **values)


OF_PROJECT = st.one_of(
    bound(cast_edits.renamed, character_id=PEOPLE, name=st.text(max_size=4)),
    bound(cast_edits.moved, character_id=PEOPLE, place=st.integers(-1, 4)),
    bound(cast_edits.removed, character_id=PEOPLE),
    bound(cast_edits.duplicated, character_id=PEOPLE, new_id=st.uuids().map(str)),
)
OF_CHARACTER = st.one_of(
    bound(cast_edits.with_main, reference_id=PICTURES),
    bound(cast_edits.without_reference, reference_id=PICTURES),
    bound(cast_edits.with_included, reference_id=PICTURES, is_included=st.booleans()),
    bound(cast_edits.with_style, reference_id=PICTURES, style=st.sampled_from(ArtStyle)),
    bound(cast_edits.with_weight, reference_id=PICTURES, weight=st.floats(-1, 20)),
    bound(cast_edits.with_references, references=PICTURES.map(lambda one: [reference(one)])),
    bound(cast_edits.seen_anew, reference_id=PICTURES, seen=PICTURES.map(reference)),
)
EDITS = st.lists(
    st.one_of(st.tuples(st.just("project"), st.just(""), OF_PROJECT), st.tuples(st.just("one"), PEOPLE, OF_CHARACTER)),
    max_size=12,
)


@pytest.mark.usefixtures("qapp")
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(EDITS)
def test_every_edit_can_be_taken_back_and_done_again(edits: list[tuple[str, str, Callable[[Any], Any]]]) -> None:
    workspace = Workspace(Document(START, BlobStore()))
    states = [workspace.project]
    for kind, who, change in edits:
        try:
            if kind == "project":
                workspace.edit("x", change(workspace.project))
            else:
                workspace.edit_character("x", change, step_key(who), who)
        except InputError:  # a picture that is not there, or the last one
            continue
        if workspace.project != states[-1]:
            states.append(workspace.project)
    for state in reversed(states[:-1]):
        workspace.undo_stack.undo()
        assert workspace.project == state
    assert not workspace.undo_stack.canUndo()
    for state in states[1:]:
        workspace.undo_stack.redo()
        assert workspace.project == state
    ids = [one.id for one in workspace.project.characters]
    assert len(set(ids)) == len(ids)
    for character in workspace.project.characters:
        assert len({one.id for one in character.references}) == len(character.references) >= 1
    workspace.undo_stack.clear()
