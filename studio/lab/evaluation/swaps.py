"""The question put to every way of swapping: a picture, who shall be in it, and what they shall wear on their face."""

from __future__ import annotations

import time
from collections.abc import Generator, Mapping
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn.functional import interpolate

from studio.core.jobs import Progress, ProgressClock
from studio.engines.diffusion.autoencoder import PortraitAutoencoder
from studio.engines.diffusion.reader import to_network_units
from studio.lab.evaluation.measures import Judging, in_chunks, numbers_of, psnr_of
from studio.lab.evaluation.report import Report, labelled_row
from studio.lab.evaluation.scores import mean_correlation
from studio.lab.evaluation.statistics import Estimate, estimate, paired_difference
from studio.lab.synth.corpus import Split
from studio.lab.training.swap_data import POOL, SwapPools, usual_masks

TITLES: Mapping[str, str] = {
    "identity_top_one": "identity top-1", "still_there": "original still there", "likeness": "likeness",
    "expression_correlation": "expression corr.", "expression_active_error": "expression error",
    "psnr_inside_db": "inside dB", "psnr_outside_db": "outside dB", "seconds": "s a picture",
}  # fmt: skip
_ACTIVE = 0.05
_RESAMPLES_OF_CORRELATION = 400
_SHEET_PICTURES = 12


@dataclass(frozen=True, slots=True, eq=False)
class SwapQuestion:
    """Pictures in which somebody shall be replaced; those of one pool lie together.

    Attributes:
        background: (N, 4, S, S) the picture as it is, opaque.
        mask: (N, 1, S, S) of 0 and 1: what may be drawn anew.
        reference: (N, 4, S, S) premultiplied, who shall be in it, elsewhere and with another face.
        controls: (N, 55) what they shall wear, angles in degrees.
        before: (N, 4, S, S) premultiplied, who is in it, elsewhere.
        worn_before: (N, 55) what is worn in the picture as it is.
        truth: (N, 4, S, S) the right answer.
        coverage: (N, 1, S, S) where the right answer has the character.
        resting: (N, 4, S, S) premultiplied: the same head on the same body at rest.
    """

    background: Tensor
    mask: Tensor
    reference: Tensor
    controls: Tensor
    before: Tensor
    worn_before: Tensor
    truth: Tensor
    coverage: Tensor
    resting: Tensor

    def rows(self, start: int, count: int) -> SwapQuestion:
        """Some of the pictures."""
        names = ("background", "mask", "reference", "controls", "before", "worn_before", "truth", "coverage", "resting")
        return SwapQuestion(*(getattr(self, name)[start : start + count] for name in names))


