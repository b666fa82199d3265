"""Everything in the window can be reached and done without a mouse, and says what it is."""

from __future__ import annotations

import time
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QApplication, QFileDialog, QLineEdit, QWidget

from studio.controllers.workspace import PAGES
from studio.core.jobs import CancelToken, Partial, Progress
from studio.models.actions import ACTIONS, keys_of
from studio.services.jobs import JobSpec, Lane, Phase
from studio.views.kit.widgets import SearchField
from tests.e2e.window.composed import Window, activate, close_others, composed, settle
from tests.e2e.window.walking import MOST_STOPS, check, name, stops, walk

DIALOGS = {
    "tools.settings": "SettingsDialog", "tools.models": "ModelsDialog", "tools.plugins": "PluginsDialog",
    "help.keys": "CheatSheet", "help.about": "AboutDialog",
    "help.guide": "ReadingDialog", "help.health": "ReadingDialog", "file.open": "QFileDialog",
}  # fmt: skip
TOOLS = ("cast.edit-landmarks", "cast.place-by-hand", "cast.edit-matte")


@pytest.fixture(scope="module")
def window(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory, sample_file: Path) -> Iterator[Window]:
    with composed(qapp, tmp_path_factory.mktemp("window")) as made:
        made.show()
        made.open(sample_file)
        yield made
        assert made.bugs == []


@pytest.fixture(autouse=True)
def _alone(window: Window) -> None:
    close_others(window.studio.window)
    activate(window.studio.window)


@pytest.mark.parametrize("page", PAGES)
def test_tab_reaches_everything_on_a_page(window: Window, page: str) -> None:
    window.page(page)
    settle(300)
    seen = check(window.studio.window)
    frame = window.studio.window
    parts = [frame.top_bar, frame.cast_dock, frame.centre, frame.inspector_dock, frame.bottom_dock, frame.status]
    order = [next(place for place, part in enumerate(parts) if part.isAncestorOf(one)) for one in seen]
    turns = sum(one != other for one, other in zip(order, order[1:] + order[:1], strict=True))
    ups = sum(one > other for one, other in zip(order, order[1:] + order[:1], strict=True))
    assert (turns, ups) == (len(set(order)), 1), "one part after the other"


@pytest.mark.parametrize("section", ["Controls", "Presets"])
def test_tab_reaches_everything_of_the_other_ways_to_pose(window: Window, section: str) -> None:
    window.page("express")
    buttons = [one for one in window.studio.window.findChildren(QAbstractButton) if one.text() == section]
    next(one for one in buttons if one.isVisible()).click()
    settle(300)
    check(window.studio.window)


@pytest.mark.parametrize("action", DIALOGS)
def test_tab_reaches_everything_in_a_dialog(window: Window, action: str) -> None:
    window.trigger(action)
    settle(150)
    dialog = QApplication.activeWindow()
    assert type(dialog).__name__ == DIALOGS[action]
    assert dialog is not None
    if isinstance(dialog, QFileDialog):  # Qt's own; its fields have labels beside them
        assert {type(one) for one in stops(dialog)} <= {type(one) for one in walk(dialog)}
        return
    check(dialog)
    QTest.keyClick(QApplication.focusWidget() or dialog, Qt.Key.Key_Escape)
    settle()
    assert not dialog.isVisible(), "Esc closes it"


def test_tab_reaches_everything_in_every_section_of_the_settings(window: Window) -> None:
    window.trigger("tools.settings")
    settle(100)
    dialog = QApplication.activeWindow()
    sections = dialog.list  # type: ignore[union-attr]
    for row in range(sections.count()):
        sections.setCurrentRow(row)
        settle(50)
        check(dialog)  # type: ignore[arg-type]


@pytest.mark.parametrize("tool", TOOLS)
def test_no_tool_keeps_the_focus(window: Window, tool: str) -> None:
    window.page("cast")
    window.trigger(tool)
    settle(200)
    top = window.studio.window
    top.canvas.setFocus()
    try:
        visited = []
        for _ in range(MOST_STOPS):
            QTest.keyClick(QApplication.focusWidget() or top, Qt.Key.Key_Tab)
            visited.append(QApplication.focusWidget())
        assert {name(one) for one in stops(top) if one not in visited} == set()
    finally:
        window.trigger(tool)


