"""Drawing with Gen-AFFECT, in diffusers' conventions.

    pipeline = GenAffectPipeline.from_pretrained(folder, autoencoder=…, identity=…, reader=…)
    output = pipeline(references, ["joy", {"jawOpen": 0.6}], generator=torch.Generator().manual_seed(3))

A set is drawn together through consistent attention (`attention.py`). A set that is larger than `group_size` is split:
the first pictures are drawn together and fill the bank, the others read it.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from diffusers import DiffusionPipeline, FlowMatchEulerDiscreteScheduler, SD3Transformer2DModel
from torch import Tensor

from studio.core.errors import InputError, ModelError
from studio.engines.diffusion.autoencoder import PortraitAutoencoder, to_straight
from studio.engines.diffusion.flow import TIMESTEPS
from studio.engines.diffusion.identity import PortraitIdentity
from studio.engines.diffusion.motion import PortraitMotion
from studio.engines.diffusion.pictures import encoded, shown
from studio.engines.diffusion.reader import ExpressionReader
from studio.engines.genaffect.attention import ConsistencyBank, ConsistencySettings, SharedPass
from studio.engines.genaffect.calls import GenAffectOutput, Guidance, Job, StepCallback
from studio.engines.genaffect.checks import (
    check_callback,
    check_expressions,
    check_noise,
    check_numbers,
    check_output,
    check_references,
)
from studio.engines.genaffect.expressions import ExpressionInput, all_controls, between, controls_of
from studio.engines.genaffect.model import predict_velocity
from studio.engines.genaffect.representation import (
    Conditions,
    IdentityExpressionRepresentation,
    Representation,
    joined,
)

BANK_PICTURES = 4
"""How many pictures of a set are kept for those that come later."""


class GenAffectPipeline(DiffusionPipeline):  # type: ignore[misc,unused-ignore]
    """Draws sets of expressions of one character.

    Args:
        representation: Joins who and what expression.
        transformer: The diffusion transformer; its attention processors are set.
        scheduler: diffusers' Euler flow sampler.
        autoencoder: Between pictures and latents; not saved with the pipeline. Without it references and results are
            latents.
        identity: The identity encoder, where the representation was trained with one; not saved with it.
        reader: Reads expressions from pictures; not saved with it.
        motion: Moves the references into the expression, where the representation was trained so; not saved with it.
            References may then be larger than the autoencoder's pictures, by a whole factor, and so are the results.
    """

    model_cpu_offload_seq = "representation->transformer"
    _callback_tensor_inputs = ["latents", "velocity", "draft"]  # noqa: RUF012

    def __init__(
        self, representation: IdentityExpressionRepresentation, transformer: SD3Transformer2DModel,
        scheduler: FlowMatchEulerDiscreteScheduler, autoencoder: PortraitAutoencoder | None = None,
        identity: PortraitIdentity | None = None, reader: ExpressionReader | None = None,
        motion: PortraitMotion | None = None,
    ) -> None:  # fmt: skip
        super().__init__()
        self.register_modules(representation=representation, transformer=transformer, scheduler=scheduler)
        # Shared with other engines: used, moved and freed with the pipeline, but not written into its folder.
        self.autoencoder, self.identity, self.reader, self.motion = autoencoder, identity, reader, motion
        self._shared = SharedPass(transformer)
        self._interrupt = False
        self._num_timesteps = 0

    @property
    def num_timesteps(self) -> int:
        """Steps of the last call."""
        return self._num_timesteps

    @property
    def interrupt(self) -> bool:
        """Whether a callback asked to stop."""
        return self._interrupt

    def to(self, *places: Any, **settings: Any) -> GenAffectPipeline:
        """Move everything; see diffusers."""
        super().to(*places, **settings)
        for network in (self.autoencoder, self.identity, self.reader, self.motion):
            if network is not None:
                network.to(self.device)
        return self

    # --- conditions

    def encode_references(self, references: Tensor | Sequence[Tensor]) -> tuple[Tensor, Tensor | None]:
        """Reference pictures as (R, C, H, W) latents, and the identity network's tokens of them.

        Args:
            references: (R, 4, S, S) premultiplied portraits, or (R, C, H, W) latents.
        """
        given = references if isinstance(references, Tensor) else torch.stack(list(references))
        given = given.to(self.device, torch.float32)
        with torch.no_grad():
            if not self._are_latents(given):
                assert self.autoencoder is not None
                given = encoded(self.autoencoder, given)
            features = None if self.identity is None else self.identity.features(given)
        return given, features

    def _are_latents(self, given: Tensor) -> bool:
        config = self.representation.config
        return tuple(given.shape[1:]) == (config["latent_channels"], config["grid"], config["grid"])

    @torch.no_grad()  # type: ignore[untyped-decorator,unused-ignore]
    def move_references(self, references: Tensor | Sequence[Tensor], controls: Tensor) -> Tensor | None:
        """The references moved into the expressions, as pictures (N, 4, S, S); None without the network for it.

        Args:
            references: As in `encode_references`.
            controls: (N, 55) network units.
        """
        if self.motion is None or self.autoencoder is None:
            return None
        given = references if isinstance(references, Tensor) else torch.stack(list(references))
        given = given.to(self.device, torch.float32)
        if self._are_latents(given):
            given = self.autoencoder.decode(given)
        return self.motion.draw(given, controls.to(given))

    def conditions(
        self, references: Tensor | Sequence[Tensor], controls: Tensor, moved: Tensor | None = None
    ) -> Conditions:
        """What N pictures of one character are told.

        Args:
            references: As in `encode_references`.
            controls: (N, 55) network units.
            moved: As from `move_references`, if it is known already.
        """
        latents, features = self.encode_references(references)
        count = len(controls)
        moved = self.move_references(references, controls) if moved is None else moved
        begun = None
        if moved is not None and self.autoencoder is not None:
            with torch.no_grad():
                begun = encoded(self.autoencoder, moved)
        return Conditions(
            latents.expand(count, *latents.shape),
            torch.ones(count, len(latents), dtype=torch.bool, device=latents.device),
            controls.to(latents), None if features is None else features.expand(count, *features.shape), moved=begun,
        )  # fmt: skip

    def check_inputs(
        self, references: Any, expressions: Any, num_inference_steps: int, guidance: Guidance,
        consistency: ConsistencySettings, group_size: int, output_type: str, generator: Any = None,
        latents: Tensor | None = None, bank: ConsistencyBank | None = None,
        callback_on_step_end_tensor_inputs: Sequence[str] = ("latents",), temperature: float = 1.0,
    ) -> None:  # fmt: skip
        """Refuse what cannot be drawn, before anything is.

        Raises:
            InputError: Says what is wrong and what to do.
        """
        check_references(self, references)
        check_expressions(expressions)
        check_numbers(num_inference_steps, group_size, temperature, (guidance.identity, guidance.expression))
        consistency.check(len(self.transformer.transformer_blocks))
        check_output(output_type, self.autoencoder is not None)
        check_noise(len(expressions), self.latent_shape, generator, latents)
        check_callback(callback_on_step_end_tensor_inputs, self._callback_tensor_inputs)
        if bank is not None and bank.tokens and bank.key != (num_inference_steps, guidance, consistency, temperature):
            raise InputError(
                "The set was drawn with other steps, strengths or sharing.",
                "Draw the new picture with the same, or the whole set again.", "genaffect.bank",
            )  # fmt: skip

    @property
    def latent_shape(self) -> tuple[int, int, int]:
        """Channels, rows and columns of the latents."""
        config = self.representation.config
        return int(config["latent_channels"]), int(config["grid"]), int(config["grid"])

    def prepare_latents(
        self, count: int, generator: torch.Generator | list[torch.Generator] | None, latents: Tensor | None = None
    ) -> Tensor:
        """The noise that drawing begins with; from a list, each picture's comes from its own generator alone."""
        if latents is not None:
            return latents.to(self.device, torch.float32)
        shape = self.latent_shape
        if isinstance(generator, list):
            drawn = [torch.randn(shape, generator=one, device=one.device) for one in generator]
            return torch.stack([one.to(self.device) for one in drawn])
        place = generator.device if generator is not None else torch.device("cpu")
        return torch.randn((count, *shape), generator=generator, device=place).to(self.device)

    # --- drawing

    @torch.no_grad()  # type: ignore[untyped-decorator,unused-ignore]
    def __call__(
        self,
        references: Tensor | Sequence[Tensor],
        expressions: Tensor | Sequence[ExpressionInput],
        num_inference_steps: int = 12,
        identity_scale: float = 1.0,
        expression_scale: float = 1.0,
        temperature: float = 1.0,
        consistency: ConsistencySettings | None = None,
        generator: torch.Generator | list[torch.Generator] | None = None,
        latents: Tensor | None = None,
        bank: ConsistencyBank | None = None,
        keep_bank: bool = False,
        group_size: int = 8,
        sharing_seed: int = 0,
        output_type: str = "np",
        return_dict: bool = True,
        callback_on_step_end: StepCallback | None = None,
        callback_on_step_end_tensor_inputs: Sequence[str] = ("latents",),
    ) -> GenAffectOutput | tuple[Any, ...]:
        """Draw one character in several expressions.

        Args:
            references: (R, 4, S, S) premultiplied portraits of the character, 1 or more; or their latents.
            expressions: Each as controls, a word, numbers, or a portrait that wears it; or (N, 55) network units.
            num_inference_steps: Steps from noise to picture.
            identity_scale: How strongly the character is followed; 1 is as learned.
            expression_scale: How strongly the expression is followed.
            temperature: How much is left to chance, 0…1: below 1 calmer and softer, 0 is the draft alone.
            consistency: How the pictures share; None for the usual way.
            generator: Of the noise; a list gives each picture its own.
            latents: (N, C, H, W) noise instead.
            bank: Of a finished set that these pictures join; it is read and not changed.
            keep_bank: Whether to give back a bank, so that pictures can join later.
            group_size: Pictures drawn at a time; a larger set is split through a bank.
            sharing_seed: Of the positions that are looked at.
            output_type: "np", "pil", "pt" or "latent".
            return_dict: Whether to return a `GenAffectOutput` or a tuple.
            callback_on_step_end: As in diffusers: called as (pipeline, step, timestep, tensors) after each step.
            callback_on_step_end_tensor_inputs: What it is given.

        Raises:
            InputError: If something cannot be drawn; nothing is drawn then.
        """
        guidance = Guidance(identity_scale, expression_scale)
        consistency = consistency or ConsistencySettings()
        self.check_inputs(
            references, expressions, num_inference_steps, guidance, consistency, group_size, output_type, generator,
            latents, bank, callback_on_step_end_tensor_inputs, temperature,
        )  # fmt: skip
        controls = all_controls(expressions, self.reader, self.autoencoder)
        moved = self.move_references(references, controls)
        conditions = self.conditions(references, controls, moved)
        noise = self.prepare_latents(len(controls), generator, latents)
        job = Job(
            num_inference_steps, guidance, temperature, consistency, sharing_seed, callback_on_step_end,
            callback_on_step_end_tensor_inputs,
        )  # fmt: skip
        drawn, made = self._draw_set(conditions, noise, job, group_size, bank, keep_bank)
        images = self._shown(drawn, output_type, moved)
        self.maybe_free_model_hooks()
        kept = (made if bank is None else bank) if keep_bank else None
        return GenAffectOutput(images=images, bank=kept) if return_dict else (images, kept)

    @torch.no_grad()  # type: ignore[untyped-decorator,unused-ignore]
    def transition(
        self, references: Tensor | Sequence[Tensor], start: ExpressionInput, end: ExpressionInput, frames: int = 8,
        generator: torch.Generator | None = None, **settings: Any,
    ) -> GenAffectOutput:  # fmt: skip
        """Draw one expression turning into another: one noise for all frames, and all of them see the two ends.

        Args:
            references: As in calling the pipeline.
            start: The first expression.
            end: The last.
            frames: Pictures, both ends included.
            generator: Of the noise.
            **settings: As in calling the pipeline.
        """
        ends = [controls_of(one, self.reader, self.autoencoder) for one in (start, end)]
        path = between(ends[0], ends[1], frames)
        noise = self.prepare_latents(1, generator).expand(frames, *self.latent_shape)
        settings = {"group_size": 8, **settings, "return_dict": True}
        ends_settings = {**settings, "keep_bank": True, "output_type": "latent"}
        bank = self(references, path[[0, -1]], latents=noise[:2], **ends_settings).bank
        # The ends are drawn again, so that every frame sees the same: otherwise the film would jump at both ends.
        frames_settings = {**settings, "bank": bank, "keep_bank": True}
        drawn: GenAffectOutput = self(references, path, latents=noise, **frames_settings)
        return drawn

    def _draw_set(
        self, conditions: Conditions, noise: Tensor, job: Job, group_size: int, bank: ConsistencyBank | None,
        keep_bank: bool,
    ) -> tuple[Tensor, ConsistencyBank]:  # fmt: skip
        count = len(noise)
        made = ConsistencyBank(job.bank_key)
        groups = [slice(start, min(count, start + group_size)) for start in range(0, count, group_size)]
        is_writing = bank is None and (keep_bank or len(groups) > 1)
        self._interrupt, self._num_timesteps = False, job.steps * len(groups)
        drawn = []
        with self.progress_bar(total=self._num_timesteps) as bar:
            for number, rows in enumerate(groups):
                is_first = number == 0 and bank is None
                read = None if is_first else (made if bank is None else bank)
                write = made if is_writing and is_first else None
                group = self._draw_group(conditions.rows(rows), noise[rows], job, is_first, read, write, bar)
                drawn.append(group)
        return torch.cat(drawn), made

    def _draw_group(
        self, conditions: Conditions, latents: Tensor, job: Job, others: bool, read: ConsistencyBank | None,
        write: ConsistencyBank | None, bar: Any,
    ) -> Tensor:  # fmt: skip
        branches = job.guidance.branches
        known: Representation = self.representation(
            joined([conditions.without(identity, expression) for identity, expression, _ in branches])
        )
        told = known.calmed(job.temperature)
        writers = min(len(latents), BANK_PICTURES)
        if write is not None:
            write.pictures = writers
        sigmas = np.linspace(1.0, 1 / job.steps, job.steps)
        self.scheduler.set_timesteps(sigmas=sigmas, device=self.device)
        for step, timestep in enumerate(self.scheduler.timesteps):
            if self._interrupt:
                break
            chance = torch.Generator().manual_seed(job.seed * 1009 + step)
            together = self._shared.together(job.consistency, step, chance, len(branches), others, read, write, writers)
            with together:
                velocity = self._velocity(latents, timestep, told, branches)
            latents = self.scheduler.step(velocity, timestep, latents, return_dict=False)[0]
            if job.callback is not None:
                tensors = {"latents": latents, "velocity": velocity, "draft": told.draft[-len(latents) :]}
                given = {name: tensors[name] for name in job.callback_inputs}
                changed = job.callback(self, step, timestep, given)
                latents = (changed or {}).pop("latents", latents)
            bar.update()
        return latents

    def _velocity(
        self, latents: Tensor, timestep: Tensor, told: Representation, branches: tuple[tuple[bool, bool, float], ...]
    ) -> Tensor:
        given = latents.repeat(len(branches), 1, 1, 1)
        times = (timestep / TIMESTEPS).expand(len(given)).to(given)
        found = predict_velocity(self.transformer, given, times, told).unflatten(0, (len(branches), -1))
        weights = torch.tensor([weight for _, _, weight in branches], device=given.device)
        return (found * weights[:, None, None, None, None]).sum(dim=0)

    def _shown(self, latents: Tensor, output_type: str, moved: Tensor | None) -> Any:
        if output_type == "latent":
            return latents
        assert self.autoencoder is not None
        pictures = shown(self.autoencoder, latents, moved)
        if output_type == "pt":
            return pictures
        straight = to_straight(pictures)
        if output_type == "np":
            return straight
        from PIL import Image

        return [Image.fromarray(one) for one in straight]


def load_parts(folder: Path) -> tuple[IdentityExpressionRepresentation, SD3Transformer2DModel]:
    """Both networks of a saved pipeline, in single precision, ready to be used.

    Raises:
        ModelError: If the folder is not whole.
    """
    settings: dict[str, Any] = {"local_files_only": True, "torch_dtype": torch.float32}
    try:
        return (
            IdentityExpressionRepresentation.from_pretrained(folder / "representation", **settings).eval(),
            SD3Transformer2DModel.from_pretrained(folder / "transformer", **settings).eval(),
        )
    except (OSError, ValueError, RuntimeError, KeyError) as error:
        raise ModelError(
            f"The weights of the avatar model in {folder} cannot be read.", "Install the program again.", "model.broken"
        ) from error


def new_scheduler() -> FlowMatchEulerDiscreteScheduler:
    """The sampler that the pipeline is saved with."""
    return FlowMatchEulerDiscreteScheduler(shift=1.0)


__all__ = [
    "BANK_PICTURES", "GenAffectOutput", "GenAffectPipeline", "Guidance", "load_parts", "new_scheduler",
]  # fmt: skip
