"""Choosing rows of a cache by number: the same for the same number while the cache does not grow."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from studio.core.errors import InputError
from studio.engines.diffusion.autoencoder import PortraitAutoencoder
from studio.lab.training.cache import LatentCache, PixelCache, fingerprint
from studio.lab.training.mirror import LatentMirror
from studio.lab.training.settings import TrainingSettings

GALLERY = 500
"""Characters among which one must be found again."""
PROBES = 4
"""Expressions of each that are looked up."""
_OPENED_EVERY = 200

SomeCache = TypeVar("SomeCache", LatentCache, PixelCache)


class Rows(Protocol):
    """What rows are chosen by."""

    @property
    def poses_per_identity(self) -> int:
        """Rows of one character."""
        ...

    @property
    def identities(self) -> int:
        """How many whole characters there are."""
        ...


def piece(settings: TrainingSettings, name: str) -> Path:
    """The folder that the settings name for something.

    Raises:
        InputError: If they name none.
    """
    if not settings.pieces.get(name):
        raise InputError(
            f"The training of {settings.task!r} needs a folder for {name!r}.",
            f"Name it under pieces in the settings, or with --piece {name}=FOLDER.", "lab.pieces",
        )  # fmt: skip
    return Path(settings.pieces[name])


def latent_caches(settings: TrainingSettings) -> tuple[LatentCache, LatentCache]:
    """The caches to learn from and to validate with, made by the same autoencoder.

    Raises:
        InputError: If one is missing, or they do not belong together.
    """
    train, validation = LatentCache(piece(settings, "latents")), LatentCache(piece(settings, "validation_latents"))
    if train.facts.autoencoder != validation.facts.autoencoder:
        raise InputError("The two caches were made by different autoencoders.", "Make one of them again.", "lab.cache")
    return train, validation


def latent_mirror(settings: TrainingSettings, cache: LatentCache) -> LatentMirror | None:
    """The mirror of a cache's latents; None if the settings name no autoencoder.

    Raises:
        InputError: If the cache was made by another one.
    """
    if not settings.pieces.get("autoencoder"):
        return None
    autoencoder = PortraitAutoencoder.load(piece(settings, "autoencoder"))
    if fingerprint(autoencoder) != cache.facts.autoencoder:
        raise InputError("The autoencoder is not the one that made the cached latents.", "Name that one.", "lab.cache")
    return LatentMirror(autoencoder)


def grown(cache: SomeCache, index: int) -> SomeCache:
    """The same cache, opened again every few hundred batches: drawing may still go on."""
    return type(cache)(cache.folder) if index % _OPENED_EVERY == 0 else cache


def some_of_each(cache: Rows, index: int, count: int, each: int, seed: int) -> NDArray[np.int64]:
    """Rows of chance characters, `each` of one character in turn.

    Args:
        cache: What is chosen from.
        index: The batch's number.
        count: Rows in all, a multiple of `each`.
        each: Rows of one character.
        seed: Of the run.

    Raises:
        InputError: If the cache has not that many, or the numbers do not fit together.
    """
    poses, characters = cache.poses_per_identity, count // each
    if each > poses or count % each or characters > cache.identities:
        raise InputError(
            f"A batch of {count} with {each} poses of each character cannot be had from {cache.identities} characters "
            f"with {poses} poses.", "Draw more with `avatar-studio lab cache`, or take smaller batches.", "lab.cache",
        )  # fmt: skip
    chance = np.random.default_rng((seed, index))
    chosen = _different(chance, cache.identities, characters)
    worn = np.stack([chance.permutation(poses)[:each] for _ in range(characters)])
    rows: NDArray[np.int64] = (chosen[:, None] * poses + worn).reshape(-1)
    return rows


def _different(chance: np.random.Generator, count: int, wanted: int) -> NDArray[np.int64]:
    if wanted * 4 > count:
        return chance.permutation(count)[:wanted].astype(np.int64)
    found: list[int] = []
    while len(found) < wanted:
        found = list(dict.fromkeys([*found, *chance.integers(count, size=wanted).tolist()]))[:wanted]
    return np.array(found, np.int64)


def gallery_rows(cache: Rows) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """How characters are looked up: resting faces (G,), worn ones (P,), and whom each of those shows (P,)."""
    poses, people = cache.poses_per_identity, min(GALLERY, cache.identities)
    gallery = np.arange(people, dtype=np.int64) * poses
    probes = min(PROBES, poses - 1)
    rows = (gallery[:, None] + 1 + np.arange(probes)).reshape(-1)
    return gallery, rows, np.repeat(np.arange(people, dtype=np.int64), probes)


__all__ = ["GALLERY", "gallery_rows", "grown", "latent_caches", "latent_mirror", "piece", "some_of_each"]
