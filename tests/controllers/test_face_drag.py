"""Handles and sliders are bound both ways: a drag is one step that can be undone, taken back or reset."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication, QObject, Signal
from pytestqt.qtbot import QtBot

from studio.controllers.express_look import LookEditor
from studio.controllers.face_drag import FaceDragController
from studio.controllers.workspace import Workspace
from studio.models.document import Document
from studio.models.expression import BlendMode
from studio.models.look import BASE_LAYER_ID, Layer, Look
from studio.pipelines.cast import capture, new_project
from studio.pipelines.health import sample_picture
from studio.services.inference import InferenceService
from studio.services.job_queue import JobQueue
from studio.services.settings import SettingsService
from studio.services.stages import StageCache, StageRequest
from studio.storage.project_file import OpenProject

OWN_STAGES = StageCache()
"""The test's own: sessions are not shared between threads."""


class FakeHandles(QObject):
    drag_started = Signal(str)
    dragged = Signal(str, float, float, bool)
    drag_ended = Signal(str)
    drag_cancelled = Signal(str)
    reset_requested = Signal(str, bool)

    def __init__(self) -> None:
        super().__init__()
        self.places: dict[str, tuple[float, float]] = {}
        self.eye_distance = 0.0

    def set_handles(self, positions: Mapping[str, tuple[float, float]], eye_distance_px: float) -> None:
        self.places, self.eye_distance = dict(positions), eye_distance_px

    def drag(self, handle_id: str, *ways: tuple[float, float], side: bool = False) -> None:
        """Start and move, in eye distances from where it was; the button stays down."""
        x, y = self.places[handle_id]
        self.drag_started.emit(handle_id)
        for way in ways:
            self.dragged.emit(handle_id, x + way[0] * self.eye_distance, y + way[1] * self.eye_distance, side)


class Desk:
    def __init__(self, captured: OpenProject, stages: StageCache, folder: Path) -> None:
        self.inference = InferenceService()
        self.jobs = JobQueue(self.inference)
        self.workspace = Workspace(Document(captured.project, captured.blobs))
        self.editor, self.view, self.blobs = LookEditor(self.workspace), FakeHandles(), captured.blobs
        self.workspace.show_page("express")
        settings = SettingsService(folder / "settings.json")
        self.controller = FaceDragController(self.editor, stages, self.inference, self.jobs, settings, self.view)

    @property
    def worn(self) -> dict[str, float]:
        character = self.workspace.character
        assert character is not None
        return character.look.worn()

    def wear(self, *layers: Layer) -> None:
        self.editor.edit("Set", lambda _look: Look(layers))

    def as_drawn(self, handle_id: str) -> tuple[float, float]:
        """Where the engine puts the handle now."""
        character, response = self.workspace.character, self.controller._response
        assert character is not None
        assert response is not None
        points = OWN_STAGES.stage(StageRequest(character.main_reference, "puppet"), self.blobs).landmarks(self.worn)
        return response.seen_at(points)[handle_id]


@pytest.fixture(scope="module")
def captured() -> OpenProject:
    picture = sample_picture()
    assert picture is not None
    job = capture(new_project("test"), [picture])
    while True:
        try:
            next(job)
        except StopIteration as end:
            content: OpenProject = end.value.content
            return content


@pytest.fixture(scope="module")
def stages() -> StageCache:
    """Opened once: the threads that use it follow one another."""
    return StageCache()


@pytest.fixture
def desk(
    qapp: QCoreApplication, captured: OpenProject, stages: StageCache, tmp_path: Path, qtbot: QtBot
) -> Iterator[Desk]:
    made = Desk(captured, stages, tmp_path)
    qtbot.waitUntil(lambda: len(made.view.places) > 15, timeout=20_000)
    yield made
    assert made.jobs.close()


def near(one: tuple[float, float], other: tuple[float, float], limit_px: float) -> bool:
    return bool(np.hypot(one[0] - other[0], one[1] - other[1]) < limit_px)


def test_a_drag_is_one_step_and_undo_moves_the_handle_back(desk: Desk, qtbot: QtBot) -> None:
    rest = desk.view.places["mouth-corner-left"]
    desk.view.drag("mouth-corner-left", (0.02, -0.02), (0.05, -0.07), (0.08, -0.1))
    desk.view.drag_ended.emit("mouth-corner-left")
    assert desk.worn["mouthSmileLeft"] == desk.worn["mouthSmileRight"] > 0.3
    assert desk.workspace.undo_stack.count() == 1
    assert "corner" in desk.workspace.undo_stack.undoText()
    qtbot.waitUntil(lambda: near(desk.view.places["mouth-corner-left"], desk.as_drawn("mouth-corner-left"), 0.01))
    assert not near(desk.view.places["mouth-corner-left"], rest, 1.0)
    desk.workspace.undo_stack.undo()
    assert desk.worn == {}
    qtbot.waitUntil(lambda: near(desk.view.places["mouth-corner-left"], rest, 0.01))


