"""The panel of jobs over the real queue, and messages about long ones."""

from __future__ import annotations

import time
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.controllers.jobs_panel import JobsPanelController
from studio.controllers.jobs_panel_notices import LONG_S, JobNotices
from studio.core.errors import ExportError
from studio.core.jobs import CancelToken, Partial, Progress
from studio.models.job_rows import JobRow, JobSign
from studio.services.jobs import JobInfo, JobSpec, JobState, Lane, Outcome, Phase
from studio.views.jobs.panel import JobsPanel
from tests.controllers.desk import Desk
from tests.services.test_job_queue import counting


class Requeue:
    """Queues jobs of the kind "set" again."""

    def __init__(self) -> None:
        self.queued: list[dict[str, Any]] = []

    def can_requeue(self, kind: str) -> bool:
        return kind == "set"

    def requeue(self, kind: str, restore: dict[str, Any]) -> bool:
        self.queued.append(restore)
        return True


@pytest.fixture
def desk(qapp: QApplication, tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path)
    yield made
    made.close()


@pytest.fixture
def panel(qtbot: QtBot) -> JobsPanel:
    made = JobsPanel()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def retry() -> Requeue:
    return Requeue()


@pytest.fixture
def control(desk: Desk, panel: JobsPanel, retry: Requeue) -> JobsPanelController:
    return JobsPanelController(desk.workspace, desk.jobs, retry, panel)


def rows(panel: JobsPanel) -> list[JobRow]:
    return list(panel._model.rows)


def failing(token: CancelToken, carried: Any) -> Generator[Progress | Partial, None, None]:
    yield Progress(0.5, "half way")
    raise ExportError("The folder is read-only.", "Choose another one.", "export.folder")


def broken(token: CancelToken, carried: Any) -> Generator[Progress | Partial, None, None]:
    yield Progress(None, "")
    raise ZeroDivisionError("by nought")


def spec(title: str, work: Any = None, lane: Lane = Lane.FILES, **more: Any) -> JobSpec:
    return JobSpec(title, (Phase(lane, work or counting(100_000, pause_s=0.001)),), **more)


def test_running_waiting_and_ended_jobs_in_this_order(
    desk: Desk, panel: JobsPanel, control: JobsPanelController, qtbot: QtBot
) -> None:
    desk.jobs.submit(spec("fails", failing, Lane.INFERENCE))
    qtbot.waitUntil(lambda: [row.sign for row in rows(panel)] == [JobSign.FAILED])
    desk.jobs.submit(spec("ends", counting(2), Lane.INFERENCE))
    qtbot.waitUntil(lambda: JobSign.DONE in [row.sign for row in rows(panel)])
    for name in ("a", "b"):
        desk.jobs.submit(spec(name, lane=Lane.INFERENCE))
    qtbot.waitUntil(lambda: len(rows(panel)) == 4 and rows(panel)[0].fraction is not None)
    assert [(row.title, row.sign) for row in rows(panel)] == [
        ("a", JobSign.RUNNING), ("b", JobSign.QUEUED), ("ends", JobSign.DONE), ("fails", JobSign.FAILED),
    ]  # fmt: skip
    failed = rows(panel)[3]
    assert failed.message == "The folder is read-only. Choose another one."
    assert failed.has_details
    assert panel._summary.text() == "1 running · 1 waiting · 1 failed · 1 finished"
    qtbot.waitUntil(lambda: bool(rows(panel)[0].speed), timeout=3000)
    assert rows(panel)[0].speed.endswith(" a second")
    assert rows(panel)[0].left.endswith(" left")
    desk.jobs.cancel_all()


def test_quiet_jobs_are_not_shown_and_saving_survives_cancel_all(
    desk: Desk, panel: JobsPanel, control: JobsPanelController, qtbot: QtBot
) -> None:
    saved: list[Any] = []
    desk.jobs.submit(spec("save", counting(30, pause_s=0.005), is_quiet=True, is_urgent=True), saved.append)
    desk.jobs.submit(spec("shown"))
    qtbot.waitUntil(lambda: [row.title for row in rows(panel)] == ["shown"])
    panel.cancel_button.click()
    qtbot.waitUntil(lambda: rows(panel)[0].sign is JobSign.CANCELLED)
    qtbot.waitUntil(lambda: saved == [30])


def test_pausing_rests_and_says_so(desk: Desk, panel: JobsPanel, control: JobsPanelController, qtbot: QtBot) -> None:
    desk.jobs.submit(spec("a"))
    qtbot.waitUntil(lambda: bool(rows(panel)) and rows(panel)[0].sign is JobSign.RUNNING)
    panel.pause_button.click()
    assert desk.jobs.is_paused
    qtbot.waitUntil(lambda: rows(panel)[0].state == "Paused")
    panel.pause_button.click()
    assert not desk.jobs.is_paused
    qtbot.waitUntil(lambda: rows(panel)[0].state == "Running")
    desk.jobs.cancel_all()


