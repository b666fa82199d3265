"""Live Link Face recordings are read whatever is wrong with them, all that is wrong is told with its line."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest

from studio.core.errors import InputError
from studio.core.jobs import CancelToken, JobCancelled
from studio.models.controls import ARKIT_CONTROLS, CONTROL_INDEX
from studio.models.performance import StartCode, Take
from studio.models.performance_columns import VALUE_COLUMNS, HeadReading
from studio.models.performance_livelink import parse_live_link, read_live_link
from studio.models.performance_timecode import Code, code_texts, decoded, read_code

RECORDINGS = Path(__file__).resolve().parents[3] / "shared" / "data" / "performance"
needs_data = pytest.mark.skipif(not RECORDINGS.is_dir(), reason="MISSING DATA: recordings")


def table(count: int = 6, step: int = 2) -> list[list[str]]:
    """A recording as cells, JawOpen rising by 0.1 ten times; the first row holds the names."""
    rows = [["Timecode", "BlendShapeCount", *VALUE_COLUMNS]]
    for index in range(count):
        values = ["0.0000000000"] * len(VALUE_COLUMNS)
        values[VALUE_COLUMNS.index("JawOpen")] = f"{min(index, 9) / 10:.10f}"
        seconds, frames = divmod(index * step, 60)
        rows.append([f"10:00:{seconds:02}:{frames:02}.250", "61", *values])
    return rows


def text_of(rows: list[list[str]], end: str = "\n") -> bytes:
    return (end.join(",".join(row) for row in rows) + end).encode()


def at(column: str) -> int:
    return 2 + VALUE_COLUMNS.index(column)


def read(rows: list[list[str]]) -> Take:
    return read_live_link(text_of(rows), "take")


def codes(take: Take) -> set[str]:
    return {note.code for note in take.notes}


def lines_of(take: Take, code: str) -> tuple[int, ...]:
    return next(note.lines for note in take.notes if note.code == code)


def jaw(take: Take) -> list[float]:
    return [round(float(value), 4) for value in take.column("jawOpen")]


@needs_data
def test_the_real_recordings() -> None:
    alex = read_live_link((RECORDINGS / "livelink_alex_rom_3.csv").read_bytes(), "alex")
    assert alex.frame_count == 4030
    assert alex.fps == pytest.approx(30.0, abs=0.05)
    assert not alex.problems
    assert {"time.base", "value.range", "head.still", "time.gap"} <= codes(alex)
    jason = read_live_link((RECORDINGS / "livelink_jason_miller.csv").read_bytes(), "jason")
    assert jason.frame_count == 328
    assert jason.fps == pytest.approx(59.96, abs=0.02)
    assert not jason.problems
    # Right comes before left in the file for these two alone: read by name.
    assert jason.column("jawLeft")[0] == pytest.approx(0.0549999066)
    assert jason.column("jawRight").max() == 0.0


def test_thirty_frames_in_codes_of_sixty() -> None:
    take = read(table(100))
    assert take.fps == pytest.approx(30.0)
    assert take.duration_ms == pytest.approx(100 * 1000 / 30)
    assert not take.problems


@pytest.mark.parametrize(("base", "fps"), [(24, 24), (25, 25), (30, 30), (60, 60), (60, 30)])
def test_the_base_of_codes_is_found_out(base: int, fps: int) -> None:
    step = base // fps
    found = decoded([Code(index * step // base, float(index * step % base)) for index in range(3 * fps)])
    assert found.base == base
    assert np.allclose(np.diff(found.times_s), 1 / fps)


@pytest.mark.parametrize("sign", [";", ":"])
def test_dropped_numbers_leave_no_gap(sign: str) -> None:
    start = StartCode(9 * 60 + 58, 0.0, 60, is_drop_frame=True)
    texts = code_texts(np.arange(60 * 70) * (1001 / 60), start)  # across a tenth minute and the one after it
    assert texts[0] == "00:09:58;00.000"
    assert "00:10:00;00.000" in texts
    assert "00:10:59;59.000" in texts
    assert not any(text.startswith(("00:11:00;00", "00:11:00;03")) for text in texts)
    assert "00:11:00;04.000" in texts
    found = decoded([code for text in texts if (code := read_code(text.replace(";", sign))) is not None])
    assert found.is_drop_frame
    assert np.allclose(np.diff(found.times_s) * 1000, 1001 / 60)


def test_columns_are_found_by_their_names() -> None:
    rows = table()
    order = list(range(len(rows[0])))
    order = [*order[:2], *order[:1:-1]]
    shuffled = [[row[place] for place in order] for row in rows]
    shuffled[0] = [name.lower() if index % 2 else f' "{name}" ' for index, name in enumerate(shuffled[0])]
    shuffled[0][1] = "BlendshapeCount"
    take = read(shuffled)
    assert jaw(take) == [0.0, 0.1, 0.2, 0.3, 0.4, 0.5]
    assert not take.problems


def test_sides_may_be_written_short() -> None:
    rows = table()
    rows[0][at("EyeBlinkLeft")] = "eyeBlink_L"
    rows[3][at("EyeBlinkLeft")] = "0.5"
    assert read(rows).column("eyeBlinkLeft")[2] == 0.5


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_marks_and_windows_lines(encoding: str) -> None:
    data = text_of(table(), "\r\n").decode().encode(encoding)
    take = read_live_link(data, "take")
    assert {"file.mark", "file.windows"} <= codes(take)
    assert not take.problems
    assert take.frame_count == 6


def test_missing_and_further_columns() -> None:
    rows = table()
    gone = at("TongueOut")
    rows = [[*row[:gone], *row[gone + 1 :], "Joy" if row is rows[0] else "42"] for row in rows]
    take = read(rows)
    assert lines_of(take, "column.missing") == (1,)
    assert list(take.extra["Joy"]) == [42.0] * 6
    assert not take.column("tongueOut").any()


def test_cells_without_a_number_are_filled_and_told() -> None:
    rows = table()
    rows[2][at("JawOpen")], rows[3][at("JawOpen")], rows[4][at("JawOpen")] = "nan", "", "inf"
    take = read(rows)
    assert jaw(take) == [0.0, 0.1, 0.2, 0.3, 0.4, 0.5]
    assert lines_of(take, "cell.empty") == (3, 4, 5)


def test_rows_of_a_wrong_length_are_left_out() -> None:
    rows = table()
    rows[2] = rows[2][:40]
    rows[4] = [*rows[4], "7"]
    rows[5][1] = "17"
    rows[6] = [*rows[6], ""]
    take = read(rows)
    assert jaw(take) == [0.0, 0.2, 0.4, 0.5]
    assert (lines_of(take, "row.short"), lines_of(take, "row.long")) == ((3,), (5,))
    assert lines_of(take, "row.count") == (6,)


@pytest.mark.parametrize("cut", [5, 40, 300])
def test_a_truncated_last_line_is_left_out(cut: int) -> None:
    take = read_live_link(text_of(table())[:-cut], "take")
    assert jaw(take) == [0.0, 0.1, 0.2, 0.3, 0.4]
    assert lines_of(take, "row.cut") == (7,)


def test_a_last_line_without_an_end_is_whole() -> None:
    take = read_live_link(text_of(table())[:-1], "take")
    assert take.frame_count == 6
    assert not take.problems


def test_rows_that_come_late_are_put_in_their_place() -> None:
    rows = table()
    rows[3], rows[4] = rows[4], rows[3]
    take = read(rows)
    assert jaw(take) == [0.0, 0.1, 0.2, 0.3, 0.4, 0.5]
    assert lines_of(take, "time.back") == (5,)


def test_a_clock_that_is_set_back_loses_nothing() -> None:
    rows = table(12)
    for row in rows[7:]:
        row[0] = row[0].replace("10:00", "09:59")
    take = read(rows)
    assert take.frame_count == 12
    assert lines_of(take, "time.set_back") == (8,)
    assert np.allclose(np.diff(take.times_ms), 1000 / 30)


def test_midnight_is_no_step_back() -> None:
    rows = table()
    for index, row in enumerate(rows[1:]):
        row[0] = f"23:59:59:{54 + 2 * index:02}.000" if index < 3 else f"00:00:00:{2 * index - 6:02}.000"
    take = read(rows)
    assert not take.problems
    assert np.allclose(np.diff(take.times_ms), 1000 / 30)


def test_frames_that_are_there_twice() -> None:
    rows = table()
    rows.insert(3, list(rows[2]))
    rows.append([*rows[-1]])
    rows[-1][at("JawOpen")] = "0.9"
    take = read(rows)
    assert jaw(take) == [0.0, 0.1, 0.2, 0.3, 0.4, 0.9]
    assert "frame.twice" in codes(take)
    assert lines_of(take, "frame.conflict") == (9,)


def test_values_out_of_range_are_kept_and_told() -> None:
    rows = table()
    rows[2][at("JawOpen")], rows[3][at("JawOpen")], rows[4][at("JawOpen")] = "1.003", "-2e-3", "-0.0"
    take = read(rows)
    assert jaw(take)[1:3] == [1.003, -0.002]
    assert lines_of(take, "value.range") == (3, 4)
    assert not take.problems


def test_percent_becomes_fractions() -> None:
    rows = table()
    for row in rows[1:]:
        row[at("JawOpen")] = str(float(row[at("JawOpen")]) * 100)
    take = read(rows)
    assert jaw(take)[5] == 0.5
    assert "value.percent" in {note.code for note in take.problems}


def test_head_angles_become_degrees_with_our_signs() -> None:
    rows = table()
    rows[3][at("HeadYaw")], rows[3][at("HeadPitch")], rows[3][at("HeadRoll")] = "0.1", "0.2", "0.5"
    take = read(rows)
    values = [float(take.column(name)[2]) for name in ("headYaw", "headPitch", "headRoll")]
    assert values == pytest.approx([-math.degrees(0.1), -math.degrees(0.2), math.degrees(0.5)])
    assert "head.far" in codes(take)  # 28.6 degrees of roll, 25 can be shown
    rows[3][at("HeadYaw")] = "12"
    assert read(rows).column("headYaw")[2] == pytest.approx(-12)
    told = read_live_link(text_of(rows), "take", HeadReading(is_degrees=True, signs=(1, 1, 1)))
    assert told.column("headPitch")[2] == pytest.approx(0.2)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "performance.empty"),
        (b"\n\n", "performance.empty"),
        (b"a,b,c\n1,2,3\n", "performance.columns"),
        (b"Timecode,BlendShapeCount\n10:00:00:00.0,61\n", "performance.columns"),
        (text_of(table())[text_of(table()).index(b"\n") + 1 :], "performance.columns"),
        (text_of(table()[:1]), "performance.empty"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "performance.text"),
    ],
)
def test_what_cannot_be_read_is_an_error(data: bytes, code: str) -> None:
    with pytest.raises(InputError) as caught:
        read_live_link(data, "take")
    assert caught.value.code == code


def test_other_separators() -> None:
    data = text_of(table()).replace(b",", b";").replace(b"0.", b"0,")
    data = data.replace(b";61;0,", b";61;0.")  # decimals differ from cell to cell
    assert jaw(read_live_link(data, "take"))[:2] == [0.0, 0.1]


def test_reading_can_be_cancelled() -> None:
    token = CancelToken()
    job = parse_live_link(text_of(table(5000)), "take", cancel=token)
    next(job)
    token.cancel()
    with pytest.raises(JobCancelled):
        list(job)


def test_notes_name_their_place() -> None:
    rows = table(12)
    for index in range(2, 9):
        rows[index][at("JawOpen")] = "x"
    note = read(rows).problems[0]
    assert note.told().startswith("lines 3, 4, 5, 6 and 3 more: JawOpen holds no number")


def test_every_shape_has_its_column() -> None:
    assert [name[0].lower() + name[1:] for name in VALUE_COLUMNS[:52]] == list(ARKIT_CONTROLS)
    assert CONTROL_INDEX["jawRight"] < CONTROL_INDEX["jawLeft"]
