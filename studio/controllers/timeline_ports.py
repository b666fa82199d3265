"""What editing keys needs of the window."""

from __future__ import annotations

from typing import Any, Protocol

from studio.models.clip import Clip
from studio.models.dope_rows import DopeRow
from studio.models.timeline_snap import Snap


class DopeView(Protocol):
    """The dope sheet. Attributes are signals; their arguments stand beside them."""

    picked: Any  # (keys: frozenset of (track, time), "replace" | "add" | "toggle")
    drag_started: Any  # ()
    dragged: Any  # (ms: float, is snapping bypassed: bool)
    drag_ended: Any  # (counts: bool)
    insert_requested: Any  # (track, time)
    delete_requested: Any  # ()
    copy_requested: Any  # (is it a cut: bool)
    paste_requested: Any  # ()
    select_all_requested: Any  # ()
    fold_toggled: Any  # (row id)
    mute_toggled: Any  # (track)
    nudge_requested: Any  # (frames: int)

    def show_rows(self, clip: Clip | None, rows: tuple[DopeRow, ...]) -> None:
        """Show a clip's rows."""
        ...

    def show_selection(self, selected: Any) -> None:
        """Which keys are selected."""
        ...

    def show_shift(self, shift_ms: int) -> None:
        """How far the selected keys are being dragged."""
        ...

    def show_snap(self, snap: Snap | None) -> None:
        """What caught the keys that are dragged; None for nothing any more."""
        ...

    def ms_of(self, pixels: float) -> float:
        """How much time so many pixels are."""
        ...


class Clipboard(Protocol):
    """The system's clipboard, as far as it is text."""

    def text(self) -> str:
        """What is on it; empty if it is no text."""
        ...

    def set_text(self, text: str) -> None:
        """Put a text onto it."""
        ...


class ClipPlace(Protocol):
    """Whoever knows which clip is on the timeline."""

    clip_shown: Any  # (`ShownClip` or None)
    time_changed: Any  # (time in ms: float)
