"""Messages over the picture."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from studio.models.messages import Message, Tone
from studio.views.shell import toasts as module
from studio.views.shell.toasts import ToastHost

BROKEN = Message("It is broken.", "Mend it.", Tone.PROBLEM, "Mend", details="E1")


@pytest.fixture
def place(qtbot: QtBot) -> QWidget:
    place = QWidget()
    qtbot.addWidget(place)
    place.resize(800, 600)
    place.show()
    return place


def test_equal_messages_are_one_with_a_count(place: QWidget) -> None:
    host = ToastHost(place)
    for _ in range(3):
        host.show(BROKEN)
    host.show(Message("Saved.", tone=Tone.GOOD))
    assert [toast.texts for toast in host.toasts] == [("It is broken.", "Mend it.", "×3"), ("Saved.", "", "")]


def test_notes_go_by_themselves_and_problems_stay(
    qtbot: QtBot, place: QWidget, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "SHOWN_MS", dict.fromkeys(module.SHOWN_MS, 30))
    host = ToastHost(place)
    host.show(Message("Saved.", tone=Tone.GOOD))
    host.show(BROKEN)
    qtbot.waitUntil(lambda: len(host.toasts) == 1)
    qtbot.wait(60)
    assert host.toasts[0].message == BROKEN
    host.toasts[0].close_now()
    assert host.toasts == ()


def test_action_runs_once_and_details_are_copied(place: QWidget) -> None:
    done: list[str] = []
    host = ToastHost(place)
    host.show(Message("It is broken.", "Mend it.", Tone.PROBLEM, "Mend", lambda: done.append("mended"), "E1"))
    toast = host.toasts[0]
    toast.copy_button.click()
    assert QGuiApplication.clipboard().text() == "It is broken.\nMend it.\nE1"
    toast.action_button.click()
    assert done == ["mended"]
    assert host.toasts == ()


def test_the_focus_stays_where_it_is(qtbot: QtBot, place: QWidget) -> None:
    field = QLineEdit(place)
    field.show()
    field.setFocus()
    host = ToastHost(place)
    host.show(BROKEN)
    assert field.hasFocus()
    qtbot.keyClicks(field, "typing on")
    assert field.text() == "typing on"


def test_they_stand_in_the_lower_right_corner_above_one_another(place: QWidget) -> None:
    host = ToastHost(place)
    host.show(BROKEN)
    host.show(Message("Saved.", tone=Tone.GOOD))
    first, second = (toast.geometry() for toast in host.toasts)
    assert first.bottom() < second.top()
    assert second.bottom() <= place.height() - module.MARGIN_PX
    assert place.width() - second.right() - 1 == module.MARGIN_PX
    place.resize(600, 500)
    assert host.toasts[1].geometry().right() + 1 == 600 - module.MARGIN_PX


def test_a_flood_of_notes_leaves_room(place: QWidget) -> None:
    host = ToastHost(place)
    host.show(BROKEN)
    for number in range(20):
        host.show(Message(f"Note {number}"))
    assert len(host.toasts) == module.MAX_SHOWN
    assert host.toasts[0].message == BROKEN
    assert host.toasts[-1].message.text == "Note 19"
