"""Reading Live Link Face recordings (CSV), also those of other programs and damaged ones.

What can be repaired is repaired and told with its line; whoever calls decides whether that is good enough. Only what
leaves nothing to read is an error.
"""

from __future__ import annotations

import codecs
from collections.abc import Generator, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from studio.core.jobs import CancelToken, Progress, ProgressClock
from studio.models.controls import ALL_CONTROLS, ARKIT_CONTROLS, CONTROL_INDEX
from studio.models.performance import (
    GAP_STEPS,
    NoteKind,
    StartCode,
    Take,
    TakeNote,
    TakeSource,
    invalid_take,
    usual_step_ms,
)
from studio.models.performance_columns import (
    COLUMN_OF_CONTROL,
    CONTROL_OF_KEY,
    COUNT_WORDS,
    EXTRA_OF_KEY,
    TIME_WORDS,
    HeadReading,
    key_of,
)
from studio.models.performance_repair import Cells, Notes, head_in_degrees, in_order, look_at_values
from studio.models.performance_timecode import Code, decoded, read_code

ROWS_A_STEP = 2000
MAX_BYTES = 1 << 30
_HINT = "Choose a recording that Live Link Face has written (…_raw.csv, …_cal.csv or MySlate….csv)."
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


@dataclass(slots=True)
class _Header:
    """Which column is where; -1 for none."""

    names: list[str]
    separator: str
    line: int
    time: int = -1
    count: int = -1
    controls: dict[int, int] = field(default_factory=dict)
    extras: dict[int, str] = field(default_factory=dict)


@dataclass(slots=True)
class _Rows:
    """What was read so far, row by row."""

    codes: list[Code] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    values: list[list[float]] = field(default_factory=list)
    packed: list[NDArray[np.float64]] = field(default_factory=list)

    def pack(self) -> None:
        """Numbers of hours take a tenth of the room as an array."""
        if self.values:
            self.packed.append(np.asarray(self.values, np.float64))
            self.values = []


def read_live_link(data: bytes, name: str, head: HeadReading | None = None) -> Take:
    """Read a recording at once; see `parse_live_link`."""
    job = parse_live_link(data, name, head)
    while True:
        try:
            next(job)
        except StopIteration as end:
            return end.value  # type: ignore[no-any-return]


def parse_live_link(
    data: bytes, name: str, head: HeadReading | None = None, cancel: CancelToken | None = None
) -> Generator[Progress, None, Take]:
    """Read a recording.

    Args:
        data: The file's bytes.
        name: What the take is called.
        head: What the head's angles mean; Live Link Face's way if None.
        cancel: Stops between two steps.

    Returns:
        The take; its notes tell what was repaired or left out, with lines.

    Raises:
        InputError: ``performance.columns`` if the columns that are needed are not there, ``performance.empty`` if no
            row can be used, ``performance.size`` if the file is too large, ``performance.text`` if it is no text.
        JobCancelled: If `cancel` was set.
    """
    token, notes = cancel or CancelToken(), Notes()
    lines = _lines(data, name, notes)
    header = _header(lines, name, notes)
    rows = _Rows()
    clock = ProgressClock(len(lines))
    wrong = _WrongRows(is_cut=bool(lines) and lines[-1] != "")
    last = max((index for index, line in enumerate(lines) if line.strip()), default=0)
    for index in range(header.line, len(lines)):
        if (index - header.line) % ROWS_A_STEP == 0:
            token.check()
            rows.pack()
            yield clock.at(index, f"reading line {index}")
        if lines[index].strip():
            _read_row(lines[index], index + 1, header, rows, wrong, is_last=index == last)
    wrong.tell(notes)
    if not rows.codes:
        raise invalid_take(f"“{name}” holds no frames that can be read.", _HINT, "performance.empty")
    return _take(name, header, rows, notes, head or HeadReading())


