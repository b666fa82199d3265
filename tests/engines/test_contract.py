"""What every registered engine must keep to, whatever it draws with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from studio.core.errors import InputError
from studio.core.jobs import CancelToken, JobCancelled
from studio.engines.base import Engine, EngineSession
from studio.engines.registry import GENOME_ENGINE, engine_names, engine_title, make_engine
from studio.models.controls import ALL_CONTROLS, limits_of
from studio.models.face import FaceReference
from studio.models.genome import PortraitGenome
from studio.models.picture import Picture
from studio.models.portrait import DrawnPortrait
from studio.pipelines.cast import drawable
from studio.pipelines.drawn_character import drawn_reference
from studio.storage.blobs import BlobStore

POSES = (
    {"jawOpen": 0.6},
    {"eyeBlinkLeft": 1.0},
    {"mouthSmileLeft": 0.8, "mouthSmileRight": 0.8, "cheekSquintLeft": 0.4, "cheekSquintRight": 0.4},
    {"headYaw": 8.0, "headRoll": -5.0},
    {},
)


@pytest.fixture(params=engine_names(with_hidden=True))
def engine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Engine:
    if request.param == "arc2face":
        monkeypatch.setenv("AVATAR_STUDIO_ARC2FACE", str(request.getfixturevalue("arc2face_folder")))
    if request.param == "genaffect":
        monkeypatch.setenv("AVATAR_STUDIO_WEIGHTS", str(request.getfixturevalue("genaffect_root")))
    if request.param == "diffsfsr":
        monkeypatch.setenv("AVATAR_STUDIO_WEIGHTS", str(request.getfixturevalue("diffsfsr_root")))
    return make_engine(request.param)


@pytest.fixture(scope="module")
def diffsfsr_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from tests.engines.diffsfsr.tiny import write_tiny

    root = tmp_path_factory.mktemp("diffsfsr")
    write_tiny(root)
    return root


@pytest.fixture
def reference(engine: Engine, request: pytest.FixtureRequest) -> FaceReference:
    """What the engine draws: any picture, or one that was drawn from genes where it takes nothing else."""
    name = "drawn" if engine.info.id == GENOME_ENGINE else "photograph"
    chosen: FaceReference = request.getfixturevalue(name)
    return chosen


@pytest.fixture(scope="module")
def drawn() -> FaceReference:
    short_hair = replace(PortraitGenome.random(5), hair_style="crop")  # nothing of it near the picture's edge
    portrait = DrawnPortrait(short_hair, 256.0, has_background=False)
    blobs = BlobStore()
    return drawable(drawn_reference(portrait, "somebody.png", blobs), blobs)


@pytest.fixture(scope="module")
def photograph() -> FaceReference:
    from studio.pipelines.health import sample_picture
    from studio.storage.pictures import load_picture
    from studio.vision.detect import find_faces
    from studio.vision.landmarks import find_mesh

    path = sample_picture()
    assert path is not None
    whole = load_picture(path)
    mesh = find_mesh(whole, find_faces(whole)[0])
    pixels = whole.pixels.copy()
    rows = np.linspace(0, 255, whole.height).astype(np.uint8)
    pixels[:, :40, 3] = rows[:, None]  # a soft edge of alpha, far from the face, with colours below alpha 0
    return FaceReference(Picture(pixels, True, Path(path).name, "PNG"), mesh)


@pytest.fixture
def session(engine: Engine, reference: FaceReference) -> Iterator[EngineSession]:
    opened = engine.open(reference)
    yield opened
    opened.close()


def test_neutral_is_the_picture(engine: Engine, session: EngineSession, reference: FaceReference) -> None:
    drawn = session.draw({})
    if engine.info.keeps_pixels:
        assert np.array_equal(drawn, reference.picture.pixels)
    zeros = session.draw(dict.fromkeys(ALL_CONTROLS, 0.0))
    assert np.array_equal(drawn, zeros)


@pytest.mark.parametrize("pose", POSES)
def test_size_kind_and_alpha_stay(
    engine: Engine, session: EngineSession, reference: FaceReference, pose: dict[str, float]
) -> None:
    drawn = session.draw(pose)
    assert drawn.shape == reference.picture.pixels.shape
    assert drawn.dtype == np.uint8
    assert drawn.flags.c_contiguous
    if engine.info.keeps_pixels or engine.info.id == GENOME_ENGINE:
        assert np.array_equal(drawn[:, :40, 3], reference.picture.pixels[:, :40, 3])


def test_pixels_far_from_the_face_stay(engine: Engine, session: EngineSession, reference: FaceReference) -> None:
    if not engine.info.keeps_pixels:
        pytest.skip(f"{engine.info.id} redraws the whole picture")
    drawn, given = session.draw({"jawOpen": 1.0, "browInnerUp": 1.0}), reference.picture.pixels
    points = reference.mesh.points
    far = int(points[:, 0].min() - 0.9 * np.ptp(points[:, 0]))
    assert far > 0
    assert np.array_equal(drawn[:, :far], given[:, :far])


@pytest.mark.parametrize("pose", POSES[:-1])
def test_a_pose_changes_the_face(session: EngineSession, pose: dict[str, float]) -> None:
    assert not np.array_equal(session.draw(pose), session.draw({}))


def test_the_reference_is_not_written_to(engine: Engine, reference: FaceReference) -> None:
    before = reference.picture.pixels.copy()
    session = engine.open(reference)
    result = session.draw({"jawOpen": 1.0})
    result[:] = 0
    session.draw({})[:] = 0
    session.close()
    assert np.array_equal(reference.picture.pixels, before)


def test_each_result_is_a_new_array(session: EngineSession) -> None:
    for pose in ({}, {"jawOpen": 0.4}):
        first, second = session.draw(pose), session.draw(pose)
        assert not np.shares_memory(first, second)
        first[:] = 7
        assert not np.array_equal(first, session.draw(pose))


def test_equal_poses_give_equal_bytes(engine: Engine, reference: FaceReference) -> None:
    if not engine.info.is_deterministic:
        pytest.skip(f"{engine.info.id} does not promise it")
    one, other = engine.open(reference), engine.open(reference)
    one.draw({"browInnerUp": 1.0})  # what was drawn before must not matter
    for pose in POSES:
        assert np.array_equal(one.draw(pose, seed=3), other.draw(pose, seed=3))
    one.close()
    other.close()


def test_the_order_of_controls_does_not_matter(session: EngineSession) -> None:
    pose = {name: 0.1 + 0.013 * index for index, name in enumerate(ALL_CONTROLS[14:41])} | {"headYaw": 3.3}
    assert np.array_equal(session.draw(pose), session.draw(dict(reversed(pose.items()))))


def test_many_equal_singles(session: EngineSession) -> None:
    for drawn, pose in zip(session.draw_many(POSES), POSES, strict=True):
        assert np.array_equal(drawn, session.draw(pose))


def test_values_out_of_range_are_clamped(session: EngineSession) -> None:
    for name in ("jawOpen", "mouthSmileLeft", "headYaw"):
        high = limits_of(name)[1]
        assert np.array_equal(session.draw({name: high * 9}), session.draw({name: high}))
    assert np.array_equal(session.draw({"jawOpen": -3.0}), session.draw({}))


@pytest.mark.parametrize("pose", [{"jawOpne": 0.5}, {"jawOpen": float("nan")}, {"headYaw": float("inf")}])
def test_wrong_poses_are_refused(session: EngineSession, pose: dict[str, float]) -> None:
    with pytest.raises(InputError):
        session.draw(pose)
    with pytest.raises(InputError):
        session.draw_many([{}, pose])
    session.draw({"jawOpen": 0.5})  # and the session goes on


def test_cancel_while_opening_and_drawing(engine: Engine, reference: FaceReference) -> None:
    token = CancelToken()
    token.cancel()
    with pytest.raises(JobCancelled):
        engine.open(reference, token)
    session = engine.open(reference, CancelToken())
    with pytest.raises(JobCancelled):
        session.draw_many(POSES, cancel=token)
    assert session.draw({}).shape == reference.picture.pixels.shape
    session.close()


def test_info_is_told(engine: Engine) -> None:
    assert engine.info.id in engine_names(with_hidden=True)
    assert engine.info.title == engine_title(engine.info.id), "the title is known without importing the engine"
    assert engine.info.title


def test_unknown_engine_is_refused_with_the_known_ones() -> None:
    with pytest.raises(InputError, match="puppet"):
        make_engine("puppte")
