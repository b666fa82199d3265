"""Several drawers, one set of questions: the table, the paired comparison, the sheet."""

from __future__ import annotations

import json
import time
from collections.abc import Generator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from studio.core.jobs import CancelToken, Progress, ProgressClock
from studio.engines.diffusion.autoencoder import to_straight
from studio.lab.evaluation.measures import Judging, SetScores, judge_sets
from studio.lab.evaluation.sets import QuestionSet, SetDrawer
from studio.lab.evaluation.statistics import Estimate, PairedDifference, paired_difference

COLUMNS: Mapping[str, str] = {
    "identity_top_one": "identity top-1", "likeness": "likeness", "set_consistency": "set consistency",
    "expression_correlation": "expression corr.", "expression_active_error": "expression error",
    "psnr_db": "PSNR dB", "psnr_inside_db": "inside dB", "grain": "grain /255", "seconds_a_set": "s a set",
}  # fmt: skip
_SEEDS_APART = 1000
_SHEET_BACKGROUND = 200
_LABEL_PX = 112


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


def table_of(rows: Mapping[str, Mapping[str, Estimate]]) -> tuple[list[str], list[list[str]]]:
    """The table as text: a column for each contestant, a line for each measure, "value (low–high)".

    Returns:
        The headings and the lines.
    """
    lines = [
        [title, *(f"{one[key].value:.3g} ({one[key].low:.3g}–{one[key].high:.3g})" for one in rows.values())]
        for key, title in COLUMNS.items()
    ]
    return ["measure", *rows], lines


def as_json(comparison: Comparison, paired: Mapping[str, PairedDifference] | None = None, **facts: Any) -> str:
    """Everything as JSON.

    Args:
        comparison: What came out.
        paired: The comparison of two contestants.
        facts: What else belongs to the record.
    """
    questions = comparison.questions
    values = {
        **facts,
        "characters": len(questions.identities), "expressions": questions.controls.shape[1],
        "gallery": len(questions.gallery), "seeds": list(questions.identities),
        "contestants": {
            name: {key: asdict(one) for key, one in row.items()} for name, row in comparison.rows().items()
        },
        "paired": {key: asdict(one) for key, one in (paired or {}).items()},
    }  # fmt: skip
    return json.dumps(values, indent=2) + "\n"


def sheet_of(comparison: Comparison, characters: int = 6) -> NDArray[np.uint8]:
    """(H, W, 3) uint8: the reference and the set of each contestant, one row each, for the first characters."""
    from PIL import Image, ImageDraw

    questions = comparison.questions
    lines: list[NDArray[np.uint8]] = []
    for index in range(min(characters, len(questions.identities))):
        for name, drawn in comparison.drawn.items():
            pictures = torch.cat([questions.references[index, :1], drawn[index]])
            row = np.concatenate(list(_on_grey(to_straight(pictures))), axis=1)
            label = Image.new("RGB", (_LABEL_PX, row.shape[0]), (_SHEET_BACKGROUND,) * 3)
            ImageDraw.Draw(label).multiline_text((6, 8), name.replace(" ", "\n"), fill=(20, 20, 20))
            lines.append(np.concatenate([np.asarray(label), row], axis=1))
    return np.concatenate(lines)


def _on_grey(pictures: NDArray[np.uint8]) -> NDArray[np.uint8]:
    coverage = pictures[..., 3:].astype(np.float32) / 255
    whole = pictures[..., :3] * coverage + _SHEET_BACKGROUND * (1 - coverage)
    return np.asarray(whole.round(), np.uint8)


__all__ = ["COLUMNS", "Comparison", "Contestant", "as_json", "compare", "sheet_of", "table_of"]
