"""`lab evaluate` from the command line, with tiny random networks: the way through, not the numbers."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import torch

from studio.cli import run
from studio.engines.diffusion.autoencoder import PortraitAutoencoder
from studio.engines.diffusion.identity import PortraitIdentity
from studio.engines.diffusion.reader import ExpressionReader
from studio.engines.genaffect.model import GenAffectModel
from studio.lab.evaluation.judges import ExpressionJudge, IdentityJudge, Judges

CHANNELS = 8


@pytest.fixture(scope="module")
def weights(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("weights")
    torch.manual_seed(1)
    PortraitAutoencoder(128, CHANNELS, width=8, blocks=(1, 1)).save_pretrained(root / "portrait-autoencoder")
    identity = PortraitIdentity(CHANNELS, width=8)
    identity.save_pretrained(root / "portrait-identity")
    ExpressionReader(CHANNELS, width=8).save_pretrained(root / "expression-reader")
    Judges(IdentityJudge(8, [1, 1, 1]), ExpressionJudge(8, [1, 1, 1])).save_pretrained(root / "judges")
    small = {"layers": 1, "width": 32, "heads": 2}
    GenAffectModel.small(
        CHANNELS, representation=small, transformer={"layers": 1, "heads": 2, "head_width": 16}, context_width=32,
        identity_width=identity.token_width,
    ).save_pretrained(root / "genaffect")  # fmt: skip
    return root


def _evaluate(weights: Path, out: Path, monkeypatch: pytest.MonkeyPatch, *words: str) -> int:
    monkeypatch.setenv("AVATAR_STUDIO_WEIGHTS", str(weights))
    few = ["--characters", "2", "--expressions", "2", "--gallery", "3", "--quiet", "--out", str(out)]
    return run(["lab", "evaluate", *words, *few])


def test_genaffect_both_ways_and_a_baseline(
    weights: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    baseline = f"another={weights / 'genaffect'}"
    assert _evaluate(weights, tmp_path, monkeypatch, "genaffect", "--steps", "2", "--baseline", baseline) == 0
    told = json.loads((tmp_path / "evaluation.json").read_text())
    assert list(told["contestants"]) == [
        "truth", "truth, autoencoded", "copy of reference", "consistent attention", "each alone", "draft alone",
        "another",
    ]  # fmt: skip
    assert told["contestants"]["truth"]["psnr_db"]["value"] > 90
    assert told["contestants"]["each alone"] != told["contestants"]["consistent attention"]
    same = told["contestants"]["another"]["psnr_db"], told["contestants"]["consistent attention"]["psnr_db"]
    assert same[0]["value"] == pytest.approx(same[1]["value"], abs=1e-3), "the same weights draw the same"
    assert "with consistent attention" in told["paired"]
    assert "identity top-1" in capsys.readouterr().out
    assert (tmp_path / "sheet.png").stat().st_size > 1000


def test_the_networks_themselves(weights: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert _evaluate(weights, tmp_path, monkeypatch, "networks") == 0
    told = json.loads((tmp_path / "evaluation.json").read_text())
    assert set(told["contestants"]) == {"encoders", "judges"}
    assert set(told["contestants"]["judges"]) >= {"identity_top_one", "expression_active_error"}


def test_what_is_missing_is_told(
    weights: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _evaluate(tmp_path, tmp_path / "out", monkeypatch, "genaffect") == 2
    assert "judges" in capsys.readouterr().err
    assert _evaluate(weights, tmp_path / "out", monkeypatch, "nonsense") != 0
    assert _evaluate(weights, tmp_path / "out", monkeypatch, "genaffect", "--split", "train") == 1
    assert _evaluate(weights, tmp_path / "out", monkeypatch, "genaffect", "--baseline", "x") == 1
    assert not (tmp_path / "out").exists()
