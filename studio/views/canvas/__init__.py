"""The canvas: the picture in the middle of the window, its tools and overlays."""

from studio.views.canvas.backdrop import Backdrop
from studio.views.canvas.canvas import Canvas
from studio.views.canvas.handles import FaceHandlesTool
from studio.views.canvas.magnifier import Magnifier
from studio.views.canvas.overlay import BoxItem, DotItem, LabelItem, OverlayLayer, StrokeItem
from studio.views.canvas.picture import Compare
from studio.views.canvas.tool import CanvasTool, ToolEvent

__all__ = [
    "Backdrop", "BoxItem", "Canvas", "CanvasTool", "Compare", "DotItem", "FaceHandlesTool", "LabelItem", "Magnifier",
    "OverlayLayer", "StrokeItem", "ToolEvent",
]  # fmt: skip
