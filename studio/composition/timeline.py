"""Editing the keys of the clip on the timeline."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from PySide6.QtGui import QGuiApplication

from studio.composition.base import Studio, canvas_of
from studio.controllers.animate_memory import AnimateMemory
from studio.controllers.playback import PlaybackController
from studio.controllers.preview import PreviewController
from studio.controllers.timeline_blend import TimelineBlendController
from studio.controllers.timeline_clip import TimelineClipController
from studio.controllers.timeline_curves import TimelineCurvesController
from studio.controllers.timeline_edit import TimelineEditController
from studio.controllers.timeline_keys import TimelineKeysController
from studio.controllers.timeline_marks import TAG_COLOURS, TimelineMarksController
from studio.controllers.timeline_onion import TimelineOnionController
from studio.controllers.timeline_pose import TimelinePoseController
from studio.services.playback import PlaybackService
from studio.services.pose_pictures import PosePictures
from studio.views.kit.widgets import IconButton
from studio.views.timeline.blend_popup import BlendPopup
from studio.views.timeline.clip_panel import ClipPanel
from studio.views.timeline.dock import TimelineDock
from studio.views.timeline.inspector import AnimateInspector
from studio.views.timeline.key_menu import KeyMenu
from studio.views.timeline.marks_menu import MarksMenu
from studio.views.timeline.onion_overlay import OnionOverlay
from studio.views.timeline.pose_panel import PosePanel

MENU = (
    "insert-key", "duplicate-keys", "copy-keys", "cut-keys", "paste-keys", "delete-keys", None,
    "breakdown", "blend", "hold", "accent", None,
    "handles-auto", "handles-flat", "handles-linear", None,
    "stretch", "reverse-keys", "mirror-keys", "align-keys", "distribute-keys", "select-all",
)  # fmt: skip
"""Actions of the menu of keys, None for a line."""


class SystemClipboard:
    """Text on the system's clipboard."""

    def text(self) -> str:
        """What is on it; empty if it is no text."""
        return QGuiApplication.clipboard().text()

    def set_text(self, text: str) -> None:
        """Put a text onto it."""
        QGuiApplication.clipboard().setText(text)


def compose(studio: Studio) -> Iterator[None]:
    """Mount it on the dock that plays, a part at each step."""
    playback = studio.parts["playback"]
    dock = studio.window.findChild(TimelineDock)
    assert isinstance(playback, PlaybackController)
    assert isinstance(dock, TimelineDock)
    editor = TimelineEditController(
        studio.workspace, dock, dock.rows, studio.actions, playback.scrub, studio.window
    )  # fmt: skip
    studio.parts["timeline-edit"] = editor
    keys = TimelineKeysController(
        studio.workspace, editor, dock.rows, studio.actions, SystemClipboard(), studio.window
    )  # fmt: skip
    dock.curves.delete_requested.connect(keys.delete)
    studio.parts["timeline-keys"] = keys
    curves = TimelineCurvesController(studio.workspace, editor, dock.curves, studio.actions, studio.window)
    curves.shown_changed.connect(dock.show_curves)
    studio.parts["timeline-curves"] = curves
    yield
    _compose_marks(studio, dock, editor)
    yield
    yield from _compose_inspector(studio, dock, editor)
    yield
    popup = BlendPopup(dock)
    studio.parts["timeline-blend"] = TimelineBlendController(
        studio.workspace, editor, popup, studio.actions, studio.window
    )  # fmt: skip
    menu = KeyMenu(
        dock.rows, [None if name is None else partial(studio.actions.qaction, f"clip.{name}") for name in MENU]
    )
    menu.easing_chosen.connect(keys.ease)
    menu.stretch_chosen.connect(keys.scale)
    menu.outside_chosen.connect(curves.set_outside_of_selected)
    dock.rows.menu_requested.connect(menu.open)
    dock.curves.menu_requested.connect(menu.open)
    studio.actions.bind("clip.easing", menu.open_easings)


def _compose_marks(studio: Studio, dock: TimelineDock, editor: TimelineEditController) -> None:
    """Tags, markers, events, the loop range."""
    strip, menu = dock.marks, MarksMenu(dock.marks, TAG_COLOURS)
    marks = TimelineMarksController(studio.workspace, editor, strip, studio.actions, studio.window)
    studio.parts["timeline-marks"] = marks
    dock.clip_shown.connect(lambda shown: menu.set_clip(shown.clip if shown is not None else None))
    strip.menu_requested.connect(menu.open)
    menu.change_requested.connect(marks.change)
    menu.add_requested.connect(marks.add)
    menu.rename_requested.connect(strip.begin_renaming)
    menu.delete_requested.connect(marks.delete)


def _compose_inspector(studio: Studio, dock: TimelineDock, editor: TimelineEditController) -> Iterator[None]:
    """The face at the playhead, and the clip itself."""
    inspector, playback, stand = (studio.parts[name] for name in ("animate-inspector", "playback", "preview"))
    assert isinstance(inspector, AnimateInspector)
    assert isinstance(playback, PlaybackController)
    assert isinstance(stand, PreviewController)
    panel = PosePanel()
    inspector.add_part("pose", studio.window.tr("Pose"), panel)
    yield
    pose = TimelinePoseController(
        studio.workspace, editor, dock, studio.previews, stand, playback, panel, studio.actions, studio.window
    )  # fmt: skip
    studio.parts["timeline-pose"] = pose
    pictures = PosePictures(studio.inference, studio.stages, studio.window)
    yield
    _compose_tools(studio, dock, pictures, stand)
    yield
    properties = ClipPanel()
    inspector.add_part("clip", studio.window.tr("Clip"), properties)
    yield
    clip = TimelineClipController(
        studio.workspace, editor, dock, pictures, properties, studio.actions, playback.scrub, studio.window
    )  # fmt: skip
    studio.parts["timeline-clip"] = clip
    properties.event_add_requested.connect(lambda: studio.actions.trigger("clip.add-event"))
    for seen in (inspector.part_chosen, studio.workspace.page_changed):
        seen.connect(lambda _part: pose.refresh())
        seen.connect(lambda _part: clip.refresh())


def _compose_memory(studio: Studio) -> None:
    """What was set on the page at the last start."""
    onion, editor = studio.parts["timeline-onion"], studio.parts["timeline-edit"]
    curves, playback = studio.parts["timeline-curves"], studio.parts["playback"]
    assert isinstance(onion, TimelineOnionController)
    assert isinstance(editor, TimelineEditController)
    assert isinstance(curves, TimelineCurvesController)
    assert isinstance(playback, PlaybackController)
    studio.parts["animate-memory"] = AnimateMemory(studio.settings, onion, editor, curves, playback, studio.window)


def _compose_tools(studio: Studio, dock: TimelineDock, pictures: PosePictures, stand: PreviewController) -> None:
    """Buttons beside the time; onion skins and trails on the canvas."""
    player = studio.parts["player"]
    assert isinstance(player, PlaybackService)
    overlay = OnionOverlay(canvas_of(studio), studio.window)
    studio.parts["timeline-onion"] = TimelineOnionController(
        studio.workspace, dock, player, pictures, stand, overlay, studio.actions, studio.window
    )
    _compose_memory(studio)
    for name in ("curves", "auto-key", "snap", "onion-skin", "pin-frame", "trail"):
        dock.transport.add_tool(IconButton("", "", studio.actions.qaction(f"clip.{name}")))
    more = IconButton("sliders", studio.window.tr("Onion skin and trail…"))
    more.clicked.connect(lambda: overlay.popup.open_above(more))
    dock.transport.add_tool(more)
