"""Single drawn strokes: shut eyes and brows."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from studio.vision.refine_view import UNIT_PX, FaceView, Mask, Points, disc

MIN_CONTRAST = 14.0
"""Lab distance by which a stroke stands out from its surroundings."""
THICKEST_UNITS = 0.07
"""Radius of the widest stroke: anything thicker is an area, not a stroke."""
AREA_UNITS = 0.085
"""Radius from which something is an area (hair, an open eye): strokes end where they run into one."""
MIN_EVEN, MIN_SOLID = 0.45, 0.6
MIN_WIDTH_UNITS, MAX_WIDTH_UNITS = 0.24, 0.95
MIN_STROKE_SCORE = 0.6


SHUT_REACH_UNITS = (0.62, 0.3, 0.3)
BROW_REACH_UNITS = (0.55, 0.4, 0.3)
BROW_OVERLAP_UNITS, BROW_GAP_UNITS = 0.08, 0.12
"""A frowning brow may end lower than the eye begins; its middle lies at least the gap above the eye."""
SKIN_BAND_UNITS, MAX_OTHER_BELOW, MAX_OTHER_ABOVE = (0.04, 0.2), 0.2, 0.45
"""Around a shut eye there is skin, but for a crease; around the lashes of an open one there is the eye."""
MIN_SHUT_SCORE = 0.8


@dataclass(frozen=True, slots=True, eq=False)
class Stroke:
    """One stroke that runs from left to right, in pixels of the view.

    Attributes:
        x: (n,) columns.
        upper, lower: (n,) its edges.
        score: 0…1.
    """

    x: Points
    upper: Points
    lower: Points
    score: float

    @property
    def middle(self) -> Points:
        """(n,) its centre line."""
        result: Points = (self.upper + self.lower) / 2
        return result


def find_stroke(
    view: FaceView, expected: Points, reach_px: tuple[float, float, float], is_cut_at_areas: bool = True
) -> Stroke | None:
    """The strongest stroke around a place; None where nothing stands alone there.

    Args:
        view: The face.
        expected: (2,) where its middle should be.
        reach_px: How far to look sideways, up and down.
        is_cut_at_areas: Whether the stroke ends where it runs into hair or another area, or must stand alone.
    """
    import cv2

    height, width = view.away.shape
    left, right = max(0, int(expected[0] - reach_px[0])), min(width, int(expected[0] + reach_px[0]))
    top, bottom = max(0, int(expected[1] - reach_px[1])), min(height, int(expected[1] + reach_px[2]))
    if right - left < 8 or bottom - top < 8:
        return None
    window = (slice(top, bottom), slice(left, right))
    away = view.away[window]
    mask = cv2.morphologyEx(away, cv2.MORPH_TOPHAT, disc(THICKEST_UNITS * UNIT_PX)) > MIN_CONTRAST
    if is_cut_at_areas:
        area = cv2.morphologyEx(view.is_other[window].astype(np.uint8), cv2.MORPH_OPEN, disc(AREA_UNITS * UNIT_PX))
        mask &= cv2.dilate(area, disc(2)) == 0
    labels = cv2.connectedComponents(mask.astype(np.uint8), connectivity=8)[1]
    rim = set(np.unique(np.concatenate([labels[0], labels[-1], labels[:, 0], labels[:, -1]])).tolist())
    best: Stroke | None = None
    for index in set(range(1, int(labels.max()) + 1)) - rim:
        stroke = _stroke(view, labels == index, window, expected, reach_px)
        if stroke is not None and stroke.score >= MIN_STROKE_SCORE and (best is None or stroke.score > best.score):
            best = stroke
    return best


def _stroke(
    view: FaceView, part: Mask, window: tuple[slice, slice], expected: Points, reach_px: tuple[float, float, float]
) -> Stroke | None:
    columns = np.flatnonzero(part.any(axis=0))
    width = float(columns[-1] - columns[0] + 1)
    if not MIN_WIDTH_UNITS * UNIT_PX <= width <= MAX_WIDTH_UNITS * UNIT_PX or len(columns) < 0.9 * width:
        return None
    rows = np.arange(part.shape[0])[:, None]
    own = part[:, columns]
    upper = np.where(own, rows, part.shape[0]).min(axis=0) - 0.5
    lower = np.where(own, rows, -1).max(axis=0) + 0.5
    thickness = float(np.median(lower - upper)) / UNIT_PX
    middle = (upper + lower) / 2
    even = float(np.clip(1 - np.abs(np.diff(middle)).mean() / (0.012 * UNIT_PX), 0, 1))
    solid = float(own.sum() / max((lower - upper).sum(), 1.0))
    if even < MIN_EVEN or solid < MIN_SOLID:
        return None
    away = view.away[window][part]
    strong = float(np.clip(np.median(away) / 35, 0, 1))
    centre = np.array([columns.mean() + window[1].start, middle.mean() + window[0].start]) - expected
    down = reach_px[1] if centre[1] < 0 else reach_px[2]
    near = float(np.clip(1 - np.hypot(centre[0] / reach_px[0], centre[1] / down) ** 2, 0, 1))
    size = float(np.clip(width / (0.45 * UNIT_PX), 0, 1)) * float(np.clip(thickness / 0.05, 0.3, 1))
    score = 0.25 * near + 0.2 * even + 0.1 * solid + 0.15 * strong + 0.3 * size
    offset = float(window[0].start)
    return Stroke(columns + float(window[1].start), _smoothed(upper) + offset, _smoothed(lower) + offset, score)


def _smoothed(line: Points) -> Points:
    from scipy.ndimage import gaussian_filter1d, median_filter

    result: Points = gaussian_filter1d(median_filter(line, size=5, mode="nearest"), 2.0, mode="nearest")
    return result


def find_shut_eye(view: FaceView, expected: Points, is_likely: bool = False) -> Stroke | None:
    """The line of a shut eye around a place; less is asked of it where the other eye is shut (`is_likely`)."""
    reach = tuple(units * UNIT_PX for units in SHUT_REACH_UNITS)
    found = [find_stroke(view, expected, (reach[0], reach[1], reach[2]), is_cut) for is_cut in (False, True)]
    good = [stroke for stroke in found if stroke is not None and stroke.score >= MIN_SHUT_SCORE]
    most = (2 * MAX_OTHER_BELOW, 1.0) if is_likely else (MAX_OTHER_BELOW, MAX_OTHER_ABOVE)
    strokes = [stroke for stroke in good if _is_between_skin(view, stroke, most)]
    return max(strokes, key=lambda stroke: stroke.score) if strokes else None


def find_brow(view: FaceView, expected: Points, eye_top: float) -> Stroke | None:
    """The brow around a place, above the row `eye_top`."""
    sideways, up, down = (units * UNIT_PX for units in BROW_REACH_UNITS)
    bottom = min(expected[1] + down, eye_top + BROW_OVERLAP_UNITS * UNIT_PX)
    stroke = find_stroke(view, expected, (sideways, up, float(bottom - expected[1])))
    is_above = stroke is not None and float(stroke.middle.mean()) < eye_top - BROW_GAP_UNITS * UNIT_PX
    return stroke if is_above else None


def _is_between_skin(view: FaceView, stroke: Stroke, most: tuple[float, float]) -> bool:
    height = view.is_other.shape[0]
    band = np.arange(*(round(units * UNIT_PX) for units in SKIN_BAND_UNITS))[:, None]
    columns = stroke.x.astype(int)[None]
    below = np.clip(np.rint(stroke.lower).astype(int)[None] + band, 0, height - 1)
    above = np.clip(np.rint(stroke.upper).astype(int)[None] - band, 0, height - 1)
    shares = view.is_other[below, columns].mean(), view.is_other[above, columns].mean()
    return bool(shares[0] <= most[0] and shares[1] <= most[1])
