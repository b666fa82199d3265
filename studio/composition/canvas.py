"""The picture in the middle, and what is drawn on it."""

from __future__ import annotations

from studio.composition.base import Studio
from studio.controllers.canvas_framing import CanvasFramingController
from studio.controllers.preview import PreviewController
from studio.views.canvas import Canvas


def compose(studio: Studio) -> None:
    """The picture in the middle, and what is drawn on it."""
    canvas = Canvas()
    canvas.bind_actions(studio.actions)
    studio.window.set_canvas(canvas)
    studio.parts["preview"] = PreviewController(
        studio.workspace, studio.previews, studio.queue, studio.settings, canvas, studio.window
    )
    studio.parts["framing"] = CanvasFramingController(studio.workspace, studio.actions, canvas, studio.window)
    canvas.open_requested.connect(lambda: studio.actions.trigger("cast.add-pictures"))
    canvas.sample_requested.connect(lambda: studio.actions.trigger("file.sample"))
    canvas.space_tapped.connect(lambda: studio.actions.trigger("clip.play"))
