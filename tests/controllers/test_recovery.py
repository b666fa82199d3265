"""Left-behind work is offered, opened with its jobs, and discarded."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from studio.controllers.recovery import RecoveryController
from studio.core.errors import InputError
from studio.models.file_questions import ConflictAnswer, UnsavedAnswer
from studio.models.messages import Tone
from studio.models.recent import RecoveredWork
from studio.storage import journal as journals
from studio.storage.journal import Journal, JournalState, left_behind, new_folder
from studio.storage.project_cover import project_cover
from studio.storage.project_file import OpenProject, read_project, write_project
from tests.controllers.desk import Desk
from tests.storage.test_journal import content_of


class FakeWelcome(QObject):
    recovered_requested = Signal(str)
    discard_requested = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.works: tuple[RecoveredWork, ...] = ()
        self.images: dict[str, QImage] = {}

    def show_recovered(self, works: tuple[RecoveredWork, ...]) -> None:
        self.works = works

    def set_recovered_image(self, work_id: str, image: QImage) -> None:
        self.images[work_id] = image


@pytest.fixture
def desk(qapp: QCoreApplication, tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path)
    yield made
    made.close()


@pytest.fixture
def view() -> FakeWelcome:
    return FakeWelcome()


@pytest.fixture
def control(desk: Desk, view: FakeWelcome) -> RecoveryController:
    return RecoveryController(desk.workspace, desk.files, desk.recovery, desk.jobs, desk.settings, view)


def leave_behind(root: Path, monkeypatch: pytest.MonkeyPatch, name: str = "Aria", **more: Any) -> OpenProject:
    """Work of a program that has ended."""
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    content = content_of("Ann", "Bob")
    content = replace(content, project=replace(content.project, name=name))
    with monkeypatch.context() as patch:
        mark = journals.this_program() | {"pid": process.pid}
        patch.setattr(journals, "this_program", lambda: mark)
        state = JournalState(content.project, name, **more)
        cover = lambda: project_cover(content.project, content.blobs)  # noqa: E731
        Journal(new_folder(root / "recovery")).write(state, content.blobs, cover)
    return content


def look(control: RecoveryController, qtbot: QtBot) -> None:
    with qtbot.waitSignal(control.listed):
        control.refresh()


def test_work_is_offered_with_words_and_a_picture(
    control: RecoveryController, view: FakeWelcome, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    leave_behind(tmp_path, monkeypatch, jobs=({"kind": "set", "restore": {}},))
    (tmp_path / "recovery" / "0123456789abcdef").mkdir()
    look(control, qtbot)
    good, bad = sorted(view.works, key=lambda one: one.is_damaged)
    assert (good.title, good.is_damaged) == ("Aria", False)
    assert good.when.startswith("Today ")
    assert good.details.startswith("2 characters · ")
    assert good.details.endswith(" KB · 1 waiting job")
    assert view.images[good.id].width() == 256
    assert bad.is_damaged


def test_opening_brings_back_the_state_and_the_jobs(
    desk: Desk, control: RecoveryController, view: FakeWelcome, qtbot: QtBot, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    path = tmp_path / "Aria.avatar"
    jobs = (
        {"kind": "set", "title": "Draw", "restore": {"cells": ["joy"]}},
        {"kind": "unknown", "restore": {}},
        {"kind": "broken", "restore": {}},
        {"kind": "set", "restore": None},
    )
    content = leave_behind(tmp_path, monkeypatch, path=path, jobs=jobs)
    write_project(path, content_of())
    os.utime(path, (1e9, 1e9))
    before = path.read_bytes()
    queued: list[Any] = []

    def refuse(restore: dict[str, Any]) -> None:
        raise InputError("The character is gone.")

    control.register("set", queued.append)
    control.register("broken", refuse)
    look(control, qtbot)
    with qtbot.waitSignal(control.restored) as restored:
        view.recovered_requested.emit(view.works[0].id)
    assert desk.workspace.project == content.project
    assert (desk.files.title, desk.files.is_modified, desk.workspace.document.path) == ("Aria", True, path)
    assert queued == [{"cells": ["joy"]}]
    assert restored.args == [1]
    assert [message.text for message in desk.told] == ["The character is gone.", "“Aria” is as it was."]
    assert path.read_bytes() == before, "the user's own file is not touched"
    qtbot.waitUntil(lambda: view.works == ())
    desk.recovery.write_now()
    assert left_behind(desk.recovery.root) == (), "it is this program's now"
    with qtbot.waitSignal(desk.files.saved):
        desk.files.save()
    assert read_project(path).project == content.project
    qtbot.waitUntil(lambda: list(desk.recovery.root.iterdir()) == [])


def test_work_stays_offered_where_the_user_stays_with_what_is_open(
    desk: Desk, control: RecoveryController, view: FakeWelcome, qtbot: QtBot, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    leave_behind(tmp_path, monkeypatch)
    desk.rename("in work")
    look(control, qtbot)
    desk.answers.unsaved = [UnsavedAnswer.CANCEL]
    with qtbot.waitSignal(control.listed):
        view.recovered_requested.emit(view.works[0].id)
    assert desk.name == "in work"
    assert [work.title for work in view.works] == ["Aria"]
    desk.answers.unsaved = [UnsavedAnswer.DISCARD]
    view.recovered_requested.emit(view.works[0].id)
    qtbot.waitUntil(lambda: desk.name == "Aria")


def test_a_file_that_was_changed_after_the_crash_is_not_overwritten_unasked(
    desk: Desk, control: RecoveryController, view: FakeWelcome, qtbot: QtBot, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    path = tmp_path / "Aria.avatar"
    leave_behind(tmp_path, monkeypatch, path=path)
    write_project(path, content_of("Theirs"))
    before = path.read_bytes()
    look(control, qtbot)
    view.recovered_requested.emit(view.works[0].id)
    qtbot.waitUntil(lambda: desk.files.title == "Aria")
    desk.answers.conflict = [ConflictAnswer.CANCEL]
    desk.files.save()
    qtbot.waitUntil(lambda: desk.answers.asked == ["conflict Aria.avatar"])
    assert path.read_bytes() == before


def test_recovered_work_that_was_never_saved_asks_where(
    desk: Desk, control: RecoveryController, view: FakeWelcome, qtbot: QtBot, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    leave_behind(tmp_path, monkeypatch, "Bram")
    look(control, qtbot)
    view.recovered_requested.emit(view.works[0].id)
    qtbot.waitUntil(lambda: desk.name == "Bram")
    desk.answers.paths = [None]
    desk.files.save()
    assert desk.answers.suggestions[0].name == "Bram.avatar"
    desk.answers.unsaved = [UnsavedAnswer.DISCARD]
    desk.files.close()
    qtbot.waitUntil(lambda: list(desk.recovery.root.iterdir()) == [])


def test_discarding_can_be_taken_back(
    desk: Desk, control: RecoveryController, view: FakeWelcome, qtbot: QtBot, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    leave_behind(tmp_path, monkeypatch)
    look(control, qtbot)
    view.discard_requested.emit(view.works[0].id)
    assert view.works == ()
    action = desk.told[-1].action
    assert action is not None
    with qtbot.waitSignal(control.listed):
        action()
    assert [work.title for work in view.works] == ["Aria"]
    view.discard_requested.emit(view.works[0].id)
    control._is_swept = False  # the next start
    look(control, qtbot)
    assert list(desk.recovery.root.iterdir()) == []


def test_a_full_disk_is_told_and_work_goes_on(
    desk: Desk, control: RecoveryController, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "recovery").write_bytes(b"in the way")
    desk.rename("edited")
    qtbot.waitUntil(lambda: bool(desk.told))
    assert desk.told[0].tone is Tone.WARNING
    assert "cannot be kept safe" in desk.told[0].text
    assert desk.name == "edited"
