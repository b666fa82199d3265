"""The convolutions that look at latents: three grids, each half as wide as the one before."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn.functional import interpolate, silu

_GROUPS = 8


class ResidualBlock(nn.Module):  # type: ignore[misc,unused-ignore]
    """Two convolutions beside the way straight through; starts as doing nothing."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.norm = nn.GroupNorm(_GROUPS, channels)
        self.first = nn.Conv2d(channels, channels, 3, padding=1)
        self.second = nn.Conv2d(channels, channels, 3, padding=1)
        self.strength = nn.Parameter(torch.full((channels, 1, 1), 0.1))

    def forward(self, values: Tensor) -> Tensor:
        """(B, C, H, W) to the same."""
        changed: Tensor = self.second(silu(self.first(silu(self.norm(values)))))
        return values + self.strength * changed


class LatentBackbone(nn.Module):  # type: ignore[misc,unused-ignore]
    """(B, C, 16, 16) latents to features on a grid of 8 × 8 and one of 4 × 4.

    Args:
        latent_channels: Channels of the latents.
        width: Channels at 16 × 16; twice and four times as many on the smaller grids.
        depth: Blocks on each grid.
        cell_width: Channels that each cell is looked at with before its neighbours are; 0 for none. A cell holds the
            strokes of a square of pixels: what an eye does is told by products of its components, not by sums.
    """

    def __init__(self, latent_channels: int = 16, width: int = 40, depth: int = 1, cell_width: int = 0) -> None:
        super().__init__()
        if width % _GROUPS:
            raise ValueError("the width must be a multiple of 8")
        self.cell = nn.Sequential()
        if cell_width:
            layers = nn.Conv2d(latent_channels, cell_width, 1), nn.SiLU(), nn.Conv2d(cell_width, latent_channels, 1)
            self.cell = nn.Sequential(*layers)
        self.stem = nn.Conv2d(latent_channels, width, 3, padding=1)
        self.blocks = nn.ModuleList(
            nn.Sequential(*(ResidualBlock(width * 2**level) for _ in range(depth))) for level in range(3)
        )
        self.downs = nn.ModuleList(
            nn.Conv2d(width * 2**level, width * 2 ** (level + 1), 3, stride=2, padding=1) for level in range(2)
        )
        self.norm = nn.GroupNorm(_GROUPS, width * 4)
        self.to(memory_format=torch.channels_last)  # type: ignore[call-overload,unused-ignore]

    def forward(self, latents: Tensor) -> tuple[Tensor, Tensor]:
        """Features: (B, 2 · width, 8, 8) and (B, 4 · width, 4, 4)."""
        given = latents.contiguous(memory_format=torch.channels_last)
        if len(self.cell):
            given = given + self.cell(given)
        values = self.blocks[0](self.stem(given))
        middle: Tensor = self.blocks[1](self.downs[0](values))
        coarse: Tensor = silu(self.norm(self.blocks[2](self.downs[1](middle))))
        return middle, coarse


def as_tokens(middle: Tensor, coarse: Tensor) -> Tensor:
    """Both grids of a backbone as (B, 64, 6 · width) tokens, in reading order of the 8 × 8 grid."""
    joined = torch.cat([middle, interpolate(coarse, scale_factor=2.0, mode="nearest")], dim=1)
    return joined.flatten(2).transpose(1, 2)


__all__ = ["LatentBackbone", "ResidualBlock", "as_tokens"]
