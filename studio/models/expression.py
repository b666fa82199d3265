"""Expressions and how they combine."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from studio.models.controls import Pose, clamped


class BlendMode(StrEnum):
    """How a layer acts on what lies below it.

    ADD sums. MULTIPLY scales each control that the layer names by the layer's value, so 0 silences it.
    OVERWRITE replaces each control that the layer names and leaves the others.
    """

    ADD = "add"
    MULTIPLY = "multiply"
    OVERWRITE = "overwrite"


@dataclass(frozen=True, slots=True)
class Expression:
    """A named pose without pixels; it fits every character.

    Attributes:
        id: Stable identifier, lower case, words joined by hyphens ("joy", "anger-strong", "viseme-aa").
        name: For people.
        pose: Sparse control values.
        group: "basic", "word", "viseme", "eyes", "custom", …
        family: Basic emotion it belongs to, for words; else empty.
        cluster: One of the 25 clusters, for words; else empty.
        tags: Free words for search (synonyms among them).
    """

    id: str
    name: str
    pose: Pose
    group: str = "custom"
    family: str = ""
    cluster: str = ""
    tags: tuple[str, ...] = field(default=())


ExpressionLibrary = Mapping[str, Expression]
"""Expression id -> expression."""


def combine(base: Pose, layer: Pose, mode: BlendMode = BlendMode.ADD, weight: float = 1.0) -> dict[str, float]:
    """Lay one pose over another.

    Args:
        base: What lies below.
        layer: What is laid over it.
        mode: How.
        weight: 0 leaves `base` as it is, 1 applies the layer fully.

    Returns:
        The clamped result.
    """
    result = dict(base)
    for name, value in layer.items():
        below = result.get(name, 0.0)
        if mode is BlendMode.ADD:
            result[name] = below + weight * value
        elif mode is BlendMode.MULTIPLY:
            result[name] = below * (1.0 + weight * (value - 1.0))
        else:
            result[name] = below + weight * (value - below)
    return clamped(result)


def blend(poses: Iterable[tuple[Pose, float]]) -> dict[str, float]:
    """The weighted sum of several poses, clamped; weights need not add up to 1."""
    result: dict[str, float] = {}
    for pose, weight in poses:
        for name, value in pose.items():
            result[name] = result.get(name, 0.0) + weight * value
    return clamped(result)


def scaled(pose: Pose, intensity: float) -> dict[str, float]:
    """The pose at another intensity; 0 is neutral, 1 as written, above 1 exaggerated until it clamps."""
    return clamped({name: value * intensity for name, value in pose.items()})
