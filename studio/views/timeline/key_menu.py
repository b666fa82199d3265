"""What can be done to the selected keys, beside the mouse: actions, easings drawn as small curves, stretching."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QPoint, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QColor, QCursor, QIcon, QPainter, QPainterPath, QPen, QPixmap
from PySide6.QtWidgets import QMenu, QWidget

from studio.core.easing import EASING_NAMES, ease
from studio.models.clip import Extrapolation
from studio.views.kit import theme

ICON_PX = 20
_SAMPLES = 24
STRETCHES = (0.5, 0.75, 1.25, 1.5, 2.0)
_PLAIN = ("hold", "linear")
_FAMILIES = ("sine", "quad", "cubic", "quart", "quint", "expo", "circ", "back", "elastic", "bounce")


def easing_icon(name: str) -> QIcon:
    """The curve of an easing, small."""
    ratio = 2.0
    picture = QPixmap(QSize(round(theme.px(ICON_PX) * ratio), round(theme.px(ICON_PX) * ratio)))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(theme.current().text), 1.5))
    side = theme.px(ICON_PX)
    path = QPainterPath(QPointF(3.0, side - 4.0))
    for step in range(1, _SAMPLES + 1):
        share = step / _SAMPLES
        height = 1.0 if name == "hold" and step == _SAMPLES else ease(name, share)
        path.lineTo(QPointF(3.0 + share * (side - 6.0), side - 4.0 - height * (side - 8.0)))
    painter.drawPath(path)
    painter.end()
    return QIcon(picture)


class KeyMenu(QObject):
    """The menu of the dope sheet and of the curve editor."""

    easing_chosen = Signal(str)
    stretch_chosen = Signal(float)
    outside_chosen = Signal(str, str)
    """("before" or "after", `Extrapolation`)"""

    def __init__(self, owner: QWidget, actions: Sequence[Callable[[], QAction] | None]) -> None:
        super().__init__(owner)
        self._owner = owner
        self._actions = tuple(actions)

    def open(self, place: QPoint | None = None) -> QMenu:
        """Show it at a point of the screen, the mouse's if None."""
        menu = QMenu(self._owner)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for action in self._actions:
            if action is None:
                menu.addSeparator()
            else:
                menu.addAction(action())
        menu.addSeparator()
        menu.addMenu(self.easing_menu(menu))
        stretch = menu.addMenu(self.tr("Stretch time"))
        for factor in STRETCHES:
            chosen = stretch.addAction(f"{factor:.0%}")
            chosen.triggered.connect(lambda _=False, factor=factor: self.stretch_chosen.emit(factor))
        self._add_outside(menu)
        menu.popup(place or QCursor.pos())
        return menu

    def _add_outside(self, menu: QMenu) -> None:
        words = (
            (Extrapolation.HOLD, self.tr("Hold that key")), (Extrapolation.LINEAR, self.tr("Go on as it goes there")),
            (Extrapolation.CYCLE, self.tr("Repeat all keys")), (Extrapolation.NONE, self.tr("Nothing")),
        )  # fmt: skip
        for side, title in (("before", self.tr("Before the first key")), ("after", self.tr("After the last key"))):
            part = menu.addMenu(title)
            for value, word in words:
                chosen = part.addAction(word)
                chosen.triggered.connect(
                    lambda _=False, side=side, value=value: self.outside_chosen.emit(side, value.value)
                )

    def open_easings(self, place: QPoint | None = None) -> QMenu:
        """Only the easings, for the key."""
        menu = self.easing_menu(self._owner)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(place or QCursor.pos())
        return menu

    def easing_menu(self, parent: QWidget) -> QMenu:
        """Plain ones first, then a submenu a family."""
        menu = QMenu(self.tr("Easing"), parent)
        in_families = {name for name in EASING_NAMES if any(name.endswith(f"-{one}") for one in _FAMILIES)}
        for name in EASING_NAMES:
            if name not in in_families:
                self._add(menu, name)
        for family in _FAMILIES:
            names = [name for name in EASING_NAMES if name.endswith(f"-{family}")]
            part = menu.addMenu(family.capitalize()) if names else None
            for name in names:
                self._add(part or menu, name)
        return menu

    def _add(self, menu: QMenu, name: str) -> None:
        action = menu.addAction(easing_icon(name), name.capitalize() if name in _PLAIN else name)
        action.triggered.connect(lambda _=False: self.easing_chosen.emit(name))
