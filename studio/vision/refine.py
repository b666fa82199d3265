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
from studio.vision.refine_strokes import Stroke, find_brow, find_shut_eye
from studio.vision.refine_view import UNIT_PX, FaceView, Points, calm_share, look_at

Places = dict[int, Points]

_LID_SMOOTHING_PX = 2.5
MIN_CALM_SHARE = 0.36
"""Share of one even skin colour in the middle of the face: above it in drawings (.43 and more), below it in paintings
and photographs (.32 and less), where the landmarker needs no help and colours prove nothing."""
LEVEL_RAD = 0.16
"""Tilt of the head up to which the view is not turned."""
SURE_EYE_SCORE = 0.75
"""An open eye beside a shut one must look at least this much like an eye."""
_SIDES = ("Right", "Left")
_EYE_CORNERS = {"Right": (33, 133), "Left": (362, 263)}
# From left to right in the picture.
_LIDS = {
    "Right": (topology.EYE_RIGHT_UPPER, topology.EYE_RIGHT_LOWER),
    "Left": (topology.EYE_LEFT_UPPER[::-1], topology.EYE_LEFT_LOWER[::-1]),
}
_BROWS = {
    "Right": (topology.BROW_RIGHT_UPPER, topology.BROW_RIGHT_LOWER),
    "Left": (topology.BROW_LEFT_UPPER, topology.BROW_LEFT_LOWER),
}


