"""The sheet, the targets, and the way out."""

from __future__ import annotations

from studio.composition.base import Studio
from studio.controllers.export_page import ExportPageController
from studio.views.export.page import ExportPage


def compose(studio: Studio) -> None:
    """The sheet, the targets, and the way out."""
    view = ExportPage(studio.window)
    studio.parts["export"] = ExportPageController(
        studio.workspace, studio.queue, view, studio.actions, parent=studio.window
    )  # fmt: skip
    studio.window.set_page("export", view.inspector, view.centre)
