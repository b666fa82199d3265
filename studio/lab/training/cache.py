"""Pictures of the corpus drawn once and kept: as latents, or as pictures for what learns from pixels.

A cache grows at its end, can be stopped at any moment, goes on where it stopped, and may be read while it grows.
Rows come by character: `poses_per_identity` rows in turn, of which the first is the resting face.
"""

from __future__ import annotations

import json
from collections.abc import Generator
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from studio.core.errors import InputError
from studio.core.files import sha256_hex, write_atomic
from studio.core.jobs import Progress, ProgressClock
from studio.engines.diffusion.autoencoder import PortraitAutoencoder, to_premultiplied, to_straight
from studio.engines.portrait.renderer import render_portraits
from studio.lab.synth.corpus import Corpus, CorpusOptions, Split, genome_of

_FACTS = "cache.json"
DRAWN_SIZE_PX = 128


class CacheKind(StrEnum):
    """What one row holds."""

    LATENTS = "latents"
    PIXELS = "pixels"


@dataclass(frozen=True, slots=True)
class CacheFacts:
    """What a cache is.

    Attributes:
        kind: Latents or pixels.
        split: Whose characters.
        poses_per_identity: Rows of one character.
        autoencoder: Fingerprint of the weights that made the latents; empty for pixels.
        rows: How many there are.
        turned_share: Share of pictures with a turned head.
        size_px: Side of the pictures that are kept; latents are always made from `DRAWN_SIZE_PX`.
    """

    kind: CacheKind
    split: Split
    poses_per_identity: int
    autoencoder: str
    rows: int = 0
    turned_share: float = 0.5
    size_px: int = DRAWN_SIZE_PX

    def to_json(self) -> str:
        """As the file says it."""
        names = ("kind", "split", "poses_per_identity", "autoencoder", "rows", "turned_share", "size_px")
        values = {name: getattr(self, name) for name in names}
        return json.dumps(values, indent=2) + "\n"


class _Cache:
    """What both kinds have.

    Attributes:
        facts: What it is.
        controls: (N, 55) float32, angles in degrees.
        seeds: (N,) int64.
    """

    kind: CacheKind

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.facts = read_facts(folder, self.kind)
        self.controls: NDArray[np.float32] = self._mapped("controls")
        self.seeds: NDArray[np.int64] = self._mapped("seeds")

    def _mapped(self, name: str) -> Any:
        return np.load(self.folder / f"{name}.npy", mmap_mode="r")[: self.facts.rows]

    def __len__(self) -> int:
        return self.facts.rows

    @property
    def poses_per_identity(self) -> int:
        """Rows of one character; the first of them is its resting face."""
        return self.facts.poses_per_identity

    @property
    def identities(self) -> int:
        """Characters of which every row is there."""
        return self.facts.rows // self.facts.poses_per_identity

    def controls_of(self, rows: NDArray[np.int64]) -> Tensor:
        """(B, 55) float32, angles in degrees."""
        return torch.from_numpy(np.ascontiguousarray(self.controls[rows]))


class LatentCache(_Cache):
    """Latents, memory-mapped: the rows that are there now; open it again to see what came since.

    Attributes:
        latents: (N, C, 16, 16) float16, normalised.

    Args:
        folder: Where it lies.

    Raises:
        InputError: If there is no such cache, or it is empty.
    """

    kind = CacheKind.LATENTS

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.latents: NDArray[np.float16] = self._mapped("latents")

    def pictures_of(self, rows: NDArray[np.int64]) -> Tensor:
        """(B, C, 16, 16) float32 latents."""
        return torch.from_numpy(self.latents[rows].astype(np.float32))


class PixelCache(_Cache):
    """Pictures, memory-mapped: what the judges and the network that moves portraits learn from.

    Attributes:
        pixels: (N, S, S, 4) uint8 straight alpha.

    Args:
        folder: Where it lies.

    Raises:
        InputError: If there is no such cache, or it is empty.
    """

    kind = CacheKind.PIXELS

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.pixels: NDArray[np.uint8] = self._mapped("pixels")

    def pictures_of(self, rows: NDArray[np.int64]) -> Tensor:
        """(B, 4, S, S) float32 premultiplied in 0…1."""
        return to_premultiplied(np.ascontiguousarray(self.pixels[rows]))


def read_facts(folder: Path, kind: CacheKind) -> CacheFacts:
    """What lies in a folder.

    Raises:
        InputError: If it is no cache of this kind, or has no rows.
    """
    hint = "Make it with `avatar-studio lab cache`."
    try:
        values = json.loads((folder / _FACTS).read_text(encoding="utf-8"))
        facts = _facts_of(values)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError(f"There is no cache of drawn characters in {folder}.", hint, "lab.cache") from error
    if facts.kind != kind:
        raise InputError(f"The cache {folder} holds {facts.kind}, not {kind}.", hint, "lab.cache")
    if not facts.rows:
        raise InputError(f"The cache {folder} is empty yet.", hint, "lab.cache")
    return facts


def _facts_of(values: dict[str, Any]) -> CacheFacts:
    return CacheFacts(
        CacheKind(values["kind"]), Split(values["split"]), int(values["poses_per_identity"]),
        str(values["autoencoder"]), int(values["rows"]), float(values.get("turned_share", 0.5)),
        int(values.get("size_px", DRAWN_SIZE_PX)),
    )  # fmt: skip


def fingerprint(autoencoder: PortraitAutoencoder) -> str:
    """Tells two encoders apart: latents of one mean nothing to the other. The decoder may go on learning."""
    parts = [value.detach().cpu().float().numpy().tobytes() for value in autoencoder.components.state_dict().values()]
    return sha256_hex(b"".join(parts))[:16]


