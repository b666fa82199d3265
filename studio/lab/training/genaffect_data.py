"""What Gen-AFFECT learns from: pictures of one character, some to be drawn, others to know the character by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from studio.core.errors import InputError
from studio.engines.diffusion.reader import to_network_units

REFERENCE_CHANCES = (0.6, 0.25, 0.15)
"""How often a character is known by one, two or three pictures."""
_NEUTRAL_FIRST = 0.5


class Characters(Protocol):
    """Pictures as latents; those of one character lie together, its resting face first."""

    @property
    def poses_per_identity(self) -> int:
        """Rows of one character."""
        ...

    @property
    def identities(self) -> int:
        """How many characters."""
        ...

    def pictures_of(self, rows: NDArray[np.int64]) -> Tensor:
        """(B, C, H, W) latents."""
        ...

    def controls_of(self, rows: NDArray[np.int64]) -> Tensor:
        """(B, 55) controls, angles in degrees."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class Lesson:
    """One batch; pictures of one character lie together.

    Attributes:
        clean: (B, C, H, W) what is to be drawn.
        controls: (B, 55) its expressions, in network units.
        references: (B, R, C, H, W) other pictures of the same characters.
    """

    clean: Tensor
    controls: Tensor
    references: Tensor

    def to(self, device: torch.device) -> Lesson:
        """The same on a device."""
        return Lesson(self.clean.to(device), self.controls.to(device), self.references.to(device))


def choose_rows(
    poses: int, identities: int, count: int, each: int, seed: tuple[int, ...]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Which pictures are drawn, and by which the characters are known.

    Args:
        poses: Pictures of a character.
        identities: How many characters there are.
        count: Pictures to draw, a multiple of `each`.
        each: Pictures of one character.
        seed: Where chance starts.

    Returns:
        (count,) rows to draw and (count, R) rows to know their characters by; none of a character is in both, but
        where it has a single picture.

    Raises:
        InputError: If there are too few pictures.
    """
    if count % each or each >= poses > 1 or not identities:
        raise InputError(
            f"A batch of {count} with {each} poses of each character cannot be had from {identities} characters with "
            f"{poses} poses: one more pose is needed to know the character by.",
            "Take smaller batches, or draw more poses with `avatar-studio lab cache`.", "lab.cache",
        )  # fmt: skip
    chance = np.random.default_rng(seed)
    known_by = 1 + int(chance.choice(len(REFERENCE_CHANCES), p=REFERENCE_CHANCES))
    known_by = max(1, min(known_by, poses - each))
    drawn, known = [], []
    for _ in range(count // each):
        first = int(chance.integers(identities)) * poses
        order = chance.permutation(poses)
        targets = order[:each]
        others = order[each : each + known_by] if poses > 1 else order
        if poses > 1 and chance.random() < _NEUTRAL_FIRST and 0 not in targets and 0 not in others:
            others = np.concatenate([[0], others[1:]])
        drawn.append(first + np.sort(targets))
        known.append(np.repeat((first + others)[None], each, axis=0))
    return np.concatenate(drawn).astype(np.int64), np.concatenate(known).astype(np.int64)


def lesson_of(characters: Characters, drawn: NDArray[np.int64], known: NDArray[np.int64]) -> Lesson:
    """The pictures of chosen rows."""
    references = characters.pictures_of(known.reshape(-1)).unflatten(0, known.shape)
    return Lesson(characters.pictures_of(drawn), to_network_units(characters.controls_of(drawn)), references)


def place_weights(cache: Characters, count: int = 256, chosen_deg: float = 3.0) -> Tensor:
    """(1, H, W) how much each place of a latent matters, mean 1: half alike everywhere, half where faces move.

    Eyes, brows and mouth are a small part of the picture, and all of the expression: measured as the variance inside
    one character, over pictures that look straight ahead.
    """
    poses = cache.poses_per_identity
    identities = min(count, cache.identities)
    rows = np.arange(identities * poses, dtype=np.int64)
    straight = (cache.controls_of(rows)[:, -3:].abs() < chosen_deg).all(dim=1)
    latents = cache.pictures_of(rows)
    first = latents[::poses].repeat_interleave(poses, dim=0)
    moved = (latents - first).square().mean(dim=1)[straight]
    spread = moved.mean(dim=0) if len(moved) else torch.ones(latents.shape[-2:])
    if float(spread.mean()) < 1e-8:
        return torch.ones_like(spread)[None]
    lively = (spread / spread.mean()).clamp(max=6)
    return (0.5 + 0.5 * lively / lively.mean())[None]


__all__ = ["Characters", "Lesson", "choose_rows", "lesson_of", "place_weights"]
