"""What makes a character recognisable, captured from its pictures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from studio.models.face import ArtStyle

NO_RECOGNISER = "no recogniser installed"
"""What is shown in place of a score."""


@dataclass(frozen=True, slots=True, eq=False)
class IdentityPart:
    """What one picture says.

    Attributes:
        source_name: The picture's file name.
        style: What its pixels look like; decides the threshold.
        embedding: (N,) float32 of length 1, or None without a recogniser.
        palette: "skin", "hair", "eye", "lips" -> sRGB (0…255); a part that is hidden is absent.
        geometry: Name -> ratio in eye distances, free of size and tilt.
    """

    source_name: str
    style: ArtStyle
    embedding: NDArray[np.float32] | None
    palette: Mapping[str, tuple[int, int, int]]
    geometry: Mapping[str, float]


@dataclass(frozen=True, slots=True, eq=False)
class Identity:
    """A character's identity, from one or several pictures.

    Attributes:
        parts: One for each picture, in the order given.
        recogniser: Which recogniser made the embeddings; empty when none is installed.
        embedding: (N,) float32 of length 1, the mean over the pictures that belong together; None without.
        similarity: (M, M) float32 cosine between the pictures; (0, 0) without a recogniser.
        threshold: Cosine from which two pictures of this style count as the same character.
        palette: Median over the pictures.
        geometry: Median over the pictures.
        warnings: For people: pictures that do not belong, poor input.
    """

    parts: tuple[IdentityPart, ...]
    recogniser: str
    embedding: NDArray[np.float32] | None
    similarity: NDArray[np.float32]
    threshold: float
    palette: Mapping[str, tuple[int, int, int]]
    geometry: Mapping[str, float]
    warnings: tuple[str, ...] = field(default=())

    @property
    def recogniser_text(self) -> str:
        """The recogniser's name, or that there is none."""
        return self.recogniser or NO_RECOGNISER

    def says_same(self, score: float) -> bool:
        """Whether a score counts as the same character."""
        return score >= self.threshold
