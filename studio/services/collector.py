"""When Python looks for garbage: never while the program is put together, and then not at what stays as long as it.

A look at everything takes some 50 to 100 ms once all is imported, and holds every thread up. What has come with the
start lives until the end, so it need not be looked at; what a project leaves behind still is.
"""

from __future__ import annotations

import gc
from collections.abc import Callable


class Collector:
    """Python's own, for a program that lives as long as its process; does nothing before the first `pause`."""

    def __init__(self) -> None:
        self._is_led = False

    def pause(self) -> None:
        """Look for none until `keep`."""
        self._is_led = True
        gc.disable()

    def keep(self, is_wanted: Callable[[], bool] = lambda: True) -> None:
        """Look again from now on, but never at what is there already.

        Args:
            is_wanted: Whether what is there may be left alone; false while a project's pictures are among it.
        """
        if not self._is_led:
            return
        if is_wanted():
            gc.freeze()
        gc.enable()


collector = Collector()
