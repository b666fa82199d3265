"""The queue of jobs: order, pause, cancel, progress, outcomes. Lives in the window's thread."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Any

from PySide6.QtCore import QObject, QRunnable, QThreadPool, QTimer, Signal, Slot

from studio.core.errors import JobCancelled, StudioError
from studio.core.jobs import CancelToken, Partial, Progress
from studio.services.inference import InferenceService, Task
from studio.services.jobs import JobInfo, JobSpec, JobState, Lane, Outcome

log = logging.getLogger(__name__)

CANCEL_PATIENCE_MS = 700
"""How long a running job may take to notice that it was cancelled before it counts as cancelled anyway."""
REPORT_PAUSE_S = 0.05
"""Reports of one job that come faster than this are left out."""
FILE_THREADS = 2
URGENT_THREADS = 2
"""Threads that only urgent jobs use, so that a pool full of resting jobs never holds them up."""

OnDone = Callable[[Any], None]
OnPartial = Callable[[Any], None]
OnEnd = Callable[[Outcome], None]


@dataclass(slots=True, eq=False)
class _Job:
    info: JobInfo
    token: CancelToken
    on_done: OnDone | None
    on_partial: OnPartial | None
    on_end: OnEnd | None
    phase: int = 0
    carried: Any = None
    ticket: int | None = None
    last_report_s: float = 0.0
    is_working: bool = False


@dataclass(slots=True, eq=False)
class _FileTask:
    """What the pool and the queue share of one phase."""

    ticket: int
    task: Task
    may_go: threading.Event
    token: CancelToken
    is_dropped: bool = field(default=False)


class _Runner(QRunnable):
    def __init__(self, task: _FileTask, signals: _FileSignals) -> None:
        super().__init__()
        self._task, self._signals = task, signals

    def run(self) -> None:
        """Step through the task; resting while the queue is paused, unless it is cancelled."""
        task, result, error = self._task, None, None
        try:
            steps = task.task()
            try:
                while True:
                    self._signals.reported.emit(task.ticket, next(steps))
                    while not task.may_go.wait(0.1):
                        task.token.check()
            except StopIteration as end:
                result = end.value
            finally:
                steps.close()
        except Exception as raised:
            error = raised
        self._signals.ended.emit(task.ticket, result, error)


class _FileSignals(QObject):
    reported = Signal(int, object)
    ended = Signal(int, object, object)


class JobQueue(QObject):
    """Runs jobs in order, one at a time in each lane.

    Exactly one outcome is told for each job. Callbacks come in the window's thread.
    """

    job_added = Signal(str)
    job_changed = Signal(str)
    """State or progress."""
    job_ended = Signal(object)
    """An `Outcome`, also of quiet jobs."""
    order_changed = Signal()
    """Jobs came, went or moved."""
    paused_changed = Signal(bool)

    def __init__(self, inference: InferenceService, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._inference = inference
        self._jobs: dict[str, _Job] = {}
        self._tickets: dict[tuple[Lane, int], str] = {}
        self._numbers = count(1)
        self._file_tickets = count(1)
        self._may_go = threading.Event()
        self._may_go.set()
        self._is_closed = False
        self._never_rests = threading.Event()
        self._never_rests.set()
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(FILE_THREADS + URGENT_THREADS)
        self._signals = _FileSignals(self)
        # Slots, not lambdas: a lambda would be called in the thread that emits.
        self._signals.reported.connect(self._file_reported)
        self._signals.ended.connect(self._file_ended)
        inference.reported.connect(self._inference_reported)
        inference.ended.connect(self._inference_ended)

    # --- asking

    def submit(
        self,
        spec: JobSpec,
        on_done: OnDone | None = None,
        on_partial: OnPartial | None = None,
        on_end: OnEnd | None = None,
    ) -> str:
        """Queue a job.

        Args:
            spec: What it does.
            on_done: Called with the result if it succeeds.
            on_partial: Called with each finished piece.
            on_end: Called with the outcome, whatever it is, after `on_done`.

        Returns:
            Its id.
        """
        if spec.replaces:
            for job in [job for job in self._jobs.values() if job.info.spec.replaces == spec.replaces]:
                self.cancel(job.info.id)
        job_id = f"job-{next(self._numbers)}"
        info = JobInfo(job_id, spec, JobState.QUEUED, Progress(None, ""))
        self._jobs[job_id] = _Job(info, CancelToken(), on_done, on_partial, on_end)
        self.job_added.emit(job_id)
        self.order_changed.emit()
        self._schedule()
        return job_id

    def jobs(self, with_quiet: bool = False) -> tuple[JobInfo, ...]:
        """Snapshots, in the order of the queue; ended jobs stay until they are cleared."""
        return tuple(job.info for job in self._jobs.values() if with_quiet or not job.info.spec.is_quiet)

    def job(self, job_id: str) -> JobInfo | None:
        """One snapshot; None if it was cleared."""
        job = self._jobs.get(job_id)
        return job.info if job is not None else None

    @property
    def is_paused(self) -> bool:
        """Whether nothing is stepped."""
        return not self._may_go.is_set()

    @property
    def active_count(self) -> int:
        """Shown jobs that are queued or running."""
        return sum(not info.state.is_over for info in self.jobs())

    # --- steering

    def cancel(self, job_id: str) -> None:
        """Ask a job to stop; the outcome follows within a second."""
        job = self._jobs.get(job_id)
        if job is None or job.info.state.is_over:
            return
        job.token.cancel()
        if not job.is_working:
            self._finish(job, JobState.CANCELLED)
            return
        if self.is_paused:
            self._abandon(job)
        QTimer.singleShot(CANCEL_PATIENCE_MS, self, lambda: self._lose_patience(job))

    def cancel_all(self, with_quiet: bool = False) -> None:
        """Cancel everything that is not over; quiet jobs, such as saving, go on unless these are meant as well."""
        for info in reversed(self.jobs(with_quiet)):  # queued ones first, so that none of them starts in between
            self.cancel(info.id)

    def set_paused(self, is_paused: bool) -> None:
        """Let everything rest between two steps, or go on."""
        if is_paused == self.is_paused:
            return
        if is_paused:
            self._may_go.clear()
        else:
            self._may_go.set()
        self._inference.set_paused(is_paused)
        self.paused_changed.emit(is_paused)
        self._schedule()

    def move(self, job_id: str, place: int) -> None:
        """Put a queued job at another place of the list (0 is the first)."""
        if job_id not in self._jobs:
            return
        order = [name for name in self._jobs if name != job_id]
        order.insert(max(0, min(place, len(order))), job_id)
        self._jobs = {name: self._jobs[name] for name in order}
        self.order_changed.emit()
        self._schedule()

    def clear_ended(self) -> None:
        """Take ended jobs off the list."""
        self._jobs = {name: job for name, job in self._jobs.items() if not job.info.state.is_over}
        self.order_changed.emit()

    def close(self, wait_ms: int = 10_000) -> bool:
        """Cancel everything and wait for the threads.

        Returns:
            True if all of them have ended.
        """
        self._is_closed = True
        self.cancel_all(with_quiet=True)
        self._may_go.set()
        files_ended = self._pool.waitForDone(wait_ms)
        return self._inference.close(wait_ms) and files_ended

    # --- running

    def _abandon(self, job: _Job) -> None:
        if job.ticket is not None and self._lane(job) is Lane.INFERENCE:
            self._inference.abandon(job.ticket)

    def _lose_patience(self, job: _Job) -> None:
        """The step that is running cannot be stopped; what comes of it will be thrown away."""
        if not job.info.state.is_over:
            self._abandon(job)
            self._finish(job, JobState.CANCELLED)

    def _lane(self, job: _Job) -> Lane:
        return job.info.spec.phases[job.phase].lane

    def _is_urgent(self, job: _Job) -> bool:
        return job.info.spec.is_urgent and self._lane(job) is Lane.FILES

    def _schedule(self) -> None:
        """Start what can start: in each lane the first in order, shown jobs before quiet ones."""
        if self._is_closed:
            return
        waiting = [job for job in self._jobs.values() if not job.info.state.is_over]
        for job in [job for job in waiting if self._is_urgent(job) and not job.is_working]:
            self._start(job)
        if self.is_paused:
            return
        for lane, limit in ((Lane.INFERENCE, 1), (Lane.FILES, FILE_THREADS)):
            open_jobs = [job for job in waiting if not job.info.state.is_over]
            open_jobs = [job for job in open_jobs if self._lane(job) is lane and not self._is_urgent(job)]
            shown = [job for job in open_jobs if not job.info.spec.is_quiet]
            quiet = [job for job in open_jobs if job.info.spec.is_quiet]
            for group, others in ((shown, []), (quiet, shown)):  # quiet jobs take what shown ones leave
                working = sum(job.is_working for job in (*group, *others))
                for job in [job for job in group if not job.is_working][: max(0, limit - working)]:
                    self._start(job)

    def _start(self, job: _Job) -> None:
        phase, token, carried = job.info.spec.phases[job.phase], job.token, job.carried
        task: Task = lambda: phase.work(token, carried)  # noqa: E731
        job.is_working = True
        if phase.lane is Lane.INFERENCE:
            job.ticket = self._inference.run(task)
        else:
            job.ticket = next(self._file_tickets)
            may_go = self._never_rests if self._is_urgent(job) else self._may_go
            self._pool.start(_Runner(_FileTask(job.ticket, task, may_go, token), self._signals))
        self._tickets[phase.lane, job.ticket] = job.info.id
        started = job.info.started_s or time.monotonic()
        job.info = replace(job.info, state=JobState.RUNNING, started_s=started)
        self.job_changed.emit(job.info.id)

    @Slot(int, object)
    def _file_reported(self, ticket: int, report: Progress | Partial) -> None:
        self._on_report(Lane.FILES, ticket, report)

    @Slot(int, object, object)
    def _file_ended(self, ticket: int, result: Any, error: Exception | None) -> None:
        self._on_end(Lane.FILES, ticket, result, error)

    @Slot(int, object)
    def _inference_reported(self, ticket: int, report: Progress | Partial) -> None:
        self._on_report(Lane.INFERENCE, ticket, report)

    @Slot(int, object, object)
    def _inference_ended(self, ticket: int, result: Any, error: Exception | None) -> None:
        self._on_end(Lane.INFERENCE, ticket, result, error)

    def _on_report(self, lane: Lane, ticket: int, report: Progress | Partial) -> None:
        job = self._jobs.get(self._tickets.get((lane, ticket), ""))
        if job is None or job.info.state.is_over:
            return
        if isinstance(report, Partial):
            job.info = replace(job.info, steps=job.info.steps + 1)
            if job.on_partial is not None:
                job.on_partial(report.value)
            return
        now = time.monotonic()
        job.info = replace(job.info, progress=self._overall(job, report))
        if now - job.last_report_s >= REPORT_PAUSE_S:
            job.last_report_s = now
            self.job_changed.emit(job.info.id)

    def _overall(self, job: _Job, report: Progress) -> Progress:
        shares = [phase.share for phase in job.info.spec.phases]
        done, here, total = sum(shares[: job.phase]), shares[job.phase], sum(shares) or 1.0
        fraction = None if report.fraction is None else (done + here * report.fraction) / total
        if report.fraction is None and done:
            fraction = done / total
        eta = report.eta_s if len(shares) == 1 else None
        if eta is None and fraction and job.info.started_s is not None:
            eta = (time.monotonic() - job.info.started_s) * (1 - fraction) / fraction
        return Progress(fraction, report.message, eta)

    def _on_end(self, lane: Lane, ticket: int, result: Any, error: Exception | None) -> None:
        job = self._jobs.get(self._tickets.pop((lane, ticket), ""))
        if job is not None and not job.info.state.is_over:
            job.is_working, job.ticket = False, None
            if isinstance(error, JobCancelled) or (error is not None and job.token.is_cancelled):
                self._finish(job, JobState.CANCELLED)
            elif error is not None:
                self._finish(job, JobState.FAILED, error=error)
            elif job.token.is_cancelled and job.phase + 1 < len(job.info.spec.phases):
                self._finish(job, JobState.CANCELLED)
            elif job.phase + 1 < len(job.info.spec.phases):
                job.phase, job.carried = job.phase + 1, result
            else:
                self._finish(job, JobState.DONE, result)
        self._schedule()

    def _finish(self, job: _Job, state: JobState, result: Any = None, error: Exception | None = None) -> None:
        if job.info.state.is_over:
            return
        progress = Progress(1.0, "") if state is JobState.DONE else job.info.progress
        spec = replace(job.info.spec, phases=())  # ended jobs stay in the list, but not what they worked on
        job.info = replace(job.info, spec=spec, state=state, progress=progress, ended_s=time.monotonic(), error=error)
        job.carried = None
        outcome = Outcome(job.info, result)
        if spec.is_quiet:
            self._jobs.pop(job.info.id, None)
        on_done, on_end = job.on_done, job.on_end
        job.on_done = job.on_partial = job.on_end = None  # they hold on to whoever asked
        if error is not None and not isinstance(error, StudioError):
            log.error("the job “%s” has failed", spec.title, exc_info=error)
        with ExitStack() as rest:  # the last one first; a mistake in one of them holds up none of the others
            rest.callback(self._schedule)
            rest.callback(self.order_changed.emit)
            rest.callback(self.job_ended.emit, outcome)
            if on_end is not None:
                rest.callback(on_end, outcome)
            if state is JobState.DONE and on_done is not None:
                rest.callback(on_done, result)
            rest.callback(self.job_changed.emit, job.info.id)
