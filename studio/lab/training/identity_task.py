"""Training of the identity encoder: all expressions of a character near each other, other characters far."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from studio.engines.diffusion.identity import PortraitIdentity
from studio.lab.evaluation.scores import top_one
from studio.lab.training.cached import gallery_rows, grown, latent_caches, some_of_each
from studio.lab.training.losses import margin_contrast
from studio.lab.training.settings import TrainingSettings

_NOISE = 0.1
_CHUNK = 256
NO_SHEET: NDArray[np.uint8] = np.zeros((0, 0, 4), np.uint8)

Batch = tuple[Tensor, Tensor]


class IdentityTask:
    """Cached latents; half of the pictures a little noisy, as what generators draw is."""

    def __init__(self, settings: TrainingSettings) -> None:
        torch.manual_seed(settings.seed)
        self.settings = settings
        self.train, self.validation = latent_caches(settings)
        self.network: nn.Module = PortraitIdentity(self.train.latents.shape[1], **settings.network)

    def batch(self, index: int, device: torch.device) -> Batch:
        """The rows with this number, of what has been drawn until now."""
        self.train = grown(self.train, index)
        settings = self.settings
        rows = some_of_each(self.train, index, settings.batch_size, settings.poses_per_identity, settings.seed)
        return self.train.pictures_of(rows).to(device), torch.from_numpy(self.train.seeds[rows]).to(device)

    def loss(self, batch: Batch, noise: torch.Generator) -> tuple[Tensor, Mapping[str, Tensor]]:
        """How far characters are mixed up."""
        latents, seeds = batch
        vectors = self.network(disturbed(latents, noise))
        loss = margin_contrast(vectors, seeds)
        cosine = (vectors @ vectors.T).detach().fill_diagonal_(-1)
        right = seeds[cosine.argmax(dim=1)] == seeds
        return loss, {"found_in_batch": right.float().mean()}

    def validate(self, averaged: nn.Module) -> Mapping[str, float]:
        """Whether held-back characters are found again among each other by their resting faces."""
        gallery, probes, truth = gallery_rows(self.validation)
        vectors = [
            in_chunks(averaged, self.validation.pictures_of(rows), next(averaged.parameters()).device)
            for rows in (gallery, probes)
        ]
        found = top_one(vectors[0], vectors[1], torch.from_numpy(truth))
        same = (vectors[1] * vectors[0][torch.from_numpy(truth)]).sum(dim=1)
        return {"top_one": found, "characters": float(len(gallery)), "same_cosine": float(same.mean())}

    def sheet(self, averaged: nn.Module) -> NDArray[np.uint8]:
        """Nothing to see."""
        return NO_SHEET

    def save(self, averaged: nn.Module, folder: Path) -> None:
        """Write the folder that ships."""
        assert isinstance(averaged, PortraitIdentity)
        averaged.save_pretrained(folder)


def disturbed(latents: Tensor, noise: torch.Generator) -> Tensor:
    """Latents with noise of chance strength, up to a tenth of their deviation."""
    strength = _NOISE * torch.rand((len(latents), 1, 1, 1), generator=noise, device=latents.device)
    return latents + strength * torch.randn(latents.shape, generator=noise, device=latents.device)


def in_chunks(network: nn.Module, pictures: Tensor, device: torch.device) -> Tensor:
    """What a network says about many pictures."""
    return torch.cat([network(part.to(device)).float().cpu() for part in pictures.split(_CHUNK)])


__all__ = ["NO_SHEET", "IdentityTask", "disturbed", "in_chunks"]