def test_one_key_goes_from_part_to_part(window: Window) -> None:
    window.page("animate")
    settle(200)
    frame = window.studio.window
    docks = [dock for dock in (frame.inspector_dock, frame.bottom_dock) if dock.isVisible()]
    parts = [frame.top_bar, frame.cast_dock, frame.centre, *docks, frame.status]
    visited = []
    for _ in parts:
        QTest.keyClick(QApplication.focusWidget() or frame, Qt.Key.Key_F9)
        focused = QApplication.focusWidget()
        assert focused is not None
        visited.append(next(part for part in parts if part.isAncestorOf(focused)))
    start = parts.index(visited[0])
    assert visited == parts[start:] + parts[:start]


def test_pictures_without_words_have_names(window: Window) -> None:
    for page in PAGES:
        window.page(page)
        settle(100)
        for one in window.studio.window.findChildren(QAbstractButton):
            inner = isinstance(one.parentWidget(), QAbstractScrollArea | QLineEdit) or one.objectName().startswith(
                "qt_"
            )
            assert name(one) or inner or not one.isVisible(), f"{one} of {one.parentWidget()} has no name"


def test_every_action_does_something(window: Window) -> None:
    actions = window.studio.actions
    assert [spec.id for spec in ACTIONS if not actions.is_bound(spec.id)] == []


def test_the_palette_offers_every_action(window: Window) -> None:
    window.trigger("tools.palette")
    palette = window.studio.parts["palette"]._view  # type: ignore[attr-defined]
    for spec in ACTIONS:
        if spec.id == "tools.palette":
            continue
        palette.field.setText(window.studio.actions.qaction(spec.id).text())
        assert spec.id in [entry.id for entry in palette.entries], spec.text
    palette.dismiss()


def test_the_sheet_shows_every_key(window: Window) -> None:
    QTest.keyClick(window.studio.window, Qt.Key.Key_F1)
    settle(100)
    sheet = QApplication.activeWindow()
    shown = sheet.shown_texts  # type: ignore[union-attr]
    assert sorted(shown) == sorted(spec.text for spec in ACTIONS if keys_of(spec))


def test_esc_cancels_the_job_only_when_nobody_else_wants_it(window: Window) -> None:
    studio = window.studio

    def work(token: CancelToken, carried: object) -> Generator[Progress | Partial, None, None]:
        while True:
            token.check()
            yield Progress(0.5, "resting")
            time.sleep(0.01)

    def esc() -> None:
        QTest.keyClick(QApplication.focusWidget() or studio.window, Qt.Key.Key_Escape)
        settle(60)

    window.page("cast")
    studio.window.setFocus()
    job = studio.queue.submit(JobSpec("Rest", (Phase(Lane.FILES, work),)))
    settle(50)

    def is_running() -> bool:
        info = studio.queue.job(job)
        return info is not None and not info.state.is_over

    try:
        window.trigger("tools.palette")
        esc()
        assert is_running(), "the palette wants it"
        for tool in TOOLS:
            for is_there in (False, True):  # also while its picture is still being read
                studio.actions.trigger(tool)
                if is_there:
                    window.wait(lambda: studio.window.canvas.tool is not None)
                esc()
                assert is_running(), f"{tool} wants it"
                assert not studio.actions.qaction(tool).isChecked(), f"{tool} has ended"
                assert studio.window.canvas.tool is None
        window.trigger("help.tour")
        settle(100)
        esc()
        assert is_running(), "the tour wants it"
        window.trigger("tools.settings")
        settle(100)
        esc()
        assert is_running(), "the dialog wants it"
        close_others(studio.window)
        activate(studio.window)
        menu = studio.window.top_bar.menu_button.menu()
        menu.popup(studio.window.mapToGlobal(studio.window.rect().center()))
        settle(50)
        QTest.keyClick(menu, Qt.Key.Key_Escape)
        settle(50)
        assert is_running(), "the menu wants it"
        window.page("express")
        window.wait(lambda: shown_fields(studio.window))
        field = shown_fields(studio.window)[0]
        field.setFocus()
        field.setText("joy")
        esc()
        assert is_running(), "the field is emptied first"
        studio.window.setFocus()
        esc()
        assert not is_running()
    finally:
        studio.queue.cancel(job)
        window.rest()


def shown_fields(top: QWidget) -> list[SearchField]:
    """Where something can be looked for just now."""
    return [one for one in top.findChildren(SearchField) if one.isVisible()]
