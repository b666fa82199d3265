"""The head's angles as glTF rotations: x to the right of the picture, y up, the face looks along z."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray


def head_quaternions(angles_deg: NDArray[np.floating[Any]]) -> NDArray[np.float64]:
    """Rotations, first rolled, then pitched, then yawed.

    Args:
        angles_deg: (T, 3) yaw, pitch, roll in degrees, signed as `HEAD_CONTROLS`.

    Returns:
        (T, 4) x, y, z, w; neighbours on the same half of the sphere.
    """
    half = np.radians(np.asarray(angles_deg, np.float64)) / 2
    yaw = _about(1, half[:, 0])
    pitch = _about(0, -half[:, 1])
    roll = _about(2, -half[:, 2])
    result = _product(_product(yaw, pitch), roll)
    for index in range(1, len(result)):
        if result[index] @ result[index - 1] < 0:
            result[index] *= -1
    return result


def _about(axis: int, half: NDArray[np.float64]) -> NDArray[np.float64]:
    result = np.zeros((len(half), 4))
    result[:, axis], result[:, 3] = np.sin(half), np.cos(half)
    return result


def _product(first: NDArray[np.float64], second: NDArray[np.float64]) -> NDArray[np.float64]:
    a, b = first[:, :3], second[:, :3]
    real, other = first[:, 3:], second[:, 3:]
    vector = real * b + other * a + np.cross(a, b)
    return np.concatenate([vector, real * other - (a * b).sum(axis=1, keepdims=True)], axis=1)
