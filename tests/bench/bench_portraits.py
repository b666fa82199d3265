"""How fast portraits are drawn, beside drawing the same one at a time and beside a plain loop over shapes.

    python tests/bench/bench_portraits.py [--size 128] [--batch 32] [--rounds 3] [--threads 1] [--device cpu]

The work is the corpus' own mix of characters and poses. "Plain loop" is a distance to every edge in every pixel, shape
by shape, over the whole canvas: what a signed-distance renderer without windows does, for the same number of outlines
and edges, without any shading. Seconds of processor time count as well, because a shared machine makes clocks lie.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path

import torch

REPO = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(REPO))

from studio.engines.portrait.curves import ellipse  # noqa: E402
from studio.engines.portrait.renderer import render_portraits  # noqa: E402
from studio.lab.synth.corpus import Corpus, CorpusOptions  # noqa: E402

PLAIN_SHAPES, PLAIN_EDGES = 180, 40
"""About what one portrait draws: fills of outlines, and edges of a middling one."""


def measured(work: Callable[[int], object], pictures: int, rounds: int) -> tuple[float, float]:
    """Pictures a second by the clock and by processor time, the best of the rounds."""
    best_wall, best_cpu = 0.0, 0.0
    for index in range(rounds):
        wall, cpu = time.perf_counter(), time.process_time()
        work(index)
        if torch.cuda.is_available():
            torch.cuda.synchronize()
        best_wall = max(best_wall, pictures / (time.perf_counter() - wall))
        best_cpu = max(best_cpu, pictures / max(1e-9, time.process_time() - cpu))
    return best_wall, best_cpu


def plain_loop(size: int, device: str) -> None:
    """One picture's worth of outlines, each as distances from all pixels to all edges."""
    axis = torch.arange(size, device=device) + 0.5
    pixels = torch.stack(torch.meshgrid(axis, axis, indexing="xy"), -1).reshape(-1, 1, 2)
    canvas = torch.zeros(size * size, 3, device=device)
    middle, radius = (
        torch.tensor([size / 2, size / 2], device=device),
        torch.tensor([size / 4, size / 5], device=device),
    )
    outline = ellipse(middle, radius, PLAIN_EDGES)
    colour = torch.tensor([0.5, 0.4, 0.3], device=device)
    for _ in range(PLAIN_SHAPES):
        start, along = outline, outline.roll(-1, 0) - outline
        offset = pixels - start
        place = ((offset * along).sum(-1) / along.square().sum(-1)).clamp(0, 1)
        distance = (offset - place[..., None] * along).square().sum(-1).amin(1).sqrt()
        is_inside = ((along[:, 0] * offset[..., 1] - along[:, 1] * offset[..., 0]) > 0).all(1)
        weight = (0.5 + torch.where(is_inside, distance, -distance)).clamp(0, 1)[:, None]
        canvas = canvas + (colour - canvas) * weight


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--size", type=int, default=128)
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--device", default="cpu")
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    corpus = Corpus(CorpusOptions(size=args.size), args.batch)
    masked = Corpus(CorpusOptions(size=args.size, with_masks=True), args.batch)
    first = corpus.batch(0, args.device)
    genomes, controls = first.portraits.genomes, first.portraits.controls
    rows = [
        ("corpus, new characters", lambda index: corpus.batch(index + 1, args.device), args.batch),
        (
            "same characters again",
            lambda index: render_portraits(genomes, controls, args.size, args.device),
            args.batch,
        ),
        ("with part masks", lambda index: masked.batch(index + 1, args.device), args.batch),
        (
            "one at a time",
            lambda index: [render_portraits(genomes[:1], controls[:1], args.size, args.device) for _ in range(4)],
            4,
        ),
        ("plain loop over shapes", lambda index: plain_loop(args.size, args.device), 1),
    ]
    print(f"{args.size} px, batch {args.batch}, {args.threads} thread(s), {args.device}")
    print(f"{'':<26}{'pictures/s':>12}{'per CPU second':>18}")
    for title, work, pictures in rows:
        wall, cpu = measured(work, pictures, args.rounds)
        print(f"{title:<26}{wall:>12.1f}{cpu:>18.1f}")


if __name__ == "__main__":
    main()
