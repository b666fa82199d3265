"""Meshes of real faces are found, checked, and refused where they are wrong."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from studio.core.errors import InputError, ModelError
from studio.models.controls import CONTROL_INDEX
from studio.models.face import FaceBox, FaceMesh, MeshSource
from studio.models.picture import Picture
from studio.vision.detect import find_faces
from studio.vision.face_topology import FACE_OVAL
from studio.vision.landmarks import find_mesh
from studio.vision.plausibility import REFUSE_BELOW, eye_distance, five_point_error, plausibility
from studio.vision.turning import points_forward

Load = Callable[[str], Picture]
See = Callable[[str, Path], tuple[Picture, FaceMesh, FaceBox]]

GOOD = (
    "portraits/photo/astronaut_nasa.png", "portraits/photo/obama_speech.jpg", "portraits/painting/mona_lisa.jpg",
    "portraits/painting/donna_velata.jpg", "portraits/game/king_beard.webp", "portraits/game/woman02.png",
    "expression_sets/ltcr_player/neutral.png", "expression_sets/ltcr_raj/neutral.png",
    "expression_sets/ict_render_id1/neutral.png", "portraits/edge/face_48px.png",
)  # fmt: skip


@pytest.mark.parametrize("name", GOOD)
def test_two_landmarkers_agree(name: str, see: See, bare: Path, installed: Path) -> None:
    loaded, bundled, _ = see(name, bare)
    _, other, _ = see(name, installed)
    assert bundled.source is MeshSource.ATTENTION
    assert bundled.points.shape == (478, 3)
    assert bundled.points.dtype == np.float32
    assert min(bundled.plausibility, other.plausibility) >= REFUSE_BELOW
    distance = np.linalg.norm(bundled.points[:, :2] - other.points[:, :2], axis=1).mean() / eye_distance(bundled.points)
    assert distance < 0.12
    assert bundled.points[:, 0].mean() < loaded.width
    assert bundled.points[:, 1].mean() < loaded.height
    assert bundled.points[1, 2] < bundled.points[list(FACE_OVAL), 2].mean()  # the nose is nearer than the outline


def test_blendshapes_come_with_the_installed_landmarker(see: See, bare: Path, installed: Path) -> None:
    name = "portraits/photo/astronaut_nasa.png"
    _, mesh, _ = see(name, installed)
    assert mesh.source is MeshSource.TASKS
    assert set(mesh.blendshapes) <= set(CONTROL_INDEX)
    assert len(mesh.blendshapes) == 51
    assert mesh.blendshapes["mouthSmileLeft"] > 0.5
    assert see(name, bare)[1].blendshapes == {}


@pytest.mark.parametrize("name", ["upside_down.jpg", "rotated_90_no_exif.jpg"])
def test_mesh_of_a_turned_face_lies_on_it(name: str, see: See, bare: Path) -> None:
    loaded, mesh, _ = see(f"portraits/edge/{name}", bare)
    _, upright, _ = see("portraits/edge/exif_gps_private.jpg", bare)
    forward = points_forward(mesh.points, mesh.quarter_turns, loaded.width, loaded.height)
    assert np.abs(forward[:, :2] - upright.points[:, :2]).mean() < 2.0


@pytest.mark.parametrize("angle", [-60, -30, 30, 75, 120, 180])
def test_leaning_heads_are_followed(angle: int, see: See, bare: Path, installed: Path) -> None:
    import cv2

    for folder in (bare, installed):
        loaded, reference, _ = see("portraits/photo/obama_official.jpg", folder)
        side = int(np.hypot(loaded.width, loaded.height))
        matrix = cv2.getRotationMatrix2D((loaded.width / 2, loaded.height / 2), -angle, 1.0)
        matrix[:, 2] += [(side - loaded.width) / 2, (side - loaded.height) / 2]
        leaning = cv2.warpAffine(loaded.pixels, matrix, (side, side), borderValue=(255, 255, 255, 255))
        rolled = Picture(leaning, False)
        mesh = find_mesh(rolled, find_faces(rolled, folder)[0], folder)
        expected = reference.points[:, :2] @ matrix[:, :2].T + matrix[:, 2]
        error = np.linalg.norm(mesh.points[:, :2] - expected, axis=1).mean() / eye_distance(reference.points)
        assert error < 0.06


def test_mesh_matches_the_detectors_own_points(see: See, installed: Path) -> None:
    for name in ("portraits/photo/astronaut_nasa.png", "portraits/photo/obama_official.jpg"):
        _, mesh, box = see(name, installed)
        assert box.points is not None
        assert five_point_error(mesh.points, box.points) < 0.13


def test_tiny_face_is_refused(picture: Load, installed: Path) -> None:
    loaded = picture("portraits/edge/tiny_face_24px_in_1600.png")
    (box,) = find_faces(loaded, installed)
    with pytest.raises(InputError) as caught:
        find_mesh(loaded, box, installed)
    assert caught.value.code == "face.too_small"


def test_half_hidden_half_turned_face_asks_for_anchors(picture: Load, bare: Path, installed: Path) -> None:
    loaded = picture("portraits/game/bronann.png")
    for folder in (bare, installed):
        with pytest.raises(InputError) as caught:
            find_mesh(loaded, find_faces(loaded, folder)[0], folder)
        assert caught.value.code == "face.implausible"
        assert "anchors" in caught.value.hint


def test_closed_helmet_and_misread_drawing_are_refused(picture: Load, bare: Path) -> None:
    # The detector takes both for faces; the mesh then disagrees with the detector's own eyes and nose.
    for name in ("portraits/game/helmet_no_face.webp", "expression_sets/renpy_sylvie_green/surprised.png"):
        loaded = picture(name)
        (box,) = find_faces(loaded, bare)
        with pytest.raises(InputError) as caught:
            find_mesh(loaded, box, bare)
        assert caught.value.code == "face.implausible"


def test_place_without_a_face_is_refused(picture: Load, bare: Path) -> None:
    starry = picture("portraits/noface/starry_night.jpg")
    with pytest.raises(InputError) as caught:
        find_mesh(starry, FaceBox(150, 80, 120, 120, 0.7, "test"), bare)
    assert caught.value.code in ("face.not_found", "face.implausible")


def test_box_beside_the_face_is_refused(see: See, bare: Path) -> None:
    loaded, _, box = see("portraits/photo/sergey_front.png", bare)
    shifted = replace(box, x=box.x + 0.45 * box.width, y=box.y - 0.45 * box.height)
    with pytest.raises(InputError):
        find_mesh(loaded, shifted, bare)


def test_plausibility_knows_wrong_meshes(see: See, installed: Path) -> None:
    _, mesh, box = see("portraits/photo/sergey_front.png", installed)
    good = mesh.points.astype(np.float64)
    assert plausibility(good, box)[0] > 0.9
    centre = good.mean(axis=0)
    upside_down = centre + (good - centre) * [-1, -1, 1]
    squeezed = centre + (good - centre) * [0.2, 1, 1]
    elsewhere = good + np.array([1.2 * box.width, 0, 0])
    huge = centre + (good - centre) * 2.5
    scrambled = good[np.random.default_rng(1).permutation(478)]
    for wrong in (upside_down, squeezed, elsewhere, huge, scrambled, np.full((478, 3), np.nan), np.zeros((478, 3))):
        value, reasons = plausibility(wrong, box)
        assert value < REFUSE_BELOW
        assert reasons


def test_damaged_landmarker_is_a_clear_error(tmp_path: Path, see: See, bare: Path) -> None:
    loaded, _, box = see("portraits/photo/astronaut_nasa.png", bare)
    (tmp_path / "face_landmarker.task").write_bytes(b"PK not a bundle")
    with pytest.raises(ModelError) as caught:
        find_mesh(loaded, box, tmp_path)
    assert caught.value.code == "model.corrupt"


def test_nothing_is_printed_and_the_process_ends_cleanly(shared_data: Path, bare: Path) -> None:
    path = shared_data / "portraits" / "photo" / "astronaut_nasa.png"
    code = (
        "import sys; from pathlib import Path; from studio.storage.pictures import load_picture;"
        "from studio.vision.detect import find_faces; from studio.vision.landmarks import find_mesh;"
        "from studio.vision.matte import cut_out;"
        "assert 'mediapipe' not in sys.modules and 'cv2' not in sys.modules;"
        "p = load_picture(Path(sys.argv[1])); m = Path(sys.argv[2]);"
        "mesh = find_mesh(p, find_faces(p, m)[0], m); cut_out(p, mesh); print('done')"
    )
    result = subprocess.run(
        [sys.executable, "-c", code, str(path), str(bare)], capture_output=True, text=True, check=False, timeout=120
    )
    assert (result.returncode, result.stdout, result.stderr) == (0, "done\n", "")
