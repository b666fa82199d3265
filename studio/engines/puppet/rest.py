"""What the reference's own face already does."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from studio.engines.puppet import topology as topo
from studio.engines.puppet.motion import RestState

SMILE_RISE = 0.19
"""How far a corner has risen over the lip line at a full smile, eye distances."""
NEUTRAL_RISE = -0.02
STEADY_POINTS = (33, 133, 362, 263, 168, 6, 197, 195, 98, 327, 2)
"""Points that expressions hardly move."""


def measure_rest(points: NDArray[np.floating[Any]]) -> RestState:
    """How far the reference's mouth corners are already drawn up and out, 0…1 a side."""
    canonical = topo.canonical_points()[:, :2]
    steady = list(STEADY_POINTS)
    homogeneous = np.concatenate([points[steady, :2], np.ones((len(steady), 1))], 1)
    to_canonical, *_ = np.linalg.lstsq(homogeneous.astype(np.float64), canonical[steady], rcond=None)
    placed = np.concatenate([points[:, :2], np.ones((len(points), 1))], 1) @ to_canonical
    line = placed[[13, 14]].mean(0)

    def smile(corner: int) -> float:
        rise = float(line[1] - placed[corner, 1]) - NEUTRAL_RISE
        reach = abs(float(placed[corner, 0])) - abs(float(canonical[corner, 0]))
        amount = (0.75 * rise + 0.4 * max(reach, 0.0)) / SMILE_RISE
        return float(np.clip((amount - 0.15) / 0.85, 0.0, 0.95))

    right, left = topo.MOUTH_CORNERS
    return RestState(smile_left=smile(left), smile_right=smile(right))
