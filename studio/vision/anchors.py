"""Hand-placed anchors: read, written, taken from a mesh, and made into one."""

from __future__ import annotations

import json
from typing import Any

import numpy as np

from studio.core.errors import InputError
from studio.models.face import ANCHOR_NAMES, REQUIRED_ANCHORS, Anchors, FaceMesh, MeshSource
from studio.vision.anchor_fit import fit_mesh, quarter_turns_of
from studio.vision.face_topology import ANCHOR_LANDMARKS

_EXAMPLE = '{"points": {"eyeRightOuter": [120, 88], "eyeRightInner": [150, 90], …}}'


def read_anchors(data: bytes) -> Anchors:
    """Read anchors from JSON: ``{"points": {name: [x, y], …}}``, or the inner object alone.

    Args:
        data: The file's bytes, UTF-8.

    Raises:
        InputError: With one of the codes ``anchors.not_json``, ``anchors.shape``, ``anchors.unknown_name``,
            ``anchors.not_a_point``, ``anchors.missing``, ``anchors.mirrored``, ``anchors.degenerate``.
    """
    try:
        content = json.loads(data.decode("utf-8-sig"))
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        where = f" (line {error.lineno})" if isinstance(error, json.JSONDecodeError) else ""
        raise InputError(
            f"The anchors are not valid JSON{where}.", f"They look like {_EXAMPLE}", "anchors.not_json"
        ) from error
    raw = content.get("points", content) if isinstance(content, dict) else content
    if not isinstance(raw, dict) or not raw:
        raise InputError("The anchors hold no points.", f"They look like {_EXAMPLE}", "anchors.shape")
    _check_names(raw)
    anchors = Anchors({name: _point(name, value) for name, value in raw.items()})
    _check_complete(anchors)
    return anchors


def write_anchors(anchors: Anchors) -> bytes:
    """Anchors as JSON that `read_anchors` reads, in a stable order, two decimals."""
    rows = [
        f'    "{name}": [{anchors.points[name][0]:.2f}, {anchors.points[name][1]:.2f}]'
        for name in ANCHOR_NAMES
        if name in anchors.points
    ]
    return ('{\n  "points": {\n' + ",\n".join(rows) + "\n  }\n}\n").encode()


def mesh_from_anchors(anchors: Anchors, size: tuple[int, int], z: bool = True) -> FaceMesh:
    """Fit the canonical mesh to hand-placed anchors.

    The head's turn is estimated first, then the mesh is bent through every anchor; lids, lips and brows follow
    smooth arcs through theirs. What was not placed is completed from the other side and from the canonical face.

    Args:
        anchors: At least `REQUIRED_ANCHORS`.
        size: (width, height) of the picture, pixels.
        z: Whether depth is wanted; otherwise the third column is 0.

    Raises:
        InputError: As `read_anchors`, and ``anchors.outside`` for a point far outside the picture.
    """
    _check_names(dict(anchors.points))
    _check_complete(anchors)
    _check_inside(anchors, size)
    points = fit_mesh(anchors)
    if not z:
        points[:, 2] = 0.0
    return FaceMesh(points.astype(np.float32), MeshSource.ANCHORS, quarter_turns_of(anchors))


def mesh_to_anchors(mesh: FaceMesh) -> Anchors:
    """All anchors of a mesh, so that a found mesh can be corrected by hand."""
    xy = mesh.points[:, :2].astype(np.float64)
    means = {name: xy[list(ANCHOR_LANDMARKS[name])].mean(axis=0) for name in ANCHOR_NAMES}
    return Anchors({name: (float(p[0]), float(p[1])) for name, p in means.items()})


def _check_names(raw: dict[Any, Any]) -> None:
    import difflib

    unknown = [str(name) for name in raw if name not in ANCHOR_LANDMARKS]
    if not unknown:
        return
    near = sorted({hit for name in unknown for hit in difflib.get_close_matches(name, ANCHOR_NAMES, 2, 0.5)})
    hint = f"Did you mean {', '.join(near)}?" if near else f"Known are: {', '.join(ANCHOR_NAMES)}."
    raise InputError(f"Unknown anchor: {', '.join(unknown)}.", hint, "anchors.unknown_name")


def _point(name: str, value: object) -> tuple[float, float]:
    is_pair = isinstance(value, list | tuple) and len(value) == 2
    if is_pair and all(isinstance(v, int | float) and not isinstance(v, bool) and np.isfinite(v) for v in value):  # type: ignore[attr-defined]
        return float(value[0]), float(value[1])  # type: ignore[index]
    raise InputError(f"The anchor {name} is not a point.", "Give [x, y] in pixels.", "anchors.not_a_point")


def _check_complete(anchors: Anchors) -> None:
    missing = [name for name in REQUIRED_ANCHORS if name not in anchors.points]
    if missing:
        raise InputError(
            f"Anchors are missing: {', '.join(missing)}.",
            "Place at least these; more make it better.",
            "anchors.missing",
        )
    at = {name: np.asarray(anchors.points[name]) for name in REQUIRED_ANCHORS}
    right, left = (at["eyeRightOuter"] + at["eyeRightInner"]) / 2, (at["eyeLeftInner"] + at["eyeLeftOuter"]) / 2
    across, down = left - right, at["chin"] - (left + right) / 2
    side, depth = float(np.hypot(*across)), float(np.hypot(*down))
    if min(side, depth) < 4 or np.hypot(*(at["eyeRightOuter"] - at["eyeRightInner"])) < 1:
        raise InputError("Some anchors lie on one another.", "Place eyes and chin apart.", "anchors.degenerate")
    if (across[0] * down[1] - across[1] * down[0]) / (side * depth) < 0.2:
        raise InputError(
            "The anchors are mirrored or upside down: right means the character's own right, left in the picture.",
            "Swap right and left, or check the chin.",
            "anchors.mirrored",
        )


def _check_inside(anchors: Anchors, size: tuple[int, int]) -> None:
    margin = 0.25 * max(size)
    for name, (x, y) in anchors.points.items():
        if not (-margin <= x <= size[0] + margin and -margin <= y <= size[1] + margin):
            raise InputError(
                f"The anchor {name} at ({x:.0f}, {y:.0f}) lies outside the picture ({size[0]} x {size[1]} pixels).",
                "Anchors are in pixels of the upright picture, from its top left.",
                "anchors.outside",
            )
