"""The tour stays beside what it speaks of, and away from what it does not."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow, QStackedWidget, QWidget
from pytestqt.qtbot import QtBot

from studio.models.shell import TourStep
from studio.views.kit import theme
from studio.views.shell.tour import Tour

STEPS = (
    TourStep("left", "Left", "What stands at the left.", "one"),
    TourStep("gone", "Gone", "What is not there now.", "two"),
    TourStep("left", "Again", "On every page."),
)


class Window(QMainWindow):
    def __init__(self) -> None:
        super().__init__()
        self.resize(800, 600)
        self.middle = QStackedWidget()
        self.setCentralWidget(self.middle)
        self.holder = QWidget()
        self.middle.addWidget(self.holder)
        self.left = QWidget(self.holder)
        self.left.setGeometry(20, 30, 100, 200)
        self.field = QLineEdit(self.holder)
        self.field.setGeometry(300, 500, 100, 24)
        self.tour = Tour(self, {"left": lambda: self.left, "gone": lambda: None})
        self.tour.set_page("one")

    def ring(self) -> QRect | None:
        ring = self.tour._ring
        return ring.geometry() if ring.isVisible() else None

    def around(self) -> QRect:
        at = self.left.mapTo(self, QPoint(0, 0))
        return QRect(at, self.left.size()).adjusted(-2, -2, 2, 2).intersected(self.rect())


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication) -> Window:
    theme.apply_theme(qapp, "dark")
    made = Window()
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    return made


def test_the_frame_follows_its_part_and_the_window(window: Window, qtbot: QtBot) -> None:
    window.tour.start(STEPS)
    assert window.ring() == window.around()
    window.left.setGeometry(60, 80, 140, 220)
    qtbot.waitUntil(lambda: window.ring() == window.around())
    window.holder.move(15, 25)  # what the part lies in moves
    qtbot.waitUntil(lambda: window.ring() == window.around())
    assert not window.tour.geometry().intersects(window.around()), "there is room beside it"
    window.resize(500, 420)
    qtbot.waitUntil(lambda: window.rect().contains(window.tour.geometry()))
    window.left.hide()
    qtbot.waitUntil(lambda: window.ring() is None)
    window.left.show()
    qtbot.waitUntil(lambda: window.ring() == window.around())


def test_it_keeps_away_from_other_pages(window: Window, qtbot: QtBot) -> None:
    wanted = list[str]()
    window.tour.step_shown.connect(lambda step: wanted.append(step.page))
    window.tour.start(STEPS)
    window.tour.set_page("two")  # the user goes elsewhere
    qtbot.waitUntil(lambda: window.ring() is None)
    window.tour.set_page("one")
    qtbot.waitUntil(lambda: window.ring() is not None)
    window.tour.next()
    assert window.ring() is None
    assert window.rect().contains(window.tour.geometry())
    window.tour.set_page("two")
    window.tour.next()
    assert window.ring() == window.around(), "a step without a page counts on all"
    assert wanted == ["one", "two", ""]


def test_escape_ends_it_from_anywhere(window: Window, qtbot: QtBot) -> None:
    for focused in (window.tour.next_button, window.field):
        window.tour.start(STEPS)
        focused.setFocus()
        with qtbot.waitSignal(window.tour.ended):
            qtbot.keyClick(focused, Qt.Key.Key_Escape)
        assert not window.tour.isVisible()
        assert window.ring() is None
    ended = list[bool]()
    window.tour.ended.connect(lambda: ended.append(True))
    qtbot.keyClick(window.field, Qt.Key.Key_Escape)
    assert not ended, "once it is over the key is left alone"
