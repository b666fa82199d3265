"""The panel of jobs: what runs, what waits, what failed and why, and what can be done about it."""

from __future__ import annotations

import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from PySide6.QtCore import QObject, QTimer, SignalInstance, Slot
from PySide6.QtGui import QGuiApplication, QImage

from studio.controllers import words
from studio.controllers.workspace import Workspace
from studio.core.errors import StudioError
from studio.models.job_rows import JobRow, JobSign
from studio.services.job_queue import JobQueue
from studio.services.jobs import JobInfo, JobState, Outcome

REFRESH_MS = 100
"""The list is brought up to date this often at most, however fast jobs report."""
MAX_ENDED = 500
"""Ended jobs that are shown."""
_SPEED_AFTER_S = 1.0


class JobsView(Protocol):
    """What is used of the panel."""

    cancel_requested: SignalInstance
    cancel_all_requested: SignalInstance
    pause_requested: SignalInstance
    clear_requested: SignalInstance
    move_requested: SignalInstance
    retry_requested: SignalInstance
    copy_requested: SignalInstance
    action_requested: SignalInstance

    def show_rows(self, rows: tuple[JobRow, ...]) -> None:
        """Show these jobs."""
        ...

    def set_image(self, job_id: str, image: QImage) -> None:
        """Show a small picture beside a job."""
        ...

    def set_paused(self, is_paused: bool) -> None:
        """Show whether everything rests."""
        ...

    def set_summary(self, text: str) -> None:
        """Say how many there are."""
        ...


