from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.views.kit import theme
from studio.views.kit.thumbnails import DRAG_TYPE, ThumbnailBadge, ThumbnailGrid, ThumbnailItem
from tests.views.kit.test_fields import LEFT, shown

MANY = 500


def filled(colour: str, has_alpha: bool = False) -> QImage:
    image = QImage(64, 64, QImage.Format.Format_ARGB32 if has_alpha else QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.transparent if has_alpha else QColor(colour))
    return image


@pytest.fixture
def grid(qtbot: QtBot) -> ThumbnailGrid:
    made = ThumbnailGrid(64, is_multiple=True)
    window = shown(qtbot, made)
    window.resize(420, 320)
    made.set_items([ThumbnailItem(f"id{n}", f"Picture {n}") for n in range(MANY)])
    qtbot.waitUntil(lambda: len(made.visible_ids()) > 4)
    return made


def centre(grid: ThumbnailGrid, row: int) -> QPoint:
    return grid.view.visualRect(grid.view.model().index(row, 0)).center()


def test_only_pictures_in_view_are_asked_for(qtbot: QtBot, grid: ThumbnailGrid) -> None:
    asked: list[str] = []
    grid.image_needed.connect(asked.append)
    grid.grab()
    assert set(asked) == set(grid.visible_ids())
    assert len(set(asked)) < 40
    asked.clear()
    grid.view.scrollToBottom()
    grid.grab()
    assert f"id{MANY - 1}" in asked
    assert "id0" not in asked


def test_a_picture_that_came_is_drawn_and_not_asked_for_again(grid: ThumbnailGrid) -> None:
    grid.set_image("id0", filled("#ff0000"))
    asked: list[str] = []
    grid.image_needed.connect(asked.append)
    image = grid.view.grab().toImage()
    assert image.pixelColor(centre(grid, 0) - QPoint(0, 8)).name() == "#ff0000"
    assert "id0" not in asked
    grid.set_image("nobody", filled("#ff0000"))


def test_transparent_pictures_stand_on_the_checker(grid: ThumbnailGrid) -> None:
    grid.set_image("id0", filled("", True))
    area = grid.view.visualRect(grid.view.model().index(0, 0))
    image = grid.view.grab(area.adjusted(12, 12, -12, -40)).toImage()
    seen = {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}
    assert seen == {theme.current().checker_dark, theme.current().checker_light}


def test_clicks_hover_and_menus_tell_the_id(qtbot: QtBot, grid: ThumbnailGrid) -> None:
    said: list[tuple[str, str]] = []
    grid.clicked.connect(lambda i: said.append(("clicked", i)))
    grid.hovered.connect(lambda i: said.append(("hovered", i)))
    grid.menu_requested.connect(lambda i, _at: said.append(("menu", i)))
    viewport = grid.view.viewport()
    QTest.mouseMove(viewport, centre(grid, 1))
    QTest.mouseMove(viewport, centre(grid, 2))
    QTest.mouseClick(viewport, LEFT, Qt.KeyboardModifier.NoModifier, centre(grid, 2))
    grid.view.customContextMenuRequested.emit(centre(grid, 3))
    assert ("clicked", "id2") in said
    assert [entry for entry in said if entry[0] == "hovered"] == [("hovered", "id1"), ("hovered", "id2")]
    assert said[-1] == ("menu", "id3")
    from PySide6.QtCore import QEvent

    QApplication.sendEvent(viewport, QEvent(QEvent.Type.Leave))
    assert said[-1] == ("hovered", "")


def test_keys_walk_and_activate(grid: ThumbnailGrid) -> None:
    said: list[str] = []
    grid.activated.connect(said.append)
    grid.select("id0")
    grid.setFocus()
    assert grid.view.hasFocus()
    QTest.keyClick(grid.view, Qt.Key.Key_Right)
    assert grid.selected() == ["id1"]
    QTest.keyClick(grid.view, Qt.Key.Key_Return)
    assert said == ["id1"]
    QTest.keyClick(grid.view, Qt.Key.Key_End)
    assert grid.selected() == [f"id{MANY - 1}"]
    assert f"id{MANY - 1}" in grid.visible_ids()


def test_several_can_be_selected_and_stay_so(grid: ThumbnailGrid) -> None:
    changes: list[list[str]] = []
    grid.selection_changed.connect(changes.append)
    viewport = grid.view.viewport()
    QTest.mouseClick(viewport, LEFT, Qt.KeyboardModifier.NoModifier, centre(grid, 1))
    QTest.mouseClick(viewport, LEFT, Qt.KeyboardModifier.ControlModifier, centre(grid, 3))
    assert grid.selected() == ["id1", "id3"]
    assert changes[-1] == ["id1", "id3"]
    grid.set_items([ThumbnailItem("id3", "Three"), ThumbnailItem("new", "New")])
    assert grid.selected() == ["id3"]


def test_new_items_do_not_move_the_view(grid: ThumbnailGrid) -> None:
    grid.select("id0")
    bar = grid.view.verticalScrollBar()
    bar.setValue(700)
    grid.set_items([ThumbnailItem(f"id{n}", f"Picture {n}") for n in range(MANY)])
    grid.grab()
    assert bar.value() == 700


def test_drags_carry_ids(grid: ThumbnailGrid) -> None:
    model = grid.view.model()
    data = model.mimeData([model.index(2, 0), model.index(5, 0)])
    assert bytes(data.data(DRAG_TYPE).data()) == b"id2\nid5"
    assert grid.view.dragEnabled()
    assert not ThumbnailGrid(mime_type="").view.dragEnabled()


def test_badges_are_drawn(grid: ThumbnailGrid) -> None:
    plain = grid.view.grab().toImage()
    grid.set_badges("id0", ("star-filled",))
    with_icon = grid.view.grab().toImage()
    grid.set_badges("id0", (ThumbnailBadge(text="3", tone="warn"),))
    with_text = grid.view.grab().toImage()
    assert plain != with_icon
    assert with_icon != with_text


def test_columns_fill_the_width(qtbot: QtBot, grid: ThumbnailGrid) -> None:
    columns = grid.view.viewport().width() // grid.view.gridSize().width()
    used = columns * grid.view.gridSize().width()
    assert columns == 5
    assert grid.view.viewport().width() - used < columns + 4
    rows = {grid.view.visualRect(grid.view.model().index(n, 0)).y() for n in range(columns)}
    assert len(rows) == 1


def test_labels_that_are_too_long_are_cut_with_dots_and_told_in_full(grid: ThumbnailGrid) -> None:
    name = "Bewildered and slightly amused at the same time"
    grid.set_items([ThumbnailItem("a", name)])
    index = grid.view.model().index(0, 0)
    assert index.data(Qt.ItemDataRole.ToolTipRole) == name
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == name
