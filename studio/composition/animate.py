"""Clips, playing, the timeline."""

from __future__ import annotations

from collections.abc import Iterator

from studio.composition.base import Studio
from studio.controllers.files import FilesController
from studio.controllers.playback import FIRST_CLIP, PlaybackController
from studio.controllers.preview import PreviewController
from studio.controllers.shell_tour import TourController
from studio.services.playback import PlaybackService
from studio.views.timeline.dock import TimelineDock
from studio.views.timeline.inspector import AnimateInspector


def compose(studio: Studio) -> Iterator[None]:
    """Mount them."""
    window, dock = studio.window, TimelineDock()
    yield
    window.add_bottom("timeline", window.tr("Timeline"), dock)
    yield
    stand = studio.parts["preview"]
    assert isinstance(stand, PreviewController)
    playback = PlaybackService(studio.inference, studio.stages, parent=window)
    studio.parts["playback"] = PlaybackController(studio.workspace, playback, dock, stand, studio.actions, window)
    studio.parts["player"] = playback
    yield
    inspector = AnimateInspector()  # other slices add their parts
    dock.clip_shown.connect(inspector.show_clip)
    window.set_page("animate", inspector)
    studio.parts["animate-inspector"] = inspector
    files = studio.parts["files"]
    assert isinstance(files, FilesController)
    tour = studio.parts["tour"]
    assert isinstance(tour, TourController)
    tour.set_sample(lambda: files.is_present, files.open_sample)
    files.presence_changed.connect(lambda is_present: None if is_present else tour.stop())
    files.sample_opened.connect(lambda: _show_sample(studio))


def _show_sample(studio: Studio) -> None:
    """Begin where something moves, then point at the rest."""
    playback, tour = studio.parts["playback"], studio.parts["tour"]
    assert isinstance(playback, PlaybackController)
    assert isinstance(tour, TourController)
    studio.workspace.show_page("animate")
    playback.play_clip(FIRST_CLIP)
    tour.start_once()
