"""The set as a flowing grid: one character's cells fill the window."""

from __future__ import annotations

import time

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.models.set_plan import CellPlace, CellState
from studio.models.set_view import CellSight, SetColumn, SetCounts, SetMatrix, SetRow
from studio.views.kit import theme
from studio.views.kit.tokens import DARK
from studio.views.set.cell_painter import retry_rect, star_rect
from studio.views.set.page import SetPage

WORDS = tuple(f"word{number}" for number in range(11))
ARIA, BRAM = SetColumn("a", "Aria"), SetColumn("b", "Bram")
OTHERS = {
    "word3": CellSight(CellState.MISSING),
    "word4": CellSight(CellState.FAILED, reason="No room."),
    "word5": CellSight(CellState.DRAWING),
}


def at(word: int, who: str = "a") -> CellPlace:
    return CellPlace(who, WORDS[word])


def shown(columns: tuple[SetColumn, ...] = (ARIA,), words: tuple[str, ...] = WORDS) -> SetMatrix:
    rows = tuple(SetRow(word, word.title()) for word in words)
    cells = {
        CellPlace(one.id, word): OTHERS.get(word, CellSight(CellState.DONE, f"{one.id}{word}" * 8))
        for one in columns
        for word in words
    }
    return SetMatrix(columns, rows, cells, SetCounts(len(cells), len(cells)))


