"""Latents as pictures, with what the latents cannot hold taken from the moved references."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn.functional import interpolate

from studio.engines.diffusion.autoencoder import PortraitAutoencoder
from studio.engines.diffusion.motion import made_smaller, valid

_TOGETHER = 8


def encoded(autoencoder: PortraitAutoencoder, pictures: Tensor) -> Tensor:
    """(B, 4, S, S) premultiplied, of the autoencoder's size or a multiple of it, as latents (B, C, 16, 16)."""
    return autoencoder.encode(made_smaller(pictures, autoencoder.size_px))


def shown(autoencoder: PortraitAutoencoder, latents: Tensor, moved: Tensor | None = None) -> Tensor:
    """Latents as pictures (N, 4, S, S), premultiplied in 0…1.

    With moved references the picture is those, changed by as much as the latents differ from theirs. So where nothing
    was drawn anew, the reference's own pixels stay.

    Args:
        autoencoder: Of the latents.
        latents: (N, C, 16, 16).
        moved: (N, 4, S, S) as from `PortraitMotion.draw`, S a multiple of the autoencoder's size; or None.
    """
    if moved is None:
        return torch.cat([autoencoder.decode(part) for part in latents.split(_TOGETHER)])
    parts = []
    for some, begun in zip(latents.split(_TOGETHER), moved.split(_TOGETHER), strict=True):
        change = autoencoder.draw(some) - autoencoder.draw(encoded(autoencoder, begun))
        if begun.shape[-1] != change.shape[-1]:
            change = interpolate(change, size=begun.shape[-2:], mode="bicubic", align_corners=False)
        parts.append(valid(begun + change))
    return torch.cat(parts)


__all__ = ["encoded", "shown"]
