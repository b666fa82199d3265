"""Which mouth shape a sound comes from, by loudness, voice, brightness and formants; no model, no network.

It hears vowels, hisses, nasals and stops well enough for lips. What sounds nearly alike but looks different (M and N,
V and TH) it can only guess: give the text, or an aligner's file, where lips matter.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from studio.models.speech import OPEN_VISEMES, VISEMES
from studio.models.speech_cues import SILENCE, Cue
from studio.models.speech_curves import INDEX
from studio.pipelines.speech_features import FRAME_MS, Features, Floats

_VOWELS: Mapping[str, Sequence[tuple[float, float, float]]] = {
    "aa": ((730, 1090, 2440), (690, 1660, 2410), (640, 1190, 2390)),
    "E": ((530, 1840, 2480), (500, 1500, 2500)),
    "ih": ((270, 2290, 3010), (390, 1990, 2550)),
    "oh": ((570, 840, 2410), (470, 800, 2500)),
    "ou": ((300, 870, 2240), (380, 880, 2240), (420, 1020, 2240)),
    "RR": ((490, 1350, 1690),),
}
"""Resonances of American men: G. Peterson, H. Barney, "Control Methods Used in a Study of the Vowels", 1952."""
_FORMANT_WEIGHTS = np.array([1.0, 1.0, 0.25])
_MISSING_BARK = 1.5
_SIZES = np.linspace(0.85, 1.4, 34)
"""Resonances of smaller people lie higher, all by about the same factor."""
_SIZE_PRIOR = 6.0
_SPREAD_BARK = 0.8
_FARTHEST = 5.0
"""A formant that was missed must not turn a vowel into a hiss."""
_VOICED = 0.45

_GATE_BELOW_PEAK_DB, _GATE_ABOVE_FLOOR_DB, _GATE_HYSTERESIS_DB = 38.0, 9.0, 5.0
_QUIETEST_DB = -62.0
_DIP_DB, _DIP_FRAMES = 22.0, 10
_SWITCH_COST = 4.0
_SHORTEST_FRAMES = 3
_STOP_FRAMES = (2, 13)
_LEAD_FRAMES = 6
_BURST_FRAMES = 2
_HUM_HZ = (850.0, 1400.0, 2200.0)
"""Second resonance of M and B up to the middle, of N and D from there."""
_BREATH_FRAMES = 6
_HISSES = frozenset({"SS", "CH", "FF", "TH", "kk"})
_NEVER = -1e3

Bools = NDArray[np.bool_]


def speaking(level_db: Floats) -> Bools:
    """Whether each frame holds speech: a gate that opens at one loudness and closes at a lower one."""
    floor, peak = max(-80.0, float(np.percentile(level_db, 5))), float(np.percentile(level_db, 95))
    if peak < _QUIETEST_DB:
        return np.zeros(len(level_db), np.bool_)
    opens = max(floor + _GATE_ABOVE_FLOOR_DB, peak - _GATE_BELOW_PEAK_DB)
    if opens > peak - 6:  # one long sound without any rest
        opens = peak - 12
    closes = opens - _GATE_HYSTERESIS_DB
    padded = np.pad(level_db, _DIP_FRAMES, mode="edge")
    around = np.lib.stride_tricks.sliding_window_view(padded, 2 * _DIP_FRAMES + 1).max(axis=1)
    is_dip = level_db < around - _DIP_DB  # the closure of a stop in a noisy room
    result = np.zeros(len(level_db), np.bool_)
    is_open = False
    for index, level in enumerate(level_db):
        is_open = level > closes if is_open else level > opens
        result[index] = is_open and not (is_dip[index] and level < opens + 6)
    return _without_clicks(result)


def _without_clicks(active: Bools) -> Bools:
    for start, end in runs(active):
        if active[start] and end - start < 2:
            active[start:end] = False
    return active


def runs(values: NDArray[np.generic]) -> list[tuple[int, int]]:
    """Stretches of equal values: (first row, row after the last)."""
    edges = np.flatnonzero(values[1:] != values[:-1]) + 1
    return list(zip([0, *edges.tolist()], [*edges.tolist(), len(values)], strict=True))


def viseme_scores(features: Features, active: Bools) -> Floats:
    """How well each frame fits each viseme.

    Returns:
        (T, 15) logarithms of likelihoods up to a constant a row; stops are found by `stops`, not here.
    """
    size = speaker_size(features, active)
    scores = np.full((len(features), len(VISEMES)), _NEVER)
    scores[~active, INDEX[SILENCE]] = 0.0
    loud = float(np.percentile(features.level_db[active], 85)) if active.any() else 0.0
    below = loud - features.level_db
    voiced = np.clip((features.voicing - _VOICED) / 0.15, -1, 1)
    for name, shapes in _VOWELS.items():
        away = np.min([_distance(features.formants_hz / size, shape) for shape in shapes], axis=0)
        scores[:, INDEX[name]] = (
            -np.minimum((away / _SPREAD_BARK) ** 2 / 2, _FARTHEST) + 2 * voiced - np.maximum(below - 16, 0) / 4
        )
    scores[:, INDEX["RR"]] -= 1.0
    bands, centroid = features.bands, features.centroid_hz
    low = bands[:, 0] + bands[:, 1]
    first, second = features.formants_hz[:, 0] / size, features.formants_hz[:, 1] / size
    quiet = 2 * voiced + np.clip((below - 8) / 3, -3, 1.5) + np.clip((low - 0.7) * 5, -3, 0.5)
    is_hum = (first < 420) & (second > _HUM_HZ[0]) & (second < _HUM_HZ[2])
    lips = np.clip((_HUM_HZ[1] - second) / 150, -1, 1) * 0.7  # closed lips make the longer tube
    loud_lips = np.clip((below - 7) * 0.6, -4, 0)  # W and R glide there without closing
    scores[:, INDEX["PP"]] = quiet + loud_lips + np.where(is_hum, lips, -2.0)
    scores[:, INDEX["nn"]] = quiet + np.where(is_hum, -lips, -2.0) + loud_lips * (second < _HUM_HZ[1])
    hiss = -4 * voiced - 1
    high = bands[:, 4] + bands[:, 5]
    scores[:, INDEX["SS"]] = hiss + np.clip((centroid - 4600) / 500, -4, 2) + np.clip((bands[:, 5] - 0.5) * 4, -1, 1)
    middle = bands[:, 2] + bands[:, 3] + bands[:, 4]
    scores[:, INDEX["CH"]] = hiss + np.clip((middle - 0.7) * 8, -4, 1.5) + np.clip((4600 - centroid) / 500, -3, 1)
    weak = np.clip((below - 20) / 3, -3, 1.5)
    flat = 1.5 - 4 * np.abs(bands[:, 2:] - 0.22).max(axis=1)
    scores[:, INDEX["FF"]] = hiss + weak + flat
    scores[:, INDEX["TH"]] = hiss + weak + flat - 1.0 + np.clip((high - 0.7) * 2, -1, 0.5)
    scores[:, INDEX["kk"]] = hiss + np.clip((bands[:, 2] - 0.6) * 6, -3, 1) - 1.5
    scores[~active, :] = _NEVER
    scores[~active, INDEX[SILENCE]] = 0.0
    return scores


def speaker_size(features: Features, active: Bools) -> float:
    """The factor by which a voice's resonances lie above those of the table."""
    used = active & (features.voicing > _VOICED) & (features.formants_hz[:, 2] > 0)
    if used.sum() < 3:
        return 1.0
    formants = features.formants_hz[used]
    formants = formants[:: max(1, len(formants) // 2000)]
    shapes = [shape for name, row in _VOWELS.items() if name in OPEN_VISEMES for shape in row]
    costs = []
    for size in _SIZES:
        away = np.min([_distance(formants / size, shape) for shape in shapes], axis=0)
        costs.append(float(np.minimum(away, 3).mean()) + _SIZE_PRIOR * (np.log(size / 1.05)) ** 2)
    return float(_SIZES[int(np.argmin(costs))])


def _distance(formants: Floats, shape: tuple[float, float, float]) -> Floats:
    """In Bark, as ears hear it; a formant that was not found counts as rather far."""
    away = np.abs(_bark(formants) - _bark(np.asarray(shape)))
    away = np.where(formants > 0, away, _MISSING_BARK)
    return np.asarray(np.sqrt((away**2 * _FORMANT_WEIGHTS).sum(axis=1)))


def _bark(tones_hz: Floats) -> Floats:
    """H. Traunmüller, "Analytical expressions for the tonotopic sensory scale", 1990."""
    return np.asarray(26.81 * tones_hz / (1960 + np.maximum(tones_hz, 1)) - 0.53)


def best_path(scores: Floats) -> NDArray[np.int64]:
    """The viseme of each frame, switching only where it pays (Viterbi)."""
    count, kinds = scores.shape
    back = np.empty((count, kinds), np.int8)
    total = scores[0].copy()
    stay = np.arange(kinds)
    for index in range(1, count):
        best = int(total.argmax())
        switched = total[best] - _SWITCH_COST
        keeps = total >= switched
        back[index] = np.where(keeps, stay, best)
        total = np.where(keeps, total, switched) + scores[index]
    path = np.empty(count, np.int64)
    path[-1] = int(total.argmax())
    for index in range(count - 1, 0, -1):
        path[index - 1] = back[index, path[index]]
    return path


def stops(features: Features, active: Bools) -> list[tuple[str, int, int]]:
    """P, T and K: a short closure, then a burst whose tone tells where the mouth was closed.

    Returns:
        (viseme, first frame, frame after the last), the burst included.
    """
    found: list[tuple[str, int, int]] = []
    stretches = runs(active)
    for start, end in stretches:
        if active[start]:
            continue
        is_last = end == len(active)
        is_inside = start > 0 and not is_last and _STOP_FRAMES[0] <= end - start <= _STOP_FRAMES[1]
        if is_last or not (is_inside or _has_burst(features, end)):
            continue
        first = start if is_inside else max(start, end - _LEAD_FRAMES)
        found.append((_burst_kind(features, end), first, min(len(active), end + 1)))
    return found


def _has_burst(features: Features, start: int) -> bool:
    """Whether a sound begins unvoiced and is a voice a few frames later."""
    later = features.voicing[start + 3 : start + 8]
    first = features.voicing[start : start + 1]
    differs = _unlike_later(features, start)
    return len(later) > 0 and float(later.max()) > _VOICED and float(first.max()) < _VOICED and differs > 0.7


def _unlike_later(features: Features, start: int) -> float:
    later = features.bands[start + 3 : start + 6]
    return float(np.abs(features.bands[start] - later.mean(axis=0)).sum()) if len(later) else 0.0


def _burst_kind(features: Features, start: int) -> str:
    here = features.bands[start : start + _BURST_FRAMES].mean(axis=0)
    differs = _unlike_later(features, start)
    if here[4] + here[5] > 0.45 and differs > 0.5:
        return "DD"
    if here[2] + here[3] > 0.5 and differs > 0.5:
        return "kk"
    return "PP"


def heard_cues(features: Features) -> list[Cue]:
    """The mouth shapes of a recording."""
    active = speaking(features.level_db)
    path = best_path(viseme_scores(features, active))
    _absorb_short(path)
    for name, start, end in stops(features, active):
        path[start:end] = INDEX[name]
        _voice_breath(path, end)
    return [
        Cue(VISEMES[path[start]], start * FRAME_MS, end * FRAME_MS, strength_of(features, active, start, end))
        for start, end in runs(path)
    ]


def _voice_breath(path: NDArray[np.int64], start: int) -> None:
    """The breath between a stop and its vowel already has the vowel's shape."""
    end = start
    while end < len(path) and path[end] == path[start]:
        end += 1
    is_hiss = start < len(path) and VISEMES[path[start]] in _HISSES
    if is_hiss and end - start <= _BREATH_FRAMES and end < len(path) and VISEMES[path[end]] in OPEN_VISEMES:
        path[start:end] = path[end]


def _absorb_short(path: NDArray[np.int64]) -> None:
    """A shape of less than 30 ms is a moment between two others, not one of its own."""
    for start, end in runs(path):
        if end - start >= _SHORTEST_FRAMES or path[start] == INDEX[SILENCE]:
            continue
        before = path[start - 1] if start else path[start]
        after = path[end] if end < len(path) else path[start]
        speaks = [side for side in (before, after) if side != INDEX[SILENCE]]
        if speaks:
            path[start:end] = speaks[0]


def strength_of(features: Features, active: Bools, start: int, end: int) -> float:
    """Soft speech moves the mouth less; in steps, so that neighbours are equal more often."""
    if not active.any() or not active[start:end].any():
        return 1.0
    loud = float(np.percentile(features.level_db[active], 85))
    here = float(features.level_db[start:end].max())
    return round(20 * min(1.0, max(0.6, 1 + (here - loud + 4) / 40))) / 20
