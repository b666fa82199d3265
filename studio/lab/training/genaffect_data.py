"""What Gen-AFFECT learns from: pictures of one character, some to be drawn, others to know the character by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol, runtime_checkable

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from studio.core.errors import InputError
from studio.engines.diffusion.autoencoder import PortraitAutoencoder
from studio.engines.diffusion.motion import SIZE_PX as MOTION_SIZE_PX
from studio.engines.diffusion.motion import PortraitMotion, joined, made_smaller, valid
from studio.engines.diffusion.reader import to_network_units
from studio.lab.training.cache import PixelCache

REFERENCE_CHANCES = (0.6, 0.25, 0.15)
"""How often a character is known by one, two or three pictures."""
_NEUTRAL_FIRST = 0.5


@runtime_checkable
class HasPortraits(Protocol):
    """Characters whose pictures are there, not their latents alone."""

    def portraits_of(self, rows: NDArray[np.int64]) -> Tensor:
        """(B, 4, S, S) premultiplied pictures."""
        ...


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
        moved: (B, 4, S, S) those moved into the expressions, as pictures; None without a network that moves.
    """

    clean: Tensor
    controls: Tensor
    references: Tensor
    moved: Tensor | None = None

    def to(self, device: torch.device) -> Lesson:
        """The same on a device."""
        moved = None if self.moved is None else self.moved.to(device)
        return Lesson(self.clean.to(device), self.controls.to(device), self.references.to(device), moved)


@dataclass(frozen=True, slots=True, eq=False)
class Coders:
    """Networks that are used as they are.

    Attributes:
        autoencoder: Between pictures and latents.
        motion: Moves references into an expression; None where drafts begin with the references.
    """

    autoencoder: PortraitAutoencoder
    motion: PortraitMotion | None = None


class PixelCharacters:
    """A cache of whole pictures, looked at as latents.

    Args:
        cache: Of the autoencoder's size.
        autoencoder: Makes the latents.

    Raises:
        InputError: If the cache is of another size.
    """

    def __init__(self, cache: PixelCache, autoencoder: PortraitAutoencoder) -> None:
        if cache.facts.size_px != autoencoder.size_px:
            raise InputError(
                f"The cached pictures have {cache.facts.size_px} px, not {autoencoder.size_px}.",
                f"Make the cache with --pixels --size {autoencoder.size_px}.", "lab.cache",
            )  # fmt: skip
        self._cache, self._autoencoder = cache, autoencoder

    @property
    def poses_per_identity(self) -> int:
        """Rows of one character."""
        return self._cache.poses_per_identity

    @property
    def identities(self) -> int:
        """How many characters."""
        return self._cache.identities

    def portraits_of(self, rows: NDArray[np.int64]) -> Tensor:
        """(B, 4, S, S) premultiplied pictures."""
        return self._cache.pictures_of(rows)

    def pictures_of(self, rows: NDArray[np.int64]) -> Tensor:
        """(B, C, H, W) latents."""
        with torch.no_grad():
            return self._autoencoder.encode(self.portraits_of(rows).to(self._autoencoder.device)).cpu()

    def controls_of(self, rows: NDArray[np.int64]) -> Tensor:
        """(B, 55) controls, angles in degrees."""
        return self._cache.controls_of(rows)


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


def lesson_of(
    characters: Characters, drawn: NDArray[np.int64], known: NDArray[np.int64], coders: Coders | None = None
) -> Lesson:
    """The pictures of chosen rows; with a network that moves, the moved references too."""
    references = characters.pictures_of(known.reshape(-1)).unflatten(0, known.shape)
    controls = to_network_units(characters.controls_of(drawn))
    moved = None
    if coders is not None and coders.motion is not None:
        moved = moved_portraits(characters, known, controls, coders).cpu()
    return Lesson(characters.pictures_of(drawn), controls, references, moved)


def moved_portraits(characters: Characters, known: NDArray[np.int64], controls: Tensor, coders: Coders) -> Tensor:
    """(B, 4, S, S) the references of rows (B, R) moved into expressions (B, 55), in network units."""
    motion = coders.motion
    assert motion is not None
    rows = known.reshape(-1)
    with torch.no_grad():
        portraits = (
            characters.portraits_of(rows)
            if isinstance(characters, HasPortraits)
            else coders.autoencoder.decode(characters.pictures_of(rows).to(coders.autoencoder.device))
        ).to(motion.device)
        told = controls.repeat_interleave(known.shape[1], dim=0).to(motion.device)
        found = motion(made_smaller(portraits, MOTION_SIZE_PX), told, portraits)
        return valid(joined(found, torch.ones(known.shape, dtype=torch.bool, device=motion.device)))


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


__all__ = [
    "Characters", "Coders", "HasPortraits", "Lesson", "PixelCharacters", "choose_rows", "lesson_of", "moved_portraits",
    "place_weights",
]  # fmt: skip
