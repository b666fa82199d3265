"""Several drawers, one set of questions: the table, the paired comparison, the sheet."""

from __future__ import annotations

import time
from collections.abc import Generator, Mapping
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from studio.core.jobs import CancelToken, Progress, ProgressClock
from studio.lab.evaluation.measures import Judging, SetScores, judge_sets
from studio.lab.evaluation.report import Report, labelled_row
from studio.lab.evaluation.sets import QuestionSet, SetDrawer
from studio.lab.evaluation.statistics import Estimate, PairedDifference, paired_difference

COLUMNS: Mapping[str, str] = {
    "identity_top_one": "identity top-1", "likeness": "likeness", "set_consistency": "set consistency",
    "expression_correlation": "expression corr.", "expression_active_error": "expression error",
    "psnr_db": "PSNR dB", "psnr_inside_db": "inside dB", "grain": "grain /255", "seconds_a_set": "s a set",
}  # fmt: skip
_SEEDS_APART = 1000


@dataclass(frozen=True, slots=True)
class Contestant:
    """One way to draw.

    Attributes:
        name: In the table.
        draw: How.
        options: What it is told.
    """

    name: str
    draw: SetDrawer
    options: Mapping[str, object]


@dataclass(frozen=True, slots=True, eq=False)
class Comparison:
    """What came out.

    Attributes:
        scores: By contestant.
        drawn: By contestant, (I, E, 4, S, S) premultiplied.
        questions: What was asked.
    """

    scores: Mapping[str, SetScores]
    drawn: Mapping[str, Tensor]
    questions: QuestionSet

    def rows(self) -> dict[str, dict[str, Estimate]]:
        """The table: contestant -> measure -> number with interval."""
        return {name: found.summary() for name, found in self.scores.items()}

    def paired(self, on: str, off: str) -> dict[str, PairedDifference]:
        """What changes from one contestant to another, character by character."""
        first, second = self.scores[on], self.scores[off]
        return {
            "set_consistency": paired_difference(first.consistency, second.consistency),
            "expression_active_error": paired_difference(first.active_error(), second.active_error()),
            "likeness": paired_difference(first.likeness.mean(axis=1), second.likeness.mean(axis=1)),
            "psnr_db": paired_difference(first.psnr_db.mean(axis=1), second.psnr_db.mean(axis=1)),
        }


def compare(
    questions: QuestionSet, judges: Judging, contestants: list[Contestant], cancel: CancelToken | None = None
) -> Generator[Progress, None, Comparison]:
    """Let all of them draw all sets, each with the same seeds, and measure.

    Args:
        questions: What is asked.
        judges: Who looks.
        contestants: Who draws.
        cancel: Checked before each set.

    Raises:
        JobCancelled: If `cancel` was set.
    """
    people, expressions = questions.controls.shape[:2]
    clock, done = ProgressClock(people * len(contestants)), 0
    drawn: dict[str, Tensor] = {}
    scores: dict[str, SetScores] = {}
    for one in contestants:
        sets, seconds = [], np.zeros(people)
        for index in range(people):
            if cancel is not None:
                cancel.check()
            seeds = [index * _SEEDS_APART + number for number in range(expressions)]
            begun = time.perf_counter()
            with torch.no_grad():
                answer = one.draw(questions.references[index], questions.controls[index], seeds, one.options)
            seconds[index] = time.perf_counter() - begun
            sets.append(answer.float().cpu().clamp(0, 1))
            done += 1
            yield clock.at(done, f"{one.name}: {index + 1} of {people} sets")
        drawn[one.name] = torch.stack(sets)
        scores[one.name] = judge_sets(
            judges, drawn[one.name], questions.truth, questions.controls, questions.gallery, seconds
        )
    return Comparison(scores, drawn, questions)


def sheet_of(comparison: Comparison, characters: int = 6) -> NDArray[np.uint8]:
    """(H, W, 3) uint8: the reference and the set of each contestant, one row each, for the first characters."""
    questions = comparison.questions
    lines = [
        labelled_row(name, torch.cat([questions.references[index, :1], drawn[index]]))
        for index in range(min(characters, len(questions.identities)))
        for name, drawn in comparison.drawn.items()
    ]
    return np.concatenate(lines)


def report_of(comparison: Comparison, pairs: Mapping[str, tuple[str, str]], facts: Mapping[str, object]) -> Report:
    """The report of a comparison.

    Args:
        comparison: What came out.
        pairs: Title -> two contestants, of whom the first is compared with the second; those who did not draw are
            left out.
        facts: What else belongs to the record.
    """
    questions = comparison.questions
    known = {
        "characters": len(questions.identities), "expressions": questions.controls.shape[1],
        "gallery": len(questions.gallery), "seeds": list(questions.identities),
    }  # fmt: skip
    drew = {title: pair for title, pair in pairs.items() if set(pair) <= set(comparison.scores)}
    return Report(
        COLUMNS, comparison.rows(), {title: comparison.paired(*pair) for title, pair in drew.items()},
        sheet_of(comparison), {**facts, **known},
    )  # fmt: skip


__all__ = ["COLUMNS", "Comparison", "Contestant", "compare", "report_of", "sheet_of"]
