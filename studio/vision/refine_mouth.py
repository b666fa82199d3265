"""The drawn mouth: a stroke, or an opening between two outlines."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from studio.vision import face_topology as topology
from studio.vision.refine_view import UNIT_PX, FaceView, Mask, Points, disc, without_islands

REACH_UNITS = (0.75, 0.42, 0.55)
"""How far from the mesh's mouth is looked, sideways, up and down."""
MIN_CONTRAST = 4.0
"""Lab distance by which a line stands out from its surroundings."""
FAINT_CONTRAST, FADE_UNITS = 1.8, 0.15
"""The same for the fading ends of a line, and how long they may be."""
WIDTH_UNITS, MAX_HEIGHT_UNITS = (0.11, 1.1), 0.6
JOIN_UNITS = ((0.0, 0.0), (0.05, 0.01), (0.09, 0.02))
"""Gaps in a line that are closed, across and down: strokes are drawn with a break now and then."""
OPEN_UNITS = 0.07
"""Thickness from which a mouth is open instead of a stroke."""
OUTLINE_UNITS = 0.06
"""The outline of an open mouth is at most this thick."""
MIN_SCORE = 0.5


@dataclass(frozen=True, slots=True, eq=False)
class DrawnMouth:
    """The mouth as drawn, in pixels of the view.

    Attributes:
        x: (n,) columns, left to right; the ends are the corners.
        upper, lower: (n,) inner edges of the lips; the same line where the mouth is shut.
        is_open: Whether something shows between the lips.
        confidence: 0…1.
    """

    x: Points
    upper: Points
    lower: Points
    is_open: bool
    confidence: float


def find_mouth(view: FaceView) -> DrawnMouth | None:
    """The mouth around the mesh's lips; None where no line looks enough like one."""
    import cv2

    window, offset, expected = _window(view)
    lines = _lines(view, window)
    best: tuple[float, Mask] | None = None
    for width_units, height_units in JOIN_UNITS:
        size = (max(1, round(height_units * UNIT_PX)), max(1, round(width_units * UNIT_PX)))
        joined = cv2.morphologyEx(lines.astype(np.uint8), cv2.MORPH_CLOSE, np.ones(size, np.uint8))
        labels = cv2.connectedComponents(joined, connectivity=8)[1]
        for index in range(1, int(labels.max()) + 1):
            part = (labels == index) & lines
            score = _score(view, part, window, expected - offset)
            if score >= MIN_SCORE and (best is None or score > best[0] + 0.005):
                best = score, part
    return _traced(view, best[1], window, offset, best[0]) if best else None


def _window(view: FaceView) -> tuple[tuple[slice, slice], Points, Points]:
    lips = view.points[list(topology.LIP_UPPER_INNER + topology.LIP_LOWER_INNER)]
    expected = lips.mean(axis=0)
    height, width = view.away.shape
    reach = np.array(REACH_UNITS) * UNIT_PX
    left, right = max(0, int(expected[0] - reach[0])), min(width, int(expected[0] + reach[0]))
    top, bottom = max(0, int(expected[1] - reach[1])), min(height, int(expected[1] + reach[2]))
    return (slice(top, bottom), slice(left, right)), np.array([left, top], np.float64), expected


def _lines(view: FaceView, window: tuple[slice, slice]) -> Mask:
    """What stands out from the skin and does not run out of the window."""
    import cv2

    away = view.away[window]
    hat = cv2.morphologyEx(away, cv2.MORPH_TOPHAT, disc(0.05 * UNIT_PX))
    mask = (hat > MIN_CONTRAST) | view.is_other[window]
    labels = cv2.connectedComponents(mask.astype(np.uint8), connectivity=8)[1]
    rim = np.concatenate([labels[0], labels[-1], labels[:, 0], labels[:, -1]])
    mask &= ~np.isin(labels, np.unique(rim[rim > 0]))
    return without_islands(mask, 0.15 * UNIT_PX**2)


