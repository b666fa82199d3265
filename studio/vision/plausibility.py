"""Is this mesh a face, and the right one? Wrong meshes are refused instead of being passed on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from studio.models.face import FaceBox

REFUSE_BELOW = 0.4
"""Plausibility below which a mesh is refused."""
MAX_FIVE_POINT_ERROR = 0.28
"""Mean distance to the detector's five points, in eye distances; good fits stay below .25."""
MAX_ROLL_DEG = 55.0
"""A face that leans more belongs to another quarter turn."""
MIN_SIDE_BALANCE = 0.12
"""Narrower half over wider half of the face; less is a profile or no face."""

EYE_RIGHT = (33, 133, 159, 145)
EYE_LEFT = (362, 263, 386, 374)
NOSE_TIP, MOUTH_RIGHT, MOUTH_LEFT, CHIN, FOREHEAD = 1, 61, 291, 152, 10
CHEEK_RIGHT, CHEEK_LEFT, NOSE_BRIDGE = 234, 454, 168
BROW_RIGHT, BROW_LEFT, LIP_TOP, LIP_BOTTOM = 105, 334, 0, 17


@dataclass(frozen=True, slots=True)
class _Check:
    """One measure as 0…1 (1 without doubt) and what is wrong when it is low."""

    value: float
    reason: str


def plausibility(points: NDArray[np.floating[Any]], box: FaceBox | None) -> tuple[float, tuple[str, ...]]:
    """Judge a mesh.

    Args:
        points: (478, 2 or 3), in pixels of a picture in which the face is upright.
        box: The detected face in the same picture; None where there is none (only the form is judged then).

    Returns:
        0…1 (refuse below `REFUSE_BELOW`), and what speaks against it, for people.
    """
    xy = np.asarray(points, np.float64)[:, :2]
    if not np.isfinite(xy).all() or eye_distance(xy) < 1e-6:
        return 0.0, ("the points are not numbers",)
    checks = [_order(xy), _balance(xy), _roll(xy), _proportion(xy)]
    if box is not None:
        checks += [_inside(xy, box), _size(xy, box)]
        if box.points is not None:
            checks.append(_five_points(xy, box.points))
    reasons = tuple(check.reason for check in checks if check.value < REFUSE_BELOW)
    return float(min(check.value for check in checks)), reasons


def eye_distance(points: NDArray[np.floating[Any]]) -> float:
    """Distance of the eyes' centres, pixels."""
    xy = np.asarray(points, np.float64)[:, :2]
    return float(np.linalg.norm(xy[list(EYE_LEFT)].mean(0) - xy[list(EYE_RIGHT)].mean(0)))


def five_points(points: NDArray[np.floating[Any]]) -> NDArray[np.float32]:
    """(5, 2) eye left in the picture, eye right, nose tip, mouth corners left, right; as detectors give them."""
    xy = np.asarray(points, np.float32)[:, :2]
    rows = [xy[list(EYE_RIGHT)].mean(0), xy[list(EYE_LEFT)].mean(0), xy[NOSE_TIP], xy[MOUTH_RIGHT], xy[MOUTH_LEFT]]
    result: NDArray[np.float32] = np.stack(rows).astype(np.float32)
    return result


def five_point_error(points: NDArray[np.floating[Any]], detected: NDArray[np.floating[Any]]) -> float:
    """Mean distance of mesh and detector over the eye distance."""
    own = five_points(points).astype(np.float64)
    distances = np.linalg.norm(own - np.asarray(detected, np.float64), axis=1)
    return float(distances.mean() / np.linalg.norm(own[1] - own[0]))


def _fall(value: float, good: float, bad: float) -> float:
    """1 at `good`, `REFUSE_BELOW` at `bad`, straight in between and beyond, within 0…1."""
    slope = (1.0 - REFUSE_BELOW) / (bad - good)
    return float(np.clip(1.0 - (value - good) * slope, 0.0, 1.0))


def _axes(xy: NDArray[np.float64]) -> NDArray[np.float64]:
    """The points in the face's own frame: x along the eyes, y down the face, unit the eye distance."""
    right, left = xy[list(EYE_RIGHT)].mean(0), xy[list(EYE_LEFT)].mean(0)
    along = (left - right) / np.linalg.norm(left - right)
    down = np.array([-along[1], along[0]])
    frame = np.stack([along, down], axis=1) / np.linalg.norm(left - right)
    result: NDArray[np.float64] = (xy - (left + right) / 2) @ frame
    return result


def _order(xy: NDArray[np.float64]) -> _Check:
    y = _axes(xy)[:, 1]
    eyes = (y[list(EYE_RIGHT)].mean() + y[list(EYE_LEFT)].mean()) / 2
    brows = (y[BROW_RIGHT] + y[BROW_LEFT]) / 2
    ladder = np.array([y[FOREHEAD], brows, eyes, y[NOSE_TIP], y[LIP_TOP], y[LIP_BOTTOM], y[CHIN]])
    return _Check(
        _fall(-float(np.diff(ladder).min()), -0.02, 0.0), "forehead, eyes, nose, mouth and chin are out of order"
    )


def _balance(xy: NDArray[np.float64]) -> _Check:
    x = _axes(xy)[:, 0]
    right, left = x[NOSE_BRIDGE] - x[CHEEK_RIGHT], x[CHEEK_LEFT] - x[NOSE_BRIDGE]
    narrow, wide = min(right, left), max(right, left)
    balance = narrow / wide if wide > 0 else 0.0
    return _Check(_fall(-balance, -0.35, -MIN_SIDE_BALANCE), "one half of the face is almost missing")


def _roll(xy: NDArray[np.float64]) -> _Check:
    across = xy[list(EYE_LEFT)].mean(0) - xy[list(EYE_RIGHT)].mean(0)
    roll = abs(np.degrees(np.arctan2(across[1], across[0])))
    return _Check(_fall(float(roll), 40.0, MAX_ROLL_DEG), "the face lies on its side or stands on its head")


def _proportion(xy: NDArray[np.float64]) -> _Check:
    frame = _axes(xy)
    height = frame[CHIN, 1] - frame[FOREHEAD, 1]
    width = frame[CHEEK_LEFT, 0] - frame[CHEEK_RIGHT, 0]
    ratio = float(np.log(max(height, 1e-6) / max(width, 1e-6)))
    return _Check(_fall(abs(ratio - 0.2), 0.45, 0.8), "the face is far too long or too wide")


def _inside(xy: NDArray[np.float64], box: FaceBox) -> _Check:
    side = max(box.width, box.height)
    centre = np.array([box.x + box.width / 2, box.y + box.height / 2])
    middle = (xy.min(0) + xy.max(0)) / 2
    return _Check(
        _fall(float(np.abs(middle - centre).max() / side), 0.2, 0.38), "the points lie beside the detected face"
    )


def _size(xy: NDArray[np.float64], box: FaceBox) -> _Check:
    extent = float((xy.max(0) - xy.min(0)).max())
    ratio = abs(float(np.log(extent / max(box.width, box.height))))
    return _Check(_fall(ratio, 0.4, 0.8), "the points and the detected face differ too much in size")


def _five_points(xy: NDArray[np.float64], detected: NDArray[np.float32]) -> _Check:
    error = five_point_error(xy, detected)
    return _Check(_fall(error, 0.12, MAX_FIVE_POINT_ERROR), "the detector saw eyes, nose and mouth in other places")
