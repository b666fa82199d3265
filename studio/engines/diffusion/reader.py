"""What a drawn face does, whoever it is: latents to the 55 controls."""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn.functional import silu

from studio.engines.diffusion.latent_backbone import LatentBackbone
from studio.engines.diffusion.weights import load_network, save_network
from studio.models.controls import ALL_CONTROLS, ARKIT_CONTROLS

FEATURES = 256
HEAD_UNIT_DEG = 20.0
"""Networks see the head's angles divided by this."""


class ExpressionReader(nn.Module):  # type: ignore[misc,unused-ignore]
    """Reads controls from portraits of the corpus' kind.

    Args:
        latent_channels: Channels of the latents.
        width: Channels inside, a multiple of 8.
        depth: Blocks on each grid.
        cell_width: As in `LatentBackbone`.
    """

    def __init__(self, latent_channels: int = 16, width: int = 40, depth: int = 1, cell_width: int = 0) -> None:
        super().__init__()
        self.settings = {"latent_channels": latent_channels, "width": width, "depth": depth, "cell_width": cell_width}
        self.backbone = LatentBackbone(latent_channels, width, depth, cell_width)
        self.neck = nn.Linear(4 * width * 16, FEATURES)
        self.head = nn.Linear(FEATURES, len(ALL_CONTROLS))

    def features(self, latents: Tensor) -> Tensor:
        """(B, C, 16, 16) normalised latents to (B, 256), from which the controls are one linear step away."""
        return silu(self.neck(self.backbone(latents)[1].flatten(1)))

    def forward(self, latents: Tensor) -> Tensor:
        """(B, C, 16, 16) normalised latents to (B, 55) controls in network units, not clamped."""
        controls: Tensor = self.head(self.features(latents))
        return controls

    def save_pretrained(self, folder: Path) -> None:
        """Write `config.json` and `model.safetensors`."""
        save_network(self, dict(self.settings), folder)

    @classmethod
    def from_pretrained(cls, folder: Path) -> ExpressionReader:
        """Read what `save_pretrained` wrote.

        Raises:
            ModelError: If the folder holds no whole expression reader.
        """
        return load_network(cls, folder, "expression reader")


def to_network_units(controls: Tensor) -> Tensor:
    """(…, 55) controls, angles in degrees, to what networks see: angles divided by 20."""
    return controls / _units(controls)


def from_network_units(controls: Tensor) -> Tensor:
    """The way back; blendshapes are clamped to 0…1."""
    shapes = controls[..., : len(ARKIT_CONTROLS)].clamp(0, 1)
    return torch.cat([shapes, controls[..., len(ARKIT_CONTROLS) :] * HEAD_UNIT_DEG], dim=-1)


def _units(controls: Tensor) -> Tensor:
    units = torch.ones(len(ALL_CONTROLS), dtype=controls.dtype, device=controls.device)
    units[len(ARKIT_CONTROLS) :] = HEAD_UNIT_DEG
    return units


__all__ = ["FEATURES", "HEAD_UNIT_DEG", "ExpressionReader", "from_network_units", "to_network_units"]
