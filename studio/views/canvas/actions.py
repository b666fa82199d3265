"""The window's actions that steer the canvas."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from studio.views.canvas.picture import Compare

if TYPE_CHECKING:
    from studio.views.canvas.canvas import Canvas


class Actions(Protocol):
    """The window's actions; ids as in `studio.models.actions`."""

    def bind(self, action_id: str, slot: Callable[..., object]) -> None:
        """Call `slot` when the action is triggered."""
        ...

    def set_checked(self, action_id: str, is_checked: bool) -> None:
        """Show it on or off, without calling anybody."""
        ...


def bind_canvas(canvas: Canvas, actions: Actions) -> None:
    """Let actions steer a canvas, and show there what is on."""
    plain: dict[str, Callable[[], object]] = {
        "view.zoom-100": canvas.zoom_100, "view.zoom-fit": canvas.fit, "view.zoom-in": canvas.zoom_in,
        "view.zoom-out": canvas.zoom_out, "view.backdrop": canvas.next_backdrop, "express.peek": canvas.peek,
    }  # fmt: skip
    for action_id, slot in plain.items():
        actions.bind(action_id, slot)

    def show_mode(now: str) -> None:
        for mode in Compare:
            actions.set_checked(f"view.compare-{mode.value}", mode.value == now)

    def choose(mode: Compare) -> None:
        canvas.set_compare(mode.value)
        show_mode(mode.value)  # one that is on stays on when it is triggered again

    for mode in Compare:
        actions.bind(f"view.compare-{mode.value}", lambda _on=True, mode=mode: choose(mode))
    canvas.compare_changed.connect(show_mode)
    show_mode(canvas.compare)
