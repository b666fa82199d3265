"""Time codes of recordings: reading them, finding out what they count, writing them.

A code is ``HH:MM:SS:FF.mmm``: FF counts frames of a second, .mmm is a fraction of a frame. Live Link Face divides the
second into 60 whatever its frame rate; other programs divide it by their own rate. Codes with dropped numbers
(SMPTE ST 12-1) leave out the first numbers of each minute except every tenth, so that 59.94
frames keep up with a clock.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from studio.models.performance import StartCode

LIVE_LINK_BASE = 60
BASES = (60, 30, 24, 25, 48, 50, 120, 240)
DAY_S = 86_400
HALF_DAY_S = 43_200
DROP_SLOWNESS = 1.001
"""A second of a code with dropped numbers, in seconds of its frames."""
_CODE = re.compile(r"(\d{1,2}):(\d{1,2}):(\d{1,2})([:;.,])(\d{1,3})(?:[.,](\d+))?")
_CLOCK_FIT = 0.5


@dataclass(frozen=True, slots=True)
class Code:
    """One time code as written.

    Attributes:
        seconds: Whole seconds since midnight.
        frames: Frames after that, with their fraction.
        is_drop_frame: Whether its sign says that numbers are dropped.
    """

    seconds: int
    frames: float
    is_drop_frame: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class CodedTimes:
    """What a column of codes says.

    Attributes:
        times_s: (T,) float64 seconds, in the order of the rows, not sorted.
        base: Frames that a second of the code is divided into.
        is_drop_frame: Whether numbers are dropped.
    """

    times_s: NDArray[np.float64]
    base: int
    is_drop_frame: bool


def read_code(text: str) -> Code | None:
    """One time code; None if it is none. A plain number counts seconds."""
    match = _CODE.fullmatch(text.strip())
    if match is None:
        return _plain_seconds(text)
    hours, minutes, seconds = (int(match[index]) for index in (1, 2, 3))
    if hours > 24 or minutes > 59 or seconds > 60:
        return None
    frames = float(f"{match[5]}.{match[6] or 0}")
    return Code(hours * 3600 + minutes * 60 + seconds, frames, match[4] == ";")


def _plain_seconds(text: str) -> Code | None:
    try:
        value = float(text)
    except ValueError:
        return None
    if not 0 <= value < 1e7:
        return None
    whole = int(value)
    return Code(whole, (value - whole) * LIVE_LINK_BASE)


def decoded(codes: list[Code]) -> CodedTimes:
    """What the codes of a recording mean, found out from all of them together."""
    seconds = np.array([code.seconds for code in codes], np.float64)
    frames = np.array([code.frames for code in codes], np.float64)
    midnights = np.cumsum(np.diff(seconds, prepend=seconds[:1]) < -HALF_DAY_S)
    seconds = seconds + DAY_S * midnights
    base = _base(seconds, frames)
    is_drop = any(code.is_drop_frame for code in codes) or _drops(seconds, frames, base)
    return CodedTimes(_seconds(seconds, frames, base, is_drop), base, is_drop)


def _seconds(
    seconds: NDArray[np.float64], frames: NDArray[np.float64], base: int, is_drop: bool
) -> NDArray[np.float64]:
    if not is_drop:
        return np.asarray(seconds + frames / base)
    minutes = np.floor(seconds / 60)
    numbers = seconds * base + frames - _dropped(base) * (minutes - np.floor(minutes / 10))
    return np.asarray(numbers * DROP_SLOWNESS / base)


def _dropped(base: int) -> int:
    """How many numbers a minute leaves out."""
    return max(1, round(base / 15))


def _base(seconds: NDArray[np.float64], frames: NDArray[np.float64]) -> int:
    """What divides the second: that with which the step over a full second is like the others."""
    step, turns = np.diff(frames), np.diff(seconds) == 1
    inner = step[(np.diff(seconds) == 0) & (step > 0)]
    highest = float(frames.max(initial=0.0))
    possible = [base for base in BASES if highest < base]
    if not possible or not turns.any() or not inner.size:
        return LIVE_LINK_BASE if highest < LIVE_LINK_BASE else next((b for b in sorted(BASES) if b > highest), 240)
    usual = float(np.median(inner))
    misfit = {base: abs(float(np.median(step[turns])) + base - usual) / usual for base in possible}
    if LIVE_LINK_BASE in misfit and misfit[LIVE_LINK_BASE] <= _CLOCK_FIT:
        return LIVE_LINK_BASE
    return min(possible, key=lambda base: misfit[base])


def _drops(seconds: NDArray[np.float64], frames: NDArray[np.float64], base: int) -> bool:
    """Whether every new minute but the tenth begins late by the dropped numbers."""
    dropped = _dropped(base)
    before, after = seconds[:-1], seconds[1:]
    crossing = (np.floor(after / 60) == np.floor(before / 60) + 1) & (after - before == 1)
    if not crossing.any():
        return False
    inner = np.diff(frames)[(after == before) & (np.diff(frames) > 0)]
    if not inner.size:
        return False
    usual = float(np.median(inner))
    late = np.diff(frames)[crossing] + base - usual
    is_tenth = np.floor(after[crossing] / 60) % 10 == 0
    wanted = np.where(is_tenth, 0.0, float(dropped))
    return bool((~is_tenth).any() and (np.abs(late - wanted) < max(0.75, usual / 2)).all())


def code_texts(times_ms: NDArray[np.float64], start: StartCode) -> list[str]:
    """The codes of frames, ``HH:MM:SS:FF.mmm`` with 60 frames a second (or as `start` counts)."""
    base = start.base
    if start.is_drop_frame:
        minutes = start.seconds // 60
        first = start.seconds * base + start.frames - _dropped(base) * (minutes - minutes // 10)
        numbers = [_undropped(first + time * base / (1000 * DROP_SLOWNESS), base) for time in times_ms]
        return [_text(number, base, ";") for number in numbers]
    first = start.seconds * base + start.frames
    return [_text(first + time * base / 1000, base, ":") for time in times_ms]


def _undropped(number: float, base: int) -> float:
    """The code's own number of a frame that is counted without gaps."""
    dropped = _dropped(base)
    per_minute = base * 60 - dropped
    per_ten = per_minute * 10 + dropped
    tens, rest = divmod(number, per_ten)
    minutes = 0.0 if rest < base * 60 else 1 + (rest - base * 60) // per_minute
    return float(number + dropped * (9 * tens + minutes))


def _text(number: float, base: int, sign: str) -> str:
    thousandths = round(number * 1000) % (DAY_S * base * 1000)
    whole, fraction = divmod(thousandths, 1000)
    seconds, frame = divmod(whole, base)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}{sign}{frame:02}.{fraction:03}"