def _lines(data: bytes, name: str, notes: Notes) -> list[str]:
    if len(data) > MAX_BYTES:
        raise invalid_take(f"“{name}” is larger than 1 GB.", "Split the recording.", "performance.size")
    encoding = "utf-8"
    for mark, marked in _MARKS:
        if data.startswith(mark):
            data, encoding = data[len(mark) :], marked
            notes.note("file.mark", "the file begins with a byte order mark")
            break
    if encoding == "utf-8" and b"\0" in data[:4096]:
        raise invalid_take(f"“{name}” is no text.", _HINT, "performance.text")
    text = data.decode(encoding, errors="replace")
    if "\r\n" in text:
        notes.note("file.windows", "the lines end as on Windows")
        text = text.replace("\r\n", "\n")
    return text.replace("\r", "\n").split("\n")


def _header(lines: Sequence[str], name: str, notes: Notes) -> _Header:
    index = next((index for index, line in enumerate(lines) if line.strip()), None)
    if index is None:
        raise invalid_take(f"“{name}” is empty.", _HINT, "performance.empty")
    line = lines[index]
    separator = max(",;\t", key=line.count)
    header = _Header([part.strip().strip('"') for part in line.split(separator)], separator, index + 1)
    if len(header.names) > 1 and read_code(header.names[0]) is not None:
        raise invalid_take(
            f"“{name}” has no line with the names of its columns.", "Columns are read by their names.",
            "performance.columns",
        )  # fmt: skip
    _name_columns(header, notes)
    if header.time < 0:
        raise invalid_take(f"“{name}” has no column “Timecode”.", _HINT, "performance.columns")
    shapes = [control for control in header.controls.values() if control < len(ARKIT_CONTROLS)]
    if not shapes:
        raise invalid_take(f"“{name}” has no column of a face, such as “JawOpen”.", _HINT, "performance.columns")
    missing = [COLUMN_OF_CONTROL[n] for n in ARKIT_CONTROLS if CONTROL_INDEX[n] not in header.controls.values()]
    if missing:
        notes.problem("column.missing", f"missing, so left at 0: {_listed(missing)}", [header.line])
    if not any(control >= len(ARKIT_CONTROLS) for control in header.controls.values()):
        notes.note("column.head", "the head was not recorded")
    return header


def _name_columns(header: _Header, notes: Notes) -> None:
    taken: set[str] = set()
    others = []
    for place, column in enumerate(header.names):
        key = key_of(column)
        if not key:
            continue
        if key in taken:
            notes.problem("column.twice", f"the column “{column}” is there twice; the first counts", [header.line])
            continue
        taken.add(key)
        if key in TIME_WORDS and header.time < 0:
            header.time = place
        elif key in COUNT_WORDS:
            header.count = place
        elif key in CONTROL_OF_KEY:
            header.controls[place] = CONTROL_INDEX[CONTROL_OF_KEY[key]]
        else:
            header.extras[place] = EXTRA_OF_KEY.get(key, column)
            others += [] if key in EXTRA_OF_KEY else [column]
    if others:
        notes.note("column.other", f"kept, but no control of a face: {_listed(others)}", [header.line])


def _listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - 6} more" if len(names) > 6 else ""
    return ", ".join(names[:6]) + more


@dataclass(slots=True)
class _WrongRows:
    """Rows that cannot be used, by what is wrong with them."""

    is_cut: bool
    short: list[int] = field(default_factory=list)
    long: list[int] = field(default_factory=list)
    timeless: list[int] = field(default_factory=list)
    counts: list[int] = field(default_factory=list)
    broken_off: list[int] = field(default_factory=list)
    usual_tail: int = -1

    def tell(self, notes: Notes) -> None:
        notes.problem("row.short", "too few columns; the row is left out", self.short)
        notes.problem("row.long", "too many columns; the row is left out", self.long)
        notes.problem("row.time", "no time code that can be read; the row is left out", self.timeless)
        notes.problem("row.count", "the count of values is not that of the columns; read all the same", self.counts)
        notes.problem("row.cut", "the file breaks off inside this row; it is left out", self.broken_off)


