"""The frame's controllers, with fake views."""

from __future__ import annotations

import sys
import threading
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from studio.controllers.shell_crash import CrashController, crash_report, plugin_of
from studio.controllers.shell_keys import KeysController
from studio.controllers.shell_status import StatusController
from studio.controllers.shell_tour import TourController
from studio.controllers.workspace import Workspace
from studio.core.jobs import CancelToken, Progress
from studio.models.document import Document
from studio.models.project import Project, new_id
from studio.models.shell import CrashReport, JobsSummary, KeyRow, TourStep
from studio.services.inference import InferenceService
from studio.services.job_queue import JobQueue
from studio.services.jobs import JobSpec, Lane, Phase
from studio.services.previews import Preview, PreviewService
from studio.services.settings import SettingsService
from studio.services.stages import StageCache
from studio.storage.blobs import BlobStore


@dataclass
class FakeActions:
    slots: dict[str, object] = field(default_factory=dict)
    checked: dict[str, bool] = field(default_factory=dict)

    def bind(self, action_id: str, slot: object) -> None:
        self.slots[action_id] = slot

    def set_enabled(self, action_id: str, is_enabled: bool) -> None: ...

    def set_checked(self, action_id: str, is_checked: bool) -> None:
        self.checked[action_id] = is_checked

    def do(self, action_id: str, *arguments: object) -> None:
        self.slots[action_id](*arguments)  # type: ignore[operator]


class FakeStatus(QObject):
    cancel_requested = Signal()
    jobs_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.engine: tuple[str, str, float | None] = ("", "", None)
        self.saved = ""
        self.jobs: list[JobsSummary | None] = []

    def set_engine(self, engine: str, device: str, frame_ms: float | None) -> None:
        self.engine = (engine, device, frame_ms)

    def set_saved(self, text: str) -> None:
        self.saved = text

    def set_jobs(self, summary: JobsSummary | None) -> None:
        self.jobs.append(summary)


class FakeKeys(QObject):
    keys_requested = Signal(str, str)
    reset_requested = Signal(str)
    reset_all_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.rows: Sequence[KeyRow] = ()

    def show_keys(self, rows: Sequence[KeyRow]) -> None:
        self.rows = rows

    def open(self) -> None: ...


@dataclass
class FakeCrash:
    shown: list[tuple[CrashReport, int]] = field(default_factory=list)

    def show_report(self, report: CrashReport, count: int) -> None:
        self.shown.append((report, count))


class FakeTour(QObject):
    ended = Signal()
    step_shown = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.started: list[Sequence[TourStep]] = []
        self.page = ""

    def start(self, steps: Sequence[TourStep]) -> None:
        self.started.append(steps)

    def set_page(self, page: str) -> None:
        self.page = page

    def end(self) -> None:
        self.ended.emit()


@pytest.fixture
def workspace(qtbot: QtBot) -> Workspace:
    return Workspace(Document(Project(new_id(), "Aria"), BlobStore()))


@pytest.fixture
def settings(tmp_path: Path) -> SettingsService:
    return SettingsService(tmp_path / "settings.json")


@pytest.fixture
def queue(qtbot: QtBot) -> Iterator[JobQueue]:
    queue = JobQueue(InferenceService())
    yield queue
    assert queue.close()


@pytest.fixture
def status(
    settings: SettingsService, queue: JobQueue
) -> tuple[StatusController, FakeStatus, FakeActions, PreviewService]:
    view, actions = FakeStatus(), FakeActions()
    previews = PreviewService(queue._inference, StageCache())
    return StatusController(settings, queue, previews, actions, view), view, actions, previews


def _slow(release: threading.Event) -> JobSpec:
    def work(token: CancelToken, _: object) -> Generator[Progress, None, None]:
        yield Progress(0.5, "half")
        while not release.wait(0.01):
            token.check()
            yield Progress(0.5, "half", 20.0)

    return JobSpec("Draw Aria", (Phase(Lane.FILES, work),))


def test_jobs_are_shown_after_a_moment_and_cancelled_from_there(
    qtbot: QtBot, queue: JobQueue, status: tuple[StatusController, FakeStatus, FakeActions, PreviewService]
) -> None:
    _, view, actions, _ = status
    release = threading.Event()
    queue.submit(_slow(release))
    assert [one for one in view.jobs if one is not None] == []
    qtbot.waitUntil(lambda: bool(view.jobs) and view.jobs[-1] is not None, timeout=3000)
    qtbot.waitUntil(lambda: view.jobs[-1] is not None and view.jobs[-1].fraction == 0.5, timeout=3000)
    shown = view.jobs[-1]
    assert shown is not None
    assert (shown.count, shown.title) == (1, "Draw Aria")
    actions.do("jobs.cancel-current")
    qtbot.waitUntil(lambda: view.jobs[-1] is None, timeout=3000)


def test_whoever_takes_the_key_first_keeps_the_job_running(
    qtbot: QtBot, queue: JobQueue, status: tuple[StatusController, FakeStatus, FakeActions, PreviewService]
) -> None:
    controller, _, actions, _ = status
    job = queue.submit(_slow(threading.Event()))
    takes = [True]
    controller.offer_key_first(lambda: takes[0])

    def is_running() -> bool:
        info = queue.job(job)
        return info is not None and not info.state.is_over

    actions.do("jobs.cancel-current")
    qtbot.wait(50)
    assert is_running()
    takes[0] = False
    actions.do("jobs.cancel-current")
    qtbot.waitUntil(lambda: not is_running(), timeout=3000)


