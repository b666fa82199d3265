"""The list of files that an export wrote, kept beside them, so that the next one knows what is its own."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from studio import __version__
from studio.core.errors import ExportError
from studio.models.sheet import SheetOptions

_SCHEMA = 1


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """One file of an earlier export.

    Attributes:
        format_name: Which format wrote it.
        sha256: Of its bytes as written.
        is_ours: False if the very same file lay there before, made by somebody else; it is never deleted.
    """

    format_name: str
    sha256: str
    is_ours: bool = True


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an export wrote.

    Attributes:
        files: Path relative to the export folder -> what is known of it.
        settings: Formats and options, for people and for other programs.
        note: Why an existing manifest could not be used, or empty.
    """

    files: Mapping[PurePosixPath, WrittenFile] = field(default_factory=dict)
    settings: Mapping[str, Any] = field(default_factory=dict)
    note: str = ""

    def to_bytes(self) -> bytes:
        """The manifest as JSON; no times, no absolute paths, sorted."""
        document = {
            "app": "Avatar Studio",
            "version": __version__,
            "schema": _SCHEMA,
            **self.settings,
            "files": {
                str(path): {"format": entry.format_name, "sha256": entry.sha256}
                | ({} if entry.is_ours else {"is_ours": False})
                for path, entry in sorted(self.files.items())
            },
        }
        return (json.dumps(document, indent=2, ensure_ascii=False) + "\n").encode()


def manifest_path(base_name: str) -> PurePosixPath:
    """Where the manifest of an export lies."""
    return PurePosixPath(f"{base_name}.export.json")


def read_manifest(path: Path) -> Manifest:
    """Read a manifest.

    Returns:
        An empty one where there is none, or where it cannot be read; `note` then says why.

    Raises:
        ExportError: If a newer version of the program wrote it.
    """
    if not path.is_file():
        return Manifest()
    try:
        document = json.loads(path.read_bytes())
        schema = int(document["schema"])
        files = {} if schema > _SCHEMA else _entries(document["files"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        return Manifest(note=f"{path.name} cannot be read ({error}), so no file here counts as written by an export.")
    if schema > _SCHEMA:
        raise ExportError(
            f"{path.name} was written by a newer version of Avatar Studio.",
            "Update the program, or export into another folder.",
            "export.newer",
        )
    return Manifest(files)


def settings_of(formats: tuple[str, ...], options: SheetOptions, format_options: Mapping[str, str]) -> dict[str, Any]:
    """What was asked for, as JSON values in a fixed order."""
    return {
        "formats": list(formats),
        "sheet_options": dataclasses.asdict(options) | {"scales": list(options.scales)},
        "format_options": dict(sorted(format_options.items())),
    }


def _entries(files: Mapping[str, Mapping[str, Any]]) -> dict[PurePosixPath, WrittenFile]:
    result = {}
    for key, value in files.items():
        path = PurePosixPath(key)
        if path.is_absolute() or ".." in path.parts or not path.parts:
            raise ValueError("a path leaves the folder")
        result[path] = WrittenFile(str(value["format"]), str(value["sha256"]), value.get("is_ours", True) is True)
    return result
