"""A recording becomes a clip: calibrated, smoothed, limited, with as few keys as a stated error allows."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass, field, replace
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from studio.core.jobs import CancelToken, Progress
from studio.models.clip import MAX_DURATION_MS, Clip, Key, Track
from studio.models.controls import ALL_CONTROLS, HEAD_CONTROLS, Region, region_of
from studio.models.performance import (
    CONTROL_UNITS,
    NoteKind,
    Take,
    TakeNote,
    invalid_take,
    resampled,
    sped,
    trimmed,
)
from studio.models.performance_calibration import Calibration
from studio.models.performance_keys import error_of, needed_moments
from studio.models.performance_smoothing import OneEuro, smoothed
from studio.models.sheet import LoopMode

DEFAULT_ERROR = 0.01
VALUE_DIGITS = 5
_ROUNDING = 0.6 * 10.0**-VALUE_DIGITS
STILL = 1e-4
"""A control that never leaves 0 farther than this is left out."""
SUNKEN = 0.02
"""A resting face reads a little below its own neutral; only more is told."""
USUAL_RATES = (12.0, 15.0, 24.0, 25.0, 30.0, 48.0, 50.0, 60.0, 100.0, 120.0)
NEAR_RATE = 0.02


class TrackLayout(StrEnum):
    """How a performance is divided into tracks."""

    REGIONS = "regions"
    ONE = "one"


@dataclass(frozen=True, slots=True)
class ClipRecipe:
    """How a take becomes a clip.

    Attributes:
        clip_id, name: Of the clip.
        layout: One track for each part of the face that moves, or one for all.
        calibration: How the performer's values become the character's.
        smoothing: None for none.
        largest_error: How far the clip may be from the smoothed recording, in parts of a control's range.
        start_ms, end_ms: Which part of the take; None for its end.
        speed: Above 1 is faster.
        fps: Frame rate of the clip; 0 for the take's own.
        is_resampled: Keys lie on frames of the clip only, not where frames were recorded.
        loop: What happens at the end.
    """

    clip_id: str
    name: str = ""
    layout: TrackLayout = TrackLayout.REGIONS
    calibration: Calibration = field(default_factory=Calibration)
    smoothing: OneEuro | None = None
    largest_error: float = DEFAULT_ERROR
    start_ms: float = 0.0
    end_ms: float | None = None
    speed: float = 1.0
    fps: float = 0.0
    is_resampled: bool = False
    loop: LoopMode = LoopMode.ONCE


@dataclass(frozen=True, slots=True, eq=False)
class MadeClip:
    """A clip and how near it is to its recording.

    Attributes:
        clip: The clip.
        notes: What was limited.
        largest_error: Measured, in parts of a control's range, against `values`.
        key_count: Keys of all tracks.
        frame_count: Recorded frames that it stands for.
        times_ms: (T,) whole milliseconds of those frames.
        values: (T, 55) what the clip should show at them: calibrated, smoothed, limited.
    """

    clip: Clip
    notes: tuple[TakeNote, ...]
    largest_error: float
    key_count: int
    frame_count: int
    times_ms: NDArray[np.float64]
    values: NDArray[np.float64]


def clip_of_take(
    take: Take, recipe: ClipRecipe, cancel: CancelToken | None = None
) -> Generator[Progress, None, MadeClip]:
    """Make a clip of a recording.

    Raises:
        InputError: If the part, speed or rate cannot be used, the clip would last too long, or the largest
            error is not between 0 and 1.
        JobCancelled: If `cancel` was set.
    """
    if not 0 <= recipe.largest_error <= 1:
        raise invalid_take(
            f"A largest error of {recipe.largest_error:g} cannot be used.", "Give a value from 0 to 1.", "usage.error"
        )
    acted = sped(trimmed(take, recipe.start_ms, recipe.end_ms), recipe.speed)
    if acted.duration_ms > MAX_DURATION_MS:
        minutes, most = acted.duration_ms / 60000, MAX_DURATION_MS / 60000
        message = f"“{take.name}” lasts {minutes:.0f} minutes; a clip lasts {most:.0f} at the most."
        raise invalid_take(message, "Import a part of it (from, to).", "usage.range")
    fps = recipe.fps or usual_rate(acted.fps)
    values = recipe.calibration.applied(acted.values)
    if recipe.smoothing is not None:
        units = CONTROL_UNITS.astype(np.float64)
        values = units * (yield from smoothed(acted.times_ms, values / units, recipe.smoothing, cancel))
    values, notes = _limited(acted, values, recipe.calibration)
    acted = replace(acted, values=values.astype(np.float32))
    if recipe.is_resampled:
        acted = resampled(acted, fps)
    times, values = _whole_moments(acted)
    return (yield from _made(take, recipe, fps, times, values, notes, cancel))


def usual_rate(fps: float) -> float:
    """The common rate that a measured one means, or the measured one to two decimals."""
    nearest = min(USUAL_RATES, key=lambda rate: abs(rate - fps))
    return nearest if abs(nearest - fps) <= NEAR_RATE * nearest else round(min(max(fps, 1.0), 1000.0), 2)


def _limited(
    take: Take, values: NDArray[np.float64], calibration: Calibration
) -> tuple[NDArray[np.float64], tuple[TakeNote, ...]]:
    low, high = calibration.bounds()
    notes, sunken = list[TakeNote](), list[int]()
    for index, name in enumerate(ALL_CONTROLS):
        column = values[:, index]
        is_head = name in HEAD_CONTROLS
        beyond = np.flatnonzero((column > high[index] + 1e-6) | (is_head & (column < low[index] - 1e-6)))
        if not is_head and column.min() < low[index] - SUNKEN:
            sunken.append(index)
        if not beyond.size:
            continue
        unit = "°" if is_head else ""
        text = (
            f"{name} goes from {column.min():.2f}{unit} to {column.max():.2f}{unit}; limited to "
            f"{low[index]:g}{unit} … {high[index]:g}{unit} in {beyond.size} of {len(column)} frames"
        )
        notes.append(TakeNote(NoteKind.NOTE, "control.limited", text, times_ms=_moments(take, beyond)))
    if sunken:
        deep = values[:, sunken] - low[sunken]
        names = ", ".join(ALL_CONTROLS[index] for index in np.asarray(sunken)[np.argsort(deep.min(axis=0))][:4])
        text = (
            f"{len(sunken)} controls fall below their least value by up to {-deep.min():.2f} ({names}"
            f"{' …' if len(sunken) > 4 else ''}); the least is shown"
        )
        rows = np.flatnonzero((deep < -SUNKEN).any(axis=1))
        notes.append(TakeNote(NoteKind.NOTE, "control.sunken", text, times_ms=_moments(take, rows)))
    return np.clip(values, low, high), tuple(notes)


def _moments(take: Take, rows: NDArray[np.int64]) -> tuple[float, ...]:
    return tuple(float(take.times_ms[row]) for row in rows)


def _whole_moments(take: Take) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Times in whole ms, each once (above 1000 frames a second the last of equal ones), and the rounded values."""
    times = np.floor(take.times_ms - take.times_ms[0] + 0.5)
    is_last = np.append(np.diff(times) > 0, True)
    return times[is_last], take.values[is_last].astype(np.float64)