def colour(name: str) -> QImage:
    image = QImage(64, 64, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(QColor(name))
    return image


@pytest.fixture
def page(qtbot: QtBot, qapp: QApplication) -> SetPage:
    if theme.current() is not DARK or not qapp.styleSheet():
        theme.apply_theme(qapp, "dark")
    made = SetPage()
    qtbot.addWidget(made)
    qtbot.addWidget(made.inspector)
    made.resize(900, 700)
    made.matrix.setFixedWidth(600)  # four in a row
    made.show()
    made.set_matrix(shown())
    qtbot.waitExposed(made)
    return made


def where(page: SetPage) -> tuple[int, int]:
    index = page.matrix.currentIndex()
    return index.row(), index.column()


def click(qtbot: QtBot, page: SetPage, place: CellPlace, twice: bool = False) -> None:
    middle = page.matrix.cell_rect(page.matrix.matrix.index_of(place)).center()
    qtbot.mouseClick(page.matrix.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    if twice:
        qtbot.mouseDClick(page.matrix.viewport(), Qt.MouseButton.LeftButton, pos=middle)


def test_one_character_flows_and_several_stand_in_a_matrix(page: SetPage) -> None:
    assert page.matrix.is_grid
    assert not page.matrix.expressions.isVisible()
    assert page.matrix.matrix.rowCount() == 3
    assert page.matrix.matrix.columnCount() == 4
    page.set_matrix(shown((ARIA, BRAM)))
    assert not page.matrix.is_grid
    assert page.matrix.expressions.isVisible()
    assert page.matrix.matrix.columnCount() == 2
    page.set_matrix(shown())
    assert page.matrix.is_grid


def test_the_choice_is_told_and_kept_for_each_number_of_characters(page: SetPage, qtbot: QtBot) -> None:
    told = list[tuple[str, bool]]()
    page.arrangement_chosen.connect(lambda *given: told.append(given))
    page.toolbar.arrangement.button("matrix").click()
    assert not page.matrix.is_grid
    page.set_matrix(shown((ARIA, BRAM)))
    page.toolbar.arrangement.button("grid").click()
    assert page.matrix.is_grid
    assert told == [("one", False), ("many", True)]
    page.set_matrix(shown())
    assert not page.matrix.is_grid
    page.set_arrangement("one", True)
    assert page.matrix.is_grid
    assert page.toolbar.arrangement.value() == "grid"


def test_every_character_of_a_grid_begins_a_row_and_is_named(page: SetPage) -> None:
    page.set_arrangement("many", True)
    page.set_matrix(shown((ARIA, BRAM)))
    model = page.matrix.matrix
    assert (model.index_of(at(10)).row(), model.index_of(at(0, "b")).row()) == (2, 3)
    assert model.index_of(at(0, "b")).column() == 0
    assert model.caption(at(0, "b")) == "Word0 · Bram"
    assert "Bram" in str(model.data(model.index_of(at(0, "b"))))


def test_arrows_move_as_it_is_seen(page: SetPage, qtbot: QtBot) -> None:
    view = page.matrix
    click(qtbot, page, at(0))
    for key, expected in (
        (Qt.Key.Key_Right, (0, 1)), (Qt.Key.Key_Down, (1, 1)), (Qt.Key.Key_Right, (1, 2)), (Qt.Key.Key_Right, (1, 3)),
        (Qt.Key.Key_Right, (2, 0)), (Qt.Key.Key_Left, (1, 3)), (Qt.Key.Key_Up, (0, 3)), (Qt.Key.Key_Down, (1, 3)),
    ):  # fmt: skip
        qtbot.keyClick(view, key)
        assert where(page) == expected
        assert view.selected_places() == (view.current_place(),)
    qtbot.keyClick(view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert view.selected_places() == tuple(at(number) for number in range(11)), "and nothing of what is left over"


def test_enter_and_double_click_open_and_the_viewer_goes_on(page: SetPage, qtbot: QtBot) -> None:
    opened = list[object]()
    page.matrix.cell_opened.connect(opened.append)
    click(qtbot, page, at(3))
    qtbot.keyClick(page.matrix, Qt.Key.Key_Return)
    page._close_viewer()
    click(qtbot, page, at(6), twice=True)
    assert opened[0] == at(3)
    assert opened[-1] == at(6)
    page.viewer.turned.emit(1)
    assert page.matrix.current_place() == at(7)
    page.viewer.stepped.emit(0, 1)
    assert page.matrix.current_place() == at(8), "over the end of a row"
    page.viewer.stepped.emit(-1, 0)
    assert page.matrix.current_place() == at(4)
    page.viewer.turned.emit(-9)
    assert page.matrix.current_place() == at(4), "there is nothing before the first"


def test_buttons_inside_cells(page: SetPage, qtbot: QtBot) -> None:
    view, again, stars = page.matrix, list[object](), list[object]()
    page.redraw_requested.connect(again.append)
    page.star_requested.connect(lambda *given: stars.append(given))
    for place, area in ((at(4), retry_rect), (at(6), star_rect)):
        spot = area(view.cell_rect(view.matrix.index_of(place))).center().toPoint()
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert again == [(at(4),)]
    assert stars == [(at(6), "", True)]


def test_selection_survives_another_width_and_the_other_arrangement(page: SetPage, qtbot: QtBot) -> None:
    view = page.matrix
    view.select_places([at(2), at(9)])
    for change in (
        lambda: page.matrix.setFixedWidth(800), lambda: page.matrix.set_side(96), lambda: page._on_grid(False),
        lambda: page._on_grid(True),
    ):  # fmt: skip
        columns = view.matrix.columnCount()
        change()
        qtbot.waitUntil(lambda columns=columns: view.matrix.columnCount() != columns)
        assert set(view.selected_places()) == {at(2), at(9)}
        assert view.current_place() == at(2)


def test_pictures_are_asked_for_and_shown_in_their_square(page: SetPage, qtbot: QtBot) -> None:
    asked = list[CellPlace]()
    page.pictures_wanted.connect(lambda places, _pixels: asked.extend(places))
    page.matrix.forget_pictures()
    qtbot.waitUntil(lambda: at(10) in asked)
    assert at(3) not in asked, "there is nothing to ask for"
    page.set_picture("aword0" * 8, colour("#ff0000"))
    shot = page.matrix.viewport().grab().toImage()
    area = page.matrix.cell_rect(page.matrix.matrix.index_of(at(0)))
    assert shot.pixelColor(area.center()).name() == "#ff0000"
    assert area.width() == area.height()


def test_what_is_not_drawn_shows_the_face_faintly(page: SetPage) -> None:
    view = page.matrix
    middle = view.cell_rect(view.matrix.index_of(at(3))).center() - QPoint(0, 20)
    spot = view.viewport().mapTo(page, middle)
    before = page.grab().toImage().pixelColor(spot)
    page.set_head("a", colour("#00ff00"))
    after = page.grab().toImage().pixelColor(spot)
    assert after.green() > before.green() + 20, "it is there"
    assert after.green() < 140, "but faint"


def test_a_large_grid_is_quick(page: SetPage, qtbot: QtBot) -> None:
    words = tuple(f"word{number}" for number in range(500))
    page.set_matrix(shown(words=words))
    start = time.perf_counter()
    for value in range(0, 4000, 200):
        page.matrix.verticalScrollBar().setValue(value)
        page.matrix.viewport().repaint()
    assert (time.perf_counter() - start) / 20 < 0.05
    start = time.perf_counter()
    page.set_matrix(shown(words=words))
    assert time.perf_counter() - start < 0.1
