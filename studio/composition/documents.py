"""Projects: opening, saving, recovery, the welcome page, and leaving."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QTimer

from studio.composition.base import Studio
from studio.controllers.capture_jobs import JOB_KIND as CAPTURE_KIND
from studio.controllers.cast_page import CastPage
from studio.controllers.files import FilesController
from studio.controllers.files_status import DocumentStatusController
from studio.controllers.performance_import import PerformanceController
from studio.controllers.recovery import RecoveryController
from studio.controllers.welcome import WelcomeController
from studio.models.performance_review import kind_of_file
from studio.services.recovery import RecoveryService
from studio.views.welcome.file_dialogs import FileDialogs
from studio.views.welcome.page import WelcomePage

SUFFIX = ".avatar"


def compose(studio: Studio) -> None:
    """Mount them."""
    window, parts = studio.window, studio.parts
    keeper, questions, page = RecoveryService(studio.queue, parent=window), FileDialogs(window), WelcomePage()
    files = FilesController(studio.workspace, studio.queue, studio.settings, keeper, questions, window)
    files.title_changed.connect(window.set_document)
    files.presence_changed.connect(lambda _is_present: QTimer.singleShot(0, window, welcome))
    files.bind(studio.actions)

    def welcome() -> None:
        """A turn later: what brought the project has enough to do in its own."""
        window.show_welcome(not files.is_present)

    parts["files"] = files
    parts["welcome"] = WelcomeController(files, studio.settings, studio.queue, questions, page, window)
    recovery = RecoveryController(
        studio.workspace, files, keeper, studio.queue, studio.settings, page, window
    )  # fmt: skip
    parts["recovery"] = recovery
    status = DocumentStatusController(studio.workspace, files, keeper, window)
    status.status_changed.connect(window.status.set_saved)
    parts["document-status"] = status
    _keep_before_logout(studio, keeper)
    studio.closers += [status.close, keeper.close]
    page.scratch_requested.connect(lambda: studio.actions.trigger("file.new-from-scratch"))
    window.set_welcome(page)
    window.show_welcome(True)
    cast = parts["cast"]
    assert isinstance(cast, CastPage)
    files.set_capture(cast.capture.add_pictures)
    recovery.register(CAPTURE_KIND, cast.capture.restore)
    window.paths_dropped.connect(lambda paths: open_paths(studio, paths))
    window.close_guard = _Leaving(studio, files).may_close
    recovery.refresh()


def _keep_before_logout(studio: Studio, keeper: RecoveryService) -> None:
    """A system that shuts down may not wait for the question whether to save: what is unsaved is on disk before."""

    def keep(_session: object) -> None:
        keeper.write_now()

    studio.app.commitDataRequest.connect(keep)
    studio.closers.append(lambda: studio.app.commitDataRequest.disconnect(keep))


def open_paths(studio: Studio, paths: Sequence[Path]) -> None:
    """Take files from outside: a project is opened; recordings are reviewed, pictures join the open project."""
    performances = studio.parts.get("performances")
    recordings = [path for path in paths if kind_of_file(path.name) is not None]
    if recordings and isinstance(performances, PerformanceController):
        performances.reader.read(recordings)
        paths = [path for path in paths if path not in recordings]
        if not paths:
            return
    files, cast = studio.parts["files"], studio.parts["cast"]
    assert isinstance(files, FilesController)
    assert isinstance(cast, CastPage)
    if files.is_present and not any(path.suffix == SUFFIX for path in paths):
        cast.capture.add_pictures(paths)
    else:
        files.open_dropped(paths)


class _Leaving:
    """Lets the window close once nothing unsaved is in the way; the question may take its time."""

    def __init__(self, studio: Studio, files: FilesController) -> None:
        self._studio, self._files = studio, files
        self._is_free = self._is_asked = False

    def may_close(self) -> bool:
        """Ask, and say whether it may close now; if the answer comes later, the window is closed then."""
        if not self._is_free:
            self._is_asked = True
            self._files.quit(self._go)
            self._is_asked = False
        return self._is_free

    def _go(self) -> None:
        self._is_free = True
        if not self._is_asked:
            self._studio.window.close()
