"""The panel of jobs."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QItemSelectionModel, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QImage, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QListView, QMenu, QStackedLayout, QVBoxLayout, QWidget

from studio.models.job_rows import JobRow
from studio.views.jobs.model import ROW, JobModel
from studio.views.jobs.painter import JobPainter
from studio.views.kit import theme
from studio.views.kit.icons import icon
from studio.views.kit.tokens import SPACE_4, SPACE_8, SPACE_12
from studio.views.kit.widgets import EmptyState, IconButton, label


class JobsPanel(QWidget):
    """Shows jobs, the running ones first, then those that wait, then those that are over."""

    cancel_requested = Signal(str)
    cancel_all_requested = Signal()
    pause_requested = Signal(bool)
    clear_requested = Signal()
    move_requested = Signal(str, str)
    """(job, the one that it goes before; empty for the end)"""
    retry_requested = Signal(str)
    copy_requested = Signal(str)
    action_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("jobsPanel")
        self._model = JobModel(self)
        self._model.moved.connect(self.move_requested)
        self.list = _JobList(self)
        self.list.setModel(self._model)
        tips = {"cancel": self.tr("Cancel (Del)"), "retry": self.tr("Try again (R)"),
                "copy": self.tr("Copy details (Ctrl+C)")}  # fmt: skip
        self._painter = JobPainter(self.list, tips)
        self._painter.pressed.connect(self._on_button)
        self.list.setItemDelegate(self._painter)
        self.list.keyed.connect(self._on_key)
        self.list.menu_requested.connect(self._show_menu)
        self._summary = label("", "dim")
        self.pause_button = IconButton("pause", self.tr("Pause all jobs"))
        self.pause_button.setCheckable(True)
        self.pause_button.clicked.connect(self.pause_requested)
        self.cancel_button = IconButton("cancel", self.tr("Cancel all jobs"))
        self.cancel_button.clicked.connect(self.cancel_all_requested)
        self.clear_button = IconButton("trash", self.tr("Clear finished jobs from the list"))
        self.clear_button.clicked.connect(self.clear_requested)
        self._empty = EmptyState(
            "jobs", self.tr("Nothing to do"), self.tr("Drawing, exporting and downloads show up here.")
        )  # fmt: skip
        self._lay_out()
        self.show_rows(())
        theme.notifier().changed.connect(self._model.layoutChanged)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(SPACE_12, SPACE_4, SPACE_8, SPACE_4)
        top.setSpacing(SPACE_4)
        top.addWidget(self._summary)
        top.addStretch(1)
        for button in (self.pause_button, self.cancel_button, self.clear_button):
            top.addWidget(button)
        self._pages = QStackedLayout()
        self._pages.addWidget(self._empty)
        self._pages.addWidget(self.list)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addLayout(self._pages, 1)

    def show_rows(self, rows: tuple[JobRow, ...]) -> None:
        """Show these jobs; the selection stays with its job."""
        self._model.put(rows)
        self._pages.setCurrentIndex(1 if rows else 0)
        has_open = any(row.can_cancel for row in rows)
        self.cancel_button.setEnabled(has_open)
        self.clear_button.setEnabled(any(not row.can_cancel for row in rows))
        self.pause_button.setEnabled(has_open or self.pause_button.isChecked())

    def set_image(self, job_id: str, image: QImage) -> None:
        """Show a small picture beside a job."""
        self._model.set_image(job_id, image)

    def set_paused(self, is_paused: bool) -> None:
        """Show whether everything rests."""
        tip = self.tr("Go on with all jobs") if is_paused else self.tr("Pause all jobs")
        self.pause_button.setChecked(is_paused)
        self.pause_button.setIcon(icon("play" if is_paused else "pause"))
        self.pause_button.setToolTip(tip)
        self.pause_button.setAccessibleName(tip)

    def set_summary(self, text: str) -> None:
        """Say how many there are."""
        self._summary.setText(text)

    def select(self, job_id: str) -> None:
        """Select a job and bring it into view."""
        row = self._model.row_of(job_id)
        if row >= 0:
            self.list.setCurrentIndex(self._model.index(row))
            self.list.scrollTo(self._model.index(row))

    # --- inside

    def _on_button(self, name: str, job_id: str) -> None:
        {
            "cancel": self.cancel_requested, "retry": self.retry_requested, "copy": self.copy_requested,
            "action": self.action_requested,
        }[name].emit(job_id)  # fmt: skip

    def _on_key(self, name: str) -> None:
        index = self.list.currentIndex()
        if not index.isValid():
            return
        row: JobRow = index.data(ROW)
        is_allowed = {
            "cancel": row.can_cancel, "retry": row.can_retry, "copy": row.has_details, "action": bool(row.action),
        }  # fmt: skip
        if name in ("up", "down"):
            self._shift(row, -1 if name == "up" else 1)
        elif is_allowed[name]:
            self._on_button(name, row.id)

    def _shift(self, row: JobRow, step: int) -> None:
        """One place up or down among the waiting ones."""
        waiting = [one.id for one in self._model.rows if one.can_move]
        if row.id not in waiting:
            return
        place = waiting.index(row.id) + step
        if 0 <= place < len(waiting):
            following = place + (1 if step > 0 else 0)
            self.move_requested.emit(row.id, waiting[following] if following < len(waiting) else "")

    def _show_menu(self, at: QPoint) -> None:
        index = self.list.currentIndex()
        if not index.isValid():
            return
        row: JobRow = index.data(ROW)
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        entries = (
            ("action", row.action, "", bool(row.action)), ("cancel", self.tr("Cancel"), "close", row.can_cancel),
            ("retry", self.tr("Try again"), "refresh", row.can_retry),
            ("copy", self.tr("Copy details"), "copy", row.has_details),
        )  # fmt: skip
        for name, text, icon_name, is_there in entries:
            if is_there:
                menu.addAction(icon(icon_name), text, lambda name=name: self._on_button(name, row.id))
        if row.can_move:
            menu.addSeparator()
            menu.addAction(icon("arrow-up"), self.tr("Earlier\tCtrl+Up"), lambda: self._shift(row, -1))
            menu.addAction(icon("arrow-down"), self.tr("Later\tCtrl+Down"), lambda: self._shift(row, 1))
        if menu.isEmpty():
            menu.deleteLater()
            return
        menu.popup(at)


_KEYS = {
    (Qt.Key.Key_Delete, False): "cancel", (Qt.Key.Key_Backspace, False): "cancel", (Qt.Key.Key_Escape, False): "cancel",
    (Qt.Key.Key_R, False): "retry", (Qt.Key.Key_C, True): "copy",
    (Qt.Key.Key_Return, False): "action", (Qt.Key.Key_Enter, False): "action",
    (Qt.Key.Key_Up, True): "up", (Qt.Key.Key_Down, True): "down",
}  # fmt: skip
"""(key, with Ctrl) -> what it asks for."""


def _name_of(event: QKeyEvent) -> str:
    has_ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
    return _KEYS.get((Qt.Key(event.key()), has_ctrl), "")


class _JobList(QListView):
    """Keys, menus and dragging."""

    keyed = Signal(str)
    menu_requested = Signal(QPoint)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("plain", True)
        self.setAccessibleName(self.tr("Jobs"))
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setDropIndicatorShown(True)
        self.setMouseTracking(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Answer its own keys."""
        name = _name_of(event)
        if name:
            self.keyed.emit(name)
            event.accept()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Keep its own keys where the page's actions have them too; Esc is the window's: it cancels what runs."""
        is_question = event.type() is QEvent.Type.ShortcutOverride
        if is_question and isinstance(event, QKeyEvent) and _name_of(event) and event.key() != Qt.Key.Key_Escape:
            event.accept()
            return True
        return super().event(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802
        """Of the row under the pointer, or of the current one."""
        is_key = event.reason() is QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if is_key else self.indexAt(event.pos())
        if index.isValid():
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            at = self.visualRect(index).center() if is_key else event.pos()
            self.menu_requested.emit(self.viewport().mapToGlobal(at))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """The buttons under the pointer light up."""
        super().mouseMoveEvent(event)
        self.viewport().update()
