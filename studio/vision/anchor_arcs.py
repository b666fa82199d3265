"""Arcs of lids, lips and brows through hand-placed anchors, and irises between the lids."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from studio.vision import face_topology as topology

Points = NDArray[np.float64]
Arcs = dict[int, Points]

_LID_POWER = 0.75
"""1 is a parabola, 0.5 an ellipse; lids lie between."""
_LOWER_LIP_POWER = 0.8
_APEX_RANGE = (0.2, 0.8)
"""Where along the eye the lid's highest point may lie."""
_LIP_THICKNESS = (0.085, 0.11)
"""Upper and lower lip of a face whose lips were not placed, in mouth widths."""
_IRIS_OF_HEIGHT, _IRIS_OF_WIDTH = 0.45, (0.19, 0.4)
"""Iris radius: share of the eye's height, held between shares of its width."""


def lid_arcs(points: Points, anchors: Mapping[str, Points]) -> Arcs:
    """Places of all lid landmarks: landmark -> (2,)."""
    arcs: Arcs = {}
    for side, upper, lower in (
        ("Right", topology.EYE_RIGHT_UPPER, topology.EYE_RIGHT_LOWER),
        ("Left", topology.EYE_LEFT_UPPER, topology.EYE_LEFT_LOWER),
    ):
        outer, inner = anchors[f"eye{side}Outer"], anchors[f"eye{side}Inner"]
        for indices, name in ((upper, f"eye{side}Upper"), (lower, f"eye{side}Lower")):
            apex = anchors.get(name, points[indices[4], :2])
            arcs |= _arc(indices, outer, inner, apex, _LID_POWER)
    return arcs


def lip_arcs(points: Points, anchors: Mapping[str, Points]) -> Arcs:
    """Places of all lip landmarks: landmark -> (2,)."""
    right, left = anchors["mouthRight"], anchors["mouthLeft"]
    width = float(np.linalg.norm(left - right))
    along = (left - right) / width
    down = np.array([-along[1], along[0]])
    top, upper, lower, bottom = _lip_middles(points, anchors, down, width)
    inset = 0.045 * width
    inner_right, inner_left = right + inset * along, left - inset * along
    outer_upper = _profile(topology.LIP_UPPER_OUTER)
    arcs = _arc(topology.LIP_UPPER_INNER, inner_right, inner_left, upper, 1.0)
    arcs |= _arc(topology.LIP_LOWER_INNER, inner_right, inner_left, lower, 1.0)
    arcs |= _arc(topology.LIP_LOWER_OUTER, right, left, bottom, _LOWER_LIP_POWER)
    arcs |= _shaped(topology.LIP_UPPER_OUTER, right, left, top, outer_upper)
    return arcs


def brow_arcs(points: Points, anchors: Mapping[str, Points]) -> Arcs:
    """Places of the brows' landmarks, where a brow was placed with all three anchors: landmark -> (2,)."""
    arcs: Arcs = {}
    for side, upper, lower in (
        ("Right", topology.BROW_RIGHT_UPPER, topology.BROW_RIGHT_LOWER),
        ("Left", topology.BROW_LEFT_UPPER, topology.BROW_LEFT_LOWER),
    ):
        names = [f"brow{side}{place}" for place in ("Outer", "Middle", "Inner")]
        if not all(name in anchors for name in names):
            continue
        outer, middle, inner = (anchors[name] for name in names)
        curve = _parabola(outer, middle, inner, np.linspace(0, 1, len(upper)))
        halves = (points[list(upper), :2] - points[list(lower), :2]) / 2
        arcs |= {i: p + h for i, p, h in zip(upper, curve, halves, strict=True)}
        arcs |= {i: p - h for i, p, h in zip(lower, curve, halves, strict=True)}
    return arcs


