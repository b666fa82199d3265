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

from studio.core.errors import InputError
from studio.engines.diffsfsr.branches import Conditions
from studio.engines.diffsfsr.levels import NoiseLevels, midpoint, one_jump, sampling_times
from studio.engines.diffsfsr.model import SwapModel
from studio.engines.diffusion.autoencoder import PortraitAutoencoder
from studio.engines.diffusion.identity import PortraitIdentity
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
    """

    def __init__(
        self, autoencoder: PortraitAutoencoder, identity: PortraitIdentity, reader: ExpressionReader, model: SwapModel
    ) -> None:
        super().__init__()
        # Of these only the model is a class that diffusers knows how to save; the others keep folders of their own.
        self.register_modules(model=model)
        self.autoencoder, self.identity, self.reader = autoencoder, identity, reader
        self.levels = NoiseLevels()

    def check_inputs(
        self, background: Tensor, mask: Tensor, references: Tensor, controls: Tensor | None, steps: int, way: str
    ) -> None:
        """Refuse what cannot work.

        Raises:
            InputError: With what is wrong.
        """
        size, count = self.autoencoder.size_px, len(background)
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
        around = self.autoencoder.encode(background.to(device))
        told = self._told(references.to(device), controls, expression_pictures, scales)
        noise = self._noise(around.shape, generator) if latents is None else latents
        noise = noise.to(device)
        walk = _Walk(self.model, self.levels, around, hole, told, scales, noise, callback)
        found = walk.run(way, num_inference_steps)
        finished = hole * found + (1 - hole) * around
        return SwapOutput(images=self.autoencoder.decode(finished), latents=finished)

    def _told(
        self, references: Tensor, controls: Tensor | None, pictures: Tensor | None, scales: GuidanceScales
    ) -> tuple[Conditions, ...]:
        """The conditions of each evaluation of a step: whole, and where guidance asks for it without one and both."""
        count, device = len(references), references.device
        identity = self._identity(references)
        features = None
        if pictures is not None:
            shown = self.autoencoder.encode(pictures.to(device))
            features = self.reader.features(shown)
            # What the controls say wins; the picture fills in where nothing was said.
            rows = self.reader(shown) if controls is None else to_network_units(controls.to(device))
            features = features if controls is None else None
        else:
            width = int(self.model.config["controls"])
            rows = (
                torch.zeros(count, width, device=device) if controls is None else to_network_units(controls.to(device))
            )
        yes, no = (
            torch.ones(count, dtype=torch.bool, device=device),
            torch.zeros(count, dtype=torch.bool, device=device),
        )
        halves = ((yes, yes),) if scales.are_plain else ((yes, yes), (yes, no), (no, no))
        return tuple(
            self.model.conditions(identity, rows, features, keeps_identity=who, keeps_expression=what)
            for who, what in halves
        )

    def _identity(self, references: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Of several references: all tokens of the recogniser, the mean vector, and the first one's look."""
        count, each = references.shape[:2]
        latents = self.autoencoder.encode(references.flatten(0, 1))
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
