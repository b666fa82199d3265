"""By chance, a thousand times: nothing breaks, everything can be undone, what is saved is what is opened."""

from __future__ import annotations

import logging
import os
import shutil
import sys
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

import pytest
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication

from studio.controllers.cast_references import HOLD_MS
from studio.storage.project_file import read_project
from tests.e2e.window.composed import Window, close_others, composed, settle
from tests.e2e.window.monkey import Monkey

LONG_S = float(os.environ.get("AVATAR_STUDIO_MONKEY_S", "120"))
SHORT_S = 15.0
CHECK_EVERY = 60


@contextmanager
def mistakes() -> Iterator[list[str]]:
    """What would have been a crash."""
    found: list[str] = []
    before = sys.excepthook

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        found.append("".join(traceback.format_exception(kind, error, trace)))

    class Handler(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            found.append(record.getMessage() + (logging.Formatter().format(record) if record.exc_info else ""))

    handler = Handler(logging.ERROR)
    sys.excepthook = hook
    logging.getLogger("studio").addHandler(handler)
    try:
        yield found
    finally:
        sys.excepthook = before
        logging.getLogger("studio").removeHandler(handler)


def play(window: Window, seed: int, seconds: float) -> int:
    """Play until the time is over; how many steps there were."""
    end, monkey = time.monotonic() + seconds, Monkey(window, seed)
    with mistakes() as found:
        try:
            while time.monotonic() < end:
                monkey.step()
                if len(monkey.done) % CHECK_EVERY == 0:
                    inspect(window, monkey)
                bugs = found + [repr(bug) for bug in window.bugs]
                assert not bugs, told(monkey, bugs)
            inspect(window, monkey)
        finally:
            monkey.stop()
        assert not found, told(monkey, found)
    return len(monkey.done)


def told(monkey: Monkey, bugs: list[str]) -> str:
    return "\n".join(["after:", *monkey.done[-12:], "", *bugs[:3]])


def inspect(window: Window, monkey: Monkey) -> None:
    """Undone to the beginning and done again it is the same; so it is saved and opened."""
    studio = window.studio
    close_others(studio.window)
    studio.queue.set_paused(False)
    studio.queue.cancel_all()
    stack, workspace = studio.workspace.undo_stack, studio.workspace
    workspace.end_gesture()
    window.rest()
    settle(2 * HOLD_MS)  # what waited for the end of a drag has come
    window.rest()
    here, project = stack.index(), workspace.project
    for _ in range(stack.index()):
        stack.undo()
    for _ in range(here):
        stack.redo()
    settle(5)
    assert workspace.project == project, told(monkey, ["undo and redo give another project"])
    path = workspace.document.path
    assert path is not None
    studio.actions.trigger("file.save")
    window.wait(stack.isClean, 30)
    window.rest()
    assert read_project(path).project == project, told(monkey, ["what was saved is another project"])


@pytest.fixture
def window(qapp: QApplication, tmp_path: Path, sample_file: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Window]:
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: True)
    monkeypatch.setenv("HOME", str(tmp_path))
    own = tmp_path / "own.avatar"
    shutil.copy(sample_file, own)
    with composed(qapp, tmp_path / "settings", export_folder=str(tmp_path / "art")) as made:
        made.show((1280, 800))
        made.open(own)
        yield made


def test_a_short_walk(window: Window) -> None:
    assert play(window, 1, SHORT_S) > 20


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2, 7))
def test_a_long_walk(window: Window, seed: int) -> None:
    steps = play(window, seed, LONG_S)
    print(f"seed {seed}: {steps} steps")
