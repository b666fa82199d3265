"""Keeps the open document on disk while it is being edited, in a thread of its own that nothing else holds up."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtGui import QUndoStack

from studio.core.folders import recovery_folder
from studio.models.document import Document
from studio.services.job_queue import JobQueue
from studio.services.jobs import JobInfo
from studio.storage.blobs import BlobStore
from studio.storage.journal import Journal, JournalState, new_folder
from studio.storage.project_cover import project_cover

log = logging.getLogger(__name__)

PAUSE_MS = 300
"""From an edit to its writing, at least."""
LONGEST_PAUSE_MS = 1200
"""At most, however long writing takes; with it no more than two seconds of work are ever lost."""
REST_FACTOR = 3
"""Writing is followed by a rest of this many times its length, so that it never takes the machine for itself."""

Task = Callable[[], None]


@dataclass(frozen=True, slots=True, eq=False)
class _Watched:
    """The document that is followed."""

    document: Document
    stack: QUndoStack
    journal: Journal


class JournalThread:
    """Runs one task at a time; of tasks with the same key only the newest. In idle times it does small chores."""

    def __init__(self) -> None:
        self._wake = threading.Condition()
        self._tasks: dict[object, Task] = {}
        self._chore: Callable[[], bool] | None = None
        self._is_busy = False
        self._is_closing = False
        self._thread = threading.Thread(target=self._run, name="journal", daemon=True)  # `close` waits
        self._thread.start()

    def do(self, key: object, task: Task, chore: Callable[[], bool] | None = None) -> None:
        """Run a task soon, and after it a chore, step by step, until it gives False."""
        with self._wake:
            self._tasks.pop(key, None)
            self._tasks[key] = task
            self._chore = chore
            self._wake.notify_all()

    def flush(self, wait_s: float = 10.0) -> bool:
        """Wait until every task is done; True if they are."""
        with self._wake:
            return self._wake.wait_for(lambda: not self._tasks and not self._is_busy, wait_s)

    def close(self, wait_s: float = 10.0) -> bool:
        """Do what is waiting, then end; True if the thread has ended."""
        with self._wake:
            self._is_closing = True
            self._wake.notify_all()
        self._thread.join(wait_s)
        return not self._thread.is_alive()

    def _run(self) -> None:
        while True:
            with self._wake:
                self._is_busy = False
                self._wake.notify_all()
                self._wake.wait_for(lambda: self._tasks or self._chore or self._is_closing)
                if self._is_closing and not self._tasks:
                    return
                task, chore = None, self._chore
                if self._tasks:
                    task = self._tasks.pop(next(iter(self._tasks)))
                self._is_busy = task is not None
            if task is not None:
                _safely(task)
            elif chore is not None and not _safely(chore):
                with self._wake:
                    self._chore = None if self._chore is chore else self._chore


def _safely(work: Callable[[], Any]) -> Any:
    """What it gives; a mistake in one piece of work must not end the thread that all later work needs."""
    try:
        return work()
    except Exception:
        log.exception("a task of the journal failed")
        return None


class RecoveryService(QObject):
    """Follows the open document: what is not in its file is in its journal, seconds later.

    The journal goes when the document is saved or closed, and stays when the program is killed.
    """

    written = Signal()
    """The newest state is on disk."""
    failed = Signal(object)
    """An `OSError` or `StudioError`: unsaved work cannot be kept. Told once until it works again."""
    _ended = Signal(float, object)
    """From the thread: seconds that writing took, exception or None."""

    def __init__(self, jobs: JobQueue, root: Path | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._root = root or recovery_folder()
        self._thread = JournalThread()
        self._watched: _Watched | None = None
        self._owners: dict[str, Journal] = {}
        self._is_kept = self._has_failed = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self.write)
        self._ended.connect(self._on_ended)
        jobs.job_added.connect(self._on_job_added)
        jobs.job_ended.connect(self._on_job_ended)
        jobs.order_changed.connect(self._soon)

    @property
    def root(self) -> Path:
        """Where journals lie."""
        return self._root

    @property
    def folder(self) -> Path | None:
        """The followed document's journal; it may not be written yet."""
        return self._watched.journal.folder if self._watched else None

    def follow(self, document: Document, stack: QUndoStack, folder: Path | None = None) -> None:
        """Follow another document from now on; the journal of the one before is removed.

        Args:
            document: The open document.
            stack: Its history, which knows whether anything is unsaved.
            folder: The journal that it was recovered from and goes on in; None for a new one.
        """
        self.leave()
        held = document.blobs if document.path is not None and folder is None else ()
        journal = Journal(folder or new_folder(self._root), held)
        self._watched = _Watched(document, stack, journal)
        self._is_kept = folder is not None
        document.project_changed.connect(self._soon)
        document.path_changed.connect(self._soon)
        stack.cleanChanged.connect(self._soon)
        self._soon()

    def leave(self) -> None:
        """Stop following: the document is closed and what was unsaved in it is not wanted."""
        journal = self._let_go()
        if journal is not None:
            self._thread.do(journal, journal.clear)
        self._is_kept = False

    def write_now(self, wait_s: float = 5.0) -> bool:
        """Write at once and wait for it; for a system that shuts down. True if everything is on disk."""
        self.write()
        return self._thread.flush(wait_s)

    def close(self) -> bool:
        """Write what is unsaved and end the thread; the journal stays unless the document was left.

        Returns:
            True if the thread has ended.
        """
        if self._timer.isActive():
            self.write()
        self._let_go()
        return self._thread.close()

    # --- inside

    def _let_go(self) -> Journal | None:
        """Listen no more to the document; its history would call on its way out, when this is half gone."""
        watched, self._watched = self._watched, None
        self._timer.stop()
        if watched is None:
            return None
        watched.document.project_changed.disconnect(self._soon)
        watched.document.path_changed.disconnect(self._soon)
        watched.stack.cleanChanged.disconnect(self._soon)
        return watched.journal

    @Slot()
    def _soon(self) -> None:
        """Not put off by further edits: a drag that goes on and on is written in between."""
        if self._watched is not None and not self._timer.isActive():
            self._timer.start()

    @Slot(str)
    def _on_job_added(self, job_id: str) -> None:
        info = self._jobs.job(job_id)
        if info is not None and info.spec.restore is not None and self._watched is not None:
            self._owners[job_id] = self._watched.journal

    @Slot(object)
    def _on_job_ended(self, outcome: Any) -> None:
        if self._owners.pop(outcome.job.id, None) is not None:
            self._soon()

    @Slot()
    def write(self) -> None:
        """Hand the present state to the thread without waiting for more edits."""
        watched = self._watched
        if watched is None:
            return
        document, journal = watched.document, watched.journal
        waiting = tuple(_restorable(info) for info in self._jobs.jobs(with_quiet=True) if self._is_ours(info, journal))
        if watched.stack.isClean() and not waiting:
            if self._is_kept:
                self._thread.do(journal, journal.clear)
            self._is_kept = False
            return
        self._is_kept = True
        project, blobs, path = document.project, cast(BlobStore, document.blobs), document.path
        state = JournalState(project, path.stem if path else project.name, path, waiting)
        self._thread.do(journal, lambda: self._write_there(journal, state, blobs), _copying(journal, state, blobs))

    def _is_ours(self, info: JobInfo, journal: Journal) -> bool:
        return not info.state.is_over and self._owners.get(info.id) is journal

    def _write_there(self, journal: Journal, state: JournalState, blobs: BlobStore) -> None:
        start, problem = time.monotonic(), None
        try:
            journal.write(state, blobs, lambda: project_cover(state.project, blobs))
        except Exception as error:  # told in the window's thread; this thread goes on
            problem = error
        self._ended.emit(time.monotonic() - start, problem)

    @Slot(float, object)
    def _on_ended(self, seconds: float, problem: Exception | None) -> None:
        self._timer.setInterval(min(LONGEST_PAUSE_MS, max(PAUSE_MS, int(seconds * 1000 * REST_FACTOR))))
        if problem is None:
            self._has_failed = False
            self.written.emit()
            return
        log.warning("unsaved work cannot be kept: %s", problem)
        if not self._has_failed:
            self._has_failed = True
            self.failed.emit(problem)


def _restorable(info: JobInfo) -> dict[str, Any]:
    return {"kind": info.spec.kind, "title": info.spec.title, "restore": info.spec.restore}


def _copying(journal: Journal, state: JournalState, blobs: BlobStore) -> Callable[[], bool]:
    """Copies what only the user's own file holds, a picture at a time; gives up quietly where there is no room."""

    def step() -> bool:
        try:
            return journal.copy_next(state.project, blobs)
        except OSError:
            return False

    return step
