"""Who is drawn, whatever the face does: latents to a unit vector, and to tokens for conditioning."""

from __future__ import annotations

from pathlib import Path

from torch import Tensor, nn
from torch.nn.functional import normalize

from studio.engines.diffusion.latent_backbone import LatentBackbone, as_tokens
from studio.engines.diffusion.weights import load_network, save_network

TOKENS = 64


class PortraitIdentity(nn.Module):  # type: ignore[misc,unused-ignore]
    """The identity encoder for portraits of the corpus' kind.

    Args:
        latent_channels: Channels of the latents.
        width: Channels inside, a multiple of 8.
        depth: Blocks on each grid.
        embedding: Numbers of the vector.
    """

    def __init__(self, latent_channels: int = 16, width: int = 40, depth: int = 1, embedding: int = 512) -> None:
        super().__init__()
        self.settings = {"latent_channels": latent_channels, "width": width, "depth": depth, "embedding": embedding}
        self.backbone = LatentBackbone(latent_channels, width, depth)
        self.head = nn.Linear(4 * width * 16, embedding)

    @property
    def token_width(self) -> int:
        """Numbers of one token of `features`."""
        return 6 * self.settings["width"]

    def forward(self, latents: Tensor) -> Tensor:
        """(B, C, 16, 16) normalised latents to (B, embedding) unit vectors: near for one character, far for two."""
        return normalize(self.head(self.backbone(latents)[1].flatten(1)), dim=1)

    def embed(self, latents: Tensor) -> Tensor:
        """The same as calling the network."""
        vectors: Tensor = self(latents)
        return vectors

    def features(self, latents: Tensor) -> Tensor:
        """(B, C, 16, 16) normalised latents to (B, 64, token_width) tokens, for conditioning."""
        return as_tokens(*self.backbone(latents))

    def save_pretrained(self, folder: Path) -> None:
        """Write `config.json` and `model.safetensors`."""
        save_network(self, dict(self.settings), folder)

    @classmethod
    def from_pretrained(cls, folder: Path) -> PortraitIdentity:
        """Read what `save_pretrained` wrote.

        Raises:
            ModelError: If the folder holds no whole identity encoder.
        """
        return load_network(cls, folder, "identity encoder")


__all__ = ["TOKENS", "PortraitIdentity"]
