"""Lip-sync files of Papagayo (.pgo) and Moho (.dat), with Preston Blair's shapes."""

from __future__ import annotations

from collections.abc import Sequence

from studio.core.errors import InputError
from studio.models.speech_cues import Speech, SpokenWord
from studio.models.speech_phones import PRESTON_BLAIR, RHUBARB
from studio.models.speech_reading import Reading, decoded

DEFAULT_FPS = 24.0
_PGO, _MOHO = "lipsync version", "mohoswitch"
_FPS_LIMIT = 1000


def read_papagayo(data: bytes, name: str, is_tolerant: bool = False, fps: float = 0.0, voice: str = "") -> Speech:
    """What Papagayo or Moho wrote; the kind is found by looking.

    Args:
        data: The file.
        name: Of the file, for errors.
        is_tolerant: Leave out what makes no sense and say so.
        fps: Frames a second, for .dat files, which do not tell it; 0 for 24, or what a .pgo says.
        voice: Whose, in a .pgo of several; the first one's if empty.

    Raises:
        InputError: With the line, if it cannot be read.
    """
    lines = decoded(data, name).splitlines()
    head = lines[0].strip().lower() if lines else ""
    if head.startswith(_PGO):
        return _Project(lines, Reading(name, is_tolerant)).speech(fps, voice)
    if head.startswith(_MOHO):
        return _switch(lines, Reading(name, is_tolerant), fps)
    hint = "A .pgo begins with “lipsync version 1”, a .dat with “MohoSwitch1”."
    raise InputError(f"“{name}” is no file of Papagayo or Moho.", hint, "lipsync.file")


def _viseme(shape: str) -> str | None:
    return PRESTON_BLAIR.get(shape.lower()) or RHUBARB.get(shape)


def _switch(lines: Sequence[str], reading: Reading, fps: float) -> Speech:
    """Frames count from 1, and a shape lasts until the next; the last one is an end."""
    rate = fps or DEFAULT_FPS
    if not fps:
        reading.notes.append(f"The file does not tell its frame rate; {rate:g} was taken.")
    rows: list[tuple[int, int, str]] = []
    for line, row in enumerate(lines[1:], 2):
        if not row.strip():
            continue
        parts = row.split()
        if len(parts) != 2 or not parts[0].lstrip("-").isdigit():
            reading.wrong(line, "here a frame and a shape are expected")
            continue
        viseme = _viseme(parts[1])
        if viseme is None:
            reading.wrong(line, f"“{parts[1][:40]}” is none of Preston Blair's shapes")
            continue
        frame = max(1, int(parts[0][:9]))
        rows.append((line, round((frame - 1) * 1000 / rate), viseme))
    for index, (line, start, viseme) in enumerate(rows):
        is_end = index + 1 == len(rows)
        length = round(1000 / rate) if is_end else 0
        reading.add(line, viseme, start, start + length if is_end else rows[index + 1][1])
    return reading.speech()


class _Project:
    """A .pgo: head, voices, phrases, words, shapes, one a line; frames count from 0."""

    def __init__(self, lines: Sequence[str], reading: Reading) -> None:
        self._lines = lines
        self._reading = reading
        self._at = 1

    def speech(self, fps: float, wanted: str) -> Speech:
        self._text("the name of the sound file")
        rate = fps or self._number("the frame rate")
        if fps:
            self._at += 1
        if not 0 < rate <= _FPS_LIMIT:
            raise self._damaged(f"{rate:g} is no frame rate")
        length = self._count("the length")
        voices = self._count("the number of voices")
        names: list[str] = []
        chosen = -1
        for index in range(voices):
            names.append(self._text("the name of a voice"))
            self._text("the text of a voice")
            is_meant = chosen < 0 and (names[-1] == wanted if wanted else index == 0)
            chosen = index if is_meant else chosen
            for _ in range(self._count("the number of phrases")):
                self._phrase(rate, is_meant)
        if chosen < 0:
            hint = f"There are: {', '.join(names) or 'none'}."
            raise InputError(f"“{self._reading.name}” has no voice “{wanted}”.", hint, "lipsync.voice")
        if voices > 1 and not wanted:
            self._reading.notes.append(f"Of {voices} voices the first one was taken: {names[0]}.")
        return self._reading.speech(round(length * 1000 / rate))

    def _phrase(self, rate: float, is_meant: bool) -> None:
        self._text("the text of a phrase")
        self._count("the start of a phrase")
        self._count("the end of a phrase")
        for _ in range(self._count("the number of words")):
            self._word(rate, is_meant)

    def _word(self, rate: float, is_meant: bool) -> None:
        line = self._at + 1
        parts = self._text("a word").rsplit(None, 3)
        if len(parts) != 4 or not all(part.lstrip("-").isdigit() for part in parts[1:]):
            raise self._damaged("here a word, its start, its end and its number of shapes are expected")
        start, end, count = (max(0, int(part[:9])) for part in parts[1:])
        rows = [row for row in (self._shape(is_meant) for _ in range(count)) if row is not None]
        if not is_meant:
            return
        if end < start:
            self._reading.wrong(line, "the word ends before it starts")
            return
        last = end + 1
        self._reading.words.append(SpokenWord(parts[0], _ms(start, rate), _ms(last, rate)))
        ends = [row[1] for row in rows[1:]] + [max(last, rows[-1][1] + 1)] if rows else []
        for (shape_line, frame, viseme), until in zip(rows, ends, strict=True):
            self._reading.add(shape_line, viseme, _ms(frame, rate), _ms(until, rate))

    def _shape(self, is_meant: bool) -> tuple[int, int, str] | None:
        line = self._at + 1
        parts = self._text("a shape").split()
        if not is_meant:
            return None
        if len(parts) != 2 or not parts[0].lstrip("-").isdigit():
            self._reading.wrong(line, "here a frame and a shape are expected")
            return None
        viseme = _viseme(parts[1])
        if viseme is None:
            self._reading.wrong(line, f"“{parts[1][:40]}” is none of Preston Blair's shapes")
            return None
        return line, max(0, int(parts[0][:9])), viseme

    def _text(self, what: str) -> str:
        if self._at >= len(self._lines):
            raise self._damaged(f"the file ends where {what} should be")
        self._at += 1
        return self._lines[self._at - 1].strip()

    def _number(self, what: str) -> float:
        text = self._text(what)
        try:
            return float(text)
        except ValueError as error:
            raise self._damaged(f"“{text[:40]}” is not {what}") from error

    def _count(self, what: str) -> int:
        number = self._number(what)
        if not 0 <= number <= 10_000_000:
            raise self._damaged(f"{number:g} is not {what}")
        return int(number)

    def _damaged(self, reason: str) -> InputError:
        """The lines that follow cannot be understood then, whoever agrees."""
        message = f"“{self._reading.name}”, line {self._at}: {reason}."
        return InputError(message, "Save it again in Papagayo.", "lipsync.file")


def _ms(frame: int, rate: float) -> int:
    return round(frame * 1000 / rate)
