"""Ready-made clips: blink, idle, talk, and the way from one expression to another."""

from __future__ import annotations

import math
import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from studio.core.errors import InputError
from studio.models.controls import Pose, Region
from studio.models.expression import BlendMode, Expression
from studio.models.sheet import AnimationEvent, LoopMode
from studio.models.speech import CLOSED_VISEMES, Sound, parse_sounds
from studio.models.timeline import Clip, Key, Track, TrackRole

BLINK_CLOSE_MS = 70
BLINK_HOLD_MS = 40
BLINK_OPEN_MS = 150
BLINK_PADDING_MS = 40

_SOFT = "in-out-sine"

_LIDS: Mapping[str, tuple[str, ...]] = {
    "both": ("eyeBlinkLeft", "eyeBlinkRight"),
    "left": ("eyeBlinkLeft",),
    "right": ("eyeBlinkRight",),
}
_BROW_DIP = 0.06  # the brow follows a falling lid a little


def blink_clip(
    close_ms: int = BLINK_CLOSE_MS,
    hold_ms: int = BLINK_HOLD_MS,
    open_ms: int = BLINK_OPEN_MS,
    padding_ms: int = BLINK_PADDING_MS,
    sides: str = "both",
) -> Clip:
    """A blink: closes fast, opens slower. Laid over any expression it closes whatever lids that one has.

    Args:
        close_ms: How long the lids fall.
        hold_ms: How long they stay shut.
        open_ms: How long they rise.
        padding_ms: Rest before and after.
        sides: "both", "left" or "right", the character's own.

    Raises:
        InputError: If a length is below 1 ms, or there is no such side.
    """
    if sides not in _LIDS:
        raise InputError(f'"{sides}" is no side to blink with.', f"Use {', '.join(_LIDS)}.", "clip.invalid")
    if min(close_ms, hold_ms, open_ms, padding_ms) < 1:
        raise InputError("Each part of a blink must last at least 1 ms.", "Give longer parts.", "clip.invalid")
    shut = padding_ms + close_ms
    moments = (padding_ms, shut, shut + hold_ms, shut + hold_ms + open_ms)
    duration = moments[-1] + padding_ms
    name = "Blink" if sides == "both" else f"Blink {sides}"
    return Clip(name.lower().replace(" ", "-"), name, _blink_tracks(_LIDS[sides], [moments]), duration, fps=24.0)


def _blink_tracks(lids: Sequence[str], blinks: Sequence[tuple[int, int, int, int]]) -> tuple[Track, Track]:
    """Lids are added to whatever they are at; opened or tightened lids are let go meanwhile, or they would show."""
    brows = [lid.replace("eyeBlink", "browDown") for lid in lids]
    shut = {**dict.fromkeys(lids, 1.0), **dict.fromkeys(brows, _BROW_DIP)}
    tension = {
        **{lid.replace("eyeBlink", "eyeWide"): 0.0 for lid in lids},
        **{lid.replace("eyeBlink", "eyeSquint"): 0.5 for lid in lids},
    }
    free = dict.fromkeys(tension, 1.0)
    return (
        Track("lids", _blink_keys(blinks, {}, shut), role=TrackRole.BLINK),
        Track("lid tension", _blink_keys(blinks, free, tension), BlendMode.MULTIPLY, role=TrackRole.BLINK),
    )


def _blink_keys(blinks: Sequence[tuple[int, int, int, int]], rest: Pose, shut: Pose) -> tuple[Key, ...]:
    keys: list[Key] = []
    for start, closed, opening, end in blinks:
        keys += [
            Key(start, rest, easing="in-quad"),
            Key(closed, shut, easing="linear", is_accent=True),
            Key(opening, shut, easing="out-quad"),
            Key(end, rest, easing="hold"),
        ]
    return tuple(keys)


IDLE_MS = 4000
_SHORTEST_IDLE_MS = 2000
_BREATH_MS = 2000
_BREATH_PITCH_DEG = 0.9
_SWAY_ROLL_DEG = 0.8
_SWAY_YAW_DEG = 0.7
_SACCADE_MS = 40
_SACCADE_SIZE = (0.06, 0.2)
_SACCADE_EVERY_MS = (500, 1300)
_MS_PER_BLINK = 3500
_QUIET_MS = 250


