"""Cells are drawn one by one: what fails stays in its cell, what is done stays when the rest is cancelled."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from studio.core.errors import InputError
from studio.core.jobs import CancelToken, JobCancelled, Partial, Progress
from studio.engines.base import EngineSession
from studio.engines.puppet.engine import PuppetEngine
from studio.models.project import FrameOptions, Project, SetSettings
from studio.models.results import Cell
from studio.models.set_plan import CellPlace, CellState, SetPlanner, wanted_recipe
from studio.pipelines.cast import capture, drawable, new_project
from studio.pipelines.cell_sheet import CellSheetRequest, write_cell_sheets
from studio.pipelines.draw_cells import (
    CellRequest,
    DrawnCell,
    DrawResult,
    draw_cells,
    requests_for,
    slots_again,
    slots_more,
    with_drawn,
)  # fmt: skip
from studio.pipelines.health import sample_picture
from studio.pipelines.stage import Stage
from studio.pipelines.wardrobe import library_of
from studio.storage.pictures import decode_picture
from studio.storage.project_file import OpenProject

WORDS = ("neutral", "joy", "anger:0.5")


@pytest.fixture(scope="module")
def captured() -> OpenProject:
    picture = sample_picture()
    assert picture is not None
    job = capture(new_project("test"), [picture], name="Eileen")
    while True:
        try:
            next(job)
        except StopIteration as end:
            content: OpenProject = end.value.content
            return content


@pytest.fixture
def project(captured: OpenProject) -> Project:
    worn = replace(captured.project.characters[0], expression_set=WORDS)
    settings = SetSettings(FrameOptions(size_px=128))
    return replace(captured.project, characters=(worn,), set_settings=settings)


def requests(project: Project, *words: str) -> tuple[CellRequest, ...]:
    who = project.characters[0]
    places = [CellPlace(who.id, word) for word in (words or WORDS)]
    return requests_for(project, library_of(project), slots_again(project, places))[0]


def run(
    content: OpenProject,
    wanted: tuple[CellRequest, ...],
    cancel: CancelToken | None = None,
    on_piece: Callable[[DrawnCell], None] | None = None,
) -> tuple[DrawResult, list[DrawnCell], list[Progress]]:
    job, pieces, reports = draw_cells(wanted, content.blobs, cancel), list[DrawnCell](), list[Progress]()
    while True:
        try:
            report = next(job)
        except StopIteration as end:
            return end.value, pieces, reports
        if isinstance(report, Partial):
            assert isinstance(report.value, DrawnCell)
            pieces.append(report.value)
            if on_piece:
                on_piece(report.value)
        else:
            reports.append(report)


def test_cells_hold_what_a_stage_draws_and_how(captured: OpenProject, project: Project) -> None:
    result, pieces, reports = run(captured, requests(project))
    assert result == DrawResult(3, 0)
    assert [piece.place.expression for piece in pieces] == list(WORDS)
    fractions = [report.fraction for report in reports if report.fraction is not None]
    assert fractions == sorted(fractions)
    stage = Stage(drawable(project.characters[0].main_reference, captured.blobs), project.set_settings.frame)
    with stage:
        for piece in pieces:
            assert piece.variant is not None
            pixels = decode_picture(captured.blobs[piece.variant.picture], "cell").pixels
            assert np.array_equal(pixels, stage.frame(piece.variant.recipe.pose))
            assert max(pixels.shape[:2]) == 128
            assert piece.variant.likeness is None  # no recogniser is installed here
            assert not piece.variant.measured
    for piece in pieces:
        project = with_drawn(project, piece)
    states = {one.state for one in SetPlanner().plan(project, library_of(project)).values()}
    assert states == {CellState.DONE}


class _Refuses:
    """A session that cannot draw an open jaw."""

    def __init__(self, session: EngineSession) -> None:
        self._session = session

    def draw(self, pose: dict[str, float], seed: int = 0) -> object:
        if pose.get("browDownLeft"):
            raise InputError("The brows cannot be moved.", "Place them by hand.", "made.up")
        return self._session.draw(pose, seed)

    def close(self) -> None:
        self._session.close()


def test_one_failure_leaves_the_others(
    captured: OpenProject, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = PuppetEngine.open
    monkeypatch.setattr(PuppetEngine, "open", lambda self, *given: _Refuses(opened(self, *given)))
    result, pieces, _ = run(captured, requests(project, "anger:0.5", "neutral", "joy"))
    assert result == DrawResult(2, 1)
    assert [bool(piece.variant) for piece in pieces] == [False, True, True]
    assert pieces[0].failure == "The brows cannot be moved. Place them by hand."
    failed = with_drawn(project, pieces[0])
    assert failed.cells == (Cell(pieces[0].place.character, "anger:0.5", (), pieces[0].failure),)
    monkeypatch.undo()
    (again,) = run(captured, requests(project, "anger:0.5"))[1]
    assert with_drawn(failed, again).cells[0].failure == ""


def test_a_character_that_cannot_be_drawn_leaves_the_others(captured: OpenProject, project: Project) -> None:
    who = project.characters[0]
    lost = replace(who, id="lost", name="Lost", references=(replace(who.main_reference, picture="0" * 64, cut_out=""),))
    wanted = requests(replace(project, characters=(lost,)))
    result, pieces, _ = run(captured, (*wanted, *requests(project)))
    assert result == DrawResult(3, 3)
    assert all("missing" in piece.failure for piece in pieces[:3])


def test_cancel_keeps_what_is_done_and_the_rest_is_drawn_later(captured: OpenProject, project: Project) -> None:
    token, kept = CancelToken(), list[DrawnCell]()
    asked = [0.0]

    def stop(piece: DrawnCell) -> None:
        kept.append(piece)
        asked[0] = time.monotonic()
        token.cancel()

    with pytest.raises(JobCancelled):
        run(captured, requests(project), token, stop)
    assert time.monotonic() - asked[0] < 1.0
    assert len(kept) == 1
    for piece in kept:
        project = with_drawn(project, piece)
    plan = SetPlanner().plan(project, library_of(project))
    left = [one.place for one in plan.values() if one.state.needs_drawing]
    assert [place.expression for place in left] == list(WORDS[1:])
    slots = slots_again(project, left)
    assert run(captured, requests_for(project, library_of(project), slots)[0])[0].drawn == 2


def test_variants_differ_and_a_face_at_rest_has_one(captured: OpenProject, project: Project) -> None:
    who = project.characters[0]
    places = [CellPlace(who.id, "joy"), CellPlace(who.id, "neutral")]
    wanted, refused = requests_for(project, library_of(project), slots_more(project, places, 2))
    assert len(wanted) == 6  # the expression as written comes first
    assert not refused
    for piece in run(captured, wanted)[1]:
        project = with_drawn(project, piece)
    joy, neutral = project.cells
    assert len({one.picture for one in joy.variants}) == 3
    assert len(neutral.variants) == 1
    assert {one.state for one in SetPlanner().plan(project, library_of(project)).values()} == {
        CellState.DONE, CellState.MISSING,
    }  # fmt: skip


def test_requests_say_what_cannot_be_drawn(project: Project) -> None:
    who = replace(project.characters[0], expression_set=("joy", "jog"))
    project = replace(project, characters=(who,))
    slots = slots_again(project, [CellPlace(who.id, "jog"), CellPlace(who.id, "joy"), CellPlace("gone", "joy")])
    wanted, refused = requests_for(project, library_of(project), slots)
    assert [one.expression for one in wanted] == ["joy"]
    assert "jog" in refused[CellPlace(who.id, "jog")]


def test_seeds_reach_the_engine(captured: OpenProject, project: Project) -> None:
    pictures = set()
    for seed in (0, 1):
        settings = replace(project.set_settings, engine="fake", seed=seed)
        (piece,) = run(captured, requests(replace(project, set_settings=settings), "joy"))[1]
        assert piece.variant is not None
        pictures.add(piece.variant.picture)
    assert len(pictures) == 2


def test_readers_measure_where_they_are_installed(
    captured: OpenProject, project: Project, shared_models: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("face_landmarker.task", "face_reid_retail_0095.onnx"):
        shutil.copy(shared_models / name, tmp_path)
    monkeypatch.setenv("AVATAR_STUDIO_MODELS", str(tmp_path))
    settings = replace(project.set_settings, frame=FrameOptions())
    who = replace(project.characters[0], expression_set=("neutral", "eyes-closed", "laugh"))
    project = replace(project, characters=(who,), set_settings=settings)
    neutral = wanted_recipe(project, library_of(project), who, "neutral")
    closed = replace(neutral, pose={"eyeBlinkLeft": 1.0, "eyeBlinkRight": 1.0})
    opened = replace(neutral, pose={"jawOpen": 0.9})
    recipes = (("neutral", neutral), ("eyes-closed", closed), ("laugh", opened))
    wanted = tuple(CellRequest(who, name, one) for name, one in recipes)
    rest, blink, laugh = (piece.variant for piece in run(captured, wanted)[1])
    assert rest is not None
    assert blink is not None
    assert laugh is not None
    assert rest.likeness is not None
    assert rest.likeness > 0.9
    assert rest.measured == {}, "the face at rest is where readings count from"
    assert blink.measured["eyeBlinkLeft"] > 0.2
    assert laugh.measured["jawOpen"] > 0.1
    assert blink.measured.get("jawOpen", 0.0) < 0.1


def test_contact_sheet_of_what_is_drawn(captured: OpenProject, project: Project, tmp_path: Path) -> None:
    pieces = run(captured, requests(project))[1]
    pictures = tuple((piece.place.expression, piece.variant.picture) for piece in pieces if piece.variant)
    sizes = []
    for is_whole in (False, True):
        path = tmp_path / f"{is_whole}.png"
        request = CellSheetRequest(project.characters[0], pictures, project.set_settings.frame, path, is_whole)
        for _ in write_cell_sheets([request], captured.blobs):
            pass
        sizes.append(decode_picture(path.read_bytes(), path.name).pixels.shape)
    assert all(side > 200 for shape in sizes for side in shape[:2])
    with pytest.raises(InputError):
        next(write_cell_sheets([replace(request, pictures=())], captured.blobs))
