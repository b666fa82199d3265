"""Cutting a character out of its background, with soft edges and clean colours."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from studio.models.face import FaceMesh
from studio.models.picture import Picture
from studio.vision.detect_base import Scale, scaled_to
from studio.vision.matte_colours import clean_foreground, strips
from studio.vision.matte_flat import flat_background_alpha
from studio.vision.matte_solve import solve_band
from studio.vision.mediapipe_tools import run_legacy

Alpha = NDArray[np.float32]

SEGMENT_LONG_SIDE_PX = 1024
"""Size at which the person is segmented and told from others."""
HEAD_REACH, HEAD_FADE = 1.7, 0.3
"""How far the closer look reaches around the face's middle, in face sizes, and over which share of that it fades."""
WORK_LONG_SIDE_PX = 640
"""Size at which edges are solved; larger pictures are brought to full size by a guided filter."""
FIGURE = 0.68
"""Segmentation score from which a pixel belongs to the figure; around a half it mostly means clutter beside it."""
SURE_PERSON, SURE_BACKGROUND = 0.9, 0.1
"""Segmentation scores beyond which a pixel away from the edge is decided."""
BAND_INSIDE_RATIO, BAND_OUTSIDE_RATIO = 0.01, 0.016
"""How far the edge may lie from the segmentation's own, in long sides; hair reaches outward."""
GUESS_RANGE = (0.5, 0.8)
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
    rgb = picture.rgb
    shown = scaled_to(rgb, SEGMENT_LONG_SIDE_PX)
    person = _person_alpha(shown.rgb, mesh.quarter_turns if mesh is not None else 0)
    flat = flat_background_alpha(rgb, person)
    if flat is not None:
        return _result(picture, rgb, flat.alpha, "cut from its flat background", flat.colour)
    seed = None if mesh is None else _face_seed(mesh, person.shape, shown.factor)
    if mesh is not None:
        person = _closer(shown, person, mesh)
    person = _one_person(person if seed is None else np.maximum(person, seed), seed)
    covered = float((person > 0.5).mean())
    if covered < 0.005 or covered > 0.995:
        return replace(picture, notes=(*picture.notes, "no background found to remove"))
    return _result(picture, rgb, _refined(rgb, person, seed), "cut from its background", None)


def _person_alpha(rgb: NDArray[np.uint8], quarter_turns: int) -> Alpha:
    """Bundled person segmentation, (H, W) 0…1."""
    mask = run_legacy("selfie", np.rot90(rgb, quarter_turns % 4)).segmentation_mask
    return np.ascontiguousarray(np.rot90(np.asarray(mask, np.float32), -quarter_turns % 4))


def _closer(shown: Scale, person: Alpha, mesh: FaceMesh) -> Alpha:
    """The segmentation with a closer look at the head: the network sees 256 pixels, whatever it is given."""
    xy = mesh.points[:468, :2] * shown.factor
    middle, reach = (xy.min(axis=0) + xy.max(axis=0)) / 2, HEAD_REACH * float(np.ptp(xy, axis=0).max())
    height, width = person.shape
    left, top = (max(0, int(v - reach)) for v in middle)
    right, bottom = min(width, int(middle[0] + reach)), min(height, int(middle[1] + reach))
    if (right - left) * (bottom - top) > 0.6 * width * height:
        return person  # the head fills the picture already
    head = _person_alpha(np.ascontiguousarray(shown.rgb[top:bottom, left:right]), mesh.quarter_turns)
    rows, columns = np.mgrid[top:bottom, left:right]
    away = np.maximum(np.abs(columns - middle[0]), np.abs(rows - middle[1])) / reach
    share = np.clip((1.0 - away) / HEAD_FADE, 0, 1).astype(np.float32)
    result = person.copy()
    result[top:bottom, left:right] = share * head + (1 - share) * person[top:bottom, left:right]
    return result


def _face_seed(mesh: FaceMesh, shape: tuple[int, ...], factor: float) -> Alpha:
    """1 inside the face, which is foreground whatever the segmentation says; at the segmentation's size."""
    import cv2

    seed = np.zeros(shape, np.uint8)
    hull = cv2.convexHull(np.rint(mesh.points[:468, :2] * factor).astype(np.int32))
    cv2.fillConvexPoly(seed, hull, 1)
    return seed.astype(np.float32)


def _shrunk(seed: Alpha) -> NDArray[np.bool_]:
    """The face without its rim, where the outline of the landmarks may miss the true one by a little."""
    import cv2

    reach = _odd(0.08 * float(np.sqrt(seed.sum())))
    eroded = cv2.erode(seed, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (reach, reach)))
    return np.asarray(eroded > 0.5)


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


def _refined(rgb: NDArray[np.uint8], person: Alpha, seed: Alpha | None) -> Alpha:
    """Solve the edge at working size, then bring it to full size along the picture's own edges."""
    import cv2

    height, width = rgb.shape[:2]
    shown = scaled_to(rgb, WORK_LONG_SIDE_PX)
    size = (shown.rgb.shape[1], shown.rgb.shape[0])
    small = cv2.resize(person, size, interpolation=cv2.INTER_AREA)
    known = _known(small)
    if seed is not None:
        known[_shrunk(cv2.resize(seed, size, interpolation=cv2.INTER_AREA))] = 1.0
    guess = np.clip((small - GUESS_RANGE[0]) / (GUESS_RANGE[1] - GUESS_RANGE[0]), 0, 1)
    is_unknown = np.isnan(known)
    solved = solve_band(
        shown.rgb.astype(np.float32) / 255, np.where(is_unknown, guess, known).astype(np.float32), is_unknown
    )
    if shown.factor < 1.0:
        coarse = cv2.resize(solved, (width, height), interpolation=cv2.INTER_LINEAR)
        solved = _guided(rgb, coarse, max(2, round(1.5 / shown.factor)))
        if seed is not None:
            face = _shrunk(cv2.resize(seed, size, interpolation=cv2.INTER_AREA)).astype(np.float32)
            solved = np.maximum(solved, cv2.resize(face, (width, height), interpolation=cv2.INTER_LINEAR))
    low, high = FINAL_CUT
    return np.clip((solved - low) / (high - low), 0, 1).astype(np.float32)


def _guided(rgb: NDArray[np.uint8], coarse: Alpha, radius: int) -> Alpha:
    """Guided filter in strips: it takes some thirty times the picture's memory."""
    import cv2

    result = coarse.copy()
    margin = 2 * radius + 2
    for rows, wide, inner in strips(rgb.shape[0], margin):
        edge = np.flatnonzero(((coarse[wide] > 0.001) & (coarse[wide] < 0.999)).any(axis=0))
        if not edge.size:
            continue
        columns = slice(max(0, int(edge[0]) - margin), int(edge[-1]) + margin)
        guide = rgb[wide, columns].astype(np.float32) / 255
        solved = cv2.ximgproc.guidedFilter(guide, np.ascontiguousarray(coarse[wide, columns]), radius, 1e-4)
        result[rows, columns] = solved[inner]
    return result


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


def _result(
    picture: Picture, rgb: NDArray[np.uint8], alpha: Alpha, note: str, background: NDArray[np.float32] | None
) -> Picture:
    import cv2

    pixels = cv2.cvtColor(clean_foreground(rgb, alpha, background), cv2.COLOR_RGB2RGBA)
    cv2.mixChannels([cv2.convertScaleAbs(alpha, alpha=255)], [pixels], [0, 3])
    return replace(picture, pixels=pixels, has_alpha=True, notes=(*picture.notes, note))


def _odd(value: float) -> int:
    return max(3, 2 * round(value / 2) + 1)
