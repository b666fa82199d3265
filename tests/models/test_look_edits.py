"""Edits of a look: nothing made by hand is lost, mirrors are their own inverse, layers follow their algebra."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.models.controls import ALL_CONTROLS, ARKIT_CONTROLS, limits_of
from studio.models.expression import BlendMode
from studio.models.library import find, load_library
from studio.models.look import BASE_LAYER_ID, Layer, Look
from studio.models.look_edits import (
    BLINK,
    ROOM_FOR_A_BLINK,
    changed_controls,
    duplicated_layer,
    flattened,
    free_name,
    hand_made,
    mirrored_layer,
    moved_layer,
    parsed_source,
    resourced,
    selected_layer,
    source_of,
    source_pose,
    toggled_mute,
    toggled_solo,
    with_controls,
    with_new_layer,
    with_source,
    without_controls,
    without_layer,
)

LIBRARY = load_library()
WORDS = ("joy", "surprise", "contempt", "anger", "wink-left")


@st.composite
def poses(draw: st.DrawFn) -> dict[str, float]:
    names = draw(st.sets(st.sampled_from(ALL_CONTROLS), max_size=8))
    return {name: draw(st.floats(*limits_of(name)).map(lambda v: round(v, 3))) for name in sorted(names)}


@st.composite
def looks(draw: st.DrawFn) -> Look:
    layers = []
    for index in range(draw(st.integers(1, 3))):
        mode = draw(st.sampled_from(list(BlendMode)))
        pose = draw(poses())
        if mode is BlendMode.MULTIPLY:
            pose = {name: abs(value) / limits_of(name)[1] for name, value in pose.items()}
        weight = draw(st.floats(0, 1))
        layer_id = BASE_LAYER_ID if index == 0 else f"l{index}"
        layers.append(Layer(layer_id, f"L{index}", pose, mode, weight, draw(st.booleans())))
    return Look(tuple(layers))


def base(look: Look) -> Layer:
    return look.layer(BASE_LAYER_ID)


# --- sliders


@given(looks(), st.sampled_from(ARKIT_CONTROLS), st.floats(-1, 3))
def test_a_slider_stays_in_its_limits_and_touches_nothing_else(look: Look, name: str, value: float) -> None:
    after = with_controls(look, BASE_LAYER_ID, {name: value})
    before, pose = base(look).pose, base(after).pose
    most = 2.0 if base(look).mode is BlendMode.MULTIPLY else 1.0
    assert pose.get(name, 0.0) == min(most, max(0.0, value))
    assert {k: v for k, v in pose.items() if k != name} == {k: v for k, v in before.items() if k != name}
    assert after.layers[1:] == look.layers[1:]


def test_rest_leaves_an_adding_layer_but_is_a_statement_in_the_others() -> None:
    for mode, is_named in ((BlendMode.ADD, False), (BlendMode.MULTIPLY, True), (BlendMode.OVERWRITE, True)):
        look = Look((Layer(BASE_LAYER_ID, "Base", {"jawOpen": 0.5}, mode),))
        assert ("jawOpen" in base(with_controls(look, BASE_LAYER_ID, {"jawOpen": 0.0})).pose) is is_named
        assert "jawOpen" not in base(without_controls(look, BASE_LAYER_ID, ["jawOpen"])).pose


@given(looks())
def test_mirrored_twice_is_the_same(look: Look) -> None:
    for layer in look.layers:
        assert mirrored_layer(mirrored_layer(look, layer.id), layer.id) == look


def test_mirror_swaps_sides_and_turns_the_head() -> None:
    look = with_controls(Look(), BASE_LAYER_ID, {"mouthSmileLeft": 0.7, "headYaw": 8, "jawOpen": 0.2})
    assert base(mirrored_layer(look, BASE_LAYER_ID)).pose == {"mouthSmileRight": 0.7, "headYaw": -8, "jawOpen": 0.2}


@given(st.lists(st.sampled_from(ARKIT_CONTROLS), min_size=1, max_size=4, unique=True))
def test_solo_and_mute_end_as_they_began(names: list[str]) -> None:
    assert toggled_mute(toggled_mute(Look(), names), names) == Look()
    assert toggled_solo(toggled_solo(Look(), names), names) == Look()


def test_solo_and_mute_decide_what_is_worn() -> None:
    look = with_controls(Look(), BASE_LAYER_ID, {"jawOpen": 0.5, "cheekPuff": 0.3})
    assert toggled_mute(look, ["jawOpen"]).worn() == {"cheekPuff": 0.3}
    assert toggled_solo(look, ["jawOpen"]).worn() == {"jawOpen": 0.5}


# --- words


@pytest.mark.parametrize("text", ["", "joy", "joy:0.8", "joy:0.6+surprise:0.4", "joy:0+surprise:0"])
def test_a_source_is_written_as_the_library_reads_it(text: str) -> None:
    source = parsed_source(text)
    assert source.text == text
    if text:
        assert source_pose(LIBRARY, source) == find(LIBRARY, text).pose


@given(st.sampled_from(WORDS), st.sampled_from(WORDS), st.floats(0.05, 1.5), st.floats(0, 1))
def test_intensity_and_balance_come_back(one: str, other: str, intensity: float, balance: float) -> None:
    source = parsed_source(source_of([one, other], intensity, balance).text)
    assert source.intensity == pytest.approx(intensity, abs=2e-3)
    if one != other:
        assert source.balance == pytest.approx(balance, abs=0.02)


@given(st.sampled_from(WORDS), st.floats(0, 1.5), st.sampled_from(ARKIT_CONTROLS), st.floats(0, 1))
def test_the_ring_keeps_what_was_made_by_hand(word: str, turned: float, control: str, value: float) -> None:
    """There and back again, even over the ends where controls are clamped."""
    look = with_source(Look(), BASE_LAYER_ID, LIBRARY, source_of([word], 0.8))
    look = with_controls(look, BASE_LAYER_ID, {control: round(value, 3)})
    there, made = resourced(look, BASE_LAYER_ID, LIBRARY, source_of([word], turned))
    far, made = resourced(there, BASE_LAYER_ID, LIBRARY, source_of([word], 0.0), made)
    back, _ = resourced(far, BASE_LAYER_ID, LIBRARY, source_of([word], 0.8), made)
    assert base(back).pose == pytest.approx(base(look).pose, abs=1e-9)
    assert base(back).source == base(look).source


def test_the_ring_scales_the_word_and_moves_the_hand_made_part_along() -> None:
    look = with_source(Look(), BASE_LAYER_ID, LIBRARY, source_of(["joy"], 1.0))
    smile = LIBRARY["joy"].pose["mouthSmileLeft"]
    look = with_controls(look, BASE_LAYER_ID, {"mouthSmileLeft": smile - 0.3, "tongueOut": 0.4})
    after, _ = resourced(look, BASE_LAYER_ID, LIBRARY, source_of(["joy"], 0.5))
    assert base(after).pose["mouthSmileLeft"] == pytest.approx(max(0.0, smile * 0.5 - 0.3))
    assert base(after).pose["mouthSmileRight"] == pytest.approx(smile * 0.5)
    assert base(after).pose["tongueOut"] == pytest.approx(0.4)


def test_a_mirrored_word_stays_mirrored_when_its_ring_is_turned() -> None:
    look = mirrored_layer(with_source(Look(), BASE_LAYER_ID, LIBRARY, source_of(["wink-left"], 0.8)), BASE_LAYER_ID)
    assert hand_made(LIBRARY, base(look)).is_mirrored
    after, _ = resourced(look, BASE_LAYER_ID, LIBRARY, source_of(["wink-left"], 0.4))
    pose = base(after).pose
    assert pose["eyeBlinkRight"] > pose.get("eyeBlinkLeft", 0.0)


def test_a_word_that_is_gone_does_not_break_the_layer() -> None:
    look = Look((Layer(BASE_LAYER_ID, "Base", {"jawOpen": 0.4}, source="gone:0.5+joy:0.5"),))
    after, _ = resourced(look, BASE_LAYER_ID, LIBRARY, source_of(["gone", "joy"], 0.5))
    assert base(after).pose


# --- layers


@pytest.mark.parametrize("word", ["surprise", "fear", "joy", "anger"])
def test_a_blink_works_over_any_emotion(word: str) -> None:
    """Multiplying by 0 takes the lids from the emotion, the blink closes them; everything else stays."""
    look = with_source(Look(), BASE_LAYER_ID, LIBRARY, source_of([word]))
    room = Layer("room", "Room", ROOM_FOR_A_BLINK, BlendMode.MULTIPLY)
    look = with_new_layer(with_new_layer(look, room), Layer("blink", "Blink", BLINK))
    worn = look.worn()
    assert worn["eyeBlinkLeft"] == worn["eyeBlinkRight"] == 1.0
    assert not {"eyeWideLeft", "eyeWideRight", "eyeSquintLeft", "eyeSquintRight"} & set(worn)
    rest = {k: v for k, v in LIBRARY[word].pose.items() if not k.startswith(("eyeWide", "eyeSquint", "eyeBlink"))}
    assert {k: v for k, v in worn.items() if not k.startswith("eyeBlink")} == rest


def test_a_half_weighted_multiplication_halves() -> None:
    look = with_controls(Look(), BASE_LAYER_ID, {"eyeWideLeft": 0.8})
    look = with_new_layer(look, Layer("m", "M", {"eyeWideLeft": 0.0}, BlendMode.MULTIPLY, 0.5))
    assert look.worn() == {"eyeWideLeft": pytest.approx(0.4)}


@given(looks())
def test_flattening_changes_no_face(look: Look) -> None:
    flat = flattened(look)
    assert len(flat.layers) == 1
    assert flat.worn() == look.worn()


@given(looks(), st.integers(0, 4))
def test_moving_and_duplicating_keep_the_layers(look: Look, place: int) -> None:
    top = look.layers[-1].id
    moved = moved_layer(look, top, place)
    assert moved.layers[min(place, len(look.layers) - 1)].id == top
    assert {layer.id for layer in moved.layers} == {layer.id for layer in look.layers}
    copied = duplicated_layer(look, top, "copy", "Copy")
    assert copied.layers[-1] == replace(look.layers[-1], id="copy", name="Copy")
    assert without_layer(copied, "copy") == look


def test_the_last_layer_leaves_an_empty_one() -> None:
    assert without_layer(Look((Layer("x", "X", {"jawOpen": 1.0}),)), "x") == Look()


def test_small_questions() -> None:
    look = Look((Layer("a", "Layer"), Layer("b", "Layer 2", {"jawOpen": 1.0}, BlendMode.MULTIPLY)))
    assert free_name(look, "Layer") == "Layer 3"
    assert selected_layer(look, "gone").id == "b"
    assert changed_controls(look.layers[1]) == frozenset()
