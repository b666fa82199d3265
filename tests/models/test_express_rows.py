"""Rows of the controls, presets, and expressions as text."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio.core.errors import InputError
from studio.models.controls import ALL_CONTROLS
from studio.models.express_rows import (
    FAVOURITES,
    OWN,
    PresetPlace,
    control_rows,
    filtered_presets,
    preset_chips,
    preset_items,
    row_matches,
    title_of,
)
from studio.models.expression import BlendMode, Expression
from studio.models.expression_files import load_expressions
from studio.models.expression_text import (
    expressions_from,
    is_expression_text,
    look_from,
    slug,
    text_of_expressions,
    text_of_look,
)
from studio.models.library import load_library
from studio.models.look import Layer, Look

LIBRARY = load_library()


@pytest.mark.parametrize("is_linked", [True, False])
def test_every_control_stands_in_exactly_one_row(is_linked: bool) -> None:
    rows = control_rows(is_linked)
    assert sorted(name for row in rows for name in row.names) == sorted(ALL_CONTROLS)
    assert len({row.key for row in rows}) == len(rows)
    assert len({row.full_title for row in rows}) == len(rows)


def test_linked_eyes_look_at_one_thing() -> None:
    rows = {row.key: row for row in control_rows(True)}
    assert rows["lookLeft"].names == ("eyeLookOutLeft", "eyeLookInRight")
    assert title_of(("eyeLookOutLeft", "eyeLookInRight")) == "Look left"
    assert title_of(("mouthSmileLeft",)) == "Smile, left"


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("smile", {"mouthSmile"}),
        ("mouthSmileLeft", {"mouthSmile"}),
        ("au 1", {"browInnerUp"}),
        ("AU12", {"mouthSmile"}),
        ("teeth", {"mouthUpperUp", "mouthLowerDown"}),
        ("nothing like it", set()),
    ],
)
def test_rows_are_found_by_name_action_unit_and_meaning(text: str, keys: set[str]) -> None:
    assert {row.key for row in control_rows(True) if row_matches(row, text)} == keys


def test_presets_own_first_numbers_and_filters() -> None:
    own = Expression("smirk-mine", "Smirk of mine", {"mouthSmileLeft": 0.5}, tags=("battle",))
    items = preset_items({**LIBRARY, own.id: own}, [own.id], [], ["anger", "joy", "gone"])
    assert items[0].id == own.id
    assert items[0].place is PresetPlace.PROJECT
    numbers = {item.id: item.number for item in items if item.number}
    assert numbers == {"anger": 1, "joy": 2}
    assert {item.id for item in filtered_presets(items, FAVOURITES)} == {"anger", "joy"}
    assert [item.id for item in filtered_presets(items, OWN)] == [own.id]
    assert [item.id for item in filtered_presets(items, "battle")] == [own.id]
    assert all(item.group == "viseme" for item in filtered_presets(items, "viseme"))
    assert filtered_presets(items, text="smirk mine")[0].id == own.id
    assert "battle" in preset_chips(items)


LOOK = Look(
    (
        Layer("base", "Base", {"jawOpen": 0.5, "headYaw": -4.0}, source="joy:0.8"),
        Layer("b", "Calm", {"jawOpen": 0.0, "eyeWideLeft": 1.4}, BlendMode.MULTIPLY, 0.5, False),
    ),
    muted=("tongueOut",),
)


def test_a_look_survives_the_clipboard() -> None:
    text = text_of_look(LOOK)
    assert is_expression_text(text)
    back = look_from(text)
    assert back.worn() == LOOK.worn()
    assert [(one.name, one.pose, one.mode, one.weight, one.is_enabled, one.source) for one in back.layers] == [
        (one.name, one.pose, one.mode, one.weight, one.is_enabled, one.source) for one in LOOK.layers
    ]
    assert back.muted == LOOK.muted


def test_expressions_as_text_are_an_expression_file(tmp_path: Path) -> None:
    sent = [LIBRARY["joy"], LIBRARY["wink-left"]]
    text = text_of_expressions(sent)
    assert expressions_from(text) == tuple(sent)
    path = tmp_path / "e.json"
    path.write_text(text, "utf-8")
    assert load_expressions(path) == tuple(sent)
    assert look_from(text).worn() == sent[0].pose


@pytest.mark.parametrize(
    "text",
    [
        "", "hello", "[]", '{"format": "avatar-studio-look", "version": 1, "layers": []}',
        '{"format": "avatar-studio-look", "version": 1, "layers": [{"name": "x", "pose": {"nose": 1}}]}',
        '{"format": "avatar-studio-expressions", "version": 1, "expressions": []}',
        '{"format": "avatar-studio-expressions", "version": 1, "expressions": [{"id": "a", "pose": {"jawOpen": 7}}]}',
        "[" * 100_000,
    ],
)  # fmt: skip
def test_other_text_is_refused_in_words(text: str) -> None:
    with pytest.raises(InputError):
        look_from(text)


def test_ids_from_names() -> None:
    assert slug("  Battle Cry! ") == "battle-cry"
    assert slug("…") == "expression"
