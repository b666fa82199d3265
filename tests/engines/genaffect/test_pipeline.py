"""Drawing sets: conventions of diffusers, independence, the bank, guidance, transitions."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor

from studio.core.errors import InputError, ModelError
from studio.engines.genaffect.attention import ConsistencyBank, ConsistencySettings
from studio.engines.genaffect.model import GenAffectModel
from studio.engines.genaffect.pipeline import GenAffectOutput, GenAffectPipeline, Guidance, load_parts
from tests.engines.genaffect.tiny import CHANNELS, GRID, tiny_model, tiny_pipeline

POSES: list[Any] = [{"jawOpen": 0.8}, {"eyeBlinkLeft": 1.0}, {}]
ALONE = ConsistencySettings(share_rate=0.0)
SHARED = ConsistencySettings(share_rate=0.5, first_step=0)
STEPS = 3


@pytest.fixture(scope="module")
def pipeline() -> GenAffectPipeline:
    return tiny_pipeline()


@pytest.fixture(scope="module")
def references() -> Tensor:
    return torch.randn(2, CHANNELS, GRID, GRID, generator=torch.Generator().manual_seed(3))


def noise_of(count: int) -> Tensor:
    return torch.randn(count, CHANNELS, GRID, GRID, generator=torch.Generator().manual_seed(9))


def drawn(pipeline: GenAffectPipeline, references: Tensor, expressions: Any = POSES, **settings: Any) -> Tensor:
    settings = {"num_inference_steps": STEPS, "latents": noise_of(len(expressions)), **settings}
    return pipeline(references, expressions, output_type="latent", **settings).images


def test_share_rate_zero_equals_drawing_each_alone(pipeline: GenAffectPipeline, references: Tensor) -> None:
    together = drawn(pipeline, references, consistency=ALONE)
    for index, pose in enumerate(POSES):
        alone = drawn(pipeline, references, [pose], latents=noise_of(3)[index : index + 1], consistency=SHARED)
        torch.testing.assert_close(together[index : index + 1], alone, atol=1e-4, rtol=1e-4)


def test_pictures_of_a_set_see_each_other(pipeline: GenAffectPipeline, references: Tensor) -> None:
    before = drawn(pipeline, references, consistency=SHARED)
    changed = drawn(pipeline, references, [*POSES[:2], {"mouthFunnel": 1.0}], consistency=SHARED)
    assert (before[0] - changed[0]).abs().max() > 1e-5
    independent = [
        drawn(pipeline, references, poses, consistency=ALONE)[0]
        for poses in (POSES, [*POSES[:2], {"mouthFunnel": 1.0}])
    ]
    torch.testing.assert_close(independent[0], independent[1])


def test_sharing_begins_at_its_first_step(pipeline: GenAffectPipeline, references: Tensor) -> None:
    late = drawn(pipeline, references, consistency=ConsistencySettings(0.5, first_step=STEPS))
    torch.testing.assert_close(late, drawn(pipeline, references, consistency=ALONE))
    assert not torch.allclose(drawn(pipeline, references, consistency=ConsistencySettings(0.5, first_step=1)), late)


def test_layers_that_share_can_be_chosen(pipeline: GenAffectPipeline, references: Tensor) -> None:
    none, one, both = (
        drawn(pipeline, references, consistency=ConsistencySettings(0.5, 0, layers)) for layers in ((), (1,), (0, 1))
    )
    torch.testing.assert_close(none, drawn(pipeline, references, consistency=ALONE))
    assert not torch.allclose(one, both)
    torch.testing.assert_close(both, drawn(pipeline, references, consistency=SHARED))


def test_branches_of_guidance_do_not_mix(pipeline: GenAffectPipeline, references: Tensor) -> None:
    seen: list[tuple[int, ...]] = []
    original = pipeline.transformer.transformer_blocks[0].attn.processor
    others = original._others

    def spied(call: Any, key: Tensor, value: Tensor) -> Any:
        found = others(call, key, value)
        pictures = len(key) // call.branches
        for branch in range(call.branches):
            own = key[branch * pictures : (branch + 1) * pictures][:, :, call.chosen]
            expected = own.transpose(0, 1).flatten(1, 2)
            for row in range(pictures):
                torch.testing.assert_close(found[0][branch * pictures + row], expected)
        seen.append(tuple(found[2].shape))
        return found

    original._others = spied
    try:
        drawn(pipeline, references, consistency=SHARED, identity_scale=1.5, expression_scale=2.0)
    finally:
        del original._others
    assert seen == [(9, 3 * 32)] * STEPS


def test_one_more_expression_joins_a_finished_set(pipeline: GenAffectPipeline, references: Tensor) -> None:
    first = pipeline(
        references, POSES, STEPS, consistency=SHARED, latents=noise_of(3), keep_bank=True, output_type="latent"
    )
    plain = drawn(pipeline, references, consistency=SHARED)
    torch.testing.assert_close(first.images, plain)
    assert first.bank is not None
    assert (first.bank.pictures, first.bank.size_bytes > 0) == (3, True)
    kept = {place: pair[0].clone() for place, pair in first.bank.tokens.items()}
    fourth = drawn(pipeline, references, [{"cheekPuff": 1.0}], consistency=SHARED, bank=first.bank)
    alone = drawn(pipeline, references, [{"cheekPuff": 1.0}], consistency=SHARED)
    assert (fourth - alone).abs().max() > 1e-5, "it looks at the set"
    for place, pair in first.bank.tokens.items():
        assert torch.equal(pair[0], kept[place]), "and leaves the set as it was"


def test_a_bank_of_another_drawing_is_refused(pipeline: GenAffectPipeline, references: Tensor) -> None:
    bank = pipeline(references, POSES, STEPS, consistency=SHARED, keep_bank=True, output_type="latent").bank
    with pytest.raises(InputError, match="other steps"):
        pipeline(references, POSES, STEPS + 1, consistency=SHARED, bank=bank)


def test_a_large_set_is_split_through_the_bank(pipeline: GenAffectPipeline, references: Tensor) -> None:
    poses = [*POSES, {"mouthPucker": 1.0}, {"browInnerUp": 1.0}]
    split = drawn(pipeline, references, poses, consistency=SHARED, group_size=2)
    assert split.shape == (5, CHANNELS, GRID, GRID)
    first = pipeline(
        references, poses[:2], STEPS, consistency=SHARED, latents=noise_of(5)[:2], keep_bank=True, output_type="latent"
    )
    torch.testing.assert_close(split[:2], first.images)
    later = drawn(pipeline, references, poses[2:], consistency=SHARED, bank=first.bank, latents=noise_of(5)[2:])
    torch.testing.assert_close(split[2:], later, atol=1e-4, rtol=1e-4)


def test_thirty_two_expressions_are_drawn(pipeline: GenAffectPipeline, references: Tensor) -> None:
    poses = [{"jawOpen": index / 31} for index in range(32)]
    found = pipeline(references, poses, 2, group_size=8)
    assert found.images.shape == (32, 128, 128, 4)


def test_guidance_takes_only_the_passes_it_needs() -> None:
    assert Guidance().branches == ((False, False, 1.0),)
    assert [branch[:2] for branch in Guidance(1.0, 2.0).branches] == [(False, True), (False, False)]
    assert [branch[:2] for branch in Guidance(2.0, 2.0).branches] == [(True, True), (False, False)]
    three = Guidance(1.5, 2.0).branches
    assert len(three) == 3
    assert sum(weight for _, _, weight in three) == pytest.approx(1.0)


def test_each_guidance_changes_the_picture(pipeline: GenAffectPipeline, references: Tensor) -> None:
    plain, identity, expression = (
        drawn(pipeline, references, identity_scale=one, expression_scale=two)
        for one, two in ((1.0, 1.0), (2.0, 1.0), (1.0, 2.0))
    )
    assert not torch.allclose(plain, identity)
    assert not torch.allclose(plain, expression)
    assert not torch.allclose(identity, expression)


def test_a_low_temperature_leaves_less_to_chance(pipeline: GenAffectPipeline, references: Tensor) -> None:
    spreads = []
    for temperature in (1.0, 0.3, 0.0):
        pair = [
            drawn(pipeline, references, [{}], latents=None, generator=torch.Generator().manual_seed(seed),
                  temperature=temperature)
            for seed in (1, 2)
        ]  # fmt: skip
        spreads.append(float((pair[0] - pair[1]).abs().mean()))
    assert spreads[0] > 2 * spreads[1] > 2 * spreads[2]
    assert spreads[2] < 0.01, "what is left is the draft"


def test_each_picture_has_its_own_generator(pipeline: GenAffectPipeline, references: Tensor) -> None:
    def generators(*seeds: int) -> list[torch.Generator]:
        return [torch.Generator().manual_seed(seed) for seed in seeds]

    first = drawn(pipeline, references, latents=None, generator=generators(1, 2, 3), consistency=ALONE)
    other = drawn(pipeline, references, latents=None, generator=generators(1, 9, 3), consistency=ALONE)
    torch.testing.assert_close(first[0], other[0])
    torch.testing.assert_close(first[2], other[2])
    assert not torch.allclose(first[1], other[1])


def test_the_callback_sees_every_step_and_may_stop(pipeline: GenAffectPipeline, references: Tensor) -> None:
    seen: list[int] = []

    def stop_at_two(used: GenAffectPipeline, step: int, _: Tensor, given: dict[str, Tensor]) -> dict[str, Tensor]:
        assert set(given) == {"latents", "draft"}
        assert given["draft"].shape == given["latents"].shape
        seen.append(step)
        used._interrupt = step == 1
        return {"latents": given["latents"] * 0}

    found = drawn(
        pipeline, references, num_inference_steps=5, callback_on_step_end=stop_at_two,
        callback_on_step_end_tensor_inputs=["latents", "draft"],
    )  # fmt: skip
    assert seen == [0, 1]
    assert not found.any(), "what the callback gives back is taken"


def test_a_transition_goes_from_end_to_end_with_one_noise(pipeline: GenAffectPipeline, references: Tensor) -> None:
    made = pipeline.transition(
        references, {}, {"jawOpen": 1.0}, 5, torch.Generator().manual_seed(4), num_inference_steps=STEPS,
        output_type="latent",
    )  # fmt: skip
    frames = made.images
    assert len(frames) == 5
    steps = (frames[1:] - frames[:-1]).flatten(1).norm(dim=1)
    whole = (frames[-1] - frames[0]).norm()
    assert steps.max() < 0.8 * whole, "no frame jumps"
    assert torch.allclose(steps, steps.mean(), rtol=0.5)
    assert made.bank is not None


def test_expressions_come_as_words_pictures_controls_and_numbers(pipeline: GenAffectPipeline) -> None:
    portraits = torch.rand(3, 4, 128, 128, generator=torch.Generator().manual_seed(1))
    mixed: list[Any] = ["joy", portraits[0], {"jawOpen": 0.5}, torch.zeros(55)]
    found = pipeline(portraits[:2], mixed, 1, output_type="pil", return_dict=False)[0]
    assert [(one.mode, one.size) for one in found] == [("RGBA", (128, 128))] * 4


def test_pixels_are_rgba_with_straight_alpha(pipeline: GenAffectPipeline, references: Tensor) -> None:
    found = pipeline(references, POSES, STEPS)
    assert isinstance(found, GenAffectOutput)
    assert found.images.shape == (3, 128, 128, 4)
    assert found.images.dtype == np.uint8


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"references": []}, "no reference"),
        ({"references": torch.zeros(1, 3, 128, 128)}, "reference picture"),
        ({"references": torch.full((1, CHANNELS, GRID, GRID), float("nan"))}, "not numbers"),
        ({"expressions": []}, "no expression"),
        ({"expressions": torch.zeros(2, 52)}, "shape"),
        ({"expressions": ["joyyy"]}, "joyyy"),
        ({"expressions": [{"jawOpne": 1.0}]}, "jawOpne"),
        ({"num_inference_steps": 0}, "1 or more"),
        ({"group_size": 0}, "1 or more"),
        ({"identity_scale": float("nan")}, "numbers"),
        ({"temperature": 1.5}, "temperature"),
        ({"consistency": ConsistencySettings(1.5)}, "share rate"),
        ({"consistency": ConsistencySettings(0.5, -1)}, "first shared step"),
        ({"consistency": ConsistencySettings(0.5, 0, (7,))}, "layers"),
        ({"output_type": "jpeg"}, "output type"),
        ({"generator": [torch.Generator()]}, "generators"),
        ({"latents": torch.zeros(1, 2, 3, 4)}, "noise"),
        ({"callback_on_step_end_tensor_inputs": ["secrets"]}, "callback"),
    ],
)
def test_wrong_input_is_refused_before_drawing(
    pipeline: GenAffectPipeline, references: Tensor, changes: dict[str, Any], words: str
) -> None:
    def never(*_: Any) -> dict[str, Any]:
        raise AssertionError("something was drawn")

    with pytest.raises(InputError, match=words):
        pipeline(**{"references": references, "expressions": POSES, "callback_on_step_end": never, **changes})


def test_saved_and_loaded_it_draws_the_same(pipeline: GenAffectPipeline, references: Tensor, tmp_path: Path) -> None:
    pipeline.save_pretrained(tmp_path)
    loaded = GenAffectPipeline.from_pretrained(
        tmp_path, autoencoder=pipeline.autoencoder, identity=pipeline.identity, reader=pipeline.reader
    )
    loaded.set_progress_bar_config(disable=True)
    torch.testing.assert_close(drawn(loaded, references), drawn(pipeline, references))
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "model_index.json", "representation", "scheduler", "transformer",
    ]  # fmt: skip


def test_a_saved_model_is_half_as_large_and_nearly_the_same(tmp_path: Path) -> None:
    model = tiny_model()
    model.save_pretrained(tmp_path)
    for part, loaded in zip((model.representation, model.transformer), load_parts(tmp_path), strict=True):
        for name, value in loaded.state_dict().items():
            assert value.dtype == torch.float32
            torch.testing.assert_close(value, part.state_dict()[name], atol=2e-3, rtol=2e-3)
    assert isinstance(GenAffectModel.from_pretrained(tmp_path), GenAffectModel)


def test_missing_and_broken_weights_are_told(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="cannot be read"):
        load_parts(tmp_path / "nowhere")
    tiny_model().save_pretrained(tmp_path)
    weights = tmp_path / "transformer" / "diffusion_pytorch_model.safetensors"
    weights.write_bytes(weights.read_bytes()[:100])
    with pytest.raises(ModelError, match="cannot be read"):
        load_parts(tmp_path)


def test_without_an_autoencoder_only_latents_are_drawn(references: Tensor) -> None:
    bare = tiny_pipeline(with_networks=False)
    with pytest.raises(InputError, match="autoencoder"):
        bare(references, POSES)
    assert bare(references, POSES, 1, output_type="latent").images.shape == (3, CHANNELS, GRID, GRID)


def test_an_empty_bank_is_no_bank(pipeline: GenAffectPipeline, references: Tensor) -> None:
    bank = ConsistencyBank()
    found = drawn(pipeline, references, [{}], bank=bank)
    torch.testing.assert_close(found, drawn(pipeline, references, [{}]))
