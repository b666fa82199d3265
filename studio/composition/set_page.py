"""The matrix of expressions and characters."""

from __future__ import annotations

from collections.abc import Iterator

from studio.composition.base import Studio
from studio.controllers.recovery import RecoveryController
from studio.controllers.set_page import SetPageController
from studio.controllers.set_page_jobs import JOB_KIND
from studio.engines.registry import engine_names
from studio.services.cell_images import CellImages
from studio.views.kit.staging import dressed
from studio.views.set.page import SetPage


def compose(studio: Studio) -> Iterator[None]:
    """The matrix of expressions and characters."""
    view, images = SetPage(is_staged=True), CellImages()
    yield
    studio.window.set_page("set", view.inspector, view)
    yield
    yield from view.fill()
    yield
    images.setParent(studio.window)
    page = SetPageController(
        studio.workspace, studio.queue, images, studio.actions, view, studio.window, engine_names()
    )
    studio.parts["set"] = page
    recovery = studio.parts["recovery"]
    assert isinstance(recovery, RecoveryController)
    recovery.register(JOB_KIND, lambda data: page.drawing.restore(page.library, data))
    studio.closers.append(images.close)
    yield
    yield from dressed(view)
    yield from dressed(view.inspector)
    _remember_arrangement(studio, view)
    view.cast_requested.connect(lambda: studio.actions.trigger("go.cast"))


def _remember_arrangement(studio: Studio, view: SetPage) -> None:
    """Grid or matrix is the user's choice, for one character and for several."""
    for crowd in ("one", "many"):
        kept = studio.settings.values.layouts.get(f"set.{crowd}", "")
        if kept:
            view.set_arrangement(crowd, kept == "grid")

    def keep(crowd: str, is_grid: bool) -> None:
        layouts = {**studio.settings.values.layouts, f"set.{crowd}": "grid" if is_grid else "matrix"}
        studio.settings.set(layouts=layouts)

    view.arrangement_chosen.connect(keep)
