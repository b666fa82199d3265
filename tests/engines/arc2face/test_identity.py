"""Who is drawn, through a synthetic pack; and expressions read from a picture, through a synthetic network."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from studio.core.errors import InputError, ModelError
from studio.engines.arc2face.identity import FaceIdentity, find_recogniser
from studio.engines.arc2face.smirk import SMIRK_FILE, ExpressionReading, expression_crop
from tests.engines.arc2face.face import reference
from tests.engines.arc2face.tiny import face_detector, linear_network, save_network

PX = 320
FIVE = np.array([[280.0, 260], [360, 262], [318, 310], [285, 350], [352, 352]])
BOX = np.array([240.0, 200, 400, 400])


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A models folder with a pack as the makers deliver it, and the recogniser of Arc2Face in it."""
    root = tmp_path_factory.mktemp("models")
    pack = root / "insightface" / "antelopev2"
    face_detector(pack / "scrfd_10g_bnkps.onnx", [(BOX, FIVE)])
    linear_network(pack / "arcface.onnx", 112, 512, seed=4)
    linear_network(pack / "2d106det.onnx", 192, 212)
    return root


@pytest.fixture(scope="module")
def picture() -> Any:
    return reference(PX, 60.0).picture.rgb


def test_the_same_numbers_as_insightface(models: Path, picture: Any) -> None:
    from insightface.app import FaceAnalysis

    found = find_recogniser(None, models)
    assert found.detector is not None
    assert found.detector.name == "scrfd_10g_bnkps.onnx"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        app = FaceAnalysis(
            name=str(models / "insightface" / "antelopev2"), providers=["CPUExecutionProvider"],
            allowed_modules=["detection", "recognition"],
        )  # fmt: skip
        app.prepare(ctx_id=-1, det_size=(640, 640))
        faces = app.get(np.ascontiguousarray(picture[..., ::-1]))
    assert len(faces) == 1
    wanted = np.asarray(faces[0]["embedding"], np.float32)
    ours = FaceIdentity(found).of_picture(picture)
    assert ours.shape == (512,)
    assert np.abs(ours - wanted).max() < 1e-3 * np.abs(wanted).max()
    other = reference(PX, 60.0, seed=1).picture.rgb
    assert np.abs(FaceIdentity(found).of_picture(other) - ours).max() > 1e-2


def test_the_weights_own_recogniser_comes_first(models: Path, tmp_path: Path) -> None:
    linear_network(tmp_path / "arcface.onnx", 112, 512, seed=5)
    assert find_recogniser(tmp_path / "arcface.onnx", models).recogniser == tmp_path / "arcface.onnx"
    with pytest.raises(ModelError, match=r"arcface\.onnx"):
        find_recogniser(None, tmp_path)


def test_without_a_detector_the_landmarks_do(tmp_path: Path, picture: Any) -> None:
    linear_network(tmp_path / "arc2face" / "arcface.onnx", 112, 512, seed=4)
    found = find_recogniser(None, tmp_path)
    assert found.detector is None
    points = reference(PX, 60.0).mesh.points
    assert FaceIdentity(found).of_picture(picture, points).shape == (512,)
    with pytest.raises(InputError, match="No face"):
        FaceIdentity(found).of_picture(picture)


def test_several_faces_and_none(models: Path, tmp_path: Path, picture: Any) -> None:
    pack = tmp_path / "antelopev2"
    linear_network(pack / "arcface.onnx", 112, 512, seed=4)
    shift = np.array([-200.0, -150.0])
    face_detector(pack / "det.onnx", [(BOX, FIVE), (BOX + np.tile(shift, 2), FIVE + shift)])
    identity = FaceIdentity(find_recogniser(None, tmp_path))
    with pytest.raises(InputError, match="2 faces"):
        identity.of_picture(picture)
    points = np.zeros((478, 3), np.float32)
    points[:, :2] = np.random.default_rng(0).random((478, 2)) * 70 + (125, 105)  # over the first box, at half size
    assert np.allclose(identity.of_picture(picture, points), FaceIdentity(find_recogniser(None, models)).of_picture(
        picture), atol=1e-4)  # fmt: skip
    empty = tmp_path / "empty" / "antelopev2"
    linear_network(empty / "arcface.onnx", 112, 512, seed=4)
    face_detector(empty / "det.onnx", [])
    with pytest.raises(InputError, match="No face"):
        FaceIdentity(find_recogniser(None, tmp_path / "empty")).of_picture(picture)