def idle_clip(seed: int = 0, duration_ms: int = IDLE_MS) -> Clip:
    """Being alive while nothing happens: breath in the head, small jumps of the gaze, a blink now and then.

    It loops without a seam and can be laid over any expression.

    Args:
        seed: Another seed, another rhythm.
        duration_ms: Length of the loop, at least two seconds.

    Raises:
        InputError: If it is too short.
    """
    if duration_ms < _SHORTEST_IDLE_MS:
        message = f"An idle loop of {duration_ms} ms is too short to look alive."
        raise InputError(message, f"Give it at least {_SHORTEST_IDLE_MS} ms.", "clip.invalid")
    chance = random.Random(seed)
    blinks = _idle_blinks(chance, duration_ms)
    tracks = (
        *_head_tracks(chance, duration_ms),
        _gaze_track(chance, duration_ms),
        *_blink_tracks(_LIDS["both"], blinks),
    )
    return Clip("idle", "Idle", tracks, duration_ms, LoopMode.LOOP)


def _head_tracks(chance: random.Random, duration_ms: int) -> tuple[Track, ...]:
    breaths = max(1, round(duration_ms / _BREATH_MS))
    return (
        _wave("breath", "headPitch", _BREATH_PITCH_DEG, breaths, chance.random(), duration_ms),
        _wave("sway", "headRoll", _SWAY_ROLL_DEG, 1, chance.random(), duration_ms),
        _wave("turn", "headYaw", _SWAY_YAW_DEG, 1, chance.random(), duration_ms),
    )


def _wave(name: str, control: str, size: float, cycles: int, phase: float, duration_ms: int) -> Track:
    """A sine as keys at its turning points: whole cycles, so that the end meets the start."""
    count = 2 * cycles
    step = duration_ms / count
    offset = phase * step
    turns = [Key(round(offset + index * step), {control: size * (-1) ** index}, easing=_SOFT) for index in range(count)]
    return Track(name, tuple(turns), role=TrackRole.BREATH if name == "breath" else TrackRole.HEAD)


def _gaze_track(chance: random.Random, duration_ms: int) -> Track:
    keys = [Key(0, {}, easing="hold")]
    time_ms = chance.randint(*_SACCADE_EVERY_MS)
    while time_ms < duration_ms - _SACCADE_EVERY_MS[0]:
        here = keys[-1].pose
        there = {} if here and chance.random() < 0.5 else _glance(chance)
        keys += [Key(time_ms, here, easing="out-quad"), Key(time_ms + _SACCADE_MS, there, easing="hold")]
        time_ms += chance.randint(*_SACCADE_EVERY_MS)
    back = duration_ms - _QUIET_MS
    keys += [Key(back, keys[-1].pose, easing="out-quad"), Key(back + _SACCADE_MS, {}, easing="hold")]
    return Track("gaze", tuple(keys), role=TrackRole.GAZE)


def _glance(chance: random.Random) -> Pose:
    angle, size = chance.uniform(0, 2 * math.pi), chance.uniform(*_SACCADE_SIZE)
    across, upwards = math.cos(angle) * size, math.sin(angle) * size * 0.6
    sides = ("eyeLookOutLeft", "eyeLookInRight") if across > 0 else ("eyeLookInLeft", "eyeLookOutRight")
    lids = ("eyeLookUpLeft", "eyeLookUpRight") if upwards > 0 else ("eyeLookDownLeft", "eyeLookDownRight")
    return {**dict.fromkeys(sides, round(abs(across), 3)), **dict.fromkeys(lids, round(abs(upwards), 3))}


def _idle_blinks(chance: random.Random, duration_ms: int) -> list[tuple[int, int, int, int]]:
    count = max(1, round(duration_ms / _MS_PER_BLINK))
    slot = (duration_ms - 2 * _QUIET_MS) // count
    length = BLINK_CLOSE_MS + BLINK_HOLD_MS + BLINK_OPEN_MS
    blinks = []
    for index in range(count):
        start = _QUIET_MS + index * slot + chance.randint(0, slot - length - 1)
        shut = start + BLINK_CLOSE_MS
        blinks.append((start, shut, shut + BLINK_HOLD_MS, start + length))
    return blinks


TALK_LEAD_MS = 80
TALK_TAIL_MS = 160
_CARRY_OVER = 0.35
_VOWEL_PLATEAU = (0.35, 0.65)
_SPEAKING_ROOM: Pose = {
    "jawOpen": 0.1, "mouthClose": 0.1, "tongueOut": 0.0, "cheekPuff": 0.0, "mouthFunnel": 0.2, "mouthPucker": 0.3,
    "mouthPressLeft": 0.2, "mouthPressRight": 0.2, "mouthRollLower": 0.2, "mouthRollUpper": 0.2,
    "mouthShrugLower": 0.5, "mouthShrugUpper": 0.5, "mouthLowerDownLeft": 0.3, "mouthLowerDownRight": 0.3,
    "mouthUpperUpLeft": 0.4, "mouthUpperUpRight": 0.4, "mouthStretchLeft": 0.5, "mouthStretchRight": 0.5,
}  # fmt: skip


