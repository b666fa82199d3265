"""The avatar engine beyond the contract of every engine."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from studio.core.errors import InputError, ModelError
from studio.core.jobs import CancelToken, JobCancelled
from studio.engines.genaffect.engine import GenAffectEngine, GenAffectSession, portrait_square
from studio.engines.genaffect.options import GenAffectOptions
from studio.engines.registry import make_engine
from studio.models.face import FaceReference
from studio.models.genome import PortraitGenome
from studio.models.picture import Picture
from studio.models.portrait import DrawnPortrait
from studio.pipelines.cast import drawable
from studio.pipelines.drawn_character import drawn_reference
from studio.storage.blobs import BlobStore


@pytest.fixture(scope="module")
def reference() -> FaceReference:
    blobs = BlobStore()
    portrait = DrawnPortrait(PortraitGenome.random(7), 256.0, has_background=False)
    return drawable(drawn_reference(portrait, "somebody.png", blobs), blobs)


@pytest.fixture
def engine(genaffect_root: Path, monkeypatch: pytest.MonkeyPatch) -> GenAffectEngine:
    monkeypatch.setenv("AVATAR_STUDIO_WEIGHTS", str(genaffect_root))
    return GenAffectEngine(GenAffectOptions(steps=2))


def test_missing_weights_are_told_with_a_way_out(
    reference: FaceReference, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AVATAR_STUDIO_WEIGHTS", str(tmp_path))
    with pytest.raises(ModelError, match="genaffect"):
        GenAffectEngine().open(reference)


def test_the_square_of_a_drawn_portrait_is_exact(reference: FaceReference) -> None:
    square = portrait_square(reference)
    np.testing.assert_allclose(square.to_picture, [[256, 0, 0], [0, 256, 0]])
    found = portrait_square(replace(reference, portrait=None))
    assert found.side_px == pytest.approx(256, rel=0.2)
    np.testing.assert_allclose(found.to_picture[:, 2], [0, 0], atol=30)


def test_the_square_follows_the_face(reference: FaceReference) -> None:
    mesh = replace(reference.mesh, points=reference.mesh.points * np.float32(2.0))
    pixels = np.repeat(np.repeat(reference.picture.pixels, 2, axis=0), 2, axis=1)
    larger = replace(reference, mesh=mesh, picture=Picture(pixels, True, "a.png", "PNG"), portrait=None)
    first, second = portrait_square(replace(reference, portrait=None)), portrait_square(larger)
    assert second.side_px == pytest.approx(2 * first.side_px)


def test_the_avatar_has_the_references_size_and_is_transparent_around(
    engine: GenAffectEngine, reference: FaceReference
) -> None:
    pixels = np.zeros((300, 500, 4), np.uint8)
    pixels[20:276, 180:436] = reference.picture.pixels
    mesh = replace(reference.mesh, points=reference.mesh.points + np.array([180, 20, 0], np.float32))
    wide = replace(reference, picture=Picture(pixels, True, "wide.png", "PNG"), mesh=mesh, portrait=None)
    drawn = engine.open(wide).draw({"jawOpen": 1.0})
    assert drawn.shape == (300, 500, 4)
    assert not drawn[:, :100].any()
    assert not drawn[:, -20:].any()


def test_a_set_is_the_same_in_any_order_and_alone(engine: GenAffectEngine, reference: FaceReference) -> None:
    poses = [{"jawOpen": 1.0}, {"eyeBlinkLeft": 1.0}]
    session = engine.open(reference)
    together = session.draw_many(poses, seed=4)
    assert np.array_equal(session.draw(poses[1], 4), together[1])
    fresh = engine.open(reference)
    assert np.array_equal(fresh.draw(poses[1], 4), together[1])
    assert not np.array_equal(fresh.draw(poses[1], 5), together[1]), "another seed is another drawing"


def test_options_are_typed_and_checked(engine: GenAffectEngine) -> None:
    made = make_engine("genaffect:steps=3,share=0,expression=1.5")
    assert isinstance(made, GenAffectEngine)
    assert made.options == GenAffectOptions(steps=3, share=0.0, expression=1.5)
    for text in ("steps=0", "steps=x", "share=1.5", "speed=3"):
        with pytest.raises(InputError):
            make_engine(f"genaffect:{text}")


def test_several_references_are_used(engine: GenAffectEngine, reference: FaceReference) -> None:
    blobs = BlobStore()
    other = DrawnPortrait(PortraitGenome.random(8), 256.0, has_background=False)
    second = drawable(drawn_reference(other, "other.png", blobs), blobs)
    one, both = engine.open_session([reference]), engine.open_session([reference, second])
    assert not np.array_equal(one.draw({}), both.draw({}))
    with pytest.raises(InputError, match="no picture"):
        engine.open_session([])


def test_a_picture_of_another_kind_is_told_with_its_distance(engine: GenAffectEngine, reference: FaceReference) -> None:
    grain = np.random.default_rng(1).integers(0, 255, reference.picture.pixels.shape, np.uint8)
    grain[..., 3] = 255
    noisy = replace(reference, picture=Picture(grain, True, "photo.png", "PNG"), portrait=None)
    session = engine.open(noisy)
    assert len(session.notes) == 1
    assert f"{session.distance:.1f}" in session.notes[0]
    assert "puppet" in session.notes[0]
    assert "Arc2Face" in session.notes[0]
    assert session.draw({}).any(), "it is a warning, no refusal"


def test_drawing_can_be_cancelled_between_steps(engine: GenAffectEngine, reference: FaceReference) -> None:
    token = CancelToken()
    session: GenAffectSession = engine.open(reference, token)
    session.draw({})
    token.cancel()
    with pytest.raises(JobCancelled):
        session.draw({"jawOpen": 1.0}, cancel=token)


def test_a_closed_session_does_not_draw(engine: GenAffectEngine, reference: FaceReference) -> None:
    session = engine.open(reference)
    session.close()
    with pytest.raises(RuntimeError, match="closed"):
        session.draw({})
