"""The one thread that owns engines and models: it draws previews and runs jobs, step by step in turn."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Qt, QThread, Signal, Slot

from studio.core.errors import JobCancelled
from studio.core.jobs import Partial, Progress

Task = Callable[[], Generator[Progress | Partial, None, Any]]


@dataclass(frozen=True, slots=True, eq=False)
class _Running:
    ticket: int
    steps: Generator[Progress | Partial, None, Any]


class _Worker(QObject):
    """Lives in the thread; everything it shares with the other side lies behind one lock."""

    reported = Signal(int, object)
    ended = Signal(int, object, object)
    """(ticket, result, error)"""
    answered = Signal(object, int, object, object)
    """(channel, revision, result, error)"""
    _poked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._lock = threading.Lock()
        self._previews: OrderedDict[str, tuple[int, Callable[[], Any]]] = OrderedDict()
        self._next: list[tuple[int, Task]] = []
        self._running: list[_Running] = []
        self._abandoned: set[int] = set()
        self._is_paused = False
        self._is_stopping = False
        self._is_poked = False
        self._poked.connect(self._turn, Qt.ConnectionType.QueuedConnection)

    def ask(self, channel: str, revision: int, draw: Callable[[], Any]) -> None:
        """Put a preview in the place of the pending one of its channel."""
        with self._lock:
            self._previews[channel] = (revision, draw)
            self._poke()

    def start(self, ticket: int, task: Task) -> None:
        """Begin a task; one that is running rests until this one is over."""
        with self._lock:
            self._next.append((ticket, task))
            self._poke()

    def abandon(self, ticket: int) -> None:
        """Close a task at the end of its step, paused or not."""
        with self._lock:
            self._abandoned.add(ticket)
            self._poke()

    def set_paused(self, is_paused: bool) -> None:
        """Stop stepping, or go on; previews are drawn all the same."""
        with self._lock:
            self._is_paused = is_paused
            self._poke()

    def _poke(self) -> None:
        """Have `_turn` called; one call waits at most, however much is asked meanwhile. With the lock held."""
        if not self._is_poked:
            self._is_poked = True
            self._poked.emit()

    def stop(self) -> None:
        """Begin nothing any more."""
        with self._lock:
            self._is_stopping = True
            self._previews.clear()
            self._next.clear()

    def close_rest(self) -> None:
        """Close what was running; the thread has ended."""
        for running in reversed(self._running):
            running.steps.close()
        self._running.clear()

    @Slot()
    def _turn(self) -> None:
        """One preview, then one step; then let the thread's other events in."""
        with self._lock:
            self._is_poked = False
            if self._is_stopping:
                return
            preview = self._previews.popitem(last=False) if self._previews else None
            begun, self._next = self._next, []
            dropped, self._abandoned = self._abandoned, set()
            is_paused = self._is_paused
        for ticket, task in begun:
            self._begin(ticket, task)
        if preview is not None:
            self._answer(preview[0], *preview[1])
        for running in [one for one in self._running if one.ticket in dropped]:
            self._end(running, None, JobCancelled())
        if self._running and not is_paused:
            self._step(self._running[-1])
        with self._lock:
            if self._previews or self._next or self._abandoned or (self._running and not self._is_paused):
                self._poke()

    def _begin(self, ticket: int, task: Task) -> None:
        try:
            self._running.append(_Running(ticket, task()))
        except Exception as raised:
            self.ended.emit(ticket, None, raised)

    def _answer(self, channel: str, revision: int, draw: Callable[[], Any]) -> None:
        try:
            result, error = draw(), None
        except Exception as raised:
            result, error = None, raised
        self.answered.emit(channel, revision, result, error)

    def _step(self, running: _Running) -> None:
        try:
            report = next(running.steps)
        except StopIteration as end:
            self._end(running, end.value, None)
        except Exception as raised:
            self._end(running, None, raised)
        else:
            self.reported.emit(running.ticket, report)

    def _end(self, running: _Running, result: Any, error: Exception | None) -> None:
        self._running.remove(running)
        try:
            running.steps.close()
        except Exception as raised:  # while it tidied up
            error = error or raised
        self.ended.emit(running.ticket, result, error)


class InferenceService(QObject):
    """Runs tasks one at a time and previews between their steps, in a thread of its own.

    A task is a generator: while it is between two steps, previews are drawn, and it can be paused. Previews are
    latest-wins by channel: one is drawn, one waits, older ones are forgotten.
    """

    reported = Signal(int, object)
    """(ticket, `Progress` or `Partial`)"""
    ended = Signal(int, object, object)
    """(ticket, result, exception or None); exactly once for each task"""
    answered = Signal(object, int, object, object)
    """(channel, revision, result, exception or None)"""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thread = QThread()
        self._thread.setObjectName("inference")
        self._worker = _Worker()
        self._worker.moveToThread(self._thread)
        self._worker.reported.connect(self.reported)
        self._worker.ended.connect(self.ended)
        self._worker.answered.connect(self.answered)
        self._revisions: dict[str, int] = {}
        self._tickets = 0
        self._thread.start()

    def ask(self, channel: str, draw: Callable[[], Any]) -> int:
        """Draw a preview as soon as the running step is over.

        Args:
            channel: What it is for; a new request replaces the waiting one of the same channel.
            draw: Called in the thread; its result is handed out by `answered`.

        Returns:
            The revision, one more than the last of this channel.
        """
        revision = self._revisions.get(channel, 0) + 1
        self._revisions[channel] = revision
        self._worker.ask(channel, revision, draw)
        return revision

    def run(self, task: Task) -> int:
        """Begin a task; one that is running rests until this one is over. Queueing is `JobQueue`'s.

        Returns:
            Its ticket.
        """
        self._tickets += 1
        self._worker.start(self._tickets, task)
        return self._tickets

    def abandon(self, ticket: int) -> None:
        """Close a task at the end of its step; `ended` follows with `JobCancelled`."""
        self._worker.abandon(ticket)

    def set_paused(self, is_paused: bool) -> None:
        """Let the running task rest between two steps, or go on."""
        self._worker.set_paused(is_paused)

    def close(self, wait_ms: int = 10_000) -> bool:
        """Stop: nothing new begins, the running task is closed at its next step.

        Returns:
            True if the thread has ended.
        """
        self._worker.stop()
        self._thread.quit()
        has_ended = self._thread.wait(wait_ms)
        if has_ended:
            self._worker.close_rest()
        return has_ended
