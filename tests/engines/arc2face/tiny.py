"""A tiny Arc2Face with random weights in the published layout, and synthetic networks that find and recognise faces."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from numpy.typing import NDArray

from studio.engines.arc2face.control import EXPRESSION_COUNT, EXPRESSION_SIZE, ExpressionMap, direct_map
from studio.models.controls import ARKIT_CONTROLS

WIDTH = 512
RANK = 2
SIZE_PX = 64
_MERGES = (
    "p h", "ph o", "pho t", "phot o</w>", "o f</w>", "i d</w>", "p e", "pe r", "per s", "pers o", "perso n</w>",
)  # fmt: skip


def make_folder(root: Path, seed: int = 0, tokens: int = 4, hidden: int = 110) -> Path:
    """Write the whole model; some 6 MB."""
    torch.manual_seed(seed)
    unet = _unet()
    unet.save_pretrained(root / "arc2face")
    _encoder().save_pretrained(root / "encoder")
    _autoencoder().save_pretrained(root / "sd15" / "vae")
    _tokenizer(root / "sd15" / "tokenizer")
    save_expression_adapter(root / "exp_adapter" / "exp_adapter.bin", unet, tokens, hidden)
    save_reference_adapter(root / "ref_adapter" / "pytorch_lora_weights.safetensors", unet)
    random_map(seed).save(root / "exp_adapter" / "controls_to_expression.npz")
    linear_network(root / "arcface.onnx", 112, 512)
    (root / "avatar-studio.json").write_text(json.dumps({"title": "Tiny", "steps": 2, "guidance": 2.0}))
    return root


def _unet() -> Any:
    from diffusers import UNet2DConditionModel

    network = UNet2DConditionModel(
        sample_size=SIZE_PX // 8, in_channels=4, out_channels=4, block_out_channels=(8, 16, 16, 16),
        layers_per_block=1, cross_attention_dim=WIDTH, attention_head_dim=2, norm_num_groups=4,
    )  # fmt: skip
    with torch.no_grad():  # a first layer that is seen in the last one: tiny networks drown what they are told
        for name, value in network.named_parameters():
            if "attn2.to_out" in name or "attn1.to_out" in name:
                value.mul_(6.0)
    return network


def _encoder() -> Any:
    from transformers import CLIPTextConfig, CLIPTextModel

    config = CLIPTextConfig(
        vocab_size=600, hidden_size=WIDTH, intermediate_size=64, num_hidden_layers=1, num_attention_heads=8,
        max_position_embeddings=77, projection_dim=WIDTH, bos_token_id=598, eos_token_id=599, pad_token_id=599,
    )  # fmt: skip
    return CLIPTextModel(config)


def _autoencoder() -> Any:
    from diffusers import AutoencoderKL

    blocks = 4
    return AutoencoderKL(
        block_out_channels=(8,) * blocks, down_block_types=("DownEncoderBlock2D",) * blocks,
        up_block_types=("UpDecoderBlock2D",) * blocks, latent_channels=4, norm_num_groups=4, sample_size=SIZE_PX,
    )  # fmt: skip


def _tokenizer(folder: Path) -> None:
    folder.mkdir(parents=True)
    letters = "abcdefghijklmnopqrstuvwxyz0123456789.,!?'-"
    words = [*letters, *(f"{one}</w>" for one in letters), *("".join(merge.split()) for merge in _MERGES)]
    vocabulary = {word: index for index, word in enumerate(words)}
    vocabulary |= {"<|startoftext|>": 598, "<|endoftext|>": 599}
    (folder / "vocab.json").write_text(json.dumps(vocabulary))
    (folder / "merges.txt").write_text("#version: 0.2\n" + "\n".join(_MERGES) + "\n")
    (folder / "tokenizer_config.json").write_text(json.dumps({
        "tokenizer_class": "CLIPTokenizer", "model_max_length": 77, "bos_token": "<|startoftext|>",
        "eos_token": "<|endoftext|>", "unk_token": "<|endoftext|>", "pad_token": "<|endoftext|>",
    }))  # fmt: skip


def expression_weights(unet: Any, tokens: int = 4, hidden: int = 110, width: int = WIDTH) -> dict[str, Any]:
    """The content of an `exp_adapter.bin`."""
    projector = {
        "proj.0.weight": torch.randn(hidden, EXPRESSION_SIZE) / 4, "proj.0.bias": torch.randn(hidden) / 4,
        "proj.2.weight": torch.randn(tokens * width, hidden) / 4, "proj.2.bias": torch.randn(tokens * width) / 4,
        "norm.weight": 1 + torch.randn(width) / 10, "norm.bias": torch.randn(width) / 10,
    }  # fmt: skip
    layers = {}
    names = [name for name in unet.attn_processors if name.endswith("attn2.processor")]
    for index, name in enumerate(names):
        inner = unet.get_submodule(name.removesuffix(".processor")).to_q.weight.shape[0]
        for one in "kv":
            layers[f"{2 * index + 1}.to_{one}_ip.weight"] = torch.randn(inner, width) / width**0.5 * 4
    return {"image_proj": projector, "ip_adapter": layers}


def save_expression_adapter(path: Path, unet: Any, tokens: int = 4, hidden: int = 110) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    torch.save(expression_weights(unet, tokens, hidden), path)


def reference_weights(unet: Any) -> dict[str, torch.Tensor]:
    """The content of the reference adapter's file."""
    found = {}
    for name in unet.attn_processors:
        if not name.endswith("attn1.processor"):
            continue
        layer = name.removesuffix(".processor")
        inner = unet.get_submodule(layer).to_q.weight.shape[0]
        for part in ("to_q", "to_k", "to_v", "to_out.0"):
            found[f"unet.{layer}.{part}.lora.down.weight"] = torch.randn(RANK, inner) / inner**0.5
            found[f"unet.{layer}.{part}.lora.up.weight"] = torch.randn(inner, RANK) / RANK**0.5
    return found