def _score(view: FaceView, part: Mask, window: tuple[slice, slice], expected: Points) -> float:
    """How much a part looks like the mouth: wide, strong, even, near to where the mesh has it."""
    rows, columns = np.nonzero(part)
    if not len(rows):
        return 0.0
    width, height = float(np.ptp(columns) + 1), float(np.ptp(rows) + 1)
    limits = np.array(WIDTH_UNITS) * UNIT_PX
    if not limits[0] <= width <= limits[1] or height > MAX_HEIGHT_UNITS * UNIT_PX or height > 1.6 * width:
        return 0.0
    centre = np.array([columns.min() + width / 2, rows.min() + height / 2])
    offset = (centre - expected) / UNIT_PX
    near = float(np.clip(1 - np.hypot(offset[0] / 0.45, offset[1] / 0.4) ** 2, 0, 1))
    used = np.unique(columns)
    covered = len(used) / width
    strongest = np.array([view.away[window][part[:, column], column].max() for column in used])
    strong = float(np.clip(np.median(strongest) / 25, 0, 1))
    middle = np.array([rows[columns == column].mean() for column in used])
    even = float(np.clip(1 - np.abs(np.diff(middle)).mean() / (0.018 * UNIT_PX), 0, 1)) if len(used) > 2 else 0.0
    wide = float(np.clip(width / (0.3 * UNIT_PX), 0, 1))
    return 0.4 * near + 0.15 * strong + 0.2 * even + 0.15 * wide + 0.1 * covered if near > 0 else 0.0


def _traced(view: FaceView, part: Mask, window: tuple[slice, slice], offset: Points, score: float) -> DrawnMouth | None:
    import cv2

    depth = cv2.distanceTransform(np.pad(part.astype(np.uint8), 1), cv2.DIST_L2, 5)
    is_open = 2 * float(depth.max()) > OPEN_UNITS * UNIT_PX
    columns = np.flatnonzero(part.any(axis=0))
    if is_open:
        edges = [_inner_edges(view, part[:, column], window, int(column)) for column in columns]
    else:
        edges = [_stroke_middle(view, part[:, column], window, int(column)) for column in columns]
    lines = np.array(edges, np.float64)
    known = columns.astype(np.float64)
    if not is_open:
        known, lines = _to_faint_ends(view.away[window], columns, lines)
    x = np.arange(known[0], known[-1] + 1, dtype=np.float64)
    upper, lower = (_smoothed(np.interp(x, known, lines[:, i])) for i in (0, 1))
    return DrawnMouth(x + offset[0], upper + offset[1], lower + offset[1], is_open, score)


def _to_faint_ends(away: NDArray[np.float32], columns: NDArray[np.int64], lines: Points) -> tuple[Points, Points]:
    """A stroke continued at both ends as far as it can be made out: mouths are drawn fading into the cheeks."""
    import cv2

    hat = cv2.morphologyEx(away, cv2.MORPH_TOPHAT, disc(0.05 * UNIT_PX))
    longest = round(FADE_UNITS * UNIT_PX)
    xs, ys = list(columns), list(lines[:, 0])
    for step in (-1, 1):
        column, row = (xs[0], ys[0]) if step < 0 else (xs[-1], ys[-1])
        for _ in range(longest):
            column += step
            low = max(0, round(row) - 2)
            if not 0 <= column < hat.shape[1] or low >= hat.shape[0]:
                break
            near = hat[low : round(row) + 3, column]
            if float(near.max()) < FAINT_CONTRAST:
                break
            row += float(np.clip(low + int(np.argmax(near)) - row, -1, 1))
            xs, ys = ([column, *xs], [row, *ys]) if step < 0 else ([*xs, column], [*ys, row])
    return np.array(xs, np.float64), np.stack([ys, ys], axis=1)


