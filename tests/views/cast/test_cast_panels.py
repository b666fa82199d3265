"""The cast's panel and inspector, with real widgets, keys and drops."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from studio.models.cast_rows import CaptureRow, CharacterCard, IdentitySheet, ReferenceRow
from studio.models.character import Background
from studio.models.face import ArtStyle
from studio.views.cast.drops import EXPRESSIONS_MIME
from studio.views.cast.inspector import CastInspector
from studio.views.cast.panel import CastPanel
from studio.views.kit import theme
from tests.views.clipping import clipped_texts

CARDS = [
    CharacterCard("a", "Aria", 1),
    CharacterCard("b", "Bram", 3, ("two.png: looks like another character than the rest; leave it out if it is.",)),
    CharacterCard("w", "wall", 0, ("Place its face by hand",), is_waiting=True),
]
ROWS = [
    ReferenceRow("r1", "aria_front.png", True, True, 1.0, Background.CUT_OUT, ArtStyle.PHOTO),
    ReferenceRow(
        "r2", "a_very_long_name_of_a_file_from_somewhere.png", False, True, 0.5, Background.KEEP, ArtStyle.FLAT,
        ("the face is blurred",), is_outlier=True, is_by_hand=True,
    ),
]  # fmt: skip
SHEET = IdentitySheet(
    ("aria_front.png", "b.png", "c.png"), ((1.0, 0.8, 0.1), (0.8, 1.0, 0.2), (0.1, 0.2, 1.0)), 0.4, (2,), "pack",
    {"skin": "#e0b090", "hair": "#402010"}, {"eyeWidth": 0.41},
)  # fmt: skip


def shown(qtbot: QtBot, widget: QWidget, width: int) -> None:
    qtbot.addWidget(widget)
    widget.resize(width, 900)
    with qtbot.waitExposed(widget):
        widget.show()


@pytest.fixture(params=["dark", "light"])
def _theme(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[None]:
    theme.apply_theme(qapp, request.param)
    yield
    theme.apply_theme(qapp, "dark")


@pytest.fixture
def panel(qtbot: QtBot, _theme: None) -> CastPanel:
    made = CastPanel()
    shown(qtbot, made, 232)
    made.set_cards(CARDS, "a")
    return made


@pytest.fixture
def inspector(qtbot: QtBot, _theme: None) -> CastInspector:
    made = CastInspector()
    shown(qtbot, made, 300)  # as wide as the window gives at first
    made.set_character("Aria", ROWS)
    made.set_identity(SHEET)
    return made


def drop(panel: CastPanel, data: QMimeData, row: int) -> None:
    place = panel.list.visualItemRect(panel.list.item(row)).center() if row >= 0 else QPoint(20, 600)
    keys, action = Qt.KeyboardModifier.NoModifier, Qt.DropAction.CopyAction
    event = QDropEvent(QPointF(place), action, data, Qt.MouseButton.LeftButton, keys)
    panel.list.dropEvent(event)


@pytest.mark.usefixtures("_theme")
def test_an_empty_cast_says_what_to_do(qtbot: QtBot) -> None:
    made = CastPanel()
    shown(qtbot, made, 232)
    made.set_cards([], "")
    assert made.empty.isVisible()
    with qtbot.waitSignal(made.add_requested):
        qtbot.mouseClick(made.empty.button, Qt.MouseButton.LeftButton)
    assert clipped_texts(made) == []


def test_cards_are_chosen_by_mouse_and_keys(panel: CastPanel, qtbot: QtBot) -> None:
    place = panel.list.visualItemRect(panel.list.item(1)).center()
    with qtbot.waitSignal(panel.selected) as heard:
        QTest.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert heard.args == ["b"]
    with qtbot.waitSignal(panel.waiting_opened) as heard:
        QTest.keyClick(panel.list, Qt.Key.Key_Down)
    assert heard.args == ["w"]
    with qtbot.waitSignal(panel.waiting_dropped) as heard:
        QTest.keyClick(panel.list, Qt.Key.Key_Delete)
    assert heard.args == ["w"]


def test_a_name_is_typed_in_place(panel: CastPanel, qtbot: QtBot) -> None:
    panel.start_rename("b")
    field = panel.list.findChild(QLineEdit)
    assert field is not None
    assert field.text() == "Bram"
    QTest.keyClicks(field, "Boris")
    with qtbot.waitSignal(panel.renamed) as heard:
        QTest.keyClick(field, Qt.Key.Key_Return)
    assert heard.args == ["b", "Boris"]


def test_cards_move_by_keys(panel: CastPanel, qtbot: QtBot) -> None:
    panel.list.setCurrentRow(0)
    with qtbot.waitSignal(panel.moved) as heard:
        QTest.keyClick(panel.list, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert heard.args == ["a", 1]


def test_drops_on_cards_and_beside_them(panel: CastPanel, qtbot: QtBot) -> None:
    files = QMimeData()
    files.setUrls([QUrl.fromLocalFile("/x/one.png"), QUrl.fromLocalFile("/x/two.png")])
    with qtbot.waitSignal(panel.pictures_dropped) as heard:
        drop(panel, files, 1)
    assert heard.args == [["/x/one.png", "/x/two.png"], "b"]
    with qtbot.waitSignal(panel.pictures_dropped) as heard:
        drop(panel, files, -1)
    assert heard.args[1] == ""
    words = QMimeData()
    words.setData(EXPRESSIONS_MIME, json.dumps(["joy:0.8", "anger"]).encode())
    with qtbot.waitSignal(panel.expressions_dropped) as heard:
        drop(panel, words, 0)
    assert heard.args == [["joy:0.8", "anger"], "a"]
    with qtbot.assertNotEmitted(panel.expressions_dropped):
        drop(panel, words, 2)  # nobody yet
        broken = QMimeData()
        broken.setData(EXPRESSIONS_MIME, b"{")
        drop(panel, broken, 0)
    picture = QMimeData()
    picture.setImageData(QImage(20, 20, QImage.Format.Format_RGB32))
    with qtbot.waitSignal(panel.image_dropped) as heard:
        drop(panel, picture, 0)
    assert heard.args[1] == "a"


def test_what_failed_is_listed_until_dismissed(panel: CastPanel, qtbot: QtBot) -> None:
    rows = [
        CaptureRow("good.png"),
        CaptureRow("bad.png", "“bad.png” ends too early: a part of the file is missing.", "Copy it again."),
        CaptureRow("wall.png", "No face was found in the picture.", "", is_waiting=True),
    ]
    panel.show_results(rows)
    qtbot.wait(1)
    assert clipped_texts(panel) == []
    assert panel._results.isVisible()
    panel.show_results(rows[:1])
    assert not panel._results.isVisible()


def test_menus_fit_what_was_clicked(panel: CastPanel) -> None:
    assert len(panel.menu_for("a").actions()) == 5
    assert len(panel.menu_for("w").actions()) == 2
    assert len(panel.menu_for("").actions()) == 1


def test_the_inspector_shows_everything_unclipped(inspector: CastInspector, qtbot: QtBot) -> None:
    qtbot.wait(1)
    assert clipped_texts(inspector) == []
    card = inspector.card("r2")
    assert card.mapTo(inspector, card.rect().topRight()).x() < inspector.width()
    assert inspector.matrix.isVisible()
    assert not inspector.no_recogniser.isVisible()
    assert "c.png" in inspector.warnings.text()
    assert "looks like somebody else" in inspector.matrix.spoken().splitlines()[2]
    assert inspector.card("r2").notes.text() == "The face is blurred."


def test_without_a_recogniser_it_says_so(inspector: CastInspector, qtbot: QtBot) -> None:
    inspector.set_identity(IdentitySheet(palette=SHEET.palette))
    assert inspector.no_recogniser.isVisible()
    assert not inspector.matrix.isVisible()
    with qtbot.waitSignal(inspector.models_requested):
        inspector.no_recogniser.button.click()


def test_choices_of_a_reference_are_told_and_showing_is_not_telling(inspector: CastInspector, qtbot: QtBot) -> None:
    card = inspector.card("r2")
    with qtbot.waitSignal(inspector.included_changed) as heard:
        QTest.mouseClick(card.included, Qt.MouseButton.LeftButton)
    assert heard.args == ["r2", False]
    with qtbot.waitSignal(inspector.background_changed) as heard:
        card.background.button("cut").click()
    assert heard.args == ["r2", True]
    with qtbot.waitSignals([inspector.weight_changed, inspector.weight_finished]):
        card.weight.setFocus()
        card.weight.selectAll()
        QTest.keyClicks(card.weight, "1+1")
        QTest.keyClick(card.weight, Qt.Key.Key_Return)
    with qtbot.waitSignal(inspector.main_requested) as heard:
        card.main_action.trigger()
    assert heard.args == ["r2"]
    with qtbot.assertNotEmitted(inspector.included_changed), qtbot.assertNotEmitted(inspector.weight_changed):
        inspector.set_character("Aria", [replace(ROWS[0], is_included=False, weight=3.0), ROWS[1]])
    assert not inspector.card("r1").included.isChecked()
    assert inspector.card("r2") is card  # what is focused stays


def test_cards_follow_the_order_of_the_project(inspector: CastInspector) -> None:
    inspector.set_character("Aria", [ROWS[1], ROWS[0]])
    QApplication.processEvents()
    assert inspector.card("r2").y() < inspector.card("r1").y()
    inspector.set_character("Aria", [ROWS[0]])
    with pytest.raises(KeyError):
        inspector.card("r2")
    inspector.set_character("", ())
    assert inspector.nobody.isVisible()
