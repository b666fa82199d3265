"""Onion skins and the trail of a point over the picture."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPixmap, QTransform
from PySide6.QtWidgets import QGraphicsPixmapItem, QWidget

from studio.models.onion import OnionOptions
from studio.views.canvas import Canvas
from studio.views.canvas.overlay import DotItem, StrokeItem
from studio.views.kit import theme
from studio.views.timeline.onion_options import OnionOptionsPopup


class OnionOverlay(QWidget):
    """Never shown itself: it holds what lies on the canvas, and the options that pop up."""

    options_changed = Signal(object)

    def __init__(self, canvas: Canvas, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hide()
        self._canvas = canvas
        self.popup = OnionOptionsPopup(canvas.window())
        self.popup.changed.connect(self.options_changed)
        self._skins = canvas.overlay_layer("onion-skin")
        self._trail = canvas.overlay_layer("motion-trail")
        self._skins.setZValue(5)
        self._trail.setZValue(6)

    def show_options(self, options: OnionOptions) -> None:
        """Show them."""
        self.popup.show_options(options)

    def show_skins(self, images: Sequence[QImage]) -> None:
        """Lay these over the picture."""
        self._skins.clear()
        width, height = self._canvas.picture_size
        for image in images:
            item = QGraphicsPixmapItem(QPixmap.fromImage(image))
            item.setTransform(QTransform.fromScale(width / image.width(), height / image.height()))
            item.setTransformationMode(Qt.TransformationMode.SmoothTransformation)
            self._skins.add(item)

    def show_trail(self, points: Mapping[int, tuple[float, float]], keys: frozenset[int], frame: int) -> None:
        """Draw the way: a dot a frame, rings at keys, the frame that shows in full."""
        self._trail.clear()
        for run in _runs(sorted(points)):
            places = [QPointF(*points[index]) for index in run]
            self._trail.add(StrokeItem(places, QColor(theme.current().accent), 1.5))
            for index, place in zip(run, places, strict=True):
                if index == frame:
                    continue
                is_key = index in keys
                colour = QColor("#e0a84a") if is_key else QColor("#ffffff")
                self._trail.add(DotItem(place, colour, 3.5 if is_key else 1.8, is_hollow=is_key))
        if frame in points:
            self._trail.add(DotItem(QPointF(*points[frame]), QColor(theme.current().accent), 5.0))


def _runs(frames: Sequence[int]) -> list[list[int]]:
    """Frames that follow each other: what is not known yet is not bridged."""
    runs: list[list[int]] = []
    for index in frames:
        if runs and runs[-1][-1] == index - 1:
            runs[-1].append(index)
        else:
            runs.append([index])
    return runs
