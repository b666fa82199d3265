"""Reading the weights: offline, safe formats alone, with words for everything that is wrong with a file."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch

from studio.core.errors import ModelError
from studio.engines.arc2face.adapters import read_expression_adapter, read_reference_lora
from studio.engines.arc2face.codecs import Codec, PortraitCodec, StableCodec
from studio.engines.arc2face.few_steps import work_in
from studio.engines.arc2face.layout import WeightPaths, broken, read_json
from studio.engines.arc2face.network import Arc2FaceNetwork, layer_widths
from studio.engines.arc2face.prompt import IDENTITY_WIDTH, IdentityPrompter

_FAMILY_HINT = "Put the parts of one model into the folder: Arc2Face with the encoder and adapters made for it."


@dataclass(slots=True, eq=False)
class Arc2FaceParts:
    """Everything that draws, loaded.

    Attributes:
        paths: Where it came from.
        network: UNet with adapters.
        prompter: Text encoder.
        codec: Autoencoder.
        schedule: Content of the scheduler's file; empty without one.
    """

    paths: WeightPaths
    network: Arc2FaceNetwork
    prompter: IdentityPrompter
    codec: Codec
    schedule: dict[str, Any]


def load_parts(
    paths: WeightPaths, device: str = "cpu", dtype: torch.dtype = torch.float32, is_tiled: bool = False,
    has_few_steps: bool = False,
) -> Arc2FaceParts:  # fmt: skip
    """Read all parts.

    Args:
        paths: From `find_weights`.
        device: Where the UNet, the encoder and the autoencoder go.
        dtype: Of UNet and encoder; the autoencoder stays in single precision.
        is_tiled: Whether the autoencoder works in pieces.
        has_few_steps: Whether the LoRA for drawing in few steps is worked in, where the folder has one.

    Raises:
        ModelError: Which file is wrong, why, and what to do.
    """
    from diffusers import UNet2DConditionModel
    from transformers import CLIPTextModel

    unet = load_diffusers(UNet2DConditionModel, paths.unet, dtype)
    if has_few_steps and paths.lcm is not None:
        work_in(unet, paths.lcm)
    width = int(unet.config["cross_attention_dim"])
    expression = lora = None
    if paths.expression is not None:
        expression = read_expression_adapter(paths.expression, list(layer_widths(unet, "attn2").values()), width)
    if paths.reference is not None:
        lora = read_reference_lora(paths.reference, layer_widths(unet, "attn1"))
    encoder = _load_encoder(CLIPTextModel, paths.encoder, dtype)
    if int(encoder.config.hidden_size) != width or width < IDENTITY_WIDTH:
        why = f"it gives {encoder.config.hidden_size} numbers a word and the UNet reads {width}"
        raise broken(paths.encoder / "config.json", why, _FAMILY_HINT)
    codec = _load_codec(paths, is_tiled)
    if codec.latent_channels != int(unet.config["in_channels"]):
        why = f"it has {codec.latent_channels} channels and the UNet {unet.config['in_channels']}"
        raise broken((paths.vae or paths.root) / "config.json", why, _FAMILY_HINT)
    network = Arc2FaceNetwork(unet, expression, lora).to(device, dtype).eval().requires_grad_(False)
    encoder.to(device).eval().requires_grad_(False)
    codec.to(torch.device(device))
    schedule = read_json(paths.scheduler) if paths.scheduler is not None else {}
    return Arc2FaceParts(paths, network, IdentityPrompter(encoder, load_tokenizer(paths.tokenizer)), codec, schedule)


def load_diffusers(kind: Any, folder: Path, dtype: torch.dtype) -> Any:
    """One of diffusers' networks from a folder, checked for missing and strange weights.

    Raises:
        ModelError: If the folder holds no whole network of this kind.
    """
    told = read_json(folder / "config.json").get("_class_name", kind.__name__)
    if told != kind.__name__:
        raise broken(folder / "config.json", f"it describes a {told}, not a {kind.__name__}", _FAMILY_HINT)
    # One file is loaded, and its name decides how: a pickle is opened for tensors alone.
    is_safe = any(folder.glob("diffusion_pytorch_model*.safetensors"))
    is_half_only = not (folder / "diffusion_pytorch_model.safetensors").is_file() and (
        folder / "diffusion_pytorch_model.fp16.safetensors").is_file()  # fmt: skip
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            network, report = kind.from_pretrained(
                folder, local_files_only=True, torch_dtype=dtype, use_safetensors=is_safe, output_loading_info=True,
                low_cpu_mem_usage=False, variant="fp16" if is_half_only else None,
            )  # fmt: skip
    except Exception as error:  # diffusers, safetensors and torch raise their own, unrelated types
        raise _unreadable(folder, error) from error
    _check_report(folder, report)
    return network


def _load_encoder(kind: Any, folder: Path, dtype: torch.dtype) -> Any:
    is_safe = (folder / "model.safetensors").is_file()
    try:
        with quiet_transformers(), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            encoder, report = kind.from_pretrained(
                folder, local_files_only=True, dtype=dtype, use_safetensors=is_safe, output_loading_info=True,
                attn_implementation="sdpa",
            )  # fmt: skip
    except Exception as error:  # transformers raises its own, unrelated types
        raise _unreadable(folder, error) from error
    _check_report(folder, report)
    return encoder


def load_tokenizer(folder: Path) -> Any:
    """The tokenizer of Stable Diffusion 1.5.

    Raises:
        ModelError: If it is damaged.
    """
    from transformers import CLIPTokenizer

    try:
        with quiet_transformers():
            return CLIPTokenizer.from_pretrained(folder, local_files_only=True)
    except Exception as error:
        raise _unreadable(folder, error, "vocab.json") from error


def _load_codec(paths: WeightPaths, is_tiled: bool) -> Codec:
    if paths.vae is not None:
        return StableCodec.load(paths.vae, is_tiled)
    from studio.engines.diffusion.autoencoder import PortraitAutoencoder
    from studio.engines.diffusion.weights import AUTOENCODER, weights_folder

    own = paths.settings.pieces.get("autoencoder")
    folder = paths.root / own if own else weights_folder(AUTOENCODER)
    return PortraitCodec(PortraitAutoencoder.load(folder))


def _check_report(folder: Path, report: Any) -> None:
    def names(kind: str) -> list[str]:
        found = report.get(kind, ()) if isinstance(report, dict) else getattr(report, kind, ())
        return sorted(str(one) for one in found if "position_ids" not in str(one))

    lacking, wrong = names("missing_keys"), names("mismatched_keys")
    if lacking or wrong:
        why = f"{len(lacking)} weights are missing and {len(wrong)} have another size ({(lacking + wrong)[0]})"
        raise broken(folder / "config.json", why, _FAMILY_HINT)


def _unreadable(folder: Path, error: Exception, name: str = "config.json") -> ModelError:
    reason = (str(error).strip().splitlines() or [type(error).__name__])[0][:160]
    return broken(folder / name, f"its weights cannot be read ({reason})", "Get the folder again from its makers.")


class quiet_transformers:  # noqa: N801 (reads as a context)
    """While this lasts, transformers prints neither notes nor bars."""

    def __enter__(self) -> None:
        from transformers.utils import logging

        self._before = logging.get_verbosity()
        self._had_bar = logging.is_progress_bar_enabled()
        logging.set_verbosity_error()
        logging.disable_progress_bar()

    def __exit__(self, *_: object) -> None:
        from transformers.utils import logging

        logging.set_verbosity(self._before)
        if self._had_bar:
            logging.enable_progress_bar()


__all__ = ["Arc2FaceParts", "load_diffusers", "load_parts", "load_tokenizer", "quiet_transformers"]
