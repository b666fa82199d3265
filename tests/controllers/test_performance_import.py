"""Recordings come in: what is wrong is told by line or second, nothing becomes a clip before the user agrees."""

from __future__ import annotations

import math
import struct
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from studio.controllers.performance_import import PerformanceController
from studio.models.clip import TrackRole
from studio.models.controls import ARKIT_CONTROLS, CONTROL_INDEX
from studio.models.framing import FrameOptions
from studio.models.performance import Take, TakeSource
from studio.models.performance_calibration import Calibration
from studio.models.performance_review import FaceReader, Neutral, Place, RecordingKind, kind_of_file
from studio.pipelines.stage import Stage
from studio.services.inference import InferenceService
from studio.services.job_queue import JobQueue
from studio.storage.project_file import project_from_json, project_json
from tests.controllers.acting_desk import ActingDesk
from tests.controllers.made_project import FakeView
from tests.engines.faces import astronaut

WAIT_MS = 60_000
"""Far more than is needed, for busy machines."""
SHAPES = [name[0].upper() + name[1:] for name in ARKIT_CONTROLS]
HEAD = ["HeadYaw", "HeadPitch", "HeadRoll", "LeftEyeYaw", "LeftEyePitch", "LeftEyeRoll"]
EYES = ["RightEyeYaw", "RightEyePitch", "RightEyeRoll"]
HEADER = ",".join(["Timecode", "BlendShapeCount", *SHAPES, *HEAD, *EYES])
JAW = SHAPES.index("JawOpen") + 2


def rows(count: int = 40, step: int = 2) -> list[list[str]]:
    """Frames at 30 a second in a time code of 60, a jaw that opens and closes over a resting brow."""
    made = []
    for index in range(count):
        frame = index * step
        code = f"00:00:{frame // 60:02d}:{frame % 60:02d}.000"
        values = ["0.0"] * 61
        values[SHAPES.index("JawOpen")] = f"{0.5 - 0.5 * math.cos(index / 4):.6f}"
        values[SHAPES.index("BrowInnerUp")] = "0.2"
        made.append([code, "61", *values])
    return made


def write(path: Path, table: Sequence[Sequence[str]], header: str = HEADER, end: str = "\n") -> Path:
    path.write_bytes(end.join([header, *map(",".join, table), ""]).encode())
    return path


class Desk(ActingDesk):
    def __init__(self) -> None:
        super().__init__()
        self.jobs = JobQueue(InferenceService())
        self.view: Any = FakeView()
        self.view.open_review = lambda sight, settings: self.opened.append((sight, settings))
        self.view.close_review = self._close_review
        self.opened: list[Any] = []
        self.made: list[str] = []
        self.is_open = True
        self.asked: list[Path] = []
        self.questions: list[Any] = []
        self.face: int | None = None
        self.performances = PerformanceController(
            self.workspace, self.jobs, self.editor, self.place, self.stage, lambda: self.view, self, self.actions,
            lambda: self.is_open,
        )  # fmt: skip
        self.performances.clip_made.connect(self.made.append)

    def _close_review(self) -> None:
        self.view.closed.emit()

    def ask_recording(self, answered: Any) -> None:
        answered(self.asked)

    def ask_film(self, sight: Any, answered: Any) -> None:
        self.questions.append(sight)
        if self.face is not None:
            answered(self.face, FaceReader.SOLVER)

    @property
    def sight(self) -> Any:
        return self.opened[-1][0]

    @property
    def result(self) -> Any:
        return self.view.last("show_result")

    def close(self) -> None:
        super().close()
        assert self.jobs.close()


