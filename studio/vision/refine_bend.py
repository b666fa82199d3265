"""Carrying a mesh to where its features were found: the found landmarks exactly, the skin around them smoothly."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from studio.vision import face_topology as topology

Points = NDArray[np.float64]

_STILL = tuple(
    dict.fromkeys(
        topology.FACE_OVAL
        + topology.LIP_UPPER_OUTER
        + topology.LIP_LOWER_OUTER
        + topology.LIP_UPPER_INNER
        + topology.LIP_LOWER_INNER
    )
)
"""What stays if it was not found: the outline of the face and the lips."""


def bend(points: NDArray[np.float32], places: Mapping[int, Points]) -> NDArray[np.float32]:
    """Move landmarks to their places and let the others follow.

    Args:
        points: (478, 3) landmarks.
        places: Landmark -> (2,) where it belongs.

    Returns:
        (478, 3) new landmarks; z is kept.
    """
    from scipy.interpolate import RBFInterpolator

    if not places:
        return points
    xy = points[:, :2].astype(np.float64)
    indices = [index for index in places if index < topology.IRIS_RIGHT]
    still = [index for index in _STILL if index not in places]
    target = np.stack([places[index] for index in indices])
    source = np.concatenate([xy[indices], xy[still]])
    shift = np.concatenate([target - xy[indices], np.zeros((len(still), 2))])
    unit = np.ptp(xy, axis=0).max()
    source += 1e-6 * unit * np.sin(np.arange(source.size).reshape(source.shape))  # no two landmarks in one place
    spline = RBFInterpolator(source / unit, shift, kernel="linear", degree=0, smoothing=1e-3)
    result = points.copy()
    result[:, :2] = xy + spline(xy / unit)
    for index, place in places.items():
        result[index, :2] = place
    return result
