"""Rectified flow: a straight way from a clean sample to noise, and how to walk it back.

Times run from 0 (clean) to 1 (noise): `noisy = (1 − t) · clean + t · noise`, and a network learns the velocity
`noise − clean`. Diffusers' `FlowMatchEulerDiscreteScheduler` walks with the same signs.
"""

from __future__ import annotations

import torch
from torch import Tensor

TIMESTEPS = 1000
"""What diffusers' transformers count a whole way as."""


def _spread(times: Tensor, like: Tensor) -> Tensor:
    return times.to(like.dtype).reshape(-1, *[1] * (like.ndim - 1))


def logit_normal_times(
    count: int, noise: torch.Generator, device: torch.device | str = "cpu", mean: float = 0.0, deviation: float = 1.0
) -> Tensor:
    """(count,) times for training, most of them in the middle, where there is most to learn.

    Args:
        count: How many.
        noise: Where chance comes from; lives on `device`.
        device: Where they are wanted.
        mean: Of the logit; a greater one dwells on noisier samples.
        deviation: Likewise.
    """
    drawn = torch.randn((count,), generator=noise, device=device)
    return torch.sigmoid(mean + deviation * drawn).clamp(1e-4, 1 - 1e-4)


def noised(clean: Tensor, noise: Tensor, times: Tensor) -> Tensor:
    """Samples (B, …) as they are at their times (B,)."""
    share = _spread(times, clean)
    return (1 - share) * clean + share * noise


def velocity(clean: Tensor, noise: Tensor) -> Tensor:
    """What a network learns: the direction from the clean sample to the noise."""
    return noise - clean


def clean_from_velocity(noisy: Tensor, found: Tensor, times: Tensor) -> Tensor:
    """The clean samples that a velocity points at."""
    return noisy - _spread(times, noisy) * found


def draft_velocity(noisy: Tensor, draft: Tensor, times: Tensor, deviation: Tensor | float) -> tuple[Tensor, Tensor]:
    """The best velocity if all that is known is that the clean sample lies about `deviation` around a draft.

    A network that is added to it has only to learn what the draft does not say.

    Args:
        noisy: (B, …) at `times`.
        draft: (B, …) a first idea of the clean sample.
        times: (B,), above 0.
        deviation: How far from the draft the clean sample usually is: one number, or one for each of the draft's.

    Returns:
        The velocity, and how far it usually is from the true one (the same shape, or one that spreads to it).
    """
    share = _spread(times.clamp(min=1e-4), noisy)
    rest, spread = 1 - share, deviation**2
    known = rest**2 * spread + share**2
    clean = draft + rest * spread / known * (noisy - rest * draft)
    return (noisy - clean) / share, deviation / known**0.5


def euler_times(steps: int, shift: float = 1.0) -> Tensor:
    """(steps + 1,) times from 1 to 0; a shift above 1 takes smaller steps while there is much noise.

    Args:
        steps: How many steps.
        shift: As in diffusers' flow schedulers.
    """
    times = torch.linspace(1, 0, steps + 1)
    return shift * times / (1 + (shift - 1) * times)


__all__ = [
    "TIMESTEPS", "clean_from_velocity", "draft_velocity", "euler_times", "logit_normal_times", "noised", "velocity",
]  # fmt: skip
