"""Portraits as small latents and back: diffusers' tiny autoencoder over folded pixels.

A picture is premultiplied RGBA. Each square of pixels is first folded into channels (`pixel_unshuffle`), so that the
network works on a 32 × 32 grid whatever the size of the picture, and the latents are 16 × 16: 128 px fold by 4, 256 px
by 8. Latents leave and enter normalised to mean 0 and deviation 1 per channel.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import torch
from diffusers import AutoencoderTiny
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn.functional import pixel_shuffle, pixel_unshuffle

from studio.core.errors import ModelError

GRID = 32
"""Cells a side after folding; the latents have half of it."""
CHANNELS = 4
"""Red, green, blue, coverage: premultiplied."""
_STATISTICS = "latent_statistics.safetensors"


class PortraitAutoencoder(nn.Module):
    """Premultiplied RGBA portraits to latents and back.

    Args:
        network: diffusers' tiny autoencoder for folded pixels.
        mean: (C,) of its latents over the corpus.
        deviation: (C,) likewise.
    """

    def __init__(self, network: AutoencoderTiny, mean: Tensor | None = None, deviation: Tensor | None = None) -> None:
        super().__init__()
        self.network = network
        channels = int(network.config["latent_channels"])
        self.register_buffer("mean", torch.zeros(channels) if mean is None else mean.float())
        self.register_buffer("deviation", torch.ones(channels) if deviation is None else deviation.float())

    mean: Tensor
    deviation: Tensor

    @classmethod
    def small(cls, size_px: int = 128, latent_channels: int = 16, width: int = 64) -> PortraitAutoencoder:
        """A new one with random weights.

        Args:
            size_px: Side of the pictures, a multiple of 32.
            latent_channels: Channels of the latents.
            width: Channels inside.
        """
        folded = CHANNELS * (size_px // GRID) ** 2
        network = AutoencoderTiny(
            in_channels=folded, out_channels=folded, latent_channels=latent_channels,
            encoder_block_out_channels=(width, width), decoder_block_out_channels=(width, width),
            num_encoder_blocks=(2, 3), num_decoder_blocks=(3, 4),
        )  # fmt: skip
        return cls(network)

    @property
    def size_px(self) -> int:
        """Side of the pictures."""
        return GRID * round((int(self.network.config["in_channels"]) / CHANNELS) ** 0.5)

    @property
    def latent_channels(self) -> int:
        """Channels of the latents."""
        return int(self.network.config["latent_channels"])

    def raw_latents(self, pictures: Tensor) -> Tensor:
        """(B, 4, S, S) in 0…1 to (B, C, 16, 16), not normalised."""
        latents: Tensor = self.network.encoder(pixel_unshuffle(pictures * 2 - 1, self.size_px // GRID))
        return latents

    def from_raw(self, latents: Tensor) -> Tensor:
        """(B, C, 16, 16), not normalised, to (B, 4, S, S), about 0…1."""
        folded = self.network.decoder(latents)
        return (pixel_shuffle(folded, self.size_px // GRID) + 1) / 2

    def forward(self, pictures: Tensor, disturbance: Tensor | None = None) -> tuple[Tensor, Tensor]:
        """What training looks at: the raw latents, and the pictures drawn from them after a disturbance.

        Args:
            pictures: (B, 4, S, S) in 0…1.
            disturbance: (B, C, 16, 16) added to the latents before drawing.
        """
        latents = self.raw_latents(pictures)
        return latents, self.from_raw(latents if disturbance is None else latents + disturbance)

    def encode(self, pictures: Tensor) -> Tensor:
        """(B, 4, S, S) premultiplied RGBA in 0…1 to (B, C, 16, 16) normalised latents."""
        return (self.raw_latents(pictures) - self.mean[:, None, None]) / self.deviation[:, None, None]

    def decode(self, latents: Tensor) -> Tensor:
        """(B, C, 16, 16) normalised latents to (B, 4, S, S) premultiplied RGBA in 0…1, valid (colour ≤ coverage)."""
        pictures = self.from_raw(latents * self.deviation[:, None, None] + self.mean[:, None, None]).clamp(0, 1)
        coverage = pictures[:, 3:]
        coverage = torch.where(coverage > 1 - 1.5 / 255, torch.ones_like(coverage), coverage)
        coverage = torch.where(coverage < 2.5 / 255, torch.zeros_like(coverage), coverage)
        return torch.cat([torch.minimum(pictures[:, :3], coverage), coverage], dim=1)

    def save_pretrained(self, folder: Path) -> None:
        """Write as a diffusers folder, with the statistics of the latents beside the weights."""
        from safetensors.torch import save_file

        self.network.save_pretrained(folder, safe_serialization=True)
        save_file({"mean": self.mean.contiguous(), "deviation": self.deviation.contiguous()}, folder / _STATISTICS)

    @classmethod
    def from_pretrained(cls, folder: Path, **settings: Any) -> PortraitAutoencoder:
        """Read what `save_pretrained` wrote.

        Raises:
            ModelError: If the folder has no whole autoencoder.
        """
        from safetensors.torch import load_file

        try:
            network = AutoencoderTiny.from_pretrained(folder, local_files_only=True, **settings)
            statistics = load_file(folder / _STATISTICS)
        except (OSError, ValueError) as error:
            raise ModelError(
                f"The portrait autoencoder in {folder} cannot be read.", "Install the program again.", "model.broken"
            ) from error
        return cls(network, statistics["mean"], statistics["deviation"]).eval()


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
