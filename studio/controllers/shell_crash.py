"""Bugs: told with a report that can be copied, and the program goes on."""

from __future__ import annotations

import logging
import platform
import sys
import threading
import traceback
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol

from PySide6 import __version__ as qt_version
from PySide6.QtCore import QObject, Qt, Signal, Slot

from studio import __version__
from studio.controllers.workspace import Workspace
from studio.models.shell import CrashReport

log = logging.getLogger(__name__)


class CrashView(Protocol):
    """What this controller needs of the dialog."""

    def show_report(self, report: CrashReport, count: int) -> None:
        """Show a report; `count` says how often it happened."""
        ...


class CrashController(QObject):
    """Catches what nobody expected, wherever it was raised."""

    _raised = Signal(object)

    def __init__(
        self,
        workspace: Workspace,
        view: CrashView,
        plugin_folders: tuple[Path, ...] = (),
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._view, self._plugin_folders = view, plugin_folders
        self._counts: dict[str, int] = {}
        self._is_telling = False
        self._before: tuple[Any, Any] | None = None
        workspace.bug_found.connect(self._tell)
        self._raised.connect(self._tell, Qt.ConnectionType.QueuedConnection)  # from whatever thread

    def watch_plugins(self, folders: tuple[Path, ...]) -> None:
        """Name a plugin that lies in one of these folders when a bug came through it."""
        self._plugin_folders = folders

    def install(self) -> None:
        """Catch what reaches the top of this and of other threads."""
        self._before = (sys.excepthook, threading.excepthook)
        sys.excepthook = self._on_exception
        threading.excepthook = lambda raised: self._on_exception(
            raised.exc_type, raised.exc_value or raised.exc_type(), raised.exc_traceback
        )

    def uninstall(self) -> None:
        """Leave it to those who caught it before."""
        if self._before is not None:
            sys.excepthook, threading.excepthook = self._before
            self._before = None

    def _on_exception(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, (KeyboardInterrupt, SystemExit)):
            sys.__excepthook__(kind, error, trace)
            return
        if error.__traceback__ is None:
            error.__traceback__ = trace
        self._raised.emit(error)

    @Slot(object)
    def _tell(self, error: BaseException) -> None:
        report = crash_report(error, self._plugin_folders)
        log.error("unexpected error\n%s", report.text)
        self._counts[report.text] = self._counts.get(report.text, 0) + 1
        if self._is_telling:  # showing the dialog raised it
            return
        self._is_telling = True
        try:
            self._view.show_report(report, self._counts[report.text])
        finally:
            self._is_telling = False


def crash_report(error: BaseException, plugin_folders: tuple[Path, ...] = ()) -> CrashReport:
    """Put a bug into words that can be passed on: no folder of the user's is named in it."""
    frames = traceback.extract_tb(error.__traceback__)
    plugin = next((name for frame in reversed(frames) if (name := plugin_of(Path(frame.filename), plugin_folders))), "")
    summary = "".join(traceback.format_exception_only(error)).strip().splitlines()[-1]
    head = [
        f"Avatar Studio {__version__}",
        f"Python {platform.python_version()}, Qt for Python {qt_version}",
        f"{platform.system()} {platform.release()} {platform.machine()}",
    ]
    if plugin:
        head.append(f"It came through the plugin “{plugin}”.")
    body = "".join(traceback.format_exception(error))
    return CrashReport(_without_home(summary), plugin, _without_home("\n".join([*head, "", body])).strip())


def plugin_of(file: Path, folders: tuple[Path, ...]) -> str:
    """The id of the plugin that a source file belongs to; empty if it is none's."""
    for folder in folders:
        if file.is_relative_to(folder) and file != folder:
            return file.relative_to(folder).parts[0]
    return ""


def _without_home(text: str) -> str:
    own = str(Path(__file__).resolve().parents[2])
    for place, name in ((own, "…"), (sys.prefix, "<python>"), (str(Path.home()), "~")):
        if len(place) > 1:
            text = text.replace(place, name)
    return text
