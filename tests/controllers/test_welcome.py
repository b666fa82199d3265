"""The welcome page over real files and settings."""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.controllers.recovery import RecoveryController
from studio.controllers.welcome import WelcomeController
from studio.services.project_covers import cover_of
from studio.storage.project_file import write_project
from studio.storage.settings import load_settings
from studio.views.welcome.page import WelcomePage
from tests.controllers.desk import Desk
from tests.controllers.test_recovery import leave_behind
from tests.storage.test_journal import content_of


@pytest.fixture
def desk(qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.setenv("AVATAR_STUDIO_CACHE", str(tmp_path / "cache"))
    made = Desk(tmp_path)
    yield made
    made.close()


@pytest.fixture
def page(qtbot: QtBot) -> WelcomePage:
    made = WelcomePage()
    qtbot.addWidget(made)
    made.resize(1000, 700)
    made.show()
    return made


@pytest.fixture
def control(desk: Desk, page: WelcomePage) -> WelcomeController:
    return WelcomeController(desk.files, desk.settings, desk.jobs, desk.answers, page)


@pytest.fixture
def projects(desk: Desk, tmp_path: Path) -> list[Path]:
    """Two projects and one that is gone."""
    made = [tmp_path / f"{name}.avatar" for name in ("Aria", "Bram", "Gone")]
    for path in made[:2]:
        write_project(path, content_of(path.stem))
    desk.settings.set(recent_projects=tuple(map(str, made)))
    return made


def names(page: WelcomePage) -> list[str]:
    return [card.project.name for card in page.project_cards.values()]


def test_cards_show_faces_dates_and_what_is_missing(
    projects: list[Path], control: WelcomeController, page: WelcomePage, qtbot: QtBot
) -> None:
    assert names(page) == ["Aria", "Bram", "Gone"], "at once, before any file is looked at"
    cards = page.project_cards
    qtbot.waitUntil(lambda: all(cards[str(path)]._image is not None for path in projects[:2]))
    assert cards[str(projects[0])].project.when.startswith("Today ")
    gone = cards[str(projects[2])]
    qtbot.waitUntil(lambda: gone.project.is_missing)
    assert gone._locate.isVisible()
    assert gone.accessibleName().endswith("not found")


def test_covers_are_kept_until_the_file_changes(projects: list[Path], tmp_path: Path) -> None:
    first = cover_of(projects[0])
    assert first.startswith(b"\x89PNG")
    [kept] = (tmp_path / "cache" / "covers").iterdir()
    kept.write_bytes(b"kept")
    assert cover_of(projects[0]) == b"kept"
    os.utime(projects[0], (1, 1))
    assert cover_of(projects[0]) == first


def test_a_click_or_return_opens(
    desk: Desk, projects: list[Path], control: WelcomeController, page: WelcomePage, qtbot: QtBot
) -> None:
    page.project_cards[str(projects[1])].click()
    qtbot.waitUntil(lambda: desk.workspace.document.path == projects[1])
    assert names(page) == ["Bram", "Aria", "Gone"]
    desk.files.close()
    card = page.project_cards[str(projects[0])]
    card.setFocus()
    qtbot.keyClick(card, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desk.workspace.document.path == projects[0])


def test_pinned_ones_come_first_and_stay(
    desk: Desk, projects: list[Path], control: WelcomeController, page: WelcomePage, qtbot: QtBot
) -> None:
    card = page.project_cards[str(projects[1])]
    card.setFocus()
    qtbot.keyClick(card, Qt.Key.Key_P)
    assert names(page) == ["Bram", "Aria", "Gone"]
    assert page.project_cards[str(projects[1])].hasFocus()
    assert load_settings(desk.settings._path).pinned_projects == (str(projects[1]),)
    qtbot.keyClick(card, Qt.Key.Key_P)
    assert names(page) == ["Aria", "Bram", "Gone"]


def test_a_missing_one_is_removed_or_found_again(
    desk: Desk, projects: list[Path], control: WelcomeController, page: WelcomePage, qtbot: QtBot, tmp_path: Path
) -> None:
    gone = str(projects[2])
    qtbot.waitUntil(lambda: page.project_cards[gone].project.is_missing)
    (tmp_path / "moved").mkdir()
    found = tmp_path / "moved" / "Gone.avatar"
    write_project(found, content_of("Gone"))
    desk.answers.paths = [found]
    page.project_cards[gone].click()
    qtbot.waitUntil(lambda: desk.workspace.document.path == found)
    assert gone not in desk.settings.values.recent_projects
    desk.files.close()
    card = page.project_cards[str(projects[0])]
    card.setFocus()
    qtbot.keyClick(card, Qt.Key.Key_Delete)
    assert "Aria" not in names(page)
    assert projects[0].is_file(), "only the list forgets it"


def test_dropped_pictures_begin_a_project(
    desk: Desk, control: WelcomeController, page: WelcomePage, tmp_path: Path
) -> None:
    captured: list[object] = []
    desk.files.set_capture(captured.append)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "a.png"))])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    page.dropEvent(QDropEvent(QPoint(5, 5), Qt.DropAction.CopyAction, data, buttons, keys))
    assert captured == [[tmp_path / "a.png"]]
    assert desk.files.is_present


def test_arrow_keys_go_from_card_to_card(
    desk: Desk, projects: list[Path], control: WelcomeController, page: WelcomePage, qtbot: QtBot
) -> None:
    page.activateWindow()
    page.picture_card.setFocus()
    starts = (page.picture_card, page.scratch_card, page.open_card, page.sample_card)
    for here, there in pairwise(starts[:3]):
        qtbot.keyClick(here, Qt.Key.Key_Right)
        assert page.focusWidget() is there
    qtbot.keyClick(page.open_card, Qt.Key.Key_Down)
    assert page.focusWidget() in page.project_cards.values()
    qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Up)
    assert page.focusWidget() in starts


def test_a_character_from_scratch_is_asked_for(page: WelcomePage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.scratch_requested):
        qtbot.keyClick(page.scratch_card, Qt.Key.Key_Return)


def test_recovered_work_stands_on_the_page(
    desk: Desk, control: WelcomeController, page: WelcomePage, qtbot: QtBot, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    recovery = RecoveryController(desk.workspace, desk.files, desk.recovery, desk.jobs, desk.settings, page)
    assert not page._works.isVisible()
    leave_behind(tmp_path, monkeypatch)
    recovery.refresh()
    qtbot.waitUntil(lambda: len(page.work_cards) == 1)
    assert page._works.isVisible()
    next(iter(page.work_cards.values())).open_button.click()
    qtbot.waitUntil(lambda: desk.files.title == "Aria")
    qtbot.waitUntil(lambda: page.work_cards == {})
