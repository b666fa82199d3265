"""Training of Gen-AFFECT: rectified flow around the draft of the identity-expression representation."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import nullcontext
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
import torch
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field
from torch import Tensor, nn

from studio.core.errors import InputError
from studio.engines.diffusion.autoencoder import PortraitAutoencoder, to_straight
from studio.engines.diffusion.flow import euler_times, logit_normal_times, noised, velocity
from studio.engines.diffusion.identity import PortraitIdentity
from studio.engines.diffusion.motion import PortraitMotion
from studio.engines.diffusion.pictures import encoded, shown
from studio.engines.diffusion.reader import ExpressionReader
from studio.engines.genaffect.attention import ConsistencySettings, SharedPass
from studio.engines.genaffect.domain import Domain
from studio.engines.genaffect.model import GenAffectModel, predict_velocity
from studio.engines.genaffect.representation import Conditions, Representation
from studio.lab.synth.corpus import contact_sheet
from studio.lab.training.cache import LatentCache, PixelCache, draw_rows
from studio.lab.training.cached import latent_caches, piece
from studio.lab.training.genaffect_data import Coders, Lesson, PixelCharacters, choose_rows, lesson_of, place_weights
from studio.lab.training.picture_folder import PictureFolder, picture_folders
from studio.lab.training.settings import TrainingSettings

_MEASURED_TIMES = (0.2, 0.5, 0.8)
_MEASURED, _DRAWN, _STEPS, _DOMAIN = 64, 16, 10, 32
_CALM = 0.3
_UNKNOWN_WEIGHT, _DEVIATION_WEIGHT = 0.1, 0.1
_DRAFT_LAYERS = ("representation.to_draft.", "representation.to_deviation.")
Known: TypeAlias = LatentCache | PixelCharacters | PictureFolder


class GenAffectSettings(BaseModel):
    """The task's own settings (`network`).

    Attributes:
        patch, context_width, representation, transformer: As in `GenAffectModel.small`.
        drop: How often each condition is not told.
        shared: How often the pictures of one character look at each other while they are learned.
        draft_weight: Of the draft's own error.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    patch: int = Field(2, ge=1)
    context_width: int = Field(256, ge=16)
    representation: dict[str, Any] = Field(default_factory=dict)
    transformer: dict[str, Any] = Field(default_factory=dict)
    drop: float = Field(0.1, ge=0, lt=1)
    shared: float = Field(0.25, ge=0, le=1)
    draft_weight: float = Field(1.0, ge=0)


