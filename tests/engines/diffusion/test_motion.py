"""The network that moves a portrait: directions, sizes, several references, saving."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from torch import Tensor
from torch.nn.functional import interpolate

from studio.core.errors import ModelError
from studio.engines.diffusion.motion import SIZE_PX, Moved, PortraitMotion, joined, made_smaller, valid


def network() -> PortraitMotion:
    torch.manual_seed(3)
    return PortraitMotion(width=8, head_width=8, told=16).eval()


def portrait(size_px: int = SIZE_PX, seed: int = 1) -> Tensor:
    noise = torch.rand(1, 4, 8, 8, generator=torch.Generator().manual_seed(seed))
    smooth = interpolate(noise, size=(size_px, size_px), mode="bicubic", align_corners=False).clamp(0, 1)
    return valid(smooth)


def quiet(given: PortraitMotion) -> PortraitMotion:
    """Moves and paints nothing at all."""
    with torch.no_grad():
        for out in (given.head_out, given.face_out):
            out.weight.zero_()
            out.bias.zero_()
        given.face_out.bias[4 * 4 : 6 * 4] = -30.0
    return given


def test_a_network_that_moves_nothing_gives_the_reference_back() -> None:
    drawn = quiet(network())(portrait(), torch.rand(1, 55)).picture
    assert torch.allclose(drawn, portrait(), atol=1e-5)


def test_pixels_come_from_where_the_flow_says() -> None:
    given = quiet(network())
    with torch.no_grad():
        given.head_out.bias[:4] = 1.0  # across: eight pixels to the right of 128
    drawn = given(portrait(), torch.zeros(1, 55)).picture
    assert torch.allclose(drawn[..., :112], portrait()[..., 8:120], atol=1e-4)
    with torch.no_grad():
        given.head_out.bias[:4] = 0.0
        given.face_out.bias[4:8] = 0.5  # in the face, down: four pixels
    drawn = given(portrait(), torch.zeros(1, 55)).picture
    face = slice(30, 98)
    assert torch.allclose(drawn[:, :, face, face], portrait()[:, :, 34:102, face], atol=1e-4)
    assert torch.equal(drawn[:, :, :20], portrait()[:, :, :20]), "nothing but the face"


def test_the_paint_covers_what_the_reference_shows() -> None:
    given = quiet(network())
    with torch.no_grad():
        given.face_out.bias[5 * 4 : 6 * 4] = 30.0
        given.face_out.bias[6 * 4 : 10 * 4] = 0.25
    drawn = given(portrait(), torch.zeros(1, 55)).picture
    assert torch.allclose(drawn[:, :, 40:90, 40:90], torch.tensor(0.75), atol=1e-5)


def test_the_expression_and_the_reference_both_matter() -> None:
    given = network()
    with torch.no_grad():
        for value in given.parameters():
            value.add_(0.1 * torch.randn(value.shape, generator=torch.Generator().manual_seed(9)))
    still = given(portrait(), torch.zeros(1, 55)).picture
    assert not torch.allclose(still, given(portrait(), torch.ones(1, 55)).picture, atol=1e-3)
    assert not torch.allclose(still, given(portrait(seed=2), torch.zeros(1, 55)).picture, atol=1e-3)


def test_a_larger_reference_is_moved_at_its_own_size() -> None:
    given, large = network(), portrait(256)
    told = torch.rand(2, 55)
    drawn = given.draw(large, told)
    assert drawn.shape == (2, 4, 256, 256)
    small = given.draw(made_smaller(large, SIZE_PX), told)
    assert (made_smaller(drawn, SIZE_PX) - small).abs().mean() < 0.01
    assert (drawn[:, :3] <= drawn[:, 3:]).all()
    assert float(drawn.min()) >= 0


def test_each_place_comes_from_the_reference_that_is_trusted_there() -> None:
    pictures = torch.cat([portrait(), portrait(seed=2)])
    trust = torch.zeros(2, 1, SIZE_PX, SIZE_PX)
    trust[0, :, :, :64], trust[1, :, :, 64:] = 40.0, 40.0
    both = joined(Moved(pictures, pictures, trust), torch.ones(1, 2, dtype=torch.bool))
    assert torch.allclose(both[0, :, :, :64], pictures[0, :, :, :64])
    assert torch.allclose(both[0, :, :, 64:], pictures[1, :, :, 64:])
    first = joined(Moved(pictures, pictures, trust), torch.tensor([[True, False]]))
    assert torch.allclose(first[0], pictures[0])


def test_it_is_saved_and_read_again(tmp_path: Path) -> None:
    given = network()
    given.save_pretrained(tmp_path)
    told = torch.rand(1, 55)
    assert torch.allclose(PortraitMotion.load(tmp_path).draw(portrait(), told), given.draw(portrait(), told))
    (tmp_path / "diffusion_pytorch_model.safetensors").write_bytes(b"nothing")
    with pytest.raises(ModelError, match="cannot be read"):
        PortraitMotion.load(tmp_path)
