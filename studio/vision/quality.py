"""What speaks against a picture as the source of a character, in words for its owner."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from studio.models.face import FaceBox, FaceMesh
from studio.models.picture import Picture
from studio.vision import face_topology as topology
from studio.vision.plausibility import eye_distance

SMALL_FACE_PX = 96
"""Face width below which results look soft."""
DARK_LIGHTNESS = 45.0
"""Brightest tenth of the face (0…255) below which it counts as underexposed."""
BLUR_DETAIL = 0.012
"""Finest detail over contrast of the face below which it counts as blurred."""
UNSURE_SCORE = 0.85
"""Detector score below which the find should be confirmed."""
COVERED_CONTRAST = 6.0
"""Lightness spread (0…255) in an eye below which nothing of an eye is seen."""


def quality_notes(picture: Picture, mesh: FaceMesh, box: FaceBox | None = None) -> tuple[str, ...]:
    """Warnings about a picture whose face was found.

    Args:
        picture: The picture.
        mesh: Its face.
        box: Where a detector saw it, if one did.

    Returns:
        Short sentences; empty for a good picture.
    """
    xy = mesh.points[:468, :2]
    low = np.clip(np.floor(xy.min(axis=0)), 0, None).astype(int)
    high = np.ceil(xy.max(axis=0)).astype(int)
    patch = picture.rgb_in(slice(low[1], high[1]), slice(low[0], high[0]))
    if patch.size == 0:
        return ("the face lies outside the picture",)
    light = patch.astype(np.float32) @ np.array([0.299, 0.587, 0.114], np.float32)
    notes = []
    if max(patch.shape[:2]) < SMALL_FACE_PX:
        notes.append(f"the face is small ({patch.shape[1]} x {patch.shape[0]} pixels); a larger picture looks better")
    if float(np.quantile(light, 0.9)) < DARK_LIGHTNESS:
        notes.append("the face is very dark")
    elif _detail(light) < BLUR_DETAIL:
        notes.append("the face is blurred")
    covered = [side for side in ("right", "left") if _is_covered(picture, mesh, side)]
    if covered:
        notes.append(f"the {' and '.join(covered)} eye{'s are' if len(covered) > 1 else ' is'} covered")
    if box is not None and box.score < UNSURE_SCORE:
        notes.append("the detector was not sure that this is a face; look at the landmarks")
    return tuple(notes)


def _detail(light: NDArray[np.float32]) -> float:
    """Mean strength of the finest detail over the contrast, at a common size."""
    import cv2

    factor = 128.0 / max(light.shape)
    if factor < 1:
        light = cv2.resize(light, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    fine = np.abs(light - cv2.GaussianBlur(light, (0, 0), 1.5))
    return float(fine.mean() / max(float(np.ptp(np.quantile(light, [0.05, 0.95]))), 8.0))


def _is_covered(picture: Picture, mesh: FaceMesh, side: str) -> bool:
    """Whether the eye's place shows no eye at all: hardly any contrast around it."""
    upper = topology.EYE_RIGHT_UPPER if side == "right" else topology.EYE_LEFT_UPPER
    centre = mesh.points[list(upper), :2].mean(axis=0)
    half = 0.25 * eye_distance(mesh.points)
    x0, y0 = max(0, round(float(centre[0] - half))), max(0, round(float(centre[1] - half / 2)))
    x1, y1 = round(float(centre[0] + half)) + 1, round(float(centre[1] + half / 2)) + 1
    colours = picture.rgb_in(slice(y0, y1), slice(x0, x1)).astype(np.float32)
    patch = colours @ np.array([0.299, 0.587, 0.114], np.float32)
    if patch.size == 0 or float(patch.std()) >= COVERED_CONTRAST:
        return False
    brightest = 255.0 if picture.has_alpha else float(picture.rgb.max())  # what is behind counts as white
    return float(patch.std()) < 0.05 * brightest
