"""A large picture is laid on white once; a small one each time."""

from __future__ import annotations

import gc

import numpy as np
import pytest

from studio.models import picture as module
from studio.models.picture import Picture


def noise(height: int, width: int, has_alpha: bool) -> Picture:
    pixels = np.random.default_rng(3).integers(0, 256, (height, width, 4), dtype=np.uint8)
    if not has_alpha:
        pixels[..., 3] = 255
    return Picture(pixels, has_alpha)


@pytest.mark.parametrize("height", [1, 255, 256, 257, 600])
def test_transparent_pixels_are_seen_on_white_in_every_row(height: int) -> None:
    picture = noise(height, 7, has_alpha=True)
    alpha = picture.pixels[..., 3:].astype(float) / 255
    wanted = picture.pixels[..., :3] * alpha + 255 * (1 - alpha)
    assert np.abs(picture.rgb - wanted).max() <= 0.5 + 1e-9
    part = picture.rgb_in(slice(0, height), slice(2, 5))
    assert np.array_equal(part, picture.rgb[:, 2:5])


def test_a_large_picture_is_laid_on_white_once_and_let_go_with_it() -> None:
    picture = noise(1100, 1000, has_alpha=False)
    first = picture.rgb
    assert picture.rgb is first
    assert not first.flags.writeable
    assert np.array_equal(first, picture.pixels[..., :3])
    picture.rgb_in(slice(0, 1100), slice(0, 1000))
    picture.rgb_where(np.ones((1100, 1000), bool))
    assert picture.rgb is first
    del picture
    gc.collect()
    assert len(module._kept) == 0


def test_only_the_last_one_is_kept() -> None:
    one, other = noise(1100, 1000, has_alpha=False), noise(1100, 1000, has_alpha=True)
    first = one.rgb
    kept = other.rgb
    assert other.rgb is kept
    assert one.rgb is not first


def test_small_ones_push_no_large_one_out() -> None:
    large, small = noise(1100, 1000, has_alpha=False), noise(20, 20, has_alpha=False)
    kept = large.rgb
    assert small.rgb is not small.rgb
    assert large.rgb is kept
