"""Pictures that can be pressed, and the large one."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from studio.views.kit import theme
from studio.views.kit.checker import paint_checker
from studio.views.kit.tokens import LABEL_PX, RADIUS, SPACE_4


def paint_rounded(painter: QPainter, area: QRectF, image: QImage | None) -> None:
    """A picture with round corners on the chequered ground; the ground of controls while there is none."""
    path = QPainterPath()
    path.addRoundedRect(area, RADIUS, RADIUS)
    painter.save()
    painter.setClipPath(path)
    if image is None or image.isNull():
        painter.fillRect(area, QColor(theme.current().surface2))
    else:
        if image.hasAlphaChannel():
            paint_checker(painter, area)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(area, image)
    painter.restore()


class PictureButton(QAbstractButton):
    """A square picture with an optional caption; checked ones wear the accent."""

    def __init__(self, name: str, caption: str = "", side_px: int = 72, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._caption, self._side_px = caption, side_px
        self._image: QImage | None = None
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setSizePolicy(policy)
        theme.notifier().changed.connect(self.updateGeometry)
        theme.notifier().changed.connect(self.update)

    def set_image(self, image: QImage | None) -> None:
        """Show a picture; None for none yet."""
        self._image = image
        self.update()

    def has_image(self) -> bool:
        """Whether it shows one."""
        return self._image is not None

    def sizeHint(self) -> QSize:  # noqa: N802
        """The size it wants."""
        return QSize(theme.px(self._side_px), theme.px(self._side_px) + self._caption_px())

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """The smallest useful size."""
        return QSize(theme.px(40), theme.px(40) + self._caption_px())

    def _caption_px(self) -> int:
        return theme.px(LABEL_PX + 8) if self._caption else 0

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Return presses it too."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Draw it with the colours of now."""
        now, painter = theme.current(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room = QRectF(self.rect()).adjusted(2, 2, -2, -2 - self._caption_px())
        side = min(room.width(), room.height())
        area = QRectF(room.center().x() - side / 2, room.center().y() - side / 2, side, side)
        paint_rounded(painter, area, self._image)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        is_marked = self.isChecked() or self.hasFocus()
        if is_marked or (self.underMouse() and self.isEnabled()):
            painter.setPen(QPen(QColor(now.accent if is_marked else now.line_strong), 2))
            painter.drawRoundedRect(area, RADIUS, RADIUS)
        if self._caption:
            painter.setPen(QColor(now.text if self.isChecked() else now.text_dim))
            painter.setFont(theme.text_font(LABEL_PX))
            line = self.rect().adjusted(0, round(area.bottom()) + SPACE_4, 0, 0)
            text = painter.fontMetrics().elidedText(self._caption, Qt.TextElideMode.ElideRight, line.width())
            painter.drawText(line, int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop), text)


class LargePicture(QWidget):
    """The character, as large as there is room; a photo of it in the corner."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image: QImage | None = None
        self._photo: QImage | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme.notifier().changed.connect(self.update)

    def set_image(self, image: QImage) -> None:
        """Show the character."""
        self._image = image
        self.update()

    def set_photo(self, image: QImage) -> None:
        """Show what it was made from; an empty picture for nothing."""
        self._photo = None if image.isNull() else image
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """The size it wants."""
        return QSize(theme.px(480), theme.px(480))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """The smallest useful size."""
        return QSize(theme.px(240), theme.px(240))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Draw it with the colours of now."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = min(self.width(), self.height())
        area = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
        paint_rounded(painter, area, self._image)
        if self._photo is not None:
            small = side * 0.24
            corner = QRectF(area.left() + theme.px(8), area.top() + theme.px(8), small, small)
            paint_rounded(painter, corner, self._photo)
            painter.setPen(QPen(QColor(theme.current().surface1), 2))
            painter.drawRoundedRect(corner, RADIUS, RADIUS)
