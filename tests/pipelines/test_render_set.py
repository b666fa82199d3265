from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from studio.core.errors import InputError
from studio.core.jobs import CancelToken, JobCancelled
from studio.models.expression import Expression
from studio.models.project import FrameOptions
from studio.models.sheet import Animation, AnimationFrame, LoopMode
from studio.pipelines.contact_sheet import Cell, Strip, contact_sheet, strip_length
from studio.pipelines.render_set import SetRequest, SetResult, draw_one, render_set
from studio.pipelines.sample import evenly_shown
from studio.pipelines.stage import Stage
from studio.pipelines.subject import Subject
from studio.pipelines.wardrobe import resolved


def _run(subject: Subject, request: SetRequest, cancel: CancelToken | None = None) -> tuple[SetResult, list[float]]:
    job, fractions = render_set(subject, request, cancel), []
    while True:
        try:
            report = next(job)
        except StopIteration as end:
            return end.value, fractions
        fractions.append(report.fraction or 0.0)


def _size(path: Path) -> tuple[int, int]:
    with Image.open(path) as image:
        return image.size


def _request(subject: Subject, folder: Path, *words: str, **options: object) -> SetRequest:
    expressions = resolved(words or ("neutral", "joy", "anger:0.5"), subject.library)
    return replace(SetRequest(expressions, folder, engine="fake"), **options)


def test_one_file_each_named_by_the_template(subject: Subject, tmp_path: Path) -> None:
    result, fractions = _run(subject, _request(subject, tmp_path / "new"))
    names = ["Ärla_neutral_001.png", "Ärla_joy_002.png", "Ärla_anger-50_003.png"]
    assert [picture.path.name for picture in result.pictures] == names
    assert sorted(path.name for path in (tmp_path / "new").iterdir()) == sorted(names)
    assert fractions == sorted(fractions)
    neutral = np.array(Image.open(tmp_path / "new" / names[0]))
    assert np.array_equal(neutral, subject.reference.picture.pixels)


def test_a_second_run_leaves_equal_files_alone(subject: Subject, tmp_path: Path) -> None:
    _run(subject, _request(subject, tmp_path))
    times = {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()}
    result, _ = _run(subject, _request(subject, tmp_path))
    assert not any(picture.is_changed for picture in result.pictures)
    assert {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()} == times


def test_a_failing_expression_does_not_stop_the_others(subject: Subject, tmp_path: Path) -> None:
    bad = Expression("bad", "Bad", {"jawOpen": float("nan")})
    request = _request(subject, tmp_path)
    request = replace(request, expressions=(request.expressions[0], bad, *request.expressions[1:]))
    result, _ = _run(subject, request)
    assert [picture.expression.id for picture in result.pictures] == ["neutral", "joy", "anger-50"]
    assert [failure.name for failure in result.failures] == ["bad"]
    assert len(list(tmp_path.iterdir())) == 3


