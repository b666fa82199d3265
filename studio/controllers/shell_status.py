"""The line at the bottom of the window: what draws, and how the jobs stand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from PySide6.QtCore import QObject, QTimer

from studio.controllers.ports import Actions
from studio.engines.registry import engine_title
from studio.models.shell import JobsSummary
from studio.services.job_queue import JobQueue
from studio.services.jobs import JobInfo, JobState
from studio.services.previews import Preview, PreviewService
from studio.services.settings import SettingsService

CHANNEL = "canvas"
QUIET_MS = 300
"""Jobs that are over sooner are never shown."""


class StatusView(Protocol):
    """What this controller needs of the status bar."""

    cancel_requested: Any
    jobs_requested: Any

    def set_engine(self, engine: str, device: str, frame_ms: float | None) -> None:
        """Show what draws."""
        ...

    def set_jobs(self, summary: JobsSummary | None) -> None:
        """Show how the jobs stand."""
        ...


class StatusController(QObject):
    """See the module."""

    def __init__(
        self,
        settings: SettingsService,
        queue: JobQueue,
        previews: PreviewService,
        actions: Actions,
        view: StatusView,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._settings, self._queue, self._view = settings, queue, view
        self._frame_ms: float | None = None
        self._delay = QTimer(self, singleShot=True, interval=QUIET_MS)
        self._delay.timeout.connect(self._show_jobs)
        self._is_showing = False
        for signal in (queue.job_added, queue.job_changed, queue.order_changed, queue.paused_changed):
            signal.connect(self._on_jobs)
        previews.ready.connect(self._on_preview)
        settings.changed.connect(self._on_setting)
        view.cancel_requested.connect(self.cancel_current)
        self._first: list[Callable[[], bool]] = []
        actions.bind("jobs.cancel-current", self._on_key)
        actions.bind("jobs.cancel-all", queue.cancel_all)
        actions.bind("jobs.pause", queue.set_paused)
        queue.paused_changed.connect(lambda is_paused: actions.set_checked("jobs.pause", is_paused))
        self._show_engine()

    def retranslate(self) -> None:
        """Say everything in the present language."""
        self._show_engine()

    # --- engine

    def _on_preview(self, preview: Preview) -> None:
        if preview.channel != CHANNEL:
            return
        self._frame_ms = preview.drawn_ms if self._frame_ms is None else self._frame_ms * 0.8 + preview.drawn_ms * 0.2
        self._show_engine()

    def _on_setting(self, name: str) -> None:
        if name in ("engine", "device"):
            self._frame_ms = None
            self._show_engine()

    def _show_engine(self) -> None:
        values = self._settings.values
        device = {"auto": self.tr("automatic"), "cpu": "CPU", "cuda": "CUDA", "mps": "MPS"}.get(values.device, "")
        where = device if values.engine != "puppet" else "CPU"
        self._view.set_engine(engine_title(values.engine), where, self._frame_ms)

    # --- jobs

    def offer_key_first(self, taker: Callable[[], bool]) -> None:
        """Let somebody end something of their own by the key instead; they say whether there was anything."""
        self._first.append(taker)

    def _on_key(self) -> None:
        if not any(taker() for taker in self._first):
            self.cancel_current()

    def cancel_current(self) -> None:
        """Cancel the job that runs, or else the first that waits."""
        jobs = self._open_jobs()
        running = [job for job in jobs if job.state is JobState.RUNNING] or jobs
        if running:
            self._queue.cancel(running[0].id)

    def _open_jobs(self) -> list[JobInfo]:
        return [job for job in self._queue.jobs() if not job.state.is_over]

    def _on_jobs(self, *_: object) -> None:
        if not self._open_jobs():
            self._delay.stop()
            self._is_showing = False
            self._view.set_jobs(None)
        elif self._is_showing:
            self._show_jobs()
        elif not self._delay.isActive():
            self._delay.start()

    def _show_jobs(self) -> None:
        jobs = self._open_jobs()
        self._is_showing = bool(jobs)
        self._view.set_jobs(summary_of(jobs, self._queue.is_paused) if jobs else None)


def summary_of(jobs: list[JobInfo], is_paused: bool) -> JobsSummary:
    """All open jobs in one: the mean of their progress, and the longest time that one of them still needs."""
    running = [job for job in jobs if job.state is JobState.RUNNING]
    known = [job.progress.fraction for job in running if job.progress.fraction is not None]
    etas = [job.progress.eta_s for job in running if job.progress.eta_s is not None]
    fraction = sum(known) / len(jobs) if known else None
    title = (running or jobs)[0].spec.title
    return JobsSummary(len(jobs), title, fraction, max(etas) if etas else None, is_paused)
