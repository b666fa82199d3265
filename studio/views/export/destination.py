# ruff: noqa: D102 (what Qt calls is documented by Qt)
"""Where it goes, and the button that sends it there."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QSize, Qt, QUrl, Signal
from PySide6.QtGui import QDrag, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QStackedLayout,
    QWidget,
)

from studio.models.export_edits import ExportContext, ExportProblem, short_folder
from studio.models.project import ExportSettings
from studio.views.export.parts import Rows, SettingsPart, TextField
from studio.views.kit import theme
from studio.views.kit.icons import icon
from studio.views.kit.tokens import SPACE_4, SPACE_8
from studio.views.kit.widgets import IconButton, label, primary

_ICON_ROOM_PX = 52


class FolderButton(QPushButton):
    """The export folder: click to choose another, drag it into a file manager or a game engine."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folder, self._is_there = "", False
        self._press: QPoint | None = None
        self.setIcon(icon("folder-open"))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Export folder"))

    def show_folder(self, folder: str, is_there: bool) -> None:
        """Which folder it is."""
        self._folder, self._is_there = folder, is_there
        self._elide()
        more = self.tr("Drag it out to another program.") if is_there else self.tr("It is made by the export.")
        self.setToolTip(f"{folder}\n{more}")

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._elide()

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return QSize(theme.px(80), super().minimumSizeHint().height())

    def _elide(self) -> None:
        """The end of a path says most."""
        room = self.width() - theme.px(_ICON_ROOM_PX)
        text = short_folder(self._folder, 2)
        self.setText(self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideLeft, room))

    def drag_data(self) -> QMimeData | None:
        """What a drag carries; None while the folder is not there."""
        if not self._is_there:
            return None
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(self._folder)])
        return data

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        self._press = event.position().toPoint()
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        data = self.drag_data() if self._press is not None and event.buttons() & Qt.MouseButton.LeftButton else None
        distance = (event.position().toPoint() - self._press).manhattanLength() if self._press is not None else 0
        if data is None or distance < QApplication.startDragDistance():
            super().mouseMoveEvent(event)
            return
        self._press = None
        self.setDown(False)
        drag = QDrag(self)
        drag.setMimeData(data)
        drag.exec(Qt.DropAction.CopyAction)


class Destination(SettingsPart):
    """Folder, file names, the export button and its progress."""

    places = ("folder", "")
    export_requested = Signal()
    cancel_requested = Signal()
    repeat_requested = Signal()
    open_folder_requested = Signal()
    folder_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.folder = FolderButton()
        self.open_folder = IconButton("external", self.tr("Open the export folder"))
        self.name = TextField()
        self.export_button = primary(QPushButton(self.tr("Export")))
        self.export_button.setIcon(icon("export", "on-accent"))
        self.repeat = IconButton("export-repeat", self.tr("Repeat the last export (Ctrl+Shift+E)"))
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress_text = label("", "label")
        self.cancel = QPushButton(self.tr("Cancel"))
        self._lay_out()
        self.folder.clicked.connect(self._choose_folder)
        self.open_folder.clicked.connect(self.open_folder_requested)
        self.name.committed.connect(lambda name: self.ask(self.tr("File names of the export"), base_name=name))
        self.export_button.clicked.connect(self.export_requested)
        self.repeat.clicked.connect(self.repeat_requested)
        self.cancel.clicked.connect(self.cancel_requested)

    def _lay_out(self) -> None:
        place, row = QWidget(), QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_4)
        row.addWidget(self.folder, 1)
        row.addWidget(self.open_folder)
        place.setLayout(row)
        rows = Rows()
        rows.add(self.tr("Folder"), place)
        rows.add(self.tr("File names"), self.name, self.tr("What all files start with; the character’s name if empty."))
        self.column.addLayout(rows)
        self.column.addWidget(self.problem)
        self._stack = QStackedLayout()
        for build in (self._ready_row, self._running_row):
            self._stack.addWidget(build())
        self.column.addLayout(self._stack)

    def _ready_row(self) -> QWidget:
        made, row = QWidget(), QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_8)
        row.addWidget(self.export_button, 1)
        row.addWidget(self.repeat)
        made.setLayout(row)
        return made

    def _running_row(self) -> QWidget:
        made, row = QWidget(), QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_8)
        row.addWidget(self.progress, 1)
        row.addWidget(self.cancel)
        made.setLayout(row)
        return made

    def show_settings(self, settings: ExportSettings, context: ExportContext) -> None:
        """Show them."""
        super().show_settings(settings, context)
        self.folder.show_folder(context.folder, context.is_folder_there)
        self.open_folder.setEnabled(context.is_folder_there)
        self.name.set_value(settings.base_name)
        self.name.setPlaceholderText(context.default_name)
        self.export_button.setEnabled(bool(context.characters))

    def show_exporting(self, text: str, fraction: float | None) -> None:
        """Progress in the place of the button; an empty text brings the button back."""
        is_running = bool(text)
        had_focus = self.export_button.hasFocus() or self.cancel.hasFocus()
        self._stack.setCurrentIndex(1 if is_running else 0)
        if had_focus:
            (self.cancel if is_running else self.export_button).setFocus()
        self.progress.setRange(0, 0 if fraction is None else 1000)
        self.progress.setValue(0 if fraction is None else round(fraction * 1000))
        self.progress.setToolTip(text)
        self.progress.setAccessibleName(text or self.tr("Export"))

    def show_other_problems(self, problems: Sequence[ExportProblem]) -> None:
        """Also those whose own place is out of sight."""
        self.problem.show_problems(problems)

    def _choose_folder(self) -> None:
        start = self.context.folder if Path(self.context.folder).is_dir() else str(Path(self.context.folder).parent)
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Export into"), start)
        if chosen:
            self.folder_chosen.emit(chosen)
