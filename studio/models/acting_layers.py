"""Layers of being alive, by chance and seed: they lie over any emotion and fit any length.

Each generator makes tracks with a role, so that a layer can be made again with another seed and takes the place of the
one before. All of them begin and end at rest or go round without a seam, so they loop.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from studio.core.errors import InputError
from studio.models.acting import BLINK_CLOSE_MS, BLINK_HOLD_MS, BLINK_OPEN_MS
from studio.models.clip import MAX_DURATION_MS, Clip, Key, Track, TrackRole, changed
from studio.models.controls import Pose
from studio.models.expression import BlendMode
from studio.models.sheet import LoopMode

BLINKS_PER_MINUTE = 17.0
"""Of somebody at rest; reading has fewer, talking more."""
BLINK_SPREAD = 0.6
"""Spread of the logarithm of the time between two blinks."""
DOUBLE_BLINKS = 0.12
"""How many blinks are followed by another at once."""
SHALLOW_BLINKS = 0.1
SHORTEST_LAYER_MS = 1000

_SOFT = "in-out-sine"
_QUIET_MS = 120
_LEAST_PAUSE_MS = 350
_LIDS = ("eyeBlinkLeft", "eyeBlinkRight")
_TENSION: Pose = {"eyeWideLeft": 0.0, "eyeWideRight": 0.0, "eyeSquintLeft": 0.5, "eyeSquintRight": 0.5}
_BROW_DIP = 0.06
_EYE_DEG = 30.0
"""Where a look control at 1 turns the eye to."""


def blink_layer(
    duration_ms: int, seed: int = 0, strength: float = 1.0, per_minute: float = BLINKS_PER_MINUTE
) -> tuple[Track, ...]:
    """Blinks as people have them: pauses are log-normal, some blinks come twice, some do not close.

    Args:
        duration_ms: Length of the layer.
        seed: Another seed, other moments.
        strength: How far the lids close, 0 … 1.
        per_minute: How often on average.

    Returns:
        Lids (added) and what tightens or widens them (multiplied), so that a blink shuts any pair of eyes.

    Raises:
        InputError: If the length, strength or rate cannot be.
    """
    _check(duration_ms, strength)
    if not 0.0 < per_minute <= 100.0:
        raise InputError(f"Nobody blinks {per_minute:g} times a minute.", "Give up to 100.", "clip.invalid")
    chance = _chance("blink", seed)
    lids: list[Key] = []
    tension: list[Key] = []
    free = dict.fromkeys(_TENSION, 1.0)
    for start, depth, pace in _blinks(chance, duration_ms, per_minute):
        share = min(1.0, strength) * depth
        shut = {**dict.fromkeys(_LIDS, share), "browDownLeft": _BROW_DIP * share, "browDownRight": _BROW_DIP * share}
        let_go = {name: 1.0 + (value - 1.0) * share for name, value in _TENSION.items()}
        closed = start + round(BLINK_CLOSE_MS * pace)
        opening = closed + round(BLINK_HOLD_MS * pace)
        end = opening + round(BLINK_OPEN_MS * pace)
        for keys, rest, peak in ((lids, {}, shut), (tension, free, let_go)):
            keys += [
                Key(start, rest, easing="in-quad"), Key(closed, peak, is_accent=True),
                Key(opening, peak, easing="out-quad"), Key(end, rest, easing="hold"),
            ]  # fmt: skip
    return (
        Track("blinks", tuple(lids), role=TrackRole.BLINK),
        Track("blink tension", tuple(tension), BlendMode.MULTIPLY, role=TrackRole.BLINK),
    )


def _blinks(chance: random.Random, duration_ms: int, per_minute: float) -> list[tuple[int, float, float]]:
    """(start, how far it closes, how slow it is) of each blink."""
    length = BLINK_CLOSE_MS + BLINK_HOLD_MS + BLINK_OPEN_MS
    centre = math.log(60_000 / per_minute) - BLINK_SPREAD**2 / 2  # so that the mean is what was asked for
    found: list[tuple[int, float, float]] = []

    def pause() -> float:
        return max(_LEAST_PAUSE_MS, chance.lognormvariate(centre, BLINK_SPREAD))

    time_ms = _QUIET_MS + pause() * chance.random()  # one comes into the middle of a pause
    while True:
        pace = chance.uniform(0.85, 1.2)
        depth = chance.uniform(0.45, 0.7) if chance.random() < SHALLOW_BLINKS else 1.0
        end = time_ms + length * pace
        if end > duration_ms - _QUIET_MS:
            return found
        found.append((round(time_ms), depth, pace))
        if chance.random() < DOUBLE_BLINKS:
            time_ms = end + chance.uniform(60, 160)
        else:
            time_ms = end + max(_LEAST_PAUSE_MS, pause() - length * pace)


def gaze_layer(duration_ms: int, seed: int = 0, strength: float = 1.0) -> tuple[Track, ...]:
    """Saccades: small jumps of both eyes between rests of very different lengths; now and then back to the middle.

    A jump takes as long as eyes take for its size (21 ms and 2.2 ms a degree).

    Args:
        duration_ms: Length of the layer.
        seed: Another seed, other glances.
        strength: How far the eyes go; 1 is somebody who listens.

    Raises:
        InputError: If the length or strength cannot be.
    """
    _check(duration_ms, strength)
    chance = _chance("gaze", seed)
    keys = [Key(0, {}, easing="hold")]
    here = (0.0, 0.0)
    time_ms = chance.uniform(300, 900)
    while time_ms < duration_ms - 400:
        is_home = here != (0.0, 0.0) and chance.random() < 0.4
        there = (0.0, 0.0) if is_home else _glance(chance, strength)
        keys += _jump(keys[-1].pose, here, there, round(time_ms))
        here = there
        time_ms += max(180.0, chance.lognormvariate(math.log(650), 0.55))
    if here != (0.0, 0.0):
        keys += _jump(keys[-1].pose, here, (0.0, 0.0), max(duration_ms - 200, keys[-1].time_ms + 1))
    return (Track("gaze", tuple(keys), role=TrackRole.GAZE),)


def _glance(chance: random.Random, strength: float) -> tuple[float, float]:
    angle, size = chance.uniform(0, 2 * math.pi), min(0.8, 0.04 + chance.expovariate(1 / 0.09)) * strength
    return math.cos(angle) * size, math.sin(angle) * size * 0.6


def _jump(pose: Pose, here: tuple[float, float], there: tuple[float, float], start: int) -> list[Key]:
    degrees = math.dist(here, there) * _EYE_DEG
    end = start + max(20, round(21 + 2.2 * degrees))
    return [Key(start, pose, easing="out-quad"), Key(end, look(*there), easing="hold")]


def look(across: float, upwards: float) -> dict[str, float]:
    """Both eyes turned together.

    Args:
        across: -1 … 1, > 0 towards the character's own left.
        upwards: -1 … 1.
    """
    sides = ("eyeLookOutLeft", "eyeLookInRight") if across > 0 else ("eyeLookInLeft", "eyeLookOutRight")
    lids = ("eyeLookUpLeft", "eyeLookUpRight") if upwards > 0 else ("eyeLookDownLeft", "eyeLookDownRight")
    pose = {**dict.fromkeys(sides, round(abs(across), 3)), **dict.fromkeys(lids, round(abs(upwards), 3))}
    return {name: min(1.0, value) for name, value in pose.items() if value}


def breath_layer(duration_ms: int, seed: int = 0, strength: float = 1.0) -> tuple[Track, ...]:
    """Breathing: the head rises a little faster than it sinks, the nose widens; no two breaths are equal.

    Args:
        duration_ms: Length of the layer.
        seed: Another seed, another rhythm.
        strength: How deep; 1 is somebody at rest.

    Raises:
        InputError: If the length or strength cannot be.
    """
    _check(duration_ms, strength)
    chance = _chance("breath", seed)
    keys: list[Key] = []
    for start, end in _shares(chance, duration_ms, 3400, 0.15):
        depth = strength * chance.uniform(0.75, 1.15)
        full = {"headPitch": round(min(15.0, 1.1 * depth), 3), **dict.fromkeys(_NOSE, round(min(1.0, 0.05 * depth), 3))}
        keys += [Key(start, {}, easing=_SOFT), Key(start + round((end - start) * 0.42), full, easing=_SOFT)]
    return (Track("breath", tuple(keys), role=TrackRole.BREATH),)


_NOSE = ("noseSneerLeft", "noseSneerRight")


def sway_layer(duration_ms: int, seed: int = 0, strength: float = 1.0) -> tuple[Track, ...]:
    """A head that is never quite still: slow wandering of tilt and turn, each at its own pace.

    Args:
        duration_ms: Length of the layer.
        seed: Another seed, another way.
        strength: How far; 1 is somebody who sits and waits.

    Raises:
        InputError: If the length or strength cannot be.
    """
    _check(duration_ms, strength)
    chance = _chance("sway", seed)
    return (
        _wandering("tilt", "headRoll", 0.9 * strength, 2600, chance, duration_ms),
        _wandering("turn", "headYaw", 1.1 * strength, 3100, chance, duration_ms),
    )


def _wandering(
    name: str, control: str, size: float, pace_ms: float, chance: random.Random, duration_ms: int
) -> Track:  # fmt: skip
    """To one side and the other in turn, as far and as fast as chance says; the last way leads to the first key."""
    stretches = _shares(chance, duration_ms, pace_ms, 0.25, is_even=True)
    side = chance.choice((1, -1))
    keys = []
    for index, (start, _) in enumerate(stretches):
        value = round(size * chance.uniform(0.35, 1.0) * side * (-1) ** index, 3)
        keys.append(Key(start, {control: value}, easing=_SOFT))
    return Track(name, tuple(keys), role=TrackRole.HEAD)


def head_layer(
    duration_ms: int, seed: int = 0, strength: float = 1.0, beats_ms: Sequence[int] = ()
) -> tuple[Track, ...]:
    """The head of somebody who speaks: small nods and tilts on what is stressed.

    Args:
        duration_ms: Length of the layer.
        seed: Another seed, other moves.
        strength: How far; 1 is friendly talk.
        beats_ms: Moments to stress, for example vowels of a talk; by chance if empty.

    Raises:
        InputError: If the length or strength cannot be.
    """
    _check(duration_ms, strength)
    chance = _chance("head", seed)
    beats = sorted(beats_ms) or [start for start, _ in _shares(chance, duration_ms, 900, 0.4)][1:]
    keys: list[Key] = [Key(0, {}, easing=_SOFT)]
    for beat in beats:
        come, go = chance.randint(130, 200), chance.randint(220, 380)
        if beat - come <= keys[-1].time_ms or beat + go >= duration_ms or chance.random() < 0.25:
            continue
        pose = {
            "headPitch": round(-strength * chance.uniform(1.2, 3.0), 3),
            "headRoll": round(strength * chance.uniform(-1.2, 1.2), 3),
            "headYaw": round(strength * chance.uniform(-1.5, 1.5), 3),
        }
        keys += [Key(beat - come, {}, easing=_SOFT), Key(beat, pose, easing=_SOFT), Key(beat + go, {}, easing="hold")]
    return (Track("nods", tuple(keys), role=TrackRole.HEAD),)


def _shares(
    chance: random.Random, duration_ms: int, pace_ms: float, spread: float, is_even: bool = False
) -> list[tuple[int, int]]:
    """The whole length in stretches of about a pace, of unequal lengths, an even number of them if asked."""
    count = max(1, round(duration_ms / pace_ms))
    if is_even:
        count = max(2, count + count % 2)
    parts = [1.0 + chance.uniform(-spread, spread) for _ in range(count)]
    ends = [0]
    done = 0.0
    for part in parts:
        done += part
        ends.append(round(duration_ms * done / sum(parts)))
    return list(pairwise(ends))


Generator = Callable[[int, int, float], tuple[Track, ...]]

LAYERS: Mapping[str, Generator] = {
    "blinks": blink_layer, "gaze": gaze_layer, "breath": breath_layer, "sway": sway_layer, "nods": head_layer,
}  # fmt: skip
"""Name of a layer -> what makes it from length, seed and strength."""

ALIVE = ("blinks", "gaze", "breath", "sway")
"""The layers of somebody who does nothing."""


def with_layer(clip: Clip, name: str, seed: int = 0, strength: float = 1.0) -> Clip:
    """A clip with a layer of being alive on top; one of the same name that was made before is replaced in its place.

    Args:
        clip: The clip.
        name: One of `LAYERS`.
        seed: Another seed, another rhythm.
        strength: 1 is usual.

    Raises:
        InputError: If there is no such layer, or the clip is too short for it.
    """
    made = {track.name: track for track in _generator(name)(clip.duration_ms, seed, strength)}
    tracks = [_renewed(track, made.pop(track.name)) if track.name in made else track for track in clip.tracks]
    return replace(clip, tracks=(*tracks, *made.values()))


def _renewed(old: Track, new: Track) -> Track:
    """Other keys; what the user set on the track stays."""
    return changed(old, keys=new.keys, mode=new.mode, role=new.role)


def without_layer(clip: Clip, name: str) -> Clip:
    """A clip without the tracks of a layer.

    Raises:
        InputError: If there is no such layer.
    """
    names = {track.name for track in _generator(name)(SHORTEST_LAYER_MS, 0, 1.0)}
    return changed(clip, tracks=tuple(track for track in clip.tracks if track.name not in names))


def alive_clip(
    seed: int = 0, duration_ms: int = 20_000, strength: float = 1.0, layers: Iterable[str] = ALIVE
) -> Clip:  # fmt: skip
    """A loop of somebody who is there and waits, longer and less regular than `idle_clip`.

    Raises:
        InputError: If it is too short, or there is no such layer.
    """
    clip = Clip("alive", "Alive", (), duration_ms, LoopMode.LOOP, fps=24.0)
    for name in layers:
        clip = with_layer(clip, name, seed, strength)
    return clip


def _generator(name: str) -> Generator:
    if name not in LAYERS:
        raise InputError(f"There is no layer “{name}”.", f"Use {', '.join(LAYERS)}.", "clip.invalid")
    return LAYERS[name]


def _chance(name: str, seed: int) -> random.Random:
    """Layers of one seed do not move in step."""
    return random.Random(f"{name} {seed}")


def _check(duration_ms: int, strength: float) -> None:
    if not SHORTEST_LAYER_MS <= duration_ms <= MAX_DURATION_MS:
        message = f"A layer of {duration_ms} ms cannot be made."
        raise InputError(message, f"Give it from {SHORTEST_LAYER_MS} ms to four hours.", "clip.invalid")
    if not 0.0 <= strength <= 3.0:
        raise InputError(f"A strength of {strength:g} cannot be used.", "Give a value from 0 to 3.", "clip.invalid")
