"""Finding by a few typed letters."""

from __future__ import annotations

WORD_START, RUN, PLAIN, SKIP = 8.0, 5.0, 1.0, 0.15


def fuzzy_score(query: str, text: str) -> float | None:
    """How well a text fits what was typed.

    Every typed word has to be found: as letters in their order, with others between them. Letters that begin a word
    and letters that follow one another count most.

    Args:
        query: As typed.
        text: What is searched.

    Returns:
        Higher is better; 0 for an empty query; None if it does not fit.
    """
    folded = text.casefold()
    total = 0.0
    for word in query.casefold().split():
        best = _best(word, folded)
        if best is None:
            return None
        total += best
    return total


def fuzzy_places(query: str, text: str) -> tuple[int, ...]:
    """Which letters of the text were meant, for showing them bold; empty if it does not fit."""
    folded = text.casefold()
    if len(folded) != len(text):
        return ()
    places: set[int] = set()
    for word in query.casefold().split():
        found = [_walk(word, folded, start) for start in _starts(word, folded)]
        fitting = [one for one in found if one is not None]
        if not fitting:
            return ()
        places |= set(max(fitting, key=lambda one: one[0])[1])
    return tuple(sorted(places))


def _best(word: str, text: str) -> float | None:
    scores = [found[0] for start in _starts(word, text) if (found := _walk(word, text, start)) is not None]
    return max(scores) if scores else None


def _starts(word: str, text: str) -> list[int]:
    return [place for place, letter in enumerate(text) if letter == word[0]]


def _walk(word: str, text: str, start: int) -> tuple[float, list[int]] | None:
    """Letters in order from `start` on; each the next one there is, one that begins a word where possible."""
    score, place, places = 0.0, start, []
    for index, letter in enumerate(word):
        if index:
            after = place + 1
            if after < len(text) and text[after] == letter:
                place = after
                score += RUN
            else:
                found = _next(letter, text, after)
                if found < 0:
                    return None
                score -= SKIP * (found - after)
                place = found
        score += WORD_START if _begins_word(text, place) else PLAIN
        places.append(place)
    return score - SKIP * 0.2 * len(text), places


def _next(letter: str, text: str, after: int) -> int:
    place = text.find(letter, after)
    first = place
    while place >= 0:
        if _begins_word(text, place):
            return place
        place = text.find(letter, place + 1)
    return first


def _begins_word(text: str, place: int) -> bool:
    return place == 0 or not text[place - 1].isalnum()
