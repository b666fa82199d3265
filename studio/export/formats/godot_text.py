"""Godot's text resource format: values, headings, sections, uids.

Source: the engine's documentation page "TSCN file format"; details measured in the engine.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

UID_DIGITS = "abcdefghijklmnopqrstuvwxy012345678"
"""Base 34 as the engine counts: no z, no 9."""
ENGINE_ID_LENGTH = 8
"""Digits of a sub-resource id; ids only have to be unique within their file."""

Properties = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Section:
    """One bracketed heading and the properties under it.

    Attributes:
        heading: The text between the brackets.
        properties: (key, value) pairs, both in the engine's own notation.
    """

    heading: str
    properties: Properties = ()


def render(header: str, sections: Iterable[Section], remarks: Sequence[str] = ()) -> bytes:
    """A whole text resource or scene, UTF-8 with LF line ends."""
    parts = [f"[{header}]\n"]
    if remarks:
        parts.append("".join(f"; {remark}\n" for remark in remarks))
    for section in sections:
        lines = "".join(f"{key} = {value}\n" for key, value in section.properties)
        parts.append(f"[{section.heading}]\n{lines}")
    return "\n".join(parts).encode("utf-8")


def quote(text: str) -> str:
    """A string literal."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(_escape_control(sign) for sign in escaped) + '"'


def _escape_control(sign: str) -> str:
    return f"\\u{ord(sign):04x}" if ord(sign) < 32 or ord(sign) == 127 else sign


def string_name(text: str) -> str:
    """A Godot 4 StringName literal."""
    return "&" + quote(text)


def property_key(text: str) -> str:
    """A property name, quoted where the engine asks for it."""
    is_plain = all(33 <= ord(sign) <= 126 and sign not in '=";[]\\' for sign in text)
    return text if is_plain else quote(text)


def number(value: float) -> str:
    """A float literal that always shows that it is one."""
    return repr(round(float(value), 12) + 0.0)


def boolean(value: bool) -> str:
    """``true`` or ``false``."""
    return "true" if value else "false"


def vector2(x: float, y: float) -> str:
    """A Vector2 literal."""
    return f"Vector2({_short(x)}, {_short(y)})"


def rect2(x: float, y: float, width: float, height: float) -> str:
    """A Rect2 literal."""
    return f"Rect2({_short(x)}, {_short(y)}, {_short(width)}, {_short(height)})"


def _short(value: float) -> str:
    rounded = round(float(value), 6) + 0.0
    return str(int(rounded)) if rounded.is_integer() else repr(rounded)


def packed_floats(values: Iterable[float]) -> str:
    """A PackedFloat32Array literal."""
    return f"PackedFloat32Array({', '.join(_short(value) for value in values)})"


def array(values: Iterable[str]) -> str:
    """An Array literal of values that are already literals."""
    return f"[{', '.join(values)}]"


def stable_digest(*parts: str) -> int:
    """A number that depends on nothing but `parts`, evenly spread over 256 bits."""
    joined = "".join(f"{len(part)}:{part}" for part in parts)
    return int.from_bytes(hashlib.sha256(joined.encode("utf-8", "surrogatepass")).digest(), "big")


def uid_text(value: int) -> str:
    """A 63-bit number as ``uid://…``.

    Args:
        value: 0 <= value < 2**63.
    """
    digits = ""
    while True:
        value, digit = divmod(value, len(UID_DIGITS))
        digits = UID_DIGITS[digit] + digits
        if not value:
            return f"uid://{digits}"


def stable_uid(*parts: str) -> str:
    """The engine-wide identifier of the file that `parts` name."""
    return uid_text(stable_digest("uid", *parts) % 2**63)


def stable_ids(prefix: str, names: Iterable[str]) -> dict[str, str]:
    """An identifier per name that does not depend on order, unique within its file.

    Returns:
        Name -> id such as ``AtlasTexture_k3j5x0ab``.
    """
    ids: dict[str, str] = {}
    taken: set[str] = set()
    for name in names:
        attempt = 0
        while (candidate := _short_id(prefix, name, attempt)) in taken:
            attempt += 1
        taken.add(candidate)
        ids[name] = candidate
    return ids


def _short_id(prefix: str, name: str, attempt: int) -> str:
    digits = uid_text(stable_digest(prefix, name, str(attempt)) % len(UID_DIGITS) ** ENGINE_ID_LENGTH)
    return f"{prefix}_{digits.removeprefix('uid://').rjust(ENGINE_ID_LENGTH, 'a')}"
