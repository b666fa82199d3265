"""The picture in the middle of the swap mode: before and after, faces to choose from, a place to drop files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDropEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QWidget

from studio.models.swap_rows import SwapFace
from studio.views.kit import theme
from studio.views.kit.checker import paint_checker
from studio.views.kit.tokens import RADIUS


class SwapPreview(QWidget):
    """Shows one picture, as large as fits."""

    face_chosen = Signal(int)
    files_dropped = Signal(list)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAcceptDrops(True)
        self.setAccessibleName(self.tr("Picture"))
        self._image: QImage | None = None
        self._faces: tuple[SwapFace, ...] = ()
        self._pointed = -1
        theme.notifier().changed.connect(self.update)
        self.setMinimumSize(theme.px(320), theme.px(320))

    def show_image(self, image: QImage | None) -> None:
        """Show another picture."""
        self._image = image
        self.update()

    def show_faces(self, faces: Sequence[SwapFace]) -> None:
        """Let one of these be chosen; with the mouse, or with arrows and Enter. None of them: nothing to choose."""
        self._faces, self._pointed = tuple(faces), 0 if faces else -1
        self.setMouseTracking(bool(faces))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if faces else Qt.FocusPolicy.NoFocus)
        if faces:
            self.setFocus()
        self.update()

    def place(self) -> QRectF:
        """Where the picture lies."""
        if self._image is None or self._image.isNull():
            return QRectF()
        scale = min(self.width() / self._image.width(), self.height() / self._image.height())
        width, height = self._image.width() * scale, self._image.height() * scale
        return QRectF((self.width() - width) / 2, (self.height() - height) / 2, width, height)

    def face_area(self, face: SwapFace) -> QRectF:
        """Where a face lies in the widget."""
        place, image = self.place(), self._image
        if image is None:
            return QRectF()
        scale = place.width() / image.width()
        return QRectF(place.x() + face.x * scale, place.y() + face.y * scale, face.width * scale, face.height * scale)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        """Paint the picture, and the faces on it."""
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        tones, place = theme.current(), self.place()
        if self._image is not None and not place.isNull():
            if self._image.hasAlphaChannel():
                paint_checker(painter, place, theme.px(8))
            painter.drawImage(place, self._image)
        for index, face in enumerate(self._faces):
            is_pointed = index == self._pointed
            painter.setPen(QPen(QColor(tones.surface1), 4))
            painter.drawRoundedRect(self.face_area(face), RADIUS, RADIUS)
            painter.setPen(QPen(QColor(tones.accent if is_pointed else tones.text), 2))
            painter.drawRoundedRect(self.face_area(face), RADIUS, RADIUS)
        painter.end()

    def _at(self, point: QPointF) -> int:
        hits = [index for index, face in enumerate(self._faces) if self.face_area(face).contains(point)]
        return hits[-1] if hits else -1

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Point at a face."""
        at = self._at(event.position())
        if at >= 0 and at != self._pointed:
            self._pointed = at
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Choose a face."""
        at = self._at(event.position())
        if at >= 0:
            self.face_chosen.emit(at)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Choose a face with arrows and Enter."""
        steps = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}
        key = Qt.Key(event.key())
        if self._faces and key in steps:
            self._pointed = (self._pointed + steps[key]) % len(self._faces)
            self.update()
        elif self._faces and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.face_chosen.emit(self._pointed)
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        """Take files."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """Hand on what was dropped."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.files_dropped.emit(paths)
