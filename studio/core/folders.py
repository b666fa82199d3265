"""Where the program keeps its own files, by each system's convention."""

from __future__ import annotations

import os
from pathlib import Path

import appdirs

APP_NAME = "avatar-studio"


def resources_folder() -> Path:
    """The read-only files that travel with the program (presets, vocabulary, guide)."""
    return Path(__file__).resolve().parents[2] / "resources"


_chosen: dict[str, Path] = {}


def models_folder() -> Path:
    """Where models that the user installed lie; the settings or `AVATAR_STUDIO_MODELS` move it."""
    if "models" in _chosen:
        return _chosen["models"]
    override = os.environ.get("AVATAR_STUDIO_MODELS")
    return Path(override) if override else Path(appdirs.user_data_dir(APP_NAME, False)) / "models"


def use_models_folder(path: str) -> None:
    """Keep models in another folder from now on; empty for the usual one."""
    if path:
        _chosen["models"] = Path(path)
    else:
        _chosen.pop("models", None)


def settings_folder() -> Path:
    """Where settings lie; `AVATAR_STUDIO_SETTINGS` moves it."""
    override = os.environ.get("AVATAR_STUDIO_SETTINGS")
    return Path(override) if override else Path(appdirs.user_config_dir(APP_NAME, False))


def cache_folder() -> Path:
    """Where files lie that can be made again; `AVATAR_STUDIO_CACHE` moves it."""
    override = os.environ.get("AVATAR_STUDIO_CACHE")
    return Path(override) if override else Path(appdirs.user_cache_dir(APP_NAME, False))


def recovery_folder() -> Path:
    """Where unsaved work is kept against a crash; `AVATAR_STUDIO_RECOVERY` moves it."""
    override = os.environ.get("AVATAR_STUDIO_RECOVERY")
    return Path(override) if override else Path(appdirs.user_data_dir(APP_NAME, False)) / "recovery"
