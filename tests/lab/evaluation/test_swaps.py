"""Evaluation of swaps: the right answers score best, the picture as it was shows the one who was in it."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from torch import Tensor
from torch.nn.functional import adaptive_avg_pool2d, normalize

from studio.engines.diffusion.autoencoder import PortraitAutoencoder
from studio.engines.diffusion.reader import to_network_units
from studio.lab.evaluation.report import Report
from studio.lab.evaluation.swaps import SwapQuestion, compare_swaps, make_swaps


class KnowingJudges:
    """Tell characters apart by their colours, and know every right answer by heart."""

    def __init__(self, question: SwapQuestion) -> None:
        self.answers = torch.cat([question.truth, question.background]) * question.coverage.repeat(2, 1, 1, 1)
        self.controls = to_network_units(torch.cat([question.controls, question.worn_before]))

    def identity(self, pictures: Tensor) -> Tensor:
        return normalize(adaptive_avg_pool2d(pictures, 8).flatten(1) - 0.4, dim=1)

    def expression(self, pictures: Tensor, resting: Tensor) -> Tensor:
        return self.controls[torch.cdist(pictures.flatten(1), self.answers.flatten(1)).argmin(dim=1)]


@pytest.fixture(scope="module")
def question() -> SwapQuestion:
    torch.manual_seed(1)
    return make_swaps(PortraitAutoencoder(128, 4, width=8, blocks=(1, 1)), 7)


def test_questions_fit_together(question: SwapQuestion) -> None:
    assert len(question.truth) == 8, "whole pools"
    outside = question.mask == 0
    assert torch.equal(question.truth * outside, question.background * outside)
    assert (question.truth - question.background).abs().amax(dim=(1, 2, 3)).min() > 0.1
    assert torch.equal(question.worn_before[0], question.controls[1])
    assert torch.equal(question.rows(4, 4).truth, question.truth[4:])


def test_right_answers_win(question: SwapQuestion, tmp_path: Path) -> None:
    contestants = {
        "truth": lambda asked, seeds: asked.truth,
        "nothing": lambda asked, seeds: asked.background,
        "grey": lambda asked, seeds: torch.full_like(asked.truth, 0.5),
    }
    job = compare_swaps(
        question, KnowingJudges(question), contestants, {"truth against nothing": ("truth", "nothing")}, {"a": 1}
    )
    try:
        while True:
            next(job)
    except StopIteration as end:
        report = end.value
    assert isinstance(report, Report)
    truth, nothing, grey = (report.rows[name] for name in contestants)
    assert truth["identity_top_one"].value == 1
    assert truth["still_there"].value == 0
    assert truth["expression_correlation"].value > 0.99
    assert truth["psnr_inside_db"].value > 90
    assert truth["psnr_outside_db"].value > 90
    assert nothing["identity_top_one"].value < 0.3
    assert nothing["still_there"].value > 0.7
    assert nothing["psnr_outside_db"].value > 90
    assert grey["psnr_outside_db"].value < 20
    assert report.paired["truth against nothing"]["psnr_inside_db"].difference.low > 10
    report.write(tmp_path)
    assert (tmp_path / "sheet.png").exists()
