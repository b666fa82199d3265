"""What the pipeline refuses, each in its own words."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor

from studio.core.errors import InputError

if TYPE_CHECKING:
    from studio.engines.genaffect.pipeline import GenAffectPipeline

OUTPUT_TYPES = ("pil", "np", "pt", "latent")


def check_references(pipeline: GenAffectPipeline, references: Any) -> None:
    """Portraits or latents of one size, at least one.

    Raises:
        InputError: If they are not.
    """
    if not hasattr(references, "__len__") or not len(references):
        raise InputError("There is no reference picture.", "Give one or more of the character.", "face.none")
    first = references[0]
    size = None if pipeline.autoencoder is None else pipeline.autoencoder.size_px
    allowed = [pipeline.latent_shape] + ([] if size is None else [(4, size, size)])
    if not isinstance(first, Tensor) or (tuple(first.shape) not in allowed and not _is_larger(pipeline, first)):
        shape = tuple(first.shape) if hasattr(first, "shape") else type(first).__name__
        raise InputError(
            f"A reference picture cannot be {shape}.",
            f"Give tensors of the shape {' or '.join(str(one) for one in allowed)}.", "genaffect.reference",
        )  # fmt: skip
    if any(tuple(one.shape) != tuple(first.shape) or not bool(torch.isfinite(one).all()) for one in references):
        raise InputError(
            "The reference pictures differ in size, or hold values that are not numbers.", "Correct them.",
            "genaffect.reference",
        )  # fmt: skip


def _is_larger(pipeline: GenAffectPipeline, picture: Tensor) -> bool:
    """Whether it is a portrait that is a whole number of times larger, which only motion can use."""
    if pipeline.autoencoder is None or pipeline.motion is None or picture.ndim != 3:
        return False
    side = picture.shape[-1]
    return tuple(picture.shape) == (4, side, side) and side % pipeline.autoencoder.size_px == 0


def check_expressions(expressions: Any) -> None:
    """A list with something in it.

    Raises:
        InputError: If it is none.
    """
    if not hasattr(expressions, "__len__") or isinstance(expressions, str) or not len(expressions):
        raise InputError("There is no expression to draw.", "Give a list of one or more.", "genaffect.expression")
    if isinstance(expressions, Tensor) and tuple(expressions.shape[1:]) != (55,):
        raise InputError(
            f"Expressions cannot have the shape {tuple(expressions.shape)}.", "Give (N, 55).", "genaffect.expression"
        )


def check_numbers(steps: int, group_size: int, temperature: float, strengths: tuple[float, float]) -> None:
    """Numbers inside their ranges.

    Raises:
        InputError: If one is not.
    """
    if steps < 1 or group_size < 1:
        raise InputError("Steps and pictures at a time must be 1 or more.", "Take 12 and 8.", "genaffect.steps")
    if not all(math.isfinite(one) for one in strengths):
        raise InputError("The strengths must be numbers.", "Take 1 for both.", "genaffect.guidance")
    if not 0 <= temperature <= 1:
        raise InputError("The temperature must lie between 0 and 1.", "Take 1.", "genaffect.temperature")


def check_output(output_type: str, has_autoencoder: bool) -> None:
    """A kind of result that can be made.

    Raises:
        InputError: If it cannot.
    """
    if output_type not in OUTPUT_TYPES:
        raise InputError(
            f"There is no output type {output_type!r}.", f"Take one of {', '.join(OUTPUT_TYPES)}.", "genaffect.output"
        )
    if output_type != "latent" and not has_autoencoder:
        raise InputError(
            "Without the autoencoder only latents can be drawn.", "Give it, or take “latent”.", "genaffect.output"
        )


def check_noise(count: int, shape: tuple[int, int, int], generator: Any, latents: Tensor | None) -> None:
    """As many generators and noises as pictures.

    Raises:
        InputError: If they do not fit.
    """
    if isinstance(generator, list) and len(generator) != count:
        raise InputError(
            f"There are {len(generator)} generators for {count} pictures.", "Give one, or one each.",
            "genaffect.generator",
        )  # fmt: skip
    if latents is not None and tuple(latents.shape) != (count, *shape):
        raise InputError(
            f"The noise has the shape {tuple(latents.shape)}, not {(count, *shape)}.", "Leave it out, or correct it.",
            "genaffect.noise",
        )  # fmt: skip


def check_callback(asked: Sequence[str], known: Sequence[str]) -> None:
    """Only what there is.

    Raises:
        InputError: If more is asked for.
    """
    unknown = set(asked) - set(known)
    if unknown:
        raise InputError(
            f"A callback cannot be given {', '.join(sorted(unknown))}.", f"There are: {', '.join(known)}.",
            "genaffect.callback",
        )  # fmt: skip


__all__ = [
    "OUTPUT_TYPES", "check_callback", "check_expressions", "check_noise", "check_numbers", "check_output",
    "check_references",
]  # fmt: skip
