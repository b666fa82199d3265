"""Which landmarks carry what in the puppet; the shared tables lie in `studio.models.face_mesh`."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from studio.models import face_mesh

# Lids, brows and lips run from the corner that is left in the picture to the one that is right.
EYE_UPPER_RIGHT, EYE_LOWER_RIGHT = face_mesh.EYE_UPPER_RIGHT, face_mesh.EYE_LOWER_RIGHT
EYE_UPPER_LEFT, EYE_LOWER_LEFT = face_mesh.EYE_UPPER_LEFT, face_mesh.EYE_LOWER_LEFT
BROW_LOWER_RIGHT, BROW_LOWER_LEFT = face_mesh.BROW_LOWER_RIGHT, face_mesh.BROW_LOWER_LEFT
LIP_UPPER_OUTER, LIP_LOWER_OUTER = face_mesh.LIP_UPPER_OUTER, face_mesh.LIP_LOWER_OUTER
LIP_UPPER_INNER, LIP_LOWER_INNER = face_mesh.LIP_UPPER_INNER, face_mesh.LIP_LOWER_INNER
IRIS_RIGHT, IRIS_LEFT = face_mesh.IRIS_RIGHT, face_mesh.IRIS_LEFT
canonical_points = face_mesh.canonical_points

FACE_OVAL = face_mesh.FACE_OVAL
BROW_RIGHT = face_mesh.BROW_UPPER_RIGHT + BROW_LOWER_RIGHT
BROW_LEFT = face_mesh.BROW_UPPER_LEFT[::-1] + BROW_LOWER_LEFT[::-1]
NOSE = (1, 2, 4, 5, 6, 168, 197, 195, 98, 327, 129, 358)
CHEEKS = (50, 280, 205, 425, 123, 352, 117, 346, 187, 411)
CHIN = (199, 200, 175)
FOREHEAD = (151, 9, 8, 108, 337, 69, 299)
EYE_CORNERS_RIGHT = (33, 133)
EYE_CORNERS_LEFT = (362, 263)
MOUTH_CORNERS = (61, 291)
LIP_MIDDLES = (0, 17)
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


def eye_centre(points: NDArray[np.floating[Any]], corners: tuple[int, int]) -> NDArray[np.float64]:
    """The middle between two eye corners, (2,)."""
    return np.asarray(points[list(corners), :2].mean(0), np.float64)
