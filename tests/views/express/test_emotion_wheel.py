"""The wheel and its panel, by real mouse and keys."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.models.emotion_wheel import WheelLayout, placed, ring_angle, sectors
from studio.models.express_rows import WheelState
from studio.models.vocabulary import load_vocabulary
from studio.views.express.emotion_wheel import EmotionWheel
from studio.views.express.wheel_geometry import WheelGeometry, around
from studio.views.express.wheel_panel import WheelPanel

LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier
CLUSTERS = load_vocabulary()
WORDS = {layout: placed(CLUSTERS, layout) for layout in WheelLayout}


@pytest.fixture
def panel(qtbot: QtBot) -> Iterator[WheelPanel]:
    made = WheelPanel()
    made.show_words(WORDS[WheelLayout.FAMILIES], sectors(CLUSTERS), WheelLayout.FAMILIES)
    qtbot.addWidget(made)
    made.resize(320, 800)
    with qtbot.waitExposed(made):
        made.show()
    return made


@pytest.fixture
def told(panel: WheelPanel) -> list[tuple[Any, ...]]:
    seen: list[tuple[Any, ...]] = []
    panel.word_chosen.connect(lambda word: seen.append(("chosen", word)))
    panel.word_pinned.connect(lambda word: seen.append(("pinned", word)))
    panel.word_hovered.connect(lambda word: seen.append(("hovered", word)))
    panel.mix_dragged.connect(lambda words, balance: seen.append(("mix", words, balance)))
    panel.intensity_edited.connect(lambda value: seen.append(("intensity", value)))
    panel.balance_edited.connect(lambda value: seen.append(("balance", value)))
    panel.gesture_ended.connect(lambda: seen.append(("end",)))
    panel.cleared.connect(lambda: seen.append(("cleared",)))
    panel.second_removed.connect(lambda: seen.append(("second removed",)))
    return seen


def move(wheel: EmotionWheel, at: QPoint, buttons: Qt.MouseButton = Qt.MouseButton.NoButton) -> None:
    point = QPointF(at)
    event = QMouseEvent(QEvent.Type.MouseMove, point, QPointF(wheel.mapToGlobal(at)), LEFT, buttons, NONE)
    QApplication.sendEvent(wheel, event)


def on_ring(wheel: EmotionWheel, intensity: float) -> QPoint:
    geometry = WheelGeometry(wheel.width(), wheel.height())
    middle = (geometry.ring_inner + geometry.ring_outer) / 2
    return around(geometry.centre, middle, ring_angle(intensity)).toPoint()


def test_hover_tries_click_takes_shift_click_pins(panel: WheelPanel, told: list[Any], qtbot: QtBot) -> None:
    wheel = panel.wheel
    move(wheel, wheel.place_of("rage"))
    assert told == [("hovered", "rage")]
    qtbot.mouseClick(wheel, LEFT, NONE, wheel.place_of("rage"))
    qtbot.mouseClick(wheel, LEFT, Qt.KeyboardModifier.ShiftModifier, wheel.place_of("panic"))
    assert told[1:] == [("chosen", "rage"), ("pinned", "panic")]
    QApplication.sendEvent(wheel, QEvent(QEvent.Type.Leave))
    assert told[-1] == ("hovered", "")


def test_the_middle_is_the_reference(panel: WheelPanel, told: list[Any], qtbot: QtBot) -> None:
    qtbot.mouseClick(panel.wheel, LEFT, NONE, panel.wheel.rect().center())
    assert told == [("cleared",)]


def test_a_drag_blends_the_two_nearest(panel: WheelPanel, told: list[Any], qtbot: QtBot) -> None:
    wheel = panel.wheel
    one, other = wheel.place_of("joy"), wheel.place_of("panic")
    qtbot.mousePress(wheel, LEFT, NONE, one)
    for share in (0.2, 0.5, 0.8):
        move(wheel, one + (other - one) * share, LEFT)
    qtbot.mouseRelease(wheel, LEFT, NONE, other)
    mixes = [entry for entry in told if entry[0] == "mix"]
    assert len(mixes) >= 2
    assert all(0 <= balance <= 0.5 for _, _, balance in mixes)
    assert told[-1] == ("end",)
    assert not [entry for entry in told if entry[0] == "chosen"]


def test_the_ring_is_dragged(panel: WheelPanel, told: list[Any], qtbot: QtBot) -> None:
    wheel = panel.wheel
    panel.show_state(WheelState(("joy",), 1.0))
    qtbot.mousePress(wheel, LEFT, NONE, on_ring(wheel, 0.8))
    move(wheel, on_ring(wheel, 0.5), LEFT)
    qtbot.mouseRelease(wheel, LEFT, NONE, on_ring(wheel, 0.5))
    values = [entry[1] for entry in told if entry[0] == "intensity"]
    assert values == [pytest.approx(0.8, abs=0.02), pytest.approx(0.5, abs=0.02)]
    assert told[-1] == ("end",)


def test_keys_walk_take_and_turn(panel: WheelPanel, told: list[Any], qtbot: QtBot) -> None:
    wheel = panel.wheel
    panel.show_state(WheelState(("joy",), 0.8))
    wheel.setFocus()
    assert wheel.accessibleName() == "Emotion wheel: Joy, 80 %"
    qtbot.keyClick(wheel, Qt.Key.Key_Down)
    tried = told[-1][1]
    assert told[-1][0] == "hovered"
    assert tried != "joy"
    assert tried.capitalize() in wheel.accessibleName()
    qtbot.keyClick(wheel, Qt.Key.Key_Return)
    assert told[-1] == ("chosen", tried)
    qtbot.keyClick(wheel, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert told[-1] == ("pinned", tried)
    qtbot.keyClick(wheel, Qt.Key.Key_Plus)
    assert told[-2:] == [("intensity", 0.85), ("end",)]
    qtbot.keyClick(wheel, Qt.Key.Key_PageDown)
    assert told[-2:] == [("intensity", pytest.approx(0.7)), ("end",)]
    qtbot.keyClick(wheel, Qt.Key.Key_Escape)
    assert told[-1] == ("hovered", "")


@pytest.mark.parametrize("layout", list(WheelLayout))
@pytest.mark.parametrize("side", [240, 300, 400])
def test_labels_never_overlap(qtbot: QtBot, layout: WheelLayout, side: int) -> None:
    wheel = EmotionWheel()
    qtbot.addWidget(wheel)
    wheel.resize(side, side)
    wheel.show_words(WORDS[layout], sectors(CLUSTERS), layout)
    wheel.show_state(WheelState(("joy", "surprise"), 1.0, 0.5))
    wheel.grab()
    boxes = list(wheel._painter._labels.items())
    assert {"joy", "surprise"} <= {key for key, _ in boxes}
    assert len(boxes) >= (4 if side == 240 else 8), "the rest is named under the pointer: a crowd cannot be read"
    if layout is WheelLayout.FAMILIES:
        family = {word.id: word.family for word in WORDS[layout]}
        parts = {part.family: part for part in sectors(CLUSTERS)}
        for word, box in boxes:
            x, y = wheel._geometry().to_disc(QPointF(box.x + box.width / 2, box.y + box.height / 2))
            part = parts[family[word]]
            is_own = (math.atan2(x, y) - part.start) % (2 * math.pi) <= part.span
            assert is_own or word in ("joy", "surprise"), f"{word} would be read as one of another family"
    for index, (_, one) in enumerate(boxes):
        for _, other in boxes[index + 1 :]:
            assert not one.overlaps(other)


def test_search_brings_out_takes_the_first_and_suggests(panel: WheelPanel, told: list[Any], qtbot: QtBot) -> None:
    qtbot.keyClicks(panel.search, "glad")
    qtbot.waitUntil(panel.hits.isVisible)
    assert panel.wheel.scene.matches == {"gladness"}
    qtbot.keyClick(panel.search, Qt.Key.Key_Return)
    assert ("chosen", "gladness") in told
    assert not panel.hits.isVisible()
    assert not panel.wheel.scene.matches
    qtbot.keyClicks(panel.search, "hapiness")
    qtbot.waitUntil(panel.hits.isVisible)
    texts = [panel.hits.item(row).text() for row in range(panel.hits.count())]
    assert "Near it" in texts[0]
    assert any(text.startswith("Happiness") for text in texts)
    qtbot.keyClick(panel.search, Qt.Key.Key_Down)
    assert panel.hits.hasFocus()


def test_two_words_show_a_blend_and_the_second_can_go(panel: WheelPanel, told: list[Any], qtbot: QtBot) -> None:
    panel.show_state(WheelState(("joy",), 0.8))
    assert panel.first.text() == "Joy"
    assert not panel.balance.isVisible()
    panel.show_state(WheelState(("joy", "surprise"), 0.8, 0.25))
    assert panel.second.text() == "Surprise"
    assert panel.balance.value() == 0.25
    panel.balance.setFocus()
    qtbot.keyClick(panel.balance, Qt.Key.Key_Right)
    assert ("balance", pytest.approx(0.26)) in told
    qtbot.mouseClick(panel.second, LEFT)
    assert told[-1] == ("second removed",)


def test_amounts_are_typed(panel: WheelPanel, told: list[Any], qtbot: QtBot) -> None:
    panel.show_state(WheelState(("joy",), 1.0))
    panel.intensity.setFocus(Qt.FocusReason.TabFocusReason)
    panel.intensity.selectAll()
    qtbot.keyClicks(panel.intensity, "30*2")
    qtbot.keyClick(panel.intensity, Qt.Key.Key_Return)
    assert ("intensity", 0.6) in told


def test_families_are_brought_out_and_layouts_chosen(panel: WheelPanel, qtbot: QtBot) -> None:
    qtbot.mouseClick(panel.family_chips["anger"], LEFT)
    assert panel.wheel.scene.family == "anger"
    qtbot.mouseClick(panel.family_chips["fear"], LEFT)
    assert panel.wheel.scene.family == "fear"
    assert not panel.family_chips["anger"].isChecked()
    qtbot.mouseClick(panel.family_chips["fear"], LEFT)
    assert panel.wheel.scene.family == ""
    with qtbot.waitSignal(panel.layout_chosen) as chosen:
        qtbot.mouseClick(panel.layout_choice.button(WheelLayout.VALENCE), LEFT)
    assert chosen.args == [WheelLayout.VALENCE]
