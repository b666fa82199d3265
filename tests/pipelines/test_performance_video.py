"""Films of a drawn face are read back: the controls that were drawn are the controls that are found."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from studio.core.errors import InputError
from studio.core.jobs import CancelToken, JobCancelled, Progress
from studio.models.controls import CONTROL_INDEX
from studio.models.framing import FrameOptions
from studio.models.performance import NoteKind
from studio.models.performance_review import FaceReader
from studio.pipelines.performance_look import look_at_film
from studio.pipelines.performance_video import VideoOptions, VideoReading, read_again, read_video
from studio.pipelines.stage import Stage
from tests.engines.faces import astronaut

Result = TypeVar("Result")
FPS, COUNT = 25.0, 48
CONTROLS = ("jawOpen", "eyeBlinkLeft", "mouthSmileLeft", "browInnerUp", "headYaw", "headRoll")


def run(job: Generator[Progress, None, Result]) -> Result:
    while True:
        try:
            next(job)
        except StopIteration as end:
            return end.value  # type: ignore[no-any-return]


def acted() -> NDArray[np.float64]:
    """(COUNT, 6) a rest of eight frames, then each control on its own beat."""
    time = np.maximum(np.arange(COUNT) - 7, 0) / 40
    beats = [0.5 - 0.5 * np.cos(2 * np.pi * time * beat) for beat in (2, 3, 1.5, 2.5, 1.2, 1.8)]
    return np.stack(beats, axis=1) * [0.8, 0.9, 0.9, 0.9, 12, 10]


@pytest.fixture(scope="module")
def frames() -> list[NDArray[np.uint8]]:
    stage = Stage(astronaut(), FrameOptions(size_px=256))
    return [np.array(stage.frame(dict(zip(CONTROLS, map(float, row), strict=True)))[..., :3]) for row in acted()]


@pytest.fixture(scope="module")
def film(frames: list[NDArray[np.uint8]], tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(frames, tmp_path_factory.mktemp("film") / "acted.avi", "MJPG")


def write(frames: list[NDArray[np.uint8]], path: Path, code: str) -> Path:
    height, width = frames[0].shape[:2]
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter_fourcc(*code), FPS, (width, height))
    assert writer.isOpened()
    for frame in frames:
        writer.write(np.ascontiguousarray(frame[..., ::-1]))
    writer.release()
    return path


@pytest.fixture(scope="module")
def reading(film: Path, tmp_path_factory: pytest.TempPathFactory) -> VideoReading:
    return run(read_video(film, VideoOptions(models=tmp_path_factory.mktemp("no-models"))))


def test_a_whole_film(reading: VideoReading) -> None:
    assert (reading.frame_count, reading.seen_count, reading.broken_at_ms) == (COUNT, COUNT, None)
    assert reading.reader is FaceReader.SOLVER
    assert reading.take.fps == pytest.approx(FPS)
    assert not reading.take.problems


@pytest.mark.parametrize("control", CONTROLS)
def test_what_was_drawn_is_read(reading: VideoReading, control: str) -> None:
    drawn = acted()[:, CONTROLS.index(control)]
    read = reading.take.column(control)
    assert np.corrcoef(drawn, read)[0, 1] > 0.75
    assert np.ptp(read) > 0.3 * np.ptp(drawn)


@pytest.mark.parametrize(("suffix", "code"), [("mp4", "mp4v"), ("webm", "VP80")])
def test_other_films(frames: list[NDArray[np.uint8]], tmp_path: Path, suffix: str, code: str) -> None:
    path = write(frames[:4], tmp_path / f"film.{suffix}", code)
    reading = run(read_video(path, VideoOptions(FaceReader.SOLVER)))
    assert (reading.seen_count, reading.broken_at_ms) == (4, None)


def test_moving_pictures_keep_their_own_times(frames: list[NDArray[np.uint8]], tmp_path: Path) -> None:
    pictures = [Image.fromarray(frame) for frame in frames[8:12]]
    path = tmp_path / "film.gif"
    pictures[0].save(path, save_all=True, append_images=pictures[1:], duration=[40, 100, 60, 40])
    reading = run(read_video(path, VideoOptions(FaceReader.SOLVER)))
    assert list(reading.take.times_ms) == [0, 40, 140, 200]


def test_a_film_that_breaks_off_keeps_what_was_read(film: Path, tmp_path: Path) -> None:
    cut = tmp_path / "cut.avi"
    cut.write_bytes(film.read_bytes()[: int(film.stat().st_size * 0.4)])
    reading = run(read_video(cut, VideoOptions(FaceReader.SOLVER)))
    assert 5 < reading.frame_count < COUNT * 0.6
    assert reading.broken_at_ms == pytest.approx(reading.frame_count * 1000 / FPS, abs=1)
    (problem,) = reading.take.problems
    assert problem.told().startswith(f"at {reading.broken_at_ms / 1000:.2f} s: the film breaks off here, of 1.92 s")


def test_frames_without_a_face_are_told(frames: list[NDArray[np.uint8]], tmp_path: Path) -> None:
    blank = np.full_like(frames[0], 120)
    path = write([*frames[:3], blank, blank, *frames[5:8]], tmp_path / "film.avi", "MJPG")
    reading = run(read_video(path, VideoOptions(FaceReader.SOLVER)))
    assert (reading.frame_count, reading.seen_count) == (8, 6)
    note = next(note for note in reading.take.notes if note.code == "face.lost")
    assert (note.kind, note.times_ms) == (NoteKind.NOTE, pytest.approx((120.0, 160.0)))


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda path: None, "film.missing"),
        (lambda path: path.write_bytes(b"no film at all"), "film.unreadable"),
        (lambda path: write([np.full((64, 64, 3), 90, np.uint8)] * 3, path, "MJPG"), "face.not_found"),
    ],
)
def test_what_is_no_film_of_a_face(make: object, code: str, tmp_path: Path) -> None:
    path = tmp_path / "film.avi"
    make(path)  # type: ignore[operator]
    with pytest.raises(InputError) as caught:
        run(read_video(path))
    assert caught.value.code == code


def test_the_network_must_be_there_if_asked_for(film: Path, tmp_path: Path) -> None:
    short = tmp_path / "short.avi"
    short.write_bytes(film.read_bytes()[:20000])
    with pytest.raises(InputError, match="not installed"):
        run(read_video(short, VideoOptions(FaceReader.NETWORK, models=tmp_path)))


def test_reading_can_be_cancelled(film: Path) -> None:
    token, seen = CancelToken(), list[Progress]()
    job = read_video(film, cancel=token)
    seen += [next(job) for _ in range(4)]
    token.cancel()
    with pytest.raises(JobCancelled):
        next(job)
    assert seen[-1].fraction == pytest.approx(3 / COUNT)


def test_a_named_part_is_the_resting_face(film: Path, tmp_path: Path) -> None:
    options = VideoOptions(FaceReader.SOLVER, neutral_ms=(700.0, 800.0), models=tmp_path)
    take = run(read_video(film, options)).take
    inside = (take.times_ms >= 700) & (take.times_ms < 800)
    assert np.abs(take.values[inside][:, CONTROL_INDEX["jawOpen"]]).max() < 0.25
    with pytest.raises(InputError):
        run(read_video(film, VideoOptions(FaceReader.SOLVER, neutral_ms=(9000.0, 9100.0), models=tmp_path)))


@pytest.fixture(scope="module")
def pair(frames: list[NDArray[np.uint8]], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two people: the large one on the right acts, the small one on the left does the same backwards."""
    made = []
    for first, second in zip(frames, reversed(frames), strict=True):
        wide = np.full((288, 500, 3), 230, np.uint8)
        wide[96:272, 12:188] = cv2.resize(second, (176, 176), interpolation=cv2.INTER_AREA)
        wide[16:272, 230:486] = first
        made.append(wide)
    return write(made, tmp_path_factory.mktemp("pair") / "pair.avi", "MJPG")


