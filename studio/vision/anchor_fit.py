"""Bending the canonical face through hand-placed anchors.

Three steps: (1) a turned, evenly scaled camera that puts the canonical face nearest to the anchors, which also gives
depth; (2) a thin-plate spline through the anchors; (3) arcs for lids, lips and brows, and a second spline through
those, so that the skin around follows them.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from studio.core.geometry import apply_affine, similarity
from studio.models.face import Anchors
from studio.vision import face_topology as topology
from studio.vision.anchor_arcs import brow_arcs, lid_arcs, lip_arcs, with_irises
from studio.vision.face_topology import ANCHOR_LANDMARKS, canonical_points

Points = NDArray[np.float64]

_YAW_PRIOR_RAD, _PITCH_PRIOR_RAD = 0.6, 0.25
"""How far heads usually turn; keeps the estimate calm when few anchors are given."""
_ASPECT_PRIOR = 0.25
"""How much longer or shorter drawn faces are than the canonical one (logarithm)."""
_RESIDUAL_SCALE = 0.06
"""How far anchors of a drawing usually lie from the canonical face, in eye distances."""


def fit_mesh(anchors: Anchors) -> Points:
    """(478, 3) mesh through the anchors, in their pixels; z in the same unit, smaller is nearer."""
    given = {name: np.asarray(point, np.float64) for name, point in anchors.points.items()}
    posed = _posed(given)
    complete = _completed(given, posed)
    bent = posed.copy()
    controls = [_landmark(posed, name) for name in complete if not name.startswith("iris")]
    targets = [point for name, point in complete.items() if not name.startswith("iris")]
    bent[:, :2] = _spline(np.stack(controls), np.stack(targets), posed[:, :2])
    arcs = lid_arcs(bent, complete) | brow_arcs(bent, complete) | lip_arcs(bent, complete)
    bent = _through_arcs(bent, arcs, given)
    return with_irises(_kept_inside(bent, set(arcs)), complete)


def quarter_turns_of(anchors: Anchors) -> int:
    """Counter-clockwise quarter turns of the picture that bring the face nearest to upright."""
    at = anchors.points
    across = np.add(at["eyeLeftInner"], at["eyeLeftOuter"]) - np.add(at["eyeRightInner"], at["eyeRightOuter"])
    return int(np.rint(np.degrees(np.arctan2(across[1], across[0])) / 90.0)) % 4


def _landmark(points: Points, name: str) -> Points:
    """Where a mesh has an anchor, (2,)."""
    result: Points = points[list(ANCHOR_LANDMARKS[name]), :2].mean(axis=0)
    return result


@dataclass(frozen=True, slots=True)
class _Camera:
    """Turn, scale and shift of the canonical face; angles in radians."""

    yaw: float
    pitch: float
    roll: float
    scale: float
    aspect: float
    shift: tuple[float, float]

    def project(self, points: Points) -> Points:
        """(N, 3) canonical points in pixels, z included."""
        shaped = points * np.array([np.exp(-self.aspect / 2), np.exp(self.aspect / 2), 1.0])
        cos, sin = np.cos(self.yaw), np.sin(self.yaw)
        yaw = np.array([[cos, 0, -sin], [0, 1, 0], [sin, 0, cos]])
        cos, sin = np.cos(self.pitch), np.sin(self.pitch)
        pitch = np.array([[1, 0, 0], [0, cos, sin], [0, -sin, cos]])
        cos, sin = np.cos(self.roll), np.sin(self.roll)
        roll = np.array([[cos, -sin, 0], [sin, cos, 0], [0, 0, 1]])
        turned: Points = self.scale * shaped @ (roll @ pitch @ yaw).T
        turned[:, :2] += self.shift
        return turned


_POSE_ANCHORS = (
    "eyeRightOuter", "eyeRightInner", "eyeLeftInner", "eyeLeftOuter", "noseTip", "noseWingRight", "noseWingLeft",
    "mouthRight", "mouthLeft", "chin", "jawRight", "jawLeft", "forehead",
)  # fmt: skip
"""Anchors that bone moves; lids, brows and lips say nothing about the head's turn."""


