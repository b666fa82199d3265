"""Drawing: identity and reference once, then any number of expressions in batches, through one loop of our own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from studio.core.errors import InputError
from studio.core.jobs import CancelToken
from studio.engines.arc2face.attention import AttentionState, Bank
from studio.engines.arc2face.codecs import Codec
from studio.engines.arc2face.consistency import ConsistencyOptions, SetAttention, SetMemory
from studio.engines.arc2face.loading import Arc2FaceParts
from studio.engines.arc2face.prompt import IdentityPrompter, checked_identity
from studio.engines.diffusion.schedules import SamplerName, make_scheduler

EXPRESSION_SIZE = 55
StepTold = Callable[[int, Tensor], None]
"""Called after each step with its number and the latents of the batch."""


@dataclass(frozen=True, slots=True, eq=False)
class Shot:
    """One picture of a set.

    Attributes:
        expression: (55,) FLAME numbers: 50 expression, 2 eyelids, 3 jaw.
        seed: Of its noise; equal seeds share the noise.
        guidance: 1 and less draw the condition alone, at half the cost.
        expression_scale: 0 leaves the expression adapter out; the zero expression is something else.
        reference_scale: Strength of the reference LoRA; counts only where there is a bank.
        noise: (C, h, w) to begin with instead of the seed's; None for that.
    """

    expression: NDArray[np.float32]
    seed: int = 0
    guidance: float = 3.0
    expression_scale: float = 1.0
    reference_scale: float = 0.8
    noise: NDArray[np.float32] | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Sampling:
    """How a set is drawn.

    Attributes:
        steps: Of the sampler.
        sampler: Which one.
        batch: Pictures that are drawn at once.
        consistency: Attention over the set.
        memory: Of an earlier part of the set, see `SetMemory`.
        smoothing: Part of the steps in which neighbours of a clip share their noise predictions; 0 for none.
    """

    steps: int = 25
    sampler: SamplerName = SamplerName.DPM
    batch: int = 4
    consistency: ConsistencyOptions = field(default_factory=ConsistencyOptions)
    memory: SetMemory | None = None
    smoothing: float = 0.0


@dataclass(frozen=True, slots=True, eq=False)
class Person:
    """An identity as the UNet reads it; made once for any number of pictures.

    Attributes:
        prompt: (1, 77, width).
        negative: (1, 77, width).
        bank: Of the references; None without.
    """

    prompt: Tensor
    negative: Tensor
    bank: Bank | None = None


class Arc2FacePipeline:
    """Draws portraits with loaded weights.

    Args:
        parts: From `load_parts`.
        is_offloaded: Encoder and autoencoder are on the card only while they are used.
    """

    def __init__(self, parts: Arc2FaceParts, is_offloaded: bool = False) -> None:
        self.parts = parts
        self.network = parts.network
        self._is_offloaded = is_offloaded
        self._negative: Tensor | None = None
        if is_offloaded:
            parts.prompter.encoder.to("cpu")
            parts.codec.to(torch.device("cpu"))

    @contextmanager
    def _codec(self) -> Iterator[Codec]:
        """The autoencoder, where the UNet is."""
        codec = self.parts.codec
        if self._is_offloaded:
            codec.to(self.network.device)
        try:
            yield codec
        finally:
            if self._is_offloaded:
                codec.to(torch.device("cpu"))

    @contextmanager
    def _prompter(self) -> Iterator[IdentityPrompter]:
        """The text encoder, where the UNet is."""
        prompter = self.parts.prompter
        if self._is_offloaded:
            prompter.encoder.to(self.network.device)
        try:
            yield prompter
        finally:
            if self._is_offloaded:
                prompter.encoder.to("cpu")

    @property
    def size_px(self) -> int:
        """Side of a picture."""
        return self.network.sample_size * self.parts.codec.factor

    @torch.no_grad()
    def person(self, identity: NDArray[np.floating[Any]], bank: Bank | None = None) -> Person:
        """An identity of one face.

        Args:
            identity: (512,) as a recogniser gives it.
            bank: From `bank`.

        Raises:
            InputError: If the identity cannot be used.
        """
        return Person(self.prompts(identity)[:1], self.negative(), bank)

    def prompts(self, identities: NDArray[np.floating[Any]]) -> Tensor:
        """(N, 512) to (N, 77, width); any number at once."""
        vectors = torch.from_numpy(checked_identity(identities)).to(self.network.device)
        with self._prompter() as prompter:
            return prompter.embeds(vectors)

    def negative(self) -> Tensor:
        """(1, 77, width) of the empty prompt, made once."""
        if self._negative is None:
            with self._prompter() as prompter:
                self._negative = prompter.negative()
        return self._negative

    @torch.no_grad()
    def bank(
        self, pictures: Tensor, person: Person, seed: int = 0, noise: Tensor | None = None,
    ) -> Bank:  # fmt: skip
        """What the UNet sees in reference pictures.

        Args:
            pictures: (R, C, size, size) in 0…1, aligned.
            person: Who they show.
            seed: Of the sample from the autoencoder's distribution, so that the same job gives the same picture.
            noise: (R, c, h, w) instead of the seed's.
        """
        latents = self.reference_latents(pictures, seed, noise)
        bank: Bank = self.network.write_bank(latents, person.prompt)
        return bank

    @torch.no_grad()
    def reference_latents(self, pictures: Tensor, seed: int = 0, noise: Tensor | None = None) -> Tensor:
        """(R, C, size, size) in 0…1 to latents as the UNet knows them."""
        with self._codec() as codec:
            mean, deviation = codec.distribution(pictures.to(self.network.device, torch.float32))
        chance = noise if noise is not None else seed_noise(seed, tuple(mean.shape))
        return self.parts.codec.scaled(mean + deviation * chance.to(mean))

    def start_noise(self, shot: Shot) -> Tensor:
        """(C, h, w) that a picture begins with."""
        side, channels = self.network.sample_size, self.network.in_channels
        if shot.noise is not None:
            return torch.from_numpy(np.asarray(shot.noise, np.float32))
        return seed_noise(shot.seed, (channels, side, side))

    def draw(
        self, person: Person, shots: Sequence[Shot], sampling: Sampling | None = None,
        cancel: CancelToken | None = None, told: StepTold | None = None,
    ) -> Iterator[tuple[int, Tensor]]:  # fmt: skip
        """Draw pictures of one person.

        Yields:
            Index of the shot and its (C, size, size) picture in 0…1 on the processor, in order.

        Raises:
            InputError: If a shot cannot be drawn; nothing is drawn then.
            JobCancelled: If `cancel` was set; asked before each step.
        """
        for start, latents in self.draw_latents(person, shots, sampling, cancel, told):
            with self._codec() as codec:
                pictures = [codec.decode(one[None])[0].float().cpu() for one in latents]
            yield from enumerate(pictures, start)

    def draw_latents(
        self, person: Person, shots: Sequence[Shot], sampling: Sampling | None = None,
        cancel: CancelToken | None = None, told: StepTold | None = None,
    ) -> Iterator[tuple[int, Tensor]]:  # fmt: skip
        """As `draw`, but batches of latents: index of the first shot, (n, c, h, w)."""
        how = sampling or Sampling()
        if how.steps < 1 or how.batch < 1:
            raise InputError("A picture needs at least one step.", "Give 1 to 100 steps.", "usage.steps")
        for shot in shots:
            check_shot(shot)
        memory = how.memory
        if memory is None and how.consistency.is_on and len(shots) > how.batch:
            memory = SetMemory()
        for start in range(0, len(shots), how.batch):
            yield start, self._batch(person, shots[start : start + how.batch], how, memory, cancel, told)
            if memory is not None:
                memory.is_written = True

    @torch.no_grad()
    def _batch(
        self, person: Person, shots: Sequence[Shot], how: Sampling, memory: SetMemory | None,
        cancel: CancelToken | None, told: StepTold | None,
    ) -> Tensor:  # fmt: skip
        device = self.network.device
        scheduler = make_scheduler(how.sampler, self.parts.schedule)
        scheduler.set_timesteps(how.steps)
        latents = torch.stack([self.start_noise(shot) for shot in shots]).to(device) * scheduler.init_noise_sigma
        state, prompt, guidance = self._conditions(person, shots)
        shared = SetAttention(how.consistency, memory) if how.consistency.is_on else None
        state.shared = shared
        chance = torch.Generator().manual_seed(shots[0].seed % (1 << 63))
        extra = {"generator": chance} if how.sampler is SamplerName.LCM else {}
        self.network.set_state(state)
        try:
            for step, timestep in enumerate(scheduler.timesteps):
                if cancel is not None:
                    cancel.check()
                if shared is not None:
                    shared.begin_step(step, how.steps)
                entered = scheduler.scale_model_input(latents, timestep)
                rows = entered.repeat(2, 1, 1, 1) if state.has_unconditional else entered
                predicted = self._guided(self.network(rows, timestep, prompt), guidance)
                if step < how.smoothing * how.steps:
                    predicted = smoothed(predicted)
                latents = scheduler.step(predicted, timestep, latents, return_dict=False, **extra)[0]
                if told is not None:
                    told(step, latents)
        finally:
            self.network.set_state(AttentionState())
        return latents

    def _conditions(self, person: Person, shots: Sequence[Shot]) -> tuple[AttentionState, Tensor, Tensor | None]:
        """State of the layers, prompts of all rows, and guidance (None where only the condition is drawn)."""
        device, count = self.network.device, len(shots)
        guidance = torch.tensor([max(1.0, shot.guidance) for shot in shots], device=device)
        has_unconditional = bool((guidance > 1).any())
        vectors = torch.from_numpy(np.stack([np.asarray(shot.expression, np.float32) for shot in shots])).to(device)
        strength = torch.tensor([shot.expression_scale for shot in shots], device=device)
        lora = torch.tensor([shot.reference_scale if person.bank else 0.0 for shot in shots], device=device)
        prompt = person.prompt.expand(count, -1, -1)
        if has_unconditional:
            # The unconditional expression is the zero vector through the projector, not the absence of tokens.
            vectors = torch.cat([torch.zeros_like(vectors), vectors])
            strength, lora = strength.repeat(2), lora.repeat(2)
            prompt = torch.cat([person.negative.expand(count, -1, -1), prompt])
        state = AttentionState(
            has_unconditional=has_unconditional,
            expression=self.network.expression_tokens(vectors),
            expression_scale=strength if bool((strength != 0).any()) else None,
            lora_scale=lora if self.network.has_lora and bool((lora != 0).any()) else None,
            bank=person.bank,
        )
        return state, prompt, guidance[:, None, None, None] if has_unconditional else None

    @staticmethod
    def _guided(predicted: Tensor, guidance: Tensor | None) -> Tensor:
        if guidance is None:
            return predicted
        plain, wanted = predicted.chunk(2)
        return plain + guidance * (wanted - plain)


def check_shot(shot: Shot) -> None:
    """Refuse numbers that nothing can be drawn from.

    Raises:
        InputError: Which, and what is right.
    """
    vector = np.asarray(shot.expression)
    if vector.shape != (EXPRESSION_SIZE,):
        text = " x ".join(str(size) for size in vector.shape)
        raise InputError(f"An expression has {EXPRESSION_SIZE} numbers; this one has {text}.",
                         "Order: 50 expression, 2 eyelids, 3 jaw.", "expression.size")  # fmt: skip
    if not np.isfinite(vector).all():
        raise InputError("The expression holds something that is not a number.", "Set it again.", "expression.nan")
    scales = (shot.guidance, shot.expression_scale, shot.reference_scale)
    if not np.isfinite(scales).all():
        raise InputError("A strength is not a number.", "Give a number for guidance and scales.", "usage.scale")


def smoothed(predicted: Tensor) -> Tensor:
    """Each prediction mixed with those of its two neighbours; the ends keep half of what they have no neighbour for."""
    before = torch.cat([predicted[:1], predicted[:-1]])
    after = torch.cat([predicted[1:], predicted[-1:]])
    return 0.25 * before + 0.5 * predicted + 0.25 * after


def seed_noise(seed: int, shape: tuple[int, ...]) -> Tensor:
    """Made on the processor, so that a seed means the same on every device."""
    return torch.randn(shape, generator=torch.Generator().manual_seed(seed % (1 << 63)))


__all__ = ["EXPRESSION_SIZE", "Arc2FacePipeline", "Person", "Sampling", "Shot", "check_shot", "seed_noise", "smoothed"]
