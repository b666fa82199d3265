"""Cutting the face out and putting it back."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from studio.core.errors import InputError
from studio.engines.arc2face.alignment import EYE_LEFT, EYE_RIGHT, align, aligned_points, aligned_rgb, aligned_rgba
from studio.engines.arc2face.layout import MemberSettings
from studio.engines.arc2face.paste import EditRegion, edit_patch, paste, region_named, side_by_side
from studio.engines.arc2face.squares import alignment_of
from studio.models.face import FaceReference
from studio.models.genome import PortraitGenome
from studio.models.portrait import DrawnPortrait
from tests.engines.arc2face.face import reference

SIZE = 128


def test_the_square_is_that_of_ffhq() -> None:
    """Level eyes 50 apart, a mouth below: the formula by hand."""
    face = reference()
    points = face.mesh.points[:, :2].astype(np.float64)
    right, left = points[list(EYE_RIGHT)].mean(0), points[list(EYE_LEFT)].mean(0)
    eyes, across = (right + left) / 2, left - right
    down = points[[61, 291]].mean(0) - eyes
    wanted = 2 * max(2.0 * np.hypot(*across), 1.8 * np.hypot(*down))
    found = align(face.mesh, SIZE)
    assert found.side == pytest.approx(wanted, rel=1e-6)
    assert np.allclose(found.quad.mean(0), eyes + 0.1 * down)
    assert np.allclose(found.quad[3] - found.quad[0], [wanted, 0], atol=0.5), "top left to top right"
    assert np.allclose(found.quad[1] - found.quad[0], [0, wanted], atol=0.5)


@pytest.mark.parametrize("tilt", [0.0, 25.0, -40.0])
def test_a_tilted_face_comes_out_upright_in_the_same_place(tilt: float) -> None:
    level, turned = (
        aligned_points(face.mesh, align(face.mesh, SIZE)) for face in (reference(), reference(tilt_deg=tilt))
    )
    assert np.abs(level - turned).max() < 0.05


def test_there_and_back() -> None:
    alignment = align(reference(tilt_deg=13).mesh, SIZE)
    points = np.random.default_rng(0).random((20, 2)) * 200
    there, back = alignment.to_aligned(), alignment.to_picture()
    moved = points @ there[:, :2].T + there[:, 2]
    assert np.allclose(moved @ back[:, :2].T + back[:, 2], points)


def test_pixels_lie_where_the_points_say() -> None:
    """A dot on a landmark is found at the landmark's place in the square, with and without transparency."""
    face = reference(512, 60.0, tilt_deg=10)
    pixels = np.full_like(face.picture.pixels, 255)
    x, y = np.round(face.mesh.points[1, :2]).astype(int)
    pixels[y - 2 : y + 3, x - 2 : x + 3, :3] = 0
    picture = replace(face.picture, pixels=pixels)
    alignment = align(face.mesh, SIZE)
    wanted = aligned_points(face.mesh, alignment)[1]
    for values in (aligned_rgb(picture, alignment)[..., 0] / 255, aligned_rgba(picture, alignment)[..., 0]):
        dark = 1 - values
        dark[dark < 0.2] = 0
        rows, columns = np.mgrid[:SIZE, :SIZE]
        centre = np.array([(dark * columns).sum(), (dark * rows).sum()]) / dark.sum()
        assert np.abs(centre - wanted).max() < 0.8


def test_a_face_at_the_edge_is_continued() -> None:
    face = reference(256, 50.0, middle=(30, 40))
    square = aligned_rgb(face.picture, align(face.mesh, SIZE))
    assert square.shape == (SIZE, SIZE, 3)
    assert square[:8].std() > 0, "no black bars"
    assert (aligned_rgba(face.picture, align(face.mesh, SIZE))[:4, :4] == 0).all(), "there is nothing beyond the edge"


def test_large_pictures_are_made_smaller_first() -> None:
    face = reference(700, 140.0)
    square = aligned_rgb(face.picture, align(face.mesh, SIZE))
    assert square.shape == (SIZE, SIZE, 3)


def test_faces_that_cannot_be_edited() -> None:
    small = reference(64, 12.0)
    with pytest.raises(InputError, match="too small"):
        align(small.mesh, SIZE)
    points = small.mesh.points.copy()
    points[4] = np.nan
    with pytest.raises(InputError, match="not numbers"):
        align(replace(small.mesh, points=points), SIZE)
    face = reference(256, 50.0, middle=(-900, -900))
    with pytest.raises(InputError, match="outside"):
        aligned_rgb(face.picture, align(face.mesh, SIZE))


def test_the_small_member_takes_drawn_portraits_alone() -> None:
    settings = MemberSettings(title="Arc2Face mini", codec="portrait", identity="portrait")
    face = reference()
    with pytest.raises(InputError, match="mini draws") as raised:
        alignment_of(face, settings, SIZE)
    assert "puppet" in raised.value.hint
    drawn = replace(face, portrait=DrawnPortrait(PortraitGenome.random(1), 200.0, x=10.0, y=30.0))
    found = alignment_of(drawn, settings, SIZE)
    assert found.side == pytest.approx(200.0)
    assert found.quad.mean(0).tolist() == [110.0, 130.0]
    assert np.allclose(alignment_of(face, MemberSettings(), SIZE).quad, align(face.mesh, SIZE).quad)


