"""The window's way in; imported by nobody."""

from __future__ import annotations

import argparse
import logging
import os
import sys
import time
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from studio.composition import Studio

STARTED_S = time.time()
"""About when the process began; `--measure-start` asks the system where it can."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Open the studio's window.

    Args:
        arguments: What follows the program's name; None takes the process' own.

    Returns:
        The exit code.
    """
    options = _options(list(sys.argv[1:] if arguments is None else arguments))
    from PySide6.QtWidgets import QApplication

    from studio.core.libraries import import_plainly

    import_plainly()
    from studio import __version__
    from studio.composition import compose
    from studio.services.collector import collector

    present = QApplication.instance()
    app = present if isinstance(present, QApplication) else QApplication(["avatar-studio"])
    app.setApplicationName("avatar-studio")
    app.setApplicationDisplayName("Avatar Studio")
    app.setApplicationVersion(__version__)
    collector.pause()
    studio = compose(app, is_safe=options.safe_mode, is_staged=True)
    try:
        _go_on(studio, [Path(name) for name in options.files], options.measure_start)
        studio.window.show()
        studio.catch_bugs()
        code = app.exec()
    finally:
        has_ended = studio.close()
    if not has_ended:
        _leave_at_once(code)
    return code


def _leave_at_once(code: int) -> None:
    """A step that cannot be stopped is still at work, and nobody wants what comes of it: do not wait, do not crash."""
    logging.shutdown()
    sys.stdout.flush()
    os._exit(code)


def _go_on(studio: Studio, files: list[Path], is_measured: bool) -> None:
    """Mount the rest while the window is there already, then take what was named on the command line."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    from studio.composition.documents import open_paths

    painted = _FirstPaint(studio.window)

    def done() -> None:
        if is_measured:
            print(painted.after_ms, _since_start_ms(), flush=True)
            QApplication.exit(0)
        elif files:
            open_paths(studio, files)

    def failed() -> None:
        traceback.print_exc()
        QApplication.exit(1)

    begin = lambda: mount_rest(studio, done, failed if is_measured else None)  # noqa: E731
    painted.call = lambda: QTimer.singleShot(0, studio.window, begin)


def mount_rest(studio: Studio, done: Callable[[], object], failed: Callable[[], object] | None = None) -> None:
    """Mount what the first picture of the window did not need, a piece a turn of its loop.

    Args:
        studio: Composed in stages.
        done: Called when all is there.
        failed: Called, and nothing else is mounted, when a part cannot be made; without it such a part is told as a
            bug and the others are made all the same.
    """
    from PySide6.QtCore import QTimer

    from studio.composition import LaterReading, mount_next
    from studio.services.collector import collector

    studio.closers.append(LaterReading().stop)
    collector.pause()

    def step() -> None:
        is_more = True
        try:
            is_more = mount_next(studio)
        except Exception:
            if failed is not None:
                collector.keep()
                failed()
                return
            QTimer.singleShot(0, studio.window, step)
            raise
        if is_more:
            QTimer.singleShot(0, studio.window, step)
        else:
            collector.keep()
            done()

    step()


def _options(arguments: list[str]) -> argparse.Namespace:
    from studio import __version__

    parser = argparse.ArgumentParser("avatar-studio-window", description="Open Avatar Studio's window.")
    parser.add_argument("files", nargs="*", help="a project (.avatar), or pictures to add to a new one")
    parser.add_argument("--version", action="version", version=f"avatar-studio {__version__}")
    parser.add_argument("--safe-mode", action="store_true", help="leave plugins off this time")
    parser.add_argument("--measure-start", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args(arguments)


class _FirstPaint(QObject):
    """Waits for the first picture of the window."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.after_ms = 0
        self.call: Callable[[], object] = lambda: None
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        """Note when it comes, once."""
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            self.after_ms = _since_start_ms()
            self.call()
        return False


def _since_start_ms() -> int:
    return round((time.time() - process_start_s()) * 1000)


def process_start_s() -> float:
    """When this process began, in seconds since 1970; about that where the system does not tell."""
    try:
        with open("/proc/self/stat", encoding="ascii") as file:
            ticks = int(file.read().rpartition(")")[2].split()[19])
        with open("/proc/uptime", encoding="ascii") as file:
            uptime_s = float(file.read().split()[0])
    except (OSError, ValueError, IndexError):
        return STARTED_S
    return time.time() - uptime_s + ticks / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    sys.exit(main())
