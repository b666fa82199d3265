"""Drafts that begin with the moved references: whose pixels stay, at which size, and who needs the network."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from torch import Tensor

from studio.core.errors import InputError, ModelError
from studio.engines.diffusion.motion import valid
from studio.engines.diffusion.pictures import encoded, shown
from studio.engines.genaffect.engine import GenAffectEngine, load_pipeline, useful_factor
from studio.engines.genaffect.options import GenAffectOptions
from studio.engines.genaffect.pipeline import GenAffectPipeline
from studio.models.genome import PortraitGenome
from studio.models.portrait import DrawnPortrait
from studio.pipelines.cast import drawable
from studio.pipelines.drawn_character import drawn_reference
from studio.storage.blobs import BlobStore
from tests.engines.genaffect.tiny import make_weights, some_conditions, tiny_autoencoder, tiny_model, tiny_pipeline


@pytest.fixture(scope="module")
def pipeline() -> GenAffectPipeline:
    return tiny_pipeline(has_motion=True)


def portraits(size_px: int = 128, count: int = 1) -> Tensor:
    noise = torch.rand(count, 4, 8, 8, generator=torch.Generator().manual_seed(4))
    return valid(torch.nn.functional.interpolate(noise, size=(size_px, size_px), mode="bilinear"))


def draw(pipeline: GenAffectPipeline, references: Tensor, **settings: object) -> Tensor:
    told = torch.rand(2, 55, generator=torch.Generator().manual_seed(6))
    found: Tensor = pipeline(
        references, told, 2, generator=torch.Generator().manual_seed(1), output_type="pt", **settings
    ).images
    return found


def test_without_chance_and_change_the_moved_pixels_stay() -> None:
    autoencoder, moved = tiny_autoencoder(), portraits(256, 2)
    same = encoded(autoencoder, moved)
    with torch.no_grad():
        assert torch.allclose(shown(autoencoder, same, moved), moved, atol=1e-5), "four channels hold little of it"
        changed = shown(autoencoder, same + 0.5, moved)
        plain = shown(autoencoder, same)
    assert (changed - moved).abs().mean() > 0.01
    assert plain.shape[-1] == 128
    assert (changed[:, :3] <= changed[:, 3:]).all()


def test_the_draft_begins_with_the_moved_references_where_both_are_told() -> None:
    model = tiny_model(has_motion=True)
    with torch.no_grad():
        model.representation.to_draft.weight.zero_()
        model.representation.to_draft.bias.zero_()
    plain = some_conditions()
    moved = torch.randn(plain.references[:, 0].shape, generator=torch.Generator().manual_seed(2))
    given = replace(plain, moved=moved)
    with torch.no_grad():
        assert torch.allclose(model.representation(given).draft, moved)
        for part in (given.without(expression=True), plain):
            assert torch.allclose(model.representation(part).draft, plain.references.mean(dim=1), atol=1e-6)
        assert not model.representation(given.without(identity=True)).draft.any()
        rows = given.rows(slice(1, 3))
    assert rows.moved is not None
    assert torch.equal(rows.moved, moved[1:3])


def test_results_are_as_large_as_the_references(pipeline: GenAffectPipeline) -> None:
    small = draw(pipeline, portraits())
    large = draw(pipeline, torch.nn.functional.interpolate(portraits(), scale_factor=2.0, mode="nearest"))
    assert small.shape == (2, 4, 128, 128)
    assert large.shape == (2, 4, 256, 256)
    assert (torch.nn.functional.avg_pool2d(large, 2) - small).abs().mean() < 0.02
    for side in (192, 64):
        with pytest.raises(InputError, match="cannot be"):
            draw(pipeline, portraits(side))
    with pytest.raises(InputError, match="cannot be"):
        draw(tiny_pipeline(), portraits(256))


def test_latents_may_be_given_too(pipeline: GenAffectPipeline) -> None:
    assert pipeline.autoencoder is not None
    with torch.no_grad():
        latents = pipeline.autoencoder.encode(portraits())
    assert draw(pipeline, latents).shape == (2, 4, 128, 128)


@pytest.mark.parametrize(("scale", "factor"), [(0.4, 1), (1.0, 1), (1.6, 2), (3.9, 4), (40.0, 8)])
def test_large_portraits_are_moved_at_about_their_size(scale: float, factor: int) -> None:
    assert useful_factor(scale) == factor


def test_the_engine_draws_a_large_portrait_at_its_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AVATAR_STUDIO_WEIGHTS", str(make_weights(tmp_path, has_motion=True)))
    pipeline, _ = load_pipeline()
    assert pipeline.motion is not None
    blobs = BlobStore()
    portrait = DrawnPortrait(PortraitGenome.random(7), 256.0, has_background=False)
    reference = drawable(drawn_reference(portrait, "somebody.png", blobs), blobs)
    drawn = GenAffectEngine(GenAffectOptions(steps=2)).open(reference).draw({"jawOpen": 1.0})
    assert drawn.shape == (256, 256, 4)
    fine = np.abs(np.diff(drawn[200:, :, :3].astype(float), axis=1)).max()
    assert fine > 20, "outlines of the reference stay sharp"


def test_weights_that_need_motion_say_when_it_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = make_weights(tmp_path, has_motion=True)
    shutil.rmtree(root / "portrait-motion")
    monkeypatch.setenv("AVATAR_STUDIO_WEIGHTS", str(root))
    with pytest.raises(ModelError, match="portrait motion"):
        load_pipeline()
