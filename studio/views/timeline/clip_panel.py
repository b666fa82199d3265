"""What a clip is: a part of the inspector of the Animate page."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QColorDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from studio.models.clip import MAX_DURATION_MS, MAX_FPS
from studio.models.clip_sight import ClipSight
from studio.models.sheet import LoopMode
from studio.models.timeline_loop import SEAM_TOLERANCE
from studio.views.kit import theme
from studio.views.kit.tokens import SPACE_4, SPACE_8, SPACE_12
from studio.views.kit.widgets import Badge, NumberField, Section, Segmented, Toggle, label
from studio.views.timeline.events_list import EventsList
from studio.views.timeline.marks_menu import swatch

COLOURS = ("#5b9dff", "#4fbf87", "#e0a84a", "#ef6b6b", "#b07be0", "#3fb8c4", "#d987b0", "#8a8a8a")
_KINK = 0.05
"""A change of speed at the seam that is seen."""


class ClipPanel(QWidget):
    """Everything counts at once; numbers that are dragged are one step of the history."""

    name_edited = Signal(str)
    colour_chosen = Signal(str)
    fps_edited = Signal(float)
    length_edited = Signal(float)
    loop_chosen = Signal(str)
    own_lengths_toggled = Signal(bool)
    frame_length_edited = Signal(float)
    range_edited = Signal(object, object)
    range_cleared = Signal()
    make_loop_requested = Signal(float)
    event_edited = Signal(int, str, object)
    event_removed = Signal(int)
    event_chosen = Signal(int)
    event_add_requested = Signal()
    gesture_ended = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sight: ClipSight | None = None
        self._make_general()
        self._make_frames()
        self._make_loop()
        self.events = EventsList()
        self._lay_out()
        self._connect()

    def _make_general(self) -> None:
        self.name = QLineEdit()
        self.name.setAccessibleName(self.tr("Name"))
        self.colour = QPushButton()
        self.colour.setAccessibleName(self.tr("Colour"))
        self.colour.setToolTip(self.tr("Colour in lists and on the timeline"))
        self.colour.clicked.connect(self._open_colours)
        self.fps = NumberField(0.1, MAX_FPS, 1.0, 2, self.tr("fps"))
        self.length = NumberField(0.001, MAX_DURATION_MS / 1000, 0.1, 3, self.tr("s"))
        self.loop = Segmented([
            (LoopMode.ONCE.value, self.tr("Once"), ""), (LoopMode.LOOP.value, self.tr("Loop"), ""),
            (LoopMode.PING_PONG.value, self.tr("To and fro"), ""),
        ])  # fmt: skip
        self.loop.setAccessibleName(self.tr("At its end"))

    def _make_frames(self) -> None:
        self.own_lengths = Toggle(self.tr("Each frame its own length"))
        self.frame = NumberField(1, 60_000, 1, 0, self.tr("ms"))
        self._frame_title = label("", "dim")
        self._frame_note = label("", "dim")
        self._frame_note.setWordWrap(True)

    def _make_loop(self) -> None:
        self.range_start = NumberField(0, MAX_DURATION_MS / 1000, 0.1, 3, self.tr("s"))
        self.range_end = NumberField(0, MAX_DURATION_MS / 1000, 0.1, 3, self.tr("s"))
        self.range_start.setAccessibleName(self.tr("Loop range, start"))
        self.range_end.setAccessibleName(self.tr("Loop range, end"))
        self.no_range = QPushButton(self.tr("No range"))
        self.way_back = NumberField(0, 60_000, 50, 0, self.tr("ms"))
        self.way_back.setToolTip(self.tr("How long the way back to the beginning takes; 0 keeps all keys"))
        self.make_loop = QPushButton(self.tr("Make it loop"))
        self.seam = Badge("", "dim")
        self.seam_note = label("", "dim")
        self.seam_note.setWordWrap(True)

    def _lay_out(self) -> None:
        general = _grid([
            (self.tr("Name"), self.name), (self.tr("Colour"), self.colour), (self.tr("Frame rate"), self.fps),
            (self.tr("Length"), self.length), (self.tr("At its end"), self.loop),
        ])  # fmt: skip
        frames = _column([self.own_lengths, _row(self._frame_title, self.frame), self._frame_note])
        self._seam_row = _row(self.seam)
        loop = _column([
            _grid([(self.tr("From"), self.range_start), (self.tr("To"), self.range_end)]), _row(self.no_range),
            self._seam_row, self.seam_note, _grid([(self.tr("Way back"), self.way_back)]), _row(self.make_loop),
        ])  # fmt: skip
        content, column = QWidget(), QVBoxLayout()
        content.setProperty("plain", True)
        column.setContentsMargins(SPACE_12, 0, SPACE_12, SPACE_12)
        column.setSpacing(SPACE_12)
        column.addWidget(general)
        for title, body in (
            (self.tr("Frames"), frames), (self.tr("Loop"), loop), (self.tr("Events"), self.events)
        ):  # fmt: skip
            column.addWidget(Section(title, body))
        column.addStretch(1)
        content.setLayout(column)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(content)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scroll)

    def _connect(self) -> None:
        self.name.editingFinished.connect(self._take_name)
        for field, signal in (
            (self.fps, self.fps_edited), (self.length, self.length_edited), (self.frame, self.frame_length_edited)
        ):  # fmt: skip
            field.edited.connect(signal)
        for field in (self.fps, self.length, self.frame, self.range_start, self.range_end):
            field.edit_finished.connect(self.gesture_ended)
        self.range_start.edited.connect(lambda value: self.range_edited.emit(value, None))
        self.range_end.edited.connect(lambda value: self.range_edited.emit(None, value))
        self.no_range.clicked.connect(self.range_cleared)
        self.loop.chosen.connect(self.loop_chosen)
        self.own_lengths.clicked.connect(self.own_lengths_toggled)
        self.make_loop.clicked.connect(lambda: self.make_loop_requested.emit(self.way_back.value()))
        for source, target in (
            (self.events.edited, self.event_edited), (self.events.removed, self.event_removed),
            (self.events.chosen, self.event_chosen), (self.events.add_requested, self.event_add_requested),
        ):  # fmt: skip
            source.connect(target)

    def _take_name(self) -> None:
        if self._sight is not None and self.name.text() != self._sight.clip.name:
            self.name_edited.emit(self.name.text())

    def _open_colours(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.tr("Usual colour")).triggered.connect(lambda _=False: self.colour_chosen.emit(""))
        for colour in COLOURS:
            action = menu.addAction(swatch(colour), colour)
            action.triggered.connect(lambda _=False, colour=colour: self.colour_chosen.emit(colour))
        menu.addAction(self.tr("Another…")).triggered.connect(lambda _=False: self._ask_colour())
        menu.popup(self.colour.mapToGlobal(self.colour.rect().bottomLeft()))

    def _ask_colour(self) -> None:
        current = self._sight.clip.colour if self._sight is not None else ""
        chosen = QColorDialog.getColor(QColor(current or theme.current().accent), self)
        if chosen.isValid():
            self.colour_chosen.emit(chosen.name())

    # --- showing

    def is_seen(self) -> bool:
        """Whether anybody sees it."""
        return self.isVisible()

    def show_clip(self, sight: ClipSight | None) -> None:
        """Show it; what is being typed is left alone."""
        self._sight = sight
        self.setEnabled(sight is not None)
        if sight is None:
            return
        clip = sight.clip
        if not self.name.hasFocus():
            self.name.setText(clip.name)
            self.name.setCursorPosition(0)
        self.colour.setIcon(swatch(clip.colour or theme.current().accent))
        self.colour.setText(clip.colour or self.tr("Usual colour"))
        self.fps.set_value(clip.fps)
        self.fps.setEnabled(not clip.frame_durations_ms)
        self.length.set_value(clip.duration_ms / 1000)
        self.loop.set_value(clip.loop.value)
        self._show_frames(sight)
        self._show_range(sight)
        self._show_seam(sight)
        self.events.show_events(clip.events)

    def _show_frames(self, sight: ClipSight) -> None:
        has_own = bool(sight.clip.frame_durations_ms)
        self.own_lengths.blockSignals(True)
        self.own_lengths.setChecked(has_own)
        self.own_lengths.blockSignals(False)
        self._frame_title.setText(self.tr("Frame {number} shows for").format(number=sight.frame + 1))
        self.frame.setAccessibleName(self._frame_title.text())
        self.frame.set_value(sight.frame_ms)
        self.frame.setEnabled(has_own)
        note = self.tr("What lies behind a frame moves along when its length changes.")
        self._frame_note.setText(note if has_own else self.tr("{count} frames of equal length").format(
            count=sight.frame_count
        ))  # fmt: skip

    def _show_range(self, sight: ClipSight) -> None:
        start, end = sight.clip.loop_range or (0, sight.clip.duration_ms)
        self.range_start.set_value(start / 1000)
        self.range_end.set_value(end / 1000)
        self.no_range.setEnabled(sight.clip.loop_range is not None)

    def _show_seam(self, sight: ClipSight) -> None:
        seam = sight.seam
        self._seam_row.setVisible(seam is not None)
        self.seam_note.setVisible(seam is not None)
        if seam is None:
            return
        if seam.is_seamless:
            self.seam.set(self.tr("No seam"), "good", "check")
        else:
            self.seam.set(self.tr("It jumps at its end"), "warn", "warning")
        lines = []
        if seam.difference > SEAM_TOLERANCE:
            text = self.tr("{control} jumps by {percent} % of its way.")
            lines.append(text.format(control=seam.control, percent=round(seam.difference * 100)))
        elif seam.speed_change > _KINK:
            lines.append(self.tr("The pose fits; its speed changes a little there."))
        if sight.pixels is not None:
            text = self.tr("First and last picture differ by {percent} %.")
            lines.append(text.format(percent=f"{sight.pixels * 100:.1f}"))
        self.seam_note.setText("\n".join(lines))
        self.seam_note.setVisible(bool(lines))


def _grid(rows: list[tuple[str, QWidget]]) -> QWidget:
    """Names on the left, fields on the right."""
    widget, grid = QWidget(), QGridLayout()
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(SPACE_12)
    grid.setVerticalSpacing(SPACE_8)
    grid.setColumnStretch(1, 1)
    for place, (title, field) in enumerate(rows):
        name = QLabel(title)
        name.setProperty("role", "dim")
        name.setMinimumWidth(theme.px(72))
        name.setBuddy(field)
        if not field.accessibleName():
            field.setAccessibleName(title)
        grid.addWidget(name, place, 0)
        grid.addWidget(field, place, 1)
    widget.setLayout(grid)
    return widget


def _row(*widgets: QWidget) -> QWidget:
    widget, row = QWidget(), QHBoxLayout()
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(SPACE_8)
    for one in widgets:
        row.addWidget(one, 1 if isinstance(one, (QLabel, QPushButton)) else 0)
    if len(widgets) == 1 and not isinstance(widgets[0], QPushButton):
        row.addStretch(1)
    widget.setLayout(row)
    return widget


def _column(widgets: list[QWidget]) -> QWidget:
    widget, column = QWidget(), QVBoxLayout()
    column.setContentsMargins(0, SPACE_4, 0, 0)
    column.setSpacing(SPACE_8)
    for one in widgets:
        column.addWidget(one)
    widget.setLayout(column)
    return widget