def talk_clip(
    speech: str | Sequence[str | tuple[str, int]], loop: LoopMode = LoopMode.LOOP, clip_id: str = "talk"
) -> Clip:
    """A mouth speaking; only the mouth moves, so that it can be laid over any expression.

    Each shape is already coloured by the vowel that follows (the lips round before the sound does); lips that must
    meet (P, B, M, F, V) do so whatever the frame rate. It begins and ends closed.

    Args:
        speech: What `parse_sounds` understands: viseme names, A I U E O, or plain words.
        loop: What happens at the end.
        clip_id: Identifier of the clip.

    Raises:
        InputError: If there is nothing to speak.
    """
    sounds = parse_sounds(speech)
    keys = [Key(0, expression="viseme-sil", easing=_SOFT)]
    events: list[AnimationEvent] = []
    start = TALK_LEAD_MS
    for index, sound in enumerate(sounds):
        keys += _sound_keys(sound, _coloured(sounds, index), start)
        events.append(AnimationEvent(start, "viseme", sound.name))
        start += sound.duration_ms
    duration = start + TALK_TAIL_MS
    end = Key(start + TALK_TAIL_MS // 2, expression="viseme-sil", easing="hold")
    events.append(AnimationEvent(end.time_ms, "viseme", "sil"))
    tracks = (_speaking_room(duration, loop), Track("mouth", (*keys, end), role=TrackRole.TALK))
    return Clip(clip_id, "Talk", tracks, duration, loop, fps=15.0, events=tuple(events))


def _speaking_room(duration_ms: int, loop: LoopMode) -> Track:
    """Quiet the mouth of the expression below, or an open one could never close on a P; its smile stays."""
    free = dict.fromkeys(_SPEAKING_ROOM, 1.0)
    if loop is LoopMode.LOOP:
        return Track("quiet mouth", (Key(0, _SPEAKING_ROOM),), BlendMode.MULTIPLY, role=TrackRole.TALK)
    speaking_end = duration_ms - TALK_TAIL_MS
    keys = (
        Key(0, free, easing=_SOFT),
        Key(TALK_LEAD_MS, _SPEAKING_ROOM, easing="hold"),
        Key(speaking_end, _SPEAKING_ROOM, easing=_SOFT),
        Key(duration_ms, free),
    )
    return Track("quiet mouth", keys, BlendMode.MULTIPLY, role=TrackRole.TALK)


def _sound_keys(sound: Sound, expression: str, start_ms: int) -> list[Key]:
    if sound.is_open or sound.is_silent:
        times = sorted({start_ms + round(share * sound.duration_ms) for share in _VOWEL_PLATEAU})
    else:
        times = [start_ms + sound.duration_ms // 2]
    must_show = sound.name in CLOSED_VISEMES
    return [Key(time_ms, expression=expression, easing=_SOFT, is_accent=must_show) for time_ms in times]


def _coloured(sounds: Sequence[Sound], index: int) -> str:
    """A consonant takes on part of the vowel after it (or before it, at the end of a word)."""
    sound = sounds[index]
    if sound.is_open or sound.is_silent or sound.name in CLOSED_VISEMES:
        return sound.expression
    around = [*sounds[index + 1 : index + 3], *sounds[max(0, index - 1) : index]]
    vowel = next((near for near in around if near.is_open), None)
    if vowel is None:
        return sound.expression
    return f"{sound.expression}:{1 - _CARRY_OVER:g}+{vowel.expression}:{_CARRY_OVER:g}"


TRANSITION_MS = 500

LEADS: tuple[tuple[str, tuple[Region, ...], float, float], ...] = (
    ("eyes", (Region.EYES,), 0.0, 0.55),
    ("brows", (Region.BROWS,), 0.06, 0.7),
    ("cheeks and nose", (Region.CHEEKS, Region.NOSE), 0.18, 0.88),
    ("mouth", (Region.MOUTH, Region.JAW, Region.TONGUE), 0.22, 1.0),
    ("head", (Region.HEAD,), 0.04, 0.95),
)
"""Track, what it moves, when it starts and arrives, as shares of the whole."""


def transition_clip(
    start: str | Expression,
    end: str | Expression,
    duration_ms: int = TRANSITION_MS,
    clip_id: str = "",
    lead: float = 1.0,
) -> Clip:
    """From one expression to another as people do it: the eyes lead, the brows go with them, the mouth follows.

    Args:
        start: First expression; a text is linked (what `library.find` understands), an expression is copied.
        end: Last expression.
        duration_ms: How long it takes.
        clip_id: Identifier of the clip; made from both names if empty.
        lead: How far the parts of the face are apart in time; 0 moves all of it at once.

    Raises:
        InputError: If it is too short to be a movement, or the lead is not 0 … 1.5.
    """
    _check_lead(lead)
    if duration_ms < len(LEADS):
        raise InputError(f"A transition of {duration_ms} ms is too short.", "Give it more time.", "clip.invalid")
    tracks = tuple(
        _lead(start, end, duration_ms, name, regions, leaves * lead, 1 - (1 - arrives) * lead)
        for name, regions, leaves, arrives in LEADS
    )
    names = [item if isinstance(item, str) else item.id for item in (start, end)]
    slug = "-to-".join(re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") for name in names)
    title = f"{names[0]} to {names[1]}"
    return Clip(clip_id or slug, title[0].upper() + title[1:], tracks, duration_ms, fps=24.0)


def _lead(
    start: str | Expression, end: str | Expression, duration_ms: int,
    name: str, regions: tuple[Region, ...], leaves: float, arrives: float,
) -> Track:  # fmt: skip
    keys = [
        _showing(start, round(leaves * duration_ms), "in-out-cubic"),
        _showing(end, max(1, round(arrives * duration_ms)), "hold"),
    ]
    return Track(name, tuple(keys), BlendMode.OVERWRITE, regions=regions)


def _showing(what: str | Expression, time_ms: int, easing: str) -> Key:
    if isinstance(what, str):
        return Key(time_ms, expression=what, easing=easing)
    return Key(time_ms, what.pose, easing=easing)


LONGEST_LEAD = 1.5


def _check_lead(lead: float) -> None:
    if not 0.0 <= lead <= LONGEST_LEAD:
        raise InputError(f"A lead of {lead:g} cannot be used.", f"Give 0 to {LONGEST_LEAD:g}.", "clip.invalid")


def passing_clip(
    feeling: str | Expression,
    onset_ms: int = 300,
    apex_ms: int = 700,
    offset_ms: int = 600,
    rest: str | Expression | None = None,
    lead: float = 1.0,
    clip_id: str = "",
) -> Clip:
    """A feeling that comes, stays and goes: the eyes first in both directions, the mouth last.

    Args:
        feeling: A text is linked (what `library.find` understands), an expression is copied.
        onset_ms: How long it takes to come.
        apex_ms: How long all of it stays.
        offset_ms: How long it takes to go; feelings go more slowly than they come.
        rest: What it comes from and goes back to; None lays it over whatever the face shows.
        lead: As for `transition_clip`.
        clip_id: Identifier of the clip; made from the feeling's name if empty.

    Raises:
        InputError: If it is too short to be a movement, or the lead is not 0 … 1.5.
    """
    _check_lead(lead)
    if min(onset_ms, offset_ms) < len(LEADS) or apex_ms < 1:
        message = f"A feeling cannot pass in {onset_ms} + {apex_ms} + {offset_ms} ms."
        raise InputError(message, "Give each part more time.", "clip.invalid")
    going = onset_ms + apex_ms
    tracks = []
    for name, regions, leaves, arrives in LEADS:
        begin, end = leaves * lead, 1 - (1 - arrives) * lead
        keys = (
            _resting(rest, round(begin * onset_ms), "in-out-cubic"),
            replace(_showing(feeling, round(end * onset_ms), "hold"), is_accent=True),
            _showing(feeling, going + round(begin * offset_ms), "in-out-sine"),
            _resting(rest, going + round(end * offset_ms), "hold"),
        )
        mode = BlendMode.ADD if rest is None else BlendMode.OVERWRITE
        tracks.append(Track(name, keys, mode, regions=regions))
    title = feeling if isinstance(feeling, str) else feeling.name
    slug = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")
    return Clip(
        clip_id or f"{slug}-passing", f"{title[0].upper()}{title[1:]}, passing", tuple(tracks), going + offset_ms,
        fps=24.0,
    )  # fmt: skip


def _resting(rest: str | Expression | None, time_ms: int, easing: str) -> Key:
    return Key(time_ms, easing=easing) if rest is None else _showing(rest, time_ms, easing)
