"""Small pictures of project files, kept beside the program's other caches so that the list is there at once."""

from __future__ import annotations

from pathlib import Path

from studio.core.files import sha256_hex, write_atomic
from studio.core.folders import cache_folder
from studio.storage.project_cover import read_cover

MAX_KEPT = 200
_VERSION = 1


def cover_of(path: Path) -> bytes:
    """The small picture of a project file as PNG; empty if there is none. Reads it anew when the file has changed.

    Raises:
        OSError: If the file is not there.
    """
    found = path.stat()
    key = sha256_hex(f"{_VERSION}|{path}|{found.st_mtime_ns}|{found.st_size}".encode())[:32]
    place = cache_folder() / "covers" / f"{key}.png"
    try:
        return place.read_bytes()
    except OSError:
        pass
    cover = read_cover(path)
    png = cover.png if cover is not None else b""
    if png:
        try:
            write_atomic(place, png)
            _forget_old(place.parent)
        except OSError:
            return png
    return png


def _forget_old(folder: Path) -> None:
    kept = sorted(folder.glob("*.png"), key=lambda path: path.stat().st_mtime_ns, reverse=True)
    for path in kept[MAX_KEPT:]:
        path.unlink(missing_ok=True)
