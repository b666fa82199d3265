"""The encoder of identities and the reader of expressions: shapes, folders, cost."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from torch.utils.flop_counter import FlopCounterMode

from studio.core.errors import ModelError
from studio.engines.diffusion.identity import TOKENS, PortraitIdentity
from studio.engines.diffusion.reader import (
    FEATURES,
    ExpressionReader,
    from_network_units,
    to_network_units,
)
from studio.engines.diffusion.weights import has_weights, weights_folder

CHANNELS = 8


def _latents(count: int = 3) -> torch.Tensor:
    return torch.randn(count, CHANNELS, 16, 16, generator=torch.Generator().manual_seed(1))


def test_identity_gives_unit_vectors_and_tokens() -> None:
    network = PortraitIdentity(CHANNELS, width=8)
    vectors = network.embed(_latents())
    assert vectors.shape == (3, 512)
    assert torch.allclose(vectors.norm(dim=1), torch.ones(3), atol=1e-5)
    assert network.features(_latents()).shape == (3, TOKENS, network.token_width)


def test_reader_gives_controls_and_features() -> None:
    network = ExpressionReader(CHANNELS, width=8)
    assert network(_latents()).shape == (3, 55)
    features = network.features(_latents())
    assert features.shape == (3, FEATURES)
    assert torch.allclose(network.head(features), network(_latents()))


@pytest.mark.parametrize("kind", [PortraitIdentity, ExpressionReader])
def test_a_picture_is_cheap_to_look_at(kind: type[PortraitIdentity | ExpressionReader]) -> None:
    network = kind(16)
    with FlopCounterMode(display=False) as counter:
        network(torch.zeros(1, 16, 16, 16))
    assert counter.get_total_flops() < 60e6


@pytest.mark.parametrize("kind", [PortraitIdentity, ExpressionReader])
def test_a_folder_gives_the_same_network(kind: type[PortraitIdentity | ExpressionReader], tmp_path: Path) -> None:
    network = kind(CHANNELS, width=8)
    network.save_pretrained(tmp_path / "new" / "folder")
    again = kind.from_pretrained(tmp_path / "new" / "folder")
    assert torch.allclose(network(_latents()), again(_latents()), atol=5e-3)  # kept in half precision
    assert not any(value.requires_grad for value in again.parameters())
    assert all(value.dtype == torch.float32 for value in again.parameters())


def test_broken_folders_are_told(tmp_path: Path) -> None:
    with pytest.raises(ModelError):
        PortraitIdentity.from_pretrained(tmp_path)
    ExpressionReader(CHANNELS, width=8).save_pretrained(tmp_path)
    with pytest.raises(ModelError):
        PortraitIdentity.from_pretrained(tmp_path)
    weights = tmp_path / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:200])
    with pytest.raises(ModelError):
        ExpressionReader.from_pretrained(tmp_path)


def test_missing_weights_say_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AVATAR_STUDIO_WEIGHTS", str(tmp_path))
    assert not has_weights("portrait-identity")
    with pytest.raises(ModelError, match="portrait-identity"):
        weights_folder("portrait-identity")
    (tmp_path / "portrait-identity").mkdir()
    assert weights_folder("portrait-identity") == tmp_path / "portrait-identity"


def test_units_of_networks() -> None:
    controls = torch.zeros(2, 55)
    controls[0, 3], controls[1, -3:] = 0.5, torch.tensor([20.0, -10.0, 5.0])
    units = to_network_units(controls)
    assert units[1, -3:].tolist() == [1.0, -0.5, 0.25]
    assert torch.allclose(from_network_units(units), controls)
    assert from_network_units(torch.full((1, 55), 2.0))[0, 0] == 1
