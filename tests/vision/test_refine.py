"""Landmarks on drawings: measured against the layers the drawings were composed of, and harmless elsewhere."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from studio.models.face import ArtStyle, FaceMesh, MeshSource
from studio.models.picture import Picture
from studio.storage.pictures import load_picture
from studio.vision.detect import find_faces, pick_face
from studio.vision.landmarks import find_mesh
from studio.vision.refine import Refinement, refine_drawn, refinement_report
from studio.vision.style import guess_style
from tests.vision import refine_truth as truth_of

DRAWN = [("ltcr_player", label) for label in ("neutral", "smile", "happy", "surprised", "worry", "pout")] + [
    ("ltcr_raj", label) for label in ("neutral", "smile", "sad", "angry", "laugh", "confused")
]
LID_MIDDLES = ((159, 145), (386, 374))

Seen = tuple[Picture, FaceMesh]
_SEEN: dict[Path, Seen] = {}


def _seen(path: Path, models: Path) -> Seen:
    if path not in _SEEN:
        picture = load_picture(path)
        _SEEN[path] = picture, find_mesh(picture, pick_face(find_faces(picture, models), 0), models)
    return _SEEN[path]


def _refined(path: Path, models: Path) -> tuple[FaceMesh, Refinement]:
    picture, mesh = _seen(path, models)
    return mesh, refinement_report(picture, mesh, ArtStyle.FLAT)


def _layers(sets: Path, who: str, label: str) -> dict[str, Path]:
    names = json.loads((sets / "index.json").read_text())[who]["layers"][label]
    return {name.split("_")[1]: sets / who / "layers" / name for name in names}


def _truth(sets: Path, who: str, label: str) -> truth_of.Truth:
    layers = _layers(sets, who, label)
    return truth_of.read_truth(layers["eyes"], layers["mouth"])


@pytest.mark.parametrize(("who", "label"), DRAWN)
def test_eyes_and_mouth_lie_on_the_drawn_layers(who: str, label: str, shared_data: Path, shared_models: Path) -> None:
    sets = shared_data / "expression_sets"
    mesh, refinement = _refined(sets / who / f"{label}.png", shared_models)
    truth = _truth(sets, who, label)
    before, after = truth_of.errors(mesh.points, truth), truth_of.errors(refinement.mesh.points, truth)
    assert {snapped.feature for snapped in refinement.snapped} >= {"eyeRight", "eyeLeft", "mouth"}
    assert after.mean() <= 0.5 * before.mean()
    assert after.mean() < 0.015
    assert after.max() < 0.065


def test_nearly_all_corners_and_lids_are_within_four_percent(shared_data: Path, shared_models: Path) -> None:
    sets = shared_data / "expression_sets"
    after = np.concatenate(
        [
            truth_of.errors(
                _refined(sets / who / f"{label}.png", shared_models)[1].mesh.points, _truth(sets, who, label)
            )
            for who, label in DRAWN
        ]
    )
    assert (after < 0.04).mean() > 0.97


@pytest.mark.parametrize(("who", "label"), [pair for pair in DRAWN if pair[0] == "ltcr_raj"])
def test_brows_cover_the_drawn_brows(who: str, label: str, shared_data: Path, shared_models: Path) -> None:
    sets = shared_data / "expression_sets"
    mesh, refinement = _refined(sets / who / f"{label}.png", shared_models)
    unit = _truth(sets, who, label).eye_distance
    for side, indices in truth_of.BROWS.items():
        box = truth_of.ink_box(_layers(sets, who, label)["brows"], side)
        misses = [np.abs(_box(each.points, indices) - box) / unit for each in (mesh, refinement.mesh)]
        assert misses[1].max() < 0.06
        assert misses[1].mean() < 0.5 * misses[0].mean()


def _box(points: NDArray[np.float32], indices: tuple[int, ...]) -> NDArray[np.float64]:
    xy = points[list(indices), :2].astype(np.float64)
    return np.concatenate([xy.min(axis=0), xy.max(axis=0)])


@pytest.mark.parametrize("label", ["laugh", "relieved"])
def test_shut_eyes_lie_on_the_line_of_lashes(label: str, shared_data: Path, shared_models: Path) -> None:
    sets = shared_data / "expression_sets"
    _, refinement = _refined(sets / "ltcr_player" / f"{label}.png", shared_models)
    points = refinement.mesh.points
    layer = load_picture(_layers(sets, "ltcr_player", label)["eyes"]).pixels
    for upper, lower in truth_of.LIDS.values():
        np.testing.assert_allclose(points[list(upper), :2], points[list(lower), :2], atol=0.02)
        inner = np.rint(points[list(upper[1:-1]), :2]).astype(int)
        assert (layer[inner[:, 1], inner[:, 0], 3] > 128).all()


@pytest.mark.parametrize(
    "name",
    [
        "portraits/anime_cartoon/eileen_bust.png",
        "portraits/anime_cartoon/sylvie_bust.png",
        "expression_sets/renpy_eileen/concerned.png",
        "expression_sets/renpy_eileen/vhappy.png",
        "expression_sets/renpy_sylvie_green/normal.png",
        "expression_sets/renpy_sylvie_green/smile.png",
    ],
)
def test_tall_anime_eyes_are_taken_whole(name: str, shared_data: Path, shared_models: Path) -> None:
    """The landmarker's eyes are flat slits there; drawn ones are nearly as tall as wide, and coloured inside."""
    picture, mesh = _seen(shared_data / name, shared_models)
    points = refinement_report(picture, mesh, ArtStyle.FLAT).mesh.points
    for (upper, lower), sides in zip(LID_MIDDLES, (truth_of.LIDS["Right"], truth_of.LIDS["Left"]), strict=True):
        width = np.ptp(points[list(sides[0]), 0])
        assert points[lower, 1] - points[upper, 1] > 0.6 * width
        assert points[lower, 1] - points[upper, 1] > 1.5 * (mesh.points[lower, 1] - mesh.points[upper, 1])
    for iris in (468, 473):
        x, y = np.rint(points[iris, :2]).astype(int)
        red, _, blue = picture.pixels[y, x, :3].astype(int)
        assert blue > red + 15


