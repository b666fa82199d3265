"""Attention over a whole set: pictures of one person look at a part of one another while they are drawn."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import torch
from torch import Tensor

_REFERENCE_STEPS = 35
"""Steps of the recipe that the limit between early and late steps is given for."""
_LATE_FROM = 20
_SEED_SPAN = 1 << 20


@dataclass(frozen=True, slots=True)
class ConsistencyOptions:
    """How strongly the pictures of a set share.

    Attributes:
        share_rate: Part of each other picture's tokens that is seen, 0…1; 0 draws each on its own.
        first_step: The first steps decide the composition and are never shared.
        early_chance: Of a layer to share in a step of the first part.
        late_chance: Likewise, later.
        late_from: Part of the steps after which `late_chance` holds.
        seed: Decides which tokens and layers; equal seeds give equal sets.
    """

    share_rate: float = 0.0
    first_step: int = 1
    early_chance: float = 0.7
    late_chance: float = 0.9
    late_from: float = _LATE_FROM / _REFERENCE_STEPS
    seed: int = 0

    @property
    def is_on(self) -> bool:
        """Whether anything is shared at all."""
        return self.share_rate > 0


@dataclass(slots=True)
class SetMemory:
    """What the first pictures of a set showed one another, so that more can be added later without drawing them again.

    Attributes:
        tokens: (step, layer, half) -> (pictures, S, C).
        scales: The same -> (pictures,) strength of the LoRA that the tokens are projected with, or None.
        is_written: Whether it is whole and is only read from now on.
    """

    tokens: dict[tuple[int, int, int], Tensor] = field(default_factory=dict)
    scales: dict[tuple[int, int, int], Tensor | None] = field(default_factory=dict)
    is_written: bool = False

    @property
    def size_bytes(self) -> int:
        """Of all tokens."""
        return sum(one.numel() * one.element_size() for one in self.tokens.values())


class SetAttention:
    """Decides, layer by layer, whose tokens a picture sees beside its own.

    Args:
        options: How.
        memory: Of an earlier part of the set; written by the first part, read by all later ones. None for none.
    """

    def __init__(self, options: ConsistencyOptions, memory: SetMemory | None = None) -> None:
        self.options = options
        self.memory = memory
        self._step = 0
        self._is_late = False

    def begin_step(self, step: int, steps: int) -> None:
        """Say which step comes next; counted from 0."""
        self._step = step
        self._is_late = step >= round(self.options.late_from * steps)

    def extend(
        self, part: Any, layer: int, half: int, scale: Tensor | None,
        project: Callable[[Tensor, Tensor | None], tuple[Tensor, Tensor]],
    ) -> None:  # fmt: skip
        """Add to the keys and values of one half what its pictures see of the others.

        Args:
            part: Has `tokens`, `key`, `value` of (pictures, T, C) and the list `extra`.
            layer: Number of the layer.
            half: Which half of the guidance; halves never see one another.
            scale: Strength of the LoRA of each picture.
            project: From tokens to keys and values.
        """
        count, length = part.tokens.shape[:2]
        kept = round(self.options.share_rate * length)
        chosen = self._chosen(layer, count, length, kept)
        if chosen is None:
            return
        place = (self._step, layer, half)
        if self.memory is not None and self.memory.is_written:
            self._read(part, place, count, project)
            return
        index = chosen.to(part.tokens.device)[:, :, None].expand(-1, -1, part.tokens.shape[2])
        if self.memory is not None:
            self.memory.tokens[place] = part.tokens.gather(1, index)
            self.memory.scales[place] = scale
        if count > 1:
            others = torch.tensor([[j for j in range(count) if j != i] for i in range(count)], device=index.device)
            key, value = (one.gather(1, index)[others].flatten(1, 2) for one in (part.key, part.value))
            part.extra.append((key, value))

    def _read(
        self, part: Any, place: tuple[int, int, int], count: int,
        project: Callable[[Tensor, Tensor | None], tuple[Tensor, Tensor]],
    ) -> None:  # fmt: skip
        if self.memory is None or place not in self.memory.tokens:
            return
        key, value = project(self.memory.tokens[place].to(part.tokens), self.memory.scales[place])
        part.extra.append(tuple(one.flatten(0, 1)[None].expand(count, -1, -1) for one in (key, value)))

    def _chosen(self, layer: int, count: int, length: int, kept: int) -> Tensor | None:
        """(pictures, kept) positions that are seen of each picture; None where this layer does not share now."""
        if not self.options.is_on or kept == 0 or self._step < self.options.first_step:
            return None
        chance = torch.Generator().manual_seed((self.options.seed * _SEED_SPAN + self._step * 64 + layer) % (1 << 63))
        limit = self.options.late_chance if self._is_late else self.options.early_chance
        if float(torch.rand((), generator=chance)) >= limit:
            return None
        return torch.rand(count, length, generator=chance).topk(kept, dim=1).indices


__all__ = ["ConsistencyOptions", "SetAttention", "SetMemory"]
