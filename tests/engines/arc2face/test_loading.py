"""Files that are missing, damaged, dangerous or made for something else."""

from __future__ import annotations

import pickle
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch
from safetensors.torch import load_file, save_file

from studio.core.errors import ModelError
from studio.engines.arc2face.adapters import read_expression_adapter, read_reference_lora, read_tensors
from studio.engines.arc2face.layout import find_weights
from studio.engines.arc2face.loading import load_parts
from tests.engines.arc2face.tiny import WIDTH

HIDDEN = (8, 16, 16)


def adapter(tokens: int = 4, hidden: int = 110) -> dict[str, Any]:
    projector = {
        "proj.0.weight": torch.randn(hidden, 55), "proj.0.bias": torch.randn(hidden),
        "proj.2.weight": torch.randn(tokens * WIDTH, hidden), "proj.2.bias": torch.randn(tokens * WIDTH),
        "norm.weight": torch.randn(WIDTH), "norm.bias": torch.randn(WIDTH),
    }  # fmt: skip
    layers = {f"{2 * i + 1}.to_{k}_ip.weight": torch.randn(size, WIDTH) for i, size in enumerate(HIDDEN) for k in "kv"}
    return {"image_proj": projector, "ip_adapter": layers}


def saved(tmp_path: Path, content: Any) -> Path:
    path = tmp_path / "exp_adapter.bin"
    torch.save(content, path)
    return path


@pytest.mark.parametrize(("tokens", "hidden"), [(4, 110), (8, 55), (3, 20)])
def test_token_count_and_widths_come_from_the_file(tmp_path: Path, tokens: int, hidden: int) -> None:
    found = read_expression_adapter(saved(tmp_path, adapter(tokens, hidden)), HIDDEN, WIDTH)
    assert found.projector(torch.randn(2, 55)).shape == (2, tokens, WIDTH)
    assert [key.shape for key, _ in found.layers] == [(size, WIDTH) for size in HIDDEN]


def test_a_safetensors_copy_is_the_same(tmp_path: Path) -> None:
    content = adapter()
    flat = {f"{section}.{name}": value for section, part in content.items() for name, value in part.items()}
    save_file(flat, tmp_path / "exp_adapter.safetensors")
    one = read_expression_adapter(saved(tmp_path, content), HIDDEN, WIDTH)
    other = read_expression_adapter(tmp_path / "exp_adapter.safetensors", HIDDEN, WIDTH)
    vectors = torch.randn(2, 55)
    assert torch.equal(one.projector(vectors), other.projector(vectors))
    assert torch.equal(one.layers[1][1], other.layers[1][1])


def swapped(content: dict[str, Any]) -> Any:
    return {"ip_adapter": content["ip_adapter"], "image_proj": content["image_proj"]}


def narrower(content: dict[str, Any]) -> Any:
    layers = {name: value[:, : WIDTH // 2].clone() for name, value in content["ip_adapter"].items()}
    return {**content, "ip_adapter": layers}


def fewer(content: dict[str, Any]) -> Any:
    layers = {name: value for name, value in content["ip_adapter"].items() if not name.startswith("5.")}
    return {**content, "ip_adapter": layers}


def more(content: dict[str, Any]) -> Any:
    return {**content, "ip_adapter": content["ip_adapter"] | {"7.to_k_ip.weight": torch.zeros(8, WIDTH),
                                                             "7.to_v_ip.weight": torch.zeros(8, WIDTH)}}  # fmt: skip


def without_norm(content: dict[str, Any]) -> Any:
    kept = {name: value for name, value in content["image_proj"].items() if not name.startswith("norm")}
    return {**content, "image_proj": kept}


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (swapped, "in this order"), (narrower, "256"), (fewer, "missing"), (more, "4 layers and the UNet 3"),
        (without_norm, "projector"), (lambda _: torch.zeros(3), "no file of weights"),
    ],
)  # fmt: skip
def test_adapters_for_something_else(tmp_path: Path, spoil: Callable[[Any], Any], message: str) -> None:
    with pytest.raises(ModelError, match=message) as raised:
        read_expression_adapter(saved(tmp_path, spoil(adapter())), HIDDEN, WIDTH)
    assert "exp_adapter.bin" in raised.value.user_message
    assert raised.value.hint


def test_a_pickle_that_could_run_code_is_never_opened(tmp_path: Path) -> None:
    path, trace = tmp_path / "exp_adapter.bin", tmp_path / "was_run"

    class Bad:
        def __reduce__(self) -> Any:
            return (Path.touch, (trace,))

    torch.save({"image_proj": Bad(), "ip_adapter": {}}, path)
    with pytest.raises(ModelError, match="more than numbers"):
        read_tensors(path)
    path.write_bytes(pickle.dumps({"image_proj": Bad()}))
    with pytest.raises(ModelError):
        read_tensors(path)
    assert not trace.exists()


