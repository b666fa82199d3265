"""Reading the expression adapter and the reference LoRA; every size comes from the files."""

from __future__ import annotations

import pickle
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from studio.core.errors import ModelError
from studio.engines.arc2face.layout import broken

_SECTIONS = ["image_proj", "ip_adapter"]
_PROJECTOR_KEYS = ("proj.0.weight", "proj.0.bias", "proj.2.weight", "proj.2.bias", "norm.weight", "norm.bias")
_LORA_KEY = re.compile(r"^(?:unet\.)?(?P<layer>.+\.attn1)\.(?:processor\.)?(?P<part>to_q|to_k|to_v|to_out)(?:\.0)?"
                       r"(?:\.lora|_lora)?\.(?:lora_)?(?P<way>down|up|A|B)\.weight$")  # fmt: skip
_OTHER_BASE = "It belongs to another base model; use the one published with Arc2Face."


class ExpressionProjector(nn.Module):
    """From an expression's numbers to the tokens that the UNet's second attention reads.

    Args:
        weights: The six tensors of the file's `image_proj`.
        width: Of a token.
    """

    def __init__(self, weights: Mapping[str, Tensor], width: int) -> None:
        super().__init__()
        hidden, inputs = weights["proj.0.weight"].shape
        self.inputs = int(inputs)
        self.width = width
        self.tokens = weights["proj.2.weight"].shape[0] // width
        self.first = nn.Linear(inputs, hidden)
        self.second = nn.Linear(hidden, self.tokens * width)
        self.norm = nn.LayerNorm(width)
        self.load_state_dict({
            "first.weight": weights["proj.0.weight"], "first.bias": weights["proj.0.bias"],
            "second.weight": weights["proj.2.weight"], "second.bias": weights["proj.2.bias"],
            "norm.weight": weights["norm.weight"], "norm.bias": weights["norm.bias"],
        })  # fmt: skip

    def forward(self, vectors: Tensor) -> Tensor:
        """(N, inputs) to (N, tokens, width). The zero vector has tokens too: it is the unconditional expression."""
        raised = self.second(torch.nn.functional.gelu(self.first(vectors)))
        tokens: Tensor = self.norm(raised.reshape(-1, self.tokens, self.width))
        return tokens


@dataclass(frozen=True, slots=True, eq=False)
class ExpressionAdapter:
    """What `exp_adapter.bin` holds.

    Attributes:
        projector: From numbers to tokens.
        layers: (key, value) of each cross-attention, in the order of the UNet's processors: down, up, mid.
    """

    projector: ExpressionProjector
    layers: tuple[tuple[Tensor, Tensor], ...]


def read_tensors(path: Path) -> dict[str, Any]:
    """The content of a `.safetensors` file or of a pickle that holds tensors alone.

    Raises:
        ModelError: If the file is damaged, or holds anything that could run code.
    """
    try:
        if path.suffix == ".safetensors":
            from safetensors.torch import load_file

            return dict(load_file(path))
        content = torch.load(path, map_location="cpu", weights_only=True)
    except pickle.UnpicklingError as error:
        raise broken(path, "it holds more than numbers, or is damaged; such files are never opened") from error
    except Exception as error:  # torch and safetensors raise their own, unrelated types
        raise broken(path, "it is damaged or no file of weights") from error
    if not isinstance(content, dict):
        raise broken(path, "it is no file of weights")
    return content


def read_expression_adapter(path: Path, hidden_sizes: Sequence[int], width: int) -> ExpressionAdapter:
    """Read and check the expression adapter.

    Args:
        path: `exp_adapter.bin`, or the same content as `.safetensors` with “section.key” names.
        hidden_sizes: Width of each cross-attention of the UNet, in the order of its processors.
        width: Of the UNet's context.

    Raises:
        ModelError: If it is damaged, ordered in another way, or was made for another base.
    """
    content = _sections(read_tensors(path))
    if list(content) != _SECTIONS:
        found = ", ".join(str(key) for key in list(content)[:4]) or "nothing"
        raise broken(path, f"it must hold image_proj and ip_adapter, in this order, and holds {found}", _OTHER_BASE)
    projector, layers = content["image_proj"], content["ip_adapter"]
    lacking = [key for key in _PROJECTOR_KEYS if key not in projector]
    if lacking or len(projector) != len(_PROJECTOR_KEYS):
        raise broken(path, f"its projector is of another kind ({', '.join(lacking) or 'more layers'})", _OTHER_BASE)
    _check_projector(path, projector, width)
    pairs = []
    for number, hidden in enumerate(hidden_sizes):
        key, value = (_layer(path, layers, f"{2 * number + 1}.to_{one}_ip.weight", (hidden, width)) for one in "kv")
        pairs.append((key, value))
    if len(layers) != 2 * len(hidden_sizes):
        raise broken(path, f"it has {len(layers) // 2} layers and the UNet {len(hidden_sizes)}", _OTHER_BASE)
    plain = {key: value.float() for key, value in projector.items()}
    return ExpressionAdapter(ExpressionProjector(plain, width), tuple(pairs))


