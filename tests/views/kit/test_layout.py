from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from studio.views.kit import motion, theme
from studio.views.kit.widgets import Badge, EmptyState, FlowLayout, IconButton, Section, label
from tests.views.kit.test_fields import LEFT, shown


def tall(height: int = 80) -> QWidget:
    body = QWidget()
    body.setFixedHeight(height)
    return body


def test_a_section_folds_by_click(qtbot: QtBot) -> None:
    section = Section("Mouth", tall())
    shown(qtbot, section)
    said: list[bool] = []
    section.toggled.connect(said.append)
    QTest.mouseClick(section.header, LEFT)
    assert not section.body.isVisible()
    QTest.mouseClick(section.header, LEFT)
    assert section.body.isVisible()
    assert said == [False, True]


@pytest.mark.parametrize(
    ("key", "from_open", "is_open"),
    [
        (Qt.Key.Key_Space, True, False), (Qt.Key.Key_Return, True, False), (Qt.Key.Key_Return, False, True),
        (Qt.Key.Key_Left, True, False), (Qt.Key.Key_Right, False, True), (Qt.Key.Key_Right, True, True),
        (Qt.Key.Key_Left, False, False),
    ],
)  # fmt: skip
def test_a_section_folds_by_key(qtbot: QtBot, key: Qt.Key, from_open: bool, is_open: bool) -> None:
    section = Section("Mouth", tall(), from_open)
    shown(qtbot, section)
    section.header.setFocus()
    QTest.keyClick(section.header, key)
    assert section.is_open() is is_open
    assert section.body.isVisible() is is_open


def test_a_section_glides_and_ends_at_its_own_height(qtbot: QtBot) -> None:
    body = QWidget()
    column = QVBoxLayout(body)
    column.addWidget(QLabel("\n" * 6))
    section = Section("Mouth", body, False)
    shown(qtbot, section)
    motion.set_reduced(False)
    section.set_open(True)
    assert body.maximumHeight() < 100
    qtbot.waitUntil(lambda: body.maximumHeight() > 10_000)
    assert body.isVisible()
    section.set_open(False)
    qtbot.waitUntil(lambda: not body.isVisible())
    assert body.maximumHeight() > 10_000


def test_icon_buttons_have_a_name_and_follow_their_action(qtbot: QtBot) -> None:
    from PySide6.QtGui import QAction

    action = QAction("Undo")
    button = IconButton("undo", "Undo", action)
    shown(qtbot, button)
    with qtbot.waitSignal(action.triggered):
        QTest.mouseClick(button, LEFT)
    assert button.accessibleName() == "Undo"
    action.setEnabled(False)
    assert not button.isEnabled()


def test_a_badge_grows_with_its_text(qtbot: QtBot) -> None:
    badge = Badge("3")
    qtbot.addWidget(badge)
    before = badge.sizeHint().width()
    badge.set("3 are stale", "warn", "stale")
    assert badge.sizeHint().width() > before
    assert badge.accessibleName() == badge.text() == "3 are stale"


def test_an_empty_state_offers_the_next_step(qtbot: QtBot) -> None:
    made = EmptyState("picture-add", "No character yet", "Drop a picture here.", "Choose…")
    shown(qtbot, made)
    with qtbot.waitSignal(made.clicked):
        QTest.mouseClick(made.button, LEFT)
    made.set_texts("Nothing found", "Try another word.")
    assert not made.button.isVisible()


def test_a_flow_breaks_its_rows(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    flow = FlowLayout(holder, 8)
    pieces = [QWidget() for _ in range(5)]
    for piece in pieces:
        piece.setFixedSize(60, 20)
        flow.addWidget(piece)
    assert flow.heightForWidth(400) == 20
    assert flow.heightForWidth(60 * 2 + 8) == 20 * 3 + 8 * 2
    assert flow.heightForWidth(10) == 20 * 5 + 8 * 4
    flow.setGeometry(QRect(0, 0, 128, 100))
    assert (pieces[2].x(), pieces[2].y()) == (0, 28)
    pieces[0].setVisible(False)
    holder.show()
    assert flow.heightForWidth(128) == 20 * 2 + 8


def test_labels_take_their_role_and_tone(qtbot: QtBot, qapp: QApplication) -> None:
    title, dim, bad = label("Express", "title"), label("note", "dim"), label("Failed", tone="bad")
    shown(qtbot, title, dim, bad)
    assert title.font().pixelSize() == 14
    assert title.font().weight() == theme.SEMIBOLD
    assert dim.palette().windowText().color().name() == theme.current().text_dim
    assert bad.palette().windowText().color().name() == theme.current().bad
    assert label("<b>Aria</b>").textFormat() == Qt.TextFormat.PlainText
