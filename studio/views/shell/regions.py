"""Going from part to part of the window with one key."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget


class Regions:
    """Parts of the window in the order in which one key visits them; each remembers where it was left."""

    def __init__(self, parts: Sequence[QWidget]) -> None:
        self._parts = list(parts)
        self._last: dict[int, QWidget] = {}

    def focus_next(self) -> QWidget | None:
        """Move the focus to the next visible part that can take it.

        Returns:
            The widget that has it now; None if nothing can.
        """
        focused = QApplication.focusWidget()
        here = self._place_of(focused)
        if here is not None and focused is not None:
            self._last[here] = focused
            focused.destroyed.connect(lambda _=None, place=here: self._last.pop(place, None))
        first = 0 if here is None else here + 1
        for step in range(len(self._parts)):
            place = (first + step) % len(self._parts)
            target = self._target(place)
            if target is not None:
                target.setFocus(Qt.FocusReason.ShortcutFocusReason)
                return target
        return None

    def _place_of(self, widget: QWidget | None) -> int | None:
        for place, part in enumerate(self._parts):
            if widget is not None and (part is widget or part.isAncestorOf(widget)):
                return place
        return None

    def _target(self, place: int) -> QWidget | None:
        part = self._parts[place]
        if not part.isVisible():
            return None
        last = self._last.get(place)
        if last is not None and _takes_focus(last) and part.isAncestorOf(last):
            return last
        return next((one for one in (part, *part.findChildren(QWidget)) if _takes_focus(one)), None)


def _takes_focus(widget: QWidget) -> bool:
    is_open = widget.isVisible() and widget.isEnabled()
    return is_open and bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.focusProxy() is None
