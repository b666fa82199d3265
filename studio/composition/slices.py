"""The pages and panels: each function mounts one slice of the program into the window."""

from __future__ import annotations

from studio.composition.base import Studio
from studio.controllers.cast_page import CastPage
from studio.controllers.export_page import ExportPageController
from studio.controllers.express import ExpressController
from studio.controllers.face_drag import FaceDragController
from studio.controllers.history import HistoryController
from studio.controllers.preview import PreviewController
from studio.controllers.set_page import SetPageController
from studio.engines.registry import engine_names
from studio.services.cell_images import CellImages
from studio.services.thumbnails import ThumbnailService
from studio.views.canvas import Canvas, FaceHandlesTool
from studio.views.canvas_tools.face_picker import FacePicker
from studio.views.canvas_tools.guide_tool import AnchorGuideTool
from studio.views.canvas_tools.landmark_tool import LandmarkTool
from studio.views.canvas_tools.matte_tool import MatteBrushTool
from studio.views.canvas_tools.overlays import CastOverlays
from studio.views.cast.inspector import CastInspector
from studio.views.cast.panel import CastPanel
from studio.views.export.page import ExportPage
from studio.views.express.page import ExpressPage
from studio.views.history.panel import HistoryPanel
from studio.views.set.page import SetPage


def compose_canvas(studio: Studio) -> None:
    """The picture in the middle, and what is drawn on it."""
    canvas = Canvas()
    canvas.bind_actions(studio.actions)
    studio.window.set_canvas(canvas)
    studio.parts["preview"] = PreviewController(
        studio.workspace, studio.previews, studio.queue, studio.settings, canvas, studio.window
    )
    canvas.open_requested.connect(lambda: studio.actions.trigger("cast.add-pictures"))
    canvas.sample_requested.connect(lambda: studio.actions.trigger("file.sample"))
    canvas.space_tapped.connect(lambda: studio.actions.trigger("clip.play"))


def compose_cast(studio: Studio) -> None:
    """Characters, their references, and the tools on the picture."""
    canvas = _canvas(studio)
    panel, inspector = CastPanel(), CastInspector()
    page = CastPage(
        studio.workspace, studio.queue, studio.inference, studio.actions, canvas, panel, inspector,
        CastOverlays(canvas), FacePicker(canvas), LandmarkTool(canvas), AnchorGuideTool(canvas), MatteBrushTool(canvas),
        studio.window,
    )  # fmt: skip
    studio.parts["cast"] = page
    studio.window.set_cast(panel)
    studio.window.set_page("cast", inspector)
    canvas.files_dropped.connect(page.capture.add_pictures)
    canvas.image_dropped.connect(page.capture.add_image)
    inspector.models_requested.connect(lambda: studio.actions.trigger("tools.models"))


def compose_express(studio: Studio) -> None:
    """Posing: controls, words, layers, presets, and the face itself."""
    canvas, view = _canvas(studio), ExpressPage()
    thumbnails = ThumbnailService(studio.queue, studio.stages, parent=studio.window)
    express = ExpressController(
        studio.workspace, thumbnails, studio.settings, view, studio.actions, parent=studio.window
    )  # fmt: skip
    studio.parts["express"] = express
    studio.window.set_page("express", view)
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


def compose_set(studio: Studio) -> None:
    """The matrix of expressions and characters."""
    view, images = SetPage(), CellImages()
    images.setParent(studio.window)
    page = SetPageController(
        studio.workspace, studio.queue, images, studio.actions, view, studio.window, engine_names()
    )
    studio.parts["set"] = page
    studio.closers.append(images.close)
    studio.window.set_page("set", view.inspector, view)
    view.cast_requested.connect(lambda: studio.actions.trigger("go.cast"))


def compose_export(studio: Studio) -> None:
    """The sheet, the targets, and the way out."""
    view = ExportPage(studio.window)
    studio.parts["export"] = ExportPageController(
        studio.workspace, studio.queue, view, studio.actions, parent=studio.window
    )  # fmt: skip
    studio.window.set_page("export", view.inspector, view.centre)


def compose_history(studio: Studio) -> None:
    """Every step, to go back to."""
    panel = HistoryPanel()
    studio.parts["history"] = HistoryController(studio.workspace, panel, studio.window)
    studio.window.add_bottom("history", studio.window.tr("History"), panel)


def _canvas(studio: Studio) -> Canvas:
    canvas = studio.window.canvas
    assert isinstance(canvas, Canvas)
    return canvas
