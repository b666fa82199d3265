"""Hand-placed anchors are read with clear errors and become a mesh that sits on the drawing."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from studio.core.errors import InputError
from studio.models.face import ANCHOR_NAMES, REQUIRED_ANCHORS, Anchors, FaceBox, FaceMesh, MeshSource
from studio.models.picture import Picture
from studio.vision import face_topology as topology
from studio.vision.anchors import mesh_from_anchors, mesh_to_anchors, read_anchors, write_anchors
from studio.vision.face_topology import ANCHOR_LANDMARKS, canonical_points
from studio.vision.plausibility import eye_distance

FOLDER = Path(__file__).parent / "anchors"
DRAWN = {
    "sylvie_bust": "portraits/anime_cartoon/sylvie_bust.png",
    "ltcr_player": "expression_sets/ltcr_player/neutral.png",
    "ltcr_raj": "expression_sets/ltcr_raj/neutral.png",
    "bronann": "portraits/game/bronann.png",
}
Load = Callable[[str], Picture]
See = Callable[[str, Path], tuple[Picture, FaceMesh, FaceBox]]


def example(name: str) -> Anchors:
    return read_anchors((FOLDER / f"{name}.json").read_bytes())


def only(anchors: Anchors, names: tuple[str, ...]) -> Anchors:
    return Anchors({name: anchors.points[name] for name in names})


@pytest.mark.parametrize("name", DRAWN)
def test_mesh_passes_through_every_anchor(name: str, picture: Load) -> None:
    loaded, anchors = picture(DRAWN[name]), example(name)
    mesh = mesh_from_anchors(anchors, (loaded.width, loaded.height))
    assert mesh.source is MeshSource.ANCHORS
    assert mesh.points.shape == (478, 3)
    assert np.isfinite(mesh.points).all()
    unit = eye_distance(mesh.points)
    for anchor, (x, y) in anchors.points.items():
        there = mesh.points[list(ANCHOR_LANDMARKS[anchor]), :2].mean(axis=0)
        assert np.hypot(*(there - (x, y))) < 0.03 * unit, anchor


@pytest.mark.parametrize("name", DRAWN)
def test_lids_and_lips_are_ordered_arcs(name: str, picture: Load) -> None:
    loaded = picture(DRAWN[name])
    points = mesh_from_anchors(example(name), (loaded.width, loaded.height)).points.astype(float)
    for upper, lower in (
        (topology.EYE_RIGHT_UPPER, topology.EYE_RIGHT_LOWER),
        (topology.EYE_LEFT_UPPER, topology.EYE_LEFT_LOWER),
        (topology.LIP_UPPER_OUTER, topology.LIP_LOWER_OUTER),
    ):
        chord = points[upper[-1], :2] - points[upper[0], :2]
        along = chord / np.hypot(*chord)
        for line in (upper, lower):
            assert (np.diff(points[list(line), :2] @ along) > 0).all()
        above = points[list(upper[1:-1]), 1] - points[list(lower[1:-1]), 1]
        assert (above < 0).all()
    oval = points[list(topology.FACE_OVAL), :2]
    brows = topology.BROW_RIGHT_UPPER + topology.BROW_RIGHT_LOWER + topology.BROW_LEFT_UPPER + topology.BROW_LEFT_LOWER
    inside = np.delete(points[:468, :2], brows, axis=0)  # drawn brows may run past the outline
    assert (inside.min(axis=0) >= oval.min(axis=0) - 1).all()
    assert (inside.max(axis=0) <= oval.max(axis=0) + 1).all()


def test_eyes_of_a_drawing_are_covered_by_the_lids(picture: Load) -> None:
    """The big drawn irises are dark; the fitted eye openings must hold them."""
    import cv2

    loaded = picture(DRAWN["sylvie_bust"])
    points = mesh_from_anchors(example("sylvie_bust"), (loaded.width, loaded.height)).points
    light = loaded.rgb.astype(float).mean(axis=2)
    for upper, lower in (
        (topology.EYE_RIGHT_UPPER, topology.EYE_RIGHT_LOWER),
        (topology.EYE_LEFT_UPPER, topology.EYE_LEFT_LOWER),
    ):
        opening = np.zeros(light.shape, np.uint8)
        cv2.fillPoly(opening, [np.rint(points[list(upper + lower[::-1]), :2]).astype(np.int32)], 1)
        blue = (loaded.rgb[..., 2].astype(int) - loaded.rgb[..., 0] > 40) & (light < 170)
        window = cv2.dilate(opening, np.ones((9, 9), np.uint8)).astype(bool)
        assert (blue & opening.astype(bool)).sum() > 0.8 * (blue & window).sum() > 100


def test_all_anchors_of_a_found_mesh_give_it_back(see: See, bare: Path) -> None:
    for name in ("photo/astronaut_nasa.png", "photo/obama_speech.jpg", "painting/donna_velata.jpg"):
        loaded, mesh, _ = see(f"portraits/{name}", bare)
        anchors = mesh_to_anchors(mesh)
        assert tuple(anchors.points) == ANCHOR_NAMES
        again = mesh_from_anchors(anchors, (loaded.width, loaded.height))
        error = np.linalg.norm(again.points[:, :2] - mesh.points[:, :2], axis=1) / eye_distance(mesh.points)
        assert error.mean() < 0.05
        assert error.max() < 0.3
        depth = again.points[:468, 2] - mesh.points[:468, 2]
        assert depth.std() / eye_distance(mesh.points) < 0.12


def test_required_anchors_are_enough(see: See, bare: Path) -> None:
    loaded, mesh, _ = see("portraits/photo/sergey_front.png", bare)
    few = only(mesh_to_anchors(mesh), REQUIRED_ANCHORS)
    again = mesh_from_anchors(few, (loaded.width, loaded.height))
    error = np.linalg.norm(again.points[:, :2] - mesh.points[:, :2], axis=1) / eye_distance(mesh.points)
    assert error.mean() < 0.12


def test_half_turned_head_is_seen_in_depth(picture: Load) -> None:
    loaded = picture(DRAWN["bronann"])
    points = mesh_from_anchors(example("bronann"), (loaded.width, loaded.height)).points
    assert points[454, 2] - points[234, 2] > 0.3 * eye_distance(points)  # it looks to the right: that ear is farther
    flat = mesh_from_anchors(example("bronann"), (loaded.width, loaded.height), z=False).points
    assert (flat[:, 2] == 0).all()
    assert (flat[:, :2] == points[:, :2]).all()


def test_one_side_is_completed_from_the_other() -> None:
    canonical = canonical_points()[:, :2] * 100 + 300
    both = Anchors(
        {n: tuple(map(float, canonical[list(ANCHOR_LANDMARKS[n])].mean(axis=0))) for n in REQUIRED_ANCHORS}  # type: ignore[misc]
    )
    eye = canonical[159]
    lifted = Anchors({**both.points, "eyeRightUpper": (float(eye[0]), float(eye[1]) - 15)})
    mesh = mesh_from_anchors(lifted, (600, 600))
    right = mesh.points[145, 1] - mesh.points[159, 1]
    left = mesh.points[374, 1] - mesh.points[386, 1]
    assert right == pytest.approx(left, abs=1.5)
    assert right > canonical[145, 1] - canonical[159, 1] + 7


@pytest.mark.parametrize("turns", [0, 1, 2, 3])
def test_turned_anchors_turn_the_mesh(turns: int) -> None:
    anchors = example("ltcr_raj")
    angle = np.pi / 2 * turns
    matrix = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])

    def turn(xy: np.ndarray) -> np.ndarray:  # type: ignore[type-arg]
        return (xy - 600) @ matrix.T + 600

    turned = Anchors({name: tuple(map(float, turn(np.array(p)))) for name, p in anchors.points.items()})  # type: ignore[misc]
    mesh = mesh_from_anchors(turned, (1200, 1200))
    assert mesh.quarter_turns == turns
    upright = mesh_from_anchors(anchors, (1200, 1200))
    assert np.abs(mesh.points[:, :2] - turn(upright.points[:, :2].astype(float))).max() < 3.0


def test_written_anchors_are_read_again() -> None:
    anchors = example("sylvie_bust")
    assert dict(read_anchors(write_anchors(anchors)).points) == dict(anchors.points)
    plain = json.dumps({name: list(point) for name, point in anchors.points.items()}).encode()
    assert dict(read_anchors(plain).points) == dict(anchors.points)


def test_bad_anchors_say_what_is_wrong() -> None:
    good = {name: list(point) for name, point in example("ltcr_raj").points.items()}
    swapped = {
        name.replace("Right", "*").replace("Left", "Right").replace("*", "Left"): point for name, point in good.items()
    }
    cases = {
        "anchors.not_json": b"{points: ",
        "anchors.shape": b"[1, 2]",
        "anchors.unknown_name": json.dumps({**good, "eyeRightOutter": [1, 2]}).encode(),
        "anchors.not_a_point": json.dumps({**good, "chin": [1, "two"]}).encode(),
        "anchors.missing": json.dumps({k: v for k, v in good.items() if k != "chin"}).encode(),
        "anchors.mirrored": json.dumps(swapped).encode(),
        "anchors.degenerate": json.dumps({name: [5, 5] for name in good}).encode(),
    }
    for code, data in cases.items():
        with pytest.raises(InputError) as caught:
            read_anchors(data)
        assert caught.value.code == code
        assert caught.value.hint
    with pytest.raises(InputError) as caught:
        mesh_from_anchors(example("ltcr_raj"), (100, 100))
    assert caught.value.code == "anchors.outside"
