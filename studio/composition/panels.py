"""The lower part: jobs and history; and the dialog of models."""

from __future__ import annotations

from collections.abc import Iterator

from studio.composition.base import Studio
from studio.controllers.history import HistoryController
from studio.controllers.jobs_panel import JobsPanelController
from studio.controllers.jobs_panel_notices import JobNotices
from studio.controllers.models_page import DOWNLOAD_KIND, ModelsController
from studio.controllers.recovery import RecoveryController
from studio.views.history.panel import HistoryPanel
from studio.views.jobs.panel import JobsPanel
from studio.views.jobs.tray import SystemTray
from studio.views.kit.staging import dressed
from studio.views.models.dialog import ModelsDialog


def compose(studio: Studio) -> Iterator[None]:
    """Mount them."""
    window, parts = studio.window, studio.parts
    recovery = parts["recovery"]
    assert isinstance(recovery, RecoveryController)
    jobs, history = JobsPanel(), HistoryPanel()
    parts["jobs"] = JobsPanelController(studio.workspace, studio.queue, recovery, jobs, window)
    parts["history"] = HistoryController(studio.workspace, history, window)
    parts["notices"] = JobNotices(
        studio.workspace, studio.queue, studio.settings, SystemTray(window.windowIcon(), window),
        window.isActiveWindow, window,
    )  # fmt: skip
    window.add_bottom("jobs", window.tr("Jobs"), jobs)
    window.add_bottom("history", window.tr("History"), history)
    yield
    dialog = ModelsDialog(window)
    models = ModelsController(studio.workspace, studio.queue, studio.settings, studio.actions, dialog, parent=window)
    parts["models"] = models
    recovery.register(DOWNLOAD_KIND, models.restore)
    yield
    models.refresh()
    yield
    yield from dressed(dialog)
