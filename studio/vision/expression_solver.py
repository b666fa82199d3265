"""Reading an expression from landmarks alone: 478 points become 52 controls and three head angles.

For where no blendshape network is installed, and for the controls that it does not see. The face is compared with its
own neutral frame: first the head's turn and tilt are found (weak perspective, from the points that expressions hardly
move), then the controls whose known ways of moving landmarks together explain best what is left:

    least  sum_i w_i |sum_c v_c D_ci - d_i|^2 + ridge |v|^2 + thrift sum_c v_c    with 0 <= v <= 1

d: movement of the landmarks in the face's own frame, in eye distances; D: movement at a control's 1. Both steps are
repeated, because the one disturbs the other. The bounded problem is solved by coordinate descent on its normal
equations, 52 by 52 whatever the number of landmarks.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from studio.core.errors import InputError
from studio.models.controls import ARKIT_CONTROLS, HEAD_CONTROLS
from studio.models.face_mesh import canonical_points
from studio.vision.plausibility import EYE_LEFT, EYE_RIGHT

_SHAPES = len(ARKIT_CONTROLS)
ROUNDS, SWEEPS, POSE_ROUNDS = 3, 20, 2
STEADY_WAY = 0.02
"""A landmark that expressions move this far (eye distances) tells the head's pose half as well as a still one."""
OUTLIER_WAY = 0.03
"""A residual of the pose, eye distances, from which a landmark counts half."""
LOOSE = 2e-3
"""How firmly small errors of the pose are kept from being explained as such."""

_HARD_TO_SEE = {
    "jawForward": 150.0, "tongueOut": 30.0, "mouthLowerDownLeft": 12.0, "mouthLowerDownRight": 12.0,
    "mouthShrugUpper": 6.0, "mouthRollUpper": 4.0, "mouthRollLower": 4.0, "mouthPressLeft": 2.0,
    "mouthPressRight": 2.0, "noseSneerLeft": 3.0, "noseSneerRight": 3.0, "cheekPuff": 3.0,
}  # fmt: skip
"""Controls whose movement looks like another's from the front: their ridge is so many times as high."""
_PAIRED = ("mouthPress", "mouthLowerDown", "mouthUpperUp", "mouthStretch", "mouthDimple", "mouthFrown",
           "cheekSquint", "noseSneer", "eyeSquint", "browOuterUp", "browDown")  # fmt: skip
PAIR = 8e-3
"""How firmly the two sides of a control are kept together where hardly anybody moves one alone."""


@dataclass(frozen=True, slots=True)
class SolverOptions:
    """How movements are explained.

    Attributes:
        ridge: Against large opposing values; squared eye distances.
        thrift: Against many small values.
    """

    ridge: float = 4e-3
    thrift: float = 1e-3


@dataclass(frozen=True, slots=True, eq=False)
class _Pose:
    """Weak perspective: picture = shape @ matrix.T + shift."""

    matrix: NDArray[np.float64]
    shift: NDArray[np.float64]

    def angles(self) -> NDArray[np.float64]:
        """Yaw, pitch, roll in degrees, as `HEAD_CONTROLS`."""
        left, _, right = np.linalg.svd(self.matrix, full_matrices=False)
        first, second = left @ right
        nose = -np.array([first[2], second[2], np.cross(first, second)[2]])
        yaw = np.arctan2(nose[0], -nose[2])
        pitch = np.arcsin(np.clip(-nose[1], -1, 1))
        roll = np.arctan2(second[0], first[0])
        return np.asarray(np.degrees(np.array([yaw, pitch, roll])), np.float64)


