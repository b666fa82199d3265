"""The numbers that the official Arc2Face code computes on a tiny random model; ours must give the same."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from studio.engines.arc2face.attention import AttentionState, Bank
from studio.engines.arc2face.codecs import StableCodec
from studio.engines.arc2face.layout import find_weights
from studio.engines.arc2face.loading import load_parts
from studio.engines.arc2face.pipeline import Arc2FacePipeline, Sampling, Shot
from studio.engines.arc2face.prompt import PROMPT, checked_identity
from studio.engines.diffusion.schedules import SamplerName, make_scheduler

FOLDER = Path(__file__).resolve().parents[4] / "shared" / "data" / "golden" / "arc2face_tiny"
BANK_LAYERS = 16
EPS = 1e-4

pytestmark = pytest.mark.skipif(
    not FOLDER.is_dir(), reason="MISSING TEST DATA: arc2face_tiny is not beside the project; NOT compared with Arc2Face"
)


@pytest.fixture(scope="module")
def golden() -> Any:
    with np.load(FOLDER / "golden.npz") as content:
        return {name: content[name] for name in content.files}


@pytest.fixture(scope="module")
def pipeline() -> Arc2FacePipeline:
    return Arc2FacePipeline(load_parts(find_weights(FOLDER)))


@pytest.fixture(scope="module")
def banks(pipeline: Arc2FacePipeline, golden: Any) -> list[Bank]:
    """Of photo 0 and photo 1, from the conditional copy's noise."""
    photos = torch.from_numpy(golden["ref_photo_u8"]).permute(0, 3, 1, 2).float() / 255
    latents = pipeline.reference_latents(photos, noise=torch.from_numpy(golden["ref_vae_noise"][:, 1]))
    prompts = pipeline.prompts(golden["id_emb_raw"])
    return [pipeline.network.write_bank(latents[i : i + 1], prompts[i : i + 1]) for i in range(2)]


def near(found: Any, wanted: Any, tolerance: float) -> None:
    values = found.detach().numpy() if isinstance(found, torch.Tensor) else np.asarray(found)
    assert values.shape == wanted.shape
    assert np.abs(values.astype(np.float64) - wanted).max() <= tolerance


def test_tokens_identity_and_prompt(pipeline: Arc2FacePipeline, golden: Any) -> None:
    prompter = pipeline.parts.prompter
    assert np.array_equal(prompter.token_ids(PROMPT)[0], golden["prompt_token_ids"])
    assert np.array_equal(prompter.token_ids("")[0], golden["negative_token_ids"])
    assert prompter.position == 4
    near(checked_identity(golden["id_emb_raw"]), golden["id_emb_unit"], 1e-6)
    near(pipeline.prompts(golden["id_emb_raw"]), golden["prompt_embeds"], 1e-4)  # two people in one batch
    near(pipeline.prompts(golden["id_emb_raw"][1]), golden["prompt_embeds"][1:], 1e-4)
    near(pipeline.negative(), golden["negative_prompt_embeds"], 1e-4)


def test_expression_tokens(pipeline: Arc2FacePipeline, golden: Any) -> None:
    tokens = pipeline.network.expression_tokens(torch.from_numpy(golden["exp_vectors"]))
    near(tokens, golden["exp_tokens"], 1e-5)


def test_reference_latents(pipeline: Arc2FacePipeline, golden: Any) -> None:
    photos = torch.from_numpy(golden["ref_photo_u8"]).permute(0, 3, 1, 2).float() / 255
    mean, deviation = pipeline.parts.codec.distribution(photos)
    for copy in (0, 1):
        near(mean, golden["ref_vae_mean"][:, copy], 1e-3)
        near(deviation, golden["ref_vae_std"][:, copy], 1e-4)
        noise = torch.from_numpy(golden["ref_vae_noise"][:, copy])
        near(pipeline.reference_latents(photos, noise=noise), golden["ref_latents"][:, copy], 1e-4)


def test_bank(pipeline: Arc2FacePipeline, golden: Any, banks: list[Bank]) -> None:
    both = torch.from_numpy(golden["ref_latents"][0])  # of photo 0: the unconditional copy, then the conditional one
    prompt = pipeline.prompts(golden["id_emb_raw"][0])
    copies = [pipeline.network.write_bank(both[copy : copy + 1], prompt) for copy in (0, 1)]
    assert sorted(banks[0]) == list(range(BANK_LAYERS))
    for layer in range(BANK_LAYERS):
        for copy in (0, 1):
            near(copies[copy][layer][0], golden[f"bank_{layer:02d}"][copy], 1e-4)
        near(banks[0][layer][0], golden[f"bank_{layer:02d}"][1], 1e-4)