@pytest.mark.parametrize("content", [b"", b"garbage", b"PK\x03\x04"])
@pytest.mark.parametrize("name", ["a.bin", "a.safetensors"])
def test_damaged_files(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(ModelError, match=name):
        read_tensors(tmp_path / name)


def test_lora_for_another_base(tiny_folder: Path, tmp_path: Path) -> None:
    path = tiny_folder / "ref_adapter" / "pytorch_lora_weights.safetensors"
    content = load_file(path)
    first = next(iter(content)).removeprefix("unet.").split(".to_")[0]
    with pytest.raises(ModelError, match="does not have"):
        read_reference_lora(path, {first: content[f"unet.{first}.to_q.lora.down.weight"].shape[1]})
    with pytest.raises(ModelError, match="wide"):
        read_reference_lora(path, {first: 7})
    with pytest.raises(ModelError, match="no part for"):
        read_reference_lora(path, {"down_blocks.9.attentions.0.transformer_blocks.0.attn1": 8})
    save_file({"unet.conv_in.lora.down.weight": torch.zeros(2, 2)}, tmp_path / "other.safetensors")
    with pytest.raises(ModelError, match=r"other\.safetensors.*conv_in"):
        read_reference_lora(tmp_path / "other.safetensors", {})


# --- the whole folder


@pytest.fixture
def folder(tiny_folder: Path, tmp_path: Path) -> Path:
    """A copy that may be spoilt."""
    return Path(shutil.copytree(tiny_folder, tmp_path / "arc2face"))


def test_nothing_installed_says_where_and_what_next(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="not installed") as raised:
        find_weights(tmp_path / "nowhere")
    assert "nowhere" in raised.value.user_message
    assert "models" in raised.value.hint


@pytest.mark.parametrize(
    ("lost", "message"),
    [
        ("arc2face/config.json", "arc2face"), ("arc2face/diffusion_pytorch_model.safetensors", "weights of the part"),
        ("encoder/config.json", "encoder"), ("sd15/tokenizer/vocab.json", "tokenizer"),
        ("sd15/vae/config.json", "autoencoder"),
    ],
)  # fmt: skip
def test_a_missing_part_is_named(folder: Path, lost: str, message: str) -> None:
    (folder / lost).unlink()
    with pytest.raises(ModelError, match=message) as raised:
        find_weights(folder)
    assert str(folder) in raised.value.user_message


def test_adapters_are_optional(folder: Path) -> None:
    shutil.rmtree(folder / "exp_adapter")
    shutil.rmtree(folder / "ref_adapter")
    paths = find_weights(folder)
    assert paths.expression is None
    parts = load_parts(paths)
    assert parts.network.expression_tokens(torch.zeros(1, 55)) is None
    assert not parts.network.has_lora


@pytest.mark.parametrize(
    "place", ["arc2face/diffusion_pytorch_model.safetensors", "encoder/model.safetensors", "sd15/vae/config.json"]
)
def test_a_damaged_part_is_named(folder: Path, place: str) -> None:
    path = folder / place
    path.write_bytes(path.read_bytes()[:200])
    with pytest.raises(ModelError) as raised:
        load_parts(find_weights(folder))
    assert str(path.parent) in raised.value.user_message
    assert raised.value.hint


def test_missing_weights_inside_a_file_are_seen(folder: Path) -> None:
    path = folder / "arc2face" / "diffusion_pytorch_model.safetensors"
    content = load_file(path)
    content.pop("conv_out.weight")
    save_file(content, path)
    with pytest.raises(ModelError, match=r"conv_out\.weight|missing"):
        load_parts(find_weights(folder))


def test_parts_of_two_models_do_not_go_together(folder: Path) -> None:
    shutil.copy(folder / "sd15" / "vae" / "config.json", folder / "arc2face" / "config.json")
    with pytest.raises(ModelError, match="AutoencoderKL"):
        load_parts(find_weights(folder))


def test_unknown_settings_of_a_folder(folder: Path) -> None:
    (folder / "avatar-studio.json").write_text('{"colour": 3}')
    with pytest.raises(ModelError, match=r"avatar-studio\.json"):
        find_weights(folder)
    (folder / "avatar-studio.json").write_text("[")
    with pytest.raises(ModelError, match="damaged"):
        find_weights(folder)