def _stroke_middle(view: FaceView, line: Mask, window: tuple[slice, slice], column: int) -> tuple[float, float]:
    """The middle of a stroke in one column, twice."""
    rows = np.flatnonzero(line)
    weights = np.maximum(view.away[window][rows, column], 0.1)
    middle = float((rows * weights).sum() / weights.sum())
    return middle, middle


def _inner_edges(view: FaceView, line: Mask, window: tuple[slice, slice], column: int) -> tuple[float, float]:
    """Where the outline ends on the inside, from above and from below."""
    rows = np.flatnonzero(line)
    first, last = int(rows[0]), int(rows[-1])
    ink = view.is_ink[window][first : last + 1, column]
    upper, lower = first + _outline(ink), last + 1 - _outline(ink[::-1])
    if upper >= lower:
        upper = lower = (first + last + 1) // 2
    return upper - 0.5, lower - 0.5


def _outline(ink: Mask) -> int:
    """Thickness of the outline at the beginning of a column, its soft rim included."""
    limit = min(round(OUTLINE_UNITS * UNIT_PX), len(ink))
    inked = np.flatnonzero(ink[: min(4, len(ink))])
    if not len(inked):
        return min(2, len(ink) // 2)
    after = np.flatnonzero(~ink[inked[0] : limit])
    return int(inked[0] + (after[0] if len(after) else limit - inked[0]))


def _smoothed(line: Points) -> Points:
    from scipy.ndimage import gaussian_filter1d, median_filter

    size = 2 * (len(line) // 24) + 1
    result: NDArray[np.float64] = gaussian_filter1d(median_filter(line, size=size, mode="nearest"), 1.5, mode="nearest")
    return result


def mouth_places(mouth: DrawnMouth, points: Points) -> dict[int, Points]:
    """Landmark -> place in the view; the lips keep their thickness, scaled to the mouth's width.

    Args:
        mouth: What was found.
        points: (478, 2) the mesh in the view.
    """
    old_width = max(float(np.linalg.norm(points[291] - points[61])), 1.0)
    width = float(mouth.x[-1] - mouth.x[0])
    ratio = min(1.0, width / old_width)
    places: dict[int, Points] = {}
    rows = (
        (topology.LIP_UPPER_INNER, mouth.upper, None),
        (topology.LIP_LOWER_INNER, mouth.lower, None),
        (topology.LIP_UPPER_OUTER, mouth.upper, topology.LIP_UPPER_INNER),
        (topology.LIP_LOWER_OUTER, mouth.lower, topology.LIP_LOWER_INNER),
    )
    for indices, line, inner in rows:
        inset = 0.03 if inner is None else 0.0
        x = np.linspace(mouth.x[0] + inset * width, mouth.x[-1] - inset * width, len(indices))
        y = np.interp(x, mouth.x, line)
        if inner is not None:
            y += _lip(points, indices, inner, ratio)
        places |= {index: np.array(place) for index, place in zip(indices, zip(x, y, strict=True), strict=True)}
    middle = (mouth.upper + mouth.lower) / 2
    places[61], places[291] = np.array([mouth.x[0], middle[0]]), np.array([mouth.x[-1], middle[-1]])
    return places


def _lip(points: Points, outer: tuple[int, ...], inner: tuple[int, ...], ratio: float) -> Points:
    """Height of a lip over its landmarks, signed; thin at least, thick at most."""
    height = (points[list(outer), 1] - points[list(inner), 1]) * ratio
    sign = np.sign(height[len(height) // 2]) or 1.0
    profile = np.sqrt(np.clip(1 - np.linspace(-1, 1, len(outer)) ** 2, 0, None))
    width = ratio * float(points[291, 0] - points[61, 0])
    most = max(min(0.09 * UNIT_PX, 0.13 * width), 0.03 * UNIT_PX)
    bounded = np.clip(sign * height, 0.025 * UNIT_PX * profile, most * profile)
    result: Points = sign * bounded
    return result
