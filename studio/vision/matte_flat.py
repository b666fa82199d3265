"""Cutting by colour: a ground of one colour that reaches the picture's border."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from studio.vision.matte_colours import strips

BORDER_SHARE = 0.55
"""Least share of the border (without the bottom, where figures stand) that must show the ground."""
SAME_COLOUR = 6.0
"""Lab distance up to which a border pixel counts as the ground."""
CLEAR_BELOW, LEAST_RISE = 3.0, 12.0
"""Lab distance at which alpha begins to rise, and the least distance over which it does."""
SOLID_SHARE = 0.92
"""Share of the neighbourhood's greatest distance at which a pixel is solid."""
FLOOD_BELOW = 10.0
"""Lab distance up to which the ground is followed inward from the border."""
SPECK_REACH_PX, SPECK_SHARE = 9, 0.0005
"""Enclosed patches of the ground's colour that are cut too: how near to the outside, how small."""


@dataclass(frozen=True, slots=True, eq=False)
class FlatCut:
    """What a flat ground leaves.

    Attributes:
        alpha: (H, W) float32 0…1.
        colour: (3,) float32 0…1 sRGB, the ground.
    """

    alpha: NDArray[np.float32]
    colour: NDArray[np.float32]


def flat_background_alpha(rgb: NDArray[np.uint8], person: NDArray[np.float32]) -> FlatCut | None:
    """Cut a figure from a ground of one colour.

    Args:
        rgb: (H, W, 3) uint8 sRGB.
        person: (h, w) float32 0…1, segmentation at any size; where it is sure, white clothes on white ground stay.

    Returns:
        None when the ground is not flat.
    """
    border = np.concatenate([_lab(part).reshape(-1, 3) for part in (rgb[:2], rgb[:, :2], rgb[:, -2:])])
    ground = _commonest(border)
    if float((_distance(border, ground) < SAME_COLOUR).mean()) < BORDER_SHARE:
        return None
    distance = np.empty(rgb.shape[:2], np.float32)
    for rows, _, _ in strips(rgb.shape[0], 0):
        distance[rows] = _distance(_lab(rgb[rows]), ground)
    flooded = _flooded(distance < FLOOD_BELOW)
    if not 0.02 < float(flooded.mean()) < 0.98 or float((distance[flooded] < CLEAR_BELOW).mean()) < 0.85:
        return None
    alpha = _alpha(distance, flooded, person)
    colour = rgb[flooded & (distance < CLEAR_BELOW)].mean(axis=0).astype(np.float32) / 255
    return FlatCut(alpha, colour)


def _lab(rgb: NDArray[np.uint8]) -> NDArray[np.float32]:
    import cv2

    result: NDArray[np.float32] = cv2.cvtColor(np.ascontiguousarray(rgb, np.float32) / 255, cv2.COLOR_RGB2LAB)
    return result


def _commonest(border: NDArray[np.float32]) -> NDArray[np.float32]:
    """The densest colour of the border, refined to the mean around it."""
    bins = np.floor(border / 4).astype(np.int64)
    _, inverse, counts = np.unique(bins, axis=0, return_inverse=True, return_counts=True)
    centre = border[inverse.ravel() == int(counts.argmax())].mean(axis=0)
    near = border[_distance(border, centre) < SAME_COLOUR]
    result: NDArray[np.float32] = near.mean(axis=0)
    return result


def _distance(lab: NDArray[np.float32], colour: NDArray[np.float32]) -> NDArray[np.float32]:
    light, red, blue = (np.square(lab[..., channel] - colour[channel]) for channel in range(3))
    light += red  # in place: a large picture is gone through in memory's pace
    light += blue
    result: NDArray[np.float32] = np.sqrt(light, out=light)
    return result


def _flooded(is_ground: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The parts of the ground's colour that touch the top or a side of the picture."""
    import cv2

    _, labels, stats, _ = cv2.connectedComponentsWithStats(is_ground.astype(np.uint8), connectivity=4)
    touching = np.unique(np.concatenate([labels[0], labels[:, 0], labels[:, -1]]))
    outside = _is_one_of(touching[touching > 0], len(stats))[labels]
    # Specks between strands of hair are ground too: small, and only a strand's width away from it.
    beside = np.unique(labels[cv2.dilate(outside.astype(np.uint8), np.ones((SPECK_REACH_PX,) * 2, np.uint8)) > 0])
    specks = [i for i in beside if i > 0 and stats[i, cv2.CC_STAT_AREA] < SPECK_SHARE * labels.size]
    result: NDArray[np.bool_] = outside | _is_one_of(specks, len(stats))[labels] if specks else outside
    return result


def _is_one_of(numbers: Sequence[int] | NDArray[np.integer[Any]], count: int) -> NDArray[np.bool_]:
    """For each number below `count` whether it is one of these."""
    table = np.zeros(count, bool)
    table[list(numbers)] = True
    return table


def _alpha(
    distance: NDArray[np.float32], flooded: NDArray[np.bool_], person: NDArray[np.float32]
) -> NDArray[np.float32]:
    """Soft next to the flooded ground, solid elsewhere."""
    import cv2

    around = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (5, 5))
    edge = cv2.dilate(flooded.astype(np.uint8), around).astype(bool)
    # An edge pixel is a mixture; how much of it is figure shows against the purest figure colour beside it.
    rise = np.maximum(cv2.dilate(distance, around) * SOLID_SHARE - CLEAR_BELOW, LEAST_RISE)
    soft = np.clip((distance - CLEAR_BELOW) / rise, 0, 1)
    alpha = np.where(edge, soft, 1.0).astype(np.float32)
    reach = max(3, 2 * (max(person.shape) // 40) + 1)
    inside = cv2.erode((person > 0.9).astype(np.uint8), np.ones((reach, reach), np.uint8))
    alpha[cv2.resize(inside, distance.shape[::-1], interpolation=cv2.INTER_NEAREST) > 0] = 1.0
    return alpha
