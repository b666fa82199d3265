"""Onion skins, differences and trails, made in the inference thread; of each channel only the last is answered."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from studio.models.onion import AFTER_TINT, BEFORE_TINT
from studio.services.inference import InferenceService
from studio.services.pose_pictures import PosePictures, Skin, difference_of, skin_of
from studio.services.stages import StageCache, StageRequest
from studio.storage.blobs import BlobStore
from tests.controllers.made_project import make_reference


class Rig:
    def __init__(self, qtbot: QtBot) -> None:
        self.inference, self.blobs, self.qtbot = InferenceService(), BlobStore(), qtbot
        self.pictures = PosePictures(self.inference, StageCache())
        self.request = StageRequest(make_reference(self.blobs), "fake")
        self.got: list[tuple[str, Any]] = []
        self.pictures.answered.connect(lambda channel, result: self.got.append((channel, result)))

    def wait(self, count: int = 1) -> Any:
        self.qtbot.waitUntil(lambda: len(self.got) >= count, timeout=20_000)
        return self.got[-1][1]


@pytest.fixture
def rig(qapp: QCoreApplication, qtbot: QtBot) -> Iterator[Rig]:
    made = Rig(qtbot)
    yield made
    assert made.inference.close()


def test_skins_are_seen_only_where_something_moved(rig: Rig) -> None:
    still, moved = Skin({}, BEFORE_TINT, 0.5), Skin({"jawOpen": 1.0}, AFTER_TINT, 0.5)
    rig.pictures.skins("onion", rig.request, rig.blobs, {}, [still, moved])  # type: ignore[arg-type]
    nothing, change = rig.wait()
    assert nothing.allGray()
    assert max(nothing.pixelColor(x, y).alpha() for x in range(0, 96, 8) for y in range(0, 128, 8)) == 0
    seen = [change.pixelColor(x, y) for x in range(0, 96, 4) for y in range(0, 128, 4)]
    assert 0 < max(colour.alpha() for colour in seen) <= 128
    assert all(colour.blue() >= colour.red() for colour in seen if colour.alpha() > 60), "in its tint"


def test_only_the_last_question_of_a_channel_is_answered(rig: Rig) -> None:
    for value in (0.2, 0.5, 1.0):
        rig.pictures.difference("seam", rig.request, rig.blobs, {}, {"jawOpen": value})  # type: ignore[arg-type]
    assert rig.wait() > 0.0
    rig.pictures.difference("seam", rig.request, rig.blobs, {}, {})  # type: ignore[arg-type]
    assert rig.wait(2) == 0.0
    rig.pictures.trails("trail", rig.request, rig.blobs, [{}], [4])  # type: ignore[arg-type]
    assert rig.wait(3) is None, "the test engine cannot tell where a face goes"


def test_skins_keep_lights_and_darks() -> None:
    shown = np.full((40, 40, 4), 255, np.uint8)
    frame = shown.copy()
    frame[:20, :20, :3] = 200
    frame[:20, 20:, :3] = 20
    skin = skin_of(frame, shown, (255, 0, 0), 1.0)
    assert skin[30, 10, 3] == 0
    assert skin[10, 10, 3] == 255
    assert skin[10, 10, 0] > skin[10, 30, 0] > 0


def test_the_grain_of_a_photograph_is_no_motion() -> None:
    shown = np.full((64, 64, 4), 255, np.uint8)
    frame = shown.copy()
    frame[..., :3] -= np.random.default_rng(3).integers(0, 2, (64, 64, 1), dtype=np.uint8) * 9
    assert skin_of(frame, shown, (255, 0, 0), 1.0)[..., 3].max() < 12


def test_the_difference_is_that_of_what_changes_most() -> None:
    shown = np.full((2, 2, 4), 255, np.uint8)
    frame = shown.copy()
    frame[0, 1, :3] = 20
    assert difference_of(frame, shown) == pytest.approx(235 / 255)
