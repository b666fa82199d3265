"""A canvas with a real face on it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from skimage import data

from studio.services.images import to_qimage
from studio.views.canvas import Canvas
from studio.views.kit import theme
from studio.vision.anchors import mesh_to_anchors
from tests.engines.faces import astronaut

Points = dict[str, tuple[float, float]]


@lru_cache(maxsize=1)
def mesh() -> NDArray[np.float32]:
    return astronaut().mesh.points


@lru_cache(maxsize=1)
def anchors() -> Points:
    return dict(mesh_to_anchors(astronaut().mesh).points)


@lru_cache(maxsize=1)
def pixels() -> NDArray[np.uint8]:
    rgb = data.astronaut()
    return np.ascontiguousarray(np.dstack([rgb, np.full(rgb.shape[:2], 255, np.uint8)]))


def picture() -> QImage:
    return to_qimage(pixels())


class Hand:
    """A mouse over the canvas; places are pixels of the picture."""

    def __init__(self, canvas: Canvas) -> None:
        self.canvas, self.view = canvas, canvas.view.viewport()

    def at(self, x: float, y: float) -> QPoint:
        return self.canvas.to_screen(QPointF(x, y)).toPoint()

    def hover(self, x: float, y: float) -> None:
        QTest.mouseMove(self.view, self.at(x, y))
        QApplication.processEvents()

    def press(self, x: float, y: float) -> None:
        self.hover(x, y)
        QTest.mousePress(self.view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, self.at(x, y))

    def release(self, x: float, y: float) -> None:
        QTest.mouseRelease(self.view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, self.at(x, y))

    def drag(self, start: tuple[float, float], *way: tuple[float, float]) -> None:
        self.press(*start)
        for place in way:
            self.hover(*place)
        self.release(*way[-1])

    def click(self, x: float, y: float) -> None:
        self.press(x, y)
        self.release(x, y)


@pytest.fixture
def canvas(qtbot: QtBot, qapp: QApplication) -> Iterator[Canvas]:
    theme.apply_theme(qapp, "dark")
    made = Canvas()
    qtbot.addWidget(made)
    made.resize(900, 760)
    made.set_reference(picture())
    with qtbot.waitExposed(made):
        made.show()
    made.zoom_to(2.0)
    made.view.center_on(QPointF(224, 140))
    yield made
    made.set_tool(None)


@pytest.fixture
def hand(canvas: Canvas) -> Hand:
    return Hand(canvas)
