"""The frame with its real controllers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from studio.composition import Studio, compose
from studio.models.file_questions import UnsavedAnswer
from studio.models.messages import Message
from studio.views.action_set import ActionSet
from studio.views.cast.inspector import CastInspector
from studio.views.main_window import MainWindow
from studio.views.welcome.file_dialogs import FileDialogs
from studio.views.welcome.page import WelcomePage
from tests.views.clipping import clipped_texts


def _panel(name: str) -> QWidget:
    panel = QWidget()
    panel.setObjectName(name)
    QVBoxLayout(panel).addWidget(QPushButton(name))
    return panel


@pytest.fixture
def studio(qtbot: QtBot, tmp_path: Path) -> Iterator[Studio]:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    studio = compose(app, tmp_path / "settings.json", is_staged=True)  # the frame alone; pages have their own tests
    studio.settings.set(language="en")
    for page in ("express", "set", "animate", "export"):
        studio.window.set_page(page, _panel(f"{page}-inspector"), _panel("matrix") if page == "set" else None)
    for name in ("timeline", "jobs", "history"):
        studio.window.add_bottom(name, name.title(), _panel(name))
    studio.window.show()
    studio.actions.trigger("file.new")
    yield studio
    studio.settings.set(theme="dark", ui_scale=1.0)
    studio.close()


def test_pages_show_their_own_inspector_and_centre(studio: Studio) -> None:
    window = studio.window
    canvas = window.canvas
    cast_inspector = window.findChild(CastInspector)
    assert cast_inspector.isVisible()
    studio.actions.trigger("go.set")
    assert studio.workspace.page == "set"
    assert window.findChild(QWidget, "matrix").isVisible()
    assert not canvas.isVisible()
    assert not cast_inspector.isVisible()
    window.top_bar.tabs.setCurrentIndex(1)
    assert studio.workspace.page == "express"
    assert canvas.isVisible()
    assert window.canvas is canvas
    assert studio.actions.qaction("go.express").isChecked()
    studio.actions.trigger("go.express")  # the shown one again
    assert studio.actions.qaction("go.express").isChecked()


def test_each_page_remembers_where_its_parts_are(studio: Studio) -> None:
    window = studio.window
    assert not window.is_part_shown("bottom")
    studio.actions.trigger("view.inspector")
    assert not window.is_part_shown("inspector")
    studio.workspace.show_page("animate")
    assert window.is_part_shown("inspector")
    assert window.is_part_shown("bottom")
    assert window.bottom.shown_part == "timeline"
    studio.workspace.show_page("cast")
    assert not window.is_part_shown("inspector")
    assert not studio.actions.qaction("view.inspector").isChecked()
    studio.actions.trigger("view.reset-layout")
    assert window.is_part_shown("inspector")
    assert studio.actions.qaction("view.inspector").isChecked()


def test_layouts_come_back_at_the_next_start(studio: Studio, qtbot: QtBot, tmp_path: Path) -> None:
    studio.actions.trigger("view.cast")
    studio.window.resize(1100, 700)
    studio.window.close()
    again = compose(studio.app, tmp_path / "settings.json", is_staged=True)
    again.window.show()
    again.actions.trigger("file.new")
    assert not again.window.is_part_shown("cast")
    assert again.window.height() == 700  # its width is more than the screen of the tests
    again.close()


def test_only_the_picture_and_back(studio: Studio) -> None:
    window = studio.window
    before = window.layout_text()
    studio.actions.trigger("view.full-screen")
    hidden = (window.top_bar, window.status, window.cast_dock, window.inspector_dock)
    assert not any(part.isVisible() for part in hidden)
    assert window.canvas.isVisible()
    studio.actions.trigger("view.full-screen")
    assert all(part.isVisible() for part in hidden)
    assert not window.isFullScreen()
    assert window.layout_text() == before


def test_one_key_goes_from_part_to_part_and_back_where_it_was(studio: Studio) -> None:
    window = studio.window
    studio.workspace.show_page("express")
    second = QLineEdit()
    window.cast_dock.widget().layout().addWidget(second)
    second.show()
    second.setFocus()
    order = (window.centre, window.inspector_dock, window.status, window.top_bar)
    for part in order:
        studio.actions.trigger("go.next-region")
        focused = QApplication.focusWidget()
        assert focused is not None
        assert part.isAncestorOf(focused), part
    studio.actions.trigger("go.next-region")
    assert QApplication.focusWidget() is second


def test_history_and_jobs_come_to_the_front(studio: Studio) -> None:
    studio.actions.trigger("tools.history")
    assert studio.window.bottom_dock.isVisible()
    assert studio.window.bottom.shown_part == "history"
    studio.actions.trigger("jobs.show")
    assert studio.window.bottom.shown_part == "jobs"


def test_keys_of_the_timeline_count_only_while_it_is_shown(studio: Studio) -> None:
    key = studio.actions.qaction("clip.next-frame")
    assert key.shortcuts() == []
    studio.workspace.show_page("animate")
    assert [one.toString() for one in key.shortcuts()] == ["Right"]
    studio.window.show_bottom("jobs")
    assert key.shortcuts() == []


def test_the_document_is_named_with_a_dot_where_something_is_not_saved(studio: Studio) -> None:
    from dataclasses import replace

    bar = studio.window.top_bar
    assert bar.name_label.whole_text == "Untitled"
    assert bar.dot.isHidden()
    studio.workspace.edit("Rename", replace(studio.workspace.project, name="Aria"))
    assert bar.name_label.whole_text == "Aria"
    assert not bar.dot.isHidden()
    assert studio.window.isWindowModified()
    studio.actions.trigger("edit.undo")
    assert bar.dot.isHidden()
    assert not studio.actions.qaction("edit.undo").isEnabled()
    assert studio.actions.qaction("edit.redo").isEnabled()


def test_the_guard_keeps_the_window_open(studio: Studio) -> None:
    studio.window.close_guard = lambda: False
    assert not studio.window.close()
    assert studio.window.isVisible()


def test_dropped_files_are_handed_on(studio: Studio, qtbot: QtBot, tmp_path: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path / "aria.png")), QUrl("https://example.org/x.png")])
    event = QDropEvent(
        QPointF(5, 5), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    with qtbot.waitSignal(studio.window.paths_dropped) as dropped:
        studio.window.dropEvent(event)
    assert dropped.args == [[tmp_path / "aria.png"]]


def test_messages_of_the_workspace_are_shown(studio: Studio) -> None:
    studio.workspace.tell("Saved.")
    assert [toast.message for toast in studio.window.toasts.toasts] == [Message("Saved.")]


def test_another_canvas_takes_the_place(qtbot: QtBot) -> None:
    window = MainWindow(ActionSet())
    qtbot.addWidget(window)
    window.show()
    canvas = _panel("real-canvas")
    window.set_canvas(canvas)
    assert window.canvas is canvas
    assert canvas.isVisible()


def test_without_a_project_there_is_the_welcome_page_alone(studio: Studio) -> None:
    window = studio.window
    assert window.cast_dock.isVisible()
    studio.actions.trigger("file.close")
    QCoreApplication.processEvents()
    assert not window.cast_dock.isVisible()
    assert not window.top_bar.tabs.isVisible()
    assert window.findChild(WelcomePage).isVisible()
    studio.actions.trigger("file.new")
    QCoreApplication.processEvents()
    assert window.cast_dock.isVisible()
    assert window.canvas.isVisible()


def test_unsaved_work_is_asked_for_before_the_window_closes(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    from dataclasses import replace

    answers: list[Callable[[UnsavedAnswer], None]] = []
    monkeypatch.setattr(FileDialogs, "ask_unsaved", lambda _self, _title, answered: answers.append(answered))
    studio.workspace.edit("Rename", replace(studio.workspace.project, name="Aria"))
    assert not studio.window.close()
    answers.pop()(UnsavedAnswer.CANCEL)
    assert studio.window.isVisible()
    assert not studio.window.close()
    answers.pop()(UnsavedAnswer.DISCARD)
    assert not studio.window.isVisible()


@pytest.mark.parametrize("scale", [1.0, 1.25, 1.5, 2.0])
@pytest.mark.parametrize("size", [(1024, 640), (2560, 1440)])
def test_no_text_of_the_frame_is_cut(studio: Studio, scale: float, size: tuple[int, int]) -> None:
    studio.settings.set(ui_scale=scale)
    studio.window.resize(*size)
    QApplication.processEvents()
    window = studio.window
    assert (window.width(), window.height()) >= size
    assert clipped_texts(window.top_bar) == []
    assert clipped_texts(window.status) == []
    tabs = window.top_bar.tabs
    assert tabs.mapTo(window, QPoint(tabs.width(), 0)).x() <= window.width()
    if scale == 1.0:
        assert (window.width(), window.height()) == size


def test_everything_without_text_has_a_name(studio: Studio) -> None:
    from PySide6.QtWidgets import QAbstractButton

    for part in (studio.window.top_bar, studio.window.status):
        for button in part.findChildren(QAbstractButton):
            assert not button.isVisible() or button.text() or button.accessibleName(), button
