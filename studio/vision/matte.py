"""Cutting a character out of its background, with soft edges and clean colours."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from studio.models.face import FaceMesh
from studio.models.picture import Picture
from studio.vision.matte_colours import clean_foreground
from studio.vision.matte_flat import flat_background_alpha
from studio.vision.matte_solve import solve_band
from studio.vision.mediapipe_tools import run_legacy

Alpha = NDArray[np.float32]

WORK_LONG_SIDE_PX = 512
"""Size at which edges are solved; larger pictures are brought to full size by a guided filter."""
FIGURE = 0.68
"""Segmentation score from which a pixel belongs to the figure; around a half it mostly means clutter beside it."""
SURE_PERSON, SURE_BACKGROUND = 0.9, 0.1
"""Segmentation scores beyond which a pixel away from the edge is decided."""
BAND_INSIDE_RATIO, BAND_OUTSIDE_RATIO = 0.01, 0.016
"""How far the edge may lie from the segmentation's own, in long sides; hair reaches outward."""
GUESS_RANGE = (0.55, 0.9)
"""Segmentation scores that count as 0 and 1 where the colours decide nothing; its edge is soft and lies too far out."""
FINAL_CUT = (0.1, 0.92)
"""Alpha below and above is made fully clear or solid, so that no veil stays."""


def cut_out(picture: Picture, mesh: FaceMesh | None) -> Picture:
    """Remove the background.

    A picture with transparency keeps its own. A drawing on a flat ground is cut by colour. Everything else is
    segmented, and the edge solved so that hair stays and the background's colour leaves the edge pixels.

    Args:
        picture: Any picture.
        mesh: Its face; the person it belongs to is kept where several are seen. None keeps the largest.

    Returns:
        The picture with straight alpha; where nothing could be told apart, the picture as it was.
        `Picture.notes` says which way was taken.
    """
    if picture.has_alpha:
        return replace(picture, notes=(*picture.notes, "kept its own transparency"))
    turns = mesh.quarter_turns if mesh is not None else 0
    person = _person_alpha(picture.rgb, turns)
    flat = flat_background_alpha(picture.rgb, person)
    if flat is not None:
        return _result(picture, flat.alpha, "cut from its flat background", flat.colour)
    seed = _face_seed(mesh, picture)
    if seed is not None:
        person = np.maximum(person, seed)
    person = _one_person(person, seed)
    covered = float((person > 0.5).mean())
    if covered < 0.005 or covered > 0.995:
        return replace(picture, notes=(*picture.notes, "no background found to remove"))
    alpha = _refined(picture.rgb, person)
    if seed is not None:
        alpha[_shrunk(seed)] = 1.0
    return _result(picture, alpha, "cut from its background", None)


def _person_alpha(rgb: NDArray[np.uint8], quarter_turns: int) -> Alpha:
    """Bundled person segmentation, (H, W) 0…1."""
    mask = run_legacy("selfie", np.rot90(rgb, quarter_turns % 4)).segmentation_mask
    return np.ascontiguousarray(np.rot90(np.asarray(mask, np.float32), -quarter_turns % 4))


def _face_seed(mesh: FaceMesh | None, picture: Picture) -> Alpha | None:
    """1 inside the face, which is foreground whatever the segmentation says."""
    if mesh is None:
        return None
    import cv2

    seed = np.zeros((picture.height, picture.width), np.uint8)
    hull = cv2.convexHull(np.rint(mesh.points[:468, :2]).astype(np.int32))
    cv2.fillConvexPoly(seed, hull, 1)
    return seed.astype(np.float32)


def _shrunk(seed: Alpha) -> NDArray[np.bool_]:
    """The face without its rim, where the outline of the landmarks may miss the true one by a little."""
    import cv2

    reach = _odd(0.08 * float(np.sqrt(seed.sum())))
    return cv2.erode(seed, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (reach, reach))) > 0


