"""Training of the swap: the velocity in the hole, and, through the midpoint, what the finished picture looks like."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn.functional import cosine_similarity

from studio.engines.diffsfsr.levels import TIMES, NoiseLevels, midpoint
from studio.engines.diffsfsr.model import SwapModel
from studio.engines.diffsfsr.pipeline import WAYS, DiffSFSRPipeline
from studio.engines.diffusion.autoencoder import PortraitAutoencoder, to_straight
from studio.engines.diffusion.identity import PortraitIdentity
from studio.engines.diffusion.reader import FEATURES, ExpressionReader, from_network_units
from studio.lab.synth.corpus import Split, contact_sheet
from studio.lab.training.cached import piece
from studio.lab.training.losses import control_error
from studio.lab.training.settings import TrainingSettings
from studio.lab.training.swap_data import POOL, DrawnPools, SwapLesson, SwapPools, lesson_of, usual_masks

DEFAULTS: Mapping[str, float] = {
    "pools": 8000, "midpoint_share": 0.25, "identity_weight": 0.1, "expression_weight": 0.3, "picture_weight": 0.3,
    "drop_share": 0.1, "feature_share": 0.3, "shown": 8,
}  # fmt: skip
"""Settings under `network` that are the task's own, the rest makes the model: how many pools there are in turn, the
share of a batch that goes through the midpoint, the weights of the losses on what comes out, how often a condition is
left out, how often a picture says what is worn, and how many held-back pools are drawn to look at and to measure."""
_MIDPOINT_TIMES = (150, 960)


class DiffSfsrTask:
    """One model that swaps and re-enacts at once.

    Its pieces are "autoencoder", "identity" and "reader"; "swaps" names a folder where drawn pools are kept.
    """

    def __init__(self, settings: TrainingSettings) -> None:
        torch.manual_seed(settings.seed)
        self.settings = settings
        choices = {**DEFAULTS, **{name: value for name, value in settings.network.items() if name in DEFAULTS}}
        self.choices: dict[str, float] = choices
        self.autoencoder = PortraitAutoencoder.load(piece(settings, "autoencoder")).requires_grad_(False)
        self.identity = PortraitIdentity.from_pretrained(piece(settings, "identity"))
        self.reader = ExpressionReader.from_pretrained(piece(settings, "reader"))
        self.levels = NoiseLevels()
        made = {name: value for name, value in settings.network.items() if name not in DEFAULTS}
        self.network: nn.Module = SwapModel(
            self.autoencoder.latent_channels,
            identity_width=self.identity.token_width,
            identity_size=int(self.identity.settings["embedding"]),
            reader_features=FEATURES,
            **made,
        )
        kept = settings.pieces.get("swaps")
        self.train = SwapPools(
            self.autoencoder, Split.TRAIN, int(choices["pools"]), Path(kept) if kept else None
        )  # fmt: skip
        self.held_back = SwapPools(self.autoencoder, Split.VALIDATION)
        self._validation: DrawnPools | None = None

    def _to(self, device: torch.device) -> None:
        for part in (self.autoencoder, self.identity, self.reader):
            part.to(device)

    def batch(self, index: int, device: torch.device) -> SwapLesson:
        """The batch with this number."""
        self._to(device)
        return self.train.lesson(index, self.settings.batch_size, self.settings.seed, device)

    def loss(self, batch: SwapLesson, noise: torch.Generator) -> tuple[Tensor, Mapping[str, Tensor]]:
        """The velocity's error in the hole, and the errors of identity, expression and picture of the estimate."""
        count, device = len(batch.truth), batch.truth.device
        added = torch.randn(batch.truth.shape, generator=noise, device=device)
        times = self._times(count, noise, device)
        noisy = self.levels.noised(batch.truth, added, times)
        told = self._told(batch, noise)
        velocity = self.network(noisy, times, batch.background, batch.mask, **told)
        goal = self.levels.velocity(batch.truth, added, times)
        error = ((velocity.float() - goal).square() * batch.mask).mean(dim=(1, 2, 3)) / batch.mask.mean(dim=(1, 2, 3))
        loss, parts = error.mean(), {"velocity": error.detach().mean()}
        through = self._through(count)
        if through:
            seen, found = self._finished(batch, noisy, times, added, told, velocity, through)
            loss = loss + found
            parts |= seen
        return loss, parts

    def _through(self, count: int) -> int:
        """How many rows, the first ones, go through the midpoint."""
        return round(self.choices["midpoint_share"] * count)

    def _times(self, count: int, noise: torch.Generator, device: torch.device) -> Tensor:
        times = torch.randint(0, TIMES, (count,), generator=noise, device=device)
        low, high = _MIDPOINT_TIMES
        through = self._through(count)
        times[:through] = low + times[:through] * (high - low) // TIMES
        return times

    def _told(self, batch: SwapLesson, noise: torch.Generator) -> dict[str, Any]:
        count, device = len(batch.truth), batch.truth.device

        def chance(share: float) -> Tensor:
            return torch.rand((count,), generator=noise, device=device) < share

        drop = self.choices["drop_share"]
        nothing = chance(drop / 2)
        keeps_identity, keeps_expression = ~(nothing | chance(drop / 2)), ~(nothing | chance(drop))
        through = self._through(count)  # a picture of nobody in particular cannot be judged
        keeps_identity[:through], keeps_expression[:through] = True, True
        with torch.no_grad():
            identity = (self.identity.features(batch.reference), self.identity.embed(batch.reference), batch.reference)
            features = self.reader.features(batch.shown)
        return {
            "identity": identity, "controls": batch.controls, "features": features,
            "from_features": chance(self.choices["feature_share"]), "keeps_identity": keeps_identity,
            "keeps_expression": keeps_expression,
        }  # fmt: skip

    def _finished(
        self,
        batch: SwapLesson,
        noisy: Tensor,
        times: Tensor,
        added: Tensor,
        told: Mapping[str, Any],
        velocity: Tensor,
        through: int,
    ) -> tuple[dict[str, Tensor], Tensor]:
        """The finished picture as two jumps see it, and how wrong it is; gradients flow through both evaluations."""
        some = slice(0, through)
        truth, mask, background = batch.truth[some], batch.mask[some], batch.background[some]
        few = {
            name: tuple(part[some] for part in value) if isinstance(value, tuple) else value[some]
            for name, value in told.items()
        }

        def predict(values: Tensor, at: Tensor) -> Tensor:
            found: Tensor = self.network(values, at, background, mask, **few)
            return found

        def impose(values: Tensor, at: Tensor) -> Tensor:
            return mask * values + (1 - mask) * self.levels.noised(truth, added[some], at)

        estimate = midpoint(predict, noisy[some], times[some], self.levels, impose, velocity[some]).float()
        estimate = mask * estimate + (1 - mask) * truth
        # The autoencoder's linear part is a picture already, at the cost of one small convolution.
        drawn, goal = self.autoencoder.inverse(estimate), self.autoencoder.inverse(truth)
        seen, wanted = (self.autoencoder.encode(part * batch.coverage[some]) for part in (drawn, goal))
        parts = {
            "identity": (1 - cosine_similarity(self.identity.embed(seen), self.identity.embed(wanted))).mean(),
            "expression": control_error(self.reader(seen), batch.controls[some]),
            "picture": (drawn - goal).abs().mean(),
        }
        weighted = torch.stack([self.choices[f"{name}_weight"] * value for name, value in parts.items()])
        return {name: value.detach() for name, value in parts.items()}, weighted.sum()

    def _held_back(self, device: torch.device) -> DrawnPools:
        self._to(device)
        if self._validation is None or self._validation.pictures.device != device:
            self._validation = self.held_back.draw(list(range(int(self.choices["shown"]))), device)
        return self._validation

    def _drawn(self, model: SwapModel, drawn: DrawnPools, way: str) -> Tensor:
        """(N, C, 16, 16) latents of every picture of the pools, made anew."""
        lesson = lesson_of(self.autoencoder, drawn, usual_masks(drawn))
        pipeline = DiffSFSRPipeline(self.autoencoder, self.identity, self.reader, model)
        pictures, alone = drawn.pictures, drawn.alone
        rows = torch.arange(len(pictures), device=pictures.device)
        side = self.autoencoder.size_px
        mask = torch.nn.functional.interpolate(lesson.mask, (side, side))
        found: Tensor = pipeline(
            pictures[rows ^ 1], mask, alone[rows ^ 2][:, None], from_network_units(lesson.controls),
            way=way, generator=torch.Generator().manual_seed(1),
        ).latents  # fmt: skip
        return found

    def validate(self, averaged: nn.Module) -> Mapping[str, float]:
        """Each way against the truth, on held-back characters; identity and expression by the encoders of training."""
        assert isinstance(averaged, SwapModel)
        drawn = self._held_back(averaged.device)
        lesson, numbers = lesson_of(self.autoencoder, drawn, usual_masks(drawn)), dict[str, float]()
        truth = self.autoencoder.decode(lesson.truth)
        mask = torch.nn.functional.interpolate(lesson.mask, truth.shape[-2:])
        for way in WAYS:
            latents = self._drawn(averaged, drawn, way)
            square = (self.autoencoder.decode(latents) - truth).square() * mask
            error = square.mean(dim=(1, 2, 3)) / mask.mean(dim=(1, 2, 3))
            numbers[f"{way}_psnr_db"] = float((-10 * error.clamp(min=1e-9).log10()).mean())
            seen, wanted = (self._alone(part, lesson) for part in (latents, lesson.truth))
            same = cosine_similarity(self.identity.embed(seen), self.identity.embed(wanted))
            numbers[f"{way}_identity"] = float(same.mean())
            numbers[f"{way}_expression"] = float(control_error(self.reader(seen), lesson.controls))
        return numbers

    def _alone(self, latents: Tensor, lesson: SwapLesson) -> Tensor:
        """Latents of the same picture without its background: what the encoders know."""
        alone: Tensor = self.autoencoder.encode(self.autoencoder.decode(latents) * lesson.coverage)
        return alone

    def sheet(self, averaged: nn.Module) -> NDArray[np.uint8]:
        """Rows in turn: the picture, who is put in, the midpoint, the full way, the truth."""
        assert isinstance(averaged, SwapModel)
        drawn = self._held_back(averaged.device)
        lesson = lesson_of(self.autoencoder, drawn, usual_masks(drawn))
        rows = [self.autoencoder.decode(part) for part in (lesson.background, lesson.reference)]
        rows += [self.autoencoder.decode(self._drawn(averaged, drawn, way)) for way in ("midpoint", "full")]
        rows.append(self.autoencoder.decode(lesson.truth))
        wide = min(len(drawn.pictures), 4 * POOL)
        strips = [
            part[start : start + wide] for start in range(0, len(drawn.pictures) - wide + 1, wide) for part in rows
        ]
        return contact_sheet(to_straight(torch.cat(strips)), wide)

    def save(self, averaged: nn.Module, folder: Path) -> None:
        """Write the folder that ships, in half precision."""
        assert isinstance(averaged, SwapModel)
        copy.deepcopy(averaged).half().save_pretrained(folder)


__all__ = ["DEFAULTS", "DiffSfsrTask"]