def test_a_dry_run_writes_nothing(subject: Subject, tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.png"
    result, _ = _run(subject, _request(subject, tmp_path / "out", sheet=sheet, is_dry_run=True))
    assert len(result.pictures) == 3
    assert result.sheet == sheet
    assert list(tmp_path.iterdir()) == []


def test_collisions_are_refused_before_anything_is_written(subject: Subject, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="would both be called"):
        _run(subject, _request(subject, tmp_path, "joy", "jolliness", template="{expression:.2}"))
    assert list(tmp_path.iterdir()) == []


def test_cancelling_leaves_whole_files(subject: Subject, tmp_path: Path) -> None:
    token = CancelToken()
    job = render_set(subject, _request(subject, tmp_path), token)
    for _ in range(3):
        next(job)
    token.cancel()
    with pytest.raises(JobCancelled):
        list(job)
    written = list(tmp_path.iterdir())
    assert [path.name for path in written] == ["Ärla_neutral_001.png"]
    Image.open(written[0]).load()


def test_the_contact_sheet_shows_every_cell(subject: Subject, tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.png"
    result, _ = _run(subject, _request(subject, tmp_path / "out", sheet=sheet))
    assert result.sheet == sheet
    pixels = np.array(Image.open(sheet))
    assert pixels.shape[2] == 3
    assert pixels.shape[1] > 3 * 100


def test_the_contact_sheet_shows_heads_or_whole_frames(subject: Subject, tmp_path: Path) -> None:
    shapes = []
    for is_whole in (False, True):
        sheet = tmp_path / f"{is_whole}.png"
        _run(subject, _request(subject, tmp_path / "out", sheet=sheet, is_sheet_whole=is_whole))
        shapes.append(np.array(Image.open(sheet)).shape)
    heads, whole = shapes
    assert whole[1] < heads[1]  # the frames are upright, the heads square


def test_strips_of_clips_lie_below_the_cells() -> None:
    grey, red = np.full((40, 40, 4), 128, np.uint8), np.full((40, 40, 4), (255, 0, 0, 255), np.uint8)
    cells = [Cell(str(index), grey) for index in range(4)]
    plain = contact_sheet(cells, columns=2, cell_px=80)
    frames = (red,) * (strip_length(2) + 3)  # more than fit are left out
    striped = contact_sheet(cells, columns=2, cell_px=80, strips=[Strip("Blink", frames)])
    assert striped.shape[1] == plain.shape[1]
    assert np.array_equal(striped[: plain.shape[0] - 40], plain[:-40])
    is_red = (striped == (255, 0, 0)).all(-1)
    assert not is_red[: plain.shape[0] - 40].any()
    middle = is_red[is_red.any(1)][15]
    assert int(np.diff(np.concatenate([[0], middle.astype(int)])).clip(0).sum()) == strip_length(2)


@pytest.mark.parametrize(("count", "columns"), [(1, 1), (2, 2), (5, 5), (30, 6), (135, 15), (221, 17)])
def test_sheets_have_full_rows_where_they_can(count: int, columns: int) -> None:
    cell = np.zeros((10, 10, 4), np.uint8)
    automatic = contact_sheet([Cell("", cell)] * count, cell_px=20)
    assert automatic.shape == contact_sheet([Cell("", cell)] * count, columns=columns, cell_px=20).shape


def test_moments_of_an_animation_are_evenly_spread() -> None:
    frames = tuple(AnimationFrame(name, ms) for name, ms in (("a", 100), ("b", 300), ("c", 100)))
    shown = evenly_shown(Animation("x", "x", frames, LoopMode.ONCE), 5)
    assert shown == ("a", "b", "b", "b", "c")


def test_frames_of_the_size_asked_for(subject: Subject, tmp_path: Path) -> None:
    result, _ = _run(subject, _request(subject, tmp_path, frame=FrameOptions(64)))
    assert result.size == (48, 64)
    assert {_size(picture.path) for picture in result.pictures} == {(48, 64)}


def test_one_picture_keeps_its_full_size(subject: Subject, tmp_path: Path) -> None:
    job = draw_one(subject, subject.library["joy"], tmp_path / "x.png", engine="fake")
    while True:
        try:
            next(job)
        except StopIteration as end:
            result: SetResult = end.value
            break
    assert _size(tmp_path / "x.png") == result.size == (120, 160)


def test_equal_frames_are_one_array_and_nothing_is_hoarded(subject: Subject) -> None:
    with Stage(subject.reference, engine="fake") as stage:
        first, second = stage.frame({"jawOpen": 0.5}), stage.frame({"jawOpen": 0.5, "headYaw": 0.0})
        assert first is second
        with pytest.raises(ValueError, match="read-only"):
            first[0, 0] = 0
        for value in np.linspace(0, 1, 50):
            stage.frame({"jawOpen": float(value)})
        assert len(stage._by_pixels) <= 3
