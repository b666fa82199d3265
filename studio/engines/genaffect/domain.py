"""How far a picture lies from what the avatar model has learned from: drawn portraits.

A drawn portrait is flat in places: skin, cloth and hair have stretches without any texture between their lines. A
photograph or a painting has grain, pores and shading everywhere. So the calmest parts of the figure are looked at: how
much even they are textured. (What the autoencoder loses says nothing: a soft photograph comes back better than a
drawing with sharp lines.)
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor
from torch.nn.functional import conv2d

from studio.core.files import write_atomic

FILE_NAME = "domain.json"
FAR = 2.0
"""Beyond this distance a picture is not of the corpus' kind: of 200 drawn portraits none lies beyond 1.4; of 12
photographs and paintings, cut to 128 px, none nearer than 2.9; anime lies between."""
_CALMEST = (0.1, 0.25)
"""The shares of the figure's pixels that are its calmest."""
_SEEN_SIDE_PX = 128
_LEAST_DEVIATION = 0.35
_FLAT = 1e-4
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
    def of(cls, portraits: Tensor) -> Domain:
        """What some drawn portraits (B, 4, S, S), premultiplied, are like."""
        found = measures(portraits)
        deviation = found.std(dim=0).clamp(min=_LEAST_DEVIATION)
        return cls(tuple(found.mean(dim=0).tolist()), tuple(deviation.tolist()))

    @classmethod
    def drawn(cls, size_px: int = _SEEN_SIDE_PX) -> Domain:
        """The same from portraits that are drawn for it; takes a second or two."""
        from studio.engines.diffusion.autoencoder import to_premultiplied
        from studio.engines.portrait.renderer import draw_few
        from studio.models.genome import PortraitGenome

        genomes = [PortraitGenome.random(_FIRST_SEED + index) for index in range(_PORTRAITS)]
        drawn = draw_few(genomes, [{}] * len(genomes), size_px, False)
        return cls.of(to_premultiplied(drawn.pixels()))

    @classmethod
    def load(cls, folder: Path) -> Domain | None:
        """What `save` wrote; None if it is not there."""
        try:
            values = json.loads((folder / FILE_NAME).read_text(encoding="utf-8"))
            found = cls(tuple(map(float, values["mean"])), tuple(map(float, values["deviation"])))
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return found if len(found.mean) == len(found.deviation) == len(_CALMEST) else None

    def save(self, folder: Path) -> None:
        """Write it beside the weights."""
        text = json.dumps({"mean": self.mean, "deviation": self.deviation}, indent=2) + "\n"
        write_atomic(folder / FILE_NAME, text.encode())

    def distance(self, portrait: Tensor) -> float:
        """How far a portrait (4, S, S) lies, in the deviations of drawn ones; only more texture than theirs counts."""
        found = measures(portrait[None])[0]
        apart = (found - torch.tensor(self.mean)) / torch.tensor(self.deviation)
        return float(apart.clamp(min=0).square().mean().sqrt())


def measures(portraits: Tensor) -> Tensor:
    """(B, 2) logarithms of the texture in the calmest tenth and in the calmest quarter of each figure.

    Args:
        portraits: (B, 4, S, S) premultiplied; more than 128 px are averaged down, because texture depends on the size.
    """
    given = portraits.float()
    factor = max(1, given.shape[-1] // _SEEN_SIDE_PX)
    given = torch.nn.functional.avg_pool2d(given, factor) if factor > 1 else given
    grey = given[:, :3].mean(dim=1, keepdim=True)
    kernel = torch.tensor([[0.0, -1.0, 0.0], [-1.0, 4.0, -1.0], [0.0, -1.0, 0.0]])[None, None]
    strength = conv2d(grey, kernel, padding=1).abs()[:, 0]
    inside = given[:, 3] > 0.98
    levels = torch.tensor(_CALMEST)
    found = [
        (strength[row][inside[row]] if bool(inside[row].any()) else strength[row].flatten()).quantile(levels)
        for row in range(len(given))
    ]
    return (torch.stack(found) + _FLAT).log10()


__all__ = ["FAR", "FILE_NAME", "Domain", "measures"]
