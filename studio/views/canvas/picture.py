"""The picture on the canvas: what is drawn now, beside, before or against the reference."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from studio.views.canvas.difference import difference

SAME_SHAPE = 0.02
"""Drafts are rounded to whole pixels; by so much their sides may be out of proportion."""
CRISP_FROM = 2.0
"""Pixels of the screen for one of the picture from which no pixel is smoothed any more."""


class Compare(StrEnum):
    """How the result is held against the reference."""

    OFF = "off"
    SPLIT = "split"
    FLICKER = "flicker"
    DIFFERENCE = "difference"


class PictureItem(QGraphicsItem):
    """Draws reference and result in a rectangle of the reference's size, in the reference's pixels."""

    def __init__(self) -> None:
        super().__init__()
        self._reference: QImage | None = None
        self._result: QImage | None = None
        self._size = QSize()
        self._compare = Compare.OFF
        self._split = 0.5
        self._is_reference_up = False
        self._is_soft = False
        self._difference: QImage | None = None
        self._halves: dict[int, list[QImage]] = {}
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemUsesExtendedStyleOption)

    def set_soft(self, is_soft: bool) -> None:
        """Smooth at every zoom, because nobody has zoomed in to see pixels."""
        if is_soft != self._is_soft:
            self._is_soft = is_soft
            self.update()

    # --- what is shown

    @property
    def size(self) -> QSize:
        """Of the reference, in its own pixels; invalid without one."""
        return self._size

    @property
    def reference(self) -> QImage | None:
        """The picture as it was given."""
        return self._reference

    @property
    def result(self) -> QImage | None:
        """The last drawn picture."""
        return self._result

    @property
    def compare(self) -> Compare:
        """How they are held against each other."""
        return self._compare

    @property
    def is_split(self) -> bool:
        """Whether reference and result lie side by side now."""
        return self._compare is Compare.SPLIT and self._result is not None and not self._is_reference_up

    @property
    def split(self) -> float:
        """Where the two meet, 0…1 from the left."""
        return self._split

    def set_reference(self, image: QImage | None, size: QSize) -> None:
        """Show another reference; the result of the one before is forgotten."""
        self.prepareGeometryChange()
        self._reference, self._result, self._size = image, None, size
        self._halves.clear()
        self._touch()

    def set_result(self, image: QImage | None) -> None:
        """Show another result."""
        if self._result is not None:
            self._halves.pop(self._result.cacheKey(), None)
        self._result = image
        self._touch()

    def set_compare(self, compare: Compare) -> None:
        """Compare in another way."""
        self._compare = compare
        self._touch()

    def set_split(self, split: float) -> None:
        """Move the seam."""
        self._split = split
        self.update()

    def set_reference_up(self, is_up: bool) -> None:
        """Show the reference alone, as when flickering or peeking."""
        if is_up != self._is_reference_up:
            self._is_reference_up = is_up
            self.update()

    @property
    def is_reference_up(self) -> bool:
        """Whether the reference alone is shown."""
        return self._is_reference_up

    def _touch(self) -> None:
        self._difference = None
        self.update()

    # --- drawing

    def boundingRect(self) -> QRectF:  # noqa: N802 (Qt's name)
        """The reference's rectangle."""
        return QRectF(0, 0, max(0, self._size.width()), max(0, self._size.height()))

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """What the mode asks for."""
        reference = self._reference if self._reference is not None else self._result
        result = self._result if self._result is not None else self._reference
        if reference is None or result is None:
            return
        if self._is_reference_up:
            self._draw(painter, reference)
        elif self.is_split:
            self._draw_split(painter, reference, result)
        elif self._compare is Compare.DIFFERENCE and self._result is not None:
            if self._difference is None:
                self._difference = difference(reference, result)
            self._draw(painter, self._difference)
        else:
            self._draw(painter, result)

    def _draw_split(self, painter: QPainter, reference: QImage, result: QImage) -> None:
        box = self.boundingRect()
        seam = box.width() * self._split
        for image, left, right in ((reference, 0.0, seam), (result, seam, box.width())):
            if right > left:
                painter.save()
                painter.setClipRect(QRectF(left, 0, right - left, box.height()), Qt.ClipOperation.IntersectClip)
                self._draw(painter, image)
                painter.restore()

    def _draw(self, painter: QPainter, image: QImage) -> None:
        if image.isNull():
            return
        target = self._target(image)
        per_pixel = painter.deviceTransform().m11() * target.width() / image.width()
        is_own_size = image.width() >= self._size.width()
        is_crisp = is_own_size and per_pixel >= CRISP_FROM and not self._is_soft
        is_smooth = abs(per_pixel - 1) > 1e-3 and not is_crisp
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, is_smooth)
        painter.drawImage(target, self._level(image, per_pixel))

    def _target(self, image: QImage) -> QRectF:
        """Where a picture is drawn: the reference's rectangle; one of another shape stands inside, undistorted."""
        box = self.boundingRect()
        shape = image.width() * box.height() / (image.height() * box.width())
        if abs(shape - 1) < SAME_SHAPE:
            return box
        size = QSizeF(image.size()).scaled(box.size(), Qt.AspectRatioMode.KeepAspectRatio)
        middle = box.center() - QPointF(size.width() / 2, size.height() / 2)
        return QRectF(middle, size)

    def _level(self, image: QImage, per_pixel: float) -> QImage:
        """The picture halved as often as it is shown at half its size or less, so that it does not glitter."""
        wanted = 0
        while per_pixel <= 0.5 and min(image.width(), image.height()) >> (wanted + 1) >= 8:
            per_pixel *= 2
            wanted += 1
        if not wanted:
            return image
        levels = self._halves.setdefault(image.cacheKey(), [])
        while len(levels) < wanted:
            last = levels[-1] if levels else image
            levels.append(
                last.scaled(
                    (last.width() + 1) // 2,
                    (last.height() + 1) // 2,
                    Qt.AspectRatioMode.IgnoreAspectRatio,
                    Qt.TransformationMode.SmoothTransformation,
                )
            )
        if len(self._halves) > 4:
            del self._halves[next(iter(self._halves))]
        return levels[wanted - 1]
