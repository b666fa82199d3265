"""Identifiers as Unity stores them, each derived from stable names so that a re-export finds the same ones."""

from __future__ import annotations

import hashlib
import re
import zlib

BROKEN_SPRITE_ID = "00000000000000000800000000000000"
_GUID = re.compile(r"[0-9a-f]{32}")


def asset_guid(project_id: str, path: str) -> str:
    """The guid of one file of a project's export, 32 lower-case hexadecimal digits."""
    return hashlib.md5(f"{project_id}|{path}".encode(), usedforsecurity=False).hexdigest()


def file_id(*names: str) -> int:
    """A signed 64-bit id from stable names, never 0."""
    return int.from_bytes(hashlib.sha256("|".join(names).encode()).digest()[:8], "big", signed=True) or 1


def sprite_id(internal_id: int) -> str:
    """The `spriteID` that Unity derives from a sprite's `internalID`."""
    raw = (internal_id & (2**64 - 1)).to_bytes(8, "little")
    return "".join(f"{byte & 15:x}{byte >> 4:x}" for byte in raw) + "0800000000000000"


def path_hash(path: str) -> int:
    """CRC-32 of a transform path as animation bindings store it; 0 for the object itself."""
    return zlib.crc32(path.encode())


def label_hash(name: str) -> int:
    """CRC-32 of a sprite library name, as a signed 32-bit number."""
    value = zlib.crc32(name.encode())
    return value - 2**32 if value >= 2**31 else value


def is_guid(text: str) -> bool:
    """Whether the text is a guid that Unity takes."""
    return bool(_GUID.fullmatch(text)) and text.strip("0") != ""
