"""The canvas follows the document, the last change wins, and others may borrow it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from studio.controllers import preview as module
from studio.controllers.preview import PreviewController
from studio.controllers.workspace import Workspace
from studio.models.character import Character
from studio.models.document import Document
from studio.models.look import BASE_LAYER_ID, Layer, Look
from studio.models.messages import Message
from studio.models.project import Project
from studio.pipelines.cast import capture, new_project
from studio.pipelines.health import sample_picture
from studio.services.images import from_qimage, to_qimage
from studio.services.inference import InferenceService
from studio.services.job_queue import JobQueue
from studio.services.previews import PreviewService
from studio.services.settings import SettingsService
from studio.services.stages import StageCache, StageRequest
from studio.storage.project_file import OpenProject

OWN_STAGES = StageCache()
"""The test's own: sessions are not shared between threads."""


class FakeCanvas:
    def __init__(self) -> None:
        self.references: list[QImage | None] = []
        self.sizes: list[tuple[int, int] | None] = []
        self.results: list[QImage | None] = []
        self.name = ""

    def set_reference(self, image: QImage | None, size: tuple[int, int] | None = None) -> None:
        self.references.append(image)
        self.sizes.append(size)
        self.results.clear()

    def set_result(self, image: QImage | None) -> None:
        self.results.append(image)

    def set_drag_name(self, name: str) -> None:
        self.name = name

    def set_mockup(self, name: str) -> None:
        self.speaker = name


@dataclass
class Desk:
    workspace: Workspace
    previews: PreviewService
    jobs: JobQueue
    settings: SettingsService
    canvas: FakeCanvas
    content: OpenProject
    told: list[Message]

    def controller(self) -> PreviewController:
        made = PreviewController(self.workspace, self.previews, self.jobs, self.settings, self.canvas)
        self.kept = made
        return made

    def wear(self, **pose: float) -> None:
        look = Look((Layer(BASE_LAYER_ID, "Base", pose),))
        self.workspace.edit_character("Move", lambda one: replace(one, look=look))

    def expected(self, pose: dict[str, float]) -> np.ndarray:
        character = self.workspace.character
        assert character is not None
        request = StageRequest(character.main_reference, "puppet")
        return from_qimage(to_qimage(OWN_STAGES.stage(request, self.content.blobs).frame(pose)))

    def shows(self, pose: dict[str, float]) -> bool:
        last = self.canvas.results[-1] if self.canvas.results else None
        return last is not None and np.array_equal(from_qimage(last), self.expected(pose))


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
def desk(qapp: QCoreApplication, captured: OpenProject, stages: StageCache, tmp_path: Path) -> Iterator[Desk]:
    inference = InferenceService()
    jobs, told = JobQueue(inference), list[Message]()
    workspace = Workspace(Document(captured.project, captured.blobs))
    workspace.told.connect(told.append)
    previews = PreviewService(inference, stages)
    settings = SettingsService(tmp_path / "settings.json")
    yield Desk(workspace, previews, jobs, settings, FakeCanvas(), captured, told)
    assert jobs.close()


def test_what_is_worn_is_drawn_and_undone(desk: Desk, qtbot: QtBot) -> None:
    statuses: list[str] = []
    desk.controller().status_changed.connect(statuses.append)
    qtbot.waitUntil(lambda: desk.canvas.sizes[-1:] == [(512, 512)], timeout=20_000)
    assert desk.canvas.name == desk.canvas.speaker == desk.workspace.project.characters[0].name
    desk.wear(jawOpen=0.8)
    qtbot.waitUntil(lambda: desk.shows({"jawOpen": 0.8}), timeout=20_000)
    assert statuses[-1].startswith("Puppet · CPU · ")
    desk.workspace.undo_stack.undo()
    qtbot.waitUntil(lambda: desk.shows({}), timeout=20_000)
    assert len(desk.canvas.references) == 1, "the reference was not decoded or handed over again"


