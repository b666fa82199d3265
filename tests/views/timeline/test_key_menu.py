"""The menu of keys."""

from __future__ import annotations

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget
from pytestqt.qtbot import QtBot

from studio.core.easing import EASING_NAMES
from studio.models.clip import Extrapolation
from studio.views.timeline.key_menu import STRETCHES, KeyMenu, easing_icon


def _actions(menu: QMenu) -> list[QAction]:
    found = []
    for action in menu.actions():
        inner = action.menu()
        if isinstance(inner, QMenu):
            found += _actions(inner)
        elif not action.isSeparator():
            found.append(action)
    return found


def test_every_easing_and_every_action_is_there_once(qtbot: QtBot) -> None:
    owner = QWidget()
    qtbot.addWidget(owner)
    hold = QAction("Hold", owner)
    menu, chosen, stretched = KeyMenu(owner, [lambda: hold, None]), list[str](), list[float]()
    menu.easing_chosen.connect(chosen.append)
    menu.stretch_chosen.connect(stretched.append)
    opened = menu.open()
    texts = [action.text() for action in _actions(opened)]
    assert texts[0] == "Hold"
    assert sorted(text.lower() for text in texts[1 : 1 + len(EASING_NAMES)]) == sorted(EASING_NAMES)
    assert len(texts) == 1 + len(EASING_NAMES) + len(STRETCHES) + 2 * len(Extrapolation)
    outside = list[tuple[str, str]]()
    menu.outside_chosen.connect(lambda *what: outside.append(what))
    [action for action in _actions(opened) if action.text() == "Repeat all keys"][1].trigger()
    assert outside == [("after", "cycle")]
    next(action for action in _actions(opened) if action.text() == "in-out-sine").trigger()
    next(action for action in _actions(opened) if action.text() == "200%").trigger()
    assert (chosen, stretched) == (["in-out-sine"], [2.0])
    opened.close()


def test_each_easing_has_a_curve_of_its_own(qtbot: QtBot) -> None:
    pictures = {bytes(easing_icon(name).pixmap(20, 20).toImage().constBits()) for name in EASING_NAMES}
    assert len(pictures) > 0.8 * len(EASING_NAMES), "some differ by less than a pixel"
