"""Goes through a window by Tab as somebody without a mouse does."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QTextBrowser, QWidget

from tests.e2e.window.composed import settle

MOST_STOPS = 200


def stops(top: QWidget) -> list[QWidget]:
    """What Tab has to visit."""
    found = []
    for one in top.findChildren(QWidget):
        takes = bool(one.focusPolicy() & Qt.FocusPolicy.TabFocus) and one.focusProxy() is None
        if takes and one.isVisible() and one.isEnabled() and one.window() is top and not is_other_choice(one):
            found.append(one)
    return found


def is_other_choice(one: QWidget) -> bool:
    """Whether arrow keys go there from the chosen one."""
    group = one.group() if isinstance(one, QAbstractButton) else None
    return group is not None and group.exclusive() and group.checkedButton() not in (None, one)


def name(one: QWidget) -> str:
    """What a screen reader says."""
    text = one.text() if isinstance(one, QAbstractButton) else ""
    return one.accessibleName() or text


def walk(top: QWidget, key: Qt.Key = Qt.Key.Key_Tab) -> list[QWidget]:
    """Press the key until a control comes again; all that were visited."""
    seen: list[QWidget] = []
    for _ in range(MOST_STOPS):
        QTest.keyClick(QApplication.focusWidget() or top, key)
        focused = QApplication.focusWidget()
        assert focused is not None, f"nothing has the focus after {[name(one) for one in seen]}"
        if isinstance(focused, QTextBrowser) and seen[-1:] == [focused]:
            continue  # Tab goes from link to link before it leaves a text
        if focused in seen:
            return seen
        seen.append(focused)
    raise AssertionError("the walk never comes round")


def look(one: QWidget) -> QImage:
    """The control and a little around it, as it is painted."""
    top = one.window()
    area = QRect(one.mapTo(top, QPoint(0, 0)), one.size()).adjusted(-4, -4, 4, 4).intersected(top.rect())
    return top.grab(area).toImage()


def check(top: QWidget) -> list[QWidget]:
    """All is reached both ways, has a name, and is seen to have the focus."""
    walk(top)  # what is shown depends on where the focus was
    seen = walk(top)
    assert {name(one) for one in stops(top) if one not in seen} == set(), "Tab does not get there"
    back = walk(top, Qt.Key.Key_Backtab)
    assert {name(one) for one in stops(top) if one not in back} == set(), "Shift+Tab does not get there"
    nameless = [f"{type(one).__name__} in {type(one.parentWidget()).__name__}" for one in seen if not name(one)]
    assert nameless == [], "a screen reader has nothing to say"
    for _ in seen:
        QTest.keyClick(QApplication.focusWidget() or top, Qt.Key.Key_Tab)
        one = QApplication.focusWidget()
        assert one is not None
        settle(5)
        with_focus = look(one)
        one.clearFocus()
        settle(5)
        assert look(one) != with_focus, f"nobody sees that {type(one).__name__} “{name(one)}” has the focus"
        one.setFocus(Qt.FocusReason.TabFocusReason)
    return seen
