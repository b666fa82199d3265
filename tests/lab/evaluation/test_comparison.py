"""Evaluation of sets: the right answers score best, broken ones badly, and every file says the same."""

from __future__ import annotations

import itertools
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image
from torch import Tensor
from torch.nn.functional import adaptive_avg_pool2d, normalize

from studio.core.errors import InputError, JobCancelled
from studio.core.jobs import CancelToken
from studio.engines.diffusion.reader import to_network_units
from studio.lab.evaluation.comparison import Comparison, Contestant, compare
from studio.lab.evaluation.genaffect import ALONE, COPY, TOGETHER, TRUTH, evaluate_sets
from studio.lab.evaluation.report import Report
from studio.lab.evaluation.runs import EvaluationOptions, evaluation_of
from studio.lab.evaluation.sets import QuestionSet, make_questions, truth_drawer
from studio.lab.evaluation.statistics import estimate, paired_difference
from studio.lab.synth.corpus import Split, split_of

PEOPLE, EXPRESSIONS = 5, 4


class KnowingJudges:
    """Tell characters apart by their colours, and know every right answer by heart."""

    def __init__(self, questions: QuestionSet) -> None:
        self.answers = questions.truth.flatten(0, 1)
        self.controls = to_network_units(questions.controls.flatten(0, 1))
        self.resting = questions.gallery

    def identity(self, pictures: Tensor) -> Tensor:
        return normalize(adaptive_avg_pool2d(pictures, 6).flatten(1) - 0.4, dim=1)

    def expression(self, pictures: Tensor, resting: Tensor) -> Tensor:
        known = torch.cat([self.answers, self.resting])
        controls = torch.cat([self.controls, torch.zeros(len(self.resting), 55)])
        return controls[torch.cdist(pictures.flatten(1), known.flatten(1)).argmin(dim=1)]


@pytest.fixture(scope="module")
def questions() -> QuestionSet:
    return make_questions(PEOPLE, EXPRESSIONS, 8, references=2)


def _wrong(questions: QuestionSet) -> object:
    """Draws somebody else in other expressions."""
    right = truth_drawer(questions)

    def draw(references: Tensor, controls: Tensor, seeds: Sequence[int], options: Mapping[str, object]) -> Tensor:
        index = next(k for k, known in enumerate(questions.references) if torch.equal(known, references))
        other = (index + 1) % PEOPLE
        return right(questions.references[other], controls, seeds, options).flip(0)

    return draw


def _grainy(questions: QuestionSet) -> object:
    right = truth_drawer(questions)

    def draw(references: Tensor, controls: Tensor, seeds: Sequence[int], options: Mapping[str, object]) -> Tensor:
        pictures = right(references, controls, seeds, options)
        strength = 0.01 if options.get("is_fine") else 0.1
        noise = [torch.randn(pictures.shape[1:], generator=torch.Generator().manual_seed(seed)) for seed in seeds]
        return pictures + strength * torch.stack(noise)

    return draw


def _finished(job: object) -> object:
    try:
        while True:
            next(job)  # type: ignore[call-overload]
    except StopIteration as end:
        return end.value


@pytest.fixture(scope="module")
def found(questions: QuestionSet) -> Report:
    grainy = _grainy(questions)
    contestants = [
        Contestant("wrong", _wrong(questions), {}),  # type: ignore[arg-type]
        Contestant(TOGETHER, grainy, {"is_fine": True}),  # type: ignore[arg-type]
        Contestant(ALONE, grainy, {"is_fine": False}),  # type: ignore[arg-type]
    ]
    judges = KnowingJudges(questions)
    options = EvaluationOptions(characters=PEOPLE, expressions=EXPRESSIONS, gallery=8, references=2)
    report = _finished(evaluate_sets(options, judges, contestants))
    assert isinstance(report, Report)
    return report


def test_questions_are_about_characters_that_nobody_learns_from(questions: QuestionSet) -> None:
    assert {split_of(seed) for seed in questions.identities} == {Split.HELD_OUT}
    assert questions.references.shape == (PEOPLE, 2, 4, 128, 128)
    assert questions.truth.shape == (PEOPLE, EXPRESSIONS, 4, 128, 128)
    assert torch.equal(questions.references[:, 0], questions.gallery[:PEOPLE])
    assert not torch.equal(questions.references[0, 1], questions.truth[0, 0])
    assert len({tuple(row.tolist()) for row in questions.controls.flatten(0, 1)}) == PEOPLE * EXPRESSIONS
    assert torch.equal(make_questions(2, 2, 3).truth, make_questions(2, 2, 3).truth)
    with pytest.raises(InputError):
        make_questions(5, 2, 3)


