"""The swap mode, made when it is opened for the first time."""

from __future__ import annotations

from collections.abc import Iterator

from studio.composition.base import Studio
from studio.controllers.swap import SwapController
from studio.views.swap.dialog import SwapDialog


def compose(studio: Studio) -> Iterator[None]:
    """Mount it."""
    yield

    def open_swap() -> None:
        known = studio.parts.get("swap")
        if not isinstance(known, SwapController):
            known = SwapController(studio.workspace, studio.queue, SwapDialog(studio.window), studio.window)
            studio.parts["swap"] = known
        known.open()

    studio.actions.bind("tools.swap", open_swap)
