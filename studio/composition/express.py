"""Posing: controls, words, layers, presets, and the face itself."""

from __future__ import annotations

from collections.abc import Iterator

from studio.composition.base import Studio, canvas_of
from studio.controllers.cast_page import CastPage
from studio.controllers.express import ExpressController
from studio.controllers.face_drag import FaceDragController
from studio.controllers.preview import PreviewController
from studio.services.thumbnails import ThumbnailService
from studio.views.canvas import FaceHandlesTool
from studio.views.express.page import ExpressPage
from studio.views.kit.staging import dressed


def compose(studio: Studio) -> Iterator[None]:
    """Posing: controls, words, layers, presets, and the face itself."""
    canvas, view = canvas_of(studio), ExpressPage(is_staged=True)
    studio.window.set_page("express", view)
    yield
    yield from view.fill()
    yield
    thumbnails = ThumbnailService(studio.queue, studio.stages, parent=studio.window)
    express = ExpressController(
        studio.workspace, thumbnails, studio.settings, view, studio.actions, parent=studio.window
    )  # fmt: skip
    studio.parts["express"] = express
    yield
    yield from dressed(view)
    cast = studio.parts.get("cast")
    if isinstance(cast, CastPage):
        cast.cast.expressions_dropped.connect(express.presets.drop_words_on)
    preview = studio.parts["preview"]
    assert isinstance(preview, PreviewController)
    express.pose_tried.connect(preview.try_pose)
    view.add_picture_requested.connect(lambda: studio.actions.trigger("cast.add-pictures"))
    handles = FaceHandlesTool(canvas)
    drag = FaceDragController(
        express.editor, studio.stages, studio.inference, studio.queue, studio.settings, handles, studio.window
    )
    studio.parts["face-drag"] = drag
    view.link_changed.connect(drag.set_linked)
    studio.actions.bind("express.link", drag.set_linked)

    def follow(page: str) -> None:
        if page == "express" and canvas.tool is None:
            canvas.set_tool(handles)
        elif page != "express" and canvas.tool is handles:
            canvas.set_tool(None)

    studio.workspace.page_changed.connect(follow)
    canvas.tool_changed.connect(lambda tool: follow(studio.workspace.page) if tool is None else None)
    follow(studio.workspace.page)
    studio.actions.bind("edit.paste", lambda: _paste(studio, express))


def _paste(studio: Studio, express: ExpressController) -> None:
    """A picture goes to the cast, an expression to the face."""
    cast = studio.parts.get("cast")
    if not express.paste() and isinstance(cast, CastPage):
        cast.capture.paste()
