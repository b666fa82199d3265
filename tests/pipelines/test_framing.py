from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from studio.core.errors import InputError
from studio.models.project import Crop, FrameOptions
from studio.pipelines.framing import focus_window, framed_pixels, framed_reference, plan_framing, resized
from tests.pipelines.conftest import make_reference


def test_small_pictures_keep_size_and_bytes() -> None:
    reference = make_reference()
    framing = plan_framing(reference, FrameOptions())
    assert framing.frame_size == framing.drawn_size == (120, 160)
    assert framing.pivot_px == (60.0, 160.0)
    assert framed_reference(reference, framing) is reference
    assert np.array_equal(framed_pixels(reference.picture.pixels, framing), reference.picture.pixels)


def test_large_pictures_end_at_512_and_are_drawn_larger() -> None:
    framing = plan_framing(make_reference(1800, 2400), FrameOptions())
    assert framing.frame_size == (384, 512)
    assert framing.drawn_size == (768, 1024)
    assert plan_framing(make_reference(1800, 2400), FrameOptions(), largest_px=0).frame_size == (1800, 2400)


def test_faces_in_tiny_frames_are_drawn_large_enough() -> None:
    framing = plan_framing(make_reference(1800, 2400), FrameOptions(32))
    assert framing.frame_size == (24, 32)
    face_px = 0.4 * framing.drawn_size[0]
    assert 150 < face_px < 260


@pytest.mark.parametrize(("size", "frame", "drawn"), [(64, (48, 64), (120, 160)), (320, (240, 320), (240, 320))])
def test_a_size_that_was_asked_for(size: int, frame: tuple[int, int], drawn: tuple[int, int]) -> None:
    framing = plan_framing(make_reference(), FrameOptions(size))
    assert framing.frame_size == frame
    assert framing.drawn_size == drawn


def test_landmarks_follow_crop_and_size() -> None:
    reference = make_reference(400, 600)
    framing = plan_framing(reference, FrameOptions(100, Crop.FACE))
    framed = framed_reference(reference, framing)
    assert (framed.picture.width, framed.picture.height) == framing.drawn_size
    factor = framing.drawn_size[0] / framing.crop.width
    expected = (reference.mesh.points[:, :2] - (framing.crop.x, framing.crop.y)) * factor
    assert np.allclose(framed.mesh.points[:, :2], expected, atol=0.6)
    inside = framed.mesh.points[:, :2]
    assert (inside > 0).all()
    assert (inside < framing.drawn_size).all()


def test_crops_shrink_towards_the_face() -> None:
    reference = make_reference(400, 600)
    small = reference.mesh.points * (0.4, 0.4, 1) + (120, 140, 0)
    reference = replace(reference, mesh=replace(reference.mesh, points=small.astype("float32")))
    areas = [plan_framing(reference, FrameOptions(crop=crop)).crop.area for crop in (Crop.NONE, Crop.BUST, Crop.FACE)]
    assert areas[0] > areas[1] > areas[2]


def test_a_crop_at_the_edge_stays_in_the_picture() -> None:
    reference = make_reference(400, 600)
    shifted = replace(reference, mesh=replace(reference.mesh, points=reference.mesh.points - (150, 200, 0)))
    crop = plan_framing(shifted, FrameOptions(crop=Crop.BUST)).crop
    assert crop.x == crop.y == 0


@pytest.mark.parametrize("size", [1, 15, 9000])
def test_impossible_sizes_are_refused(size: int) -> None:
    with pytest.raises(InputError):
        plan_framing(make_reference(), FrameOptions(size))


def test_hidden_colours_never_bleed_in() -> None:
    pixels = np.zeros((64, 64, 4), np.uint8)
    pixels[...] = (255, 0, 255, 0)
    pixels[16:48, 16:48] = (0, 200, 0, 255)
    small = resized(pixels, (23, 23))
    visible = small[small[..., 3] > 8]
    assert visible[:, 0].max() < 12
    assert visible[:, 2].max() < 12


def test_pixel_art_only_holds_colours_of_the_picture() -> None:
    reference = make_reference(32, 32, has_alpha=False)
    options = FrameOptions(96, is_pixel_art=True)
    framing = plan_framing(reference, options)
    assert framing.drawn_size == (32, 32)
    frame = framed_pixels(reference.picture.pixels, framing)
    assert np.array_equal(frame[::3, ::3], reference.picture.pixels)
    assert np.array_equal(frame[1::3, 2::3], reference.picture.pixels)


@pytest.mark.parametrize("crop", list(Crop))
@pytest.mark.parametrize("size", [0, 48])
def test_the_window_of_a_contact_sheet_shows_the_head(crop: Crop, size: int) -> None:
    reference = make_reference(1800, 2400)
    framing = plan_framing(reference, FrameOptions(size, crop))
    window = focus_window(reference, framing)
    width, height = framing.frame_size
    assert 0 <= window.x < window.right <= width
    assert 0 <= window.y < window.bottom <= height
    scale = width / framing.crop.width
    points = (reference.mesh.points[:, :2] - (framing.crop.x, framing.crop.y)) * scale
    assert (points.min(0) >= (window.x - 1, window.y - 1)).all()
    assert (points.max(0) <= (window.right + 1, window.bottom + 1)).all()
    if crop is Crop.NONE:
        assert window.width == window.height < height