def test_photographs_and_paintings_keep_their_mesh(shared_data: Path, shared_models: Path) -> None:
    names = ("photo/astronaut_nasa.png", "painting/mona_lisa.jpg", "game/king_beard.webp", "game/merchant_female.webp")
    for name in names:
        picture, mesh = _seen(shared_data / "portraits" / name, shared_models)
        assert refine_drawn(picture, mesh, guess_style(picture, mesh)) is mesh
        assert refine_drawn(picture, mesh, ArtStyle.FLAT) is mesh, f"{name}: a wrong guess of style must not harm"


def test_a_photograph_by_name_is_never_touched(shared_data: Path, shared_models: Path) -> None:
    picture, mesh = _seen(shared_data / "expression_sets" / "ltcr_raj" / "neutral.png", shared_models)
    assert refine_drawn(picture, mesh, ArtStyle.PHOTO) is mesh


def test_a_face_without_features_keeps_its_mesh(shared_data: Path, shared_models: Path) -> None:
    _, mesh = _seen(shared_data / "expression_sets" / "ltcr_raj" / "neutral.png", shared_models)
    blank = Picture(np.full((1154, 750, 4), (200, 160, 130, 255), np.uint8), False)
    assert refine_drawn(blank, mesh, ArtStyle.FLAT) is mesh


