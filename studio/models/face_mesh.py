"""Which of the 478 landmarks lie where, and the canonical face that faces are compared with.

Indices are those of the MediaPipe face mesh. Right and left are the character's own: right is left in the picture.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from studio.core.errors import ModelError
from studio.core.folders import resources_folder
from studio.models.face import MESH_POINT_COUNT

FACE_OVAL = (
    10, 338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288, 397, 365, 379, 378, 400, 377, 152, 148, 176, 149, 150,
    136, 172, 58, 132, 93, 234, 127, 162, 21, 54, 103, 67, 109,
)  # fmt: skip
# Lids and lips run from the corner that is left in the picture to the one that is right, corners included.
EYE_UPPER_RIGHT = (33, 246, 161, 160, 159, 158, 157, 173, 133)
EYE_LOWER_RIGHT = (33, 7, 163, 144, 145, 153, 154, 155, 133)
EYE_UPPER_LEFT = (362, 398, 384, 385, 386, 387, 388, 466, 263)
EYE_LOWER_LEFT = (362, 382, 381, 380, 374, 373, 390, 249, 263)
LIP_UPPER_OUTER = (61, 185, 40, 39, 37, 0, 267, 269, 270, 409, 291)
LIP_LOWER_OUTER = (61, 146, 91, 181, 84, 17, 314, 405, 321, 375, 291)
LIP_UPPER_INNER = (78, 191, 80, 81, 82, 13, 312, 311, 310, 415, 308)
LIP_LOWER_INNER = (78, 95, 88, 178, 87, 14, 317, 402, 318, 324, 308)
# Brows run the same way.
BROW_UPPER_RIGHT = (70, 63, 105, 66, 107)
BROW_LOWER_RIGHT = (46, 53, 52, 65, 55)
BROW_UPPER_LEFT = (336, 296, 334, 293, 300)
BROW_LOWER_LEFT = (285, 295, 282, 283, 276)
IRIS_RIGHT, IRIS_LEFT = (468, 469, 470, 471, 472), (473, 474, 475, 476, 477)
"""Centre, then the rim: right in the picture, top, left, bottom."""

ANCHOR_LANDMARKS: Mapping[str, tuple[int, ...]] = {
    "eyeRightOuter": (33,), "eyeRightInner": (133,), "eyeRightUpper": (159,), "eyeRightLower": (145,),
    "eyeLeftInner": (362,), "eyeLeftOuter": (263,), "eyeLeftUpper": (386,), "eyeLeftLower": (374,),
    "browRightOuter": (70, 46), "browRightMiddle": (105, 52), "browRightInner": (107, 55),
    "browLeftInner": (336, 285), "browLeftMiddle": (334, 282), "browLeftOuter": (300, 276),
    "noseTip": (1,), "noseWingRight": (64,), "noseWingLeft": (294,),
    "mouthRight": (61,), "mouthLeft": (291,), "upperLipTop": (0,), "upperLipBottom": (13,),
    "lowerLipTop": (14,), "lowerLipBottom": (17,),
    "chin": (152,), "jawRight": (172,), "jawLeft": (397,), "forehead": (10,),
    "irisRight": (IRIS_RIGHT[0],), "irisLeft": (IRIS_LEFT[0],),
    "cheekRight": (234,), "cheekLeft": (454,),
}  # fmt: skip
"""Anchor name -> the landmarks whose mean it is."""


@functools.cache
def canonical_points() -> NDArray[np.float64]:
    """(478, 3) a neutral face seen from the front.

    Unit: distance of the eyes' centres; origin between them; x to the right of the picture, y down, z away from the
    viewer. Read-only.

    Raises:
        ModelError: If the resource is missing or damaged.
    """
    path = resources_folder() / "rig" / "canonical_face.json"
    try:
        points = np.asarray(json.loads(path.read_text(encoding="utf-8"))["points"], np.float64)
        points = points.reshape(MESH_POINT_COUNT, 3)
    except (OSError, ValueError, KeyError) as error:
        raise ModelError("The canonical face is missing.", "Install the program again.", "model.corrupt") from error
    points.setflags(write=False)
    return points
