"""Recordings of every kind, read; and the clip that the settings of a review make of one."""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from studio.core.errors import InputError
from studio.core.jobs import CancelToken, Progress, ProgressClock
from studio.models.clip import Clip, TrackRole, changed
from studio.models.controls import ALL_CONTROLS, CONTROL_INDEX, limits_of
from studio.models.expression import BlendMode, ExpressionLibrary
from studio.models.performance import CONTROL_UNITS, NoteKind, Take, TakeNote
from studio.models.performance_calibration import Calibration, neutral_of
from studio.models.performance_clip import STILL, ClipRecipe, MadeClip, clip_of_take
from studio.models.performance_review import (
    SPEECH,
    FaceReader,
    Finding,
    Neutral,
    RecordingKind,
    ReviewCurve,
    ReviewResult,
    ReviewSettings,
    thinned,
)
from studio.models.performance_smoothing import OneEuro
from studio.models.speech_clip import TalkOptions, speech_clip
from studio.models.speech_cues import Speech, speech_of_text
from studio.models.timeline import ClipSampler
from studio.pipelines.performance_import import clip_id_of, read_recording
from studio.pipelines.performance_look import FilmLook
from studio.pipelines.performance_video import VideoOptions, VideoReading, read_again, read_video
from studio.pipelines.speech_import import read_lip_sync
from studio.pipelines.speech_job import speech_of_file

CURVE_POINTS = 900
SPEECH_ERROR = 0.08
_SPEECH_STEP_MS = 20
_BETA_OF_CUTOFF = 2.0


@dataclass(frozen=True, slots=True, eq=False)
class Recording:
    """What was read.

    Attributes:
        kind: What it is.
        title: For people.
        path: The file; None for a typed line and for live takes.
        take: What a face did; None for speech.
        speech: What is said; None for a face.
        findings: What is worth knowing, problems first.
        reading: What was read of a film, and how.
        look: Who is in it.
        face: Which of them was read; None for the only one.
    """

    kind: RecordingKind
    title: str
    path: Path | None = None
    take: Take | None = None
    speech: Speech | None = None
    findings: tuple[Finding, ...] = ()
    reading: VideoReading | None = None
    look: FilmLook | None = None
    face: int | None = None

    @property
    def duration_ms(self) -> float:
        """Its length."""
        if self.take is not None:
            return self.take.duration_ms
        return float(self.speech.duration_ms) if self.speech is not None else 0.0

    @property
    def whole_ms(self) -> float:
        """How long a film would be that breaks off; 0 for all others."""
        film = self.reading.film if self.reading is not None else None
        return film.duration_ms if film is not None and film.broken_at_ms is not None else 0.0

    @property
    def controls(self) -> tuple[str, ...]:
        """What moves, the strongest first."""
        if self.take is None:
            return tuple(name for name in ALL_CONTROLS if name in _MOUTH_CONTROLS)
        parts = self.take.values / CONTROL_UNITS
        reach = parts.max(axis=0) - parts.min(axis=0)
        order = np.argsort(-reach, kind="stable")
        return tuple(ALL_CONTROLS[index] for index in order if reach[index] > max(STILL, 0.01))


_MOUTH_CONTROLS = ("jawOpen", "mouthClose", "mouthFunnel", "mouthPucker")


@dataclass(frozen=True, slots=True, eq=False)
class Reviewed:
    """A clip of a recording.

    Attributes:
        clip: The clip.
        result: Its figures.
        calibration: What was applied.
        times_ms: (T,) moments of `recorded` and `shown`.
        recorded: (T, 55) before anything was done; equal to `shown` for speech.
        shown: (T, 55) what the clip shows at them.
    """

    clip: Clip
    result: ReviewResult
    calibration: Calibration
    times_ms: NDArray[np.float64]
    recorded: NDArray[np.float64]
    shown: NDArray[np.float64]

    def pose(self, time_ms: float) -> dict[str, float]:
        """What is shown at a moment."""
        row = self.shown[min(int(np.searchsorted(self.times_ms, time_ms)), len(self.times_ms) - 1)]
        return {name: float(value) for name, value in zip(ALL_CONTROLS, row, strict=True) if value}

    def curve(self, control: str) -> ReviewCurve:
        """One control over time, with as many points as can be drawn."""
        index = CONTROL_INDEX[control]
        rows = list(thinned(len(self.times_ms), CURVE_POINTS))
        low, high = limits_of(control)
        keys = sorted({key.time_ms for track in self.clip.tracks if track.admits(control) for key in track.keys})
        kept = [float(keys[row]) for row in thinned(len(keys), CURVE_POINTS)]
        return ReviewCurve(
            control, low, high, tuple(float(self.times_ms[row]) for row in rows),
            tuple(float(self.recorded[row, index]) for row in rows),
            tuple(float(self.shown[row, index]) for row in rows), tuple(kept),
        )  # fmt: skip


