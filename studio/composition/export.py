"""The sheet, the targets, and the way out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from studio.composition.base import Studio
from studio.controllers.export_page import JOB_KIND, ExportPageController, documents_folder, open_in_desktop
from studio.controllers.jobs_panel import JobsPanelController
from studio.controllers.recovery import RecoveryController
from studio.controllers.set_page_files import SHEET_KIND
from studio.views.export.page import ExportPage
from studio.views.kit.staging import dressed


def _home(studio: Studio) -> Path:
    """Where exports of a project that was never saved go: the folder of the settings, else the user's documents."""
    chosen = studio.settings.values.export_folder
    return Path(chosen) if chosen else documents_folder()


def compose(studio: Studio) -> Iterator[None]:
    """The sheet, the targets, and the way out."""
    view = ExportPage(studio.window, is_staged=True)
    studio.window.set_page("export", view.inspector, view.centre)
    yield
    yield from view.fill()
    yield
    pages = ExportPageController(
        studio.workspace, studio.queue, view, studio.actions, home=lambda: _home(studio), parent=studio.window
    )  # fmt: skip
    studio.parts["export"] = pages
    jobs, recovery = studio.parts["jobs"], studio.parts["recovery"]
    assert isinstance(jobs, JobsPanelController)
    assert isinstance(recovery, RecoveryController)
    text = QCoreApplication.translate("MainWindow", "Open the folder")
    jobs.register_action(JOB_KIND, text, pages.open_exported)
    jobs.register_action(SHEET_KIND, text, lambda paths: open_in_desktop(paths[0].parent))
    recovery.register(JOB_KIND, lambda _restore: pages.repeat())
    yield from dressed(view.inspector)
    yield from dressed(view.centre)
