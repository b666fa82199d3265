"""The brush that corrects a cut-out."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.models.matte_strokes import Brush, MatteMode, MattePainter, MatteStroke, painted

ORIGINAL = np.zeros((60, 80, 4), np.uint8)
ORIGINAL[..., 0], ORIGINAL[..., 3] = 200, 255
CLEAR = np.zeros_like(ORIGINAL)


def stroke(mode: MatteMode, *points: tuple[float, float], **more: float) -> MatteStroke:
    return MatteStroke(Brush(mode, **{"size_px": 20.0, "softness": 0.0, **more}), points)


def test_removing_clears_a_disc_and_keeps_the_colours() -> None:
    pixels = painted(ORIGINAL, ORIGINAL, [stroke(MatteMode.REMOVE, (40, 30))])
    assert pixels[30, 40, 3] == 0
    assert pixels[30, 52, 3] == 255
    assert abs(int((pixels[..., 3] == 0).sum()) - np.pi * 100) < 40
    assert np.array_equal(pixels[..., :3], ORIGINAL[..., :3])


def test_what_comes_back_shows_the_picture() -> None:
    pixels = painted(ORIGINAL, CLEAR, [stroke(MatteMode.KEEP, (10, 30), (70, 30))])
    assert tuple(pixels[30, 40]) == (200, 0, 0, 255)
    assert tuple(pixels[5, 40]) == (0, 0, 0, 0)


def test_what_was_visible_keeps_its_cleaned_colour() -> None:
    cut = ORIGINAL.copy()
    cut[..., :3], cut[..., 3] = (10, 90, 10), 128
    pixels = painted(ORIGINAL, cut, [stroke(MatteMode.KEEP, (40, 30))])
    share = 128 / 255
    expected = np.array([10, 90, 10]) * share + np.array([200, 0, 0]) * (1 - share)
    assert np.abs(pixels[30, 40, :3] - expected).max() <= 1
    full = ORIGINAL.copy()
    full[..., :3] = (10, 90, 10)
    assert np.array_equal(painted(ORIGINAL, full, [stroke(MatteMode.KEEP, (40, 30))]), full)


def test_one_stroke_never_adds_up_but_two_do() -> None:
    half = stroke(MatteMode.REMOVE, (20, 30), (60, 30), (20, 30), (60, 30), opacity=0.5)
    assert abs(int(painted(ORIGINAL, ORIGINAL, [half])[30, 40, 3]) - 128) <= 1
    assert abs(int(painted(ORIGINAL, ORIGINAL, [half, half])[30, 40, 3]) - 64) <= 2


def test_softness_fades() -> None:
    row = painted(ORIGINAL, ORIGINAL, [stroke(MatteMode.REMOVE, (40, 30), softness=1.0)])[30, 40:54, 3]
    assert (np.diff(row.astype(int)) >= 0).all()
    assert len(np.unique(row)) > 6


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(MatteMode),
            st.lists(st.tuples(st.floats(-20, 100), st.floats(-20, 80)), min_size=1, max_size=5),
            st.floats(1, 50), st.floats(0, 1), st.floats(0, 1),
        ),
        max_size=4,
    )
)  # fmt: skip
def test_what_is_shown_while_painting_is_what_is_baked(
    drawn: list[tuple[MatteMode, list[tuple[float, float]], float, float, float]],
) -> None:
    cut = ORIGINAL.copy()
    cut[:, ::2, 3] = 40
    live, shown, strokes = MattePainter(ORIGINAL, cut), cut.copy(), []
    for mode, points, size, softness, opacity in drawn:
        brush = Brush(mode, size, softness, opacity)
        strokes.append(MatteStroke(brush, tuple(points)))
        for index, point in enumerate(points):
            dirty = live.begin(brush, point) if index == 0 else live.extend(point)
            rows, columns = slice(dirty.y, dirty.bottom), slice(dirty.x, dirty.right)
            shown[rows, columns] = live.pixels[rows, columns]
    assert np.array_equal(shown, painted(ORIGINAL, cut, strokes))
