"""Reading and writing the YAML dialect of Unity's text assets.

Only the blocks that an exporter changes are taken apart; all other text is carried as it stands, so that whatever the
user or a newer editor wrote survives byte for byte.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

ASSET_HEADER = "%YAML 1.1\n%TAG !u! tag:unity3d.com,2011:\n"
_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_ ./()+@=,-]*(?<! )")
_FIELD = re.compile(r"\w+", re.ASCII)
_OTHER_KINDS = frozenset({"true", "false", "yes", "no", "on", "off", "null", "y", "n"})
_ESCAPE = re.compile(r"\\(x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)", re.DOTALL)
_ESCAPED = {"n": "\n", "t": "\t", "r": "\r", "0": "\0", "a": "\a", "b": "\b", "e": "\x1b", "f": "\f", "v": "\v"}
_KEY = re.compile(r"""("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s#"'-][^:]*?(?::[^\s][^:]*?)*|-[^\s:][^:]*?):(?=\s|$)""")


@dataclass(frozen=True, slots=True)
class Raw:
    """A value as it stands in a file.

    Attributes:
        head: What follows the key's colon on its line, the space included.
        body: The lines below, as seen from the key's column.
    """

    head: str
    body: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Flow:
    """A mapping written on one line: ``{x: 0, y: 1}``."""

    items: Mapping[str, str | int | float] = field(default_factory=dict)


class Label(str):
    """A key that is somebody's name and not a field: quoted whenever another reader could take it for a number."""

    __slots__ = ()


Value = Raw | Flow | str | int | float | Mapping[str, "Value"] | Sequence["Value"]


@dataclass(frozen=True, slots=True)
class Document:
    """One object of a text asset: ``--- !u!<class_id> &<file_id>`` and its lines."""

    class_id: int
    file_id: int
    lines: tuple[str, ...]
    header: str = ""

    @property
    def kind(self) -> str:
        """Name of the object's class as written ("AnimationClip")."""
        return next(iter(read_mapping(self.lines)), "")

    @property
    def fields(self) -> dict[str, Raw]:
        """The object's fields."""
        return as_mapping(next(iter(read_mapping(self.lines).values()), Raw("")))

    def text(self) -> str:
        """The object as it goes into a file."""
        header = self.header or f"--- !u!{self.class_id} &{self.file_id}"
        return "\n".join((header, *self.lines)) + "\n"


def document(class_id: int, file_id: int, kind: str, fields: Mapping[str, Value]) -> Document:
    """A new object."""
    return Document(class_id, file_id, tuple(write_mapping({kind: fields})))


def asset_text(documents: Sequence[Document]) -> str:
    """A text asset of these objects."""
    return ASSET_HEADER + "".join(one.text() for one in documents)


def read_documents(text: str) -> list[Document]:
    """The objects of a text asset, in their order."""
    parts = re.split(r"^(--- !u!(\d+) &(-?\d+).*)$", normalised(text), flags=re.MULTILINE)
    return [
        Document(int(parts[at + 1]), int(parts[at + 2]), tuple(parts[at + 3].strip("\n").split("\n")), parts[at])
        for at in range(1, len(parts), 4)
    ]


def normalised(text: str) -> str:
    """Text with LF line ends and without a byte order mark."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def read_mapping(lines: Sequence[str]) -> dict[str, Raw]:
    """The entries of a block mapping whose keys stand in the first column.

    A list may stand in its key's own column, as Unity writes it.
    """
    result: dict[str, Raw] = {}
    key, head, body = None, "", list[str]()
    for line in lines:
        match = None if line[:1] in ("", " ", "#") or line.startswith("- ") or line == "-" else _KEY.match(line)
        if match is None:
            body.append(line)
            continue
        if key is not None:
            result[key] = Raw(head, tuple(body))
        key, head, body = unquoted(match.group(1)), line[match.end() :], []
    if key is not None:
        result[key] = Raw(head, tuple(body))
    return result


def as_mapping(value: Raw) -> dict[str, Raw]:
    """The entries of a block or one-line mapping; empty if it is something else."""
    if as_line(value).startswith("{"):
        return _flow_entries(as_line(value))
    return {} if value.head.strip() else read_mapping(_dedented(value.body))


def as_sequence(value: Raw) -> list[Raw]:
    """The items of a block list; empty for ``[]`` and everything else."""
    items: list[list[str]] = []
    if value.head.strip():
        return []
    for line in _dedented(value.body):
        if line.startswith("- ") or line == "-":
            items.append([line[2:]])
        elif items:
            items[-1].append(line[2:] if line.startswith("  ") else line)
    return [Raw("", tuple(item)) for item in items]


def as_line(value: Raw) -> str:
    """A scalar or one-line collection as one line; long ones are wrapped in files."""
    return " ".join(part for part in (value.head.strip(), *(line.strip() for line in value.body)) if part)


def as_text(value: Raw | None) -> str:
    """A scalar's text without quotes; empty if there is none."""
    return unquoted(as_line(value)) if value is not None else ""


def write_mapping(entries: Mapping[str, Value]) -> list[str]:
    """The lines of a block mapping."""
    lines: list[str] = []
    for key, value in entries.items():
        head, body = _parts(value)
        is_field = _FIELD.fullmatch(key) and not isinstance(key, Label)
        lines.append(f"{key if is_field else quoted(key)}:{head}")
        lines.extend(body)
    return lines


def quoted(text: str) -> str:
    """A string so that every YAML reader gets exactly it back as a string."""
    if not text or (_PLAIN.fullmatch(text) and text.lower() not in _OTHER_KINDS):
        return text
    if all(" " <= sign <= "~" for sign in text):
        return "'" + text.replace("'", "''") + "'"
    return '"' + "".join(_double_quoted(sign) for sign in text) + '"'


def unquoted(text: str) -> str:
    """The string that a scalar stands for."""
    if len(text) >= 2 and text[0] == text[-1] == "'":
        return text[1:-1].replace("''", "'")
    if len(text) >= 2 and text[0] == text[-1] == '"':
        return _ESCAPE.sub(_unescaped, text[1:-1])
    return text


def plain(text: str) -> Raw:
    """Text that Unity writes without quotes whatever it looks like: guids and hexadecimal ids."""
    return Raw(f" {text}")


def number(value: float) -> str:
    """A number in its shortest text, never with an exponent; what rounds to zero is ``0``."""
    if isinstance(value, int):
        return str(value)  # 64-bit ids would lose digits as floats
    text = f"{value:.9f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def reference(file_id: int, guid: str = "", kind: int = 3) -> Flow:
    """A reference to an object of this file, or with `guid` of another one (type 3 imported, 2 text asset)."""
    return Flow({"fileID": file_id, "guid": guid, "type": kind}) if guid else Flow({"fileID": file_id})


NOTHING = reference(0)


def flow_text(flow: Flow) -> str:
    """A one-line mapping."""
    return "{" + ", ".join(f"{key}: {_flow_scalar(item)}" for key, item in flow.items.items()) + "}"


def _flow_scalar(item: str | int | float) -> str:
    return item if isinstance(item, str) else number(item)


def _parts(value: Value) -> tuple[str, list[str]]:
    """What follows the key on its line, and the lines below it."""
    if isinstance(value, Raw):
        return value.head, list(value.body)
    if isinstance(value, Flow):
        return " " + flow_text(value), []
    if isinstance(value, str):
        return " " + quoted(value), []
    if isinstance(value, int | float):
        return " " + number(value), []
    if isinstance(value, Mapping):
        return ("", ["  " + line if line else line for line in write_mapping(value)]) if value else (" {}", [])
    items = [line for item in value for line in _item_lines(item)]
    return ("", items) if items else (" []", [])


def _item_lines(item: Value) -> list[str]:
    if isinstance(item, Mapping):
        lines = write_mapping(item)
    elif isinstance(item, Raw) and item.body:
        lines = list(item.body)
    else:
        lines = [_parts(item)[0].strip()]
    return [("- " if at == 0 else "  ") + line if line else line for at, line in enumerate(lines)]


def _dedented(lines: Sequence[str]) -> list[str]:
    depth = min((len(line) - len(line.lstrip(" ")) for line in lines if line.strip()), default=0)
    return [line[depth:] for line in lines]


def _flow_entries(line: str) -> dict[str, Raw]:
    pairs = re.findall(r"""([^\s{},:]+):\s*("(?:[^"\\]|\\.)*"|'[^']*'|[^,{}]*)""", line)
    return {key: Raw(" " + value.strip()) for key, value in pairs}


def _double_quoted(sign: str) -> str:
    if sign in '"\\':
        return "\\" + sign
    if " " <= sign <= "~":
        return sign
    return f"\\u{ord(sign):04X}" if ord(sign) < 0x10000 else f"\\U{ord(sign):08X}"


def _unescaped(match: re.Match[str]) -> str:
    code = match.group(1)
    return chr(int(code[1:], 16)) if code[0] in "xuU" and len(code) > 1 else _ESCAPED.get(code, code)
