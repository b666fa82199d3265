"""A text laid over its recording: which sound is said when.

The sounds of the text follow each other; what is heard in each frame says how well it fits each of them. Dynamic
programming finds the cheapest way to stretch the sounds over the frames (Vintsyuk 1968; Sakoe and Chiba 1978).
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from studio.core.errors import InputError
from studio.core.jobs import CancelToken, Progress, ProgressClock
from studio.models.speech import OPEN_VISEMES, VISEMES
from studio.models.speech_cues import SILENCE, Cue, SpokenWord, TextWord, viseme_of
from studio.models.speech_curves import INDEX
from studio.pipelines.speech_features import FRAME_MS, Features, Floats
from studio.pipelines.speech_visemes import runs, speaking, stops, strength_of, viseme_scores

MOST_CELLS = 250_000_000
_LEAST_FRAMES = {True: 4, False: 2}
"""Of a vowel, of a consonant."""
_STAY_COST = {True: 0.02, False: 0.12}
_FLOOR = -7.0
_STOPS = ("PP", "DD", "kk")
_ROWS_A_STEP = 500
_OWN, _KIND, _REST = 0.62, 0.3, 0.08
_IMPOSSIBLE = -1e9
_REACH = 1000
"""So many states around the likeliest are looked at: half a minute of speech."""


@dataclass(frozen=True, slots=True)
class _State:
    """A part of a sound: each sound is a row of them, so that it lasts at least as long."""

    sound: int
    viseme: str
    word: int
    is_last: bool
    is_optional: bool


def aligned(
    words: Sequence[TextWord], features: Features, cancel: CancelToken | None = None
) -> Generator[Progress, None, tuple[list[Cue], list[SpokenWord]]]:
    """The sounds of a text in time.

    Args:
        words: From `words_of`.
        features: Of the recording.
        cancel: Stops between two steps.

    Returns:
        The mouth shapes, and the words.

    Raises:
        InputError: If the text is much longer than the recording, or both are very long.
    """
    active = speaking(features.level_db)
    if not active.any():
        raise InputError("Nothing is said in the recording.", "Give one with a voice in it.", "audio.silent")
    states = _states(words)
    needed = sum(not state.is_optional for state in states)
    if needed > int(active.sum()) * 1.3 + 10:
        message = f"The text is too long for the recording, in which {active.sum() * FRAME_MS / 1000:.1f} s are spoken."
        raise InputError(message, "Give exactly the words that are said.", "speech.text_long")
    if min(len(states), 2 * _REACH) * len(features) > MOST_CELLS:
        hint = "Cut both into parts of some minutes, or use an aligner's file."
        raise InputError("The text is too long to be laid over the recording at once.", hint, "speech.text_long")
    fits = _fits(features, active)
    path = yield from _cheapest(fits, states, cancel or CancelToken())
    return _cues(path, states, features, active), _words(path, states, words)


def _states(words: Sequence[TextWord]) -> list[_State]:
    """Between words there may be silence."""
    states: list[_State] = [_State(-1, SILENCE, -1, True, True)]
    sound = 0
    for number, word in enumerate(words):
        if not word.text:
            continue
        for one in word.sounds:
            viseme = viseme_of(one)
            count = _LEAST_FRAMES[viseme in OPEN_VISEMES]
            states += [_State(sound, viseme, number, index == count - 1, False) for index in range(count)]
            sound += 1
        states.append(_State(-1, SILENCE, -1, True, True))
    return states


def _fits(features: Features, active: NDArray[np.bool_]) -> Floats:
    """(T, 15) logarithms: mostly the sound itself, partly its kind, as spelling knows more than ears."""
    scores = viseme_scores(features, active)
    for name, start, end in stops(features, active):
        scores[start:end, INDEX[name]] = np.maximum(scores[start:end].max(axis=1), 0) + 1.0
        for other in _STOPS:
            scores[start:end, INDEX[other]] = np.maximum(
                scores[start:end, INDEX[other]], scores[start:end, INDEX[name]] - 1.5
            )
    shares = np.exp(scores - scores.max(axis=1, keepdims=True))
    shares /= shares.sum(axis=1, keepdims=True)
    rest = shares[:, INDEX[SILENCE]]
    is_open = np.array([name in OPEN_VISEMES for name in VISEMES])
    vowels, others = shares[:, is_open].sum(axis=1), shares[:, ~is_open].sum(axis=1) - rest
    columns = []
    for viseme in VISEMES:
        own = shares[:, INDEX[viseme]]
        if viseme == SILENCE:
            column = own
        elif viseme in OPEN_VISEMES:
            column = _OWN * own + _KIND * vowels
        else:
            column = _OWN * own + _KIND * others + (_KIND if viseme in _STOPS else _REST) * rest
            column = np.maximum(column, 0.1 * vowels)  # M, L, N and R ring like vowels
        columns.append(np.maximum(np.log(column + 1e-9), _FLOOR))
    return np.stack(columns, axis=1)


def _cheapest(
    fits: Floats, states: Sequence[_State], cancel: CancelToken
) -> Generator[Progress, None, NDArray[np.int64]]:
    """The state of each frame."""
    count, width = len(fits), len(states)
    kinds = np.array([INDEX[state.viseme] for state in states])
    stay = np.array([_stay_cost(state) for state in states], np.float32)
    skip = np.array(
        [0.0 if index >= 2 and states[index - 1].is_optional else _IMPOSSIBLE for index in range(width)], np.float32
    )
    lows = np.zeros(count, np.int64)
    back = np.zeros((count, min(width, 2 * _REACH)), np.int8)
    total = np.full(width + 2, _IMPOSSIBLE, np.float32)  # two more in front, from which nobody comes
    total[2:4] = fits[0, kinds[:2]]
    clock = ProgressClock(count)
    for row in range(1, count):
        if row % _ROWS_A_STEP == 0:
            cancel.check()
            total -= total.max()  # sums stay small, or differences would be lost
            yield clock.at(row, "laying the text over the sound")
        low = lows[row] = max(lows[row - 1], min(int(total.argmax()) - 2 - _REACH, width - back.shape[1]))
        high = low + back.shape[1]
        here = total[low + 2 : high + 2] + stay[low:high]
        step = total[low + 1 : high + 1]
        jump = total[low:high] + skip[low:high]
        moved = np.maximum(step, jump)
        back[row] = (here < moved) * (1 + (step < jump)).astype(np.int8)
        best = np.maximum(here, moved) + fits[row, kinds[low:high]]
        total[:] = _IMPOSSIBLE
        total[low + 2 : high + 2] = best
    state = width - 1 if total[-1] >= total[-2] else width - 2
    if total[state + 2] < _IMPOSSIBLE / 2:
        raise InputError(
            "The text does not fit into the recording.", "Give exactly the words that are said.", "speech.text_long"
        )
    path = np.empty(count, np.int64)
    for row in range(count - 1, -1, -1):
        path[row] = state
        state -= int(back[row, state - lows[row]])
    return path


def _stay_cost(state: _State) -> float:
    if not state.is_last:
        return _IMPOSSIBLE
    return 0.0 if state.is_optional else -_STAY_COST[state.viseme in OPEN_VISEMES]


def _cues(
    path: NDArray[np.int64], states: Sequence[_State], features: Features, active: NDArray[np.bool_]
) -> list[Cue]:
    sounds = np.array([state.sound for state in states])[path]
    silent = np.array([state.is_optional for state in states])[path]
    number = np.where(silent, -1 - path, sounds)
    return [
        Cue(states[path[start]].viseme, start * FRAME_MS, end * FRAME_MS, strength_of(features, active, start, end))
        for start, end in runs(number)
    ]


def _words(path: NDArray[np.int64], states: Sequence[_State], words: Sequence[TextWord]) -> list[SpokenWord]:
    numbers = np.array([state.word for state in states])[path]
    return [
        SpokenWord(words[numbers[start]].text, start * FRAME_MS, end * FRAME_MS)
        for start, end in runs(numbers) if numbers[start] >= 0
    ]  # fmt: skip
