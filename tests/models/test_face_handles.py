"""A dragged handle is followed by the controls it is for, on a real face, and by nothing else."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.models.controls import ALL_CONTROLS, limits_of
from studio.models.face_handles import (
    HANDLES,
    FaceResponse,
    apart,
    controls_of,
    drag_pose,
    handle_of,
    partner_of,
    response_of,
    sample_poses,
)
from studio.pipelines.stage import Stage
from tests.engines.faces import astronaut

BY_ID = {handle.id: handle for handle in HANDLES}


@pytest.fixture(scope="module")
def stage() -> Stage:
    return Stage(astronaut(), largest_px=0)


def points(stage: Stage, pose: dict[str, float]) -> np.ndarray:
    found = stage.landmarks(pose)
    assert found is not None
    return found


@pytest.fixture(scope="module")
def response(stage: Stage) -> FaceResponse:
    rest = points(stage, {})
    eyes = rest[[362, 263]].mean(0) - rest[[33, 133]].mean(0)
    return response_of(rest, [(pose, points(stage, pose)) for pose in sample_poses()], float(np.hypot(*eyes)))


def dragged(
    response: FaceResponse,
    handle_id: str,
    x: float,
    y: float,
    start: dict[str, float] | None = None,
    linked: bool = True,
) -> dict[str, float]:
    """The answer to a drag of (x, y) eye distances."""
    start = start or {}
    at = response.position(handle_id, start)
    target = (at[0] + x * response.eye_distance_px, at[1] + y * response.eye_distance_px)
    return drag_pose(response, handle_of(handle_id), start, target, linked)


def strongest(pose: dict[str, float]) -> str:
    return max(pose, key=lambda name: abs(pose[name]) / limits_of(name)[1])


@pytest.mark.parametrize(
    ("handle_id", "x", "y", "expected"),
    [
        ("mouth-corner-left", 0.08, -0.10, "mouthSmileLeft"),
        ("mouth-corner-right", -0.08, -0.10, "mouthSmileRight"),
        ("chin", 0.0, 0.15, "jawOpen"),
        ("chin", 0.12, 0.0, "jawLeft"),
        ("lid-upper-left", 0.0, 0.12, "eyeBlinkLeft"),
        ("lid-upper-right", 0.0, -0.03, "eyeWideRight"),
        ("lid-lower-left", 0.0, -0.04, "eyeSquintLeft"),
        ("iris-left", 0.06, 0.0, "eyeLookOutLeft"),
        ("iris-right", 0.0, 0.05, "eyeLookDownRight"),
        ("brow-inner-left", 0.0, -0.08, "browInnerUp"),
        ("brow-inner-left", -0.02, 0.05, "browDownLeft"),
        ("brow-outer-right", 0.0, -0.07, "browOuterUpRight"),
        ("lip-upper", 0.0, -0.05, "mouthUpperUpLeft"),
        ("lip-lower", 0.0, 0.05, "mouthLowerDownLeft"),
        ("cheek-left", 0.0, -0.04, "cheekSquintLeft"),
        ("nose-wing-right", 0.0, -0.05, "noseSneerRight"),
        ("head", 0.1, 0.0, "headYaw"),
        ("head", 0.0, -0.1, "headPitch"),
        ("head-tilt", 0.2, 0.0, "headRoll"),
    ],
)
def test_the_face_follows_the_pointer(
    stage: Stage, response: FaceResponse, handle_id: str, x: float, y: float, expected: str
) -> None:
    handle, length = handle_of(handle_id), np.hypot(x, y) * response.eye_distance_px
    pose = dragged(response, handle_id, x, y, linked=False)
    assert strongest(pose) == expected
    assert pose[expected] > 0.1
    target = np.array(response.rest[handle_id]) + np.array([x, y]) * response.eye_distance_px
    reached = np.array(response.seen_at(points(stage, pose))[handle_id])
    assert np.hypot(*(target - reached)) < 0.65 * length, (
        "the landmark came nearer to the pointer, as the engine draws it"
    )
    assert set(pose) <= set(controls_of(handle, is_linked=False)), "nothing else moves"


def test_a_smile_is_a_smile_and_little_else(response: FaceResponse) -> None:
    pose = dragged(response, "mouth-corner-left", 0.08, -0.1)
    assert pose["mouthSmileLeft"] == pose["mouthSmileRight"] > 0.5
    assert all(value < 0.05 for name, value in pose.items() if not name.startswith("mouthSmile"))


def test_one_side_alone(response: FaceResponse) -> None:
    pose = dragged(response, "mouth-corner-left", 0.08, -0.1, linked=False)
    assert pose["mouthSmileLeft"] > 0.5
    assert "mouthSmileRight" not in pose


def test_both_eyes_look_the_same_way(response: FaceResponse) -> None:
    pose = dragged(response, "iris-left", 0.07, 0.0)
    assert pose["eyeLookOutLeft"] == pose["eyeLookInRight"] > 0.4
    assert not pose["eyeLookInLeft"]
    assert not pose["eyeLookOutRight"]


def test_the_jaw_goes_either_way_but_never_both(response: FaceResponse) -> None:
    pose = dragged(response, "chin", -0.1, 0.1)
    assert pose["jawRight"] > 0.3
    assert not pose["jawLeft"]


def test_going_back_undoes_the_drag(response: FaceResponse) -> None:
    start = {"mouthSmileLeft": 0.4, "mouthFrownRight": 0.2, "jawOpen": 0.3}
    pose = dragged(response, "mouth-corner-left", 0.0, 0.0, start, linked=False)
    assert {name: value for name, value in pose.items() if value} == {"mouthSmileLeft": 0.4}


def test_a_present_frown_gives_way_before_a_smile_is_added(response: FaceResponse) -> None:
    start = {"mouthFrownLeft": 0.3, "mouthFrownRight": 0.3}
    small = dragged(response, "mouth-corner-left", 0.02, -0.03, start)
    assert small["mouthFrownLeft"] < 0.3
    assert small["mouthSmileLeft"] == 0


def test_a_pair_is_not_counted_twice(stage: Stage, response: FaceResponse) -> None:
    pose = {"mouthFrownLeft": 0.7, "mouthFrownRight": 0.7}
    seen, expected = response.seen_at(points(stage, pose)), response.positions(pose)
    for handle_id, place in seen.items():
        assert np.hypot(*np.subtract(place, expected[handle_id])) < 0.03 * response.eye_distance_px


def test_partners_and_pairs() -> None:
    assert partner_of("eyeLookOutLeft") == "eyeLookInRight"
    assert partner_of("mouthLeft") == "mouthLeft"
    assert partner_of("browInnerUp") == "browInnerUp"
    assert apart({"eyeBlinkLeft": 0.2, "eyeBlinkRight": 0.7}) == {
        "eyeBlinkBoth": (0.0, 0.2), "eyeBlinkRight": (0.2, 0.7),
    }  # fmt: skip
    for handle in HANDLES:
        assert set(handle.controls) <= set(ALL_CONTROLS)
        assert BY_ID[handle.mirrored_id].mirrored_id == handle.id


@settings(max_examples=60, deadline=None)
@given(
    handle=st.sampled_from(HANDLES),
    x=st.floats(-0.6, 0.6),
    y=st.floats(-0.6, 0.6),
    start=st.dictionaries(st.sampled_from(ALL_CONTROLS[:52]), st.floats(0, 1), max_size=8),
    linked=st.booleans(),
)
def test_never_out_of_limits_never_worse(
    response: FaceResponse, handle: object, x: float, y: float, start: dict[str, float], linked: bool
) -> None:
    handle_id = handle.id  # type: ignore[attr-defined]
    at = np.array(response.position(handle_id, start))
    target = at + np.array([x, y]) * response.eye_distance_px
    pose = dragged(response, handle_id, x, y, start, linked)
    for name, value in pose.items():
        low, high = limits_of(name)
        assert low <= value <= high
    after = np.array(response.position(handle_id, {**start, **pose}))
    # Rounding to four digits is worth a hair.
    assert np.hypot(*(target - after)) <= np.hypot(*(target - at)) + 0.01 * response.eye_distance_px
