"""All export formats by name; a format's module is imported when it is asked for."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from importlib import import_module
from types import MappingProxyType
from typing import cast

from studio.core.errors import ExportError
from studio.export.formats.base import ExportFormat

_PLACES: dict[str, tuple[str, str]] = {
    "godot4": ("godot4", "FORMAT"),
    "godot3": ("godot3", "FORMAT"),
    "unity": ("unity", "FORMAT"),
    "aseprite": ("aseprite", "FORMAT"),
    "aseprite-array": ("aseprite", "ARRAY_FORMAT"),
    "texturepacker": ("texturepacker", "FORMAT"),
    "texturepacker-array": ("texturepacker", "ARRAY_FORMAT"),
    "phaser": ("texturepacker", "PHASER_FORMAT"),
    "png-sequence": ("sequence", "FORMAT"),
    "apng": ("animated", "FORMAT"),
    "webp": ("animated", "WEBP_FORMAT"),
    "gif": ("animated", "GIF_FORMAT"),
    "livelink": ("performance", "LIVE_LINK"),
    "gltf": ("performance", "GLTF"),
    "vrma": ("performance", "VRMA"),
}


class _Offered:
    """What others bring; replaced whole, never emptied while somebody reads it."""

    formats: Mapping[str, ExportFormat] = MappingProxyType({})


def add_format(made: ExportFormat) -> None:
    """Offer a format that somebody else brings.

    Raises:
        ExportError: If there is one of that name.
    """
    if made.name in _PLACES or made.name in _Offered.formats:
        raise ExportError(f'There is a format "{made.name}" already.', "Choose another name.", "export.format")
    replace_added((*_Offered.formats.values(), made))


def replace_added(formats: Iterable[ExportFormat]) -> None:
    """Offer these beside the program's own, in the place of all that were added; at once, for jobs that are reading.

    Args:
        formats: None has the name of another one, or of the program's own.
    """
    _Offered.formats = {made.name: made for made in formats}


def forget_added() -> None:
    """Offer the program's own formats alone."""
    replace_added(())


def own_names() -> tuple[str, ...]:
    """The names of the program's own formats."""
    return tuple(_PLACES)


def format_names() -> tuple[str, ...]:
    """The names of all formats, without importing any."""
    return (*_PLACES, *_Offered.formats)


def format_by_name(name: str) -> ExportFormat:
    """The format of that name.

    Raises:
        ExportError: If there is none; the hint names the nearest.
    """
    added = _Offered.formats.get(name)
    if added is not None:
        return added
    place = _PLACES.get(name)
    if place is None:
        near = difflib.get_close_matches(name, format_names(), 2, 0.4)
        hint = f"Did you mean {' or '.join(near)}?" if near else f"There are {', '.join(format_names())}."
        raise ExportError(f'There is no export format "{name}".', hint, "export.format")
    module = import_module(f"studio.export.formats.{place[0]}")
    return cast(ExportFormat, getattr(module, place[1]))


def all_formats() -> tuple[ExportFormat, ...]:
    """Every format, in a fixed order."""
    return tuple(format_by_name(name) for name in format_names())
