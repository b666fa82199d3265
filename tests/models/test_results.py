"""Which changes make a drawn cell another picture."""

from __future__ import annotations

from dataclasses import replace

import pytest

from studio.models.character import Background, Reference, SeenMesh
from studio.models.face import ArtStyle, MeshSource
from studio.models.framing import Crop, FrameOptions
from studio.models.results import Cell, Recipe, Variant, reference_key

RECIPE = Recipe("puppet", "0.1.0", 0, "joy", {"jawOpen": 0.25}, "abc")
REFERENCE = Reference("r", "a.png", "1" * 64, SeenMesh("2" * 64, MeshSource.TASKS), Background.KEEP)


@pytest.mark.parametrize(
    "changed",
    [
        replace(RECIPE, engine="fake"),
        replace(RECIPE, seed=1),
        replace(RECIPE, pose={"jawOpen": 0.26}),
        replace(RECIPE, pose={}),
        replace(RECIPE, reference="abd"),
        replace(RECIPE, frame=FrameOptions(size_px=256)),
        replace(RECIPE, frame=FrameOptions(crop=Crop.FACE)),
        replace(RECIPE, frame=FrameOptions(is_pixel_art=True)),
        replace(RECIPE, models={"unet": "ff"}),
    ],
)
def test_what_changes_pixels_changes_the_key(changed: Recipe) -> None:
    assert changed.key != RECIPE.key


def test_names_versions_and_pivot_do_not_change_the_key() -> None:
    assert replace(RECIPE, frame=FrameOptions(pivot=(0.2, 0.7))).key == RECIPE.key
    assert replace(RECIPE, expression="happiness").key == RECIPE.key
    assert replace(RECIPE, program="0.2.0").key == RECIPE.key
    assert replace(RECIPE, pose={"jawOpen": 0.25 + 1e-9}).key == RECIPE.key


def test_a_reference_is_told_by_what_is_drawn_from_it() -> None:
    for changed in (
        replace(REFERENCE, picture="3" * 64),
        replace(REFERENCE, cut_out="3" * 64),
        replace(REFERENCE, mesh=replace(REFERENCE.mesh, points="3" * 64)),
        replace(REFERENCE, style=ArtStyle.FLAT),
    ):
        assert reference_key(changed) != reference_key(REFERENCE)
    assert reference_key(replace(REFERENCE, weight=0.5, source_name="b.png")) == reference_key(REFERENCE)


def test_the_starred_variant_is_shown_else_the_newest() -> None:
    first, second = Variant("1", "a" * 64, RECIPE), Variant("2", "b" * 64, RECIPE)
    assert Cell("c", "joy").shown is None
    assert Cell("c", "joy", (first, second)).shown == second
    starred = replace(first, is_starred=True)
    cell = Cell("c", "joy", (starred, second))
    assert cell.shown == starred
    assert list(cell.blobs()) == ["a" * 64, "b" * 64]
