"""Training pictures without end: identities × expressions × poses, the same for the same index everywhere.

Identities of training, validation and the held-out test set come from seed ranges that never meet.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np
import torch
from numpy.typing import NDArray

from studio.core.errors import InputError
from studio.engines.portrait.renderer import PortraitBatch, render_portraits
from studio.models.controls import ARKIT_CONTROLS, HEAD_LIMIT_DEG, clamped, mirrored
from studio.models.genome import PortraitGenome
from studio.models.genome_random import generator
from studio.models.library import load_library

if TYPE_CHECKING:
    from numpy.random import Generator


class Split(StrEnum):
    """Which characters: those to learn from, to choose settings by, to judge by, or that the judges learn from."""

    TRAIN = "train"
    VALIDATION = "validation"
    HELD_OUT = "held_out"
    JUDGES = "judges"


SEED_RANGES: Mapping[Split, tuple[int, int]] = {
    Split.TRAIN: (1_000_000, 500_000_000), Split.JUDGES: (500_000_000, 900_000_000),
    Split.VALIDATION: (900_000_000, 910_000_000), Split.HELD_OUT: (910_000_000, 920_000_000),
}  # fmt: skip
"""First seed and the one after the last. Seeds below a million are for people to play with."""

_DRAWN_HEAD_DEG = 20.0


@dataclass(frozen=True, slots=True)
class CorpusOptions:
    """What a corpus holds.

    Attributes:
        split: Which characters.
        identities: How many characters there are in turn; 0 for as many as the split's seed range has.
        poses_per_identity: How many pictures of a character lie in a row in one batch.
        size: Pixels.
        neutral_share: Share of resting faces.
        library_share: Share of expressions from the library (scaled, sometimes two added); the rest are a few
            random controls.
        turned_share: Share of pictures with a turned head.
        with_background, with_masks: As in `render_portraits`.
    """

    split: Split = Split.TRAIN
    identities: int = 0
    poses_per_identity: int = 4
    size: int = 128
    neutral_share: float = 0.1
    library_share: float = 0.5
    turned_share: float = 0.5
    with_background: bool = True
    with_masks: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class CorpusBatch:
    """One batch of training pictures.

    Attributes:
        portraits: The pictures with their truth (controls, landmarks, masks, genomes).
        seeds: (B,) int64 the identity of each.
        expressions: What each wears: an id of the library, "a+b", "neutral" or "random".
    """

    portraits: PortraitBatch
    seeds: torch.Tensor
    expressions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Corpus:
    """Batches by index: batch 7 is the same today, tomorrow and on another machine (to a pixel's rounding).

    Attributes:
        options: What it holds.
        batch_size: Pictures in a batch, a multiple of `options.poses_per_identity`.

    Raises:
        InputError: If the numbers do not fit together.
    """

    options: CorpusOptions = field(default_factory=CorpusOptions)
    batch_size: int = 32

    def __post_init__(self) -> None:
        if self.options.poses_per_identity < 1 or self.batch_size % self.options.poses_per_identity:
            raise InputError(
                f"A batch of {self.batch_size} cannot hold {self.options.poses_per_identity} poses of each character.",
                "Take a multiple.", "corpus.batch",
            )  # fmt: skip
        low, high = SEED_RANGES[self.options.split]
        if not 0 <= self.options.identities <= high - low:
            raise InputError("There are not that many characters.", f"Take up to {high - low}.", "corpus.identities")

    def batch(self, index: int, device: torch.device | str = "cpu") -> CorpusBatch:
        """The batch with this number, from 0."""
        each = self.options.poses_per_identity
        first = index * (self.batch_size // each)
        seeds = [self.seed_of(first + row // each) for row in range(self.batch_size)]
        worn = [self.pose_of(index * self.batch_size + row) for row in range(self.batch_size)]
        portraits = render_portraits(
            [genome_of(seed) for seed in seeds], [pose for _, pose in worn], self.options.size, device,
            self.options.with_background, self.options.with_masks,
        )  # fmt: skip
        return CorpusBatch(portraits, torch.tensor(seeds, dtype=torch.int64), tuple(name for name, _ in worn))

    def batches(self, start: int = 0, device: torch.device | str = "cpu") -> Iterator[CorpusBatch]:
        """Batches without end, from the one numbered `start`; a resumed training goes on where it stopped."""
        index = start
        while True:
            yield self.batch(index, device)
            index += 1

    def seed_of(self, number: int) -> int:
        """The seed of the character with this number; after the last one the first comes again."""
        low, high = SEED_RANGES[self.options.split]
        return low + number % (self.options.identities or high - low)

    def pose_of(self, number: int) -> tuple[str, dict[str, float]]:
        """What the picture with this number wears: a name for it and the pose."""
        chance = generator(number, f"pose:{self.options.split}")
        return random_pose(chance, self.options)


_GENOMES: dict[int, PortraitGenome] = {}


def genome_of(seed: int) -> PortraitGenome:
    """As `PortraitGenome.random`, kept for the next picture of the same character."""
    if seed not in _GENOMES:
        if len(_GENOMES) > 4096:
            _GENOMES.clear()
        _GENOMES[seed] = PortraitGenome.random(seed)
    return _GENOMES[seed]


def random_pose(chance: Generator, options: CorpusOptions | None = None) -> tuple[str, dict[str, float]]:
    """A likely pose: neutral, from the library, or a few controls; the head turned in some.

    Args:
        chance: Where chance comes from.
        options: The shares; the usual ones if None.

    Returns:
        A name ("neutral", an expression's id, "a+b", "random") and the pose.
    """
    options = options or CorpusOptions()
    draw = chance.random()
    if draw < options.neutral_share:
        name, pose = "neutral", dict[str, float]()
    elif draw < options.neutral_share + options.library_share:
        name, pose = _from_library(chance)
    else:
        name, pose = "random", _sparse(chance)
    if chance.random() < options.turned_share:
        for control, limit in HEAD_LIMIT_DEG.items():
            reach = min(limit, _DRAWN_HEAD_DEG)
            pose[control] = float(np.clip(chance.normal(pose.get(control, 0.0), 0.45 * reach), -reach, reach))
    return name, clamped(pose)


def _from_library(chance: Generator) -> tuple[str, dict[str, float]]:
    expressions = list(_library().items())
    name, expression = expressions[int(chance.integers(len(expressions)))]
    strength = float(chance.uniform(0.35, 1.15))
    pose = {control: value * strength for control, value in expression.items()}
    if chance.random() < 0.2:
        other_name, other = expressions[int(chance.integers(len(expressions)))]
        share = float(chance.uniform(0.3, 0.8))
        for control, value in other.items():
            pose[control] = pose.get(control, 0.0) + value * share
        name = f"{name}+{other_name}"
    return name, mirrored(pose) if chance.random() < 0.5 else pose


def _library() -> Mapping[str, Mapping[str, float]]:
    if not _LIBRARY:
        _LIBRARY.update({key: dict(value.pose) for key, value in load_library().items()})
    return _LIBRARY


_LIBRARY: dict[str, Mapping[str, float]] = {}


def _sparse(chance: Generator) -> dict[str, float]:
    """One to six controls; paired ones mostly on both sides, the jaw often, because the mouth's inside needs it."""
    pose: dict[str, float] = {}
    for name in chance.choice(ARKIT_CONTROLS, int(chance.integers(1, 7)), replace=False):
        value = float(chance.beta(1.2, 0.9))
        pose[str(name)] = value
        both = name.endswith(("Left", "Right")) and not name.startswith(("jaw", "mouthLeft", "mouthRight"))
        if both and chance.random() < 0.55:
            twin = name[:-4] + "Right" if name.endswith("Left") else name[:-5] + "Left"
            pose[twin] = float(np.clip(value + chance.normal(0, 0.1), 0, 1))
    if chance.random() < 0.3 or "mouthClose" in pose:
        pose["jawOpen"] = float(chance.beta(1.1, 1.3))
    return pose


def split_of(seed: int) -> Split | None:
    """Which split a seed belongs to; None for the seeds that people play with."""
    for split, (low, high) in SEED_RANGES.items():
        if low <= seed < high:
            return split
    return None


def contact_sheet(pictures: NDArray[np.uint8], columns: int) -> NDArray[np.uint8]:
    """(B, S, S, 4) uint8 pictures side by side: (rows · S, columns · S, 4) uint8, empty places transparent."""
    count, size = pictures.shape[:2]
    rows = -(-count // columns)
    sheet = np.zeros((rows * size, columns * size, pictures.shape[3]), np.uint8)
    for index, picture in enumerate(pictures):
        y, x = index // columns * size, index % columns * size
        sheet[y : y + size, x : x + size] = picture
    return sheet


__all__ = [
    "SEED_RANGES", "Corpus", "CorpusBatch", "CorpusOptions", "Split", "contact_sheet", "genome_of",
    "random_pose", "split_of",
]  # fmt: skip
