"""`plugin.toml`: what a plugin says of itself, read without running any of its code."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from studio.core.errors import PluginError

MANIFEST_NAME = "plugin.toml"
MAX_MANIFEST_BYTES = 1 << 16

Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
ObjectPath = Annotated[str, StringConstraints(pattern=r"^[A-Za-z_][\w]*(\.[A-Za-z_]\w*)*:[A-Za-z_]\w*$")]
"""`module:name`, the module relative to the plugin's folder."""
Text = Annotated[str, StringConstraints(min_length=1, max_length=300)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ExporterPart(_Part):
    """An export format.

    Attributes:
        name: For the command line; unique among all formats.
        title: For people.
        needs_sheet: Whether packed pages are made for it.
        format: Where the object lies that has `files(request)`.
    """

    name: Identifier
    title: Text
    needs_sheet: bool = False
    format: ObjectPath


class EnginePart(_Part):
    """A way of drawing.

    Attributes:
        name: For settings and the command line.
        title: For people.
        engine: Where the class lies that has `info` and `open(reference, cancel)`.
    """

    name: Identifier
    title: Text
    engine: ObjectPath


class PresetsPart(_Part):
    """Expressions.

    Attributes:
        file: An expressions file (JSON) in the plugin's folder.
        title: For people; the file's name if empty.
    """

    title: str = ""
    file: Annotated[str, StringConstraints(pattern=r"^[\w\-]+(/[\w\-]+)*\.json$")]


class ActionPart(_Part):
    """Something in the menu and the command palette.

    Attributes:
        name: Unique in the plugin.
        text: For people.
        run: Where the function lies that takes an `ActionContext` and returns an `ActionResult`.
    """

    name: Identifier
    text: Text
    run: ObjectPath


class Contributions(_Part):
    """Everything that a plugin brings."""

    exporters: tuple[ExporterPart, ...] = ()
    engines: tuple[EnginePart, ...] = ()
    presets: tuple[PresetsPart, ...] = ()
    actions: tuple[ActionPart, ...] = ()

    @property
    def has_code(self) -> bool:
        """Whether anything of it is run; presets alone are only read."""
        return bool(self.exporters or self.engines or self.actions)


class Manifest(_Part):
    """A plugin.

    Attributes:
        id: Unique; also the name of its folder.
        name, description, author, licence, homepage: For people.
        version: Its own.
        api: Version of `studio.plugins_api` that it was written for, "1.0".
        contributes: What it brings.
    """

    id: Identifier
    name: Text
    version: Annotated[str, StringConstraints(pattern=r"^\d+(\.\d+)*([a-z0-9.+-]*)$")]
    api: Annotated[str, StringConstraints(pattern=r"^\d+\.\d+$")]
    description: str = ""
    author: str = ""
    licence: str = ""
    homepage: str = ""
    contributes: Contributions = Field(default_factory=Contributions)

    @property
    def summary(self) -> tuple[str, ...]:
        """What it brings, for people, one thing each."""
        parts = self.contributes
        return (
            *(f"Export: {one.title}" for one in parts.exporters),
            *(f"Engine: {one.title}" for one in parts.engines),
            *(f"Expressions: {one.title or Path(one.file).stem}" for one in parts.presets),
            *(f"Action: {one.text}" for one in parts.actions),
        )


def read_manifest(path: Path) -> Manifest:
    """Read and check a `plugin.toml`.

    Raises:
        PluginError: With what is wrong in it.
    """
    try:
        if path.stat().st_size > MAX_MANIFEST_BYTES:
            raise _unusable(path, "it is far too large")
        content = tomllib.loads(path.read_text("utf-8"))
        return Manifest.model_validate(content)
    except OSError as error:
        raise _unusable(path, error.strerror or "it cannot be read") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise _unusable(path, str(error)) from error
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"]) or "manifest"
        raise _unusable(path, f"“{place}”: {first['msg']}") from error


def check_api(manifest: Manifest, present: str) -> None:
    """Refuse a plugin that was written for another version of the interface.

    Raises:
        PluginError: If it does not fit.
    """
    wanted, here = (tuple(map(int, re.findall(r"\d+", text))) for text in (manifest.api, present))
    if wanted[0] == here[0] and wanted[1] <= here[1]:
        return
    hint = "Update the program." if wanted > here else "Ask its author for a version for this program."
    message = f"“{manifest.name}” was written for plugin interface {manifest.api}; this program has {present}."
    raise PluginError(message, hint, "plugin.api")


def _unusable(path: Path, reason: str) -> PluginError:
    message = f"The plugin in “{path.parent.name}” cannot be used: {reason}."
    return PluginError(message, f"Correct its {MANIFEST_NAME}, or remove the folder.", "plugin.manifest")
