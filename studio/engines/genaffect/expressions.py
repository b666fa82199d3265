"""What an expression may be given as: controls, a word of the vocabulary, a picture, or numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import TypeAlias

import torch
from torch import Tensor

from studio.core.errors import InputError
from studio.engines.diffusion.autoencoder import PortraitAutoencoder
from studio.engines.diffusion.reader import ExpressionReader, from_network_units, to_network_units
from studio.models.controls import ALL_CONTROLS, Pose, to_vector

ExpressionInput: TypeAlias = "Pose | str | Tensor"
"""Controls by name; a word or an expression's name; (55,) network units; or a (4, S, S) premultiplied portrait."""


@cache
def _library() -> Mapping[str, Pose]:
    from studio.models.library import load_library

    return {key: expression.pose for key, expression in load_library().items()}


def pose_of_text(text: str) -> Pose:
    """The controls of a word ("schadenfreude" is not there, "delight" is) or of an expression's name.

    Raises:
        InputError: With the nearest words, if there is none.
    """
    from studio.models.library import find, load_library

    key = text.strip().lower()
    found = _library().get(key)
    return found if found is not None else find(load_library(), text).pose


def controls_of(
    expression: ExpressionInput, reader: ExpressionReader | None = None, autoencoder: PortraitAutoencoder | None = None
) -> Tensor:
    """(55,) controls in network units of one expression, however it was given.

    Args:
        expression: See `ExpressionInput`.
        reader: Reads pictures; only they need it.
        autoencoder: Likewise.

    Raises:
        InputError: If it is none of these, or a picture cannot be read without a reader.
    """
    if isinstance(expression, str):
        expression = pose_of_text(expression)
    if isinstance(expression, Mapping):
        return to_network_units(torch.from_numpy(to_vector(expression)))
    if not hasattr(expression, "shape"):
        raise InputError(
            f"An expression cannot be a {type(expression).__name__}.",
            "Give controls, a word, numbers or a portrait.", "genaffect.expression",
        )  # fmt: skip
    if expression.shape == (len(ALL_CONTROLS),):
        if not bool(torch.isfinite(expression).all()):
            raise InputError("An expression holds values that are not numbers.", "Correct them.", "controls.nan")
        return expression.float()
    if expression.ndim != 3:
        raise InputError(
            f"An expression cannot have the shape {tuple(expression.shape)}.",
            f"Give {len(ALL_CONTROLS)} numbers or a portrait (4, size, size).", "genaffect.expression",
        )  # fmt: skip
    return read_expression(expression, reader, autoencoder)


def read_expression(
    portrait: Tensor, reader: ExpressionReader | None, autoencoder: PortraitAutoencoder | None
) -> Tensor:
    """(55,) controls in network units that a portrait (4, S, S) wears, inside their limits.

    Raises:
        InputError: Without a reader.
    """
    if reader is None or autoencoder is None:
        raise InputError(
            "An expression can be taken from a picture only with the expression reader.",
            "Give controls or a word instead.", "genaffect.reader",
        )  # fmt: skip
    with torch.no_grad():
        found = reader(autoencoder.encode(portrait[None].to(autoencoder.device)))
    return to_network_units(from_network_units(found.float().cpu()))[0]


def between(start: Tensor, end: Tensor, count: int) -> Tensor:
    """(count, 55) expressions from one to another, both included.

    Raises:
        InputError: If there are not even two.
    """
    if count < 2:
        raise InputError("A transition has at least two pictures.", "Take 2 or more.", "genaffect.transition")
    share = torch.linspace(0, 1, count)[:, None]
    return start + share * (end - start)


def all_controls(
    expressions: Tensor | Sequence[ExpressionInput], reader: ExpressionReader | None = None,
    autoencoder: PortraitAutoencoder | None = None,
) -> Tensor:  # fmt: skip
    """(N, 55) controls of several expressions; a (N, 55) tensor is taken as it is."""
    if isinstance(expressions, Tensor):
        return expressions.float()
    return torch.stack([controls_of(one, reader, autoencoder) for one in expressions])


__all__ = ["ExpressionInput", "all_controls", "between", "controls_of", "pose_of_text", "read_expression"]
