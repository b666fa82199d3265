"""Training of the first drawing: one portrait of a character to its portrait with another expression."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from studio.engines.diffusion.autoencoder import to_straight
from studio.engines.diffusion.motion import PortraitMotion, joined, valid
from studio.engines.diffusion.reader import to_network_units
from studio.lab.synth.corpus import contact_sheet
from studio.lab.training.cache import PixelCache
from studio.lab.training.cached import grown, piece
from studio.lab.training.mirror import mirrored_controls
from studio.lab.training.settings import TrainingSettings

_NEUTRAL = 0.65
"""How often a character is known by its resting face."""
_SEVERAL = 0.2
"""How often it is known by two pictures."""
_STRAIGHT, _STRAIGHT_DEG = 0.65, 6.0
"""How often both pictures look straight ahead: a turned head moves so much that the face's share is lost in it."""
_LIVELY, _FACIAL = 4.0, 24.0
"""How much more a pixel counts that differs from the reference, and one that does in the middle of the face."""
_DIFFERS = 0.04
_MIDDLE = (slice(44, 106), slice(32, 96))
"""Rows and columns of the middle of the face at 128 px: brows, eyes, mouth."""
_EDGE_WEIGHT, _SQUARE_WEIGHT, _HEAD_WEIGHT = 1.0, 4.0, 0.15
_VALIDATED, _SHOWN, _CHUNK = 256, 32, 32


@dataclass(frozen=True, slots=True, eq=False)
class Pairs:
    """What is known and what is to be drawn.

    Attributes:
        references: (B, R, 4, S, S) premultiplied.
        controls: (B, 55) in network units.
        truth: (B, 4, S, S) premultiplied.
    """

    references: Tensor
    controls: Tensor
    truth: Tensor

    def to(self, device: torch.device) -> Pairs:
        """The same on a device."""
        return Pairs(self.references.to(device), self.controls.to(device), self.truth.to(device))


