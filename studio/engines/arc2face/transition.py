"""Clips by diffusion: a noise path without jumps, and a measure of flicker."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from studio.core.errors import InputError
from studio.engines.arc2face.pipeline import seed_noise


def noise_path(seeds: Sequence[int], shape: tuple[int, ...], frames: int) -> list[NDArray[np.float32]]:
    """Noise for each frame of a clip.

    Args:
        seeds: One shares its noise among all frames; several are visited at even distances, on the sphere that noise
            lies on, with speed that rises and falls softly at each.
        shape: (C, h, w).
        frames: How many.

    Raises:
        InputError: Without a seed or frame.
    """
    if not seeds or frames < 1:
        raise InputError("A clip needs a seed and a frame.", "Give at least one of each.", "usage.clip")
    stops = [seed_noise(seed, shape).numpy() for seed in seeds]
    if len(stops) == 1:
        return [stops[0]] * frames
    path = []
    for frame in range(frames):
        place = frame / max(1, frames - 1) * (len(stops) - 1)
        index = min(int(place), len(stops) - 2)
        share = place - index
        path.append(_between(stops[index], stops[index + 1], share * share * (3 - 2 * share)))
    return path


def _between(first: NDArray[np.float32], second: NDArray[np.float32], share: float) -> NDArray[np.float32]:
    """On the great circle, so that the mixture is as strong as noise: a straight mean would be weaker and blur."""
    cosine = float(np.dot(first.ravel(), second.ravel()) / (np.linalg.norm(first) * np.linalg.norm(second)))
    angle = float(np.arccos(np.clip(cosine, -1.0, 1.0)))
    if angle < 1e-4:
        return first
    mixed = (np.sin((1 - share) * angle) * first + np.sin(share * angle) * second) / np.sin(angle)
    return np.asarray(mixed, np.float32)


def flicker(frames: Sequence[NDArray[Any]], vectors: Sequence[NDArray[np.floating[Any]]]) -> float:
    """Mean change between neighbouring frames over the change that the controls ask for.

    Args:
        frames: (H, W, C) each, equally large; uint8, or float 0…1.
        vectors: What each frame was asked to show, in one unit for all (the 55 numbers, or the controls).

    Returns:
        Change of a pixel, 0…1, for each unit that the controls moved; infinite where frames change and controls rest.

    Raises:
        InputError: If there are fewer than two frames or not as many vectors.
    """
    if len(frames) < 2 or len(frames) != len(vectors):
        raise InputError("Flicker needs two frames and what each shows.", "Give both.", "usage.clip")
    unit = 255.0 if frames[0].dtype == np.uint8 else 1.0
    seen = [
        float(np.abs(later.astype(np.float32) - earlier.astype(np.float32)).mean()) / unit
        for earlier, later in pairwise(frames)
    ]
    asked = [float(np.linalg.norm(later - earlier)) for earlier, later in pairwise(vectors)]
    if sum(asked) == 0:
        return 0.0 if sum(seen) == 0 else float("inf")
    return (sum(seen) / len(seen)) / (sum(asked) / len(asked))


__all__ = ["flicker", "noise_path"]
