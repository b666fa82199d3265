"""Thumbnails come from a thread of their own, cut as asked, and are kept only as far as there is room."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from studio.models.character import Background, Reference, SeenMesh
from studio.models.face import MeshSource
from studio.models.framing import FrameOptions
from studio.services import cell_images
from studio.services.cell_images import CellImageRequest, CellImages
from studio.services.images import from_qimage
from studio.storage.blobs import BlobStore
from studio.storage.pictures import encode_png


@pytest.fixture
def images(qapp: QCoreApplication) -> Iterator[CellImages]:
    made = CellImages()
    yield made
    assert made.close()


def picture(blobs: BlobStore, shade: int, width: int = 300, height: int = 600) -> str:
    pixels = np.full((height, width, 4), 255, np.uint8)
    pixels[..., 0] = shade
    pixels[: height // 4, :, 1] = 0  # the head is green-less
    return blobs.put(encode_png(pixels))


def reference(blobs: BlobStore) -> Reference:
    """A tall figure whose face is in its upper quarter."""
    angles, radii = np.arange(478) * 2.399963, np.sqrt(np.arange(478) / 478)
    points = np.stack([150 + 35 * radii * np.cos(angles), 75 + 35 * radii * np.sin(angles), angles], axis=1)
    mesh = SeenMesh(blobs.put_array(points.astype(np.float32)), MeshSource.ANCHORS)
    return Reference("r", "a.png", picture(blobs, 9), mesh, Background.KEEP)


def fetched(images: CellImages, request: CellImageRequest, blobs: BlobStore, qtbot: QtBot) -> QImage:
    with qtbot.waitSignal(images.ready, check_params_cb=lambda one, _: one.key == request.key) as told:
        images.want([request], blobs)
    assert told.args is not None
    image: QImage = told.args[1]
    return image


def test_a_drawing_is_scaled_and_kept(images: CellImages, qtbot: QtBot) -> None:
    blobs = BlobStore()
    request = CellImageRequest(picture(blobs, 40), 128)
    assert images.get(request) is None
    image = fetched(images, request, blobs, qtbot)
    assert (image.width(), image.height()) == (64, 128)
    assert images.get(request) is not None
    with qtbot.assertNotEmitted(images.ready, wait=60):
        images.want([request], blobs)


def test_heads_are_cut_where_the_face_is(images: CellImages, qtbot: QtBot) -> None:
    blobs = BlobStore()
    who = reference(blobs)
    whole = from_qimage(fetched(images, CellImageRequest(picture(blobs, 40), 96, who), blobs, qtbot))
    head = from_qimage(fetched(images, CellImageRequest(picture(blobs, 40), 96, who, is_head=True), blobs, qtbot))
    assert whole.shape[0] > 1.8 * whole.shape[1]
    assert head.shape[0] == head.shape[1]
    assert (head[..., 1] == 0).all(), "only the upper quarter is without green"
    assert (whole[..., 1] > 0).any()


def test_the_reference_itself_is_framed(images: CellImages, qtbot: QtBot) -> None:
    blobs = BlobStore()
    request = CellImageRequest("", 768, reference(blobs), FrameOptions(size_px=100))
    assert fetched(images, request, blobs, qtbot).height() == 100


def test_what_is_missing_gives_a_null_picture(images: CellImages, qtbot: QtBot) -> None:
    assert fetched(images, CellImageRequest("0" * 64, 64), BlobStore(), qtbot).isNull()


def test_memory_is_bounded(qapp: QCoreApplication, qtbot: QtBot) -> None:
    blobs, images = BlobStore(), CellImages(cache_bytes=5 * 64 * 128 * 4)
    requests = [CellImageRequest(picture(blobs, shade), 128) for shade in range(12)]
    for request in requests:
        fetched(images, request, blobs, qtbot)
    assert sum(images.get(request) is not None for request in requests) == 5
    assert images.get(requests[-1]) is not None
    images.clear()
    assert images.get(requests[-1]) is None
    assert images.close()


def test_a_mistake_does_not_end_the_thread(images: CellImages, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    blobs = BlobStore()
    request, other = CellImageRequest(picture(blobs, 40), 128), CellImageRequest(picture(blobs, 41), 128)
    monkeypatch.setattr(cell_images, "_scaled", lambda *_: 1 / 0)
    assert fetched(images, request, blobs, qtbot).isNull()
    monkeypatch.undo()
    assert not fetched(images, other, blobs, qtbot).isNull()