def _read_row(line: str, number: int, header: _Header, rows: _Rows, wrong: _WrongRows, is_last: bool) -> None:
    parts = line.replace('"', "").split(header.separator) if '"' in line else line.split(header.separator)
    while len(parts) > len(header.names) and not parts[-1].strip():
        parts.pop()
    is_cut = is_last and wrong.is_cut
    if len(parts) < len(header.names):
        (wrong.broken_off if is_cut else wrong.short).append(number)
        return
    if len(parts) > len(header.names):
        wrong.long.append(number)
        return
    tail = len(parts[-1].rpartition(".")[2])
    if is_cut and wrong.usual_tail > tail:  # all numbers have the same decimals, only this one has fewer
        wrong.broken_off.append(number)
        return
    wrong.usual_tail = tail if wrong.usual_tail in (-1, tail) else 0
    code = read_code(parts[header.time])
    if code is None:
        wrong.timeless.append(number)
        return
    if header.count >= 0 and not _is_right_count(parts[header.count], header):
        wrong.counts.append(number)
    rows.codes.append(code)
    rows.lines.append(number)
    rows.values.append(_numbers(parts, header))


def _is_right_count(text: str, header: _Header) -> bool:
    try:
        count = int(float(text))
    except ValueError:
        return False
    return count in (len(header.controls) + len(header.extras), len(header.controls), len(ARKIT_CONTROLS))


def _numbers(parts: list[str], header: _Header) -> list[float]:
    places = (*header.controls, *header.extras)
    try:
        return [float(parts[place]) for place in places]
    except ValueError:
        return [_number(parts[place], header.separator) for place in places]


def _number(text: str, separator: str) -> float:
    text = text.strip().strip("'%").strip()
    if separator != ",":
        text = text.replace(",", ".")
    try:
        return float(text)
    except ValueError:
        return float("nan")


def _take(name: str, header: _Header, rows: _Rows, notes: Notes, head: HeadReading) -> Take:
    coded = decoded(rows.codes)
    lines = np.asarray(rows.lines)
    rows.pack()
    table = np.concatenate(rows.packed)
    placed = in_order(coded.times_s, table, lines, notes)
    table, lines, times = table[placed.rows], lines[placed.rows], placed.times_s
    titles = [COLUMN_OF_CONTROL[ALL_CONTROLS[index]] for index in header.controls.values()]
    table = Cells(table, lines, [*titles, *header.extras.values()]).filled(notes)
    values = np.zeros((len(lines), len(ALL_CONTROLS)), np.float64)
    values[:, list(header.controls.values())] = table[:, : len(header.controls)]
    recorded = sorted(header.controls.values())
    values = head_in_degrees(values, recorded, head, notes)
    values = look_at_values(values, recorded, lines, notes)
    first = rows.codes[int(placed.rows[0])]
    start = StartCode(first.seconds, first.frames, coded.base, coded.is_drop_frame)
    _tell_clock(coded.base, start, times, lines, notes)
    extra = {title: table[:, len(header.controls) + at].copy() for at, title in enumerate(header.extras.values())}
    milliseconds = (times - times[0]) * 1000
    return Take(name, milliseconds, values.astype(np.float32), TakeSource.LIVE_LINK, notes.all(), extra, start)


def _tell_clock(
    base: int, start: StartCode, times: NDArray[np.float64], lines: NDArray[np.int64], notes: Notes
) -> None:
    step = usual_step_ms(times * 1000)
    fps = 1000 / step
    if abs(fps - base) > 0.05 * base:
        notes.note("time.base", f"{fps:.2f} frames a second, in time codes that count {base} a second")
    if start.is_drop_frame:
        notes.note("time.drop", "the time codes drop numbers to keep up with the clock")
    gaps = np.flatnonzero(np.diff(times) * 1000 > GAP_STEPS * step) + 1
    if gaps.size:
        longest = float(np.diff(times).max() * 1000)
        text = f"frames are missing before this line ({longest:.0f} ms at the most); filled by a straight line"
        notes.add(NoteKind.NOTE, "time.gap", text, [int(line) for line in lines[gaps]])


def take_notes_text(take: Take) -> list[str]:
    """All notes of a take, problems first, one line each."""
    ordered: list[TakeNote] = sorted(take.notes, key=lambda note: note.kind is not NoteKind.PROBLEM)
    return [note.told() for note in ordered]
