"""From cues to smooth weights of the visemes: sounds colour each other, lips that must meet do meet."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from studio.models.speech import CLOSED_VISEMES, OPEN_VISEMES, VISEMES
from studio.models.speech_cues import SHORTEST_CLOSURE_MS, SILENCE, Cue, Speech

STEP_MS = 10
ATTACK_MS = 50
"""How long before a sound the mouth is on its way."""
RELEASE_MS = 70
"""How long after it something of it is left."""
CARRY_OVER = 0.35
"""How much of the next vowel a consonant already shows."""
_CLOSURE_SHARE = 0.3
_LONGEST_HOLD_MS = 120
_CLOSURE_RAMP_MS = 30
_END_RAMP_MS = 40

INDEX = {name: index for index, name in enumerate(VISEMES)}


def viseme_curves(speech: Speech) -> NDArray[np.float64]:
    """The weights of all visemes, every `STEP_MS` from 0 to the end.

    Returns:
        (T, 15), each row adds up to 1; "sil" is what the mouth does not do.
    """
    times = sample_times(speech)
    weights = _smoothed(_steps(speech.cues, times))
    for cue in speech.cues:
        if cue.viseme in CLOSED_VISEMES:
            _close(weights, times, cue)
    ends = np.clip(np.minimum(times, times[-1] - times) / _END_RAMP_MS, 0, 1)
    closed = np.zeros(len(VISEMES))
    closed[INDEX[SILENCE]] = 1
    blended: NDArray[np.float64] = weights * ends[:, None] + closed * (1 - ends[:, None])
    return blended


def sample_times(speech: Speech) -> NDArray[np.float64]:
    """When the rows of `viseme_curves` are; the last one is the end itself."""
    count = math.ceil(speech.duration_ms / STEP_MS)
    return np.minimum(np.arange(count + 1) * STEP_MS, speech.duration_ms).astype(np.float64)


def closure_core(cue: Cue) -> tuple[float, float]:
    """When the lips of a closure touch: at least `SHORTEST_CLOSURE_MS`, however short the sound."""
    middle = (cue.start_ms + cue.end_ms) / 2
    hold = min(max(SHORTEST_CLOSURE_MS + STEP_MS, _CLOSURE_SHARE * cue.duration_ms * 2), _LONGEST_HOLD_MS)
    return middle - hold / 2, middle + hold / 2


def _steps(cues: tuple[Cue, ...], times: NDArray[np.float64]) -> NDArray[np.float64]:
    steps = np.zeros((len(times), len(VISEMES)))
    starts = np.searchsorted(times, [cue.start_ms for cue in cues])
    ends = np.append(starts[1:], len(times))
    for index, cue in enumerate(cues):
        row = np.zeros(len(VISEMES))
        vowel = _vowel_near(cues, index)
        own = cue.strength * (1 - CARRY_OVER if vowel else 1.0)
        row[INDEX[cue.viseme]] += own
        if vowel:
            row[INDEX[vowel]] += cue.strength * CARRY_OVER
        row[INDEX[SILENCE]] += 1 - row.sum()
        steps[starts[index] : ends[index]] = row
    return steps


def _vowel_near(cues: tuple[Cue, ...], index: int) -> str:
    """The vowel that colours a consonant: of the next two cues, else the one before; empty for none."""
    cue = cues[index]
    if cue.is_silent or cue.viseme in OPEN_VISEMES or cue.viseme in CLOSED_VISEMES:
        return ""
    around = [*cues[index + 1 : index + 3], *cues[max(0, index - 1) : index]]
    return next((near.viseme for near in around if near.viseme in OPEN_VISEMES), "")


def _smoothed(steps: NDArray[np.float64]) -> NDArray[np.float64]:
    """Half of what is shown lies ahead, half behind, so that two sounds cross exactly where they meet."""
    ahead = _half_window(ATTACK_MS)
    behind = _half_window(RELEASE_MS)
    window = np.concatenate([ahead[::-1], behind]) / 2
    padded = np.pad(steps, ((len(behind), len(ahead)), (0, 0)), mode="edge")
    sums = np.apply_along_axis(np.convolve, 0, padded, window, "full")
    first = len(behind) + len(ahead) - 1
    result: NDArray[np.float64] = sums[first : first + len(steps)]
    return np.asarray(result / result.sum(axis=1, keepdims=True))


def _half_window(length_ms: int) -> NDArray[np.float64]:
    count = max(1, length_ms // STEP_MS)
    half = np.cos((np.arange(count) + 0.5) / count * np.pi / 2)  # adds up to an eased way
    return np.asarray(half / half.sum())


def _close(weights: NDArray[np.float64], times: NDArray[np.float64], cue: Cue) -> None:
    start, end = closure_core(cue)
    first, last = np.searchsorted(times, [start - _CLOSURE_RAMP_MS, end + _CLOSURE_RAMP_MS])
    part = slice(int(first), int(last) + 1)
    away = np.maximum(start - times[part], times[part] - end)
    share = np.clip(1 - away / _CLOSURE_RAMP_MS, 0, 1)[:, None]
    shut = np.zeros(len(VISEMES))
    shut[INDEX[cue.viseme]] = 1
    weights[part] = weights[part] * (1 - share) + shut * share
