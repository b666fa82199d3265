"""Trainings of the identity encoder, the reader and the judges: they learn, save, and take what they need."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import torch

from studio.cli import run
from studio.core.errors import InputError
from studio.core.folders import resources_folder
from studio.engines.diffusion.identity import PortraitIdentity
from studio.engines.diffusion.reader import ExpressionReader
from studio.lab.evaluation.judges import Judges
from studio.lab.training.cache import LatentCache
from studio.lab.training.cached import gallery_rows, some_of_each
from studio.lab.training.losses import control_error, margin_contrast
from studio.lab.training.settings import TrainingSettings, read_settings
from studio.lab.training.tasks import TASKS, task_of

KINDS = {"identity": PortraitIdentity, "reader": ExpressionReader, "judges": Judges}
SMALL = {
    "identity": {"width": 8}, "reader": {"width": 8},
    "judges": {"identity": {"width": 8, "depths": [1, 1, 1]}, "expression": {"width": 8, "depths": [1, 1, 1]}},
}  # fmt: skip


def _settings(task: str, caches: Path, **changes: object) -> TrainingSettings:
    pieces = {name: str(caches / name) for name in ("latents", "validation_latents", "pixels", "validation_pixels")}
    values: dict[str, object] = {
        "task": task, "batch_size": 24, "poses_per_identity": 4, "steps": 12, "warmup_steps": 2, "learning_rate": 3e-3,
        "average_decay": 0.5, "log_every": 1, "sheet_every": 1000, "threads": 1, "network": SMALL[task],
        "pieces": pieces,
    }  # fmt: skip
    return TrainingSettings.model_validate(values | changes)


@pytest.mark.parametrize("name", list(KINDS))
def test_a_training_learns_and_writes_what_ships(name: str, caches: Path, tmp_path: Path) -> None:
    settings = _settings(name, caches)
    path = tmp_path / "settings.json"
    path.write_text(settings.model_dump_json())
    assert run(["lab", "train", str(path), "--out", str(tmp_path / "run"), "--quiet"]) == 0
    rows = [json.loads(line) for line in (tmp_path / "run" / "log.jsonl").read_text().splitlines()]
    losses = [row["loss"] for row in rows if "loss" in row]
    assert np.mean(losses[-3:]) < np.mean(losses[:3])
    assert rows[-1]["validation"]
    KINDS[name].from_pretrained(tmp_path / "run" / "weights")


def test_a_stopped_training_goes_on(caches: Path, tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text(_settings("reader", caches).model_dump_json())
    words = ["lab", "train", str(path), "--out", str(tmp_path / "run"), "--quiet"]
    assert run([*words, "--steps", "3"]) == 0
    assert run([*words, "--steps", "5"]) == 0
    steps = [json.loads(line).get("step") for line in (tmp_path / "run" / "log.jsonl").read_text().splitlines()]
    assert steps == [1, 2, 3, 3, 4, 5, 5]


def test_what_is_missing_is_told(caches: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(InputError, match="latents"):
        task_of(_settings("reader", caches, pieces={}))
    with pytest.raises(InputError, match="no training"):
        task_of(_settings("reader", caches).model_copy(update={"task": "nonsense"}))
    mixed = {"pixels": str(caches / "validation_pixels"), "validation_pixels": str(caches / "validation_pixels")}
    with pytest.raises(InputError, match="own characters"):
        task_of(_settings("judges", caches, pieces=mixed))
    path = tmp_path / "settings.json"
    path.write_text(_settings("reader", caches).model_dump_json())
    assert run(["lab", "train", str(path), "--out", str(tmp_path / "run"), "--piece", "latents"]) != 0
    assert "Traceback" not in capsys.readouterr().err


def test_batches_are_the_same_by_number_and_hold_whole_characters(caches: Path) -> None:
    cache = LatentCache(caches / "latents")
    rows = some_of_each(cache, 3, 12, 3, seed=5)
    assert np.array_equal(rows, some_of_each(cache, 3, 12, 3, seed=5))
    assert not np.array_equal(rows, some_of_each(cache, 4, 12, 3, seed=5))
    assert len(set(rows.tolist())) == 12
    whose = (rows // cache.poses_per_identity).reshape(4, 3)
    assert (whose == whose[:, :1]).all()
    assert len(set(whose[:, 0].tolist())) == 4
    with pytest.raises(InputError):
        some_of_each(cache, 0, 28, 4, seed=5)
    gallery, probes, truth = gallery_rows(cache)
    assert (cache.controls[gallery] == 0).all()
    assert np.array_equal(cache.seeds[probes], cache.seeds[gallery][truth])
    assert not set(gallery.tolist()) & set(probes.tolist())


def test_contrast_wants_one_character_together() -> None:
    who = torch.tensor([0, 0, 1, 1])
    apart = torch.nn.functional.normalize(torch.tensor([[1.0, 0.1], [1, -0.1], [-1, 0.1], [-1, -0.1]]), dim=1)
    mixed = apart[[0, 2, 1, 3]]
    assert margin_contrast(apart, who) < 0.1 < margin_contrast(mixed, who)
    exact = torch.nn.functional.normalize(torch.ones(4, 8), dim=1).requires_grad_()
    margin_contrast(exact, who).backward()
    assert torch.isfinite(exact.grad).all(), "equal vectors have a slope too"  # type: ignore[arg-type]


def test_worn_controls_count_more() -> None:
    truth = torch.zeros(1, 55)
    truth[0, 0] = 0.8
    missed, invented = torch.zeros(1, 55), truth.clone()
    invented[0, 1] = 0.8
    assert control_error(missed, truth) > 2 * control_error(invented, truth)


def test_settings_of_every_training_are_valid() -> None:
    files = sorted((resources_folder() / "training").glob("*.json"))
    assert {"autoencoder", "identity", "reader", "judges"} <= {path.stem for path in files}
    assert all(read_settings(path).task in TASKS for path in files)