def test_waiting_jobs_are_reordered_past_quiet_and_ended_ones(
    desk: Desk, panel: JobsPanel, control: JobsPanelController, qtbot: QtBot
) -> None:
    desk.jobs.set_paused(True)
    names = [desk.jobs.submit(spec(title, is_quiet=title == "q")) for title in ("a", "q", "b", "c")]
    control.refresh()
    panel.move_requested.emit(names[3], names[0])
    control.refresh()
    assert [row.title for row in rows(panel)] == ["c", "a", "b"]
    panel.move_requested.emit(names[0], "")
    control.refresh()
    assert [row.title for row in rows(panel)] == ["c", "b", "a"]
    desk.jobs.cancel_all()


def test_what_failed_can_be_tried_again_only_where_somebody_knows_how(
    desk: Desk, panel: JobsPanel, control: JobsPanelController, retry: Requeue, qtbot: QtBot
) -> None:
    known = desk.jobs.submit(spec("known", failing, kind="set", restore={"cells": ["joy"]}))
    desk.jobs.submit(spec("unknown", failing, kind="other", restore={}))
    desk.jobs.submit(spec("not worth it", failing, kind="set"))
    qtbot.waitUntil(lambda: [row.sign for row in rows(panel)] == [JobSign.FAILED] * 3)
    assert {row.title for row in rows(panel) if row.can_retry} == {"known"}
    panel.retry_requested.emit(known)
    assert retry.queued == [{"cells": ["joy"]}]


def test_details_of_a_bug_hold_its_trace(
    desk: Desk, panel: JobsPanel, control: JobsPanelController, qtbot: QtBot
) -> None:
    job = desk.jobs.submit(spec("breaks", broken))
    qtbot.waitUntil(lambda: bool(rows(panel)) and rows(panel)[0].has_details)
    assert rows(panel)[0].message == "Something unexpected went wrong (ZeroDivisionError)."
    panel.copy_requested.emit(job)
    text = QGuiApplication.clipboard().text()
    assert "breaks" in text
    assert "by nought" in text
    assert "Traceback" in text


def test_results_offer_what_can_be_done_with_them(
    desk: Desk, panel: JobsPanel, control: JobsPanelController, qtbot: QtBot
) -> None:
    opened: list[Any] = []
    control.register_action("export", "Open the folder", opened.append)
    image = QImage(8, 8, QImage.Format.Format_RGB32)
    done = desk.jobs.submit(spec("export", counting(3), kind="export", thumbnail=image))
    desk.jobs.submit(spec("other", counting(3), kind="set"))
    qtbot.waitUntil(lambda: [row.sign for row in rows(panel)] == [JobSign.DONE] * 2)
    assert {row.title: row.action for row in rows(panel)} == {"export": "Open the folder", "other": ""}
    panel.action_requested.emit(done)
    assert opened == [3]
    panel.clear_button.click()
    qtbot.waitUntil(lambda: rows(panel) == [])
    assert control._results == {}


def test_five_hundred_jobs_stay_quick(desk: Desk, panel: JobsPanel, control: JobsPanelController, qtbot: QtBot) -> None:
    panel.resize(600, 400)
    panel.show()
    desk.jobs.set_paused(True)
    for index in range(500):
        desk.jobs.submit(spec(f"job {index}", lane=Lane.INFERENCE))
    control.refresh()
    panel.list.grab()
    best_ms = []
    for _ in range(5):
        desk.jobs.move(desk.jobs.jobs()[-1].id, 0)
        start = time.perf_counter()
        control.refresh()
        panel.list.grab()
        best_ms.append((time.perf_counter() - start) * 1000)
    assert min(best_ms) < 60
    desk.jobs.cancel_all()
    control.refresh()
    assert len(rows(panel)) == 500


class FakeTray:
    def __init__(self) -> None:
        self.shown: list[tuple[str, str, bool]] = []

    def notify(self, title: str, text: str, is_problem: bool) -> bool:
        self.shown.append((title, text, is_problem))
        return True


def ended(seconds: float, state: JobState = JobState.DONE, **more: Any) -> Outcome:
    error = ExportError("The disk is full.") if state is JobState.FAILED else None
    made = spec("Export", **more)
    return Outcome(JobInfo("j", made, state, Progress(1.0, ""), 100.0, 100.0 + seconds, error))


def test_long_jobs_are_told_when_nobody_looks(desk: Desk) -> None:
    tray, looking = FakeTray(), [False]
    notices = JobNotices(desk.workspace, desk.jobs, desk.settings, tray, lambda: looking[0])
    desk.jobs.job_ended.emit(ended(LONG_S - 1))
    desk.jobs.job_ended.emit(ended(75, JobState.CANCELLED))
    desk.jobs.job_ended.emit(ended(75, is_quiet=True))
    looking[0] = True
    desk.jobs.job_ended.emit(ended(75))
    looking[0] = False
    assert (tray.shown, desk.told) == ([], [])
    desk.jobs.job_ended.emit(ended(75))
    desk.jobs.job_ended.emit(ended(75, JobState.FAILED))
    assert tray.shown == [("Export", "Done in 1:15", False), ("Export", "Failed. The disk is full.", True)]
    assert [message.text for message in desk.told] == ["Export: done in 1:15"]
    desk.settings.set(has_notifications=False)
    desk.jobs.job_ended.emit(ended(75))
    assert len(tray.shown) == 2
    assert len(desk.told) == 2
    assert notices is not None
