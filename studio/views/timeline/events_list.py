"""The events of a clip: when, which method is called, and with what."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from studio.models.sheet import AnimationEvent
from studio.views.kit import theme
from studio.views.kit.tokens import SPACE_4, SPACE_8
from studio.views.kit.widgets import IconButton, NumberField, label

MOST = 100
"""More are on the timeline, but not listed."""


class _Row(QWidget):
    """One event."""

    def __init__(self, owner: EventsList, place: int) -> None:
        super().__init__()
        self.time = NumberField(0, 14_400, 0.01, 2, self.tr("s"))
        self.time.setAccessibleName(self.tr("Time"))
        self.name, self.argument = QLineEdit(), QLineEdit()
        self.name.setPlaceholderText(self.tr("method"))
        self.name.setAccessibleName(self.tr("Name of the event"))
        self.argument.setPlaceholderText(self.tr("argument"))
        self.argument.setAccessibleName(self.tr("Argument of the event"))
        go = IconButton("play", self.tr("Go there"))
        remove = IconButton("trash", self.tr("Delete the event"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_4)
        self.time.setFixedWidth(theme.px(64))
        row.addWidget(self.time)
        for field in (self.name, self.argument):
            field.setMinimumWidth(theme.px(48))
            row.addWidget(field, 1)
        row.addWidget(go)
        row.addWidget(remove)
        self.name.editingFinished.connect(lambda: owner.edited.emit(place, "name", self.name.text()))
        self.argument.editingFinished.connect(lambda: owner.edited.emit(place, "argument", self.argument.text()))
        self.time.edit_finished.connect(
            lambda: owner.edited.emit(place, "time_ms", round(self.time.value() * 1000))
        )  # fmt: skip
        go.clicked.connect(lambda: owner.chosen.emit(place))
        remove.clicked.connect(lambda: owner.removed.emit(place))

    def show_event(self, event: AnimationEvent) -> None:
        """Show one; what is being typed is left alone."""
        for field, text in ((self.name, event.name), (self.argument, event.argument)):
            if not field.hasFocus() and field.text() != text:
                field.setText(text)
                field.setCursorPosition(0)
        self.time.set_value(event.time_ms / 1000)


class EventsList(QWidget):
    """Rows are kept as long as their number stays, so that the focus stays where it is."""

    edited = Signal(int, str, object)
    removed = Signal(int)
    chosen = Signal(int)
    add_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[_Row] = []
        self._list = QVBoxLayout()
        self._list.setSpacing(SPACE_4)
        self._note = label("", "dim")
        self._note.setWordWrap(True)
        self.add = QPushButton(self.tr("Add an event at the playhead"))
        self.add.clicked.connect(self.add_requested)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SPACE_4, 0, 0)
        column.setSpacing(SPACE_8)
        column.addWidget(self._note)
        column.addLayout(self._list)
        column.addWidget(self.add)
        column.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.show_events(())

    def show_events(self, events: tuple[AnimationEvent, ...]) -> None:
        """Fill it."""
        count = min(len(events), MOST)
        while len(self.rows) > count:
            row = self.rows.pop()
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
        while len(self.rows) < count:
            row = _Row(self, len(self.rows))
            self.rows.append(row)
            self._list.addWidget(row)
        for row, event in zip(self.rows, events, strict=False):
            row.show_event(event)
        if len(events) > MOST:
            self._note.setText(self.tr("The first {count} of {all}.").format(count=MOST, all=len(events)))
        else:
            self._note.setText(self.tr("Games call the method of that name: Godot by its tracks, Unity by its events."))