def _one_person(person: Alpha, seed: Alpha | None) -> Alpha:
    """The connected figure that holds the face (or the largest), its holes filled."""
    import cv2

    count, labels, stats, _ = cv2.connectedComponentsWithStats((person > FIGURE).astype(np.uint8), connectivity=4)
    if count < 2:
        return person
    if seed is None or not seed.any():
        chosen = 1 + int(np.argmax(stats[1:, cv2.CC_STAT_AREA]))
    else:
        inside = labels[seed > 0]
        chosen = int(np.bincount(inside[inside > 0], minlength=2).argmax())
    figure = (labels == chosen).astype(np.uint8)
    reach = _odd(0.03 * max(person.shape))
    near = cv2.dilate(figure, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (reach, reach)))
    near[(labels > 0) & (labels != chosen)] = 0
    kept = person * near
    return np.where(_filled(figure) > figure, np.float32(1.0), kept).astype(np.float32)


def _filled(figure: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The figure without small holes; large ones (an arm on the hip) are real."""
    import cv2

    count, labels, stats, _ = cv2.connectedComponentsWithStats(1 - figure, connectivity=8)
    result = figure.copy()
    for index in range(1, count):
        if stats[index, cv2.CC_STAT_AREA] < 0.001 * figure.size:
            result[labels == index] = 1
    return result


def _refined(rgb: NDArray[np.uint8], person: Alpha) -> Alpha:
    """Solve the edge at working size, then bring it to full size along the picture's own edges."""
    import cv2

    height, width = rgb.shape[:2]
    factor = min(1.0, WORK_LONG_SIDE_PX / max(height, width))
    size = (max(1, round(width * factor)), max(1, round(height * factor)))
    small_rgb = cv2.resize(rgb, size, interpolation=cv2.INTER_AREA).astype(np.float32) / 255
    small = cv2.resize(person, size, interpolation=cv2.INTER_AREA)
    known = _known(small)
    guess = np.clip((small - GUESS_RANGE[0]) / (GUESS_RANGE[1] - GUESS_RANGE[0]), 0, 1)
    solved = solve_band(small_rgb, np.where(np.isnan(known), guess, known).astype(np.float32), np.isnan(known))
    if factor < 1.0:
        solved = cv2.resize(solved, (width, height), interpolation=cv2.INTER_LINEAR)
        radius = max(2, round(1.5 / factor))
        solved = cv2.ximgproc.guidedFilter(rgb.astype(np.float32) / 255, solved, radius, 1e-4)
    low, high = FINAL_CUT
    return np.clip((solved - low) / (high - low), 0, 1).astype(np.float32)


def _known(person: Alpha) -> Alpha:
    """1 and 0 where the segmentation is sure and the edge far, NaN between."""
    import cv2

    long_side = max(person.shape)
    figure = (person > FIGURE).astype(np.uint8)
    inside = cv2.distanceTransform(np.pad(figure, 1, mode="edge"), cv2.DIST_L2, 5)[1:-1, 1:-1]
    outside = cv2.distanceTransform(np.pad(1 - figure, 1, mode="edge"), cv2.DIST_L2, 5)[1:-1, 1:-1]
    known = np.full(person.shape, np.nan, np.float32)
    known[(inside > BAND_INSIDE_RATIO * long_side) & (person > SURE_PERSON)] = 1.0
    known[inside > 4 * BAND_INSIDE_RATIO * long_side] = 1.0
    known[(outside > BAND_OUTSIDE_RATIO * long_side) & (person < SURE_BACKGROUND)] = 0.0
    known[outside > 3 * BAND_OUTSIDE_RATIO * long_side] = 0.0
    return known


def _result(picture: Picture, alpha: Alpha, note: str, background: NDArray[np.float32] | None) -> Picture:
    pixels = np.empty((picture.height, picture.width, 4), np.uint8)
    pixels[..., :3] = clean_foreground(picture.rgb, alpha, background)
    pixels[..., 3] = np.rint(alpha * 255).astype(np.uint8)
    return replace(picture, pixels=pixels, has_alpha=True, notes=(*picture.notes, note))


def _odd(value: float) -> int:
    return max(3, 2 * round(value / 2) + 1)
