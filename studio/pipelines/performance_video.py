"""A film of a face becomes a take: found in each frame, read by the network or by our own solver."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from studio.core.errors import InputError
from studio.core.jobs import CancelToken, Progress, ProgressClock
from studio.models.controls import ALL_CONTROLS, ARKIT_CONTROLS, CONTROL_INDEX
from studio.models.face import FaceBox, FaceMesh
from studio.models.performance import NoteKind, Take, TakeNote, TakeSource
from studio.models.performance_review import FaceReader
from studio.models.picture import Picture
from studio.pipelines.performance_frames import Film, FilmFrame
from studio.pipelines.performance_look import FilmLook, look_at_film

BLIND_CONTROLS = (
    "cheekSquintLeft", "cheekSquintRight", "noseSneerLeft", "noseSneerRight", "cheekPuff", "jawForward", "tongueOut",
)  # fmt: skip
"""What the network never reports; the solver reads these."""
MAX_NEUTRAL = 0.9
FARTHEST_MOVE = 0.8
"""So many of its own sizes a chosen face may be from where it was last seen."""
NEUTRAL_FRAMES = 5
"""So many frames at the beginning are taken for the resting face where nobody says which."""


@dataclass(frozen=True, slots=True)
class VideoOptions:
    """How a film is read.

    Attributes:
        reader: AUTO takes the network where it is installed.
        neutral_ms: A part of the film in which the face rests; None for its first frames.
        face: Which face of those that `look_at_film` sees, 0 is the largest; None for the largest in each frame.
        models: Folder of installed models; None for the user's own.
    """

    reader: FaceReader = FaceReader.AUTO
    neutral_ms: tuple[float, float] | None = None
    face: int | None = None
    models: Path | None = None


@dataclass(slots=True, eq=False)
class SeenFrames:
    """What was seen so far: moments, landmarks and blendshapes of the frames with a face, and those without."""

    times: list[float] = field(default_factory=list)
    points: list[NDArray[np.float32]] = field(default_factory=list)
    shapes: list[Mapping[str, float]] = field(default_factory=list)
    lost: list[float] = field(default_factory=list)
    last_ms: float = 0.0
    count: int = 0
    face_count: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class WatchedFilm:
    """A film that was watched, so that it can be read in more than one way.

    Attributes:
        frame_count: Frames that could be read.
        broken_at_ms: Where the film breaks off; None if it is whole.
        duration_ms: How long it should be.
        seen: What was seen in them.
    """

    frame_count: int
    broken_at_ms: float | None
    duration_ms: float
    seen: SeenFrames = field(repr=False)


@dataclass(frozen=True, slots=True, eq=False)
class VideoReading:
    """What a film gave.

    Attributes:
        take: The performance, beside the resting face.
        reader: What read it.
        film: What was watched.
    """

    take: Take
    reader: FaceReader
    film: WatchedFilm

    @property
    def frame_count(self) -> int:
        """Frames of the film that were read."""
        return self.film.frame_count

    @property
    def seen_count(self) -> int:
        """Those with a face."""
        return len(self.film.seen.points)

    @property
    def broken_at_ms(self) -> float | None:
        """Where the film breaks off; None if it is whole."""
        return self.film.broken_at_ms


class FaceTracker:
    """Finds one face from frame to frame: first where it was, then everywhere.

    With a face to begin with it stays with that one: what appears far from where it was last seen is somebody else.

    Attributes:
        face_count: The most faces that were seen at once.
    """

    def __init__(self, first: FaceBox | None = None, models: Path | None = None) -> None:
        self._first, self._last, self._models = first, first, models
        self._box: FaceBox | None = None
        self._detected: tuple[FaceBox, NDArray[np.float64]] | None = None
        self.face_count = 0

    def see(self, rgb: NDArray[np.uint8]) -> FaceMesh | None:
        """The face of a frame; None if none is seen.

        Args:
            rgb: (H, W, 3) uint8, sRGB.
        """
        alpha = np.full((*rgb.shape[:2], 1), 255, np.uint8)
        picture = Picture(np.concatenate([rgb, alpha], axis=2), has_alpha=False)
        mesh = self._mesh(picture, self._box) if self._box is not None else None
        if mesh is None:
            box = self._found(picture)
            mesh = self._mesh(picture, box) if box is not None else None
            self._detected = (box, _extent(mesh)) if box is not None and mesh is not None else None
        self._box = self._next_box(mesh)
        self._last = self._box or self._last
        return mesh

    def _found(self, picture: Picture) -> FaceBox | None:
        from studio.vision.detect import find_faces, pick_face

        boxes = find_faces(picture, self._models)
        self.face_count = max(self.face_count, len(boxes))
        if not boxes or self._last is None:
            return pick_face(boxes) if boxes else None
        before = self._last
        nearest = min(boxes, key=lambda box: _apart(box, before))
        return None if self._first is not None and _apart(nearest, before) > FARTHEST_MOVE else nearest

    def _mesh(self, picture: Picture, box: FaceBox) -> FaceMesh | None:
        from studio.vision.landmarks import find_mesh

        try:
            return find_mesh(picture, box, self._models)
        except InputError:
            return None

    def _next_box(self, mesh: FaceMesh | None) -> FaceBox | None:
        """Where the detector would see the face now, told by how its box lay about the landmarks."""
        if mesh is None or self._detected is None:
            return None
        box, (x, y, width, height) = self._detected[0], self._detected[1]
        now_x, now_y, now_width, now_height = _extent(mesh)
        grown = max(now_width / width, now_height / height)
        return replace(
            box,
            x=now_x + (box.x - x) * grown, y=now_y + (box.y - y) * grown,
            width=box.width * grown, height=box.height * grown, points=None,
        )  # fmt: skip


def _apart(box: FaceBox, other: FaceBox) -> float:
    """How far two boxes lie apart, in sizes of the second one."""
    across = box.x + box.width / 2 - other.x - other.width / 2
    down = box.y + box.height / 2 - other.y - other.height / 2
    return float(np.hypot(across, down)) / max(other.width, other.height)


def _extent(mesh: FaceMesh) -> NDArray[np.float64]:
    low, high = mesh.points[:, :2].min(axis=0), mesh.points[:, :2].max(axis=0)
    return np.array([*low, *(high - low)], np.float64)


def read_video(
    path: Path, options: VideoOptions | None = None, cancel: CancelToken | None = None
) -> Generator[Progress, None, VideoReading]:
    """Read the performance of a film; one frame a step.

    Raises:
        InputError: If the file is no film, no frame shows a face, there is no such face, or the network is asked for
            but not installed.
        JobCancelled: If `cancel` was set.
    """
    chosen, token = options or VideoOptions(), cancel or CancelToken()
    seen = SeenFrames()
    yield Progress(0.0, f"opening {path.name}")
    first = None
    if chosen.face is not None:
        first = chosen_face((yield from look_at_film(path, chosen.models, token)), chosen.face)
    tracker = FaceTracker(first, chosen.models)
    with Film(path) as film:
        clock = ProgressClock(film.frame_count)
        for frame in film:
            token.check()
            _look(tracker, frame, seen)
            yield clock.at(seen.count, f"{path.name}: {frame.time_ms / 1000:.1f} s")
        if seen.count == 0:
            message = f"“{path.name}” holds no frame that can be read."
            raise InputError(message, "It is damaged from the beginning.", "film.empty")
        end_ms = seen.last_ms + 1000.0 / film.fps
        broken = end_ms if film.is_cut_short(end_ms) else None
        duration_ms = film.duration_ms
    if not seen.points:
        raise _nobody_read(path.name, seen.count, tracker.face_count)
    seen.face_count = tracker.face_count
    return (yield from read_again(path.stem, WatchedFilm(seen.count, broken, duration_ms, seen), chosen, token))


def _nobody_read(name: str, frame_count: int, face_count: int) -> InputError:
    if face_count:
        message = f"A face is in “{name}”, but its features cannot be told in any of {frame_count} frames."
        return InputError(message, "Use a larger or clearer film of it, or choose another face.", "face.not_found")
    message = f"No face is seen in the {frame_count} frames of “{name}”."
    hint = "The face should look at the camera and be at least 32 pixels large."
    return InputError(message, hint, "face.not_found")


def chosen_face(look: FilmLook, index: int) -> FaceBox | None:
    """A face of a film; None where the first frames show nobody, so that there is no choice.

    Raises:
        InputError: ``face.no_such_index``.
    """
    from studio.vision.detect import pick_face

    return pick_face(look.faces, index) if look.faces else None


def read_again(
    name: str, film: WatchedFilm, options: VideoOptions, cancel: CancelToken | None = None
) -> Generator[Progress, None, VideoReading]:
    """Read what was watched, perhaps with another reader or resting part.

    Raises:
        InputError: If the network is asked for but not installed, or nobody is seen in the resting part.
        JobCancelled: If `cancel` was set.
    """
    yield Progress(None, "reading the expressions")
    seen = film.seen
    reader, values = _read(seen, options, cancel or CancelToken())
    times = np.asarray(seen.times) - seen.times[0]
    take = Take(name, times, values, TakeSource.VIDEO, _notes(film, reader, options.face))
    return VideoReading(take, reader, film)


def _look(tracker: FaceTracker, frame: FilmFrame, seen: SeenFrames) -> None:
    mesh = tracker.see(frame.rgb)
    seen.count += 1
    seen.last_ms = frame.time_ms
    if mesh is None:
        seen.lost.append(frame.time_ms)
        return
    seen.times.append(frame.time_ms)
    seen.points.append(mesh.points)
    seen.shapes.append(mesh.blendshapes)


def _read(seen: SeenFrames, options: VideoOptions, token: CancelToken) -> tuple[FaceReader, NDArray[np.float32]]:
    from studio.pipelines.performance_face import landmark_response
    from studio.vision.expression_solver import ExpressionSolver

    rest = _resting(seen, options)
    neutral = np.median(np.stack([seen.points[index] for index in rest]), axis=0)
    solver = ExpressionSolver(neutral, landmark_response(neutral))
    values = np.zeros((len(seen.points), len(ALL_CONTROLS)), np.float32)
    for row, points in zip(values, seen.points, strict=True):
        token.check()
        row[:] = solver.solve(points)
    told = [index for index, shapes in enumerate(seen.shapes) if shapes]  # in the others the network saw nobody
    if options.reader is FaceReader.NETWORK and not told:
        message = "The network that reads expressions is not installed."
        raise InputError(message, "Install it with `avatar-studio models`, or read with the solver.", "model.missing")
    if options.reader is FaceReader.SOLVER or not told:
        return FaceReader.SOLVER, values
    _put_told(values, told, seen, rest)
    return FaceReader.NETWORK, values


def _put_told(values: NDArray[np.float32], told: list[int], seen: SeenFrames, rest: list[int]) -> None:
    """What the network says takes the place of what the solver found, but for what it never reports."""
    shapes = np.array([[seen.shapes[index].get(name, 0.0) for name in ARKIT_CONTROLS] for index in told])
    resting = np.isin(told, rest)
    still = np.clip(np.median(shapes[resting] if resting.any() else shapes[:1], axis=0), 0.0, MAX_NEUTRAL)
    shapes = np.clip((shapes - still) / (1.0 - still), 0.0, 1.0)
    heard = [name for name in ARKIT_CONTROLS if name not in BLIND_CONTROLS]
    columns = [CONTROL_INDEX[name] for name in heard]
    values[np.ix_(told, columns)] = shapes[:, [ARKIT_CONTROLS.index(name) for name in heard]]


def _resting(seen: SeenFrames, options: VideoOptions) -> list[int]:
    """Frames that show the resting face.

    Raises:
        InputError: If no face is seen in the part that was named.
    """
    if options.neutral_ms is None:
        return list(range(min(NEUTRAL_FRAMES, len(seen.points))))
    start, end = options.neutral_ms
    found = [index for index, time in enumerate(seen.times) if start <= time < end]
    if not found:
        text = f"No face is seen from {start / 1000:.2f} to {end / 1000:.2f} s."
        raise InputError(text, "Name another part for the resting face.", "usage.range")
    return found


def _notes(film: WatchedFilm, reader: FaceReader, face: int | None) -> tuple[TakeNote, ...]:
    notes, seen, broken = [], film.seen, film.broken_at_ms
    if broken is not None:
        text = f"the film breaks off here, of {film.duration_ms / 1000:.2f} s; what comes before is kept"
        notes.append(TakeNote(NoteKind.PROBLEM, "film.cut", text, times_ms=(broken,)))
    if face is None and seen.face_count > 1:
        text = f"{seen.face_count} faces are in the film; the largest one was read"
        notes.append(TakeNote(NoteKind.NOTE, "face.several", text))
    if seen.lost:
        text = f"no face in {len(seen.lost)} of {seen.count} frames; a straight line leads across"
        notes.append(TakeNote(NoteKind.NOTE, "face.lost", text, times_ms=tuple(seen.lost)))
    if not any(seen.shapes):
        text = "read from landmarks alone; with the expression network installed, lids and lips are read more closely"
        notes.append(TakeNote(NoteKind.NOTE, "reader.solver", text))
    return tuple(notes)
