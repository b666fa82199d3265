"""A LoRA over the whole UNet (LCM) worked into its weights, for drawing in a few steps."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from studio.engines.arc2face.adapters import read_tensors
from studio.engines.arc2face.layout import broken

_PREFIX = "lora_unet_"
_OTHER_BASE = "It belongs to another base model; use one made for Stable Diffusion 1.5."


def work_in(unet: Any, path: Path) -> int:
    """Add a LoRA to the weights of a UNet: W + up·down · alpha / rank, for linear and for convolution layers.

    Args:
        unet: Is changed.
        path: The LoRA; parts of a text encoder in it are left alone.

    Returns:
        How many layers were changed.

    Raises:
        ModelError: If it is damaged or was made for another base; the UNet is as it was then.
    """
    found: dict[str, dict[str, Tensor]] = {}
    for key, tensor in read_tensors(path).items():
        layer, _, part = key.partition(".")
        if layer.startswith(_PREFIX):
            found.setdefault(layer.removeprefix(_PREFIX), {})[part] = tensor
    layers = {name.replace(".", "_"): module for name, module in unet.named_modules()}
    changes = []
    for name, parts in found.items():
        module = layers.get(name)
        if module is None or getattr(module, "weight", None) is None:
            raise broken(path, f"it has a part for {name}, which this UNet does not have", _OTHER_BASE)
        changes.append((module.weight, _change(path, name, parts, tuple(module.weight.shape))))
    if not changes:
        raise broken(path, "it has no parts of a UNet", _OTHER_BASE)
    with torch.no_grad():
        for weight, change in changes:
            weight.add_(change.to(weight))
    return len(changes)


def _change(path: Path, name: str, parts: dict[str, Tensor], shape: tuple[int, ...]) -> Tensor:
    down, up = parts.get("lora_down.weight"), parts.get("lora_up.weight")
    if down is None or up is None:
        raise broken(path, f"the part for {name} is not whole", _OTHER_BASE)
    rank = down.shape[0]
    strength = float(parts["alpha"]) / rank if "alpha" in parts else 1.0
    product = up.float().flatten(1) @ down.float().flatten(1)
    if up.shape[1] != rank or product.numel() != torch.Size(shape).numel() or product.shape[0] != shape[0]:
        raise broken(path, f"the part for {name} has another size than this UNet", _OTHER_BASE)
    return product.reshape(shape) * strength


__all__ = ["work_in"]
