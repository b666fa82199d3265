"""Acting: layers, transitions, links, recordings and face trackers, as parts of the Animate page's inspector."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication

from studio.composition.base import Studio
from studio.controllers.acting_layers import ActingController
from studio.controllers.acting_links import LinksController
from studio.controllers.acting_live import LiveController
from studio.controllers.acting_passages import PassageController
from studio.controllers.acting_stage import PoseStage
from studio.controllers.files import FilesController
from studio.controllers.performance_import import PerformanceController
from studio.controllers.playback import PlaybackController
from studio.controllers.preview import PreviewController
from studio.controllers.timeline_edit import TimelineEditController
from studio.pipelines.wardrobe import library_of
from studio.services.live_drive import LiveDrive
from studio.views.kit.staging import dressed
from studio.views.timeline.acting_panel import ActingPanel
from studio.views.timeline.dock import TimelineDock
from studio.views.timeline.inspector import AnimateInspector
from studio.views.timeline.links_panel import LinksPanel
from studio.views.timeline.live_panel import LivePanel
from studio.views.timeline.passage_panel import PassagePanel
from studio.views.timeline.performance_dialogs import RecordingDialogs
from studio.views.timeline.performance_review import PerformanceReview


def compose(studio: Studio) -> Iterator[None]:
    """Mount them on the timeline, a part at each step."""
    for mount in (_compose_layers, _compose_passages, _compose_links, _compose_performances):
        mount(studio)
        yield
    _compose_live(studio)
    inspector, _, dock, _ = _parts(studio)
    yield from dressed(dock)
    yield from dressed(inspector)


def show_part(studio: Studio, part: str) -> None:
    """Go to a part of the inspector."""
    inspector = studio.parts["animate-inspector"]
    assert isinstance(inspector, AnimateInspector)
    studio.workspace.show_page("animate")
    studio.window.set_part_shown("inspector", True)
    inspector.show_part(part)


def make_stage(studio: Studio, owner: str) -> PoseStage:
    """The canvas for poses of one owner."""
    stand, playback = studio.parts["preview"], studio.parts["playback"]
    assert isinstance(stand, PreviewController)
    assert isinstance(playback, PlaybackController)
    stage = PoseStage(studio.workspace, stand, studio.previews, owner, studio.window)
    # On the timeline's page the clip is shown again, at the moment where it was.
    stage.released.connect(lambda: playback.step(0) if studio.workspace.page == "animate" else None)
    return stage


def _parts(studio: Studio) -> tuple[AnimateInspector, TimelineEditController, TimelineDock, PlaybackController]:
    inspector, editor = studio.parts["animate-inspector"], studio.parts["timeline-edit"]
    playback, dock = studio.parts["playback"], studio.window.findChild(TimelineDock)
    assert isinstance(inspector, AnimateInspector)
    assert isinstance(editor, TimelineEditController)
    assert isinstance(playback, PlaybackController)
    assert isinstance(dock, TimelineDock)
    return inspector, editor, dock, playback


def _compose_layers(studio: Studio) -> None:
    inspector, editor, dock, _ = _parts(studio)
    panel = ActingPanel()
    acting = ActingController(studio.workspace, editor, dock, panel, studio.actions, studio.window)
    acting.shown.connect(lambda: show_part(studio, "acting"))
    inspector.add_part("acting", QCoreApplication.translate("MainWindow", "Acting"), panel)
    studio.parts["acting"] = acting


def _compose_passages(studio: Studio) -> None:
    inspector, editor, dock, playback = _parts(studio)
    panel, stage = PassagePanel(), make_stage(studio, "passage")
    passages = PassageController(
        studio.workspace, editor, dock, stage, panel, studio.actions, parent=studio.window
    )  # fmt: skip
    stage.lost.connect(passages.stop)
    passages.shown.connect(lambda: show_part(studio, "passage"))
    passages.clip_made.connect(playback.choose)
    inspector.add_part("passage", QCoreApplication.translate("MainWindow", "Transition"), panel)
    studio.parts["passages"] = passages


def _compose_links(studio: Studio) -> None:
    inspector, editor, dock, _ = _parts(studio)
    panel = LinksPanel()
    links = LinksController(
        studio.workspace, editor, panel, lambda keys: editor.pick(keys, "replace"), studio.actions, dock, studio.window
    )  # fmt: skip

    def show(is_choosing: bool) -> None:
        show_part(studio, "links")
        if is_choosing:
            panel.focus_choice()

    links.shown.connect(show)
    inspector.add_part("links", QCoreApplication.translate("MainWindow", "Links"), panel)
    studio.parts["links"] = links


def _compose_performances(studio: Studio) -> None:
    _, editor, dock, playback = _parts(studio)
    files, window = studio.parts["files"], studio.window
    assert isinstance(files, FilesController)
    stage = make_stage(studio, "performance")
    performances = PerformanceController(
        studio.workspace, studio.queue, editor, dock, stage, lambda: PerformanceReview(window),
        RecordingDialogs(window), studio.actions, lambda: files.is_present, window,
    )  # fmt: skip

    def show(clip_id: str) -> None:
        studio.workspace.show_page("animate")
        playback.choose(clip_id)

    performances.clip_made.connect(show)
    studio.parts["performances"] = performances


def _compose_live(studio: Studio) -> None:
    inspector, _, _, _ = _parts(studio)
    panel, stage = LivePanel(), make_stage(studio, "live")
    drive = LiveDrive(library_of(studio.workspace.project), studio.window)
    live = LiveController(studio.workspace, drive, stage, panel, studio.actions, parent=studio.window)
    live.shown.connect(lambda: show_part(studio, "live"))
    performances = studio.parts["performances"]
    assert isinstance(performances, PerformanceController)
    live.recorded.connect(performances.review_take)
    studio.closers.append(live.close)
    inspector.add_part("live", QCoreApplication.translate("MainWindow", "Live"), panel)
    studio.parts["live"] = live