def save_reference_adapter(path: Path, unet: Any) -> None:
    from safetensors.torch import save_file

    path.parent.mkdir(parents=True, exist_ok=True)
    save_file(reference_weights(unet), path)


def random_map(seed: int = 0) -> ExpressionMap:
    """Lids and jaw as they are, and for each control its own direction of the rest."""
    chance = np.random.default_rng(seed)
    matrix = np.zeros((len(ARKIT_CONTROLS), EXPRESSION_SIZE), np.float32)
    matrix[:, :EXPRESSION_COUNT] = chance.standard_normal((len(ARKIT_CONTROLS), EXPRESSION_COUNT))
    known = direct_map()
    for name, row in zip(known.controls, known.matrix, strict=True):
        matrix[ARKIT_CONTROLS.index(name)] += row
    return ExpressionMap(ARKIT_CONTROLS, matrix, source="made for a test")


def linear_network(path: Path, size: int, outputs: int, seed: int = 0) -> None:
    """A network of faces by its shapes: a picture, averaged in 8 x 8 fields, through one random matrix."""
    field = size // 8
    weights = (np.random.default_rng(seed).standard_normal((192, outputs)) * 0.05).astype(np.float32)
    graph = f"""linear (float[N, 3, {size}, {size}] data) => (float[1, {outputs}] fc1) {{
        p = AveragePool <kernel_shape = [{field}, {field}], strides = [{field}, {field}]> (data)
        f = Reshape (p, shape)
        fc1 = MatMul (f, weights) }}"""
    save_network(path, graph, {"weights": weights, "shape": np.array([-1, 192], np.int64)})


def face_detector(path: Path, faces: list[tuple[NDArray[Any], NDArray[Any]]]) -> None:
    """A detector by its shapes that always reports the same faces.

    Args:
        path: Where to.
        faces: Box (4,) and five points (5, 2) of each, in pixels of the picture brought to 640 x 640.
    """
    arrays = {}
    body = "m = ReduceMean <keepdims = 0> (data)\n z = Mul (m, zero)\n"
    tensors: dict[str, NDArray[Any]] = {"zero": np.array(0, np.float32)}
    outputs = []
    for kind, width in (("score", 1), ("bbox", 4), ("kps", 10)):
        for stride in (8, 16, 32):
            count = (640 // stride) ** 2 * 2
            arrays[kind, stride] = np.zeros((count, width), np.float32)
            tensors[f"c_{kind}_{stride}"] = arrays[kind, stride]
            outputs.append(f"float[{count}, {width}] {kind}_{stride}")
            body += f"{kind}_{stride} = Add (c_{kind}_{stride}, z)\n"
    for box, points in faces:
        column, row = int((box[0] + box[2]) / 16), int((box[1] + box[3]) / 16)
        centre, place = np.array([column * 8, row * 8]), (row * 80 + column) * 2
        arrays["score", 8][place] = 0.93
        arrays["bbox", 8][place] = np.concatenate([centre - box[:2], box[2:] - centre]) / 8
        arrays["kps", 8][place] = ((points - centre) / 8).ravel()
    save_network(path, f"det (float[1, 3, 640, 640] data) => ({', '.join(outputs)}) {{ {body} }}", tensors)


def save_network(path: Path, graph: str, tensors: dict[str, NDArray[Any]]) -> None:
    """An ONNX file from its text."""
    path.parent.mkdir(parents=True, exist_ok=True)
    model = onnx.parser.parse_model('<ir_version: 8, opset_import: ["": 13]>\n' + graph)
    kinds = {"f": onnx.TensorProto.FLOAT, "i": onnx.TensorProto.INT64}
    for name, values in tensors.items():
        kind = kinds[values.dtype.kind]
        model.graph.initializer.append(
            onnx.TensorProto(name=name, data_type=kind, dims=values.shape, raw_data=values.tobytes())
        )
    onnx.checker.check_model(model)
    onnx.save(model, path)
