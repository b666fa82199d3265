"""What was seen in a picture, laid over it: landmarks, mask, crop."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QGraphicsPixmapItem

from studio.models.framing import Crop
from studio.views.canvas.canvas import Canvas
from studio.views.canvas.overlay import BoxItem, LabelItem
from studio.views.canvas_tools.mesh_item import MeshItem
from studio.views.kit import theme

MASK_OPACITY = 0.55


class CastOverlays(QObject):
    """Three layers of the canvas; each is empty until it is given something."""

    def __init__(self, canvas: Canvas, parent: QObject | None = None) -> None:
        super().__init__(parent or canvas)
        self._canvas = canvas
        self._crops: dict[Crop, tuple[int, int, int, int]] = {}
        self._chosen = Crop.NONE
        self._cut: QImage | None = None
        for layer_name in ("cast-mask", "cast-crop", "cast-landmarks"):
            canvas.overlay_layer(layer_name)
        theme.notifier().changed.connect(self._on_theme)

    def set_landmarks(self, points: NDArray[np.float32] | None) -> None:
        """(478, 3) pixels of the picture; None for none."""
        layer = self._canvas.overlay_layer("cast-landmarks")
        layer.clear()
        if points is not None:
            item = MeshItem()
            item.set_points(points)
            layer.add(item)

    def set_mask(self, cut_out: QImage | None) -> None:
        """Tint what the cut-out leaves away.

        Args:
            cut_out: The cut-out picture; None for no tint.
        """
        self._cut = cut_out
        layer = self._canvas.overlay_layer("cast-mask")
        layer.clear()
        if cut_out is None or cut_out.isNull():
            return
        from PySide6.QtGui import QPixmap

        tint = QImage(cut_out.size(), QImage.Format.Format_ARGB32_Premultiplied)
        tint.fill(QColor(theme.current().bad))
        painter = QPainter(tint)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_DestinationOut)
        painter.drawImage(0, 0, cut_out)
        painter.end()
        item = QGraphicsPixmapItem(QPixmap.fromImage(tint))
        item.setOpacity(MASK_OPACITY)
        item.setTransformationMode(Qt.TransformationMode.SmoothTransformation)
        layer.add(item)

    def set_crops(self, crops: Mapping[Crop, tuple[int, int, int, int]], chosen: Crop = Crop.NONE) -> None:
        """Frame the parts of the picture that can become frames.

        Args:
            crops: Crop -> (x, y, width, height), pixels; empty for none.
            chosen: The one that is used.
        """
        self._crops, self._chosen = dict(crops), chosen
        layer = self._canvas.overlay_layer("cast-crop")
        layer.clear()
        words = {Crop.NONE: self.tr("Whole picture"), Crop.BUST: self.tr("Bust"), Crop.FACE: self.tr("Face")}
        accent = QColor(theme.current().accent)
        for crop, (x, y, width, height) in crops.items():
            is_chosen = crop is chosen
            box = BoxItem(QRectF(x, y, width, height), accent if is_chosen else QColor("white"), 2 if is_chosen else 1)
            pen = box.pen()
            pen.setStyle(Qt.PenStyle.SolidLine if is_chosen else Qt.PenStyle.DashLine)
            box.setPen(pen)
            layer.add(box)
            text = self.tr("{crop} · used").format(crop=words[crop]) if is_chosen else words[crop]
            layer.add(LabelItem(text, QPointF(x, y + height), QColor("white"), QPointF(4, -24)))

    def _on_theme(self) -> None:
        self.set_mask(self._cut)
        self.set_crops(self._crops, self._chosen)
