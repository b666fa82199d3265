"""Play, stop, step; how fast, how often; where it is."""

from __future__ import annotations

from PySide6.QtCore import QLocale, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from studio.models.playhead import PlayMode, ShownClip
from studio.models.sheet import LoopMode
from studio.views.kit import theme
from studio.views.kit.icons import icon
from studio.views.kit.tokens import SPACE_4, SPACE_8, SPACE_12
from studio.views.kit.widgets import Badge, ComboBox, IconButton, Segmented, label

_SPEEDS = (0.1, 0.25, 0.5, 1.0, 1.5, 2.0, 4.0)
_RATES = (8.0, 12.0, 15.0, 24.0, 30.0, 60.0)


class Transport(QWidget):
    """One line above the ruler."""

    play_requested = Signal()
    step_requested = Signal(int)
    start_requested = Signal()
    end_requested = Signal()
    speed_chosen = Signal(float)
    fps_chosen = Signal(float)
    loop_chosen = Signal(str)
    mode_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: ShownClip | None = None
        self.start = IconButton("to-start", self.tr("To the start (Home)"))
        self.back = IconButton("frame-previous", self.tr("Previous frame (Left)"))
        self.play = IconButton("play", self.tr("Play (Space)"))
        self.forth = IconButton("frame-next", self.tr("Next frame (Right)"))
        self.end = IconButton("to-end", self.tr("To the end (End)"))
        self.time = label("", "body")
        self.time.setMinimumWidth(theme.px(150))
        self.time.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        self.loop = Segmented(
            [
                (LoopMode.ONCE, "", "arrow-right"), (LoopMode.LOOP, "", "loop"), (LoopMode.PING_PONG, "", "to-and-fro"),
            ]
        )  # fmt: skip
        words = {
            LoopMode.ONCE: self.tr("Once"),
            LoopMode.LOOP: self.tr("Loop"),
            LoopMode.PING_PONG: self.tr("Ping-pong"),
        }
        for loop, word in words.items():
            tip = self.tr("{word}: what happens at the end, here; the clip is not changed.").format(word=word)
            self.loop.button(loop).setToolTip(tip)
            self.loop.button(loop).setAccessibleName(word)
        self.speed = ComboBox([(f"{speed:g}", self.tr("{speed} ×").format(speed=f"{speed:g}")) for speed in _SPEEDS])
        self.speed.set_value("1")
        self.speed.setToolTip(self.tr("Speed"))
        self.speed.setAccessibleName(self.tr("Speed"))
        self.rate = ComboBox()
        self.rate.setToolTip(self.tr("Frames a second"))
        self.rate.setAccessibleName(self.tr("Frame rate"))
        self.mode = ComboBox(
            [(PlayMode.REAL_TIME, self.tr("Real time")), (PlayMode.EVERY_FRAME, self.tr("Every frame"))]
        )
        self.mode.setToolTip(self.tr("Real time leaves frames out that come late; every frame slows down instead."))
        self.mode.setAccessibleName(self.tr("When frames come late"))
        self.pace = label("", "label")
        self.dropped = Badge("", "warn", "warning")
        self._lay_out()
        self._connect()
        self.show_clip(None)
        self.show_pace(0.0, 0)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE_12, SPACE_4, SPACE_12, SPACE_4)
        row.setSpacing(SPACE_4)
        for button in (self.start, self.back, self.play, self.forth, self.end):
            row.addWidget(button)
        row.addSpacing(SPACE_8)
        row.addWidget(self.time)
        row.addSpacing(SPACE_8)
        self._tools = QHBoxLayout()
        self._tools.setSpacing(SPACE_4)
        row.addLayout(self._tools)
        row.addStretch(1)
        row.addWidget(self.dropped)
        row.addWidget(self.pace)
        row.addSpacing(SPACE_8)
        row.setSpacing(SPACE_8)
        row.addWidget(self.loop)
        for chooser in (self.speed, self.rate, self.mode):
            row.addWidget(chooser)
            chooser.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def _connect(self) -> None:
        self.play.clicked.connect(self.play_requested)
        self.start.clicked.connect(self.start_requested)
        self.end.clicked.connect(self.end_requested)
        self.back.clicked.connect(lambda: self.step_requested.emit(-1))
        self.forth.clicked.connect(lambda: self.step_requested.emit(1))
        self.loop.chosen.connect(self.loop_chosen)
        self.speed.chosen.connect(lambda speed: self.speed_chosen.emit(float(speed)))
        self.rate.chosen.connect(lambda rate: self.fps_chosen.emit(float(rate)))
        self.mode.chosen.connect(self.mode_chosen)

    def add_tool(self, button: QWidget) -> None:
        """Put a button behind the time; it keeps its size where there is little room."""
        button.setMinimumSize(button.sizeHint())
        self._tools.addWidget(button)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """What plays and where it is; the choosers go first."""
        return QSize(theme.px(600), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """In a narrow window the choosers that are needed least are left out."""
        super().resizeEvent(event)
        for chooser, width_px in ((self.mode, 1104), (self.rate, 976), (self.speed, 820)):
            chooser.setVisible(self.width() >= theme.px(width_px))

    def show_clip(self, shown: ShownClip | None) -> None:
        """What can be played."""
        self._shown = shown
        for widget in (self.start, self.back, self.forth, self.end, self.rate):
            widget.setEnabled(shown is not None)
        if shown is None:
            self.time.setText("")
            return
        own = QLocale().toString(float(shown.clip.fps), "g", 4)
        options = [("0", self.tr("{fps} fps (own)").format(fps=own))]
        options += [(f"{rate:g}", self.tr("{fps} fps").format(fps=f"{rate:g}")) for rate in _RATES]
        self.rate.set_options(options)
        self.rate.set_value("0" if shown.fps == shown.clip.fps else f"{shown.fps:g}")
        self.show_time(0.0, 0)

    def show_time(self, time_ms: float, frame: int) -> None:
        """Where it is."""
        if self._shown is None:
            return
        locale = QLocale()
        text = self.tr("{time} / {whole} s   ·   {frame} / {count}")
        self.time.setText(
            text.format(
                time=locale.toString(time_ms / 1000, "f", 2),
                whole=locale.toString(self._shown.clip.duration_ms / 1000, "f", 2),
                frame=frame + 1,
                count=len(self._shown.starts_ms),
            )
        )
        self.time.setFont(theme.numeric_font())

    def show_playing(self, is_playing: bool) -> None:
        """Play becomes pause."""
        self.play.setIcon(icon("pause" if is_playing else "play"))
        tip = self.tr("Pause (Space)") if is_playing else self.tr("Play (Space)")
        self.play.setToolTip(tip)
        self.play.setAccessibleName(tip)
        if not is_playing:
            self.pace.setText("")

    def show_pace(self, fps: float, dropped: int) -> None:
        """How many frames really came."""
        self.pace.setText(self.tr("{fps} fps").format(fps=round(fps)) if fps else "")
        self.dropped.setVisible(dropped > 0)
        self.dropped.set(QLocale().toString(dropped), "warn", "warning")
        tip = self.tr("{count} frames could not be drawn in time since playing began").format(count=dropped)
        self.dropped.setToolTip(tip)
        self.dropped.setAccessibleName(tip)

    def show_loop(self, loop: LoopMode) -> None:
        """What happens at the end."""
        self.loop.set_value(loop)

    def show_speed(self, speed: float) -> None:
        """How fast it plays."""
        self.speed.set_value(f"{speed:g}")

    def show_mode(self, mode: PlayMode) -> None:
        """What gives way."""
        self.mode.set_value(mode)
