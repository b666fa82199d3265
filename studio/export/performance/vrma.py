"""A performance as a VRM animation (.vrma): glTF with the extension VRMC_vrm_animation 1.0.

Each expression is a node whose translation along x is its weight; the head turns as a humanoid bone. The other bones
that VRM asks for are there, at rest.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from studio.export.performance.gltf_file import GltfFile
from studio.export.performance.rotation import head_quaternions
from studio.models.controls import ARKIT_CONTROLS
from studio.models.performance import Take

EXTENSION = "VRMC_vrm_animation"
PRESETS = (
    "happy", "angry", "sad", "relaxed", "surprised", "aa", "ih", "ou", "ee", "oh", "blink", "blinkLeft", "blinkRight",
    "neutral",
)  # fmt: skip
_BONES: tuple[tuple[str, str, tuple[float, float, float]], ...] = (
    ("hips", "", (0, 0.95, 0)), ("spine", "hips", (0, 0.1, 0)), ("chest", "spine", (0, 0.13, 0)),
    ("neck", "chest", (0, 0.25, 0)), ("head", "neck", (0, 0.08, 0)),
    ("leftUpperArm", "chest", (0.12, 0.18, 0)), ("leftLowerArm", "leftUpperArm", (0.25, 0, 0)),
    ("leftHand", "leftLowerArm", (0.23, 0, 0)),
    ("rightUpperArm", "chest", (-0.12, 0.18, 0)), ("rightLowerArm", "rightUpperArm", (-0.25, 0, 0)),
    ("rightHand", "rightLowerArm", (-0.23, 0, 0)),
    ("leftUpperLeg", "hips", (0.09, -0.05, 0)), ("leftLowerLeg", "leftUpperLeg", (0, -0.4, 0)),
    ("leftFoot", "leftLowerLeg", (0, -0.42, 0)),
    ("rightUpperLeg", "hips", (-0.09, -0.05, 0)), ("rightLowerLeg", "rightUpperLeg", (0, -0.4, 0)),
    ("rightFoot", "rightLowerLeg", (0, -0.42, 0)),
)  # fmt: skip
"""Name, parent, place beside the parent in metres, of a figure that stands with its arms spread."""


def vrm_animation(take: Take, presets: Mapping[str, NDArray[np.floating[Any]]] | None = None) -> bytes:
    """A take as a VRM animation.

    Args:
        take: What happens.
        presets: VRM preset expression -> (T,) weights, for models without ARKit's names. With presets these alone are
            written; without, ARKit's 52 names as custom expressions ("Perfect Sync").

    Returns:
        The file's bytes, a binary glTF.
    """
    file = GltfFile()
    nodes, humans = _skeleton()
    shapes = len(ARKIT_CONTROLS)
    curves: Mapping[str, NDArray[np.floating[Any]]] = presets or dict(
        zip(ARKIT_CONTROLS, take.values[:, :shapes].T, strict=True)
    )
    times = file.add(take.times_ms / 1000, has_bounds=True)
    turns = file.add(head_quaternions(take.values[:, shapes:]))
    samplers = [{"input": times, "output": turns, "interpolation": "LINEAR"}]
    channels = [{"sampler": 0, "target": {"node": humans["head"]["node"], "path": "rotation"}}]
    expressions: dict[str, dict[str, int]] = {}
    for name, weights in curves.items():
        way = np.zeros((len(weights), 3))
        way[:, 0] = np.clip(weights, 0.0, 1.0)
        expressions[name] = {"node": len(nodes)}
        channels.append({"sampler": len(samplers), "target": {"node": len(nodes), "path": "translation"}})
        samplers.append({"input": times, "output": file.add(way), "interpolation": "LINEAR"})
        nodes.append({"name": name})
    kind = "preset" if presets else "custom"
    file.data |= {
        "extensionsUsed": [EXTENSION],
        "extensions": {
            EXTENSION: {"specVersion": "1.0", "humanoid": {"humanBones": humans}, "expressions": {kind: expressions}}
        },
        "scenes": [{"name": take.name, "nodes": [0, *(place["node"] for place in expressions.values())]}],
        "nodes": nodes,
        "animations": [{"name": take.name, "samplers": samplers, "channels": channels}],
    }
    return file.binary()


def _skeleton() -> tuple[list[dict[str, object]], dict[str, dict[str, int]]]:
    places = {name: index for index, (name, _, _) in enumerate(_BONES)}
    nodes = list[dict[str, object]]()
    for name, _, place in _BONES:
        children = [places[child] for child, parent, _ in _BONES if parent == name]
        node: dict[str, object] = {"name": name, "translation": list(place)}
        if children:
            node["children"] = children
        nodes.append(node)
    return nodes, {name: {"node": index} for name, index in places.items()}
