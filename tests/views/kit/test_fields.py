from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from studio.views.kit.widgets import NumberField, SearchField

LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier


def shown(qtbot: QtBot, *widgets: QWidget) -> QWidget:
    """The widgets in a window of their own, which has the focus but none of them."""
    window = QWidget()
    window.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    for widget in widgets:
        column.addWidget(widget)
    window.resize(240, 60 * len(widgets) + 20)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.setFocus()
    vars(qtbot).setdefault("kept", []).append(window)  # nobody else holds it
    return window


def turn_wheel(widget: QWidget, notches: int, modifiers: Qt.KeyboardModifier = NONE) -> bool:
    """Turn the wheel over a widget; says whether it was used."""
    at = QPointF(widget.rect().center())
    event = QWheelEvent(
        at, widget.mapToGlobal(at), QPoint(), QPoint(0, 120 * notches), Qt.MouseButton.NoButton, modifiers,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(widget, event)
    return event.isAccepted()


def drag(widget: QWidget, way: int, modifiers: Qt.KeyboardModifier = NONE, start: QPoint | None = None) -> None:
    begin = start or widget.rect().center()
    QTest.mousePress(widget, LEFT, modifiers, begin)
    for part in (0.5, 1.0):
        move_held(widget, begin + QPoint(round(way * part), 0), modifiers)
    QTest.mouseRelease(widget, LEFT, modifiers, begin + QPoint(way, 0))


def move_held(widget: QWidget, at: QPoint, modifiers: Qt.KeyboardModifier) -> None:
    """Move with the button held; QTest's own moves carry no modifiers."""
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QMouseEvent

    spot = QPointF(at)
    event = QMouseEvent(QEvent.Type.MouseMove, spot, widget.mapToGlobal(spot), Qt.MouseButton.NoButton, LEFT, modifiers)
    QApplication.sendEvent(widget, event)


@pytest.fixture
def field(qtbot: QtBot) -> NumberField:
    made = NumberField(0, 10, 0.1, 2, "ms")
    shown(qtbot, made)
    made.set_value(5)
    return made


def heard(field: NumberField) -> tuple[list[float], list[bool]]:
    values: list[float] = []
    ends: list[bool] = []
    field.edited.connect(values.append)
    field.edit_finished.connect(lambda: ends.append(True))
    return values, ends


def test_it_shows_its_unit_and_two_decimals(field: NumberField) -> None:
    assert field.text() == "5.00 ms"
    field.set_value(-3)
    assert field.text() == "0.00 ms"


def test_setting_it_tells_nobody(field: NumberField) -> None:
    values, ends = heard(field)
    field.set_value(2)
    assert (values, ends) == ([], [])


def type_into(field: NumberField, text: str) -> None:
    QTest.mouseClick(field, LEFT)
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)


def test_a_click_begins_typing_with_all_selected(field: NumberField) -> None:
    QTest.mouseClick(field, LEFT)
    assert field.hasFocus()
    assert field.selectedText() == "5.00"


@pytest.mark.parametrize(
    ("text", "value"), [("0.5*2", 1.0), ("(1+2)/4", 0.75), ("2,5", 2.5), ("7 ms", 7.0), ("99", 10.0)]
)
def test_sums_are_worked_out(field: NumberField, text: str, value: float) -> None:
    values, ends = heard(field)
    type_into(field, text)
    assert values == [value]
    assert ends == [True]
    assert field.value() == value


@pytest.mark.parametrize("text", ["abc", "1/0", "2**8", "__import__('os')", ""])
def test_what_is_no_number_brings_the_old_one_back(field: NumberField, text: str) -> None:
    values, ends = heard(field)
    QTest.mouseClick(field, LEFT)
    QTest.keyClick(field, Qt.Key.Key_Delete)
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert (values, ends) == ([], [])
    assert field.value() == 5
    assert field.text() == "5.00"
    assert field.property("wrong") is True


def test_what_was_wrong_is_not_marked_for_ever(qtbot: QtBot, field: NumberField) -> None:
    type_into(field, "abc")
    qtbot.waitUntil(lambda: field.property("wrong") is False, timeout=3000)


