"""The panel of history: every step of the open document; a click goes there."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QObject, QTimer, SignalInstance, Slot

from studio.controllers.workspace import Workspace
from studio.models.job_rows import HistoryRow

REFRESH_MS = 40


class HistoryView(Protocol):
    """What is used of the panel."""

    step_requested: SignalInstance

    def show_steps(self, rows: tuple[HistoryRow, ...]) -> None:
        """Show all states, the oldest first."""
        ...

    def set_summary(self, text: str) -> None:
        """Say how much is not saved."""
        ...


class HistoryController(QObject):
    """See the module."""

    def __init__(self, workspace: Workspace, view: HistoryView, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace, self._view = workspace, view
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(REFRESH_MS)
        self._timer.timeout.connect(self.refresh)
        stack = workspace.undo_stack
        stack.indexChanged.connect(self._soon)
        stack.cleanChanged.connect(self._soon)
        workspace.document_replaced.connect(self._soon)
        view.step_requested.connect(self.go_to)
        self.refresh()

    @Slot(int)
    def go_to(self, index: int) -> None:
        """Undo or redo until the document stands after step `index`; 0 is before the first."""
        self._workspace.end_gesture()
        self._workspace.undo_stack.setIndex(index)

    @property
    def unsaved_count(self) -> int | None:
        """How many steps lie between the file and the document; None where the file's state is not among them."""
        stack = self._workspace.undo_stack
        clean = stack.cleanIndex()
        return abs(stack.index() - clean) if clean >= 0 else None

    @Slot()
    def refresh(self) -> None:
        """Show the history as it is now."""
        stack = self._workspace.undo_stack
        index, clean = stack.index(), stack.cleanIndex()
        has_file = self._workspace.document.path is not None
        first = self.tr("Opened") if has_file else self.tr("Begun")
        texts = [first, *(stack.text(number) for number in range(stack.count()))]
        self._view.show_steps(tuple(
            HistoryRow(text, number == index, number > index, has_file and number == clean)
            for number, text in enumerate(texts)
        ))  # fmt: skip
        self._view.set_summary(self._summary())

    def _summary(self) -> str:
        count = self.unsaved_count
        if count == 0:
            return self.tr("Everything is saved") if self._workspace.document.path else ""
        if count is None:
            return self.tr("Not saved")
        return self.tr("1 step not saved") if count == 1 else self.tr("{count} steps not saved").format(count=count)

    @Slot()
    def _soon(self) -> None:
        if not self._timer.isActive():
            self._timer.start()