@pytest.mark.parametrize(
    ("name", "expression", "lora", "has_bank"),
    [
        ("eps_a_base", 0.0, 0.0, False), ("eps_b_exp100", 1.0, 0.0, False), ("eps_c_exp050", 0.5, 0.0, False),
        ("eps_d_exp100_ref080", 1.0, 0.8, True), ("eps_e_exp100_ref000", 1.0, 0.0, True),
        ("eps_f_exp000_ref080", 0.0, 0.8, True), ("eps_g_exp100_lora080_nobank", 1.0, 0.8, False),
    ],
)  # fmt: skip
def test_noise_predictions(
    pipeline: Arc2FacePipeline, golden: Any, banks: list[Bank],
    name: str, expression: float, lora: float, has_bank: bool,
) -> None:  # fmt: skip
    """Both halves at three timesteps; the three expressions go through the network as one batch."""
    wanted = golden[name]
    vectors = golden["exp_vectors"] if expression else golden["exp_vectors"][:1]
    person = pipeline.person(golden["id_emb_raw"][0], banks[0] if has_bank else None)
    shots = [Shot(vector, expression_scale=expression, reference_scale=lora) for vector in vectors]
    state, prompt, _ = pipeline._conditions(person, shots)
    if lora and not has_bank:  # a combination of the table that the product does not offer
        state.lora_scale = torch.full((2 * len(shots),), lora)
    rows = torch.from_numpy(golden["unet_latents"]).expand(2 * len(shots), -1, -1, -1)
    pipeline.network.set_state(state)
    with torch.no_grad():
        for index, timestep in enumerate(golden["unet_timesteps"].tolist()):
            predicted = pipeline.network(rows, timestep, prompt).unflatten(0, (2, len(shots)))
            found = predicted.transpose(0, 1) if expression else predicted[:, 0]
            near(found.contiguous(), wanted[:, index] if expression else wanted[index], EPS)
    pipeline.network.set_state(AttentionState())


def test_scheduler(pipeline: Arc2FacePipeline, golden: Any) -> None:
    scheduler = make_scheduler(SamplerName.DPM, pipeline.parts.schedule)
    near(scheduler.alphas_cumprod, golden["sched_alphas_cumprod"], 1e-6)
    scheduler.set_timesteps(6)
    assert scheduler.timesteps.tolist() == golden["sched_timesteps"].tolist()
    near(scheduler.sigmas, golden["sched_sigmas"], 1e-4)
    scheduler.set_timesteps(25)
    assert scheduler.timesteps.tolist() == golden["sched_timesteps_25"].tolist()
    saved_again = make_scheduler(SamplerName.DPM, pipeline.parts.schedule | {"timestep_spacing": "leading"})
    saved_again.set_timesteps(6)
    assert saved_again.timesteps.tolist() == golden["sched_timesteps"].tolist()


@pytest.mark.parametrize(("person", "row"), [(0, 1), (1, 2)])
@pytest.mark.parametrize("has_reference", [False, True])
def test_the_whole_way(
    pipeline: Arc2FacePipeline, golden: Any, banks: list[Bank], person: int, row: int, has_reference: bool
) -> None:
    name = f"pipe_id{person}_exp{'_ref' if has_reference else ''}"
    steps, guidance, expression, lora = golden["pipe_settings"].tolist()
    who = pipeline.person(golden["id_emb_raw"][person], banks[person] if has_reference else None)
    shot = Shot(golden["exp_vectors"][row], 0, guidance, expression, lora, golden["pipe_init_latents"][person])
    seen: list[torch.Tensor] = []
    sampling = Sampling(int(steps))
    _, latents = next(pipeline.draw_latents(who, [shot], sampling, told=lambda _, now: seen.append(now.clone())))
    near(torch.stack(seen), golden[f"{name}_step_latents"], 1e-3)
    near(latents, golden[f"{name}_latents"], 1e-3)
    codec = pipeline.parts.codec
    assert isinstance(codec, StableCodec)
    with torch.no_grad():
        near(codec.decoded(latents), golden[f"{name}_decoded"], 2e-4)
    near(codec.decode(latents).permute(0, 2, 3, 1).contiguous(), golden[f"{name}_image"], 1e-4)


def test_different_expressions_in_one_batch_stay_apart(
    pipeline: Arc2FacePipeline, golden: Any, banks: list[Bank]
) -> None:
    """The stock pipeline mixes them; here a set of N is N single runs."""
    who = pipeline.person(golden["id_emb_raw"][0], banks[0])
    noise = golden["pipe_init_latents"]
    shots = [
        Shot(golden["exp_vectors"][row], guidance=3.0 + 0.5 * row, expression_scale=1.0 - 0.2 * row,
             reference_scale=0.8 - 0.4 * row, noise=noise[row % 2])
        for row in (0, 1, 2, 1)
    ]  # fmt: skip
    sampling = Sampling(4, batch=4)
    _, together = next(pipeline.draw_latents(who, shots, sampling))
    for shot, one in zip(shots, together, strict=True):
        _, alone = next(pipeline.draw_latents(who, [shot], sampling))
        near(one[None], alone.numpy(), 1e-3)
    assert (together[0] - together[2]).abs().max() > 0.5
