"""What controllers need of the window, whoever provides it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol


class Actions(Protocol):
    """The window's actions; ids as in `studio.models.actions`."""

    def bind(self, action_id: str, slot: Callable[..., object]) -> None:
        """Call `slot` when the action is triggered; a checkable one hands over whether it is on."""
        ...

    def set_enabled(self, action_id: str, is_enabled: bool) -> None:
        """Let it be used, or not."""
        ...

    def set_checked(self, action_id: str, is_checked: bool) -> None:
        """Show it on or off, without calling anybody."""
        ...
