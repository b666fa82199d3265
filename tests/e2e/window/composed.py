"""The whole window in this process, offscreen, with a real project; for tests that look at all of it at once."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from studio.composition import Studio, compose
from studio.controllers.files import FilesController
from studio.controllers.workspace import PAGES
from studio.core.jobs import CancelToken
from studio.models.document import Document
from studio.models.messages import Message
from studio.storage.project_file import read_project, write_project
from studio.storage.settings import Settings, save_settings

SIZE = (1440, 900)


def make_sample(path: Path) -> Path:
    """The sample's project as a file."""
    from studio.pipelines.sample_project import sample_project

    steps = sample_project(CancelToken())
    while True:
        try:
            next(steps)
        except StopIteration as end:
            write_project(path, end.value)
            return path


class Window:
    """A composed studio and what was told in it.

    Attributes:
        studio: All of it.
        told: Messages, oldest first.
        bugs: Exceptions that nobody expected.
    """

    def __init__(self, studio: Studio) -> None:
        self.studio = studio
        self.told: list[Message] = []
        self.bugs: list[BaseException] = []
        studio.workspace.told.connect(self.told.append)
        studio.workspace.bug_found.connect(self.bugs.append)

    @property
    def files(self) -> FilesController:
        """The life of the document."""
        files = self.studio.parts["files"]
        assert isinstance(files, FilesController)
        return files

    def show(self, size: tuple[int, int] = SIZE) -> None:
        """Bring the window up in that size."""
        window = self.studio.window
        window.resize(*size)
        window.show()
        window.activateWindow()
        QTest.qWaitForWindowActive(window)
        settle()

    def open(self, path: Path) -> None:
        """Open a project and wait until it is there."""
        self.files.open(path)
        self.wait(lambda: self.studio.workspace.document.path == path.absolute(), 30)
        self.rest()

    def put(self, path: Path) -> None:
        """Put a project in without a path: as one that was never saved."""
        content = read_project(path)
        project = replace(content.project)
        self.studio.workspace.open_document(Document(project, content.blobs))

    def trigger(self, action_id: str) -> None:
        """Do it as if its key had been pressed, and let it be painted."""
        self.studio.actions.trigger(action_id)
        settle()

    def page(self, name: str) -> None:
        """Go to a page."""
        assert name in PAGES
        self.trigger(f"go.{name}")

    def wait(self, condition: Callable[[], object], timeout_s: float = 10.0) -> None:
        """Until that is true."""
        deadline = time.monotonic() + timeout_s
        while not condition():
            assert time.monotonic() < deadline, f"it never came true; told: {self.told}, bugs: {self.bugs}"
            settle(5)

    def rest(self, timeout_s: float = 60.0) -> None:
        """Until no job is left and everything is painted."""
        queue = self.studio.queue
        self.wait(lambda: all(job.state.is_over for job in queue.jobs(with_quiet=True)), timeout_s)
        settle()


def settle(ms: int = 30) -> None:
    """Let the event loop do what it has to."""
    end = time.monotonic() + ms / 1000
    while time.monotonic() < end:
        QCoreApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        time.sleep(0.001)


@contextmanager
def composed(app: QApplication, folder: Path, is_safe: bool = True, **choices: object) -> Iterator[Window]:
    """A window of its own, with settings of its own, closed again at the end."""
    settings = folder / "settings.json"
    if not settings.exists():
        values = {"has_seen_tour": True, "has_motion": False, "theme": "dark", "language": "en", **choices}
        save_settings(replace(Settings(), **values), settings)  # type: ignore[arg-type]
    studio = compose(app, settings, is_safe=is_safe)
    window = Window(studio)
    try:
        yield window
    finally:
        close_others(studio.window)
        studio.close()
        settle()


def activate(window: QWidget) -> None:
    """Give a window the keyboard, as a window manager would."""
    window.raise_()
    window.activateWindow()
    settle()
    assert window.isActiveWindow()


def close_others(window: QWidget) -> None:
    """Close every dialog and menu that is open beside the window."""
    for _ in range(20):
        popup = QApplication.activePopupWidget()
        if popup is None:
            break
        popup.close()
    for one in QApplication.topLevelWidgets():
        if one is not window and one.isVisible():
            with suppress(RuntimeError):
                one.close()
    settle()