def test_escape_gives_up_typing(field: NumberField) -> None:
    values, _ends = heard(field)
    QTest.mouseClick(field, LEFT)
    QTest.keyClicks(field, "9")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert values == []
    assert not field.hasFocus()
    assert field.text() == "5.00 ms"


def test_leaving_takes_what_was_typed(field: NumberField) -> None:
    values, ends = heard(field)
    QTest.mouseClick(field, LEFT)
    QTest.keyClicks(field, "3")
    field.clearFocus()
    assert (values, ends) == ([3.0], [True])
    assert field.text() == "3.00 ms"


def test_a_drag_scrubs_and_ends_once(field: NumberField) -> None:
    values, ends = heard(field)
    drag(field, 20)
    assert values == [6.0, 7.0]
    assert ends == [True]
    assert not field.hasFocus()
    drag(field, -200)
    assert field.value() == 0


def test_shift_is_fine_and_ctrl_snaps(field: NumberField) -> None:
    drag(field, 20, Qt.KeyboardModifier.ShiftModifier)
    assert field.value() == pytest.approx(5.2)
    drag(field, 14, Qt.KeyboardModifier.ControlModifier)
    assert field.value() == 7.0  # 5.2 + 1.4 = 6.6 snaps to whole numbers, ten steps each
    drag(field, 8, Qt.KeyboardModifier.ControlModifier)
    assert field.value() == 8.0


def test_a_tremble_is_a_click(field: NumberField) -> None:
    values, _ends = heard(field)
    drag(field, 2)
    assert values == []
    assert field.hasFocus()


def test_the_wheel_counts_only_with_focus(field: NumberField) -> None:
    values, ends = heard(field)
    assert not turn_wheel(field, 1)
    assert values == []
    field.setFocus()
    assert turn_wheel(field, 1)
    assert values == [5.1]
    assert ends == [True]


def test_arrow_keys_step(field: NumberField) -> None:
    field.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(field, Qt.Key.Key_Up)
    assert field.value() == pytest.approx(5.1)
    QTest.keyClick(field, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert field.value() == pytest.approx(4.1)
    QTest.keyClick(field, Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    assert field.value() == pytest.approx(4.11)


def test_double_click_resets(field: NumberField) -> None:
    field.set_default(1)
    values, ends = heard(field)
    QTest.mouseDClick(field, LEFT)
    assert field.value() == 1
    assert values == [1.0]
    assert ends == [True]


def test_the_program_may_set_it_while_it_is_typed_into(field: NumberField) -> None:
    QTest.mouseClick(field, LEFT)
    QTest.keyClicks(field, "7")
    field.set_value(2)
    assert field.text() == "7"
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert field.value() == 7


def test_several_values_are_a_dash_until_one_is_typed(field: NumberField) -> None:
    field.set_mixed()
    assert field.text() == "—"
    values, _ends = heard(field)
    type_into(field, "5")
    assert values == [5.0]


def test_disabled_it_cannot_be_dragged(field: NumberField) -> None:
    values, _ends = heard(field)
    field.setEnabled(False)
    drag(field, 30)
    assert values == []


def test_every_value_fits(qtbot: QtBot) -> None:
    made = NumberField(-10000, 10000, 1, 3, "seconds")
    shown(qtbot, made)
    made.resize(made.sizeHint())
    made.set_value(-10000)
    assert made.fontMetrics().horizontalAdvance(made.text()) <= made.contentsRect().width() - 12


def test_search_waits_for_a_pause_and_escape_empties(qtbot: QtBot) -> None:
    search = SearchField("Find an expression")
    shown(qtbot, search, QLineEdit())
    said: list[str] = []
    search.searched.connect(said.append)
    QTest.keyClicks(search, "joy ")
    assert said == []
    qtbot.waitUntil(lambda: said == ["joy"])
    QTest.keyClick(search, Qt.Key.Key_Escape)
    assert said == ["joy", ""]
    assert search.text() == ""
