"""Speech as a clip: a talk track that is laid over any emotion, with few keys and a stated error."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from studio.core.errors import InputError
from studio.models.acting import blink_clip, talk_clip
from studio.models.clip import Clip, Key, Track, TrackRole
from studio.models.controls import Pose, Region
from studio.models.expression import BlendMode
from studio.models.sheet import AnimationEvent, LoopMode
from studio.models.speech import CLOSED_VISEMES, VISEMES
from studio.models.speech_cues import SILENCE, Speech
from studio.models.speech_curves import INDEX, sample_times, viseme_curves

DEFAULT_ERROR = 0.08
_LEAST_SHOWN = 0.02
_LEAD_MS, _TAIL_MS = 80, 160
_PAUSE_MS = 700
"""A longer pause gives the mouth back to the emotion."""
_BLINK_EVERY_MS = (1800, 4200)
_EASING = "in-out-sine"
MOUTH_REGIONS = (Region.MOUTH, Region.JAW, Region.TONGUE)


@dataclass(frozen=True, slots=True)
class TalkOptions:
    """How speech becomes a clip.

    Attributes:
        clip_id, name: Of the clip.
        mode: ADD quietens the emotion's mouth while it speaks and adds to what is left, so that a smile stays;
            OVERWRITE takes the mouth, jaw and tongue over for the whole clip.
        largest_error: How far a viseme's weight may be from the exact one, 0…0.5; less gives more keys.
        intensity: 0…2; below 1 mumbles, above 1 is theatre.
        blink_seed: Adds blinks; another seed, another rhythm; None for none.
        fps: Frames a second of the clip.
        loop: What happens at its end.
        has_viseme_events: Whether each mouth shape is an event too, beside the words.
    """

    clip_id: str = "talk"
    name: str = "Talk"
    mode: BlendMode = BlendMode.ADD
    largest_error: float = DEFAULT_ERROR
    intensity: float = 1.0
    blink_seed: int | None = None
    fps: float = 24.0
    loop: LoopMode = LoopMode.ONCE
    has_viseme_events: bool = True

    def __post_init__(self) -> None:
        if not 0 <= self.largest_error <= 0.5:
            raise InputError("The error of a talk clip is out of range.", "Give 0 to 0.5.", "speech.error")
        if not 0 < self.intensity <= 2:
            raise InputError("The intensity of speech is out of range.", "Give more than 0, at most 2.", "speech.error")
        if self.mode is BlendMode.MULTIPLY:
            raise InputError("Speech cannot multiply.", "Use add or overwrite.", "speech.mode")


@dataclass(frozen=True, slots=True)
class MadeTalk:
    """A talk clip and what became of the speech.

    Attributes:
        clip: The clip.
        key_count: Keys of its mouth.
        sample_count: Moments that they stand for.
        error: Largest deviation of a viseme's weight at any of those moments.
    """

    clip: Clip
    key_count: int
    sample_count: int
    error: float


def speech_clip(speech: Speech, options: TalkOptions | None = None) -> MadeTalk:
    """The clip of a speech.

    Its mouth is keyed with linked visemes ("viseme-aa:0.6+viseme-nn:0.4"): editing a viseme changes all speech. Lips
    that must meet carry accents, so that no frame rate misses them. Words are events named "word".
    """
    chosen = options or TalkOptions()
    times, weights = sample_times(speech), viseme_curves(speech)
    accents = _accents(speech, times)
    kept = _kept(times, weights, chosen.largest_error, accents)
    keys = tuple(
        Key(
            round(times[row]),
            expression=_shown(weights[row], chosen.intensity),
            easing=easing,
            is_accent=row in accents,
        )
        for row, easing in zip(kept.rows, kept.easings, strict=True)
    )
    is_over = chosen.mode is BlendMode.OVERWRITE
    mouth = Track("mouth", keys, chosen.mode, regions=MOUTH_REGIONS if is_over else (), role=TrackRole.TALK)
    tracks = [mouth] if is_over else [_room(speech, chosen.loop), mouth]
    if chosen.blink_seed is not None:
        tracks += _blinks(speech.duration_ms, chosen.blink_seed)
    clip = Clip(
        chosen.clip_id, chosen.name, tuple(tracks), speech.duration_ms, chosen.loop, chosen.fps,
        events=_events(speech, chosen),
    )  # fmt: skip
    return MadeTalk(clip, len(keys), len(times), kept.error)


def _accents(speech: Speech, times: NDArray[np.float64]) -> set[int]:
    """The rows in the middle of closures."""
    middles = [(cue.start_ms + cue.end_ms) / 2 for cue in speech.cues if cue.viseme in CLOSED_VISEMES]
    last = len(times) - 1
    return {min(last, round(middle / times[1])) for middle in middles} - {0, last} if last else set()


@dataclass(frozen=True, slots=True)
class _Kept:
    """Rows that become keys, and how the way from each to the next is travelled."""

    rows: tuple[int, ...]
    easings: tuple[str, ...]
    error: float


def _kept(times: NDArray[np.float64], weights: NDArray[np.float64], largest_error: float, needed: set[int]) -> _Kept:
    """The rows between which eased ways stay near all columns, the needed ones among them."""
    resting = weights[:, INDEX[SILENCE]] == 1.0
    changes = np.diff(resting.astype(np.int8))  # a rest is a way of its own
    edges = {int(row) for row in np.flatnonzero(changes == 1) + 1}
    edges |= {int(row) for row in np.flatnonzero(changes == -1)}
    open_parts = list(pairwise(sorted({0, len(times) - 1} | needed | edges)))
    easings: dict[int, str] = {}
    largest = 0.0
    while open_parts:
        first, end = open_parts.pop()
        away, easing = _way(times[first : end + 1], weights[first : end + 1])
        worst = int(away[1:-1].argmax()) + 1 if end - first > 1 else 0
        if worst and away[worst] > largest_error:
            open_parts += [(first, first + worst), (first + worst, end)]
        else:
            easings[first] = easing
            largest = max(largest, float(away[worst]))
    rows = sorted(easings)
    return _Kept((*rows, len(times) - 1), (*(easings[row] for row in rows), "hold"), largest)


def _way(times: NDArray[np.float64], weights: NDArray[np.float64]) -> tuple[NDArray[np.float64], str]:
    """How far the better of two ways from the first row to the last is from the rows between."""
    straight = (times - times[0]) / (times[-1] - times[0])
    ways = {"linear": straight, _EASING: (1 - np.cos(np.pi * straight)) / 2}
    aways = {
        easing: np.abs(weights - (weights[0] + (weights[-1] - weights[0]) * share[:, None])).max(axis=1)
        for easing, share in ways.items()
    }
    best = min(aways, key=lambda easing: float(aways[easing].max()))
    return aways[best], best


def _shown(row: NDArray[np.float64], intensity: float) -> str:
    terms = []
    for name in VISEMES:
        weight = round(float(row[INDEX[name]]) * (1.0 if name in CLOSED_VISEMES else intensity), 2)
        if name != SILENCE and weight >= _LEAST_SHOWN:
            terms.append(f"viseme-{name.lower()}" + ("" if weight == 1 else f":{weight:g}"))
    return "+".join(terms) or "viseme-sil"


@cache
def _quiet_mouth() -> Pose:
    """What the ready-made talk leaves of the emotion's mouth while it speaks."""
    room = next(track for track in talk_clip("aa").tracks if track.mode is BlendMode.MULTIPLY)
    return dict(room.keys[0].pose)