def _made(
    take: Take,
    recipe: ClipRecipe,
    fps: float,
    times: NDArray[np.float64],
    values: NDArray[np.float64],
    notes: tuple[TakeNote, ...],
    cancel: CancelToken | None,
) -> Generator[Progress, None, MadeClip]:
    tolerance = max(0.0, recipe.largest_error - _ROUNDING)
    parts = values / CONTROL_UNITS
    tracks, error = list[Track](), 0.0
    for name, columns, regions in _parts(parts, recipe.layout):
        kept = yield from needed_moments(times, parts[:, columns], tolerance, cancel)
        error = max(error, error_of(times, parts[:, columns], kept))
        tracks.append(Track(name, _keys(times, values, kept, columns), regions=regions))
    # The last frame stays as long as the others.
    step = 1000 / fps if len(times) < 2 else float(np.median(np.diff(times)))
    duration = max(1, round(times[-1] + step))
    title = recipe.name or take.name
    clip = Clip(recipe.clip_id, title, tuple(tracks), min(duration, MAX_DURATION_MS), recipe.loop, fps)
    count = sum(len(track.keys) for track in tracks)
    return MadeClip(clip, notes, error + _ROUNDING, count, len(times), times, values)


def _parts(parts: NDArray[np.float64], layout: TrackLayout) -> list[tuple[str, list[int], tuple[Region, ...]]]:
    """Name, columns and regions of each track; what never moves is left out."""
    moving = [index for index in range(len(ALL_CONTROLS)) if np.abs(parts[:, index]).max() > STILL]
    if layout is TrackLayout.ONE or not moving:
        return [("performance", moving, ())]
    by_region = {region: [index for index in moving if region_of(ALL_CONTROLS[index]) is region] for region in Region}
    return [(region.value, columns, (region,)) for region, columns in by_region.items() if columns]


def _keys(
    times: NDArray[np.float64], values: NDArray[np.float64], kept: NDArray[np.int64], columns: list[int]
) -> tuple[Key, ...]:
    rounded = np.round(values[kept][:, columns], VALUE_DIGITS)
    names = [ALL_CONTROLS[index] for index in columns]
    return tuple(
        Key(int(time), {name: float(value) for name, value in zip(names, row, strict=True) if value})
        for time, row in zip(times[kept], rounded, strict=True)
    )