class MotionTask:
    """Cached pictures (`lab cache --pixels`).

    Pieces: "pixels" and "validation_pixels"; "start" (saved weights to begin with; what they do not have begins anew).
    """

    def __init__(self, settings: TrainingSettings) -> None:
        torch.manual_seed(settings.seed)
        self.settings = settings
        self.train = PixelCache(piece(settings, "pixels"))
        self.validation = PixelCache(piece(settings, "validation_pixels"))
        network = PortraitMotion(**settings.network)
        if settings.pieces.get("start"):
            network.begin_with(Path(settings.pieces["start"]))
        self.network: nn.Module = network

    def batch(self, index: int, device: torch.device) -> Pairs:
        """The pictures with this number, of what has been drawn until now."""
        self.train = grown(self.train, index)
        chance = np.random.default_rng((self.settings.seed, index))
        known = 2 if chance.random() < _SEVERAL else 1
        count = self.settings.batch_size // known
        poses = self.train.poses_per_identity
        first = chance.integers(self.train.identities, size=count) * poses
        angles = np.abs(self.train.controls[first[:, None] + np.arange(poses), -3:]).max(axis=2)
        worn = np.stack([_chosen(chance, one < _STRAIGHT_DEG, 1 + known) for one in angles])
        resting = chance.random(count) < _NEUTRAL
        # The resting face stands first of its rows; it is swapped in, so that no picture is its own reference.
        for row in np.flatnonzero(resting):
            worn[row][worn[row] == 0] = worn[row, 1]
            worn[row, 1] = 0
        return self._pairs(self.train, first, worn, bool(chance.random() < 0.5)).to(device)

    def _pairs(
        self, cache: PixelCache, first: NDArray[np.int64], worn: NDArray[np.int64], is_mirrored: bool = False
    ) -> Pairs:
        truth = cache.pictures_of(first + worn[:, 0])
        references = cache.pictures_of((first[:, None] + worn[:, 1:]).reshape(-1))
        controls = to_network_units(cache.controls_of(first + worn[:, 0]))
        if is_mirrored:
            truth, references, controls = truth.flip(3), references.flip(3), mirrored_controls(controls)
        return Pairs(references.unflatten(0, (len(first), -1)), controls, truth)

    def loss(self, batch: Pairs, noise: torch.Generator) -> tuple[Tensor, Mapping[str, Tensor]]:
        """Errors of what was drawn, of its edges, and of the head's movement alone."""
        count, known = batch.references.shape[:2]
        moved = self.network(batch.references.flatten(0, 1), batch.controls.repeat_interleave(known, dim=0))
        drawn = joined(moved, torch.ones(count, known, dtype=torch.bool, device=batch.truth.device)).float()
        truth = batch.truth
        differs = (truth - batch.references[:, 0]).abs().amax(dim=1, keepdim=True) > _DIFFERS
        lively = torch.full(truth.shape[-2:], _LIVELY, device=truth.device)
        lively[_MIDDLE] = _FACIAL
        weights = 1 + (lively - 1) * differs.float()
        weights = weights / weights.mean(dim=(1, 2, 3), keepdim=True)
        error = drawn - truth
        absolute, squared = (weights * error.abs()).mean(), (weights * error.square()).mean()
        across = (weights[..., 1:] * error.diff(dim=3).abs()).mean()
        down = (weights[..., 1:, :] * error.diff(dim=2).abs()).mean()
        repeated = truth.repeat_interleave(known, dim=0)
        head = (moved.head.float() - repeated).abs().mean()
        loss = absolute + _EDGE_WEIGHT * (across + down) + _SQUARE_WEIGHT * squared + _HEAD_WEIGHT * head
        psnr = _psnr(drawn.detach().clamp(0, 1), truth)
        return loss, {"absolute": absolute.detach(), "psnr": psnr}

    def _held_back(self, count: int) -> Pairs:
        poses = self.validation.poses_per_identity
        characters = min(self.validation.identities, -(-count // (poses - 1)))
        first = np.repeat(np.arange(characters, dtype=np.int64) * poses, poses - 1)[:count]
        worn = np.stack([np.tile(np.arange(1, poses), characters)[:count], np.zeros(len(first), np.int64)], axis=1)
        return self._pairs(self.validation, first, worn)

    @torch.no_grad()
    def _drawn(self, averaged: nn.Module, pairs: Pairs) -> Tensor:
        device = next(averaged.parameters()).device
        parts = [
            valid(averaged(known[:, 0].to(device), told.to(device)).picture).cpu()
            for known, told in zip(pairs.references.split(_CHUNK), pairs.controls.split(_CHUNK), strict=True)
        ]
        return torch.cat(parts)

    def validate(self, averaged: nn.Module) -> Mapping[str, float]:
        """Errors on held-back characters known by their resting face."""
        pairs = self._held_back(_VALIDATED)
        drawn = self._drawn(averaged, pairs)
        straight = pairs.controls[:, -3:].abs().amax(dim=1) < 0.5
        one = _psnrs(drawn, pairs.truth)
        copied = _psnrs(pairs.references[:, 0], pairs.truth)
        return {
            "psnr_db": float(one.mean()), "psnr_straight_db": float(one[straight].mean()),
            "psnr_turned_db": float(one[~straight].mean()), "copy_db": float(copied.mean()),
            "worst_db": float(one.min()),
        }  # fmt: skip

    def sheet(self, averaged: nn.Module) -> NDArray[np.uint8]:
        """In turn what is known, what is right, what was drawn."""
        pairs = self._held_back(_SHOWN)
        drawn = self._drawn(averaged, pairs)
        rows = [
            part[at : at + 8] for at in range(0, _SHOWN, 8) for part in (pairs.references[:, 0], pairs.truth, drawn)
        ]
        return contact_sheet(to_straight(torch.cat(rows)), 8)

    def save(self, averaged: nn.Module, folder: Path) -> None:
        """Write the folder that ships."""
        import copy

        assert isinstance(averaged, PortraitMotion)
        copy.deepcopy(averaged).half().save_pretrained(folder)


def _chosen(chance: np.random.Generator, is_straight: NDArray[np.bool_], count: int) -> NDArray[np.int64]:
    """Which of a character's rows are taken, in chance order."""
    order = chance.permutation(len(is_straight))
    if chance.random() < _STRAIGHT and is_straight.sum() >= count:
        order = order[is_straight[order]]
    return order[:count]


def _psnrs(drawn: Tensor, truth: Tensor) -> Tensor:
    return -10 * (drawn - truth).square().mean(dim=(1, 2, 3)).clamp(min=1e-6).log10()


def _psnr(drawn: Tensor, truth: Tensor) -> Tensor:
    return _psnrs(drawn, truth).mean()


__all__ = ["MotionTask", "Pairs"]
