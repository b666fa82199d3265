"""Every control moves its own region of a drawn face, and nothing else."""

from __future__ import annotations

import functools

import numpy as np
import pytest
from numpy.typing import NDArray

from studio.engines.portrait.renderer import render_portraits
from studio.models.controls import ARKIT_CONTROLS, HEAD_CONTROLS, region_of
from studio.models.genome import PortraitGenome
from tests.lab.synth.faces import region_masks

SIZE = 96
PEOPLE = {
    "flat": PortraitGenome.random(130), "stubble": PortraitGenome.random(201),
    "bearded": PortraitGenome(style="cel", hair_style="messy", beard="full", moustache="chevron", jaw_width=0.8),

    "cel": PortraitGenome(style="cel", hair_style="bob", fringe="blunt", lashes=0.9, glasses="round", freckles=0.6),
}  # fmt: skip
STEPS = (0.0, 0.5, 1.0)
VISIBLE = 4  # of 255: less is rounding
BOTH_SIDES = ("jawLeft", "jawRight", "mouthLeft", "mouthRight")


@functools.cache
def _drawn(person: str) -> tuple[NDArray[np.int16], NDArray[np.float32], NDArray[np.float32]]:
    """(52, 5, S, S, 3) pictures and (52, 5, 478, 3) landmarks of each control's steps, (478, 3) resting landmarks."""
    pictures, landmarks = [], []
    rest = render_portraits([PEOPLE[person]], None, SIZE).landmarks[0].numpy()
    for start in range(0, len(ARKIT_CONTROLS), 13):
        names = ARKIT_CONTROLS[start : start + 13]
        poses = [{**_base(name), name: step} for name in names for step in STEPS]
        batch = render_portraits([PEOPLE[person]] * len(poses), poses, SIZE)
        pictures.append(batch.pixels()[..., :3].astype(np.int16).reshape(len(names), len(STEPS), SIZE, SIZE, 3))
        landmarks.append(batch.landmarks.numpy().reshape(len(names), len(STEPS), 478, 3))
    return np.concatenate(pictures), np.concatenate(landmarks), rest


def _base(name: str) -> dict[str, float]:
    return {"jawOpen": 1.0} if name == "mouthClose" else {}  # it closes what the jaw has opened


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("name", ARKIT_CONTROLS)
def test_control_stays_in_its_region_and_grows(person: str, name: str) -> None:
    pictures, landmarks, rest = _drawn(person)
    frames, points = pictures[ARKIT_CONTROLS.index(name)], landmarks[ARKIT_CONTROLS.index(name)]
    change = np.abs(frames - frames[0]).max(-1)
    changed = change[-1] > VISIBLE
    assert changed.sum() >= 12, "a control without effect"
    assert not (changed & ~region_masks(rest, SIZE)[region_of(name)]).any(), "it changes another region"
    amounts = change.sum((1, 2)).astype(float)
    moved = np.hypot(*(points - points[0])[..., :2].transpose(2, 0, 1)).sum(1)
    left = np.abs(frames - frames[-1]).max(-1).sum((1, 2)).astype(float)
    is_leaving = (np.diff(amounts) > -0.03 * amounts[-1]).all()
    is_nearing = (np.diff(left) < 0.03 * left[0]).all()  # what lies between may hold what neither end holds
    assert is_leaving or is_nearing, "the picture does not change steadily"
    assert (np.diff(moved) > -1e-3).all(), "landmarks do not move steadily"
    middle = float(rest[[1, 168], 0].mean())
    if name not in BOTH_SIDES and name.endswith("Left"):
        assert not changed[:, : int(middle - 2.0)].any(), "it reaches the character's right half"
    if name not in BOTH_SIDES and name.endswith("Right"):
        assert not changed[:, int(middle + 3.0) :].any(), "it reaches the character's left half"


def test_closed_lids_hide_the_eyes() -> None:
    people = [PortraitGenome.random(seed) for seed in range(12)]
    shut = render_portraits(people, [{"eyeBlinkLeft": 1.0, "eyeBlinkRight": 1.0}] * 12, SIZE, with_masks=True)
    wide = render_portraits(people, None, SIZE, with_masks=True)
    assert shut.masks is not None
    assert wide.masks is not None
    lids = shut.landmarks[:, [159, 386], 1] - shut.landmarks[:, [145, 374], 1]
    assert float(lids.abs().max()) < 0.5  # pixels between the lids
    assert bool((shut.masks[:, 3].sum((1, 2)) < 0.7 * wide.masks[:, 3].sum((1, 2))).all())  # only lashes are left


@pytest.mark.parametrize("name", HEAD_CONTROLS)
def test_head_turns_the_right_way(name: str) -> None:
    points = render_portraits([PortraitGenome()] * 2, [{}, {name: 15.0}], SIZE).landmarks.numpy()
    nose, oval = points[1, 1] - points[0, 1], points[1, 10] - points[0, 10]
    if name == "headYaw":
        assert nose[0] > 0.02 * SIZE
    elif name == "headPitch":
        assert nose[1] < -0.02 * SIZE
    else:
        assert oval[0] > 0.02 * SIZE  # the forehead goes to the right: clockwise


def test_mirrored_pose_mirrors_landmarks() -> None:
    pose, twin = {"mouthSmileLeft": 1.0, "headYaw": 10.0}, {"mouthSmileRight": 1.0, "headYaw": -10.0}
    points = render_portraits([PortraitGenome()] * 2, [pose, twin], SIZE).landmarks.numpy()
    assert points[0, 291, 0] == pytest.approx(SIZE - points[1, 61, 0], abs=0.05)
    assert points[0, 291, 1] == pytest.approx(points[1, 61, 1], abs=0.05)
