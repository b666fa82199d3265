"""Repairing recordings: rows out of order, cells without a number, angles in other units, values out of range."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from studio.models.controls import ALL_CONTROLS, ARKIT_CONTROLS, HEAD_LIMIT_DEG
from studio.models.performance import NoteKind, TakeNote
from studio.models.performance_columns import COLUMN_OF_CONTROL, DEGREES_ABOVE, HeadReading

PERCENT_ABOVE = 5.0
"""A blendshape that goes beyond this is not an overshoot but counted in percent."""
SET_BACK_ROWS = 4
"""So many rows in a row before the last time mean that the clock was set back; fewer came in the wrong order."""
_SHAPES = len(ARKIT_CONTROLS)


@dataclass(slots=True)
class Notes:
    """Collects notes; a problem without lines is none."""

    _found: list[TakeNote] = field(default_factory=list)

    def note(self, code: str, text: str, lines: Iterable[int] = ()) -> None:
        """Something to know."""
        self.add(NoteKind.NOTE, code, text, lines)

    def problem(self, code: str, text: str, lines: Iterable[int]) -> None:
        """Something that was repaired or left out, if there are lines with it."""
        kept = tuple(lines)
        if kept:
            self.add(NoteKind.PROBLEM, code, text, kept)

    def add(self, kind: NoteKind, code: str, text: str, lines: Iterable[int] = ()) -> None:
        """A note of a kind."""
        self._found.append(TakeNote(kind, code, text, tuple(int(line) for line in lines)))

    def all(self) -> tuple[TakeNote, ...]:
        """Problems first, each kind in the order of the file."""
        return tuple(sorted(self._found, key=lambda note: (note.kind is not NoteKind.PROBLEM, note.lines[:1])))


@dataclass(frozen=True, slots=True, eq=False)
class Placed:
    """Which rows stay, in which order, and when."""

    rows: NDArray[np.int64]
    times_s: NDArray[np.float64]


def in_order(
    times_s: NDArray[np.float64], table: NDArray[np.float64], lines: NDArray[np.int64], notes: Notes
) -> Placed:
    """Rows in rising order of time, each moment once.

    A few rows that come late are put where their time says; where the clock was set back, the rest follows on.
    """
    times = _clock_mended(times_s, lines, notes)
    peak = np.maximum.accumulate(times)
    late = np.flatnonzero(times < peak)
    notes.problem("time.back", "the time goes back; the row is put where its time says", lines[late])
    order = np.argsort(times, kind="stable")
    times = times[order]
    is_repeat = np.zeros(len(order), bool)
    is_repeat[1:] = np.diff(times) <= 1e-7
    _tell_repeats(order, is_repeat, table, lines, notes)
    # Of several rows of one moment the last one counts.
    is_kept = ~np.append(is_repeat[1:], False)
    return Placed(order[is_kept], times[is_kept])


def _clock_mended(times_s: NDArray[np.float64], lines: NDArray[np.int64], notes: Notes) -> NDArray[np.float64]:
    times = times_s.copy()
    step = _positive_step(times)
    jumps = []
    for index in np.flatnonzero(np.diff(times) < 0) + 1:
        peak = times[:index].max()
        following = times[index : index + SET_BACK_ROWS]
        if len(following) == SET_BACK_ROWS and (following < peak).all() and (np.diff(following) > 0).all():
            times[index:] += peak + step - times[index]
            jumps.append(int(lines[index]))
    notes.problem("time.set_back", "the clock was set back here; the rest follows on without a gap", jumps)
    return times


def _positive_step(times_s: NDArray[np.float64]) -> float:
    steps = np.diff(times_s)
    steps = steps[steps > 0]
    return float(np.median(steps)) if steps.size else 1 / 60


def _tell_repeats(
    order: NDArray[np.int64],
    is_repeat: NDArray[np.bool_],
    table: NDArray[np.float64],
    lines: NDArray[np.int64],
    notes: Notes,
) -> None:
    same, other = list[int](), list[int]()
    for place in np.flatnonzero(is_repeat):
        is_same = np.array_equal(table[order[place]], table[order[place - 1]], equal_nan=True)
        (same if is_same else other).append(int(lines[order[place]]))
    if same:
        notes.note("frame.twice", "the frame is there twice; once is enough", sorted(same))
    notes.problem("frame.conflict", "another frame of the same moment; the last one counts", sorted(other))


@dataclass(frozen=True, slots=True, eq=False)
class Cells:
    """A table with cells that may hold no number.

    Attributes:
        table: (T, C) float64.
        lines: (T,) their lines.
        titles: Names of the columns.
    """

    table: NDArray[np.float64]
    lines: NDArray[np.int64]
    titles: Sequence[str]

    def filled(self, notes: Notes) -> NDArray[np.float64]:
        """Straight lines across cells without a number; a column without any is 0."""
        is_bad = ~np.isfinite(self.table)
        if not is_bad.any():
            return self.table
        result = self.table.copy()
        whole = [title for title, bad in zip(self.titles, is_bad.T, strict=True) if bad.all()]
        if whole:
            notes.problem("column.empty", f"no number in the whole column, so 0: {', '.join(whole)}", self.lines[:1])
        places = np.arange(len(result), dtype=np.float64)
        for column in np.flatnonzero(is_bad.any(axis=0)):
            bad = is_bad[:, column]
            good = ~bad
            result[bad, column] = np.interp(places[bad], places[good], result[good, column]) if good.any() else 0.0
            if good.any():
                text = f"{self.titles[column]} holds no number; a straight line fills it"
                notes.problem("cell.empty", text, self.lines[bad])
        return result


def head_in_degrees(
    values: NDArray[np.float64], recorded: Sequence[int], head: HeadReading, notes: Notes
) -> NDArray[np.float64]:
    """Head angles in degrees, signed as our controls are."""
    angles = values[:, _SHAPES:]
    if not angles.any():
        if any(index >= _SHAPES for index in recorded):
            notes.note("head.still", "the head's angles are 0 throughout: the head was not recorded")
        return values
    is_degrees = head.is_degrees
    if is_degrees is None:
        is_degrees = float(np.abs(angles).max()) > DEGREES_ABOVE
        if is_degrees:
            notes.note("head.degrees", "the head's angles are too large for radians, so they are read as degrees")
    result = values.copy()
    result[:, _SHAPES:] = (angles if is_degrees else np.degrees(angles)) * np.asarray(head.signs)
    for name, column in zip(HEAD_LIMIT_DEG, result[:, _SHAPES:].T, strict=True):
        reach, limit = float(np.abs(column).max()), HEAD_LIMIT_DEG[name]
        if reach > limit:
            text = f"{COLUMN_OF_CONTROL[name]} reaches {reach:.0f}°; {limit:.0f}° is the most that will be shown"
            notes.note("head.far", text)
    return result


def look_at_values(
    values: NDArray[np.float64], recorded: Sequence[int], lines: NDArray[np.int64], notes: Notes
) -> NDArray[np.float64]:
    """Percent become fractions; values out of range, and columns that never move, are told."""
    result = values
    shapes = result[:, :_SHAPES]
    if float(np.abs(shapes).max(initial=0.0)) > PERCENT_ABOVE:
        rows = np.flatnonzero((np.abs(shapes) > PERCENT_ABOVE).any(axis=1))
        notes.problem("value.percent", "the values count in percent; all are divided by 100", lines[rows])
        result = values.copy()
        result[:, :_SHAPES] /= 100.0
        shapes = result[:, :_SHAPES]
    outside = (shapes < 0) | (shapes > 1)
    if outside.any():
        names = [COLUMN_OF_CONTROL[ALL_CONTROLS[index]] for index in np.flatnonzero(outside.any(axis=0))]
        text = (
            f"values from {shapes.min():.3f} to {shapes.max():.3f} instead of 0 to 1 ({', '.join(names[:4])}"
            f"{' …' if len(names) > 4 else ''}); kept, and limited where they are shown"
        )
        notes.note("value.range", text, lines[outside.any(axis=1)])
    still = [index for index in recorded if index < _SHAPES and np.ptp(shapes[:, index]) == 0]
    if still and len(values) > 1:
        names = [COLUMN_OF_CONTROL[ALL_CONTROLS[index]] for index in still]
        more = f" and {len(names) - 6} more" if len(names) > 6 else ""
        notes.note("column.still", f"never moves: {', '.join(names[:6])}{more}")
    return result