class Retry(Protocol):
    """Who can queue a job again."""

    def can_requeue(self, kind: str) -> bool:
        """Whether jobs of that kind can be."""
        ...

    def requeue(self, kind: str, restore: dict[str, Any]) -> bool:
        """Queue one; whether that was possible."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class _ResultAction:
    text: str
    act: Callable[[Any], object]


class JobsPanelController(QObject):
    """See the module."""

    def __init__(
        self, workspace: Workspace, jobs: JobQueue, retry: Retry, view: JobsView, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace, self._jobs, self._retry, self._view = workspace, jobs, retry, view
        self._actions: dict[str, _ResultAction] = {}
        self._results: dict[str, Any] = {}
        self._pictured: set[str] = set()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(REFRESH_MS)
        self._timer.timeout.connect(self.refresh)
        for signal in (jobs.job_added, jobs.job_changed, jobs.order_changed):
            signal.connect(self._soon)
        jobs.job_ended.connect(self._on_ended)
        jobs.paused_changed.connect(self._on_paused)
        view.cancel_requested.connect(jobs.cancel)
        view.cancel_all_requested.connect(jobs.cancel_all)
        view.pause_requested.connect(jobs.set_paused)
        view.clear_requested.connect(self.clear)
        view.move_requested.connect(self.move)
        view.retry_requested.connect(self.retry)
        view.copy_requested.connect(self.copy_details)
        view.action_requested.connect(self.act)
        view.set_paused(jobs.is_paused)
        self.refresh()

    def register_action(self, kind: str, text: str, act: Callable[[Any], object]) -> None:
        """Offer something to do with the result of finished jobs of a kind.

        Args:
            kind: As in their `JobSpec`.
            text: Of the button ("Open the folder").
            act: Called with the job's result.
        """
        self._actions[kind] = _ResultAction(text, act)

    # --- asked by the view

    @Slot()
    def clear(self) -> None:
        """Take ended jobs off the list."""
        self._jobs.clear_ended()

    @Slot(str, str)
    def move(self, job_id: str, before_id: str) -> None:
        """Put a waiting job before another one; at the end for an empty id."""
        order = [info.id for info in self._jobs.jobs(with_quiet=True) if info.id != job_id]
        self._jobs.move(job_id, order.index(before_id) if before_id in order else len(order))

    @Slot(str)
    def retry(self, job_id: str) -> None:
        """Queue a failed or cancelled job again."""
        info = self._jobs.job(job_id)
        if info is not None and self._can_retry(info) and info.spec.restore is not None:
            self._retry.requeue(info.spec.kind, info.spec.restore)

    @Slot(str)
    def act(self, job_id: str) -> None:
        """Do what is offered for its result."""
        info = self._jobs.job(job_id)
        if info is None or job_id not in self._results:
            return
        try:
            self._actions[info.spec.kind].act(self._results[job_id])
        except StudioError as error:
            self._workspace.tell_error(error)

    @Slot(str)
    def copy_details(self, job_id: str) -> None:
        """Put what is known about a failure on the clipboard."""
        info = self._jobs.job(job_id)
        if info is not None and info.error is not None:
            QGuiApplication.clipboard().setText(details_of(info))
            self._workspace.tell(self.tr("Details copied."))

    # --- shown

    @Slot()
    def refresh(self) -> None:
        """Bring the list up to date."""
        infos = self._jobs.jobs()
        known = {info.id for info in infos}
        self._results = {name: result for name, result in self._results.items() if name in known}
        self._pictured &= known
        active = [info for info in infos if not info.state.is_over]
        ended = sorted((info for info in infos if info.state.is_over), key=lambda info: -(info.ended_s or 0.0))
        running = [info for info in active if info.state is JobState.RUNNING]
        waiting = [info for info in active if info.state is JobState.QUEUED]
        shown = [*running, *waiting, *ended[:MAX_ENDED]]
        self._view.show_rows(tuple(self._row(info) for info in shown))
        self._view.set_summary(self._summary(running, waiting, ended))
        for info in shown:
            if info.spec.thumbnail is not None and info.id not in self._pictured:
                self._pictured.add(info.id)
                self._view.set_image(info.id, info.spec.thumbnail)

    def _summary(self, running: list[JobInfo], waiting: list[JobInfo], ended: list[JobInfo]) -> str:
        failed = sum(info.state is JobState.FAILED for info in ended)
        counts = (
            (len(running), self.tr("{count} running")), (len(waiting), self.tr("{count} waiting")),
            (failed, self.tr("{count} failed")), (len(ended) - failed, self.tr("{count} finished")),
        )  # fmt: skip
        return " · ".join(text.format(count=count) for count, text in counts if count)

    def _row(self, info: JobInfo) -> JobRow:
        is_over = info.state.is_over
        is_resting = self._jobs.is_paused and info.state is JobState.RUNNING
        sign = JobSign.PAUSED if is_resting else JobSign(info.state.value)
        is_moving = info.state is JobState.RUNNING
        return JobRow(
            info.id,
            info.spec.title,
            sign,
            self._state(info, sign),
            info.progress.fraction if is_moving else None,
            self._message(info),
            self._speed(info) if is_moving and not is_resting else "",
            self._left(info) if is_moving and not is_resting else "",
            can_cancel=not is_over,
            can_move=info.state is JobState.QUEUED,
            can_retry=self._can_retry(info),
            has_details=info.error is not None,
            action=self._actions[info.spec.kind].text if info.id in self._results else "",
        )

    def _state(self, info: JobInfo, sign: JobSign) -> str:
        took = words.span((info.ended_s or 0.0) - info.started_s) if info.started_s and info.ended_s else ""
        if sign is JobSign.DONE:
            return self.tr("Done in {time}").format(time=took) if took not in ("", "0:00") else self.tr("Done")
        return {
            JobSign.QUEUED: self.tr("Waiting"), JobSign.RUNNING: self.tr("Running"), JobSign.PAUSED: self.tr("Paused"),
            JobSign.FAILED: self.tr("Failed"), JobSign.CANCELLED: self.tr("Cancelled"),
        }[sign]  # fmt: skip

    def _message(self, info: JobInfo) -> str:
        error = info.error
        if error is None:
            return "" if info.state.is_over else info.progress.message
        if isinstance(error, StudioError):
            return str(error)
        return self.tr("Something unexpected went wrong ({name}).").format(name=type(error).__name__)

    def _speed(self, info: JobInfo) -> str:
        seconds = time.monotonic() - (info.started_s or time.monotonic())
        if not info.steps or seconds < _SPEED_AFTER_S:
            return ""
        per_second = info.steps / seconds
        if per_second >= 1:
            return self.tr("{count} a second").format(count=f"{per_second:.1f}")
        return self.tr("{count} a minute").format(count=f"{per_second * 60:.0f}")

    def _left(self, info: JobInfo) -> str:
        eta_s = info.progress.eta_s
        return self.tr("{time} left").format(time=words.span(eta_s)) if eta_s is not None else ""

    def _can_retry(self, info: JobInfo) -> bool:
        has_missed = info.state in (JobState.FAILED, JobState.CANCELLED)
        return has_missed and info.spec.restore is not None and self._retry.can_requeue(info.spec.kind)

    @Slot()
    def _soon(self) -> None:
        if not self._timer.isActive():
            self._timer.start()

    @Slot(object)
    def _on_ended(self, outcome: Outcome) -> None:
        job = outcome.job
        if job.state is JobState.DONE and job.spec.kind in self._actions and not job.spec.is_quiet:
            self._results[job.id] = outcome.result
        self._soon()

    @Slot(bool)
    def _on_paused(self, is_paused: bool) -> None:
        self._view.set_paused(is_paused)
        self.refresh()


def details_of(info: JobInfo) -> str:
    """Everything that is known about a failure, for a report."""
    error = info.error
    if error is None:
        return ""
    lines = [info.spec.title, f"{type(error).__name__}: {error}"]
    if isinstance(error, StudioError):
        lines.append(f"code: {error.code}")
    if error.__traceback__ is not None:
        lines += ["", "".join(traceback.format_exception(error)).rstrip()]
    return "\n".join(lines)
