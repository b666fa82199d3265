"""A LoRA for few steps, worked into the weights."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import torch
from safetensors.torch import save_file
from torch import nn

from studio.core.errors import ModelError
from studio.engines.arc2face.few_steps import work_in


class Net(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        torch.manual_seed(0)
        self.down = nn.ModuleList([nn.Conv2d(3, 5, 3)])
        self.to_q = nn.Linear(4, 6)


def lora() -> dict[str, torch.Tensor]:
    return {
        "lora_unet_to_q.lora_down.weight": torch.randn(2, 4), "lora_unet_to_q.lora_up.weight": torch.randn(6, 2),
        "lora_unet_to_q.alpha": torch.tensor(1.0),
        "lora_unet_down_0.lora_down.weight": torch.randn(2, 3, 3, 3),
        "lora_unet_down_0.lora_up.weight": torch.randn(5, 2, 1, 1),
        "lora_te_text.lora_up.weight": torch.randn(1, 1),
    }  # fmt: skip


def test_linear_and_convolution_do_what_the_two_layers_would_add(tmp_path: Path) -> None:
    net, before, content = Net(), Net(), lora()
    save_file(content, tmp_path / "l.safetensors")
    assert work_in(net, tmp_path / "l.safetensors") == 2
    tokens, picture = torch.randn(3, 4), torch.randn(1, 3, 8, 8)
    down, up = content["lora_unet_to_q.lora_down.weight"], content["lora_unet_to_q.lora_up.weight"]
    assert torch.allclose(net.to_q(tokens), before.to_q(tokens) + 0.5 * tokens @ down.T @ up.T, atol=1e-5)
    added = nn.functional.conv2d(
        nn.functional.conv2d(picture, content["lora_unet_down_0.lora_down.weight"]),
        content["lora_unet_down_0.lora_up.weight"],
    )
    assert torch.allclose(net.down[0](picture), before.down[0](picture) + added, atol=1e-4)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"lora_unet_mid.lora_up.weight": torch.zeros(1, 1)}, "mid"),
        ({"lora_unet_to_q.lora_up.weight": torch.zeros(7, 2)}, "another size"),
    ],
)
def test_for_another_base_nothing_is_changed(tmp_path: Path, change: dict[str, Any], message: str) -> None:
    net = Net()
    save_file(lora() | change, tmp_path / "l.safetensors")
    with pytest.raises(ModelError, match=message):
        work_in(net, tmp_path / "l.safetensors")
    assert torch.equal(net.to_q.weight, Net().to_q.weight)
    assert torch.equal(net.down[0].weight, Net().down[0].weight)
    save_file({"other": torch.zeros(1)}, tmp_path / "o.safetensors")
    with pytest.raises(ModelError, match="no parts"):
        work_in(net, tmp_path / "o.safetensors")
