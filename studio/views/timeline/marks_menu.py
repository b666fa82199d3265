"""The menu of the strip below the ruler."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QActionGroup, QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QColorDialog, QInputDialog, QMenu, QWidget

from studio.models.clip import Clip, TagDirection
from studio.models.mark_refs import MarkKind, MarkRef
from studio.views.kit import theme

REPEATS = (0, 1, 2, 3, 4, 5, 10)
RATES = (0, 6, 8, 10, 12, 15, 24, 30, 60)


def swatch(colour: str) -> QIcon:
    """A colour as an icon."""
    side = theme.px(14)
    picture = QPixmap(QSize(side * 2, side * 2))
    picture.setDevicePixelRatio(2.0)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    painter.drawRoundedRect(1, 1, side - 2, side - 2, 3, 3)
    painter.end()
    return QIcon(picture)


class MarksMenu(QObject):
    """Offers what fits to what was clicked."""

    change_requested = Signal(object, str, object)
    """(`MarkRef`, what, value)"""
    add_requested = Signal(object, float)
    rename_requested = Signal(object)
    delete_requested = Signal()

    def __init__(self, owner: QWidget, colours: Sequence[str]) -> None:
        super().__init__(owner)
        self._owner, self._colours = owner, tuple(colours)
        self._clip: Clip | None = None

    def set_clip(self, clip: Clip | None) -> None:
        """Whose marks they are."""
        self._clip = clip

    def open(self, ref: MarkRef | None, time_ms: float, place: QPoint) -> QMenu | None:
        """Show it at a point of the screen; nothing without a clip."""
        if self._clip is None:
            return None
        menu = QMenu(self._owner)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if ref is None:
            self._fill_empty(menu, time_ms)
        elif ref.kind is MarkKind.TAG:
            self._fill_tag(menu, ref)
        elif ref.kind is MarkKind.RANGE:
            self._fill_range(menu, ref)
        else:
            self._fill_moment(menu, ref)
        menu.popup(place)
        return menu

    def _fill_empty(self, menu: QMenu, time_ms: float) -> None:
        for kind, text in (
            (MarkKind.MARKER, self.tr("Add a marker")), (MarkKind.EVENT, self.tr("Add an event")),
            (MarkKind.TAG, self.tr("Add a tag")),
        ):  # fmt: skip
            menu.addAction(text).triggered.connect(lambda _=False, kind=kind: self.add_requested.emit(kind, time_ms))

    def _fill_tag(self, menu: QMenu, ref: MarkRef) -> None:
        assert self._clip is not None
        tag = self._clip.tags[ref.place]
        self._add_rename(menu, ref)
        directions = menu.addMenu(self.tr("Direction"))
        self._add_choices(directions, ref, "direction", tag.direction, (
            (TagDirection.FORWARD, self.tr("Forward")), (TagDirection.REVERSE, self.tr("Backward")),
            (TagDirection.PING_PONG, self.tr("To and fro")),
        ))  # fmt: skip
        repeats = menu.addMenu(self.tr("Repeat"))
        self._add_choices(repeats, ref, "repeat", tag.repeat, [
            (count, self.tr("{count} times").format(count=count) if count else self.tr("Over and over"))
            for count in REPEATS
        ])  # fmt: skip
        rates = menu.addMenu(self.tr("Frame rate"))
        self._add_choices(rates, ref, "fps", tag.fps, [
            (float(rate), self.tr("{fps} fps").format(fps=rate) if rate else self.tr("The clip's own"))
            for rate in RATES
        ])  # fmt: skip
        self._add_colours(menu, ref, tag.colour)
        self._add_asked(
            menu, ref, self.tr("Group…"), self.tr("Tags of one group stand in one line:"), "group", tag.group
        )
        skip = menu.addAction(self.tr("Leave out where the clip is drawn"))
        skip.setCheckable(True)
        skip.setChecked(tag.is_skipped)
        skip.triggered.connect(lambda is_on: self.change_requested.emit(ref, "is_skipped", is_on))
        menu.addSeparator()
        self._add(menu, ref, self.tr("Make it the loop range"), "range")
        self._add(menu, ref, self.tr("Select the keys inside"), "keys")
        self._add_delete(menu)

    def _fill_range(self, menu: QMenu, ref: MarkRef) -> None:
        self._add(menu, ref, self.tr("Make a tag of it"), "tag")
        self._add(menu, ref, self.tr("Select the keys inside"), "keys")
        self._add_delete(menu, self.tr("No loop range"))

    def _fill_moment(self, menu: QMenu, ref: MarkRef) -> None:
        assert self._clip is not None
        self._add_rename(menu, ref)
        if ref.kind is MarkKind.MARKER:
            self._add_colours(menu, ref, self._clip.markers[ref.place].colour)
            self._add(menu, ref, self.tr("Make it an event"), "event")
        else:
            argument = self._clip.events[ref.place].argument
            text = self.tr("What the method is given:")
            self._add_asked(menu, ref, self.tr("Argument…"), text, "argument", argument)
        self._add_delete(menu)

    def _add(self, menu: QMenu, ref: MarkRef, text: str, what: str, value: object = None) -> None:
        menu.addAction(text).triggered.connect(lambda _=False: self.change_requested.emit(ref, what, value))

    def _add_asked(self, menu: QMenu, ref: MarkRef, title: str, text: str, what: str, current: str) -> None:
        """Something that is typed."""

        def ask() -> None:
            typed, is_taken = QInputDialog.getText(self._owner, title.removesuffix("…"), text, text=current)
            if is_taken and typed.strip() != current:
                self.change_requested.emit(ref, what, typed.strip())

        menu.addAction(title).triggered.connect(lambda _=False: ask())

    def _add_rename(self, menu: QMenu, ref: MarkRef) -> None:
        menu.addAction(self.tr("Rename")).triggered.connect(lambda _=False: self.rename_requested.emit(ref))

    def _add_delete(self, menu: QMenu, text: str = "") -> None:
        menu.addSeparator()
        menu.addAction(text or self.tr("Delete")).triggered.connect(lambda _=False: self.delete_requested.emit())

    def _add_choices(
        self, menu: QMenu, ref: MarkRef, what: str, current: object, choices: Sequence[tuple[object, str]]
    ) -> None:
        group = QActionGroup(menu)
        for value, text in choices:
            action = menu.addAction(text)
            action.setCheckable(True)
            action.setChecked(value == current)
            group.addAction(action)
            action.triggered.connect(lambda _=False, value=value: self.change_requested.emit(ref, what, value))

    def _add_colours(self, menu: QMenu, ref: MarkRef, current: str) -> None:
        part = menu.addMenu(swatch(current), self.tr("Colour"))
        for colour in self._colours:
            action = part.addAction(swatch(colour), colour)
            action.triggered.connect(lambda _=False, colour=colour: self.change_requested.emit(ref, "colour", colour))
        part.addSeparator()
        part.addAction(self.tr("Another…")).triggered.connect(lambda _=False: self._ask_colour(ref, current))

    def _ask_colour(self, ref: MarkRef, current: str) -> None:
        chosen = QColorDialog.getColor(QColor(current), self._owner)
        if chosen.isValid():
            self.change_requested.emit(ref, "colour", chosen.name())