def test_each_of_two_faces_can_be_read(pair: Path, reading: VideoReading, tmp_path: Path) -> None:
    look = run(look_at_film(pair, tmp_path))
    assert len(look.faces) == 2
    assert look.faces[0].x > 230 > look.faces[1].x
    assert not look.has_network
    sight = look.sight(pair.name)
    assert len(sight.rgb) == 3 * sight.width * sight.height
    small = run(read_video(pair, VideoOptions(FaceReader.SOLVER, face=1, models=tmp_path)))
    assert small.seen_count == COUNT
    wanted = reading.take.column("headYaw")[::-1]
    assert np.corrcoef(wanted, small.take.column("headYaw"))[0, 1] > 0.9
    assert not [note for note in small.take.notes if note.code == "face.several"]
    with pytest.raises(InputError) as caught:
        run(read_video(pair, VideoOptions(face=2, models=tmp_path)))
    assert caught.value.code == "face.no_such_index"


def test_without_a_choice_the_largest_is_read_and_that_is_told(pair: Path, tmp_path: Path) -> None:
    short = tmp_path / "short.avi"
    short.write_bytes(pair.read_bytes()[: pair.stat().st_size // 4])
    take = run(read_video(short, VideoOptions(FaceReader.SOLVER, models=tmp_path))).take
    note = next(note for note in take.notes if note.code == "face.several")
    assert "2 faces" in note.text


def test_a_chosen_face_that_goes_is_not_exchanged_for_another(
    frames: list[NDArray[np.uint8]], tmp_path: Path
) -> None:  # fmt: skip
    made = []
    for index, frame in enumerate(frames[:12]):
        wide = np.full((288, 500, 3), 230, np.uint8)
        if index < 6:
            wide[96:272, 12:188] = cv2.resize(frame, (176, 176), interpolation=cv2.INTER_AREA)
        wide[16:272, 230:486] = frame
        made.append(wide)
    path = write(made, tmp_path / "gone.avi", "MJPG")
    reading = run(read_video(path, VideoOptions(FaceReader.SOLVER, face=1, models=tmp_path)))
    assert (reading.frame_count, reading.seen_count) == (12, 6)


def test_what_was_watched_is_read_in_another_way_without_watching_again(reading: VideoReading) -> None:
    told = [{"jawOpen": 0.1 + 0.1 * (index % 3)} if index % 4 else {} for index in range(COUNT)]
    seen = replace(reading.film.seen, shapes=told)
    film = replace(reading.film, seen=seen)
    network = run(read_again("again", film, VideoOptions(FaceReader.AUTO)))
    assert network.reader is FaceReader.NETWORK
    assert network.take.column("jawOpen")[5] == pytest.approx((0.3 - 0.2) / 0.8, abs=0.05)
    solver = reading.take.column("jawOpen")
    assert network.take.column("jawOpen")[8] == solver[8], "where the network saw nobody the landmarks tell"
    again = run(read_again("again", film, VideoOptions(FaceReader.SOLVER)))
    assert (again.take.values == reading.take.values).all()
