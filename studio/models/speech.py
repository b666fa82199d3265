"""From text or viseme names to a row of timed mouth shapes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from studio.core.errors import InputError

VISEMES: tuple[str, ...] = (
    "sil", "PP", "FF", "TH", "DD", "kk", "CH", "SS", "nn", "RR", "aa", "E", "ih", "oh", "ou",
)  # fmt: skip
"""The 15 mouth shapes that speech tools write."""

VOWELS: tuple[str, ...] = ("A", "I", "U", "E", "O")

OPEN_VISEMES = frozenset({"aa", "E", "ih", "oh", "ou"})
CLOSED_VISEMES = frozenset({"PP", "FF"})
"""Shapes that a listener sees and misses when they are skipped."""

VOWEL_MS = 130
CONSONANT_MS = 80
PAUSE_MS = 160
SENTENCE_PAUSE_MS = 320
SHORTEST_MS = 10
LONGEST_MS = 10_000

_LETTERS: dict[str, tuple[str, ...]] = {
    "tch": ("CH",), "sch": ("CH",), "igh": ("aa", "ih"), "eau": ("oh",),
    "th": ("TH",), "sh": ("CH",), "ch": ("CH",), "ph": ("FF",), "gh": (), "wh": ("ou",), "ck": ("kk",),
    "ng": ("nn", "kk"), "qu": ("kk", "ou"), "oo": ("ou",), "ou": ("aa", "ou"), "ow": ("oh", "ou"), "oa": ("oh",),
    "oi": ("oh", "ih"), "oy": ("oh", "ih"), "ee": ("ih",), "ea": ("ih",), "ie": ("ih",), "ai": ("E", "ih"),
    "ay": ("E", "ih"), "ei": ("E", "ih"), "ey": ("E", "ih"), "au": ("oh",), "aw": ("oh",), "ue": ("ou",),
    "a": ("aa",), "b": ("PP",), "c": ("kk",), "d": ("DD",), "e": ("E",), "f": ("FF",), "g": ("kk",), "h": (),
    "i": ("ih",), "j": ("CH",), "k": ("kk",), "l": ("nn",), "m": ("PP",), "n": ("nn",), "o": ("oh",), "p": ("PP",),
    "q": ("kk",), "r": ("RR",), "s": ("SS",), "t": ("DD",), "u": ("ou",), "v": ("FF",), "w": ("ou",),
    "x": ("kk", "SS"), "y": ("ih",), "z": ("SS",),
}  # fmt: skip
"""Spelling to mouth shapes, good enough for lips: what looks alike counts as alike."""

_LONGEST_GROUP = 3
_SILENT_E = re.compile(r"(?<=[aeiouy])([bcdfgklmnprstvz])e\b")


@dataclass(frozen=True, slots=True)
class Sound:
    """One mouth shape of speech.

    Attributes:
        name: One of `VISEMES` or `VOWELS`.
        expression: Id of its expression ("viseme-pp", "vowel-a").
        duration_ms: How long it lasts.
    """

    name: str
    expression: str
    duration_ms: int

    @property
    def is_open(self) -> bool:
        """Whether it is a vowel, which the mouth stays on."""
        return self.name in OPEN_VISEMES or self.expression.startswith("vowel-")

    @property
    def is_silent(self) -> bool:
        """Whether the mouth rests."""
        return self.name == "sil"


def parse_sounds(speech: str | Sequence[str | tuple[str, int]]) -> tuple[Sound, ...]:
    """The mouth shapes of a text.

    Args:
        speech: Names of visemes ("PP aa nn DD aa", with a length: "aa:200"), vowels ("A I U E O", "AIUEO"), or plain
            words ("Hello there."), mixed as you like; punctuation is a pause. Or a sequence of the same, each with
            its length in ms if wanted. "E" is the vowel where there are only vowels, else the viseme.

    Raises:
        InputError: If it holds nothing to speak, or a length is out of range.
    """
    tokens = _tokens(speech)
    only_vowels = all(set(name) <= set(VOWELS) for name, _ in tokens)
    sounds = tuple(sound for name, length in tokens for sound in _sounds(name, length, only_vowels))
    if not any(not sound.is_silent for sound in sounds):
        raise InputError(
            "There is nothing to speak in that text.",
            'Write words, or viseme names such as "PP aa nn DD aa".',
            "speech.empty",
        )
    return sounds


def _tokens(speech: str | Sequence[str | tuple[str, int]]) -> list[tuple[str, int | None]]:
    items = [speech] if isinstance(speech, str) else speech
    result: list[tuple[str, int | None]] = []
    for item in items:
        text, length = (item, None) if isinstance(item, str) else item
        for part in re.findall(r"[^\W_]+(?:['’][^\W_]+)*(?::[^\s,;|]*)?|[,;:.!?…_|—–-]+", text):
            name, colon, suffix = part.partition(":")
            result.append((name, _length(suffix) if colon and name else length))
    for _, length in result:
        if length is not None and not SHORTEST_MS <= length <= LONGEST_MS:
            raise _bad_length(str(length))
    return result


def _length(text: str) -> int | None:
    if not text:
        return None
    if not re.fullmatch(r"\d{1,6}", text):
        raise _bad_length(text)
    return int(text)


def _bad_length(text: str) -> InputError:
    hint = f"Give whole ms from {SHORTEST_MS} to {LONGEST_MS}, for example aa:120."
    return InputError(f'"{text}" is no length of a mouth shape.', hint, "speech.length")


def _sounds(name: str, length: int | None, only_vowels: bool) -> list[Sound]:
    if not name or not name[0].isalnum():
        is_end = any(mark in name for mark in ".!?…")
        return [_viseme("sil", length or (SENTENCE_PAUSE_MS if is_end else PAUSE_MS))]
    if only_vowels or (name in VOWELS and name != "E"):
        return [Sound(letter, f"vowel-{letter.lower()}", length or VOWEL_MS) for letter in name]
    known = next((v for v in VISEMES if v == name or (len(name) > 1 and v.lower() == name.lower())), None)
    if known:
        return [_viseme(known, length)]
    shapes = _spelt(name)
    return [_viseme(shape, max(SHORTEST_MS, length // len(shapes)) if length else None) for shape in shapes]


def _viseme(name: str, length: int | None) -> Sound:
    usual = PAUSE_MS if name == "sil" else VOWEL_MS if name in OPEN_VISEMES else CONSONANT_MS
    return Sound(name, f"viseme-{name.lower()}", length or usual)


def _spelt(word: str) -> list[str]:
    text = _SILENT_E.sub(r"\1", _plain(word))
    shapes: list[str] = []
    position = 0
    while position < len(text):
        group = next(
            (text[position : position + size] for size in range(_LONGEST_GROUP, 0, -1)
             if text[position : position + size] in _LETTERS),
            "",
        )  # fmt: skip
        for shape in _LETTERS.get(group, ()):
            if not shapes or shapes[-1] != shape:
                shapes.append(shape)
        position += max(1, len(group))
    return shapes


def _plain(word: str) -> str:
    """Lower case without accents, so that é is an e."""
    import unicodedata

    decomposed = unicodedata.normalize("NFD", word.lower().replace("ß", "ss").replace("æ", "ae").replace("ø", "o"))
    return "".join(letter for letter in decomposed if "a" <= letter <= "z")
