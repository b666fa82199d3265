"""How much noise there is at each time, and the estimates of the clean picture that follow from one or two looks.

The network is taught the velocity `√ᾱ · noise − √(1 − ᾱ) · clean`, from which both the noise and the clean sample are
had without a division, so that the first jump from pure noise is sound.
"""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor

TIMES = 1000
"""Times run from 0 (nearly clean) to 999 (noise alone)."""

Predict = Callable[[Tensor, Tensor], Tensor]
"""(noisy, times) -> velocity; one evaluation of the network."""
Impose = Callable[[Tensor, Tensor], Tensor]
"""(noisy, times) -> the same with what is known put in place of what was guessed."""


def alpha_bars() -> Tensor:
    """(1000,) the share of the clean sample's power at each time: a cosine, as diffusers' "squaredcos_cap_v2"."""
    from diffusers import DDPMScheduler

    bars: Tensor = DDPMScheduler(TIMES, beta_schedule="squaredcos_cap_v2").alphas_cumprod
    return bars.float()


class NoiseLevels:
    """The arithmetic of noise.

    Args:
        bars: (T,) ᾱ by time; `alpha_bars()` if None.
    """

    def __init__(self, bars: Tensor | None = None) -> None:
        self._bars = alpha_bars() if bars is None else bars.float()

    def shares(self, times: Tensor) -> tuple[Tensor, Tensor]:
        """√ᾱ and √(1 − ᾱ) at times (B,), each (B, 1, 1, 1). A time of −1 is the clean sample."""
        bars = self._bars.to(times.device)
        found = torch.where(times < 0, torch.ones_like(times, dtype=torch.float32), bars[times.clamp(min=0)])
        found = found.reshape(-1, 1, 1, 1)
        return found.sqrt(), (1 - found).sqrt()

    def noised(self, clean: Tensor, noise: Tensor, times: Tensor) -> Tensor:
        """Samples as they are at their times."""
        kept, added = self.shares(times)
        return kept * clean + added * noise

    def velocity(self, clean: Tensor, noise: Tensor, times: Tensor) -> Tensor:
        """What the network learns."""
        kept, added = self.shares(times)
        return kept * noise - added * clean

    def clean(self, noisy: Tensor, velocity: Tensor, times: Tensor) -> Tensor:
        """The clean sample that a velocity points at: (z − √(1 − ᾱ) · ε) / √ᾱ, without the division."""
        kept, added = self.shares(times)
        return kept * noisy - added * velocity

    def noise(self, noisy: Tensor, velocity: Tensor, times: Tensor) -> Tensor:
        """The noise ε that a velocity points at."""
        kept, added = self.shares(times)
        return added * noisy + kept * velocity

    def draft_velocity(self, noisy: Tensor, draft: Tensor, times: Tensor, deviation: Tensor) -> tuple[Tensor, Tensor]:
        """The best velocity if the clean sample lies about a deviation around a draft, and how far it is usually off.

        Args:
            noisy: (B, C, H, W) at `times`.
            draft: (B, C, H, W).
            times: (B,).
            deviation: (B, C, H, W).
        """
        kept, added = self.shares(times)
        power = kept**2 * deviation**2 + added**2
        clean = draft + kept * deviation**2 / power * (noisy - kept * draft)
        return (kept * noisy - clean) / added.clamp(min=1e-3), deviation / power.sqrt()

    def stepped(self, noisy: Tensor, velocity: Tensor, times: Tensor, next_times: Tensor) -> Tensor:
        """One deterministic (DDIM) step."""
        kept, added = self.shares(next_times)
        return kept * self.clean(noisy, velocity, times) + added * self.noise(noisy, velocity, times)


def one_jump(predict: Predict, noisy: Tensor, times: Tensor, levels: NoiseLevels) -> Tensor:
    """The clean sample, from one evaluation."""
    return levels.clean(noisy, predict(noisy, times), times)


def midpoint(
    predict: Predict,
    noisy: Tensor,
    times: Tensor,
    levels: NoiseLevels,
    impose: Impose | None = None,
    velocity: Tensor | None = None,
) -> Tensor:
    """The clean sample in two jumps, t → t/2 → 0: two evaluations, the second from where there is less to guess.

    What the published improvement of the midpoint is, is not known. Here it is this: at the midpoint everything that
    is known of the picture (what lies outside the mask) is put in place of what was guessed, so that the second
    evaluation sees the true surroundings with half of the noise.

    Args:
        predict: The network.
        noisy: (B, C, H, W) at `times`.
        times: (B,) int64.
        levels: The arithmetic.
        impose: Puts what is known in place; nothing is known if None.
        velocity: The first evaluation, where it was made already.

    Returns:
        (B, C, H, W).
    """
    first = predict(noisy, times) if velocity is None else velocity
    middle = times // 2
    halfway = levels.stepped(noisy, first, times, middle)
    if impose is not None:
        halfway = impose(halfway, middle)
    return levels.clean(halfway, predict(halfway, middle), middle)


def sampling_times(steps: int) -> list[int]:
    """Times of a sampler, from noise down, evenly spaced; the last step goes to the clean sample."""
    return [int(value) for value in torch.linspace(TIMES - 1, 0, steps + 1).round()[:-1]]


__all__ = [
    "TIMES", "Impose", "NoiseLevels", "Predict", "alpha_bars", "midpoint", "one_jump", "sampling_times",
]  # fmt: skip