def _posed(given: dict[str, Points]) -> Points:
    """The canonical face as the camera sees it."""
    from scipy.optimize import least_squares

    canonical = canonical_points()
    names = [name for name in _POSE_ANCHORS if name in given]
    source = np.stack([canonical[list(ANCHOR_LANDMARKS[name])].mean(axis=0) for name in names])
    target = np.stack([given[name] for name in names])
    start = similarity(source[:, :2], target)
    roll, scale = float(np.arctan2(start[1, 0], start[0, 0])), float(np.hypot(start[0, 0], start[1, 0]))
    weights = np.array([0.5 if name in ("jawRight", "jawLeft", "forehead") else 1.0 for name in names])[:, None]

    def camera(v: NDArray[np.float64]) -> _Camera:
        shift = (start[0, 2] + v[5] * scale, start[1, 2] + v[6] * scale)
        return _Camera(v[0], v[1], roll + v[2], scale * float(np.exp(v[3])), v[4], shift)

    def cost(v: NDArray[np.float64]) -> NDArray[np.float64]:
        misses = weights * (camera(v).project(source)[:, :2] - target) / scale / _RESIDUAL_SCALE
        priors = np.array([v[0] / _YAW_PRIOR_RAD, v[1] / _PITCH_PRIOR_RAD, v[4] / _ASPECT_PRIOR])
        return np.concatenate([misses.ravel(), priors])

    starts = [np.array([yaw, 0, 0, 0, 0, 0, 0], np.float64) for yaw in (0.0, 0.5, -0.5)]
    limits = np.array([1.2, 0.6, 0.8, 1.0, 0.7, 2.0, 2.0])
    fits = [least_squares(cost, s, bounds=(-limits, limits)) for s in starts]
    return camera(min(fits, key=lambda fit: float(fit.cost)).x).project(canonical)


def _completed(given: dict[str, Points], posed: Points) -> dict[str, Points]:
    """The anchors, with those of one side put in for the other where only one side was placed."""
    complete = dict(given)
    right, left = (posed[[33, 133], :2].mean(axis=0), posed[[263, 362], :2].mean(axis=0))
    along = (left - right) / np.linalg.norm(left - right)
    flip = np.eye(2) - 2 * np.outer(along, along)
    for name, point in given.items():
        other = name.replace("Right", "*").replace("Left", "Right").replace("*", "Left")
        if other not in given:
            complete[other] = _landmark(posed, other) + flip @ (point - _landmark(posed, name))
    return complete


def _spline(source: Points, target: Points, points: Points) -> Points:
    """Thin-plate spline from `source` to `target`, on top of the best similarity, at `points`; all (N, 2)."""
    from scipy.interpolate import RBFInterpolator

    base = similarity(source, target)
    if len(source) < 4:
        return apply_affine(base, points)
    residual = target - apply_affine(base, source)
    unit = np.ptp(source, axis=0).max()
    spline = RBFInterpolator(source / unit, residual, kernel="thin_plate_spline", degree=1)
    result: Points = apply_affine(base, points) + spline(points / unit)
    return result


def _through_arcs(bent: Points, arcs: dict[int, Points], given: dict[str, Points]) -> Points:
    """Let the skin follow the arcs; landmarks on arcs and single anchors keep their place exactly."""
    fixed = dict(arcs)
    for name, point in given.items():
        landmarks = ANCHOR_LANDMARKS[name]
        if len(landmarks) == 1 and landmarks[0] not in fixed and not name.startswith("iris"):
            fixed[landmarks[0]] = point
    for index in topology.FACE_OVAL:  # the outline is not an arc's business
        fixed.setdefault(index, bent[index, :2])
    indices = list(fixed)
    source, target = bent[indices, :2], np.stack([fixed[i] for i in indices])
    result = bent.copy()
    moved = _spread(source, target - source, bent[:, :2])
    result[:, :2] = bent[:, :2] + moved
    result[indices, :2] = target
    return result


def _spread(source: Points, shift: Points, points: Points) -> Points:
    """Shifts known at `source`, spread smoothly to `points`; a little smoothing keeps dense arcs from ringing."""
    from scipy.interpolate import RBFInterpolator

    unit = np.ptp(points, axis=0).max()
    spline = RBFInterpolator(source / unit, shift, kernel="linear", degree=0, smoothing=1e-4)
    result: Points = spline(points / unit)
    return result


def _kept_inside(points: Points, fixed: set[int]) -> Points:
    """Points beyond the face's outline, put just inside it.

    On a half-turned face the far cheek stands out beyond the outline's landmarks; what lies there in a drawing is
    background, and must not move with the face.
    """
    import cv2

    outline = points[list(topology.FACE_OVAL), :2]
    polygon = outline.astype(np.float32)[:, None]
    centre = outline.mean(axis=0)
    result = points.copy()
    for index in set(range(topology.IRIS_RIGHT)) - fixed - set(topology.FACE_OVAL):
        if cv2.pointPolygonTest(polygon, (float(points[index, 0]), float(points[index, 1])), False) < 0:
            nearest = _nearest_on(outline, points[index, :2])
            result[index, :2] = nearest + 0.02 * (centre - nearest)
    return result


def _nearest_on(outline: Points, point: Points) -> Points:
    """The nearest point of a closed line."""
    start, step = outline, np.roll(outline, -1, axis=0) - outline
    share = ((point - start) * step).sum(axis=1) / np.maximum((step**2).sum(axis=1), 1e-9)
    candidates = start + np.clip(share, 0, 1)[:, None] * step
    result: Points = candidates[np.argmin(((candidates - point) ** 2).sum(axis=1))]
    return result
