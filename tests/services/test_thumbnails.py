"""Small pictures of a real character: drawn once, kept in memory and as files, never of somebody else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from studio.core.errors import InputError
from studio.models.character import Reference
from studio.models.expression import Expression
from studio.pipelines.cast import capture, new_project
from studio.pipelines.health import sample_picture
from studio.services.inference import InferenceService
from studio.services.job_queue import JobQueue
from studio.services.stages import StageCache
from studio.services.thumbnails import THUMBNAIL_PX, ThumbnailService, ThumbnailWish, thumbnail_key
from studio.services.user_expressions import UserExpressions
from studio.storage.project_file import OpenProject

WISHES = [ThumbnailWish("rest", {}), ThumbnailWish("open", {"jawOpen": 0.9})]


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
def queue(qapp: QCoreApplication) -> Iterator[JobQueue]:
    made = JobQueue(InferenceService())
    yield made
    assert made.close()


@pytest.fixture
def reference(captured: OpenProject) -> Reference:
    return captured.project.characters[0].main_reference


class Seen:
    def __init__(self, service: ThumbnailService) -> None:
        self.pictures: dict[str, QImage] = {}
        self.order: list[str] = []
        service.ready.connect(self._take)

    def _take(self, wish_id: str, picture: QImage) -> None:
        self.pictures[wish_id] = picture
        self.order.append(wish_id)


def test_pictures_come_in_order_differ_and_are_kept(
    queue: JobQueue, captured: OpenProject, reference: Reference, qtbot: QtBot, tmp_path: Path
) -> None:
    service = ThumbnailService(queue, StageCache(), tmp_path)
    seen = Seen(service)
    assert service.show(reference, WISHES, captured.blobs) == {}
    assert not queue.jobs(), "quiet jobs are not listed"
    qtbot.waitUntil(lambda: len(seen.pictures) == 2, timeout=20_000)
    assert seen.order == ["rest", "open"]
    assert max(seen.pictures["rest"].width(), seen.pictures["rest"].height()) == THUMBNAIL_PX
    assert seen.pictures["rest"] != seen.pictures["open"]
    assert set(service.show(reference, WISHES, captured.blobs)) == {"rest", "open"}
    files = list(tmp_path.rglob("*.png"))
    assert len(files) == 2
    assert not list(tmp_path.rglob("*.part"))


def test_files_spare_drawing_and_damaged_ones_are_drawn_again(
    queue: JobQueue, captured: OpenProject, reference: Reference, qtbot: QtBot, tmp_path: Path
) -> None:
    first = ThumbnailService(queue, StageCache(), tmp_path)
    seen = Seen(first)
    first.show(reference, WISHES, captured.blobs)
    qtbot.waitUntil(lambda: len(seen.pictures) == 2, timeout=20_000)
    one, _ = sorted(tmp_path.rglob("*.png"))
    one.write_bytes(b"no picture")
    stages = StageCache()
    again = Seen(second := ThumbnailService(queue, stages, tmp_path))
    second.show(reference, WISHES, captured.blobs)
    qtbot.waitUntil(lambda: len(again.pictures) == 2, timeout=20_000)
    for wish in WISHES:
        assert again.pictures[wish.id] == seen.pictures[wish.id]
    assert one.read_bytes().startswith(b"\x89PNG")


def test_pictures_of_somebody_else_are_not_handed_out(
    queue: JobQueue, captured: OpenProject, reference: Reference, qtbot: QtBot, tmp_path: Path
) -> None:
    service = ThumbnailService(queue, StageCache(), tmp_path)
    seen = Seen(service)
    service.show(reference, [ThumbnailWish("a", {"jawOpen": 0.1})], captured.blobs)
    service.show(reference, [ThumbnailWish("a", {"jawOpen": 0.7})], captured.blobs)  # the pose was edited
    qtbot.waitUntil(lambda: bool(seen.order), timeout=20_000)
    qtbot.wait(100)
    assert seen.order == ["a"]


def test_a_character_that_cannot_be_drawn_ends_quietly(
    queue: JobQueue, reference: Reference, qtbot: QtBot, tmp_path: Path
) -> None:
    service = ThumbnailService(queue, StageCache(), tmp_path)
    with qtbot.waitSignal(service.failed, timeout=20_000):
        service.show(reference, WISHES, {})
    assert not list(tmp_path.rglob("*.png"))


def test_the_key_follows_face_and_pose_alone() -> None:
    assert thumbnail_key("who", {"jawOpen": 0.5, "cheekPuff": 0.0}, "puppet") == thumbnail_key(
        "who", {"jawOpen": 0.500001}, "puppet"
    )
    assert len({thumbnail_key(*parts) for parts in (("a", {}, "p"), ("b", {}, "p"), ("a", {}, "q"))}) == 3


# --- the user's own expressions


def test_own_expressions_are_saved_changed_and_removed(tmp_path: Path) -> None:
    own = UserExpressions(tmp_path / "expressions")
    assert own.all() == {}
    smirk = Expression("smirk", "Smirk", {"mouthSmileLeft": 0.5}, tags=("a",))
    own.save(smirk)
    own.save(Expression("smirk", "Smirk 2", {"mouthSmileLeft": 0.6}))
    assert own.all()["smirk"].name == "Smirk 2"
    assert own.remove("smirk") is not None
    assert own.all() == {}
    assert not list((tmp_path / "expressions").iterdir())
    assert own.remove("smirk") is None


def test_a_damaged_file_hides_nothing_else_and_a_folder_in_the_way_is_told(tmp_path: Path) -> None:
    own = UserExpressions(tmp_path / "expressions")
    own.save(Expression("smirk", "Smirk", {"mouthSmileLeft": 0.5}))
    (tmp_path / "expressions" / "broken.json").write_text("{", "utf-8")
    assert list(own.all()) == ["smirk"]
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(InputError, match="cannot be saved"):
        UserExpressions(tmp_path / "file" / "x").save(Expression("a", "A", {"jawOpen": 1.0}))
