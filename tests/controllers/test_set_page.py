"""The set page's controller with a view that only remembers, the real queue and the real thread."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from studio.controllers.set_page import SetPageController
from studio.controllers.workspace import Workspace
from studio.models.cast_edits import removed
from studio.models.document import Document
from studio.models.engine_choices import EngineOffer
from studio.models.expression import Expression
from studio.models.framing import FrameOptions
from studio.models.look import BASE_LAYER_ID, Layer, Look
from studio.models.messages import Message, Tone
from studio.models.project import Project, SetSettings
from studio.models.set_plan import CellPlace, CellState, default_words
from studio.models.set_view import (
    CellDetails,
    PickerEntry,
    SelectionSummary,
    SetColumn,
    SetFilter,
    SetMatrix,
    SetOrder,
    TypedExpression,
)  # fmt: skip
from studio.pipelines.cast import capture, new_project
from studio.pipelines.health import sample_picture
from studio.services.cell_images import CellImages
from studio.services.inference import InferenceService
from studio.services.job_queue import JobQueue
from studio.storage.blobs import BlobStore
from studio.storage.pictures import decode_picture
from studio.storage.project_file import OpenProject, pack_project, unpack_project

WORDS = ("neutral", "joy", "anger:0.5", "surprise")


class FakeView(QObject):
    draw_requested = Signal()
    redraw_requested = Signal(object)
    variants_requested = Signal(object, int)
    cancel_requested = Signal()
    filter_requested = Signal(str)
    order_requested = Signal(str)
    search_requested = Signal(str)
    heads_requested = Signal(bool)
    selection_changed = Signal(object, object)
    cell_opened = Signal(object)
    pictures_wanted = Signal(object, int)
    files_wanted = Signal(object)
    removal_requested = Signal(object, str)
    star_requested = Signal(object, str, bool)
    variant_removal_requested = Signal(object, str)
    tidy_requested = Signal(object)
    clear_requested = Signal(object)
    variant_looked_at = Signal(object, str)
    settings_edited = Signal(object)
    settings_edit_finished = Signal()
    picker_requested = Signal(str)
    typed = Signal(str)
    expressions_added = Signal(object, str)
    sheet_requested = Signal(str, bool)

    def __init__(self) -> None:
        super().__init__()
        self.matrix, self.details = SetMatrix(), None  # type: tuple[SetMatrix, CellDetails | None]
        self.summary, self.is_busy = SelectionSummary(), False
        self.pictures, self.heads, self.dragged = dict[str, QImage](), dict[str, QImage](), list[str]()
        self.large, self.references = dict[str, QImage](), dict[str, QImage]()
        self.states_seen: list[dict[CellPlace, CellState]] = []
        self.entries: Sequence[PickerEntry] = ()
        self.understood, self.opened_for, self.asked, self.filter = TypedExpression(""), "-", "-", ""
        self.settings = SetSettings()

    def set_matrix(self, matrix: SetMatrix) -> None:
        self.matrix = matrix
        self.states_seen.append({place: sight.state for place, sight in matrix.cells.items()})

    def set_busy(self, is_busy: bool) -> None:
        self.is_busy = is_busy

    def set_head(self, character_id: str, image: QImage) -> None:
        self.heads[character_id] = image

    def set_picture(self, picture: str, image: QImage) -> None:
        self.pictures[picture] = image

    def set_variant_picture(self, picture: str, image: QImage) -> None:
        pass

    def set_details(self, details: CellDetails | None, summary: SelectionSummary) -> None:
        self.details, self.summary = details, summary

    def set_large(self, picture: str, image: QImage) -> None:
        self.large[picture] = image

    def set_reference(self, character_id: str, image: QImage) -> None:
        self.references[character_id] = image

    def set_settings(self, settings: SetSettings, engines: Sequence[EngineOffer]) -> None:
        self.settings = settings

    def set_picker(self, entries: Sequence[PickerEntry], characters: Sequence[SetColumn]) -> None:
        self.entries = entries

    def set_typed(self, typed: TypedExpression) -> None:
        self.understood = typed

    def open_picker(self, character_id: str = "") -> None:
        self.opened_for = character_id

    def ask_sheet_path(self, suggestion: str) -> None:
        self.asked = suggestion

    def start_drag(self, paths: Sequence[str]) -> None:
        self.dragged = list(paths)

    def looked_at(self) -> tuple[CellPlace, str] | None:
        return (self.details.place, self.details.shown) if self.details else None

    def show_filter(self, name: str) -> None:
        self.filter = name


class FakeActions:
    def __init__(self) -> None:
        self.slots: dict[str, Any] = {}
        self.enabled: dict[str, bool] = {}

    def bind(self, action_id: str, slot: Any) -> None:
        self.slots[action_id] = slot

    def set_enabled(self, action_id: str, is_enabled: bool) -> None:
        self.enabled[action_id] = is_enabled

    def set_checked(self, action_id: str, is_checked: bool) -> None:
        pass


class Room:
    """Everything that the page needs, put together."""

    def __init__(self, content: OpenProject, project: Project) -> None:
        self.workspace = Workspace(Document(project, content.blobs))
        self.workspace.show_page("set")
        self.jobs = JobQueue(InferenceService())
        self.images, self.view, self.actions = CellImages(), FakeView(), FakeActions()
        self.told: list[Message] = []
        self.workspace.told.connect(self.told.append)
        self.page = SetPageController(self.workspace, self.jobs, self.images, self.actions, self.view)
        self.who = project.characters[0].id

    def place(self, word: str) -> CellPlace:
        return CellPlace(self.who, word)

    def states(self) -> dict[str, CellState]:
        return {place.expression: sight.state for place, sight in self.view.matrix.cells.items()}

    def select(self, *words: str) -> None:
        places = tuple(self.place(word) for word in words)
        self.view.selection_changed.emit(places, places[-1] if places else None)

    def wait_done(self, qtbot: QtBot) -> None:
        qtbot.waitUntil(lambda: not self.page.drawing.is_busy, timeout=30_000)
        QCoreApplication.processEvents()
        qtbot.waitUntil(lambda: not self.view.is_busy)

    def draw_all(self, qtbot: QtBot) -> None:
        self.view.draw_requested.emit()
        self.wait_done(qtbot)


@pytest.fixture(scope="module")
def captured() -> OpenProject:
    picture = sample_picture()
    assert picture is not None
    job = capture(new_project("Cast"), [picture], name="Eileen")
    while True:
        try:
            next(job)
        except StopIteration as end:
            content: OpenProject = end.value.content
            return content


@pytest.fixture
def room(qapp: QCoreApplication, captured: OpenProject) -> Iterator[Room]:
    who = replace(captured.project.characters[0], expression_set=WORDS)
    settings = SetSettings(FrameOptions(size_px=128))
    made = Room(captured, replace(captured.project, characters=(who,), set_settings=settings))
    yield made
    assert made.jobs.close()
    assert made.images.close()


def test_drawing_fills_the_set_as_one_step_of_history(room: Room, qtbot: QtBot) -> None:
    assert set(room.states().values()) == {CellState.MISSING}
    assert room.view.matrix.counts.to_draw == 4
    room.draw_all(qtbot)
    assert set(room.states().values()) == {CellState.DONE}
    seen = [set(states.values()) for states in room.view.states_seen]
    assert any({CellState.QUEUED, CellState.DRAWING} <= states for states in seen)
    assert any({CellState.DONE, CellState.DRAWING} <= states for states in seen), "cells come one by one"
    stack = room.workspace.undo_stack
    assert stack.count() == 1
    assert stack.text(0) == "Draw 4 expressions of Eileen"
    stack.undo()
    qtbot.waitUntil(lambda: set(room.states().values()) == {CellState.MISSING})
    assert room.workspace.project.cells == ()
    stack.redo()
    qtbot.waitUntil(lambda: set(room.states().values()) == {CellState.DONE})


def test_who_takes_a_running_drawing_back_wants_no_more_of_it(room: Room, qtbot: QtBot) -> None:
    room.view.draw_requested.emit()
    qtbot.waitUntil(lambda: len(room.workspace.project.cells) >= 1, timeout=30_000)
    stack = room.workspace.undo_stack
    stack.undo()
    room.wait_done(qtbot)
    assert room.workspace.project.cells == ()
    assert stack.canRedo(), "what came afterwards would have cost what can be redone"
    assert stack.count() == 1
    assert not room.told


def test_only_what_is_out_of_date_is_drawn_again(room: Room, qtbot: QtBot) -> None:
    room.draw_all(qtbot)
    before = {cell.expression: cell for cell in room.workspace.project.cells}
    own = Expression("joy", "Joy", {"jawOpen": 0.7}, "custom", "joy")
    room.workspace.edit("Edit joy", replace(room.workspace.project, expressions=(own,)))
    qtbot.waitUntil(lambda: room.states()["joy"] is CellState.STALE)
    assert [word for word, state in room.states().items() if state is not CellState.DONE] == ["joy"]
    room.select("joy")
    assert room.view.details is not None
    assert room.view.details.reason == "Changed since it was drawn: the expression."
    room.draw_all(qtbot)
    after = {cell.expression: cell for cell in room.workspace.project.cells}
    assert [word for word in WORDS if after[word] is not before[word]] == ["joy"]
    assert after["joy"].variants[0].recipe.pose == {"jawOpen": 0.7}
    room.view.draw_requested.emit()
    assert room.told[-1].text == "Everything is up to date."


def test_cancel_answers_at_once_keeps_what_is_done_and_resumes(room: Room, qtbot: QtBot) -> None:
    room.view.draw_requested.emit()
    qtbot.waitUntil(lambda: len(room.workspace.project.cells) >= 1, timeout=30_000)
    start = time.monotonic()
    room.view.cancel_requested.emit()
    room.wait_done(qtbot)
    assert time.monotonic() - start < 1.0
    done = [word for word, state in room.states().items() if state is CellState.DONE]
    assert 1 <= len(done) < 4
    assert CellState.QUEUED not in room.states().values()
    kept = room.workspace.project.cells[0]
    room.draw_all(qtbot)
    assert set(room.states().values()) == {CellState.DONE}
    assert room.workspace.project.cells[0] is kept
    assert not room.told, "a cancelled job is no error"


def test_a_job_can_be_queued_again_after_a_crash(room: Room, qtbot: QtBot) -> None:
    room.view.redraw_requested.emit((room.place("joy"),))
    room.wait_done(qtbot)
    room.jobs.set_paused(True)
    room.view.redraw_requested.emit(tuple(room.place(word) for word in WORDS))
    data = room.jobs.jobs()[-1].spec.restore
    assert data is not None
    room.view.cancel_requested.emit()
    room.jobs.set_paused(False)
    room.wait_done(qtbot)
    assert room.page.drawing.restore(room.page.library, data) == 3, "joy was drawn already"
    room.wait_done(qtbot)
    assert set(room.states().values()) == {CellState.DONE}
    assert room.page.drawing.restore(room.page.library, {"cells": [["x"], None, ["gone", "joy", 0]]}) == 0


def test_one_failing_expression_leaves_the_others(room: Room, qtbot: QtBot) -> None:
    room.view.expressions_added.emit(("jog",), "")
    qtbot.waitUntil(lambda: "jog" in room.states())
    assert room.states()["jog"] is CellState.FAILED
    room.draw_all(qtbot)
    assert [room.states()[word] for word in WORDS] == [CellState.DONE] * 4
    room.select("jog")
    assert room.view.details is not None
    assert "jog" in room.view.details.reason


def test_failures_of_the_engine_stay_in_their_cells(room: Room, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    from studio.core.errors import InputError
    from studio.pipelines.stage import Stage

    frame = Stage.frame

    def refusing(self: Stage, pose: dict[str, float], seed: int = 0) -> object:
        if pose.get("browDownLeft"):
            raise InputError("No brows.", "Place them.")
        return frame(self, pose, seed)

    monkeypatch.setattr(Stage, "frame", refusing)
    room.draw_all(qtbot)
    assert room.states()["anger:0.5"] is CellState.FAILED
    assert room.view.matrix.counts.done == 3
    message = room.told[-1]
    assert message.tone is Tone.WARNING
    assert message.action is not None
    message.action()
    assert room.view.filter == SetFilter.FAILED.value
    assert [row.word for row in room.view.matrix.rows] == ["anger:0.5"]
    monkeypatch.undo()
    room.view.redraw_requested.emit((room.place("anger:0.5"),))
    room.wait_done(qtbot)
    assert room.states()["anger:0.5"] is CellState.DONE


def test_variants_star_and_delete(room: Room, qtbot: QtBot) -> None:
    room.select("joy")
    room.actions.slots["set.variants"]()
    room.wait_done(qtbot)
    assert room.view.details is not None
    variants = room.view.details.variants
    assert [one.title for one in variants] == ["1", "2", "3", "4"]
    assert [one.is_shown for one in variants] == [False, False, False, True]
    room.view.variant_looked_at.emit(room.place("joy"), variants[1].id)
    assert room.view.details.picture == variants[1].picture
    room.actions.slots["set.star"]()
    qtbot.waitUntil(lambda: bool(room.view.matrix.cells[room.place("joy")].is_starred))
    assert room.view.matrix.cells[room.place("joy")].picture == variants[1].picture
    assert room.states()["joy"] is CellState.DONE, "a variant that was chosen is not out of date"
    room.view.variant_removal_requested.emit(room.place("joy"), variants[3].id)
    room.view.tidy_requested.emit((room.place("joy"),))
    (cell,) = room.workspace.project.cells
    assert [one.picture for one in cell.variants] == [variants[1].picture]
    for _ in range(3):
        room.workspace.undo_stack.undo()
    assert len(room.workspace.project.cells[0].variants) == 4
    assert not room.workspace.project.cells[0].variants[1].is_starred


def test_expressions_are_added_and_removed_for_one_or_all(room: Room, qtbot: QtBot) -> None:
    project = room.workspace.project
    other = replace(project.characters[0], id="other", name="Bram", expression_set=())
    room.workspace.edit("Add", project.with_character(other))
    qtbot.waitUntil(lambda: len(room.view.matrix.columns) == 2)
    assert len(room.view.matrix.rows) == len({*WORDS, *default_words()})
    room.view.expressions_added.emit(("fear", "joy"), room.who)
    assert room.workspace.project.characters[0].expression_set == (*WORDS, "fear")
    assert room.workspace.project.characters[1].expression_set == (), "nobody else is touched"
    room.view.expressions_added.emit(("joy:0.7",), "")
    assert room.workspace.project.characters[1].expression_set == (*default_words(), "joy:0.7")
    room.view.redraw_requested.emit((room.place("fear"),))
    room.wait_done(qtbot)
    room.view.removal_requested.emit(("fear",), room.who)
    assert room.workspace.project.cells == ()
    room.workspace.undo_stack.undo()
    assert [cell.expression for cell in room.workspace.project.cells] == ["fear"]
    room.view.removal_requested.emit((*WORDS, "fear", "joy:0.7"), room.who)
    assert "no expression left" in room.told[-1].text
    assert len(room.workspace.project.characters[0].expression_set) == 6


def test_filter_order_and_search(room: Room, qtbot: QtBot) -> None:
    room.view.redraw_requested.emit((room.place("joy"), room.place("surprise")))
    room.wait_done(qtbot)
    room.view.filter_requested.emit(SetFilter.TODO.value)
    assert [row.word for row in room.view.matrix.rows] == ["neutral", "anger:0.5"]
    assert room.view.matrix.is_filtered
    assert room.view.matrix.counts.total == 4
    room.view.filter_requested.emit(SetFilter.ALL.value)
    project = room.workspace.project
    cells = tuple(
        replace(cell, variants=(replace(cell.variants[0], likeness=value),))
        for cell, value in zip(project.cells, (0.8, 0.3), strict=True)
    )
    room.workspace.edit("Measure", replace(project, cells=cells))
    room.view.order_requested.emit(SetOrder.LIKENESS.value)
    assert [row.word for row in room.view.matrix.rows][:2] == ["surprise", "joy"]
    room.view.search_requested.emit("sur")
    assert [row.word for row in room.view.matrix.rows] == ["surprise"]


def test_what_is_typed_is_understood(room: Room) -> None:
    room.view.typed.emit("joy:0.7")
    assert (room.view.understood.word, room.view.understood.title) == ("joy:0.7", "Joy 70 %")
    room.view.typed.emit("jooy")
    assert "joy" in room.view.understood.error
    assert not room.view.understood.word
    room.view.typed.emit(" joy + surprise:0.5 ")
    assert room.view.understood.word == "joy+surprise:0.5"
    room.view.picker_requested.emit("")
    entry = next(one for one in room.view.entries if one.word == "joy")
    assert entry.wearers == {room.who}


def test_details_and_pictures_come(room: Room, qtbot: QtBot, tmp_path: Path) -> None:
    room.workspace.document.set_path(tmp_path / "my cast.avatar")
    room.draw_all(qtbot)
    room.select("joy")
    details = room.view.details
    assert details is not None
    assert details.title == "Joy"
    assert dict(details.recipe)["Engine"] == "Puppet"
    assert '"engine": "puppet"' in details.recipe_json
    assert details.command == "avatar-studio cells 'my cast.avatar' joy --character Eileen --again"
    assert {bar.name for bar in details.bars} >= {"mouthSmileLeft"}
    assert all(bar.measured is None for bar in details.bars)
    qtbot.waitUntil(lambda: details.picture in room.view.large and room.who in room.view.references)
    room.view.pictures_wanted.emit((room.place("joy"), room.place("neutral")), 96)
    qtbot.waitUntil(lambda: len(room.view.pictures) == 2)
    qtbot.waitUntil(lambda: room.who in room.view.heads)
    assert not room.view.heads[room.who].isNull()
    room.select("joy", "neutral")
    assert room.view.details is None
    assert (room.view.summary.counts.done, room.view.summary.expressions) == (2, 2)


def test_files_are_named_and_whole(room: Room, qtbot: QtBot, tmp_path: Path) -> None:
    room.draw_all(qtbot)
    room.view.files_wanted.emit((room.place("joy"), room.place("anger:0.5")))
    assert [Path(path).name for path in room.view.dragged] == ["Eileen_joy.png", "Eileen_anger-0.5.png"]
    shown = room.view.matrix.cells[room.place("joy")].picture
    assert Path(room.view.dragged[0]).read_bytes() == room.workspace.document.blobs[shown]
    room.actions.slots["set.contact-sheet"]()
    assert room.view.asked == "Cast_expressions.png"
    room.view.sheet_requested.emit(str(tmp_path / "sheet.png"), False)
    qtbot.waitUntil(lambda: (tmp_path / "sheet.png").is_file() and bool(room.told), timeout=20_000)
    assert decode_picture((tmp_path / "sheet.png").read_bytes(), "sheet").pixels.shape[1] > 400
    assert room.told[-1].tone is Tone.GOOD


def test_settings_are_one_step_and_make_stale(room: Room, qtbot: QtBot) -> None:
    room.draw_all(qtbot)
    for seed in (1, 2, 3):
        room.view.settings_edited.emit(replace(room.workspace.project.set_settings, seed=seed))
    room.view.settings_edit_finished.emit()
    assert room.workspace.undo_stack.count() == 2
    qtbot.waitUntil(lambda: set(room.states().values()) == {CellState.STALE})
    room.workspace.undo_stack.undo()
    qtbot.waitUntil(lambda: set(room.states().values()) == {CellState.DONE})


def test_looks_and_clips_cost_nothing_here(room: Room, qtbot: QtBot) -> None:

    count = len(room.view.states_seen)
    look = Look((Layer("base", "Base", {"jawOpen": 0.3}),))
    room.workspace.edit_character("Move jawOpen", lambda one: replace(one, look=look))
    qtbot.wait(30)
    assert len(room.view.states_seen) == count


def test_another_page_is_not_bothered_until_it_is_shown(room: Room, qtbot: QtBot) -> None:
    room.workspace.show_page("cast")
    count = len(room.view.states_seen)
    room.view.expressions_added.emit(("fear",), "")
    qtbot.wait(30)
    assert len(room.view.states_seen) == count
    room.workspace.show_page("set")
    assert "fear" in room.states()


def test_another_project_stops_drawing_and_is_shown(room: Room, qtbot: QtBot) -> None:
    room.view.draw_requested.emit()
    room.workspace.open_document(Document(Project("q", "Empty"), room.workspace.document.blobs))
    qtbot.waitUntil(lambda: not room.jobs.active_count)
    assert room.view.matrix.columns == ()
    assert room.workspace.project.cells == ()
    assert room.actions.enabled["set.draw"] is False


def test_drawings_of_a_project_that_was_closed_never_go_into_one_with_the_same_people(room: Room, qtbot: QtBot) -> None:
    project = room.workspace.project
    room.view.draw_requested.emit()
    qtbot.waitUntil(lambda: len(room.workspace.project.cells) >= 1, timeout=30_000)
    room.workspace.open_document(Document(project, BlobStore(room.workspace.document.blobs)))  # type: ignore[arg-type]
    qtbot.waitUntil(lambda: not room.jobs.active_count)
    qtbot.wait(50)
    assert room.workspace.project == project


def test_a_drag_while_the_set_is_drawn_stays_one_step(room: Room, qtbot: QtBot) -> None:
    stack = room.workspace.undo_stack

    def drag(value: float) -> None:
        look = Look((Layer(BASE_LAYER_ID, "Base", {"jawOpen": value}),))
        room.workspace.edit_character("Move", lambda one: replace(one, look=look), "jaw")

    drag(0.001)
    room.view.draw_requested.emit()
    for number in range(2, 400):
        drag(number / 1000)
        qtbot.wait(5)
        if not room.jobs.active_count:
            break
    assert room.workspace.project.cells == ()
    assert stack.count() == 1
    room.workspace.end_gesture()
    room.wait_done(qtbot)
    qtbot.waitUntil(lambda: set(room.states().values()) == {CellState.DONE})
    assert [stack.text(index) for index in range(stack.count())] == ["Move", "Draw 4 expressions of Eileen"]


def test_somebody_who_is_removed_while_being_drawn_stays_away(room: Room, qtbot: QtBot) -> None:
    before = room.workspace.project
    room.view.draw_requested.emit()
    qtbot.waitUntil(lambda: len(room.workspace.project.cells) >= 1, timeout=30_000)
    room.workspace.edit("Remove", removed(room.workspace.project, before.characters[0].id))
    room.wait_done(qtbot)
    assert (room.workspace.project.characters, room.workspace.project.cells) == ((), ())
    while room.workspace.undo_stack.canUndo():
        room.workspace.undo_stack.undo()
    assert room.workspace.project == before


def test_cells_survive_the_file(room: Room, captured: OpenProject, qtbot: QtBot) -> None:
    room.draw_all(qtbot)
    saved = pack_project(OpenProject(room.workspace.project, captured.blobs))
    assert unpack_project(saved, "cast").project.cells == room.workspace.project.cells


def test_opening_a_cell_selects_its_character(room: Room, qtbot: QtBot) -> None:
    room.draw_all(qtbot)
    with qtbot.waitSignal(room.page.cell_opened) as told:
        room.view.cell_opened.emit(room.place("joy"))
    assert told.args == [room.place("joy"), room.view.matrix.cells[room.place("joy")].picture]
