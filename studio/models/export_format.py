"""What every export format offers, the program's own and those of plugins."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Protocol

from studio.models.sheet import ExportSet, PackedSheet


@dataclass(frozen=True, slots=True)
class OutputFile:
    """One file of an export.

    Attributes:
        path: Relative to the export folder.
        data: Its bytes; equal input gives equal bytes.
        warning: What the user should know about this file, one thing in each line; empty for nothing.
    """

    path: PurePosixPath
    data: bytes
    warning: str = ""


@dataclass(frozen=True, slots=True)
class ExportRequest:
    """What a format is asked to write.

    Attributes:
        scene: Sprites and animations.
        sheets: One packed sheet per scale; the first is the main one. Empty for formats without sheets.
        base_name: Safe file name stem that all files start with (lower case, digits, underscores).
        existing: Files that lie in the export folder already, path -> bytes, read on demand by key; formats
            that keep ids and hand edits (Unity's .meta) look here.
        options: Format-specific settings, already checked by the format's `check_options`.
    """

    scene: ExportSet
    sheets: tuple[PackedSheet, ...]
    base_name: str
    existing: Mapping[PurePosixPath, bytes] = field(default_factory=dict)
    options: Mapping[str, str] = field(default_factory=dict)


class ExportFormat(Protocol):
    """A target such as Godot 4 or APNG. Formats hold no state.

    A format with settings of its own also has ``check_options(options)``, which refuses unknown ones; for a format
    without it every setting is refused.
    """

    name: str
    """For the command line: "godot4", "unity", "aseprite", …"""
    title: str
    """For people: "Godot 4"."""
    needs_sheet: bool
    """Whether `ExportRequest.sheets` must be filled."""

    def files(self, request: ExportRequest) -> Iterator[OutputFile]:
        """Yield the files, in a fixed order.

        Raises:
            ExportError: If the target cannot hold what is asked for.
        """
        ...
