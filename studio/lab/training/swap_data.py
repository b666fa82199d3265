"""What the swap learns from: two heads on two bodies, so that every picture has its own truth.

Four pictures are drawn together: head a and head b on body 1 and on body 2. Each is a target once. The picture with the
other head on the same body is then what the head is put into, the picture of the same head on the other body shows who
is meant, and the fourth, another character in other clothes, wears the same expression. One drawing serves all four.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from studio.engines.diffsfsr.region import PORTRAIT_PLACING, is_head
from studio.engines.diffusion.autoencoder import GRID, PortraitAutoencoder
from studio.engines.diffusion.reader import to_network_units
from studio.lab.synth.corpus import Corpus, CorpusOptions, Split, genome_of
from studio.lab.synth.portrait import PARTS, render_portraits
from studio.models.genome import GENES, PortraitGenome

POOL = 4
"""Pictures that are drawn together."""
HEAD_PARTS = ("skin", "hair", "eyes", "mouth", "brows", "glasses")
BODY_GENES = frozenset(gene.name for gene in GENES if gene.group == "drawing") | {
    "shoulder_width", "clothes", "clothes_hue", "clothes_depth", "accent_hue",
}  # fmt: skip
"""What stays with the picture: clothes, shoulders, background, and how it is drawn. The rest is the head's."""
_EYES = ((33, 133), (362, 263))
_TOUCHED = 0.3
"""Of a cell's pixels that belong to the head's parts at their strongest."""


def with_head(body: PortraitGenome, head: PortraitGenome) -> PortraitGenome:
    """The head of one character on the body, and before the background, of another."""
    kept = {name: getattr(body, name) for name in BODY_GENES}
    return replace(head, **kept)


@dataclass(frozen=True, slots=True, eq=False)
class SwapLesson:
    """One batch of swaps. The character alone, without background, is what identity and expression are read from.

    Attributes:
        truth: (B, C, 16, 16) latents of the true picture: in the hole the target, around it the background.
        background: (B, C, 16, 16) of the picture that the head is put into.
        mask: (B, 1, 16, 16) of 0 and 1.
        reference: (B, C, 16, 16) of the character, alone.
        shown: (B, C, 16, 16) of somebody else who wears the expression, alone.
        controls: (B, 55) in network units.
        coverage: (B, 1, S, S) where the target stands before its background.
        scene: (B, 4, S, S) the picture that the head is put into, as a picture.
        portrait: (B, 4, S, S) premultiplied: the character alone, as a picture.
    """

    truth: Tensor
    background: Tensor
    mask: Tensor
    reference: Tensor
    shown: Tensor
    controls: Tensor
    coverage: Tensor
    scene: Tensor
    portrait: Tensor


@dataclass(frozen=True, slots=True, eq=False)
class DrawnPools:
    """Pictures by pool, in the order a1, b1, a2, b2; a1 and b2 wear one expression, b1 and a2 another.

    Attributes:
        pictures: (N, 4, S, S) opaque, 0…1.
        coverage: (N, 1, S, S) where the character stands before its background.
        parts: (N, 1, 16, 16) of 0 and 1: where the head is.
        eyes: (N, 3) middle between the eyes and their distance, as shares of the picture.
        controls: (N, 55), angles in degrees.
    """

    pictures: Tensor
    coverage: Tensor
    parts: Tensor
    eyes: Tensor
    controls: Tensor

    @property
    def alone(self) -> Tensor:
        """(N, 4, S, S) premultiplied: the characters without background."""
        return self.pictures * self.coverage


