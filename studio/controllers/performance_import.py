"""Recorded performances become clips: each is reviewed first, on the character, with what was found in it."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator
from dataclasses import replace
from pathlib import Path
from typing import Any, Protocol

from PySide6.QtCore import QObject, QTimer, Signal

from studio.controllers.acting_ports import ClipEditor, Moments, PoseShower
from studio.controllers.performance_reading import JOB_KIND, RecordingQuestions, RecordingReader
from studio.controllers.ports import Actions
from studio.controllers.workspace import Workspace
from studio.core.errors import InputError
from studio.core.jobs import CancelToken, Progress
from studio.models.clip import Clip
from studio.models.messages import Tone
from studio.models.performance import Take
from studio.models.performance_calibration import Calibration
from studio.models.performance_review import (
    SPEECH,
    Neutral,
    Place,
    RecordingKind,
    ReviewCurve,
    ReviewResult,
    ReviewSettings,
    ReviewSight,
)
from studio.models.playhead import free_id, with_clip
from studio.models.project import Project
from studio.models.timeline_layers import laid_over
from studio.models.timeline_selection import Edited
from studio.pipelines.clips import clips_of
from studio.pipelines.performance_review import (
    SPEECH_ERROR,
    Recording,
    Reviewed,
    recording_of_line,
    recording_of_take,
    reviewed,
)
from studio.pipelines.wardrobe import library_of
from studio.services.job_queue import JobQueue
from studio.services.jobs import JobSpec, Lane, Outcome, Phase

_MAKING = "performance-review"
STEP_MS = 33
FILM_ERROR, FILM_CUTOFF_HZ = 0.02, 3.0
"""What is set at first for films: landmarks tremble."""


class ReviewView(Protocol):
    """The review. Attributes are signals; their arguments stand beside them."""

    settings_edited: Any  # (`ReviewSettings`)
    control_chosen: Any  # (control)
    scrubbed: Any  # (ms)
    play_toggled: Any  # (bool)
    import_requested: Any  # ()
    closed: Any  # ()

    def open_review(self, sight: ReviewSight, settings: ReviewSettings) -> None:
        """Show another recording."""
        ...

    def show_settings(self, settings: ReviewSettings) -> None:
        """Show what is set."""
        ...

    def show_result(self, result: ReviewResult | None, problem: str = "") -> None:
        """What would come of it; None while it is worked out."""
        ...

    def show_curve(self, curve: ReviewCurve | None, duration_ms: float) -> None:
        """Show a control over time."""
        ...

    def show_time(self, time_ms: float) -> None:
        """Put the playhead somewhere."""
        ...

    def show_playing(self, is_on: bool) -> None:
        """Whether it plays."""
        ...

    def close_review(self) -> None:
        """It became a clip."""
        ...


class PerformanceController(QObject):
    """From recordings to clips. One is reviewed at a time; others wait."""

    clip_made = Signal(str)
    """Id of a clip of its own that was imported."""

    def __init__(
        self, workspace: Workspace, jobs: JobQueue, editor: ClipEditor, moments: Moments, stage: PoseShower,
        make_view: Callable[[], ReviewView], questions: RecordingQuestions, actions: Actions,
        is_open: Callable[[], bool] = lambda: True, parent: QObject | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._workspace, self._jobs, self._editor, self._stage = workspace, jobs, editor, stage
        self._make_view = make_view
        self.reader = RecordingReader(workspace, jobs, questions, actions, is_open, self)
        self.reader.was_read.connect(self._on_read)
        self.reader.was_read_again.connect(self._on_read_again)
        self.reader.not_read_again.connect(self._on_not_read_again)
        self._view: ReviewView | None = None
        self._recording: Recording | None = None
        self._settings, self._made = ReviewSettings(), None
        self._reviewed: Reviewed | None = None
        self._control, self._time_ms, self._playhead_ms = "", 0.0, 0.0
        self._waiting: list[Recording] = []
        self._played_from: tuple[float, float] = (0.0, 0.0)
        self._timer = QTimer(self)
        self._timer.setInterval(STEP_MS)
        self._timer.timeout.connect(self._step)
        moments.time_changed.connect(self._on_moment)
        workspace.document_replaced.connect(self._on_document)

    # --- what was read

    def _on_read(self, recording: Recording) -> None:
        if self._recording is not None:
            self._waiting.append(recording)
        else:
            self.review(recording)

    def _on_read_again(self, recording: Recording) -> None:
        """The same file, heard with its text or read by somebody else."""
        if self._recording is None or self._recording.path != recording.path:
            return
        self._recording, self._reviewed = recording, None
        self._settings = _as_read(self._settings, recording)
        self._show_sight(recording, self._settings)
        self._ensure_view().show_result(None)
        self.remake()

    def _on_not_read_again(self, path: Path) -> None:
        recording = self._recording
        if recording is not None and recording.path == path:
            self._settings = replace(_as_read(self._settings, recording), text="")
            self._ensure_view().show_settings(self._settings)
            self.remake()

    def review_take(self, take: Take) -> None:
        """Review what a face tracker did."""
        recording = recording_of_take(take, RecordingKind.LIVE)
        if self._recording is not None:
            self._waiting.append(recording)
        else:
            self.review(recording)

    def review_line(self, text: str) -> None:
        """Review a typed line."""
        try:
            self.review(recording_of_line(text))
        except InputError as error:
            self._workspace.tell_error(error)

    # --- reviewing

    @property
    def settings(self) -> ReviewSettings:
        """What is set now."""
        return self._settings

    def review(self, recording: Recording) -> None:
        """Open the review of a recording."""
        view = self._ensure_view()
        self._recording, self._reviewed = recording, None
        kept, is_film = self._kept(), recording.kind is RecordingKind.VIDEO
        is_speech = recording.kind in SPEECH
        has_kept = kept != Calibration()
        fitted = Neutral.KEPT if has_kept and recording.kind is not RecordingKind.VIDEO else Neutral.NONE
        name = recording.path.stem if recording.path is not None else recording.title
        self._settings = ReviewSettings(
            name=name[:60], neutral=fitted, neutral_ms=(0.0, min(500.0, recording.duration_ms)),
            gain=dict(kept.gain), cutoff_hz=FILM_CUTOFF_HZ if is_film else 0.0,
            largest_error=SPEECH_ERROR if is_speech else FILM_ERROR if is_film else 0.01,
        )  # fmt: skip
        self._settings = _as_read(self._settings, recording)
        self._control = recording.controls[0] if recording.controls else "jawOpen"
        if not is_speech and "jawOpen" in recording.controls:
            self._control = "jawOpen"
        self._time_ms = 0.0
        self._show_sight(recording, self._settings)
        view.show_result(None)
        self.remake()

    def _ensure_view(self) -> ReviewView:
        if self._view is None:
            view = self._view = self._make_view()
            view.settings_edited.connect(self.set_settings)
            view.control_chosen.connect(self.choose_control)
            view.scrubbed.connect(self.scrub)
            view.play_toggled.connect(self.play)
            view.import_requested.connect(self.accept)
            view.closed.connect(self.leave)
        return self._view

    def _show_sight(self, recording: Recording, settings: ReviewSettings) -> None:
        take, character = recording.take, self._workspace.character
        words = len(recording.speech.words) if recording.speech is not None else 0
        self._ensure_view().open_review(
            ReviewSight(
                recording.title, recording.kind, recording.duration_ms, take.frame_count if take else 0,
                take.fps if take else 0.0, words, recording.findings, recording.controls,
                self._kept() != Calibration(), character.name if character is not None else "",
                self._editor.clip is not None,
                recording.look.sight(recording.title) if recording.look is not None else None, recording.whole_ms,
            ),
            settings,
        )  # fmt: skip

    def _kept(self) -> Calibration:
        character = self._workspace.character
        return character.calibration if character is not None else Calibration()

    def set_settings(self, settings: ReviewSettings) -> None:
        """Set something else; what would come of it is worked out again."""
        before, self._settings = self._settings, settings
        recording = self._recording
        if recording is None:
            return
        self._ensure_view().show_settings(settings)
        if settings.text != before.text and recording.path is not None and settings.text:
            self.reader.hear_again(recording, settings.text)
        elif (settings.face, settings.reader) != (before.face, before.reader):
            self._ensure_view().show_result(None, self.tr("Reading the film again…"))
            self.reader.watch_again(recording, settings.face, settings.reader)
        elif replace(settings, name=before.name, place=before.place) != before:
            self.remake()

    def remake(self) -> None:
        """Work out what would come of it."""
        recording, settings, kept = self._recording, self._settings, self._kept()
        if recording is None:
            return
        library = library_of(self._workspace.project)

        def work(token: CancelToken, _carried: Any) -> Generator[Progress, None, Reviewed]:
            return (yield from reviewed(recording, settings, kept, library, token))

        spec = JobSpec(recording.title, (Phase(Lane.FILES, work),), JOB_KIND, is_quiet=True, replaces=_MAKING)
        self._jobs.submit(
            spec, on_done=lambda made: self._on_made(recording, settings, made),
            on_end=lambda outcome: self._on_not_made(recording, outcome),
        )  # fmt: skip

    def _on_made(self, recording: Recording, settings: ReviewSettings, made: Reviewed) -> None:
        if recording is not self._recording or self._view is None:
            return
        self._reviewed = made
        self._view.show_result(made.result)
        self.choose_control(self._control)
        if settings is self._settings:
            self._show_pose()

    def _on_not_made(self, recording: Recording, outcome: Outcome) -> None:
        error = outcome.job.error
        if recording is self._recording and self._view is not None and isinstance(error, InputError):
            self._reviewed = None
            self._view.show_result(None, f"{error.user_message} {error.hint}".strip())
        elif error is not None and not isinstance(error, InputError):
            self._workspace.tell_error(error)

    def choose_control(self, control: str) -> None:
        """Show another control over time."""
        self._control = control
        if self._view is not None and self._recording is not None:
            curve = self._reviewed.curve(control) if self._reviewed is not None else None
            length = (
                float(self._reviewed.clip.duration_ms) if self._reviewed is not None else self._recording.duration_ms
            )
            self._view.show_curve(curve, length)

    # --- looking at it

    def scrub(self, time_ms: float) -> None:
        """Show a moment on the character."""
        self._time_ms = time_ms
        self._played_from = (time.monotonic(), time_ms)
        self._show_pose()

    def _show_pose(self) -> None:
        if self._reviewed is not None:
            self._stage.show(self._reviewed.pose(self._time_ms))

    def play(self, is_on: bool) -> None:
        """Play it on the character, or stop."""
        if is_on and self._reviewed is not None:
            self._played_from = (time.monotonic(), self._time_ms)
            self._timer.start()
        else:
            self._timer.stop()
        if self._view is not None:
            self._view.show_playing(self._timer.isActive())

    def _step(self) -> None:
        if self._reviewed is None or self._view is None:
            return
        start_s, from_ms = self._played_from
        length = float(self._reviewed.clip.duration_ms)
        self._time_ms = (from_ms + (time.monotonic() - start_s) * 1000) % length
        self._view.show_time(self._time_ms)
        self._show_pose()

    def _on_moment(self, time_ms: float) -> None:
        self._playhead_ms = time_ms

    # --- importing

    def accept(self) -> None:
        """Make it a clip, as one step of the history; the next recording that waits is reviewed."""
        made, recording, settings = self._reviewed, self._recording, self._settings
        if made is None or recording is None or self._view is None:
            return
        if settings.place is Place.LAYER and self._editor.clip is not None:
            self._import_layer(made)
        else:
            self._import_clip(recording, made)
        if recording.findings and any(one.is_problem for one in recording.findings):
            self._workspace.tell(
                self.tr("“{name}” is imported without what could not be read.").format(name=made.clip.name),
                self.tr("The file is as it was."),
            )
        else:
            text = self.tr("“{name}” is imported: {count} keys.")
            self._workspace.tell(
                text.format(name=made.clip.name, count=made.result.key_count), tone=Tone.GOOD
            )  # fmt: skip
        self._view.close_review()

    def _import_clip(self, recording: Recording, made: Reviewed) -> None:
        project = self._workspace.project
        taken = clips_of(project)
        name = _free_name(self._settings.name or recording.title, {one.name for one in taken.values()})
        clip = replace(made.clip, id=free_id(made.clip.id, tuple(taken)), name=name)
        after = self._calibrated(replace(project, clips=with_clip(project.clips, clip)), recording, made)
        self._workspace.edit(self.tr("Import {name}").format(name=name), after)
        self._workspace.end_gesture()
        self.clip_made.emit(clip.id)

    def _import_layer(self, made: Reviewed) -> None:
        library, at_ms = library_of(self._workspace.project), round(self._playhead_ms)

        def laid(clip: Clip) -> Edited:
            start = at_ms if at_ms < clip.duration_ms else 0
            return Edited(laid_over(clip, made.clip, library, start), self._editor.selection)

        self._editor.change(self.tr("Import {name}").format(name=made.clip.name), laid, needs_selection=False)

    def _calibrated(self, project: Project, recording: Recording, made: Reviewed) -> Project:
        character = self._workspace.character
        is_kept = self._settings.keeps_calibration and recording.kind not in SPEECH
        if character is None or not is_kept or made.calibration == character.calibration:
            return project
        return project.with_character(replace(character, calibration=made.calibration))

    def _on_document(self) -> None:
        self._waiting.clear()
        if self._recording is not None and self._view is not None:
            self._view.close_review()

    def leave(self) -> None:
        """The review is closed; the canvas is given back, and the next recording comes up."""
        self._timer.stop()
        if self._recording is None:
            return
        self._recording, self._reviewed = None, None
        self._stage.release()
        if self._view is not None:
            self._view.show_playing(False)
            self._view.show_curve(None, 1.0)
        if self._waiting:
            self.review(self._waiting.pop(0))


def _as_read(settings: ReviewSettings, recording: Recording) -> ReviewSettings:
    """The settings with the face and the reader that a film was read with."""
    if recording.reading is None:
        return settings
    return replace(settings, face=recording.face or 0, reader=recording.reading.reader)


def _free_name(wanted: str, taken: set[str]) -> str:
    found, number = wanted, 2
    while found in taken:
        found, number = f"{wanted} {number}", number + 1
    return found
