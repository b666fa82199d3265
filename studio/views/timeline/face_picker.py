# ruff: noqa: D102 (what Qt calls is documented by Qt)
"""A frame of a film with a frame around each face: a click, or Left and Right, says whose face is meant."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from studio.models.performance_review import FilmSight
from studio.views.kit import theme
from studio.views.kit.focus_ring import FocusRing
from studio.views.kit.tokens import LABEL_PX, RADIUS_SMALL

_BADGE_PX = 18


class FacePicker(QWidget):
    """Shows who is in a film."""

    chosen = Signal(int)
    """Place of a face, 0 is the largest."""
    accepted = Signal()
    """A face was double-clicked."""

    def __init__(self, height_px: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._height_px = height_px
        self._image, self._pixels = QImage(), b""
        self._faces: tuple[QRectF, ...] = ()
        self._index, self._hovered = 0, -1
        FocusRing(self)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setSizePolicy(policy)
        self.setAccessibleName(self.tr("Faces in the film"))
        theme.notifier().changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:  # noqa: N802
        height = theme.px(self._height_px)
        ratio = self._image.width() / self._image.height() if not self._image.isNull() else 16 / 9
        return QSize(round(height * min(2.4, ratio)), height)

    def show_film(self, sight: FilmSight, index: int) -> None:
        """Show a frame, its faces, and which one is chosen."""
        if sight.rgb is not self._pixels:
            self._pixels = sight.rgb  # the image reads them where they are
            self._image = QImage(
                sight.rgb, sight.width, sight.height, 3 * sight.width, QImage.Format.Format_RGB888
            )  # fmt: skip
            self._faces = tuple(QRectF(*face) for face in sight.faces)
            self.updateGeometry()
        self._put(index)

    @property
    def index(self) -> int:
        """Which face is chosen."""
        return self._index

    def place_of(self, index: int) -> QRectF:
        """Where a face is shown."""
        area, scale = self._area()
        face = self._faces[index]
        return QRectF(
            area.left() + face.x() * scale, area.top() + face.y() * scale, face.width() * scale, face.height() * scale
        )  # fmt: skip

    def _area(self) -> tuple[QRectF, float]:
        if self._image.isNull():
            return QRectF(), 1.0
        scale = min(self.width() / self._image.width(), self.height() / self._image.height())
        width, height = self._image.width() * scale, self._image.height() * scale
        return QRectF((self.width() - width) / 2, (self.height() - height) / 2, width, height), scale

    def _put(self, index: int) -> None:
        self._index = index
        text = self.tr("Face {number} of {count}")
        self.setAccessibleDescription(text.format(number=index + 1, count=len(self._faces)))
        self.update()

    # --- painting

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        if self._image.isNull():
            return
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        area, _ = self._area()
        painter.drawImage(area, self._image)
        for index in range(len(self._faces)):
            self._paint_face(painter, index)

    def _paint_face(self, painter: QPainter, index: int) -> None:
        tones, place, is_chosen = theme.current(), self.place_of(index), index == self._index
        radius = theme.px(RADIUS_SMALL)
        shade = QColor(tones.surface0)
        shade.setAlphaF(0.7)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(shade, 4.0))
        painter.drawRoundedRect(place, radius, radius)
        is_strong = is_chosen or index == self._hovered
        painter.setPen(QPen(QColor(tones.accent if is_strong else tones.text), 2.5 if is_chosen else 1.5))
        painter.drawRoundedRect(place, radius, radius)
        size = theme.px(_BADGE_PX)
        has_room = place.top() - size >= 0
        badge = QRectF(place.left(), place.top() - (size if has_room else 0), size, size)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tones.accent if is_chosen else tones.surface1))
        painter.drawRoundedRect(badge, radius, radius)
        painter.setPen(QColor(tones.on_accent if is_chosen else tones.text))
        painter.setFont(theme.numeric_font(LABEL_PX))
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, str(index + 1))

    # --- mouse and keys

    def _face_at(self, at: QPointF) -> int:
        """The smallest face under a point; -1 for none."""
        under = [index for index in range(len(self._faces)) if self.place_of(index).contains(at)]
        return under[-1] if under else -1

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        index = self._face_at(event.position())
        if index != self._hovered:
            self._hovered = index
            self.setCursor(Qt.CursorShape.PointingHandCursor if index >= 0 else Qt.CursorShape.ArrowCursor)
            self.update()

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802
        self._hovered = -1
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        index = self._face_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and index >= 0:
            self._choose(index)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        if event.button() == Qt.MouseButton.LeftButton and self._face_at(event.position()) >= 0:
            self.accepted.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        way = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}.get(
            Qt.Key(event.key()), 0
        )  # fmt: skip
        if way and self._faces:
            # To the next one as they stand, not by size.
            order = sorted(range(len(self._faces)), key=lambda index: self._faces[index].center().x())
            self._choose(order[(order.index(self._index) + way) % len(order)])
        else:
            super().keyPressEvent(event)

    def _choose(self, index: int) -> None:
        if index != self._index:
            self._put(index)
            self.chosen.emit(index)