def fill_cache(
    folder: Path,
    pictures: int,
    split: Split = Split.TRAIN,
    autoencoder: Path | None = None,
    poses_per_identity: int = 8,
    batch_size: int = 128,
    device: str = "cpu",
    turned_share: float = 0.5,
    size_px: int = DRAWN_SIZE_PX,
) -> Generator[Progress, None, int]:
    """Draw until there are so many rows.

    Args:
        folder: Where; going on if it is a cache of the same kind.
        pictures: Rows in all.
        split: Whose characters.
        autoencoder: Folder of the weights that make latents; None keeps pictures instead.
        poses_per_identity: Rows of one character.
        batch_size: Pictures drawn together.
        device: Where to draw and encode.
        turned_share: Share of pictures with a turned head.
        size_px: Side of kept pictures, `DRAWN_SIZE_PX` or a whole part of it.

    Returns:
        The number of rows.

    Raises:
        InputError: If the folder holds something else, or the size is none.
        ModelError: If the autoencoder cannot be read.
    """
    kind = CacheKind.PIXELS if autoencoder is None else CacheKind.LATENTS
    network = None if autoencoder is None else PortraitAutoencoder.load(autoencoder).to(device)
    mark = "" if network is None else fingerprint(network)
    if size_px < 1 or DRAWN_SIZE_PX % size_px:
        raise InputError(
            f"Pictures of {size_px} px cannot be kept.", f"Take {DRAWN_SIZE_PX}, or a whole part of it.", "lab.cache"
        )
    wanted = CacheFacts(kind, split, poses_per_identity, mark, turned_share=turned_share, size_px=size_px)
    facts = _begin(folder, wanted)
    keep = partial(_kept, size_px) if network is None else partial(_encoded, network)
    first = facts.rows
    clock = ProgressClock(pictures - first)
    while facts.rows < pictures:
        count = min(batch_size, pictures - facts.rows)
        drawn, controls, seeds = draw_rows(facts, facts.rows, count, device)
        for name, values in (("controls", controls), ("seeds", seeds), (str(kind), keep(drawn))):
            _append(folder / f"{name}.npy", facts.rows, values)
        # The count is written last: rows beyond it do not exist, whenever the program was stopped.
        facts = _facts_of({**json.loads(facts.to_json()), "rows": facts.rows + count})
        write_atomic(folder / _FACTS, facts.to_json().encode())
        yield clock.at(facts.rows - first, f"{facts.rows} of {pictures} pictures")
    return facts.rows


def _begin(folder: Path, wanted: CacheFacts) -> CacheFacts:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / _FACTS
    if not path.exists():
        write_atomic(path, wanted.to_json().encode())
        return wanted
    try:
        found = _facts_of(json.loads(path.read_text(encoding="utf-8")))
    except (ValueError, KeyError, TypeError) as error:
        raise InputError(f"The cache {folder} is damaged.", "Take another folder.", "lab.cache") from error
    for name in ("kind", "split", "poses_per_identity", "autoencoder", "turned_share", "size_px"):
        if getattr(found, name) != getattr(wanted, name):
            raise InputError(
                f"The folder {folder} holds a cache with another {name.replace('_', ' ')}.",
                "Take another folder, or delete this one.", "lab.cache",
            )  # fmt: skip
    return found


def draw_rows(
    facts: CacheFacts, start: int, count: int, device: str = "cpu"
) -> tuple[Tensor, NDArray[np.float32], NDArray[np.int64]]:
    """The pictures of some rows, drawn.

    Returns:
        (B, 4, 128, 128) premultiplied, (B, 55) controls, (B,) seeds.
    """
    each = facts.poses_per_identity
    options = CorpusOptions(
        facts.split, poses_per_identity=1, neutral_share=0.0, turned_share=facts.turned_share, with_background=False
    )
    corpus = Corpus(options, 1)
    rows = range(start, start + count)
    seeds = [corpus.seed_of(row // each) for row in rows]
    poses = [corpus.pose_of(row)[1] if row % each else {} for row in rows]
    genomes = [genome_of(seed) for seed in seeds]
    batch = render_portraits(genomes, poses, DRAWN_SIZE_PX, device, with_background=False)
    return batch.rgba, batch.controls.cpu().numpy(), np.array(seeds, np.int64)


def _encoded(network: PortraitAutoencoder, pictures: Tensor) -> NDArray[Any]:
    with torch.no_grad():
        return np.ascontiguousarray(network.encode(pictures).half().cpu().numpy())


def _kept(size_px: int, pictures: Tensor) -> NDArray[Any]:
    return to_straight(torch.nn.functional.avg_pool2d(pictures, DRAWN_SIZE_PX // size_px))


def _append(path: Path, rows: int, values: NDArray[Any]) -> None:
    """Put rows at the end of an .npy file, over what an interrupted run left there."""
    form: Any = np.lib.format
    header = {
        "descr": form.dtype_to_descr(values.dtype), "fortran_order": False,
        "shape": (rows + len(values), *values.shape[1:]),
    }  # fmt: skip
    with path.open("r+b" if path.exists() else "w+b") as file:
        if rows:
            form.read_magic(file)
            form.read_array_header_1_0(file)
        else:
            form.write_array_header_1_0(file, header)
        file.seek(file.tell() + rows * values[:1].nbytes)
        file.write(np.ascontiguousarray(values).tobytes())
        file.truncate()
        # The header last, so that a reader never finds one that promises more than there is.
        # numpy pads headers: they are as long for any number of rows.
        file.flush()
        file.seek(0)
        form.write_array_header_1_0(file, header)


__all__ = [
    "DRAWN_SIZE_PX", "CacheFacts", "CacheKind", "LatentCache", "PixelCache", "draw_rows",
    "fill_cache", "fingerprint", "read_facts",
]  # fmt: skip
