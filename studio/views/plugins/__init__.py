"""The plugins page."""

from studio.views.plugins.dialog import PluginsDialog

__all__ = ["PluginsDialog"]