class Rig:
    def __init__(self, qtbot: QtBot) -> None:
        self.qtbot, self.desk = qtbot, Desk()

    def read(self, path: Path) -> Desk:
        """Read a file and wait until something came of it."""
        desk, told = self.desk, len(self.desk.told)
        opened = len(desk.opened)
        desk.performances.reader.read([path])
        self.qtbot.waitUntil(lambda: len(desk.told) > told or len(desk.opened) > opened, timeout=WAIT_MS)
        if len(desk.opened) > opened:
            self.made()
        return desk

    def made(self) -> Any:
        self.qtbot.waitUntil(lambda: self.desk.result is not None, timeout=WAIT_MS)
        return self.desk.result

    def set(self, **changes: object) -> Any:
        """Set something and wait for what comes of it."""
        calls = len(self.desk.view.shown.get("show_result", ()))
        settings = replace(self.desk.performances.settings, **changes)  # type: ignore[arg-type]
        self.desk.view.settings_edited.emit(settings)
        self.qtbot.waitUntil(lambda: len(self.desk.view.shown["show_result"]) > calls, timeout=WAIT_MS)
        return self.desk.view.shown["show_result"][-1]


@pytest.fixture
def rig(qtbot: QtBot) -> Iterator[Rig]:
    made = Rig(qtbot)
    yield made
    made.desk.performances.leave()
    made.desk.close()


def test_a_whole_recording_is_reviewed_and_becomes_a_clip_in_one_step(rig: Rig, tmp_path: Path) -> None:
    desk = rig.read(write(tmp_path / "take one.csv", rows()))
    assert (desk.sight.kind, desk.sight.frame_count, desk.sight.problem_count) == (RecordingKind.LIVE_LINK, 40, 0)
    assert desk.sight.fps == pytest.approx(30.0)  # steps of two in a time code of sixty
    assert desk.steps == 0
    assert desk.result.largest_error <= 0.01
    desk.view.import_requested.emit()
    assert desk.steps == 1
    clip = desk.workspace.project.clips[-1]
    assert (clip.id, clip.name, desk.made) == ("take-one", "take one", ["take-one"])
    assert {track.role for track in clip.tracks} == {TrackRole.PERFORMANCE}
    assert desk.stage.releases == 1
    desk.undo()
    assert len(desk.workspace.project.clips) == 1


def test_less_error_gives_more_keys_and_smoothing_fewer(rig: Rig, tmp_path: Path) -> None:
    table = rows(120)
    for index, row in enumerate(table):
        row[JAW] = f"{float(row[JAW]) * 0.9 + 0.02 * (index % 2):.6f}"  # it trembles
    rig.read(write(tmp_path / "a.csv", table))
    usual = rig.made().key_count
    (coarse,) = rig.set(largest_error=0.1)
    assert coarse.key_count < usual
    assert coarse.largest_error <= 0.1
    (fine,) = rig.set(largest_error=0.001)
    assert fine.key_count > usual
    (calm,) = rig.set(largest_error=0.001, cutoff_hz=0.5)
    assert calm.key_count < fine.key_count


