"""Which of the 478 landmarks is what, and the canonical face they are compared with.

Indices are those of the MediaPipe face mesh. Right and left are the character's own: right is left in the picture.
"""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from studio.core.folders import resources_folder

FACE_OVAL = (
    10, 338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288, 397, 365, 379, 378, 400, 377, 152, 148, 176, 149, 150,
    136, 172, 58, 132, 93, 234, 127, 162, 21, 54, 103, 67, 109,
)  # fmt: skip
BROW_RIGHT = (70, 63, 105, 66, 107, 46, 53, 52, 65, 55)
BROW_LEFT = (300, 293, 334, 296, 336, 276, 283, 282, 295, 285)
BROW_LOWER_RIGHT = (46, 53, 52, 65, 55)
BROW_LOWER_LEFT = (285, 295, 282, 283, 276)
NOSE = (1, 2, 4, 5, 6, 168, 197, 195, 98, 327, 129, 358)
CHEEKS = (50, 280, 205, 425, 123, 352, 117, 346, 187, 411)
CHIN = (199, 200, 175)
FOREHEAD = (151, 9, 8, 108, 337, 69, 299)
EYE_CORNERS_RIGHT = (33, 133)
EYE_CORNERS_LEFT = (362, 263)
# Lids run from the corner that is left in the picture to the one that is right, corners included.
EYE_UPPER_RIGHT = (33, 246, 161, 160, 159, 158, 157, 173, 133)
EYE_LOWER_RIGHT = (33, 7, 163, 144, 145, 153, 154, 155, 133)
EYE_UPPER_LEFT = (362, 398, 384, 385, 386, 387, 388, 466, 263)
EYE_LOWER_LEFT = (362, 382, 381, 380, 374, 373, 390, 249, 263)
IRIS_RIGHT = (468, 469, 470, 471, 472)
IRIS_LEFT = (473, 474, 475, 476, 477)
MOUTH_CORNERS = (61, 291)
LIP_MIDDLES = (0, 17)
LIP_UPPER_OUTER = (61, 185, 40, 39, 37, 0, 267, 269, 270, 409, 291)
LIP_LOWER_OUTER = (61, 146, 91, 181, 84, 17, 314, 405, 321, 375, 291)
LIP_UPPER_INNER = (78, 191, 80, 81, 82, 13, 312, 311, 310, 415, 308)
LIP_LOWER_INNER = (78, 95, 88, 178, 87, 14, 317, 402, 318, 324, 308)
NOSE_BASE, CHIN_TIP = 2, 152

KEY_POINTS: tuple[int, ...] = tuple(
    dict.fromkeys(
        FACE_OVAL
        + BROW_RIGHT
        + BROW_LEFT
        + NOSE
        + CHEEKS
        + CHIN
        + FOREHEAD
        + EYE_CORNERS_RIGHT
        + EYE_CORNERS_LEFT
        + LIP_UPPER_OUTER
        + LIP_LOWER_OUTER
    )
)
"""Landmarks that carry the map between picture and canonical face. Lids and inner lips are left out: they say how
open the eyes and the mouth are, not where they lie."""


@lru_cache(maxsize=1)
def canonical_points() -> NDArray[np.float64]:
    """(478, 3) float64: unit is the distance of the eye centres, origin between them, x right, y down, z away."""
    data = json.loads((resources_folder() / "rig" / "canonical_face.json").read_text(encoding="utf-8"))
    return np.asarray(data["points"], np.float64)


def eye_centre(points: NDArray[np.floating[Any]], corners: tuple[int, int]) -> NDArray[np.float64]:
    """The middle between two eye corners, (2,)."""
    return np.asarray(points[list(corners), :2].mean(0), np.float64)
