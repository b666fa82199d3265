"""Clips, playing, the timeline."""

from __future__ import annotations

from studio.composition.base import Studio
from studio.controllers.playback import PlaybackController
from studio.controllers.preview import PreviewController
from studio.services.playback import PlaybackService
from studio.views.timeline.dock import TimelineDock


def compose(studio: Studio) -> None:
    """Mount them."""
    window, dock = studio.window, TimelineDock()
    stand = studio.parts["preview"]
    assert isinstance(stand, PreviewController)
    playback = PlaybackService(studio.inference, studio.stages, parent=window)
    studio.parts["playback"] = PlaybackController(
        studio.workspace, studio.queue, playback, dock, stand, studio.actions, window
    )
    window.add_bottom("timeline", window.tr("Timeline"), dock)
