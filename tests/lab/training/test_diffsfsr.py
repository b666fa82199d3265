from __future__ import annotations

import pytest
import torch
from safetensors.torch import load_file

from studio.engines.diffsfsr.model import SwapModel
from studio.engines.diffsfsr.swapper import load_pipeline
from studio.engines.diffusion.weights import AUTOENCODER, IDENTITY, READER
from studio.lab.synth.corpus import Split
from studio.lab.training.diffsfsr_task import DiffSfsrTask
from studio.lab.training.loop import train
from studio.lab.training.settings import TrainingSettings
from studio.lab.training.swap_data import BODY_GENES, SwapPools, chance_masks, lesson_of, usual_masks, with_head
from studio.models.genome import PortraitGenome
from tests.engines.diffsfsr.tiny import tiny_pipeline, write_tiny
from tests.engines.genaffect.tiny import tiny_motion


@pytest.fixture(scope="module")
def pools():
    return SwapPools(tiny_pipeline().autoencoder, Split.VALIDATION)


@pytest.fixture(scope="module")
def drawn(pools):
    return pools.draw([0, 1, 2])


def test_a_head_takes_everything_of_the_face_and_nothing_of_the_clothes():
    body, head = PortraitGenome.random(11), PortraitGenome.random(12)
    both = with_head(body, head)
    for name, value in both.values().items():
        assert value == getattr(body if name in BODY_GENES else head, name), name
    assert {"clothes", "background", "style"} <= BODY_GENES
    assert not {"hair_style", "skin_tone", "glasses"} & BODY_GENES


def test_partners_share_what_they_must(drawn):
    """Target i: the picture i ^ 1 has its body, i ^ 2 its head, i ^ 3 its expression."""
    rows = torch.arange(12)
    assert torch.equal(drawn.controls[rows ^ 3], drawn.controls)
    assert not torch.equal(drawn.controls[rows ^ 1], drawn.controls)
    corner = drawn.pictures[:, :, :8, :8]  # no head reaches there
    assert torch.equal(corner[rows ^ 1], corner)
    assert not torch.equal(corner[rows ^ 2], corner)


def test_outside_the_mask_truth_and_background_are_one(drawn):
    for mask in (usual_masks(drawn), chance_masks(drawn, torch.Generator().manual_seed(1))):
        lesson = lesson_of(tiny_pipeline().autoencoder, drawn, mask)
        outside = (mask == 0).expand_as(lesson.truth)
        assert torch.equal(lesson.truth[outside], lesson.background[outside])
        assert 0.1 < float(mask.mean()) < 0.9
        assert not torch.equal(lesson.truth, lesson.background)


def test_the_usual_mask_holds_the_face_of_both(drawn):
    """Eyes, nose and mouth of whoever is there, and of whoever comes, whatever way they look."""
    mask = usual_masks(drawn)
    rows = torch.arange(12)
    for eyes in (drawn.eyes, drawn.eyes[rows ^ 1]):
        for drop in (0.0, 1.0):  # between the eyes, and at the mouth
            x, y = (eyes[:, 0] * 16).long(), ((eyes[:, 1] + drop * 0.8 * eyes[:, 2]) * 16).long()
            assert mask[rows, 0, y, x].all()


def test_kept_pools_are_read_and_not_drawn_again(tmp_path, monkeypatch):
    first = SwapPools(tiny_pipeline().autoencoder, Split.TRAIN, 3, tmp_path)
    lesson = first.lesson(0, 8, seed=1)
    again = SwapPools(tiny_pipeline().autoencoder, Split.TRAIN, 3, tmp_path)
    monkeypatch.setattr(again, "draw", lambda *_: pytest.fail("drawn again"))
    kept = again.lesson(0, 8, seed=1)
    assert torch.equal(kept.mask, lesson.mask)
    assert torch.allclose(kept.truth, lesson.truth, atol=2e-2)
    assert torch.equal(again.lesson(0, 8, seed=1).truth, kept.truth)


