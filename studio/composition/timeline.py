"""Editing the keys of the clip on the timeline."""

from __future__ import annotations

from studio.composition.base import Studio
from studio.controllers.playback import PlaybackController
from studio.controllers.timeline_edit import TimelineEditController
from studio.views.timeline.dock import TimelineDock


def compose(studio: Studio) -> None:
    """Mount it on the dock that plays."""
    playback = studio.parts["playback"]
    dock = studio.window.findChild(TimelineDock)
    assert isinstance(playback, PlaybackController)
    assert isinstance(dock, TimelineDock)
    studio.parts["timeline-edit"] = TimelineEditController(
        studio.workspace, dock, dock.rows, studio.actions, playback.scrub, studio.window
    )
