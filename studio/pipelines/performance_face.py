"""How landmarks answer to each control: told by the puppet, for the canonical face or for a character's own."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from studio.core.errors import ModelError
from studio.core.folders import resources_folder
from studio.engines.puppet.engine import PuppetSession
from studio.export.performance.gltf import FaceModel
from studio.models import face_mesh
from studio.models.controls import ALL_CONTROLS, ARKIT_CONTROLS, HEAD_LIMIT_DEG
from studio.models.face import FaceMesh, FaceReference, MeshSource
from studio.models.picture import Picture

EYE_DISTANCE_M = 0.063
"""Of a grown person, mean."""
_SIDE_PX, _EYES_PX = 384, 84.0
_CENTRE_PX = (192.0, 150.0, 0.0)
_EYE_RINGS = (
    frozenset(face_mesh.EYE_UPPER_RIGHT + face_mesh.EYE_LOWER_RIGHT),
    frozenset(face_mesh.EYE_UPPER_LEFT + face_mesh.EYE_LOWER_LEFT),
)
_MOUTH_RING = frozenset(face_mesh.LIP_UPPER_INNER + face_mesh.LIP_LOWER_INNER)
_IRISES = {"Right": face_mesh.IRIS_RIGHT, "Left": face_mesh.IRIS_LEFT}
_LIDS = {"Right": (159, 145), "Left": (386, 374)}
_RIGHT_EYE, _LEFT_EYE = (33, 133, 159, 145), (362, 263, 386, 374)
_IRIS_FORWARD = 0.02
"""How far an iris stands before the eye's white, eye distances."""
FULL_HEAD_DEG = 10.0
"""The turn that the head's answer is measured at."""


@cache
def canonical_response() -> NDArray[np.float64]:
    """As `landmark_response`, of the canonical face; read-only."""
    result = landmark_response(face_mesh.canonical_points())
    result.setflags(write=False)
    return result


def landmark_response(points: NDArray[np.floating[Any]]) -> NDArray[np.float64]:
    """How far a face's landmarks go at each control.

    Args:
        points: (478, 3) of the resting face, in any unit, upright or leaning, y down.

    Returns:
        (55, 478, 2) at each control's 1 (head: 1 degree), in eye distances, x along the eyes and y down the face.
        mouthClose is measured on an open jaw, where it acts.
    """
    placed = _placed(np.asarray(points, np.float64)) * _EYES_PX + np.asarray(_CENTRE_PX)
    pixels = np.full((_SIDE_PX, _SIDE_PX, 4), 255, np.uint8)
    mesh = FaceMesh(placed.astype(np.float32), MeshSource.ANCHORS)
    session = PuppetSession(FaceReference(Picture(pixels, has_alpha=False), mesh))
    return np.stack([_answer(session, name) for name in ALL_CONTROLS]) / _EYES_PX


def _placed(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Upright, the eyes' middle at the origin, their distance 1."""
    right, left = points[list(_RIGHT_EYE), :2].mean(axis=0), points[list(_LEFT_EYE), :2].mean(axis=0)
    unit = float(np.linalg.norm(left - right))
    along = (left - right) / unit
    axes = np.array([[along[0], along[1], 0.0], [-along[1], along[0], 0.0], [0.0, 0.0, 1.0]])
    middle = np.array([*(left + right) / 2, 0.0])
    result: NDArray[np.float64] = (points - middle) @ axes.T / unit
    return result


def _answer(session: PuppetSession, control: str) -> NDArray[np.float64]:
    base = {"jawOpen": 1.0} if control == "mouthClose" else {}
    amount = FULL_HEAD_DEG if control in HEAD_LIMIT_DEG else 1.0
    way = session.track({**base, control: amount}).astype(np.float64) - session.track(base)
    return way / amount


@cache
def canonical_triangles() -> NDArray[np.int64]:
    """(898, 3) the triangles of the canonical face, eyes and mouth closed by them too.

    Raises:
        ModelError: If the resource is missing or damaged.
    """
    path = resources_folder() / "rig" / "canonical_triangles.json"
    try:
        found = np.asarray(json.loads(path.read_text(encoding="utf-8"))["triangles"], np.int64).reshape(-1, 3)
    except (OSError, ValueError, KeyError) as error:
        raise ModelError("The canonical face is missing.", "Install the program again.", "model.corrupt") from error
    found.setflags(write=False)
    return found


@cache
def canonical_model() -> FaceModel:
    """The canonical face as a mesh with a morph target for each of ARKit's controls."""
    points = face_mesh.canonical_points().copy()
    for iris in _IRISES.values():
        points[list(iris), 2] -= _IRIS_FORWARD
    ways = np.zeros((len(ARKIT_CONTROLS), len(points), 3))
    ways[..., :2] = canonical_response()[: len(ARKIT_CONTROLS)]
    _close_irises(points, ways)
    flip = np.array([1.0, -1.0, -1.0]) * EYE_DISTANCE_M  # y up, z to the viewer
    low, high = points[:, :2].min(axis=0), points[:, :2].max(axis=0)
    uv = (points[:, :2] - low) / (high - low)
    return FaceModel(points * flip, _surfaces(), ways * flip, uv)


def _close_irises(points: NDArray[np.float64], ways: NDArray[np.float64]) -> None:
    """An iris vanishes into the line on which the lids meet; the mesh has no lid that could cover it."""
    for side, iris in _IRISES.items():
        blink = ARKIT_CONTROLS.index(f"eyeBlink{side}")
        upper, lower = _LIDS[side]
        line = (points[upper, 1] + ways[blink, upper, 1] + points[lower, 1] + ways[blink, lower, 1]) / 2
        ways[blink, list(iris), 1] = line - points[list(iris), 1]


def _surfaces() -> dict[str, NDArray[np.int64]]:
    parts: dict[str, list[tuple[int, ...]]] = {"skin": [], "inside": [], "eyes": [], "irises": []}
    for triangle in canonical_triangles():
        corners = set(map(int, triangle))
        is_eye = any(corners <= ring for ring in _EYE_RINGS)
        name = "eyes" if is_eye else "inside" if corners <= _MOUTH_RING else "skin"
        parts[name].append(tuple(map(int, triangle)))
    for centre, right, top, left, bottom in _IRISES.values():
        parts["irises"] += [(centre, right, top), (centre, top, left), (centre, left, bottom), (centre, bottom, right)]
    return {name: np.asarray(triangles, np.int64) for name, triangles in parts.items()}
