"""From pictures to the latents that the UNet draws in, and back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import torch
from torch import Tensor

from studio.engines.arc2face.layout import broken

if TYPE_CHECKING:  # it brings all of diffusers
    from studio.engines.diffusion.autoencoder import PortraitAutoencoder


class Codec(Protocol):
    """An autoencoder as the pipeline uses it. Pictures are (B, C, H, W) in 0…1."""

    channels: int
    """Of a picture: 3, or 4 with premultiplied transparency."""
    factor: int
    """Pixels a side of one latent."""
    latent_channels: int

    def distribution(self, pictures: Tensor) -> tuple[Tensor, Tensor]:
        """Mean and deviation of the latents, before scaling."""
        ...

    def scaled(self, latents: Tensor) -> Tensor:
        """Latents as the UNet knows them."""
        ...

    def decode(self, latents: Tensor) -> Tensor:
        """Latents as the UNet knows them to pictures."""
        ...

    def to(self, device: torch.device) -> None:
        """Move the weights."""
        ...

    def use_tiles(self) -> None:
        """Work in pieces from now on, where that needs less memory."""
        ...


class StableCodec:
    """The autoencoder of Stable Diffusion; always in single precision, which half precision overflows.

    Args:
        network: `AutoencoderKL`.
        is_tiled: Large pictures in pieces, for small cards.
    """

    channels = 3

    def __init__(self, network: Any, is_tiled: bool = False) -> None:
        self.network = network
        self.factor = 2 ** (len(network.config["block_out_channels"]) - 1)
        self.latent_channels = int(network.config["latent_channels"])
        self.scale = float(network.config["scaling_factor"])
        if is_tiled:
            self.use_tiles()

    @torch.no_grad()
    def distribution(self, pictures: Tensor) -> tuple[Tensor, Tensor]:
        """See `Codec.distribution`."""
        found = self.network.encode(pictures * 2 - 1).latent_dist
        return found.mean, found.std

    def scaled(self, latents: Tensor) -> Tensor:
        """See `Codec.scaled`."""
        return latents * self.scale

    @torch.no_grad()
    def decode(self, latents: Tensor) -> Tensor:
        """See `Codec.decode`."""
        return (self.decoded(latents) / 2 + 0.5).clamp(0, 1)

    def decoded(self, latents: Tensor) -> Tensor:
        """What the decoder gives, about -1…1, nothing cut off."""
        result: Tensor = self.network.decode(latents.float() / self.scale, return_dict=False)[0]
        return result

    def to(self, device: torch.device) -> None:
        """See `Codec.to`."""
        self.network.to(device)

    def use_tiles(self) -> None:
        """See `Codec.use_tiles`."""
        self.network.enable_tiling()

    @classmethod
    def load(cls, folder: Path, is_tiled: bool = False) -> StableCodec:
        """Read an autoencoder.

        Raises:
            ModelError: If it is damaged.
        """
        from diffusers import AutoencoderKL

        from studio.engines.arc2face.loading import load_diffusers

        network = load_diffusers(AutoencoderKL, folder, torch.float32)
        if not hasattr(network, "decode"):
            raise broken(folder / "config.json", "it is no autoencoder")
        return cls(network, is_tiled)


class PortraitCodec:
    """The studio's own autoencoder for drawn portraits with transparency.

    Args:
        network: The autoencoder.
    """

    channels = 4

    def __init__(self, network: PortraitAutoencoder) -> None:
        self.network = network
        self.factor = network.size_px // 16
        self.latent_channels = network.latent_channels

    @torch.no_grad()
    def distribution(self, pictures: Tensor) -> tuple[Tensor, Tensor]:
        """See `Codec.distribution`; this one is sure of itself."""
        latents = self.network.encode(pictures)
        return latents, torch.zeros_like(latents)

    def scaled(self, latents: Tensor) -> Tensor:
        """See `Codec.scaled`; they are normalised already."""
        return latents

    @torch.no_grad()
    def decode(self, latents: Tensor) -> Tensor:
        """See `Codec.decode`."""
        return self.network.decode(latents.float())

    def use_tiles(self) -> None:
        """See `Codec.use_tiles`; these pictures are small."""

    def to(self, device: torch.device) -> None:
        """See `Codec.to`."""
        self.network.to(device)


__all__ = ["Codec", "PortraitCodec", "StableCodec"]