def test_networks_that_are_damaged_or_for_something_else(tmp_path: Path) -> None:
    path = tmp_path / "arc2face" / "arcface.onnx"
    path.parent.mkdir()
    path.write_bytes(b"nothing")
    with pytest.raises(ModelError, match=r"arcface\.onnx"):
        FaceIdentity(find_recogniser(None, tmp_path))
    linear_network(tmp_path / "other" / "arcface.onnx", 96, 3)
    with pytest.raises(ModelError, match="no recogniser"):
        FaceIdentity(find_recogniser(tmp_path / "other" / "arcface.onnx", tmp_path))


# --- reading expressions


def smirk(path: Path, outputs: int = 55, size: int = 224) -> Path:
    """The mean of each colour, in the first three numbers; the rest is what the bias says."""
    bias = np.zeros((1, outputs), np.float32)
    bias[0, -5:] = (2.0, -1.0, -0.3, 0.9, 0.1)
    weights = np.zeros((3, outputs), np.float32)
    weights[0, 0] = weights[1, 1] = weights[2, 2] = 1.0
    save_network(path, f"""s (float[1, 3, {size}, {size}] picture) => (float[1, {outputs}] vector) {{
        p = ReduceMean <axes = [2, 3], keepdims = 0> (picture)
        m = MatMul (p, weights)
        vector = Add (m, bias) }}""", {"weights": weights, "bias": bias})  # fmt: skip
    return path


def test_red_first_and_within_limits(tmp_path: Path) -> None:
    face = reference(PX, 60.0)
    rgb = np.zeros((PX, PX, 3), np.uint8)
    rgb[..., 0], rgb[..., 2] = 200, 50
    vector = ExpressionReading(smirk(tmp_path / "s.onnx")).read(rgb, face.mesh.points)
    assert vector[:3].tolist() == pytest.approx([200 / 255, 0, 50 / 255], abs=0.01)
    assert vector[50:].tolist() == pytest.approx([1.0, 0.0, 0.0, 0.2, 0.1])


def test_the_crop_is_a_square_around_the_landmarks() -> None:
    points = np.full((478, 2), 150.0)
    points[0], points[1] = (100, 120), (200, 180)  # a box of 100 x 60: side int(80 x 1.4) = 112
    rgb = np.zeros((PX, PX, 3), np.uint8)
    rgb[94:206, 94:206] = 255
    crop = expression_crop(rgb, points)
    assert crop.shape == (224, 224, 3)
    assert (crop[4:-4, 4:-4] == 255).all()
    smaller = np.zeros_like(rgb)
    smaller[100:200, 100:200] = 255
    assert (expression_crop(smaller, points)[:8] == 0).all()
    for wrong in (np.full((478, 2), np.nan), np.zeros((478, 2))):
        with pytest.raises(InputError):
            expression_crop(rgb, wrong)


def test_readers_that_are_missing_or_of_another_kind(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="SMIRK") as raised:
        ExpressionReading()
    assert SMIRK_FILE.split("/")[-1] in raised.value.user_message
    with pytest.raises(ModelError, match="224"):
        ExpressionReading(smirk(tmp_path / "small.onnx", size=112))
    with pytest.raises(ModelError, match="52 numbers"):
        ExpressionReading(smirk(tmp_path / "other.onnx", 52)).read(
            np.zeros((PX, PX, 3), np.uint8), reference(PX, 60.0).mesh.points
        )
    (tmp_path / "bad.onnx").write_bytes(b"bad")
    with pytest.raises(ModelError, match=r"bad\.onnx"):
        ExpressionReading(tmp_path / "bad.onnx")
