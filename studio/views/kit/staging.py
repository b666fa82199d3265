"""Making large views without holding the window up: in steps, and each part in its place before it is filled.

Qt dresses a widget anew whenever it, or anything around it, gets another parent. So a view that is filled first and
put into the window afterwards is dressed several times over; one that is filled in its place only once.
"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

DRESSED_AT_ONCE = 24
"""Widgets that are dressed in one step."""


def scroll_area(body: QWidget) -> QScrollArea:
    """An area without a frame that scrolls up and down.

    Args:
        body: What scrolls; best while it is empty, because Qt measures all of it at once.
    """
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what is in it has it
    area.setWidget(body)
    return area


def dressed(view: QWidget) -> Iterator[None]:
    """Make a view ready before it is shown for the first time, some of it at each step."""
    inside = [one for one in view.findChildren(QWidget) if one.window() is view.window()]  # no menus
    for number, one in enumerate(inside, 1):
        one.ensurePolished()
        if number % DRESSED_AT_ONCE == 0:
            yield
    yield
    view.grab()  # laid out and painted once where nobody sees it: letters, icons and sizes are at hand then
