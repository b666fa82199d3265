"""Tells about long jobs that end while the user is looking elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, Slot

from studio.controllers import words
from studio.controllers.workspace import Workspace
from studio.core.errors import StudioError
from studio.models.messages import Tone
from studio.services.job_queue import JobQueue
from studio.services.jobs import JobState, Outcome
from studio.services.settings import SettingsService

LONG_S = 10.0
"""Jobs that end sooner are not worth a message."""


class Tray(Protocol):
    """The system's own messages."""

    def notify(self, title: str, text: str, is_problem: bool) -> bool:
        """Show one; False where the system has none."""
        ...


class JobNotices(QObject):
    """See the module."""

    def __init__(
        self,
        workspace: Workspace,
        jobs: JobQueue,
        settings: SettingsService,
        tray: Tray,
        is_window_active: Callable[[], bool],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace, self._settings, self._tray = workspace, settings, tray
        self._is_window_active = is_window_active
        jobs.job_ended.connect(self._on_ended)

    @Slot(object)
    def _on_ended(self, outcome: Outcome) -> None:
        job = outcome.job
        if job.spec.is_quiet or job.started_s is None or job.ended_s is None or job.state is JobState.CANCELLED:
            return
        seconds = job.ended_s - job.started_s
        if seconds <= LONG_S or self._is_window_active():
            return
        has_failed = job.state is JobState.FAILED
        text = self.tr("Done in {time}").format(time=words.span(seconds))
        if has_failed:
            why = job.error.user_message if isinstance(job.error, StudioError) else self.tr("Open the list of jobs.")
            text = self.tr("Failed. {why}").format(why=why)
        if self._settings.values.has_notifications:
            self._tray.notify(job.spec.title, text, has_failed)
        if not has_failed:  # a failure is told by whoever asked for the job
            told = self.tr("{title}: done in {time}").format(title=job.spec.title, time=words.span(seconds))
            self._workspace.tell(told, tone=Tone.GOOD)