# --- reading


def read_any(
    path: Path, kind: RecordingKind, text: str = "", cancel: CancelToken | None = None
) -> Generator[Progress, None, Recording]:
    """Read a file.

    Args:
        path: The file.
        kind: What it is.
        text: What is said in it, for sound.
        cancel: Stops between two steps.

    Raises:
        InputError: If nothing of it can be used; with line or second where there is one.
        JobCancelled: If `cancel` was set.
    """
    if kind is RecordingKind.LIVE_LINK:
        return recording_of_take((yield from read_recording(path, cancel=cancel)), kind, path)
    if kind is RecordingKind.VIDEO:
        return (yield from read_film(path, cancel=cancel))
    if kind is RecordingKind.SOUND:
        speech = yield from speech_of_file(path, text, cancel)
        return Recording(kind, path.name, path, speech=speech, findings=_notes(speech.notes, False))
    yield Progress(0.0, path.name)
    return _lip_sync(path)


def read_film(
    path: Path, look: FilmLook | None = None, options: VideoOptions | None = None, cancel: CancelToken | None = None
) -> Generator[Progress, None, Recording]:
    """Read a film.

    Args:
        path: The film.
        look: What a look at it has shown.
        options: Whose face, and what reads it.
        cancel: Stops between two frames.

    Raises:
        InputError, JobCancelled: As `read_video`.
    """
    chosen = options or VideoOptions()
    reading = yield from read_video(path, chosen, cancel)
    made = recording_of_take(reading.take, RecordingKind.VIDEO, path)
    return replace(made, reading=reading, look=look, face=chosen.face)


def read_film_again(
    recording: Recording, face: int | None, reader: FaceReader, cancel: CancelToken | None = None
) -> Generator[Progress, None, Recording]:
    """A film read in another way; it is watched again only for another face.

    Raises:
        InputError, JobCancelled: As `read_video`.
    """
    reading, path = recording.reading, recording.path
    assert reading is not None
    assert path is not None
    options = VideoOptions(reader, face=face)
    if face != recording.face:
        return (yield from read_film(path, recording.look, options, cancel))
    again = yield from read_again(reading.take.name, reading.film, options, cancel)
    return replace(recording, reading=again, take=again.take, findings=findings_of(again.take.notes))


def recording_of_take(take: Take, kind: RecordingKind, path: Path | None = None) -> Recording:
    """A take as a recording."""
    return Recording(kind, path.name if path else take.name, path, take, findings=findings_of(take.notes))


def recording_of_line(text: str) -> Recording:
    """A typed line as a recording.

    Raises:
        InputError: If nothing is said.
    """
    speech = speech_of_text(text)
    return Recording(RecordingKind.LINE, text, speech=speech, findings=_notes(speech.notes, False))


def _lip_sync(path: Path) -> Recording:
    """Strictly first; where that fails for an entry, the rest of the file."""
    try:
        speech, is_whole = read_lip_sync(path), True
    except InputError as error:
        if error.code != "lipsync.file":
            raise
        try:
            speech, is_whole = read_lip_sync(path, is_tolerant=True), False
        except InputError:
            raise error from None
        if not speech.notes:
            raise error from None
    notes = _notes(speech.notes, not is_whole)
    return Recording(RecordingKind.LIP_SYNC, path.name, path, speech=speech, findings=notes)


def _notes(notes: Sequence[str], are_problems: bool) -> tuple[Finding, ...]:
    return tuple(Finding("", note, are_problems and note.startswith(("Line", "line"))) for note in notes)


