"""The solver finds what moved landmarks: the puppet's own, and those seen in pictures of known expressions."""

from __future__ import annotations

import numpy as np
import pytest

from studio.core.errors import InputError
from studio.engines.puppet.engine import PuppetSession
from studio.models.controls import ALL_CONTROLS, CONTROL_INDEX
from studio.pipelines.performance_face import canonical_response, landmark_response
from studio.vision.expression_solver import ExpressionSolver
from tests.engines.faces import DATA, astronaut, shared_reference

needs_data = pytest.mark.skipif(not DATA.is_dir(), reason="MISSING DATA: pictures")
SEEN = ("eyeBlinkLeft", "eyeBlinkRight", "eyeLookInLeft", "eyeLookOutRight", "jawOpen", "jawLeft", "mouthSmileLeft",
        "mouthSmileRight", "mouthPucker", "browDownLeft", "browInnerUp", "cheekPuff", "headYaw", "headPitch",
        "headRoll")  # fmt: skip


@pytest.fixture(scope="module")
def acted() -> tuple[np.ndarray, np.ndarray]:
    """Sparse random poses and what the solver makes of the landmarks, with noise, of the puppet wearing them."""
    face = astronaut()
    session = PuppetSession(face)
    solver = ExpressionSolver(face.mesh.points, landmark_response(face.mesh.points))
    rng = np.random.default_rng(3)
    poses = rng.uniform(0, 1, (90, 55)) * (rng.uniform(0, 1, (90, 55)) < 0.12)
    poses[:, 52:] = rng.uniform(-1, 1, (90, 3)) * [12, 9, 12]
    read = []
    for pose in poses:
        points = session.track({name: float(value) for name, value in zip(ALL_CONTROLS, pose, strict=True)})
        read.append(solver.solve(points + rng.normal(0, 0.3, points.shape)))
    return poses, np.stack(read)


@pytest.mark.parametrize("control", SEEN)
def test_controls_of_the_puppet_are_found(acted: tuple[np.ndarray, np.ndarray], control: str) -> None:
    index = CONTROL_INDEX[control]
    poses, read = acted
    assert np.corrcoef(poses[:, index], read[:, index])[0, 1] > (0.99 if control.startswith("head") else 0.75)


def test_most_controls_are_found_together(acted: tuple[np.ndarray, np.ndarray]) -> None:
    poses, read = acted
    found = [np.corrcoef(poses[:, index], read[:, index])[0, 1] for index in range(55) if read[:, index].std() > 1e-3]
    assert np.median(found) > 0.82
    assert np.abs(poses[:, :52] - read[:, :52]).mean() < 0.07
    assert np.abs(poses[:, 52:] - read[:, 52:]).mean() < 2.5  # degrees


def test_size_place_and_lean_of_the_picture_do_not_matter() -> None:
    face = astronaut()
    points = face.mesh.points[:, :2].astype(np.float64)
    session = PuppetSession(face)
    moved = session.track({"mouthSmileLeft": 0.8, "browInnerUp": 0.6}).astype(np.float64)
    angle = np.radians(20)
    turn = 2.5 * np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    response = landmark_response(face.mesh.points)
    plain = ExpressionSolver(points, response).solve(moved)
    turned = ExpressionSolver(points @ turn.T + 300, response).solve(moved @ turn.T + 300)
    assert np.abs(plain - turned).max() < 0.02
    assert plain[CONTROL_INDEX["mouthSmileLeft"]] > 0.5
    assert plain[CONTROL_INDEX["mouthSmileRight"]] < 0.2


def test_the_neutral_face_reads_nothing() -> None:
    face = astronaut()
    solver = ExpressionSolver(face.mesh.points, canonical_response())
    assert np.abs(solver.solve(face.mesh.points)).max() < 0.01
    with pytest.raises(InputError):
        ExpressionSolver(np.zeros((478, 2)), canonical_response())


@needs_data
@pytest.mark.parametrize("who", ["ict_render_id1", "ict_render_id2"])
@pytest.mark.parametrize(
    ("label", "wanted"),
    [
        ("jawOpen", ("jawOpen",)),
        ("smile", ("mouthSmileLeft", "mouthSmileRight")),
        ("blink", ("eyeBlinkLeft", "eyeBlinkRight")),
        ("browDown", ("browDownLeft", "browDownRight")),
    ],
)
def test_rendered_heads_of_known_weights(who: str, label: str, wanted: tuple[str, ...]) -> None:
    neutral = shared_reference(f"expression_sets/{who}/neutral.png").mesh.points
    seen = shared_reference(f"expression_sets/{who}/{label}.png").mesh.points
    read = ExpressionSolver(neutral, landmark_response(neutral)).solve(seen)
    for name in wanted:
        assert read[CONTROL_INDEX[name]] > 0.33, name
    assert np.abs(read[52:]).max() < 4  # the head does not move
    strange = {"jawOpen": "mouthSmileLeft", "smile": "jawOpen", "blink": "jawOpen", "browDown": "mouthSmileLeft"}[label]
    assert read[CONTROL_INDEX[strange]] < 0.2


@needs_data
def test_agreement_with_the_network_on_pictures() -> None:
    """Rise over each character's own neutral picture, for controls that the network is known to read well."""
    pairs: dict[str, list[tuple[float, float]]] = {}
    for who in ("ict_render_id1", "ict_render_id2"):
        folder = f"expression_sets/{who}"
        neutral = shared_reference(f"{folder}/neutral.png").mesh
        solver = ExpressionSolver(neutral.points, landmark_response(neutral.points))
        for label in ("jawOpen", "smile", "blink", "browDown", "open_smile"):
            mesh = shared_reference(f"{folder}/{label}.png").mesh
            read = solver.solve(mesh.points)
            for name in (
                "eyeBlinkLeft",
                "eyeBlinkRight",
                "mouthSmileLeft",
                "mouthSmileRight",
                "jawOpen",
                "browDownLeft",
            ):
                rise = mesh.blendshapes[name] - neutral.blendshapes[name]
                pairs.setdefault(name, []).append((float(read[CONTROL_INDEX[name]]), rise))
    for name, values in pairs.items():
        ours, theirs = np.array(values).T
        assert np.corrcoef(ours, theirs)[0, 1] > 0.8, name
