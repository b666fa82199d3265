"""Reading Godot text resources that lie in the export folder, so that hand-made parts can be kept."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from studio.export.formats.godot_text import Section

_UID = re.compile(r'uid="(uid://[a-y0-8]{1,13})"')
_ATTRIBUTE = re.compile(r'(\w+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s"\]]+))')
_REFERENCE = re.compile(r'(Ext|Sub)Resource\(\s*"([^"]+)"\s*\)')
_OPEN, _CLOSE = "([{", ")]}"


@dataclass(frozen=True, slots=True)
class Document:
    """A text resource in its parts."""

    header: str
    sections: tuple[Section, ...]

    def by_id(self, kind: str) -> dict[str, Section]:
        """Id -> section of all ``ext_resource`` or ``sub_resource`` headings."""
        found = (section for section in self.sections if section.heading.startswith(kind + " "))
        return {attributes(section.heading).get("id", ""): section for section in found}

    @property
    def main(self) -> Section:
        """The ``[resource]`` section; empty where there is none."""
        return next((s for s in self.sections if s.heading == "resource"), Section("resource"))


def existing_uid(data: bytes | None) -> str | None:
    """The uid that a file declares in its header or its ``[remap]``, if it has a valid one."""
    if not data:
        return None
    text = data.decode("utf-8", "replace")
    # Below its first line a resource names the uids of others.
    found = _UID.search(text.partition("\n")[0] if text.startswith("[gd_") else text)
    return found.group(1) if found else None


def read_document(data: bytes | None) -> Document | None:
    """The parts of a text resource; None for a missing or damaged one."""
    if not data:
        return None
    try:
        sections = tuple(_sections(data.decode("utf-8").replace("\r\n", "\n")))
    except (UnicodeDecodeError, ValueError):
        return None
    if not sections or not sections[0].heading.startswith("gd_"):
        return None
    return Document(sections[0].heading, sections[1:])


def attributes(heading: str) -> dict[str, str]:
    """The ``key="value"`` pairs of a heading, unescaped."""
    return {m[1]: unescape(m[2]) if m[2] is not None else m[3] for m in _ATTRIBUTE.finditer(heading)}


def unquote(literal: str) -> str | None:
    """The text of a String or StringName literal, or None for anything else."""
    body = literal.strip().removeprefix("&")
    return unescape(body[1:-1]) if len(body) >= 2 and body[0] == body[-1] == '"' else None


def unescape(text: str) -> str:
    """Resolve backslash escapes."""
    simple = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f"}

    def one(match: re.Match[str]) -> str:
        code = match[1]
        return chr(int(code[1:], 16)) if len(code) > 1 else simple.get(code, code)

    return re.sub(r"\\(u[0-9a-fA-F]{4}|U[0-9a-fA-F]{6}|.)", one, text, flags=re.DOTALL)


def items(literal: str) -> list[str]:
    """The elements of an Array or Dictionary literal, or the arguments of a constructor, each as text."""
    start = min((i for i in map(literal.find, _OPEN) if i >= 0), default=-1)
    inner = literal[start + 1 : literal.rstrip().rfind(_CLOSE[_OPEN.index(literal[start])])] if start >= 0 else ""
    return [part.strip() for part in _split(inner, ",") if part.strip()]


def pairs(literal: str) -> list[tuple[str, str]]:
    """The (key, value) pairs of a Dictionary literal, each as text."""
    found = []
    for item in items(literal):
        key, *rest = _split(item, ":")
        found.append((key.strip(), ":".join(rest).strip()))
    return found


def references(text: str, kind: str) -> list[str]:
    """Ids of the ``Ext`` or ``Sub`` resources that a value names, in order."""
    return [match[2] for match in _REFERENCE.finditer(text) if match[1] == kind]


def _split(text: str, separator: str) -> list[str]:
    parts, start = [], 0
    for index, sign, depth, in_string in _scan(text):
        if sign == separator and depth == 0 and not in_string:
            parts.append(text[start:index])
            start = index + 1
    return [*parts, text[start:]]


def _scan(text: str, start: int = 0) -> Iterator[tuple[int, str, int, bool]]:
    """(index, sign, bracket depth, inside a string) of every sign; a closing bracket counts as outside."""
    depth, in_string, escaped = 0, False, False
    for index in range(start, len(text)):
        sign = text[index]
        if in_string:
            yield index, sign, depth, True
            in_string, escaped = escaped or sign != '"', not escaped and sign == "\\"
            continue
        if sign in _CLOSE:
            depth -= 1
        yield index, sign, depth, False
        if sign in _OPEN:
            depth += 1
        in_string = sign == '"'


def _sections(text: str) -> Iterator[Section]:
    heading, position = "", 0
    properties: list[tuple[str, str]] = []
    while position < len(text):
        if text[position] in " \t\n":
            position += 1
        elif text[position] == ";":
            position = _line_end(text, position)
        elif text[position] == "[":
            if heading:
                yield Section(heading, tuple(properties))
            end = _find(text, position, "]")
            heading, properties, position = text[position + 1 : end], [], end + 1
        else:
            equals = _find(text, position, "=")
            end = _value_end(text, equals + 1)
            properties.append((text[position:equals].strip(), text[equals + 1 : end].strip()))
            position = end
    if heading:
        yield Section(heading, tuple(properties))


def _line_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    return len(text) if end < 0 else end


def _value_end(text: str, start: int) -> int:
    return _find(text, start, "\n") if "\n" in text[start:] else len(text)


def _find(text: str, start: int, wanted: str) -> int:
    for index, sign, depth, in_string in _scan(text, start):
        if sign == wanted and depth == 0 and not in_string:
            return index
    raise ValueError(f"no {wanted!r} after {start}")
