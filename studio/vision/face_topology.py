"""Landmarks of the arcs that vision follows, and of the anchors; the tables lie in `studio.models.face_mesh`."""

from __future__ import annotations

from studio.models import face_mesh

FACE_OVAL = face_mesh.FACE_OVAL
LIP_UPPER_OUTER, LIP_LOWER_OUTER = face_mesh.LIP_UPPER_OUTER, face_mesh.LIP_LOWER_OUTER
LIP_UPPER_INNER, LIP_LOWER_INNER = face_mesh.LIP_UPPER_INNER, face_mesh.LIP_LOWER_INNER
canonical_points = face_mesh.canonical_points
# Right and left are the character's own. Arcs run from the outer to the inner corner, lips from right to left.
EYE_RIGHT_UPPER, EYE_RIGHT_LOWER = face_mesh.EYE_UPPER_RIGHT, face_mesh.EYE_LOWER_RIGHT
EYE_LEFT_UPPER, EYE_LEFT_LOWER = face_mesh.EYE_UPPER_LEFT[::-1], face_mesh.EYE_LOWER_LEFT[::-1]
BROW_RIGHT_UPPER, BROW_RIGHT_LOWER = face_mesh.BROW_UPPER_RIGHT, face_mesh.BROW_LOWER_RIGHT
BROW_LEFT_UPPER, BROW_LEFT_LOWER = face_mesh.BROW_UPPER_LEFT[::-1], face_mesh.BROW_LOWER_LEFT[::-1]
IRIS_RIGHT, IRIS_LEFT = face_mesh.IRIS_RIGHT[0], face_mesh.IRIS_LEFT[0]
"""Centres; the four points after each are its rim: right in the picture, top, left, bottom."""

ANCHOR_LANDMARKS = face_mesh.ANCHOR_LANDMARKS
