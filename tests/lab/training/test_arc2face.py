"""The three stages of Arc2Face mini, a step or two each, and the folder that the engine reads in the end."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import torch

from studio.core.errors import InputError
from studio.engines.arc2face.control import EXPRESSION_SIZE
from studio.engines.arc2face.layout import find_weights
from studio.engines.arc2face.loading import load_parts
from studio.engines.arc2face.pipeline import Arc2FacePipeline, Sampling, Shot
from studio.engines.diffusion.identity import PortraitIdentity
from studio.lab.training.arc2face_parts import mini_map
from studio.lab.training.arc2face_task import STAGES
from studio.lab.training.loop import train
from studio.lab.training.settings import TrainingSettings
from studio.lab.training.tasks import task_of
from studio.models.controls import ALL_CONTROLS, HEAD_CONTROLS, limits_of

SMALL = {"blocks": [16, 16, 32, 32], "layers": 1, "width": 512, "head_width": 16, "encoder_layers": 1}


def settings(stage: str, caches: Path, encoder: Path, folder: Path) -> TrainingSettings:
    identity = folder / "identity"
    if not identity.exists():
        PortraitIdentity(task_channels(encoder), width=8).save_pretrained(identity)
    pieces = {
        "latents": str(caches / "latents"), "validation_latents": str(caches / "latents"),
        "autoencoder": str(encoder), "identity": str(identity),
    }  # fmt: skip
    if stage != STAGES[0]:
        pieces["base"] = str(folder / STAGES[STAGES.index(stage) - 1] / "weights")
    network = {"stage": stage} | (SMALL if stage == STAGES[0] else {"rank": 2})
    return TrainingSettings(
        task="arc2face", steps=2, batch_size=2, poses_per_identity=2, warmup_steps=0, log_every=1, sheet_every=10,
        checkpoint_every=10, pieces=pieces, network=network,
    )  # fmt: skip


def task_channels(encoder: Path) -> int:
    return int(json.loads((encoder / "config.json").read_text())["latent_channels"])


@pytest.fixture(scope="module")
def trained(caches: Path, encoder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All three stages."""
    folder = tmp_path_factory.mktemp("arc2face")
    for stage in STAGES:
        of_stage = settings(stage, caches, encoder, folder)
        list(train(task_of(of_stage), of_stage, folder / stage))
    return folder


def test_each_stage_writes_what_the_next_and_the_engine_read(trained: Path, encoder: Path) -> None:
    for stage in STAGES:
        rows = [json.loads(line) for line in (trained / stage / "log.jsonl").read_text().splitlines()]
        assert any("validation" in row for row in rows)
        assert (trained / stage / "sheet.png").stat().st_size > 1000
    folder = trained / "reference" / "weights"
    says = json.loads((folder / "avatar-studio.json").read_text())
    says["pieces"] = {"autoencoder": str(encoder), "identity": str(trained / "identity")}
    (folder / "avatar-studio.json").write_text(json.dumps(says))
    weights = find_weights(folder)
    assert weights.settings.codec == "portrait"
    assert weights.expression_map is not None
    parts = load_parts(weights)
    assert parts.network.has_lora
    assert parts.prompter.position == 4
    pipeline = Arc2FacePipeline(parts)
    person = pipeline.person(np.random.default_rng(0).standard_normal(512))
    drawn = [one for _, one in pipeline.draw(person, [Shot(np.zeros(EXPRESSION_SIZE, np.float32))], Sampling(1))]
    assert drawn[0].shape == (4, 128, 128)


def test_later_stages_leave_the_base_as_it_is(trained: Path) -> None:
    from safetensors.torch import load_file

    base, last = (
        load_file(trained / stage / "weights" / "arc2face" / "diffusion_pytorch_model.safetensors")
        for stage in (STAGES[0], STAGES[2])
    )
    assert base.keys() == last.keys()
    assert all(torch.equal(base[name], last[name]) for name in base)
    lora = load_file(trained / STAGES[2] / "weights" / "ref_adapter" / "pytorch_lora_weights.safetensors")
    assert any(value.abs().max() > 0 for name, value in lora.items() if "up" in name), "it has begun to learn"


def test_only_the_stages_own_weights_learn(trained: Path, caches: Path, encoder: Path) -> None:
    for stage, learning in (("base", "conv_in"), ("expression", "to_k_ip"), ("reference", "lora")):
        network = task_of(settings(stage, caches, encoder, trained)).network
        names = [name for name, value in network.named_parameters() if value.requires_grad]
        assert any(learning in name for name in names)
        if stage != "base":
            assert not any("conv" in name or "encoder" in name for name in names)


def test_a_stage_that_does_not_exist(caches: Path, encoder: Path, tmp_path: Path) -> None:
    wrong = settings("base", caches, encoder, tmp_path).model_copy(update={"network": {"stage": "last"}})
    with pytest.raises(InputError, match="last"):
        task_of(wrong)


def test_every_control_has_numbers_of_its_own() -> None:
    found = mini_map()
    assert np.linalg.matrix_rank(found.matrix) >= 54, "left and right of the jaw share one axis"
    for name in ALL_CONTROLS:
        value = limits_of(name)[1] * 0.5
        vector = found.vector({name: value})
        assert np.count_nonzero(vector) == 1
        if name not in HEAD_CONTROLS and name not in ("jawLeft", "jawRight"):
            assert found.recovered(vector)[name] == pytest.approx(value, abs=1e-5)
