"""How far a picture lies from what the avatar model has learned from: drawn portraits.

A photograph has texture that drawn portraits never have, and its latents do not come back as they went in. Both are
measured, and compared with how they are for drawn portraits.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor
from torch.nn.functional import conv2d

from studio.core.files import write_atomic
from studio.engines.diffusion.autoencoder import PortraitAutoencoder

FILE_NAME = "domain.json"
FAR = 4.0
"""Beyond this distance a picture is not of the corpus' kind; drawn portraits lie about 1 away."""
_LEAST_DEVIATION = 0.08
_FIRST_SEED, _PORTRAITS = 905_000_000, 32


@dataclass(frozen=True, slots=True)
class Domain:
    """What drawn portraits are like.

    Attributes:
        mean: Of each measure over drawn portraits.
        deviation: Likewise.
    """

    mean: tuple[float, ...]
    deviation: tuple[float, ...]

    @classmethod
    def of(cls, portraits: Tensor, autoencoder: PortraitAutoencoder) -> Domain:
        """What some drawn portraits (B, 4, S, S), premultiplied, are like."""
        found = measures(portraits, autoencoder)
        deviation = found.std(dim=0).clamp(min=_LEAST_DEVIATION)
        return cls(tuple(found.mean(dim=0).tolist()), tuple(deviation.tolist()))

    @classmethod
    def drawn(cls, autoencoder: PortraitAutoencoder) -> Domain:
        """The same from portraits that are drawn for it; takes a second or two."""
        from studio.engines.diffusion.autoencoder import to_premultiplied
        from studio.engines.portrait.renderer import draw_few
        from studio.models.genome import PortraitGenome

        genomes = [PortraitGenome.random(_FIRST_SEED + index) for index in range(_PORTRAITS)]
        drawn = draw_few(genomes, [{}] * len(genomes), autoencoder.size_px, False)
        return cls.of(to_premultiplied(drawn.pixels()), autoencoder)

    @classmethod
    def load(cls, folder: Path) -> Domain | None:
        """What `save` wrote; None if it is not there."""
        try:
            values = json.loads((folder / FILE_NAME).read_text(encoding="utf-8"))
            return cls(tuple(map(float, values["mean"])), tuple(map(float, values["deviation"])))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def save(self, folder: Path) -> None:
        """Write it beside the weights."""
        text = json.dumps({"mean": self.mean, "deviation": self.deviation}, indent=2) + "\n"
        write_atomic(folder / FILE_NAME, text.encode())

    def distance(self, portrait: Tensor, autoencoder: PortraitAutoencoder) -> float:
        """How far a portrait (4, S, S) lies, in the deviations of drawn ones; only what they have less of counts."""
        found = measures(portrait[None], autoencoder)[0]
        apart = (found - torch.tensor(self.mean)) / torch.tensor(self.deviation)
        return float(apart.clamp(min=0).square().mean().sqrt())


def measures(portraits: Tensor, autoencoder: PortraitAutoencoder) -> Tensor:
    """(B, 3) logarithms: what the autoencoder loses, texture inside the figure, and energy of the finest latents."""
    given = portraits.float()
    with torch.no_grad():
        latents = autoencoder.encode(given.to(autoencoder.device))
        lost = (autoencoder.decode(latents).cpu() - given).square().mean(dim=(1, 2, 3))
    fine = latents[:, latents.shape[1] // 2 :].cpu().square().mean(dim=(1, 2, 3))
    return torch.stack([lost, _texture(given), fine], dim=1).clamp(min=1e-8).log10()


def _texture(portraits: Tensor) -> Tensor:
    """(B,) middling strength of fine texture inside the figure: lines and edges are few, grain is everywhere."""
    grey = portraits[:, :3].mean(dim=1, keepdim=True)
    kernel = torch.tensor([[0.0, -1.0, 0.0], [-1.0, 4.0, -1.0], [0.0, -1.0, 0.0]])[None, None]
    strength = conv2d(grey, kernel, padding=1).abs()[:, 0]
    inside = portraits[:, 3] > 0.98
    found = [
        strength[row][inside[row]].median() if bool(inside[row].any()) else strength[row].median()
        for row in range(len(portraits))
    ]
    return torch.stack(found) + 1e-4


__all__ = ["FAR", "FILE_NAME", "Domain", "measures"]