def _layer(path: Path, layers: Mapping[str, Tensor], name: str, size: tuple[int, int]) -> Tensor:
    tensor = layers.get(name)
    if tensor is None or tuple(tensor.shape) != size:
        shape = "missing" if tensor is None else " x ".join(map(str, tensor.shape))
        raise broken(path, f"{name} is {shape} where this UNet needs {size[0]} x {size[1]}", _OTHER_BASE)
    return tensor.float()


def _sections(content: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Nested as the pickle is; a safetensors file is flat, and its order says nothing."""
    if all(isinstance(value, dict) for value in content.values()):
        return dict(content)
    return {one: {key[len(one) + 1 :]: value for key, value in content.items() if key.startswith(f"{one}.")}
            for one in _SECTIONS}  # fmt: skip


def _check_projector(path: Path, weights: Mapping[str, Tensor], width: int) -> None:
    hidden, inputs = weights["proj.0.weight"].shape
    outputs, inner = weights["proj.2.weight"].shape
    fits = inner == hidden and outputs % width == 0 and outputs > 0 and tuple(weights["norm.weight"].shape) == (width,)
    if not fits:
        why = f"its projector gives {outputs} numbers, which are no tokens of width {width}"
        raise broken(path, why, _OTHER_BASE)
    if inputs < 1:
        raise ModelError("The expression adapter takes no numbers.", _OTHER_BASE, "model.broken")


def read_reference_lora(path: Path, layers: Mapping[str, int]) -> dict[str, dict[str, tuple[Tensor, Tensor]]]:
    """Read and check the LoRA of the reference adapter.

    Args:
        path: The file.
        layers: Name of each self-attention -> its width.

    Returns:
        Name of the layer -> part (to_q, …) -> (down, up).

    Raises:
        ModelError: If it is damaged or was made for another base.
    """
    found: dict[str, dict[str, dict[str, Tensor]]] = {}
    for key, tensor in read_tensors(path).items():
        match = _LORA_KEY.match(key)
        if match is None:
            raise broken(path, f"“{key}” is no part of a self-attention", _OTHER_BASE)
        way = {"A": "down", "B": "up"}.get(match["way"], match["way"])
        found.setdefault(match["layer"], {}).setdefault(match["part"], {})[way] = tensor.float()
    result: dict[str, dict[str, tuple[Tensor, Tensor]]] = {}
    for layer, hidden in layers.items():
        for part in ("to_q", "to_k", "to_v", "to_out"):
            pair = found.get(layer, {}).get(part, {})
            down, up = pair.get("down"), pair.get("up")
            if down is None or up is None:
                raise broken(path, f"it has no part for {layer}.{part}", _OTHER_BASE)
            if down.shape[1] != hidden or up.shape[0] != hidden or up.shape[1] != down.shape[0]:
                sizes = f"{' x '.join(map(str, down.shape))} and {' x '.join(map(str, up.shape))}"
                raise broken(path, f"{layer}.{part} is {sizes} where this UNet is {hidden} wide", _OTHER_BASE)
            result.setdefault(layer, {})[part] = (down, up)
    strange = sorted(set(found) - set(layers))
    if strange:
        raise broken(path, f"it has parts for {strange[0]}, which this UNet does not have", _OTHER_BASE)
    return result


__all__ = ["ExpressionAdapter", "ExpressionProjector", "read_expression_adapter", "read_reference_lora", "read_tensors"]
