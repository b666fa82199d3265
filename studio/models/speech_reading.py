"""What the readers of lip-sync files share: entries with lines, and what happens to those that make no sense."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from studio.core.errors import InputError
from studio.models.speech_cues import Cue, Speech, SpokenWord, tidied

LARGEST_BYTES = 64 * 1024**2
_LATEST_MS = 3_600_000
_KINDS_TOLD = 12


@dataclass(slots=True)
class Reading:
    """A lip-sync file while it is read.

    Attributes:
        name: Of the file, for errors.
        is_tolerant: Leave out what makes no sense and say so, instead of refusing the file.
        cues, words, notes: What was found.
    """

    name: str
    is_tolerant: bool = False
    cues: list[Cue] = field(default_factory=list)
    words: list[SpokenWord] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    _left_out: int = 0

    def wrong(self, line: int, reason: str) -> None:
        """Something makes no sense.

        Raises:
            InputError: With file and line, unless it is tolerant.
        """
        if not self.is_tolerant:
            hint = "Correct it, or import the rest without it."
            raise InputError(f"“{self.name}”, line {line}: {reason}.", hint, "lipsync.file")
        self._left_out += 1
        if self._left_out <= _KINDS_TOLD:
            self.notes.append(f"Line {line} was left out: {reason}.")

    def moment(self, line: int, value: object, what: str) -> int | None:
        """Seconds as milliseconds; None where they are no time."""
        if isinstance(value, str):
            try:
                value = float(value)
            except ValueError:
                value = None
        if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
            self.wrong(line, f"{what} is no time")
            return None
        if not 0 <= value * 1000 <= _LATEST_MS:
            self.wrong(line, f"{what} lies at {value:g} s")
            return None
        return round(value * 1000)

    def span(self, line: int, start: object, end: object) -> tuple[int, int] | None:
        """A start and an end in seconds; None where they make no sense."""
        first = self.moment(line, start, "the start")
        last = self.moment(line, end, "the end") if first is not None else None
        if first is None or last is None:
            return None
        if last < first:
            self.wrong(line, f"it ends at {last} ms, before it starts at {first} ms")
            return None
        return first, last

    def add(self, line: int, viseme: str, start_ms: int, end_ms: int) -> None:
        """A mouth shape; it must not begin before the one ahead of it."""
        if self.cues and start_ms < self.cues[-1].start_ms:
            self.wrong(line, f"it starts at {start_ms} ms, before the one ahead of it")
        elif end_ms > start_ms:
            self.cues.append(Cue(viseme, start_ms, end_ms))

    def speech(self, duration_ms: int = 0) -> Speech:
        """What was read, at least as long as it says.

        Raises:
            InputError: If that is nothing.
        """
        if self._left_out > _KINDS_TOLD:
            self.notes.append(f"{self._left_out - _KINDS_TOLD} more entries were left out.")
        if not self.cues:
            hint = "Choose the file that the tool wrote for the recording."
            raise InputError(f"“{self.name}” holds no mouth shapes.", hint, "lipsync.file")
        end = max([duration_ms, *(cue.end_ms for cue in self.cues)])
        return tidied(self.cues, end, sorted(self.words, key=lambda word: word.start_ms), self.notes)


def decoded(data: bytes, name: str) -> str:
    """The text of a file.

    Raises:
        InputError: If it is too large or no text.
    """
    if len(data) > LARGEST_BYTES:
        raise InputError(f"“{name}” is too large for a lip-sync file.", "Choose another file.", "lipsync.file")
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", errors="replace")
    text = data.decode("utf-8-sig", errors="replace")
    if "\0" in text:
        raise InputError(f"“{name}” is no text file.", "Choose the file that the tool wrote.", "lipsync.file")
    return text


def json_value(text: str, name: str) -> Any:
    """The JSON document of a text.

    Raises:
        InputError: With the line, if it is none.
    """
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        message = f"“{name}”, line {error.lineno}: this is no JSON ({error.msg})."
        raise InputError(message, "Write the file again with the tool that made it.", "lipsync.file") from error
    except RecursionError as error:
        raise InputError(f"“{name}” is nested too deep.", "Choose another file.", "lipsync.file") from error


def entries(text: str, key: str) -> Iterator[tuple[int, Any]]:
    """The entries of all lists named `key` in a valid JSON text, each with its line; of the document if "" ."""
    decoder = json.JSONDecoder()
    starts = re.finditer(rf'"{re.escape(key)}"\s*:\s*\[', text) if key else re.finditer(r"^\s*\[", text)
    blank = re.compile(r"[\s,]*")
    line, counted = 1, 0
    for found in starts:
        position = found.end()
        if position < counted:
            continue  # inside of an entry that was handed out
        while True:
            position = blank.match(text, position).end()  # type: ignore[union-attr]
            if position >= len(text) or text[position] == "]":
                break
            line += text.count("\n", counted, position)
            counted = position
            value, position = decoder.raw_decode(text, position)
            yield line, value
        line += text.count("\n", counted, position)
        counted = position
