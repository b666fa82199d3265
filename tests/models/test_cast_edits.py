"""Edits of the cast keep what they should, and each can be taken back by keeping the value before."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.core.errors import InputError
from studio.models import cast_edits
from studio.models.cast_rows import identity_sheet, outlier_rows, reference_rows
from studio.models.character import Background, Character, Reference, SeenIdentity, SeenMesh
from studio.models.face import ArtStyle, MeshSource
from studio.models.project import ExportSettings, Project
from studio.models.results import Cell


def reference(name: str, **more: object) -> Reference:
    mesh = SeenMesh(f"mesh-{name}", MeshSource.ATTENTION)
    return Reference(name, f"{name}.png", f"blob-{name}", mesh, Background.CUT_OUT, **more)  # type: ignore[arg-type]


def somebody(name: str, *pictures: str) -> Character:
    return Character(f"id-{name}", name, tuple(reference(one) for one in pictures or ("a",)))


CAST = Project("p", "Cast", (somebody("Aria"), somebody("Bram"), somebody("Cleo")), cells=(Cell("id-Aria", "joy"),))


def test_new_characters_get_names_of_their_own() -> None:
    project = cast_edits.with_characters(CAST, [somebody("aria"), somebody("aria"), somebody(" ")])
    assert [one.name for one in project.characters[3:]] == ["aria 2", "aria 3", "character"]


def test_renaming_keeps_everything_else_and_never_makes_two_of_one_name() -> None:
    project = cast_edits.renamed(CAST, "id-Bram", "ARIA")
    assert project.characters[1] == replace(CAST.characters[1], name="ARIA 2")
    assert cast_edits.renamed(CAST, "id-Bram", "bram").characters[1].name == "bram"
    assert cast_edits.renamed(CAST, "id-Bram", "  ") is CAST


def test_a_copy_has_what_was_drawn_too() -> None:
    project = cast_edits.duplicated(CAST, "id-Aria", "new")
    assert [one.name for one in project.characters] == ["Aria", "Aria 2", "Bram", "Cleo"]
    assert [cell.character for cell in project.cells] == ["id-Aria", "new"]


def test_removing_takes_cells_and_the_export_along() -> None:
    project = replace(CAST, export=ExportSettings(("godot4",), "out", character="id-Aria"))
    left = cast_edits.removed(project, "id-Aria")
    assert [one.name for one in left.characters] == ["Bram", "Cleo"]
    assert left.cells == ()
    assert left.export is not None
    assert left.export.character == ""


@given(st.sampled_from(["id-Aria", "id-Bram", "id-Cleo", "nobody"]), st.integers(-3, 6))
def test_moving_loses_nobody(character_id: str, place: int) -> None:
    project = cast_edits.moved(CAST, character_id, place)
    assert sorted(one.id for one in project.characters) == sorted(one.id for one in CAST.characters)
    names = [one.id for one in project.characters]
    if character_id in names:
        assert names.index(character_id) == max(0, min(place, 2))


def test_the_same_picture_again_takes_its_old_place_and_the_users_choices() -> None:
    character = somebody("Aria", "a", "b")
    character = cast_edits.with_weight(cast_edits.with_included(character, "a", False), "a", 99)
    seen = replace(reference("a"), style=ArtStyle.FLAT)
    again = cast_edits.with_references(character, [seen])
    assert [one.id for one in again.references] == ["a", "b"]
    assert again.references[0] == replace(seen, is_included=False, weight=cast_edits.MAX_WEIGHT)


def test_a_picture_that_was_replaced_leaves_room_for_the_old_one() -> None:
    character = somebody("Aria", "a")
    replaced = cast_edits.seen_anew(character, "a", reference("edited"))
    assert [(one.id, one.picture) for one in replaced.references] == [("a", "blob-edited")]
    both = cast_edits.with_references(replaced, [reference("a")])
    assert [one.id for one in both.references] == ["a", "a-2"]


def test_the_last_picture_stays() -> None:
    character = somebody("Aria", "a", "b")
    assert [one.id for one in cast_edits.without_reference(character, "a").references] == ["b"]
    with pytest.raises(InputError, match="only picture"):
        cast_edits.without_reference(somebody("Aria"), "a")


def test_the_main_picture_comes_first() -> None:
    character = cast_edits.with_main(somebody("Aria", "a", "b", "c"), "c")
    assert [one.id for one in character.references] == ["c", "a", "b"]
    assert reference_rows(character)[0].is_main


def test_the_identity_is_stale_after_what_matters_alone() -> None:
    character = somebody("Aria", "a", "b")
    key = cast_edits.identity_key(character)
    assert cast_edits.identity_key(cast_edits.with_style(character, "a", ArtStyle.FLAT)) == key
    assert cast_edits.identity_key(cast_edits.with_weight(character, "a", 2)) != key
    assert cast_edits.identity_key(cast_edits.with_included(character, "a", False)) != key


def test_strangers_are_marked_in_rows_and_in_the_table() -> None:
    table = ((1.0, 0.8, 0.1), (0.8, 1.0, 0.2), (0.1, 0.2, 1.0))
    assert outlier_rows(table, 0.4) == (2,)
    assert outlier_rows(((1.0, 0.1), (0.1, 1.0)), 0.4) == (0, 1)
    assert outlier_rows(((1.0,),), 0.4) == ()
    character = somebody("Aria", "a", "b", "c", "d")
    character = cast_edits.with_included(character, "b", False)
    warnings = ("d.png: looks like another character than the rest",)
    character = replace(character, identity=SeenIdentity("e", "r", 0.4, similarity=table, warnings=warnings))
    rows = reference_rows(character)
    assert [row.is_outlier for row in rows] == [False, False, False, True]
    assert rows[3].notes == ("looks like another character than the rest",)
    assert identity_sheet(character).names == ("a.png", "c.png", "d.png")
    # Between a change of the references and the new comparison the old table fits nothing.
    assert identity_sheet(cast_edits.with_included(character, "b", True)).similarity == ()
