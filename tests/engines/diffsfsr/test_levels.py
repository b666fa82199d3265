from __future__ import annotations

import torch

from studio.engines.diffsfsr.levels import NoiseLevels, alpha_bars, midpoint, one_jump, sampling_times


def _case():
    noise = torch.Generator().manual_seed(3)
    clean, added = (torch.randn(6, 4, 8, 8, generator=noise) for _ in range(2))
    return clean, added, torch.tensor([999, 998, 700, 400, 20, 0])


def test_with_a_perfect_noise_the_midpoint_is_the_clean_sample():
    clean, added, times = _case()
    levels, calls = NoiseLevels(), []

    def oracle(noisy, at):
        calls.append(at)
        kept, share = levels.shares(at)
        epsilon = (noisy - kept * clean) / share
        return kept * epsilon - share * clean

    noisy = levels.noised(clean, added, times)
    assert torch.allclose(midpoint(oracle, noisy, times, levels), clean, atol=1e-4)
    assert len(calls) == 2
    assert torch.equal(calls[1], times // 2)
    assert torch.allclose(one_jump(oracle, noisy, times, levels), clean, atol=1e-4)


def test_the_midpoint_is_the_two_jump_formula():
    clean, added, times = _case()
    levels, bars = NoiseLevels(), alpha_bars()
    times = times.clamp(max=950)  # the formula divides by what is next to nothing at the very end

    def crooked(noisy, at):
        return 0.3 * noisy.roll(1, 3) + 0.001 * at.reshape(-1, 1, 1, 1)

    def epsilon(noisy, at):
        return levels.noise(noisy, crooked(noisy, at), at)

    noisy = levels.noised(clean, added, times)
    at, middle = (bars[t].reshape(-1, 1, 1, 1) for t in (times, times // 2))
    first = epsilon(noisy, times)
    guess = (noisy - (1 - at).sqrt() * first) / at.sqrt()
    halfway = middle.sqrt() * guess + (1 - middle).sqrt() * first
    expected = (halfway - (1 - middle).sqrt() * epsilon(halfway, times // 2)) / middle.sqrt()
    assert torch.allclose(midpoint(crooked, noisy, times, levels), expected, atol=2e-3)


def test_what_is_known_is_imposed_at_the_midpoint_alone():
    clean, added, times = _case()
    levels, imposed = NoiseLevels(), []

    def impose(noisy, at):
        imposed.append(at)
        return torch.zeros_like(noisy)

    seen = []
    midpoint(lambda z, t: seen.append(z) or z, levels.noised(clean, added, times), times, levels, impose)
    assert len(imposed) == 1
    assert not seen[1].any()


def test_a_velocity_that_is_known_saves_an_evaluation():
    clean, added, times = _case()
    levels = NoiseLevels()
    noisy = levels.noised(clean, added, times)
    calls = []

    def predict(z, t):
        calls.append(1)
        return 0.5 * z

    whole = midpoint(predict, noisy, times, levels)
    assert torch.equal(midpoint(predict, noisy, times, levels, velocity=0.5 * noisy), whole)
    assert len(calls) == 3


def test_clean_and_noise_come_back_and_times_fall():
    clean, added, times = _case()
    levels = NoiseLevels()
    noisy, velocity = levels.noised(clean, added, times), levels.velocity(clean, added, times)
    assert torch.allclose(levels.clean(noisy, velocity, times), clean, atol=1e-5)
    assert torch.allclose(levels.noise(noisy, velocity, times), added, atol=1e-5)
    for steps in (1, 2, 20, 250):
        walked = sampling_times(steps)
        assert len(walked) == steps == len(set(walked))
        assert walked[0] == 999
        assert walked == sorted(walked, reverse=True)
