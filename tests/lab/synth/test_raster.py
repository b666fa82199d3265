"""Coverage of outlines: exact areas, no leaks, the same alone and in a batch."""

from __future__ import annotations

import math

import pytest
import torch

from studio.engines.portrait.curves import ellipse, grown, open_curve, stroke, taper
from studio.engines.portrait.raster import cover, soft_cover


def _whole(outlines: torch.Tensor, size: int) -> torch.Tensor:
    covered = cover(outlines, size)
    whole = torch.zeros(outlines.shape[0], size, size)
    if covered is not None:
        height, width = covered.values.shape[1:]
        whole[:, covered.y : covered.y + height, covered.x : covered.x + width] = covered.values
    return whole


def test_rectangle_between_pixels_is_exact() -> None:
    square = torch.tensor([[2.25, 3.5], [6.75, 3.5], [6.75, 8.0], [2.25, 8.0]])[None, None]
    whole = _whole(square, 12)[0]
    assert whole.sum() == pytest.approx(4.5 * 4.5, abs=1e-4)
    assert whole[5, 2] == pytest.approx(0.75, abs=1e-5)
    assert whole[3, 4] == pytest.approx(0.5, abs=1e-5)
    assert whole[5, 4] == 1.0
    assert whole[:3].sum() == 0
    assert whole[:, 7:].abs().max() < 1e-6


@pytest.mark.parametrize("turn", [1.0, -1.0])
def test_circle_area_in_both_directions(turn: float) -> None:
    circle = ellipse(torch.tensor([[20.3, 17.7]]), torch.tensor([[11.0, 9.0]]), 200)
    circle = circle if turn > 0 else circle.flip(-2)
    assert _whole(circle[:, None], 40).sum() == pytest.approx(math.pi * 99, rel=2e-3)


def test_shapes_over_each_other_and_over_the_edge_stay_within_one() -> None:
    discs = ellipse(torch.tensor([[[2.0, 10.0], [5.0, 10.0], [30.0, 30.0]]]), torch.full((1, 3, 2), 6.0), 40)
    whole = _whole(discs, 24)
    assert float(whole.min()) >= 0
    assert float(whole.max()) <= 1
    assert whole[0, 10, 0] == pytest.approx(1.0, abs=1e-4)
    assert whole[0, :, 14:].sum() < 1e-3


def test_alone_and_in_a_batch_are_equal() -> None:
    centres = torch.tensor([[[5.0, 5.0]], [[30.2, 22.1]], [[18.0, 40.9]]])
    shapes = ellipse(centres, torch.full((3, 1, 2), 7.3), 33)
    together = _whole(shapes, 48)
    for row in range(3):
        assert torch.allclose(together[row], _whole(shapes[row : row + 1], 48)[0], atol=1e-5)


def test_nothing_and_not_active_draw_nothing() -> None:
    assert cover(torch.full((2, 1, 5, 2), 3.0), 16) is None
    disc = ellipse(torch.tensor([[[8.0, 8.0]], [[8.0, 8.0]]]), torch.full((2, 1, 2), 4.0), 20)
    covered = cover(disc, 16, torch.tensor([True, False]))
    assert covered is not None
    assert covered.values[0].sum() > 40
    assert covered.values[1].sum() == 0


def test_soft_keeps_the_area_roughly_and_has_no_hard_edge() -> None:
    disc = ellipse(torch.tensor([[[64.0, 64.0]]]), torch.full((1, 1, 2), 30.0), 60)
    soft = soft_cover(disc, 128)
    assert soft is not None
    assert soft.values.sum() == pytest.approx(math.pi * 900, rel=0.02)
    assert float(soft.values[0].diff(dim=1).abs().max()) < 0.3


def test_strokes_and_outlines_have_their_width() -> None:
    line = torch.tensor([[[4.0, 10.0], [12.0, 10.0], [20.0, 10.0], [28.0, 10.0]]])
    band = stroke(open_curve(line, 20), torch.full((20,), 1.5))
    assert _whole(band[:, None], 32).sum() == pytest.approx(24 * 3, rel=0.01)
    disc = ellipse(torch.tensor([[16.0, 16.0]]), torch.tensor([[8.0, 8.0]]), 80)
    area = _whole(grown(disc, torch.tensor([2.0]))[:, None], 32).sum()
    assert area == pytest.approx(math.pi * 100, rel=0.02)
    pressure = taper(11, torch.device("cpu"))
    assert pressure[0] == 0
    assert pressure[5] == 1
