"""Recordings are read: files that were chosen or dropped, each by a job; films after saying whose face is meant."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from pathlib import Path
from typing import Any, Protocol

from PySide6.QtCore import QObject, Signal

from studio.controllers.ports import Actions
from studio.controllers.workspace import Workspace
from studio.core.errors import InputError
from studio.core.jobs import CancelToken, Progress
from studio.models.performance_review import FaceReader, FilmSight, RecordingKind, kind_of_file
from studio.pipelines.performance_look import FilmLook, look_at_film
from studio.pipelines.performance_review import Recording, read_any, read_film, read_film_again
from studio.pipelines.performance_video import VideoOptions
from studio.services.job_queue import JobQueue
from studio.services.jobs import JobSpec, JobState, Lane, Outcome, Phase

JOB_KIND = "performance"
Work = Callable[[CancelToken, Any], Generator[Progress, None, Any]]


class RecordingQuestions(Protocol):
    """Asks for files, and for whose face is meant."""

    def ask_recording(self, answered: Callable[[Sequence[Path]], None]) -> None:
        """Which recordings; empty for none."""
        ...

    def ask_film(self, sight: FilmSight, answered: Callable[[int, FaceReader], None]) -> None:
        """Whose face, and what reads it; nobody is called back if the film is left alone."""
        ...


class RecordingReader(QObject):
    """From files to recordings."""

    was_read = Signal(object)
    """`Recording`: a new one."""
    was_read_again = Signal(object)
    """`Recording`: one that is there, read in another way."""
    not_read_again = Signal(object)
    """`Path`: that failed, and was told."""

    def __init__(
        self, workspace: Workspace, jobs: JobQueue, questions: RecordingQuestions, actions: Actions,
        is_open: Callable[[], bool] = lambda: True, parent: QObject | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._workspace, self._jobs, self._questions, self._is_open = workspace, jobs, questions, is_open
        actions.bind("file.import-performance", self.ask)

    def ask(self) -> None:
        """Choose recordings."""
        if self._may_begin():
            self._questions.ask_recording(lambda paths: self.read(paths, has_chosen=True))

    def _may_begin(self) -> bool:
        if self._is_open():
            return True
        error = InputError("No project is open.", "Open or begin one first; then drop the recording.", "usage.project")
        self._workspace.tell_error(error)
        return False

    def read(self, paths: Sequence[Path], has_chosen: bool = False) -> None:
        """Read recordings, each in a job of its own."""
        for path in paths:
            kind = kind_of_file(path.name, has_chosen)
            if kind is None:
                hint = "Use a Live Link Face .csv, a film, a .wav, or a lip-sync file."
                error = InputError(f"“{path.name}” is no recording that can be read.", hint, "performance.kind")
                self._workspace.tell_error(error)
            elif self._may_begin() and kind is RecordingKind.VIDEO:
                self._look_at(path)
            elif self._is_open():
                self._submit(path, Lane.FILES, _reading(path, kind))

    # --- films

    def _look_at(self, path: Path) -> None:
        """Who is in a film; with several people the user says who is meant before minutes are spent."""
        self._submit(
            path, Lane.INFERENCE, lambda token, _: look_at_film(path, cancel=token),
            lambda look: self._on_look(path, look),
        )  # fmt: skip

    def _on_look(self, path: Path, look: FilmLook) -> None:
        if len(look.faces) < 2:
            self._watch(path, look, VideoOptions())
            return

        def answered(face: int, reader: FaceReader) -> None:
            self._watch(path, look, VideoOptions(reader, face=face))

        self._questions.ask_film(look.sight(path.name), answered)

    def _watch(self, path: Path, look: FilmLook, options: VideoOptions) -> None:
        self._submit(path, Lane.INFERENCE, lambda token, _: read_film(path, look, options, token))

    # --- again

    def hear_again(self, recording: Recording, text: str) -> None:
        """Read sound with what is said in it."""
        path = recording.path
        if path is not None:
            self._again(path, Lane.FILES, _reading(path, recording.kind, text))

    def watch_again(self, recording: Recording, face: int, reader: FaceReader) -> None:
        """Read a film with another face or reader."""
        if recording.path is not None:
            wanted = face if recording.face is not None or face else None
            self._again(
                recording.path, Lane.INFERENCE, lambda token, _: read_film_again(recording, wanted, reader, token)
            )  # fmt: skip

    def _again(self, path: Path, lane: Lane, work: Work) -> None:
        self._submit(path, lane, work, self.was_read_again.emit, self.not_read_again.emit)

    def _submit(
        self, path: Path, lane: Lane, work: Work, done: Callable[[Any], None] | None = None,
        failed: Callable[[Path], None] | None = None,
    ) -> None:  # fmt: skip
        def ended(outcome: Outcome) -> None:
            if outcome.job.state is JobState.FAILED and outcome.job.error is not None:
                what = self.tr("“{name}” was not imported").format(name=path.name)
                self._workspace.tell_error(outcome.job.error, what)
            if outcome.job.state is not JobState.DONE and failed is not None:
                failed(path)

        title = self.tr("Read {name}").format(name=path.name)
        spec = JobSpec(title, (Phase(lane, work),), JOB_KIND, replaces=f"{JOB_KIND}:{path}")
        self._jobs.submit(spec, on_done=done or self.was_read.emit, on_end=ended)


def _reading(path: Path, kind: RecordingKind, text: str = "") -> Work:
    return lambda token, _: read_any(path, kind, text, token)