def _settings(root, **changes):
    pieces = {"autoencoder": root / AUTOENCODER, "identity": root / IDENTITY, "reader": root / READER}
    network = {"widths": (16, 32), "width": 32, "recogniser_tokens": 3, "expression_tokens": 2, "pools": 4, "shown": 1}
    values = {
        "task": "diffsfsr", "steps": 2, "batch_size": 4, "learning_rate": 1e-2, "warmup_steps": 1, "log_every": 1,
        "checkpoint_every": 50, "sheet_every": 50, "average_decay": 0.0,
        "pieces": {name: str(path) for name, path in pieces.items()} | {"swaps": str(root / "swaps")},
    }  # fmt: skip
    return TrainingSettings(network=network | changes.pop("network", {}), **{**values, **changes})


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    folder = tmp_path_factory.mktemp("tiny")
    write_tiny(folder)
    return folder


def test_losses_reach_both_evaluations_and_every_branch(root):
    task = DiffSfsrTask(_settings(root, network={"midpoint_share": 1.0}))
    batch = task.batch(0, torch.device("cpu"))
    loss, parts = task.loss(batch, torch.Generator().manual_seed(1))
    assert set(parts) == {"velocity", "identity", "expression", "picture"}
    loss.backward()
    silent = [name for name, value in task.network.named_parameters() if value.grad is None]
    assert not [name for name in silent if "nothing" not in name], silent
    alone, few = DiffSfsrTask(_settings(root, network={"midpoint_share": 0.0})).loss(
        batch, torch.Generator().manual_seed(1)
    )
    assert set(few) == {"velocity"}
    assert torch.isfinite(alone)


def test_it_learns_one_batch(root):
    task = DiffSfsrTask(_settings(root))
    batch = task.batch(0, torch.device("cpu"))
    optimiser = torch.optim.Adam(task.network.parameters(), 3e-3)
    losses = []
    for _ in range(12):
        loss, _parts = task.loss(batch, torch.Generator().manual_seed(1))
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        losses.append(float(loss.detach()))
    assert losses[-1] < 0.9 * losses[0]


def test_heads_may_begin_with_the_moved_reference(root, tmp_path):
    tiny_motion().save_pretrained(tmp_path)
    settings = _settings(root, network={"midpoint_share": 0.5, "drop_share": 0.5})
    task = DiffSfsrTask(settings.model_copy(update={"pieces": settings.pieces | {"motion": str(tmp_path)}}))
    batch = task.batch(0, torch.device("cpu"))
    loss, parts = task.loss(batch, torch.Generator().manual_seed(1))
    assert {"draft", "unsure"} <= set(parts)
    loss.backward()
    assert task.network.beginning.out.weight.grad.abs().sum() > 0
    optimiser = torch.optim.Adam(task.network.parameters(), 3e-3)
    drafts = []
    for _ in range(10):
        loss, parts = task.loss(batch, torch.Generator().manual_seed(1))
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        drafts.append(float(parts["draft"]))
    assert drafts[-1] < drafts[0]
    assert set(task.validate(task.network)) >= {"full_psnr_db", "midpoint_psnr_db", "jump_psnr_db"}


def test_a_run_leaves_a_folder_that_the_program_can_use(root, tmp_path):
    list(train(DiffSfsrTask(_settings(root)), _settings(root), tmp_path / "run"))
    weights = tmp_path / "run" / "weights"
    assert SwapModel.from_pretrained(weights, torch_dtype=torch.float32).config["is_balanced"]
    stored = load_file(weights / "diffusion_pytorch_model.safetensors")
    assert {value.dtype for value in stored.values()} == {torch.float16}
    assert (tmp_path / "run" / "sheet.png").stat().st_size > 1000
    (root / "diffsfsr").rename(root / "old")
    weights.rename(root / "diffsfsr")
    load_pipeline(root)