class SwapPools:
    """Draws pools by number; with a folder each is drawn once and read from then on.

    Args:
        autoencoder: Makes the latents.
        split: Whose characters.
        count: How many pools there are in turn.
        folder: Where drawn pools are kept; None draws them every time.
    """

    def __init__(
        self, autoencoder: PortraitAutoencoder, split: Split, count: int = 1 << 20, folder: Path | None = None
    ) -> None:
        self.autoencoder, self.split, self.count = autoencoder, split, count
        self._corpus = Corpus(CorpusOptions(split, poses_per_identity=1), 1)
        self._kept = None if folder is None else _Kept(folder, count, autoencoder.size_px)

    def pools(self, numbers: list[int], device: torch.device | str = "cpu") -> DrawnPools:
        """Some pools, one after the other."""
        wanted = [number % self.count for number in numbers]
        if self._kept is None:
            return self.draw(wanted, device)
        missing = [number for number in dict.fromkeys(wanted) if not self._kept.has(number)]
        if missing:
            self._kept.put(missing, self.draw(missing, device))
        return self._kept.get(wanted, device)

    def draw(self, numbers: list[int], device: torch.device | str = "cpu", is_resting: bool = False) -> DrawnPools:
        """Draw them anew; with nothing worn if they are to rest."""
        genomes, poses = [], []
        for number in numbers:
            first, second, here, there = (genome_of(self._corpus.seed_of(POOL * number + k)) for k in range(4))
            one, other = ({} if is_resting else self._corpus.pose_of(2 * number + k)[1] for k in range(2))
            genomes += [with_head(body, head) for body in (here, there) for head in (first, second)]
            poses += [one, other, other, one]
        drawn = render_portraits(genomes, poses, self.autoencoder.size_px, device, with_masks=True)
        assert drawn.masks is not None
        head = drawn.masks[:, [PARTS.index(name) for name in HEAD_PARTS]].sum(1, keepdim=True)
        parts = torch.nn.functional.max_pool2d(head, self.autoencoder.size_px // GRID) > _TOUCHED
        coverage = 1 - drawn.masks[:, [PARTS.index("background")]]
        eyes = _eyes_of(drawn.landmarks / self.autoencoder.size_px)
        return DrawnPools(drawn.rgba, coverage, parts.float(), eyes, drawn.controls)

    def lesson(self, index: int, count: int, seed: int, device: torch.device | str = "cpu") -> SwapLesson:
        """The batch with this number.

        Args:
            index: Of the batch.
            count: Pictures, a multiple of four.
            seed: Of the masks.
            device: Where it is wanted.
        """
        pools = count // POOL
        drawn = self.pools([index * pools + k for k in range(pools)], device)
        chance = torch.Generator().manual_seed(seed * 1_000_003 + index)
        return lesson_of(self.autoencoder, drawn, chance_masks(drawn, chance))


def lesson_of(autoencoder: PortraitAutoencoder, drawn: DrawnPools, mask: Tensor) -> SwapLesson:
    """Every picture of the pools as a target, with these masks."""
    with torch.no_grad():
        latents, alone = autoencoder.encode(drawn.pictures), autoencoder.encode(drawn.alone)
    rows = torch.arange(len(latents), device=latents.device)
    background = latents[rows ^ 1]
    truth = mask * latents + (1 - mask) * background
    controls = to_network_units(drawn.controls)
    return SwapLesson(
        truth, background, mask, alone[rows ^ 2], alone[rows ^ 3], controls, drawn.coverage,
        drawn.pictures[rows ^ 1], drawn.alone[rows ^ 2],
    )  # fmt: skip


def usual_masks(drawn: DrawnPools, growth: Tensor | float = 1.0) -> Tensor:
    """(N, 1, 16, 16): the mask that is used on a picture of which only the eyes are known, for the backgrounds."""
    rows = torch.arange(len(drawn.eyes), device=drawn.eyes.device)
    eyes = drawn.eyes[rows ^ 1]
    places = (torch.arange(GRID, device=eyes.device) + 0.5) / GRID
    x = (places[None, None] - eyes[:, 0, None, None]) / eyes[:, 2, None, None]
    y = (places[None, :, None] - eyes[:, 1, None, None]) / eyes[:, 2, None, None]
    grown = growth[:, None, None] if isinstance(growth, Tensor) else growth
    found: Tensor = is_head(x, y, grown)[:, None].float()
    return found


def chance_masks(drawn: DrawnPools, chance: torch.Generator) -> Tensor:
    """Masks of all kinds, so that none is a surprise: by rule in many sizes, or along both heads, a little wider."""
    count, device = len(drawn.parts), drawn.parts.device
    rows = torch.arange(count, device=device)

    def drawn_by_chance(low: float, high: float) -> Tensor:
        return (low + (high - low) * torch.rand(count, generator=chance)).to(device)

    by_rule = usual_masks(drawn, drawn_by_chance(0.85, 1.3))
    theirs = drawn.parts[rows ^ 1]
    wide = torch.nn.functional.max_pool2d(torch.maximum(drawn.parts, theirs), 3, 1, 1)
    kind = drawn_by_chance(0, 1)[:, None, None, None]
    with_hair = torch.maximum(by_rule, theirs)
    return torch.where(kind < 0.35, wide, torch.where(kind < 0.7, by_rule, with_hair))


def _eyes_of(landmarks: Tensor) -> Tensor:
    right, left = (landmarks[:, list(pair), :2].mean(1) for pair in _EYES)
    # Turned heads bring the eyes together on the picture; the size of the head stays.
    gap = (left - right).norm(dim=1).clamp(min=0.9 * PORTRAIT_PLACING.eye_distance)
    return torch.cat([(right + left) / 2, gap[:, None]], dim=1)


class _Kept:
    """Pools on disk: files of their full size from the start, and which of them are there."""

    def __init__(self, folder: Path, count: int, size_px: int) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        shapes: dict[str, tuple[Any, ...]] = {
            "colours": (np.uint8, count, POOL, 3, size_px, size_px),
            "coverage": (np.uint8, count, POOL, size_px, size_px),
            "parts": (np.uint8, count, POOL, GRID, GRID), "eyes": (np.float32, count, POOL, 3),
            "controls": (np.float32, count, POOL, 55), "there": (np.uint8, count),
        }  # fmt: skip
        self._arrays: dict[str, NDArray[Any]] = {}
        form: Any = np.lib.format
        for name, (kind, *shape) in shapes.items():
            path = folder / f"{name}-{size_px}x{count}.npy"
            mode = "r+" if path.exists() else "w+"
            self._arrays[name] = form.open_memmap(path, mode, kind, tuple(shape))

    def has(self, number: int) -> bool:
        return bool(self._arrays["there"][number])

    def put(self, numbers: list[int], drawn: DrawnPools) -> None:
        values = {
            "colours": (drawn.pictures[:, :3] * 255).round(), "coverage": (drawn.coverage * 255).round(),
            "parts": drawn.parts, "eyes": drawn.eyes, "controls": drawn.controls,
        }  # fmt: skip
        for name, tensor in values.items():
            array = self._arrays[name]
            array[numbers] = tensor.cpu().numpy().astype(array.dtype).reshape(len(numbers), *array.shape[1:])
        self._arrays["there"][numbers] = 1  # last: what was not written whole is drawn again

    def get(self, numbers: list[int], device: torch.device | str) -> DrawnPools:
        def read(name: str) -> Tensor:
            return torch.from_numpy(self._arrays[name][numbers]).flatten(0, 1).to(device).float()

        colours = read("colours") / 255
        pictures = torch.cat([colours, torch.ones_like(colours[:, :1])], dim=1)
        coverage = read("coverage")[:, None] / 255
        return DrawnPools(pictures, coverage, read("parts")[:, None], read("eyes"), read("controls"))


__all__ = [
    "BODY_GENES", "HEAD_PARTS", "POOL", "DrawnPools", "SwapLesson", "SwapPools", "chance_masks", "lesson_of",
    "usual_masks", "with_head",
]  # fmt: skip
