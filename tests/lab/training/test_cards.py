"""Model cards say what the run's own files say."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from studio.cli import run
from studio.lab.training.cards import note_hardware, seconds_of
from studio.lab.training.settings import TrainingSettings
from studio.lab.training.tasks import TASKS


def _run_of(folder: Path, task: str = "reader") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    settings = TrainingSettings(task=task, batch_size=100, steps=30)
    (folder / "settings.json").write_text(settings.model_dump_json())
    rows = [
        {"step": 10, "seconds": 60.0, "loss": 0.9}, {"step": 20, "seconds": 120.0, "loss": 0.5},
        {"step": 30, "seconds": 61.0, "loss": 0.25}, {"step": 30, "validation": {"active_error": 0.0432}},
    ]  # fmt: skip
    (folder / "log.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    note_hardware(folder)
    return folder


def test_card_says_what_the_run_was(tmp_path: Path) -> None:
    folder = _run_of(tmp_path / "run")
    evaluation = tmp_path / "evaluation.json"
    number = {"value": 0.9312, "low": 0.91, "high": 0.95}
    evaluation.write_text(
        json.dumps(
            {"characters": 50, "expressions": 12, "gallery": 200, "contestants": {"a": {"identity_top_one": number}}}
        )
    )
    assert run(["lab", "card", str(folder), "--evaluation", str(evaluation)]) == 0
    text = (folder / "weights" / "README.md").read_text()
    for words in (
        "Expression reader", "30 steps of 100 pictures (3,000 in all)", "3 minutes", "0.0432", "0.9 at first",
        "0.931 (0.91–0.95)", "50 held-out characters × 12", "Photographs",
    ):  # fmt: skip
        assert words in text, words
    assert str(tmp_path) not in text, "no path of a machine"


@pytest.mark.parametrize("task", list(TASKS))
def test_every_training_has_words_of_its_own(task: str, tmp_path: Path) -> None:
    folder = _run_of(tmp_path / task, task)
    card = tmp_path / "card.md"
    assert run(["lab", "card", str(folder), "-o", str(card)]) == 0
    assert not card.read_text().startswith("# Weights")


def test_time_is_counted_over_stops() -> None:
    assert seconds_of([{"seconds": 5.0}, {"validation": {}}, {"seconds": 9.0}, {"seconds": 2.0}]) == 11


def test_no_run_no_card(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["lab", "card", str(tmp_path)]) != 0
    assert "no training" in capsys.readouterr().err
    (_run_of(tmp_path / "run") / "bad.json").write_text("{}")
    assert run(["lab", "card", str(tmp_path / "run"), "--evaluation", str(tmp_path / "run" / "bad.json")]) != 0
    assert not (tmp_path / "run" / "weights").exists()
