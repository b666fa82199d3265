"""What a swapped head begins with: the hole filled, the moved head in it, what is left out, and the larger sizes."""

from __future__ import annotations

import pytest
import torch

from studio.core.errors import InputError
from studio.engines.diffsfsr.beginning import beginning_of, filled, head_in_hole
from studio.engines.diffsfsr.levels import NoiseLevels
from studio.engines.diffsfsr.model import SwapModel
from studio.engines.diffsfsr.pipeline import DiffSFSRPipeline, GuidanceScales
from tests.engines.diffsfsr.tiny import CHANNELS, corpus, tiny_pipeline
from tests.engines.genaffect.tiny import tiny_motion


def hole(count: int = 1, side: int = 128) -> torch.Tensor:
    mask = torch.zeros(count, 1, side, side)
    mask[:, :, side // 4 : 3 * side // 4, side // 4 : 3 * side // 4] = 1
    return mask


@pytest.fixture(scope="module")
def pictures() -> torch.Tensor:
    return corpus().portraits.rgba[:2]


@pytest.fixture(scope="module")
def moving() -> DiffSFSRPipeline:
    torch.manual_seed(4)
    model = SwapModel(
        CHANNELS, widths=(16, 32), width=32, identity_width=6 * 8, identity_size=64, recogniser_tokens=3,
        expression_tokens=2, has_motion=True,
    )  # fmt: skip
    with torch.no_grad():
        for value in model.unet.conv_out.parameters():
            value.add_(0.05 * torch.randn(value.shape))
    given = tiny_pipeline()
    model = model.eval().requires_grad_(False)
    return DiffSFSRPipeline(given.autoencoder, given.identity, given.reader, model, tiny_motion())


def test_a_hole_is_filled_from_around_and_its_content_is_not_looked_at(pictures: torch.Tensor) -> None:
    found = filled(pictures, hole(2))
    spoilt = filled(pictures * (1 - hole(2)) + hole(2), hole(2))
    assert torch.allclose(found, spoilt)
    outside = (hole(2) == 0).expand_as(pictures)
    assert torch.allclose(found[outside], pictures[outside], atol=1e-6)
    plain = torch.full((1, 4, 128, 128), 0.4)
    assert torch.allclose(filled(plain, hole()), plain, atol=1e-5)


def test_the_moved_head_lies_in_the_hole_and_nowhere_else(pictures: torch.Tensor) -> None:
    motion, told = tiny_motion(), torch.rand(1, 55)
    made = head_in_hole(motion, pictures[:1], hole(), pictures[1:2, None], told)
    outside = (hole() == 0).expand_as(made)
    assert torch.equal(made[outside], pictures[:1][outside])
    with torch.no_grad():
        head = motion.draw(pictures[1:2], told)
    opaque = ((head[:, 3:] > 0.999) & (hole() > 0)).expand_as(made)
    assert torch.allclose(made[opaque], head[opaque], atol=2e-3)


def test_what_is_left_out_is_not_begun_with(pictures: torch.Tensor) -> None:
    yes, no = torch.tensor([True]), torch.tensor([False])

    def begun(who: torch.Tensor, what: torch.Tensor, row: int, told: torch.Tensor) -> torch.Tensor:
        with torch.no_grad():
            return beginning_of(tiny_motion(), pictures[:1], hole(), pictures[row : row + 1, None], told, who, what)

    one, other = torch.rand(1, 55), torch.rand(1, 55)
    other[:, 52:] = one[:, 52:]
    assert torch.equal(begun(yes, no, 1, one), begun(yes, no, 1, other)), "the expression"
    assert not torch.equal(begun(yes, yes, 1, one), begun(yes, yes, 1, other))
    assert torch.equal(begun(no, yes, 0, one), begun(no, yes, 1, other)), "the character"


def test_the_draft_velocity_points_at_the_draft_where_it_is_sure() -> None:
    levels, times = NoiseLevels(), torch.tensor([999, 500, 300])
    clean = torch.randn(3, 2, 4, 4, generator=torch.Generator().manual_seed(1))
    noise = torch.randn(3, 2, 4, 4, generator=torch.Generator().manual_seed(2))
    noisy = levels.noised(clean, noise, times)
    found, scale = levels.draft_velocity(noisy, clean, times, torch.full_like(clean, 0.02))
    assert torch.allclose(found, levels.velocity(clean, noise, times), atol=0.05)
    _, scale_wide = levels.draft_velocity(noisy, clean + 1, times, torch.full_like(clean, 1.0))
    assert (scale_wide >= scale).all()
    assert torch.allclose(levels.clean(noisy, found, times), clean, atol=0.05)


@pytest.mark.parametrize("way", ["full", "midpoint", "jump"])
def test_it_draws_around_what_it_begins_with(moving: DiffSFSRPipeline, pictures: torch.Tensor, way: str) -> None:
    def draw(**changes: object) -> torch.Tensor:
        given = {"controls": torch.zeros(1, 55), "num_inference_steps": 3, "way": way} | changes
        seed = torch.Generator().manual_seed(3)
        return moving(pictures[:1], hole(), pictures[None, 1:2], generator=seed, **given).images

    plain = draw()
    assert plain.shape == (1, 4, 128, 128)
    asked = torch.zeros(1, 55)
    asked[:, 17] = 1.0
    assert not torch.equal(draw(controls=asked), plain)
    assert not torch.equal(draw(controls=asked, guidance=GuidanceScales(1.0, 2.0)), draw(controls=asked))


def test_larger_pictures_give_larger_results(moving: DiffSFSRPipeline, pictures: torch.Tensor) -> None:
    large = torch.nn.functional.interpolate(pictures, scale_factor=2.0, mode="nearest")
    made = moving(large[:1], hole(side=256), large[None, 1:2], torch.zeros(1, 55), num_inference_steps=2).images
    assert made.shape == (1, 4, 256, 256)
    with pytest.raises(InputError, match="mask"):
        moving(large[:1], hole(), large[None, 1:2], torch.zeros(1, 55))
    with pytest.raises(InputError, match="128"):
        tiny_pipeline()(large[:1], hole(side=256), large[None, 1:2], torch.zeros(1, 55))
