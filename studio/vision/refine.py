"""Landmarks of drawings, put exactly onto the drawn eyes, mouth and brows.

The landmarker has learned from photographs. On drawings its points lie near the features, but lids are too flat for
tall eyes and lips too wide for a small stroke. Here each feature is looked for in the pixels around its landmarks;
where it shows clearly, the landmarks move onto it, elsewhere they stay.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from studio.models.face import ArtStyle, FaceMesh
from studio.models.picture import Picture
from studio.vision import face_topology as topology
from studio.vision.refine_bend import bend
from studio.vision.refine_eye_search import find_eyes
from studio.vision.refine_lids import DrawnEye, trace_eye
from studio.vision.refine_mouth import find_mouth, mouth_places
from studio.vision.refine_view import FaceView, Points, look_at

Places = dict[int, Points]

_LID_SMOOTHING_PX = 2.5


@dataclass(frozen=True, slots=True)
class Snapped:
    """One feature that was found in the drawing.

    Attributes:
        feature: "eyeRight", "eyeLeft", "mouth", "browRight", "browLeft"; the character's own sides.
        confidence: 0…1.
        moved_ratio: How far its landmarks moved on average, eye distances.
    """

    feature: str
    confidence: float
    moved_ratio: float


@dataclass(frozen=True, slots=True, eq=False)
class Refinement:
    """A mesh and what was done to it.

    Attributes:
        mesh: The new mesh; the given one where nothing was found.
        snapped: What was found.
    """

    mesh: FaceMesh
    snapped: tuple[Snapped, ...]


def refine_drawn(picture: Picture, mesh: FaceMesh, style: ArtStyle) -> FaceMesh:
    """The mesh with eyes, irises, mouth and brows on the drawing; see `refinement_report`."""
    return refinement_report(picture, mesh, style).mesh


def refinement_report(picture: Picture, mesh: FaceMesh, style: ArtStyle) -> Refinement:
    """Look for the drawn features around their landmarks.

    Args:
        picture: The picture.
        mesh: The face as the landmarker sees it.
        style: Photographs are left as they are: there the landmarker is at home.

    Returns:
        A mesh whose features lie on the drawing wherever they show clearly.
    """
    if style is not ArtStyle.FLAT or mesh.quarter_turns:
        return Refinement(mesh, ())
    view = look_at(picture, mesh)
    found = _eyes(view) + _mouth(view)
    places: Places = {}
    for _, _, feature_places in found:
        places |= feature_places
    if not places:
        return Refinement(mesh, ())
    in_picture = {index: view.to_picture(place) for index, place in places.items()}
    bent = bend(mesh.points, in_picture)
    snapped = tuple(Snapped(name, score, _moved(view, own)) for name, score, own in found)
    return Refinement(replace(mesh, points=bent), snapped)


def _moved(view: FaceView, places: Places) -> float:
    from studio.vision.refine_view import UNIT_PX

    return float(np.mean([np.linalg.norm(view.points[index] - place) for index, place in places.items()]) / UNIT_PX)


def _eyes(view: FaceView) -> list[tuple[str, float, Places]]:
    found = []
    blobs = find_eyes(view)
    for name, blob in zip(("eyeRight", "eyeLeft"), blobs, strict=True):
        eye = trace_eye(view, blob) if blob is not None else None
        if eye is not None:
            found.append((name, eye.confidence, _eye_places(eye, name == "eyeRight")))
    return found


def _mouth(view: FaceView) -> list[tuple[str, float, Places]]:
    mouth = find_mouth(view)
    return [("mouth", mouth.confidence, mouth_places(mouth, view.points))] if mouth is not None else []


def _eye_places(eye: DrawnEye, is_right: bool) -> Places:
    """Landmark -> place in the view."""
    import cv2

    upper_ids = topology.EYE_RIGHT_UPPER if is_right else topology.EYE_LEFT_UPPER[::-1]
    lower_ids = topology.EYE_RIGHT_LOWER if is_right else topology.EYE_LEFT_LOWER[::-1]
    steps = -np.cos(np.linspace(0, np.pi, len(upper_ids)))
    x = eye.x[0] + (steps + 1) / 2 * (eye.x[-1] - eye.x[0])

    def smooth(line: Points) -> Points:
        padded = cv2.GaussianBlur(line[None], (0, 0), _LID_SMOOTHING_PX, borderType=cv2.BORDER_REPLICATE)[0]
        return np.interp(x, eye.x, padded)

    upper, lower = smooth(eye.upper), smooth(eye.lower)
    for end in (0, -1):
        upper[end] = lower[end] = (upper[end] + lower[end]) / 2
    x[0], x[-1] = x[0] - 1, x[-1] + 1
    places = {index: np.array(place) for index, place in zip(upper_ids, zip(x, upper, strict=True), strict=True)}
    places |= {index: np.array(place) for index, place in zip(lower_ids, zip(x, lower, strict=True), strict=True)}
    return places | _iris_places(eye.iris, topology.IRIS_RIGHT if is_right else topology.IRIS_LEFT)


def _iris_places(iris: tuple[float, float, float, float], centre: int) -> Places:
    """Centre and rim: right in the picture, top, left, bottom."""
    x, y, radius_x, radius_y = iris
    rim: NDArray[np.float64] = np.array([[x + radius_x, y], [x, y - radius_y], [x - radius_x, y], [x, y + radius_y]])
    return {centre: np.array([x, y])} | {centre + 1 + index: point for index, point in enumerate(rim)}
