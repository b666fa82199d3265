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

from studio.engines.diffsfsr.beginning import beginning_of
from studio.engines.diffsfsr.levels import TIMES, NoiseLevels, midpoint
from studio.engines.diffsfsr.model import SwapModel
from studio.engines.diffsfsr.pipeline import WAYS, DiffSFSRPipeline
from studio.engines.diffusion.autoencoder import PortraitAutoencoder, to_straight
from studio.engines.diffusion.identity import PortraitIdentity
from studio.engines.diffusion.motion import PortraitMotion
from studio.engines.diffusion.reader import FEATURES, ExpressionReader, from_network_units
from studio.lab.synth.corpus import Split, contact_sheet
from studio.lab.training.cached import piece
from studio.lab.training.losses import control_error
from studio.lab.training.settings import TrainingSettings
from studio.lab.training.swap_data import POOL, DrawnPools, SwapLesson, SwapPools, lesson_of, usual_masks

DEFAULTS: Mapping[str, float] = {
    "pools": 8000, "midpoint_share": 0.25, "identity_weight": 0.1, "expression_weight": 0.3, "picture_weight": 0.3,
    "drop_share": 0.1, "feature_share": 0.3, "shown": 8, "draft_weight": 1.0, "deviation_weight": 0.1,
}  # fmt: skip
"""Settings under `network` that are the task's own, the rest makes the model: how many pools there are in turn, the
share of a batch that goes through the midpoint, the weights of the losses on what comes out, how often a condition is
left out, how often a picture says what is worn, how many held-back pools are drawn to look at and to measure, and the
weights of the errors of what a head begins with and of its deviation, where there is a network that moves."""
_MIDPOINT_TIMES = (150, 960)


