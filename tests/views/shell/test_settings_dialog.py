"""Settings and keys, with the real service behind them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.composition import Studio, compose
from studio.storage.settings import load_settings
from studio.views.kit import theme
from studio.views.kit.widgets import ComboBox, NumberField, Toggle
from studio.views.shell.cheat_sheet import CheatSheet
from studio.views.shell.setting_rows import FolderField
from studio.views.shell.settings_dialog import SettingsDialog
from tests.views.clipping import clipped_texts


@pytest.fixture
def studio(qtbot: QtBot, tmp_path: Path) -> Iterator[Studio]:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    studio = compose(app, tmp_path / "settings.json", is_staged=True)
    studio.settings.set(language="en", theme="dark")
    studio.window.show()
    yield studio
    studio.settings.set(theme="dark", ui_scale=1.0, has_motion=True)
    studio.close()


@pytest.fixture
def dialog(studio: Studio) -> SettingsDialog:
    dialog = studio.window.findChild(SettingsDialog)
    assert isinstance(dialog, SettingsDialog)
    studio.actions.trigger("tools.settings")
    return dialog


def test_choices_count_at_once_and_are_written(studio: Studio, dialog: SettingsDialog, tmp_path: Path) -> None:
    combo = dialog.line("theme").control
    assert isinstance(combo, ComboBox)
    combo.chosen.emit("light")
    assert theme.current().name == "light"
    number = dialog.line("ui_scale").control
    assert isinstance(number, NumberField)
    number.set_value(1.5)
    number.edit_finished.emit()
    assert theme.scale() == 1.5
    toggle = dialog.line("has_motion").control
    assert isinstance(toggle, Toggle)
    toggle.click()
    dialog.open_at("saving")
    days = dialog.line("recovery_days").control
    assert isinstance(days, NumberField)
    days.set_value(30)
    days.edit_finished.emit()
    dialog.open_at("folders")
    folder = dialog.line("export_folder").control
    assert isinstance(folder, FolderField)
    folder.field.setText(str(tmp_path))
    folder.field.editingFinished.emit()
    written = load_settings(tmp_path / "settings.json")
    assert (written.theme, written.ui_scale, written.has_motion) == ("light", 1.5, False)
    assert (written.recovery_days, written.export_folder) == (30, str(tmp_path))


def test_the_key_for_the_theme_shows_in_the_open_dialog(studio: Studio, dialog: SettingsDialog) -> None:
    studio.actions.trigger("view.theme")
    assert theme.current().name == "light"
    combo = dialog.line("theme").control
    assert isinstance(combo, ComboBox)
    assert combo.value() == "light"
    studio.actions.trigger("view.theme")
    assert theme.current().name == "dark"


def test_search_goes_over_all_sections(qtbot: QtBot, dialog: SettingsDialog) -> None:
    qtbot.keyClicks(dialog.search, "memory")
    assert "memory" in dialog.shown_fields
    assert "theme" not in dialog.shown_fields
    dialog.search.setText("bf16")  # only in an option's text
    assert dialog.shown_fields == ("precision",)
    dialog.search.setText("no such thing")
    assert dialog.shown_fields == ()
    dialog.search.clear()
    assert "theme" in dialog.shown_fields


def test_a_key_is_recorded_warned_about_and_put_back(qtbot: QtBot, studio: Studio, dialog: SettingsDialog) -> None:
    done: list[str] = []
    studio.actions.bind("cast.duplicate", lambda: done.append("duplicate"))
    dialog.open_at("keys")
    recorder = dialog.keys.recorder("cast.duplicate")
    assert recorder is not None
    recorder.click()
    assert recorder.is_recording
    qtbot.keyClick(recorder, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert studio.settings.values.shortcuts == {"cast.duplicate": "Ctrl+S"}
    assert any("“Save”" in text for text in dialog.keys.clash_texts)
    recorder = dialog.keys.recorder("cast.duplicate")
    assert recorder is not None
    recorder.click()
    qtbot.keyClick(recorder, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert dialog.keys.clash_texts == ()
    assert studio.actions.keys("cast.duplicate") == ("Ctrl+Shift+J",)
    dialog.keys.reset_requested.emit("cast.duplicate")
    assert studio.settings.values.shortcuts == {}
    assert studio.actions.keys("cast.duplicate") == ("Ctrl+D",)


def test_backspace_takes_keys_away_escape_keeps_them_and_all_come_back(
    qtbot: QtBot, studio: Studio, dialog: SettingsDialog
) -> None:
    dialog.open_at("keys")
    recorder = dialog.keys.recorder("file.save")
    assert recorder is not None
    recorder.click()
    qtbot.keyClick(recorder, Qt.Key.Key_Escape)
    assert studio.settings.values.shortcuts == {}
    recorder.click()
    qtbot.keyClick(recorder, Qt.Key.Key_Backspace)
    assert studio.settings.values.shortcuts == {"file.save": ""}
    assert studio.actions.keys("file.save") == ()
    dialog.keys.reset_all_button.click()
    assert studio.actions.keys("file.save") == ("Ctrl+S",)


def test_the_cheat_sheet_lists_and_finds_keys(qtbot: QtBot, studio: Studio) -> None:
    studio.actions.trigger("help.keys")
    sheet = studio.window.findChild(CheatSheet)
    assert isinstance(sheet, CheatSheet)
    assert {"Save", "Undo", "Next frame"} <= set(sheet.shown_texts)
    qtbot.keyClicks(sheet.search, "ctrl+shift+s")
    assert sheet.shown_texts == ("Save as…",)
    sheet.search.setText("mirror")
    assert "Mirror left and right" in sheet.shown_texts
    assert "Save" not in sheet.shown_texts


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_no_text_is_cut(studio: Studio, scale: float) -> None:
    studio.settings.set(ui_scale=scale)
    dialog = studio.window.findChild(SettingsDialog)
    assert isinstance(dialog, SettingsDialog)
    for section in ("look", "drawing", "folders", "saving", "plugins", "privacy"):
        dialog.open_at(section)
        QApplication.processEvents()
        assert clipped_texts(dialog) == [], section
