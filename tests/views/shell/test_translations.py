"""The window in other languages."""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QTabBar, QWidget
from pytestqt.qtbot import QtBot

from studio.composition import Studio, compose
from studio.core.folders import resources_folder
from studio.models.actions import ACTIONS
from studio.services.languages import LanguageService
from studio.views.shell.cheat_sheet import CheatSheet
from studio.views.shell.crash_dialog import CrashDialog
from studio.views.shell.palette import Palette
from studio.views.shell.settings_dialog import SettingsDialog
from tests.views.clipping import clipped_texts

FOLDER = resources_folder() / "translations"
NOT_WORDS = re.compile(r"[^A-Za-z]*|Scroll Left|Scroll Right|Avatar Studio.*|[Pp]uppet.*|CPU|.*\bB\b.*", re.DOTALL)


@pytest.fixture(scope="session")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("update_translations", FOLDER / "update.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def pseudo_folder(script: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pseudo")
    script.make_pseudo(folder)
    return folder


@pytest.fixture
def studio(qtbot: QtBot, tmp_path: Path) -> Iterator[Studio]:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    studio = compose(app, tmp_path / "settings.json", is_staged=True)
    studio.settings.set(language="en")
    studio.window.show()
    yield studio
    studio.close()


def _texts(widget: QWidget) -> set[str]:
    found: set[str] = set()
    for one in [widget, *widget.findChildren(QWidget)]:
        found |= {one.toolTip(), one.accessibleName(), one.windowTitle()}
        if isinstance(one, QLabel | QAbstractButton):
            found.add(one.text())
        if isinstance(one, QTabBar):
            found |= {one.tabText(place) for place in range(one.count())}
    return found


def test_german_is_offered_and_switched_to_at_once(studio: Studio) -> None:
    assert ("de", "Deutsch") in studio.languages.languages()
    studio.settings.set(language="de")
    QApplication.processEvents()
    assert studio.window.top_bar.tabs.titles() == ("Besetzung", "Ausdruck", "Satz", "Animieren", "Export")
    assert studio.window.cast_dock.windowTitle() == "Besetzung"
    assert studio.actions.qaction("file.save").text() == "Speichern"
    menu = studio.window.top_bar.menu_button.menu()
    assert menu.actions()[0].text() == "Datei"
    studio.settings.set(language="en")
    QApplication.processEvents()
    assert studio.window.top_bar.tabs.titles()[0] == "Cast"
    assert studio.actions.qaction("file.save").text() == "Save"


def test_unknown_languages_show_english(tmp_path: Path) -> None:
    service = LanguageService(tmp_path)
    assert service.languages() == (("en", "American English"),) or service.languages()[0][0] == "en"
    assert service.use("fr") == "en"


def test_german_knows_every_action_and_keeps_the_names_in_braces() -> None:
    import xml.etree.ElementTree as ET

    tree = ET.parse(FOLDER / "studio_de.ts")
    known = {}
    for message in tree.iter("message"):
        source, translation = message.findtext("source", ""), message.find("translation")
        if translation is not None and translation.text and translation.get("type") is None:
            known[source] = translation.text
            names = sorted(re.findall(r"\{[^}]*\}", source))
            assert sorted(re.findall(r"\{[^}]*\}", translation.text)) == names, source
    assert [spec.text for spec in ACTIONS if spec.text not in known] == []


def test_no_plain_english_is_left_in_the_shell(studio: Studio, pseudo_folder: Path) -> None:
    service = LanguageService(pseudo_folder)
    assert service.use("xx") == "xx"
    try:
        studio.languages.changed.emit()  # the mock language came by another service
        window = studio.window
        studio.workspace.tell_error(ValueError("⟦x⟧"))
        studio.actions.trigger("help.keys")
        studio.actions.trigger("help.about")
        studio.actions.trigger("tools.palette")
        dialog = window.findChild(SettingsDialog)
        texts: set[str] = set()
        for section in ("look", "drawing", "folders", "saving", "keys", "plugins", "privacy"):
            dialog.open_at(section)
            QApplication.processEvents()
            texts |= _texts(dialog)
        shown = (window.top_bar, window.status, window.findChild(CheatSheet), window.findChild(CrashDialog))
        for part in (*shown, window.findChild(Palette), window.cast_dock.titleBarWidget()):
            texts |= _texts(part)
        texts |= {action.text() for action in window.findChildren(QAction) if action.parent() is studio.actions}
        keys = {
            part
            for spec in ACTIONS
            for part in (*studio.actions.keys(spec.id), ", ".join(studio.actions.keys(spec.id)))
        }
        plain = {text for text in texts - keys if "⟦" not in text and not NOT_WORDS.fullmatch(text)}
        assert plain == set()
        assert clipped_texts(window.top_bar) == []
        assert clipped_texts(window.status) == []
        assert clipped_texts(dialog) == []
    finally:
        service.remove()
        QApplication.processEvents()


def test_the_mock_language_keeps_names_in_braces(script: ModuleType) -> None:
    mocked = script.pseudo("{count} jobs")
    assert "{count}" in mocked
    assert "jobs" not in mocked
