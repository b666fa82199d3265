"""A small picture of a project's main character, read without reading the whole project."""

from __future__ import annotations

import io
import json
import zipfile
import zlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from studio.core.files import sha256_hex
from studio.models.character import Reference
from studio.models.project import Project

COVER_PX = 256
MAX_JSON_BYTES = 256 << 20
MAX_PICTURE_BYTES = 256 << 20
HEAD_SHARE = 0.45
"""How much of the cover's side the face takes."""

_TROUBLE = (
    OSError, ValueError, RecursionError, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError,
    KeyError,
)  # fmt: skip

Box = tuple[float, float, float, float]
"""x, y, width, height of the face, pixels of the upright picture."""


@dataclass(frozen=True, slots=True, eq=False)
class Cover:
    """What a card shows of a project file.

    Attributes:
        characters: How many are in its cast.
        png: The picture; empty if nobody is in the cast.
    """

    characters: int
    png: bytes


def read_cover(path: Path) -> Cover | None:
    """Look into a project file; None if it cannot be read."""
    try:
        with zipfile.ZipFile(path) as archive:
            cast = _cast(archive)
            if not cast or not cast[0]["references"]:
                return Cover(len(cast), b"")
            first = cast[0]["references"][0]
            data = _entry(archive, f"blobs/{first.get('cut_out') or first['picture']}", MAX_PICTURE_BYTES)
            return Cover(len(cast), cover_png(data, _raw_box(first.get("box"))))
    except (*_TROUBLE, TypeError, AttributeError):
        return None


def project_cover(project: Project, blobs: Mapping[str, bytes]) -> bytes:
    """The picture of an open project as PNG; empty if nobody is in the cast."""
    shown = next((one for one in project.characters if one.references), None)
    if shown is None:
        return b""
    reference: Reference = shown.main_reference
    box = reference.box
    place = None if box is None else (box.x, box.y, box.width, box.height)
    try:
        return cover_png(blobs[reference.cut_out or reference.picture], place)
    except (OSError, ValueError):
        return b""


def cover_png(data: bytes, box: Box | None, side_px: int = COVER_PX) -> bytes:
    """A square around the face, as PNG; Pillow works beside other threads, so the window goes on meanwhile.

    Args:
        data: A picture file.
        box: The face; without one the upper middle is shown.
        side_px: Of the square.

    Raises:
        OSError: If the picture cannot be read.
    """
    from PIL import Image, ImageOps

    with Image.open(io.BytesIO(data)) as opened:
        width = opened.size[0]
        opened.draft("RGB", (side_px * 4, side_px * 4))  # JPEG: decode small at once
        shrunk = opened.size[0] / width
        upright = ImageOps.exif_transpose(opened).convert("RGBA")
    place = None if box is None else tuple(value * shrunk for value in box)
    window = _window(upright.size, place)
    small = upright.resize((side_px, side_px), Image.Resampling.LANCZOS, window, reducing_gap=2.0)
    buffer = io.BytesIO()
    small.save(buffer, "PNG", compress_level=3)
    return buffer.getvalue()


def blobs_of_file(path: Path, names: Collection[str]) -> dict[str, bytes]:
    """Those of the named blobs that a project file holds unharmed."""
    found = {}
    try:
        with zipfile.ZipFile(path) as archive:
            for name in names:
                data = _entry_or_none(archive, f"blobs/{name}")
                if data is not None and sha256_hex(data) == name:
                    found[name] = data
    except _TROUBLE:
        return found
    return found


def _entry_or_none(archive: zipfile.ZipFile, name: str) -> bytes | None:
    try:
        return _entry(archive, name, MAX_PICTURE_BYTES)
    except _TROUBLE:
        return None


def _entry(archive: zipfile.ZipFile, name: str, limit_bytes: int) -> bytes:
    info = archive.getinfo(name)
    if info.file_size > limit_bytes:
        raise ValueError(name)
    return archive.read(info)


def _cast(archive: zipfile.ZipFile) -> list[Any]:
    body = json.loads(_entry(archive, "project.json", MAX_JSON_BYTES))
    cast = body["project"]["characters"]
    return cast if isinstance(cast, list) else []


def _raw_box(box: Any) -> Box | None:
    if not isinstance(box, dict):
        return None
    return float(box["x"]), float(box["y"]), float(box["width"]), float(box["height"])


def _window(size: tuple[int, int], box: tuple[float, ...] | None) -> tuple[float, float, float, float]:
    """Left, top, right, bottom of the square that is shown."""
    width, height = size
    side = float(min(width, height))
    if box is None:
        left, top = (width - side) / 2, 0.0
    else:
        side = min(side, max(box[2], box[3]) / HEAD_SHARE)
        left, top = box[0] + box[2] / 2 - side / 2, box[1] + box[3] * 0.45 - side / 2
    left, top = min(max(0.0, left), width - side), min(max(0.0, top), height - side)
    return left, top, left + side, top + side
