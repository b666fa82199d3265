"""What the program remembers between two starts: one small JSON file that people may edit.

A damaged file never stops the program: it is put aside and the defaults are used. Keys that this version does not
know are kept, so that going back and forth between versions loses nothing.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

from studio.core.files import write_if_changed
from studio.core.folders import settings_folder

FILE_NAME = "settings.json"
MAX_RECENT = 20


@dataclass(frozen=True, slots=True)
class Settings:
    """The user's choices.

    Attributes:
        theme: "system", "dark" or "light".
        language: Two letters, or empty for the system's.
        ui_scale: Size of the window's text and controls, 1.0 is the system's.
        has_motion: Whether panels and toasts may move.
        engine: What draws.
        device: "auto", "cpu", "cuda", "mps".
        precision: "auto", "fp32", "bf16", "fp16".
        memory: "auto", "cpu", "low", "medium", "high".
        models_folder: Where installed models lie; empty for the program's own.
        export_folder: Where exports go at first; empty for beside the project.
        recovery_days: How long work that was left behind is kept.
        has_notifications: Whether the system is told when a long job ends and the window is away.
        has_seen_tour: Whether the tour was shown.
        is_safe_mode: Whether plugins stay off.
        hub_token: For models that want one; never written anywhere else.
        accepted_licences: Models whose terms the user has accepted, as "model id: licence".
        shortcuts: Action id -> keys that differ from the default.
        favourites: Ids of favourite expressions.
        layouts: Page -> state of its docks, as text.
        recent_projects: Newest first, absolute paths.
        pinned_projects: Stay in the list.
        enabled_plugins: Ids of the plugins that the user has allowed.
        animate: What is set on the Animate page, see `studio.models.animate_options`.
        others: Keys of other versions, kept as they are.
    """

    theme: str = "system"
    language: str = ""
    ui_scale: float = 1.0
    has_motion: bool = True
    engine: str = "puppet"
    device: str = "auto"
    precision: str = "auto"
    memory: str = "auto"
    models_folder: str = ""
    export_folder: str = ""
    recovery_days: int = 7
    has_notifications: bool = True
    has_seen_tour: bool = False
    is_safe_mode: bool = False
    hub_token: str = ""
    accepted_licences: tuple[str, ...] = ()
    shortcuts: Mapping[str, str] = field(default_factory=dict)
    favourites: tuple[str, ...] = ()
    layouts: Mapping[str, str] = field(default_factory=dict)
    recent_projects: tuple[str, ...] = ()
    pinned_projects: tuple[str, ...] = ()
    enabled_plugins: tuple[str, ...] = ()
    animate: Mapping[str, str] = field(default_factory=dict)
    others: Mapping[str, Any] = field(default_factory=dict)


def settings_path() -> Path:
    """Where the file lies."""
    return settings_folder() / FILE_NAME


def load_settings(path: Path | None = None) -> Settings:
    """Read the settings; the defaults where there are none or they are damaged."""
    place = path or settings_path()
    try:
        data = json.loads(place.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Settings()
    except (OSError, ValueError, RecursionError):
        _put_aside(place)
        return Settings()
    if not isinstance(data, dict):
        _put_aside(place)
        return Settings()
    return _from_json(data)


def save_settings(settings: Settings, path: Path | None = None) -> bool:
    """Write the settings, atomically.

    Returns:
        True if something changed.

    Raises:
        OSError: If the folder cannot be written.
    """
    data = {**settings.others, **{name: value for name, value in asdict(settings).items() if name != "others"}}
    text = json.dumps(data, ensure_ascii=False, indent=2, sort_keys=True)
    return write_if_changed(path or settings_path(), f"{text}\n".encode())


def with_recent(settings: Settings, project: Path) -> Settings:
    """The settings with a project at the top of the recent ones."""
    from dataclasses import replace

    name = str(project.resolve())
    kept = [name, *(item for item in settings.recent_projects if item != name)]
    return replace(settings, recent_projects=tuple(kept[:MAX_RECENT]))


def _from_json(data: dict[str, Any]) -> Settings:
    """Each value that fits its field; the default where one does not."""
    known: dict[str, Any] = {}
    names = {one.name for one in fields(Settings)} - {"others"}
    defaults = Settings()
    for name in names & data.keys():
        value = _fitting(data[name], getattr(defaults, name))
        if value is not None:
            known[name] = value
    return Settings(**known, others={name: value for name, value in data.items() if name not in names})


def _fitting(value: Any, default: Any) -> Any:
    """The value in the type of its default; None where it does not fit."""
    if isinstance(default, tuple):
        return tuple(item for item in value if isinstance(item, str)) if isinstance(value, list) else None
    if isinstance(default, Mapping):
        is_map = isinstance(value, dict)
        return {key: item for key, item in value.items() if isinstance(item, str)} if is_map else None
    if isinstance(default, float) and type(value) is int:
        return float(value)
    return value if type(value) is type(default) else None


def _put_aside(path: Path) -> None:
    try:
        path.replace(path.with_name(path.name + ".broken"))
    except OSError:
        return
