"""Start of the window, and how late its thread is while work runs beside it. Run by hand, on a quiet machine:

    python tests/bench/bench_window.py [--starts 5]

The peer of the start is a bare Qt window with the same theme-less frame in the same run. Lateness is measured by a
timer of 10 ms in the window's thread: how long the thread was away from its event loop. On a busy machine most of that
is waiting for a core; the last column is what the thread itself computed between two such ticks.
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
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtCore import Qt

from studio.core.libraries import import_plainly
from studio.storage.project_file import OpenProject, write_project
from tests.bench.stalls import StallSampler

REPO = Path(__file__).resolve().parents[2]

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
    parser.add_argument("--rest", type=float, default=1.0, help="seconds from the window's first picture to the work")
    parser.add_argument("--slow", type=int, default=0, help="tell what the window's thread did for that many ms")
    options = parser.parse_args()
    import_plainly()
    with tempfile.TemporaryDirectory() as folder:
        for name in ("SETTINGS", "MODELS", "RECOVERY", "CACHE"):
            os.environ[f"AVATAR_STUDIO_{name}"] = str(Path(folder) / name.lower())
        if options.starts:
            _starts(options.starts)
        _lateness(_Session(Path(folder), options.rest, options.slow))


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

    def __init__(self, folder: Path, rest_s: float, slow_ms: int) -> None:
        from PySide6.QtCore import QTimer
        from PySide6.QtWidgets import QApplication

        from studio.composition import compose
        from studio.services.watchdog import Watchdog

        self.app = QApplication.instance() or QApplication([])
        self.studio = compose(self.app, is_staged=True)  # type: ignore[arg-type]
        self.studio.window.resize(1440, 900)
        self.studio.window.show()
        self.watchdog = Watchdog()
        self.folder, self.rest_s = folder, rest_s
        self.rows: list[tuple[str, float, Any, float]] = []
        self.work_s = self.worked_s = 0.0
        works = QTimer(self.studio.window, interval=10)
        works.setTimerType(Qt.TimerType.PreciseTimer)
        works.timeout.connect(self._work)
        works.start()
        self.sampler = StallSampler(slow_ms) if slow_ms else None
        if self.sampler is not None:
            beats = QTimer(self.studio.window, interval=10)
            beats.setTimerType(Qt.TimerType.PreciseTimer)
            beats.timeout.connect(self.sampler.beat)
            beats.start()

    def mount(self) -> None:
        """Put in what comes after the window's first picture, a part a turn, as the program does."""
        from studio.app import mount_rest

        done: list[bool] = []
        self.measure(
            "every page mounted", lambda: mount_rest(self.studio, lambda: done.append(True)), lambda: bool(done)
        )

    def _work(self) -> None:
        """Note what the thread itself has computed since the last time; what others take from it does not count."""
        now_s = time.thread_time()
        self.work_s, self.worked_s = max(self.work_s, now_s - self.worked_s), now_s

    def measure(self, name: str, begin: Callable[[], object], is_done: Callable[[], bool]) -> None:
        """Begin something and watch until it is done and has settled."""
        self.spin(0.3)
        if self.sampler is not None:
            print(f"=== {name}", flush=True)
        self.watchdog.start()
        self.work_s = 0.0
        start = time.perf_counter()
        begin()
        while not is_done() or self.studio.queue.active_count:
            self.spin(0.02)
            if time.perf_counter() - start > 60:
                jobs = [(job.spec.title, str(job.state), job.error) for job in self.studio.queue.jobs(with_quiet=True)]
                raise TimeoutError(f"{name}: {jobs}")
        seconds = time.perf_counter() - start
        self.spin(0.3)
        self.rows.append((name, seconds, self.watchdog.stop(), self.work_s * 1000))

    def spin(self, seconds: float) -> None:
        """Let the window live, asleep where nothing happens."""
        from PySide6.QtCore import QEventLoop, QTimer

        loop = QEventLoop()
        QTimer.singleShot(round(seconds * 1000), loop.quit)
        loop.exec()


def _lateness(session: _Session) -> None:
    try:
        _a_days_work(session)
        print(f"| while … | seconds | latest, ms | within {LIMIT_MS} ms | own work at a stretch, ms |")
        print("|---|---|---|---|---|")
        for name, seconds, late, work_ms in session.rows:
            share = late.share_within(LIMIT_MS)
            print(f"| {name} | {seconds:.1f} | {late.worst_ms:.0f} | {share:.2%} | {work_ms:.0f} |")
    finally:
        session.studio.close()
        if session.sampler is not None:
            session.sampler.close()


def _a_days_work(session: _Session) -> None:
    """From a picture to the export, then the same project opened again; every page is shown for its first time."""
    from studio.pipelines.health import sample_picture

    studio, folder = session.studio, session.folder
    picture = sample_picture()
    assert picture is not None
    cast, files = studio.parts["cast"], studio.parts["files"]
    project = lambda: studio.workspace.project  # noqa: E731
    session.mount()
    session.spin(session.rest_s)

    def page(name: str) -> None:
        is_shown = lambda: studio.workspace.page == name  # noqa: E731
        session.measure(f"page {name} first shown", lambda: studio.workspace.show_page(name), is_shown)

    session.measure(
        "capture, first time (imports and networks)",
        lambda: cast.capture.add_pictures([picture]),  # type: ignore[attr-defined]
        lambda: bool(project().characters),
    )
    page("express")
    page("set")
    session.measure(
        "set of 30 drawn",
        lambda: studio.actions.trigger("set.draw"),
        lambda: sum(bool(cell.variants) for cell in project().cells) >= 30,
    )
    page("animate")
    studio.settings.set(export_folder=str(folder / "out"))
    page("export")
    exports = lambda: [job for job in studio.queue.jobs() if job.spec.kind == "export"]  # noqa: E731
    session.measure(
        "exported to Godot",
        lambda: studio.actions.trigger("export.run"),
        lambda: bool(exports()) and all(job.state.is_over for job in exports()),
    )
    saved = folder / "work.avatar"
    write_project(saved, OpenProject(project(), studio.workspace.document.blobs))  # type: ignore[arg-type]
    studio.workspace.undo_stack.setClean()
    for name in ("export", "set", "express", "cast"):
        studio.workspace.show_page(name)
        session.measure(
            f"project opened on page {name}",
            lambda: files.open(saved),  # type: ignore[attr-defined]
            lambda: studio.workspace.document.path == saved,
        )
        studio.workspace.document.set_path(None)


if __name__ == "__main__":
    main()
