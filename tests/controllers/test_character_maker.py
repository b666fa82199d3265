"""Making characters out of genes: real services, a view that only listens."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib import import_module
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.controllers import character_maker
from studio.controllers.character_maker import CharacterMakerController
from studio.controllers.workspace import Workspace
from studio.core.errors import InputError
from studio.models.character import Background
from studio.models.character_maker import STRIP_EXPRESSIONS, VARIANT_COUNT, MakerState
from studio.models.document import Document
from studio.models.face import MeshSource
from studio.models.genome import PortraitGenome
from studio.models.messages import Message
from studio.models.project import Project
from studio.pipelines import genome_from_photo
from studio.services.inference import InferenceService
from studio.services.job_queue import JobQueue
from studio.services.portraits import PortraitService
from studio.storage.blobs import BlobStore
from tests.controllers.desk import FakeActions


class FakeView(QObject):
    random_requested = Signal()
    mutate_requested = Signal(float)
    seed_entered = Signal(int)
    gene_changed = Signal(str, object)
    gene_released = Signal()
    lock_requested = Signal(str, bool)
    undo_requested = Signal()
    redo_requested = Signal()
    sheet_toggled = Signal(bool)
    strength_changed = Signal(float)
    variant_chosen = Signal(int)
    variants_requested = Signal()
    background_toggled = Signal(bool)
    size_chosen = Signal(int)
    expression_chosen = Signal(int)
    use_requested = Signal(str)
    photo_chosen = Signal(object)
    face_chosen = Signal(int)
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.page: tuple[str, bool] | None = None
        self.state: MakerState | None = None
        self.can: tuple[bool, bool] = (False, False)
        self.portraits = 0
        self.strip: Sequence[QImage] = ()
        self.variants: Sequence[QImage] = ()
        self.faces: Sequence[QImage] = ()
        self.photo = QImage()
        self.busy = ""
        self.problem = ("", "")
        self.asked = 0

    def open_page(self, name: str, is_new: bool) -> None:
        self.page = (name, is_new)

    def ask_photo(self) -> None:
        self.asked += 1

    def close_page(self) -> None:
        self.page = None
        self.closed.emit()

    def show_state(self, state: MakerState, can_undo: bool, can_redo: bool) -> None:
        self.state, self.can = state, (can_undo, can_redo)

    def show_portrait(self, image: QImage) -> None:
        self.portraits += 1

    def show_strip(self, images: Sequence[QImage], chosen: int) -> None:
        self.strip = images

    def show_variants(self, images: Sequence[QImage]) -> None:
        self.variants = images

    def show_faces(self, images: Sequence[QImage]) -> None:
        self.faces = images

    def show_photo(self, image: QImage) -> None:
        self.photo = image

    def show_busy(self, text: str) -> None:
        self.busy = text

    def show_problem(self, text: str, hint: str) -> None:
        self.problem = (text, hint)


class Bench:
    def __init__(self) -> None:
        inference = InferenceService()
        self.jobs = JobQueue(inference)
        self.workspace = Workspace(Document(Project("p", "P"), BlobStore()))
        self.view, self.actions = FakeView(), FakeActions()
        self.portraits = PortraitService(inference)
        self.maker = CharacterMakerController(
            self.workspace, self.jobs, self.portraits, self.actions, lambda: self.view, first_seed=3
        )  # fmt: skip

    def close(self) -> None:
        self.view.close_page()
        self.workspace.close()
        assert self.jobs.close()


@pytest.fixture
def bench(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bench]:
    import_module("studio.engines.portrait.renderer")  # here, for it takes longer than what is waited for below
    for name, size in (("DRAFT_PX", 32), ("LARGE_PX", 40), ("STRIP_PX", 32), ("VARIANT_PX", 32)):
        monkeypatch.setattr(character_maker, name, size)
    made = Bench()
    yield made
    made.close()


def test_random_mutate_lock_and_undo(bench: Bench) -> None:
    view, maker = bench.view, bench.maker
    maker.new()
    first = maker.state
    assert view.page == ("Character", True)
    view.lock_requested.emit("hair", True)
    view.lock_requested.emit("skin_tone", True)
    view.random_requested.emit()
    assert maker.state.genome.hair_style == first.genome.hair_style
    assert maker.state.genome.hair_hue == first.genome.hair_hue
    assert maker.state.genome.skin_tone == first.genome.skin_tone
    assert maker.state.genome != first.genome
    view.lock_requested.emit("hair_hue", False)
    assert "hair_hue" not in maker.state.locked
    assert "hair_style" in maker.state.locked, "a group is locked gene by gene, so that one can be freed"
    before = maker.state
    view.mutate_requested.emit(0.2)
    assert 0 < maker.state.genome.distance(before.genome) < 0.3
    while view.can[0]:
        view.undo_requested.emit()
    assert maker.state == first
    view.redo_requested.emit()
    assert "hair_style" in maker.state.locked


def test_a_drag_is_one_step_and_a_seed_is_repeatable(bench: Bench) -> None:
    view, maker = bench.view, bench.maker
    maker.new()
    first = maker.state
    for value in (0.1, 0.5, 0.9):
        view.gene_changed.emit("eye_size", value)
    view.gene_released.emit()
    view.gene_changed.emit("eye_size", 0.2)
    view.undo_requested.emit()
    assert maker.state.genome.eye_size == 0.9
    view.undo_requested.emit()
    assert maker.state == first
    view.seed_entered.emit(77)
    assert maker.state.genome == PortraitGenome.random(77)
    assert maker.state.seed == 77
    view.gene_changed.emit("hair_style", "bob")
    view.gene_changed.emit("hair_style", "afro")
    view.undo_requested.emit()
    assert maker.state.genome.hair_style == "bob", "each choice is a step"


def test_pictures_come_and_a_relative_is_taken(bench: Bench, qtbot: QtBot) -> None:
    view, maker = bench.view, bench.maker
    maker.new()
    qtbot.waitUntil(lambda: len(view.strip) == len(STRIP_EXPRESSIONS), timeout=90_000)
    assert view.portraits
    shown = [image.copy() for image in view.strip]
    assert all(shown[0] != image for image in shown[1:]), "every expression looks different"
    view.sheet_toggled.emit(True)
    qtbot.waitUntil(lambda: len(view.variants) == VARIANT_COUNT, timeout=90_000)
    before = maker.state.genome
    view.variant_chosen.emit(0)
    assert maker.state.genome != before
    assert view.can[0]
    bench.view.close_page()
    count = view.portraits
    maker._draw(32)
    qtbot.wait(50)
    assert view.portraits == count, "nothing is shown once it is closed"


def test_the_character_joins_the_cast_and_is_changed_later(bench: Bench, qtbot: QtBot) -> None:
    view, maker, workspace = bench.view, bench.maker, bench.workspace
    assert bench.actions.enabled["cast.edit-genes"] is False
    maker.new()
    view.size_chosen.emit(96)
    view.background_toggled.emit(False)
    genome = maker.state.genome
    view.use_requested.emit("Ann")
    qtbot.waitUntil(lambda: len(workspace.project.characters) == 1, timeout=90_000)
    ann = workspace.project.characters[0]
    reference = ann.main_reference
    assert (ann.name, reference.mesh.source) == ("Ann", MeshSource.DRAWN)
    assert reference.background is Background.OWN_ALPHA
    assert reference.portrait is not None
    assert (reference.portrait.genome, reference.portrait.size_px) == (genome, 96)
    assert bench.actions.enabled["cast.edit-genes"] is True
    maker.edit()
    assert view.page == ("Ann", False)
    assert view.state is not None
    assert view.state.genome == genome
    view.gene_changed.emit("hair_style", "mohawk")
    view.use_requested.emit("ignored")
    qtbot.waitUntil(lambda: workspace.project.characters[0] != ann, timeout=90_000)
    changed = workspace.project.characters[0]
    assert (changed.id, changed.name, changed.main_reference.id) == (ann.id, "Ann", reference.id)
    assert changed.main_reference.picture != reference.picture
    workspace.undo_stack.undo()
    assert workspace.project.characters[0] == ann
    workspace.undo_stack.undo()
    assert workspace.project.characters == ()


def _faces(count: int) -> object:
    import numpy as np

    from studio.models.face import FaceBox
    from studio.models.picture import Picture

    boxes = tuple(FaceBox(10.0 * index, 5.0, 60.0, 60.0, 0.9, "test") for index in range(count))
    return genome_from_photo.PhotoFaces(Picture(np.full((120, 160, 4), 255, np.uint8), False), boxes)


def test_several_faces_are_asked_about(bench: Bench, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    view, maker = bench.view, bench.maker
    found = PortraitGenome.random(12)
    faces = _faces(3)

    def look(*_: object) -> Iterator[object]:
        yield from ()
        return faces  # type: ignore[return-value]

    def measure(given: object, index: int, *_: object) -> Iterator[object]:
        assert (given, index) == (faces, 2)
        yield from ()
        return genome_from_photo.PhotoGenome(found, {}, faces.thumbnails()[2], 1.0)  # type: ignore[attr-defined, return-value]

    monkeypatch.setattr(genome_from_photo, "look_at_photo", look)
    monkeypatch.setattr(genome_from_photo, "genome_of_face", measure)
    maker.new_from_photo()
    assert view.asked == 1
    view.photo_chosen.emit(Path("group.jpg"))
    qtbot.waitUntil(lambda: len(view.faces) == 3, timeout=60_000)
    assert view.busy == ""
    view.face_chosen.emit(2)
    qtbot.waitUntil(lambda: maker.state.genome == found, timeout=60_000)
    assert not view.photo.isNull()
    view.undo_requested.emit()
    assert maker.state.genome != found, "a photo is one step of the editor"


def test_a_photo_without_a_face_is_told_in_the_editor(
    bench: Bench, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def look(*_: object) -> Iterator[object]:
        raise InputError("No face was found.", "Take another photo.", "face.not_found")
        yield

    monkeypatch.setattr(genome_from_photo, "look_at_photo", look)
    bench.maker.new()
    bench.view.photo_chosen.emit(Path("sky.jpg"))
    qtbot.waitUntil(lambda: bench.view.problem[0] != "", timeout=60_000)
    assert bench.view.problem == ("No face was found.", "Take another photo.")
    assert bench.view.busy == ""


def test_nothing_is_lost_when_the_editor_is_closed(bench: Bench) -> None:
    told: list[Message] = []
    bench.workspace.told.connect(told.append)
    bench.maker.new()
    bench.view.close_page()
    assert told == [], "nothing was made yet"
    bench.maker.new()
    bench.view.gene_changed.emit("hair_style", "afro")
    state = bench.maker.state
    bench.view.close_page()
    [message] = told
    assert message.action is not None
    message.action()
    assert bench.view.page == ("Character", True)
    assert bench.maker.state == state
    assert bench.view.can == (True, False)
