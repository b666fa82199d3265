"""The command palette with the window's real actions."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from studio.composition.shell import ActionEntries
from studio.controllers.shell_palette import PaletteController
from studio.models.shell import PaletteEntry
from studio.views.action_set import ActionSet
from studio.views.main_window import MainWindow
from studio.views.shell.palette import Palette


@pytest.fixture
def window(qtbot: QtBot) -> MainWindow:
    window = MainWindow(ActionSet())
    qtbot.addWidget(window)
    window.show()
    return window


@pytest.fixture
def palette(window: MainWindow) -> Palette:
    palette = Palette(window)
    controller = PaletteController(window.actions_set, palette, window)
    controller.add_provider(ActionEntries(window.actions_set))
    return palette


def test_finds_by_a_few_letters_and_runs_with_enter(qtbot: QtBot, window: MainWindow, palette: Palette) -> None:
    done: list[str] = []
    window.actions_set.bind("file.save-as", lambda: done.append("as"))
    window.actions_set.trigger("tools.palette")
    assert palette.isVisible()
    assert palette.field.hasFocus()
    qtbot.keyClicks(palette.field, "sa as")
    assert palette.entries[0].id == "file.save-as"
    assert palette.entries[0].keys == "Ctrl+Shift+S"
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert done == ["as"]
    assert not palette.isVisible()


def test_disabled_actions_are_listed_and_not_run(qtbot: QtBot, window: MainWindow, palette: Palette) -> None:
    done: list[str] = []
    window.actions_set.bind("edit.undo", lambda: done.append("undo"))
    window.actions_set.set_enabled("edit.undo", False)
    window.actions_set.trigger("tools.palette")
    qtbot.keyClicks(palette.field, "undo")
    assert palette.entries[0].id == "edit.undo"
    assert not palette.entries[0].is_enabled
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert done == []
    assert palette.isVisible()  # so that one sees why nothing happens


def test_arrow_keys_go_round_and_escape_gives_the_focus_back(
    qtbot: QtBot, window: MainWindow, palette: Palette
) -> None:
    window.top_bar.settings_button.setFocus()
    window.actions_set.trigger("tools.palette")
    qtbot.keyClick(palette.field, Qt.Key.Key_Up)
    assert palette.list.currentIndex().row() == len(palette.entries) - 1
    qtbot.keyClick(palette.field, Qt.Key.Key_Down)
    assert palette.list.currentIndex().row() == 0
    qtbot.keyClick(palette.field, Qt.Key.Key_Escape)
    assert not palette.isVisible()
    assert window.top_bar.settings_button.hasFocus()


def test_nothing_found_is_said(qtbot: QtBot, window: MainWindow, palette: Palette) -> None:
    window.actions_set.trigger("tools.palette")
    qtbot.keyClicks(palette.field, "zzzqqq")
    assert palette.entries == ()
    assert palette.nothing_label.isVisible()
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)  # harmless


def test_other_providers_are_offered_too_and_the_last_choice_comes_first(qtbot: QtBot, window: MainWindow) -> None:
    class Characters:
        ran: list[str] = []  # noqa: RUF012

        def entries(self) -> list[PaletteEntry]:
            return [PaletteEntry("aria", "Aria", "Characters"), PaletteEntry("bram", "Bram", "Characters")]

        def run(self, entry_id: str) -> None:
            self.ran.append(entry_id)

    palette = Palette(window)
    controller = PaletteController(window.actions_set, palette, window)
    controller.add_provider(Characters())
    controller.open()
    qtbot.keyClicks(palette.field, "br")
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert Characters.ran == ["bram"]
    controller.open()
    assert [entry.id for entry in palette.entries] == ["bram", "aria"]
