"""The window's way in; imported by nobody."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence

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

    from studio import __version__
    from studio.composition import compose

    present = QApplication.instance()
    app = present if isinstance(present, QApplication) else QApplication(["avatar-studio"])
    app.setApplicationName("avatar-studio")
    app.setApplicationDisplayName("Avatar Studio")
    app.setApplicationVersion(__version__)
    studio = compose(app, is_safe=options.safe_mode)
    if options.measure_start:
        _measure(studio.window)
    studio.window.show()
    try:
        return app.exec()
    finally:
        studio.close()


def _options(arguments: list[str]) -> argparse.Namespace:
    from studio import __version__

    parser = argparse.ArgumentParser("avatar-studio-window", description="Open Avatar Studio's window.")
    parser.add_argument("files", nargs="*", help="a project (.avatar), or pictures to add to a new one")
    parser.add_argument("--version", action="version", version=f"avatar-studio {__version__}")
    parser.add_argument("--safe-mode", action="store_true", help="leave plugins off this time")
    parser.add_argument("--measure-start", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args(arguments)


def _measure(window: object) -> None:
    """Print how long it took from the start of the process to the first painted window, and quit."""
    from PySide6.QtCore import QEvent, QObject, QTimer
    from PySide6.QtWidgets import QApplication, QWidget

    class FirstPaint(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
            if event.type() == QEvent.Type.Paint:
                watched.removeEventFilter(self)
                QTimer.singleShot(0, self.tell)
            return False

        def tell(self) -> None:
            print(f"{(time.time() - process_start_s()) * 1000:.0f}", flush=True)
            QApplication.exit(0)

    assert isinstance(window, QWidget)
    window.installEventFilter(FirstPaint(window))


def process_start_s() -> float:
    """When this process began, in seconds since 1970; about that where the system does not tell."""
    try:
        with open("/proc/self/stat", encoding="ascii") as file:
            ticks = int(file.read().rpartition(")")[2].split()[19])
        with open("/proc/uptime", encoding="ascii") as file:
            uptime_s = float(file.read().split()[0])
    except (OSError, ValueError, IndexError):
        return STARTED_S
    import os

    return time.time() - uptime_s + ticks / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    sys.exit(main())
