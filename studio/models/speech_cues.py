"""Speech in time: which mouth shape is seen when, and which words are said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from studio.core.errors import InputError
from studio.models.clip import MAX_DURATION_MS
from studio.models.speech import OPEN_VISEMES, VISEMES, Sound, parse_sounds

SILENCE = "sil"
SHORTEST_CLOSURE_MS = 40
"""Lips that must meet stay together so long, or no frame would show it."""
_OF_VOWEL_LETTER = {"A": "aa", "I": "ih", "U": "ou", "E": "E", "O": "oh"}

_SPELT_OTHERWISE = {
    "i": "aa ih", "i'm": "aa ih PP", "i'll": "aa ih nn", "i've": "aa ih FF", "eye": "aa ih", "my": "PP aa ih",
    "by": "PP aa ih", "why": "ou aa ih", "the": "TH E", "a": "E", "you": "ih ou", "your": "ih oh RR", "we": "ou ih",
    "he": "ih", "she": "CH ih", "me": "PP ih", "be": "PP ih", "one": "ou aa nn", "two": "DD ou", "to": "DD ou",
    "do": "DD ou", "who": "ou", "was": "ou oh SS", "are": "aa RR", "have": "aa FF", "love": "nn aa FF",
    "come": "kk aa PP", "some": "SS aa PP", "said": "SS E DD", "says": "SS E SS", "know": "nn oh ou", "no": "nn oh ou",
    "so": "SS oh ou", "go": "kk oh ou", "hello": "E nn oh ou", "use": "ih ou SS", "ok": "oh kk E ih",
    "okay": "oh kk E ih", "of": "oh FF", "could": "kk ou DD", "would": "ou ou DD", "should": "CH ou DD",
    "enough": "ih nn aa FF", "laugh": "nn aa FF", "though": "TH oh ou", "through": "TH RR ou",
    "knight": "nn aa ih DD", "night": "nn aa ih DD", "people": "PP ih PP nn", "there": "TH E RR",
    "their": "TH E RR", "they": "TH E ih", "were": "ou E RR", "what": "ou oh DD", "where": "ou E RR",
    "once": "ou aa nn SS", "eyes": "aa ih SS", "friend": "FF RR E nn DD", "world": "ou RR nn DD",
    "goodbye": "kk ou DD PP aa ih", "bye": "PP aa ih", "please": "PP nn ih SS", "great": "kk RR E ih DD",
}  # fmt: skip
"""Frequent English words that are not said as they are written."""


@dataclass(frozen=True, slots=True)
class Cue:
    """One mouth shape in time.

    Attributes:
        viseme: One of `VISEMES`.
        start_ms, end_ms: From the start of the speech.
        strength: 0…1, how far the mouth goes; soft speech moves it less.
    """

    viseme: str
    start_ms: int
    end_ms: int
    strength: float = 1.0

    @property
    def duration_ms(self) -> int:
        """How long it is seen."""
        return self.end_ms - self.start_ms

    @property
    def is_silent(self) -> bool:
        """Whether the mouth rests."""
        return self.viseme == SILENCE


@dataclass(frozen=True, slots=True)
class SpokenWord:
    """A word and when it is said."""

    text: str
    start_ms: int
    end_ms: int


@dataclass(frozen=True, slots=True)
class Speech:
    """What a mouth does while something is said.

    Attributes:
        cues: Without gaps from 0 to the end; see `tidied`.
        duration_ms: Length of the whole, silence at its ends included.
        words: In order of time; empty if they are not known.
        notes: What a user should know: what was left out or guessed.
    """

    cues: tuple[Cue, ...]
    duration_ms: int
    words: tuple[SpokenWord, ...] = ()
    notes: tuple[str, ...] = ()


def tidied(
    cues: Iterable[Cue], duration_ms: int, words: Sequence[SpokenWord] = (), notes: Sequence[str] = ()
) -> Speech:
    """Speech without gaps and overlaps: a later cue ends an earlier one, gaps are silence, equal neighbours are one.

    Raises:
        InputError: If it is longer than a clip may be, or nothing is said.
    """
    duration = max(duration_ms, 1)
    if duration > MAX_DURATION_MS:
        raise InputError(
            f"The speech lasts {duration / 60_000:.0f} minutes.",
            f"Cut it into parts of at most {MAX_DURATION_MS // 60_000} minutes.",
            "speech.long",
        )
    row: list[Cue] = []
    for cue in sorted(cues, key=lambda one: one.start_ms):
        start, end = max(0, cue.start_ms), min(cue.end_ms, duration)
        if end <= start:
            continue
        while row and row[-1].end_ms > start:
            last = row.pop()
            if last.start_ms < start:
                row.append(Cue(last.viseme, last.start_ms, start, last.strength))
        reached = row[-1].end_ms if row else 0
        if start > reached:
            row.append(Cue(SILENCE, reached, start))
        row.append(Cue(cue.viseme, start, end, cue.strength))
    if all(cue.is_silent for cue in row):
        raise InputError(
            "Nothing is said there.", "Give speech, or a lip-sync file that holds mouth shapes.", "speech.empty"
        )
    if row[-1].end_ms < duration:
        row.append(Cue(SILENCE, row[-1].end_ms, duration))
    spoken = tuple(word for word in words if word.start_ms < duration)
    return Speech(tuple(_joined(row)), duration, spoken, tuple(notes))


def _joined(row: Sequence[Cue]) -> list[Cue]:
    result: list[Cue] = []
    for cue in row:
        if result and result[-1].viseme == cue.viseme and (cue.is_silent or result[-1].strength == cue.strength):
            result[-1] = Cue(cue.viseme, result[-1].start_ms, cue.end_ms, cue.strength)
        else:
            result.append(cue)
    return result


def viseme_of(sound: Sound) -> str:
    """The viseme of a sound; the vowels A I U E O have one too."""
    return sound.name if sound.name in VISEMES else _OF_VOWEL_LETTER[sound.name]


@dataclass(frozen=True, slots=True)
class TextWord:
    """A word of a text with its mouth shapes, or a pause with none but silence."""

    text: str
    sounds: tuple[Sound, ...]


def words_of(text: str) -> tuple[TextWord, ...]:
    """The words of a text and how they are said; punctuation becomes a pause.

    Raises:
        InputError: If it holds nothing to speak.
    """
    import re

    result: list[TextWord] = []
    for part in re.findall(r"[^\W_]+(?:['’][^\W_]+)*(?::\d+)?|[,;:.!?…|—–-]+", text):
        if part[0].isalnum():
            spelt = _SPELT_OTHERWISE.get(part.lower().replace("’", "'"), part.lower())
            try:
                result.append(TextWord(part, parse_sounds(spelt)))
            except InputError as error:
                if error.code != "speech.empty":
                    raise
        else:
            pause = parse_sounds(["aa", part])[1:]
            result.append(TextWord("", pause))
    if not any(word.text for word in result):
        parse_sounds("")  # tells it
    return tuple(result)


def speech_of_text(text: str, lead_ms: int = 80, tail_ms: int = 160) -> Speech:
    """A text at the usual pace, without sound.

    Args:
        text: Words; viseme names with lengths ("PP aa:200") work too.
        lead_ms: Silence before.
        tail_ms: Silence after.

    Raises:
        InputError: If it holds nothing to speak.
    """
    cues: list[Cue] = []
    words: list[SpokenWord] = []
    now = lead_ms
    for word in words_of(text):
        start = now
        for sound in word.sounds:
            cues.append(Cue(viseme_of(sound), now, now + sound.duration_ms))
            now += sound.duration_ms
        if word.text:
            words.append(SpokenWord(word.text, start, now))
    return tidied(cues, now + tail_ms, words)


def is_vowel(viseme: str) -> bool:
    """Whether the mouth is open and voiced."""
    return viseme in OPEN_VISEMES
