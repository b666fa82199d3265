"""Presets, layers and the page as a whole, by real mouse and keys, with a real character's pictures."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QMouseEvent
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from studio.models.controls import ALL_CONTROLS
from studio.models.express_rows import (
    ALL,
    FAVOURITES,
    OWN,
    ControlsState,
    LayerRow,
    PresetPlace,
    WheelState,
    preset_items,
)
from studio.models.expression import BlendMode
from studio.models.expression_text import EXPRESSIONS_MIME, ExpressionTexts, expressions_from
from studio.models.library import load_library
from studio.views.cast.drops import expressions_of
from studio.views.express.layers_panel import LayersPanel
from studio.views.express.page import ExpressPage
from studio.views.express.presets_panel import PresetsPanel
from studio.views.kit import theme
from tests.views.clipping import clipped_texts

LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier
LIBRARY = load_library()
ITEMS = preset_items(LIBRARY, ["joy"], [], ["anger"])


# --- presets


@pytest.fixture
def presets(qtbot: QtBot) -> Iterator[PresetsPanel]:
    made = PresetsPanel()
    qtbot.addWidget(made)
    made.resize(300, 700)
    made.show_chips([ALL, FAVOURITES, OWN, "basic", "eyes"], ALL)
    made.show_items(ITEMS, {}, ExpressionTexts(LIBRARY), len(ITEMS))
    with qtbot.waitExposed(made):
        made.show()
    return made


def place(panel: PresetsPanel, row: int) -> QPoint:
    view = panel.grid.view
    return view.visualRect(view.model().index(row, 0)).center()


def test_click_applies_hover_tries_enter_applies(presets: PresetsPanel, qtbot: QtBot) -> None:
    seen: list[tuple[str, str]] = []
    presets.applied.connect(lambda one: seen.append(("applied", one)))
    presets.hovered.connect(lambda one: seen.append(("hovered", one)))
    viewport = presets.grid.view.viewport()
    qtbot.mouseMove(viewport, place(presets, 1))
    qtbot.waitUntil(lambda: ("hovered", ITEMS[1].id) in seen)
    qtbot.mouseClick(viewport, LEFT, NONE, place(presets, 1))
    assert ("applied", ITEMS[1].id) in seen
    presets.grid.view.setFocus()
    qtbot.keyClick(presets.grid.view, Qt.Key.Key_Right)
    qtbot.keyClick(presets.grid.view, Qt.Key.Key_Return)
    assert seen[-1] == ("applied", ITEMS[2].id)


def test_only_what_is_seen_is_told_and_nothing_while_hidden(presets: PresetsPanel, qtbot: QtBot) -> None:
    with qtbot.waitSignal(presets.visible_changed, timeout=2000) as shown:
        presets.grid.view.verticalScrollBar().setValue(400)
    ids = shown.args[0]
    assert 6 <= len(ids) <= 40
    with qtbot.waitSignal(presets.visible_changed) as hidden:
        presets.hide()
    assert hidden.args == [[]]


def test_pictures_arrive_and_never_stay_when_somebody_else_is_shown(presets: PresetsPanel) -> None:
    picture = QImage(8, 8, QImage.Format.Format_ARGB32_Premultiplied)
    picture.fill(Qt.GlobalColor.red)
    presets.set_picture(ITEMS[0].id, picture)
    item = presets.grid.item(ITEMS[0].id)
    assert item is not None
    assert item.image == picture
    presets.show_items(ITEMS, {ITEMS[1].id: picture}, ExpressionTexts(LIBRARY), len(ITEMS))
    first, second = (presets.grid.item(ITEMS[index].id) for index in range(2))
    assert first is not None
    assert second is not None
    assert (first.image, second.image) == (None, picture)


def test_a_drag_carries_an_expression_file(presets: PresetsPanel) -> None:
    model = presets.grid.view.model()
    data = model.mimeData([model.index(0, 0)])
    assert data.formats() == [EXPRESSIONS_MIME]
    assert expressions_from(bytes(data.data(EXPRESSIONS_MIME).data()).decode()) == (LIBRARY[ITEMS[0].id],)
    assert expressions_of(data) == [ITEMS[0].id], "the cast reads it"
    both = presets._drag_text([ITEMS[0].id, ITEMS[1].id])
    assert [entry["id"] for entry in json.loads(both)["expressions"]] == [ITEMS[0].id, ITEMS[1].id]


def test_the_menu_changes_only_own_presets(presets: PresetsPanel) -> None:
    def enabled(preset_id: str) -> dict[str, bool]:
        return {action.text(): action.isEnabled() for action in presets.menu_of(preset_id).actions() if action.text()}

    own, ready_made = enabled("joy"), enabled("anger")
    assert own["Delete"]
    assert own["Rename…"]
    assert not ready_made["Delete"]
    assert ready_made["Duplicate into the project"]
    assert ready_made["Remove from favourites"]
    with_signal: list[str] = []
    presets.favourite_toggled.connect(with_signal.append)
    next(action for action in presets.menu_of("anger").actions() if "favourites" in action.text()).trigger()
    assert with_signal == ["anger"]


def test_the_form_saves_with_tags_and_place(presets: PresetsPanel, qtbot: QtBot) -> None:
    presets.begin_saving("Grin", ())
    form = presets.form
    assert form.isVisible()
    assert form.name.hasFocus()
    qtbot.keyClicks(form.name, "Big grin")
    qtbot.keyClicks(form.tags, "a, b ,")
    qtbot.mouseClick(form.place.button(PresetPlace.USER), LEFT)
    with qtbot.waitSignal(presets.save_requested) as saved:
        qtbot.keyClick(form.name, Qt.Key.Key_Return)
    assert saved.args == ["Big grin", ("a", "b"), PresetPlace.USER]
    assert not form.isVisible()
    presets.begin_saving("", ())
    with qtbot.assertNotEmitted(presets.save_requested):
        qtbot.keyClick(form.name, Qt.Key.Key_Return)
        qtbot.keyClick(form.name, Qt.Key.Key_Escape)
    assert presets.save_button.isVisible()


def test_empty_filters_say_what_to_do(presets: PresetsPanel, qtbot: QtBot) -> None:
    presets.show_chips([ALL, FAVOURITES, OWN, "basic", "eyes"], OWN)
    presets.show_items([], {}, {}, len(ITEMS))
    with qtbot.waitSignal(presets.save_wanted):
        presets._empty.button.click()
    presets.show_chips([ALL, FAVOURITES, OWN, "basic", "eyes"], FAVOURITES)
    presets.show_items([], {}, {}, len(ITEMS))
    with qtbot.waitSignals([presets.searched, presets.chip_chosen]):
        presets._empty.button.click()
    QApplication.processEvents()
    assert not clipped_texts(presets)


# --- layers


def layer(layer_id: str, mode: BlendMode = BlendMode.ADD, is_selected: bool = False) -> LayerRow:
    return LayerRow(layer_id, layer_id.capitalize(), mode, 1.0, True, is_selected, "2 controls")


ROWS = [layer("base", is_selected=True), layer("middle", BlendMode.MULTIPLY), layer("top", BlendMode.OVERWRITE)]


@pytest.fixture
def layers(qtbot: QtBot) -> Iterator[LayersPanel]:
    made = LayersPanel()
    qtbot.addWidget(made)
    made.resize(300, 200)
    made.show_layers(ROWS, True)
    with qtbot.waitExposed(made):
        made.show()
    return made


def test_the_highest_layer_is_on_top_and_signs_tell_the_mode(layers: LayersPanel) -> None:
    assert layers.order == ("top", "middle", "base")
    assert [layers.line(one)._mode.text() for one in layers.order] == ["=", "×", "+"]
    assert layers.line("top").y() < layers.line("base").y()


def test_keys_select_reorder_hide_rename_and_remove(layers: LayersPanel, qtbot: QtBot) -> None:
    seen: list[tuple[object, ...]] = []
    layers.layer_selected.connect(lambda one: seen.append(("selected", one)))
    layers.move_requested.connect(lambda one, to: seen.append(("move", one, to)))
    layers.enabled_toggled.connect(lambda one, is_on: seen.append(("enabled", one, is_on)))
    layers.rename_requested.connect(lambda one, name: seen.append(("rename", one, name)))
    layers.remove_requested.connect(lambda one: seen.append(("remove", one)))
    layers.duplicate_requested.connect(lambda one: seen.append(("duplicate", one)))
    line = layers.line("base")
    line.setFocus()
    qtbot.keyClick(line, Qt.Key.Key_Up)
    line = layers.line("middle")
    assert line.hasFocus()
    qtbot.keyClick(line, Qt.Key.Key_Up, CTRL)
    qtbot.keyClick(line, Qt.Key.Key_Space)
    qtbot.keyClick(line, Qt.Key.Key_D, CTRL)
    qtbot.keyClick(line, Qt.Key.Key_F2)
    editor = next(one for one in line.findChildren(QLineEdit) if one.text() == "Middle")
    qtbot.keyClicks(editor, "Calm")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.keyClick(line, Qt.Key.Key_Delete)
    assert seen == [
        ("selected", "middle"), ("move", "middle", 2), ("enabled", "middle", False), ("duplicate", "middle"),
        ("rename", "middle", "Calm"), ("remove", "middle"),
    ]  # fmt: skip


def test_a_line_is_dragged_to_another_height(layers: LayersPanel, qtbot: QtBot) -> None:
    moves: list[tuple[str, int]] = []
    layers.move_requested.connect(lambda one, to: moves.append((one, to)))
    line = layers.line("top")
    row = line.height() + 2
    start, end = QPoint(150, 10), QPoint(150, 10 + 2 * row + row // 2)
    qtbot.mousePress(line, LEFT, NONE, start)
    for at in (start + QPoint(0, 20), end):
        event = QMouseEvent(
            QMouseEvent.Type.MouseMove, QPointF(at), QPointF(line.mapToGlobal(at)), LEFT, LEFT, NONE
        )  # fmt: skip
        QApplication.sendEvent(line, event)
    qtbot.mouseRelease(line, LEFT, NONE, end)
    assert moves == [("top", 0)]


def test_weight_is_typed_in_percent(layers: LayersPanel, qtbot: QtBot) -> None:
    weights: list[float] = []
    layers.weight_edited.connect(lambda _one, weight: weights.append(weight))
    field = layers.line("middle")._weight
    field.setFocus(Qt.FocusReason.TabFocusReason)
    field.selectAll()
    qtbot.keyClicks(field, "25")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert weights == [0.25]


def test_lines_are_kept_while_values_change(layers: LayersPanel) -> None:
    line = layers.line("middle")
    layers.show_layers([ROWS[0], layer("middle", BlendMode.ADD), ROWS[2]], True)
    assert layers.line("middle") is line
    assert line._mode.text() == "+"
    layers.show_layers(ROWS[:1], True)
    assert layers.order == ("base",)
    assert not layers.flatten_button.isEnabled()


# --- the page


@pytest.mark.parametrize("theme_name", ["dark", "light"])
@pytest.mark.parametrize("width", [300, 360])
def test_nothing_is_clipped(qtbot: QtBot, qapp: QApplication, theme_name: str, width: int) -> None:
    theme.apply_theme(qapp, theme_name)
    page = ExpressPage()
    qtbot.addWidget(page)
    page.resize(width, 800)
    page.show_character("Somebody with quite a long name of their own")
    page.layers.show_layers(ROWS, True)
    page.wheel.show_state(WheelState(("happiness", "embarrassment"), 1.5, 0.5, 12))
    page.controls.show_state(ControlsState(dict.fromkeys(ALL_CONTROLS, 1.0)))
    page.presets.show_chips([ALL, FAVOURITES, OWN, "basic", "eyes", "viseme", "vowel", "game", "word"], ALL)
    page.presets.show_items(ITEMS, {}, ExpressionTexts(LIBRARY), len(ITEMS))
    page.presets.begin_saving("A name", ())
    with qtbot.waitExposed(page):
        page.show()
    for part in ("words", "controls", "presets"):
        page.show_part(part)
        QApplication.processEvents()
        assert page.width() == width, "the page is not pushed wider"
        assert clipped_texts(page) == []
    page.show_character("")
    assert clipped_texts(page) == []
    theme.apply_theme(qapp, "dark")


def test_the_empty_state_offers_the_next_step(qtbot: QtBot) -> None:
    page = ExpressPage()
    qtbot.addWidget(page)
    with qtbot.waitSignal(page.add_picture_requested):
        page._nobody.button.click()
    page.show_character("Aria")
    page.show_presets()
    assert page.part == "presets"