def _room(speech: Speech, loop: LoopMode) -> Track:
    quiet = _quiet_mouth()
    if loop is LoopMode.LOOP:
        return Track("quiet mouth", (Key(0, quiet),), BlendMode.MULTIPLY, role=TrackRole.TALK)
    free = dict.fromkeys(quiet, 1.0)
    keys: dict[int, Key] = {}
    for start, end in _spoken_parts(speech):
        moments = (max(0, start - _LEAD_MS), start, end, min(speech.duration_ms, end + _TAIL_MS))
        for time_ms, pose, easing in zip(moments, (free, quiet, quiet, free), (_EASING, "hold", _EASING, "hold"),
                                         strict=True):  # fmt: skip
            keys[time_ms] = Key(time_ms, pose, easing=easing)
    return Track(
        "quiet mouth", tuple(keys[time_ms] for time_ms in sorted(keys)), BlendMode.MULTIPLY, role=TrackRole.TALK
    )


def _spoken_parts(speech: Speech) -> list[tuple[int, int]]:
    parts: list[tuple[int, int]] = []
    for cue in speech.cues:
        if cue.is_silent:
            continue
        if parts and cue.start_ms - parts[-1][1] < _PAUSE_MS:
            parts[-1] = (parts[-1][0], cue.end_ms)
        else:
            parts.append((cue.start_ms, cue.end_ms))
    return parts


def _blinks(duration_ms: int, seed: int) -> list[Track]:
    """Blinks as people do while they talk: every two to four seconds."""
    model = blink_clip()
    chance = random.Random(seed)
    starts: list[int] = []
    now = chance.randint(300, _BLINK_EVERY_MS[0])
    while now + model.duration_ms <= duration_ms:
        starts.append(now)
        now += chance.randint(*_BLINK_EVERY_MS)
    return [_repeated(track, starts) for track in model.tracks] if starts else []


def _repeated(track: Track, starts: Sequence[int]) -> Track:
    keys = tuple(replace(key, time_ms=key.time_ms + start) for start in starts for key in track.keys)
    return replace(track, keys=keys, role=TrackRole.BLINK)


def _events(speech: Speech, options: TalkOptions) -> tuple[AnimationEvent, ...]:
    events = [AnimationEvent(max(0, word.start_ms), "word", word.text) for word in speech.words]
    if options.has_viseme_events:
        events += [AnimationEvent(cue.start_ms, "viseme", cue.viseme) for cue in speech.cues]
    return tuple(sorted(events, key=lambda event: event.time_ms))
