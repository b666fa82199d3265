"""Frames that are asked for one by one and drawn together."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from studio.core.errors import InputError
from studio.core.jobs import CancelToken
from studio.engines.base import EngineInfo
from studio.engines.registry import add_engine
from studio.models.controls import Pose, clamped
from studio.models.face import FaceReference
from studio.pipelines.stage import Stage
from tests.engines.arc2face.face import reference


class Counting:
    """Draws the jaw's value; remembers how many were asked for at once."""

    info = EngineInfo("counting", "Counting", keeps_pixels=False, is_deterministic=True, needs_download=False)
    asked: list[int] = []  # noqa: RUF012 (each test empties it)
    together = 3

    def open(self, given: FaceReference, cancel: CancelToken | None = None) -> Counting:
        self._size = given.picture.pixels.shape
        return self

    def draw(self, pose: Pose, seed: int = 0) -> NDArray[np.uint8]:
        return self.draw_many([pose], seed)[0]

    def draw_many(
        self, poses: Sequence[Pose], seed: int = 0, cancel: CancelToken | None = None
    ) -> list[NDArray[np.uint8]]:
        if any(pose.get("jawOpen", 0) == 1.0 for pose in poses):
            raise InputError("That is too wide.")
        self.asked.append(len(poses))
        return [np.full(self._size, round(clamped(pose).get("jawOpen", 0) * 100 + seed), np.uint8) for pose in poses]

    def close(self) -> None:
        pass


@pytest.fixture
def stage() -> Stage:
    Counting.asked.clear()
    add_engine("counting", lambda: Counting)
    return Stage(reference(128, 24.0), engine="counting")


def jaws(count: int) -> list[Pose]:
    return [{"jawOpen": (index + 1) / 20} for index in range(count)]


def test_what_is_expected_is_drawn_together_and_equals_singles(stage: Stage) -> None:
    poses = jaws(7)
    stage.expect(poses)
    drawn = [int(stage.frame(pose)[0, 0, 0]) for pose in poses]
    assert drawn == [5, 10, 15, 20, 25, 30, 35]
    assert Counting.asked == [3, 3, 1]


def test_other_seeds_and_other_orders_come_out_right(stage: Stage) -> None:
    poses = jaws(4)
    stage.expect(poses, [0, 1, 0, 1])
    assert int(stage.frame(poses[3], 1)[0, 0, 0]) == 21
    assert int(stage.frame(poses[0], 0)[0, 0, 0]) == 5
    assert int(stage.frame(poses[1], 1)[0, 0, 0]) == 11
    assert int(stage.frame({"jawOpen": 0.9})[0, 0, 0]) == 90, "what was not expected is drawn too"
    assert Counting.asked == [1, 2, 1, 1]


def test_one_that_cannot_be_drawn_does_not_hinder_the_others(stage: Stage) -> None:
    poses: list[Pose] = [{"jawOpen": 0.1}, {"jawOpen": 1.0}, {"jawOpen": 0.3}]
    stage.expect(poses)
    assert int(stage.frame(poses[0])[0, 0, 0]) == 10
    with pytest.raises(InputError, match="wide"):
        stage.frame(poses[1])
    assert int(stage.frame(poses[2])[0, 0, 0]) == 30


def test_an_engine_that_draws_one_at_a_time_is_left_alone(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Counting, "together", 1)
    stage.expect(jaws(3))
    for pose in jaws(3):
        stage.frame(pose)
    assert Counting.asked == [1, 1, 1]
