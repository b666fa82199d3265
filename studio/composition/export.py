"""The sheet, the targets, and the way out."""

from __future__ import annotations

from pathlib import Path

from studio.composition.base import Studio
from studio.controllers.export_page import ExportPageController, documents_folder
from studio.controllers.jobs_panel import JobsPanelController
from studio.views.export.page import ExportPage


def _home(studio: Studio) -> Path:
    """Where exports of a project that was never saved go: the folder of the settings, else the user's documents."""
    chosen = studio.settings.values.export_folder
    return Path(chosen) if chosen else documents_folder()


def compose(studio: Studio) -> None:
    """The sheet, the targets, and the way out."""
    view = ExportPage(studio.window)
    pages = ExportPageController(
        studio.workspace, studio.queue, view, studio.actions, home=lambda: _home(studio), parent=studio.window
    )  # fmt: skip
    studio.parts["export"] = pages
    jobs = studio.parts["jobs"]
    assert isinstance(jobs, JobsPanelController)
    jobs.register_action("export", studio.window.tr("Open the folder"), lambda _: pages.open_folder())
    studio.window.set_page("export", view.inspector, view.centre)
