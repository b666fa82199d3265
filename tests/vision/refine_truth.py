"""Where drawn eyes and mouths truly are: read off layers that hold nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.storage.pictures import load_picture
from studio.vision import face_topology as topology

Points = NDArray[np.float64]
LIDS = {
    "Right": (topology.EYE_RIGHT_UPPER, topology.EYE_RIGHT_LOWER),
    "Left": (topology.EYE_LEFT_UPPER, topology.EYE_LEFT_LOWER),
}
BROWS = {
    "Right": topology.BROW_RIGHT_UPPER + topology.BROW_RIGHT_LOWER,
    "Left": topology.BROW_LEFT_UPPER + topology.BROW_LEFT_LOWER,
}


@dataclass(frozen=True, slots=True, eq=False)
class Truth:
    """Boxes (left, top, right, bottom) in pixels.

    Attributes:
        eyes: Side -> eyeball between the lids, without lashes.
        mouth: The whole mouth with its outline.
        cavity: What shows between the lips; None for a mouth that is a stroke.
    """

    eyes: dict[str, Points]
    mouth: Points
    cavity: Points | None

    @property
    def eye_distance(self) -> float:
        """Pixels."""
        right, left = ((box[:2] + box[2:]) / 2 for box in (self.eyes["Right"], self.eyes["Left"]))
        return float(np.linalg.norm(left - right))


def read_truth(eyes_layer: Path, mouth_layer: Path) -> Truth:
    """Measure two layers."""
    return Truth(_eyeballs(eyes_layer), *_mouth(mouth_layer))


def errors(points: NDArray[np.float32], truth: Truth) -> NDArray[np.float64]:
    """(12,) distances of corners and extremes from the truth, shares of the eye distance."""
    misses = []
    for side, (upper, lower) in LIDS.items():
        box = truth.eyes[side]
        x = points[list(upper), 0]
        misses += [x.min() - box[0], points[list(upper), 1].min() - box[1]]
        misses += [x.max() - box[2], points[list(lower), 1].max() - box[3]]
    inner = points[list(topology.LIP_UPPER_INNER + topology.LIP_LOWER_INNER), 1]
    between = truth.mouth if truth.cavity is None else truth.cavity
    misses += [points[61, 0] - truth.mouth[0], points[291, 0] - truth.mouth[2]]
    misses += [inner.min() - between[1], inner.max() - between[3]]
    return np.abs(np.array(misses, np.float64)) / truth.eye_distance


def ink_box(layer: Path, side: str) -> Points:
    """The box of what is drawn on one half of a layer; "Right" is left in the picture."""
    opaque = load_picture(layer).pixels[..., 3] > 128
    columns = np.flatnonzero(opaque.any(axis=0))
    return _box(_half(opaque, (columns[0] + columns[-1]) / 2, side))


def _eyeballs(layer: Path) -> dict[str, Points]:
    """White and iris: light or coloured, but neither ink nor the skin colour of creases."""
    pixels = load_picture(layer).pixels.astype(np.float64)
    opaque = pixels[..., 3] > 200
    light = pixels[..., :3] @ [0.3, 0.59, 0.11]
    ball = opaque & (light > 45) & (pixels[..., 0] - pixels[..., 2] < 45)
    columns = np.flatnonzero(opaque.any(axis=0))
    boxes = {}
    for side in LIDS:
        half = _half(ball, (columns[0] + columns[-1]) / 2, side).astype(np.uint8)
        closed = cv2.morphologyEx(half, cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8))
        _, labels, stats, _ = cv2.connectedComponentsWithStats(closed)
        boxes[side] = _box(labels == 1 + int(np.argmax(stats[1:, cv2.CC_STAT_AREA])))
    return boxes


def _mouth(layer: Path) -> tuple[Points, Points | None]:
    pixels = load_picture(layer).pixels.astype(np.float64)
    light = pixels[..., :3] @ [0.3, 0.59, 0.11]
    ink = ((pixels[..., 3] > 110) & (light < 110)).astype(np.uint8)
    outlines, _ = cv2.findContours(ink, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    whole = ink.copy()
    cv2.drawContours(whole, outlines, -1, 1, -1)
    cavity = (whole > 0) & (pixels[..., 3] > 200) & (light > 60)
    return _box(ink > 0), _box(cavity) if cavity.sum() > 60 else None


def _half(mask: NDArray[np.bool_], middle: float, side: str) -> NDArray[np.bool_]:
    result = mask.copy()
    if side == "Right":
        result[:, int(middle) :] = False
    else:
        result[:, : int(middle)] = False
    return result


def _box(mask: NDArray[np.bool_]) -> Points:
    rows, columns = np.nonzero(mask)
    return np.array([columns.min() - 0.5, rows.min() - 0.5, columns.max() + 0.5, rows.max() + 0.5])
