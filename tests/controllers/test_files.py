"""New, open, save, close, reopen: with the real queue, threads and files."""

from __future__ import annotations

import os
from collections.abc import Generator, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from studio.controllers import files_jobs
from studio.controllers.files_status import DocumentStatusController
from studio.core.jobs import Progress
from studio.models.file_questions import ConflictAnswer, UnsavedAnswer
from studio.models.messages import Tone
from studio.models.project import Project
from studio.pipelines.sample_project import is_finished
from studio.storage.blobs import BlobStore
from studio.storage.project_file import OpenProject, read_project, write_project
from studio.storage.settings import load_settings
from tests.controllers.desk import Desk, FakeActions


@pytest.fixture
def desk(qapp: QCoreApplication, tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path / "own")
    yield made
    made.close()


@pytest.fixture
def aria(tmp_path: Path) -> Path:
    path = tmp_path / "Aria.avatar"
    write_project(path, OpenProject(Project("aria", "Aria"), BlobStore()))
    return path


def open_(desk: Desk, qtbot: QtBot, path: Path) -> None:
    desk.files.open(path)
    qtbot.waitUntil(lambda: desk.workspace.document.path == path)


def save(desk: Desk, qtbot: QtBot) -> None:
    with qtbot.waitSignal(desk.files.saved):
        desk.files.save()


def test_nothing_is_open_at_first_and_the_first_edit_opens_something(desk: Desk, qtbot: QtBot) -> None:
    assert not desk.files.is_present
    with qtbot.waitSignal(desk.files.presence_changed):
        desk.rename("begun")
    assert desk.files.is_modified


def test_opening_shows_it_and_remembers_it_at_once(desk: Desk, qtbot: QtBot, aria: Path) -> None:
    open_(desk, qtbot, aria)
    assert (desk.name, desk.files.title, desk.files.is_present, desk.files.is_modified) == ("Aria", "Aria", True, False)
    assert load_settings(desk.settings._path).recent_projects == (str(aria),), "on disk, not at the end"


def test_the_path_may_come_from_the_dialog(desk: Desk, qtbot: QtBot, aria: Path) -> None:
    desk.answers.paths = [None, aria]
    desk.files.open()
    assert desk.jobs.jobs(with_quiet=True) == ()
    desk.files.open()
    qtbot.waitUntil(lambda: desk.name == "Aria")


def test_a_damaged_file_leaves_the_open_project_and_offers_the_backup(desk: Desk, qtbot: QtBot, aria: Path) -> None:
    open_(desk, qtbot, aria)
    desk.rename("Aria, edited")
    save(desk, qtbot)
    desk.rename("in work")
    bad = aria.with_name("bad.avatar")
    bad.write_bytes(aria.read_bytes()[:-80])
    aria.with_name("Aria.avatar.bak").rename(aria.with_name("bad.avatar.bak"))
    desk.told.clear()
    desk.files.open(bad)
    qtbot.waitUntil(lambda: bool(desk.told))
    qtbot.wait(50)
    assert desk.answers.asked == [], "no question before there is something to show"
    assert (desk.name, desk.workspace.document.path) == ("in work", aria)
    [message] = desk.told
    assert (message.tone, message.action_label) == (Tone.PROBLEM, "Open the backup")
    assert message.action is not None
    desk.answers.unsaved = [UnsavedAnswer.DISCARD]
    message.action()
    qtbot.waitUntil(lambda: desk.name == "Aria")
    assert desk.workspace.document.path is None, "the backup itself is never written to"
    assert desk.files.is_modified
    assert desk.files.title == "bad"


