"""The renderer of the corpus; it lives with the engines, which draw with it as well."""

from studio.engines.portrait.renderer import PARTS, PortraitBatch, render_one, render_portraits

__all__ = ["PARTS", "PortraitBatch", "render_one", "render_portraits"]