def test_right_answers_score_best_and_wrong_ones_badly(found: Report) -> None:
    rows = found.rows
    right, wrong, idle = rows[TRUTH], rows["wrong"], rows[COPY]
    assert right["identity_top_one"].value == 1
    assert right["expression_correlation"].value > 0.99
    assert right["expression_active_error"].value < 0.01
    assert right["psnr_db"].value > 90
    assert wrong["identity_top_one"].value < 0.3
    assert wrong["expression_correlation"].value < 0.3
    assert wrong["expression_active_error"].value > 0.2
    assert wrong["psnr_inside_db"].value < wrong["psnr_db"].value < 20
    assert idle["identity_top_one"].value == 1
    assert idle["set_consistency"].value == pytest.approx(1, abs=1e-5)
    assert abs(idle["expression_correlation"].value) < 0.3, "a copy wears nothing of what was asked"
    assert right["grain"].value < 1 < rows[TOGETHER]["grain"].value < rows[ALONE]["grain"].value


def test_what_consistent_attention_changes_is_compared_in_pairs(found: Report) -> None:
    paired = found.paired["with consistent attention"]
    assert paired["psnr_db"].difference.low > 10
    assert paired["psnr_db"].p_value < 0.1  # five characters cannot give less than 2/32
    assert paired["set_consistency"].difference.value > 0


def test_files_say_what_the_screen_says(found: Report, tmp_path: Path) -> None:
    found.write(tmp_path)
    told = json.loads((tmp_path / "evaluation.json").read_text())
    assert told["characters"] == PEOPLE
    assert set(told["contestants"]) == {TRUTH, COPY, "wrong", TOGETHER, ALONE}
    one = told["contestants"]["wrong"]["psnr_db"]
    assert one["low"] <= one["value"] <= one["high"]
    assert told["options"]["split"] == "held_out"
    with Image.open(tmp_path / "sheet.png") as sheet:
        assert sheet.height == PEOPLE * 5 * 128
        assert sheet.width > (EXPRESSIONS + 1) * 128
    headings, lines = found.table()
    assert headings[0] == "measure"
    assert all(len(line) == len(headings) for line in lines)


def test_everybody_gets_the_same_seeds(questions: QuestionSet) -> None:
    given: list[tuple[int, ...]] = []

    def draw(references: Tensor, controls: Tensor, seeds: Sequence[int], options: Mapping[str, object]) -> Tensor:
        given.append(tuple(seeds))
        return torch.zeros(len(controls), 4, 128, 128)

    done = _finished(
        compare(questions, KnowingJudges(questions), [Contestant("a", draw, {}), Contestant("b", draw, {})])
    )
    assert isinstance(done, Comparison)
    assert given[:PEOPLE] == given[PEOPLE:]
    assert len(set(itertools.chain(*given[:PEOPLE]))) == PEOPLE * EXPRESSIONS


def test_it_can_be_cancelled(questions: QuestionSet) -> None:
    token = CancelToken()
    job = compare(questions, KnowingJudges(questions), [Contestant("a", truth_drawer(questions), {})], token)
    next(job)
    token.cancel()
    with pytest.raises(JobCancelled):
        next(job)


def test_unknown_methods_are_told(questions: QuestionSet) -> None:
    with pytest.raises(InputError, match="no method"):
        evaluation_of("nonsense", EvaluationOptions(), KnowingJudges(questions))


def test_intervals_hold_what_they_promise() -> None:
    chance = np.random.default_rng(1)
    held = 0
    for _ in range(100):
        one = estimate(chance.normal(3.0, 1.0, 40), resamples=300)
        assert one.low <= one.value <= one.high
        held += one.low <= 3.0 <= one.high
    assert 86 <= held <= 100


def test_paired_test_sees_small_steady_changes_only() -> None:
    chance = np.random.default_rng(2)
    base = chance.normal(0, 1, 50)
    steady = paired_difference(base + 0.05 + chance.normal(0, 0.05, 50), base)
    assert steady.p_value < 0.001
    assert steady.difference.low > 0
    nothing = paired_difference(base + chance.normal(0, 0.05, 50), base)
    assert nothing.p_value > 0.01
    assert nothing.difference.low < 0.02
    assert paired_difference(base, base).p_value == 1
