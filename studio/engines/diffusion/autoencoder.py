"""Portraits as small latents and back.

A picture is premultiplied RGBA. Its latents are the principal components of its squares of pixels (8 × 8 at 128 px,
16 × 16 at 256 px), one square a cell of a 16 × 16 grid: exact, cheap and fixed from the first day, so that everything
that is trained on latents stays valid while the decoder still learns. The decoder (the convolutional decoder of
diffusers' tiny autoencoder, added to the linear inverse) sees the neighbours too and draws the detail that the
components leave out.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
from diffusers.configuration_utils import ConfigMixin, register_to_config
from diffusers.models.autoencoders.vae import DecoderTiny
from diffusers.models.modeling_utils import ModelMixin
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn.functional import pixel_shuffle, pixel_unshuffle

from studio.engines.diffusion.weights import load_pretrained

GRID = 16
"""Cells a side of the latents."""
CHANNELS = 4
"""Red, green, blue, coverage: premultiplied."""
_WHITENING = 0.6
_DECODER_GAIN = 0.7
"""The decoder squashes what goes beyond ±3."""


class PortraitAutoencoder(ModelMixin, ConfigMixin):
    """Premultiplied RGBA portraits to latents and back.

    Args:
        size_px: Side of the pictures, a multiple of 16.
        latent_channels: Components kept of each square of pixels.
        width: Channels inside the decoder.
        blocks: Residual blocks of the decoder on the grid of 16 and on the one of 32.
    """

    @register_to_config
    def __init__(
        self, size_px: int = 128, latent_channels: int = 48, width: int = 64, blocks: tuple[int, int] = (4, 3)
    ) -> None:
        super().__init__()
        patch = size_px // GRID
        self.components = nn.Conv2d(CHANNELS, latent_channels, patch, patch)
        self.inverse = nn.ConvTranspose2d(latent_channels, CHANNELS, patch, patch)
        self.decoder = DecoderTiny(
            latent_channels, CHANNELS * (patch // 2) ** 2, tuple(blocks), (width, width), 2, "relu", "nearest"
        )
        # At the start the decoder adds nothing to what the linear inverse draws.
        nn.init.zeros_(self.decoder.layers[-1].weight)
        nn.init.constant_(self.decoder.layers[-1].bias, 0.5)

    @property
    def size_px(self) -> int:
        """Side of the pictures."""
        return int(self.config["size_px"])

    @property
    def latent_channels(self) -> int:
        """Channels of the latents."""
        return int(self.config["latent_channels"])

    @torch.no_grad()
    def fit_components(self, pictures: Tensor) -> None:
        """Take the principal components of the squares of pixels of many pictures, in place.

        The scale of a latent is its own deviation to the power `_WHITENING`: with 1 the sampler would spend as much on
        the finest detail as on the coarsest shape, with 0 detail would drown in its noise.

        Args:
            pictures: (B, 4, S, S) in 0…1.
        """
        patch = self.size_px // GRID
        squares = pixel_unshuffle(pictures.double(), patch).permute(0, 2, 3, 1).flatten(0, 2)
        middle = squares.mean(dim=0)
        strength, axes = torch.linalg.eigh((squares - middle).T @ (squares - middle) / len(squares))
        kept = axes.flip(1)[:, : self.latent_channels].T
        deviation = strength.flip(0)[: self.latent_channels].clamp(min=1e-12).sqrt()
        scale = deviation**_WHITENING
        scale = scale * (deviation / scale).square().mean().sqrt()
        forward = kept / scale[:, None]
        self.components.weight.copy_(forward.reshape(self.components.weight.shape))
        self.components.bias.copy_(-forward @ middle)
        back = (kept * scale[:, None]).reshape(self.latent_channels, CHANNELS, patch, patch)
        self.inverse.weight.copy_(back)
        # One bias a colour is all that a transposed convolution has; the rest of the mean goes through the decoder.
        self.inverse.bias.copy_(middle.reshape(CHANNELS, -1).mean(dim=1))

    def encode(self, pictures: Tensor) -> Tensor:
        """(B, 4, S, S) premultiplied RGBA in 0…1 to (B, C, 16, 16) latents of mean 0 and mean square 1."""
        latents: Tensor = self.components(pictures)
        return latents

    def draw(self, latents: Tensor) -> Tensor:
        """(B, C, 16, 16) to (B, 4, S, S), about 0…1, as training looks at it."""
        detail = pixel_shuffle(self.decoder(latents * _DECODER_GAIN), self.size_px // GRID // 2)
        drawn: Tensor = self.inverse(latents) + detail
        return drawn

    def forward(self, pictures: Tensor, disturbance: Tensor | None = None) -> Tensor:
        """Encode, disturb the latents by (B, C, 16, 16), draw."""
        latents = self.encode(pictures)
        return self.draw(latents if disturbance is None else latents + disturbance)

    def decode(self, latents: Tensor) -> Tensor:
        """(B, C, 16, 16) latents to (B, 4, S, S) premultiplied RGBA in 0…1, valid (colour ≤ coverage)."""
        pictures = self.draw(latents).clamp(0, 1)
        coverage = pictures[:, 3:]
        coverage = torch.where(coverage > 1 - 2.5 / 255, torch.ones_like(coverage), coverage)
        coverage = torch.where(coverage < 2.5 / 255, torch.zeros_like(coverage), coverage)
        return torch.cat([torch.minimum(pictures[:, :3], coverage), coverage], dim=1)

    @classmethod
    def load(cls, folder: Path) -> PortraitAutoencoder:
        """Read what `save_pretrained` wrote.

        Raises:
            ModelError: If the folder has no whole autoencoder.
        """
        return load_pretrained(cls, folder, "portrait autoencoder")


def to_premultiplied(pictures: NDArray[np.uint8]) -> Tensor:
    """(B, S, S, 4) uint8 straight alpha to (B, 4, S, S) float premultiplied in 0…1."""
    values = torch.from_numpy(np.ascontiguousarray(pictures)).permute(0, 3, 1, 2).float() / 255
    return torch.cat([values[:, :3] * values[:, 3:], values[:, 3:]], dim=1)


def to_straight(pictures: Tensor) -> NDArray[np.uint8]:
    """(B, 4, S, S) premultiplied in 0…1 to (B, S, S, 4) uint8 straight alpha."""
    coverage = pictures[:, 3:].float().clamp(0, 1)
    colour = (pictures[:, :3].float() / coverage.clamp(min=1e-4)).clamp(0, 1)
    values = torch.cat([torch.where(coverage > 0, colour, torch.zeros_like(colour)), coverage], dim=1)
    rounded: NDArray[np.uint8] = (values * 255).round().to(torch.uint8).permute(0, 2, 3, 1).cpu().numpy()
    return rounded


__all__ = ["CHANNELS", "GRID", "PortraitAutoencoder", "to_premultiplied", "to_straight"]
