"""What the judges, and the right answers, say about what was drawn."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn.functional import avg_pool2d

from studio.engines.diffusion.reader import to_network_units
from studio.lab.evaluation.scores import mean_correlation
from studio.lab.evaluation.statistics import Estimate, estimate

_ACTIVE = 0.05
_CHUNK = 128
_RESAMPLES_OF_CORRELATION = 400
_FLAT = 1.5 / 255
_GRAIN_PX = 3


class Judging(Protocol):
    """What measures need of the judges."""

    def identity(self, pictures: Tensor) -> Tensor:
        """(B, 4, S, S) to (B, D) unit vectors."""
        ...

    def expression(self, pictures: Tensor, resting: Tensor) -> Tensor:
        """(B, 4, S, S), and the same characters at rest, to (B, 55) controls in network units."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class SetScores:
    """What was measured, picture by picture or character by character.

    Attributes:
        found: (I, E) whether the picture was taken for the right character.
        likeness: (I, E) cosine to the character's resting face.
        consistency: (I,) mean cosine between the pictures of a set.
        asked, read: (I, E, 55) controls in network units, as asked for and as seen.
        psnr_db: (I, E) against the right answer, all four channels.
        psnr_inside_db: (I, E) where the right answer has the character.
        grain: (I, E) mean roughness, in 255ths, where the right answer is flat.
        seconds: (I,) that drawing took.
    """

    found: NDArray[np.float64]
    likeness: NDArray[np.float64]
    consistency: NDArray[np.float64]
    asked: Tensor
    read: Tensor
    psnr_db: NDArray[np.float64]
    psnr_inside_db: NDArray[np.float64]
    grain: NDArray[np.float64]
    seconds: NDArray[np.float64]

    def active_error(self) -> NDArray[np.float64]:
        """(I,) mean absolute error of each character over the controls that were asked for."""
        worn = (self.asked.abs() > _ACTIVE).double()
        errors = ((self.read - self.asked).abs().double() * worn).sum(dim=(1, 2))
        return np.asarray(errors / worn.sum(dim=(1, 2)).clamp(min=1))

    def summary(self) -> dict[str, Estimate]:
        """The numbers of the table, with their intervals over characters."""
        count = len(self.found)

        def correlation(rows: NDArray[np.int64]) -> float:
            chosen = torch.from_numpy(rows)
            return mean_correlation(self.read[chosen].flatten(0, 1), self.asked[chosen].flatten(0, 1))

        return {
            "identity_top_one": estimate(self.found.mean(axis=1)),
            "likeness": estimate(self.likeness.mean(axis=1)),
            "set_consistency": estimate(self.consistency),
            "expression_correlation": estimate(np.zeros(count), correlation, _RESAMPLES_OF_CORRELATION),
            "expression_active_error": estimate(self.active_error()),
            "psnr_db": estimate(self.psnr_db.mean(axis=1)),
            "psnr_inside_db": estimate(self.psnr_inside_db.mean(axis=1)),
            "grain": estimate(self.grain.mean(axis=1)),
            "seconds_a_set": estimate(self.seconds),
        }


def judge_sets(
    judges: Judging, drawn: Tensor, truth: Tensor, controls: Tensor, gallery: Tensor, seconds: NDArray[np.float64]
) -> SetScores:
    """Measure drawn sets.

    Args:
        judges: Who looks.
        drawn: (I, E, 4, S, S) premultiplied.
        truth: Likewise, the right answers.
        controls: (I, E, 55) asked for, angles in degrees.
        gallery: (G, 4, S, S) resting faces; the first I are those of the drawn characters.
        seconds: (I,) that drawing took.
    """
    shape = drawn.shape[:2]
    flat, right = drawn.flatten(0, 1), truth.flatten(0, 1)
    with torch.no_grad():
        known = in_chunks(judges.identity, gallery)
        vectors = in_chunks(judges.identity, flat).unflatten(0, shape)
        resting = gallery[: shape[0]].repeat_interleave(shape[1], dim=0)
        read = in_chunks(judges.expression, flat, resting).unflatten(0, shape)
    whose = torch.arange(shape[0])[:, None]
    found = (vectors @ known.T).argmax(dim=2) == whose
    likeness = (vectors * known[: shape[0], None]).sum(dim=2)
    return SetScores(
        numbers_of(found), numbers_of(likeness), numbers_of(_consistency(vectors)), to_network_units(controls), read,
        numbers_of(psnr_of(flat, right, None).unflatten(0, shape)),
        numbers_of(psnr_of(flat, right, right[:, 3:] > 0.5).unflatten(0, shape)),
        numbers_of(_grain(flat, right).unflatten(0, shape)), seconds,
    )  # fmt: skip


def in_chunks(judge: Callable[..., Tensor], *given: Tensor) -> Tensor:
    """What a judge says about many pictures."""
    parts = zip(*(one.split(_CHUNK) for one in given), strict=True)
    return torch.cat([judge(*part).float().cpu() for part in parts])


def _consistency(vectors: Tensor) -> Tensor:
    """(I,) mean cosine over the pairs of each set of (I, E, D); 1 for sets of one."""
    count = vectors.shape[1]
    if count == 1:
        return torch.ones(len(vectors))
    cosine = vectors @ vectors.transpose(1, 2)
    return (cosine.sum(dim=(1, 2)) - cosine.diagonal(dim1=1, dim2=2).sum(dim=1)) / (count * (count - 1))


def psnr_of(drawn: Tensor, truth: Tensor, where: Tensor | None = None) -> Tensor:
    """(B,) decibels of pictures against the right answers; in a part of them, (B, 1, S, S), if given."""
    squares = (drawn - truth).square()
    if where is None:
        error = squares.mean(dim=(1, 2, 3))
    else:
        weight = where.float()
        error = (squares.mean(dim=1, keepdim=True) * weight).sum(dim=(1, 2, 3)) / weight.sum(dim=(1, 2, 3)).clamp(min=1)
    # An exact answer would be endless; 99 dB is far beyond what 8 bits can tell.
    return -10 * error.clamp(min=10**-9.9).log10()


def _grain(drawn: Tensor, truth: Tensor) -> Tensor:
    """(B,) how far pixels stand out from their neighbours where those of the right answer do not."""
    flat = (_roughness(truth).amax(dim=1, keepdim=True) < _FLAT) & (truth[:, 3:] > 0.99)
    weight = flat.float()
    rough = _roughness(drawn).mean(dim=1, keepdim=True) * 255
    return (rough * weight).sum(dim=(1, 2, 3)) / weight.sum(dim=(1, 2, 3)).clamp(min=1)


def _roughness(pictures: Tensor) -> Tensor:
    around = avg_pool2d(pictures, _GRAIN_PX, 1, _GRAIN_PX // 2, count_include_pad=False)
    return (pictures - around).abs()


def numbers_of(values: Tensor) -> NDArray[np.float64]:
    """As an array."""
    return np.asarray(values.double().cpu())


__all__ = ["Judging", "SetScores", "in_chunks", "judge_sets", "numbers_of", "psnr_of"]
