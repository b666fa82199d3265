"""What acting needs of the timeline, whoever provides it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from studio.models.clip import Clip
from studio.models.controls import Pose
from studio.models.timeline_selection import Edited, Selection


class ClipEditor(Protocol):
    """Whoever changes the clip on the timeline, one step of the history at a time."""

    state_changed: Any  # ()

    @property
    def clip(self) -> Clip | None:
        """The clip on the timeline."""
        ...

    @property
    def selection(self) -> Selection:
        """Its selected keys."""
        ...

    def change(
        self, text: str, change: Callable[[Clip], Edited], merge_key: str = "", needs_selection: bool = True
    ) -> None:
        """Change the clip; errors are told."""
        ...


class Moments(Protocol):
    """Whoever knows where the playhead is."""

    time_changed: Any  # (time in ms: float)


class PoseShower(Protocol):
    """Lends the canvas to poses that are not part of the project."""

    def show(self, pose: Pose) -> None:
        """Show a pose until another one comes or `release`."""
        ...

    def release(self) -> None:
        """Give the canvas back."""
        ...