def test_quick_jobs_are_never_shown(
    qtbot: QtBot, queue: JobQueue, status: tuple[StatusController, FakeStatus, FakeActions, PreviewService]
) -> None:
    _, view, _, _ = status
    release = threading.Event()
    release.set()
    ended: list[object] = []
    queue.submit(_slow(release), on_end=ended.append)
    qtbot.waitUntil(lambda: bool(ended), timeout=3000)
    qtbot.wait(350)
    assert [one for one in view.jobs if one is not None] == []


def test_the_time_a_frame_takes_is_shown(
    status: tuple[StatusController, FakeStatus, FakeActions, PreviewService], settings: SettingsService
) -> None:
    _, view, _, previews = status
    assert view.engine == ("Puppet", "CPU", None)
    previews.ready.emit(Preview("canvas", 1, QImage(), {}, 8.0, 9.0, False))
    assert view.engine[2] == 8.0
    settings.set(device="cpu")
    assert view.engine[2] is None


def test_own_keys_that_clash_name_the_other_action(settings: SettingsService) -> None:
    editor, sheet, applied = FakeKeys(), FakeKeys(), []
    controller = KeysController(settings, FakeActions(), editor, sheet, applied.append)
    assert [row.clash for row in editor.rows if row.clash] == []
    editor.keys_requested.emit("file.open", "Ctrl+S")
    rows = {row.id: row for row in editor.rows}
    assert rows["file.open"].is_own
    assert rows["file.open"].clash == "Save"
    assert rows["file.save"].clash == "Open…"
    assert applied[-1] == {"file.open": "Ctrl+S"}
    editor.keys_requested.emit("file.open", "Ctrl+O")  # the default is not the user's own
    assert settings.values.shortcuts == {}
    controller.set_keys("file.open", "")
    assert settings.values.shortcuts == {"file.open": ""}
    editor.reset_all_requested.emit()
    assert settings.values.shortcuts == {}


def test_no_two_default_actions_share_a_key() -> None:
    from studio.models.actions import conflicts

    assert conflicts() == []


def test_a_bug_is_told_and_the_program_goes_on(qtbot: QtBot, workspace: Workspace) -> None:
    view = FakeCrash()
    controller = CrashController(workspace, view)
    before = sys.excepthook
    controller.install()
    try:
        for _ in range(2):
            error = ValueError("boom")
            sys.excepthook(ValueError, error, None)
        thread = threading.Thread(target=lambda: 1 / 0)
        thread.start()
        thread.join()
        qtbot.waitUntil(lambda: len(view.shown) == 3)
    finally:
        controller.uninstall()
    assert sys.excepthook is before
    assert [count for _, count in view.shown] == [1, 2, 1]
    assert view.shown[0][0].summary == "ValueError: boom"
    assert "ZeroDivisionError" in view.shown[2][0].text


def test_the_report_names_the_plugin_and_no_folder_of_the_user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    file = tmp_path / "plugins" / "sparkle" / "main.py"
    file.parent.mkdir(parents=True)
    file.write_text("def go():\n    raise KeyError('no')\n")
    scope: dict[str, object] = {}
    exec(compile(file.read_text(), str(file), "exec"), scope)
    try:
        scope["go"]()  # type: ignore[operator]
    except KeyError as error:
        report = crash_report(error, (tmp_path / "plugins",))
    assert report.plugin == "sparkle"
    assert "“sparkle”" in report.text
    assert str(tmp_path) not in report.text
    assert "~/plugins/sparkle/main.py" in report.text
    assert plugin_of(Path("/elsewhere/x.py"), (tmp_path,)) == ""


def test_the_tour_is_shown_once_and_goes_to_the_pages_it_speaks_of(
    settings: SettingsService, workspace: Workspace
) -> None:
    view, actions = FakeTour(), FakeActions()
    controller = TourController(workspace, settings, actions, view)
    controller.start_once()
    [steps] = view.started
    assert len(steps) == 5
    for step in steps:
        view.step_shown.emit(step)
        assert view.page == workspace.page == (step.page or workspace.page)
    assert workspace.page == "set", "the last step is about all pages: it stays where it was"
    view.ended.emit()
    assert settings.values.has_seen_tour
    controller.start_once()
    assert len(view.started) == 1
    actions.do("help.tour")
    assert len(view.started) == 2


def test_the_tour_opens_the_sample_where_there_is_nothing_to_point_at(
    settings: SettingsService, workspace: Workspace
) -> None:
    settings.set(has_seen_tour=True)
    view, actions, opened, is_open = FakeTour(), FakeActions(), list[bool](), [False]
    controller = TourController(workspace, settings, actions, view)
    controller.set_sample(lambda: is_open[0], lambda: opened.append(True))
    actions.do("help.tour")
    assert opened
    assert not view.started
    is_open[0] = True
    controller.start_once()
    assert len(view.started) == 1, "asked for, so it comes although it was seen before"
    controller.start_once()
    assert len(view.started) == 1
