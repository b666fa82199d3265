"""Faces are found in real pictures, upright or turned, with and without installed models."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from studio.core.errors import InputError, ModelError
from studio.models.face import FaceBox
from studio.models.picture import Picture
from studio.vision.detect import find_faces, installed_detectors, pick_face
from studio.vision.detect_base import overlap, suppressed
from studio.vision.turning import box_back, box_forward, points_back, points_forward, turned

Load = Callable[[str], Picture]

ONE_FACE = (
    "photo/astronaut_nasa.png", "photo/obama_official.jpg", "photo/obama_speech.jpg", "photo/sergey_front.png",
    "photo/grace_hopper_glasses_hat.jpg", "photo/business_person_glasses_hand.png", "painting/mona_lisa.jpg",
    "painting/sargent_lady_agnew.jpg", "painting/gogol_moustache.png", "game/king_beard.webp", "game/bronann.png",
    "game/woman02.png", "anime_cartoon/sylvie_bust.png", "anime_cartoon/eileen_bust.png", "edge/eyes_censored.jpg",
    "edge/very_dark.jpg", "edge/face_48px.png", "edge/alpha_magenta_under_zero.png",
)  # fmt: skip


@pytest.mark.parametrize("name", ONE_FACE)
def test_one_face_is_one_box(name: str, picture: Load, bare: Path, installed: Path) -> None:
    found = [find_faces(picture(f"portraits/{name}"), folder) for folder in (bare, installed)]
    assert [len(boxes) for boxes in found] == [1, 1]
    assert overlap(found[0][0], found[1][0]) > 0.35  # two independent detectors agree where it is
    assert all(boxes[0].quarter_turns == 0 for boxes in found)


def test_no_face_is_an_answer(picture: Load, bare: Path, installed: Path) -> None:
    starry = picture("portraits/noface/starry_night.jpg")
    assert find_faces(starry, bare) == []
    assert find_faces(starry, installed) == []


def test_groups_are_found_without_any_download(picture: Load, bare: Path) -> None:
    assert len(find_faces(picture("portraits/photo/group_solvay1927.jpg"), bare)) >= 27
    assert len(find_faces(picture("portraits/painting/american_gothic_two.jpg"), bare)) == 2


def test_groups_with_yunet(picture: Load, installed: Path) -> None:
    solvay = find_faces(picture("portraits/photo/group_solvay1927.jpg"), installed)
    assert len(solvay) >= 27
    assert [box.area for box in solvay] == sorted((box.area for box in solvay), reverse=True)
    assert all(box.points is not None and box.points.shape == (5, 2) for box in solvay)
    assert len(find_faces(picture("portraits/painting/night_watch_many_faces.jpg"), installed)) >= 14


@pytest.mark.parametrize(("name", "turns"), [("upside_down.jpg", 2), ("rotated_90_no_exif.jpg", 3)])
def test_turned_faces_are_found_and_said_to_be(
    name: str, turns: int, picture: Load, bare: Path, installed: Path
) -> None:
    upright = picture("portraits/edge/exif_gps_private.jpg")
    for folder in (bare, installed):
        loaded = picture(f"portraits/edge/{name}")
        (box,) = find_faces(loaded, folder)
        assert box.quarter_turns == turns
        (expected,) = find_faces(upright, folder)
        assert overlap(box_forward(box, loaded.width, loaded.height), expected) > 0.9


def test_tiny_face_needs_the_finer_detector(picture: Load, installed: Path) -> None:
    (box,) = find_faces(picture("portraits/edge/tiny_face_24px_in_1600.png"), installed)
    assert max(box.width, box.height) < 32


def test_drawings_that_yunet_misses_at_its_main_size(picture: Load, installed: Path) -> None:
    assert len(find_faces(picture("expression_sets/renpy_sylvie_green/surprised.png"), installed)) == 1


def test_anime_detector_finds_drawn_faces(picture: Load, installed: Path) -> None:
    anime = next(d for d in installed_detectors(installed) if d.name == "anime")
    for name in ("portraits/anime_cartoon/sylvie_bust.png", "expression_sets/renpy_sylvie_green/surprised.png"):
        (box,) = anime.detect(picture(name).rgb)
        (reference,) = find_faces(picture(name), installed)
        assert box.score > 0.9
        assert overlap(box, reference) > 0.25  # its box holds the hair too


def test_detectors_follow_what_is_installed(bare: Path, installed: Path) -> None:
    assert [d.name for d in installed_detectors(bare)] == ["mediapipe"]
    assert [d.name for d in installed_detectors(installed)] == ["yunet", "mediapipe", "anime"]


def test_damaged_model_is_a_clear_error(tmp_path: Path, picture: Load) -> None:
    (tmp_path / "yunet_n_640_640.onnx").write_bytes(b"not a network")
    with pytest.raises(ModelError) as caught:
        find_faces(picture("portraits/photo/astronaut_nasa.png"), tmp_path)
    assert caught.value.code == "model.corrupt"


def test_picking() -> None:
    faces = [FaceBox(100, 0, 50, 50, 0.9, "t"), FaceBox(0, 0, 20, 20, 0.95, "t"), FaceBox(60, 60, 10, 10, 0.8, "t")]
    assert pick_face(faces) is faces[0]
    assert pick_face(faces, index=2) is faces[2]
    assert pick_face(faces, point=(5, 5)) is faces[1]
    assert pick_face(faces, point=(63, 90)) is faces[2]
    for action, code in (
        (lambda: pick_face(faces, 3), "face.no_such_index"),
        (lambda: pick_face([]), "face.not_found"),
    ):
        with pytest.raises(InputError) as caught:
            action()
        assert caught.value.code == code


@pytest.mark.parametrize("turns", [0, 1, 2, 3])
def test_turning_there_and_back(turns: int) -> None:
    pixels = np.zeros((40, 60, 3), np.uint8)
    pixels[10, 45] = 255
    row, column = np.argwhere(turned(pixels, turns)[..., 0])[0]
    back = points_back(np.array([[column + 0.5, row + 0.5]]), turns, 60, 40)
    assert back.tolist() == [[45.5, 10.5]]
    assert points_forward(back, turns, 60, 40).tolist() == [[column + 0.5, row + 0.5]]
    box = FaceBox(3, 4, 10, 20, 1.0, "t", np.array([[5, 6]] * 5, np.float32))
    height, width = turned(pixels, turns).shape[:2]
    assert box.x + box.width <= width
    assert box.y + box.height <= height
    there = box_back(box, turns, 60, 40)
    assert there.quarter_turns == turns
    again = box_forward(there, 60, 40)
    assert (again.x, again.y, again.width, again.height) == (3, 4, 10, 20)


def test_suppression_keeps_the_best_of_each_face() -> None:
    boxes = [FaceBox(0, 0, 40, 40, 0.7, "t"), FaceBox(4, 4, 40, 40, 0.9, "t"), FaceBox(100, 0, 40, 40, 0.6, "t")]
    inner = FaceBox(110, 10, 15, 15, 0.5, "t")
    assert [box.score for box in suppressed([*boxes, inner])] == [0.9, 0.6]