@dataclass(frozen=True, slots=True, eq=False)
class _Found:
    """A feature, how sure it is, and where its landmarks belong in the view."""

    feature: str
    confidence: float
    places: Places


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
        style: Photographs are left as they are, there the landmarker is at home; of the others those without an even
            skin colour.

    Returns:
        A mesh whose features lie on the drawing wherever they show clearly.
    """
    if style is ArtStyle.PHOTO or mesh.quarter_turns:
        return Refinement(mesh, ())
    view = look_at(picture, mesh)
    if calm_share(view) < MIN_CALM_SHARE:
        return Refinement(mesh, ())
    view = _upright(picture, mesh, view)
    eyes = _eyes(view)
    found = eyes + _brows(view, eyes) + _mouth(view)
    places: Places = {}
    for feature in found:
        places |= feature.places
    if not places or not _is_in_order(view.points, places):
        return Refinement(mesh, ())
    in_picture = {index: view.to_picture(place) for index, place in places.items()}
    bent = bend(mesh.points, in_picture)
    snapped = tuple(Snapped(each.feature, each.confidence, _moved(view, each.places)) for each in found)
    return Refinement(replace(mesh, points=bent), snapped)


def _upright(picture: Picture, mesh: FaceMesh, view: FaceView) -> FaceView:
    """The view turned so that the drawn eyes are level, if the head is tilted much; lids are traced by columns."""
    right, left = find_eyes(view)
    if right is None or left is None:
        return view
    across = left.centre - right.centre
    tilt = float(np.arctan2(across[1], across[0]))
    return look_at(picture, mesh, tilt) if abs(tilt) > LEVEL_RAD else view


def _is_in_order(points: Points, places: Places) -> bool:
    """Whether brows, eyes and mouth still follow one another down the face, and the eyes do not touch."""
    moved = points.copy()
    for index, place in places.items():
        moved[index] = place
    eyes = moved[[33, 133, 362, 263]]
    mouth = moved[[61, 291]]
    distance = float(np.linalg.norm(eyes[2:].mean(axis=0) - eyes[:2].mean(axis=0)))
    is_apart = eyes[0, 0] < eyes[1, 0] < eyes[2, 0] < eyes[3, 0] and mouth[0, 0] < mouth[1, 0]
    return bool(is_apart and mouth[:, 1].mean() - eyes[:, 1].mean() > 0.35 * distance)


def _moved(view: FaceView, places: Places) -> float:
    return float(np.mean([np.linalg.norm(view.points[index] - place) for index, place in places.items()]) / UNIT_PX)


def _eyes(view: FaceView) -> list[_Found]:
    """Both eyes where they are open; the line of lashes where they are shut."""
    blobs = dict(zip(_SIDES, find_eyes(view), strict=True))
    places = {side: view.points[list(corners)].mean(axis=0) for side, corners in _EYE_CORNERS.items()}
    shut = {side: find_shut_eye(view, places[side]) for side in _SIDES}
    found = []
    for side, other in zip(_SIDES, _SIDES[::-1], strict=True):
        blob = blobs[side]
        stroke = shut[side]
        if stroke is None and shut[other] is not None and (blob is None or blob.score < SURE_EYE_SCORE):
            stroke = find_shut_eye(view, places[side], is_likely=True)
        if stroke is not None:
            found.append(_Found(f"eye{side}", stroke.score, _shut_eye_places(stroke, side, view.points)))
            continue
        eye = trace_eye(view, blob) if blob is not None else None
        if eye is not None:
            found.append(_Found(f"eye{side}", eye.confidence, _eye_places(eye, side)))
    return found


def _brows(view: FaceView, eyes: list[_Found]) -> list[_Found]:
    """The brows that stand free above eyes that were found."""
    found = []
    for eye in eyes:
        side = eye.feature.removeprefix("eye")
        upper_ids, lower_ids = _BROWS[side]
        top = min(float(eye.places[index][1]) for index in _LIDS[side][0])
        stroke = find_brow(view, view.points[list(upper_ids + lower_ids)].mean(axis=0), top)
        if stroke is not None:
            x = np.linspace(stroke.x[0], stroke.x[-1], len(upper_ids))
            x = x if side == "Right" else x[::-1]
            places = _along(upper_ids, x, np.interp(x, stroke.x, stroke.upper))
            places |= _along(lower_ids, x, np.interp(x, stroke.x, stroke.lower))
            found.append(_Found(f"brow{side}", stroke.score, places))
    return found


def _mouth(view: FaceView) -> list[_Found]:
    mouth = find_mouth(view)
    return [_Found("mouth", mouth.confidence, mouth_places(mouth, view.points))] if mouth is not None else []


def _eye_places(eye: DrawnEye, side: str) -> Places:
    """Landmark -> place in the view."""
    from scipy.ndimage import gaussian_filter1d

    upper_ids, lower_ids = _LIDS[side]
    steps = -np.cos(np.linspace(0, np.pi, len(upper_ids)))
    x = eye.x[0] + (steps + 1) / 2 * (eye.x[-1] - eye.x[0])
    upper, lower = (
        np.interp(x, eye.x, gaussian_filter1d(line, _LID_SMOOTHING_PX, mode="nearest"))
        for line in (eye.upper, eye.lower)
    )
    for end in (0, -1):
        upper[end] = lower[end] = (upper[end] + lower[end]) / 2
    x[0], x[-1] = x[0] - 1, x[-1] + 1
    places = _along(upper_ids, x, upper) | _along(lower_ids, x, lower)
    return places | _iris_places(eye.iris, topology.IRIS_RIGHT if side == "Right" else topology.IRIS_LEFT)


def _shut_eye_places(stroke: Stroke, side: str, points: Points) -> Places:
    """Both lids on the line of lashes; the iris stays as large as it was, behind it."""
    upper_ids, lower_ids = _LIDS[side]
    x = np.linspace(stroke.x[0], stroke.x[-1], len(upper_ids))
    y = np.interp(x, stroke.x, stroke.middle)
    first = topology.IRIS_RIGHT if side == "Right" else topology.IRIS_LEFT
    iris = points[first : first + 5]
    moved = iris + np.array([x.mean(), y.mean()]) - iris[0]
    places = _along(upper_ids, x, y) | _along(lower_ids, x, y)
    return places | {first + index: place for index, place in enumerate(moved)}


def _along(indices: tuple[int, ...], x: Points, y: Points) -> Places:
    return {index: np.array(place) for index, place in zip(indices, zip(x, y, strict=True), strict=True)}


def _iris_places(iris: tuple[float, float, float, float], centre: int) -> Places:
    """Centre and rim: right in the picture, top, left, bottom."""
    x, y, radius_x, radius_y = iris
    rim: NDArray[np.float64] = np.array([[x + radius_x, y], [x, y - radius_y], [x - radius_x, y], [x, y + radius_y]])
    return {centre: np.array([x, y])} | {centre + 1 + index: point for index, point in enumerate(rim)}
