"""Training of the network that moves portraits."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import torch

from studio.core.errors import InputError
from studio.engines.diffusion.autoencoder import PortraitAutoencoder
from studio.engines.diffusion.motion import PortraitMotion
from studio.lab.synth.corpus import Split
from studio.lab.training.cache import CacheKind, PixelCache, fill_cache, read_facts
from studio.lab.training.genaffect_data import Coders, PixelCharacters, lesson_of
from studio.lab.training.loop import train
from studio.lab.training.motion_task import MotionTask
from studio.lab.training.settings import TrainingSettings


@pytest.fixture(scope="session")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("pictures")
    for name, split in (("pixels", Split.TRAIN), ("validation_pixels", Split.VALIDATION)):
        job = fill_cache(root / name, 24, split, poses_per_identity=4, batch_size=24, turned_share=0.3)
        for _ in job:
            pass
    return root


def settings_of(pictures: Path, **changes: object) -> TrainingSettings:
    values: dict[str, object] = {
        "task": "motion", "batch_size": 8, "steps": 14, "warmup_steps": 2, "learning_rate": 3e-3, "threads": 1,
        "average_decay": 0.5, "log_every": 1, "sheet_every": 1000,
        "network": {"width": 8, "head_width": 8, "told": 16},
        "pieces": {name: str(pictures / name) for name in ("pixels", "validation_pixels")},
    }  # fmt: skip
    return TrainingSettings.model_validate(values | changes)


def test_whole_pictures_are_kept_and_told_apart(pictures: Path) -> None:
    cache = PixelCache(pictures / "pixels")
    assert cache.pixels.shape == (24, 128, 128, 4)
    assert read_facts(pictures / "pixels", CacheKind.PIXELS).size_px == 128
    with pytest.raises(InputError, match="another size px"):
        next(fill_cache(pictures / "pixels", 48, Split.TRAIN, poses_per_identity=4, turned_share=0.3, size_px=64))
    with pytest.raises(InputError, match="100 px"):
        next(fill_cache(pictures / "other", 8, size_px=100))


def test_no_picture_is_its_own_reference(pictures: Path) -> None:
    task = MotionTask(settings_of(pictures))
    sizes = set()
    for index in range(12):
        batch = task.batch(index, torch.device("cpu"))
        sizes.add(batch.references.shape[1])
        differs = (batch.references - batch.truth[:, None]).abs().amax(dim=(2, 3, 4))
        assert (differs > 0.02).all()
        again = task.batch(index, torch.device("cpu"))
        assert torch.equal(batch.truth, again.truth)
    assert sizes == {1, 2}


def test_it_learns_and_writes_what_ships(pictures: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    task = MotionTask(settings_of(pictures))
    fixed = task.batch(0, torch.device("cpu"))
    monkeypatch.setattr(task, "batch", lambda index, device: fixed)
    for _ in train(task, task.settings, tmp_path):
        pass
    rows = [json.loads(line) for line in (tmp_path / "log.jsonl").read_text().splitlines()]
    losses = [row["loss"] for row in rows if "loss" in row]
    assert losses[-1] < 0.97 * losses[0], "the same few pictures are drawn better"
    assert rows[-1]["validation"]["psnr_db"] > 10
    PortraitMotion.load(tmp_path / "weights")


def test_lessons_of_whole_pictures_carry_the_moved_references(pictures: Path, encoder: Path) -> None:
    autoencoder = PortraitAutoencoder.load(encoder)
    torch.manual_seed(1)
    motion = PortraitMotion(width=8, head_width=8, told=16).eval()
    characters = PixelCharacters(PixelCache(pictures / "pixels"), autoencoder)
    drawn, known = np.array([1, 6]), np.array([[0, 2], [4, 5]])
    lesson = lesson_of(characters, drawn, known, Coders(autoencoder, motion))
    assert lesson.moved is not None
    assert lesson.moved.shape == (2, 4, 128, 128)
    expected = motion.draw(characters.portraits_of(known[0]), lesson.controls[:1])
    assert torch.allclose(lesson.moved[:1], expected, atol=1e-5)
    assert torch.allclose(lesson.references[0, 1], characters.pictures_of(np.array([2]))[0])
    small = PixelCache(pictures / "pixels")
    object.__setattr__(small.facts, "size_px", 64)
    with pytest.raises(InputError, match="64 px"):
        PixelCharacters(small, autoencoder)
