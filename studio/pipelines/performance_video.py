"""A film of a face becomes a take: found in each frame, read by the network or by our own solver."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from studio.core.errors import InputError
from studio.core.jobs import CancelToken, Progress, ProgressClock
from studio.models.controls import ALL_CONTROLS, ARKIT_CONTROLS, CONTROL_INDEX
from studio.models.face import FaceBox, FaceMesh
from studio.models.performance import NoteKind, Take, TakeNote, TakeSource
from studio.models.picture import Picture
from studio.pipelines.performance_frames import Film, FilmFrame

BLIND_CONTROLS = (
    "cheekSquintLeft", "cheekSquintRight", "noseSneerLeft", "noseSneerRight", "cheekPuff", "jawForward", "tongueOut",
)  # fmt: skip
"""What the network never reports; the solver reads these."""
MAX_NEUTRAL = 0.9
NEUTRAL_FRAMES = 5
"""So many frames at the beginning are taken for the resting face where nobody says which."""


class FaceReader(StrEnum):
    """What turns landmarks into controls."""

    AUTO = "auto"
    NETWORK = "network"
    SOLVER = "solver"


@dataclass(frozen=True, slots=True)
class VideoOptions:
    """How a film is read.

    Attributes:
        reader: AUTO takes the network where it is installed.
        neutral_ms: A part of the film in which the face rests; None for its first frames.
        face: Which face of the first frame, 0 is the largest.
        models: Folder of installed models; None for the user's own.
    """

    reader: FaceReader = FaceReader.AUTO
    neutral_ms: tuple[float, float] | None = None
    face: int | None = None
    models: Path | None = None


@dataclass(frozen=True, slots=True, eq=False)
class VideoReading:
    """What a film gave.

    Attributes:
        take: The performance, beside the resting face.
        reader: What read it.
        frame_count: Frames of the film that were read.
        seen_count: Those with a face.
        broken_at_ms: Where the film breaks off; None if it is whole.
    """

    take: Take
    reader: FaceReader
    frame_count: int
    seen_count: int
    broken_at_ms: float | None


@dataclass(slots=True)
class _Seen:
    """What was seen so far."""

    times: list[float] = field(default_factory=list)
    points: list[NDArray[np.float32]] = field(default_factory=list)
    shapes: list[Mapping[str, float]] = field(default_factory=list)
    lost: list[float] = field(default_factory=list)
    last_ms: float = 0.0
    count: int = 0


class FaceTracker:
    """Finds one face from frame to frame: first where it was, then everywhere."""

    def __init__(self, face: int | None = None, models: Path | None = None) -> None:
        self._face, self._models = face, models
        self._box: FaceBox | None = None
        self._detected: tuple[FaceBox, NDArray[np.float64]] | None = None

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
        return mesh

    def _found(self, picture: Picture) -> FaceBox | None:
        from studio.vision.detect import find_faces, pick_face

        boxes = find_faces(picture, self._models)
        if not boxes:
            return None
        if self._detected is None:
            return pick_face(boxes, self._face)
        before = self._detected[0]
        return min(boxes, key=lambda box: abs(box.x - before.x) + abs(box.y - before.y))

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


def _extent(mesh: FaceMesh) -> NDArray[np.float64]:
    low, high = mesh.points[:, :2].min(axis=0), mesh.points[:, :2].max(axis=0)
    return np.array([*low, *(high - low)], np.float64)


def read_video(
    path: Path, options: VideoOptions | None = None, cancel: CancelToken | None = None
) -> Generator[Progress, None, VideoReading]:
    """Read the performance of a film; one frame a step.

    Raises:
        InputError: If the file is no film, no frame shows a face, or the network is asked for but not installed.
        JobCancelled: If `cancel` was set.
    """
    chosen, token = options or VideoOptions(), cancel or CancelToken()
    seen = _Seen()
    yield Progress(0.0, f"opening {path.name}")
    tracker = FaceTracker(chosen.face, chosen.models)
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
        message = f"No face is seen in the {seen.count} frames of “{path.name}”."
        raise InputError(
            message, "The face should look at the camera and be at least 32 pixels large.", "face.not_found"
        )
    yield Progress(None, "reading the expressions")
    reader, values = _read(seen, chosen, token)
    notes = _notes(seen, broken, duration_ms, reader)
    times = np.asarray(seen.times) - seen.times[0]
    take = Take(path.stem, times, values, TakeSource.VIDEO, notes)
    return VideoReading(take, reader, seen.count, len(seen.points), broken)


def _look(tracker: FaceTracker, frame: FilmFrame, seen: _Seen) -> None:
    mesh = tracker.see(frame.rgb)
    seen.count += 1
    seen.last_ms = frame.time_ms
    if mesh is None:
        seen.lost.append(frame.time_ms)
        return
    seen.times.append(frame.time_ms)
    seen.points.append(mesh.points)
    seen.shapes.append(mesh.blendshapes)


def _read(seen: _Seen, options: VideoOptions, token: CancelToken) -> tuple[FaceReader, NDArray[np.float32]]:
    from studio.pipelines.performance_face import landmark_response
    from studio.vision.expression_solver import ExpressionSolver

    rest = _resting(seen, options)
    neutral = np.median(np.stack([seen.points[index] for index in rest]), axis=0)
    solver = ExpressionSolver(neutral, landmark_response(neutral))
    values = np.zeros((len(seen.points), len(ALL_CONTROLS)), np.float32)
    for row, points in zip(values, seen.points, strict=True):
        token.check()
        row[:] = solver.solve(points)
    has_network = all(seen.shapes)
    if options.reader is FaceReader.NETWORK and not has_network:
        message = "The network that reads expressions is not installed."
        raise InputError(message, "Install it with `avatar-studio models`, or read with the solver.", "model.missing")
    if options.reader is FaceReader.SOLVER or not has_network:
        return FaceReader.SOLVER, values
    told = np.array([[shapes.get(name, 0.0) for name in ARKIT_CONTROLS] for shapes in seen.shapes])
    still = np.clip(np.median(told[rest], axis=0), 0.0, MAX_NEUTRAL)
    told = np.clip((told - still) / (1.0 - still), 0.0, 1.0)
    kept = [CONTROL_INDEX[name] for name in ARKIT_CONTROLS if name not in BLIND_CONTROLS]
    values[:, kept] = told[:, kept]
    return FaceReader.NETWORK, values


def _resting(seen: _Seen, options: VideoOptions) -> list[int]:
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


def _notes(seen: _Seen, broken: float | None, duration_ms: float, reader: FaceReader) -> tuple[TakeNote, ...]:
    notes = []
    if broken is not None:
        text = f"the film breaks off here, of {duration_ms / 1000:.2f} s; what comes before is kept"
        notes.append(TakeNote(NoteKind.PROBLEM, "film.cut", text, times_ms=(broken,)))
    if seen.lost:
        text = f"no face in {len(seen.lost)} of {seen.count} frames; a straight line leads across"
        notes.append(TakeNote(NoteKind.NOTE, "face.lost", text, times_ms=tuple(seen.lost)))
    if reader is FaceReader.SOLVER:
        text = "read from landmarks alone; with the expression network installed, lids and lips are read more closely"
        notes.append(TakeNote(NoteKind.NOTE, "reader.solver", text))
    return tuple(notes)