def with_irises(points: Points, anchors: Mapping[str, Points]) -> Points:
    """The mesh with both irises put between the lids, or where they were placed."""
    result = points.copy()
    for side, centre_index, upper, lower in (
        ("Right", topology.IRIS_RIGHT, topology.EYE_RIGHT_UPPER, topology.EYE_RIGHT_LOWER),
        ("Left", topology.IRIS_LEFT, topology.EYE_LEFT_UPPER, topology.EYE_LEFT_LOWER),
    ):
        lids = points[list(upper + lower)]
        centre = anchors.get(f"iris{side}", lids[:, :2].mean(axis=0))
        along = points[upper[-1], :2] - points[upper[0], :2]  # from the outer to the inner corner …
        if side == "Left":
            along = -along  # … which is the face's own right to left on one side only
        width = float(np.linalg.norm(along))
        along = along / width
        height = float(np.linalg.norm(points[upper[4], :2] - points[lower[4], :2]))
        radius_x = float(np.clip(_IRIS_OF_HEIGHT * height, _IRIS_OF_WIDTH[0] * width, _IRIS_OF_WIDTH[1] * width))
        radius_y = max(radius_x, 0.4 * height)
        up = np.array([along[1], -along[0]])
        rim = [along * radius_x, up * radius_y, -along * radius_x, -up * radius_y]
        result[centre_index, :2] = centre
        result[centre_index + 1 : centre_index + 5, :2] = centre + np.stack(rim)
        result[centre_index : centre_index + 5, 2] = lids[:, 2].mean()
    return result


def _lip_middles(
    points: Points, anchors: Mapping[str, Points], down: Points, width: float
) -> tuple[Points, Points, Points, Points]:
    """Middles of the four lip lines, top to bottom; what was not placed follows from its neighbours."""
    upper = anchors.get("upperLipBottom", anchors.get("lowerLipTop"))
    if upper is None:
        upper = (points[13, :2] + points[14, :2]) / 2
    lower = anchors.get("lowerLipTop", upper)
    top = anchors.get("upperLipTop", upper - _LIP_THICKNESS[0] * width * down)
    bottom = anchors.get("lowerLipBottom", lower + _LIP_THICKNESS[1] * width * down)
    return top, upper, lower, bottom


def _arc(indices: tuple[int, ...], start: Points, end: Points, apex: Points, power: float) -> Arcs:
    """An arch from start to end over its middle landmark at `apex`."""
    chord = end - start
    length = float(np.linalg.norm(chord))
    along = chord / length
    across = np.array([-along[1], along[0]])
    place = float(np.clip((apex - start) @ along / length, *_APEX_RANGE))
    height = float((apex - start) @ across)
    steps = np.linspace(-1.0, 1.0, len(indices))
    # Landmarks are spread evenly on each side of the apex; the arch is level at the apex.
    t = np.where(steps < 0, place * (1 + steps), place + (1 - place) * steps)
    h = height * (1 - steps**2) ** power
    drift = ((apex - start) @ along - place * length) * (1 - np.abs(steps))  # an apex beyond the range is still met
    rows = start + np.outer(t * length + drift, along) + np.outer(h, across)
    return dict(zip(indices, rows, strict=True))


def _profile(indices: tuple[int, ...]) -> NDArray[np.float64]:
    """Heights of a line over its chord, its middle being 1; keeps the shape of the upper lip's bow."""
    from studio.vision.face_topology import canonical_points

    line = canonical_points()[list(indices), :2]
    heights = line[:, 1] - np.linspace(line[0, 1], line[-1, 1], len(line))
    return np.asarray(heights / heights[len(heights) // 2], np.float64)


def _shaped(indices: tuple[int, ...], start: Points, end: Points, apex: Points, profile: NDArray[np.float64]) -> Arcs:
    """An arch of a given profile from start to end over its middle landmark at `apex`."""
    arch = _arc(indices, start, end, apex, 1.0)
    parabola = 1 - np.linspace(-1.0, 1.0, len(indices)) ** 2
    chord = (end - start) / np.linalg.norm(end - start)
    across = np.array([-chord[1], chord[0]])
    height = float((apex - start) @ across)
    return {i: arch[i] + height * (p - q) * across for i, p, q in zip(indices, profile, parabola, strict=True)}


def _parabola(first: Points, middle: Points, last: Points, t: NDArray[np.float64]) -> Points:
    """The parabola through three points, the middle one at t = 0.5; (N, 2)."""
    t = t[:, None]
    result: Points = first * (2 * t - 1) * (t - 1) + middle * 4 * t * (1 - t) + last * t * (2 * t - 1)
    return result
