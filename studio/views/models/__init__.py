"""The models page."""

from studio.views.models.dialog import ModelsDialog

__all__ = ["ModelsDialog"]
