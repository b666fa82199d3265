"""The journal of the open document, with the real thread and real files."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QUndoStack
from pytestqt.qtbot import QtBot

from studio.commands.edit_project import Edit, EditProject
from studio.models.document import Document
from studio.models.project import Project
from studio.services.inference import InferenceService
from studio.services.job_queue import JobQueue
from studio.services.jobs import JobSpec, Lane, Phase
from studio.services.recovery import JournalThread, RecoveryService
from studio.storage.blobs import BlobStore
from studio.storage.journal import read_left_behind
from tests.services.test_job_queue import counting


class Desk:
    """A document with its history, followed."""

    def __init__(self, root: Path) -> None:
        self.jobs = JobQueue(InferenceService())
        self.recovery = RecoveryService(self.jobs, root)
        self.stack = QUndoStack()
        self.document = Document(Project("p", "start"), BlobStore())
        self.recovery.follow(self.document, self.stack)

    def rename(self, name: str, key: str = "") -> None:
        after = replace(self.document.project, name=name)
        self.stack.push(EditProject(self.document, Edit("Rename", after, key)))

    def kept_name(self) -> str:
        assert self.recovery.folder is not None
        return read_left_behind(self.recovery.folder).content.project.name

    def is_kept(self) -> bool:
        return self.recovery.folder is not None and (self.recovery.folder / "state.json").is_file()


@pytest.fixture
def desk(qapp: QCoreApplication, tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path)
    yield made
    assert made.recovery.close()
    assert made.jobs.close()


def test_an_edit_is_on_disk_soon_and_an_untouched_document_never(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    qtbot.wait(500)
    assert list(tmp_path.iterdir()) == []
    with qtbot.waitSignal(desk.recovery.written, timeout=1500):
        desk.rename("edited")
    assert desk.kept_name() == "edited"


def test_a_drag_without_end_is_written_in_between(desk: Desk, qtbot: QtBot) -> None:
    start, kept = time.monotonic(), list[float]()
    desk.recovery.written.connect(lambda: kept.append(time.monotonic()))
    while time.monotonic() - start < 1.5:
        desk.rename(f"{time.monotonic() - start:.3f}", "drag")
        qtbot.wait(5)
    assert len(kept) >= 2
    assert desk.stack.count() == 1
    assert float(desk.kept_name()) > 0.5


def test_saving_or_undoing_takes_the_journal_away_and_the_next_edit_brings_it_back(desk: Desk, qtbot: QtBot) -> None:
    desk.rename("edited")
    qtbot.waitUntil(desk.is_kept)
    desk.stack.undo()
    qtbot.waitUntil(lambda: not desk.is_kept())
    desk.stack.redo()
    qtbot.waitUntil(desk.is_kept)
    desk.stack.setClean()
    qtbot.waitUntil(lambda: not desk.is_kept())


def test_leaving_removes_and_closing_keeps(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    desk.rename("edited")
    qtbot.waitUntil(desk.is_kept)
    desk.recovery.leave()
    qtbot.waitUntil(lambda: list(tmp_path.iterdir()) == [])
    desk.recovery.follow(desk.document, desk.stack)
    desk.rename("once more")
    folder = desk.recovery.folder
    assert folder is not None
    desk.recovery.close()
    assert read_left_behind(folder).content.project.name == "once more", (
        "what was not written yet is written at the end"
    )


def test_waiting_jobs_are_kept_in_order_until_they_are_over(desk: Desk, qtbot: QtBot) -> None:
    def spec(title: str, restore: dict[str, str] | None) -> JobSpec:
        return JobSpec(title, (Phase(Lane.FILES, counting(10_000, pause_s=0.001)),), "set", restore=restore)

    names = [desk.jobs.submit(spec(title, {"cells": title})) for title in ("one", "two", "three")]
    desk.jobs.submit(spec("not worth it", None))
    desk.jobs.move(names[2], 0)
    qtbot.waitUntil(desk.is_kept)
    assert desk.recovery.folder is not None
    kept = read_left_behind(desk.recovery.folder).state.jobs
    assert [job["title"] for job in kept] == ["three", "one", "two"]
    assert kept[0] == {"kind": "set", "title": "three", "restore": {"cells": "three"}}
    desk.jobs.cancel_all()
    qtbot.waitUntil(lambda: not desk.is_kept())


def test_jobs_of_another_document_stay_out(desk: Desk, qtbot: QtBot) -> None:
    work = counting(10_000, pause_s=0.001)
    desk.jobs.submit(JobSpec("theirs", (Phase(Lane.FILES, work),), "export", restore={"a": 1}))
    other, stack = Document(Project("q", "other"), BlobStore()), QUndoStack()
    desk.recovery.follow(other, stack)
    stack.push(EditProject(other, Edit("Rename", replace(other.project, name="mine"))))
    qtbot.waitUntil(desk.is_kept)
    assert desk.recovery.folder is not None
    assert read_left_behind(desk.recovery.folder).state.jobs == ()
    desk.jobs.cancel_all()


def test_a_folder_that_cannot_be_written_is_told_once_and_works_again(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    assert desk.recovery.folder is not None
    desk.recovery.folder.write_bytes(b"in the way")
    told = list[object]()
    desk.recovery.failed.connect(told.append)
    desk.rename("one")
    qtbot.waitUntil(lambda: len(told) == 1)
    desk.rename("two")
    qtbot.wait(700)
    assert len(told) == 1
    desk.recovery.folder.unlink()
    desk.rename("three")
    qtbot.waitUntil(desk.is_kept)
    assert desk.kept_name() == "three"


def test_the_window_never_waits(desk: Desk, qtbot: QtBot) -> None:
    """Handing over a project with a thousand drawings takes less than a frame."""
    from studio.models.results import Cell, Recipe, Variant

    pose = {"jawOpen": 0.25, "browInnerUp": 0.5}
    blob = desk.document.blobs.put(b"drawing" * 1000)
    recipe = Recipe("puppet", "1", 0, "joy", pose, "r")
    cells = tuple(Cell("c", f"e{index}", (Variant("v", blob, recipe),)) for index in range(1000))
    desk.stack.push(EditProject(desk.document, Edit("Draw", replace(desk.document.project, cells=cells))))
    took_ms = []
    for number in range(8):
        desk.rename(str(number))
        start = time.perf_counter()
        desk.recovery.write()
        took_ms.append((time.perf_counter() - start) * 1000)
    assert min(took_ms) < 8
    qtbot.waitUntil(desk.is_kept)


def test_a_mistake_does_not_end_the_thread(caplog: pytest.LogCaptureFixture) -> None:
    thread, done = JournalThread(), list[str]()

    def broken() -> bool:
        raise ZeroDivisionError

    thread.do("a", lambda: done.append("before"), broken)
    assert thread.flush()
    thread.do("b", broken)
    thread.do("c", lambda: done.append("after"))
    assert thread.flush()
    assert thread.close()
    assert done == ["before", "after"]
    assert "a task of the journal failed" in caplog.text


def test_of_waiting_tasks_only_the_newest_is_done() -> None:
    thread, gate, done = JournalThread(), threading.Event(), list[int]()
    thread.do("first", lambda: gate.wait(5))
    for number in range(10):
        thread.do("same", lambda number=number: done.append(number))
    gate.set()
    assert thread.close(), "closing does what is waiting"
    assert done == [9]
