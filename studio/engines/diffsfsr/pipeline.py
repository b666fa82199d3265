"""The way from a picture with a hole to a finished one, in diffusers' conventions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import torch
from diffusers import DiffusionPipeline
from diffusers.utils import BaseOutput
from torch import Tensor
from torch.nn.functional import interpolate

from studio.core.errors import InputError
from studio.engines.diffsfsr.beginning import beginning_of
from studio.engines.diffsfsr.branches import Conditions
from studio.engines.diffsfsr.levels import NoiseLevels, midpoint, one_jump, sampling_times
from studio.engines.diffsfsr.model import SwapModel
from studio.engines.diffusion.autoencoder import PortraitAutoencoder
from studio.engines.diffusion.identity import PortraitIdentity
from studio.engines.diffusion.motion import PortraitMotion
from studio.engines.diffusion.pictures import encoded, shown
from studio.engines.diffusion.reader import ExpressionReader, to_network_units

MAX_STEPS = 250
WAYS = ("full", "midpoint", "jump")
"""All steps; two evaluations; one."""

StepCallback = Callable[[int, int, Tensor], None]
"""(step, time, latents), before each evaluation; may raise to stop."""


@dataclass
class SwapOutput(BaseOutput):
    """What the pipeline returns.

    Attributes:
        images: (B, 4, S, S) premultiplied RGBA in 0…1.
        latents: (B, C, 16, 16).
    """

    images: Tensor
    latents: Tensor


@dataclass(frozen=True, slots=True)
class GuidanceScales:
    """How much each branch is insisted on; 1 and 1 need one evaluation a step, anything else three."""

    identity: float = 1.0
    expression: float = 1.0

    @property
    def are_plain(self) -> bool:
        """Whether the conditional prediction is used as it is."""
        return self.identity == 1.0 and self.expression == 1.0


class DiffSFSRPipeline(DiffusionPipeline):
    """Background picture, mask, identity pictures and an expression to a picture.

    Args:
        autoencoder: Pictures to latents and back.
        identity: The recogniser for conditioning.
        reader: Reads expressions from pictures.
        model: The network.
        motion: Moves the references into the expression, where the model was trained so. Pictures may then be larger
            than the autoencoder's, by 2, 4 or 8, and so are the results.
    """

    def __init__(
        self, autoencoder: PortraitAutoencoder, identity: PortraitIdentity, reader: ExpressionReader, model: SwapModel,
        motion: PortraitMotion | None = None,
    ) -> None:  # fmt: skip
        super().__init__()
        # Of these only the model is a class that diffusers knows how to save; the others keep folders of their own.
        self.register_modules(model=model)
        self.autoencoder, self.identity, self.reader, self.motion = autoencoder, identity, reader, motion
        self.levels = NoiseLevels()

    def check_inputs(
        self, background: Tensor, mask: Tensor, references: Tensor, controls: Tensor | None, steps: int, way: str
    ) -> None:
        """Refuse what cannot work.

        Raises:
            InputError: With what is wrong.
        """
        size, count = self.autoencoder.size_px, len(background)
        if self.motion is not None and background.ndim == 4 and background.shape[-1] in (2 * size, 4 * size, 8 * size):
            size = background.shape[-1]
        problems = {
            f"pictures must be (B, 4, {size}, {size})": background.shape[1:] != (4, size, size),
            "the mask must be (B, 1, S, S)": mask.shape != (count, 1, size, size),
            "references must be (B, R, 4, S, S)": references.ndim != 5 or references.shape[2:] != (4, size, size),
            "there must be references for each picture": references.ndim == 5
            and (len(references) != count or not references.shape[1]),
            "controls must be (B, 55)": controls is not None
            and controls.shape != (count, int(self.model.config["controls"])),
            f"steps go from 1 to {MAX_STEPS}": not 1 <= steps <= MAX_STEPS,
            f"the way must be one of {', '.join(WAYS)}": way not in WAYS,
        }
        wrong = [text for text, is_wrong in problems.items() if is_wrong]
        if wrong:
            raise InputError(f"This cannot be drawn: {wrong[0]}.", "Check what is handed over.", "swap.inputs")

    @torch.no_grad()
    def __call__(
        self,
        background: Tensor,
        mask: Tensor,
        references: Tensor,
        controls: Tensor | None = None,
        expression_pictures: Tensor | None = None,
        num_inference_steps: int = 20,
        guidance: GuidanceScales | None = None,
        way: str = "full",
        generator: torch.Generator | Sequence[torch.Generator] | None = None,
        latents: Tensor | None = None,
        callback: StepCallback | None = None,
    ) -> SwapOutput:
        """Draw.

        Args:
            background: (B, 4, S, S) premultiplied RGBA in 0…1.
            mask: (B, 1, S, S) 0…1: what is to be replaced.
            references: (B, R, 4, S, S) premultiplied pictures of the character.
            controls: (B, 55), angles in degrees; read from `expression_pictures` if None, zero without those.
            expression_pictures: (B, 4, S, S): what is worn, as pictures.
            num_inference_steps: Evaluations of the full way.
            guidance: How much each branch is insisted on.
            way: "full", "midpoint" (a draft, two evaluations) or "jump" (one).
            generator: Where the noise comes from, on the CPU; one for all or one for each picture.
            latents: (B, C, 16, 16) noise to begin from, instead.
            callback: Called before each evaluation.

        Raises:
            InputError: If something does not fit.
        """
        self.check_inputs(background, mask, references, controls, num_inference_steps, way)
        device = self.model.device
        scales = guidance or GuidanceScales()
        hole = latent_mask(mask.to(device))
        background, references = background.to(device), references.to(device)
        around = encoded(self.autoencoder, background)
        halves = _halves(len(background), scales, device)
        worn, features = self._worn(len(background), controls, expression_pictures)
        told = self._told(references, worn, features, halves)
        begun = self._begun(background, hole, references, worn, halves)
        if begun is not None:
            told = tuple(
                self.model.begun(one, encoded(self.autoencoder, picture), around, hole)
                for one, picture in zip(told, begun, strict=True)
            )
        noise = self._noise(around.shape, generator) if latents is None else latents
        noise = noise.to(device)
        walk = _Walk(self.model, self.levels, around, hole, told, scales, noise, callback)
        found = walk.run(way, num_inference_steps)
        finished = hole * found + (1 - hole) * around
        images = shown(self.autoencoder, finished, None if begun is None else begun[0])
        return SwapOutput(images=images, latents=finished)

    def _worn(self, count: int, controls: Tensor | None, pictures: Tensor | None) -> tuple[Tensor, Tensor | None]:
        """The controls (B, 55) in network units, and the reader's features where a picture alone says what is worn."""
        device = self.model.device
        if controls is not None:  # what the controls say wins
            return to_network_units(controls.to(device)), None
        if pictures is None:
            return torch.zeros(count, int(self.model.config["controls"]), device=device), None
        seen = encoded(self.autoencoder, pictures.to(device))
        return self.reader(seen), self.reader.features(seen)

    def _told(
        self, references: Tensor, worn: Tensor, features: Tensor | None, halves: tuple[tuple[Tensor, Tensor], ...]
    ) -> tuple[Conditions, ...]:
        """The conditions of each evaluation of a step: whole, and where guidance asks for it without one and both."""
        identity = self._identity(references)
        return tuple(
            self.model.conditions(identity, worn, features, keeps_identity=who, keeps_expression=what)
            for who, what in halves
        )

    def _begun(
        self, background: Tensor, hole: Tensor, references: Tensor, worn: Tensor,
        halves: tuple[tuple[Tensor, Tensor], ...],
    ) -> tuple[Tensor, ...] | None:  # fmt: skip
        """What the head begins with in each of these, as pictures; None without the network that moves."""
        if self.motion is None:
            return None
        open_px = interpolate(hole, background.shape[-2:])
        return tuple(
            beginning_of(self.motion, background, open_px, references, worn, who, what) for who, what in halves
        )

    def _identity(self, references: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Of several references: all tokens of the recogniser, the mean vector, and the first one's look."""
        count, each = references.shape[:2]
        latents = encoded(self.autoencoder, references.flatten(0, 1))
        features = self.identity.features(latents).unflatten(0, (count, each)).flatten(1, 2)
        vector = self.identity.embed(latents).unflatten(0, (count, each)).mean(dim=1)
        return features, torch.nn.functional.normalize(vector, dim=1), latents.unflatten(0, (count, each))[:, 0]

    def _noise(self, shape: Sequence[int], generator: Any) -> Tensor:
        if isinstance(generator, Sequence):
            return torch.cat([torch.randn((1, *shape[1:]), generator=one) for one in generator])
        return torch.randn(tuple(shape), generator=generator)


@dataclass(slots=True)
class _Walk:
    """From noise to a clean sample."""

    model: SwapModel
    levels: NoiseLevels
    around: Tensor
    hole: Tensor
    told: tuple[Conditions, ...]
    scales: GuidanceScales
    noise: Tensor
    callback: StepCallback | None
    step: int = 0

    def run(self, way: str, steps: int) -> Tensor:
        times = self._times(sampling_times(1)[0])
        noisy = self.impose(self.noise, times)
        if way == "jump":
            return one_jump(self.predict, noisy, times, self.levels)
        if way == "midpoint":
            return midpoint(self.predict, noisy, times, self.levels, self.impose)
        walked = [*sampling_times(steps), -1]
        for now, after in pairwise(walked):
            then = self._times(after)
            noisy = self.levels.stepped(noisy, self.predict(noisy, self._times(now)), self._times(now), then)
            noisy = self.impose(noisy, then)
        return noisy

    def _times(self, time: int) -> Tensor:
        return torch.full((len(self.noise),), time, dtype=torch.int64, device=self.noise.device)

    def impose(self, noisy: Tensor, times: Tensor) -> Tensor:
        """Outside the hole the picture is known: put it there with the noise of this time, the same noise always."""
        return self.hole * noisy + (1 - self.hole) * self.levels.noised(self.around, self.noise, times)

    def predict(self, noisy: Tensor, times: Tensor) -> Tensor:
        if self.callback is not None:
            self.callback(self.step, int(times[0]), noisy)
        self.step += 1
        found = [self.model.denoise(noisy, times, self.around, self.hole, told) for told in self.told]
        if len(found) == 1:
            return found[0]
        whole, without_expression, without_both = found
        return guided(whole, without_expression, without_both, self.scales)


def _halves(count: int, scales: GuidanceScales, device: torch.device | str) -> tuple[tuple[Tensor, Tensor], ...]:
    """(keeps identity, keeps expression) of each evaluation of a step."""
    yes = torch.ones(count, dtype=torch.bool, device=device)
    return ((yes, yes),) if scales.are_plain else ((yes, yes), (yes, ~yes), (~yes, ~yes))


def guided(whole: Tensor, without_expression: Tensor, without_both: Tensor, scales: GuidanceScales) -> Tensor:
    """Each branch pushed on its own: first who, from nothing; then what, from who."""
    who = without_both + scales.identity * (without_expression - without_both)
    return who + scales.expression * (whole - without_expression)


def latent_mask(mask: Tensor, grid: int = 16) -> Tensor:
    """(B, 1, S, S) 0…1 to (B, 1, grid, grid) of 0 and 1: every cell that the mask touches is in the hole."""
    cell = mask.shape[-1] // grid
    return (torch.nn.functional.max_pool2d(mask, cell) > 0).to(mask.dtype)


def with_scales(scales: GuidanceScales, **changes: float) -> GuidanceScales:
    """Other scales."""
    return replace(scales, **changes)


__all__ = [
    "WAYS", "DiffSFSRPipeline", "GuidanceScales", "SwapOutput", "guided", "latent_mask", "with_scales",
]  # fmt: skip