class ExpressionSolver:
    """Reads expressions of one face."""

    def __init__(
        self,
        neutral: NDArray[np.floating[Any]],
        response: NDArray[np.floating[Any]],
        options: SolverOptions | None = None,
    ) -> None:
        """Learn the neutral face.

        Args:
            neutral: (478, 2 or 3) landmarks of the resting face, pixels, y down.
            response: (55 or 52, 478, 2) how far landmarks go at each control's 1, in eye distances, x along the eyes
                and y down the face; rows as `ALL_CONTROLS`.
            options: How movements are explained.

        Raises:
            InputError: If the landmarks are not those of a face.
        """
        self._options = options or SolverOptions()
        xy = np.asarray(neutral, np.float64)[:, :2]
        right, left = xy[list(EYE_RIGHT)].mean(axis=0), xy[list(EYE_LEFT)].mean(axis=0)
        unit = float(np.linalg.norm(left - right))
        if not np.isfinite(xy).all() or unit < 1e-6:
            raise InputError("The neutral frame shows no face.", "Choose another frame.", "performance.neutral")
        along = (left - right) / unit
        axes = np.stack([along, [-along[1], along[0]]])
        flat = (xy - (left + right) / 2) @ axes.T / unit
        self._shape = np.concatenate([flat, canonical_points()[:, 2:]], axis=1)
        ways = np.asarray(response, np.float64)[:_SHAPES]
        self._ways = ways
        reach = np.linalg.norm(ways, axis=2).max(axis=0)
        self._steady = 1.0 / (1.0 + (reach / STEADY_WAY) ** 2)
        self._loose = self._loose_ways()
        self._design = np.concatenate([ways, self._loose]).reshape(_SHAPES + len(self._loose), -1)
        self._square = self._design @ self._design.T
        self._square[:_SHAPES, :_SHAPES] += self._prior()
        self._square[_SHAPES:, _SHAPES:] += LOOSE * np.eye(len(self._loose))
        self._reduced = self._without_loose()
        self._still = self._fitted_pose(xy, np.zeros(xy.shape), None).angles()

    def solve(self, points: NDArray[np.floating[Any]]) -> NDArray[np.float32]:
        """The controls of a frame.

        Args:
            points: (478, 2 or 3) landmarks, pixels.

        Returns:
            (55,) float32 in the order of `ALL_CONTROLS`: blendshapes 0…1, head angles in degrees beside the neutral
            frame's.
        """
        xy = np.asarray(points, np.float64)[:, :2]
        values, pose = np.zeros(_SHAPES), None
        for _ in range(ROUNDS):
            bent = np.tensordot(values, self._ways, axes=1)
            pose = self._fitted_pose(xy, bent, pose)
            flat = pose.matrix[:, :2]
            there = self._shape @ pose.matrix.T + pose.shift
            values = self._explained((xy - there) @ np.linalg.inv(flat).T, values)
        angles = np.zeros(len(HEAD_CONTROLS)) if pose is None else pose.angles() - self._still
        return np.asarray(np.concatenate([values, angles]), np.float32)

    def _fitted_pose(self, xy: NDArray[np.float64], bent: NDArray[np.float64], start: _Pose | None) -> _Pose:
        """The pose that lays the bent neutral shape onto the points; outliers count less from round to round."""
        shape = self._shape.copy()
        shape[:, :2] += bent
        homogeneous = np.concatenate([shape, np.ones((len(shape), 1))], axis=1)
        weights, pose = self._steady, start
        for _ in range(POSE_ROUNDS):
            root = np.sqrt(weights)[:, None]
            solution, *_ = np.linalg.lstsq(homogeneous * root, xy * root, rcond=None)
            pose = _Pose(solution[:3].T, solution[3])
            unit = np.sqrt(abs(np.linalg.det(pose.matrix[:, :2]))) or 1.0
            miss = np.linalg.norm(homogeneous @ solution - xy, axis=1) / unit
            weights = self._steady / (1.0 + (miss / OUTLIER_WAY) ** 2)
        assert pose is not None
        return pose

    def _loose_ways(self) -> NDArray[np.float64]:
        """(8, 478, 2) what a small error of the pose looks like: shifts, and each axis read into each other."""
        count = len(self._shape)
        columns = [np.ones(count), *self._shape.T]
        ways = np.zeros((2 * len(columns), count, 2))
        for index, column in enumerate(columns):
            ways[2 * index, :, 0] = column
            ways[2 * index + 1, :, 1] = column
        return ways

    def _prior(self) -> NDArray[np.float64]:
        """(52, 52) what speaks against values that need no explanation."""
        result = np.diag([self._options.ridge * _HARD_TO_SEE.get(name, 1.0) for name in ARKIT_CONTROLS])
        for stem in _PAIRED:
            if f"{stem}Left" in ARKIT_CONTROLS:
                left, right = ARKIT_CONTROLS.index(f"{stem}Left"), ARKIT_CONTROLS.index(f"{stem}Right")
                result[[left, right], [left, right]] += PAIR
                result[[left, right], [right, left]] -= PAIR
        return result

    def _without_loose(self) -> NDArray[np.float64]:
        """The normal equations of the controls with the pose's errors solved for."""
        inner, across = self._square[:_SHAPES, :_SHAPES], self._square[:_SHAPES, _SHAPES:]
        return np.asarray(inner - across @ np.linalg.solve(self._square[_SHAPES:, _SHAPES:], across.T))

    def _explained(self, moved: NDArray[np.float64], start: NDArray[np.float64]) -> NDArray[np.float64]:
        wanted = self._design @ moved.reshape(-1)
        across = self._square[:_SHAPES, _SHAPES:]
        right = wanted[:_SHAPES] - across @ np.linalg.solve(self._square[_SHAPES:, _SHAPES:], wanted[_SHAPES:])
        right = right - self._options.thrift
        values = start.copy()
        diagonal = np.diag(self._reduced)
        for _ in range(SWEEPS):
            before = values.copy()
            for index in range(_SHAPES):
                rest = right[index] - self._reduced[index] @ values + diagonal[index] * values[index]
                values[index] = min(1.0, max(0.0, rest / diagonal[index]))
            if np.abs(values - before).max() < 1e-4:
                break
        return values
