"""Where pictures may be dropped."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QImage
from PySide6.QtWidgets import QWidget

from studio.views.canvas.drag_out import PictureMimeData, dropped


class DropTarget(QWidget):
    """Tells what is dropped on it: files, pixels or addresses."""

    files_dropped = Signal(list)
    """Paths, as text."""
    image_dropped = Signal(QImage)
    urls_dropped = Signal(list)
    """Addresses that are no local files, as text; only where no pixels came with them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAcceptDrops(True)

    def show_aim(self, is_aimed_at: bool) -> None:
        """Something that is welcome hangs over it, or no longer does."""

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 (Qt's name)
        """Files, images and addresses are welcome; the program's own picture is not."""
        data = event.mimeData()
        if isinstance(data, PictureMimeData) or not (data.hasUrls() or data.hasImage()):
            return
        event.acceptProposedAction()
        self.show_aim(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: N802 (Qt's name)
        """Nothing came of it."""
        self.show_aim(False)

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 (Qt's name)
        """Tell what came."""
        self.show_aim(False)
        event.acceptProposedAction()
        self.take_dropped(event.mimeData())

    def take_dropped(self, data: QMimeData) -> None:
        """Tell what a drop or the clipboard holds: files first, then pixels, then addresses."""
        found = dropped(data)
        if found.files:
            self.files_dropped.emit(list(found.files))
        elif found.image is not None:
            self.image_dropped.emit(found.image)
        elif found.urls:
            self.urls_dropped.emit(list(found.urls))
