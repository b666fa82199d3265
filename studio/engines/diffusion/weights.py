"""Where the shipped weights lie, and small networks as folders of `config.json` and safetensors."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, TypeVar

import torch
from torch import nn

from studio.core.errors import ModelError
from studio.core.files import write_atomic
from studio.engines.diffusion.shipped import has_weights, weights_root

AUTOENCODER, IDENTITY, READER, JUDGES = "portrait-autoencoder", "portrait-identity", "expression-reader", "judges"
MOTION = "portrait-motion"
CONFIG, WEIGHTS = "config.json", "model.safetensors"

Network = TypeVar("Network", bound=nn.Module)
Pretrained = TypeVar("Pretrained", bound=Any)


def weights_folder(name: str) -> Path:
    """The folder of one shipped network.

    Args:
        name: "portrait-autoencoder", "portrait-identity", "expression-reader", "genaffect", …

    Raises:
        ModelError: If it did not come with the program.
    """
    folder = weights_root() / name
    if not folder.is_dir():
        raise ModelError(
            f"The weights of {name} are missing: there is no folder {folder}.",
            "Install the program again, or train them: see `avatar-studio lab train --help`.", "model.missing",
        )  # fmt: skip
    return folder


def save_network(network: nn.Module, settings: dict[str, Any], folder: Path) -> None:
    """Write a network's settings, and its weights in half precision.

    Args:
        network: What is written.
        settings: What its class is made with.
        folder: Made if it is not there.
    """
    from safetensors.torch import save

    state = {name: _stored(value) for name, value in network.state_dict().items()}
    text = json.dumps({"class": type(network).__name__, **settings}, indent=2) + "\n"
    write_atomic(folder / WEIGHTS, save(state))
    write_atomic(folder / CONFIG, text.encode())


def load_network(kind: type[Network], folder: Path, what: str) -> Network:
    """Read what `save_network` wrote, in single precision, ready to be used and not to be trained.

    Args:
        kind: The network's class.
        folder: Where it lies.
        what: What it is called in an error.

    Raises:
        ModelError: If the folder holds no whole network of this class.
    """
    from safetensors import SafetensorError
    from safetensors.torch import load_file

    try:
        settings = json.loads((folder / CONFIG).read_text(encoding="utf-8"))
        is_right = settings.pop("class") == kind.__name__
        network: Network | None = kind(**settings) if is_right else None
        if network is not None:
            network.load_state_dict({name: value.float() for name, value in load_file(folder / WEIGHTS).items()})
    except (OSError, ValueError, KeyError, TypeError, RuntimeError, AttributeError, SafetensorError) as error:
        raise _broken(folder, what) from error
    if network is None:
        raise _broken(folder, what)
    network.eval().requires_grad_(False)
    return network


def load_pretrained(kind: type[Pretrained], folder: Path, what: str) -> Pretrained:
    """Read a network that diffusers saved, in single precision, ready to be used.

    Args:
        kind: Its class, with diffusers' `from_pretrained`.
        folder: Where it lies.
        what: What it is called in an error.

    Raises:
        ModelError: If the folder holds no whole network of this class.
    """
    try:
        network: Pretrained = kind.from_pretrained(folder, local_files_only=True)
    except (OSError, ValueError, RuntimeError) as error:
        raise _broken(folder, what) from error
    network.float().eval()
    return network


def _broken(folder: Path, what: str) -> ModelError:
    return ModelError(f"The {what} in {folder} cannot be read.", "Install the program again.", "model.broken")


def _stored(value: torch.Tensor) -> torch.Tensor:
    value = value.detach().cpu().contiguous()
    return value.half() if value.dtype == torch.float32 else value


__all__ = [
    "AUTOENCODER", "IDENTITY", "JUDGES", "MOTION", "READER", "has_weights", "load_network", "load_pretrained",
    "save_network", "weights_folder", "weights_root",
]  # fmt: skip
