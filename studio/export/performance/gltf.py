"""A performance as a glTF 2.0 file: a face with ARKit's 52 morph targets, and their weights over time."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from studio.export.performance.gltf_file import INDICES, VERTICES, GltfFile
from studio.export.performance.rotation import head_quaternions
from studio.models.controls import ARKIT_CONTROLS
from studio.models.performance import Take

_MATERIALS = (("skin", (0.80, 0.60, 0.50), 0.7), ("inside", (0.35, 0.12, 0.12), 0.6), ("eyes", (0.92, 0.91, 0.89), 0.3),
              ("irises", (0.12, 0.18, 0.22), 0.2))  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class FaceModel:
    """A face that can be bent: x to the right of the picture, y up, z towards the viewer, metres.

    Attributes:
        points: (N, 3).
        surfaces: Material name ("skin", "inside", "eyes", "irises") -> (M, 3) indices, counter-clockwise from outside.
        targets: (52, N, 3) how far each point goes at weight 1, in the order of `ARKIT_CONTROLS`.
        uv: (N, 2) where each point lies in the picture, 0…1 from the top-left.
    """

    points: NDArray[np.float64]
    surfaces: dict[str, NDArray[np.int64]]
    targets: NDArray[np.float64]
    uv: NDArray[np.float64]


def gltf_animation(take: Take, face: FaceModel, is_binary: bool = True) -> bytes:
    """A face acting a take.

    Args:
        take: What it does.
        face: Who acts.
        is_binary: .glb; else .gltf with everything inside.

    Returns:
        The file's bytes: a node "Head" that turns, with the mesh "Face", whose targets are named in
        ``mesh.extras.targetNames``, and one animation named after the take.
    """
    file = GltfFile()
    file.data |= {
        "scenes": [{"name": take.name, "nodes": [0]}],
        "nodes": [{"name": "Head", "children": [1]}, {"name": "Face", "mesh": 0}],
        "materials": [
            {
                "name": name, "doubleSided": True,
                "pbrMetallicRoughness": {
                    "baseColorFactor": [*colour, 1.0], "metallicFactor": 0.0, "roughnessFactor": rough,
                },
            }
            for name, colour, rough in _MATERIALS
        ],
        "meshes": [_mesh(file, face)],
        "animations": [_animation(file, take)],
    }  # fmt: skip
    return file.binary() if is_binary else file.text()


def _mesh(file: GltfFile, face: FaceModel) -> dict[str, object]:
    attributes = {
        "POSITION": file.add(face.points, VERTICES, has_bounds=True),
        "NORMAL": file.add(normals(face), VERTICES),
        "TEXCOORD_0": file.add(face.uv, VERTICES),
    }
    targets = [{"POSITION": file.add(target, VERTICES, has_bounds=True)} for target in face.targets]
    places = {name: index for index, (name, _, _) in enumerate(_MATERIALS)}
    primitives = [
        {
            "attributes": attributes, "indices": file.add(triangles.reshape(-1), INDICES), "mode": 4,
            "material": places[name], "targets": targets,
        }
        for name, triangles in face.surfaces.items()
    ]  # fmt: skip
    return {
        "name": "Face", "primitives": primitives, "weights": [0.0] * len(ARKIT_CONTROLS),
        "extras": {"targetNames": list(ARKIT_CONTROLS)},
    }  # fmt: skip


def normals(face: FaceModel) -> NDArray[np.float64]:
    """(N, 3) the mean of the triangles around each point, by area."""
    result = np.zeros_like(face.points)
    for triangles in face.surfaces.values():
        a, b, c = (face.points[triangles[:, corner]] for corner in range(3))
        across = np.cross(b - a, c - a)
        for corner in range(3):
            np.add.at(result, triangles[:, corner], across)
    length = np.linalg.norm(result, axis=1, keepdims=True)
    return np.where(length > 0, result / np.maximum(length, 1e-12), [0.0, 0.0, 1.0])


def _animation(file: GltfFile, take: Take) -> dict[str, object]:
    times = file.add(take.times_ms / 1000, has_bounds=True)
    shapes = len(ARKIT_CONTROLS)
    weights = file.add(take.values[:, :shapes].reshape(-1))
    turns = file.add(head_quaternions(take.values[:, shapes:]))
    return {
        "name": take.name,
        "samplers": [
            {"input": times, "output": weights, "interpolation": "LINEAR"},
            {"input": times, "output": turns, "interpolation": "LINEAR"},
        ],
        "channels": [
            {"sampler": 0, "target": {"node": 1, "path": "weights"}},
            {"sampler": 1, "target": {"node": 0, "path": "rotation"}},
        ],
    }
