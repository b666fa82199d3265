"""Where the weights that come with the program lie; free of heavy libraries."""

from __future__ import annotations

import os
from pathlib import Path

from studio.core.folders import resources_folder


def weights_root() -> Path:
    """The folder of all shipped weights; `AVATAR_STUDIO_WEIGHTS` moves it."""
    override = os.environ.get("AVATAR_STUDIO_WEIGHTS")
    return Path(override) if override else resources_folder() / "models"


def has_weights(name: str) -> bool:
    """Whether the weights with this name came with the program."""
    return (weights_root() / name).is_dir()
