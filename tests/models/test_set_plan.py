"""What makes a drawing out of date, what does not, and how variants keep their place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.core.errors import InputError
from studio.models.character import Background, Character, Reference, SeenIdentity, SeenMesh
from studio.models.expression import Expression
from studio.models.face import ArtStyle, MeshSource
from studio.models.framing import Crop, FrameOptions
from studio.models.look import Layer, Look
from studio.models.project import Project
from studio.models.results import Cell, Recipe, Variant
from studio.models.set_plan import (
    SEED_SPAN,
    CellPlace,
    CellState,
    SetPlanner,
    default_words,
    next_slots,
    rows_of,
    shown_slot,
    slot_of,
    varied,
    wanted_recipe,
    with_cell,
    with_variant,
    words_of,
)  # fmt: skip

LIBRARY = {
    "neutral": Expression("neutral", "Neutral", {}, "basic"),
    "joy": Expression("joy", "Joy", {"mouthSmileLeft": 0.8, "mouthSmileRight": 0.8, "headYaw": 4.0}, "basic", "joy"),
    "anger": Expression("anger", "Anger", {"browDownLeft": 0.9}, "basic", "anger"),
}
REFERENCE = Reference("r", "a.png", "p" * 64, SeenMesh("m" * 64, MeshSource.ATTENTION), Background.KEEP)
ARIA = Character("a", "Aria", (REFERENCE,), expression_set=("neutral", "joy", "joy:0.5"))
BRAM = Character("b", "Bram", (REFERENCE,), expression_set=("anger", "joy"))
PROJECT = Project("p", "Cast", (ARIA, BRAM))
JOY = CellPlace("a", "joy")


def variant(recipe: Recipe, **more: object) -> Variant:
    return Variant(f"v{slot_of(recipe)}", "f" * 64, recipe, **more)  # type: ignore[arg-type]


def drawn(project: Project = PROJECT, place: CellPlace = JOY, slot: int = 0) -> Project:
    who = next(one for one in project.characters if one.id == place.character)
    recipe = wanted_recipe(project, LIBRARY, who, place.expression, slot)
    return with_cell(project, Cell(*place, (variant(recipe),)))


def state(project: Project, place: CellPlace = JOY, library: dict[str, Expression] = LIBRARY) -> CellState:
    return SetPlanner().plan(project, library)[place].state


def with_aria(project: Project, **changes: object) -> Project:
    aria = replace(project.characters[0], **changes)
    return replace(project, characters=(aria, *project.characters[1:]))


def with_reference(project: Project, **changes: object) -> Project:
    return with_aria(project, references=(replace(REFERENCE, **changes),))


def with_settings(project: Project, **changes: object) -> Project:
    return replace(project, set_settings=replace(project.set_settings, **changes))


MAKES_STALE: dict[str, Callable[[Project], Project]] = {
    "picture": lambda one: with_reference(one, picture="q" * 64),
    "cut-out": lambda one: with_reference(one, cut_out="c" * 64),
    "landmarks": lambda one: with_reference(one, mesh=SeenMesh("n" * 64, MeshSource.ATTENTION)),
    "style": lambda one: with_reference(one, style=ArtStyle.FLAT),
    "size": lambda one: with_settings(one, frame=FrameOptions(size_px=256)),
    "crop": lambda one: with_settings(one, frame=FrameOptions(crop=Crop.FACE)),
    "pixel art": lambda one: with_settings(one, frame=FrameOptions(is_pixel_art=True)),
    "engine": lambda one: with_settings(one, engine="fake"),
    "seed": lambda one: with_settings(one, seed=7),
}
LEAVES_FRESH: dict[str, Callable[[Project], Project]] = {
    "character's name": lambda one: with_aria(one, name="Ariadne"),
    "project's name": lambda one: replace(one, name="Other"),
    "file name": lambda one: with_reference(one, source_name="b.png"),
    "notes": lambda one: with_reference(one, notes=("blurred",)),
    "weight": lambda one: with_reference(one, weight=0.2),
    "look": lambda one: with_aria(one, look=Look((Layer("base", "Base", {"jawOpen": 1.0}),))),
    "identity": lambda one: with_aria(one, identity=SeenIdentity(threshold=0.5)),
    "order of the set": lambda one: with_aria(one, expression_set=("joy", "neutral")),
    "somebody else": lambda one: replace(one, characters=one.characters[:1]),
}


@pytest.mark.parametrize("name", MAKES_STALE)
def test_what_changes_pixels_makes_stale(name: str) -> None:
    project = drawn()
    assert state(project) is CellState.DONE
    assert state(MAKES_STALE[name](project)) is CellState.STALE


@pytest.mark.parametrize("name", LEAVES_FRESH)
def test_what_does_not_change_pixels_does_not(name: str) -> None:
    assert state(LEAVES_FRESH[name](drawn())) is CellState.DONE


@given(st.lists(st.sampled_from([*MAKES_STALE.items(), *LEAVES_FRESH.items()]), max_size=6))
def test_any_row_of_changes(changes: list[tuple[str, Callable[[Project], Project]]]) -> None:
    """However they follow one another: stale as soon as one of them counts and is not taken back by a later one."""
    project = drawn()
    for _, change in changes:
        project = change(project)
    who = project.characters[0]
    kept = project.cells[0].variants[0].recipe.key
    is_same = kept == wanted_recipe(project, LIBRARY, who, "joy").key
    assert state(project) is (CellState.DONE if is_same else CellState.STALE)
    if not any(name in MAKES_STALE for name, _ in changes):
        assert is_same


@given(st.floats(0.0, 1.0), st.floats(0.0, 1.0))
def test_an_edited_expression(before: float, after: float) -> None:
    def library(value: float) -> dict[str, Expression]:
        return LIBRARY | {"joy": Expression("joy", "Joy", {"jawOpen": value})}

    project = with_cell(PROJECT, Cell("a", "joy", (variant(wanted_recipe(PROJECT, library(before), ARIA, "joy")),)))
    found = SetPlanner().plan(project, library(after))[JOY].state
    assert (found is CellState.DONE) == (round(before, 6) == round(after, 6))


def test_renamed_expression_stays_fresh() -> None:
    renamed = LIBRARY | {"joy": replace(LIBRARY["joy"], name="Happiness", family="", tags=("glad",))}
    assert state(drawn(), library=renamed) is CellState.DONE


def test_intensity_is_another_cell() -> None:
    project = drawn()
    assert state(project, CellPlace("a", "joy:0.5")) is CellState.MISSING
    half = wanted_recipe(PROJECT, LIBRARY, ARIA, "joy:0.5")
    assert half.pose["mouthSmileLeft"] == pytest.approx(0.4)


def test_rows_are_the_union_in_the_order_of_the_cast() -> None:
    assert rows_of(PROJECT.characters) == ("neutral", "joy", "joy:0.5", "anger")
    plan = SetPlanner().plan(PROJECT, LIBRARY)
    assert plan[CellPlace("b", "neutral")].state is CellState.ABSENT
    assert plan[CellPlace("b", "anger")].state is CellState.MISSING
    assert words_of(replace(ARIA, expression_set=())) == default_words()


def test_failures_stay_until_they_are_drawn_again() -> None:
    failed = with_cell(PROJECT, Cell("a", "joy", (), "No room for the mouth."))
    planned = SetPlanner().plan(failed, LIBRARY)[JOY]
    assert (planned.state, planned.failure) == (CellState.FAILED, "No room for the mouth.")
    again = with_variant(failed.cells[0], variant(wanted_recipe(PROJECT, LIBRARY, ARIA, "joy")))
    assert state(with_cell(failed, again)) is CellState.DONE


def test_unknown_expression_and_missing_picture_say_why() -> None:
    project = with_aria(PROJECT, expression_set=("jog",))
    planned = SetPlanner().plan(project, LIBRARY)[CellPlace("a", "jog")]
    assert planned.state is CellState.FAILED
    assert "jog" in planned.failure
    with pytest.raises(InputError):
        wanted_recipe(PROJECT, LIBRARY, replace(ARIA, references=()), "joy")
    bare = SetPlanner().plan(with_aria(PROJECT, references=()), LIBRARY)[JOY]
    assert bare.wanted is None
    assert "picture" in bare.failure


def test_one_planner_sees_every_change() -> None:
    """What is remembered between two plans must not hide a change."""
    planner, project = SetPlanner(), drawn()
    assert planner.plan(project, LIBRARY)[JOY].state is CellState.DONE
    for name, change in MAKES_STALE.items():
        assert planner.plan(change(project), LIBRARY)[JOY].state is CellState.STALE, name
        assert planner.plan(project, LIBRARY)[JOY].state is CellState.DONE, name


# --- variants


def test_variants_are_played_differently_but_always_the_same_way() -> None:
    poses = [varied(LIBRARY["joy"].pose, seed * SEED_SPAN) for seed in range(1, 9)]
    assert poses == [varied(LIBRARY["joy"].pose, seed * SEED_SPAN) for seed in range(1, 9)]
    assert len({tuple(sorted(pose.items())) for pose in poses}) == 8
    assert any(abs(pose["mouthSmileLeft"] - pose["mouthSmileRight"]) > 0.02 for pose in poses)
    assert all(0.4 < pose["mouthSmileLeft"] <= 1.0 for pose in poses)
    assert varied({}, 3 * SEED_SPAN) == {}


def test_a_variant_is_fresh_until_its_seed_or_expression_changes() -> None:
    project = drawn(slot=3)
    assert state(project) is CellState.DONE
    assert state(with_settings(project, seed=1)) is CellState.STALE
    assert shown_slot(project.cells[0]) == 3


def test_a_redraw_takes_the_place_of_its_slot_and_keeps_the_star() -> None:
    first, second = (wanted_recipe(PROJECT, LIBRARY, ARIA, "joy", slot) for slot in (0, 2))
    cell = Cell("a", "joy", (variant(first, is_starred=True), variant(second)))
    changed = with_variant(cell, Variant("v0", "9" * 64, first))
    assert [one.picture[0] for one in changed.variants] == ["9", "f"]
    assert changed.shown is changed.variants[0]
    assert changed.variants[0].is_starred
    assert next_slots(changed, 2) == (3, 4)
    assert next_slots(None, 1) == (1,)


def test_an_empty_cell_vanishes() -> None:
    project = drawn()
    assert with_cell(project, replace(project.cells[0], variants=())).cells == ()
    assert with_cell(PROJECT, Cell("a", "joy")) == PROJECT