def test_hidden_eyes_stay_and_the_mouth_is_found_alone(shared_data: Path, shared_models: Path) -> None:
    """Features are looked for one by one: a painted-over pair of eyes does not keep the mouth from its place."""
    sets = shared_data / "expression_sets"
    picture, mesh = _seen(sets / "ltcr_raj" / "smile.png", shared_models)
    pixels = picture.pixels.copy()
    unit = float(np.linalg.norm(mesh.points[33] - mesh.points[263]))
    top, bottom = (
        int(mesh.points[[105, 334], 1].min() - 0.2 * unit),
        int(mesh.points[[145, 374], 1].max() + 0.12 * unit),
    )
    left, right = int(mesh.points[33, 0] - 0.2 * unit), int(mesh.points[263, 0] + 0.2 * unit)
    x, y = np.rint(mesh.points[205, :2]).astype(int)
    pixels[top:bottom, left:right] = pixels[y, x]
    refinement = refinement_report(replace(picture, pixels=pixels), mesh, ArtStyle.FLAT)
    assert [snapped.feature for snapped in refinement.snapped] == ["mouth"]
    lids = list(truth_of.LIDS["Right"][0] + truth_of.LIDS["Left"][0])
    moved = np.linalg.norm(refinement.mesh.points[lids, :2] - mesh.points[lids, :2], axis=1)
    assert moved.max() < 0.02 * unit


def test_the_skin_around_follows_without_folding(shared_data: Path, shared_models: Path) -> None:
    """Neighbours keep their order: down the cheek, and from the brow to the lid."""
    for name in ("portraits/anime_cartoon/eileen_bust.png", "expression_sets/ltcr_player/neutral.png"):
        picture, mesh = _seen(shared_data / name, shared_models)
        after = refine_drawn(picture, mesh, ArtStyle.FLAT)
        for chain in ((105, 52, 159, 145, 50, 205), (334, 282, 386, 374, 280, 425), (2, 0, 13, 17, 152)):
            assert (np.diff(after.points[list(chain), 1]) > 0).all()
        np.testing.assert_array_equal(after.points[:, 2], mesh.points[:, 2])
        assert after.source is mesh.source


@pytest.mark.parametrize("angle_deg", [-20.0, 12.0])
def test_a_tilted_head_gives_the_same_places(angle_deg: float, shared_data: Path, shared_models: Path) -> None:
    import cv2

    sets = shared_data / "expression_sets"
    picture, mesh = _seen(sets / "ltcr_player" / "neutral.png", shared_models)
    centre = (float(mesh.points[1, 0]), float(mesh.points[1, 1]))
    turn = cv2.getRotationMatrix2D(centre, angle_deg, 1.0)
    pixels = cv2.warpAffine(picture.pixels, turn, (picture.width, picture.height), flags=cv2.INTER_CUBIC)
    tilted = mesh.points.copy()
    tilted[:, :2] = mesh.points[:, :2] @ turn[:, :2].T + turn[:, 2]
    after = refine_drawn(Picture(pixels, picture.has_alpha), FaceMesh(tilted, MeshSource.TASKS), ArtStyle.FLAT)
    back = after.points.copy()
    back[:, :2] = np.linalg.solve(turn[:, :2], (after.points[:, :2] - turn[:, 2]).T).T
    misses = truth_of.errors(back, _truth(sets, "ltcr_player", "neutral"))
    assert misses.mean() < 0.02
    assert misses.max() < 0.07


def test_a_larger_copy_gives_the_same_places(shared_data: Path, shared_models: Path) -> None:
    import cv2

    picture, mesh = _seen(shared_data / "expression_sets" / "ltcr_player" / "neutral.png", shared_models)
    large = cv2.resize(picture.pixels, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC)
    points = mesh.points * 2
    points[:, :2] += 0.5
    bigger = refine_drawn(Picture(large, picture.has_alpha), FaceMesh(points, MeshSource.TASKS), ArtStyle.FLAT)
    once = refine_drawn(picture, mesh, ArtStyle.FLAT)
    unit = float(np.linalg.norm(mesh.points[33] - mesh.points[263]))
    apart = np.linalg.norm((bigger.points[:, :2] - 0.5) / 2 - once.points[:, :2], axis=1)
    assert np.median(apart) < 0.005 * unit
    assert apart.max() < 0.06 * unit
