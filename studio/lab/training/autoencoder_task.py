"""Training of the portrait autoencoder: absolute and squared error, and the error of edges."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from studio.engines.diffusion.autoencoder import GRID, PortraitAutoencoder, to_straight
from studio.lab.synth.corpus import Corpus, CorpusOptions, Split, contact_sheet
from studio.lab.training.settings import TrainingSettings

_EDGE_WEIGHT = 1.0
_SQUARE_WEIGHT = 4.0
_NOISE = 0.2
"""At most, of the latents while training: what a sampler leaves over must not show."""


class AutoencoderTask:
    """A third of the pictures stand on their background, the others alone on nothing."""

    def __init__(self, settings: TrainingSettings) -> None:
        torch.manual_seed(settings.seed)
        self.settings = settings
        network = PortraitAutoencoder(settings.size_px, **settings.network)
        if settings.threads:
            torch.set_num_threads(settings.threads)
        network.fit_components(self._sample(settings.size_px))
        network.components.requires_grad_(False)
        self.latent_channels = network.latent_channels
        self.network: nn.Module = network
        self.network.to(memory_format=torch.channels_last)
        self.size_px = settings.size_px

    def _sample(self, size_px: int, batches: int = 24) -> Tensor:
        pictures = []
        for index in range(batches):
            options = CorpusOptions(Split.TRAIN, poses_per_identity=1, size=size_px, with_background=index % 4 == 0)
            pictures.append(Corpus(options, 32).batch(20_000_000 + index).portraits.rgba)
        return torch.cat(pictures)

    def batch(self, index: int, device: torch.device) -> Tensor:
        return self._corpus(Split.TRAIN, index % 3 == 0, self.settings.batch_size).batch(index, device).portraits.rgba

    def _corpus(self, split: Split, with_background: bool, count: int) -> Corpus:
        options = CorpusOptions(split, poses_per_identity=1, size=self.size_px, with_background=with_background)
        return Corpus(options, count)

    def loss(self, batch: Tensor, noise: torch.Generator) -> tuple[Tensor, Mapping[str, Tensor]]:
        shape = (len(batch), self.latent_channels, GRID, GRID)
        strength = _NOISE * torch.rand((len(batch), 1, 1, 1), generator=noise, device=batch.device)
        drawn = self.network(batch, strength * torch.randn(shape, generator=noise, device=batch.device))
        error = drawn.float() - batch
        absolute, square = error.abs().mean(), error.square().mean()
        edges = _differences(drawn.float(), batch)
        loss = absolute + _EDGE_WEIGHT * edges + _SQUARE_WEIGHT * square
        return loss, {"absolute": absolute.detach(), "psnr": -10 * torch.log10(square.detach())}

    def _held_back(self, count: int = 32) -> Tensor:
        halves = [self._corpus(Split.VALIDATION, shown, count // 2).batch(0).portraits.rgba for shown in (True, False)]
        return torch.cat(halves)

    def validate(self, averaged: nn.Module) -> Mapping[str, float]:
        assert isinstance(averaged, PortraitAutoencoder)
        pictures = self._held_back(64).to(averaged.device)
        drawn = averaged.decode(averaged.encode(pictures))
        squares = (drawn - pictures).square().mean(dim=(1, 2, 3))
        return {"psnr_db": float((-10 * squares.log10()).mean()), "psnr_worst_db": float((-10 * squares.log10()).min())}

    def sheet(self, averaged: nn.Module) -> NDArray[np.uint8]:
        assert isinstance(averaged, PortraitAutoencoder)
        pictures = self._held_back().to(averaged.device)
        drawn = averaged.decode(averaged.encode(pictures))
        rows = [part for start in (0, 8, 16, 24) for part in (pictures[start : start + 8], drawn[start : start + 8])]
        return contact_sheet(to_straight(torch.cat(rows)), 8)

    def save(self, averaged: nn.Module, folder: Path) -> None:
        assert isinstance(averaged, PortraitAutoencoder)
        averaged.save_pretrained(folder)


def _differences(first: Tensor, second: Tensor) -> Tensor:
    across = (first.diff(dim=3) - second.diff(dim=3)).abs().mean()
    down = (first.diff(dim=2) - second.diff(dim=2)).abs().mean()
    return across + down
