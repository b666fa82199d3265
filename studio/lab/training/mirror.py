"""Every drawn character has a twin in the mirror: twice the pictures for the same drawing."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from studio.engines.diffusion.autoencoder import CHANNELS, GRID, PortraitAutoencoder
from studio.models.controls import ALL_CONTROLS, CONTROL_INDEX, mirrored, mirrored_name


def mirrored_controls(controls: Tensor) -> Tensor:
    """(…, 55) controls as seen in a mirror, in any unit."""
    source = [CONTROL_INDEX[mirrored_name(name)] for name in ALL_CONTROLS]
    signs = [next(iter(mirrored({name: 1.0}).values())) for name in ALL_CONTROLS]
    return controls[..., source] * torch.tensor(signs, dtype=controls.dtype, device=controls.device)


class LatentMirror:
    """Mirrors latents without pictures: their encoder is linear, so the mirror is a matrix for each cell.

    Args:
        autoencoder: Whose latents they are.
    """

    def __init__(self, autoencoder: PortraitAutoencoder) -> None:
        components = autoencoder.components
        assert isinstance(components, nn.Conv2d)
        assert components.bias is not None
        patch = autoencoder.size_px // GRID
        forward = components.weight.detach().double().flatten(1)
        back = torch.linalg.pinv(forward)
        turned = back.T.reshape(-1, CHANNELS, patch, patch).flip(3).flatten(1).T
        bias = components.bias.detach().double()
        matrix = forward @ turned
        self.matrix = matrix.float()
        self.offset = (bias - matrix @ bias).float()

    def __call__(self, latents: Tensor) -> Tensor:
        """(B, C, 16, 16) to the latents of the mirrored pictures."""
        matrix, offset = self.matrix.to(latents.device), self.offset.to(latents.device)
        cells = torch.einsum("dc,bchw->bdhw", matrix, latents.flip(3))
        return cells + offset[:, None, None]


__all__ = ["LatentMirror", "mirrored_controls"]
