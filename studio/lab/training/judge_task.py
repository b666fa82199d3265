"""Training of the judges, from characters that nothing else learns from, and from pixels."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from studio.core.errors import InputError
from studio.engines.diffusion.reader import to_network_units
from studio.lab.evaluation.judges import FACE_SIZE_PX, ExpressionJudge, IdentityJudge, Judges
from studio.lab.evaluation.scores import top_one
from studio.lab.synth.corpus import Split
from studio.lab.training.cache import PixelCache
from studio.lab.training.cached import gallery_rows, grown, piece, some_of_each
from studio.lab.training.identity_task import NO_SHEET, in_chunks
from studio.lab.training.losses import control_error, margin_contrast
from studio.lab.training.mirror import mirrored_controls
from studio.lab.training.reader_task import active_part, reading_numbers
from studio.lab.training.settings import TrainingSettings

_SHIFT_PX = 1
_NOISE = 0.03
_VALIDATED = 2048

Batch = tuple[Tensor, Tensor, Tensor, Tensor]
"""Pictures, the same characters at rest, who they are, and what they wear."""


class JudgesTask:
    """Both judges at once; they have no weight in common.

    Raises:
        InputError: If the pictures are not of the judges' own characters.
    """

    def __init__(self, settings: TrainingSettings) -> None:
        torch.manual_seed(settings.seed)
        self.settings = settings
        self.train = PixelCache(piece(settings, "pixels"))
        self.validation = PixelCache(piece(settings, "validation_pixels"))
        if min(self.train.facts.size_px, self.validation.facts.size_px) < FACE_SIZE_PX:
            raise InputError(
                f"Judges look at {FACE_SIZE_PX} px.",
                f"Draw with `lab cache --pixels --size {FACE_SIZE_PX}`.",
                "lab.judges",
            )
        if self.train.facts.split is not Split.JUDGES:
            raise InputError(
                "Judges learn from their own characters only.", "Draw with `lab cache --pixels --split judges`.",
                "lab.judges",
            )  # fmt: skip
        identity = IdentityJudge(**settings.network.get("identity", {}))
        self.network: nn.Module = Judges(identity, ExpressionJudge(**settings.network.get("expression", {})))

    def batch(self, index: int, device: torch.device) -> Batch:
        """The rows with this number, of what has been drawn until now."""
        self.train = grown(self.train, index)
        settings = self.settings
        rows = some_of_each(self.train, index, settings.batch_size, settings.poses_per_identity, settings.seed)
        pictures, controls = self.train.pictures_of(rows), to_network_units(self.train.controls_of(rows))
        resting = self.train.pictures_of(_resting(self.train, rows))
        if index % 2:  # in the mirror: all of a batch, so that each character stays one
            pictures, resting, controls = pictures.flip(3), resting.flip(3), mirrored_controls(controls)
        seeds = torch.from_numpy(self.train.seeds[rows])
        return pictures.to(device), resting.to(device), seeds.to(device), controls.to(device)

    def loss(self, batch: Batch, noise: torch.Generator) -> tuple[Tensor, Mapping[str, Tensor]]:
        """Both at once."""
        pictures, resting, seeds, truth = batch
        vectors, read = self.network(_as_drawn_by_others(pictures, noise), resting)
        who, what = margin_contrast(vectors, seeds), control_error(read, truth)
        parts = {"identity": who.detach(), "expression": what.detach(), **active_part(read, truth)}
        return who + 10 * what, parts

    def validate(self, averaged: nn.Module) -> Mapping[str, float]:
        """What both reach on held-back characters."""
        assert isinstance(averaged, Judges)
        device = next(averaged.parameters()).device
        gallery, probes, truth = gallery_rows(self.validation)
        vectors = [
            in_chunks(averaged.identity, self.validation.pictures_of(rows), device) for rows in (gallery, probes)
        ]
        rows = np.arange(min(_VALIDATED, len(self.validation)), dtype=np.int64)
        read = torch.cat(
            [self._read(averaged, part, device) for part in np.array_split(rows, max(1, len(rows) // 128))]
        )
        found = {"top_one": top_one(vectors[0], vectors[1], torch.from_numpy(truth)), "characters": float(len(gallery))}
        return found | reading_numbers(read, to_network_units(self.validation.controls_of(rows)))

    @torch.no_grad()
    def _read(self, judges: Judges, rows: NDArray[np.int64], device: torch.device) -> Tensor:
        cache = self.validation
        given = (cache.pictures_of(rows), cache.pictures_of(_resting(cache, rows)))
        return judges.expression(*(one.to(device) for one in given)).float().cpu()

    def sheet(self, averaged: nn.Module) -> NDArray[np.uint8]:
        """Nothing to see."""
        return NO_SHEET

    def save(self, averaged: nn.Module, folder: Path) -> None:
        """Write the folder that ships."""
        assert isinstance(averaged, Judges)
        averaged.save_pretrained(folder)


def _resting(cache: PixelCache, rows: NDArray[np.int64]) -> NDArray[np.int64]:
    """The rows of the same characters' resting faces."""
    each = cache.poses_per_identity
    found: NDArray[np.int64] = rows // each * each
    return found


def _as_drawn_by_others(pictures: Tensor, noise: torch.Generator) -> Tensor:
    """A pixel to any side and a little noise where something is: no generator draws as cleanly as the corpus."""
    across, down = torch.randint(-_SHIFT_PX, _SHIFT_PX + 1, (2,), generator=noise, device=pictures.device).tolist()
    moved = pictures.roll((down, across), (2, 3))
    strength = _NOISE * torch.rand((len(moved), 1, 1, 1), generator=noise, device=moved.device)
    grain = strength * torch.randn(moved.shape, generator=noise, device=moved.device)
    return (moved + grain * moved[:, 3:]).clamp(0, 1)


__all__ = ["JudgesTask"]
