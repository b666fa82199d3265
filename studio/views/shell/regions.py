"""Going from part to part of the window with one key, and from control to control with Tab."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QScrollArea, QWidget


class Regions:
    """Parts of the window in the order in which one key visits them; each remembers where it was left."""

    def __init__(self, window: QWidget, parts: Sequence[QWidget]) -> None:
        self._window, self._parts = window, list(parts)
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
                _give(target, Qt.FocusReason.ShortcutFocusReason)
                return target
        return None

    def step(self, is_forward: bool) -> bool:
        """Move the focus to the next control, or the one before: part by part, in each as one reads.

        Returns:
            False if no control can take it.
        """
        stops = [one for part in (*self._overlays(), *self._parts) for one in reading_order(part)]
        if not stops:
            return False
        focused = QApplication.focusWidget()
        way = 1 if is_forward else -1
        place = stops.index(focused) + way if focused in stops else self._beside(stops, focused, is_forward)
        reason = Qt.FocusReason.TabFocusReason if is_forward else Qt.FocusReason.BacktabFocusReason
        _give(stops[place % len(stops)], reason)
        return True

    def _beside(self, stops: list[QWidget], focused: QWidget | None, is_forward: bool) -> int:
        """Where to go from a widget that Tab does not visit: into the same part, beginning at the right end of it."""
        here = self._place_of(focused)
        inside = [place for place, one in enumerate(stops) if here is not None and self._place_of(one) == here]
        if not inside:
            return 0 if is_forward else -1
        return inside[0] if is_forward else inside[-1]

    def _overlays(self) -> list[QWidget]:
        """What else lies in the window, over its parts: the tour."""
        others = [one for one in self._window.children() if isinstance(one, QWidget) and not one.isWindow()]
        return [one for one in others if one not in self._parts]

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
        return next(iter(reading_order(part)), None)


def reading_order(part: QWidget) -> list[QWidget]:
    """The controls of a part that Tab visits, box by box from top to bottom, in a row from left to right."""
    if not part.isVisible() or not part.isEnabled():
        return []
    found = [part] if _takes_focus(part) else []
    boxes = []
    for child in part.children():
        if isinstance(child, QWidget) and not child.isWindow():
            inside = reading_order(child)
            if inside:
                boxes.append((QRect(child.pos(), child.size()), inside))
    for row in _rows(boxes):
        for _, inside in row:
            found += inside
    return found


_Box = tuple[QRect, list[QWidget]]


def _rows(boxes: list[_Box]) -> list[list[_Box]]:
    """Boxes side by side are a row: the middle of one lies beside another one of it."""
    rows: list[list[_Box]] = []
    for box in sorted(boxes, key=lambda box: (box[0].top(), box[0].left())):
        middle = box[0].center().y()
        if rows and any(_is_beside(one[0], box[0], middle) for one in rows[-1]):
            rows[-1].append(box)
        else:
            rows.append([box])
    return [sorted(row, key=lambda box: (box[0].left(), box[0].top())) for row in rows]


def _is_beside(one: QRect, other: QRect, middle: int) -> bool:
    is_covered = one.top() <= middle <= one.bottom() or other.top() <= one.center().y() <= other.bottom()
    return is_covered and (one.right() <= other.left() + 1 or other.right() <= one.left() + 1)


def _takes_focus(widget: QWidget) -> bool:
    is_open = widget.isVisible() and widget.isEnabled()
    takes = is_open and bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.focusProxy() is None
    return takes and not _is_passed(widget)


def _is_passed(widget: QWidget) -> bool:
    """Whether it is one of several of which one is chosen; arrow keys go between them, Tab to the chosen one."""
    group = widget.group() if isinstance(widget, QAbstractButton) else None
    if group is None or not group.exclusive() or not isinstance(widget, QAbstractButton):
        return False
    chosen = group.checkedButton()
    return chosen is not None and chosen is not widget and chosen.isVisible() and chosen.isEnabled()


def _give(widget: QWidget, reason: Qt.FocusReason) -> None:
    """Give it the focus, and bring it into sight."""
    widget.setFocus(reason)
    parent = widget.parentWidget()
    while parent is not None:
        content = parent.widget() if isinstance(parent, QScrollArea) else None
        if isinstance(parent, QScrollArea) and content is not None and content.isAncestorOf(widget):
            _scroll_to(parent, content, widget)
        parent = parent.parentWidget()


def _scroll_to(area: QScrollArea, content: QWidget, widget: QWidget) -> None:
    """A control that is larger than the area shows its beginning."""
    corner = widget.mapTo(content, QPoint(0, 0))
    height = min(widget.height(), area.viewport().height() - 8)
    area.ensureVisible(corner.x(), corner.y() + height, 0, 4)
    area.ensureVisible(corner.x(), corner.y(), 0, 4)


@contextmanager
def focus_is_not_handed_on() -> Iterator[None]:
    """What is hidden meanwhile loses the focus, but nobody gets it: Qt hands it to whatever comes next."""
    before = QApplication.focusWidget()
    yield
    after = QApplication.focusWidget()
    if after is not None and after is not before:
        after.clearFocus()
