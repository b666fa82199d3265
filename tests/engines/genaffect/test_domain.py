"""Drawn portraits are told from pictures of another kind."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

from studio.engines.diffusion.autoencoder import to_premultiplied
from studio.engines.genaffect.domain import FAR, Domain
from studio.engines.portrait.renderer import draw_few
from studio.models.genome import PortraitGenome


@pytest.fixture(scope="module")
def portraits() -> torch.Tensor:
    genomes = [PortraitGenome.random(3_000_000 + index) for index in range(24)]
    return to_premultiplied(
        draw_few(genomes, [{}] * 12 + [{"jawOpen": 0.8, "browInnerUp": 1.0}] * 12, 128, False).pixels()
    )


@pytest.fixture(scope="module")
def domain() -> Domain:
    return Domain.drawn()


def test_other_drawn_portraits_are_near(domain: Domain, portraits: torch.Tensor) -> None:
    assert max(domain.distance(one) for one in portraits) < FAR


def test_fine_grain_everywhere_is_far(domain: Domain, portraits: torch.Tensor) -> None:
    noise = 0.02 * torch.randn(portraits.shape, generator=torch.Generator().manual_seed(1))
    grained = portraits.clone()
    grained[:, :3] = (grained[:, :3] + noise[:, :3] * portraits[:, 3:]).clamp(0, 1)
    assert min(domain.distance(one) for one in grained) > FAR, "a fiftieth of the range, as in a good photograph"


def test_the_size_of_the_picture_hardly_matters(domain: Domain) -> None:
    genome = PortraitGenome.random(3_000_001)
    sizes = [to_premultiplied(draw_few([genome], [{}], size, False).pixels())[0] for size in (128, 256, 512)]
    assert max(domain.distance(one) for one in sizes) < FAR


def test_it_is_kept_beside_the_weights(domain: Domain, tmp_path: Path) -> None:
    assert Domain.load(tmp_path) is None
    domain.save(tmp_path)
    assert Domain.load(tmp_path) == domain
    (tmp_path / "domain.json").write_text('{"mean": [1, 2, 3], "deviation": [1, 1, 1]}')
    assert Domain.load(tmp_path) is None, "of another version"