def pasted(face: FaceReference, regions: tuple[EditRegion, ...], edited: np.ndarray | None = None) -> np.ndarray:  # type: ignore[type-arg]
    alignment = align(face.mesh, SIZE)
    before = aligned_rgb(face.picture, alignment)
    changed = np.random.default_rng(3).integers(0, 255, before.shape).astype(np.uint8) if edited is None else edited
    size = (face.picture.width, face.picture.height)
    return paste(face.picture.pixels, changed, before, alignment, edit_patch(face.mesh, alignment, size, regions))


@pytest.mark.parametrize("region", list(EditRegion))
@pytest.mark.parametrize("tilt", [0.0, 20.0])
def test_everything_outside_the_mask_is_byte_identical(region: EditRegion, tilt: float) -> None:
    face = reference(300, 50.0, tilt_deg=tilt, has_alpha=True)
    given = face.picture.pixels.copy()
    alignment = align(face.mesh, SIZE)
    patch = edit_patch(face.mesh, alignment, (300, 300), (region,))
    drawn = pasted(face, (region,))
    assert np.array_equal(face.picture.pixels, given)
    assert np.array_equal(drawn[..., 3], given[..., 3])
    whole = np.zeros((300, 300), np.float32)
    box = patch.box
    whole[box.y : box.bottom, box.x : box.right] = patch.mask
    outside = (whole == 0) | (given[..., 3] == 0)
    assert np.array_equal(drawn[outside], given[outside])
    assert (drawn[whole > 0.9] != given[whole > 0.9]).any()
    assert not np.array_equal(whole, whole.round()), "the edge is soft"


def test_a_locked_region_leaves_the_others_alone() -> None:
    face = reference(300, 50.0)
    mouth = pasted(face, (EditRegion.MOUTH,))
    changed = (mouth != face.picture.pixels).any(axis=-1)
    for eye in (EYE_LEFT, EYE_RIGHT):
        x, y = face.mesh.points[list(eye), :2].mean(0).astype(int)
        assert not changed[y - 6 : y + 7, x - 6 : x + 7].any()
    x, y = face.mesh.points[[13, 14], :2].mean(0).astype(int)
    assert changed[y - 3 : y + 4, x - 3 : x + 4].any()
    eyes = (pasted(face, (EditRegion.EYES,)) != face.picture.pixels).any(axis=-1)
    assert not eyes[y - 6 : y + 7, x - 6 : x + 7].any()
    both = (pasted(face, (EditRegion.MOUTH, EditRegion.EYES)) != face.picture.pixels).any(axis=-1)
    assert both.sum() > max(changed.sum(), eyes.sum())


def test_what_an_edit_is_for_shows_in_full() -> None:
    """Lids, brows and lips are not drowned in the soft edge."""
    face = reference(300, 50.0)
    shown = {
        EditRegion.EYES: (159, 145, 386, 374), EditRegion.BROWS: (105, 334), EditRegion.MOUTH: (13, 14, 61, 291, 17),
        EditRegion.FACE: (13, 159, 105, 152),
    }  # fmt: skip
    for region, points in shown.items():
        patch = edit_patch(face.mesh, align(face.mesh, SIZE), (300, 300), (region,))
        for x, y in face.mesh.points[list(points), :2].round().astype(int):
            assert patch.mask[y - patch.box.y, x - patch.box.x] > 0.9, (region, x, y)


def test_an_edit_without_a_change_hardly_shows() -> None:
    for size, eyes in ((300, 50.0), (600, 110.0), (200, 26.0)):
        face = reference(size, eyes, tilt_deg=7)
        square = aligned_rgb(face.picture, align(face.mesh, SIZE))
        drawn = pasted(face, (EditRegion.FACE,), square).astype(int)
        assert np.abs(drawn - face.picture.pixels).mean() < 1.5, "the square is put back where it was cut out"


def test_a_colour_cast_is_taken_back() -> None:
    face = reference(300, 50.0)
    square = aligned_rgb(face.picture, align(face.mesh, SIZE))
    tinted = np.clip(square.astype(int) + np.array([25, -15, 10]), 0, 255).astype(np.uint8)
    drawn = pasted(face, (EditRegion.FACE,), tinted).astype(int)
    assert np.abs(drawn - face.picture.pixels)[..., :3].mean() < 3.0


def test_regions_by_name_and_a_strip() -> None:
    assert region_named(" Mouth ") is EditRegion.MOUTH
    with pytest.raises(InputError, match="nose"):
        region_named("nose")
    pictures = [np.full((4, 6, 4), value, np.uint8) for value in (10, 20, 30)]
    strip = side_by_side(pictures, 2)
    assert strip.shape == (4, 3 * 6 + 2 * 2, 4)
    assert (strip[:, 6:8, 3] == 0).all()
    assert (strip[:, 8:14] == 20).all()
