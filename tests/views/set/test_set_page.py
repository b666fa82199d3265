"""The set page by mouse and keys, with made-up values."""

from __future__ import annotations

import time
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from studio.models.engine_choices import EngineOffer
from studio.models.project import SetSettings
from studio.models.set_plan import CellPlace, CellState
from studio.models.set_view import (
    CellDetails,
    CellSight,
    ControlBar,
    PickerEntry,
    SelectionSummary,
    SetColumn,
    SetCounts,
    SetMatrix,
    SetRow,
    TypedExpression,
    VariantSight,
)  # fmt: skip
from studio.views.kit import motion, theme
from studio.views.kit.tokens import DARK
from studio.views.set.cell_painter import retry_rect, star_rect
from studio.views.set.matrix import MatrixView
from studio.views.set.page import SetPage
from studio.views.set.toolbar import SetToolbar

NO_KEY = Qt.KeyboardModifier.NoModifier
WORDS = ("neutral", "joy", "anger", "fear", "surprise")
STATES = {
    CellPlace("a", "neutral"): CellSight(CellState.DONE, "n" * 8),
    CellPlace("a", "joy"): CellSight(CellState.DONE, "j" * 8, True, 3),
    CellPlace("a", "anger"): CellSight(CellState.STALE, "g" * 8),
    CellPlace("a", "fear"): CellSight(CellState.FAILED, reason="No room for the mouth."),
    CellPlace("b", "neutral"): CellSight(CellState.MISSING),
    CellPlace("b", "joy"): CellSight(CellState.QUEUED),
    CellPlace("b", "anger"): CellSight(CellState.DRAWING),
    CellPlace("b", "fear"): CellSight(CellState.DONE, "f" * 8, likeness=0.11, is_likeness_low=True),
    CellPlace("b", "surprise"): CellSight(CellState.MISSING),
}


def matrix(words: tuple[str, ...] = WORDS, cells: dict[CellPlace, CellSight] | None = None) -> SetMatrix:
    rows = tuple(SetRow(word, word.title(), word if word in ("joy", "anger") else "", "Basic") for word in words)
    columns = (SetColumn("a", "Aria", 2, 4), SetColumn("b", "Bram", 1, 5))
    counts = SetCounts(9, 3, 2, 1, 1, 2, 1, 1)
    return SetMatrix(columns, rows, STATES if cells is None else cells, counts)


def picture(colour: str = "#40c080") -> QImage:
    image = QImage(64, 96, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(QColor(colour))
    return image


@pytest.fixture
def page(qtbot: QtBot, qapp: QApplication) -> Iterator[SetPage]:
    if theme.current() is not DARK or not qapp.styleSheet():
        theme.apply_theme(qapp, "dark")
    made = SetPage()
    qtbot.addWidget(made)
    qtbot.addWidget(made.inspector)
    made.resize(900, 800)
    made.show()
    made.set_matrix(matrix())
    qtbot.waitExposed(made)
    return made


def click(qtbot: QtBot, view: MatrixView, place: CellPlace, modifier: Qt.KeyboardModifier = NO_KEY) -> None:
    at = view.visualRect(view.matrix.index_of(place)).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, modifier, at)


def test_selecting_by_mouse(page: SetPage, qtbot: QtBot) -> None:
    view = page.matrix
    click(qtbot, view, CellPlace("a", "neutral"))
    assert view.selected_places() == (CellPlace("a", "neutral"),)
    click(qtbot, view, CellPlace("b", "joy"), Qt.KeyboardModifier.ShiftModifier)
    assert len(view.selected_places()) == 4
    click(qtbot, view, CellPlace("a", "joy"), Qt.KeyboardModifier.ControlModifier)
    assert CellPlace("a", "joy") not in view.selected_places()
    click(qtbot, view, CellPlace("b", "fear"))
    assert view.selected_places() == (CellPlace("b", "fear"),)


