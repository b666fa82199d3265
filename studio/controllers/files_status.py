"""What the status bar says about the open document: saved when, or how much is not."""

from __future__ import annotations

import time

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from studio.controllers.files import FilesController
from studio.controllers.workspace import Workspace
from studio.services.recovery import RecoveryService

TICK_MS = 1000
JUST_NOW_S = 3
MINUTE_S, HOUR_S = 60, 3600


class DocumentStatusController(QObject):
    """Turns facts into one line of text, anew each second while it changes."""

    status_changed = Signal(str)

    def __init__(
        self, workspace: Workspace, files: FilesController, recovery: RecoveryService, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace, self._files = workspace, files
        self._saved_s: float | None = None
        self._kept_s: float | None = None
        self._activity = self._text = ""
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self.refresh)
        files.saved.connect(self._on_saved)
        files.activity_changed.connect(self._on_activity)
        files.title_changed.connect(self.refresh)
        workspace.document_replaced.connect(self._on_replaced)
        recovery.written.connect(self._on_kept)

    @property
    def text(self) -> str:
        """The line as it is now."""
        return self._text

    def close(self) -> None:
        """Tell nothing any more."""
        self._timer.stop()

    @Slot()
    def refresh(self) -> None:
        """Say it anew if it has changed."""
        text = self._now()
        if bool(text) != self._timer.isActive():
            self._timer.start() if text else self._timer.stop()
        if text != self._text:
            self._text = text
            self.status_changed.emit(text)

    def _now(self) -> str:
        if self._activity or not self._files.is_present:
            return self._activity
        stack = self._workspace.undo_stack
        if stack.isClean():
            if self._saved_s is None:
                return self.tr("No changes")
            return self.tr("Saved {when}").format(when=self._ago(self._saved_s))
        count = abs(stack.index() - stack.cleanIndex()) if stack.cleanIndex() >= 0 else 0
        unsaved = self.tr("Not saved") if not count else self.tr("%n change(s) not saved", "", count)
        if count:
            unsaved = unsaved.replace("(s)", "" if count == 1 else "s")  # until a translation brings its own plurals
        if self._kept_s is None:
            return unsaved
        return self.tr("{unsaved} · kept safe {when}").format(unsaved=unsaved, when=self._ago(self._kept_s))

    def _ago(self, at_s: float) -> str:
        seconds = max(0, int(time.monotonic() - at_s))
        if seconds < JUST_NOW_S:
            return self.tr("just now")
        if seconds < MINUTE_S:
            return self.tr("{count} s ago").format(count=seconds)
        if seconds < HOUR_S:
            return self.tr("{count} min ago").format(count=seconds // MINUTE_S)
        return self.tr("{count} h ago").format(count=seconds // HOUR_S)

    @Slot()
    def _on_saved(self) -> None:
        self._saved_s = time.monotonic()
        self.refresh()

    @Slot()
    def _on_kept(self) -> None:
        self._kept_s = time.monotonic()
        self.refresh()

    @Slot(str)
    def _on_activity(self, text: str) -> None:
        self._activity = text
        self.refresh()

    @Slot()
    def _on_replaced(self) -> None:
        self._saved_s = self._kept_s = None
        self.refresh()
