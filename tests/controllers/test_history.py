"""The panel of history over the real undo stack."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.controllers.history import HistoryController
from studio.models.job_rows import HistoryRow
from studio.views.history.panel import HistoryPanel
from tests.controllers.desk import Desk


@pytest.fixture
def desk(qapp: QApplication, tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path)
    yield made
    made.close()


@pytest.fixture
def panel(qtbot: QtBot) -> HistoryPanel:
    made = HistoryPanel()
    qtbot.addWidget(made)
    made.resize(300, 400)
    made.show()
    return made


@pytest.fixture
def control(desk: Desk, panel: HistoryPanel) -> HistoryController:
    return HistoryController(desk.workspace, panel)


def rows(panel: HistoryPanel) -> list[HistoryRow]:
    return panel._model.rows


def current(panel: HistoryPanel) -> int:
    return next(place for place, row in enumerate(rows(panel)) if row.is_current)


def test_steps_are_shown_and_a_click_goes_there(
    desk: Desk, panel: HistoryPanel, control: HistoryController, qtbot: QtBot
) -> None:
    for name in ("one", "two", "three"):
        desk.rename(name)
    qtbot.waitUntil(lambda: len(rows(panel)) == 4)
    assert [row.text for row in rows(panel)] == ["Begun", "Rename to one", "Rename to two", "Rename to three"]
    assert current(panel) == 3
    place = panel.list.visualRect(panel._model.index(1)).center()
    qtbot.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert desk.name == "one"
    qtbot.waitUntil(lambda: current(panel) == 1)
    assert [row.is_ahead for row in rows(panel)] == [False, False, True, True]
    qtbot.keyClick(panel.list, Qt.Key.Key_Down)
    assert desk.name == "two"
    qtbot.waitUntil(lambda: current(panel) == 2)
    assert desk.workspace.undo_stack.count() == 3, "looking around changes no history"


def test_the_saved_step_is_marked_and_history_survives_saving(
    desk: Desk, panel: HistoryPanel, control: HistoryController, qtbot: QtBot, tmp_path: Path
) -> None:
    desk.rename("one")
    desk.answers.paths = [tmp_path / "a.avatar"]
    with qtbot.waitSignal(desk.files.saved):
        desk.files.save()
    qtbot.waitUntil(lambda: [row.is_saved for row in rows(panel)] == [False, True])
    assert panel._summary.text() == "Everything is saved"
    desk.rename("two")
    desk.rename("three")
    qtbot.waitUntil(lambda: panel._summary.text() == "2 steps not saved")
    assert [row.is_saved for row in rows(panel)] == [False, True, False, False]
    assert control.unsaved_count == 2
    desk.workspace.undo_stack.setIndex(0)
    qtbot.waitUntil(lambda: panel._summary.text() == "1 step not saved")
    desk.rename("another branch")
    qtbot.waitUntil(lambda: panel._summary.text() == "Not saved")
    assert control.unsaved_count is None


def test_another_document_has_another_history(
    desk: Desk, panel: HistoryPanel, control: HistoryController, qtbot: QtBot
) -> None:
    desk.files.new()
    desk.rename("one")
    qtbot.waitUntil(lambda: len(rows(panel)) == 2)
    desk.workspace.undo_stack.undo()
    desk.files.new()
    qtbot.waitUntil(lambda: len(rows(panel)) == 1)
    assert panel._summary.text() == ""
