"""Quarter turns of pictures and points."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from studio.models.face import FaceBox


def turned(pixels: NDArray[np.uint8], quarter_turns: int) -> NDArray[np.uint8]:
    """The (H, W, C) picture turned counter-clockwise."""
    return np.ascontiguousarray(np.rot90(pixels, quarter_turns % 4))


def points_back(points: NDArray[np.floating[Any]], quarter_turns: int, width: int, height: int) -> NDArray[np.float32]:
    """Points of the turned picture in the picture as given.

    Args:
        points: (N, 2) or (N, 3); a third column stays as it is.
        quarter_turns: How the picture was turned, counter-clockwise.
        width: Of the picture as given, pixels.
        height: Of the picture as given, pixels.
    """
    result = np.array(points, np.float32)
    x, y = result[:, 0].copy(), result[:, 1].copy()
    match quarter_turns % 4:
        case 1:
            result[:, 0], result[:, 1] = width - y, x
        case 2:
            result[:, 0], result[:, 1] = width - x, height - y
        case 3:
            result[:, 0], result[:, 1] = y, height - x
    return result


def points_forward(
    points: NDArray[np.floating[Any]], quarter_turns: int, width: int, height: int
) -> NDArray[np.float32]:
    """Points of the picture as given in the turned picture; arguments as in `points_back`."""
    is_sideways = quarter_turns % 2 == 1
    turned_width, turned_height = (height, width) if is_sideways else (width, height)
    return points_back(points, -quarter_turns, turned_width, turned_height)


def box_back(box: FaceBox, quarter_turns: int, width: int, height: int) -> FaceBox:
    """A box of the turned picture in the picture as given; its `quarter_turns` is set."""
    return _moved(box, quarter_turns, width, height, quarter_turns % 4)


def box_forward(box: FaceBox, width: int, height: int) -> FaceBox:
    """A box of the picture as given in the picture turned by the box's own `quarter_turns`."""
    turns = box.quarter_turns
    is_sideways = turns % 2 == 1
    turned_width, turned_height = (height, width) if is_sideways else (width, height)
    return _moved(box, -turns, turned_width, turned_height, 0)


def _moved(box: FaceBox, turns: int, width: int, height: int, quarter_turns: int) -> FaceBox:
    corners = np.array([[box.x, box.y], [box.x + box.width, box.y + box.height]], np.float32)
    moved = points_back(corners, turns, width, height)
    low, high = moved.min(axis=0), moved.max(axis=0)
    points = None if box.points is None else points_back(box.points, turns, width, height)
    return replace(
        box, x=float(low[0]), y=float(low[1]), width=float(high[0] - low[0]), height=float(high[1] - low[1]),
        points=points, quarter_turns=quarter_turns,
    )  # fmt: skip