class SwapDrawer(Protocol):
    """Puts characters into pictures."""

    def __call__(self, question: SwapQuestion, seeds: list[int]) -> Tensor:
        """(N, 4, S, S) in 0…1; it must not look at the right answer."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class SwapScores:
    """What was measured of N pictures.

    Attributes:
        found: Whether the picture is taken for the one who shall be in it, among all heads on this body and others.
        still_there: Whether it is taken for the one who was in it.
        likeness: Cosine to the right answer.
        asked, read: (N, 55) controls in network units.
        inside_db, outside_db: Against the right answer in the mask, and against the picture as it was beside it.
        seconds: Of each.
    """

    found: NDArray[np.float64]
    still_there: NDArray[np.float64]
    likeness: NDArray[np.float64]
    asked: Tensor
    read: Tensor
    inside_db: NDArray[np.float64]
    outside_db: NDArray[np.float64]
    seconds: NDArray[np.float64]

    def active_error(self) -> NDArray[np.float64]:
        """(N,) mean absolute error over the controls that were asked for."""
        worn = (self.asked.abs() > _ACTIVE).double()
        errors = ((self.read - self.asked).abs().double() * worn).sum(dim=1)
        return np.asarray(errors / worn.sum(dim=1).clamp(min=1))

    def summary(self) -> dict[str, Estimate]:
        """The numbers of the table, with intervals over pools."""

        def correlation(rows: NDArray[np.int64]) -> float:
            chosen = torch.from_numpy((rows[:, None] * POOL + np.arange(POOL)).reshape(-1))
            return mean_correlation(self.read[chosen], self.asked[chosen])

        pools = len(self.found) // POOL
        values = {
            "identity_top_one": self.found, "still_there": self.still_there, "likeness": self.likeness,
            "expression_active_error": self.active_error(), "psnr_inside_db": self.inside_db,
            "psnr_outside_db": self.outside_db, "seconds": self.seconds,
        }  # fmt: skip
        found = {name: estimate(by_pool(value)) for name, value in values.items()}
        found["expression_correlation"] = estimate(np.zeros(pools), correlation, _RESAMPLES_OF_CORRELATION)
        return found


def by_pool(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """(N,) to the means of pools: their pictures share characters, so they are no independent witnesses."""
    means: NDArray[np.float64] = values.reshape(-1, POOL).mean(axis=1)
    return means


def make_swaps(autoencoder: PortraitAutoencoder, pictures: int, split: Split = Split.HELD_OUT) -> SwapQuestion:
    """The same questions whenever they are asked.

    Args:
        autoencoder: Says how large pictures are.
        pictures: How many, rounded up to whole pools of four.
        split: Whose characters.
    """
    pools, numbers = SwapPools(autoencoder, split), list(range(-(-pictures // POOL)))
    drawn = pools.draw(numbers)
    rows = torch.arange(len(drawn.pictures))
    mask = interpolate(usual_masks(drawn), drawn.pictures.shape[-2:])
    background = drawn.pictures[rows ^ 1]
    # Beside the mask the answer is the picture as it was: the shoulders of both bodies are the same, hair is not.
    truth = mask * drawn.pictures + (1 - mask) * background
    return SwapQuestion(
        background, mask, drawn.alone[rows ^ 2], drawn.controls, drawn.alone[rows ^ 3], drawn.controls[rows ^ 1],
        truth, drawn.coverage, pools.draw(numbers, is_resting=True).alone,
    )  # fmt: skip


def judge_swaps(judges: Judging, question: SwapQuestion, drawn: Tensor, seconds: NDArray[np.float64]) -> SwapScores:
    """Measure answers. The judges see what they know: characters without their background.

    Args:
        judges: Who looks.
        question: What was asked.
        drawn: (N, 4, S, S).
        seconds: (N,) that drawing took.
    """
    rows = torch.arange(len(drawn))
    with torch.no_grad():
        known = in_chunks(judges.identity, question.truth * question.coverage)
        read = in_chunks(judges.expression, drawn * question.coverage, question.resting)
        # Each candidate is looked for inside its own outline: with the right one's, its hair would be told to anybody.
        alike = torch.stack(
            [
                in_chunks(judges.identity, drawn * outline) @ vector
                for outline, vector in zip(question.coverage, known, strict=True)
            ],
            dim=1,
        )
    taken = alike.argmax(dim=1)
    hole = question.mask > 0.5
    return SwapScores(
        # Both pictures of one head in a pool wear different bodies and faces: only the same head and body counts.
        numbers_of(taken == rows), numbers_of(taken == (rows ^ 1)), numbers_of(alike.diagonal()),
        to_network_units(question.controls), read, numbers_of(psnr_of(drawn, question.truth, hole)),
        numbers_of(psnr_of(drawn, question.background, ~hole)), seconds,
    )  # fmt: skip


def compare_swaps(
    question: SwapQuestion, judges: Judging, contestants: Mapping[str, SwapDrawer],
    pairs: Mapping[str, tuple[str, str]], facts: Mapping[str, object],
) -> Generator[Progress, None, Report]:  # fmt: skip
    """Let all of them answer, pool by pool with the same seeds, and measure.

    Args:
        question: What is asked.
        judges: Who looks.
        contestants: Who draws.
        pairs: Title -> two contestants, of whom the first is compared with the second.
        facts: What else belongs to the record.
    """
    count = len(question.background)
    clock, done = ProgressClock(len(contestants) * count // POOL), 0
    scores: dict[str, SwapScores] = {}
    answers: dict[str, Tensor] = {}
    for name, draw in contestants.items():
        parts, seconds = [], np.zeros(count)
        for start in range(0, count, POOL):
            begun = time.perf_counter()
            with torch.no_grad():
                parts.append(draw(question.rows(start, POOL), list(range(start, start + POOL))).float().clamp(0, 1))
            seconds[start : start + POOL] = (time.perf_counter() - begun) / POOL
            done += 1
            yield clock.at(done, f"{name}: {start + POOL} of {count} pictures")
        answers[name] = torch.cat(parts)
        scores[name] = judge_swaps(judges, question, answers[name], seconds)
    paired = {}
    for title, (first, second) in pairs.items():
        if first in scores and second in scores:
            changes = {
                key: [by_pool(getattr(scores[who], attribute)) for who in (first, second)]
                for key, attribute in (("likeness", "likeness"), ("psnr_inside_db", "inside_db"))
            }
            changes["expression_active_error"] = [by_pool(scores[who].active_error()) for who in (first, second)]
            paired[title] = {key: paired_difference(*pair) for key, pair in changes.items()}
    rows = {name: found.summary() for name, found in scores.items()}
    return Report(TITLES, rows, paired, _sheet(question, answers), {**facts, "pictures": count})


def _sheet(question: SwapQuestion, answers: Mapping[str, Tensor]) -> NDArray[np.uint8]:
    shown = {"picture": question.background, "who": question.reference, **answers}
    return np.concatenate([labelled_row(name, part[:_SHEET_PICTURES]) for name, part in shown.items()])


__all__ = [
    "TITLES", "SwapDrawer", "SwapQuestion", "SwapScores", "by_pool", "compare_swaps", "judge_swaps", "make_swaps",
]  # fmt: skip
