"""The engine of drawn characters: its resting face is the picture, and it follows crop and size."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from studio.core.errors import InputError
from studio.engines.portrait.engine import PortraitEngine
from studio.engines.portrait.renderer import portrait_landmarks, render_portraits
from studio.engines.registry import engine_for
from studio.models.face import FaceReference
from studio.models.framing import Crop, FrameOptions
from studio.models.genome import PortraitGenome
from studio.models.portrait import DrawnPortrait
from studio.pipelines.cast import drawable
from studio.pipelines.drawn_character import drawn_reference
from studio.pipelines.stage import Stage
from studio.storage.blobs import BlobStore

SMILE = {"mouthSmileLeft": 0.8, "mouthSmileRight": 0.8}


@pytest.fixture(scope="module")
def reference() -> FaceReference:
    blobs = BlobStore()
    return drawable(drawn_reference(DrawnPortrait(PortraitGenome.random(5), 256.0), "a.png", blobs), blobs)


def test_rest_is_the_picture_and_expressions_are_exact(reference: FaceReference) -> None:
    session = PortraitEngine().open(reference)
    assert np.array_equal(session.draw({}), reference.picture.pixels)
    assert reference.portrait is not None
    assert np.array_equal(session.draw(SMILE), render_portraits([reference.portrait.genome], [SMILE], 256).pixels()[0])


def test_landmarks_follow_the_expression(reference: FaceReference) -> None:
    session = PortraitEngine().open(reference)
    assert np.allclose(session.track({}), reference.mesh.points[:, :2], atol=1e-2)
    assert reference.portrait is not None
    true = portrait_landmarks([reference.portrait.genome], [SMILE], 256)[0, :, :2].numpy()
    assert np.allclose(session.track(SMILE), true, atol=1e-2)
    assert np.abs(true - reference.mesh.points[:, :2]).max() > 2


@pytest.mark.parametrize("crop", [Crop.NONE, Crop.FACE])
@pytest.mark.parametrize("size", [96, 200])
def test_crop_and_size_are_followed(reference: FaceReference, crop: Crop, size: int) -> None:
    """Drawn anew at another place and size, the picture matches the reference that was cropped and scaled."""
    with Stage(reference, FrameOptions(size, crop), "portrait") as exact:
        drawn = exact.frame({}).astype(int)
    with Stage(reference, FrameOptions(size, crop), "puppet") as scaled:
        given = scaled.frame({}).astype(int)
    assert drawn.shape == given.shape
    assert np.abs(drawn - given).mean() < 2.5
    rolled = np.roll(drawn, 2, axis=1)
    assert np.abs(rolled - given).mean() > 2 * np.abs(drawn - given).mean()


def test_a_cut_out_is_drawn_without_background(reference: FaceReference) -> None:
    assert reference.portrait is not None
    bare = replace(reference, portrait=replace(reference.portrait, has_background=False))
    assert (PortraitEngine().open(bare).draw({})[..., 3] == 0).mean() > 0.2


def test_others_are_refused_and_get_the_puppet(reference: FaceReference) -> None:
    with pytest.raises(InputError, match="puppet"):
        PortraitEngine().open(replace(reference, portrait=None))
    assert engine_for("portrait", has_genome=False) == "puppet"
    assert engine_for("portrait", has_genome=True) == "portrait"
    assert engine_for("fake", has_genome=False) == "fake"
