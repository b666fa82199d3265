"""JSON of aligners and of tools that write visemes: Gentle, Montreal Forced Aligner, and others of these shapes."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from studio.core.errors import InputError
from studio.models.speech_cues import Speech, SpokenWord, viseme_of, words_of
from studio.models.speech_phones import Shares, named_viseme, shares_of_phone
from studio.models.speech_reading import Reading, decoded, entries, json_value

_WORD_KEYS = ("alignedWord", "word", "text", "label", "value")
_PHONE_KEYS = ("phone", "phoneme", "symbol", "label", "text", "value")
_VISEME_KEYS = ("viseme", "visemeId", "value", "name", "id", "shape")
_START_KEYS, _END_KEYS = ("start", "begin", "time", "offset", "xmin"), ("end", "stop", "xmax")
_PARTS = ("phones", "phonemes")
_NOT_FOUND = "not-found-in-audio"
_LAST_SHAPE_MS = 120
_SHOWN_SHARE = 0.05

Entry = Mapping[str, Any]


def read_alignment(data: bytes, name: str, is_tolerant: bool = False) -> Speech:
    """Words and sounds with their times, or visemes with theirs. Times are seconds.

    Understood are, wherever they lie in the document: "words" with "phones" in them (Gentle), "tiers" with "words"
    and "phones" (Montreal Forced Aligner), "phones" or "phonemes" alone, words alone (their sounds are guessed from
    the spelling), "visemes" by name or number 0 to 14, and "frames" of 15 weights each.

    Args:
        data: The file.
        name: Of the file, for errors.
        is_tolerant: Leave out what makes no sense and say so.

    Raises:
        InputError: With the line, if it cannot be read.
    """
    text = decoded(data, name)
    document = json_value(text, name)
    reading = Reading(name, is_tolerant)
    if isinstance(document, dict) and isinstance(document.get("tiers"), dict):
        return _tiers(text, document, reading)
    for key, read in (("visemes", _visemes), ("frames", _frames), ("words", _words)):
        found = list(entries(text, key))
        if found:
            read(found, reading)
            return reading.speech(_duration(document))
    for key in _PARTS:
        found = list(entries(text, key))
        if found:
            _phones(found, reading)
            return reading.speech(_duration(document))
    if isinstance(document, list) and document:
        found = list(entries(text, ""))
        _listed(found, reading)
        return reading.speech()
    hint = "It needs a list named words, phones, visemes or frames."
    raise InputError(f"“{name}” holds no words, sounds or visemes.", hint, "lipsync.file")


def _duration(document: object) -> int:
    value = document.get("duration", 0) if isinstance(document, dict) else 0
    return round(value * 1000) if isinstance(value, int | float) and 0 <= value < 3600 else 0


def _first(entry: Entry, keys: Sequence[str]) -> Any:
    return next((entry[key] for key in keys if key in entry), None)


def _mappings(found: Sequence[tuple[int, Any]], reading: Reading) -> Iterator[tuple[int, Entry]]:
    for line, entry in found:
        if isinstance(entry, dict):
            yield line, entry
        else:
            reading.wrong(line, "this is no entry with names")


def _listed(found: Sequence[tuple[int, Any]], reading: Reading) -> None:
    """A bare list: what its first entry looks like, all of them are."""
    first = found[0][1]
    keys = first.keys() if isinstance(first, dict) else ()
    if {"phone", "phoneme"} & set(keys):
        _phones(found, reading)
    elif {"viseme", "visemeId"} & set(keys):
        _visemes(found, reading)
    else:
        _words(found, reading)


def _words(found: Sequence[tuple[int, Any]], reading: Reading) -> None:
    for line, entry in _mappings(found, reading):
        word = str(_first(entry, ("word", *_WORD_KEYS)) or "")
        if entry.get("case") == _NOT_FOUND:
            reading.notes.append(f"The word “{word}” was not found in the sound by the aligner.")
            continue
        span = reading.span(line, _first(entry, _START_KEYS), _first(entry, _END_KEYS))
        if span is None:
            continue
        if word:
            reading.words.append(SpokenWord(word, *span))
        parts = _first(entry, _PARTS)
        if isinstance(parts, list) and parts:
            _word_phones(line, parts, span, reading)
        elif word:
            _spelt(line, word, span, reading)


def _word_phones(line: int, parts: Sequence[Any], span: tuple[int, int], reading: Reading) -> None:
    """Gentle gives lengths, others times."""
    now = span[0] / 1000
    rows: list[tuple[int, str, int, int]] = []
    for part in parts:
        if not isinstance(part, dict):
            reading.wrong(line, "a sound of the word is no entry with names")
            continue
        start = _first(part, _START_KEYS)
        end = _first(part, _END_KEYS)
        length = part.get("duration")
        if start is None and isinstance(length, int | float) and not isinstance(length, bool):
            start, end = now, now + length
        elif end is None and isinstance(start, int | float) and isinstance(length, int | float):
            end = start + length
        times = reading.span(line, start, end)
        if times is not None:
            now = times[1] / 1000
            rows.append((line, str(_first(part, _PHONE_KEYS) or ""), *times))
    _add_phones(rows, reading)


def _spelt(line: int, word: str, span: tuple[int, int], reading: Reading) -> None:
    """A word whose sounds nobody tells: those of its spelling, as long as they usually are."""
    try:
        sounds = [sound for part in words_of(word) for sound in part.sounds if not sound.is_silent]
    except InputError:
        reading.wrong(line, f"nobody can say “{word[:40]}”")
        return
    total = sum(sound.duration_ms for sound in sounds)
    done = 0
    for sound in sounds:
        start = span[0] + done * (span[1] - span[0]) // total
        done += sound.duration_ms
        reading.add(line, viseme_of(sound), start, span[0] + done * (span[1] - span[0]) // total)


def _phones(found: Sequence[tuple[int, Any]], reading: Reading) -> None:
    rows: list[tuple[int, str, int, int]] = []
    for line, entry in _mappings(found, reading):
        span = reading.span(line, _first(entry, _START_KEYS), _first(entry, _END_KEYS))
        if span is not None:
            rows.append((line, str(_first(entry, _PHONE_KEYS) or ""), *span))
    _add_phones(rows, reading)


def _add_phones(rows: Sequence[tuple[int, str, int, int]], reading: Reading) -> None:
    known: list[tuple[int, Shares, int, int]] = []
    for line, phone, start, end in rows:
        shares = shares_of_phone(phone)
        if shares is None:
            reading.wrong(line, f"the sound “{phone[:40]}” is not known")
        else:
            known.append((line, shares, start, end))
    for index, (line, shares, start, end) in enumerate(known):
        following = known[index + 1][1] if index + 1 < len(known) else ()
        used = shares or following[:1] or (("sil", 1.0),)  # an H looks like what follows
        now = float(start)
        for viseme, share in used:
            part = (end - start) * share if len(used) > 1 else end - start
            reading.add(line, viseme, round(now), round(now + part))
            now += part


def _tiers(text: str, document: Entry, reading: Reading) -> Speech:
    """Montreal Forced Aligner: each tier has entries of start, end and label."""
    tiers: dict[str, list[tuple[int, Any]]] = {}
    found = list(entries(text, "entries"))
    at = 0
    for name, tier in document["tiers"].items():
        inside = tier.get("entries") if isinstance(tier, dict) else None
        count = len(inside) if isinstance(inside, list) else 0
        tiers[str(name).lower()] = found[at : at + count]
        at += count
    words = next((tier for name, tier in tiers.items() if "word" in name), [])
    phones = next((tier for name, tier in tiers.items() if "phone" in name), [])
    for _, label, start, end in _labels(words, reading):
        if label.strip() and not label.startswith("<"):
            reading.words.append(SpokenWord(label, start, end))
    _add_phones(list(_labels(phones, reading)), reading)
    if not phones:
        for word in list(reading.words):
            _spelt(1, word.text, (word.start_ms, word.end_ms), reading)
    end_s = document.get("end", 0)
    return reading.speech(round(end_s * 1000) if isinstance(end_s, int | float) and 0 <= end_s < 3600 else 0)


def _labels(tier: Sequence[tuple[int, Any]], reading: Reading) -> Iterator[tuple[int, str, int, int]]:
    for line, entry in tier:
        if not isinstance(entry, list) or len(entry) < 3:
            reading.wrong(line, "here a start, an end and a label are expected")
            continue
        span = reading.span(line, entry[0], entry[1])
        if span is not None:
            yield line, str(entry[2]), *span


def _visemes(found: Sequence[tuple[int, Any]], reading: Reading) -> None:
    """By name or number; without an end each lasts until the next."""
    rows = list(_mappings(found, reading))
    for index, (line, entry) in enumerate(rows):
        viseme = named_viseme(_first(entry, _VISEME_KEYS))
        if viseme is None:
            reading.wrong(line, f"“{str(_first(entry, _VISEME_KEYS))[:40]}” is none of the 15 visemes")
            continue
        start, end = _first(entry, _START_KEYS), _first(entry, _END_KEYS)
        length = entry.get("duration")
        if end is None and isinstance(length, int | float) and isinstance(start, int | float):
            end = start + length
        if end is None:
            following = _first(rows[index + 1][1], _START_KEYS) if index + 1 < len(rows) else None
            end = following if following is not None else _after(start)
        span = reading.span(line, start, end)
        if span is not None:
            reading.add(line, viseme, *span)


def _after(start: object) -> object:
    return start + _LAST_SHAPE_MS / 1000 if isinstance(start, int | float) else start


def _frames(found: Sequence[tuple[int, Any]], reading: Reading) -> None:
    """Weights of all 15 visemes at moments: the strongest one counts."""
    rows: list[tuple[int, str, Any]] = []
    for line, entry in _mappings(found, reading):
        weights = _first(entry, ("weights", "visemes", "values"))
        is_row = isinstance(weights, list) and len(weights) == 15
        if not is_row or not all(isinstance(one, int | float) and math.isfinite(one) for one in weights):
            reading.wrong(line, "a frame needs 15 weights")
            continue
        best = max(range(15), key=weights.__getitem__)
        rows.append((line, named_viseme(best if weights[best] > _SHOWN_SHARE else 0) or "sil",
                     _first(entry, _START_KEYS)))  # fmt: skip
    for index, (line, viseme, start) in enumerate(rows):
        end = rows[index + 1][2] if index + 1 < len(rows) else _after(start)
        span = reading.span(line, start, end)
        if span is not None:
            reading.add(line, viseme, *span)