def test_sliders_move_the_handles(desk: Desk, qtbot: QtBot) -> None:
    before = desk.view.places["chin"]
    desk.wear(Layer(BASE_LAYER_ID, "Base", {"jawOpen": 1.0}))
    qtbot.waitUntil(lambda: near(desk.view.places["chin"], desk.as_drawn("chin"), 0.01))
    assert desk.view.places["chin"][1] > before[1] + 0.1 * desk.view.eye_distance


def test_the_handle_stays_under_the_pointer_when_a_drag_begins(desk: Desk, qtbot: QtBot) -> None:
    mixed = {"mouthFrownLeft": 0.6, "mouthPucker": 0.5, "jawOpen": 0.6, "headYaw": 8.0, "mouthStretchLeft": 0.4}
    desk.wear(Layer(BASE_LAYER_ID, "Base", mixed))
    qtbot.waitUntil(lambda: near(desk.view.places["mouth-corner-left"], desk.as_drawn("mouth-corner-left"), 0.01))
    worn = desk.worn
    desk.view.drag("mouth-corner-left", (0.0, 0.0))
    assert desk.worn == worn
    desk.view.drag_ended.emit("mouth-corner-left")


def test_escape_takes_everything_back(desk: Desk) -> None:
    desk.wear(Layer(BASE_LAYER_ID, "Base", {"browInnerUp": 0.5}))
    worn = desk.worn
    desk.view.drag("chin", (0.1, 0.1))
    assert desk.worn["jawOpen"] > 0.1
    desk.view.drag_cancelled.emit("chin")
    assert desk.worn == worn
    assert desk.workspace.undo_stack.count() == 1, "nothing is left of the drag in the history"


def test_shift_pressed_on_the_way_leaves_the_other_side_as_it_was(desk: Desk) -> None:
    desk.view.drag("lid-upper-left", (0.0, 0.1))
    assert desk.worn["eyeBlinkRight"] > 0.3
    x, y = desk.view.places["lid-upper-left"]
    desk.view.dragged.emit("lid-upper-left", x, y + 1.0, True)
    assert "eyeBlinkRight" not in desk.worn
    assert desk.worn["eyeBlinkLeft"] > 0.3
    desk.view.drag_ended.emit("lid-upper-left")


def test_unlinked_by_setting(desk: Desk) -> None:
    desk.controller.set_linked(False)
    desk.view.drag("lid-upper-left", (0.0, 0.1))
    assert "eyeBlinkRight" not in desk.worn
    desk.view.drag_ended.emit("lid-upper-left")


def test_double_click_resets_the_handle_alone(desk: Desk) -> None:
    desk.wear(Layer(BASE_LAYER_ID, "Base", {"jawOpen": 0.7, "jawLeft": 0.2, "browInnerUp": 0.4}))
    desk.view.reset_requested.emit("chin", False)
    assert desk.worn == {"browInnerUp": 0.4}


@pytest.mark.parametrize(
    "layer",
    [
        Layer("top", "Top", {}, BlendMode.ADD, 0.5),
        Layer("top", "Top", {"jawOpen": 0.3}, BlendMode.OVERWRITE, 0.8),
        Layer("top", "Top", {}, BlendMode.OVERWRITE),
        Layer("top", "Top", {"jawOpen": 0.9}, BlendMode.MULTIPLY),
    ],
)
def test_a_layer_says_what_the_face_shall_wear(desk: Desk, layer: Layer) -> None:
    desk.wear(Layer(BASE_LAYER_ID, "Base", {"jawOpen": 0.4}), layer)
    desk.editor.select_layer("top")
    base, before = desk.editor.look.layer(BASE_LAYER_ID), desk.worn["jawOpen"]
    desk.view.drag("chin", (0.0, 0.05))
    desk.view.drag_ended.emit("chin")
    assert desk.editor.look.layer(BASE_LAYER_ID) == base
    assert desk.worn["jawOpen"] - before == pytest.approx(0.2, abs=0.07)


def test_no_handles_on_other_pages_or_without_a_character(desk: Desk, qtbot: QtBot) -> None:
    desk.workspace.show_page("set")
    assert desk.view.places == {}
    desk.workspace.show_page("express")
    assert len(desk.view.places) > 15, "known faces are not measured again"
    desk.workspace.edit("Remove", replace(desk.workspace.project, characters=()))
    assert desk.view.places == {}
    assert desk.jobs.jobs() == ()
