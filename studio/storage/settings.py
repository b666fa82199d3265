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
        engine: What draws.
        recent_projects: Newest first, absolute paths.
        pinned_projects: Stay in the list.
        others: Keys of other versions, kept as they are.
    """

    theme: str = "system"
    language: str = ""
    engine: str = "puppet"
    recent_projects: tuple[str, ...] = ()
    pinned_projects: tuple[str, ...] = ()
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
        value, default = data[name], getattr(defaults, name)
        if isinstance(default, tuple) and isinstance(value, list):
            known[name] = tuple(item for item in value if isinstance(item, str))
        elif type(value) is type(default):
            known[name] = value
    return Settings(**known, others={name: value for name, value in data.items() if name not in names})


def _put_aside(path: Path) -> None:
    try:
        path.replace(path.with_name(path.name + ".broken"))
    except OSError:
        return
