"""The head where faces are posed, the whole picture elsewhere, and the user's own zoom before both."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.controllers.canvas_framing import CanvasFramingController
from studio.controllers.workspace import Workspace
from studio.models.character import Background, Character, Reference, SeenMesh
from studio.models.document import Document
from studio.models.face import MeshSource
from studio.models.project import Project
from studio.storage.blobs import BlobStore
from studio.views.canvas import Canvas
from studio.views.kit import theme
from tests.controllers.desk import FakeActions

HEAD = (120.0, 60.0, 80.0, 100.0)


def reference(blobs: BlobStore, left: float = HEAD[0]) -> Reference:
    x, y = np.meshgrid(np.linspace(left, left + HEAD[2], 20), np.linspace(HEAD[1], HEAD[1] + HEAD[3], 20))
    points = np.stack([x.ravel(), y.ravel(), np.zeros(400)], 1).astype(np.float32)
    return Reference("r", "a.png", "1" * 64, SeenMesh(blobs.put_array(points), MeshSource.TASKS), Background.KEEP)


class Stand:
    def __init__(self, qtbot: QtBot) -> None:
        self.canvas, self.actions, blobs = Canvas(), FakeActions(), BlobStore()
        qtbot.addWidget(self.canvas)
        self.canvas.resize(500, 400)
        self.canvas.show()
        qtbot.waitExposed(self.canvas)
        cast = (Character("a", "Aria", (reference(blobs),)), Character("b", "Bram", (reference(blobs, 200.0),)))
        self.workspace = Workspace(Document(Project("p", "", cast), blobs))
        self.controller = CanvasFramingController(self.workspace, self.actions, self.canvas)
        self.show((400, 300))

    def show(self, size: tuple[int, int]) -> None:
        image = QImage(*size, QImage.Format.Format_RGB32)
        image.fill(QColor("grey"))
        self.canvas.set_reference(image, size)

    @property
    def is_on_head(self) -> bool:
        area = self.canvas.view.area
        return area is not None and area.contains(self.middle) and area.width() < 250

    @property
    def middle(self) -> object:
        from PySide6.QtCore import QPointF

        left = HEAD[0] if self.workspace.character and self.workspace.character.id == "a" else 200.0
        return QPointF(left + HEAD[2] / 2, HEAD[1] + HEAD[3] / 2)

    @property
    def is_whole(self) -> bool:
        return self.canvas.view.is_fitted


@pytest.fixture
def stand(qtbot: QtBot, qapp: QApplication) -> Stand:
    theme.apply_theme(qapp, "dark")
    return Stand(qtbot)


def test_pages_choose_until_the_user_does(stand: Stand) -> None:
    assert stand.is_whole
    stand.workspace.show_page("express")
    assert stand.is_on_head
    stand.workspace.show_page("cast")
    assert stand.is_whole
    stand.workspace.show_page("animate")
    assert stand.is_on_head
    stand.workspace.select_character("b")
    assert stand.is_on_head, "the other one's head"
    stand.canvas.zoom_to(3.0)
    for page in ("cast", "express"):
        stand.workspace.show_page(page)
        assert stand.canvas.zoom == 3.0, "the user's own zoom is kept"


def test_to_fit_is_a_choice_too_and_so_is_the_face(stand: Stand) -> None:
    stand.workspace.show_page("express")
    stand.canvas.bar.fit_button.click()
    assert stand.is_whole
    stand.workspace.show_page("cast")
    stand.workspace.show_page("express")
    assert stand.is_whole, "it stays whole where heads are shown otherwise"
    stand.canvas.bar.face_button.click()
    assert stand.is_on_head
    assert stand.canvas.bar.face_button.isChecked()
    assert not stand.canvas.bar.fit_button.isChecked()
    stand.workspace.show_page("cast")
    assert stand.is_on_head
    stand.canvas.resize(700, 500)
    assert stand.is_on_head, "and stays so in another window"


def test_another_picture_and_another_project_are_framed_anew(stand: Stand, qtbot: QtBot) -> None:
    stand.workspace.show_page("express")
    stand.canvas.zoom_to(3.0)
    stand.show((640, 480))
    assert stand.is_on_head
    stand.canvas.zoom_to(3.0)
    other = stand.workspace.project
    blobs = stand.workspace.document.blobs
    stand.workspace.open_document(Document(replace(other, id="q"), blobs))
    assert stand.is_on_head


def test_posing_moves_nothing(stand: Stand) -> None:
    stand.workspace.show_page("express")
    told = list[float]()
    stand.canvas.zoom_changed.connect(told.append)
    stand.workspace.edit_character("Rename", lambda one: replace(one, name="Ari"))
    assert told == []


def test_without_a_face_there_is_nothing_to_zoom_to(stand: Stand) -> None:
    stand.actions.slots["view.zoom-face"]()
    assert stand.is_on_head
    stand.canvas.set_reference(None)
    assert stand.actions.enabled["view.zoom-face"] is False
    stand.actions.slots["view.zoom-face"]()
    assert not stand.canvas.has_picture


def test_a_head_is_never_shown_in_blocks(stand: Stand) -> None:
    image = QImage(400, 300, QImage.Format.Format_RGB32)
    image.fill(QColor("black"))
    for x in range(0, 400, 2):
        for y in range(300):
            image.setPixelColor(x, y, QColor("white"))
    stand.canvas.set_reference(image, (400, 300))

    def tones() -> set[int]:
        shot = stand.canvas.view.viewport().grab().toImage()
        y = shot.height() // 2
        return {shot.pixelColor(x, y).red() for x in range(shot.width() // 2 - 60, shot.width() // 2 + 60)}

    stand.canvas.zoom_to(2.5)
    assert tones() == {0, 255}, "who zooms in sees pixels"
    stand.canvas.show_area(HEAD)
    assert stand.canvas.zoom > 2.0
    assert len(tones()) > 4, "who looks at the face sees a face"
