"""Which part of a picture is the head, from where the eyes are: the same rule in training and in use.

Measured on drawn portraits in units of the distance between the eyes: hair ends about 1.8 (at most 2.2) above the
eyes and 1.5 (2.0) beside them, the neck about 1.7 below.
"""

from __future__ import annotations

from typing import Any

from studio.engines.swapping import Placing

PORTRAIT_PLACING = Placing(0.505, 0.503, 0.212)
"""Where faces stand in the portraits that the networks have learned from."""

_CENTRE_Y, _HALF_WIDTH, _HALF_HEIGHT = -0.3, 1.95, 2.0
_ROUNDNESS = 2.6
"""2 is an ellipse, more is squarer."""
SMALLEST_GROWTH, LARGEST_GROWTH = 0.6, 1.6


def is_head(x: Any, y: Any, growth: Any = 1.0) -> Any:
    """Whether places belong to the head.

    Args:
        x: From the middle between the eyes, in eye distances; an array or a tensor.
        y: Likewise, down.
        growth: 1 is the usual size; more takes in wider hair.

    Returns:
        Boolean, of the same shape.
    """
    across, down = abs(x) / (_HALF_WIDTH * growth), abs(y - _CENTRE_Y) / (_HALF_HEIGHT * growth)
    return across**_ROUNDNESS + down**_ROUNDNESS < 1.0


__all__ = ["LARGEST_GROWTH", "PORTRAIT_PLACING", "SMALLEST_GROWTH", "is_head"]
