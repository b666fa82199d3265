"""The matrix of expressions and characters."""

from __future__ import annotations

from studio.composition.base import Studio
from studio.controllers.recovery import RecoveryController
from studio.controllers.set_page import SetPageController
from studio.controllers.set_page_jobs import JOB_KIND
from studio.engines.registry import engine_names
from studio.services.cell_images import CellImages
from studio.views.set.page import SetPage


def compose(studio: Studio) -> None:
    """The matrix of expressions and characters."""
    view, images = SetPage(), CellImages()
    images.setParent(studio.window)
    page = SetPageController(
        studio.workspace, studio.queue, images, studio.actions, view, studio.window, engine_names()
    )
    studio.parts["set"] = page
    recovery = studio.parts["recovery"]
    assert isinstance(recovery, RecoveryController)
    recovery.register(JOB_KIND, lambda data: page.drawing.restore(page.library, data))
    studio.closers.append(images.close)
    studio.window.set_page("set", view.inspector, view)
    view.cast_requested.connect(lambda: studio.actions.trigger("go.cast"))
