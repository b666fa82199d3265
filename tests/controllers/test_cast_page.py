"""Pictures become characters, and everything about them can be corrected and undone; with real pictures and models."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from studio.controllers.capture_jobs import JOB_KIND
from studio.models.cast_rows import FaceOutline
from studio.models.character import Background, Character
from studio.models.document import Document
from studio.models.face import REQUIRED_ANCHORS, ArtStyle
from studio.models.look import Look
from studio.models.matte_strokes import Brush, MatteMode, MatteStroke
from studio.models.messages import Tone
from studio.models.project import Project
from studio.pipelines.cast import drawable
from studio.pipelines.recapture import PictureSource
from studio.services.jobs import Outcome
from studio.storage.blobs import BlobStore
from tests.controllers.cast_rig import CastRig, astronaut, captured, two_faces, wall
from tests.vision.fake_pack import make_pack


@pytest.fixture
def rig(qtbot: QtBot) -> Iterator[CastRig]:
    made = CastRig(qtbot)
    yield made
    made.close()


@pytest.fixture
def somebody(rig: CastRig) -> Character:
    character, blobs = captured()
    rig.workspace.open_document(Document(Project("p", "Cast", (character,)), BlobStore(blobs)))
    rig.settle()
    return character


def now(rig: CastRig) -> Character:
    character = rig.workspace.character
    assert character is not None
    return character


def test_one_bad_picture_among_five(rig: CastRig, tmp_path: Path) -> None:
    paths = []
    for name in ("a", "b", "bad", "c", "d"):
        path = tmp_path / f"{name}.png"
        path.write_bytes(astronaut()[:4000] if name == "bad" else astronaut())
        paths.append(str(path))
    rig.panel.pictures_dropped.emit(paths, "")
    rig.settle()
    assert [one.name for one in rig.project.characters] == ["a", "b", "c", "d"]
    assert [(row.name, bool(row.problem)) for row in rig.panel.results if row.problem] == [("bad.png", True)]
    assert [message.tone for message in rig.told] == [Tone.WARNING]
    assert "bad.png" in rig.told[0].hint
    assert rig.steps == 1
    rig.undo()
    assert rig.project.characters == ()
    rig.redo()
    assert [one.name for one in rig.project.characters] == ["a", "b", "c", "d"]


def test_what_the_clipboard_and_drops_hold(rig: CastRig, tmp_path: Path) -> None:
    image = QImage.fromData(astronaut())
    data = QMimeData()
    data.setImageData(image)
    assert rig.page.capture.take_mime(data)
    assert not rig.page.capture.take_mime(QMimeData())
    path = tmp_path / "file.png"
    path.write_bytes(astronaut())
    files = QMimeData()
    files.setUrls([QUrl.fromLocalFile(str(path))])
    assert rig.page.capture.take_mime(files)
    rig.settle()
    assert [one.name for one in rig.project.characters] == ["Pasted picture", "file"]
    rig.page.capture.add_image(QImage())
    assert rig.told[-1].tone is Tone.PROBLEM


def test_pictures_for_somebody_become_references(rig: CastRig, somebody: Character, tmp_path: Path) -> None:
    path = tmp_path / "two.png"
    path.write_bytes(two_faces())
    rig.panel.pictures_dropped.emit([str(path)], somebody.id)
    rig.settle()
    assert [one.source_name for one in now(rig).references] == ["aria.png", "two.png"]
    rig.qtbot.waitUntil(lambda: now(rig).identity != somebody.identity)
    assert rig.steps == 1  # what was compared afterwards belongs to the step
    rig.undo()
    assert rig.project.characters == (somebody,)


def walked(rig: CastRig) -> list[Project]:
    """Every state of the history, undone to the beginning and done again; nothing is written on the way."""
    stack, states = rig.workspace.undo_stack, [rig.project]
    here, texts = stack.index(), [stack.text(index) for index in range(stack.count())]
    for _ in range(here):
        rig.undo()
        states.append(rig.project)
    for state in reversed(states[:-1]):
        rig.redo()
        assert rig.project == state
    assert [stack.text(index) for index in range(stack.count())] == texts
    return states


def test_a_picture_left_out_and_counted_again(rig: CastRig, somebody: Character) -> None:
    one = somebody.main_reference.id
    for is_included in (False, True, False, True):
        rig.inspector.included_changed.emit(one, is_included)
        rig.settle()
        assert (now(rig).identity is not None) == is_included
        assert not rig.workspace.is_in_gesture, "a click is no drag: nothing has to wait for its end"
    states = walked(rig)
    assert len(states) == 5
    assert states[0].characters == states[2].characters == states[4].characters == (somebody,)


def test_an_identity_that_was_a_step_of_its_own_can_be_taken_back(rig: CastRig, somebody: Character) -> None:
    nobody_knows = Project("p", "Cast", (replace(somebody, identity=None),))
    rig.workspace.open_document(Document(nobody_knows, rig.workspace.document.blobs))
    rig.panel.renamed.emit(somebody.id, "Bea")
    rig.settle()
    assert now(rig).identity is not None
    assert rig.steps == 2
    rig.undo()
    assert rig.steps == 1
    assert now(rig).identity is None
    rig.redo()
    states = walked(rig)
    assert states[-1] == nobody_knows


def test_who_keeps_the_background_meanwhile_keeps_it(rig: CastRig, somebody: Character) -> None:
    one = somebody.main_reference.id
    rig.inspector.background_changed.emit(one, True)
    rig.inspector.background_changed.emit(one, False)
    rig.settle()
    assert now(rig).main_reference.background is Background.KEEP
    assert rig.steps == 1


def test_another_face_is_one_click_and_one_step(rig: CastRig) -> None:
    rig.page.capture.add_sources([PictureSource("two.png", data=two_faces())])
    rig.settle()
    before = rig.project
    assert rig.canvas.tool is rig.picker
    assert [face.is_chosen for face in rig.picker.faces].count(True) == 1
    other = next(index for index, face in enumerate(rig.picker.faces) if not face.is_chosen)
    wanted = rig.picker.faces[other]
    rig.picker.face_chosen.emit(other)
    rig.settle()
    box = now(rig).main_reference.box
    assert box is not None
    assert box.x == pytest.approx(wanted.x)
    assert rig.picker.faces[other].is_chosen
    assert rig.steps == 2
    rig.undo()
    assert rig.project == before
    rig.workspace.show_page("express")
    assert rig.canvas.tool is None


def test_a_picture_without_a_face_is_kept_and_placed_by_hand(rig: CastRig) -> None:
    rig.page.capture.add_sources([PictureSource("wall.png", data=wall())])
    rig.settle()
    assert rig.project.characters == ()
    assert [card.is_waiting for card in rig.panel.cards] == [True]
    assert rig.canvas.tool is rig.guide_tool
    assert rig.guide_tool.image.width() == 512
    places = [(180, 200), (230, 202), (280, 202), (330, 200), (215, 310), (295, 310), (255, 380)]
    points = {name: (float(x), float(y)) for name, (x, y) in zip(REQUIRED_ANCHORS, places, strict=True)}
    mirrored = {**points, "chin": (255.0, 20.0)}
    rig.guide_tool.anchors_changed.emit(mirrored)
    rig.qtbot.waitUntil(lambda: bool(rig.guide_tool.problem))
    rig.guide_tool.anchors_changed.emit(points)
    rig.qtbot.waitUntil(lambda: rig.guide_tool.mesh is not None)
    assert rig.guide_tool.mesh.shape == (478, 3)
    rig.guide_tool.done_requested.emit(points)
    rig.settle()
    assert rig.canvas.tool is None
    assert [one.name for one in rig.project.characters] == ["wall"]
    assert now(rig).main_reference.anchors == points
    assert rig.page.capture.waiting == ()


def test_stopping_keeps_the_picture_for_later(rig: CastRig) -> None:
    rig.page.capture.add_sources([PictureSource("wall.png", data=wall())])
    rig.settle()
    rig.guide_tool.stop_requested.emit()
    assert rig.canvas.tool is None
    assert len(rig.page.capture.waiting) == 1
    rig.panel.waiting_dropped.emit(rig.panel.cards[0].id)
    assert rig.panel.cards == []


def test_names_order_copies(rig: CastRig, somebody: Character) -> None:
    rig.panel.duplicate_requested.emit(somebody.id)
    copy = now(rig)
    assert copy.name == "aria 2"
    rig.panel.renamed.emit(copy.id, "Bram")
    rig.panel.moved.emit(copy.id, 0)
    assert [card.name for card in rig.panel.cards] == ["Bram", "aria"]
    rig.panel.remove_requested.emit(copy.id)
    assert [card.name for card in rig.panel.cards] == ["aria"]
    assert rig.told[-1].action is not None
    rig.told[-1].action()
    assert [card.name for card in rig.panel.cards] == ["Bram", "aria"]
    for _ in range(3):
        rig.undo()
    assert rig.project.characters == (somebody,)


def test_expressions_dropped_are_handed_on(rig: CastRig, somebody: Character) -> None:
    heard: list[tuple[list[str], str]] = []
    rig.page.cast.expressions_dropped.connect(lambda words, one: heard.append((words, one)))
    rig.panel.expressions_dropped.emit(["joy:0.8"], somebody.id)
    assert heard == [(["joy:0.8"], somebody.id)]


def test_choices_about_a_reference(rig: CastRig, somebody: Character) -> None:
    reference = somebody.main_reference
    rig.inspector.style_changed.emit(reference.id, "flat")
    assert now(rig).main_reference.style is ArtStyle.FLAT
    rig.inspector.background_changed.emit(reference.id, False)
    assert now(rig).main_reference.background is Background.KEEP
    assert now(rig).main_reference.cut_out == ""
    rig.inspector.background_changed.emit(reference.id, True)
    rig.settle()
    assert now(rig).main_reference.cut_out == reference.cut_out
    assert rig.steps == 3
    for _ in range(3):
        rig.undo()
    assert rig.project.characters == (somebody,)
    rig.inspector.remove_requested.emit(reference.id)
    assert "only picture" in rig.told[-1].text


def test_a_drag_of_the_weight_is_one_step_with_what_it_changes(rig: CastRig, somebody: Character) -> None:
    for weight in (1.2, 1.5, 2.0):
        rig.inspector.weight_changed.emit(somebody.main_reference.id, weight)
    rig.inspector.weight_finished.emit()
    rig.settle()
    assert now(rig).main_reference.weight == 2.0
    assert rig.steps == 1
    rig.inspector.weight_changed.emit(somebody.main_reference.id, 3.0)
    rig.settle()
    assert rig.steps == 2
    rig.undo()
    assert now(rig).main_reference.weight == 2.0
    assert rig.workspace.undo_stack.canRedo()  # recognising again must not cost what can be redone


def test_pictures_are_compared_when_they_change(rig: CastRig, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    models = tmp_path / "models"
    make_pack(models / "buffalo_s")
    monkeypatch.setenv("AVATAR_STUDIO_MODELS", str(models))
    rig.page.capture.add_sources([PictureSource("aria.png", data=astronaut())])
    rig.settle()
    first = now(rig)
    rig.page.capture.add_sources([PictureSource("two.png", data=two_faces())], first.id)
    rig.settle()
    assert len(rig.inspector.sheet.similarity) == 2
    assert rig.inspector.sheet.recogniser
    rig.inspector.included_changed.emit(now(rig).references[1].id, False)
    rig.settle()
    assert rig.inspector.sheet.names == ("aria.png",)
    assert len(rig.inspector.sheet.similarity) == 1
    assert rig.steps == 3


def test_looking_again_and_replacing_keep_who_it_is(rig: CastRig, somebody: Character, tmp_path: Path) -> None:
    rig.inspector.weight_changed.emit(somebody.main_reference.id, 2.0)
    rig.inspector.weight_finished.emit()
    rig.settle()
    rig.panel.renamed.emit(somebody.id, "Aria")
    before = now(rig)
    rig.actions.slots["cast.see-again"]()
    rig.settle()
    assert now(rig) == before  # the same picture is seen the same way
    path = tmp_path / "edited.png"
    path.write_bytes(two_faces())
    rig.inspector.replace_requested.emit(before.main_reference.id, str(path))
    rig.settle()
    after = now(rig)
    assert (after.id, after.name, after.look) == (before.id, before.name, before.look)
    assert after.main_reference.id == before.main_reference.id
    assert after.main_reference.weight == 2.0
    assert after.main_reference.picture != before.main_reference.picture
    rig.undo()
    assert now(rig) == before


def test_landmarks_are_corrected_and_one_drag_is_one_step(rig: CastRig, somebody: Character) -> None:
    rig.actions.slots["cast.edit-landmarks"](True)
    rig.settle()
    tool = rig.landmark_tool
    assert rig.canvas.tool is tool
    assert len(tool.anchors) == 31
    assert tool.found == tool.anchors
    found = dict(tool.anchors)
    x, y = found["mouthRight"]
    points = {**found, "mouthRight": (x - 6, y + 3)}
    mesh = tool.mesh
    tool.anchors_dragged.emit(points)
    rig.qtbot.waitUntil(lambda: tool.mesh is not mesh)
    assert tool.mesh[61, 0] == pytest.approx(x - 6, abs=0.2)
    assert rig.project.characters == (somebody,)
    tool.anchors_committed.emit(points, "Mouth, right corner")
    tool.anchors_committed.emit({**points, "chin": (points["chin"][0], points["chin"][1] + 4)}, "Chin")
    rig.settle()
    assert rig.steps == 2
    rig.undo()
    assert now(rig).main_reference.anchors == points
    assert tool.anchors == points
    tool.reset_requested.emit("mouthRight")
    rig.settle()
    assert now(rig).main_reference.anchors["mouthRight"] == found["mouthRight"]
    tool.reset_requested.emit("")
    rig.settle()
    assert now(rig).main_reference.mesh == somebody.main_reference.mesh
    assert now(rig).main_reference.anchors == {}
    assert rig.actions.checked["cast.edit-landmarks"]
    tool.done_requested.emit()
    assert rig.canvas.tool is None
    assert not rig.actions.checked["cast.edit-landmarks"]


def test_strokes_are_baked_one_by_one(rig: CastRig, somebody: Character) -> None:
    rig.actions.slots["cast.edit-matte"](True)
    rig.settle()
    assert rig.canvas.tool is rig.matte_tool
    brush = replace(rig.matte_tool.brush, size_px=60.0, softness=0.0)
    for mode in (MatteMode.KEEP, MatteMode.REMOVE, MatteMode.KEEP):
        rig.matte_tool.stroke_drawn.emit(MatteStroke(replace(brush, mode=mode), ((20.0, 20.0),)))
    rig.settle()
    assert rig.steps == 3

    def alpha() -> int:
        blobs = rig.workspace.document.blobs
        assert isinstance(blobs, BlobStore)
        return int(drawable(now(rig).main_reference, blobs).picture.pixels[20, 20, 3])

    assert alpha() == 255
    rig.undo()
    assert alpha() == 0
    assert int(rig.matte_tool.cut_out[20, 20, 3]) == 0
    rig.matte_tool.reset_requested.emit()
    rig.settle()
    assert now(rig).main_reference == somebody.main_reference
    assert isinstance(brush, Brush)


def test_a_stroke_that_is_baked_while_the_one_before_is_undone_does_not_bring_it_back(
    rig: CastRig, somebody: Character
) -> None:
    rig.actions.slots["cast.edit-matte"](True)
    rig.settle()
    brush = replace(rig.matte_tool.brush, size_px=40.0, softness=0.0, mode=MatteMode.REMOVE)
    rig.matte_tool.stroke_drawn.emit(MatteStroke(brush, ((20.0, 150.0),)))
    rig.settle()
    rig.matte_tool.stroke_drawn.emit(MatteStroke(brush, ((150.0, 150.0),)))
    rig.workspace.undo_stack.undo()
    rig.settle()
    blobs = rig.workspace.document.blobs
    assert isinstance(blobs, BlobStore)
    alpha = drawable(now(rig).main_reference, blobs).picture.pixels[..., 3]
    before = drawable(somebody.main_reference, blobs).picture.pixels[..., 3]
    assert alpha[150, 150] == 0
    assert alpha[150, 20] == before[150, 20]


def test_a_stroke_on_a_picture_that_is_gone_holds_up_nothing(rig: CastRig, somebody: Character) -> None:
    rig.actions.slots["cast.edit-matte"](True)
    rig.settle()
    brush = replace(rig.matte_tool.brush, size_px=40.0)
    for x in (20.0, 90.0):
        rig.matte_tool.stroke_drawn.emit(MatteStroke(brush, ((x, 150.0),)))
    rig.panel.remove_requested.emit(somebody.id)
    rig.settle()
    assert rig.project.characters == ()
    rig.undo()
    assert rig.project.characters == (somebody,)
    assert rig.page.matte.may_refresh()


def test_pictures_of_a_job_that_was_cut_off_come_again(rig: CastRig, tmp_path: Path) -> None:
    path = tmp_path / "file.png"
    path.write_bytes(astronaut())
    ended = list[Outcome]()
    rig.jobs.job_ended.connect(ended.append)
    rig.page.capture.add_pictures([path])
    queued = next(info.spec.restore for info in rig.jobs.jobs() if info.spec.kind == JOB_KIND)
    asked = json.loads(json.dumps(queued))
    assert asked == {"paths": [str(path)], "character": ""}
    rig.settle()
    assert queued == {"paths": [], "character": ""}  # nothing is left to be done again
    rig.undo()
    rig.page.capture.restore(asked | {"character": "somebody who is gone"})
    rig.settle()
    assert [one.name for one in rig.project.characters] == ["file"]


def test_overlays_show_what_was_seen(rig: CastRig, somebody: Character) -> None:
    for kind in ("landmarks", "mask", "crop"):
        rig.actions.slots[f"cast.show-{kind}"](True)
    rig.settle()
    assert np.shape(rig.overlays.points) == (478, 3)
    assert rig.overlays.mask is not None
    assert len(rig.overlays.crops) == 3
    rig.actions.slots["cast.show-boxes"](True)  # the faces of an opened project have to be found first
    rig.settle()
    assert rig.canvas.tool is rig.picker
    assert [type(face) for face in rig.picker.faces] == [FaceOutline]
    rig.workspace.show_page("set")
    assert rig.overlays.points is None
    assert rig.canvas.tool is None


def test_posing_a_face_redraws_nothing_of_this_page(
    rig: CastRig, somebody: Character, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unwanted(*_arguments: object) -> None:
        raise AssertionError("the page was filled again")

    for view, name in ((rig.panel, "set_cards"), (rig.inspector, "set_character"), (rig.overlays, "set_landmarks")):
        monkeypatch.setattr(view, name, unwanted)
    with rig.qtbot.captureExceptions() as raised:
        rig.workspace.edit_character("Pose", lambda one: replace(one, look=Look(soloed=("jawOpen",))))
    assert raised == []
    assert now(rig).look.soloed == ("jawOpen",)


def test_another_document_forgets_everything(rig: CastRig, somebody: Character) -> None:
    rig.page.capture.add_sources([PictureSource("late.png", data=astronaut())])
    rig.workspace.open_document(Document(Project("q", "Other"), BlobStore()))
    rig.settle()
    assert rig.project.characters == ()
    assert rig.panel.cards == []
    assert rig.inspector.name == ""