def test_neutral_and_gain_are_kept_with_the_character_and_used_again(rig: Rig, tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", rows())
    desk = rig.read(path)
    rig.set(neutral=Neutral.HERE, neutral_ms=(0.0, 200.0), gain={"jawOpen": 0.5})
    desk.view.import_requested.emit()
    character = desk.workspace.character
    assert character is not None
    assert character.calibration.gain == {"jawOpen": 0.5}
    assert character.calibration.neutral["browInnerUp"] == pytest.approx(0.2)
    clip = desk.workspace.project.clips[-1]
    assert max(key.pose.get("jawOpen", 0) for track in clip.tracks for key in track.keys) < 0.55
    assert not any(key.pose.get("browInnerUp") for track in clip.tracks for key in track.keys)
    assert project_from_json(project_json(desk.workspace.project), "p") == desk.workspace.project
    rig.read(path)
    assert desk.sight.has_kept
    assert desk.performances.settings.neutral is Neutral.KEPT
    assert desk.performances.settings.gain == {"jawOpen": 0.5}
    desk.view.import_requested.emit()
    assert desk.workspace.project.clips[-1].name == "a 2"
    desk.undo()
    desk.undo()
    assert desk.workspace.character is not None
    assert desk.workspace.character.calibration == Calibration()


def test_it_can_be_laid_over_the_clip_at_the_playhead(rig: Rig, tmp_path: Path) -> None:
    desk = rig.read(write(tmp_path / "a.csv", rows()))
    desk.place.time_changed.emit(1000.0)
    desk.view.settings_edited.emit(replace(desk.performances.settings, place=Place.LAYER))
    desk.view.import_requested.emit()
    assert len(desk.workspace.project.clips) == 1
    first = min(key.time_ms for track in desk.clip.tracks for key in track.keys)
    assert first == 1000
    assert desk.pose(500) == {}
    assert desk.pose(1000 + 420).get("jawOpen", 0) > 0.5


def test_a_moment_is_shown_on_the_character(rig: Rig, tmp_path: Path) -> None:
    desk = rig.read(write(tmp_path / "a.csv", rows()))
    desk.view.scrubbed.emit(420.0)
    assert desk.stage.poses[-1]["jawOpen"] > 0.9
    desk.view.control_chosen.emit("jawOpen")
    curve = desk.view.last("show_curve")
    assert curve.control == "jawOpen"
    assert max(curve.recorded) == pytest.approx(1.0, abs=0.01)
    assert len(curve.key_times_ms) > 4


def damaged(kind: str) -> tuple[list[list[str]], str, str]:
    """A recording with something wrong: its rows, its header, how its lines end."""
    table, header, end = rows(), HEADER, "\n"
    if kind == "nan":
        table[7][JAW] = "NaN"
    elif kind == "back":
        table[12][0], table[13][0] = table[13][0], table[12][0]
    elif kind == "crlf":
        end = "\r\n"
    elif kind == "range":
        table[9][JAW] = "1.25"
        table[10][JAW] = "-0.1"
    elif kind == "short":
        table[20] = table[20][:30]
    return table, header, end


@pytest.mark.parametrize(
    ("kind", "where", "words", "is_problem"),
    [
        ("nan", "line 9", "JawOpen holds no number", True), ("back", "line 15", "time goes back", True),
        ("short", "line 22", "", True), ("range", "lines 11, 12", "instead of 0 to 1", False),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_by_line_and_the_rest_imported_if_wanted(
    rig: Rig, tmp_path: Path, kind: str, where: str, words: str, is_problem: bool
) -> None:
    path = write(tmp_path / "bad.csv", *damaged(kind))
    before = path.read_bytes()
    desk = rig.read(path)
    found = [one for one in desk.sight.findings if one.where == where and words in one.text]
    assert found, desk.sight.findings
    assert found[0].is_problem is is_problem
    assert (desk.sight.problem_count > 0) is is_problem
    assert desk.steps == 0  # nothing without agreement
    desk.view.import_requested.emit()
    assert desk.steps == 1
    assert path.read_bytes() == before
    if is_problem:
        assert "without what could not be read" in desk.told[-1].text


def test_lines_that_end_as_on_windows_are_nothing_to_tell(rig: Rig, tmp_path: Path) -> None:
    desk = rig.read(write(tmp_path / "crlf.csv", *damaged("crlf")))
    assert desk.sight.frame_count == 40
    assert desk.sight.problem_count == 0


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("other.csv", b"name,age\nAria,7\n", "other.csv"), ("empty.csv", b"", "empty.csv"),
        ("cut.mp4", b"\x00\x00\x00\x18ftypmp42" + bytes(64), "cannot be read as a film"),
        ("silent.wav", b"RIFF", "silent.wav"), ("lips.json", b'{"mouthCues": [', "line 1"),
        ("notes.txt", b"hello", "no recording"),
    ],
)  # fmt: skip
def test_what_is_no_recording_is_told_with_its_name(
    rig: Rig, tmp_path: Path, name: str, content: bytes, words: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    desk = rig.read(path)
    assert not desk.opened
    message = desk.told[-1]
    assert name in message.text
    assert words in message.text
    assert message.hint
    assert desk.steps == 0


def test_a_lip_sync_file_with_a_bad_entry_names_its_line(rig: Rig, tmp_path: Path) -> None:
    path = tmp_path / "lips.json"
    path.write_text(
        '{"metadata": {"duration": 1.0}, "mouthCues": [\n{"start": 0.0, "end": 0.3, "value": "A"},\n'
        '{"start": 0.6, "end": 0.4, "value": "B"},\n{"start": 0.6, "end": 1.0, "value": "D"}\n]}\n'
    )
    desk = rig.read(path)
    assert desk.sight.kind is RecordingKind.LIP_SYNC
    assert any("Line 3" in one.text and one.is_problem for one in desk.sight.findings)
    desk.view.import_requested.emit()
    assert {track.role for track in desk.workspace.project.clips[-1].tracks} == {TrackRole.TALK}


def sound(path: Path) -> Path:
    """A second of a buzzing vowel between silences."""
    rate = 16_000
    times = np.arange(rate) / rate
    wave = sum(np.sin(2 * np.pi * 120 * k * times) / k for k in range(1, 20)) * ((times > 0.2) & (times < 0.8))
    data = (wave / np.abs(wave).max() * 20_000).astype("<i2").tobytes()
    head = struct.pack("<4sI4s4sIHHIIHH4sI", b"RIFF", 36 + len(data), b"WAVE", b"fmt ", 16, 1, 1, rate, rate * 2, 2, 16,
                       b"data", len(data))  # fmt: skip
    path.write_bytes(head + data)
    return path


def test_sound_is_heard_again_with_its_text(rig: Rig, tmp_path: Path) -> None:
    desk = rig.read(sound(tmp_path / "line.wav"))
    assert desk.sight.kind is RecordingKind.SOUND
    assert desk.sight.word_count == 0
    opened = len(desk.opened)
    desk.view.settings_edited.emit(replace(desk.performances.settings, text="aah"))
    rig.qtbot.waitUntil(lambda: len(desk.opened) > opened, timeout=WAIT_MS)
    assert desk.sight.word_count == 1
    rig.made()
    desk.view.import_requested.emit()
    assert any(event.name == "word" for event in desk.workspace.project.clips[-1].events)


def test_a_typed_line_and_a_live_take_wait_for_each_other(rig: Rig) -> None:
    desk = rig.desk
    desk.performances.review_line("hello there")
    values = np.zeros((30, len(CONTROL_INDEX)), np.float32)
    values[:, CONTROL_INDEX["jawOpen"]] = np.linspace(0, 1, 30)
    desk.performances.review_take(Take("Live take 1", np.arange(30) * 33.0, values, TakeSource.LIVE))
    assert [one[0].kind for one in desk.opened] == [RecordingKind.LINE]
    rig.made()
    desk.view.import_requested.emit()
    assert [one[0].kind for one in desk.opened] == [RecordingKind.LINE, RecordingKind.LIVE]
    rig.qtbot.waitUntil(lambda: desk.result is not None and desk.result.frame_count == 30, timeout=WAIT_MS)
    desk.view.import_requested.emit()
    assert [clip.name for clip in desk.workspace.project.clips[1:]] == ["hello there", "Live take 1"]


def test_settings_that_cannot_be_are_said_and_not_imported(rig: Rig, tmp_path: Path) -> None:
    desk = rig.read(write(tmp_path / "a.csv", rows()))
    result, problem = rig.set(neutral=Neutral.HERE, neutral_ms=(90_000.0, 91_000.0))
    assert result is None
    assert "No frame" in problem
    desk.view.import_requested.emit()
    assert desk.steps == 0


def test_without_a_project_the_way_out_is_told(rig: Rig, tmp_path: Path) -> None:
    rig.desk.is_open = False
    rig.desk.performances.reader.read([write(tmp_path / "a.csv", rows())])
    rig.desk.actions.slots["file.import-performance"]()
    assert [message.text for message in rig.desk.told] == ["No project is open."] * 2


@pytest.mark.parametrize(
    ("name", "has_chosen", "kind"),
    [
        ("A.CSV", False, RecordingKind.LIVE_LINK), ("a.mov", False, RecordingKind.VIDEO), ("a.gif", False, None),
        ("a.gif", True, RecordingKind.VIDEO), ("a.png", False, None), ("a.pgo", False, RecordingKind.LIP_SYNC),
        ("a.wav", False, RecordingKind.SOUND), ("a.avatar", False, None),
    ],
)  # fmt: skip
def test_kinds_by_ending(name: str, has_chosen: bool, kind: RecordingKind | None) -> None:
    assert kind_of_file(name, has_chosen) is kind


@pytest.fixture(scope="module")
def films(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a film of one face, one of two, and one that breaks off."""
    folder = tmp_path_factory.mktemp("films")
    stage = Stage(astronaut(), FrameOptions(size_px=192))
    opened = [0.4 - 0.4 * math.cos(index / 2) for index in range(14)]
    frames = [np.array(stage.frame({"jawOpen": value})[..., :3]) for value in opened]
    pairs = []
    for first, second in zip(frames, frames[4:] + frames[:4], strict=True):
        wide = np.full((224, 424, 3), 230, np.uint8)
        wide[16:208, 8:200] = second
        wide[:, 200:] = cv2.resize(first, (224, 224), interpolation=cv2.INTER_LINEAR)
        pairs.append(wide)
    for name, pictures in (("one", frames), ("two", pairs)):
        height, width = pictures[0].shape[:2]
        writer = cv2.VideoWriter(str(folder / f"{name}.avi"), cv2.VideoWriter_fourcc(*"MJPG"), 14.0, (width, height))
        for picture in pictures:
            writer.write(np.ascontiguousarray(picture[..., ::-1]))
        writer.release()
    data = (folder / "one.avi").read_bytes()
    (folder / "cut.avi").write_bytes(data[: len(data) // 2])
    return folder


def test_a_film_of_one_face_asks_nothing(rig: Rig, films: Path) -> None:
    desk = rig.read(films / "one.avi")
    assert not desk.questions
    assert (desk.sight.kind, len(desk.sight.film.faces), desk.sight.whole_ms) == (RecordingKind.VIDEO, 1, 0.0)
    assert desk.performances.settings.reader is FaceReader.SOLVER
    assert "jawOpen" in desk.sight.controls


def test_a_film_of_two_faces_asks_whose_it_is_and_can_be_read_again(rig: Rig, films: Path) -> None:
    desk = rig.desk
    desk.face = 1
    rig.read(films / "two.avi")
    assert [len(sight.faces) for sight in desk.questions] == [2], desk.told
    assert desk.performances.settings.face == 1, desk.told
    desk.view.settings_edited.emit(replace(desk.performances.settings, name="mine"))
    small = desk.view.last("show_curve").recorded
    rig.set(face=0)
    rig.qtbot.waitUntil(lambda: len(desk.opened) == 2, timeout=WAIT_MS)
    rig.made()
    assert (desk.performances.settings.face, desk.performances.settings.name) == (0, "mine")
    assert desk.view.last("show_curve").recorded != small
    rig.set(reader=FaceReader.NETWORK)  # it is not installed
    rig.qtbot.waitUntil(lambda: bool(desk.told), timeout=WAIT_MS)
    assert "not installed" in desk.told[-1].text
    rig.made()
    assert desk.performances.settings.reader is FaceReader.SOLVER
    desk.view.import_requested.emit()
    assert desk.workspace.project.clips[-1].name == "mine"


def test_a_film_left_alone_at_the_question_is_not_read(rig: Rig, films: Path) -> None:
    rig.desk.performances.reader.read([films / "two.avi"])
    rig.qtbot.waitUntil(lambda: bool(rig.desk.questions), timeout=WAIT_MS)
    rig.qtbot.waitUntil(lambda: rig.desk.jobs.active_count == 0, timeout=WAIT_MS)
    assert not rig.desk.opened
    assert not rig.desk.told


def test_a_film_that_breaks_off_says_where_and_imports_what_comes_before(rig: Rig, films: Path) -> None:
    before = (films / "cut.avi").read_bytes()
    desk = rig.read(films / "cut.avi")
    assert 200 < desk.sight.duration_ms < 700
    assert desk.sight.whole_ms == pytest.approx(1000)
    problem = desk.sight.findings[0]
    assert problem.is_problem
    assert problem.where.startswith("at 0.")
    assert "breaks off here, of 1.00 s" in problem.text
    assert desk.steps == 0
    desk.view.import_requested.emit()
    assert desk.steps == 1
    assert desk.workspace.project.clips[-1].duration_ms < 800
    assert (films / "cut.avi").read_bytes() == before
