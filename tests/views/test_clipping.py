from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QTabBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from studio.views.kit.widgets import Badge, Toggle
from tests.views.clipping import clipped_texts


def combo() -> QComboBox:
    made = QComboBox()
    made.addItem("A rather long entry")
    return made


def line() -> QLineEdit:
    made = QLineEdit()
    made.setPlaceholderText("A rather long hint to type")
    return made


def wrapped() -> QLabel:
    made = QLabel("A text of many words that needs more than one line to be shown")
    made.setWordWrap(True)
    return made


def tool() -> QToolButton:
    made = QToolButton()
    made.setText("A rather long name")
    made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
    return made


def tabs() -> QTabBar:
    made = QTabBar()
    made.setUsesScrollButtons(False)
    for name in ("Timeline", "Jobs in the queue", "History"):
        made.addTab(name)
    return made


CASES = [
    lambda: QLabel("A rather long label"), lambda: QPushButton("A rather long button"),
    lambda: QCheckBox("A rather long choice"), lambda: Toggle("A rather long switch"),
    lambda: Badge("A rather long badge"), combo, line, wrapped, tool, tabs,
]  # fmt: skip


@pytest.mark.parametrize("make", CASES)
def test_what_has_its_room_is_fine_and_what_has_not_is_found(qtbot: QtBot, make: type[QWidget]) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    child = make()
    child.setParent(window)
    window.resize(500, 200)
    window.show()
    child.resize(400, 60)
    assert clipped_texts(window) == []
    child.setMinimumSize(0, 0)
    child.resize(40, 18)
    assert len(clipped_texts(window)) >= 1
    child.setProperty("elides", True)
    assert clipped_texts(window) == []


def test_too_low_is_found_too(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    child = QLabel("Low", window)
    window.show()
    child.setGeometry(0, 0, 100, 6)
    assert clipped_texts(window) == ["QLabel: Low"]


def test_what_a_parent_cuts_is_found_but_what_scrolls_is_not(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(300, 200)
    holder = QWidget(window)
    holder.setGeometry(0, 0, 50, 50)
    QLabel("Sticks out", holder).setGeometry(20, 0, 100, 30)
    area = QScrollArea(window)
    area.setGeometry(0, 60, 100, 60)
    inside = QWidget()
    column = QVBoxLayout(inside)
    for number in range(20):
        column.addWidget(QLabel(f"Row {number}"))
    area.setWidget(inside)
    window.show()
    assert clipped_texts(window) == ["QLabel: Sticks out"]
