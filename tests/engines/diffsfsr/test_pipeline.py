from __future__ import annotations

import pytest
import torch

from studio.core.errors import InputError
from studio.engines.diffsfsr.pipeline import GuidanceScales, guided, latent_mask

from .tiny import corpus, tiny_pipeline


@pytest.fixture(scope="module")
def given():
    pictures = corpus().portraits.rgba
    mask = torch.zeros(2, 1, 128, 128)
    mask[:, :, 20:100, 30:100] = 1
    return {
        "background": pictures[0:3:2], "mask": mask, "references": pictures[4:8].unflatten(0, (2, 2)),
        "controls": torch.zeros(2, 55),
    }  # fmt: skip


def _drawn(given, seed: int = 7, **changes):
    generator = torch.Generator().manual_seed(seed)
    return tiny_pipeline()(**{**given, "num_inference_steps": 3, "generator": generator, **changes})


@pytest.mark.parametrize(("way", "evaluations"), [("full", 3), ("midpoint", 2), ("jump", 1)])
def test_each_way_needs_its_evaluations_and_repeats(given, way, evaluations):
    steps = []
    drawn = _drawn(given, way=way, callback=lambda step, time, latents: steps.append((step, time)))
    assert [step for step, _ in steps] == list(range(evaluations))
    assert steps[0][1] == 999
    assert drawn.images.shape == (2, 4, 128, 128)
    assert torch.isfinite(drawn.images).all()
    assert torch.equal(_drawn(given, way=way).images, drawn.images)
    assert not torch.equal(_drawn(given, seed=8, way=way).images, drawn.images)


def test_outside_the_hole_the_latents_are_the_pictures_own(given):
    pipeline = tiny_pipeline()
    around = pipeline.autoencoder.encode(given["background"])
    outside = latent_mask(given["mask"]).expand_as(around) == 0
    for way in ("full", "midpoint", "jump"):
        drawn = _drawn(given, way=way).latents
        assert torch.equal(drawn[outside], around[outside])
        assert not torch.allclose(drawn[~outside], around[~outside], atol=0.1)


def test_many_are_singles(given):
    both = tiny_pipeline()(**given, num_inference_steps=2, generator=[torch.Generator().manual_seed(s) for s in (1, 2)])
    for row, seed in enumerate((1, 2)):
        alone = {name: value[row : row + 1] for name, value in given.items()}
        single = tiny_pipeline()(**alone, num_inference_steps=2, generator=torch.Generator().manual_seed(seed))
        assert torch.allclose(single.images[0], both.images[row], atol=1e-4)


def test_guidance_pushes_one_branch_at_a_time():
    whole, who, nothing = (torch.tensor([float(value)]) for value in (7, 3, 1))
    assert guided(whole, who, nothing, GuidanceScales(1, 1)) == 7
    assert guided(whole, who, nothing, GuidanceScales(2, 1)) == 9
    assert guided(whole, who, nothing, GuidanceScales(1, 2)) == 11
    assert guided(whole, who, nothing, GuidanceScales(0, 0)) == 1


def test_plain_guidance_is_one_evaluation_and_other_scales_are_heard(given):
    plain = _drawn(given).images
    assert torch.equal(_drawn(given, guidance=GuidanceScales(1.0, 1.0)).images, plain)
    who, what = (_drawn(given, guidance=GuidanceScales(*scales)).images for scales in ((3.0, 1.0), (1.0, 3.0)))
    assert not torch.allclose(who, plain)
    assert not torch.allclose(what, plain)
    assert not torch.allclose(who, what)


def test_what_is_worn_comes_from_controls_or_a_picture(given):
    smiling = torch.zeros(2, 55)
    smiling[:, 23:25] = 1
    assert not torch.equal(_drawn(given, controls=smiling).images, _drawn(given).images)
    shown = _drawn(given, controls=None, expression_pictures=corpus().portraits.rgba[1:3])
    assert not torch.equal(shown.images, _drawn(given).images)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("background", torch.zeros(2, 4, 64, 64)), ("mask", torch.zeros(1, 1, 128, 128)),
        ("references", torch.zeros(2, 0, 4, 128, 128)), ("references", torch.zeros(1, 1, 4, 128, 128)),
        ("controls", torch.zeros(2, 52)), ("num_inference_steps", 0), ("way", "guess"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused(given, name, value):
    with pytest.raises(InputError):
        _drawn(given, **{name: value})


def test_the_mask_covers_every_cell_that_it_touches():
    mask = torch.zeros(1, 1, 128, 128)
    mask[0, 0, 8, 8] = 0.1
    cells = latent_mask(mask)
    assert cells.sum() == 1
    assert cells[0, 0, 1, 1] == 1
