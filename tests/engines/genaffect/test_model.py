"""The representation and the transformer: what reaches what, and what does not."""

from __future__ import annotations

import pytest
import torch

from studio.engines.diffusion.flow import (
    clean_from_velocity,
    draft_velocity,
    euler_times,
    logit_normal_times,
    noised,
    velocity,
)
from studio.engines.genaffect.representation import Conditions, Representation
from tests.engines.genaffect.tiny import CHANNELS, GRID, some_conditions, tiny_model


def told_of(conditions: Conditions, is_joint: bool = True) -> Representation:
    with torch.no_grad():
        told: Representation = tiny_model(is_joint=is_joint).representation(conditions)
    return told


def differ(first: Representation, second: Representation) -> bool:
    return not torch.allclose(first.context, second.context) and not torch.allclose(first.draft, second.draft)


def test_shapes() -> None:
    told = told_of(some_conditions(3))
    assert told.context.shape == (3, 16, 32)
    assert told.pooled.shape == (3, 32)
    assert told.draft.shape == (3, CHANNELS, GRID, GRID)
    assert told.deviation is not None
    assert told.deviation.shape == told.draft.shape
    assert bool((told.deviation > 0).all())


def test_both_conditions_reach_everything() -> None:
    base = some_conditions(2)
    other = some_conditions(2, seed=9)
    identity = Conditions(other.references, base.present, base.controls, other.features)
    expression = Conditions(base.references, base.present, other.controls, base.features)
    assert differ(told_of(base), told_of(identity))
    assert differ(told_of(base), told_of(expression))


def test_what_is_not_told_does_not_matter() -> None:
    base, other = some_conditions(2), some_conditions(2, seed=9)
    unknown = [
        Conditions(given.references, base.present, base.controls, given.features).without(identity=True)
        for given in (base, other)
    ]
    torch.testing.assert_close(told_of(unknown[0]).context, told_of(unknown[1]).context)
    torch.testing.assert_close(told_of(unknown[0]).draft, told_of(unknown[1]).draft)
    silent = [
        Conditions(base.references, base.present, given.controls, base.features).without(expression=True)
        for given in (base, other)
    ]
    torch.testing.assert_close(told_of(silent[0]).pooled, told_of(silent[1]).pooled)
    torch.testing.assert_close(told_of(silent[0]).draft, told_of(silent[1]).draft)


def test_absent_references_do_not_matter() -> None:
    base, other = some_conditions(2, references=2), some_conditions(2, references=2, seed=9)
    assert base.features is not None
    assert other.features is not None
    present = torch.tensor([[True, False], [True, False]])
    mixed = torch.stack([base.references[:, 0], other.references[:, 1]], dim=1)
    features = torch.stack([base.features[:, 0], other.features[:, 1]], dim=1)
    first = told_of(Conditions(base.references, present, base.controls, base.features))
    second = told_of(Conditions(mixed, present, base.controls, features))
    alone = told_of(Conditions(base.references[:, :1], present[:, :1], base.controls, base.features[:, :1]))
    torch.testing.assert_close(first.draft, second.draft)
    torch.testing.assert_close(first.draft, alone.draft, atol=1e-4, rtol=1e-4)


def test_the_order_of_references_does_not_matter() -> None:
    base = some_conditions(2, references=3)
    assert base.features is not None
    turned = Conditions(base.references.flip(1), base.present, base.controls, base.features.flip(1))
    torch.testing.assert_close(told_of(base).draft, told_of(turned).draft, atol=1e-4, rtol=1e-4)


def test_side_by_side_the_draft_knows_no_expression() -> None:
    base, other = some_conditions(2), some_conditions(2, seed=9)
    changed = Conditions(base.references, base.present, other.controls, base.features)
    first, second = told_of(base, is_joint=False), told_of(changed, is_joint=False)
    torch.testing.assert_close(first.draft, second.draft)
    assert not torch.allclose(first.context, second.context)


def test_folding_and_unfolding_are_inverse() -> None:
    representation = tiny_model().representation
    latents = torch.randn(2, CHANNELS, GRID, GRID)
    torch.testing.assert_close(representation.unfolded(representation.folded(latents)), latents)
    pair = torch.stack([latents, latents * 2], dim=1)
    torch.testing.assert_close(representation.folded(pair)[:, 1], representation.folded(latents * 2))


def test_the_transformer_adds_only_where_the_draft_is_unsure() -> None:
    from studio.engines.genaffect.model import predict_velocity

    model = tiny_model()
    with torch.no_grad():
        told = model.representation(some_conditions(2))
        sure = Representation(told.context, told.pooled, told.draft, torch.full_like(told.draft, 0.01))
        noisy, times = torch.randn_like(told.draft), torch.tensor([0.4, 1.0])
        found = predict_velocity(model.transformer, noisy, times, sure)
    clean = clean_from_velocity(noisy, found, times)
    assert (clean - told.draft).abs().max() < 0.2


def test_noise_and_velocity_fit_together() -> None:
    clean, noise, times = torch.randn(3, 2, 4, 4), torch.randn(3, 2, 4, 4), torch.tensor([0.2, 0.5, 0.9])
    noisy = noised(clean, noise, times)
    torch.testing.assert_close(clean_from_velocity(noisy, velocity(clean, noise), times), clean)


def test_the_drafts_velocity_is_the_best_there_is() -> None:
    chance = torch.Generator().manual_seed(1)
    draft = torch.randn(20_000, 1, 1, 1, generator=chance)
    clean = draft + 0.3 * torch.randn(draft.shape, generator=chance)
    noise = torch.randn(draft.shape, generator=chance)
    for time in (0.1, 0.5, 0.9):
        times = torch.full((len(draft),), time)
        noisy = noised(clean, noise, times)
        found, off = draft_velocity(noisy, draft, times, 0.3)
        errors = [
            (draft_velocity(noisy, draft, times, deviation)[0] - velocity(clean, noise)).square().mean()
            for deviation in (0.15, 0.3, 0.6)
        ]
        assert errors[1] == min(errors)
        rms = (found - velocity(clean, noise)).square().mean().sqrt()
        torch.testing.assert_close(rms, off.flatten()[0], atol=0, rtol=0.05)


def test_times_for_training_lie_in_the_middle() -> None:
    drawn = logit_normal_times(4000, torch.Generator().manual_seed(1))
    assert float(drawn.min()) > 0
    assert float(drawn.max()) < 1
    assert float(((drawn > 0.25) & (drawn < 0.75)).float().mean()) == pytest.approx(0.73, abs=0.03)


def test_euler_times_go_from_noise_to_clean() -> None:
    times = euler_times(5)
    assert times.tolist() == pytest.approx([1.0, 0.8, 0.6, 0.4, 0.2, 0.0])
    assert bool((euler_times(5, 3.0)[1:-1] > times[1:-1]).all())
