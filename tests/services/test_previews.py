"""Live pictures: the last change wins, and drawing jobs do not keep them waiting."""

from __future__ import annotations

import time
from collections.abc import Generator, Iterator
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from studio.core.jobs import CancelToken, Progress
from studio.models.character import Reference
from studio.pipelines.cast import capture, new_project
from studio.pipelines.health import sample_picture
from studio.services.images import from_qimage, to_qimage
from studio.services.inference import InferenceService
from studio.services.job_queue import JobQueue
from studio.services.jobs import JobSpec, Lane, Phase
from studio.services.previews import Preview, PreviewService
from studio.services.stages import StageCache, StageRequest
from studio.storage.project_file import OpenProject


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


@pytest.fixture
def inference(qapp: QCoreApplication) -> Iterator[InferenceService]:
    service = InferenceService()
    yield service
    assert service.close()


@pytest.fixture
def reference(captured: OpenProject) -> Reference:
    return captured.project.characters[0].main_reference


def test_picture_arrives_as_drawn(
    inference: InferenceService, captured: OpenProject, reference: Reference, qtbot: QtBot
) -> None:
    stages = StageCache()
    previews, ready = PreviewService(inference, stages), list[Preview]()
    previews.ready.connect(ready.append)
    request = StageRequest(reference, "puppet")
    previews.show(request, {"jawOpen": 0.5}, captured.blobs, long_side_px=512)
    qtbot.waitUntil(lambda: bool(ready), timeout=20_000)
    expected = to_qimage(stages.stage(request, captured.blobs).frame({"jawOpen": 0.5}))
    assert np.array_equal(from_qimage(ready[0].image), from_qimage(expected))
    assert not ready[0].is_draft
    assert ready[0].latency_ms >= ready[0].drawn_ms > 0


def test_large_pictures_are_drafted_and_then_drawn_in_full(
    inference: InferenceService, captured: OpenProject, reference: Reference, qtbot: QtBot
) -> None:
    previews, ready = PreviewService(inference, StageCache()), list[Preview]()
    previews.ready.connect(ready.append)
    for value in (0.2, 0.4, 0.6):
        previews.show(StageRequest(reference, "puppet"), {"jawOpen": value}, captured.blobs)
    qtbot.waitUntil(lambda: bool(ready) and not ready[-1].is_draft, timeout=20_000)
    assert ready[-1].pose == {"jawOpen": 0.6}
    assert [preview.is_draft for preview in ready[:-1]] == [True] * (len(ready) - 1)
    assert sum(not preview.is_draft for preview in ready) == 1


def test_the_last_change_wins_and_some_in_between_are_seen(inference: InferenceService, qtbot: QtBot) -> None:
    answered = list[tuple[int, Any]]()
    inference.answered.connect(lambda channel, revision, result, error: answered.append((revision, result)))

    def slow(value: int) -> Any:
        return lambda: time.sleep(0.02) or value

    for value in range(1, 41):
        inference.ask("canvas", slow(value))
        qtbot.wait(4)
    qtbot.waitUntil(lambda: bool(answered) and answered[-1][1] == 40)
    revisions = [revision for revision, _ in answered]
    assert revisions == sorted(set(revisions))
    assert 3 < len(answered) < 40, "neither all of them nor only the last"


def test_previews_come_between_the_steps_of_a_job(inference: InferenceService, qtbot: QtBot) -> None:
    queue = JobQueue(inference)
    drawn, ended = list[float](), list[Any]()
    inference.answered.connect(lambda *answer: drawn.append(time.monotonic()))

    def work(token: CancelToken, carried: Any) -> Generator[Progress, None, None]:
        for step in range(40):
            time.sleep(0.01)
            yield Progress(step / 40, "drawing")

    queue.submit(JobSpec("set", (Phase(Lane.INFERENCE, work),)), on_end=ended.append)
    qtbot.wait(50)
    asked = time.monotonic()
    inference.ask("canvas", lambda: 1)
    qtbot.waitUntil(lambda: bool(drawn))
    assert not ended
    assert drawn[0] - asked < 0.2
    qtbot.waitUntil(lambda: bool(ended))
    queue.close()


def test_an_error_is_told_and_the_next_picture_is_drawn(
    inference: InferenceService, captured: OpenProject, reference: Reference, qtbot: QtBot
) -> None:
    previews, ready, failed = PreviewService(inference, StageCache()), list[Preview](), list[Any]()
    previews.ready.connect(ready.append)
    previews.failed.connect(lambda channel, error: failed.append((channel, error)))
    previews.show(StageRequest(reference, "puppet"), {"noSuchControl": 1.0}, captured.blobs, long_side_px=512)
    qtbot.waitUntil(lambda: bool(failed), timeout=20_000)
    assert failed[0][0] == "canvas"
    assert "noSuchControl" in str(failed[0][1])
    previews.show(StageRequest(reference, "puppet"), {}, captured.blobs, long_side_px=512)
    qtbot.waitUntil(lambda: bool(ready), timeout=20_000)


def test_pictures_keep_their_pixels_on_the_way_to_the_window_and_back() -> None:
    rng = np.random.default_rng(1)
    pixels = rng.integers(0, 256, (13, 7, 4), dtype=np.uint8)
    pixels[..., 3] = 255
    assert np.array_equal(from_qimage(to_qimage(pixels)), pixels)
    pixels[..., 3] = rng.integers(0, 256, (13, 7))
    back = from_qimage(to_qimage(pixels))
    assert np.array_equal(back[..., 3], pixels[..., 3])
    solid = pixels[..., 3] > 127
    assert np.abs(back[solid].astype(int) - pixels[solid]).max() <= 2