def test_a_tried_pose_changes_nothing_and_goes_again(desk: Desk, qtbot: QtBot) -> None:
    controller = desk.controller()
    desk.wear(browInnerUp=1.0)
    controller.try_pose({"mouthPucker": 1.0})
    qtbot.waitUntil(lambda: desk.shows({"mouthPucker": 1.0}), timeout=20_000)
    controller.try_pose(None)
    qtbot.waitUntil(lambda: desk.shows({"browInnerUp": 1.0}), timeout=20_000)
    assert desk.workspace.undo_stack.count() == 1


def test_a_holder_paints_alone_until_it_releases(desk: Desk, qtbot: QtBot) -> None:
    controller, holders = desk.controller(), list[str]()
    controller.holder_changed.connect(holders.append)
    qtbot.waitUntil(lambda: bool(desk.canvas.results), timeout=20_000)
    controller.hold("playback")
    frame = QImage(8, 8, QImage.Format.Format_ARGB32_Premultiplied)
    frame.fill(QColor("red"))
    controller.show_frame(frame)
    desk.wear(jawOpen=1.0)
    qtbot.wait(300)
    assert desk.canvas.results[-1] is frame
    controller.release("somebody else")
    assert controller.holder == "playback"
    controller.hold("capture")
    controller.release("playback")
    assert controller.holder == "capture"
    controller.release("capture")
    qtbot.waitUntil(lambda: desk.shows({"jawOpen": 1.0}), timeout=20_000)
    assert holders == ["playback", "capture", ""]


def test_another_reference_by_a_holder_is_taken_back(desk: Desk, qtbot: QtBot) -> None:
    controller = desk.controller()
    controller.hold("cell")
    other = QImage(30, 20, QImage.Format.Format_ARGB32_Premultiplied)
    other.fill(QColor("blue"))
    controller.show_frame(other, other)
    assert desk.canvas.sizes[-1] == (30, 20)
    qtbot.waitUntil(lambda: all(job.state.is_over for job in desk.jobs.jobs(with_quiet=True)))
    assert desk.canvas.sizes == [(30, 20)], "what was decoded meanwhile waits for its turn"
    controller.release("cell")
    assert desk.canvas.sizes[-1] == (512, 512)
    qtbot.waitUntil(lambda: desk.shows({}), timeout=20_000)


def test_large_pictures_are_decoded_beside(desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "AT_ONCE_PX", 1000)
    desk.controller()
    assert desk.canvas.references == [], "nothing was decoded in the window's thread"
    qtbot.waitUntil(lambda: desk.shows({}), timeout=20_000)
    assert desk.canvas.sizes == [(512, 512)]
    assert desk.jobs.jobs() == (), "nobody sees the job"


def test_nobody_selected_empties_the_canvas(desk: Desk, qtbot: QtBot) -> None:
    controller, statuses = desk.controller(), list[str]()
    controller.status_changed.connect(statuses.append)
    desk.workspace.edit("Remove", replace(desk.workspace.project, characters=()))
    assert desk.canvas.references[-1] is None
    assert statuses == [""]
    desk.workspace.undo_stack.undo()
    qtbot.waitUntil(lambda: desk.canvas.references[-1] is not None, timeout=20_000)


def test_one_toast_for_many_failures(desk: Desk, qtbot: QtBot) -> None:
    broken = desk.workspace.project.characters[0].main_reference
    mesh = replace(broken.mesh, points="0" * 64)
    ill = Character("ill", "Ill", (replace(broken, id="x", mesh=mesh),))
    desk.workspace.edit("Add", Project("p", "p", (*desk.workspace.project.characters, ill)))
    controller = desk.controller()
    failures: list[str] = []
    desk.previews.failed.connect(lambda channel, _error: failures.append(channel))
    desk.workspace.select_character("ill")
    for value in (0.1, 0.2, 0.3, 0.4):
        desk.wear(jawOpen=value)
        qtbot.wait(40)
    qtbot.waitUntil(lambda: len(failures) >= 2, timeout=20_000)
    assert len(desk.told) == 1
    assert "missing" in desk.told[0].text
    assert controller.holder == ""