def test_selecting_by_keys(page: SetPage, qtbot: QtBot) -> None:
    view = page.matrix
    told = list[tuple[object, object]]()
    click(qtbot, view, CellPlace("a", "neutral"))
    page.selection_changed.connect(lambda places, current: told.append((places, current)))
    qtbot.keyClick(view, Qt.Key.Key_Down)
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert told[-1] == ((CellPlace("b", "joy"),), CellPlace("b", "joy"))
    qtbot.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert view.selected_places() == (CellPlace("b", "joy"), CellPlace("b", "anger"))
    qtbot.keyClick(view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert set(view.selected_places()) == set(STATES), "what is in nobody's set is not selected"
    qtbot.keyClick(view, Qt.Key.Key_S)
    assert len(view.selected_places()) == len(STATES), "letters do not jump: they are keys of actions"


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_enter_and_double_click_open(page: SetPage, qtbot: QtBot, key: Qt.Key) -> None:
    opened = list[object]()
    page.cell_opened.connect(opened.append)
    click(qtbot, page.matrix, CellPlace("a", "joy"))
    qtbot.keyClick(page.matrix, key)
    qtbot.keyClick(page.matrix, key, Qt.KeyboardModifier.ControlModifier)
    assert opened == [CellPlace("a", "joy")]
    at = page.matrix.visualRect(page.matrix.matrix.index_of(CellPlace("b", "fear"))).center()
    qtbot.mouseClick(page.matrix.viewport(), Qt.MouseButton.LeftButton, pos=at)
    qtbot.mouseDClick(page.matrix.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert opened[-1] == CellPlace("b", "fear")


def test_retry_and_star_are_buttons_inside_cells(page: SetPage, qtbot: QtBot) -> None:
    view, again, stars = page.matrix, list[object](), list[object]()
    page.redraw_requested.connect(again.append)
    page.star_requested.connect(lambda *given: stars.append(given))
    failed, starred = CellPlace("a", "fear"), CellPlace("a", "joy")
    at = retry_rect(view.visualRect(view.matrix.index_of(failed))).center().toPoint()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    at = star_rect(view.visualRect(view.matrix.index_of(starred))).center().toPoint()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert again == [(failed,)]
    assert stars == [(starred, "", False)]
    assert view.selected_places() == ()


def test_state_is_told_in_words_too(page: SetPage) -> None:
    model = page.matrix.matrix
    texts = {place: model.data(model.index_of(place), Qt.ItemDataRole.AccessibleTextRole) for place in STATES}
    assert texts[CellPlace("a", "anger")] == "Anger, Aria: Out of date"
    assert texts[CellPlace("b", "anger")] == "Anger, Bram: Drawing"
    tip = model.data(model.index_of(CellPlace("a", "fear")), Qt.ItemDataRole.ToolTipRole)
    assert "No room for the mouth." in str(tip)
    low = model.data(model.index_of(CellPlace("b", "fear")), Qt.ItemDataRole.ToolTipRole)
    assert "someone else" in str(low)


def test_every_state_looks_different(page: SetPage, qtbot: QtBot) -> None:
    """Also without colours: compared in shades of grey."""
    view = page.matrix
    view.set_side(96)
    for state in STATES.values():
        if state.picture:
            view.set_picture(state.picture, picture())
    places = [
        CellPlace("a", "neutral"), CellPlace("a", "anger"), CellPlace("a", "fear"), CellPlace("b", "neutral"),
        CellPlace("b", "joy"), CellPlace("b", "anger"), CellPlace("a", "surprise"),
    ]  # fmt: skip
    shots = set()
    for place in places:
        rect = view.visualRect(view.matrix.index_of(place))
        image = view.viewport().grab(rect).toImage().convertToFormat(QImage.Format.Format_Grayscale8)
        shots.add(bytes(image.constBits()))
    assert len(shots) == len(places)


def test_pictures_are_asked_for_once_and_only_where_they_are_seen(page: SetPage, qtbot: QtBot) -> None:
    asked = list[tuple[tuple[CellPlace, ...], int]]()
    page.pictures_wanted.connect(lambda places, px: asked.append((places, px)))
    page.matrix.forget_pictures()
    qtbot.waitUntil(lambda: bool(asked))
    places, px = asked[0]
    assert set(places) == {place for place, sight in STATES.items() if sight.picture}
    assert px == round(128 * page.matrix.devicePixelRatioF())
    for place in places:
        page.set_picture(STATES[place].picture, picture())
    page.set_matrix(matrix())
    qtbot.wait(60)
    assert len(asked) == 1
    page.toolbar.side.setValue(2)
    qtbot.waitUntil(lambda: len(asked) == 2)
    assert asked[1][1] == round(192 * page.matrix.devicePixelRatioF())


def test_selection_survives_new_states_and_new_rows(page: SetPage, qtbot: QtBot) -> None:
    view = page.matrix
    click(qtbot, view, CellPlace("b", "fear"))
    page.set_matrix(matrix(cells=STATES | {CellPlace("b", "fear"): CellSight(CellState.QUEUED)}))
    assert view.selected_places() == (CellPlace("b", "fear"),)
    page.set_matrix(matrix(("fear", "joy")))
    assert view.selected_places() == (CellPlace("b", "fear"),)
    assert view.current_place() == CellPlace("b", "fear")
    page.set_matrix(matrix(("joy",)))
    assert view.selected_places() == ()


def test_the_ring_turns_only_while_something_is_drawn(page: SetPage, qtbot: QtBot) -> None:
    motion.set_reduced(False)
    try:
        page.set_matrix(matrix())
        assert page.matrix._turning.isActive()
        page.set_matrix(matrix(cells={}))
        assert not page.matrix._turning.isActive()
        motion.set_reduced(True)
        page.set_matrix(matrix())
        assert not page.matrix._turning.isActive(), "less motion: the ring stands still"
    finally:
        motion.set_reduced(None)


def test_menus_tell_what_is_wanted(page: SetPage) -> None:
    menus, told = page.matrix.menus, list[object]()
    page.redraw_requested.connect(told.append)
    page.removal_requested.connect(lambda words, who: told.append((words, who)))
    column = menus.of_column(0)
    column.actions()[0].trigger()
    assert told[-1] == (CellPlace("a", "anger"), CellPlace("a", "fear"))
    row = menus.of_row(1)
    row.actions()[-1].trigger()
    assert told[-1] == (("joy",), "")
    cells = menus.of_cells((CellPlace("a", "joy"),))
    texts = [action.text() for action in cells.actions()]
    assert "Delete other variants" in texts
    cells.actions()[texts.index("Remove from this character's set")].trigger()
    assert told[-1] == (("joy",), "a")
    for menu in (column, row, cells):
        menu.deleteLater()


def test_files_are_dragged_out(page: SetPage, qtbot: QtBot, tmp_path: Path) -> None:
    wanted = list[object]()
    page.files_wanted.connect(wanted.append)
    page.matrix.select_places([CellPlace("a", "joy"), CellPlace("b", "neutral")])
    page.matrix.startDrag(Qt.DropAction.CopyAction)
    assert wanted == [(CellPlace("a", "joy"),)], "only what is drawn"
    drag = page.matrix.made_drag([str(tmp_path / "joy.png")])
    assert [url.toLocalFile() for url in drag.mimeData().urls()] == [str(tmp_path / "joy.png")]
    drag.deleteLater()


def test_toolbar(page: SetPage, qtbot: QtBot) -> None:
    bar, told = page.toolbar, list[object]()
    assert bar.draw_button.text() == "Draw 4"
    page.draw_requested.connect(lambda: told.append("draw"))
    page.filter_requested.connect(told.append)
    page.heads_requested.connect(told.append)
    page.variants_requested.connect(lambda places, count: told.append((places, count)))
    qtbot.mouseClick(bar.draw_button, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(bar.filter.button("failed"), Qt.MouseButton.LeftButton)
    qtbot.keyClick(bar.heads, Qt.Key.Key_Space)
    assert told == ["draw", "failed", False]
    assert not bar.variants_button.isEnabled()
    click(qtbot, page.matrix, CellPlace("a", "joy"))
    assert bar.variants_button.isEnabled()
    bar.variants_button.menu().actions()[0].trigger()
    assert told[-1] == ((CellPlace("a", "joy"),), 2)
    assert bar.cancel_button.isHidden()
    page.set_busy(True)
    assert not bar.cancel_button.isHidden()
    bar.set_counts(SetCounts(9, 9))
    assert not bar.draw_button.isEnabled()


def test_nobody_and_nothing_have_a_way_out(page: SetPage, qtbot: QtBot) -> None:
    told = list[object]()
    page.cast_requested.connect(lambda: told.append("cast"))
    page.filter_requested.connect(told.append)
    page.set_matrix(SetMatrix())
    qtbot.mouseClick(page._nobody.button, Qt.MouseButton.LeftButton)
    page.set_matrix(matrix(()))
    qtbot.mouseClick(page._nothing.button, Qt.MouseButton.LeftButton)
    assert told == ["cast", "all"]


# --- inspector

DETAILS = CellDetails(
    CellPlace("a", "joy"), "Joy", "Aria", CellState.STALE, "Out of date", "Changed since it was drawn: the frame.",
    "v0", "j" * 8,
    (VariantSight("v0", "j" * 8, "1", is_shown=True), VariantSight("v1", "k" * 8, "2", is_starred=True)),
    (("Engine", "puppet"), ("Seed", "0")), '{"engine": "puppet"}', "avatar-studio cells cast.avatar joy",
    "0.80: the same character (from 0.23 on)", "good",
    (ControlBar("mouthSmileLeft", 0.8, 0.6), ControlBar("cheekPuff", 0.5, None, 1.0, "the reader cannot see this")),
    "Measured above the face at rest.",
)  # fmt: skip


def test_inspector_shows_a_cell(page: SetPage, qtbot: QtBot) -> None:
    side = page.inspector
    side.resize(320, 900)
    side.show()
    page.set_details(DETAILS, SelectionSummary())
    texts = [one.text() for one in side.findChildren(QLabel) if one.isVisible()]
    for text in ("Joy", "Aria", "puppet", DETAILS.reason, DETAILS.command, DETAILS.likeness_text):
        assert text in texts, text
    assert "Puff cheeks: asked 0.50, read –" in side.bars.accessibleDescription()
    page.set_large("j" * 8, picture("#ff0000"))
    page.set_reference("a", picture("#0000ff"))
    shot = side.pictures.grab().toImage()
    colours = {shot.pixelColor(x, shot.height() // 2).name() for x in range(0, shot.width(), 5)}
    assert {"#ff0000", "#0000ff"} <= colours
    qtbot.mouseClick(side.copy_recipe, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == DETAILS.recipe_json
    qtbot.mouseClick(side.copy_command, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == DETAILS.command


def test_variants_by_mouse_and_keys(page: SetPage, qtbot: QtBot) -> None:
    side, told = page.inspector, list[object]()
    side.resize(320, 900)
    side.show()
    page.set_details(DETAILS, SelectionSummary())
    page.variant_looked_at.connect(lambda place, one: told.append(("look", one)))
    page.star_requested.connect(lambda place, one, is_on: told.append(("star", one, is_on)))
    page.variant_removal_requested.connect(lambda place, one: told.append(("delete", one)))
    first, second = side.strip.tiles
    qtbot.mouseClick(second, Qt.MouseButton.LeftButton, pos=QPoint(20, 40))
    qtbot.mouseClick(first, Qt.MouseButton.LeftButton, pos=first.star_area().center().toPoint())  # type: ignore[attr-defined]
    second.setFocus()
    qtbot.keyClick(second, Qt.Key.Key_Delete)
    assert told == [("look", "v1"), ("star", "v0", True), ("delete", "v1")]
    assert second.accessibleName() == "Variant 2, starred"


def test_inspector_without_a_cell_edits_how_the_set_is_drawn(page: SetPage, qtbot: QtBot) -> None:
    side, told, ends = page.inspector, list[SetSettings](), list[int]()
    side.resize(320, 900)
    side.show()
    page.set_details(None, SelectionSummary(SetCounts(4, 1, 3), 1, 4))
    assert side.summary_title.text() == "4 cells selected"
    page.set_settings(SetSettings(), [EngineOffer("puppet", "Puppet")])
    page.settings_edited.connect(told.append)
    page.settings_edit_finished.connect(lambda: ends.append(1))
    side.settings.crop.setCurrentIndex(2)
    side.settings.crop.activated.emit(2)
    qtbot.mouseClick(side.settings.pixel_art, Qt.MouseButton.LeftButton, pos=QPoint(10, 12))
    side.settings.seed.setFocus()
    side.settings.seed.selectAll()
    qtbot.keyClicks(side.settings.seed, "6*7")
    qtbot.keyClick(side.settings.seed, Qt.Key.Key_Return)
    assert told[0].frame.crop.value == "face"
    assert told[1].frame.is_pixel_art
    assert told[-1].seed == 42
    assert told[-1].frame.crop.value == "face", "one change does not undo another"
    assert len(ends) == 3


# --- picker


@pytest.fixture
def picker_page(page: SetPage) -> SetPage:
    entries = [
        PickerEntry("joyful", "Joyful", "word", "joy", ("glad",)),
        PickerEntry("joy", "Joy", "basic", "joy", (), frozenset("ab")),
        PickerEntry("anger", "Anger", "basic", "anger", (), frozenset("a")),
        PickerEntry("viseme-aa", "Aa", "viseme"),
    ]
    page.picker.set_entries(entries, matrix().columns)
    page.picker.show()
    return page


def test_picker_finds_adds_and_knows_who_has_what(picker_page: SetPage, qtbot: QtBot) -> None:
    picker, told = picker_page.picker, list[object]()
    picker_page.expressions_added.connect(lambda words, who: told.append((words, who)))
    qtbot.keyClicks(picker.search, "joy")
    assert [picker.entry(row).word for row in range(2)] == ["joy", "joyful"], "what is called so comes first"
    qtbot.keyClick(picker.search, Qt.Key.Key_Return)
    assert told == [(("joy",), "")]
    assert picker.has_all(picker.entry(0))
    assert not picker.has_all(picker.entry(1))
    picker.search.clear()
    picker.target.set_value("b")
    picker._refresh()
    qtbot.mouseClick(picker.add_group_button, Qt.MouseButton.LeftButton)
    assert told[-1] == (("joyful", "anger", "viseme-aa"), "b")


def test_picker_takes_typed_expressions(picker_page: SetPage, qtbot: QtBot) -> None:
    picker, told, typed = picker_page.picker, list[object](), list[str]()
    picker_page.expressions_added.connect(lambda words, who: told.append(words))
    picker_page.typed.connect(typed.append)
    qtbot.keyClicks(picker.search, "joy:0.7")
    assert typed[-1] == "joy:0.7"
    picker_page.set_typed(TypedExpression("joy:0.7", "joy:0.7", "Joy 70 %"))
    assert picker.message.text() == "Enter adds “Joy 70 %”"
    qtbot.keyClick(picker.search, Qt.Key.Key_Return)
    assert told == [("joy:0.7",)]
    picker_page.set_typed(TypedExpression("jog", error='There is no expression "jog".'))
    assert "jog" in picker.message.text()
    assert not picker.add_button.isEnabled()


def test_picker_by_keys_and_several_at_once(picker_page: SetPage, qtbot: QtBot) -> None:
    picker, told = picker_page.picker, list[object]()
    picker_page.expressions_added.connect(lambda words, who: told.append(words))
    qtbot.keyClick(picker.search, Qt.Key.Key_Down)
    qtbot.keyClick(picker.list, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert picker.add_button.text() == "Add 2"
    qtbot.mouseClick(picker.add_button, Qt.MouseButton.LeftButton)
    assert told == [("joyful", "joy")]


# --- large sets


def test_a_large_set_is_painted_only_where_it_is_seen(page: SetPage, qtbot: QtBot) -> None:
    rows = tuple(SetRow(f"word{at}", f"Word {at}", "joy", "Basic") for at in range(221))
    columns = tuple(SetColumn(f"c{at}", f"Character {at}", 3, 221) for at in range(10))
    cells = {
        CellPlace(one.id, row.word): CellSight(CellState.DONE, f"{one.id}{row.word}") for one in columns for row in rows
    }
    page.set_matrix(SetMatrix(columns, rows, cells, SetCounts(2210, 2210)))
    asked = list[tuple[CellPlace, ...]]()
    page.pictures_wanted.connect(lambda places, px: asked.append(places))
    view = page.matrix
    qtbot.waitUntil(lambda: view.verticalScrollBar().maximum() > 10_000)
    times = []
    for step in range(0, view.verticalScrollBar().maximum(), view.verticalScrollBar().maximum() // 40):
        view.verticalScrollBar().setValue(step)
        for place in view.visible_places():
            view.set_picture(cells[place].picture, picture())
        start = time.perf_counter()
        view.viewport().repaint()
        times.append(time.perf_counter() - start)
    qtbot.wait(60)
    assert all(len(places) < 120 for places in asked)
    assert len(view._cards) <= 700
    assert sorted(times)[len(times) // 2] < 0.033, "half of the frames of a scroll fit into a thirtieth of a second"


# --- one cell, large


def test_a_cell_is_looked_at_large_and_arrows_go_on(page: SetPage, qtbot: QtBot) -> None:
    view, viewer, places = page.matrix, page.viewer, list[object]()
    click(qtbot, view, CellPlace("a", "joy"))
    page.set_details(DETAILS, SelectionSummary())
    page.set_large(DETAILS.picture, picture("#ff0000"))
    page.set_reference("a", picture("#0000ff"))
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert viewer.isVisible()
    assert not view.isVisible()
    assert viewer.title.text() == "Joy"
    shot = viewer.table.grab().toImage()
    row = [shot.pixelColor(x, shot.height() // 2).name() for x in range(0, shot.width(), 4)]
    assert row.index("#0000ff") < row.index("#ff0000")
    qtbot.mousePress(viewer.table, Qt.MouseButton.LeftButton)
    held = viewer.table.grab().toImage()
    assert "#ff0000" not in [held.pixelColor(x, held.height() // 2).name() for x in range(0, held.width(), 4)]
    qtbot.mouseRelease(viewer.table, Qt.MouseButton.LeftButton)
    page.selection_changed.connect(lambda chosen, current: places.append(current))
    qtbot.keyClick(viewer, Qt.Key.Key_Down)
    qtbot.keyClick(viewer, Qt.Key.Key_Right)
    assert places[-1] == CellPlace("b", "anger")
    page.set_matrix(matrix())
    assert viewer.isVisible(), "a new state does not close it"
    qtbot.keyClick(viewer, Qt.Key.Key_Escape)
    assert view.isVisible()
    assert view.selected_places() == (CellPlace("b", "anger"),)


def test_no_text_is_cut(page: SetPage, qtbot: QtBot) -> None:
    from tests.views.clipping import clipped_texts

    side = page.inspector
    side.resize(320, 1400)
    side.show()
    page.set_details(DETAILS, SelectionSummary())
    qtbot.wait(20)
    assert clipped_texts(page) == []
    assert clipped_texts(side) == []


def test_what_stands_above_the_matrix_gives_way_where_there_is_little_room(qtbot: QtBot) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    bar = SetToolbar(host)
    bar.set_busy(True)
    host.resize(900, 140)
    host.show()
    wide = bar.minimumSizeHint().width()
    bar.setGeometry(0, 0, 900, 90)
    assert bar.add_button.text()
    bar.setGeometry(0, 0, wide, 140)
    qtbot.waitUntil(lambda: not bar.add_button.text())
    assert bar.minimumSizeHint().width() <= wide
    assert bar.add_button.accessibleName()
    shown = [bar.draw_button, bar.cancel_button, bar.variants_button, bar.add_button, bar.arrangement, bar.side,
             bar.filter, bar.search, bar.order, bar.heads]  # fmt: skip
    qtbot.waitUntil(lambda: all(bar.rect().contains(one.geometry()) for one in shown))
    assert not any(one.geometry().intersects(other.geometry()) for one, other in combinations(shown, 2))
    bar.setGeometry(0, 0, 900, 90)
    qtbot.waitUntil(lambda: bool(bar.add_button.text()))
