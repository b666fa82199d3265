"""Jobs, history and the welcome page as widgets: keys, mouse, drags, and that no text is cut."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QImage, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from studio.models.file_questions import ConflictAnswer, UnsavedAnswer
from studio.models.job_rows import HistoryRow, JobRow, JobSign
from studio.models.recent import RecentProject, RecoveredWork
from studio.views.history.panel import HistoryPanel
from studio.views.jobs.panel import JobsPanel
from studio.views.kit.theme import apply_theme
from studio.views.welcome.file_dialogs import FileDialogs
from studio.views.welcome.page import WelcomePage
from tests.views.clipping import clipped_texts

ROWS = (
    JobRow("run", "Draw 12 expressions", JobSign.RUNNING, "Running", 0.4, "joy", "3.4 a second", "0:20 left", True),
    JobRow("w1", "Export", JobSign.QUEUED, "Waiting", can_cancel=True, can_move=True),
    JobRow("w2", "Export again", JobSign.QUEUED, "Waiting", can_cancel=True, can_move=True),
    JobRow("w3", "And again", JobSign.QUEUED, "Waiting", can_cancel=True, can_move=True),
    JobRow("done", "Exported", JobSign.DONE, "Done", action="Open the folder"),
    JobRow("bad", "Download", JobSign.FAILED, "Failed", message="No connection.", can_retry=True, has_details=True),
)


@pytest.fixture(params=[("dark", 1.0), ("light", 1.5)], ids=["dark", "light-large"])
def look(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[None]:
    apply_theme(qapp, *request.param)
    yield
    apply_theme(qapp, "dark")


@pytest.fixture
def jobs(qtbot: QtBot) -> JobsPanel:
    made = JobsPanel()
    qtbot.addWidget(made)
    made.resize(640, 480)
    made.show_rows(ROWS)
    made.show()
    return made


@pytest.mark.usefixtures("look")
def test_no_text_is_cut(qtbot: QtBot) -> None:
    page, panel, history = WelcomePage(), JobsPanel(), HistoryPanel()
    panel.set_summary("12 running · 120 waiting · 3 failed · 40 finished")
    history.set_summary("128 steps not saved")
    page.show_recovered((RecoveredWork("a", "Aria", "Today 14:31", "2 characters · 3.1 MB"),))
    page.show_recent((
        RecentProject("/a.avatar", "Aria", "~/art", "Today 14:32", is_pinned=True),
        RecentProject("/b.avatar", "Bram", "~/art", is_missing=True),
    ))  # fmt: skip
    for widget, width in ((page, 1100), (page, 760), (panel, 640), (history, 280)):
        qtbot.addWidget(widget)
        widget.resize(width, 500)
        widget.show()
        QApplication.processEvents()
        assert clipped_texts(widget) == []
        assert not widget.grab().isNull()


@pytest.mark.parametrize(
    ("job", "key", "modifier", "signal", "arguments"),
    [
        ("run", Qt.Key.Key_Delete, Qt.KeyboardModifier.NoModifier, "cancel_requested", ["run"]),
        ("w1", Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier, "cancel_requested", ["w1"]),
        ("w2", Qt.Key.Key_Up, Qt.KeyboardModifier.ControlModifier, "move_requested", ["w2", "w1"]),
        ("w1", Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier, "move_requested", ["w1", "w3"]),
        ("w2", Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier, "move_requested", ["w2", ""]),
        ("bad", Qt.Key.Key_R, Qt.KeyboardModifier.NoModifier, "retry_requested", ["bad"]),
        ("bad", Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier, "copy_requested", ["bad"]),
        ("done", Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "action_requested", ["done"]),
    ],
)
def test_keys_of_the_jobs(
    jobs: JobsPanel,
    qtbot: QtBot,
    job: str,
    key: Qt.Key,
    modifier: Qt.KeyboardModifier,
    signal: str,
    arguments: list[str],
) -> None:
    jobs.select(job)
    with qtbot.waitSignal(getattr(jobs, signal), timeout=500) as caught:
        qtbot.keyClick(jobs.list, key, modifier)
    assert caught.args == arguments


def test_the_lists_own_keys_win_over_the_pages(jobs: JobsPanel, qtbot: QtBot) -> None:
    """Del means "remove the expression" on the page of the set, but not while the list of jobs has the focus."""
    taken: list[str] = []
    for key in ("Del", "Ctrl+C", "Ctrl+Up", "R"):
        QShortcut(QKeySequence(key), jobs, lambda key=key: taken.append(key))
    jobs.activateWindow()
    jobs.select("w2")
    jobs.list.setFocus()
    qtbot.waitUntil(jobs.list.hasFocus)
    with qtbot.waitSignal(jobs.cancel_requested, timeout=500):
        qtbot.keyClick(jobs.list, Qt.Key.Key_Delete)
    with qtbot.waitSignal(jobs.move_requested, timeout=500):
        qtbot.keyClick(jobs.list, Qt.Key.Key_Up, Qt.KeyboardModifier.ControlModifier)
    assert taken == []


def test_keys_ask_nothing_that_cannot_be_done(jobs: JobsPanel, qtbot: QtBot) -> None:
    jobs.select("done")
    with qtbot.assertNotEmitted(jobs.cancel_requested), qtbot.assertNotEmitted(jobs.retry_requested):
        qtbot.keyClick(jobs.list, Qt.Key.Key_Delete)
        qtbot.keyClick(jobs.list, Qt.Key.Key_R)
    jobs.select("w1")
    with qtbot.assertNotEmitted(jobs.move_requested):
        qtbot.keyClick(jobs.list, Qt.Key.Key_Up, Qt.KeyboardModifier.ControlModifier)


def test_drawn_buttons_are_pressed_by_the_mouse(jobs: JobsPanel, qtbot: QtBot) -> None:
    for job, name, signal in (
        ("run", "cancel", jobs.cancel_requested), ("done", "action", jobs.action_requested),
        ("bad", "retry", jobs.retry_requested), ("bad", "copy", jobs.copy_requested),
    ):  # fmt: skip
        place = jobs._model.row_of(job)
        rect = jobs.list.visualRect(jobs._model.index(place))
        at = jobs._painter.buttons(ROWS[place], rect)[name].center()
        with qtbot.waitSignal(signal, timeout=500) as caught:
            qtbot.mouseClick(jobs.list.viewport(), Qt.MouseButton.LeftButton, pos=at)
        assert caught.args == [job]


def test_only_waiting_jobs_are_dragged_and_only_among_themselves(jobs: JobsPanel, qtbot: QtBot) -> None:
    model = jobs._model
    drag = Qt.ItemFlag.ItemIsDragEnabled
    assert [bool(model.flags(model.index(row)) & drag) for row in range(6)] == [False, True, True, True, False, False]
    data = model.mimeData([model.index(3)])
    for row, before in ((0, "w1"), (1, "w1"), (2, "w2"), (5, ""), (-1, "")):
        with qtbot.waitSignal(model.moved, timeout=500) as caught:
            assert not model.dropMimeData(data, Qt.DropAction.MoveAction, row, 0, QModelIndex())
        assert caught.args == ["w3", before]
    assert len(model.rows) == 6, "the list waits for the queue"


def test_selection_and_pictures_stay_with_their_job(jobs: JobsPanel) -> None:
    jobs.select("w2")
    jobs.set_image("w2", QImage(4, 4, QImage.Format.Format_RGB32))
    new = JobRow("new", "New", JobSign.QUEUED, "Waiting", can_cancel=True, can_move=True)
    jobs.show_rows((ROWS[2], ROWS[0], new, ROWS[5]))
    index = jobs.list.currentIndex()
    assert (index.row(), jobs._model.rows[index.row()].id) == (0, "w2")
    assert set(jobs._model._images) == {"w2"}
    jobs.show_rows(())
    assert jobs._pages.currentIndex() == 0
    assert not jobs.cancel_button.isEnabled()


def test_history_rows_are_asked_for_once(qtbot: QtBot) -> None:
    panel = HistoryPanel()
    qtbot.addWidget(panel)
    panel.resize(300, 300)
    panel.show()
    asked: list[int] = []
    panel.step_requested.connect(asked.append)
    panel.show_steps(tuple(HistoryRow(f"step {place}", place == 3) for place in range(5)))
    assert asked == [], "showing is not asking"
    qtbot.mouseClick(
        panel.list.viewport(), Qt.MouseButton.LeftButton, pos=panel.list.visualRect(panel._model.index(1)).center()
    )
    panel.show_steps(tuple(HistoryRow(f"step {place}", place == 1) for place in range(5)))
    assert set(asked) == {1}


def _answer(window: QWidget, qtbot: QtBot, text: str) -> None:
    [box] = window.findChildren(QMessageBox)
    assert box.isVisible()
    button = next(one for one in box.buttons() if one.text().replace("&", "") == text)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


@pytest.mark.parametrize(
    ("text", "answer"),
    [("Save", UnsavedAnswer.SAVE), ("Discard", UnsavedAnswer.DISCARD), ("Cancel", UnsavedAnswer.CANCEL)],
)
def test_the_question_about_changes(qtbot: QtBot, text: str, answer: UnsavedAnswer) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    answers: list[UnsavedAnswer] = []
    FileDialogs(window).ask_unsaved("Aria", answers.append)
    _answer(window, qtbot, text)
    assert answers == [answer]


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("Save as…", ConflictAnswer.SAVE_AS),
        ("Overwrite", ConflictAnswer.OVERWRITE),
        ("Cancel", ConflictAnswer.CANCEL),
    ],
)
def test_the_question_about_somebody_elses_changes(qtbot: QtBot, text: str, answer: ConflictAnswer) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    answers: list[ConflictAnswer] = []
    FileDialogs(window).ask_conflict("Aria.avatar", answers.append)
    _answer(window, qtbot, text)
    assert answers == [answer]


def test_closing_a_question_is_no_answer_to_lose_work_by(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    answers: list[UnsavedAnswer] = []
    FileDialogs(window).ask_unsaved("Aria", answers.append)
    [box] = window.findChildren(QMessageBox)
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert answers == [UnsavedAnswer.CANCEL]


def test_dialogs_give_paths(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    (tmp_path / "a.avatar").write_bytes(b"")
    given: list[object] = []
    dialogs = FileDialogs(window)
    for ask in (
        lambda: dialogs.ask_open(tmp_path, given.append),
        lambda: dialogs.ask_save(tmp_path / "b.avatar", given.append),
        lambda: dialogs.ask_pictures(tmp_path, given.append),
    ):
        ask()
        [dialog] = [one for one in window.findChildren(QFileDialog) if one.isVisible()]
        dialog.reject()
        QApplication.processEvents()
    assert given == [None, None, []]
    dialogs.ask_open(tmp_path, given.append)
    [dialog] = [one for one in window.findChildren(QFileDialog) if one.isVisible()]
    dialog.selectFile(str(tmp_path / "a.avatar"))
    dialog.done(1)
    assert given[-1] == tmp_path / "a.avatar"
