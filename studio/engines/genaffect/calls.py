"""What one call of the pipeline is told, and what it gives back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from diffusers.utils import BaseOutput
from torch import Tensor

from studio.engines.genaffect.attention import ConsistencyBank, ConsistencySettings

if TYPE_CHECKING:
    from studio.engines.genaffect.pipeline import GenAffectPipeline

StepCallback = Callable[["GenAffectPipeline", int, Tensor, dict[str, Any]], dict[str, Any]]
"""Called as in diffusers."""


@dataclass
class GenAffectOutput(BaseOutput):  # type: ignore[misc,unused-ignore]
    """What was drawn.

    Attributes:
        images: N pictures: PIL images, (N, S, S, 4) uint8 straight alpha ("np"), (N, 4, S, S) premultiplied ("pt"), or
            (N, C, H, W) latents ("latent").
        bank: What later pictures of the set need; None unless it was asked for.
    """

    images: Any
    bank: ConsistencyBank | None = None


@dataclass(frozen=True, slots=True)
class Guidance:
    """How strongly each condition is followed; 1 and 1 is what was learned, and the quickest.

    Attributes:
        identity: Above 1 nearer to the character.
        expression: Above 1 more of the expression.
    """

    identity: float = 1.0
    expression: float = 1.0

    @property
    def branches(self) -> tuple[tuple[bool, bool, float], ...]:
        """(without identity, without expression, weight) of each pass that is needed."""
        given = (
            (True, True, 1 - self.identity), (False, True, self.identity - self.expression),
            (False, False, self.expression),
        )  # fmt: skip
        return tuple(branch for branch in given if branch[2])


@dataclass(frozen=True, slots=True, eq=False)
class Job:
    """One call: what all of its groups have in common."""

    steps: int
    guidance: Guidance
    temperature: float
    consistency: ConsistencySettings
    seed: int
    callback: StepCallback | None
    callback_inputs: Sequence[str]

    @property
    def bank_key(self) -> tuple[object, ...]:
        """What a bank must have been made with to be read here."""
        return (self.steps, self.guidance, self.consistency, self.temperature)


__all__ = ["GenAffectOutput", "Guidance", "Job", "StepCallback"]
