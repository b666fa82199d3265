"""The cast page without widgets: everything below them is real, views remember what they were told."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import numpy as np
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot
from skimage import data

from studio.controllers.cast_page import CastPage
from studio.controllers.workspace import Workspace
from studio.core.jobs import Partial
from studio.models.cast_rows import CaptureRow, CharacterCard, FaceOutline, IdentitySheet, ReferenceRow
from studio.models.character import Character
from studio.models.document import Document
from studio.models.messages import Message
from studio.models.project import Project
from studio.pipelines.recapture import Arrival, PictureSource, bring_in
from studio.services.inference import InferenceService
from studio.services.job_queue import JobQueue
from studio.storage.blobs import BlobStore
from studio.storage.pictures import encode_png

Points = dict[str, tuple[float, float]]


def astronaut() -> bytes:
    return encode_png(np.ascontiguousarray(data.astronaut()[:300, 80:380]))


@lru_cache(maxsize=1)
def captured() -> tuple[Character, dict[str, bytes]]:
    """Somebody, captured once a run, and the blobs."""
    blobs = BlobStore()
    job = bring_in([PictureSource("aria.png", data=astronaut())], blobs)
    arrivals = [report.value for report in job if isinstance(report, Partial)]
    assert isinstance(arrivals[0], Arrival)
    assert arrivals[0].character is not None
    return arrivals[0].character, {name: blobs[name] for name in blobs}


def two_faces() -> bytes:
    one = data.astronaut()[:300, 100:400]
    return encode_png(np.ascontiguousarray(np.hstack([one, one[:, ::-1]])))


def wall() -> bytes:
    return encode_png(np.ascontiguousarray(data.brick()))


class FakeActions:
    def __init__(self) -> None:
        self.slots: dict[str, Callable[..., object]] = {}
        self.enabled: dict[str, bool] = {}
        self.checked: dict[str, bool] = {}

    def bind(self, action_id: str, slot: Callable[..., object]) -> None:
        self.slots[action_id] = slot

    def set_enabled(self, action_id: str, is_enabled: bool) -> None:
        self.enabled[action_id] = is_enabled

    def set_checked(self, action_id: str, is_checked: bool) -> None:
        self.checked[action_id] = is_checked


class FakeCanvas(QObject):
    tool_changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.tool: Any = None

    def set_tool(self, tool: Any) -> None:
        if tool is not self.tool:
            self.tool = tool
            self.tool_changed.emit(tool)


class FakePanel(QObject):
    selected, renamed, moved = Signal(str), Signal(str, str), Signal(str, int)
    duplicate_requested, remove_requested, add_requested = Signal(str), Signal(str), Signal()
    pictures_chosen, pictures_dropped = Signal(list, str), Signal(list, str)
    image_dropped, expressions_dropped = Signal(QImage, str), Signal(list, str)
    waiting_opened, waiting_dropped = Signal(str), Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.cards: list[CharacterCard] = []
        self.marked = ""
        self.heads: dict[str, QImage] = {}
        self.results: list[CaptureRow] = []
        self.asked: list[tuple[str, str]] = []
        self.renaming = ""

    def set_cards(self, cards: Any, selected: str) -> None:
        self.cards, self.marked = list(cards), selected

    def set_thumbnail(self, card_id: str, image: QImage) -> None:
        self.heads[card_id] = image

    def start_rename(self, character_id: str) -> None:
        self.renaming = character_id

    def show_results(self, rows: Any) -> None:
        self.results = list(rows)

    def ask_for_pictures(self, title: str, character_id: str) -> None:
        self.asked.append((title, character_id))


class FakeInspector(QObject):
    included_changed, weight_changed, weight_finished = Signal(str, bool), Signal(str, float), Signal()
    main_requested, remove_requested = Signal(str), Signal(str)
    background_changed, style_changed = Signal(str, bool), Signal(str, str)
    see_again_requested, replace_requested, add_requested = Signal(str), Signal(str, str), Signal()
    landmarks_requested, matte_requested, guide_requested = Signal(str), Signal(str), Signal(str)
    pictures_dropped, image_dropped, models_requested = Signal(list), Signal(QImage), Signal()

    def __init__(self) -> None:
        super().__init__()
        self.name = ""
        self.rows: list[ReferenceRow] = []
        self.sheet = IdentitySheet()

    def set_character(self, name: str, rows: Any) -> None:
        self.name, self.rows = name, list(rows)

    def set_identity(self, sheet: IdentitySheet) -> None:
        self.sheet = sheet

    def set_thumbnail(self, reference_id: str, image: QImage) -> None:
        pass


class FakeOverlays:
    def __init__(self) -> None:
        self.points: Any = None
        self.mask: QImage | None = None
        self.crops: dict[Any, Any] = {}

    def set_landmarks(self, points: Any) -> None:
        self.points = points

    def set_mask(self, cut_out: QImage | None) -> None:
        self.mask = cut_out

    def set_crops(self, crops: Any, chosen: Any = None) -> None:
        self.crops = dict(crops)


class FakePicker(QObject):
    face_chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.faces: list[FaceOutline] = []

    def set_faces(self, faces: Any) -> None:
        self.faces = list(faces)

    def set_image(self, image: QImage) -> None:
        pass


class FakeLandmarkTool(QObject):
    anchors_dragged, anchors_committed = Signal(object), Signal(object, str)
    reset_requested, done_requested = Signal(str), Signal()

    def __init__(self) -> None:
        super().__init__()
        self.image = QImage()
        self.anchors: Points = {}
        self.found: Points = {}
        self.mesh: Any = None

    def set_image(self, image: QImage) -> None:
        self.image = image

    def set_anchors(self, points: Points) -> None:
        self.anchors = dict(points)

    def set_found(self, points: Points) -> None:
        self.found = dict(points)

    def set_mesh(self, points: Any) -> None:
        self.mesh = points


class FakeGuideTool(QObject):
    anchors_changed, done_requested, stop_requested = Signal(object), Signal(object), Signal()

    def __init__(self) -> None:
        super().__init__()
        self.image = QImage()
        self.mesh: Any = None
        self.problem = ""

    def set_image(self, image: QImage) -> None:
        self.image = image

    def begin(self, points: Points) -> None:
        pass

    def set_mesh(self, points: Any, problem: str = "") -> None:
        self.mesh, self.problem = points, problem


class FakeMatteTool(QObject):
    stroke_drawn, brush_changed = Signal(object), Signal(object)
    reset_requested, done_requested = Signal(), Signal()

    def __init__(self) -> None:
        super().__init__()
        self.cut_out: Any = None
        self.brush: Any = None

    def set_pixels(self, original: Any, cut_out: Any) -> None:
        self.cut_out = cut_out

    def set_brush(self, brush: Any) -> None:
        self.brush = brush


class CastRig:
    """Everything of the cast page."""

    def __init__(self, qtbot: QtBot) -> None:
        self.qtbot = qtbot
        self.inference = InferenceService()
        self.jobs = JobQueue(self.inference)
        self.workspace = Workspace(Document(Project("p", "Cast"), BlobStore()))
        self.actions, self.canvas = FakeActions(), FakeCanvas()
        self.panel, self.inspector, self.overlays = FakePanel(), FakeInspector(), FakeOverlays()
        self.picker, self.landmark_tool = FakePicker(), FakeLandmarkTool()
        self.guide_tool, self.matte_tool = FakeGuideTool(), FakeMatteTool()
        self.told: list[Message] = []
        self.bugs: list[Any] = []
        self.workspace.told.connect(self.told.append)
        self.workspace.bug_found.connect(self.bugs.append)
        self.page = CastPage(
            self.workspace, self.jobs, self.inference, self.actions, self.canvas, self.panel, self.inspector,
            self.overlays, self.picker, self.landmark_tool, self.guide_tool, self.matte_tool,
        )  # fmt: skip

    @property
    def project(self) -> Project:
        return self.workspace.project

    @property
    def steps(self) -> int:
        return self.workspace.undo_stack.index()

    def settle(self) -> None:
        """Wait until nothing is left to do."""
        self.qtbot.waitUntil(lambda: all(job.state.is_over for job in self.jobs.jobs(with_quiet=True)), timeout=60_000)
        self.qtbot.wait(1)  # what was put off until the next turn of the loop

    def undo(self) -> None:
        self.workspace.undo_stack.undo()
        self.settle()

    def redo(self) -> None:
        self.workspace.undo_stack.redo()
        self.settle()

    def close(self) -> None:
        assert self.jobs.close()
        assert self.bugs == []
