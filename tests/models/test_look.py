"""Layers of a look and what they give together."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.core.errors import InputError
from studio.models.controls import ALL_CONTROLS, ARKIT_CONTROLS, clamped
from studio.models.expression import BlendMode
from studio.models.look import BASE_LAYER_ID, Layer, Look

poses = st.dictionaries(st.sampled_from(ARKIT_CONTROLS), st.floats(0, 1), max_size=6)
layers = st.builds(
    Layer, st.uuids().map(str), st.just("layer"), poses, st.sampled_from(BlendMode), st.floats(0, 1), st.booleans()
)


def test_a_new_look_wears_nothing() -> None:
    assert Look().worn() == {}
    assert Look().layer(BASE_LAYER_ID).pose == {}


def test_a_multiplied_blink_works_over_any_emotion() -> None:
    surprise = Layer(BASE_LAYER_ID, "Base", {"eyeWideLeft": 0.9, "jawOpen": 0.7})
    calm = Layer("calm", "Lids", {"eyeWideLeft": 0.0}, BlendMode.MULTIPLY)
    blink = Layer("blink", "Blink", {"eyeBlinkLeft": 1.0}, BlendMode.ADD)
    assert Look((surprise, calm, blink)).worn() == {"eyeBlinkLeft": 1.0, "jawOpen": 0.7}


def test_overwrite_replaces_only_what_it_names() -> None:
    look = Look(
        (Layer("a", "A", {"jawOpen": 0.7, "cheekPuff": 0.3}), Layer("b", "B", {"jawOpen": 0.1}, BlendMode.OVERWRITE))
    )
    assert look.worn() == pytest.approx({"jawOpen": 0.1, "cheekPuff": 0.3})


@given(st.lists(layers, min_size=1, max_size=4, unique_by=lambda layer: layer.id))
def test_the_result_is_a_pose_and_switched_off_layers_do_not_count(stack: list[Layer]) -> None:
    look = Look(tuple(stack))
    assert look.worn() == clamped(look.worn())
    enabled = tuple(layer for layer in stack if layer.is_enabled)
    assert look.worn() == Look(enabled).worn()
    silent = tuple(replace(layer, weight=0.0) for layer in stack)
    assert Look(silent).worn() == {}


@given(poses, st.sets(st.sampled_from(ALL_CONTROLS), max_size=4))
def test_mute_and_solo_part_the_controls_between_them(pose: dict[str, float], names: set[str]) -> None:
    base = Layer(BASE_LAYER_ID, "Base", pose)
    chosen = tuple(sorted(names))
    without = Look((base,), muted=chosen).worn()
    assert not names & set(without)
    if names:
        only = Look((base,), soloed=chosen).worn()
        assert {**without, **only} == Look((base,)).worn()


def test_a_layer_is_put_in_its_place() -> None:
    look = Look().with_layer(Layer("top", "Top"))
    assert [layer.id for layer in look.layers] == [BASE_LAYER_ID, "top"]
    changed = look.with_layer(Layer(BASE_LAYER_ID, "Base", {"jawOpen": 0.5}))
    assert [layer.id for layer in changed.layers] == [BASE_LAYER_ID, "top"]
    assert changed.worn() == {"jawOpen": 0.5}
    with pytest.raises(InputError, match="no layer"):
        look.layer("nobody")
