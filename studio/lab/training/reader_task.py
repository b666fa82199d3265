"""Training of the expression reader: the 55 controls from latents, whoever wears them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from studio.engines.diffusion.reader import ExpressionReader, to_network_units
from studio.lab.evaluation.scores import control_errors, errors_by_control
from studio.lab.training.cached import grown, latent_caches, latent_mirror, some_of_each
from studio.lab.training.identity_task import NO_SHEET, disturbed, in_chunks
from studio.lab.training.losses import control_error, is_active
from studio.lab.training.mirror import mirrored_controls
from studio.lab.training.settings import TrainingSettings

_VALIDATED = 2048
_WORST_SHOWN = 6

Batch = tuple[Tensor, Tensor]


class ReaderTask:
    """Cached latents with the controls that were drawn.

    Pieces: "latents" and "validation_latents" (caches), "autoencoder" (may be left out; with it every second batch is
    seen in the mirror).
    """

    def __init__(self, settings: TrainingSettings) -> None:
        torch.manual_seed(settings.seed)
        self.settings = settings
        self.train, self.validation = latent_caches(settings)
        self.mirror = latent_mirror(settings, self.train)
        self.network: nn.Module = ExpressionReader(self.train.latents.shape[1], **settings.network)

    def batch(self, index: int, device: torch.device) -> Batch:
        """The rows with this number, of what has been drawn until now."""
        self.train = grown(self.train, index)
        settings = self.settings
        rows = some_of_each(self.train, index, settings.batch_size, settings.poses_per_identity, settings.seed)
        latents, controls = self.train.pictures_of(rows), to_network_units(self.train.controls_of(rows))
        if self.mirror is not None and index % 2:
            latents, controls = self.mirror(latents), mirrored_controls(controls)
        return latents.to(device), controls.to(device)

    def loss(self, batch: Batch, noise: torch.Generator) -> tuple[Tensor, Mapping[str, Tensor]]:
        """How far controls are off."""
        latents, truth = batch
        read = self.network(disturbed(latents, noise))
        return control_error(read, truth), active_part(read, truth)

    def validate(self, averaged: nn.Module) -> Mapping[str, float]:
        """Errors on held-back characters."""
        rows = np.arange(min(_VALIDATED, len(self.validation)), dtype=np.int64)
        read = in_chunks(averaged, self.validation.pictures_of(rows), next(averaged.parameters()).device)
        return reading_numbers(read, to_network_units(self.validation.controls_of(rows)))

    def sheet(self, averaged: nn.Module) -> NDArray[np.uint8]:
        """Nothing to see."""
        return NO_SHEET

    def save(self, averaged: nn.Module, folder: Path) -> None:
        """Write the folder that ships."""
        assert isinstance(averaged, ExpressionReader)
        averaged.save_pretrained(folder)


def active_part(read: Tensor, truth: Tensor) -> dict[str, Tensor]:
    """The mean absolute error over the controls that are worn, to log."""
    return {"active_error": (read.detach().float() - truth).abs()[is_active(truth)].mean()}


def reading_numbers(read: Tensor, truth: Tensor) -> dict[str, float]:
    """What is reported of a reader: its errors, and the controls that it reads worst."""
    worst = list(errors_by_control(read, truth).items())[:_WORST_SHOWN]
    return control_errors(read, truth) | {f"worst: {name}": value for name, value in worst}


__all__ = ["ReaderTask", "active_part", "reading_numbers"]
