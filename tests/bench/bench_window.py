"""Start of the window, and how late its thread is while work runs beside it. Run by hand, on a quiet machine:

    python tests/bench/bench_window.py [--starts 5]

The peer of the start is a bare Qt window with the same theme-less frame in the same run. Lateness is measured by a
timer of 10 ms in the window's thread: how long the thread was away from its event loop.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
REPO = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(REPO))

BARE = """
import sys, time
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
sys.path.insert(0, {repo!r})
from studio.app import process_start_s
app = QApplication([])
window = QMainWindow()
window.resize(1280, 800)
window.show()
QTimer.singleShot(0, lambda: (print(round((time.time() - process_start_s()) * 1000)), app.exit(0)))
app.exec()
"""
LIMIT_MS = 50


def main() -> None:
    """Measure and print both tables."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--starts", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for name in ("SETTINGS", "MODELS", "RECOVERY", "CACHE"):
            os.environ[f"AVATAR_STUDIO_{name}"] = str(Path(folder) / name.lower())
        _starts(options.starts)
        _lateness(Path(folder))


def _starts(count: int) -> None:
    window = [sys.executable, "-m", "studio.app", "--measure-start"]
    bare = [sys.executable, "-c", BARE.format(repo=str(REPO))]
    _run(window), _run(bare)  # the disk's cache is filled
    seen = [(*_run(window), *_run(bare)) for _ in range(count)]
    first, complete, peer = (statistics.median(row[index] for row in seen) for index in range(3))
    print(f"| start, median of {count} | ms | times a bare Qt window |")
    print("|---|---|---|")
    print(f"| first picture, usable | {first:.0f} | {first / peer:.1f} |")
    print(f"| every page mounted | {complete:.0f} | {complete / peer:.1f} |")
    print(f"| bare Qt window | {peer:.0f} | 1 |\n")


def _run(command: list[str]) -> list[int]:
    done = subprocess.run(command, cwd=REPO, capture_output=True, text=True, check=True)
    return [int(word) for word in done.stdout.split()]


class _Session:
    """The composed window with a watchdog in its thread."""

    def __init__(self, folder: Path) -> None:
        from PySide6.QtWidgets import QApplication

        from studio.composition import compose
        from studio.services.watchdog import Watchdog

        self.app = QApplication.instance() or QApplication([])
        self.studio = compose(self.app)  # type: ignore[arg-type]
        self.studio.window.resize(1440, 900)
        self.studio.window.show()
        self.watchdog = Watchdog()
        self.folder = folder
        self.rows: list[tuple[str, float, Any]] = []

    def measure(self, name: str, begin: Callable[[], object], is_done: Callable[[], bool]) -> None:
        """Begin something and watch until it is done and has settled."""
        self.spin(0.3)
        self.watchdog.start()
        start = time.perf_counter()
        begin()
        while not is_done() or self.studio.queue.active_count:
            self.spin(0.0)
            if time.perf_counter() - start > 120:
                raise TimeoutError(name)
        seconds = time.perf_counter() - start
        self.spin(0.3)
        self.rows.append((name, seconds, self.watchdog.stop()))

    def spin(self, seconds: float) -> None:
        """Let the window live."""
        from PySide6.QtCore import QEventLoop

        end = time.perf_counter() + seconds
        while True:
            self.app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 5)
            if time.perf_counter() >= end:
                return


def _lateness(folder: Path) -> None:
    from studio.pipelines.health import sample_picture

    session = _Session(folder)
    studio = session.studio
    picture = sample_picture()
    assert picture is not None
    cast = studio.parts["cast"]
    project = lambda: studio.workspace.project  # noqa: E731
    session.measure(
        "capture, first time (imports and networks)",
        lambda: cast.capture.add_pictures([picture]),  # type: ignore[attr-defined]
        lambda: bool(project().characters),
    )
    studio.workspace.show_page("set")
    session.measure(
        "set of 30 drawn",
        lambda: studio.actions.trigger("set.draw"),
        lambda: sum(bool(cell.variants) for cell in project().cells) >= 30,
    )
    studio.settings.set(export_folder=str(folder / "out"))
    studio.workspace.show_page("export")
    session.measure(
        "exported to Godot",
        lambda: studio.actions.trigger("export.run"),
        lambda: any((folder / "out").rglob("*.tscn")),
    )
    for page in ("cast", "express", "set", "animate", "export"):
        session.measure(f"page {page} shown", lambda page=page: studio.workspace.show_page(page), lambda: True)  # type: ignore[misc]
    print(f"| while … | seconds | worst, ms | within {LIMIT_MS} ms |")
    print("|---|---|---|---|")
    for name, seconds, late in session.rows:
        print(f"| {name} | {seconds:.1f} | {late.worst_ms:.0f} | {late.share_within(LIMIT_MS):.2%} |")
    studio.close()


if __name__ == "__main__":
    main()
