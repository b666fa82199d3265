"""Groups, partners and symmetry of anchors."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.models import anchor_groups
from studio.models.face import ANCHOR_NAMES, REQUIRED_ANCHORS

FACE = {name: (10.0 * index, 5.0 * (index % 7)) for index, name in enumerate(ANCHOR_NAMES)}


def test_every_anchor_is_asked_for_once_what_must_be_first() -> None:
    assert sorted(anchor_groups.GUIDE_ORDER) == sorted(ANCHOR_NAMES)
    assert anchor_groups.GUIDE_ORDER[: len(REQUIRED_ANCHORS)] == REQUIRED_ANCHORS
    assert anchor_groups.next_to_place({}) == REQUIRED_ANCHORS[0]
    assert anchor_groups.next_to_place(FACE) == ""
    placed = dict.fromkeys(REQUIRED_ANCHORS, (0.0, 0.0))
    assert anchor_groups.is_enough(placed)
    assert anchor_groups.next_to_place(placed, ["noseTip"]) == "upperLipBottom"


@pytest.mark.parametrize("name", ANCHOR_NAMES)
def test_partners_are_mutual(name: str) -> None:
    partner = anchor_groups.partner_of(name)
    assert partner in ANCHOR_NAMES
    assert anchor_groups.partner_of(partner) == name
    group = anchor_groups.group_of(name)
    assert bool(group) == (name != "forehead")


@given(st.sampled_from(ANCHOR_NAMES), st.floats(-50, 50), st.floats(-50, 50), st.floats(0, 2 * math.pi))
def test_the_other_side_moves_mirrored_at_the_faces_axis(name: str, x: float, y: float, tilt: float) -> None:
    cos, sin = math.cos(tilt), math.sin(tilt)
    face = {one: (px * cos - py * sin, px * sin + py * cos) for one, (px, py) in _upright().items()}
    offset = (x * cos - y * sin, x * sin + y * cos)
    moved = anchor_groups.moved(face, [name], offset, is_symmetric=True)
    partner = anchor_groups.partner_of(name)
    if partner == name:
        return
    step = (moved[partner][0] - face[partner][0], moved[partner][1] - face[partner][1])
    back = (step[0] * cos + step[1] * sin, -step[0] * sin + step[1] * cos)
    assert back == pytest.approx((-x, y), abs=1e-6)
    others = set(ANCHOR_NAMES) - {name, partner}
    assert all(moved[one] == face[one] for one in others)


def test_a_group_is_not_moved_twice() -> None:
    mouth = anchor_groups.GROUPS["mouth"]
    moved = anchor_groups.moved(_upright(), mouth, (3.0, 2.0), is_symmetric=True)
    assert all(moved[name] == pytest.approx((_upright()[name][0] + 3, _upright()[name][1] + 2)) for name in mouth)


@given(st.floats(-900, 900), st.floats(-900, 900))
def test_points_stay_in_the_picture(x: float, y: float) -> None:
    (inside,) = anchor_groups.kept_inside({"chin": (x, y)}, (100, 50)).values()
    assert 0 <= inside[0] <= 100
    assert 0 <= inside[1] <= 50


def _upright() -> dict[str, tuple[float, float]]:
    points = dict(FACE)
    points |= {"eyeRightOuter": (-40, 0), "eyeRightInner": (-20, 0), "eyeLeftInner": (20, 0), "eyeLeftOuter": (40, 0)}
    return points
