"""Landmarks that the puppet tells of a pose are where a landmarker sees them in the drawn picture."""

from __future__ import annotations

import numpy as np
import pytest

from studio.engines.puppet.engine import PuppetSession
from studio.models.framing import Crop, FrameOptions
from studio.models.picture import Picture
from studio.pipelines.stage import Stage
from tests.bench.bench_puppet import enlarged
from tests.engines.faces import astronaut, reference


@pytest.fixture(scope="module")
def session() -> PuppetSession:
    return PuppetSession(reference(enlarged(astronaut(), 400).picture))


@pytest.mark.parametrize(
    ("pose", "landmarks"),
    [
        ({"jawOpen": 0.8}, (152, 17, 14)),
        ({"mouthSmileLeft": 0.8, "mouthSmileRight": 0.8}, (61, 291)),
        ({"mouthFrownLeft": 0.8, "mouthFrownRight": 0.8}, (61, 291)),
        ({"mouthPucker": 1.0}, (61, 291)),
        ({"browInnerUp": 1.0}, (107, 336)),
        ({"eyeLookOutLeft": 1.0, "eyeLookInRight": 1.0}, (468, 473)),
        ({"eyeBlinkLeft": 1.0}, (386,)),
        ({"headYaw": 12.0}, (4,)),
        ({"headRoll": 12.0}, (4, 10)),
    ],
)
def test_tracked_points_are_seen_in_the_drawing(
    session: PuppetSession, pose: dict[str, float], landmarks: tuple[int, ...]
) -> None:
    rest = session.track({})
    drawn = reference(Picture(session.draw(pose), has_alpha=False)).mesh.points[:, :2]
    for index in landmarks:
        told, seen = session.track(pose)[index] - rest[index], drawn[index] - rest[index]
        cosine = float(told @ seen / (np.linalg.norm(told) * np.linalg.norm(seen)))
        assert cosine > 0.9, index
        # A landmarker holds lids and brows back: it has learnt how far they usually go.
        assert 0.5 < np.linalg.norm(seen) / np.linalg.norm(told) < 1.6, index


def test_at_rest_nothing_moves(session: PuppetSession) -> None:
    assert np.abs(session.track({}) - session._points[:, :2]).max() < 1e-3


def test_a_stage_tells_pixels_of_the_reference_whatever_it_draws() -> None:
    face = astronaut()
    pose = {"jawOpen": 1.0, "headYaw": 5.0}
    full = Stage(face, largest_px=0).landmarks(pose)
    small = Stage(face, FrameOptions(size_px=200, crop=Crop.BUST)).landmarks(pose)
    assert full is not None
    assert small is not None
    eyes = float(np.linalg.norm(face.mesh.points[263, :2] - face.mesh.points[33, :2]))
    assert np.abs(full - small).max() < 0.06 * eyes


def test_engines_that_cannot_tell_say_so() -> None:
    assert Stage(astronaut(), engine="fake").landmarks({"jawOpen": 1.0}) is None
