"""Where the files of Arc2Face lie, and words for what is missing or wrong with them."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from studio.core.errors import ModelError
from studio.core.folders import models_folder
from studio.engines.diffusion.weights import weights_root

FOLDER_VARIABLE = "AVATAR_STUDIO_ARC2FACE"
"""Names a folder of one's own."""
SETTINGS_FILE = "avatar-studio.json"
MAP_FILE = "controls_to_expression.npz"
_WEIGHT_NAMES = (
    "diffusion_pytorch_model.safetensors", "diffusion_pytorch_model.fp16.safetensors", "diffusion_pytorch_model.bin",
    "model.safetensors", "pytorch_model.bin",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class MemberSettings:
    """What a folder says about its own weights, in `avatar-studio.json`; the published ones have no such file.

    Attributes:
        title: For people.
        steps: That the weights draw well with.
        guidance: Likewise.
        codec: "kl" (Stable Diffusion's) or "portrait" (the studio's own, with transparency).
        identity: "arcface" or "portrait" (the studio's own recogniser of drawn characters).
        pieces: Name -> folder of the studio's own networks that it works with, relative to it.
    """

    title: str = "Arc2Face"
    steps: int = 25
    guidance: float = 3.0
    codec: str = "kl"
    identity: str = "arcface"
    pieces: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class WeightPaths:
    """The parts of an installed model.

    Attributes:
        root: The folder that was asked for.
        unet, encoder, tokenizer: Always there.
        vae: Folder of Stable Diffusion's autoencoder; None where the weights work with the studio's own.
        scheduler: Its file; None for the values of Stable Diffusion 1.5.
        expression: `exp_adapter.bin` or `.safetensors`; None without.
        reference: The LoRA of the reference adapter; None without.
        expression_map: `controls_to_expression.npz`; None without.
        recogniser: `arcface.onnx`; None without.
        lcm: LoRA for drawing in few steps; None without.
        settings: What the folder says about itself.
    """

    root: Path
    unet: Path
    encoder: Path
    tokenizer: Path
    vae: Path | None
    scheduler: Path | None
    expression: Path | None
    reference: Path | None
    expression_map: Path | None
    recogniser: Path | None
    lcm: Path | None
    settings: MemberSettings

    @property
    def files(self) -> tuple[Path, ...]:
        """Every file that decides pixels."""
        parts = [self.unet, self.encoder, *([self.vae] if self.vae else [])]
        weights = [folder / name for folder in parts for name in _WEIGHT_NAMES if (folder / name).is_file()]
        single = (self.expression, self.reference, self.expression_map, self.recogniser)
        return (*weights, *(path for path in single if path is not None))


def default_folder() -> Path:
    """Where the weights lie: what the user's variable names, else the models folder."""
    override = os.environ.get(FOLDER_VARIABLE)
    return Path(override) if override else models_folder() / "arc2face"


def mini_folder() -> Path:
    """The program's own small member; it draws the studio's drawn portraits and is never taken for other pictures."""
    return weights_root() / "arc2face-mini"


def find_weights(folder: Path | None = None) -> WeightPaths:
    """Look for all parts; nothing is loaded.

    Args:
        folder: One's own; None for the usual one.

    Raises:
        ModelError: Which part is missing, where it was looked for, and what to do.
    """
    root = folder or default_folder()
    if not root.is_dir():
        raise missing("Arc2Face", root)
    models = next((one for one in (root, root / "models") if (one / "arc2face").is_dir()), root)
    bases = (root / "sd15", models / "sd15", models, root / "stable-diffusion-v1-5", root.parent / "sd15")
    settings = _settings(models)
    unet, encoder = models / "arc2face", models / "encoder"
    for part in (unet, encoder):
        _check_folder(part)
    tokenizer = next((one / "tokenizer" for one in bases if (one / "tokenizer" / "vocab.json").is_file()), None)
    if tokenizer is None:
        raise missing("the tokenizer of Stable Diffusion 1.5", root / "sd15" / "tokenizer")
    vae = next((one / "vae" for one in bases if (one / "vae" / "config.json").is_file()), None)
    if vae is None and settings.codec == "kl":
        raise missing("the autoencoder of Stable Diffusion 1.5", root / "sd15" / "vae")
    if vae is not None:
        _check_folder(vae)
    return WeightPaths(
        root, unet, encoder, tokenizer, vae if settings.codec == "kl" else None,
        _first(*(one / "scheduler" / "scheduler_config.json" for one in bases)),
        _first(models / "exp_adapter" / "exp_adapter.safetensors", models / "exp_adapter" / "exp_adapter.bin"),
        _first(models / "ref_adapter" / "pytorch_lora_weights.safetensors"),
        _first(models / "exp_adapter" / MAP_FILE, models / MAP_FILE, root / MAP_FILE),
        _first(models / "arcface.onnx", root / "arcface.onnx"),
        _first(models / "lcm" / "pytorch_lora_weights.safetensors"),
        settings,
    )  # fmt: skip


def missing(what: str, place: Path) -> ModelError:
    """The error for a part that is not there."""
    hint = "Install Arc2Face on the models page (`avatar-studio models list`), or copy the files there."
    return ModelError(f"{what[0].upper()}{what[1:]} is not installed: there is nothing at {place}.", hint,
                      "model.missing")  # fmt: skip


def broken(path: Path, why: str, hint: str = "Get the file again from its makers.") -> ModelError:
    """The error for a file that is there but cannot be used."""
    return ModelError(f"“{path.name}” in {path.parent} cannot be used: {why}.", hint, "model.broken")


def read_json(path: Path) -> dict[str, Any]:
    """A JSON object.

    Raises:
        ModelError: If the file is none.
    """
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise broken(path, "it is damaged") from error
    if not isinstance(content, dict):
        raise broken(path, "it is no list of settings")
    return content


def _settings(models: Path) -> MemberSettings:
    path = models / SETTINGS_FILE
    if not path.is_file():
        return MemberSettings()
    content = read_json(path)
    try:
        return MemberSettings(**content)
    except TypeError as error:
        raise broken(path, "it names settings that are not known here", "Get the newest version of the program.") \
            from error  # fmt: skip


def _check_folder(folder: Path) -> None:
    if not (folder / "config.json").is_file():
        raise missing(f"the part “{folder.name}” of Arc2Face", folder / "config.json")
    if not any((folder / name).is_file() for name in _WEIGHT_NAMES):
        raise missing(f"the weights of the part “{folder.name}” of Arc2Face", folder)


def _first(*paths: Path) -> Path | None:
    return next((path for path in paths if path.is_file()), None)


__all__ = [
    "MAP_FILE", "MemberSettings", "WeightPaths", "broken", "default_folder", "find_weights", "mini_folder", "missing",
    "read_json",
]  # fmt: skip
