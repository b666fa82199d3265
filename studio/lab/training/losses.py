"""What the small networks make small."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn.functional import smooth_l1_loss

_TEMPERATURE = 0.08
_MARGIN_RAD = 0.2
_ACTIVE = 0.05
_ACTIVE_WEIGHT = 6.0
_ROUND = 0.25
"""Below this errors count squared. Most controls rest in most pictures: with plain absolute errors a young network
would read nothing at all for long, because the median of each control is 0."""


def margin_contrast(vectors: Tensor, identities: Tensor) -> Tensor:
    """Every other picture of a character must be nearer than any picture of another one, by an angle.

    ArcFace's additive angular margin, with the batch's own pictures in the place of a table of classes, so that the
    number of characters has no bound.

    Args:
        vectors: (B, D) unit vectors.
        identities: (B,) who each is; at least two rows of each.
    """
    cosine = (vectors.float() @ vectors.float().T).clamp(-1 + 1e-6, 1 - 1e-6)
    same = identities[:, None] == identities[None]
    itself = torch.eye(len(vectors), dtype=torch.bool, device=vectors.device)
    pairs = same & ~itself
    strict = torch.cos((torch.acos(cosine) + _MARGIN_RAD).clamp(max=torch.pi)) / _TEMPERATURE
    others = (cosine / _TEMPERATURE).masked_fill(same, -torch.inf).logsumexp(dim=1, keepdim=True)
    losses = torch.logaddexp(strict, others) - strict
    return losses[pairs].mean()


def control_error(read: Tensor, truth: Tensor) -> Tensor:
    """How far controls are off; those that are worn count more, because most of a face rests most of the time.

    Args:
        read: (B, 55) in network units.
        truth: (B, 55) likewise.
    """
    weights = 1.0 + (_ACTIVE_WEIGHT - 1.0) * is_active(truth).float()
    errors = smooth_l1_loss(read.float(), truth, beta=_ROUND, reduction="none")
    return (errors * weights).sum() / weights.sum()


def is_active(truth: Tensor) -> Tensor:
    """(B, 55) which controls are worn, in network units."""
    return truth.abs() > _ACTIVE


__all__ = ["control_error", "is_active", "margin_contrast"]
