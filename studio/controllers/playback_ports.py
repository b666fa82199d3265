"""What playing clips needs of the window."""

from __future__ import annotations

from typing import Any, Protocol

from PySide6.QtGui import QImage

from studio.models.export_edits import Choice
from studio.models.playhead import ClipRow, PlayMode, ShownClip
from studio.models.sheet import LoopMode


class Stand(Protocol):
    """Where frames are shown: the canvas, which several want to paint on. The last who asked holds it."""

    holder_changed: Any  # (owner: str)

    @property
    def holder(self) -> str:
        """Who paints; empty for its own controller."""
        ...

    def hold(self, owner: str) -> None:
        """Let nobody else paint until `release`."""
        ...

    def release(self, owner: str) -> None:
        """Give it back; nothing happens where somebody else holds it."""
        ...

    def show_frame(self, image: QImage) -> None:
        """Paint a frame in the place of the result."""
        ...


class TimelineView(Protocol):
    """The timeline dock. Attributes are signals; their arguments stand beside them."""

    clip_chosen: Any  # (clip id: str)
    word_entered: Any  # (word: str) "talk:hello", "joy..anger"
    new_requested: Any  # ()
    add_requested: Any  # (clip id: str)
    rename_requested: Any  # (clip id: str, name: str)
    duplicate_requested: Any  # (clip id: str)
    delete_requested: Any  # (clip id: str)
    play_requested: Any  # ()
    scrubbed: Any  # (time in ms: float)
    step_requested: Any  # (frames: int)
    start_requested: Any  # ()
    end_requested: Any  # ()
    speed_chosen: Any  # (factor: float)
    fps_chosen: Any  # (frames a second, 0 for the clip's own: float)
    loop_chosen: Any  # (value of `LoopMode`: str)
    mode_chosen: Any  # (value of `PlayMode`: str)

    def show_clips(self, rows: tuple[ClipRow, ...]) -> None:
        """Fill the list."""
        ...

    def show_expressions(self, choices: tuple[Choice, ...]) -> None:
        """What a transition can begin and end with."""
        ...

    def show_clip(self, shown: ShownClip | None) -> None:
        """Put a clip on the timeline; None takes it off."""
        ...

    def show_time(self, time_ms: float, frame: int) -> None:
        """Move the playhead."""
        ...

    def show_playing(self, is_playing: bool) -> None:
        """Turn the play button into a pause button, or back."""
        ...

    def show_cache(self, states: bytes) -> None:
        """A byte a frame: whether it can be shown at once, or is out of date; see `STATE_NUMBERS`."""
        ...

    def show_pace(self, fps: float, dropped: int) -> None:
        """Frames shown in a second, and how many were left out."""
        ...

    def show_loop(self, loop: LoopMode) -> None:
        """What happens at the end."""
        ...

    def show_speed(self, speed: float) -> None:
        """How fast it plays."""
        ...

    def show_mode(self, mode: PlayMode) -> None:
        """What gives way when frames come late."""
        ...

    def show_naming(self) -> None:
        """Let the user type a name for the clip on the timeline."""
        ...

    def show_word_problem(self, text: str) -> None:
        """Why a typed word is no clip; empty takes it away."""
        ...
