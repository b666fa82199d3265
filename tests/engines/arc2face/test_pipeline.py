"""What must hold for any weights: isolation, reference, consistency, guidance, samplers, bad input."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import torch

from studio.core.errors import InputError
from studio.core.jobs import CancelToken, JobCancelled
from studio.engines.arc2face.attention import AttentionState
from studio.engines.arc2face.consistency import ConsistencyOptions, SetAttention, SetMemory
from studio.engines.arc2face.network import self_attention_names
from studio.engines.arc2face.pipeline import Arc2FacePipeline, Person, Sampling, Shot, smoothed
from studio.engines.diffusion.schedules import SamplerName

WHO = np.random.default_rng(5).standard_normal(512) * 20
SHARED = ConsistencyOptions(share_rate=0.5, first_step=0, early_chance=1.0, late_chance=1.0, seed=3)


def vector(seed: int) -> np.ndarray[Any, np.dtype[np.float32]]:
    return np.random.default_rng(seed).standard_normal(55).astype(np.float32)


def latents_of(pipeline: Arc2FacePipeline, person: Person, shots: list[Shot], how: Sampling) -> torch.Tensor:
    return torch.cat([latents for _, latents in pipeline.draw_latents(person, shots, how)])


def photo(seed: int = 0, size: int = 64) -> torch.Tensor:
    return torch.rand(1, 3, size, size, generator=torch.Generator().manual_seed(seed))


@pytest.fixture(scope="module")
def person(tiny: Arc2FacePipeline) -> Person:
    return tiny.person(WHO)


@pytest.fixture(scope="module")
def known(tiny: Arc2FacePipeline, person: Person) -> Person:
    """The same person with a reference."""
    return replace(person, bank=tiny.bank(photo(), person, seed=4))


SHOTS = [
    Shot(vector(1), seed=1), Shot(vector(2), seed=1, guidance=2.0, expression_scale=0.6),
    Shot(vector(3), seed=7, reference_scale=0.2), Shot(np.zeros(55, np.float32), seed=2, expression_scale=0.0),
]  # fmt: skip


@pytest.mark.parametrize("has_reference", [False, True])
def test_a_set_equals_single_runs(tiny: Arc2FacePipeline, person: Person, known: Person, has_reference: bool) -> None:
    who, how = (known if has_reference else person), Sampling(2, batch=3)
    together = latents_of(tiny, who, SHOTS, how)
    alone = torch.cat([latents_of(tiny, who, [shot], how) for shot in SHOTS])
    assert (together - alone).abs().max() < 1e-3
    assert (together[0] - together[1]).abs().mean() > 1e-2, "the expressions do differ"


def state_of(tiny: Arc2FacePipeline, person: Person, **changes: Any) -> AttentionState:
    state, _, _ = tiny._conditions(person, [Shot(vector(1))])
    for name, value in changes.items():
        setattr(state, name, value)
    return state


def predicted(tiny: Arc2FacePipeline, person: Person, state: AttentionState) -> torch.Tensor:
    """(2, C, h, w): unconditional, conditional."""
    rows = torch.randn(1, 4, 8, 8, generator=torch.Generator().manual_seed(9)).expand(2, -1, -1, -1)
    tiny.network.set_state(state)
    with torch.no_grad():
        found = tiny.network(rows, 500, torch.cat([person.negative, person.prompt]))
    tiny.network.set_state(AttentionState())
    return found


def test_reference_bank(tiny: Arc2FacePipeline, person: Person, known: Person) -> None:
    plain = predicted(tiny, person, state_of(tiny, person))
    empty = {index: tokens[:, :0] for index, tokens in (known.bank or {}).items()}
    assert torch.allclose(predicted(tiny, person, state_of(tiny, person, bank=empty)), plain, atol=1e-6)
    with_bank = predicted(tiny, known, state_of(tiny, known, lora_scale=None))
    assert torch.equal(with_bank[0], plain[0]), "the unconditional half never sees the bank"
    assert (with_bank[1] - plain[1]).abs().max() > 1e-3


def test_lora_acts_on_both_halves_and_zero_is_the_base(tiny: Arc2FacePipeline, person: Person) -> None:
    plain = predicted(tiny, person, state_of(tiny, person))
    zero = predicted(tiny, person, state_of(tiny, person, lora_scale=torch.zeros(2)))
    assert torch.equal(zero, plain)
    strong = predicted(tiny, person, state_of(tiny, person, lora_scale=torch.full((2,), 0.8)))
    assert ((strong - plain).abs().amax(dim=(1, 2, 3)) > 1e-3).all()


def test_the_zero_expression_is_not_off(tiny: Arc2FacePipeline, person: Person) -> None:
    tokens = tiny.network.expression_tokens(torch.zeros(1, 55))
    assert tokens is not None
    assert tokens.abs().max() > 0.1
    off = predicted(tiny, person, state_of(tiny, person, expression_scale=None))
    zero = predicted(tiny, person, state_of(tiny, person, expression=tokens.expand(2, -1, -1)))
    assert (zero - off).abs().max() > 1e-3
    plain = predicted(tiny, person, AttentionState())
    assert torch.equal(off, plain)


def test_one_network_writes_the_same_bank_with_all_switches_on_before(
    tiny: Arc2FacePipeline, person: Person, known: Person
) -> None:
    tiny.network.set_state(state_of(tiny, known))
    again = tiny.bank(photo(), person, seed=4)
    assert tiny.network.state.bank is not None, "what was on stays on"
    tiny.network.set_state(AttentionState())
    assert known.bank is not None
    assert sorted(again) == list(range(len(self_attention_names(tiny.network.unet))))
    for index, tokens in again.items():
        assert torch.equal(tokens, known.bank[index])
    assert not torch.equal(tiny.bank(photo(), person, seed=5)[0], again[0]), "its chance is the seed's"


def test_two_references_double_the_bank_and_change_the_picture(
    tiny: Arc2FacePipeline, person: Person, known: Person
) -> None:
    both = tiny.bank(torch.cat([photo(), photo(1)]), person, seed=4)
    assert known.bank is not None
    assert all(both[index].shape[1] == 2 * tokens.shape[1] for index, tokens in known.bank.items())
    one, two = (latents_of(tiny, who, SHOTS[:1], Sampling(2)) for who in (known, replace(person, bank=both)))
    assert (one - two).abs().max() > 1e-3


def test_guidance_of_one_draws_the_condition_alone(tiny: Arc2FacePipeline, known: Person) -> None:
    shots = [replace(SHOTS[0], guidance=scale) for scale in (1.0, 0.3, 3.0)]
    low, lower, high = (latents_of(tiny, known, [shot], Sampling(2)) for shot in shots)
    assert torch.equal(low, lower)
    mixed = latents_of(tiny, known, shots, Sampling(2))
    assert (mixed - torch.cat([low, lower, high])).abs().max() < 1e-3
    assert (low - high).abs().max() > 1e-2


@pytest.mark.parametrize("sampler", list(SamplerName))
def test_every_sampler_draws_and_repeats(tiny: Arc2FacePipeline, person: Person, sampler: SamplerName) -> None:
    how = Sampling(4, sampler)
    first, second = (latents_of(tiny, person, SHOTS[:2], how) for _ in range(2))
    assert torch.isfinite(first).all()
    assert torch.equal(first, second)


def test_samplers_differ_and_steps_count(tiny: Arc2FacePipeline, person: Person) -> None:
    drawn = [latents_of(tiny, person, SHOTS[:1], Sampling(4, sampler)) for sampler in SamplerName]
    drawn.append(latents_of(tiny, person, SHOTS[:1], Sampling(3)))
    pairs = [(one, other) for index, one in enumerate(drawn) for other in drawn[:index]]
    assert all((one - other).abs().max() > 1e-3 for one, other in pairs)


# --- attention over a set


def test_share_rate_zero_is_independent(tiny: Arc2FacePipeline, known: Person) -> None:
    off = Sampling(2, consistency=replace(SHARED, share_rate=0.0))
    assert torch.equal(latents_of(tiny, known, SHOTS, off), latents_of(tiny, known, SHOTS, Sampling(2)))


def test_a_shared_set_repeats_and_differs_from_independent(tiny: Arc2FacePipeline, known: Person) -> None:
    how = Sampling(2, consistency=SHARED)
    first, second = (latents_of(tiny, known, SHOTS, how) for _ in range(2))
    assert torch.equal(first, second)
    assert (first - latents_of(tiny, known, SHOTS, Sampling(2))).abs().max() > 1e-3
    other = Sampling(2, consistency=replace(SHARED, seed=4))
    assert not torch.equal(first, latents_of(tiny, known, SHOTS, other))
    alone = latents_of(tiny, known, SHOTS[:1], how)
    assert (alone - latents_of(tiny, known, SHOTS[:1], Sampling(2))).abs().max() < 1e-6, "nobody to share with"


def test_each_picture_sees_the_others_image_tokens_alone(tiny: Arc2FacePipeline, person: Person) -> None:
    """A change of another picture's noise arrives; a change of its expression arrives only through its picture."""
    shots = SHOTS[:2]
    shared = SetAttention(SHARED)
    state, prompt, _ = tiny._conditions(person, shots)
    state.shared = shared
    rows = torch.randn(2, 4, 8, 8, generator=torch.Generator().manual_seed(1)).repeat(2, 1, 1, 1)

    def run(changed: torch.Tensor) -> torch.Tensor:
        tiny.network.set_state(state)
        shared.begin_step(0, 1)
        with torch.no_grad():
            found = tiny.network(changed, 500, prompt)
        tiny.network.set_state(AttentionState())
        return found

    before = run(rows)
    for row in range(4):
        other = rows.clone()
        other[row] += 0.5
        changed = (run(other) - before).abs().amax(dim=(1, 2, 3)) > 0
        half = row // 2
        assert changed.tolist() == [index // 2 == half for index in range(4)], "halves of the guidance never mix"


def test_a_first_step_is_never_shared_and_chances_hold() -> None:
    options = ConsistencyOptions(share_rate=0.5, seed=1)
    shared = SetAttention(options)
    shared.begin_step(0, 35)
    assert all(shared._chosen(layer, 2, 8, 4) is None for layer in range(200))
    for step, wanted in ((5, 0.7), (30, 0.9)):
        shared.begin_step(step, 35)
        active = [shared._chosen(layer, 2, 8, 4) is not None for layer in range(1000)]
        assert abs(np.mean(active) - wanted) < 0.06
    chosen = shared._chosen(next(index for index, one in enumerate(active) if one), 3, 8, 4)
    assert chosen is not None
    assert chosen.shape == (3, 4)
    assert all(len(set(row)) == 4 for row in chosen.tolist())


def test_only_the_way_up_shares(tiny: Arc2FacePipeline, person: Person) -> None:
    memory = SetMemory()
    latents_of(tiny, person, SHOTS, Sampling(2, consistency=SHARED, memory=memory))
    names = self_attention_names(tiny.network.unet)
    layers = {layer for _, layer, _ in memory.tokens}
    assert layers == {index for index, name in enumerate(names) if name.startswith("up_blocks")}
    assert {half for _, _, half in memory.tokens} == {0, 1}
    assert memory.size_bytes > 0


def test_one_more_expression_joins_a_finished_set(tiny: Arc2FacePipeline, known: Person) -> None:
    memory = SetMemory()
    how = Sampling(2, consistency=SHARED, memory=memory)
    first = latents_of(tiny, known, SHOTS[:3], how)
    assert torch.equal(first, latents_of(tiny, known, SHOTS[:3], Sampling(2, consistency=SHARED)))
    assert memory.is_written
    added = latents_of(tiny, known, SHOTS[3:], how)
    assert (added - latents_of(tiny, known, SHOTS[3:], Sampling(2))).abs().max() > 1e-3
    assert torch.equal(added, latents_of(tiny, known, SHOTS[3:], how)), "reading leaves the memory as it is"


# --- clips


def test_neighbours_smoothed() -> None:
    values = torch.tensor([0.0, 4.0, 0.0]).reshape(3, 1, 1, 1)
    assert smoothed(values).flatten().tolist() == [1.0, 2.0, 1.0]
    same = torch.full((3, 1, 1, 1), 2.0)
    assert torch.equal(smoothed(same), same)


# --- bad input and stopping


@pytest.mark.parametrize(
    ("shot", "message"),
    [
        (Shot(np.zeros(54, np.float32)), "55 numbers"),
        (Shot(np.full(55, np.nan, np.float32)), "not a number"),
        (Shot(vector(1), guidance=float("inf")), "not a number"),
    ],
)
def test_shots_that_cannot_be_drawn(tiny: Arc2FacePipeline, person: Person, shot: Shot, message: str) -> None:
    with pytest.raises(InputError, match=message):
        latents_of(tiny, person, [SHOTS[0], shot], Sampling(2))


@pytest.mark.parametrize(
    ("identity", "message"),
    [(np.zeros(512), "all zeros"), (np.ones(511), "511"), (np.full(512, np.nan), "not a number")],
)
def test_identities_that_cannot_be_used(tiny: Arc2FacePipeline, identity: Any, message: str) -> None:
    with pytest.raises(InputError, match=message):
        tiny.person(identity)


def test_stopping_between_two_steps_leaves_the_switches_off(tiny: Arc2FacePipeline, known: Person) -> None:
    token, seen = CancelToken(), list[int]()

    def told(step: int, _: torch.Tensor) -> None:
        seen.append(step)
        token.cancel()

    with pytest.raises(JobCancelled):
        list(tiny.draw_latents(known, SHOTS, Sampling(3), token, told))
    assert seen == [0]
    assert tiny.network.state.bank is None
    assert tiny.network.state.expression is None
