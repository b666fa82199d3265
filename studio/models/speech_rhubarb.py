"""Lip-sync files of Rhubarb: JSON, TSV and XML."""

from __future__ import annotations

from typing import Any
from xml.parsers import expat

from studio.core.errors import InputError
from studio.models.speech_cues import Speech
from studio.models.speech_phones import RHUBARB
from studio.models.speech_reading import Reading, decoded, entries, json_value


def read_rhubarb(data: bytes, name: str, is_tolerant: bool = False) -> Speech:
    """What Rhubarb Lip Sync wrote, in any of its formats; the kind is found by looking.

    Args:
        data: The file.
        name: Of the file, for errors.
        is_tolerant: Leave out what makes no sense and say so.

    Raises:
        InputError: With the line, if it cannot be read.
    """
    text = decoded(data, name)
    reading = Reading(name, is_tolerant)
    start = text.lstrip()[:1]
    if start == "{":
        return _json(text, reading)
    if start == "<":
        return _xml(text, reading)
    return _tsv(text, reading)


def _add(reading: Reading, line: int, shape: object, start: object, end: object) -> None:
    viseme = _viseme(reading, line, shape)
    span = reading.span(line, start, end) if viseme else None
    if viseme and span:
        reading.add(line, viseme, *span)


def _viseme(reading: Reading, line: int, shape: object) -> str | None:
    viseme = RHUBARB.get(shape.strip()) if isinstance(shape, str) else None
    if viseme is None:
        reading.wrong(line, f"“{str(shape)[:40]}” is none of Rhubarb's shapes A to H and X")
    return viseme


def _json(text: str, reading: Reading) -> Speech:
    document = json_value(text, reading.name)
    if not isinstance(document.get("mouthCues"), list):
        raise InputError(
            f"“{reading.name}” holds no list “mouthCues”.", "Write it with Rhubarb's option -f json.", "lipsync.file"
        )
    for line, entry in entries(text, "mouthCues"):
        if isinstance(entry, dict):
            _add(reading, line, entry.get("value"), entry.get("start"), entry.get("end"))
        else:
            reading.wrong(line, "this is no mouth shape")
    metadata = document.get("metadata")
    length = metadata.get("duration") if isinstance(metadata, dict) else None
    return reading.speech((reading.moment(1, length, "the duration") or 0) if length is not None else 0)


def _tsv(text: str, reading: Reading) -> Speech:
    """Only starts are written; the last line ends the speech."""
    rows: list[tuple[int, int, str]] = []
    for line, row in enumerate(text.splitlines(), 1):
        if not row.strip():
            continue
        parts = row.split()
        if len(parts) != 2:
            reading.wrong(line, "here a time, a tab and a shape are expected")
            continue
        start = reading.moment(line, parts[0], f"“{parts[0][:20]}”")
        if start is not None:
            rows.append((line, start, parts[1]))
    for index, (line, start, shape) in enumerate(rows):
        end = rows[index + 1][1] if index + 1 < len(rows) else start
        viseme = _viseme(reading, line, shape)
        if viseme:
            reading.add(line, viseme, start, end)
    return reading.speech(rows[-1][1] if rows else 0)


def _xml(text: str, reading: Reading) -> Speech:
    """Read without anything that a document could declare; none of Rhubarb's declares anything."""
    parser = expat.ParserCreate()
    length: list[str] = []
    current: dict[str, Any] = {"tag": "", "line": 0, "attributes": {}, "text": ""}

    def begin(tag: str, attributes: dict[str, str]) -> None:
        current.update(tag=tag, line=parser.CurrentLineNumber, attributes=attributes, text="")

    def end(tag: str) -> None:
        if tag == "mouthCue":
            given = current["attributes"]
            _add(reading, current["line"], current["text"], given.get("start"), given.get("end"))
        elif tag == "duration":
            length.append(current["text"])

    def say(part: str) -> None:
        current["text"] += part

    def refuse(*_: object) -> None:
        raise InputError(f"“{reading.name}” declares entities, which is not read here.", "", "lipsync.file")

    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = begin, end, say
    parser.EntityDeclHandler = parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(text, True)
    except expat.ExpatError as error:
        message = f"“{reading.name}”, line {error.lineno}: this is no XML ({expat.ErrorString(error.code)})."
        raise InputError(message, "Write it again with Rhubarb's option -f xml.", "lipsync.file") from error
    return reading.speech((reading.moment(1, length[0], "the duration") or 0) if length else 0)
