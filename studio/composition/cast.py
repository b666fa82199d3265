"""Characters, their references, and the tools on the picture."""

from __future__ import annotations

from studio.composition.base import Studio, canvas_of
from studio.controllers.cast_page import CastPage
from studio.controllers.shell_status import StatusController
from studio.views.canvas_tools.face_picker import FacePicker
from studio.views.canvas_tools.guide_tool import AnchorGuideTool
from studio.views.canvas_tools.landmark_tool import LandmarkTool
from studio.views.canvas_tools.matte_tool import MatteBrushTool
from studio.views.canvas_tools.overlays import CastOverlays
from studio.views.cast.inspector import CastInspector
from studio.views.cast.panel import CastPanel


def compose(studio: Studio) -> None:
    """Characters, their references, and the tools on the picture."""
    canvas = canvas_of(studio)
    panel, inspector = CastPanel(), CastInspector()
    page = CastPage(
        studio.workspace, studio.queue, studio.inference, studio.actions, canvas, panel, inspector,
        CastOverlays(canvas), FacePicker(canvas), LandmarkTool(canvas), AnchorGuideTool(canvas), MatteBrushTool(canvas),
        studio.window,
    )  # fmt: skip
    studio.parts["cast"] = page
    status = studio.parts.get("status")
    if isinstance(status, StatusController):
        status.offer_key_first(page.end_awaited_tool)
    studio.window.set_cast(panel)
    studio.window.set_page("cast", inspector)
    canvas.files_dropped.connect(page.capture.add_pictures)
    canvas.image_dropped.connect(page.capture.add_image)
    inspector.models_requested.connect(lambda: studio.actions.trigger("tools.models"))
