# ruff: noqa: D102 (what Qt calls is documented by Qt)
"""The timeline: clips on the left; transport, ruler and keys on the right."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from studio.models.export_edits import Choice
from studio.models.playhead import ClipRow, PlayMode, ShownClip
from studio.models.sheet import LoopMode
from studio.views.kit import theme
from studio.views.kit.widgets import EmptyState
from studio.views.timeline.clip_list import ClipList
from studio.views.timeline.curve_bar import CurveBar
from studio.views.timeline.curve_editor import CurveEditor
from studio.views.timeline.dope_sheet import DopeSheet
from studio.views.timeline.marks_strip import MarksStrip
from studio.views.timeline.ruler import Ruler
from studio.views.timeline.time_scale import END_PX, NAMES_PX, TimeScale
from studio.views.timeline.transport import Transport

_ROOM_PX = 12
"""Between the names and the first moment."""


class TimelineDock(QWidget):
    """The view of clips and playing; `rows` is the dope sheet, which has a controller of its own."""

    clip_shown = Signal(object)
    """A `ShownClip`, or None."""
    time_changed = Signal(float)

    clip_chosen = Signal(str)
    word_entered = Signal(str)
    new_requested = Signal()
    add_requested = Signal(str)
    rename_requested = Signal(str, str)
    duplicate_requested = Signal(str)
    delete_requested = Signal(str)
    play_requested = Signal()
    scrubbed = Signal(float)
    scrub_ended = Signal()
    step_requested = Signal(int)
    start_requested = Signal()
    end_requested = Signal()
    speed_chosen = Signal(float)
    fps_chosen = Signal(float)
    loop_chosen = Signal(str)
    mode_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.clips, self.transport = ClipList(), Transport()
        self.ruler, self.rows, self.curves = Ruler(), DopeSheet(), CurveEditor()
        self.marks = MarksStrip()
        self._scale = TimeScale()
        self._shown: ShownClip | None = None
        self.empty = EmptyState(
            "timeline", self.tr("No clip on the timeline"), self.tr("Choose one on the left, or press Space."),
            self.tr("Play"),
        )  # fmt: skip
        self._lay_out()
        self._connect()
        self.show_clip(None)

    def _lay_out(self) -> None:
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what is in it has it
        scroll.setWidget(self.rows)
        self._scroll = scroll
        self._editors = QStackedWidget()
        self._editors.addWidget(scroll)
        self._editors.addWidget(self._curve_page())
        played, column = QWidget(), QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self.transport, self.ruler, self.marks):
            column.addWidget(widget)
        column.addWidget(self._editors, 1)
        played.setLayout(column)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.empty)
        self._stack.addWidget(played)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.addWidget(self.clips)
        self._splitter.addWidget(self._stack)
        self._splitter.setStretchFactor(0, 0)
        self._splitter.setStretchFactor(1, 1)
        self._splitter.setSizes([theme.px(260), theme.px(900)])
        self.clips.setMinimumWidth(theme.px(248))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._splitter)

    def _curve_page(self) -> QWidget:
        bar, curves = CurveBar(), self.curves
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(bar)
        column.addWidget(curves, 1)
        curves.shown.connect(bar.show_curves)
        curves.normalised_shown.connect(bar.show_normalised)
        bar.curve_chosen.connect(curves.choose)
        for source, target in (
            (bar.key_typed, curves.key_typed), (bar.handle_typed, curves.handle_typed),
            (bar.outside_chosen, curves.outside_chosen), (bar.normalised_toggled, curves.normalised_toggled),
            (bar.gesture_ended, curves.typing_ended),
        ):  # fmt: skip
            source.connect(target)
        self.curve_bar = bar
        return page

    def _connect(self) -> None:
        clips, transport, ruler = self.clips, self.transport, self.ruler
        for source, target in (
            (clips.clip_chosen, self.clip_chosen), (clips.word_entered, self.word_entered),
            (clips.new_requested, self.new_requested), (clips.add_requested, self.add_requested),
            (clips.rename_requested, self.rename_requested),
            (clips.duplicate_requested, self.duplicate_requested), (clips.delete_requested, self.delete_requested),
            (clips.play_requested, self.play_requested), (transport.play_requested, self.play_requested),
            (self.empty.clicked, self.play_requested), (transport.step_requested, self.step_requested),
            (transport.start_requested, self.start_requested), (transport.end_requested, self.end_requested),
            (transport.speed_chosen, self.speed_chosen), (transport.fps_chosen, self.fps_chosen),
            (transport.loop_chosen, self.loop_chosen), (transport.mode_chosen, self.mode_chosen),
            (ruler.scrubbed, self.scrubbed), (ruler.scrub_ended, self.scrub_ended),
            (ruler.step_requested, self.step_requested), (ruler.zoom_requested, self.zoom),
            (self.rows.zoom_requested, self.zoom), (self.rows.pan_requested, self.pan),
            (self.curves.zoom_requested, self.zoom), (self.curves.pan_requested, self.pan),
            (ruler.fit_requested, self.fit), (ruler.pan_requested, self.pan),
            (self.marks.zoom_requested, self.zoom), (self.marks.pan_requested, self.pan),
        ):  # fmt: skip
            source.connect(target)

    # --- what is in sight

    @property
    def scale(self) -> TimeScale:
        """From time to place."""
        return self._scale

    def zoom(self, factor: float, x: float) -> None:
        """Closer or farther, around a place."""
        self._put(self._scale.zoomed(factor, x))

    def pan(self, by_px: float) -> None:
        """Another part of a clip that is not wholly in sight."""
        self._put(self._scale.moved(by_px))

    def fit(self) -> None:
        """The whole clip."""
        if self._shown is not None:
            self._put(self._scale.fitted(self._shown.clip.duration_ms))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._fill_room()

    def _fill_room(self) -> None:
        left = theme.px(NAMES_PX) + _ROOM_PX
        self._put(self._scale.in_room(left, self._stack.width() - left - theme.px(END_PX)))

    def _put(self, scale: TimeScale) -> None:
        self._scale = scale
        self.ruler.set_scale(scale)
        self.marks.set_scale(scale)
        self.rows.set_scale(scale)
        self.curves.set_scale(scale)

    def show_curves(self, is_on: bool) -> None:
        """Curves in the place of the keys, or the keys again."""
        self._editors.setCurrentIndex(1 if is_on else 0)

    # --- what the controller asks for

    def show_clips(self, rows: tuple[ClipRow, ...]) -> None:
        """Fill the list."""
        self.clips.show_clips(rows)

    def show_expressions(self, choices: tuple[Choice, ...]) -> None:
        """What a transition can begin and end with."""
        self.clips.show_expressions(choices)

    def show_clip(self, shown: ShownClip | None) -> None:
        """Put a clip on the timeline; None takes it off."""
        is_same = self._shown is not None and shown is not None and shown.clip.id == self._shown.clip.id
        is_as_long = is_same and shown is not None and shown.clip.duration_ms == self._scale.duration_ms
        self._shown = shown
        self._stack.setCurrentIndex(0 if shown is None else 1)
        self.clips.show_chosen(shown.clip.id if shown is not None else "")
        self.transport.show_clip(shown)
        self.ruler.set_frames(shown.starts_ms if shown is not None else ())
        self.clip_shown.emit(shown)
        self._fill_room()
        if not is_as_long:
            self.fit()

    def show_time(self, time_ms: float, frame: int) -> None:
        """Move the playhead; what is in sight follows it."""
        place = self._scale.x(time_ms)
        right = self._scale.left_px + self._scale.width_px
        if not self._scale.is_whole and not self._scale.left_px - 1 <= place <= right + 1:
            self._put(self._scale.moved(place - self._scale.left_px - self._scale.width_px * 0.1))
        self.ruler.set_time(time_ms, frame)
        self.marks.set_time(time_ms)
        self.rows.set_time(time_ms)
        self.curves.set_time(time_ms)
        self.transport.show_time(time_ms, frame)
        self.time_changed.emit(time_ms)

    def show_playing(self, is_playing: bool) -> None:
        """Turn the play button into a pause button, or back."""
        self.transport.show_playing(is_playing)

    def show_cache(self, states: Iterable[int]) -> None:
        """Which frames can be shown at once, and which are out of date; see `STATE_NUMBERS`."""
        self.ruler.set_ready(states)

    def show_pace(self, fps: float, dropped: int) -> None:
        """Frames shown in a second, and how many were left out."""
        self.transport.show_pace(fps, dropped)

    def show_loop(self, loop: LoopMode) -> None:
        """What happens at the end."""
        self.transport.show_loop(loop)

    def show_speed(self, speed: float) -> None:
        """How fast it plays."""
        self.transport.show_speed(speed)

    def show_mode(self, mode: PlayMode) -> None:
        """What gives way when frames come late."""
        self.transport.show_mode(mode)

    def show_naming(self) -> None:
        """Let the user type a name for the clip on the timeline."""
        self.clips.edit_name()

    def show_word_problem(self, text: str) -> None:
        """Why a typed word is no clip."""
        self.clips.show_problem(text)