class DiffSfsrTask:
    """One model that swaps and re-enacts at once.

    Its pieces are "autoencoder", "identity" and "reader"; "motion" (may be left out) moves references, so that heads
    begin with them; "swaps" names a folder where drawn pools are kept.
    """

    def __init__(self, settings: TrainingSettings) -> None:
        torch.manual_seed(settings.seed)
        self.settings = settings
        choices = {**DEFAULTS, **{name: value for name, value in settings.network.items() if name in DEFAULTS}}
        self.choices: dict[str, float] = choices
        self.autoencoder = PortraitAutoencoder.load(piece(settings, "autoencoder")).requires_grad_(False)
        self.identity = PortraitIdentity.from_pretrained(piece(settings, "identity"))
        self.reader = ExpressionReader.from_pretrained(piece(settings, "reader"))
        moving = settings.pieces.get("motion")
        self.motion = PortraitMotion.load(Path(moving)).requires_grad_(False) if moving else None
        self.levels = NoiseLevels()
        made = {name: value for name, value in settings.network.items() if name not in DEFAULTS}
        self.network: nn.Module = SwapModel(
            self.autoencoder.latent_channels,
            identity_width=self.identity.token_width,
            identity_size=int(self.identity.settings["embedding"]),
            reader_features=FEATURES,
            has_motion=self.motion is not None,
            **made,
        )
        kept = settings.pieces.get("swaps")
        self.train = SwapPools(
            self.autoencoder, Split.TRAIN, int(choices["pools"]), Path(kept) if kept else None
        )  # fmt: skip
        self.held_back = SwapPools(self.autoencoder, Split.VALIDATION)
        self._validation: DrawnPools | None = None

    def _to(self, device: torch.device) -> None:
        for part in (self.autoencoder, self.identity, self.reader, self.motion):
            if part is not None:
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
        velocity, conditions = self.network(noisy, times, batch.background, batch.mask, **told)
        goal = self.levels.velocity(batch.truth, added, times)
        error = ((velocity.float() - goal).square() * batch.mask).mean(dim=(1, 2, 3)) / batch.mask.mean(dim=(1, 2, 3))
        loss, parts = error.mean(), {"velocity": error.detach().mean()}
        if conditions.draft is not None and conditions.deviation is not None:
            seen, found = self._begun(batch, conditions.draft.float(), conditions.deviation.float(), told)
            loss, parts = loss + found, parts | seen
        through = self._through(count)
        if through:
            seen, found = self._finished(batch, noisy, times, added, told, velocity, through)
            loss = loss + found
            parts |= seen
        return loss, parts

    def _begun(
        self, batch: SwapLesson, draft: Tensor, deviation: Tensor, told: Mapping[str, Any]
    ) -> tuple[dict[str, Tensor], Tensor]:
        """The error of what the head begins with, and of how sure it is of that.

        Of an unknown head the draft is only the middle of all: its large error would drown the others'.
        """
        known = told["keeps_identity"].float()[:, None, None, None] * 0.9 + 0.1
        weights = batch.mask * known / batch.mask.mean()
        squares = (draft - batch.truth).square()
        error = (weights * squares).mean()
        unsure = (weights * (deviation.log() + squares.detach() / (2 * deviation.square()))).mean()
        loss = self.choices["draft_weight"] * error + self.choices["deviation_weight"] * unsure
        return {"draft": error.detach(), "unsure": unsure.detach()}, loss

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
        from_features = chance(self.choices["feature_share"])
        begun = None
        with torch.no_grad():
            identity = (self.identity.features(batch.reference), self.identity.embed(batch.reference), batch.reference)
            features = self.reader.features(batch.shown)
            if self.motion is not None:
                worn = torch.where(from_features[:, None], self.reader(batch.shown), batch.controls)
                hole = torch.nn.functional.interpolate(batch.mask, batch.scene.shape[-2:])
                head = beginning_of(
                    self.motion, batch.scene, hole, batch.portrait[:, None], worn, keeps_identity, keeps_expression
                )
                begun = self.autoencoder.encode(head)
        return {
            "identity": identity, "controls": batch.controls, "features": features, "begun": begun,
            "from_features": from_features, "keeps_identity": keeps_identity, "keeps_expression": keeps_expression,
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
            if value is not None
        }

        def predict(values: Tensor, at: Tensor) -> Tensor:
            found: Tensor = self.network(values, at, background, mask, **few)[0]
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
        """(N, 4, S, S): every picture of the pools, made anew."""
        lesson = lesson_of(self.autoencoder, drawn, usual_masks(drawn))
        pipeline = DiffSFSRPipeline(self.autoencoder, self.identity, self.reader, model, self.motion)
        pictures, alone = drawn.pictures, drawn.alone
        rows = torch.arange(len(pictures), device=pictures.device)
        side = self.autoencoder.size_px
        mask = torch.nn.functional.interpolate(lesson.mask, (side, side))
        found: Tensor = pipeline(
            pictures[rows ^ 1], mask, alone[rows ^ 2][:, None], from_network_units(lesson.controls),
            way=way, generator=torch.Generator().manual_seed(1),
        ).images  # fmt: skip
        return found

    def validate(self, averaged: nn.Module) -> Mapping[str, float]:
        """Each way against the truth, on held-back characters; identity and expression by the encoders of training."""
        assert isinstance(averaged, SwapModel)
        drawn = self._held_back(averaged.device)
        lesson, numbers = lesson_of(self.autoencoder, drawn, usual_masks(drawn)), dict[str, float]()
        pixels = torch.nn.functional.interpolate(lesson.mask, drawn.pictures.shape[-2:])
        truth = pixels * drawn.pictures + (1 - pixels) * lesson.scene
        mask = torch.nn.functional.interpolate(lesson.mask, truth.shape[-2:])
        for way in WAYS:
            made = self._drawn(averaged, drawn, way)
            square = (made - truth).square() * mask
            error = square.mean(dim=(1, 2, 3)) / mask.mean(dim=(1, 2, 3))
            numbers[f"{way}_psnr_db"] = float((-10 * error.clamp(min=1e-9).log10()).mean())
            seen, wanted = (self._alone(part, lesson) for part in (made, truth))
            same = cosine_similarity(self.identity.embed(seen), self.identity.embed(wanted))
            numbers[f"{way}_identity"] = float(same.mean())
            numbers[f"{way}_expression"] = float(control_error(self.reader(seen), lesson.controls))
        return numbers

    def _alone(self, pictures: Tensor, lesson: SwapLesson) -> Tensor:
        """Latents of the same pictures without their background: what the encoders know."""
        alone: Tensor = self.autoencoder.encode(pictures * lesson.coverage)
        return alone

    def sheet(self, averaged: nn.Module) -> NDArray[np.uint8]:
        """Rows in turn: the picture, who is put in, the midpoint, the full way, the truth."""
        assert isinstance(averaged, SwapModel)
        drawn = self._held_back(averaged.device)
        lesson = lesson_of(self.autoencoder, drawn, usual_masks(drawn))
        rows = [lesson.scene, lesson.portrait]
        rows += [self._drawn(averaged, drawn, way) for way in ("midpoint", "full")]
        rows.append(drawn.pictures)
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