class GenAffectTask:
    """Learns from cached latents, or from any folder of pictures; references are other pictures of the same character.

    Pieces: "latents" and "validation_latents" (caches), or "pixels" and "validation_pixels" (caches of whole pictures),
    "autoencoder" (for the sheet, for the picture error, for the weight of each latent channel, and for pixels),
    "motion" (moves the references, so that drafts begin with them; best with pixels), "identity" (may be left out),
    "start" (saved weights to begin with; what they do not have begins at random). With a folder of pictures the
    autoencoder is needed, and "reader" reads the expressions that no file tells.
    """

    def __init__(self, settings: TrainingSettings) -> None:
        torch.manual_seed(settings.seed)
        self.settings = settings
        self.own = GenAffectSettings.model_validate(settings.network)
        self.autoencoder = _autoencoder(settings)
        self.identity = _identity(settings)
        found = _characters(settings, self.autoencoder)
        self.train: Known = found[0]
        self.validation: Known = found[1]
        self.coders = _coders(settings, self.autoencoder)
        channels, grid = self.train.pictures_of(np.zeros(1, np.int64)).shape[1:3]
        model = GenAffectModel.small(
            int(channels), int(grid), self.own.patch, self.own.representation, self.own.transformer,
            self.own.context_width, 0 if self.identity is None else self.identity.token_width,
            self.coders is not None,
        )  # fmt: skip
        if settings.pieces.get("start"):
            _begin_with(model, Path(settings.pieces["start"]))
        self.shared = SharedPass(model.transformer)
        self.network: nn.Module = model
        self._domain: Domain | None = None
        self.weights = place_weights(self.train) * channel_weights(self.autoencoder, int(channels))

    def batch(self, index: int, device: torch.device) -> Lesson:
        """See `TrainingTask`."""
        settings, cache = self.settings, self.train
        rows = choose_rows(
            cache.poses_per_identity, cache.identities, settings.batch_size, settings.poses_per_identity,
            (settings.seed, index),
        )  # fmt: skip
        return lesson_of(cache, *rows, self.coders).to(device)

    def conditions(self, lesson: Lesson) -> Conditions:
        """What is told about the pictures of a batch, all of it."""
        present = torch.ones(lesson.references.shape[:2], dtype=torch.bool, device=lesson.clean.device)
        features = self._features(lesson.references)
        moved = None
        if lesson.moved is not None and self.coders is not None:
            with torch.no_grad():
                moved = encoded(self.coders.autoencoder.to(lesson.moved.device), lesson.moved)
        return Conditions(lesson.references, present, lesson.controls, features, moved=moved)

    def _features(self, references: Tensor) -> Tensor | None:
        if self.identity is None:
            return None
        with torch.no_grad():
            tokens = self.identity.to(references.device).features(references.flatten(0, 1))
        return tokens.unflatten(0, references.shape[:2])

    def loss(self, batch: Lesson, noise: torch.Generator) -> tuple[Tensor, Mapping[str, Tensor]]:
        """Error of the velocity and of the draft; see `TrainingTask`."""
        count, each, device = len(batch.clean), self.settings.poses_per_identity, batch.clean.device
        chance = torch.rand(4, generator=noise, device=device).tolist()
        is_shared = each > 1 and chance[0] < self.own.shared
        times = logit_normal_times(count, noise, device)
        drawn = torch.randn(batch.clean.shape, generator=noise, device=device)
        if is_shared:  # a set is drawn step by step together, and often from one noise
            times = times[::each].repeat_interleave(each)
            drawn = drawn[::each].repeat_interleave(each, dim=0) if chance[1] < 0.5 else drawn
        conditions = self._dropped(self.conditions(batch), noise)
        positions = torch.Generator().manual_seed(int(chance[2] * 2**31))
        together = self.shared.together(ConsistencySettings(first_step=0), 0, positions, count // each)
        with together if is_shared else nullcontext():
            found, draft, deviation = self.network(noised(batch.clean, drawn, times), times, conditions)
        weights = self.weights.to(device)
        flow = (weights * (found.float() - velocity(batch.clean, drawn)).square()).mean()
        assert conditions.has_identity is not None
        # Of an unknown character the draft is only the middle of all: its large error would drown the others'.
        known = conditions.has_identity.float()[:, None, None, None] * (1 - _UNKNOWN_WEIGHT) + _UNKNOWN_WEIGHT
        squares = (draft.float() - batch.clean).square()
        told = (weights * known * squares).mean()
        loss, parts = flow + self.own.draft_weight * told, {"flow": flow.detach(), "draft": told.detach()}
        if deviation is not None:
            spread = deviation.float()
            unsure = (spread.log() + squares.detach() / (2 * spread.square())).mean()
            loss, parts = loss + _DEVIATION_WEIGHT * unsure, parts | {"unsure": unsure.detach()}
        return loss, parts

    def _dropped(self, whole: Conditions, noise: torch.Generator) -> Conditions:
        """Each condition left out now and then: the identity for all pictures of a character at once."""
        count, each = len(whole), self.settings.poses_per_identity
        kept = torch.rand((2, count), generator=noise, device=whole.controls.device) >= self.own.drop
        identity = kept[0, ::each].repeat_interleave(each)
        return replace(whole, has_identity=identity, has_expression=kept[1])

    def _held_back(self, count: int, spread: int = 1) -> tuple[Lesson, NDArray[np.int64]]:
        """Pictures of held-back characters, each known by its resting face alone."""
        poses = self.validation.poses_per_identity
        people = max(1, min(count // spread, self.validation.identities))
        worn = 1 + np.arange(spread) if poses > spread else np.arange(poses)[-spread:]
        first = np.arange(people, dtype=np.int64) * poses
        rows = (first[:, None] + worn).reshape(-1)
        known = np.repeat(first, len(worn))[:, None]
        return lesson_of(self.validation, rows, known, self.coders), rows

    def validate(self, averaged: nn.Module) -> Mapping[str, float]:
        """Errors at fixed times on held-back characters, and decibels of what is drawn of some."""
        assert isinstance(averaged, GenAffectModel)
        device = next(averaged.parameters()).device
        lesson = self._held_back(_MEASURED, 4)[0].to(device)
        told: Representation = averaged.representation(self.conditions(lesson))
        noise = torch.randn(lesson.clean.shape, generator=torch.Generator().manual_seed(7)).to(device)
        numbers = {"draft": float((told.draft - lesson.clean).square().mean())}
        for time in _MEASURED_TIMES:
            times = torch.full((len(lesson.clean),), time, device=device)
            found = predict_velocity(averaged.transformer, noised(lesson.clean, noise, times), times, told)
            numbers[f"flow_{time}"] = float((found - velocity(lesson.clean, noise)).square().mean())
        return numbers | self._picture_errors(averaged)

    def _picture_errors(self, averaged: GenAffectModel) -> dict[str, float]:
        if self.autoencoder is None:
            return {}
        device = next(averaged.parameters()).device
        lesson, rows = self._held_back(_DRAWN, 4)
        lesson = lesson.to(device)
        drawn, draft = self._drawn(averaged, lesson)
        calm = self._drawn(averaged, lesson, _CALM)[0]
        truth = self._truth(rows, device)
        autoencoder = self.autoencoder.to(device)
        compared = autoencoder.decode(lesson.clean) if truth is None else truth
        made = {"psnr_db": drawn, "calm_psnr_db": calm, "draft_psnr_db": draft}
        numbers = {name: _psnr(shown(autoencoder, one, lesson.moved), compared) for name, one in made.items()}
        if truth is not None:
            numbers["best_psnr_db"] = _psnr(autoencoder.decode(lesson.clean), truth)
        if lesson.moved is not None:
            numbers["moved_psnr_db"] = _psnr(lesson.moved, compared)
        return numbers

    def _truth(self, rows: NDArray[np.int64], device: torch.device) -> Tensor | None:
        """The corpus' own pictures of some rows of the validation cache."""
        if isinstance(self.validation, PixelCharacters):
            return self.validation.portraits_of(rows).to(device)
        if not isinstance(self.validation, LatentCache):
            return None
        found = [draw_rows(self.validation.facts, int(row), 1)[0] for row in rows]
        truth = torch.cat(found).to(device)
        assert self.autoencoder is not None
        return truth if truth.shape[-1] == self.autoencoder.size_px else None

    def _drawn(self, averaged: GenAffectModel, lesson: Lesson, temperature: float = 1.0) -> tuple[Tensor, Tensor]:
        """Latents drawn from noise, without guidance, and the drafts of them."""
        told: Representation = averaged.representation(self.conditions(lesson)).calmed(temperature)
        latents = torch.randn(lesson.clean.shape[1:], generator=torch.Generator().manual_seed(7))
        latents = latents.expand(lesson.clean.shape).to(lesson.clean.device)
        times = euler_times(_STEPS).to(latents.device)
        for now, then in pairwise(times):
            found = predict_velocity(averaged.transformer, latents, now.expand(len(latents)), told)
            latents = latents + (then - now) * found
        return latents, told.draft

    def sheet(self, averaged: nn.Module) -> NDArray[np.uint8]:
        """Characters of four columns each: the reference, the truth, what is drawn."""
        assert isinstance(averaged, GenAffectModel)
        if self.autoencoder is None:
            return np.zeros((0, 0, 4), np.uint8)
        device = next(averaged.parameters()).device
        lesson = self._held_back(24, 4)[0].to(device)
        drawn, draft = self._drawn(averaged, lesson)
        autoencoder = self.autoencoder.to(device)
        pictures = [autoencoder.decode(part) for part in (lesson.references[:, 0], lesson.clean)]
        pictures += [shown(autoencoder, part, lesson.moved) for part in (draft, drawn)]
        columns = min(8, len(lesson.clean))
        rows = [
            part[start : start + columns]
            for start in range(0, len(lesson.clean) - columns + 1, columns)
            for part in pictures
        ]
        return contact_sheet(to_straight(torch.cat(rows)), columns)

    def save(self, averaged: nn.Module, folder: Path) -> None:
        """Write the pipeline's folder."""
        assert isinstance(averaged, GenAffectModel)
        averaged.save_pretrained(folder)
        if self.autoencoder is not None:
            self._domain = self._domain or self._measured_domain(self.autoencoder)
            self._domain.save(folder)

    def _measured_domain(self, autoencoder: PortraitAutoencoder) -> Domain:
        """What the pictures are like that were learned from, so that others can be told apart."""
        if not isinstance(self.train, PictureFolder):
            return Domain.drawn(autoencoder.size_px)
        rows = np.arange(min(_DOMAIN, self.train.identities), dtype=np.int64) * self.train.poses_per_identity
        return Domain.of(self.train.portraits_of(rows))


def _autoencoder(settings: TrainingSettings) -> PortraitAutoencoder | None:
    place = settings.pieces.get("autoencoder")
    return PortraitAutoencoder.load(Path(place)).requires_grad_(False) if place else None


def _identity(settings: TrainingSettings) -> PortraitIdentity | None:
    place = settings.pieces.get("identity")
    return PortraitIdentity.from_pretrained(Path(place)).requires_grad_(False).eval() if place else None


def _coders(settings: TrainingSettings, autoencoder: PortraitAutoencoder | None) -> Coders | None:
    if not settings.pieces.get("motion"):
        return None
    if autoencoder is None:
        piece(settings, "autoencoder")  # says what is missing
    assert autoencoder is not None
    return Coders(autoencoder, PortraitMotion.load(Path(settings.pieces["motion"])).requires_grad_(False))


def _characters(settings: TrainingSettings, autoencoder: PortraitAutoencoder | None) -> tuple[Known, Known]:
    if not settings.folder and not settings.pieces.get("pixels"):
        return latent_caches(settings)
    if autoencoder is None:
        piece(settings, "autoencoder")  # says what is missing
    assert autoencoder is not None
    if not settings.folder:
        caches = [PixelCache(piece(settings, name)) for name in ("pixels", "validation_pixels")]
        return PixelCharacters(caches[0], autoencoder), PixelCharacters(caches[1], autoencoder)
    place = settings.pieces.get("reader")
    reader = ExpressionReader.from_pretrained(Path(place)).requires_grad_(False).eval() if place else None
    return picture_folders(Path(settings.folder), autoencoder, reader, settings.poses_per_identity + 1)


def _begin_with(model: GenAffectModel, folder: Path) -> None:
    whole = GenAffectModel.from_pretrained(folder)
    before = whole.state_dict()
    own = model.state_dict()
    fitting = {name: value for name, value in before.items() if name in own and own[name].shape == value.shape}
    if whole.representation.config["has_motion"] != model.representation.config["has_motion"]:
        # What was added to another beginning of the draft is no beginning for this one.
        fitting = {name: value for name, value in fitting.items() if not name.startswith(_DRAFT_LAYERS)}
    model.load_state_dict(fitting, strict=False)


def channel_weights(autoencoder: PortraitAutoencoder | None, channels: int) -> Tensor:
    """(C, 1, 1) how much a channel of the latents shows in the picture, mean 1: half alike, half as measured."""
    if autoencoder is None:
        return torch.ones(channels, 1, 1)
    if autoencoder.latent_channels != channels:
        raise InputError(
            "The autoencoder does not fit the cached latents.", "Make the cache with this autoencoder.", "lab.cache"
        )
    noise = torch.Generator().manual_seed(3)
    base = torch.randn(1, channels, 16, 16, generator=noise)
    moved = base.repeat(channels, 1, 1, 1)
    rows = torch.arange(channels)
    moved[rows, rows] += 0.25 * torch.randn(channels, 16, 16, generator=noise)
    with torch.no_grad():
        shown = (autoencoder.decode(moved) - autoencoder.decode(base)).square().mean(dim=(1, 2, 3))
    return (0.5 + 0.5 * shown / shown.mean().clamp(min=1e-12))[:, None, None]


def _psnr(drawn: Tensor, truth: Tensor) -> float:
    squares = (drawn.float() - truth).square().mean(dim=(1, 2, 3)).clamp(min=1e-10)
    return float((-10 * squares.log10()).mean())


__all__ = ["GenAffectSettings", "GenAffectTask", "channel_weights"]
