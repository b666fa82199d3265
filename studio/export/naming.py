"""File names that every system takes, and the check that no two files of an export are one."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath

from studio.core.errors import ExportError
from studio.models.sheet import PackedSheet

_LONGEST = 80
_RESERVED = {"con", "prn", "aux", "nul", *(f"{kind}{n}" for kind in ("com", "lpt") for n in range(10))}
_FORBIDDEN = re.compile(r'[<>:"|?*\\\x00-\x1f]')
# Letters that do not fall apart into a base letter and a mark.
_SPELLED = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ł": "l", "þ": "th", "ð": "d", "ı": "i"})


def safe_name(name: str, fallback: str = "sprite") -> str:
    """A file name stem of lower-case ASCII letters, digits and underscores.

    A name without any such letter ("アリア") becomes the fallback and six digits of its hash, so that different
    names stay different.

    Args:
        name: Any text.
        fallback: A safe name.
    """
    plain = unicodedata.normalize("NFKD", name.casefold().translate(_SPELLED))
    letters = "".join(sign for sign in plain if not unicodedata.combining(sign))
    stem = re.sub(r"[^a-z0-9]+", "_", letters).strip("_")[:_LONGEST].rstrip("_")
    if not stem:
        return f"{fallback}_{hashlib.sha256(name.encode()).hexdigest()[:6]}" if name else fallback
    return f"{stem}_" if stem in _RESERVED else stem


def safe_names(names: Iterable[str], what: str) -> dict[str, str]:
    """Each name and its safe form.

    Args:
        names: Names for people.
        what: What they name, for the message ("sprite").

    Raises:
        ExportError: If two different names have the same safe form.
    """
    result: dict[str, str] = {}
    owner: dict[str, str] = {}
    for name in names:
        stem = safe_name(name, what)
        other = owner.setdefault(stem, name)
        if other != name:
            raise ExportError(
                f'The {what}s "{other}" and "{name}" would both be written as "{stem}".',
                "Rename one of them.",
                "export.collision",
            )
        result[name] = stem
    return result


def sheet_stem(base_name: str, sheet: PackedSheet, is_main: bool) -> str:
    """File name stem of a sheet: the base name, and the scale where it is not the main sheet."""
    return base_name if is_main else f"{base_name}@{sheet.scale:g}x"


def page_names(stem: str, sheet: PackedSheet) -> tuple[str, ...]:
    """File names of a sheet's pages; numbered from 0 where there are several."""
    if len(sheet.pages_png) == 1:
        return (f"{stem}.png",)
    return tuple(f"{stem}_{number}.png" for number in range(len(sheet.pages_png)))


def check_path(path: PurePosixPath) -> None:
    """Refuse a path that leaves the export folder or that some system cannot hold.

    Raises:
        ExportError: If it does.
    """
    parts = path.parts
    is_bad = path.is_absolute() or not parts or ".." in parts or len(str(path)) > 240
    for part in parts:
        stem = part.split(".", 1)[0].lower()
        is_bad = is_bad or bool(_FORBIDDEN.search(part)) or part[-1] in ". " or stem in _RESERVED
    if is_bad:
        raise ExportError(f'"{path}" is no file name that every system takes.', "Rename it.", "export.name")


def check_collisions(origins: Mapping[PurePosixPath, str], path: PurePosixPath, origin: str) -> None:
    """Refuse a path that another file of the export has already, upper and lower case taken as one.

    Args:
        origins: Folded path -> what wrote it; see `folded`.
        path: The next file.
        origin: What writes it.

    Raises:
        ExportError: If the path, or a folder it needs, is taken by a file.
    """
    mine = folded(path)
    for taken in (mine, *mine.parents):
        if taken in origins:
            raise ExportError(
                f'Two files of this export are "{path}" ({origins[taken]} and {origin}).',
                "Rename a sprite, an animation or the export.",
                "export.collision",
            )


def folded(path: PurePosixPath) -> PurePosixPath:
    """The path as systems see it that ignore case and compose letters."""
    return PurePosixPath(unicodedata.normalize("NFC", str(path)).casefold())