def findings_of(notes: Sequence[TakeNote]) -> tuple[Finding, ...]:
    """Notes as they are shown, problems first."""
    found = [Finding(note.where, note.text, note.kind is NoteKind.PROBLEM, note.times_ms[:200]) for note in notes]
    return tuple(sorted(found, key=lambda one: not one.is_problem))


# --- making


def reviewed(
    recording: Recording, settings: ReviewSettings, kept: Calibration, library: ExpressionLibrary,
    cancel: CancelToken | None = None,
) -> Generator[Progress, None, Reviewed]:  # fmt: skip
    """The clip that settings make of a recording.

    Args:
        recording: What was read.
        settings: What the user set.
        kept: The character's calibration from before.
        library: For speech.
        cancel: Stops between two steps.

    Raises:
        InputError: If the settings cannot be used.
        JobCancelled: If `cancel` was set.
    """
    if recording.kind in SPEECH:
        return (yield from _of_speech(recording, settings, library, cancel))
    take = recording.take
    if take is None:
        raise InputError("The recording holds nothing.", "Choose another one.", "performance.invalid")
    calibration = calibration_of(take, settings, kept)
    recipe = ClipRecipe(
        clip_id_of(settings.name or take.name), settings.name or take.name, calibration=calibration,
        smoothing=smoothing_of(settings.cutoff_hz), largest_error=settings.largest_error,
        start_ms=settings.start_ms, end_ms=settings.end_ms or None,
    )  # fmt: skip
    made = yield from clip_of_take(take, recipe, cancel)
    return _of_face(take, made, settings, calibration)


def _of_face(take: Take, made: MadeClip, settings: ReviewSettings, calibration: Calibration) -> Reviewed:
    tracks = tuple(
        changed(track, role=TrackRole.PERFORMANCE, group=made.clip.name) for track in made.clip.tracks
    )  # fmt: skip
    clip = changed(made.clip, tracks=tracks)
    columns = [np.interp(made.times_ms, take.times_ms - settings.start_ms, column) for column in take.values.T]
    result = ReviewResult(
        made.key_count, made.frame_count, made.largest_error, clip.duration_ms, findings_of(made.notes)
    )  # fmt: skip
    return Reviewed(clip, result, calibration, made.times_ms, np.stack(columns, axis=1), made.values)


def calibration_of(take: Take, settings: ReviewSettings, kept: Calibration) -> Calibration:
    """What the settings apply to a take.

    Raises:
        InputError: If no frame lies in the resting part, or a gain cannot be.
    """
    neutral: Mapping[str, float] = {}
    if settings.neutral is Neutral.KEPT:
        neutral = kept.neutral
    elif settings.neutral is Neutral.HERE:
        neutral = neutral_of(take, *settings.neutral_ms)
    gain = {name: value for name, value in settings.gain.items() if value != 1.0}
    return replace(kept, neutral=neutral, gain=gain)


def smoothing_of(cutoff_hz: float) -> OneEuro | None:
    """The filter of a cutoff; None for 0."""
    return OneEuro(cutoff_hz, beta=_BETA_OF_CUTOFF * cutoff_hz) if cutoff_hz > 0 else None


def _of_speech(
    recording: Recording, settings: ReviewSettings, library: ExpressionLibrary, cancel: CancelToken | None
) -> Generator[Progress, None, Reviewed]:
    assert recording.speech is not None
    name = settings.name or recording.title
    options = TalkOptions(
        clip_id_of(name), name, BlendMode.OVERWRITE if settings.owns_mouth else BlendMode.ADD,
        settings.largest_error, settings.intensity, 0 if settings.has_blinks else None,
    )  # fmt: skip
    made = speech_clip(recording.speech, options)
    token, sampler = cancel or CancelToken(), ClipSampler(made.clip, library)
    count = made.clip.duration_ms // _SPEECH_STEP_MS + 1
    times, rows = np.arange(count) * float(_SPEECH_STEP_MS), np.zeros((count, len(ALL_CONTROLS)))
    clock = ProgressClock(count)
    for index, time_ms in enumerate(times):
        if index % 200 == 0:
            token.check()
            yield clock.at(index, name)
        for control, value in sampler.pose(float(time_ms)).items():
            rows[index, CONTROL_INDEX[control]] = value
    result = ReviewResult(made.key_count, made.sample_count, made.error, made.clip.duration_ms)
    return Reviewed(made.clip, result, Calibration(), times, rows, rows)