def test_a_missing_file_is_told(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    desk.files.open(tmp_path / "gone.avatar")
    qtbot.waitUntil(lambda: bool(desk.told))
    assert "gone.avatar" in desk.told[0].text
    assert not desk.files.is_present


def test_saving_keeps_the_history_and_what_was_edited_meanwhile_stays_unsaved(
    desk: Desk, qtbot: QtBot, aria: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_(desk, qtbot, aria)
    stack = desk.workspace.undo_stack
    desk.rename("one")
    desk.rename("two")
    with qtbot.waitSignal(desk.files.saved):
        desk.files.save()
        desk.rename("three")
        desk.rename("four")
    assert desk.name == "four"
    assert (stack.count(), stack.index(), stack.cleanIndex()) == (4, 4, 2)
    assert not stack.isClean()
    assert read_project(aria).project.name == "two"
    stack.undo()
    stack.undo()
    assert stack.isClean()
    assert not desk.files.is_modified
    for _ in range(2):
        stack.undo()
    assert desk.name == "Aria"


def test_a_drag_that_goes_on_while_it_is_saved_stays_unsaved(desk: Desk, qtbot: QtBot, aria: Path) -> None:
    open_(desk, qtbot, aria)
    desk.rename("a", "drag")
    with qtbot.waitSignal(desk.files.saved):
        desk.files.save()
        desk.rename("b", "drag")
    assert desk.files.is_modified
    desk.workspace.undo_stack.undo()
    assert (desk.name, desk.files.is_modified) == ("a", False)


def test_where_the_saved_state_is_gone_nothing_is_clean(desk: Desk, qtbot: QtBot, aria: Path) -> None:
    open_(desk, qtbot, aria)
    desk.rename("saved")
    with qtbot.waitSignal(desk.files.saved):
        desk.files.save()
        desk.workspace.undo_stack.undo()
        desk.rename("another branch")
    stack = desk.workspace.undo_stack
    assert stack.cleanIndex() == -1
    stack.undo()
    assert desk.files.is_modified


def test_of_many_saves_the_last_one_counts(desk: Desk, qtbot: QtBot, aria: Path) -> None:
    open_(desk, qtbot, aria)
    for index in range(12):
        desk.rename(f"state {index}")
        desk.files.save()
    qtbot.waitUntil(lambda: not desk.files.is_saving and not desk.files.is_modified)
    assert read_project(aria).project.name == "state 11"


def test_the_first_save_asks_where(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    desk.files.new()
    desk.rename("Bram")
    desk.answers.paths = [None]
    desk.files.save()
    assert desk.files.is_modified
    desk.answers.paths = [tmp_path / "Bram"]
    save(desk, qtbot)
    assert desk.workspace.document.path == tmp_path / "Bram.avatar"
    assert desk.answers.suggestions[0].name == "Bram.avatar"
    assert not desk.files.is_modified


@pytest.mark.parametrize(
    ("name", "wanted"),
    [("a", "a_v02"), ("a_v01", "a_v02"), ("a_v009", "a_v010"), ("a_v99", "a_v100"), ("v2_v", "v2_v_v02")],
)
def test_next_versions(tmp_path: Path, name: str, wanted: str) -> None:
    assert files_jobs.next_version(tmp_path / f"{name}.avatar").name == f"{wanted}.avatar"


def test_saving_the_next_version_leaves_the_one_before(desk: Desk, qtbot: QtBot, aria: Path) -> None:
    open_(desk, qtbot, aria)
    aria.with_name("Aria_v02.avatar").write_bytes(b"somebody's")
    desk.rename("better")
    with qtbot.waitSignal(desk.files.saved):
        desk.files.save_next_version()
    assert desk.workspace.document.path == aria.with_name("Aria_v03.avatar")
    assert read_project(aria).project.name == "Aria"
    assert read_project(desk.workspace.document.path).project.name == "better"
    assert desk.settings.values.recent_projects[0].endswith("Aria_v03.avatar")


def test_somebody_elses_change_is_never_overwritten_unasked(desk: Desk, qtbot: QtBot, aria: Path) -> None:
    open_(desk, qtbot, aria)
    desk.rename("mine")
    write_project(aria, OpenProject(Project("aria", "theirs"), BlobStore()))
    desk.answers.conflict = [ConflictAnswer.CANCEL]
    desk.files.save()
    qtbot.waitUntil(lambda: desk.answers.asked == ["conflict Aria.avatar"] and not desk.files.is_saving)
    assert read_project(aria).project.name == "theirs"
    assert desk.files.is_modified
    desk.answers.conflict = [ConflictAnswer.OVERWRITE]
    save(desk, qtbot)
    assert read_project(aria).project.name == "mine"
    assert not desk.files.is_modified


def test_a_new_date_alone_is_no_change(desk: Desk, qtbot: QtBot, aria: Path) -> None:
    open_(desk, qtbot, aria)
    desk.rename("mine")
    os.utime(aria, (1, 1))
    save(desk, qtbot)
    assert desk.answers.asked == []


@pytest.mark.parametrize(
    ("answer", "is_open", "on_disk"),
    [
        (UnsavedAnswer.CANCEL, True, "Aria"),
        (UnsavedAnswer.DISCARD, False, "Aria"),
        (UnsavedAnswer.SAVE, False, "edited"),
    ],
)
def test_closing_asks_once(
    desk: Desk, qtbot: QtBot, aria: Path, answer: UnsavedAnswer, is_open: bool, on_disk: str
) -> None:
    open_(desk, qtbot, aria)
    desk.rename("edited")
    desk.answers.unsaved = [answer]
    desk.files.close()
    qtbot.waitUntil(lambda: desk.files.is_present == is_open and not desk.files.is_saving)
    assert desk.answers.asked == ["unsaved Aria"]
    assert read_project(aria).project.name == on_disk


def test_a_save_that_fails_keeps_the_project_open(desk: Desk, qtbot: QtBot, aria: Path, tmp_path: Path) -> None:
    open_(desk, qtbot, aria)
    desk.rename("edited")
    desk.answers.unsaved, desk.answers.paths = [UnsavedAnswer.SAVE], []
    blocked = tmp_path / "blocked"
    blocked.write_bytes(b"a file, not a folder")
    desk.workspace.document.set_path(blocked / "x.avatar")
    desk.files.close()
    qtbot.waitUntil(lambda: bool(desk.told))
    assert desk.told[0].tone is Tone.PROBLEM
    assert (desk.name, desk.files.is_modified) == ("edited", True)


def test_a_closed_project_comes_back_with_its_history(desk: Desk, qtbot: QtBot, aria: Path) -> None:
    open_(desk, qtbot, aria)
    desk.rename("one")
    save(desk, qtbot)
    desk.rename("two")
    desk.rename("three")
    desk.workspace.undo_stack.undo()
    desk.answers.unsaved = [UnsavedAnswer.DISCARD]
    desk.files.close()
    assert (desk.files.is_present, desk.workspace.undo_stack.count(), desk.files.can_reopen) == (False, 0, True)
    changes: list[object] = []
    desk.workspace.project_changed.connect(lambda before, after: changes.append(after))
    desk.files.reopen()
    stack = desk.workspace.undo_stack
    assert changes == [], "nobody sees the states in between"
    assert (desk.name, stack.count(), stack.index(), stack.cleanIndex()) == ("two", 3, 2, 1)
    assert [stack.text(index) for index in range(3)] == ["Rename to one", "Rename to two", "Rename to three"]
    stack.redo()
    assert desk.name == "three"
    for _ in range(3):
        stack.undo()
    assert desk.name == "Aria"
    assert not desk.files.can_reopen
    assert desk.workspace.document.path == aria


def test_opening_another_project_asks_only_when_it_is_there(desk: Desk, qtbot: QtBot, aria: Path) -> None:
    desk.rename("unsaved work")
    desk.answers.unsaved = [UnsavedAnswer.CANCEL, UnsavedAnswer.DISCARD]
    desk.files.open(aria)
    qtbot.waitUntil(lambda: len(desk.answers.asked) == 1)
    assert desk.name == "unsaved work"
    open_(desk, qtbot, aria)
    desk.files.reopen()
    assert desk.name == "unsaved work", "even what was discarded can be had again in this session"


def test_opening_the_open_project_changes_nothing(desk: Desk, qtbot: QtBot, aria: Path) -> None:
    open_(desk, qtbot, aria)
    desk.rename("edited")
    desk.files.open(aria)
    assert "open already" in desk.told[-1].text
    assert desk.name == "edited"


def test_pictures_start_a_project(desk: Desk, tmp_path: Path) -> None:
    captured: list[object] = []
    desk.files.set_capture(captured.append)
    desk.answers.pictures = [[]]
    desk.files.new_from_pictures()
    assert not desk.files.is_present
    desk.files.open_dropped([tmp_path / "a.png", tmp_path / "b.jpg"])
    assert captured == [[tmp_path / "a.png", tmp_path / "b.jpg"]]
    assert desk.files.is_present


def test_a_dropped_project_is_opened(desk: Desk, qtbot: QtBot, aria: Path, tmp_path: Path) -> None:
    desk.files.open_dropped([tmp_path / "a.png", aria])
    qtbot.waitUntil(lambda: desk.name == "Aria")


def test_quitting_waits_for_the_save(desk: Desk, qtbot: QtBot, aria: Path) -> None:
    open_(desk, qtbot, aria)
    desk.rename("edited")
    quits: list[str] = []
    desk.files.save()
    desk.files.quit(lambda: quits.append(read_project(aria).project.name))
    assert quits == []
    qtbot.waitUntil(lambda: quits == ["edited"])
    assert desk.answers.asked == []


def test_saving_works_while_the_queue_rests(desk: Desk, qtbot: QtBot, aria: Path) -> None:
    open_(desk, qtbot, aria)
    desk.rename("edited")
    desk.jobs.set_paused(True)
    save(desk, qtbot)
    assert read_project(aria).project.name == "edited"


def test_the_sample_is_made_once(desk: Desk, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AVATAR_STUDIO_CACHE", str(tmp_path / "cache"))
    told = list[Progress | None]()
    desk.files.sample_progress.connect(told.append)
    with qtbot.waitSignal(desk.files.sample_opened, timeout=60_000):
        desk.files.open_sample()
        desk.files.open_sample()  # a second click changes nothing
    assert told[-1] is None
    texts = [one.message for one in told if one is not None]
    assert any("30 of 30" in text for text in texts), "it says what it is doing"
    project = desk.workspace.project
    assert is_finished(project), "the whole set is drawn"
    assert desk.workspace.undo_stack.count() == 0, "and nothing of it is a step of the history"
    [character] = project.characters
    assert len(character.expression_set) == 30
    assert len(project.clips) == 5
    assert desk.workspace.document.path is None, "the kept copy is never written to"
    assert not desk.files.is_modified
    monkeypatch.setattr("studio.pipelines.sample_project.sample_project", lambda token: pytest.fail("made again"))
    with qtbot.waitSignal(desk.files.sample_opened, timeout=5000):
        desk.files.open_sample()
    assert desk.workspace.project == project


def test_a_sample_of_another_time_is_made_again(
    desk: Desk, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AVATAR_STUDIO_CACHE", str(tmp_path / "cache"))
    made, module = list[str](), "studio.pipelines.sample_project"

    def sample(token: object) -> Generator[Progress, None, OpenProject]:
        made.append("again")
        yield Progress(0.5, "drawing")
        return OpenProject(Project("s", "Sample"), BlobStore())

    monkeypatch.setattr(f"{module}.sample_project", sample)
    for is_good, count in ((False, 1), (False, 2), (True, 2)):
        monkeypatch.setattr(f"{module}.is_finished", lambda project, is_good=is_good: is_good)
        with qtbot.waitSignal(desk.files.sample_opened, timeout=10_000):
            desk.files.open_sample()
        assert len(made) == count
    assert [one.suffix for one in (tmp_path / "cache" / "sample").iterdir()] == [".avatar"], "old ones are not kept"


def test_preparing_the_sample_can_be_stopped(
    desk: Desk, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AVATAR_STUDIO_CACHE", str(tmp_path / "cache"))
    told = list[Progress | None]()
    desk.files.sample_progress.connect(told.append)
    desk.files.open_sample()
    qtbot.waitUntil(lambda: any(one is not None and one.message for one in told), timeout=30_000)
    desk.files.cancel_sample()
    qtbot.waitUntil(lambda: told[-1] is None, timeout=10_000)
    assert not desk.files.is_preparing_sample
    assert not desk.files.is_present


def test_actions_follow_what_is_possible(desk: Desk, qtbot: QtBot, aria: Path) -> None:
    actions = FakeActions()
    desk.files.bind(actions)
    assert not actions.enabled["file.save"]
    actions.slots["file.new"]()
    assert actions.enabled["file.save"]
    assert not actions.enabled["file.reopen"]
    open_(desk, qtbot, aria)
    actions.slots["file.close"]()
    assert actions.enabled["file.reopen"]
    assert not actions.enabled["file.save"]


def test_the_status_says_how_safe_the_work_is(desk: Desk, qtbot: QtBot, aria: Path) -> None:
    status = DocumentStatusController(desk.workspace, desk.files, desk.recovery)
    assert status.text == ""
    open_(desk, qtbot, aria)
    assert status.text == "No changes"
    desk.rename("one")
    assert status.text == "1 change not saved"
    desk.rename("two")
    qtbot.waitUntil(lambda: status.text == "2 changes not saved · kept safe just now")
    save(desk, qtbot)
    assert status.text == "Saved just now"
    assert status._saved_s is not None
    status._saved_s -= 12
    qtbot.waitUntil(lambda: status.text.startswith("Saved 12 s ago"), timeout=2500)
    status.close()


def test_a_file_may_change_while_it_is_read(
    desk: Desk, qtbot: QtBot, aria: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The stamp is taken before reading, so that a change in between is noticed when saving."""
    real = files_jobs.read_project

    def reading(path: Path) -> OpenProject:
        content = real(path)
        write_project(path, replace(content, project=replace(content.project, name="theirs")))
        return content

    monkeypatch.setattr(files_jobs, "read_project", reading)
    desk.files.open(aria)
    qtbot.waitUntil(lambda: desk.name == "Aria")
    desk.rename("mine")
    desk.answers.conflict = [ConflictAnswer.CANCEL]
    desk.files.save()
    qtbot.waitUntil(lambda: desk.answers.asked == ["conflict Aria.avatar"])
